"""An issue as pieces with identities, so that three versions of it can be laid side by side. Called by `merge`.

A piece is a section (without its items), an item or a distribution line. Issues carry no ids: a piece of a version is
the piece of the base that it equals, or whose title or text it kept, or (items) that it still resembles; else it is new. Wrong guesses
cost a question, never a text. Pure.
"""

import difflib
from collections.abc import Iterable
from typing import NamedTuple

from briefing_tui.library.format.align import align
from briefing_tui.model.issue import Distribution, Issue, Item, Section

ROOT = "sections"
"""Where sections stand."""
TAIL = "distribution"
"""Where distribution lines stand."""
_ALIKE = 0.5
"""Share of characters two texts have in common, in order, to be versions of one."""
_COMPARED = 200
"""Characters of a text that are compared: they take a fifth of a millisecond."""
_CANDIDATES = 8
"""Pieces of the base that a piece is compared with: those of its own section first."""

Piece = Section | Item | Distribution
"""A section has no items here."""


class Version(NamedTuple):
    """One version of an issue in pieces."""

    issue: Issue
    pieces: dict[str, Piece]
    """By identity: `s2`, `i5`, `d1` of the base (positions from 0), `mine.i3` for a new one."""
    places: dict[str, str]
    """Where each piece stands: the identity of an item's section, `ROOT` or `TAIL`."""
    orders: dict[str, list[str]]
    """The pieces of each place, in order."""


def cut_base(issue: Issue) -> Version:
    """The version all identities come from."""
    sections = [f"s{index}" for index in range(len(issue.sections))]
    items = [f"i{index}" for index in range(issue.item_total())]
    return _version(issue, sections, items, [f"d{index}" for index in range(len(issue.distribution))])


def cut(issue: Issue, base: Version, name: str) -> Version:
    """Another version, in terms of the base; `name` begins the identities of what is new in it."""
    if issue == base.issue:
        return base._replace(issue=issue)
    old = base.issue
    sections = align(
        old.sections, issue.sections, [lambda one: one, lambda one: one.title, lambda one: one.items]
    )
    lines = align(
        old.distribution,
        issue.distribution,
        [lambda one: one, lambda one: one.role, lambda one: one.recipients],
        neighbours=False,
    )
    return _version(
        issue,
        _named(sections, "s", name),
        _named(_item_origins(old, issue, sections), "i", name),
        _named(lines, "d", name),
    )


def join_new(mine: Version, theirs: Version) -> Version:
    """`theirs`, in which new pieces that are equal to new ones of `mine` in the same place have their identity.

    Two people who add the same section add to one section.
    """
    renamed: dict[str, str] = {}
    free = [one for one in mine.pieces if one not in theirs.pieces]
    for one, piece in theirs.pieces.items():
        if one in mine.pieces or "." not in one:
            continue
        place = renamed.get(theirs.places[one], theirs.places[one])
        for other in free:
            if "." in other and mine.places[other] == place and _same_new(mine.pieces[other], piece):
                renamed[one] = other
                free.remove(other)
                break
    return Version(
        theirs.issue,
        {renamed.get(one, one): piece for one, piece in theirs.pieces.items()},
        {renamed.get(one, one): renamed.get(place, place) for one, place in theirs.places.items()},
        {
            renamed.get(place, place): [renamed.get(one, one) for one in order]
            for place, order in theirs.orders.items()
        },
    )


def _same_new(mine: Piece, theirs: Piece) -> bool:
    if isinstance(mine, Section) and isinstance(theirs, Section):
        return mine.title == theirs.title
    return type(mine) is type(theirs) and mine == theirs


def _version(issue: Issue, sections: list[str], items: list[str], lines: list[str]) -> Version:
    pieces: dict[str, Piece] = {}
    places: dict[str, str] = {}
    orders: dict[str, list[str]] = {ROOT: sections, TAIL: lines}
    rest = iter(items)
    for name, section in zip(sections, issue.sections, strict=True):
        pieces[name], places[name] = section._replace(items=()), ROOT
        orders[name] = []
        for item in section.items:
            one = next(rest)
            pieces[one], places[one] = item, name
            orders[name].append(one)
    for name, line in zip(lines, issue.distribution, strict=True):
        pieces[name], places[name] = line, TAIL
    return Version(issue, pieces, places, orders)


def _named(origins: Iterable[int | None], letter: str, name: str) -> list[str]:
    return [
        f"{name}.{letter}{index}" if origin is None else f"{letter}{origin}"
        for index, origin in enumerate(origins)
    ]


def _item_origins(old: Issue, new: Issue, sections: list[int | None]) -> list[int | None]:
    """For each item of `new` the index of the item of `old` it comes from."""
    before = [(at, item) for at, section in enumerate(old.sections) for item in section.items]
    after = [
        (-1 if origin is None else origin, item)
        for section, origin in zip(new.sections, sections, strict=True)
        for item in section.items
    ]
    origins = align(
        before,
        after,
        [
            lambda pair: pair,
            lambda pair: pair[1],
            lambda pair: pair[1].title and (pair[0], pair[1].title),
            lambda pair: pair[1].body and (pair[0], pair[1].body),
            lambda pair: pair[1].title,
            lambda pair: pair[1].body,
        ],
        neighbours=False,
    )
    taken = {origin for origin in origins if origin is not None}
    free = [index for index in range(len(before)) if index not in taken]
    for index, (section, item) in enumerate(after):
        if origins[index] is not None:
            continue
        for candidate in sorted(free, key=lambda one: before[one][0] != section)[:_CANDIDATES]:
            if _alike(before[candidate][1], item):
                origins[index] = candidate
                free.remove(candidate)
                break
    return origins


def _alike(old: Item, new: Item) -> bool:
    """Whether one item may have become the other."""
    return _close(old.body, new.body) or _close(old.title, new.title)


def _close(old: str, new: str) -> bool:
    matcher = difflib.SequenceMatcher(None, old[:_COMPARED], new[:_COMPARED], autojunk=False)
    return bool(old and new) and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
