"""The top row of the authoring screen: which issue, how far it is, whether it is saved, who else is at it.

Made by the authoring screen, which tells it. All in words; nothing by colour alone. Widths are cells.
"""

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from briefing_tui.text.clean import clean_line
from briefing_tui.tui.authoring.bars.way_bar import Way, told, way_of
from briefing_tui.tui.widgets.line_widget import LineWidget
from briefing_tui.typeset.width import cell_width, truncate

if TYPE_CHECKING:
    from briefing_tui.tui.authoring.session import EditingSession

_LEAST = 12
"""Cells that the issue's key and the beginning of its title keep."""


class TitleBar(LineWidget):
    """One row: the issue on the left, its state and what comes next on the right."""

    DEFAULT_CSS = "TitleBar { dock: top; height: 1; width: 100%; }"

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._left = self._state = self._alarm = self._proof = ""
        self._way = Way()

    @property
    def text(self) -> str:
        """What it says where there is room for all of it, parts joined by blanks."""
        way = "".join(text for text, _look in told(self._way, self._state, 1000, self.ambiguous))
        return "  ".join(part for part in (self._left, self._alarm, self._proof, way) if part)

    def show(self, session: "EditingSession", alarm: str, state: str, *, typing: bool) -> None:
        """The issue as it is written: what must be known, if anything; its state in words; whether somebody is `typing` in it."""
        way = way_of(
            session.issue.workflow.status,
            correcting=session.correcting,
            changed=session.changed,
            typing=typing,
        )
        self.tell(f"{session.key}  {session.issue.masthead.title}", alarm, state, way)

    def tell(self, left: str, alarm: str, state: str, way: Way) -> None:
        """The issue; what must be known, if anything (shown strongest); its state, and the way it goes."""
        telling = (clean_line(left), clean_line(alarm), clean_line(state), way)
        if telling != (self._left, self._alarm, self._state, self._way):
            self._left, self._alarm, self._state, self._way = telling
            self.refresh()

    def tell_proof(self, proof: str) -> None:
        """How much proof-reading remarks on, in a few cells; empty for nothing."""
        if proof != self._proof:
            self._proof = proof
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row: the state is cut last, then what must be known; the way gives room first."""
        width = self.size.width
        bar = self.base + self.looks["bar"]
        state = cell_width(self._state, self.ambiguous) + 2
        alarm = truncate(f"! {self._alarm} ", max(0, width - state - _LEAST), self.ambiguous)
        alarm = alarm if self._alarm else ""
        proof = f"{self._proof} " if self._proof else ""
        proof = proof if state + _LEAST + cell_width(alarm + proof, self.ambiguous) <= width else ""
        width -= cell_width(proof, self.ambiguous)
        room = width - cell_width(alarm, self.ambiguous) - 2
        needed = min(cell_width(self._left, self.ambiguous) + 2, room // 3)
        right = told(self._way, self._state, max(state - 2, room - max(needed, _LEAST)), self.ambiguous)
        cells = sum(cell_width(text, self.ambiguous) for text, _look in right) + 2
        room = max(0, width - cell_width(alarm, self.ambiguous) - cells)
        left = truncate(f" {self._left} ", room, self.ambiguous)
        left += " " * (room - cell_width(left, self.ambiguous))
        key = bar + self.looks["key"]
        styles = {"": bar, "key": key}
        return Strip(
            [
                Segment(left, key),
                Segment(alarm, bar + self.looks["error"]),
                Segment(proof, key),
                Segment(" ", bar),
                *(Segment(text, styles[look]) for text, look in right),
                Segment(" ", bar),
            ]
        ).adjust_cell_length(self.size.width, bar)
