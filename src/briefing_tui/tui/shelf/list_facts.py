"""What the status row of the library says of the list. Pure; called by the library screen."""

from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.i18n import _
from briefing_tui.tui.shelf.rows import layout
from briefing_tui.tui.shelf.rows.arrangement import Arrangement

if TYPE_CHECKING:
    from briefing_tui.tui.shelf.issue_list import IssueList


class ListFacts(NamedTuple):
    """What is known beside the list."""

    complete: bool
    """Whether all of the library was read."""
    total: int | None
    """Issues there will be when it is; None while that is not known."""
    unread: int
    """Of these those that were not read, as far as that is known before; 0 when it is not."""
    query: str
    """What the list is narrowed to; empty for all."""
    sent_in: str
    """How many contributions wait, in words; empty for none."""
    kept: bool
    """Whether the highlighted issue has text that was not saved."""
    lag: tuple[str, ...] = ()
    """Since when a host that has fallen behind was not synced, in words; empty for none."""
    changed: bool = False
    """Whether it says something else than when it was read."""


def list_facts(issues: "IssueList", known: ListFacts) -> list[str]:
    """The most important first."""
    shown = issues.shown_total
    total = len(issues.entries) if known.complete else known.total or 0
    facts = [_("Library"), *known.lag]
    if not total and not known.complete:
        facts.append(_("reading …"))
    elif known.query:
        text = _("{shown} of {total} with {query!r}")
        facts.append(text.format(shown=shown, total=total, query=known.query))
    elif issues.arrangement.narrows:
        facts.append(_("{shown} of {total}").format(shown=shown, total=total))
    else:
        facts += layout.count_facts(total, issues.unread_total if known.complete else known.unread)
    if known.sent_in:
        facts.append(known.sent_in)
    if known.kept:
        facts.insert(0, layout.kept_fact())
    elif known.changed:
        facts.insert(0, _("~ changed since you read it: Enter, then D"))
    if issues.arrangement != Arrangement():
        from briefing_tui.tui.shelf.menus import told

        facts += told(issues.arrangement)
    return facts
