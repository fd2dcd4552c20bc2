"""The find bar: one row at the bottom to type what to look for. Mounted by the reading screen when `/` is pressed.

It posts what is typed; the screen searches, highlights and counts. The cursor does not blink, so an idle screen
stays silent.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from briefing_tui.tui.widgets.text_field import TextField

LIMIT = 100
"""Characters of a query: longer ones are no words."""


class FindBar(Horizontal):
    """A field over the left part of the status row, whose right part tells the count."""

    DEFAULT_CSS = """
    FindBar { dock: bottom; height: 1; width: 60%; background: $panel; }
    FindBar > .find-bar--prompt { width: 2; }
    FindBar > Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    @dataclass
    class Typed(Message):
        """The query is now this."""

        query: str

    @dataclass
    class Accepted(Message):
        """Enter: stay at the match; the bar may go."""

        query: str

    @dataclass
    class Cancelled(Message):
        """Escape: back to where the search began."""

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._query = query
        self._field = TextField(query, max_length=LIMIT, select_on_focus=True)

    def compose(self) -> ComposeResult:
        """The field; what was looked for last stands in it, selected."""
        yield Static(Content("/"), classes="find-bar--prompt")
        yield self._field

    def on_mount(self) -> None:
        """Type at once: what was typed behind the `/` comes here, so the focus must not wait its turn."""
        if self.is_attached and self._field.is_attached:  # else Escape was typed behind it
            self.screen.set_focus(self._field)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._query:
            self._query = event.value
            self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Accepted(event.value))

    def action_cancel(self) -> None:
        """Escape."""
        self.post_message(self.Cancelled())
