"""What the mouse can do to the chosen piece: a row of words under the outline, each a click.

Made by the authoring screen. The words are names of the table of actions; a click runs the screen's action, as the key does.
"""

from rich.segment import Segment
from textual.events import Click
from textual.strip import Strip

from briefing_tui.i18n import _
from briefing_tui.tui.actions import keys
from briefing_tui.tui.widgets.line_widget import LineWidget
from briefing_tui.typeset.width import cell_width, truncate

_TOOLS = ("add_item", "add_section", "delete", "duplicate", "move_up", "move_down", "undo")


class ToolBar(LineWidget):
    """Words to click, on as many rows as the height allows."""

    DEFAULT_CSS = "ToolBar { height: 2; width: 100%; }"

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        known = {action.id: action for action in keys.ACTIONS if keys.OUTLINE in action.screens}
        self._tools = [(name, _(known[name].name)) for name in _TOOLS]

    def rows(self) -> list[list[tuple[int, int, str, str]]]:
        """For each row its tools: first and last cell (half-open), action, word."""
        rows: list[list[tuple[int, int, str, str]]] = [[]]
        at = 1
        for name, word in self._tools:
            cells = cell_width(word, self.ambiguous)
            if at + cells > self.size.width and rows[-1]:
                rows.append([])
                at = 1
            rows[-1].append((at, at + cells, name, word))
            at += cells + 2
        return rows

    def render_line(self, y: int) -> Strip:
        """One row of words."""
        rows = self.rows()
        if y >= len(rows):
            return Strip.blank(self.size.width, self.base)
        segments: list[Segment] = []
        at = 0
        for start, end, _name, word in rows[y]:
            segments.append(Segment(" " * (start - at), self.base))
            segments.append(
                Segment(truncate(word, end - start, self.ambiguous), self.base + self.looks["group"])
            )
            at = end
        return Strip(segments).adjust_cell_length(self.size.width, self.base)

    async def on_click(self, event: Click) -> None:
        """Do what the word under the pointer says."""
        event.stop()
        rows = self.rows()
        for start, end, name, _word in rows[event.y] if event.y < len(rows) else ():
            if start <= event.x < end:
                await self.run_action(f"screen.{name}")
