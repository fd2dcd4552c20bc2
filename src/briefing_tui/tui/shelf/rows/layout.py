"""What stands where on the library screen, and what its status row says. Pure; used by the screen and by the first page.

Widths are cells, heights rows.
"""

from typing import NamedTuple

from briefing_tui.i18n import _, ngettext

LEAST = (40, 12)
"""Columns and rows of the smallest window."""
BESIDE = 76
"""Columns from which the contents stand beside the list."""
BELOW_COLUMNS = 60
"""Columns from which they may stand below it; fewer are for the list alone."""
BELOW = 22
"""Rows from which they stand below it in a narrower terminal."""


class Pane(NamedTuple):
    """What a pane has for its rows, its scroll bar included."""

    width: int
    height: int


class Panes(NamedTuple):
    """Both, in a window that is large enough; a rule of one cell or row stands between them."""

    list: Pane
    preview: Pane | None
    """None where there is no room for it."""
    beside: bool
    """The preview is beside the list, not below it."""


def panes(columns: int, rows: int) -> Panes:
    """The panes of a window; the screen's style sheet says the same to the framework. The last row is the status."""
    height = rows - 1
    if columns >= BESIDE:
        width = columns * 5 // 8
        return Panes(Pane(width, height), Pane(columns - width - 1, height), beside=True)
    if not shows_preview(columns, rows):
        return Panes(Pane(columns, height), None, beside=False)
    above = height * 2 // 3
    return Panes(Pane(columns, above), Pane(columns, height - above - 1), beside=False)


def shows_preview(columns: int, rows: int) -> bool:
    """Whether a window has room for the contents."""
    return columns >= BESIDE or (columns >= BELOW_COLUMNS and rows >= BELOW)


def count_facts(total: int, unread: int) -> list[str]:
    """How many issues there are, and how many of them were not read; `unread` is 0 where nobody knows."""
    facts = [ngettext("{count} issue", "{count} issues", total).format(count=total)]
    return [*facts, _("{count} unread").format(count=unread)] if unread else facts


def kept_fact() -> str:
    """That there is text of the highlighted issue that was not saved."""
    return _("+ text not saved: e takes it up")
