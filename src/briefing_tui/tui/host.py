"""What screens may ask of the app, and what the app may ask of a screen: Protocols, so that neither has to know the other.

The app's host (`app_host`) alone makes screens. A screen or a dialogue reaches it by `host_of` and says in its property `host` how much of it it
needs: the less, the easier to see what it does beyond itself, and to stand in for the app in a test.
"""

from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from textual.message import Message
    from textual.screen import Screen

    from briefing_tui.importers.pieces import RecognisedItems
    from briefing_tui.library.entry import Stamp
    from briefing_tui.library.format.decode import Loaded
    from briefing_tui.library.inbox.contribution import Contribution
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.model.key import IssueKey, ItemAddress
    from briefing_tui.personal.state import NoState, ReadingPlace
    from briefing_tui.tui.options import AppOptions, Writing


class Host(Protocol):
    """What every screen and dialogue may ask."""

    @property
    def options(self) -> "AppOptions":
        """What the app was told once."""

    @property
    def library(self) -> "LibraryReader":
        """The library that is read."""

    @property
    def state(self) -> "NoState":
        """What is kept for this reader."""

    @property
    def writable(self) -> bool:
        """Whether this session may change the library."""

    def open_address(self, address: "ItemAddress", place: "ReadingPlace | None" = None) -> None:
        """Show an issue: at a place in it, else at an item, else where the reader stopped."""


class ReadingHost(Host, Protocol):
    """What the reading screen asks: what goes beyond its one issue."""

    @property
    def mouse_taken(self) -> bool:
        """Whether the app has the mouse; else it is the terminal's."""

    def copy_text(self, text: str, what: str) -> str:
        """Send a text to the reader's clipboard; what to tell the reader. `what` names the text."""

    def toggle_bookmark(self, address: "ItemAddress", title: str, place: "ReadingPlace") -> str:
        """Set or remove the bookmark at a place; what to tell the reader."""

    def look_at_file(self, key: "IssueKey", seen: "Stamp | None") -> None:
        """Look whether the file of an issue is another than was `seen`, and tell the screen that shows it."""

    def issue_opened(self, key: "IssueKey", loaded: "Loaded", tell: "Callable[[str], None]") -> None:
        """An issue came to the screen; `tell` is called when it is another than the reader has read before."""

    def issue_read(self, key: "IssueKey", loaded: "Loaded") -> None:
        """The reader has read it."""

    def open_neighbour(self, key: "IssueKey", step: int) -> None:
        """Show the next newer (1) or older (-1) issue."""

    def show_library(self) -> None:
        """From the issue to the library."""


class LibraryHost(Host, Protocol):
    """What the library screen asks."""

    @property
    def last_key(self) -> "IssueKey | None":
        """The issue read or written last."""

    @property
    def writing(self) -> "Writing | None":
        """What this session writes with; None for one that may only read."""

    async def search(self, query: str) -> None:
        """Show the search screen with a query."""

    def show_contributions(
        self,
        into: "Callable[[Contribution, RecognisedItems], None] | None" = None,
        into_name: str = "",
        others: "Callable[[], None] | None" = None,
    ) -> None:
        """Show what units sent in; what is taken goes `into` an issue that is being written, or into one that is asked for. `others` shows
        what other libraries offer.
        """

    def show_sources(
        self,
        into: "Callable[[RecognisedItems], None] | None" = None,
        into_name: str = "",
        there: "Mapping[str, str] | None" = None,
    ) -> None:
        """Show what other libraries offer; what is taken goes `into` an issue that is being written, with what is `there` already by its origin."""


class InboxHost(Host, Protocol):
    """What the screen of contributions asks."""

    @property
    def writing(self) -> "Writing | None":
        """What this session writes with; None for one that may only read."""


class StatisticsHost(Host, Protocol):
    """What the statistics screen asks."""

    async def search(self, query: str) -> None:
        """Show the search screen with a query."""


