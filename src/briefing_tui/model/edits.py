"""Edits: pure functions from an issue and what is selected in it to another issue and what is selected then.

Called by the authoring screen (undo is a list of `Edited`) and by `add`. Every function keeps all pieces it is not
asked to change, with its identity, and the selection follows the piece that was moved, made or copied. What is made or copied gets an
identity of its own. Where nothing is to be done (the first
piece moved up, the masthead removed) the very same `issue` object comes back: `edited.issue is issue`.

Moving is in `model.moves`. A group (小栏目) is not stored: it is a run of neighbouring items whose field `group` is equal and not empty.
"""

from typing import Any, NamedTuple

from briefing_tui.model.identity import identity_of, known_as, new_identity
from briefing_tui.model.issue import Correction, Distribution, End, Issue, Item, Masthead, Preface, Section

MASTHEAD, PREFACE, SECTION, GROUP, ITEM = "masthead", "preface", "section", "group", "item"
CORRECTION, DISTRIBUTION, END = "correction", "distribution", "end"
LISTS = {CORRECTION: "corrections", DISTRIBUTION: "distribution"}
"""Kinds whose pieces stand in one tuple of the issue, by its field."""

Piece = Masthead | Preface | Section | Item | Distribution | Correction | End
_KNOWN = (Preface, Section, Item, Distribution, Correction)
"""Kinds that have an identity: pieces that can come, go and change places."""


class Selection(NamedTuple):
    """One piece of an issue."""

    kind: str = MASTHEAD
    """One of the kinds above."""
    section: int = -1
    """Index into `Issue.sections`, from 0, for a section, group or item; else -1."""
    item: int = -1
    """Index into the section's items, from 0, for an item; of its first item for a group; into
    `Issue.distribution` or `Issue.corrections` for one of those; else -1."""


class Edited(NamedTuple):
    """What an edit gives."""

    issue: Issue
    selection: Selection


# what there is


def selections(issue: Issue) -> tuple[Selection, ...]:
    """All pieces in the order of the page: the rows of an outline with groups, corrections and tail."""
    rows = [Selection()]
    if issue.preface is not None:
        rows.append(Selection(PREFACE))
    for index, section in enumerate(issue.sections):
        rows.append(Selection(SECTION, index))
        group = ""
        for at, item in enumerate(section.items):
            if item.group and item.group != group:
                rows.append(Selection(GROUP, index, at))
            group = item.group
            rows.append(Selection(ITEM, index, at))
    for kind, field in LISTS.items():
        rows.extend(Selection(kind, -1, at) for at in range(len(getattr(issue, field))))
    rows.append(Selection(END))
    return tuple(rows)


def nearest(issue: Issue, selection: Selection) -> Selection:
    """`selection` if that piece exists, else the one that stands where it would: for use after an undo."""
    kind, section, item = selection
    if kind in LISTS:
        total = len(getattr(issue, LISTS[kind]))
        return Selection(kind, -1, min(item, total - 1)) if total else Selection(END)
    if kind in {SECTION, GROUP, ITEM}:
        if not issue.sections:
            return Selection()
        section = min(section, len(issue.sections) - 1)
        items = issue.sections[section].items
        if kind == SECTION or not items:
            return Selection(SECTION, section)
        item = min(item, len(items) - 1)
        if kind == GROUP and items[item].group:
            return Selection(GROUP, section, run_of(items, item)[0])
        return Selection(ITEM, section, item)
    if kind == PREFACE and issue.preface is None:
        return Selection()
    return Selection(kind)


def piece(issue: Issue, selection: Selection) -> Piece | None:
    """The selected value; for a group its first item; None for a preface or end the issue does not have."""
    kind, section, item = selection
    if kind in LISTS:
        found: Piece = getattr(issue, LISTS[kind])[item]
        return found
    if kind == SECTION:
        return issue.sections[section]
    if kind in {GROUP, ITEM}:
        return issue.sections[section].items[item]
    return {MASTHEAD: issue.masthead, PREFACE: issue.preface, END: issue.end}[kind]


def position_of(issue: Issue, selection: Selection) -> int:
    """Running position (from 1) of the selected item, or of the first in a group or section; 0 when there is none."""
    if selection.kind not in {SECTION, GROUP, ITEM}:
        return 0
    before = sum(len(section.items) for section in issue.sections[: selection.section])
    if selection.kind == SECTION:
        return before + 1 if issue.sections[selection.section].items else 0
    return before + selection.item + 1


