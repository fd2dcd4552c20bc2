"""A question over the screen: some lines to read, some answers to choose from. Leaving, drafts, corrections, problems.

Pushed by whoever asks, who gets the answer's name after the box has gone; Escape gives `cancel` (the empty name unless told
otherwise). Answers have a letter; they are also chosen with the arrow keys and Enter, or by a click.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key, Resize
from textual.widget import Widget

from briefing_tui.i18n import _
from briefing_tui.model.clean import clean_line
from briefing_tui.tui.screens.dialogue import MOVING, Dialogue
from briefing_tui.tui.widgets.rows import Piece, RowsView, wrapped


class Answer(NamedTuple):
    """One answer."""

    name: str
    """What the asker is told."""
    letter: str
    """The key; one ASCII letter, unique in its question."""
    text: str
    """In the user's language."""


class Said(NamedTuple):
    """A paragraph of the question."""

    text: str
    look: str = ""
    """Style name of `tui.look`."""


class QuestionRows(RowsView):
    """The lines, then the answers."""

    click_chooses = True

    def __init__(self, said: Sequence[Said], answers: Sequence[Answer], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._said = said
        self.answers = answers
        self._lines: list[Said] = []

    def lay_out(self, width: int) -> int:
        """Wrap to a width in cells; the rows it takes."""
        self._lines = [
            Said(line, one.look)
            for one in self._said
            for line in wrapped(clean_line(one.text), max(8, width - 2), self.ambiguous)
        ]
        if self._lines and self.answers:
            self._lines.append(Said(""))
        return self.row_total()

    def answer_at(self, index: int) -> Answer | None:
        """The answer of a row."""
        at = index - len(self._lines)
        return self.answers[at] if 0 <= at < len(self.answers) else None

    def row_total(self) -> int:
        """Lines and answers."""
        return len(self._lines) + len(self.answers)

    def selectable(self, index: int) -> bool:
        """The answers."""
        return index >= len(self._lines)

    def row(self, index: int, width: int) -> list[Piece]:
        """A line, or a letter and its answer."""
        answer = self.answer_at(index)
        if answer is None:
            line = self._lines[index]
            return [(f" {line.text}", line.look)]
        return [(f"  {answer.letter}  ", "key"), (answer.text, "")]


class QuestionScreen(Dialogue, inherit_bindings=False):
    """The box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        Binding("enter", "choose", show=False),
        Binding("escape", "cancel", show=False),
        Binding("space", "page(1)", show=False),
    ]

    def __init__(
        self,
        heading: str,
        said: Sequence[Said],
        answers: Sequence[Answer],
        then: Callable[[str], None],
        *,
        cancel: str = "",
    ) -> None:
        super().__init__()
        self._heading = heading
        self._said = said
        self._answers = answers
        self._then = then
        self._cancel = cancel

    def heading(self) -> str:
        """What it is about."""
        return clean_line(self._heading)

    def footing(self) -> str:
        """Its keys."""
        return _("A letter or Enter answers, Esc goes back")

    def parts(self) -> Iterable[Widget]:
        """Lines and answers."""
        ambiguous = self.briefing.options.ambiguous
        self.rows = self._list = QuestionRows(self._said, self._answers, ambiguous=ambiguous)
        yield self.rows

    def on_mount(self) -> None:
        """As high as it needs to be; the first answer is chosen, the first line in sight."""
        self._fit()
        self._list.rows_changed(0)
        self._list.focus()

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        self._fit()

    def _fit(self) -> None:
        width = min(84, self.app.size.width * 92 // 100) - 2
        self.fit_rows(self._list.lay_out(width))
        self._list.rows_changed()

    def action_move(self, step: int) -> None:
        """Between the answers; before the first one the lines scroll."""
        before = self._list.cursor
        self._list.move(step)
        if self._list.cursor == before:
            self._list.scroll_to(y=self._list.scroll_offset.y + step, animate=False)

    def action_page(self, step: int) -> None:
        """The lines by screenfuls; the answer stays chosen."""
        by = step * max(1, self._list.size.height - 1)
        self._list.scroll_to(y=self._list.scroll_offset.y + by, animate=False)

    def on_key(self, event: Key) -> None:
        """An answer's letter."""
        for answer in self._answers:
            if event.character in {answer.letter, answer.letter.upper()}:
                event.stop()
                self._answer(answer.name)

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        event.stop()
        answer = self._list.answer_at(event.index)
        if answer is not None:
            self._answer(answer.name)

    def action_cancel(self) -> None:
        """Escape."""
        self._answer(self._cancel)

    def _answer(self, name: str) -> None:
        if not self.closing:
            self.action_close()
            self.app.call_later(self._then, name)
