"""Three rows above a table: the names of all tables, the one in sight standing out, what it counts, and the heads of its columns.

Made by the statistics screen. The chosen name is in brackets as well as in another look. Widths are cells.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from briefing_tui.tui.widgets.line_widget import LineWidget
from briefing_tui.typeset.width import cell_width, truncate


class TableHeads(LineWidget):
    """Names of tables that a click chooses."""

    DEFAULT_CSS = "TableHeads { height: 3; width: 100%; }"

    @dataclass
    class Chosen(Message):
        """A name was clicked."""

        heads: "TableHeads"
        index: int

        @property
        def control(self) -> "TableHeads":
            """The row that says so."""
            return self.heads

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._names: Sequence[str] = ()
        self._current = 0
        self._legend = ""
        self._columns: Callable[[int], str] = lambda _width: ""

    def show(self, names: Sequence[str], current: int, legend: str, columns: Callable[[int], str]) -> None:
        """These names, the one with index `current` chosen, and a line about it; `columns` gives the heads at a width."""
        self._names, self._current, self._legend, self._columns = names, current, legend, columns
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Names, legend, heads of columns."""
        width, base = self.size.width, self.base
        if y == 0:
            segments = [
                Segment(text, base + self.looks["cursor" if index == self._current else ""])
                for index, text in enumerate(self._tabs())
            ]
        elif y == 1:
            text = truncate(f" {self._legend}", width, self.ambiguous)
            segments = [Segment(text, base + self.looks["faint"])]
        else:
            heads = truncate(self._columns(width), width, self.ambiguous)
            segments = [Segment(heads, base + self.looks["head"])]
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """The name under the pointer."""
        at = event.x
        for index, text in enumerate(self._tabs() if event.y == 0 else ()):
            at -= cell_width(text, self.ambiguous)
            if at < 0:
                self.post_message(self.Chosen(self, index))
                return

    def _tabs(self) -> list[str]:
        return [
            f" [{name}] " if at == self._current else f"  {name}  " for at, name in enumerate(self._names)
        ]