class AuthoringHost(Host, Protocol):
    """What the authoring screen asks."""

    def show_contributions(
        self,
        into: "Callable[[Contribution, RecognisedItems], None] | None" = None,
        into_name: str = "",
        others: "Callable[[], None] | None" = None,
    ) -> None:
        """As `LibraryHost.show_contributions`."""

    def show_sources(
        self,
        into: "Callable[[RecognisedItems], None] | None" = None,
        into_name: str = "",
        there: "Mapping[str, str] | None" = None,
    ) -> None:
        """As `LibraryHost.show_sources`."""

    def key_changed(self, key: "IssueKey", new_key: "IssueKey") -> None:
        """An issue was renamed here: what this reader has of it goes along."""

    def published(self, key: "IssueKey", *, first: bool, leaving: bool) -> None:
        """An issue was saved that is public, for the `first` time or corrected; the writer stays unless `leaving`."""


class EditingHost(Host, Protocol):
    """What asks for the authoring screen and its ending: a part of the app, no screen."""

    def push_screen(self, screen: "Screen[None]") -> "Awaitable[None]":
        """Show a screen, or a dialogue over the one in front."""

    def run_worker(self, work: "Callable[[], None]", *, group: str, exclusive: bool, thread: bool) -> object:
        """Work in a thread; the newest wish of a group wins when it is `exclusive`."""

    def post_message(self, message: "Message") -> bool:
        """Tell the app, from any thread."""

    def call_from_thread(self, callback: "Callable[[IssueKey], None]", key: "IssueKey") -> None:
        """Have something done by the app's own thread, from another."""

    def remember(self) -> None:
        """Note where the reader is."""

    def tell(self, text: str) -> None:
        """A notice on the screen in front."""

    def editing_ended(self, key: "IssueKey | None", *, leave_app: bool) -> None:
        """The authoring screen was left, of an issue with a file or without (None): take it away, or end the app."""


class WholeHost(ReadingHost, LibraryHost, StatisticsHost, AuthoringHost, Protocol):
    """All of it: what the app is to its screens."""


@runtime_checkable
class Hosting(Protocol):
    """An app that has a host for its screens: ours is one itself."""

    @property
    def host(self) -> WholeHost:
        """Whom the screens ask."""


def host_of(screen: "Screen[Any]") -> WholeHost:
    """Whom a screen asks."""
    app = screen.app
    assert isinstance(app, Hosting)
    return app.host


@runtime_checkable
class Telling(Protocol):
    """A screen with a status row."""

    def say(self, text: str) -> None:
        """Show a notice there, or take it away when `text` is empty."""


@runtime_checkable
class KeepsOutside(Protocol):
    """A screen that knows where a text can be kept while another program has it."""

    def outside_folder(self, text: str) -> str:
        """Make a private folder for the body that is being edited. OSError or LibraryError."""


@runtime_checkable
class TakingPastes(Protocol):
    """A screen whose fields belong to one piece: a paste is a step of undo, and may go to two of them."""

    def take_article(self, name: str, text: str, typed: "Callable[[], object]") -> bool:
        """Whether a paste into a field is a whole article, which is shown then; `typed` is called to leave it as it was pasted."""

    def begin_paste(self, name: str) -> bool:
        """A paste into a field comes; whether what has no room there can go to the body behind it."""

    def end_paste(self, name: str, rest: str, notice: str) -> None:
        """It stands in the field; `rest` is for the body, `notice` for the reader, either may be empty."""


@runtime_checkable
class Addressed(Protocol):
    """A screen that stands at an issue."""

    def address(self) -> "ItemAddress | None":
        """The issue, with the item in sight or chosen; None when there is none just now."""


@runtime_checkable
class InTable(Protocol):
    """A screen whose keys are in the table of actions."""

    pane: str
    """Under which name: the screen's, or that of its pane with the keyboard."""


@runtime_checkable
class Finishing(Protocol):
    """A screen that may have something on its way that cannot be called back."""

    def finishes_first(self) -> bool:
        """Whether there is; then the screen ends the app itself, as soon as that has ended."""


@runtime_checkable
class Listing(Protocol):
    """A screen of which nothing is lost when it is left: no place, no text being written."""

    lists_only: ClassVar[bool]
