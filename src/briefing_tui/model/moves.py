"""Moving pieces of an issue: pure functions like those of `model.edits`, with the same promises.

Called by the authoring screen. A step moves a piece by what one sees in the outline: an item first changes places in
its group, then enters the neighbouring group (its `group` changes, its place does not), then the neighbouring
section. The only item of a group takes its group along, over the whole neighbouring one. Where each group stands
together in its section, a step down undoes a step up.
"""

from briefing_tui.model.edits import (
    GROUP,
    ITEM,
    LISTS,
    SECTION,
    Edited,
    Selection,
    place_for,
    run_of,
    with_field,
    with_items,
)
from briefing_tui.model.issue import Issue, Item

UP, DOWN = -1, 1


def move(issue: Issue, selection: Selection, step: int) -> Edited:
    """The piece one place `UP` or `DOWN`; the issue itself when it is the first or last, or cannot move."""
    if selection.kind == SECTION:
        return _swap(issue, selection, "sections", selection.section, step)
    if selection.kind in LISTS:
        return _swap(issue, selection, LISTS[selection.kind], selection.item, step)
    if selection.kind == ITEM:
        return _move_item(issue, selection, step)
    if selection.kind == GROUP:
        start, end = run_of(issue.sections[selection.section].items, selection.item)
        return _move_run(issue, selection, start, end, step)
    return Edited(issue, selection)


def move_to(issue: Issue, selection: Selection, section: int) -> Edited:
    """An item or a whole group into another section: behind the items of its group there, else to the end."""
    if selection.kind not in {GROUP, ITEM} or section == selection.section:
        return Edited(issue, selection)
    items = issue.sections[selection.section].items
    start, end = selection.item, selection.item + 1
    if selection.kind == GROUP:
        start, end = run_of(items, selection.item)
    at = place_for(issue.sections[section], items[start].group)
    return _carry(issue, selection, start, end, section, at)


def _swap(issue: Issue, selection: Selection, field: str, at: int, step: int) -> Edited:
    """Two neighbours in one tuple of the issue change places."""
    entries = getattr(issue, field)
    if not 0 <= at + step < len(entries):
        return Edited(issue, selection)
    order = list(entries)
    order[at], order[at + step] = order[at + step], order[at]
    section, item = (at + step, -1) if selection.kind == SECTION else (-1, at + step)
    return Edited(with_field(issue, field, tuple(order)), Selection(selection.kind, section, item))


def _move_item(issue: Issue, selection: Selection, step: int) -> Edited:
    items = issue.sections[selection.section].items
    at, other = selection.item, selection.item + step
    start, end = run_of(items, at)
    if not 0 <= other < len(items):
        return _cross(issue, selection, at, at + 1, step)
    if start <= other < end:
        return _carry(issue, selection, at, at + 1, selection.section, other)
    if end - start == 1:
        return _move_run(issue, selection, start, end, step)
    entered = items[at]._replace(group=items[other].group)
    return Edited(with_items(issue, selection.section, (*items[:at], entered, *items[at + 1 :])), selection)


def _move_run(issue: Issue, selection: Selection, start: int, end: int, step: int) -> Edited:
    """A run of items over the neighbouring run, or into the neighbouring section."""
    items = issue.sections[selection.section].items
    neighbour = start - 1 if step == UP else end
    if not 0 <= neighbour < len(items):
        return _cross(issue, selection, start, end, step)
    over = run_of(items, neighbour)
    at = over[0] if step == UP else over[1] - (end - start)
    return _carry(issue, selection, start, end, selection.section, at)


def _cross(issue: Issue, selection: Selection, start: int, end: int, step: int) -> Edited:
    """Items to the near end of the neighbouring section."""
    section = selection.section + step
    if not 0 <= section < len(issue.sections):
        return Edited(issue, selection)
    at = len(issue.sections[section].items) if step == UP else 0
    return _carry(issue, selection, start, end, section, at)


def _carry(issue: Issue, selection: Selection, start: int, end: int, section: int, at: int) -> Edited:
    """Items `start` to `end` (half-open) of the selected section to index `at` of a section without them."""
    items = issue.sections[selection.section].items
    moved: tuple[Item, ...] = items[start:end]
    changed = with_items(issue, selection.section, items[:start] + items[end:])
    there = changed.sections[section].items
    changed = with_items(changed, section, there[:at] + moved + there[at:])
    if selection.kind == GROUP:
        at = run_of(changed.sections[section].items, at)[0]
    return Edited(changed, Selection(selection.kind, section, at))
