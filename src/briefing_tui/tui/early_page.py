"""The first page, painted before the framework is there: contents, page and status row as the reading screen then draws them.

Called by the verbs that open an issue, while nothing but the terminal's question is under way; loads no framework. It is only ever a picture: the
app draws the same cells over it. Whatever is doubtful (a file with warnings, a small window, the authoring screen) begins without it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.i18n import _
from briefing_tui.model.key import ItemAddress
from briefing_tui.tui.actions import keys
from briefing_tui.tui.look.looks import RowPiece
from briefing_tui.tui.reading import layout
from briefing_tui.tui.reading.contents_rows import RowState, cells_wanted, contents_row, first_in_sight
from briefing_tui.tui.reading.places import Places, places_of
from briefing_tui.tui.widgets.first_paint import Paper, Rows, Window, paint_first
from briefing_tui.tui.widgets.page_rows import line_pieces, page_of, page_options, position_marks
from briefing_tui.tui.widgets.status_row import status_row
from briefing_tui.tui.widgets.viewport import Viewport

if TYPE_CHECKING:
    from briefing_tui.library.format.decode import Loaded
    from briefing_tui.personal.state import NoState
    from briefing_tui.tui.options import AppOptions
else:
    Loaded = NoState = object  # as in `model.finding`


class FirstIssue(NamedTuple):
    """What is going to be read, and by whom."""

    address: ItemAddress
    loaded: Loaded
    state: NoState
    writable: bool
    lag: tuple[str, ...] = ()
    """As `sync_lag` has it."""


def paint_issue(paper: Paper, issue: FirstIssue, options: "AppOptions") -> None:
    """Paint the first page of an issue, where it can be."""

    def rows_for(window: Window) -> Rows:
        return [] if _is_doubtful(window, issue, options) else reading_rows(window, issue, options)

    paint_first(paper, options, issue.state, rows_for)


def _is_doubtful(window: Window, issue: FirstIssue, options: "AppOptions") -> bool:
    """Whether the app would begin with something else than a page."""
    return not window.has_room(layout.LEAST) or options.editing or bool(issue.loaded.findings)


def reading_rows(window: Window, issue: FirstIssue, options: "AppOptions") -> Rows:
    """The rows of the reading screen when it is new; none when the page has no room."""
    state, ambiguous, places = issue.state, options.ambiguous, places_of(issue.loaded.issue)
    measure, height = state.option("measure", options.measure), window.rows - 1
    beside = 0
    if window.columns >= layout.TWO_PANES and state.option("contents", 1):
        beside = layout.contents_cells(window.columns, measure, cells_wanted(places.rows, ambiguous))
    width = window.columns - beside
    page = page_of(issue.loaded.issue, page_options(width, height, measure, ambiguous))
    view = Viewport(page, height, layout.first_place(issue.address, state))
    rows = [
        [*contents, *line]
        for contents, line in zip(
            _contents(places, view, beside, ambiguous) if beside else [[]] * height,
            _page(view, width, ambiguous),
            strict=False,
        )
    ]
    more = (*issue.lag, *(() if options.mouse else (_("mouse: terminal"),)))
    title = issue.loaded.issue.masthead.title
    facts = layout.reading_facts(issue.address.key, title, places, view, window.columns, more)
    hints = keys.hints(keys.READING, writable=issue.writable)
    status = status_row(facts, hints, window.columns, ambiguous).pieces
    return [*rows, status] if len(rows) == height else []


def _contents(places: Places, view: Viewport, width: int, ambiguous: int) -> Iterator[list[RowPiece]]:
    here = places.row_of_block(view.page, view.top.block)
    first = first_in_sight(0, here, view.height, len(places.rows))
    for index in range(first, first + view.height):
        entry = places.rows[index] if index < len(places.rows) else None
        yield contents_row(entry, width, ambiguous, RowState(here=index == here))


def _page(view: Viewport, width: int, ambiguous: int) -> Iterator[list[RowPiece]]:
    """The rows of the page; fewer when one of them is wider than its pane."""
    marks, lines = position_marks(view, view.height, ambiguous), view.rows()
    for row, mark in enumerate(marks):
        pieces, room = list[RowPiece](), width - 1
        if row < len(lines):
            at = lines[row]
            line = view.page.lines(at.block)[at.line]
            if line.width > room:
                return
            pieces, room = line_pieces(view.page, line, at.line), room - line.width
        yield [*pieces, RowPiece(" " * room), mark]