def selection_at(issue: Issue, position: int) -> Selection | None:
    """The item at a running position, or None when the issue has fewer."""
    for index, section in enumerate(issue.sections):
        if 0 < position <= len(section.items):
            return Selection(ITEM, index, position - 1)
        position -= len(section.items)
    return None


def run_of(items: tuple[Item, ...], at: int) -> tuple[int, int]:
    """The neighbours of `items[at]` with the same group, itself included: indexes, half-open."""
    start, end = at, at + 1
    while start and items[start - 1].group == items[at].group:
        start -= 1
    while end < len(items) and items[end].group == items[at].group:
        end += 1
    return start, end


# changes of one piece


def replace(issue: Issue, selection: Selection, value: Piece) -> Edited:
    """The selected piece changed to `value` of its kind: it stays that piece. A preface or end that was absent is made."""
    kind, section, item = selection
    old = piece(issue, selection)
    if isinstance(value, Preface) and old is None:
        value = as_new(value)
    elif isinstance(old, _KNOWN) and isinstance(value, _KNOWN):
        value = known_as(value, identity_of(old))
    if kind in LISTS:
        entries = getattr(issue, LISTS[kind])
        return Edited(_with_list(issue, kind, (*entries[:item], value, *entries[item + 1 :])), selection)
    if isinstance(value, Section):
        sections = (*issue.sections[:section], value, *issue.sections[section + 1 :])
        return Edited(issue._replace(sections=sections), selection)
    if isinstance(value, Item):
        items = issue.sections[section].items
        return Edited(with_items(issue, section, (*items[:item], value, *items[item + 1 :])), selection)
    return Edited(with_field(issue, kind, value), selection)


def set_field(issue: Issue, selection: Selection, name: str, value: object) -> Edited:
    """One field of the selected piece set. `group` of a group renames it: all items of the run. ValueError for no field."""
    if selection.kind == GROUP and name == GROUP:
        return rename(issue, selection, str(value))
    old = piece(issue, selection)
    if old is None:
        old = Preface() if selection.kind == PREFACE else End()
    changes = _change(old, name, value)
    if getattr(old, name) == value and piece(issue, selection) is not None:
        return Edited(issue, selection)
    return replace(issue, selection, old._replace(**changes))


def rename(issue: Issue, selection: Selection, name: str) -> Edited:
    """The name a piece has in the outline: its title, a group's name, the role of a distribution line, the end mark."""
    if selection.kind != GROUP:
        field = {DISTRIBUTION: "role", END: "mark", CORRECTION: "text"}.get(selection.kind, "title")
        return set_field(issue, selection, field, name)
    items = issue.sections[selection.section].items
    start, end = run_of(items, selection.item)
    if items[start].group == name:
        return Edited(issue, selection)
    renamed = (*items[:start], *(item._replace(group=name) for item in items[start:end]), *items[end:])
    changed = with_items(issue, selection.section, renamed)
    kind = GROUP if name else ITEM
    at = run_of(renamed, start)[0] if name else start
    return Edited(changed, Selection(kind, selection.section, at))


# pieces made, copied and taken away


def insert(issue: Issue, selection: Selection, kind: str, value: Piece | None = None) -> Edited:
    """A new piece of `kind` behind the selected one, empty unless `value` is given.

    An item goes behind the selected item and into its group, to the end of a selected group or section, else to the
    end of the nearest section (made when there is none). A group is an item with the `group` of `value`, behind the
    selected group. A section goes behind the selected one. A preface is made once. ValueError for another kind.
    """
    if kind in LISTS:
        entries = getattr(issue, LISTS[kind])
        at = selection.item + 1 if selection.kind == kind else len(entries)
        fresh = as_new(value or (Distribution() if kind == DISTRIBUTION else Correction()))
        return Edited(_with_list(issue, kind, (*entries[:at], fresh, *entries[at:])), Selection(kind, -1, at))
    if kind == SECTION:
        at = _section_after(issue, selection)
        fresh = as_new(value if isinstance(value, Section) else Section())
        sections = (*issue.sections[:at], fresh, *issue.sections[at:])
        return Edited(issue._replace(sections=sections), Selection(SECTION, at))
    if kind in {GROUP, ITEM}:
        return _insert_item(issue, selection, kind, value if isinstance(value, Item) else None)
    if kind != PREFACE:
        raise ValueError(kind)
    if issue.preface is not None:
        return Edited(issue, Selection(PREFACE))
    preface = as_new(value if isinstance(value, Preface) else Preface())
    return Edited(issue._replace(preface=preface), Selection(PREFACE))


