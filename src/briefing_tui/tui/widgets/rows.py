"""A list of one-line rows with a cursor, drawn on demand: the base of the issue list, the contents and the menus.

A subclass says how many rows there are and what one looks like; only rows on the screen are ever asked for, so ten
thousand cost no more than twenty. It moves and posts; what a choice means is the screen's business. Keys are
not bound here: they come from the table of actions through the screen, which calls `move`, `page`, `to_top` …
Looks are style names of `tui.look.terminal_styles`. Widths are cells.
"""

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing_tui.tui.look.terminal_styles import segments, theme_styles
from briefing_tui.tui.widgets.styled_rows import StyledText, row_pieces, wrapped

__all__ = ["RowsView", "StyledText", "wrapped"]


class RowsView(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor. Subclasses implement `row_total` and `row`, and call `rows_changed` when either alters."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    RowsView { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Moved(Message):
        """The cursor came to stand on another row."""

        view: "RowsView"
        index: int

        @property
        def control(self) -> "RowsView":
            """The list that says so."""
            return self.view

    @dataclass
    class Chosen(Message):
        """A row was double-clicked, or the screen passed Enter on."""

        view: "RowsView"
        index: int

        @property
        def control(self) -> "RowsView":
            """The list that says so."""
            return self.view

    click_chooses = False
    """One click chooses instead of only moving the cursor."""

    always_active = False
    """The cursor is shown as if the list had the keyboard, as it has while a field above it is typed into."""

    def __init__(self, *, ambiguous: int = 1, id: str | None = None) -> None:  # noqa: A002 - the framework's name
        super().__init__(id=id)
        self.ambiguous = ambiguous
        """Cells of a character of ambiguous width, for the subclass that fits texts into columns."""
        self._cursor = -1
        self._styles: dict[str, Style] | None = None

    def remeasure(self, ambiguous: int) -> None:
        """The terminal draws “ ” — … with another width than was thought."""
        self.ambiguous = ambiguous
        self.refresh()

    # What subclasses answer

    def row_total(self) -> int:
        """How many rows there are, headings included."""
        raise NotImplementedError

    def row(self, index: int, width: int) -> list[StyledText]:
        """The pieces of one row, which should fill at most `width` cells; more is cut off."""
        raise NotImplementedError

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on a row; headings say no."""
        return True

    def row_meant(self, index: int) -> int:
        """The row that a click on a row is meant for: the second row of an entry stands for its first."""
        return index

    # Where the cursor is

    @property
    def cursor(self) -> int:
        """Row of the cursor, from 0; -1 when no row can have it."""
        return self._cursor

    def rows_changed(self, cursor: int | None = None) -> None:
        """Draw anew after the rows changed; `cursor` is where it should now stand (nearest row that may have it)."""
        self._fit_virtual_size()
        self._place(self._cursor if cursor is None else cursor, always_tell=True)
        self.refresh()

    def move(self, step: int) -> None:
        """The cursor `step` selectable rows down, or up when negative; stays at either end."""
        index, direction = self._cursor, 1 if step > 0 else -1
        for _count in range(abs(step)):
            following = self._scan(index + direction, direction)
            if following < 0:
                break
            index = following
        if index == self._cursor and direction < 0:
            self.scroll_to(y=0, animate=False)  # shows a heading above the first row
        self._place(index)

    def page(self, step: int) -> None:
        """The cursor one screenful down (1) or up (-1)."""
        rows = max(1, self.size.height - 1)
        target = max(0, min(self.row_total() - 1, self._cursor + step * rows))
        self._place(target)

    def turn(self, step: int) -> None:
        """A screenful on (1) or back (-1); the cursor stays."""
        self.scroll_to(y=self.scroll_offset.y + step * max(1, self.size.height - 1), animate=False)

    def to_top(self) -> None:
        """The cursor to the first row that may have it, with any heading above in sight."""
        self._place(0)
        self.scroll_to(y=0, animate=False)

    def to_bottom(self) -> None:
        """The cursor to the last row."""
        self._place(self.row_total() - 1)

    def move_to(self, index: int) -> None:
        """The cursor to a row, or the nearest one that may have it; the row is scrolled into sight."""
        self._place(index)

    def choose(self) -> None:
        """Say that the row of the cursor is chosen."""
        if self._cursor >= 0:
            self.post_message(self.Chosen(self, self._cursor))

    @property
    def is_laid_out(self) -> bool:
        """Whether size, rows and scroll bar agree; nothing more moves unless something changes."""
        size, total, bar = self.size, self.row_total(), self.show_vertical_scrollbar
        fits = bool(size) and self.virtual_size.height == total and bar == (total > size.height)
        return fits and (not bar or self.vertical_scrollbar.size.height == size.height)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row as a strip, padded to the width of the list."""
        width = self.size.width
        index = y + self.scroll_offset.y
        base, styles = self.rich_style, self._theme()
        if not 0 <= index < self.row_total():
            return Strip.blank(width, base)
        look = self._cursor_look() if index == self._cursor else ""
        pieces = row_pieces(self.row(index, width), (look,) if look else ())
        over = styles[look] if look else Style.null()
        return Strip(segments(pieces, base, styles)).adjust_cell_length(width, base + over)

    def restyle(self) -> None:
        """The theme changed."""
        self._styles = None
        self.refresh()

    def _theme(self) -> dict[str, Style]:
        if self._styles is None:
            self._styles = theme_styles(self.app)
        return self._styles

    def _cursor_look(self) -> str:
        return "cursor" if self.has_focus or self.always_active else "resting"

    # Events

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor's row in sight."""
        self._fit_virtual_size()
        self._show_cursor()

    def on_click(self, event: events.Click) -> None:
        """One click moves the cursor, two choose; where `click_chooses`, one does."""
        index = self.row_meant(event.y + self.scroll_offset.y)
        if 0 <= index < self.row_total() and self.selectable(index):
            event.stop()
            self._place(index)
            if event.chain == 2 or self.click_chooses:
                self.choose()

    # Inside

    def _fit_virtual_size(self) -> None:
        size = Size(max(1, self.container_size.width), self.row_total())
        if size != self.virtual_size:
            self.virtual_size = size

    def _scan(self, index: int, direction: int) -> int:
        """First selectable row from `index` on in `direction`; -1 when there is none."""
        total = self.row_total()
        while 0 <= index < total:
            if self.selectable(index):
                return index
            index += direction
        return -1

    def _place(self, index: int, *, always_tell: bool = False) -> None:
        total = self.row_total()
        clamped = max(0, min(total - 1, index))
        found = self._scan(clamped, 1)
        if found < 0:
            found = self._scan(clamped, -1)
        changed = found != self._cursor
        if changed:
            old, self._cursor = self._cursor, found
            self._refresh_row(old)
            self._refresh_row(found)
        self._show_cursor()
        if changed or always_tell:
            self.post_message(self.Moved(self, found))

    def _refresh_row(self, index: int) -> None:
        if index >= 0:
            self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))

    def _show_cursor(self) -> None:
        height = self.size.height
        if self._cursor < 0 or not height:
            return
        top = self.scroll_offset.y
        first = self._cursor
        if first and not self.selectable(first - 1) and height > 1:
            first -= 1  # its heading comes with it
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False)
