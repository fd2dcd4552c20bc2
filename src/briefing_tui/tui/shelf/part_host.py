"""What a part of the library screen may ask of the screen: a Protocol, so that parts know neither the screen nor each other."""

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.message import Message

    from briefing_tui.model.key import IssueKey, ItemAddress
    from briefing_tui.tui.host import LibraryHost
    from briefing_tui.tui.shelf.issue_list import IssueList
    from briefing_tui.tui.shelf.issue_preview import IssuePreview
    from briefing_tui.tui.widgets.find_bar import FindBar


class ShelfPartHost(Protocol):
    """The library screen, as its parts see it."""

    list: "IssueList"
    preview: "IssuePreview"

    @property
    def host(self) -> "LibraryHost":
        """What goes beyond the screen."""

    @property
    def app(self) -> "App[Any]":
        """Where dialogues are shown."""

    def address(self) -> "ItemAddress | None":
        """The highlighted issue; None for none."""

    def say(self, text: str) -> None:
        """A notice in the status row."""

    def tell_facts(self) -> None:
        """What the status row tells of the list changed."""

    def show_bar(self, bar: "FindBar") -> "Awaitable[None]":
        """Show a field in place of the status row."""

    def show_changed(self, key: "IssueKey | None", said: str) -> None:
        """The library changed here: list it again, highlight an issue, say what was done."""

    def run_worker(self, work: "Callable[[], None]", *, group: str, exclusive: bool, thread: bool) -> object:
        """Work in a thread."""

    def post_message(self, message: "Message") -> bool:
        """Tell the screen, from any thread."""
