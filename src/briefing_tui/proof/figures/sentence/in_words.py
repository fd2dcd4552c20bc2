"""Amounts told in words: 三成五, 百分之八十, 三分之一, 翻一番, 三百二十户. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.proof.figures.sentence.units import ALIKE, UNIT
from briefing_tui.text.numerals import from_chinese

_NUMERAL = "[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]+"
_WORDED = re.compile(
    rf"(?:(?<![第一二两三四五六七八九十百千万亿数几])(?:(?P<tenths>[一二三四五六七八九两])成(?P<more_tenths>[一二三四五六七八九半])?(?![员本立为功都熟长果绩交套就人分品型语千效])"
    rf"|百分之(?P<percent>[一二三四五六七八九十零〇百点]+|[0-9]+(?:[.][0-9]+)?)|(?P<lower>[二三四五六七八九十])分之(?P<upper>[一二三四五六七八九])"
    rf"|(?P<number>{_NUMERAL})(?<=[一-鿿]{{2}})(?P<unit>{UNIT}))|(?P<times>[一二两三四五六七八九十])倍(?![数增])|翻了?(?P<doubled>[一两二三])番)(?P<more>以上|左右|以内|以下|多)?"
)
_SAID = re.compile("[十百千]|成|分之|番|倍")
_BEGUN = re.compile(
    "[一二三四五六七八九两]成|分之|番|[一二两三四五六七八九十][倍零〇一二两三四五六七八九十百千万亿]"
)
"""Without one of either there is no such amount: 千 and 百 alone are in 千瓦 and 百分点."""


class AmountInWords(NamedTuple):
    """One amount."""

    start: int
    end: int
    value: float
    step: float
    unit: str
    rough: bool


def may_be_worded(text: str) -> bool:
    """Whether it is worth looking for one."""
    return _SAID.search(text) is not None and _BEGUN.search(text) is not None


def worded(text: str) -> Iterator[AmountInWords]:
    """All of a text, in its order."""
    if not may_be_worded(text):
        return
    for found in _WORDED.finditer(text):
        amount = _amount(found)
        if amount is not None:
            last = found.start("more") if found["more"] else found.end()
            yield AmountInWords(found.start(), last, *amount, bool(found["more"]))


def _amount(found: "re.Match[str]") -> tuple[float, float, str] | None:
    """Value, step and unit of a quantity in words."""
    if found["tenths"]:
        more = found["more_tenths"]
        ones = 5 if more == "半" else from_chinese(more) if more else 0
        return from_chinese(found["tenths"]) * 10.0 + ones, 1.0 if more else 10.0, "%"
    if found["percent"]:
        number = found["percent"]
        if not number[0].isdigit() or not number.isascii():
            whole, _point, decimals = number.partition("点")
            if not whole:
                return None
            number = f"{from_chinese(whole)}" + (
                f".{from_chinese(decimals):0{len(decimals)}}" if decimals else ""
            )
        return float(number), 10.0 ** -len(number.partition(".")[2]), "%"
    if found["lower"]:
        return from_chinese(found["upper"]) / from_chinese(found["lower"]) * 100, 2.0, "%"
    if found["times"]:
        return float(from_chinese(found["times"])), 0.1, "倍"
    if found["doubled"]:
        return 2.0 ** from_chinese(found["doubled"]), 0.1, "倍"
    number = found["number"]
    if not re.search("[十百千万亿]", number) or re.search("[一二两三四五六七八九]{2}", number):
        return None
    return _number(number), _last_scale(number), ALIKE.get(found["unit"], found["unit"])


def _number(number: str) -> float:
    """三亿二千万 is 320,000,000."""
    total = 0.0
    for sign, scale in (("亿", 10**8), ("万", 10**4)):
        ahead, sep, rest = number.rpartition(sign)
        if sep:
            total += (_number(ahead) if ahead else 1) * scale
            number = rest
    return total + (from_chinese(number) if number else 0)


def _last_scale(number: str) -> float:
    return {"万": 10.0**4, "亿": 10.0**8}.get(number[-1], 1.0)
