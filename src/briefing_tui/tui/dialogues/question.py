"""A question over the screen: some lines to read, some answers to choose from. Leaving, drafts, corrections, problems.

What is asked is a value of `dialogues.asking`. Pushed by whoever asks, who gets the answer's name after the box has gone; Escape gives
the question's `cancel`. Answers have a letter; they are also chosen with the arrow keys and Enter, or by a click.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key, Resize
from textual.widget import Widget

from briefing_tui.i18n import _
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.dialogues.asking import Answer, Question, Said
from briefing_tui.tui.dialogues.dialogue import MOVING, Dialogue
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.tui.widgets.text_rows import TextRows

_AROUND = 6
"""Rows of the terminal that lines and answers do not get: heading, footing, the border, a row above and one below."""
_LEAST_READ = 5
"""Rows that lines keep beside many answers."""


class QuestionText(TextRows, can_focus=False):
    """The lines to read; they scroll while the answers stay in sight."""

    def __init__(self, said: Sequence[Said], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._said = said

    def lay_out(self, width: int) -> int:
        """Wrap to a width in cells; the rows it takes."""
        self.lines = self.wrap(self._said, width - 2)
        return self.row_total()


class AnswerRows(RowsView):
    """The answers."""

    click_chooses = True

    def __init__(self, answers: Sequence[Answer], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.answers = answers

    def row_total(self) -> int:
        """One row each."""
        return len(self.answers)

    def row(self, index: int, width: int) -> list[StyledText]:
        """A letter and its answer."""
        answer = self.answers[index]
        return [(f"  {answer.letter or ' '}  ", "key"), (answer.text, "")]


class QuestionScreen(Dialogue, inherit_bindings=False):
    """The box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        Binding("enter", "choose", show=False),
        Binding("escape", "cancel", show=False),
        Binding("space", "page(1)", show=False),
    ]

    def __init__(self, question: Question, answered: Callable[[str], None]) -> None:
        """`answered` gets the name of the answer."""
        super().__init__()
        self._question = question
        self._answered = answered

    def heading(self) -> str:
        """What it is about."""
        return clean_line(self._question.heading)

    def footing(self) -> str:
        """Its keys."""
        return _("A letter or Enter answers, Esc goes back")

    def parts(self) -> Iterable[Widget]:
        """Lines and answers."""
        ambiguous = self.host.options.ambiguous
        self._text = self.text_rows(ambiguous)
        self.rows = self._list = AnswerRows(self._question.answers, ambiguous=ambiguous)
        yield self._text
        yield self._list

    def text_rows(self, ambiguous: int) -> QuestionText:
        """What there is to read."""
        return QuestionText(self._question.said, ambiguous=ambiguous)

    def on_mount(self) -> None:
        """As high as it needs to be; the first answer is chosen, the first line in sight."""
        self._fit()
        self._list.focus()

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        self._fit()

    def _fit(self) -> None:
        lines, answers = self._text.lay_out(self.inner_cells), len(self._question.answers)
        room = max(2, self.app.size.height - _AROUND)
        answer_rows = min(answers, max(1, room - min(lines + 1, _LEAST_READ)) if lines else room)
        text_rows = min(lines, max(1, room - answer_rows - 1))
        self._text.display = bool(lines)
        self._text.styles.height = text_rows
        self._text.styles.margin = (0, 0, 1 if text_rows + answer_rows < room else 0, 0)
        self._list.styles.height = answer_rows
        self._text.rows_changed()
        self._list.rows_changed(max(0, self._list.cursor))

    def action_move(self, step: int) -> None:
        """Between the answers; before the first and behind the last one the lines scroll."""
        before = self._list.cursor
        self._list.move(step)
        if self._list.cursor == before:
            self._text.move(step)

    def action_page(self, step: int) -> None:
        """The lines by screenfuls; the answer stays chosen."""
        self._text.page(step)

    def on_key(self, event: Key) -> None:
        """An answer's letter."""
        for answer in self._question.answers:
            if event.character in {answer.letter, answer.letter.upper()}:
                event.stop()
                self._answer(answer.name)

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        event.stop()
        self._answer(self._question.answers[event.index].name)

    def action_cancel(self) -> None:
        """Escape."""
        self._answer(self._question.cancel)

    def _answer(self, name: str) -> None:
        if not self.closing:
            self.action_close()
            self.app.call_later(self._answered, name)
