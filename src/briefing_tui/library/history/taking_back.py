"""An older state, or one item of it, put into the present one. Pure: the result is an ordinary edit, which undo, merge and history know."""

from briefing_tui.errors import NotFoundError
from briefing_tui.i18n import _
from briefing_tui.library.history.versions import met
from briefing_tui.model.issue import Issue, walk_items


def issue_with(now: Issue, old: Issue) -> Issue:
    """What stood in `old`, under the key and with the record that the issue has now."""
    head = old.masthead._replace(year=now.masthead.year, kind=now.masthead.kind, number=now.masthead.number)
    return old._replace(masthead=head, workflow=now.workflow, corrections=now.corrections)


def item_with(now: Issue, position: int, old: Issue) -> Issue:
    """`now` with its item at `position` as it was in `old`; NotFoundError when it is in neither."""
    found = next((one for one in walk_items(now) if one.position == position), None)
    if found is None:
        raise NotFoundError(_("the issue has no item {position}").format(position=position))
    before = met(old, found.item)
    if before is None:
        raise NotFoundError(_("the item did not stand in the issue then"))
    section = now.sections[found.section]
    items = tuple(before if item is found.item else item for item in section.items)
    sections = (
        *now.sections[: found.section],
        section._replace(items=items),
        *now.sections[found.section + 1 :],
    )
    return now._replace(sections=sections)
