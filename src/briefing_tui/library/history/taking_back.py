"""An older state, or one piece of it, put into the present one. Pure: the result is an ordinary edit, which undo, merge and history know.

What an issue went through is never taken back with it: its number, its status, its record and its corrections stay.
"""

from briefing_tui.errors import NotFoundError
from briefing_tui.i18n import _
from briefing_tui.library.format.origins import recognised
from briefing_tui.library.history.comparing import ADDED, REMOVED, Comparison, PieceChange
from briefing_tui.library.history.versions import met
from briefing_tui.model import edits
from briefing_tui.model.edits import Edited, Selection, nearest, piece
from briefing_tui.model.identity import identity_of, is_same
from briefing_tui.model.issue import Issue, Item, Masthead, Section, walk_items


def issue_with(now: Issue, old: Issue) -> Issue:
    """What stood in `old`, under the key and with the record that the issue has now; pieces keep what belongs to them."""
    old = recognised(now, old)
    return old._replace(
        masthead=_with_key(old.masthead, now.masthead), workflow=now.workflow, corrections=now.corrections
    )


def item_with(now: Issue, position: int, old: Issue) -> Issue:
    """`now` with its item at `position` as it was in `old`; NotFoundError when it is in neither."""
    found = next((one for one in walk_items(now) if one.position == position), None)
    if found is None:
        raise NotFoundError(_("the issue has no item {position}").format(position=position))
    before = met(old, found.item, now)
    if before is None:
        raise NotFoundError(_("the item did not stand in the issue then"))
    selection = edits.selection_at(now, position)
    assert selection is not None
    return edits.replace(now, selection, before).issue


def all_back(compared: Comparison) -> Edited:
    """The whole older state."""
    made = issue_with(compared.now, compared.before)
    return Edited(made, nearest(made, Selection()))


def can_take_back(change: PieceChange) -> bool:
    """Whether a piece can be had back: corrections that were told stay told."""
    return change.kind != edits.CORRECTION


def piece_back(compared: Comparison, change: PieceChange) -> Edited:
    """One piece as it was, where it was. The very same issue where nothing can be taken back."""
    now, before = compared.now, compared.before
    if not can_take_back(change):
        return Edited(now, change.now or Selection())
    if change.what == ADDED:
        assert change.now is not None
        return _without(now, before, change.now)
    assert change.before is not None
    old = piece(before, change.before)
    if change.what == REMOVED:
        return _put_back(now, before, change.before)
    assert change.now is not None
    edited = Edited(now, change.now)
    if change.fields:
        value = old
        if isinstance(old, Section):
            value = old._replace(items=now.sections[change.now.section].items)
        elif isinstance(old, Masthead):
            value = _with_key(old, now.masthead)
        assert value is not None
        edited = edits.replace(now, change.now, value)
    if change.moved:
        there = edits.remove(edited.issue, change.now).issue
        moved = piece(edited.issue, change.now)
        return _put_back(there, before, change.before, moved)
    return edited


def _with_key(head: Masthead, now: Masthead) -> Masthead:
    return head._replace(year=now.year, kind=now.kind, number=now.number)


def _without(now: Issue, before: Issue, selection: Selection) -> Edited:
    """The issue without a piece that was added; what was moved into an added section moves out of it first."""
    added = piece(now, selection)
    if not isinstance(added, Section):
        return edits.remove(now, selection)
    homes = {identity_of(item) for section in before.sections for item in section.items}
    kept = [item for item in added.items if identity_of(item) in homes]
    made = edits.remove(now, selection).issue
    for item in kept:
        place = next(
            Selection(edits.ITEM, at, index)
            for at, section in enumerate(before.sections)
            for index, one in enumerate(section.items)
            if is_same(one, item)
        )
        made = _put_back(made, before, place, item).issue
    return Edited(made, nearest(made, selection))


def _put_back(now: Issue, before: Issue, selection: Selection, value: object = None) -> Edited:
    """A piece of the older state put where it stood, as it was or as `value`."""
    kind = selection.kind
    wanted = piece(before, selection) if value is None else value
    if kind in edits.LISTS:
        field = edits.LISTS[kind]
        at = _place(getattr(before, field), selection.item, getattr(now, field))
        entries = getattr(now, field)
        return Edited(
            edits.with_field(now, field, (*entries[:at], wanted, *entries[at:])), Selection(kind, -1, at)
        )
    if kind == edits.SECTION:
        assert isinstance(wanted, Section)
        return _section_back(now, before, selection, wanted)
    if kind == edits.ITEM:
        assert isinstance(wanted, Item)
        return _item_back(now, before, selection, wanted)
    return Edited(edits.with_field(now, kind, wanted), Selection(kind))


def _section_back(now: Issue, before: Issue, selection: Selection, wanted: Section) -> Edited:
    """A section comes with those of its items that are nowhere now; one that moves keeps the items it has."""
    if not any(is_same(wanted, one) for one in now.sections):
        there = {identity_of(item) for section in now.sections for item in section.items}
        wanted = wanted._replace(items=tuple(one for one in wanted.items if identity_of(one) not in there))
    at = _place(before.sections, selection.section, now.sections)
    made = now._replace(sections=(*now.sections[:at], wanted, *now.sections[at:]))
    return Edited(made, Selection(edits.SECTION, at))


def _item_back(now: Issue, before: Issue, selection: Selection, item: Item) -> Edited:
    home = before.sections[selection.section]
    section = next((at for at, one in enumerate(now.sections) if is_same(one, home)), None)
    if section is None:  # its section is gone: it comes back with it
        made = _section_back(
            now, before, Selection(edits.SECTION, selection.section), home._replace(items=())
        )
        now, section = made.issue, made.selection.section
    items = now.sections[section].items
    at = _place(home.items, selection.item, items)
    changed = edits.with_items(now, section, (*items[:at], item, *items[at:]))
    return Edited(changed, Selection(edits.ITEM, section, at))


def _place(before: "tuple[object, ...]", index: int, now: "tuple[object, ...]") -> int:
    """Where in `now` a piece goes that stood at `index` of `before`: behind the nearest one before it that is still there."""
    places = {identity_of(one): at for at, one in enumerate(now)}
    for one in reversed(before[:index]):
        if identity_of(one) in places:
            return places[identity_of(one)] + 1
    for one in before[index + 1 :]:
        if identity_of(one) in places:
            return places[identity_of(one)]
    return len(now)
