"""Figures with their units, as intervals: 295.38亿元 is anything that is printed so. Pure.

A sentence is also given as a skeleton: every quantity is one private character, so that patterns speak of the words between them.
"""

import heapq
import itertools
import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.proof.figures.units import UNIT
from briefing_tui.text.numerals import from_chinese

_SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "百": 100,
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?<![0-9A-Za-z.,:：第/〔\-])(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,5}}(?:\.[0-9]{{1,9}})?|[0-9]{{1,15}}(?:\.[0-9]{{1,9}})?)(?![0-9])[ ]?"
    rf"(?P<more>多|余|来|几)?(?P<scale>(?:{_SCALE})(?!克|米|瓦|年))?(?P<more2>多|余)?[ ]?(?P<unit>{UNIT})?(?<!票(?=[据面]))(?<!款(?=项))(?P<more3>以上|左右|以内|以下|之多|多(?=[^一-鿿0-9]|的|$)|余(?![额款]))?"
)
_NUMERAL = "[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]+"
_WORDED = re.compile(
    rf"(?:(?<![第一二两三四五六七八九十百千万亿数几])(?:(?P<tenths>[一二三四五六七八九两])成(?P<more_tenths>[一二三四五六七八九半])?(?![员本立为功都熟长果绩交套就人分品型语千效])"
    rf"|百分之(?P<percent>[一二三四五六七八九十零〇百点]+|[0-9]+(?:[.][0-9]+)?)|(?P<lower>[二三四五六七八九十])分之(?P<upper>[一二三四五六七八九])"
    rf"|(?P<number>{_NUMERAL})(?<=[一-鿿]{{2}})(?P<unit>{UNIT}))|(?P<times>[一二两三四五六七八九十])倍(?![数增])|翻了?(?P<doubled>[一两二三])番)(?P<more>以上|左右|以内|以下|多)?"
)
"""Quantities told in words: 三成五, 百分之八十, 三分之一, 翻一番, 三百二十户."""
_PEOPLE = re.compile("[一-鿿]{0,4}(?:人口|群众|居民|职工|学生|师生|游客|旅客|市民|党员|老人|患者|农民)")
"""What a bare 50万 counts: 50万常住人口."""
_FULL_WIDTH = re.compile("[０-９]")
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
_DATE = re.compile(r"[ ]?(?:年|月|日|时|点|号|页|级|岁|[:：/～~—–-][ ]?[0-9])")
_ROUGH = re.compile(
    "(?:(?<![节契制条公签预集履违特毁守续邀失解])约|近|逾|超过?|(?<![通经不])过|将近|接近|不足|不到|至少|不低于|不少于|不超过|最多|最高|未满|突破)[ ]?\\Z"
)
_PRINTED_SCALE = re.compile(rf"[0-9,.]+({_SCALE})")
_ROUGH_ENDS = frozenset("约近逾超过足到少于高多出满破 ")
"""What each of them ends in."""
_ALIKE = {"名": "人", "位": "人", "％": "%", "户": "家", "千克": "公斤", "千米": "公里"}
_EACH = re.compile("每[\u4e00-\u9fff]{1,3}\\Z")
_FIRST = 0xE000
_MOST = 120
"""Quantities of a sentence; behind them nothing is compared."""
_A_BASIS_POINT = 0.01
"""In 个百分点."""
_ALL = 100
"""Per cent."""
_LONGEST = 3_000
"""Characters of a sentence; behind them nothing is compared."""
_KNOWN = 4096
"""Sentences of one text that are known by heart."""
SLOT = "[\ue000-\ue190]"
"""One quantity in a skeleton."""
_SLOT = re.compile(SLOT)
WORDS = "[^\ue000-\ue190，。；]"
"""A character between quantities of one clause."""


class Quantity(NamedTuple):
    """One figure with its unit."""

    start: int
    """First character of the figure in its sentence."""
    end: int
    """Character behind the unit."""
    value: float
    """In the unit without its 万 or 亿; of per cent in hundredths: 65.64% is 65.64."""
    step: float
    """One unit of the last digit printed: 295.38亿 has 1,000,000."""
    unit: str
    """`元`, `家`, `%`, `个百分点`, `倍` …; empty for a bare 30亿."""
    text: str
    """As it is printed, without blanks."""
    rough: bool
    """Whether a word says that it is about so much: 近30家, 30余家."""
    each: bool = False
    """Whether it is so much for each one: 每张80元."""
    finest: float = math.inf
    """The least step of what is printed beside it in the same measure: in a list with 1.5亿元 is 3亿元 no rounded 3.4亿元."""

    def as_kilograms(self) -> "Quantity":
        """Of tonnes and 斤; anything else as it is."""
        times = {"吨": 1000, "斤": 0.5}.get(self.unit)
        if times is None:
            return self
        return self._replace(
            value=self.value * times, step=self.step * times, finest=self.finest * times, unit="公斤"
        )

    @property
    def is_share(self) -> bool:
        """Whether it is in per cent."""
        return self.unit == "%"


class Sentence(NamedTuple):
    """A sentence, its figures and its skeleton."""

    text: str
    skeleton: str
    """The text without blanks, each quantity one character."""
    quantities: tuple[Quantity, ...]

    def at(self, slot: str) -> Quantity:
        """The quantity that a character of the skeleton stands for."""
        return self.quantities[ord(slot) - _FIRST]

    def slot(self, quantity: Quantity) -> str:
        """The character of the skeleton that stands for a quantity."""
        return chr(_FIRST + self.quantities.index(quantity))

    def before(self, place: int) -> tuple[Quantity, ...]:
        """Those that stand before a place of the skeleton, the nearest first."""
        following = _SLOT.search(self.skeleton, place)
        return self.quantities[: ord(following[0]) - _FIRST if following else None][::-1]


