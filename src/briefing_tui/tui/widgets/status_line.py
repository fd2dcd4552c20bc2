"""The bottom row of a screen: where the reader is, and the keys worth knowing, or a notice in their place.

Made by the reading screen; the library screen may use it too. Hints are dropped from the least needed on when the
row is narrow; nothing here runs a clock, so an idle screen stays silent. Widths are cells.
"""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.line_widget import LineWidget
from briefing_tui.typeset.width import cell_width, truncate

_LEAST_FACT = 8
"""Cells to which a fact is cut before the row as a whole is."""
_SURE_HINTS = 2
"""Hints that facts leave room for."""


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
        self._spots: list[tuple[int, int, str]] = []

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
        bar = self.base + self.looks["bar"]
        self._spots = []
        if self._notice:
            return self._with_notice(" " + "  ".join(self._facts), width, bar)
        left = self._fitted(width)
        room = width - self._cells(left) - 2
        segments = [Segment(left, bar)]
        shown: list[tuple[str, str]] = []
        for key, name in self._hints:
            cells = self._cells(key) + self._cells(name) + 3
            if cells > room:
                break
            room -= cells
            shown.append((key, name))
        segments.append(Segment(" " * (width - self._cells(left) - self._hint_cells(shown)), bar))
        at = width - self._hint_cells(shown)
        for key, name in shown:
            cells = self._hint_cells([(key, name)])
            self._spots.append((at, at + cells - 2, key))
            at += cells
            segments += [Segment(key, bar + self.looks["key"]), Segment(f" {name}  ", bar)]
        return Strip(segments).adjust_cell_length(width, bar)

    def on_click(self, event: events.Click) -> None:
        """On a hint."""
        for start, end, key in self._spots:
            if start <= event.x < end:
                event.stop()
                self.post_message(self.HintClicked(self, key))

    def _fitted(self, width: int) -> str:
        """The facts, the longest but the first cut where they would leave no room for the first hints."""
        sure = self._hint_cells(self._hints[:_SURE_HINTS])
        room = width - 1 - (sure + 1 if sure <= width // 3 else 0)
        facts = list(self._facts)
        over = self._cells(" " + "  ".join(facts)) - room
        longest = max(range(1, len(facts)), key=lambda at: self._cells(facts[at]), default=0)
        if over > 0 and longest:
            cells = max(_LEAST_FACT, self._cells(facts[longest]) - over)
            facts[longest] = truncate(facts[longest], cells, self.ambiguous)
        return truncate(" " + "  ".join(facts), room, self.ambiguous)

    def _with_notice(self, left: str, width: int, bar: Style) -> Strip:
        notice = truncate(self._notice, width - 2, self.ambiguous)
        room = width - self._cells(notice) - 3
        left = truncate(left, room, self.ambiguous) if room >= 8 else ""
        gap = " " * max(1, width - self._cells(left) - self._cells(notice) - 1)
        key = self.looks["key"]
        return Strip([Segment(left + gap, bar), Segment(notice, bar + key)]).adjust_cell_length(width, bar)

    def _hint_cells(self, shown: Sequence[tuple[str, str]]) -> int:
        return sum(self._cells(key) + self._cells(name) + 3 for key, name in shown)

    def _cells(self, text: str) -> int:
        return cell_width(text, self.ambiguous)
