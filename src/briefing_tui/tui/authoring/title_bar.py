"""The top row of the authoring screen: which issue, how far it is, whether it is saved, who else is at it.

Made by the authoring screen, which tells it. All in words; nothing by colour alone. Widths are cells.
"""

from rich.segment import Segment
from textual.strip import Strip

from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.line_widget import LineWidget
from briefing_tui.typeset.width import cell_width, truncate


class TitleBar(LineWidget):
    """One row: the issue on the left, its state on the right."""

    DEFAULT_CSS = "TitleBar { dock: top; height: 1; width: 100%; }"

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._left = self._right = self._alarm = ""

    @property
    def text(self) -> str:
        """What it says, parts joined by blanks."""
        return "  ".join(part for part in (self._left, self._alarm, self._right) if part)

    def tell(self, left: str, alarm: str, right: str) -> None:
        """The issue; what must be known, if anything (shown strongest); its state."""
        told = (clean_line(left), clean_line(alarm), clean_line(right))
        if told != (self._left, self._alarm, self._right):
            self._left, self._alarm, self._right = told
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row: the state is cut last."""
        width = self.size.width
        bar = self.base + self.looks["bar"]
        right = truncate(f" {self._right} ", width, self.ambiguous)
        room = width - cell_width(right, self.ambiguous)
        alarm = truncate(f"! {self._alarm} ", max(0, room - 12), self.ambiguous) if self._alarm else ""
        room -= cell_width(alarm, self.ambiguous)
        left = truncate(f" {self._left} ", room, self.ambiguous)
        left += " " * (room - cell_width(left, self.ambiguous))
        key = bar + self.looks["key"]
        return Strip(
            [Segment(left, key), Segment(alarm, bar + self.looks["error"]), Segment(right, bar)], width
        ).adjust_cell_length(width, bar)
