"""The two rows under the field of the search screen: how a query may be written or what was not understood, and how far the index is.

Made by the search screen. The second row is away while there is nothing to tell. Widths are cells.
"""

from rich.segment import Segment
from textual.strip import Strip

from briefing_tui.i18n import _
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.line_widget import LineWidget
from briefing_tui.typeset.width import cell_width, truncate


class SyntaxLine(LineWidget):
    """The forms of a query, as many as there is room for; in their place what was not understood of the one that is typed."""

    DEFAULT_CSS = "SyntaxLine { height: 1; width: 100%; }"

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._doubt = ""

    def doubt(self, text: str) -> None:
        """Say what was not understood; with an empty text show the forms again."""
        text = clean_line(text)
        if text != self._doubt:
            self._doubt = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row."""
        width, at = self.size.width, 1
        if self._doubt:
            text = truncate(f" {self._doubt}", width, self.ambiguous)
            return Strip([Segment(text, self.base + self.looks["mark"])]).adjust_cell_length(width, self.base)
        segments = [Segment(" ", self.base)]
        for form, meaning in _forms():
            cells = cell_width(form, self.ambiguous) + cell_width(meaning, self.ambiguous) + 3
            if at + cells > width:
                break
            at += cells
            segments += [
                Segment(form, self.base + self.looks["key"]),
                Segment(f" {meaning}  ", self.base + self.looks["faint"]),
            ]
        return Strip(segments).adjust_cell_length(width, self.base)


class ProgressLine(LineWidget):
    """How far the index is, as words and a bar of marks."""

    DEFAULT_CSS = "ProgressLine { height: 1; width: 100%; display: none; }"

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._text = ""
        self._share = 0.0

    def tell(self, text: str, share: float = 0.0) -> None:
        """Show `text` and how much is done (0 to 1); an empty text takes the row away."""
        self._text, self._share = clean_line(text), share
        self.display = bool(text)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row: what is done stands out against what is not."""
        width = self.size.width
        text = truncate(f" {self._text}", width, self.ambiguous)
        room = max(0, min(30, width - cell_width(text, self.ambiguous) - 3))
        done = int(room * self._share)
        segments = [
            Segment(text, self.base + self.looks["mark"]),
            *(
                [Segment(f"  {'=' * done}{'-' * (room - done)}", self.base + self.looks["faint"])]
                if room >= 8 and self._share
                else []
            ),
        ]
        return Strip(segments).adjust_cell_length(width, self.base)


def _forms() -> list[tuple[str, str]]:
    """(how it is typed, what it means), most needed first."""
    return [
        (_('"two words"'), _("together")),
        (_("-word"), _("not with it")),
        (_("year:2023..2024"), ""),
        (_("title:word"), ""),
        (_("section:word"), ""),
        (_("unit:word"), ""),
        (_("tag:word"), ""),
        (_("status:draft"), ""),
        (_("date:2024-12"), ""),
    ]
