"""Sentences without their numbers: rows of a table, and sentences that differ in their figures alone, are of one form. Pure.

What a figure is (its unit, its 万 or 亿, whether it is told as rough) and the skeleton of a sentence follow from its form, and are found once
for all sentences of it.
"""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from briefing_tui.proof.figures.sentence.cues import lacking
from briefing_tui.proof.figures.sentence.in_words import AmountInWords, may_be_worded, worded
from briefing_tui.proof.figures.sentence.units import ALIKE, BEGINS, UNIT

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
_FIRSTS = re.escape("".join(sorted({scale[0] for scale in _SCALES})) + BEGINS)
_FIGURE = re.compile(
    rf"(?<![0-9A-Za-z.,第/〔\-])(?<![0-9][:：])(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,5}}(?:\.[0-9]{{1,9}})?|[0-9]{{1,15}}(?:\.[0-9]{{1,9}})?)(?![0-9])"
    rf"(?=[ ]?[多余来几]?[多余]?[ ]?[{_FIRSTS}])(?P<more>[ ]?[多余来几]?)(?P<scale>(?:{_SCALE})(?!克|米|瓦|年))?(?P<more2>[多余]?[ ]?)(?P<unit>{UNIT})?"
    r"(?<!票(?=[据面]))(?<!款(?=项))(?(scale)|(?(unit)|(?!)))(?P<more3>(?:[（(]含[）)])?及?以[上下内]|左右|之多|多(?=[^一-鿿0-9]|的|$)|余(?![额款]))?"
)
"""Its groups are all of it, so that it parts a text into them and what stands between."""
_NUMBERS = slice(1, None, 7)
_MORE, _SCALED, _MORE2, _UNITS, _MORE3 = (slice(at, None, 7) for at in range(2, 7))
"""Where the groups are among the parts."""
_PARTS = 7
"""For each figure: what stands before it, and the groups."""
_OTHERS = re.compile("[０-９\ue000-\ue190]")
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
_ROUGH = re.compile(
    "(?:(?<![节契制条公签预集履违特毁守续邀失解])约|近|逾|超过?|(?<![通经不])过|将近|接近|不足|不到|至少|不低于|不少于|不超过|最多|最高|未满|突破)[ ]?\\Z"
)
_PRINTED_SCALE = re.compile(_SCALE)
_LIMITS = frozenset(("低于", "高于", "大于", "小于", "少于", "多于"))
"""What stands before a limit that 的 follows: 低于500万元的."""
_ROUGH_ENDS = frozenset("约近逾超过足到少于高多出满破 ")
"""What each of them ends in."""
_EACH = re.compile("每[\u4e00-\u9fff]{1,3}\\Z")
_BEFORE = 4
"""Characters before a figure that are looked at."""
FIRST = 0xE000
_MOST = 120
"""Quantities of a sentence; behind them nothing is compared."""
_FOREIGN = dict.fromkeys(range(FIRST, 0xE191), "\ufffd")
"""The characters of slots, where they stand in a text themselves."""
_SLOTS = [chr(FIRST + index) for index in range(_MOST)]
_A_PAIR = 2
_A_BASIS_POINT = 0.01
_BASIS_POINTS = ("个基点", "BP")
_NAMES = dict[str | None, str](ALIKE.items()) | dict.fromkeys(_BASIS_POINTS, "个百分点") | {"": "人"}
"""In 个百分点."""
_PEOPLE = re.compile("[一-鿿]{0,4}(?:人口|群众|居民|职工|学生|师生|游客|旅客|市民|党员|老人|患者|农民)")
_OF_PEOPLE = ""
"""The unit of a bare 50万 that counts people, which is not printed: 50万常住人口."""
_KNOWN = 2048
"""Forms of one text that are known by heart."""
_MARK = ["\n"]
"""In place of a number in the name of a form."""
_ABOUT = "约"
_TO_THE_LAST_DIGIT = re.compile(r"[0-9,]+[0-9]\.[0-9]+|[0-9]\.[0-9]{2,}|[0-9]{1,3}(?:,?[0-9]{3})+(?<!0)")
"""A number behind 约 that is rounded and no more: 约10.22亿元."""
_ROUNDED_MARK = "\r"
_COUNTED = frozenset(UNIT.split("|")) - {"%", "％"} | {None}
"""Units of which one figure says nothing."""
_BLANKS = " \t\u3000"


