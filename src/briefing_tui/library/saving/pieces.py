"""An issue as pieces with names, so that three versions of it can be laid side by side. Called by `merge`.

A piece is a section (without its items), an item or a distribution line. A piece of a version is the piece of the base that
`origins` says it is, and has its name; else it is new. Pure.
"""

from collections.abc import Iterable
from typing import NamedTuple

from briefing_tui.library.format.origins import origins
from briefing_tui.model.issue import Distribution, Issue, Item, Section

ROOT = "sections"
"""Where sections stand."""
TAIL = "distribution"
"""Where distribution lines stand."""

MergedPiece = Section | Item | Distribution
"""A section has no items here."""


class PiecedIssue(NamedTuple):
    """One version of an issue in pieces."""

    issue: Issue
    pieces: dict[str, MergedPiece]
    """By name: `s2`, `i5`, `d1` of the base (positions from 0), `mine.i3` for a new one."""
    places: dict[str, str]
    """Where each piece stands: the name of an item's section, `ROOT` or `TAIL`."""
    orders: dict[str, list[str]]
    """The pieces of each place, in order."""


def cut_base(issue: Issue) -> PiecedIssue:
    """The version all names come from."""
    sections = [f"s{index}" for index in range(len(issue.sections))]
    items = [f"i{index}" for index in range(issue.item_total())]
    return _version(issue, sections, items, [f"d{index}" for index in range(len(issue.distribution))])


def cut(issue: Issue, base: PiecedIssue, name: str) -> PiecedIssue:
    """Another version, in terms of the base; `name` begins the names of what is new in it."""
    found = origins(base.issue, issue)
    return _version(
        issue,
        _named(found["sections"], "s", name),
        _named(found["items"], "i", name),
        _named(found["distribution"], "d", name),
    )


def join_new(mine: PiecedIssue, theirs: PiecedIssue) -> PiecedIssue:
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
    return PiecedIssue(
        theirs.issue,
        {renamed.get(one, one): piece for one, piece in theirs.pieces.items()},
        {renamed.get(one, one): renamed.get(place, place) for one, place in theirs.places.items()},
        {
            renamed.get(place, place): [renamed.get(one, one) for one in order]
            for place, order in theirs.orders.items()
        },
    )


def _same_new(mine: MergedPiece, theirs: MergedPiece) -> bool:
    if isinstance(mine, Section) and isinstance(theirs, Section):
        return mine.title == theirs.title
    return type(mine) is type(theirs) and mine == theirs


def _version(issue: Issue, sections: list[str], items: list[str], lines: list[str]) -> PiecedIssue:
    pieces: dict[str, MergedPiece] = {}
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
    return PiecedIssue(issue, pieces, places, orders)


def _named(origins: Iterable[int | None], letter: str, name: str) -> list[str]:
    return [
        f"{name}.{letter}{index}" if origin is None else f"{letter}{origin}"
        for index, origin in enumerate(origins)
    ]