_SAID = re.compile("[十百千]|成|分之|番|倍")
_FIGURE = "0-9０-９一二两三四五六七八九十百千成翻"
_SENTENCE = re.compile(
    rf"(?<![^。！？\n])(?=[^。！？\n{_FIGURE}]*+(?:[{_FIGURE}]++[^。！？\n{_FIGURE}]++[{_FIGURE}]"
    rf"|(?=[{_FIGURE}]{{3}})[0-9０-９]*+(?:[{_FIGURE}]|[^。！？\n{_FIGURE}]{{0,8}}?[%％])))[^。！？\n]++"
)
"""A sentence with two figures, or one of three digits in per cent, which may be above 100 %; or one told in words, which may be two."""


def sentences(text: str) -> Iterator[tuple[int, Sentence]]:
    """The sentences of a text that hold two quantities or more, or one above 100 %, each with its first character. Members of a list that ;
    parts are one sentence; the same words are the same object.
    """
    known: dict[str, Sentence | None] = {}
    for found in _SENTENCE.finditer(text):
        words = found[0][:_LONGEST]
        if words not in known:
            if len(known) >= _KNOWN:
                known.clear()
            known[words] = _sentence(words)
        sentence = known[words]
        if sentence is not None:
            yield found.start(), sentence


def _sentence(words: str) -> Sentence | None:
    narrow = words.translate(_NARROW) if _FULL_WIDTH.search(words) else words
    quantities = _beside_each_other(tuple(itertools.islice(_quantities(narrow), _MOST)))
    if len(quantities) > 1 or (quantities and quantities[0].is_share and quantities[0].value > _ALL):
        return Sentence(words, _skeleton(words, quantities), quantities)
    return None


def _beside_each_other(quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Amounts of one measure and one scale are printed with the same care: those with fewer digits end in noughts."""
    scales = [_scale(one) for one in quantities]
    finest: dict[tuple[str, str], float] = {}
    for one, scale in zip(quantities, scales, strict=True):
        if scale and not one.rough:
            finest[one.unit, scale] = min(one.step, finest.get((one.unit, scale), one.step))
    return tuple(
        one._replace(finest=finest[one.unit, scale])
        if finest.get((one.unit, scale), one.step) < one.step
        else one
        for one, scale in zip(quantities, scales, strict=True)
    )


def _scale(one: Quantity) -> str:
    """The 万 or 亿 of an amount in digits; empty without."""
    found = _PRINTED_SCALE.match(one.text) if not one.is_share else None
    return found[1] if found else ""


def _quantities(text: str) -> Iterator[Quantity]:
    """Those in digits and those in words, in the order of the text."""
    in_digits = _in_digits(text)
    if not _SAID.search(text):
        return in_digits
    return heapq.merge(in_digits, _in_words(text))


def _in_words(text: str) -> Iterator[Quantity]:
    for found in _WORDED.finditer(text):
        amount = _amount(found)
        if amount is None:
            continue
        value, step, unit = amount
        rough = bool(found["more"]) or _is_rough(text, found.start())
        each = _is_each(text, found.start())
        last = found.start("more") if found["more"] else found.end()
        yield Quantity(found.start(), last, value, step, unit, text[found.start() : last], rough, each)


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
    return _worded(number), _last_scale(number), _ALIKE.get(found["unit"], found["unit"])


def _worded(number: str) -> float:
    """三亿二千万 is 320,000,000."""
    total = 0.0
    for sign, scale in (("亿", 10**8), ("万", 10**4)):
        ahead, sep, rest = number.rpartition(sign)
        if sep:
            total += (_worded(ahead) if ahead else 1) * scale
            number = rest
    return total + (from_chinese(number) if number else 0)


def _last_scale(number: str) -> float:
    return {"万": 10.0**4, "亿": 10.0**8}.get(number[-1], 1.0)


def _in_digits(text: str) -> Iterator[Quantity]:
    for found in _QUANTITY.finditer(text):
        unit = found["unit"] or ""
        if not unit and found["scale"] is None:
            continue
        if _DATE.match(text, found.end("number")):
            continue
        scale: float = _SCALES.get(found["scale"] or "", 1)
        number = found["number"].replace(",", "")
        decimals = len(number.partition(".")[2])
        rough = bool(found["more"] or found["more2"] or found["more3"] or _is_rough(text, found.start()))
        if not unit and _PEOPLE.match(text, found.end()):
            unit = "人"
        if unit in {"个基点", "BP"}:
            unit, scale = "个百分点", _A_BASIS_POINT
        last = found.end("unit") if found["unit"] else found.end("scale")
        yield Quantity(
            found.start(),
            max(last, found.end("number")),
            float(number) * scale,
            scale / 10**decimals,
            _ALIKE.get(unit, unit),
            "".join(text[found.start() : max(last, found.end("number"))].split()),
            rough,
            _is_each(text, found.start()) or text.startswith("/", last),
        )


def _is_rough(text: str, at: int) -> bool:
    """Whether a word before a figure says that it is about so much."""
    return text[at - 1 : at] in _ROUGH_ENDS and _ROUGH.search(text[max(0, at - 4) : at]) is not None


def _is_each(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at]
    return "每" in before and _EACH.search(before) is not None


def _skeleton(text: str, quantities: tuple[Quantity, ...]) -> str:
    parts, at = [], 0
    for index, quantity in enumerate(quantities):
        parts += [text[at : quantity.start], chr(_FIRST + index)]
        at = quantity.end
    return re.sub(r"[ \t\u3000]", "", "".join((*parts, text[at:])))
