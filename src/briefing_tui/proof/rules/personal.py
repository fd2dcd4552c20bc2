"""C-09: personal data that belongs in no bulletin: identity cards, mobile numbers, bank cards, mail addresses. Pure."""

import bisect
import datetime as dt
import re
import sys
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.proof.remark import Remark

_DIGITS = re.compile(r"[0-9](?<![0-9A-Za-z.].)[ -]?(?:[0-9][ -]?){9,21}[0-9Xx](?![0-9A-Za-z])")
_DOTTED = re.compile(
    r"(?<![0-9A-Za-z.·])(?:(?:\+?86[ ]?)?1[3-9][0-9](?P<mark>[.·—–])[0-9]{4}(?P=mark)[0-9]{4}|[（(]1[3-9][0-9][）)][ -]?[0-9]{4}[ -]?[0-9]{4})(?![0-9A-Za-z.])"
)
"""A mobile number with points or dashes between its groups, or the first of them in brackets."""
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－＠\u3000\u00a0\u2009", "0123456789Xx-@   ")
_HAS_WIDE = re.compile("[０-９Ｘｘ－＠]|[0-9][\u3000\u00a0\u2009]")
_NAMED = re.compile(
    r"(?P<card>身份证|证件号码?|(?:公民)?身份号码?|(?<![A-Za-z])ID)(?:件|证)?(?:号码?|ID|[ ]?No)?[ ]?[：:为是（(.]?[ ]?(?P<id>(?:[0-9][ -]?){14,17}[0-9Xx](?![0-9A-Za-z]))"
    r"|(?P<passport>护照)(?:号码?)?[ ]?[：:为是]?[ ]?(?P<pass>[A-Za-z]{1,2}[0-9]{7,8}(?![0-9A-Za-z]))"
    r"|(?P<account>账[号户]|帐[号户]|卡号)(?:号码?)?[ ]?[：:为是]?[ ]?(?P<number>(?:[0-9][ -]?){8,24}[0-9](?![0-9A-Za-z万亿元个户]))"
)
"""Numbers that do not prove themselves, behind the word that says what they are."""
_NAMES = ("身份", "证件", "ID", "护照", "账", "帐", "卡号")
"""One of these is in what such a word begins with."""
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s，。；！？）》”]{1,2000}", re.ASCII)
"""Of a page: its numbers are those of articles."""
_MONEY = re.compile(r"(?:\.[0-9]+)?[ ]?(?:元|万|亿|吨|千|个|次|美元|人|股|位|号文|平方|立方|公里)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def personal_data(text: str) -> Iterator[Remark]:
    """What proves itself: the check digit of GB 11643-1999, the ranges of mobile numbers, the Luhn sum of ISO/IEC 7812-1; or is called
    by its name. Full-width digits are digits.
    """
    text = text.translate(_WIDE) if _HAS_WIDE.search(text) else text
    told = set()
    addresses = [found.span() for found in _ADDRESS.finditer(text)] if "://" in text else []
    for found in _DIGITS.finditer(text):
        number = re.sub("[ -]", "", found[0])
        kind = _kind(number)
        if kind and not _MONEY.match(text, found.end()) and not _is_inside(addresses, found.start()):
            told.add(found.start())
            yield Remark(found.start(), found.end(), None, kind)
    for found in _DOTTED.finditer(text):
        yield Remark(found.start(), found.end(), None, _("a mobile number"))
    for found in _NAMED.finditer(text) if any(name in text for name in _NAMES) else ():
        name, kind = next(
            (name, kind)
            for name, kind in (
                ("id", _("the number of an identity card")),
                ("pass", _("the number of a passport")),
                ("number", _("the number of an account")),
            )
            if found[name]
        )
        if found.start(name) not in told:
            yield Remark(found.start(name), found.end(name), None, kind)
    if "@" in text:
        for found in _MAIL.finditer(text):
            if not _is_inside(addresses, found.start()):
                yield Remark(found.start(), found.end(), None, _("a mail address"))


def _is_inside(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether a place lies in one of some spans, which are in order."""
    at = bisect.bisect_right(spans, (place, sys.maxsize)) - 1
    return at >= 0 and place < spans[at][1]


def _kind(number: str) -> str:
    if len(number) == 18 and is_identity_number(number):
        return _("the number of an identity card")
    if len(number) in {13, 15} and number.startswith(("86", "0086")):
        number = number[-11:]
    if len(number) == 11 and number.isdigit() and number[0] == "1" and number[1] in "3456789":
        return _("a mobile number")
    if (
        16 <= len(number) <= 19
        and number.isdigit()
        and number[0] in "3456"
        and has_luhn_sum(number)
        and len(set(number)) > 2
    ):
        return _("the number of a bank card")
    return ""


def is_identity_number(number: str) -> bool:
    """Whether 18 characters are a citizen's number: a region, a day of birth, a check digit (GB 11643-1999)."""
    if not number[:17].isdigit() or number[0] not in "12345678":
        return False
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK[total % 11] == number[17].upper()


def has_luhn_sum(number: str) -> bool:
    """Whether the digits pass the test of ISO/IEC 7812-1, annex B."""
    total = 0
    for at, char in enumerate(reversed(number)):
        digit = int(char) * (2 if at % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0
