"""What a part of the authoring screen may ask of the screen: a Protocol, so that parts know neither the screen nor each other.

The screen owns its parts and hands each what else it needs: the session, a pane. What they want of the app they ask through it.
"""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.message import Message
    from textual.screen import Screen

    from briefing_tui.model.edits import Selection
    from briefing_tui.model.finding import Finding
    from briefing_tui.tui.host import AuthoringHost
    from briefing_tui.tui.widgets.find_bar import FindBar


class AuthoringPartHost(Protocol):
    """The authoring screen, as its parts see it."""

    @property
    def host(self) -> "AuthoringHost":
        """What goes beyond the screen."""

    def say(self, text: str) -> None:
        """A notice in the status row, until the next key."""

    @property
    def notice(self) -> str:
        """The notice that is shown now, or empty."""

    def show_bar(self, bar: "FindBar") -> "Awaitable[None]":
        """Show a field for words in place of the status row."""

    async def show_findings(self, finding: "Finding | None" = None) -> None:
        """The keyboard to the list of findings, at one of them."""

    def ask(self, dialogue: "Screen[None]") -> "Awaitable[None]":
        """Put a question over the screen; whoever waits for it gives it the keys typed meanwhile."""

    def name_of(self, selection: "Selection") -> str:
        """What a piece is called in notices."""

    def take_typed(self) -> None:
        """What was typed into the form goes into the issue, before anything else is done."""

    def show_again(self) -> None:
        """The issue, or what is chosen of it, changed otherwise than by typing: show it."""

    def take_back_noted(self) -> bool:
        """Undo of what was let pass last, when nothing else was done since; whether there was any."""

    def read_if_listed(self) -> None:
        """After an undo: the list of findings is for the issue as it is now, before the next key."""

    def tell_state(self) -> None:
        """Whether it is saved, or what must be known, changed: say it in the title bar."""

    def tell_hints(self) -> None:
        """What the keys of the pane mean now is another: say it in the status row."""

    async def enter(self, pane: str, field: str = "") -> None:
        """The keyboard to a pane, and a field of the form."""

    def resume(self, field: str, line: int, column: int) -> None:
        """As `enter`, with the cursor at a place of the field; soon, for the form may have to be made first."""

    def run_worker(
        self, work: "Callable[[], None]", *, group: str, exclusive: bool = ..., thread: bool
    ) -> object:
        """Work in a thread; the newest wish of a group wins when it is `exclusive`."""

    def post_message(self, message: "Message") -> bool:
        """Tell the screen, from any thread."""

    def call_later(self, callback: "Callable[[], object]") -> bool:
        """Do it when the screen has done what is waiting."""
