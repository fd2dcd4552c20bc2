"""The contents beside the page: the outline's rows, the row being read marked, a cursor while the pane is active.

Made by the reading screen. It shows and asks (`Chosen`); the screen scrolls the page. Rows are one line each, cut
to the pane's width; only rows in sight are drawn. Widths are cells; the last column is the rule between the panes.
"""

from collections.abc import Callable

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from briefing_tui.model.outline import OutlineEntry
from briefing_tui.tui.look.terminal_styles import segments
from briefing_tui.tui.reading.contents_rows import RowState, cells_wanted, contents_row, first_in_sight
from briefing_tui.tui.widgets.line_widget import LineWidget

_KEPT = 200
"""Rows that are kept drawn: more than are in sight."""
WHEEL_ROWS = 3
"""Rows a notch of the mouse wheel scrolls."""


class ContentsPane(LineWidget):
    """A list of outline rows."""

    class Chosen(Message):
        """A row was clicked, or Enter was pressed on it."""

        def __init__(self, pane: "ContentsPane", index: int) -> None:
            super().__init__()
            self.pane = pane
            self.index = index
            """Row of the outline, from 0."""

        @property
        def control(self) -> "ContentsPane":
            """The pane that says so."""
            return self.pane

    def __init__(
        self,
        rows: tuple[OutlineEntry, ...],
        *,
        ambiguous: int,
        source: Callable[[], int] | None = None,
    ) -> None:
        """`source` gives the row that is being read at the first paint, when nobody has told any yet."""
        super().__init__(ambiguous=ambiguous)
        self._source = source
        self._entries = rows
        self._first = 0
        self._here = -1
        self._cursor = -1
        self._active = False
        self._drawn: dict[tuple[int, RowState, int], Strip] = {}
        """Rows as they were drawn: the framework asks for all of them when one is to be drawn anew."""

    # What is shown

    @property
    def cursor(self) -> int:
        """Row of the cursor, from 0; -1 for none."""
        return self._cursor

    @property
    def here(self) -> int:
        """Row of what is being read, from 0; -1 for none."""
        return self._here

    @property
    def active(self) -> bool:
        """Whether the keys move the cursor here."""
        return self._active

    def cells_wanted(self) -> int:
        """Cells in which no title is cut, the rule included; of a long list only the beginning is looked at."""
        return cells_wanted(self._entries, self.ambiguous)

    def set_rows(self, rows: tuple[OutlineEntry, ...]) -> None:
        """Another issue's outline."""
        self._entries = rows
        self._first = 0
        self._here = self._cursor = -1
        self._drawn.clear()
        self.refresh()

    def follow(self, index: int) -> None:
        """Row `index` is being read now; it is kept in sight. An active pane keeps its cursor and its place."""
        if index == self._here:
            return
        before, self._here = self._here, index
        if not self._active:
            self._cursor = index
        self._draw_rows(before, index, wanted=self._cursor if self._active else index)

    def activate(self, active: bool) -> None:
        """Take or give up the keys."""
        self._active = active
        if self._cursor < 0 or not active:
            self._cursor = max(self._here, 0) if self._entries else -1
        self._reveal(self._cursor)
        self.refresh()

    # Moving

    def move(self, count: int) -> None:
        """The cursor `count` rows down, or up when negative; it stops at either end."""
        if self._entries:
            before, self._cursor = self._cursor, max(0, min(self._cursor + count, len(self._entries) - 1))
            self._draw_rows(before, self._cursor, wanted=self._cursor)

    def move_screens(self, count: int) -> None:
        """The cursor `count` screenfuls down or up."""
        self.move(count * max(1, self.size.height - 1))

    def move_to_end(self, last: bool) -> None:
        """The cursor to the last or the first row."""
        self.move(len(self._entries) if last else -len(self._entries))

    def choose(self) -> None:
        """Ask for the row of the cursor."""
        if 0 <= self._cursor < len(self._entries):
            self.post_message(self.Chosen(self, self._cursor))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row and the rule."""
        if self._source is not None:
            source, self._source = self._source, None
            if self._here < 0 and not self._active:
                self._here = self._cursor = source()
                self._reveal(self._here)
        width, index = self.size.width, self._first + y
        state = RowState(index == self._here, self._active and index == self._cursor)
        strip = self._drawn.get((index, state, width))
        if strip is None:
            if len(self._drawn) >= _KEPT:
                self._drawn.clear()
            strip = self._drawn[index, state, width] = self._draw(index, state, width)
        return strip

    def _draw(self, index: int, state: RowState, width: int) -> Strip:
        entry = self._entries[index] if index < len(self._entries) else None
        row = contents_row(entry, width, self.ambiguous, state)
        return Strip(segments(row, self.base, self.looks), width)

    def restyle(self) -> None:
        """Other colours, or other widths."""
        self._drawn.clear()
        super().restyle()

    # Events

    def on_resize(self, event: events.Resize) -> None:
        """Keep the row that matters in sight; a pane that is shown again may have been drawn by now."""
        self._draw_rows(wanted=self._cursor if self._active else self._here)

    def on_click(self, event: events.Click) -> None:
        """A click asks for the row under the pointer. The second of two belongs to the list that stood here before."""
        if event.chain > 1:
            event.stop()
            return
        index = self._first + event.y
        if 0 <= index < len(self._entries) and event.x < self.size.width - 1:
            event.stop()
            self._cursor = index
            self.refresh()
            self.post_message(self.Chosen(self, index))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Wheel: look further down; the cursor stays."""
        event.stop()
        self._scroll(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Wheel: look further up."""
        event.stop()
        self._scroll(-WHEEL_ROWS)

    def _scroll(self, count: int) -> None:
        self._first = max(0, min(self._first + count, len(self._entries) - self.size.height))
        self.refresh()

    def _draw_rows(self, *indexes: int, wanted: int) -> None:
        """Draw these rows anew, or all when bringing `wanted` in sight scrolls: few bytes on a slow line."""
        first = self._first
        self._reveal(wanted)
        if self._first != first:
            self.refresh()
            return
        width, height = self.size
        rows = (index - first for index in indexes)
        regions = [Region(0, row, width, 1) for row in rows if 0 <= row < height]
        if regions:
            self.refresh(*regions)

    def _reveal(self, index: int) -> None:
        """Scroll as little as needed, with a row of context, so that row `index` is in sight."""
        self._first = first_in_sight(self._first, index, self.size.height, len(self._entries))
