"""What the app is to its screens, for one library: the reader's state, issues on their way, the screens that are made.

Made by the app, and anew when it shows another library. It implements `host.WholeHost`: what a screen wants beyond itself it asks here.
It makes the screens, keeps the reader's place and saves the state. What the terminal and the framework tell is the app's.
"""

import contextlib
import time
from typing import TYPE_CHECKING, Any

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.i18n import _
from briefing_tui.model.key import ItemAddress
from briefing_tui.personal.state import EDITS
from briefing_tui.text.clean import for_copying
from briefing_tui.tui.authoring_access import AuthoringAccess
from briefing_tui.tui.delivery_access import DeliveryAccess
from briefing_tui.tui.history_access import HistoryAccess
from briefing_tui.tui.host import Listing, Telling
from briefing_tui.tui.issue_feed import IssueFeed, IssueLoaded, IssueTouched
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.reading import layout
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.searches import Searches
from briefing_tui.tui.terminal.driver import driver_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from textual.app import App
    from textual.message import Message
    from textual.screen import Screen

    from briefing_tui.importers.pieces import RecognisedItems
    from briefing_tui.library.entry import Stamp
    from briefing_tui.library.format.decode import Loaded
    from briefing_tui.library.inbox.contribution import Contribution
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.model.key import IssueKey
    from briefing_tui.personal.state import NoState, ReadingPlace
    from briefing_tui.tui.authoring.editing import Editing
    from briefing_tui.tui.options import AppOptions, Writing
    from briefing_tui.tui.shelf.rows.first_shelf import FirstShelf


