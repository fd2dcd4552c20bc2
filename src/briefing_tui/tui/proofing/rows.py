"""The list of findings on the authoring screen: a heading for each piece, below it what was found, with the words before and after.

Moves its cursor and says so, as every list; what a key does is the screen's.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from textual.binding import BindingType
from textual.events import Resize

from briefing_tui.i18n import _
from briefing_tui.model.edits import Selection
from briefing_tui.model.finding import Finding
from briefing_tui.tui.actions import keys
from briefing_tui.tui.proofing.listing import Listed, ListingRow, lines
from briefing_tui.tui.widgets.rows import RowsView, StyledText


class ListKeys(Protocol):
    """What the keys of the list do."""

    async def take_fix(self) -> None:
        """Key Enter."""

    async def type_there(self) -> None:
        """Key e."""

    def let_pass(self) -> None:
        """Key i."""

    def take_all(self) -> None:
        """Key A."""

    def toggle_passed(self) -> None:
        """Key p."""


_NEAR = 12
"""Characters that a finding may have moved and still is the same."""


class ProofRows(RowsView, inherit_bindings=False):
    """The rows, with the keys of `keys.PROOF`."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.PROOF, owner="screen")]
    DEFAULT_CSS = """
    ProofRows { width: 100%; height: 1fr; }
    """

    def __init__(self, part: ListKeys, name_of: Callable[[Selection], str], *, ambiguous: int) -> None:
        """`part` does what the keys mean, `name_of` tells what a piece is called."""
        super().__init__(ambiguous=ambiguous)
        self.display = False
        self._part = part
        self._name_of = name_of
        self._listed: Sequence[Listed] = ()
        self._lines: list[ListingRow] = []
        self._known = False

    @property
    def chosen(self) -> Listed | None:
        """The finding of the cursor."""
        at = self._number()
        return self._listed[at] if 0 <= at < len(self._listed) else None

    def show(self, listed: Sequence[Listed]) -> None:
        """Other findings; the cursor stays on its finding, or on what came in its place."""
        before, at = self.chosen, max(0, self._number())
        self._listed, self._known = listed, True
        self._lay_out()
        self._to(at if before is None else _same(listed, before, at))

    def choose_finding(self, finding: Finding) -> None:
        """The cursor to a finding, if it is listed."""
        at = next((at for at, one in enumerate(self._listed) if one.finding == finding), -1)
        if at >= 0:
            self._to(at)

    # Keys

    async def action_take_fix(self) -> None:
        """Key Enter."""
        await self._part.take_fix()

    async def action_to_place(self) -> None:
        """Key e."""
        await self._part.type_there()

    def action_let_pass(self) -> None:
        """Key i."""
        self._part.let_pass()

    def action_take_all_fixes(self) -> None:
        """Key A."""
        self._part.take_all()

    def action_show_passed(self) -> None:
        """Key p."""
        self._part.toggle_passed()

    # Rows

    def row_total(self) -> int:
        """All rows, or one that says that there is nothing."""
        return max(1, len(self._lines))

    def selectable(self, index: int) -> bool:
        """The first row of each finding."""
        return 0 <= index < len(self._lines) and self._lines[index].first

    def row_meant(self, index: int) -> int:
        """A click on any row of a finding is meant for the finding."""
        while 0 < index < len(self._lines) and self._lines[index].at >= 0 and not self._lines[index].first:
            index -= 1
        return index

    def row(self, index: int, width: int) -> list[StyledText]:
        """One row."""
        if not self._lines:
            return [(" " + (_("nothing to remark on") if self._known else _("proof-reading …")), "faint")]
        return list(self._lines[index].pieces)

    def remeasure(self, ambiguous: int) -> None:
        """Wrap anew."""
        super().remeasure(ambiguous)
        self._again()

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        self._again()

    def _show_cursor(self) -> None:
        """All rows of the cursor's finding, not its first alone."""
        super()._show_cursor()
        last = self.cursor
        while 0 <= last + 1 < len(self._lines) and self._lines[last + 1].at == self._lines[self.cursor].at:
            last += 1
        height, top = self.size.height, self.scroll_offset.y
        if height and self.cursor >= 0 and last >= top + height:
            self.scroll_to(y=min(last - height + 1, self.cursor), animate=False)

    def _again(self) -> None:
        at = self._number()
        self._lay_out()
        self._to(at)

    def _lay_out(self) -> None:
        self._lines = lines(self._listed, max(12, self.size.width - 1), self.ambiguous, self._name_of)

    def _number(self) -> int:
        """Of the cursor's finding; -1 for none."""
        return self._lines[self.cursor].at if 0 <= self.cursor < len(self._lines) else -1

    def _to(self, at: int) -> None:
        self.rows_changed(next((index for index, line in enumerate(self._lines) if line.at == at), 0))


def _same(listed: Sequence[Listed], before: Listed, at: int) -> int:
    """Where a finding is now: the same words nearest to its former place; else what has come to stand at that place."""
    here = _place(before)
    same = [
        number for number, one in enumerate(listed) if _place(one)[:-1] == here[:-1] and _near(one, before)
    ]
    return min(same, key=lambda number: abs(number - at), default=min(at, max(0, len(listed) - 1)))


def _place(one: Listed) -> tuple[object, ...]:
    span = one.finding.span
    start = span.start if span is not None else 0
    what = (span.field, span.words) if span is not None else ("", "")
    return one.finding.rule, one.finding.selection, *what, one.passed is None, start


def _near(one: Listed, other: Listed) -> bool:
    first, second = one.finding.span, other.finding.span
    return first is None or second is None or abs(first.start - second.start) < _NEAR
