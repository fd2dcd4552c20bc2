"""What differs between an older state of an issue and the present one, piece by piece: changed, moved, added, taken away. Pure.

Pieces are recognised by what they say (`format.origins`), whatever moved; a piece has moved when it stands in another section, or when it is not
among the most that kept their order. Positions are running ones, from 1. The record of the issue's life is no piece: nothing of it is taken back.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui.library.format.origins import identified, pieces_of, recognised
from briefing_tui.library.history.settled import settled
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection, piece
from briefing_tui.model.identity import identity_of
from briefing_tui.model.issue import Issue

CHANGED, MOVED, ADDED, REMOVED = "changed", "moved", "added", "removed"
_UNSEEN = frozenset({"items", "origin"})
"""Fields that are pieces of their own, or that nobody reads."""


class FieldChange(NamedTuple):
    """One field that says something else."""

    name: str
    """Of the piece's kind."""
    before: str
    """As text; entries a line each."""
    now: str


class PieceChange(NamedTuple):
    """One piece that is another now."""

    what: str
    """`CHANGED` (perhaps moved too), `MOVED`, `ADDED` or `REMOVED`."""
    before: Selection | None
    """In the older state; None when it was added."""
    now: Selection | None
    """In the present one; None when it was taken away."""
    moved: bool = False
    fields: tuple[FieldChange, ...] = ()
    """What it says otherwise; all it says when it was added or taken away."""

    @property
    def kind(self) -> str:
        """Which kind of piece (`model.edits`)."""
        selection = self.now or self.before
        assert selection is not None
        return selection.kind


class Comparison(NamedTuple):
    """Two states side by side."""

    before: Issue
    """The older one, its pieces known by the identities that they have now."""
    now: Issue
    changes: tuple[PieceChange, ...]
    """In the order of the present state; what was taken away stands where it stood."""


def compare(before: Issue, now: Issue) -> Comparison:
    """`now` keeps its identities: a piece of it is the same piece in an edit made of it."""
    if not all(identity_of(one) for one in pieces_of(now)):
        now = identified(now)
    before = recognised(now, before)
    old, new = dict(_pieces(before)), dict(_pieces(now))
    moved = _moved(before, now)
    places = {mark: at for at, mark in enumerate(new)}
    found: list[tuple[float, PieceChange]] = []
    for mark, selection in new.items():
        if mark not in old:
            change = PieceChange(ADDED, None, selection, False, _texts(now, selection, new=True))
        else:
            fields = tuple(_fields(before, old[mark], now, selection))
            what = CHANGED if fields else MOVED
            if not fields and mark not in moved:
                continue
            change = PieceChange(what, old[mark], selection, mark in moved, fields)
        found.append((places[mark], change))
    behind = -0.5
    for mark, selection in old.items():
        if mark in places:
            behind = places[mark] + 0.5
        else:
            found.append(
                (behind, PieceChange(REMOVED, selection, None, False, _texts(before, selection, new=False)))
            )
    found.sort(key=lambda pair: pair[0])
    return Comparison(before, now, tuple(change for _place, change in found))


def without_record(issue: Issue) -> Issue:
    """An issue as whoever reads it knows it: nothing of its life, of what it was made from, of how it is found."""
    sections = tuple(
        section._replace(items=tuple(item._replace(origin="", tags=()) for item in section.items))
        for section in issue.sections
    )
    return issue._replace(workflow=Issue().workflow, sections=sections)


def _pieces(issue: Issue) -> Iterator[tuple[object, Selection]]:
    """What each piece is known by, in the order of the page."""
    for selection in edits.selections(issue):
        value = piece(issue, selection)
        if selection.kind != edits.GROUP and value is not None:
            identity = identity_of(value)
            yield (selection.kind, identity) if identity else (selection.kind,), selection


def _moved(before: Issue, now: Issue) -> set[object]:
    """What stands elsewhere: sections and lines among their like, items within their section or in another one."""
    moved: set[object] = set()
    moved |= _out_of_order(edits.SECTION, before.sections, now.sections)
    moved |= _out_of_order(edits.DISTRIBUTION, before.distribution, now.distribution)
    homes = {identity_of(item): identity_of(section) for section in before.sections for item in section.items}
    olds = {identity_of(section): section for section in before.sections}
    for section in now.sections:
        here = identity_of(section)
        strangers = [one for one in section.items if homes.get(identity_of(one), here) != here]
        moved |= {(edits.ITEM, identity_of(one)) for one in strangers}
        if here in olds:
            moved |= _out_of_order(edits.ITEM, olds[here].items, section.items)
    return moved


def _out_of_order(kind: str, before: Sequence[object], now: Sequence[object]) -> set[object]:
    """Of what is in both, what is not among the most that kept their order."""
    places = {identity_of(one): at for at, one in enumerate(before)}
    kept = [places[identity_of(one)] for one in now if identity_of(one) in places]
    stayed = set(settled(kept))
    return {(kind, identity_of(before[at])) for at in kept if at not in stayed}


def _fields(before: Issue, old: Selection, now: Issue, new: Selection) -> Iterator[FieldChange]:
    """The fields that differ of a piece that is in both."""
    was, value = piece(before, old), piece(now, new)
    for name in getattr(value, "_fields", ()):
        one, other = getattr(was, name), getattr(value, name)
        if one != other and name not in _UNSEEN:
            yield FieldChange(name, _text(one), _text(other))


def _texts(issue: Issue, selection: Selection, *, new: bool) -> tuple[FieldChange, ...]:
    """All that a piece says."""
    value = piece(issue, selection)
    told = []
    for name in getattr(value, "_fields", ()):
        text = _text(getattr(value, name))
        if text and name not in _UNSEEN and not isinstance(getattr(value, name), bool):
            told.append(FieldChange(name, *(("", text) if new else (text, ""))))
    return tuple(told)


def _text(value: object) -> str:
    """A value as text to be compared by a person; entries have a line each."""
    if isinstance(value, bool):
        from briefing_tui.words import yes_or_no

        return yes_or_no(value)
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)
