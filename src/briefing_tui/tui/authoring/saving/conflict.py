"""Two people changed the same: both texts side by side, one question after the other. Pushed by `tui.authoring.saving.screen_part`
and `tui.authoring.saving.draft_offer`.

Each question is answered by mine, theirs, or a third text; one's own whole issue can be copied out at any time. Escape goes back to
the text with nothing saved and nothing lost.
"""

from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from briefing_tui.i18n import _
from briefing_tui.library.saving.merge import MINE, THEIRS, Choice, Conflict, ConflictError, merge
from briefing_tui.model.issue import Issue
from briefing_tui.text.clean import clean
from briefing_tui.tui.authoring.body.editor import BodyEditor
from briefing_tui.tui.dialogues.dialogue import Dialogue
from briefing_tui.tui.dialogues.question import Answer, QuestionScreen, QuestionText
from briefing_tui.tui.widgets.rows import Piece, wrapped
from briefing_tui.typeset.width import pad


class SideBySide(QuestionText):
    """Both texts in two columns."""

    def __init__(self, conflict: Conflict, *, ambiguous: int) -> None:
        super().__init__((), ambiguous=ambiguous)
        self._conflict = conflict
        self._pairs: list[tuple[str, str]] = []
        self._half = 1

    def lay_out(self, width: int) -> int:
        """Wrap each text to half of a width in cells; the rows both take."""
        self._half = max(4, (width - 6) // 2)
        left, right = (self._column(text) for text in (self._conflict.mine, self._conflict.theirs))
        heads = (_("Mine"), _("Theirs"))
        self._pairs = [heads, *zip_longest(left, right, fillvalue="")]
        return self.row_total()

    def row_total(self) -> int:
        """The heads and the pairs of lines."""
        return len(self._pairs)

    def _column(self, text: str) -> list[str]:
        shown = clean(text).replace("\t", " ") or _("(removed)")
        return [line for one in shown.split("\n") for line in wrapped(one, self._half, self.ambiguous)]

    def row(self, index: int, width: int) -> list[Piece]:
        """A pair of lines, or the heads above them."""
        left, right = (pad(text, self._half, self.ambiguous) for text in self._pairs[index])
        look = "key" if not index else "" if left == right else "lead"
        rule = " │ " if self.ambiguous == 1 else " | "
        return [(f" {left}", look), (rule, "edge"), (right, look)]


class ConflictScreen(QuestionScreen):
    """The questions of one save, or of one draft, one at a time."""

    def __init__(
        self,
        error: ConflictError,
        settled: Callable[[Issue], None],
        copy_out: Callable[[Issue], None],
        left: Callable[[], None] | None = None,
    ) -> None:
        """`settled` gets the issue with all answers in it; `copy_out` saves one's own text elsewhere; `left` is called
        when the questions are left unanswered.
        """
        super().__init__("", (), (), self._answered)
        self._error = error
        self._settled = settled
        self._copy_out = copy_out
        self._left = left
        self._choices: dict[str, Choice] = {}
        self._ask(error.conflicts)

    def _ask(self, conflicts: tuple[Conflict, ...]) -> None:
        """The questions that are open; the first one is asked now."""
        self._open = conflicts
        answers = [
            Answer("mine", "m", _("mine stays")),
            Answer("theirs", "t", _("theirs stays")),
            Answer("copy", "c", _("copy mine out: save my whole issue elsewhere")),
            Answer("", "b", _("back to the text, nothing is saved")),
        ]
        if self.conflict.editable:
            answers.insert(2, Answer("edited", "e", _("write it anew from both")))
        self._answers = answers

    @property
    def conflict(self) -> Conflict:
        """The question being asked."""
        return self._open[0]

    def heading(self) -> str:
        """Where, and how many questions there are."""
        left = _("{count} left").format(count=len(self._open)) if len(self._open) > 1 else ""
        return _("Somebody else changed this too: {where}").format(where=self.conflict.where) + (
            f"  ({left})" if left else ""
        )

    def text_rows(self, ambiguous: int) -> SideBySide:
        """Both texts."""
        return SideBySide(self.conflict, ambiguous=ambiguous)

    def _answered(self, name: str) -> None:
        if name == "copy":
            self._ask_again()
            self._copy_out(self._error.mine)
        elif name == "edited":
            both = "\n".join(part for part in (self.conflict.mine, self.conflict.theirs) if part)
            self.app.push_screen(RewriteScreen(self.conflict.where, both, self._rewritten))
        elif name:
            self._choose(MINE if name == "mine" else THEIRS)
        elif self._left is not None:
            self._left()

    def _rewritten(self, text: str | None) -> None:
        if text is None:
            self._ask_again()
        else:
            self._choose(Choice("edited", text))

    def _choose(self, choice: Choice) -> None:
        self._choices[self.conflict.key] = choice
        merged = merge(self._error.base, self._error.mine, self._error.theirs, self._choices)
        if merged.conflicts:
            self._open = merged.conflicts
            self._ask_again()
        else:
            self._settled(merged.issue)

    def _ask_again(self) -> None:
        following = ConflictScreen(self._error, self._settled, self._copy_out, self._left)
        following._choices = self._choices
        following._ask(self._open)
        self.app.push_screen(following)


class RewriteScreen(Dialogue, inherit_bindings=False):
    """A third text, begun from both."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "take", show=False, priority=True),
        Binding("escape", "give_up", show=False),
    ]
    DEFAULT_CSS = "RewriteScreen BodyEditor { height: 14; }"

    def __init__(self, where: str, text: str, then: Callable[[str | None], None]) -> None:
        super().__init__()
        self._where = where
        self._text = text
        self._then = then

    def heading(self) -> str:
        """What is written anew."""
        return self._where

    def footing(self) -> str:
        """Its keys."""
        return _("Both texts stand here, mine first. Ctrl+S takes what stays, Esc goes back")

    def parts(self) -> Iterable[Widget]:
        """The editor."""
        self._editor = BodyEditor(ambiguous=self.host.options.ambiguous)
        self._editor.load(self._text)
        yield self._editor

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self._editor)

    def action_take(self) -> None:
        """Key ctrl+s."""
        self._end(self._editor.text)

    def action_give_up(self) -> None:
        """Escape."""
        self._end(None)

    def _end(self, text: str | None) -> None:
        self.action_close()
        self.app.call_later(self._then, text)