def duplicate(issue: Issue, selection: Selection) -> Edited:
    """A copy right behind the piece, selected. Only sections (with their items), items and distribution lines have copies."""
    if selection.kind not in {SECTION, ITEM, DISTRIBUTION}:
        return Edited(issue, selection)
    return insert(issue, selection, selection.kind, piece(issue, selection))


def remove(issue: Issue, selection: Selection) -> Edited:
    """The piece taken away, a section with its items; the next one is selected, or the one before, or what held it.

    A group loses its sub-head and keeps its items. Masthead and end stay.
    """
    kind, section, item = selection
    if kind in LISTS:
        entries = getattr(issue, LISTS[kind])
        changed = _with_list(issue, kind, entries[:item] + entries[item + 1 :])
        return Edited(changed, nearest(changed, selection))
    if kind == SECTION:
        changed = issue._replace(sections=issue.sections[:section] + issue.sections[section + 1 :])
        return Edited(changed, nearest(changed, selection))
    if kind == ITEM:
        items = issue.sections[section].items
        changed = with_items(issue, section, items[:item] + items[item + 1 :])
        return Edited(changed, nearest(changed, selection))
    if kind == GROUP:
        return rename(issue, selection, "")
    if kind == PREFACE and issue.preface is not None:
        return Edited(issue._replace(preface=None), Selection())
    return Edited(issue, selection)


def as_new(value: Any) -> Any:
    """`value` as a piece of its own, whatever it was copied from; a section with all its items."""
    if isinstance(value, Section):
        value = value._replace(items=tuple(as_new(item) for item in value.items))
    return known_as(value, new_identity()) if isinstance(value, _KNOWN) else value


def with_items(issue: Issue, section: int, items: tuple[Item, ...]) -> Issue:
    """`issue` with other items in one section."""
    changed = issue.sections[section]._replace(items=items)
    return issue._replace(sections=(*issue.sections[:section], changed, *issue.sections[section + 1 :]))


def place_for(section: Section, group: str) -> int:
    """Index at which an item of `group` joins the section: behind the last of its group, else at the end."""
    total = len(section.items)
    return next((at for at in range(total, 0, -1) if section.items[at - 1].group == group), total)


def with_field(issue: Issue, name: str, value: object) -> Issue:
    """`issue` with one field set; ValueError when it has no such field."""
    return issue._replace(**_change(issue, name, value))


def _change(old: Piece | Issue, name: str, value: object) -> dict[str, Any]:
    """What `_replace` takes to set one field; ValueError for no field, where Pythons differ in what they raise."""
    if name not in old._fields:
        raise ValueError(name)
    return {name: value}


def _with_list(issue: Issue, kind: str, entries: tuple[Piece, ...]) -> Issue:
    return with_field(issue, LISTS[kind], entries)


def _section_after(issue: Issue, selection: Selection) -> int:
    """Where a new section goes: before all when masthead or preface is selected, behind all for the tail."""
    if selection.kind in {SECTION, GROUP, ITEM}:
        return selection.section + 1
    return 0 if selection.kind in {MASTHEAD, PREFACE} else len(issue.sections)


def _insert_item(issue: Issue, selection: Selection, kind: str, value: Item | None) -> Edited:
    if not issue.sections:
        issue = issue._replace(sections=(as_new(Section()),))
    section = selection.section
    if selection.kind not in {SECTION, GROUP, ITEM}:
        section = 0 if selection.kind in {MASTHEAD, PREFACE} else len(issue.sections) - 1
    items = issue.sections[section].items
    at = selection.item if selection.kind in {GROUP, ITEM} else len(items) - 1
    if GROUP in {kind, selection.kind}:
        at = run_of(items, at)[1] - 1 if items else at
    group = items[at].group if items else ""
    fresh = as_new(value or Item(group=group if kind == ITEM else ""))
    changed = with_items(issue, section, (*items[: at + 1], fresh, *items[at + 1 :]))
    made = kind if fresh.group else ITEM
    place = run_of(changed.sections[section].items, at + 1)[0] if made == GROUP else at + 1
    return Edited(changed, Selection(made, section, place))