class AppHost:
    """The host of the screens that show one library."""

    def __init__(
        self,
        app: "App[Any]",
        library: "LibraryReader",
        state: "NoState",
        options: "AppOptions",
        writing: "Writing | None",
        environ: "Mapping[str, str]",
    ) -> None:
        self._app = app
        self.library = library
        self.state = state
        self.options = options
        self._environ = environ
        self._feed = IssueFeed(app, library)
        self.searches = Searches(library, options)
        self.authoring = AuthoringAccess(self, writing)
        self.delivery = DeliveryAccess(self, writing)
        self.history = HistoryAccess(self)
        self.mouse_taken = options.mouse
        self.last_key: IssueKey | None = None
        """The issue read or written last: the library screen highlights it when it comes back."""

    # What its parts ask of the framework

    @property
    def screen(self) -> "Screen[object]":
        """The one in front."""
        return self._app.screen

    def pop_screen(self) -> object:
        """Take the screen in front away."""
        return self._app.pop_screen()

    def push_screen(self, screen: "Screen[None]") -> "Awaitable[None]":
        """Show a screen, or a dialogue over the one in front."""
        return self._app.push_screen(screen)

    def run_worker(self, work: "Callable[[], None]", *, group: str, exclusive: bool, thread: bool) -> object:
        """Work in a thread; the newest wish of a group wins when it is `exclusive`."""
        return self._app.run_worker(work, group=group, exclusive=exclusive, thread=thread)

    def post_message(self, message: "Message") -> bool:
        """Tell the app, from any thread."""
        return self._app.post_message(message)

    def call_from_thread(self, callback: "Callable[[IssueKey], None]", key: "IssueKey") -> None:
        """Have something done by the app's own thread, from another."""
        self._app.call_from_thread(callback, key)

    # Telling

    def tell(self, text: str) -> None:
        """A notice in the status row of the screen, or as a toast over a dialogue, which has none."""
        screen = self._app.screen
        if isinstance(screen, Telling):
            screen.say(text)
        else:
            self._app.notify(text)

    def tell_error(self, error: BriefingError) -> None:
        """What went wrong, as a notice: with short paths, for there is one row."""
        self.tell(error_line(error, self.library.root, self._environ.get("HOME", "")))

    # The library and its issues

    def library_screen(self, first: "FirstShelf | None" = None) -> "Screen[None]":
        """A new one; it begins with what was painted before the app."""
        from briefing_tui.tui.shelf.screen import LibraryScreen  # not for `open KEY`

        return LibraryScreen(first)

    def make_reading_screen(self, address: ItemAddress, loaded: "Loaded") -> ReadingScreen:
        """A new one, at an item or where the reader stopped."""
        return ReadingScreen(address.key, loaded, self._place(address))

    def reading_screen(self) -> ReadingScreen | None:
        """The reading screen on the stack, perhaps below a dialogue."""
        for screen in reversed(self._app.screen_stack):
            if isinstance(screen, ReadingScreen):
                return screen
        return None

    def show_library(self) -> None:
        """From the issue to the library, with that issue highlighted.

        Whichever of the two the app began with stays at the bottom of the stack, the other comes and goes above it.
        """
        self._feed.give_up()  # an issue still on its way must not come back over the library
        app, screen = self._app, self._app.screen
        if isinstance(screen, ReadingScreen):
            self.remember()
            self.last_key = screen.key
            if len(app.screen_stack) > 1:
                app.pop_screen()
            else:
                app.push_screen(self.library_screen())

    def open_address(self, address: ItemAddress, place: "ReadingPlace | None" = None) -> None:
        """Show an issue: at a place in it, else at an item, else where the reader stopped; an earlier wish not yet fulfilled
        is dropped.
        """
        screen = self._app.screen
        if isinstance(screen, ReadingScreen) and screen.key == address.key and address.item:
            screen.go(place or layout.first_place(address, self.state))
            return
        self._feed.read(address, place)

    def open_neighbour(self, key: "IssueKey", step: int) -> None:
        """Show the next newer (1) or older (-1) issue."""
        try:
            other = self.library.neighbour(key, step)
        except LibraryError as error:
            self.tell_error(error)
            return
        if other is not None:
            self.open_address(ItemAddress(other))
        else:
            self.tell(self._end_of_library(step))

    def _end_of_library(self, step: int) -> str:
        """Why there is no newer (1) or older (-1) issue."""
        if not self.library.exists():
            return _("The library is no longer there: {root}").format(root=self.library.root)
        if not self.library.keys():
            return _("There is no issue in the library any more.")
        return _("This is the newest issue.") if step > 0 else _("This is the oldest issue.")

    def loaded(self, event: IssueLoaded) -> None:
        """An issue was read: show it, in the reading screen there is or in a new one."""
        screen, address = self.reading_screen(), event.address
        if event.again:
            if screen is not None and screen.key == address.key:
                screen.show(address.key, event.loaded, screen.place())
                screen.say(_("This issue changed on disk; here is the new text."))
            return
        place = event.place or self._place(address)
        if screen is not None:
            self.remember()
            screen.show(address.key, event.loaded, place)
            self._back_to(screen)
        else:
            screen = ReadingScreen(address.key, event.loaded, place)
            self._app.push_screen(screen)
        screen.call_after_refresh(screen.prime, self.searches.take_words(address))

    def issue_opened(self, key: "IssueKey", loaded: "Loaded", tell: "Callable[[str], None]") -> None:
        """An issue came to the reading screen."""
        self.history.opened(key, loaded, tell)

    def issue_read(self, key: "IssueKey", loaded: "Loaded") -> None:
        """The reader has read it."""
        self.history.read(key, loaded)

    def look_at_file(self, key: "IssueKey", seen: "Stamp | None") -> None:
        """Look whether the file of the issue on the screen is another than was `seen`; the screen asks again and again."""
        self._feed.look(key, seen)

    def touched(self, event: IssueTouched) -> None:
        """The file of an issue changed: read it again; when it is gone, keep the text and say so."""
        screen = self.reading_screen()
        if screen is None or screen.key != event.key or event.stamp == screen.seen:
            return
        screen.seen = event.stamp
        if event.stamp is None:
            screen.say(_("This issue was removed from the library; its text stays here until you leave it."))
            return
        self._feed.read_again(event.key)

    # Searching, and what units sent in

    async def search(self, query: str) -> None:
        """Show the search screen with a query; an empty one leaves what stands there, or what was looked for last."""
        from briefing_tui.tui.searching.screen import SearchScreen

        for screen in self._app.screen_stack:
            if isinstance(screen, SearchScreen):  # it is below: what stands above goes
                self.show_library()  # from an issue that was found back to the search
                self._back_to(screen)
                screen.look_for(query)
                return
        await self._app.push_screen(SearchScreen(self.searches, query))

    def show_contributions(
        self,
        into: "Callable[[Contribution, RecognisedItems], None] | None" = None,
        into_name: str = "",
        others: "Callable[[], None] | None" = None,
    ) -> None:
        """Show what units sent in."""
        from briefing_tui.tui.inbox.screen import InboxScreen

        self._app.push_screen(InboxScreen(into, into_name, others or self.show_sources))

    def show_sources(
        self,
        into: "Callable[[RecognisedItems], None] | None" = None,
        into_name: str = "",
        there: "Mapping[str, str] | None" = None,
    ) -> None:
        """Show what other libraries offer."""
        from briefing_tui.tui.sources.screen import SourcesScreen

        self._app.push_screen(SourcesScreen(into, into_name, there))

    def _back_to(self, screen: "Screen[Any]") -> None:
        """Leave the screens above `screen`, as far as they lose nothing by it: no text being written, no question."""
        while self._app.screen is not screen and isinstance(self._app.screen, Listing):
            self._app.pop_screen()

    # Writing

    @property
    def writable(self) -> bool:
        """Whether this session may change the library."""
        return self.authoring.writable

    @property
    def writing(self) -> "Writing | None":
        """What this session writes with; None for one that may only read."""
        return self.authoring.writing

    @property
    def editing(self) -> "Editing | None":
        """What edits, while an issue is being edited."""
        return self.authoring.editing

    def published(self, key: "IssueKey", *, first: bool, leaving: bool) -> None:
        """An issue was saved that is public."""
        self.delivery.published(key, first=first, leaving=leaving)

    def key_changed(self, key: "IssueKey", new_key: "IssueKey") -> None:
        """An issue was renamed here: what this reader has of it goes along. A reading screen below is read again soon."""
        self.remember()
        self.state.rename(key, new_key)
        self.history.renamed(key, new_key)
        screen = self.reading_screen()
        if screen is not None and screen.key == key:
            screen.key = new_key

    def editing_ended(self, key: "IssueKey | None", *, leave_app: bool) -> None:
        """The authoring screen was left: take it away, or end the app."""
        self.last_key = key or self.last_key
        if key is not None:
            self.history.wrote(key)
        self.state.set_option(EDITS, 1)
        if leave_app:
            self.save_state()
            self._app.exit()
        else:
            self._app.pop_screen()

    # The reader's terminal

    def copy_text(self, text: str, what: str) -> str:
        """Send a text to the clipboard of the reader's terminal; what to tell the reader. `what` names the text."""
        from briefing_tui.tui.terminal.clipboard import copy

        return copy(for_copying(text), what, self._environ, self._send)

    def _send(self, sequence: str) -> None:
        driver = driver_of(self._app)
        if driver is not None:
            driver.write(sequence)

    def toggle_mouse(self) -> None:
        """Give the mouse to the terminal, for its own selection, or take it back."""
        driver, screen = driver_of(self._app), self.reading_screen()
        self.mouse_taken = not self.mouse_taken
        if driver is not None:
            (driver.mouse_on if self.mouse_taken else driver.mouse_off)()
        if screen is not None:
            screen.mouse_changed()
        self.tell(
            _("The mouse works here again.")
            if self.mouse_taken
            else _("Mouse given to the terminal; m takes it back.")
        )

    # State

    def _place(self, address: ItemAddress) -> "ReadingPlace":
        return layout.first_place(address, self.state)

    def remember(self) -> None:
        """Note where the reader is."""
        screen = self.reading_screen()
        if screen is None:
            return
        self.state.set_place(screen.key, screen.place())
        where = screen.stopped_at()
        if where is not None:
            self.state.set_stopped(screen.key, where)

    def toggle_bookmark(self, address: ItemAddress, title: str, place: "ReadingPlace") -> str:
        """Set or remove the bookmark at a place; what to tell the reader."""
        added = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        if not self.state.toggle_bookmark(str(address), title, added, place.body_line, place.offset):
            return _("Bookmark removed: {address}").format(address=address)
        if not self.state.kept:
            return _("Marked until you leave only: a read-only session keeps no bookmarks.")
        return _("Bookmark set: {address}").format(address=address)

    def save_state(self) -> None:
        """Write what changed; a disk that refuses is told once a change, the session goes on."""
        self.remember()
        try:
            self.state.save()
        except LibraryError as error:
            self.tell_error(error)

    def save_quietly(self) -> None:
        """As `save_state`, when there is no screen left to tell anything on."""
        self.authoring.keep_quietly()
        with contextlib.suppress(LibraryError):
            self.remember()
            self.state.save()
