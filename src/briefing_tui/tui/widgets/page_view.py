"""The page on the screen: draws the lines in sight and the position mark, and scrolls when asked.

Made by the reading screen, which owns the issue and answers its messages. The page is laid out for the widget's size
when it is first drawn, and again when the width changes; the text in the first row stays. Rows and columns are
cells; the last column is the position mark, which can be clicked and dragged.
"""

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from briefing_tui.model.issue import Issue
from briefing_tui.personal.state import ReadingPlace
from briefing_tui.tui.look.terminal_styles import segments
from briefing_tui.tui.widgets.line_widget import LineWidget
from briefing_tui.tui.widgets.page_rows import Hit, line_pieces, page_of, page_options, position_marks
from briefing_tui.tui.widgets.viewport import At, Viewport
from briefing_tui.typeset.find import Occurrence
from briefing_tui.typeset.lines import PageLine
from briefing_tui.typeset.page import Page

WHEEL_LINES = 3
"""Lines a notch of the mouse wheel scrolls."""
_CACHE_LIMIT = 600
"""Strips kept: some ten screenfuls, so that memory does not grow with the text read."""


class PageView(LineWidget):
    """A window on the page of one issue."""

    class Scrolled(Message):
        """The reader scrolled with the mouse, or the size changed. Whoever calls a moving method knows already."""

        def __init__(self, view: "PageView", *, by_hand: bool = False) -> None:
            super().__init__()
            self.view = view
            self.by_hand = by_hand
            """It was the mouse."""

        @property
        def control(self) -> "PageView":
            """The view that says so."""
            return self.view

    def __init__(self, issue: Issue, *, measure: int, ambiguous: int, place: ReadingPlace) -> None:
        super().__init__(ambiguous=ambiguous)
        self._issue = issue
        self._measure = measure
        self._place = place
        self._view: Viewport | None = None
        self._columns = 0
        self._strips: dict[At, Strip] = {}
        self._marks: tuple[Segment, ...] = ()
        self._hits: dict[int, list[Hit]] = {}

    # What is shown

    @property
    def viewport(self) -> Viewport:
        """What is in sight, at the size of the moment."""
        if self._view is None:
            width, height = self.size
            self._columns = max(2, width - 1)
            options = page_options(width, height, self._measure, self.ambiguous)
            self._view = Viewport(page_of(self._issue, options), height, self._place)
        return self._view

    @property
    def page(self) -> Page:
        """The page at the width of the moment."""
        return self.viewport.page

    @property
    def top(self) -> At:
        """The line in the first row."""
        return self.viewport.top

    @property
    def measure(self) -> int:
        """Line length wished for, in 汉字 (two cells each)."""
        return self._measure

    @property
    def drawn(self) -> bool:
        """Whether it has been laid out."""
        return self._view is not None

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self._view is not None and self._view.ends_in_sight()[1] >= 1

    @property
    def measure_shown(self) -> int:
        """Line length as it is, in 汉字: what was wished for, or what the window has room for."""
        return min(self._measure, self.page.geometry.cells // 2)

    def place(self) -> ReadingPlace:
        """Where the reader is; needs no running app once the page was drawn."""
        return self._place if self._view is None else self._view.place()

    def show(self, issue: Issue, place: ReadingPlace) -> None:
        """Show another issue, or the same one changed, from `place` on."""
        self._issue, self._place = issue, place
        self._hits = {}
        self._lay_out_anew()

    def set_measure(self, measure: int) -> None:
        """Another line length, in 汉字; the first line stays where it is."""
        self._place = self.place()
        self._measure = measure
        self._lay_out_anew()

    def mark_hits(self, hits: Sequence[Occurrence], current: int) -> None:
        """Highlight all `hits`, the one with index `current` strongest (-1 for none)."""
        marked: dict[int, list[Hit]] = {}
        for index, hit in enumerate(hits):
            name = "hit.current" if index == current else "hit"
            marked.setdefault(hit.block, []).append((hit.start, hit.end, name))
        self._hits = marked
        self._strips.clear()
        self.refresh()

    def remeasure(self, ambiguous: int) -> None:
        """As the base's: the page is laid out anew, the first line stays where it is."""
        self._place = self.place()
        super().remeasure(ambiguous)
        self._lay_out_anew()

    def restyle(self) -> None:
        """As the base's; the strips kept have the old colours."""
        self._strips.clear()
        self._marks = ()
        super().restyle()

    # Moving: drawn with whatever else the caller changes, in one go

    def scroll_lines(self, count: int) -> None:
        """`count` lines on, or back when negative."""
        self._draw_if(moved=self.viewport.scroll(count))

    def scroll_screens(self, count: int) -> None:
        """`count` screenfuls on or back."""
        self._draw_if(moved=self.viewport.scroll_screens(count))

    def go_top(self) -> None:
        """To the first line."""
        self._draw_if(moved=self.viewport.move(At(0, 0)))

    def go_bottom(self) -> None:
        """To the last screenful."""
        self._draw_if(moved=self.viewport.move(self.viewport.bottom()))

    def go_block(self, block: int) -> None:
        """The first line of `block` becomes the first row."""
        self._draw_if(moved=self.viewport.move(self.viewport.line_of(block)))

    def go_place(self, place: ReadingPlace) -> None:
        """To a place kept earlier."""
        self._draw_if(moved=self.viewport.move(self.viewport.line_at(place)))

    def reveal(self, hit: Occurrence) -> None:
        """Scroll so that a match is in sight."""
        self._draw_if(moved=self.viewport.reveal(hit.block, hit.start))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row: the line, blanks to the edge, the position mark."""
        view, width = self.viewport, self.size.width
        if not self._marks:
            self._marks = self._draw_marks()
        rows = view.rows()
        mark = self._marks[min(y, len(self._marks) - 1)]
        if y >= len(rows):
            return Strip([Segment(" " * (width - 1), self.base), mark], width)
        strip = self._strips.get(rows[y])
        if strip is None:
            if len(self._strips) > _CACHE_LIMIT:
                self._strips.clear()
            at = rows[y]
            strip = self._draw(view.page.lines(at.block)[at.line], at.line, width - 1)
            self._strips[at] = strip
        return Strip([*strip, mark], width)

    def _draw(self, line: PageLine, index: int, width: int) -> Strip:
        pieces = line_pieces(self.page, line, index, self._hits.get(line.block, ()))
        drawn = list(segments(pieces, self.base, self.looks))
        if line.width < width:
            drawn.append(Segment(" " * (width - line.width), self.base))
        elif line.width > width:
            return Strip(drawn, line.width).adjust_cell_length(width, self.base)
        return Strip(drawn, width)

    def _draw_marks(self) -> tuple[Segment, ...]:
        """The position mark, a segment a row."""
        marks = position_marks(self.viewport, self.size.height, self.ambiguous)
        return tuple(segments(marks, self.base, self.looks))

    # Events

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size, with the same text in the first row; the first size was met when drawing."""
        view = self._view
        if view is not None and view.height == event.size.height and self._columns == event.size.width - 1:
            self.post_message(self.Scrolled(self))
            return
        self._place = self.place()
        self._lay_out_anew()
        self.post_message(self.Scrolled(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Wheel: a few lines on."""
        event.stop()
        self.scroll_lines(WHEEL_LINES)
        self.post_message(self.Scrolled(self, by_hand=True))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Wheel: a few lines back."""
        event.stop()
        self.scroll_lines(-WHEEL_LINES)
        self.post_message(self.Scrolled(self, by_hand=True))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press on the position mark: go there, and follow the pointer."""
        if event.x == self.size.width - 1:
            event.stop()
            self.capture_mouse()
            self._go_share(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag of the position mark."""
        if self.app.mouse_captured is self:
            self._go_share(event.y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End of a drag."""
        if self.app.mouse_captured is self:
            self.release_mouse()

    def _go_share(self, row: int) -> None:
        self._draw_if(moved=self.viewport.move(self.viewport.share(row)))
        self.post_message(self.Scrolled(self, by_hand=True))

    # Inside

    def _lay_out_anew(self) -> None:
        """The layout no longer holds; `_place` is where to be afterwards."""
        self._view = None
        self._strips.clear()
        self._draw_if(moved=True)

    def _draw_if(self, *, moved: bool) -> None:
        if moved:
            self._marks = ()
            self.refresh()
