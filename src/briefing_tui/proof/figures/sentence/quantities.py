"""Figures with their units, as intervals: 295.38亿元 is anything that is printed so. Pure.

A sentence is also given as a skeleton: every quantity is one private character, so that patterns speak of the words between them.
"""

import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from briefing_tui.proof.figures.sentence.forms import FIRST, FigurePlace, SentenceForm, forget, form_of

_ALL = 100
"""Per cent."""
_WATCHED = 2
"""Which sentence of a form is watched: most forms have but one."""
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


class _Watched(Quantity):
    """A figure that writes down when somebody looks at more of it than what its form says."""

    looks: list[str]

    def __getattribute__(self, name: str) -> Any:
        if name not in _OF_THE_FORM:
            object.__getattribute__(self, "looks").append(name)
        return super().__getattribute__(name)

    def __eq__(self, other: object) -> bool:
        self.looks.append("eq")
        return super().__eq__(other)

    def __hash__(self) -> int:
        self.looks.append("hash")
        return super().__hash__()

    def _replace(self, **kwargs: Any) -> "_Watched":
        """Another that is watched, too."""
        return _watched(Quantity._make(tuple(self))._replace(**kwargs), self.looks)


_OF_THE_FORM = frozenset(("unit", "rough", "each", "is_share", "looks"))


def _watched(quantity: Quantity, looks: list[str]) -> _Watched:
    watched = _Watched._make(quantity)
    watched.looks = looks
    return watched


class Sentence:
    """A sentence, its figures and its skeleton. The figures are made when somebody asks for them."""

    __slots__ = ("_numbers", "_quantities", "_text", "count", "form", "looks", "skeleton", "told")

    def __init__(self, text: str, form: SentenceForm, numbers: list[str]) -> None:
        self._text = text
        self.form = form
        self.count = form.count
        """How many figures it has."""
        self.skeleton = form.skeleton
        """The text without blanks, each quantity one character."""
        self._numbers = numbers
        self._quantities: tuple[Quantity, ...] | None = None
        self.told: dict[str, Any] = {}
        """What was said of it, by rule."""
        self.looks: list[str] | None = None
        """What was looked at that not all sentences of its form have in common; None where nobody wants to know."""

    @property
    def text(self) -> str:
        """As it is printed."""
        if self.looks is not None:
            self.looks.append("text")
        return self._text

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its figures, in its order."""
        if self._quantities is None:
            made = _made(self.form.places, self._numbers)
            looks = self.looks
            self._quantities = made if looks is None else tuple(_watched(one, looks) for one in made)
        return self._quantities

    def watch(self) -> None:
        """Write down from now on what is looked at."""
        self.looks = []
        self._quantities = None

    def at(self, slot: str) -> Quantity:
        """The quantity that a character of the skeleton stands for."""
        quantities = self._quantities
        return (self.quantities if quantities is None else quantities)[ord(slot) - FIRST]

    def slot(self, quantity: Quantity) -> str:
        """The character of the skeleton that stands for a quantity."""
        return chr(FIRST + self.quantities.index(quantity))

    def before(self, place: int) -> tuple[Quantity, ...]:
        """Those that stand before a place of the skeleton, the nearest first."""
        following = _SLOT.search(self.skeleton, place)
        return self.quantities[: ord(following[0]) - FIRST if following else None][::-1]


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
    forget()
    for found in _SENTENCE.finditer(text):
        words = found[0][:_LONGEST]
        if words not in known:
            if len(known) >= _KNOWN:
                known.clear()
            known[words] = _sentence(words)
        sentence = known[words]
        if sentence is not None:
            yield found.start(), sentence


def sentence_of(words: str) -> Sentence | None:
    """One sentence; None where it has no figures that could say anything of each other."""
    return _sentence(words)


def _sentence(words: str) -> Sentence | None:
    found = form_of(words)
    if found is None or not found[0].count:
        return None
    form, numbers = found
    sentence = Sentence(words, form, numbers)
    if form.count == 1 and not _is_above_all(sentence):
        return None
    form.met += 1
    if form.met == _WATCHED:
        sentence.watch()
    return sentence


def _is_above_all(sentence: Sentence) -> bool:
    (one,) = sentence.quantities
    return one.is_share and one.value > _ALL


def _made(places: tuple[FigurePlace, ...], numbers: list[str]) -> tuple[Quantity, ...]:
    """The figures of a sentence whose form has these places."""
    finest: dict[tuple[str, str], float] = {}
    rows = []
    at = 0
    left = iter(numbers)
    for place in places:
        lead, measure, rough, each, worded = place
        length, _rest, text, scale, printed, unit, _is_rough = measure
        start = at + lead
        if worded is None:
            number = next(left)
            value = float(number.replace(",", "")) * scale
            point = number.find(".")
            step = scale / 10 ** (len(number) - point - 1) if point >= 0 else scale / 1
            text = number + text
            at = start + len(number) + length
        else:
            value, step = worded.value, worded.step
            at = start + length
        if printed and not rough:
            of_scale = unit, printed
            finest[of_scale] = min(step, finest.get(of_scale, step))
        rows.append((start, at, value, step, unit, text, rough, each, printed))
    return tuple(
        [
            tuple.__new__(
                Quantity, (*row[:-1], _finest(row[4], row[8], row[3], finest) if row[8] else math.inf)
            )
            for row in rows
        ]
    )


def _finest(unit: str, printed: str, step: float, finest: dict[tuple[str, str], float]) -> float:
    """Amounts of one measure and one scale are printed with the same care: those with fewer digits end in noughts."""
    least = finest.get((unit, printed), step)
    return least if least < step else math.inf
