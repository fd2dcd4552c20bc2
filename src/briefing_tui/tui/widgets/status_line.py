"""The bottom row of a screen: where the reader is, and the keys worth knowing, or a notice in their place.

Made by the reading screen; the library screen may use it too. What fits is decided by `status_row`; nothing here runs a clock, so an
idle screen stays silent. Widths are cells.
"""

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from briefing_tui.text.clean import clean_line
from briefing_tui.tui.look.terminal_styles import segments
from briefing_tui.tui.widgets.line_widget import LineWidget
from briefing_tui.tui.widgets.status_row import notice_row, status_row


class StatusLine(LineWidget):
    """One row: facts on the left, hints or a notice on the right. A hint that is clicked does what its key does."""

    class HintClicked(Message):
        """A hint was clicked."""

        def __init__(self, line: "StatusLine", key: str) -> None:
            super().__init__()
            self.line = line
            self.key = key
            """As it is shown."""

        @property
        def control(self) -> "StatusLine":
            """The row that says so."""
            return self.line

    def __init__(
        self,
        *,
        hints: Sequence[tuple[str, str]],
        ambiguous: int,
        source: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        """`source` gives the facts of the first paint, when nobody has told any yet."""
        super().__init__(ambiguous=ambiguous)
        self._facts: tuple[str, ...] = ()
        self._source = source
        self._hints = tuple(hints)
        self._notice = ""
        self._spots: tuple[tuple[int, int, str], ...] = ()

    @property
    def notice(self) -> str:
        """The notice shown now, or empty."""
        return self._notice

    def set_facts(self, facts: Sequence[str]) -> None:
        """Texts on the left, the first most needed: the first that do not fit are cut last."""
        cleaned = tuple(clean_line(fact) for fact in facts if fact)
        if cleaned != self._facts:
            known, self._facts = self._facts, cleaned
            if known or self._source is None:
                self.refresh()

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Other keys and names: another pane has the keyboard."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def say(self, notice: str) -> None:
        """Show a notice instead of the hints until `say("")`; text from files and errors may be in it."""
        cleaned = clean_line(notice)
        if cleaned != self._notice:
            self._notice = cleaned
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row."""
        width = self.size.width
        if self._source is not None and not self._facts:
            self.set_facts(self._source())
        row = (
            notice_row(self._facts, self._notice, width, self.ambiguous)
            if self._notice
            else status_row(self._facts, self._hints, width, self.ambiguous)
        )
        self._spots = row.spots
        drawn = Strip(segments(row.pieces, self.base, self.looks))
        return drawn.adjust_cell_length(width, self.base + self.looks["bar"])

    def on_click(self, event: events.Click) -> None:
        """On a hint."""
        for start, end, key in self._spots:
            if start <= event.x < end:
                event.stop()
                self.post_message(self.HintClicked(self, key))
