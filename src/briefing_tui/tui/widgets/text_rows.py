"""Lines that are only read: there is no cursor, moving scrolls. The base of what a dialogue says and of texts beside a list."""

from collections.abc import Iterable

from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.rows import RowsView, StyledText, wrapped

_LEAST_CELLS = 8
"""A text is wrapped at no less."""


class TextRows(RowsView):
    """Lines, an indent of one cell before each."""

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.lines: list[StyledText] = []
        """As they were wrapped last."""

    def wrap(self, texts: Iterable[StyledText], cells: int) -> list[StyledText]:
        """Paragraphs as lines of `cells`, cleaned."""
        room = max(_LEAST_CELLS, cells)
        return [
            (line, look) for text, look in texts for line in wrapped(clean_line(text), room, self.ambiguous)
        ]

    def row_total(self) -> int:
        """The lines."""
        return len(self.lines)

    def selectable(self, index: int) -> bool:
        """None: there is nothing to choose."""
        return False

    def row(self, index: int, width: int) -> list[StyledText]:
        """A line."""
        text, look = self.lines[index]
        return [(f" {text}", look)]

    def move(self, step: int) -> None:
        """Scroll by rows."""
        self.scroll_to(y=self.scroll_offset.y + step, animate=False)

    def page(self, step: int) -> None:
        """Scroll by screenfuls."""
        self.turn(step)

    def to_top(self) -> None:
        """To the first row."""
        self.scroll_to(y=0, animate=False)

    def to_bottom(self) -> None:
        """To the last row."""
        self.scroll_to(y=self.row_total(), animate=False)
