"""A field of one line that shows more of it while it has the keyboard: a title wraps to as many rows as it needs, three at most.

Made by `authoring.fields.field_row` and by the box in which corrections are worded. It takes text as every field of one line does; only where
its rows begin, and where the cursor stands in them, is its own. Offsets are characters of the value, half-open; widths are cells.
"""

from bisect import bisect_right
from itertools import pairwise

from rich.text import Text
from textual.events import MouseDown, MouseMove, MouseUp
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets.input import Selection

from briefing_tui.tui.authoring import forms
from briefing_tui.tui.authoring.fields.line_field import LineField
from briefing_tui.tui.terminal.measuring import field_text
from briefing_tui.typeset.breaking import break_offsets, may_break
from briefing_tui.typeset.width import cell_width, char_width, fit

_JOINER = "\u200d"
ROWS = 3
"""Rows at most; the rest is reached by the cursor."""


class GrowingField(LineField):
    """Up and down go through its rows, and from the first and the last to the neighbouring fields."""

    def __init__(self, one: forms.Field, *, ambiguous: int) -> None:
        self._ambiguous = ambiguous
        self._top = 0
        """The first row in sight."""
        self._grown = False
        """Whether the keyboard is here: told before the framework knows."""
        self._fitted = 0
        """The width that the rows in sight are for; 0 before there is one."""
        self._dragging = False
        super().__init__(one)

    # Rows

    @property
    def content_width(self) -> int:
        """Cells: nothing is reached by scrolling sideways."""
        return max(1, self.size.width)

    def rows(self) -> list[tuple[int, int]]:
        """Where each row begins and ends. A cell is left for the cursor behind the last character."""
        shown = field_text(self).plain
        breaks = break_offsets(shown, max(2, self.size.width - 1), ambiguous=self._ambiguous)
        if breaks and breaks[-1] == len(shown) - 1 and may_break(shown, breaks[-1] - 1):
            breaks[-1] -= 1  # the last character is not left alone
        return list(pairwise([0, *breaks, len(shown)]))

    def _row_of(self, position: int) -> int:
        """The row that the cursor at `position` stands in."""
        return bisect_right([start for start, _end in self.rows()], position) - 1

    def _cells(self, start: int, end: int) -> int:
        return cell_width(field_text(self).plain[start:end], self._ambiguous)

    def _place(self, row: int, cells: int) -> int:
        """The position at a cell of a row; the nearest where there is none."""
        rows = self.rows()
        row = max(0, min(row, len(rows) - 1))
        start, end = rows[row]
        position = start + fit(field_text(self).plain[start:end], max(0, cells), self._ambiguous)
        return position if row == len(rows) - 1 else min(position, max(start, end - 1))

    def _fit_height(self) -> None:
        """As many rows as it needs, while it has the keyboard; the cursor's among them. One until it is laid out."""
        self._fitted = self.size.width
        grown = self._grown and self._fitted > 0
        total = len(self.rows()) if grown else 1
        height = min(ROWS, total)
        row = self._row_of(self.cursor_position) if grown else 0
        self._top = max(0, min(self._top, row, total - height), row - height + 1)
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
            self.call_after_refresh(self._tell_cursor)
        self._tell_cursor()
        self.refresh()

    def _tell_cursor(self) -> None:
        """Where an input method opens its window: the place may be another when the rows are laid out."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    @property
    def cursor_screen_offset(self) -> Offset:
        """Column and row of the cursor on the screen."""
        x, y, _width, _height = self.content_region
        row = self._row_of(self.cursor_position)
        cells = self._cells(self.rows()[row][0], self.cursor_position)
        return Offset(x + min(cells, max(0, self.size.width - 1)), y + max(0, row - self._top))

    # What changes the rows

    def watch_value(self) -> None:
        """Something was typed, or loaded."""
        self._fit_height()

    def watch_selection(self) -> None:
        """The cursor went to another row, perhaps one out of sight."""
        self._fit_height()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._fit_height()

    def on_focus(self) -> None:
        """Grow."""
        self._grown = True
        self._fit_height()

    def on_blur(self) -> None:
        """One row again."""
        self._grown = False
        self._top = 0
        self._fit_height()

    # Moving in it

    async def action_step(self, step: int) -> None:
        """Keys up and down."""
        row = self._row_of(self.cursor_position)
        if not 0 <= row + step < len(self.rows()):
            await super().action_step(step)
            return
        self.cursor_position = self._place(row + step, self._cells(self.rows()[row][0], self.cursor_position))

    def _index_at(self, event: MouseDown | MouseMove) -> int:
        at = event.get_content_offset_capture(self)
        return self._place(self._top + at.y, at.x) if self.has_focus else self._place(0, at.x)

    def on_mouse_down(self, event: MouseDown) -> None:
        """The cursor goes there; the selection begins there."""
        event.prevent_default()
        self.selection = Selection.cursor(self._index_at(event))
        self._dragging = True
        self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        """The selection goes on to there."""
        event.prevent_default()
        if self._dragging:
            self.selection = Selection(self.selection.start, self._index_at(event))

    def on_mouse_up(self, event: MouseUp) -> None:
        """It ends there."""
        event.prevent_default()
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row. A field that a box came over while it was made is not told of its size."""
        if self._fitted != self.size.width:
            self._fitted = self.size.width
            self.call_after_refresh(self._fit_height)
        rows = self.rows()
        if not self.value:
            return super().render_line(y)
        if self._top + y >= len(rows):
            return Strip.blank(self.size.width, self.rich_style)
        start, end = rows[self._top + y]
        text = self._drawn_text()
        row = text[start : len(text) if end == len(self.value) else end]
        strip = Strip(list(row.render(self.app.console)))
        return strip.adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def _drawn_text(self) -> Text:
        """The whole text, with selection and cursor while it has the keyboard."""
        text = field_text(self)
        if self.has_focus:
            if not self.selection.is_empty:
                start, end = sorted(self.selection)
                text.stylize_before(self.get_component_rich_style("input--selection"), start, end)
            if self.cursor_at_end:
                text.pad_right(1)
            cursor = self.cursor_position
            end = cursor + 1
            while end < len(text) and (char_width(text.plain[end]) == 0 or text.plain[end - 1] == _JOINER):
                end += 1  # a sign of several characters is drawn in one piece
            text.stylize(self.get_component_rich_style("input--cursor"), cursor, end)
        return text
