"""The app: one library, one reader's state, screens on a stack.

Made by `tui.run`. It makes the screens and is their host: they ask it for whatever goes beyond them. It loads issues in a thread
(the newest wish wins), keeps the reader's place, and saves the state every few seconds and on every way out, signals included. While
nothing happens it writes no byte to the terminal.
"""

import contextlib
import gc
import os
import time
from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.entry import Stamp
from briefing_tui.library.format.decode import Loaded
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.key import IssueKey, ItemAddress
from briefing_tui.personal.state import EDITS, NoState, ReadingPlace
from briefing_tui.text.clean import for_copying
from briefing_tui.tui.actions import keys
from briefing_tui.tui.appearance import Appearance, remeasure
from briefing_tui.tui.authoring_access import AuthoringAccess
from briefing_tui.tui.delivery_access import DeliveryAccess
from briefing_tui.tui.host import Addressed, Finishing, InTable, Listing, Telling, WholeHost
from briefing_tui.tui.issue_feed import IssueFailed, IssueFeed, IssueLoaded, IssueTouched
from briefing_tui.tui.look import style_sheets
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.options import AppOptions, Writing
from briefing_tui.tui.reading import layout
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.searches import Searches
from briefing_tui.tui.terminal.driver import (
    BriefingDriver,
    TerminalAnswered,
    driver_class,
    driver_of,
    is_just_back,
)
from briefing_tui.tui.terminal.guarded import GuardedApp
from briefing_tui.tui.terminal.input import NotUtf8
from briefing_tui.tui.widgets.resting import least_of
from briefing_tui.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.importers.pieces import Pieces
    from briefing_tui.library.inbox.contribution import Contribution
    from briefing_tui.tui.authoring.editing import Editing
    from briefing_tui.tui.dialogues.size_guard import SizeWatch
    from briefing_tui.tui.first_minute import Imported

_TWICE_SECONDS = 3.0
"""Seconds in which a second ctrl+c quits."""


