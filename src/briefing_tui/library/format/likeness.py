"""Pieces of two texts told by what they say, where nobody knows what became of what. Called by `origins`. Pure.

Each function answers for each new piece with the index of the old one that it most likely is, or None for a new one. The surest
signs come first; a wrong guess may cost a question in a merge, never a text.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple, TypeVar

from briefing_tui.library.format.align import align
from briefing_tui.model.issue import Correction, Distribution, Item, Section

Found = list[int | None]
"""For each new piece the index of the old one that it is, None for a new one."""
Placed = tuple[int, Item]
"""An item with the index of its section in the old issue, -1 when that section is new."""
T = TypeVar("T")

_ALIKE = 0.5
"""Share of characters two texts have in common, in order, to be versions of one."""
_COMPARED = 200
"""Characters of a text that are compared: they take a fifth of a millisecond."""
_CANDIDATES = 8
"""Old items that one is compared with: those with the same title or text first, then those of its own section."""
_COMPARISONS = 2000
"""Pairs that are compared at most: with the longest texts they take a second."""


def same_sections(old: Sequence[Section], new: Sequence[Section]) -> Found:
    """By title, by all items, then by most items."""
    looks: list[Callable[[Section], object]] = [
        lambda one: one,
        lambda one: one.title,
        lambda one: one.items,
    ]
    found = align(old, new, looks, neighbours=False)
    _fill(found, old, new, _sharing_items)
    return found


def same_lines(old: Sequence[Distribution], new: Sequence[Distribution]) -> Found:
    """Lines of the distribution: equal ones, then the ones most alike; last by role alone."""
    found = align(old, new, [lambda line: line], neighbours=False)
    _fill(found, old, new, _most_alike_lines)
    _fill(found, old, new, lambda free, left: align(free, left, [lambda line: line.role], neighbours=False))
    return found


def same_corrections(old: Sequence[Correction], new: Sequence[Correction]) -> Found:
    """By text, then by item and date."""
    looks: list[Callable[[Correction], object]] = [
        lambda entry: entry,
        lambda entry: entry.text,
        lambda entry: entry.date and (entry.item, entry.date),
    ]
    return align(old, new, looks, neighbours=False)


def same_items(old: Sequence[Placed], new: Sequence[Placed]) -> Found:
    """By all they say, by an address, title or text that nothing else has, then the ones most alike."""
    found = align(old, new, [lambda pair: pair, lambda pair: pair[1]], neighbours=False)
    looks: list[Callable[[Placed], object]] = [
        lambda pair: pair[1].url,
        lambda pair: pair[1].title and (pair[0], pair[1].title),
        lambda pair: pair[1].body and (pair[0], pair[1].body),
        lambda pair: pair[1].title,
        lambda pair: pair[1].body,
    ]
    for look in looks:
        _fill(found, old, new, partial(_only_ones, look))
    _fill(found, old, new, _most_alike)
    _fill(found, old, new, lambda free, left: align(free, left, looks[1:], neighbours=False))
    return found


def _fill(
    found: Found, old: Sequence[T], new: Sequence[T], same: Callable[[list[T], list[T]], Found]
) -> None:
    """Let `same` answer for what is still open on both sides."""
    taken = set(found)
    free = [at for at in range(len(old)) if at not in taken]
    left = [at for at, origin in enumerate(found) if origin is None]
    if free and left:
        for at, origin in zip(left, same([old[at] for at in free], [new[at] for at in left]), strict=True):
            found[at] = None if origin is None else free[origin]


def _only_ones(look: Callable[[Placed], object], old: Sequence[Placed], new: Sequence[Placed]) -> Found:
    """By a look (an empty one is none) that one piece alone has on either side."""
    looks = [[look(pair) for pair in side] for side in (old, new)]
    counts = [Counter(side) for side in looks]
    places = {seen: at for at, seen in enumerate(looks[0]) if seen and counts[0][seen] == 1}
    return [places.get(seen) if counts[1][seen] == 1 else None for seen in looks[1]]


class _Pair(NamedTuple):
    """An old and a new piece that may be one."""

    score: float
    old: int
    new: int


def _best(pairs: Iterable[_Pair], total: int, least: float) -> Found:
    """For each of `total` new pieces its old one, the pairs most alike first; pairs below `least` are none."""
    found: Found = [None] * total
    taken: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.new, pair.old)):
        if pair.score >= least and found[pair.new] is None and pair.old not in taken:
            found[pair.new] = pair.old
            taken.add(pair.old)
    return found


def _sharing_items(old: Sequence[Section], new: Sequence[Section]) -> Found:
    counts = [[Counter(section.items) for section in side] for side in (old, new)]
    pairs = ((at, index) for index in range(len(new)) for at in range(len(old)))
    return _best(
        [
            _Pair((counts[0][at] & counts[1][index]).total(), at, index)
            for at, index in islice(pairs, _COMPARISONS)
        ],
        len(new),
        1,
    )


def _most_alike_lines(old: Sequence[Distribution], new: Sequence[Distribution]) -> Found:
    def score(one: Distribution, other: Distribution) -> float:
        """The share of recipients, and less for the same role or channel."""
        both, all_ = set(one.recipients) & set(other.recipients), {*one.recipients, *other.recipients}
        share = len(both) / len(all_) if all_ else 0
        return share + (one.role == other.role != "") / 2 + (one.channel == other.channel != "") / 4

    pairs = ((at, index) for index in range(len(new)) for at in range(len(old)))
    return _best(
        [_Pair(score(old[at], new[index]), at, index) for at, index in islice(pairs, _COMPARISONS)],
        len(new),
        _ALIKE,
    )


def _most_alike(old: Sequence[Placed], new: Sequence[Placed]) -> Found:
    pairs = ((at, index) for index, pair in enumerate(new) for at in _candidates(old, *pair))
    return _best(
        [_Pair(_score(old[at], new[index]), at, index) for at, index in islice(pairs, _COMPARISONS)],
        len(new),
        _ALIKE,
    )


def _candidates(old: Sequence[Placed], section: int, item: Item) -> list[int]:
    """The old items worth comparing: with the same title or text, then of the same section."""

    def distance(at: int) -> tuple[bool, bool]:
        there, one = old[at]
        same = (item.title and item.title == one.title) or (item.body and item.body == one.body)
        return not same, there != section

    return sorted(range(len(old)), key=distance)[:_CANDIDATES]


def _score(old: Placed, new: Placed) -> float:
    """How much one item may have become the other: over 1 when title or text is the same; its other fields weigh little."""
    (there, one), (here, other) = old, new
    fields = [
        (one.group, other.group),
        (one.source, other.source),
        (one.units, other.units),
        (one.tags, other.tags),
    ]
    little = (2 * sum(a == b for a, b in fields if a) + (there == here)) / 100
    if one.title and one.title == other.title:
        return 1 + _share(one.body, other.body) + little
    if one.body and one.body == other.body:
        return 1 + _share(one.title, other.title) + little
    alike = max(_share(one.body, other.body), _share(one.title, other.title))
    return alike + little if alike else 0.0


def is_alike(old: str, new: str) -> bool:
    """Whether one text may have become the other."""
    return _share(old, new) >= _ALIKE


def _share(old: str, new: str) -> float:
    """The share of characters that the beginnings of two texts have in common, in order; 0 when it is too small to count."""
    if not (old and new):
        return 0.0
    matcher = difflib.SequenceMatcher(None, old[:_COMPARED], new[:_COMPARED], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
