"""Waits for a paste: what the terminal's own key pastes is handed over, whatever is in it. For "paste as item"."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from briefing_tui.i18n import _
from briefing_tui.tui.dialogues.dialogue import Dialogue


class PasteScreen(Dialogue, inherit_bindings=False):
    """The box. `then` gets the text after it has gone; not at all on Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("enter", "own", show=False),
        Binding("ctrl+c", "app.interrupt", show=False),
        Binding("ctrl+q", "app.leave", show=False),
    ]

    waits_for_paste = True

    def __init__(self, then: Callable[[str], object]) -> None:
        super().__init__()
        self._then = then

    def heading(self) -> str:
        """What it is for."""
        return _("Paste an article as an item")

    def footing(self) -> str:
        """Its keys."""
        if self.app.clipboard:
            return _("Your terminal's key pastes, Enter takes what was copied here, Esc: back")
        return _("Your terminal's key pastes, Esc: back")

    def parts(self) -> Iterable[Widget]:
        """What is waited for."""
        yield Static(
            Content(_("Paste the text now: title, body, source and link are recognised and shown first."))
        )

    def on_paste(self, event: events.Paste) -> None:
        """There it is."""
        event.stop()
        self._end(event.text)

    def action_own(self) -> None:
        """Key Enter: what was cut or copied in the program."""
        if self.app.clipboard:
            self._end(self.app.clipboard)

    def _end(self, text: str) -> None:
        if not self.closing:
            self.action_close()
            self.app.call_later(self._then, text)
