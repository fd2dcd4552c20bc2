"""Two people changed the same: the boxes that show both texts side by side, and that take a third. Pushed by `conversation`.

What is asked, and what comes of it, is said by `settling`.
"""

from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from briefing_tui.i18n import _
from briefing_tui.library.saving.merge import Conflict
from briefing_tui.text.clean import clean
from briefing_tui.tui.authoring.body.editor import BodyEditor
from briefing_tui.tui.authoring.saving.steps import BothTexts
from briefing_tui.tui.dialogues.dialogue import Dialogue
from briefing_tui.tui.dialogues.question import QuestionScreen, QuestionText
from briefing_tui.tui.widgets.rows import StyledText, wrapped
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

    def row(self, index: int, width: int) -> list[StyledText]:
        """A pair of lines, or the heads above them."""
        left, right = (pad(text, self._half, self.ambiguous) for text in self._pairs[index])
        look = "key" if not index else "" if left == right else "lead"
        rule = " │ " if self.ambiguous == 1 else " | "
        return [(f" {left}", look), (rule, "edge"), (right, look)]


class ConflictScreen(QuestionScreen):
    """One question over both texts."""

    def __init__(self, asked: BothTexts, answered: Callable[[str], None]) -> None:
        """`answered` gets the name of the answer."""
        super().__init__(asked.question, answered)
        self._conflict = asked.conflict

    def text_rows(self, ambiguous: int) -> SideBySide:
        """Both texts."""
        return SideBySide(self._conflict, ambiguous=ambiguous)


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
