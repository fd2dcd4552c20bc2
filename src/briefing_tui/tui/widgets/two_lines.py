"""Two rows over a list: what it is, and what its columns are. Made by the screens that list one thing. Widths are cells."""

from collections.abc import Callable

from rich.segment import Segment
from textual.strip import Strip

from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.line_widget import LineWidget
from briefing_tui.typeset.width import truncate


class TwoLines(LineWidget):
    """The rows."""

    DEFAULT_CSS = "TwoLines { height: 2; width: 100%; }"

    def __init__(self, columns: Callable[[int, int], str], *, ambiguous: int) -> None:
        """`columns` gives the second row for a width and the cells of a character of ambiguous width."""
        super().__init__(ambiguous=ambiguous)
        self._columns = columns
        self._title = ""

    def tell(self, title: str) -> None:
        """Another first row."""
        if title != self._title:
            self._title = title
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the two."""
        width = self.size.width
        text = f" {self._title}" if y == 0 else self._columns(width, self.ambiguous)
        look = self.looks["title" if y == 0 else "head"]
        shown = truncate(clean_line(text), width, self.ambiguous)
        return Strip([Segment(shown, self.base + look)]).adjust_cell_length(width, self.base)
