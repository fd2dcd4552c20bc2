"""Which piece of one issue each piece of another is, so that its lines, comments and unknown keys go with it (promise K1).

Called by `update`, by `library.saving` for merges, and for drafts. An issue that was made from the other by edits tells by
identities alone: what has none that is known there is new, however much it resembles something. Where two texts meet without a
history (a file that somebody else wrote) pieces are recognised by what they say (`likeness`), never by their place alone. Pure.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from briefing_tui.library.format.likeness import (
    Found,
    Placed,
    same_corrections,
    same_items,
    same_lines,
    same_sections,
)
from briefing_tui.model.identity import UNKNOWN, identity_of, is_same, known_as, new_identity
from briefing_tui.model.issue import Correction, Distribution, Issue, Item, Preface, Section

Piece = Preface | Section | Item | Distribution | Correction
Origins = dict[str, Found]
"""For each piece of the new issue the index of the old one that it is, None for a new one. By kind, as in `pieces_by_kind`."""


def pieces_by_kind(issue: Issue) -> dict[str, Sequence[Piece]]:
    """All pieces that have an identity, by kind: `items` in running order, the others as the issue's fields of that name."""
    return {
        "preface": () if issue.preface is None else (issue.preface,),
        "sections": issue.sections,
        "items": [item for section in issue.sections for item in section.items],
        "distribution": issue.distribution,
        "corrections": issue.corrections,
    }


def pieces_of(issue: Issue) -> Iterator[Piece]:
    """All pieces that have an identity."""
    for pieces in pieces_by_kind(issue).values():
        yield from pieces


def origins(old: Issue, new: Issue) -> Origins:
    """What of `old` each piece of `new` is. No old piece is taken twice."""
    before, after = pieces_by_kind(old), pieces_by_kind(new)
    found = {kind: _by_identity(before[kind], after[kind]) for kind in before}
    related = is_same(old, new)

    def is_open(piece: Piece) -> bool:
        """In an issue made by edits, only what was made by hand on both sides has to be recognised."""
        return not related or identity_of(piece) == UNKNOWN

    def complete(
        kind: str, old: Sequence[Any], new: Sequence[Any], same: Callable[[Any, Any], Found]
    ) -> None:
        taken = set(found[kind])
        free = [at for at, one in enumerate(before[kind]) if at not in taken and is_open(one)]
        left = [at for at, one in enumerate(after[kind]) if found[kind][at] is None and is_open(one)]
        if free and left:
            for at, origin in zip(
                left, same([old[at] for at in free], [new[at] for at in left]), strict=True
            ):
                found[kind][at] = None if origin is None else free[origin]

    complete("preface", before["preface"], after["preface"], lambda _old, new: [0] * len(new))
    complete("sections", old.sections, new.sections, same_sections)
    complete("items", _placed(old, range(len(old.sections))), _placed(new, found["sections"]), same_items)
    complete("distribution", old.distribution, new.distribution, same_lines)
    complete("corrections", old.corrections, new.corrections, same_corrections)
    return found


def recognised(known: Issue, issue: Issue) -> Issue:
    """`issue` with the identities that its pieces have in `known`; pieces that are not there have one of their own."""
    return with_origins(known, issue, origins(known, issue))


def with_origins(known: Issue, issue: Issue, found: Origins) -> Issue:
    """As `recognised`, with what of `known` each piece is."""
    before, after = pieces_by_kind(known), pieces_by_kind(issue)
    identities = {
        kind: [
            _own(piece if origin is None else before[kind][origin])
            for piece, origin in zip(after[kind], found[kind], strict=True)
        ]
        for kind in after
    }
    return _with_identities(issue, _own(known), identities)


def identified(issue: Issue) -> Issue:
    """`issue` with an identity for each piece that has none yet, and for itself."""
    identities = {kind: [_own(one) for one in ones] for kind, ones in pieces_by_kind(issue).items()}
    return _with_identities(issue, _own(issue), identities)


def is_same_issue(one: Issue, other: Issue) -> bool:
    """Whether two issues say the same, with the same pieces in the same places."""
    return one is other or (
        one == other
        and all(
            identity_of(here) == identity_of(there)
            for here, there in zip(pieces_of(one), pieces_of(other), strict=True)
        )
    )


def _by_identity(old: Sequence[Piece], new: Sequence[Piece]) -> Found:
    """By identity; of copies that were made by hand, the one that says what the old piece said."""
    places: dict[int, list[int]] = {}
    for at, piece in enumerate(old):
        if identity_of(piece) != UNKNOWN:
            places.setdefault(identity_of(piece), []).append(at)
    found: Found = [None] * len(new)
    for equal in (True, False):
        for at, piece in enumerate(new):
            left = places.get(identity_of(piece), [])
            origin = next((one for one in left if not equal or old[one] == piece), None)
            if found[at] is None and origin is not None:
                found[at] = origin
                left.remove(origin)
    return found


def _placed(issue: Issue, sections: Iterable[int | None]) -> list[Placed]:
    """The items, each with the index of its section in the old issue, -1 for a new section."""
    return [
        (-1 if at is None else at, item)
        for at, section in zip(sections, issue.sections, strict=True)
        for item in section.items
    ]


def _own(piece: object) -> int:
    """The identity of a piece, or of an issue, or a new one for what has none."""
    return identity_of(piece) or new_identity()


def _with_identities(issue: Issue, identity: int, identities: dict[str, list[int]]) -> Issue:
    """`issue` with other identities, by kind as in `pieces_by_kind`."""
    rest = {kind: iter(ones) for kind, ones in identities.items()}
    sections = tuple(
        known_as(
            section._replace(items=tuple([known_as(item, next(rest["items"])) for item in section.items])),
            next(rest["sections"]),
        )
        for section in issue.sections
    )
    made = issue._replace(
        preface=None if issue.preface is None else known_as(issue.preface, next(rest["preface"])),
        sections=sections,
        distribution=tuple([known_as(line, next(rest["distribution"])) for line in issue.distribution]),
        corrections=tuple([known_as(entry, next(rest["corrections"])) for entry in issue.corrections]),
    )
    return known_as(made, identity)
