"""An address as people write it: `14`, `第14期`, `２０２４－１４`, `2024/14`, `202414`, `2024增刊1`. Pure.

Asked for what `key.parse_address` does not know: only where a person asks for an issue, in the shell or on the screen, never for
the name of a file. It gives numbers, nothing of the text, and a path is only ever built from a key made of them
(promise F1). What the library has to do with it is decided in `library.asked`.
"""

import re
import unicodedata
from typing import NamedTuple

from briefing_tui.errors import KeyFormatError
from briefing_tui.i18n import _
from briefing_tui.model.key import ISSUE, SUPPLEMENT, make_key, not_a_key
from briefing_tui.text import numerals

LIMIT = 60
"""Characters: longer ones are no addresses."""
YEARS = range(1900, 2200)
"""What four digits that stand alone, or before others without a mark between, are read as a year in."""
_CENTURY = 2000
"""Of a year written in two digits."""
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_AROUND = re.compile(r"""[〔〕【】\[\]()（）《》〈〉「」『』<>"“”'‘’`]""")
_NUMBER = rf"(?:[0-9]{{1,9}}|{numerals.FORMAL_NUMERAL})"
_YEAR = "[0-9]{4}|[零〇○一二三四五六七八九]{4}|[0-9]{2}|[零〇○一二三四五六七八九]{2}"
_EXTRA = "增刊|增|s"
_ITEM = re.compile(rf"(?:#第?|第)({_NUMBER})(条)?\Z")
_WITH_YEAR = re.compile(
    rf"({_YEAR})(?:年度?-?|-)({_EXTRA})?(?:第|no\.?)?({_NUMBER})(?:期|号)?({_EXTRA})?\Z|"
    rf"([0-9]{{4}})(?:({_EXTRA})第?|第|no\.?)({_NUMBER})(?:期|号)?({_EXTRA})?\Z"
)
_WITHOUT = re.compile(rf"({_EXTRA})?(?:第|no\.?)?({_NUMBER})(?:期|号)?({_EXTRA})?\Z")
_YEAR_ALONE = re.compile("([0-9]{4}|[零〇○一二三四五六七八九]{4})年?度?\\Z")
_EXTRA_ALONE = re.compile(rf"({_YEAR})年?度?增刊\Z")
"""The supplement of a year that has one: nobody gives it a number."""
_FILE = re.compile(r"(?:[0-9]{4}-)?([0-9]{4}-s?[0-9]{1,4})\.toml\Z")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{1,4})\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z|([0-9]{4})([01][0-9])([0-3][0-9])\Z|.*[0-9]月")
_TOTAL_BEHIND = re.compile(rf"(?<=[期号0-9])[,、;-]?总期?号?第?{_NUMBER}[期号]?\Z")
"""The number through all years as a masthead prints it behind that of the year, which is enough."""
_SHORT_YEAR = re.compile(r"([0-9]{2})-([0-9]{1,4})\Z")
_THREE = re.compile(r"([0-9]{4})-([0-9]{1,4})-([0-9]{1,5})\Z")


class Asked(NamedTuple):
    """What an address says. Its numbers are in range."""

    year: int | None
    """None when none was written."""
    kind: str
    """As in `IssueKey`."""
    number: int
    item: int | None = None
    """Running position, from 1."""
    guessed: bool = False
    """The century was not written, or of a supplement which one."""


def plain(text: str) -> str:
    """The same in half-width characters, small letters and without blanks and brackets round its parts; marks that
    stand for the dash of `2024-14` are that dash. Not longer than `LIMIT` times what one character can become.
    """
    folded = unicodedata.normalize("NFKC", text[: LIMIT + 1].translate(_DASHES)).translate(_DASHES)
    folded = "".join(char for char in folded if unicodedata.category(char) != "Cf").strip().casefold()
    folded = _AROUND.sub(" ", folded).strip()
    folded = re.sub(r"(?<=[0-9])[ \t]+(?=[0-9])", "-", folded)
    folded = re.sub(r"[ \t]+", "", folded)
    return re.sub(r"(?<=[0-9年])[/\\._:·,、](?=[0-9增s第])", "-", folded)