class Measure(NamedTuple):
    """What follows a number."""

    length: int
    """Characters."""
    rest: int
    """Characters behind it that belong to no figure: 3万余, 5家以上."""
    text: str
    """It without blanks."""
    scale: float
    """Of 万 or 亿."""
    printed: str
    """The 万 or 亿 that stands right behind the number of an amount; empty without."""
    unit: str
    is_rough: bool


class FigurePlace(NamedTuple):
    """Where a figure stands in a sentence, and all that is known of it but its number."""

    lead: int
    """Characters before it, since the one before."""
    measure: Measure
    rough: bool
    each: bool
    worded: AmountInWords | None = None
    """An amount told in words, which has no number."""


class SentenceForm:
    """What sentences that differ in nothing but the numbers of their figures have in common."""

    __slots__ = (
        "_parts",
        "_places",
        "count",
        "found",
        "frames",
        "in_digits",
        "lacks",
        "letters",
        "met",
        "silent",
        "skeleton",
    )

    def __init__(
        self, skeleton: str, count: int, parts: list[str], places: tuple[FigurePlace, ...] | None
    ) -> None:
        self.skeleton = skeleton
        """The text without blanks, each figure one character."""
        self.count = count
        """Figures."""
        self._parts = parts
        self._places = places
        self.in_digits = places is None
        """Whether no figure is told in words."""
        self.letters = frozenset(skeleton)
        """The characters of the skeleton."""
        self.lacks = lacking(skeleton, self.letters)
        """The bits of all cues of which none stands in it (`figures.cues`)."""
        self.found: dict[object, tuple[re.Match[str], ...]] = {}
        """Where each phrase stands that was looked for."""
        self.frames: Any = None
        """Of `mentions`, once they were asked for."""
        self.met = 0
        """Sentences of this form, so far."""
        self.silent: set[Callable[..., Any]] = set()
        """The relations that have nothing to say of them, whatever the numbers."""

    @property
    def places(self) -> tuple[FigurePlace, ...]:
        """Of its figures, in order."""
        if self._places is None:
            self._places = tuple(_places(self._parts))
        return self._places

    @property
    def are_alone(self) -> bool:
        """Whether it is plain to see that all figures are in digits, and none is so much for each one."""
        return self.in_digits and "每" not in self.skeleton and "/" not in self.skeleton

    @property
    def has_three_alike(self) -> bool:
        """Whether three figures may be of one measure; one without a unit may be of any."""
        counts = Counter(self.units)
        return counts[""] + max(counts.values()) > _A_PAIR

    @property
    def units(self) -> list[str]:
        """Of its figures, in order."""
        if self._places is None:
            return [_NAMES.get(unit, unit) or "" for unit in self._parts[_UNITS]]
        return [place.measure.unit for place in self._places]


_known: dict[str, SentenceForm] = {}
"""Those of the text that is read, by their words."""
forget = _known.clear
"""What is known of the text before."""


def form_of(words: str) -> tuple[SentenceForm, list[str]] | None:
    """The form of a sentence, and its numbers; None where it has no two figures, and not one in per cent."""
    narrow = words
    if _OTHERS.search(words):
        words = words.translate(_FOREIGN)
        narrow = words.translate(_NARROW)
    parts: list[str] = _FIGURE.split(narrow)
    numbers = parts[_NUMBERS]
    if len(numbers) < 2 and set(parts[_UNITS]) <= _COUNTED and not may_be_worded(narrow):
        return None
    if None in parts[_UNITS]:
        parts[_UNITS] = [
            _OF_PEOPLE if not unit and _PEOPLE.match(behind) else unit
            for unit, behind in zip(parts[_UNITS], parts[_PARTS::_PARTS], strict=True)
        ]
    if narrow is not words:
        _widen(parts, words)
    parts[_NUMBERS] = _MARK * len(numbers)
    if _ABOUT in words:
        parts[_NUMBERS] = [
            _ROUNDED_MARK if _TO_THE_LAST_DIGIT.fullmatch(number) else mark
            for number, mark in zip(numbers, parts[_NUMBERS], strict=True)
        ]
    name = "".join(filter(None, parts))
    form = _known.get(name)
    if form is None:
        told = tuple(worded(narrow))
        if told or len(numbers) > _MOST:
            form, is_all = _of_rows(words, narrow, numbers, parts, told)
        else:
            form, is_all = SentenceForm(_skeleton(parts), len(numbers), parts, None), True
        if is_all:
            if len(_known) >= _KNOWN:
                _known.clear()
            _known[name] = form
    return form, numbers