class BriefingApp(GuardedApp[None], inherit_bindings=False):
    """Reads one library."""

    TITLE = "briefing-tui"
    CSS_PATH: ClassVar[list[str | PurePath]] = [style_sheets.APP, style_sheets.READING]
    AUTO_FOCUS = None
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False),
        Binding("ctrl+q", "leave", show=False),
    ]

    def __init__(
        self,
        library: LibraryReader,
        state: NoState,
        start: ItemAddress | None = None,
        options: AppOptions = AppOptions(),  # noqa: B008 - a NamedTuple of plain values
        *,
        loaded: Loaded | None = None,
        writing: Writing | None = None,
        environ: Mapping[str, str] | None = None,
        driver: type[BriefingDriver] | None = None,
    ) -> None:
        self.environ: Mapping[str, str] = dict(os.environ if environ is None else environ)
        self._appearance = Appearance(options, state, self.environ)
        super().__init__(
            driver_class=driver or driver_class(), ansi_color=self._appearance.uses_terminal_colours or None
        )
        self._appearance.begin(self)
        self.animation_level = "none"
        self.log_directory = options.log_directory
        self.host: WholeHost = self
        """Whom the screens ask."""
        self.library = library
        self.state = state
        self.options = options
        self._feed = IssueFeed(self, library)
        self.searches = Searches(library, options)
        self.authoring = AuthoringAccess(self, writing)
        self._delivery = DeliveryAccess(self, writing)
        self.mouse_taken = options.mouse
        self.last_key: IssueKey | None = None
        """The issue read or written last: the library screen highlights it when it comes back."""
        self._start = start
        self._start_loaded = loaded
        self._size_watch: SizeWatch | None = None
        self._interrupted = -_TWICE_SECONDS

    def get_default_screen(self) -> Screen[None]:
        """The issue asked for, or the library."""
        if self._start is not None and self._start_loaded is not None:
            first = self._first_authoring_screen(self._start) if self.options.editing else None
            return first or self._reading_screen(self._start, self._start_loaded)
        return self._library_screen()

    def _first_authoring_screen(self, address: ItemAddress) -> Screen[None] | None:
        try:
            return self.authoring.first_screen(address)
        except BriefingError as error:
            self.call_later(self.tell_error, error)
            return None

    def on_mount(self) -> None:
        """Begin to save; collect garbage again, which `open` had put off."""
        self.call_after_refresh(_collect_garbage_again)
        self.set_interval(self.options.save_seconds, self.save_state)
        self._watch_size(self.size.width, self.size.height)
        if self.options.editing and self._start is not None:
            self.authoring.welcome(self._start, there=self._start_loaded is not None)
        if self.options.welcome:
            self.call_after_refresh(self._welcome)
        if self.options.notice:
            self.call_after_refresh(self.tell, self.options.notice)

    # Screens

    def show_library(self) -> None:
        """From the issue to the library, with that issue highlighted.

        Whichever of the two the app began with stays at the bottom of the stack, the other comes and goes above it.
        """
        self._feed.give_up()  # an issue still on its way must not come back over the library
        screen = self.screen
        if isinstance(screen, ReadingScreen):
            self.remember()
            self.last_key = screen.key
            if len(self.screen_stack) > 1:
                self.pop_screen()
            else:
                self.push_screen(self._library_screen())

    def open_address(self, address: ItemAddress, place: ReadingPlace | None = None) -> None:
        """Show an issue: at a place in it, else at an item, else where the reader stopped; an earlier wish not yet fulfilled
        is dropped.
        """
        screen = self.screen
        if isinstance(screen, ReadingScreen) and screen.key == address.key and address.item:
            screen.go(place or ReadingPlace(address.item))
            return
        self._feed.read(address, place)

    def open_neighbour(self, key: IssueKey, step: int) -> None:
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

    def tell(self, text: str) -> None:
        """A notice in the status row of the screen, or as a toast over a dialogue, which has none."""
        screen = self.screen
        if isinstance(screen, Telling):
            screen.say(text)
        else:
            self.notify(text)

    def tell_error(self, error: BriefingError) -> None:
        """What went wrong, as a notice: with short paths, for there is one row."""
        self.tell(error_line(error, self.library.root, self.environ.get("HOME", "")))

    def key_pressed(self) -> None:
        """Any key takes the notice away, before it acts."""
        screen = self.screen
        if isinstance(screen, Telling):
            screen.say("")

    def letters_wanted(self) -> None:
        """An input method is on where keys are letters."""
        self.tell(_("Commands are letters here: switch the input method to letters."))

    def no_field(self) -> None:
        """Pasted where no field has the keyboard."""
        self.tell(_("Pasted text is no command: nothing was done. Paste it into a field."))

    def _reading_screen(self, address: ItemAddress, loaded: Loaded) -> ReadingScreen:
        return ReadingScreen(address.key, loaded, self._place(address))

    def _library_screen(self) -> Screen[None]:
        from briefing_tui.tui.shelf.screen import LibraryScreen  # not for `open KEY`

        return LibraryScreen()

    def _welcome(self) -> None:
        from briefing_tui.tui.first_minute import FirstMinute  # once in a user's life

        FirstMinute(self, self.authoring.writing, self.options.samples).show()

    def read_samples(self, library: LibraryReader) -> None:
        """Show another library, which nobody writes to and of which nothing is kept."""
        self.save_state()
        self.library, self.state, self.last_key = library, NoState(), None
        self._feed = IssueFeed(self, library)
        self.searches = Searches(library, self.options)
        self.authoring = AuthoringAccess(self, None)
        self._delivery = DeliveryAccess(self, None)
        self.push_screen(self._library_screen())
        self.call_after_refresh(self.tell, _("These are samples: nothing of them is changed. q leaves."))

    def on_imported(self, event: "Imported") -> None:
        """A bulletin is in the library: show it, and what became of its text."""
        self.on_issue_loaded(IssueLoaded(ItemAddress(event.key), event.loaded, again=False))
        self.call_after_refresh(self.tell, event.said)

    def _place(self, address: ItemAddress) -> ReadingPlace:
        return layout.first_place(address, self.state)

    # Searching

    async def action_search(self) -> None:
        """Key s."""
        await self.search("")

    async def search(self, query: str) -> None:
        """Show the search screen with a query; an empty one leaves what stands there, or what was looked for last."""
        from briefing_tui.tui.searching.screen import SearchScreen

        for screen in self.screen_stack:
            if isinstance(screen, SearchScreen):  # it is below: what stands above goes
                self.show_library()  # from an issue that was found back to the search
                self._back_to(screen)
                screen.look_for(query)
                return
        await self.push_screen(SearchScreen(self.searches, query))

    async def action_statistics(self) -> None:
        """Key S."""
        from briefing_tui.tui.searching.statistics import StatisticsScreen

        await self.push_screen(StatisticsScreen(self.searches))

    def show_contributions(
        self, into: "Callable[[Contribution, Pieces], None] | None" = None, into_name: str = ""
    ) -> None:
        """Show what units sent in."""
        from briefing_tui.tui.inbox.screen import InboxScreen

        self.push_screen(InboxScreen(into, into_name))

    def _back_to(self, screen: Screen[None]) -> None:
        """Leave the screens above `screen`, as far as they lose nothing by it: no text being written, no question."""
        while self.screen is not screen and isinstance(self.screen, Listing):
            self.pop_screen()

    # Writing

    @property
    def writable(self) -> bool:
        """Whether this session may change the library."""
        return self.authoring.writable

    @property
    def writing(self) -> Writing | None:
        """What this session writes with; None for one that may only read."""
        return self.authoring.writing

    @property
    def editing(self) -> "Editing | None":
        """What edits, while an issue is being edited."""
        return self.authoring.editing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The read-only filter: without a `Writing` the actions that write are not there."""
        return self.authoring.allows(action) and super().check_action(action, parameters)

    def action_edit_issue(self) -> None:
        """Key e: the issue being read, or the highlighted one."""
        address = self.screen.address() if isinstance(self.screen, Addressed) else None
        if address is not None:
            self.authoring.edit(address)
        else:
            self.tell(_("No issue here to edit; n begins one."))

    async def action_export(self) -> None:
        """Key E: the issue being read or written, or the highlighted one."""
        from briefing_tui.tui.dialogues.export import ExportScreen

        screen, issue = self.screen, None
        address = screen.address() if isinstance(screen, Addressed) else None
        if isinstance(screen, ReadingScreen):
            issue = screen.loaded.issue
        elif self.editing is not None:
            address, issue = self.editing.on_screen()
        if address is None:
            self.tell(_("No issue here to export."))
            return
        await self.push_screen(ExportScreen(address, issue, self.options.exports))

    def action_deliver(self) -> None:
        """Key V: the issue being read or written, or the highlighted one."""
        session = self.editing.session if self.editing is not None else None
        address = self.screen.address() if isinstance(self.screen, Addressed) else None
        if address is not None:
            self._delivery.show(address.key)
        elif session is not None and not session.is_new and not session.changed:
            self._delivery.show(session.key)
        elif session is not None:
            self.tell(_("Save first (Ctrl+S): what is sent is what stands in the file."))
        else:
            self.tell(_("No issue here to be sent."))

    def published(self, key: IssueKey, *, first: bool, leaving: bool) -> None:
        """An issue was saved that is public."""
        self._delivery.published(key, first=first, leaving=leaving)

    def begin_new_issue(self) -> None:
        """Key n in the library, ctrl+n while reading: the next issue."""
        self.authoring.begin_new()

    action_new_issue = begin_new_issue

    def on_editing_opened(self, event: "Editing.Opened") -> None:
        """A thread has opened an issue for editing."""
        self.authoring.opened(event.opening)

    def editing_ended(self, key: IssueKey | None, *, leave_app: bool) -> None:
        """The authoring screen was left: take it away, or end the app."""
        self.last_key = key or self.last_key
        self.state.set_option(EDITS, 1)
        if leave_app:
            self.save_state()
            self.exit()
        else:
            self.pop_screen()

    # What works on every screen

    def on_status_line_hint_clicked(self, event: StatusLine.HintClicked) -> None:
        """As if its key had been pressed."""
        action = keys.action_of_hint(self._pane(), event.key)
        if action:
            self.key_pressed()
            self.call_later(self.run_action, action.removeprefix("focused."), self.screen)

    def copy_text(self, text: str, what: str) -> str:
        """Send a text to the clipboard of the reader's terminal; what to tell the reader. `what` names the text."""
        from briefing_tui.tui.terminal.clipboard import copy

        return copy(for_copying(text), what, self.environ, self._send)

    def copy_to_clipboard(self, text: str) -> None:
        """Keys ctrl+c and ctrl+x in a field: for ctrl+v there, and for the clipboard of the reader's terminal; and says so."""
        self.keep_for_pasting(text)
        count = len(for_copying(text))
        what = ngettext("{count} character", "{count} characters", count).format(count=count)
        self.tell(self.copy_text(text, what))

    def _send(self, sequence: str) -> None:
        driver = driver_of(self)
        if driver is not None:
            driver.write(sequence)

    def action_toggle_mouse(self) -> None:
        """Key m."""
        self.mouse_taken = not self.mouse_taken
        driver = driver_of(self)
        if driver is not None:
            (driver.mouse_on if self.mouse_taken else driver.mouse_off)()
        screen = self.reading_screen()
        if screen is not None:
            screen.mouse_changed()
        self.tell(
            _("The mouse works here again.")
            if self.mouse_taken
            else _("Mouse given to the terminal; m takes it back.")
        )

    async def action_theme(self) -> None:
        """Choose the colours; the screen below shows them at once."""
        await self.push_screen(self._appearance.menu(self, self.tell))

    def on_terminal_answered(self, event: TerminalAnswered) -> None:
        """The terminal answers a question of the start late: draw by what it says."""
        options = self._appearance.answered(self, event.sequence)
        if options is not None:
            self.options = options
            remeasure(self, options.ambiguous)

    async def action_help(self) -> None:
        """Key ?."""
        from briefing_tui.tui.dialogues.help import HelpScreen

        await self.push_screen(HelpScreen(self._pane()))

    async def action_palette(self) -> None:
        """Key :."""
        from briefing_tui.tui.dialogues.palette import PaletteScreen, field_offers, item_offers

        screen = self.screen
        items = item_offers(screen.key, screen.loaded.issue) if isinstance(screen, ReadingScreen) else []
        items += field_offers(self._pane(), screen.focused)
        await self.push_screen(PaletteScreen(keys.commands_of(self._pane()), items))

    async def action_bookmarks(self) -> None:
        """Key B."""
        from briefing_tui.tui.dialogues.bookmarks import BookmarksScreen

        await self.push_screen(BookmarksScreen())

    def _pane(self) -> str:
        """Whose keys work just now."""
        return self.screen.pane if isinstance(self.screen, InTable) else keys.LIBRARY

    # Issues that were read

    def on_issue_loaded(self, event: IssueLoaded) -> None:
        """Show it, in the reading screen there is or in a new one."""
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
            self.push_screen(screen)
        screen.call_after_refresh(screen.prime, self.searches.take_words(address))

    def on_not_utf8(self, _message: NotUtf8) -> None:
        """What is typed arrives in another encoding: say what is wrong, for the keys themselves show only �."""
        self.tell(_("This terminal sends no UTF-8: set its encoding to UTF-8."))

    def on_issue_failed(self, event: IssueFailed) -> None:
        """Say why; what is on the screen stays."""
        self.tell_error(event.error)

    def look_at_file(self, key: IssueKey, seen: Stamp | None) -> None:
        """Look whether the file of the issue on the screen is another than was `seen`; the screen asks again and again."""
        self._feed.look(key, seen)

    def on_issue_touched(self, event: IssueTouched) -> None:
        """Read it again; when it is gone, keep the text and say so."""
        screen = self.reading_screen()
        if screen is None or screen.key != event.key or event.stamp == screen.seen:
            return
        screen.seen = event.stamp
        if event.stamp is None:
            screen.say(_("This issue was removed from the library; its text stays here until you leave it."))
            return
        self._feed.read_again(event.key)

    def reading_screen(self) -> ReadingScreen | None:
        """The reading screen on the stack, perhaps below a dialogue."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, ReadingScreen):
                return screen
        return None

    # State

    def remember(self) -> None:
        """Note where the reader is."""
        screen = self.reading_screen()
        if screen is None:
            return
        self.state.set_place(screen.key, screen.place())
        where = screen.stopped_at()
        if where is not None:
            self.state.set_stopped(screen.key, where)

    def toggle_bookmark(self, address: ItemAddress, title: str, place: ReadingPlace) -> str:
        """Set or remove the bookmark at a place; what to tell the reader."""
        added = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        if not self.state.toggle_bookmark(str(address), title, added, place.body_line, place.offset):
            return _("Bookmark removed: {address}").format(address=address)
        if not self.state.kept:
            return _("Marked until you leave only: a read-only session keeps no bookmarks.")
        return _("Bookmark set: {address}").format(address=address)

    def key_changed(self, key: IssueKey, new_key: IssueKey) -> None:
        """An issue was renamed here: what this reader has of it goes along. A reading screen below is read again soon."""
        self.remember()
        self.state.rename(key, new_key)
        screen = self.reading_screen()
        if screen is not None and screen.key == key:
            screen.key = new_key

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

    # Leaving

    def action_leave(self) -> None:
        """Keys q in the library, Q and ctrl+q anywhere; an issue being edited asks first."""
        if isinstance(self.screen, Finishing) and self.screen.finishes_first():
            return
        if self.editing is not None:
            self.editing.leave(leave_app=True)
            return
        self.save_state()
        self.exit()

    def action_interrupt(self) -> None:
        """Key ctrl+c: a habit of many, so the first press only says how to leave."""
        if is_just_back():
            return
        now = time.monotonic()
        if now - self._interrupted < _TWICE_SECONDS:
            self.action_leave()
            return
        self._interrupted = now
        self.tell(_("Press ctrl+c again to leave, or q."))

    # Terminal size

    def on_resize(self, event: Resize) -> None:
        """Too small, or large enough again."""
        self._watch_size(event.size.width, event.size.height)

    def on_resting_screen_in_front(self) -> None:
        """Another screen may need more room, or less."""
        self._watch_size(self.size.width, self.size.height)

    def action_leave_small(self) -> None:
        """Key q where the terminal is too small: back from a list that can be left, else out."""
        if self._size_watch is None or not self._size_watch.back():
            self.action_leave()

    def _watch_size(self, columns: int, rows: int) -> None:
        least = least_of(self.screen_stack)
        if self._size_watch is None:
            if columns >= least[0] and rows >= least[1]:
                return
            from briefing_tui.tui.dialogues.size_guard import SizeWatch

            self._size_watch = SizeWatch(self)
        self._size_watch.look(columns, rows)


def _collect_garbage_again() -> None:
    gc.freeze()  # modules and the issue stay: no need to look through them ever again
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(
        young, middle, 50
    )  # looking through all the rest takes as long as a key: once in a thousand keys
    gc.enable()
