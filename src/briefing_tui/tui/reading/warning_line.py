"""One row above the page that says what is wrong with the file: cut off, or its key and its name disagree.

Made by the reading screen only when there is something to say. The text is bold and begins with `!`.
"""

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from briefing_tui.model.finding import Finding
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.line_widget import LineWidget
from briefing_tui.typeset.width import truncate


class WarningLine(LineWidget):
    """What is odd about an issue, on one row."""

    DEFAULT_CSS = "WarningLine { dock: top; height: 1; width: 100%; }"

    def __init__(self, findings: Sequence[Finding], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._text = clean_line("; ".join(one.text for one in findings))

    def render_line(self, y: int) -> Strip:
        """The row."""
        width = self.size.width
        style = self.base + self.looks["warning"]
        text = truncate(f" ! {self._text}", width, self.ambiguous)
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)