def read_asked(text: str) -> Asked:
    """What is asked for. KeyFormatError, which says what could be meant, when it is no address or could be several."""
    if len(text) > LIMIT:
        raise not_a_key(text)
    rest = plain(text)
    item: int | None = None
    if found := _ITEM.search(rest):
        mark = found[0][0]
        if (mark == "#" and found.start()) or found[2]:
            item, rest = _value(found[1], text), rest[: found.start()]
    rest = _TOTAL_BEHIND.sub("", rest)
    if not rest and item is None:
        raise not_a_key(text)
    _refuse_unclear(text, rest)
    if (found := _EXTRA_ALONE.match(rest)) and _year(found[1]) in YEARS:
        return _asked(text, _year(found[1]), SUPPLEMENT, "1", item, guessed=True)
    if found := _WITH_YEAR.match(rest):
        year, before, number, after = found.groups()[:4] if found[1] else found.groups()[4:]
        return _asked(text, _year(year), before or after, number, item, guessed=len(year) == 2)
    if (found := _COMPACT.match(rest)) and int(found[1]) in YEARS:
        return _asked(text, int(found[1]), "", found[2], item)
    if found := _WITHOUT.match(rest):
        before, number, after = found.groups()
        return _asked(text, None, before or after, number, item)
    raise not_a_key(text)


def _refuse_unclear(text: str, rest: str) -> None:
    """KeyFormatError for what may mean more than one thing: a year alone, a date, three numbers."""
    if (found := _YEAR_ALONE.match(rest)) and (year := numerals.parse_number(found[1])) in YEARS:
        hint = _("`{command}` lists its issues; one of them is {example}").format(
            command=f"briefing-tui list --year {year}", example=f"{year}-14"
        )
        raise KeyFormatError(_("{text!r} is a year, not an issue").format(text=text), hint=hint)
    if not rest or rest[0] == "#":
        hint = _("the third item of the newest issue is {example}").format(example="latest#3")
        raise KeyFormatError(_("{text!r} names no issue").format(text=text), hint=hint)
    if "总" in rest:
        hint = _("the number of the year is asked for: 2024-14")
        raise KeyFormatError(
            _("{text!r} counts through all years").format(text=text),
            hint=hint,
        )
    if (found := _DATE.match(rest)) and _is_date(found):
        hint = _("write 2024-14; the issues of a day are found by `{command}`").format(
            command="briefing-tui search date:2024-12-16"
        )
        raise KeyFormatError(_("{text!r} is a date").format(text=text), hint=hint)
    if found := _THREE.match(rest):
        raise _unclear(text, f"{found[1]}-{found[2]}#{found[3]}")
    if found := _SHORT_YEAR.match(rest):
        raise _unclear(text, f"{_CENTURY + int(found[1])}-{found[2]}", f"{int(found[1])}#{found[2]}")
    if found := _FILE.match(rest):
        raise _unclear(text, found[1])


def _unclear(text: str, *meant: str) -> KeyFormatError:
    names = _("{first} or {second}").format(first=meant[0], second=meant[1]) if len(meant) > 1 else meant[0]
    return KeyFormatError(
        _("{text!r} is no issue key").format(text=text), hint=_("did you mean `{name}`?").format(name=names)
    )


def _is_date(found: "re.Match[str]") -> bool:
    month, day = (found[2], found[3]) if found[1] else (found[5], found[6])
    return month is None or (1 <= int(month) <= 12 and 1 <= int(day) <= 31)


def _asked(
    text: str, year: int | None, extra: str | None, number: str, item: int | None, *, guessed: bool = False
) -> Asked:
    value, kind = _value(number, text), SUPPLEMENT if extra else ISSUE
    try:
        key = make_key(YEARS[0] if year is None else year, value, kind)
    except KeyFormatError:
        raise not_a_key(text) from None
    if item is not None and not 1 <= item <= 99999:
        raise not_a_key(text)
    return Asked(None if year is None else key.year, key.kind, key.number, item, guessed)


def _year(written: str) -> int:
    value = numerals.parse_number(written)
    return _CENTURY + value if len(written) == 2 else value


def _value(written: str, text: str) -> int:
    try:
        return numerals.parse_number(written)
    except ValueError:
        raise not_a_key(text) from None
