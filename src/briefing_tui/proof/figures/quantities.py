"""Figures with their units, as intervals: 295.38亿元 is anything that is printed so. Pure.

A sentence is also given as a skeleton: every quantity is one private character, so that patterns speak of the words between them.
"""

import heapq
import itertools
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from briefing_tui.proof.figures.in_words import Worded, worded
from briefing_tui.proof.figures.units import ALIKE, BEGINS, UNIT

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
_BEGINS = re.escape("".join(sorted({scale[0] for scale in _SCALES})) + BEGINS)
_QUANTITY = re.compile(
    rf"(?<![0-9A-Za-z.,:：第/〔\-])(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,5}}(?:\.[0-9]{{1,9}})?|[0-9]{{1,15}}(?:\.[0-9]{{1,9}})?)(?![0-9])"
    rf"(?=[ ]?[多余来几]?[多余]?[ ]?[{_BEGINS}])(?P<more>[ ]?[多余来几]?)(?P<scale>(?:{_SCALE})(?!克|米|瓦|年))?(?P<more2>[多余]?[ ]?)(?P<unit>{UNIT})?"
    r"(?<!票(?=[据面]))(?<!款(?=项))(?(scale)|(?(unit)|(?!)))(?P<more3>以上|左右|以内|以下|之多|多(?![0-9出于增])|余(?![额款]))?"
)
"""The groups are all of it, so that a text is parted into them."""
_GROUPS = 7
"""Parts of a text for each: what stands before it, and the groups."""
_FULL_WIDTH = re.compile("[０-９]")
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
_ROUGH = re.compile(
    "(?:(?<![节契制条公签预集履违特毁守续邀失解])约|近|逾|超过?|过|将近|接近|不足|不到|至少|不低于|不少于|不超过|最多|最高|高出|未满|突破)[ ]?\\Z"
)
_PRINTED_SCALE = re.compile(_SCALE)
_ROUGH_ENDS = frozenset("约近逾超过足到少于高多出满破 ")
"""What each of them ends in."""
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
_FORMS = 2048
"""Forms of its sentences, the same."""
_MARK = ["\n"]
"""In place of a number in the name of a form."""
_BLANKS = " \t\u3000"
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


class _Place(NamedTuple):
    """Where a figure stands in a sentence, and all that is known of it but its number."""

    lead: int
    """Characters before it, since the one before."""
    rest: int
    """Characters of it behind its number."""
    text: str
    """Those, without blanks."""
    scale: float
    """Of 万 or 亿."""
    printed: str
    """The 万 or 亿 that stands right behind the number of an amount; empty without."""
    unit: str
    rough: bool
    each: bool
    worded: Worded | None
    """An amount told in words, which has no number."""


_Row = tuple[int, int, _Place]
"""Start and end of a figure in its sentence, and its place."""


class Form:
    """Sentences that differ in nothing but the numbers of their figures."""

    __slots__ = ("met", "places", "silent", "skeleton")

    def __init__(self, skeleton: str, places: tuple[_Place, ...]) -> None:
        self.skeleton = skeleton
        self.places = places
        self.met = 0
        """Sentences of this form, so far."""
        self.silent: set[Callable[..., Any]] = set()
        """The relations that have nothing to say of them, whatever the numbers."""

    def is_told_by(self, numbers: int) -> bool:
        """Whether so many numbers are all that is not told by the words: no figure lies over another, none is left out."""
        in_digits = sum(place.worded is None for place in self.places)
        return in_digits == numbers and all(place.lead >= 0 for place in self.places)


