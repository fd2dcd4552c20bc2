"""Items that come from elsewhere, taken into a section of an issue; and whether they are in it already. Pure.

Called by the authoring screen, where it is one edit, and by the verbs that take files and contributions.
"""

from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.model.edits import as_new, place_for, with_items
from briefing_tui.model.identity import identity_of, is_same, known_as
from briefing_tui.model.issue import Issue, Item, walk_items
from briefing_tui.model.origin import is_elsewhere


class Taken(NamedTuple):
    """What came of it."""

    issue: Issue
    items: tuple[Item, ...]
    """As they stand in the issue, with their identities."""


def take_in(issue: Issue, section: int, items: Sequence[Item]) -> Taken:
    """The items at the end of a section (index from 0), or of their group in it; empty ones that wait to be filled in are filled first."""
    made: list[Item] = []
    for item in items:
        there = issue.sections[section].items
        waiting = next((at for at, one in enumerate(there) if _waits(one, item.group)), None)
        if waiting is not None:
            fresh = known_as(item, identity_of(there[waiting]))
            there = (*there[:waiting], fresh, *there[waiting + 1 :])
        else:
            fresh, at = as_new(item), place_for(issue.sections[section], item.group)
            there = (*there[:at], fresh, *there[at:])
        issue = with_items(issue, section, there)
        made.append(fresh)
    return Taken(issue, tuple(made))


def positions(issue: Issue, items: Sequence[Item]) -> tuple[int, ...]:
    """Running positions, from 1, of pieces of an issue; those that are not in it are left out."""
    return tuple(one.position for one in walk_items(issue) if any(is_same(one.item, item) for item in items))


def already_in(issue: Issue, item: Item) -> int:
    """Running position of an item that was made of the same, or says the same; 0 for none."""
    for one in walk_items(issue):
        there = one.item
        same_text = there.body == item.body and there.title == item.title and (item.body or item.title)
        same_origin = bool(item.origin) and there.origin == item.origin
        if same_text or (same_origin and (there.title == item.title or is_elsewhere(item.origin))):
            return one.position
    return 0


def section_called(issue: Issue, title: str) -> int | None:
    """Index of the section with a title, with or without its brackets; None when there is none."""
    wanted = bare_title(title)
    return next((at for at, one in enumerate(issue.sections) if bare_title(one.title) == wanted), None)


def bare_title(title: str) -> str:
    """A section's title as people name it."""
    return title.strip(" \t\u3000\r【】")


def _waits(item: Item, group: str) -> bool:
    """Whether an item is there to be filled in."""
    return item.group == group and not any((item.title, item.body, item.source, item.url))
