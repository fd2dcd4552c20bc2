"""One line is asked for: a path, a key, a name. Goes when what it was asked for is done, or on Escape."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from briefing_tui.i18n import _
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.dialogues.asking import LineQuestion
from briefing_tui.tui.dialogues.dialogue import Dialogue
from briefing_tui.tui.widgets.text_field import TextField

_LIMIT = 1000
"""Characters of a line; a path may be long."""


class AskLineScreen(Dialogue, inherit_bindings=False):
    """The box. `take` is given the line, without blanks around it, and says what is wrong with it; empty when it is done."""

    DEFAULT_CSS = (
        "AskLineScreen #fault { width: 100%; height: auto; padding: 0 1; color: $bad; text-style: bold; }"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("ctrl+c", "app.interrupt", show=False),
        Binding("ctrl+q", "app.leave", show=False),
    ]

    def __init__(self, question: LineQuestion, take: Callable[[str], str]) -> None:
        super().__init__()
        self._question = question
        self._take = take
        self._fault = Static(id="fault")

    def heading(self) -> str:
        """What it is for."""
        return clean_line(self._question.heading)

    def footing(self) -> str:
        """Its keys."""
        return self._question.footing

    def parts(self) -> Iterable[Widget]:
        """The field, and what went wrong."""
        yield TextField(self._question.text, max_length=_LIMIT)
        yield self._fault

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.closing:
            return
        line = event.value.strip()
        fault = self._take(line) if line else _("something must stand here")
        if fault:
            self._fault.remove_class("-names")
            self._fault.update(Content(clean_line(fault)))
        else:
            self.action_close()