class Sentence:
    """A sentence, its figures and its skeleton. The figures are made when somebody asks for them."""

    __slots__ = ("_numbers", "_quantities", "form", "skeleton", "text")

    def __init__(self, text: str, form: Form, numbers: list[str]) -> None:
        self.text = text
        self.form = form
        self.skeleton = form.skeleton
        """The text without blanks, each quantity one character."""
        self._numbers = numbers
        self._quantities: tuple[Quantity, ...] | None = None

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its figures, in its order."""
        if self._quantities is None:
            self._quantities = _made(self.form.places, self._numbers)
        return self._quantities

    @property
    def count(self) -> int:
        """How many figures it has."""
        return len(self.form.places)

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


_FIGURE = "0-9０-９一二两三四五六七八九十百千成翻"
_SENTENCE = re.compile(
    rf"(?<![^。！？\n])(?=[^。！？\n{_FIGURE}]*+(?:[{_FIGURE}]++[^。！？\n{_FIGURE}]++[{_FIGURE}]"
    rf"|(?=[{_FIGURE}]{{3}})[0-9０-９]*+(?:[{_FIGURE}]|[^。！？\n{_FIGURE}]{{0,8}}?[%％])))[^。！？\n]++"
)
"""A sentence with two figures, or one of three digits in per cent, which may be above 100 %; or one told in words, which may be two."""


_forms: dict[str, Form] = {}
"""Those of the text that is read, by their words."""


def sentences(text: str) -> Iterator[tuple[int, Sentence]]:
    """The sentences of a text that hold two quantities or more, or one above 100 %, each with its first character. Members of a list that ;
    parts are one sentence; the same words are the same object.
    """
    known: dict[str, Sentence | None] = {}
    _forms.clear()
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
    parts: list[str] = _QUANTITY.split(narrow)
    numbers = parts[1::_GROUPS]
    if narrow is not words:
        _widen(parts, words)
    parts[1::_GROUPS] = _MARK * len(numbers)
    name = "".join(filter(None, parts))
    form = _forms.get(name)
    if form is None:
        form = _form(words, narrow)
        if form.is_told_by(len(numbers)):
            if len(_forms) >= _FORMS:
                _forms.clear()
            _forms[name] = form
    sentence = Sentence(words, form, numbers)
    if sentence.count > 1 or (sentence.count and _is_above_all(sentence.quantities[0])):
        form.met += 1
        return sentence
    return None


def _is_above_all(one: Quantity) -> bool:
    return one.is_share and one.value > _ALL


def _widen(parts: list[str], words: str) -> None:
    """Put what stands between the figures as it was printed."""
    at = 0
    for index, part in enumerate(parts):
        if index % _GROUPS == 0:
            parts[index] = words[at : at + len(part)]
        at += len(part or "")


def _form(words: str, narrow: str) -> Form:
    """What sentences of this form have in common. Behind so many figures nothing is compared."""
    figures = _in_digits(narrow)
    if told := tuple(worded(narrow)):
        in_words = (_of_words(narrow, one) for one in told)
        figures = heapq.merge(figures, in_words, key=lambda row: row[0])
    rows = tuple(itertools.islice(figures, _MOST))
    places, parts, at, last = [], [], 0, 0
    for index, (start, end, place) in enumerate(rows):
        places.append(place._replace(lead=start - last))
        parts += [words[at:start], chr(_FIRST + index)]
        at = last = end
    skeleton = "".join((*parts, words[at:]))
    for blank in _BLANKS:
        skeleton = skeleton.replace(blank, "")
    return Form(skeleton, tuple(places))


def _in_digits(text: str) -> Iterator[_Row]:
    for found in _QUANTITY.finditer(text):
        unit = found["unit"] or ""
        scale: float = _SCALES.get(found["scale"] or "", 1)
        if unit in {"个基点", "BP"}:
            unit, scale = "个百分点", _A_BASIS_POINT
        unit = ALIKE.get(unit, unit)
        start, first = found.span("number")
        last = found.end("unit") if found["unit"] else found.end("scale")
        behind = "".join(text[first:last].split())
        printed = _PRINTED_SCALE.match(behind) if unit != "%" else None
        rough = bool(found["more"].strip() or found["more2"].strip() or found["more3"]) or _is_rough(
            text, start
        )
        each = _is_each(text, start) or text.startswith("/", last)
        yield (
            start,
            last,
            _Place(0, last - first, behind, scale, printed[0] if printed else "", unit, rough, each, None),
        )


def _of_words(text: str, one: Worded) -> _Row:
    rough = one.rough or _is_rough(text, one.start)
    each = _is_each(text, one.start)
    return (
        one.start,
        one.end,
        _Place(0, one.end - one.start, text[one.start : one.end], 1, "", one.unit, rough, each, one),
    )


def _made(places: tuple[_Place, ...], numbers: list[str]) -> tuple[Quantity, ...]:
    """The figures of a sentence whose form has these places."""
    finest: dict[tuple[str, str], float] = {}
    rows = []
    at = 0
    left = iter(numbers)
    for place in places:
        start = at + place.lead
        if place.worded is None:
            number = next(left)
            value = float(number.replace(",", "")) * place.scale
            step = place.scale / 10 ** len(number.partition(".")[2])
        else:
            number, value, step = "", place.worded.value, place.worded.step
        at = start + len(number) + place.rest
        rows.append((place, start, at, value, step, number + place.text))
        if place.printed and not place.rough:
            scale = place.unit, place.printed
            finest[scale] = min(step, finest.get(scale, step))
    return tuple(
        Quantity(
            start,
            end,
            value,
            step,
            place.unit,
            text,
            place.rough,
            place.each,
            _finest(place, step, finest) if place.printed else math.inf,
        )
        for place, start, end, value, step, text in rows
    )


def _finest(place: _Place, step: float, finest: dict[tuple[str, str], float]) -> float:
    """Amounts of one measure and one scale are printed with the same care: those with fewer digits end in noughts."""
    least = finest.get((place.unit, place.printed), step)
    return least if least < step else math.inf


def _is_rough(text: str, at: int) -> bool:
    """Whether a word before a figure says that it is about so much."""
    return text[at - 1 : at] in _ROUGH_ENDS and _ROUGH.search(text[max(0, at - 4) : at]) is not None


def _is_each(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at]
    return "每" in before and _EACH.search(before) is not None
