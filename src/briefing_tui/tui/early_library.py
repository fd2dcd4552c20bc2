"""The library screen, painted before the framework is there: list, contents of the highlighted issue and status row as it then draws them.

Called by the verb that shows the library, while nothing but the terminal's question is under way; loads no framework. What is painted is
handed to the app, which begins with the same. A library that the catalog does not know well, a small window and whatever has
to be told first begin without it.
"""

import os
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.library.disk.names import INBOX
from briefing_tui.library.glance import glance
from briefing_tui.model.outline import outline
from briefing_tui.personal.state import EDITS
from briefing_tui.tui.actions import keys
from briefing_tui.tui.shelf.rows import layout
from briefing_tui.tui.shelf.rows.first_shelf import FirstShelf, ShelfTerms, shelf_rows
from briefing_tui.tui.shelf.rows.list_rows import Marks, StoppedAt, stopped_in, stopped_row
from briefing_tui.tui.shelf.rows.preview_rows import (
    PreviewTold,
    empty_library,
    plainly_told,
    told_of,
    told_of_fault,
)
from briefing_tui.tui.widgets.first_paint import Paper, Rows, Window, paint_first

if TYPE_CHECKING:
    from briefing_tui.library.entry import Entry
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.model.key import IssueKey
    from briefing_tui.personal.state import NoState
    from briefing_tui.tui.options import AppOptions
else:
    LibraryReader = NoState = IssueKey = object  # as in `model.finding`


class FirstLibrary(NamedTuple):
    """What is going to be shown, and to whom."""

    library: LibraryReader
    state: NoState
    writable: bool
    kept: frozenset[IssueKey] = frozenset()
    """Issues of which there is text that was not saved."""
    lag: tuple[str, ...] = ()
    """As `sync_lag` has it."""


def paint_library(paper: Paper, shown: FirstLibrary, options: "AppOptions") -> FirstShelf | None:
    """Paint the library screen, where it can be; what it was painted with, for the app to begin with."""
    painted: list[FirstShelf] = []

    def rows_for(window: Window) -> Rows:
        first = None if _is_doubtful(window, options) else first_shelf(window, shown)
        rows = [] if first is None else library_rows(window, first, shown, options)
        if first is not None and rows:
            painted.append(first)
        return rows

    paint_first(paper, options, shown.state, rows_for)
    return painted[0] if painted and paper.early.painted else None


def _is_doubtful(window: Window, options: "AppOptions") -> bool:
    """Whether the app would begin with something else than a list."""
    return not window.has_room(layout.LEAST) or options.welcome or bool(options.notice)


def library_rows(window: Window, first: FirstShelf, shown: FirstLibrary, options: "AppOptions") -> Rows:
    """The rows of the screen when it is new; none when one of them is not known."""
    hints = keys.hints(keys.LIBRARY, writable=shown.writable)
    marks = Marks(shown.state.is_read, first.kept.__contains__)
    return shelf_rows(first, ShelfTerms(*window, options.ambiguous, marks, hints))


def first_shelf(window: Window, shown: FirstLibrary) -> FirstShelf | None:
    """What the screen knows when it begins; None when that cannot be had in a moment. LibraryError when the library cannot be listed."""
    library, state = shown.library, shown.state
    seen = glance(library, window.rows, state.read_keys())
    if seen is None:
        return None
    stopped = stopped_in(state)
    first = FirstShelf(
        seen,
        top=stopped_row(seen.entries, stopped),
        published=shown.writable and not state.option(EDITS, 0),
        kept=shown.kept,
        lag=shown.lag,
        sent_in=_sent_in(library.root) if shown.writable else 0,
    )
    if stopped is not None and first.top is None and not seen.complete:
        entry = library.entry(stopped[0])
        first = first._replace(top=None if entry is None or entry.error else StoppedAt(entry, stopped[1]))
    at = first.highlighted()
    if at is None and seen.total:
        return None
    if seen.total and not layout.shows_preview(*window):
        return first
    told, sure = _told(shown, at)
    return first._replace(told=told, sure=sure)


def _told(shown: FirstLibrary, at: "Entry | None") -> tuple[PreviewTold, bool]:
    """What the preview says of an issue, or of an empty library; and whether that was read from the file that is listed."""
    library = shown.library
    if at is None:
        texts = empty_library(library.root, there=library.exists(), writable=shown.writable)
        return plainly_told(*texts), False
    fault: BriefingError | None = None
    if at.key is not None:
        try:
            loaded = library.load(at.key)
        except BriefingError as error:
            fault = error
        else:
            if at.summary is not None:
                return told_of(at, outline(loaded.issue)), loaded.stamp == at.stamp
    return told_of_fault(at, fault), False


def _sent_in(root: str) -> int:
    """How many contributions wait."""
    if not os.path.isdir(os.path.join(root, INBOX)):
        return 0
    from briefing_tui.library.inbox.inbox import Inbox  # 10 ms, for those who have one

    return Inbox(root).count()
