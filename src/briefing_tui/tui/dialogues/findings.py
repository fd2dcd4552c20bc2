"""What was found wrong, a row each, and the way to each place. Shown by the library and the authoring screen."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from briefing_tui.i18n import _
from briefing_tui.model.finding import Finding
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.dialogues.dialogue import LETTERS, MOVING, WrappedDialogue, WrappedRows
from briefing_tui.tui.widgets.rows import RowsView, StyledText, wrapped


class FindingRows(WrappedRows):
    """The findings; a long one takes several rows, of which the first can be chosen."""

    click_chooses = True

    def __init__(self, findings: Sequence[Finding], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._findings = findings
        self._lines: list[tuple[int, str]] = []
        """For each row its finding, and its text; the row is a finding's first when the one before has another."""

    def lay_out(self, width: int) -> int:
        """Wrap to a width in cells; the rows it takes."""
        self._lines = [
            (at, line)
            for at, one in enumerate(self._findings)
            for line in wrapped(_in_words(one), max(8, width - 4), self.ambiguous)
        ]
        return self.row_total()

    def row_total(self) -> int:
        """All lines, or one that says that nothing was found."""
        return max(1, len(self._lines))

    def selectable(self, index: int) -> bool:
        """The first line of each."""
        return bool(self._lines) and (not index or self._lines[index - 1][0] != self._lines[index][0])

    def finding(self, index: int) -> Finding:
        """Of a row."""
        return self._findings[self._lines[index][0]]

    def row(self, index: int, width: int) -> list[StyledText]:
        """A sign, and a line of the text."""
        if not self._lines:
            return [(" " + _("nothing found"), "faint")]
        at, line = self._lines[index]
        fatal = self._findings[at].is_error
        sign = ("! " if fatal else "· ") if self.selectable(index) else "  "
        return [(f" {sign}", "error" if fatal else "mark"), (line, "")]


class FindingsScreen(WrappedDialogue, inherit_bindings=False):
    """The box. `chosen` gets the finding whose place is wanted, after the box has gone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        *LETTERS,
        Binding("escape,q", "close", show=False),
    ]

    def __init__(self, heading: str, findings: Sequence[Finding], chosen: Callable[[Finding], None]) -> None:
        super().__init__()
        self._heading = heading
        self._found = findings
        self._to = chosen

    def heading(self) -> str:
        """What was looked through."""
        return clean_line(self._heading)

    def footing(self) -> str:
        """Its keys."""
        return _("Enter goes to the place, Esc closes") if self._found else _("Esc closes")

    def parts(self) -> Iterable[Widget]:
        """The rows."""
        self.rows = self._list = FindingRows(self._found, ambiguous=self.host.options.ambiguous)
        yield self.rows

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        event.stop()
        if not self.closing and self._found:
            finding = self._list.finding(event.index)
            self.action_close()
            self.app.call_later(self._to, finding)


def _in_words(one: Finding) -> str:
    """The place, if it is told, and what is wrong."""
    return clean_line(f"{one.place}: {one.text}" if one.place else one.text)