def _widen(parts: list[str], words: str) -> None:
    """Put what stands between the figures as it was printed."""
    at = 0
    for index, part in enumerate(parts):
        if index % _PARTS == 0:
            parts[index] = words[at : at + len(part)]
        at += len(part or "")


def _skeleton(parts: list[str]) -> str:
    words = parts.copy()
    count = len(parts) // _PARTS
    nothing = [""] * count
    words[_NUMBERS] = _SLOTS[:count]
    words[_MORE] = words[_SCALED] = nothing
    units = words[_UNITS]
    if None in units:
        words[_MORE2] = ["" if unit else more for more, unit in zip(parts[_MORE2], units, strict=True)]
    else:
        words[_MORE2] = nothing
    words[_UNITS] = nothing
    return _without_blanks("".join(filter(None, words)))


def _without_blanks(text: str) -> str:
    for blank in _BLANKS:
        text = text.replace(blank, "")
    return text


@functools.lru_cache(maxsize=2048)
def _measure(more: str, scale: str | None, more2: str, unit: str | None, more3: str | None) -> Measure:
    printed_unit = f"{more2}{unit}" if unit else ""
    printed = f"{more}{scale or ''}{printed_unit}"
    behind = f"{'' if unit else more2}{more3 or ''}"
    text = "".join(printed.split())
    name = _NAMES.get(unit, unit) or ""
    of_scale = _PRINTED_SCALE.match(text) if name != "%" else None
    return Measure(
        len(printed),
        len(behind),
        text,
        _A_BASIS_POINT if unit in _BASIS_POINTS else _SCALES.get(scale or "", 1),
        of_scale[0] if of_scale else "",
        name,
        bool(more.strip() or more2.strip() or more3),
    )


def _places(parts: list[str]) -> Iterator[FigurePlace]:
    rest = 0
    behind = ""
    for at in range(0, len(parts) - 1, _PARTS):
        lead, mark, *groups, following = parts[at : at + _PARTS + 1]
        measure = _measure(*groups)
        before = lead[-_BEFORE:]
        rough = measure.is_rough or (
            _is_rough(before if len(before) == _BEFORE else behind + before)
            and not (mark == _ROUNDED_MARK and before.endswith(_ABOUT))
        )
        rough = rough or (not measure.rest and _is_a_limit(before, following))
        each = ("每" in before and _EACH.search(before) is not None) or (
            not measure.rest and following[:1] == "/"
        )
        yield FigurePlace(rest + len(lead), measure, rough, each)
        rest = measure.rest
        behind = "".join(filter(None, groups))


def _is_rough(before: str) -> bool:
    """Whether a word before a figure says that it is about so much."""
    return before[-1:] in _ROUGH_ENDS and _ROUGH.search(before[-_BEFORE:]) is not None


def _is_a_limit(before: str, following: str) -> bool:
    """Whether a figure tells how much others may be at most or at least: 低于500万元的, 500万元以下（含500万元）."""
    if following[:1] == "的":
        return before[-2:] in _LIMITS
    return before[-2:] in {"（含", "(含"} and following[:1] in {"）", ")"}


def _of_rows(
    words: str, narrow: str, numbers: list[str], parts: list[str], told: tuple[AmountInWords, ...]
) -> tuple[SentenceForm, bool]:
    """The form of a sentence with amounts in words, or with more figures than are compared; and whether nothing but the numbers is left open:
    no figure lies over another, and all count.
    """
    rows = []
    at = 0
    for number, place in zip(numbers, _places(parts), strict=True):
        start = at + place.lead
        at = start + len(number) + place.measure.length
        rows.append((start, at, place))
    rows += [(one.start, one.end, _of_words(narrow, one)) for one in told]
    rows.sort(key=lambda row: row[0])
    counted = rows[:_MOST]
    places, skeleton, last = [], [], 0
    for slot, (start, end, place) in zip(_SLOTS, counted, strict=False):
        places.append(place._replace(lead=start - last))
        skeleton += [words[last:start], slot]
        last = end
    skeleton.append(words[last:])
    is_all = len(counted) == len(rows) and all(place.lead >= 0 for place in places)
    return SentenceForm(_without_blanks("".join(skeleton)), len(places), [], tuple(places)), is_all


def _of_words(text: str, one: AmountInWords) -> FigurePlace:
    before = text[max(0, one.start - _BEFORE) : one.start]
    measure = Measure(one.end - one.start, 0, text[one.start : one.end], 1, "", one.unit, one.rough)
    each = "每" in before and _EACH.search(before) is not None
    return FigurePlace(0, measure, one.rough or _is_rough(before), each, one)
