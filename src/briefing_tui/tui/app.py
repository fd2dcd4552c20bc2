"""The app: one library, one reader's state, screens on a stack.

Made by `run_app`, which the verb `open` calls after `framework.install`. It loads issues in a thread (the newest wish
wins), keeps the reader's place, and saves the state every few seconds and on every way out, signals included. While
nothing happens it writes no byte to the terminal. Screens ask it for whatever goes beyond them.
"""

import contextlib
import gc
import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.decode import Loaded
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.state import NoState, ReadingPlace
from briefing_tui.library.summary import Stamp
from briefing_tui.model.key import IssueKey, ItemAddress
from briefing_tui.tui import themes
from briefing_tui.tui.driver import BriefingDriver, driver_class
from briefing_tui.tui.everywhere import Everywhere
from briefing_tui.tui.finding import Finding
from briefing_tui.tui.input import NotUtf8
from briefing_tui.tui.messages import IssueFailed, IssueLoaded, IssueTouched, Telling
from briefing_tui.tui.options import AppOptions
from briefing_tui.tui.screens.reading import ReadingScreen
from briefing_tui.tui.writing import Writing, WritingApp

COLUMNS = 60
ROWS = 15
"""Cells: the least every screen is made for; below, a message stands instead."""
_TWICE_SECONDS = 3.0
"""Seconds in which a second ctrl+c quits."""


class BriefingApp(Everywhere, Finding, WritingApp, inherit_bindings=False):
    """Reads one library."""

    TITLE = "briefing-tui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles/app.tcss", "styles/reading.tcss"]
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
        name = themes.theme_name(options.theme, self.environ)
        super().__init__(
            driver_class=driver or driver_class(), ansi_color=themes.uses_terminal_colours(name) or None
        )
        for theme in themes.themes():
            self.register_theme(theme)
        self._begin_with_theme(name)
        self.animation_level = "none"
        self.log_directory = options.log_directory
        self.library = library
        self.writing = writing
        self.state = state
        self.options = options
        self.mouse_taken = options.mouse
        self.last_key: IssueKey | None = None
        """The issue read last: the library screen highlights it when it comes back."""
        self._start = start
        self._start_loaded = loaded
        self._guarded = False
        self._interrupted = -_TWICE_SECONDS
        if start is not None and loaded is not None:
            state.mark_read(start.key)

    def _begin_with_theme(self, name: str) -> None:
        """Use a theme before anything was drawn: assigning `theme` would parse the style sheets and draw twice."""
        self.set_reactive(BriefingApp.theme, name)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """The issue asked for, or the library."""
        if self._start is not None and self._start_loaded is not None:
            first = self.first_editing_screen(self._start) if self.options.editing else None
            return first or self._reading_screen(self._start, self._start_loaded)
        return self._library_screen()

    def on_mount(self) -> None:
        """Begin to save; collect garbage again, which `open` had put off."""
        self.call_after_refresh(_collect_garbage_again)
        self.set_interval(self.options.save_seconds, self.save_state)
        self._watch_size(self.size.width, self.size.height)
        if self.options.editing and self._start is not None:
            self.welcome_to_editing(self._start, there=self._start_loaded is not None)

    # Screens

    def show_library(self) -> None:
        """From the issue to the library, with that issue highlighted.

        Whichever of the two the app began with stays at the bottom of the stack, the other comes and goes above it.
        """
        self.workers.cancel_group(
            self, "open"
        )  # an issue still on its way must not come back over the library
        screen = self.screen
        if isinstance(screen, ReadingScreen):
            self.remember()
            self.last_key = screen.key
            if len(self.screen_stack) > 1:
                self.pop_screen()
            else:
                self.push_screen(self._library_screen())

    def open_address(self, address: ItemAddress) -> None:
        """Show an issue, at an item or where the reader stopped; an earlier wish not yet fulfilled is dropped."""
        screen = self.screen
        if isinstance(screen, ReadingScreen) and screen.key == address.key and address.item:
            screen.go(address)
            return
        self.run_worker(partial(self._load, address, again=False), group="open", exclusive=True, thread=True)

    def open_neighbour(self, key: IssueKey, step: int) -> None:
        """Show the next newer (1) or older (-1) issue."""
        try:
            other = self.library.neighbour(key, step)
        except LibraryError as error:
            self.tell(error.one_line())
            return
        if other is None:
            self.tell(_("This is the newest issue.") if step > 0 else _("This is the oldest issue."))
        else:
            self.open_address(ItemAddress(other))

    def tell(self, text: str) -> None:
        """A notice in the status row of the screen, or as a toast over a dialogue, which has none."""
        screen = self.screen
        if isinstance(screen, Telling):
            screen.say(text)
        else:
            self.notify(text)

    def key_pressed(self) -> None:
        """Any key takes the notice away, before it acts."""
        screen = self.screen
        if isinstance(screen, Telling):
            screen.say("")

    def _reading_screen(self, address: ItemAddress, loaded: Loaded) -> ReadingScreen:
        return ReadingScreen(
            address.key,
            loaded,
            self._place(address),
            measure=self.state.option("measure", self.options.measure),
            contents=bool(self.state.option("contents", 1)),
            ambiguous=self.options.ambiguous,
            writable=self.writable,
        )

    def _library_screen(self) -> Screen[None]:
        from briefing_tui.tui.screens.library import LibraryScreen  # noqa: PLC0415 - not for `open KEY`

        return LibraryScreen()

    def _place(self, address: ItemAddress) -> ReadingPlace:
        if address.item is not None:
            return ReadingPlace(address.item)
        return self.state.place(address.key) or ReadingPlace()

    # Loading, in threads that only post

    def _load(self, address: ItemAddress, *, again: bool) -> None:
        worker = get_current_worker()
        message: IssueLoaded | IssueFailed
        try:
            message = IssueLoaded(address, self.library.load(address.key), again=again)
        except BriefingError as error:
            message = IssueFailed(error)
        if not worker.is_cancelled:
            self.post_message(message)

    def on_issue_loaded(self, event: IssueLoaded) -> None:
        """Show it, in the reading screen there is or in a new one."""
        screen, address = self.reading_screen(), event.address
        if event.again:
            if screen is not None and screen.key == address.key:
                screen.show(address.key, event.loaded, screen.place())
                screen.say(_("This issue changed on disk; here is the new text."))
            return
        self.state.mark_read(address.key)
        if screen is not None:
            self.remember()
            screen.show(address.key, event.loaded, self._place(address))
            self.back_to(screen)
        else:
            screen = self._reading_screen(address, event.loaded)
            self.push_screen(screen)
        screen.call_after_refresh(screen.prime, self.take_primed(address))

    def on_not_utf8(self, _message: NotUtf8) -> None:
        """What is typed arrives in another encoding: say what is wrong, for the keys themselves show only �."""
        self.tell(_("This terminal sends no UTF-8: set its encoding to UTF-8."))

    def on_issue_failed(self, event: IssueFailed) -> None:
        """Say why, without the directories, for there is one row; what is on the screen stays."""
        error = event.error
        place = error.place._replace(file=os.path.basename(error.place.file or "") or None)  # noqa: PTH119 - a name, no file
        self.tell(BriefingError(error.message, place=place, hint=error.hint).one_line())

    def look_at_file(self, screen: ReadingScreen) -> None:
        """Look whether the issue that a screen shows changed on disk; it asks again and again."""
        look = partial(self._look, screen.key, screen.seen)
        self.run_worker(look, group="poll", exclusive=True, thread=True)

    def _look(self, key: IssueKey, seen: Stamp | None) -> None:
        worker = get_current_worker()
        stamp = self.library.stamp_of(key)
        if stamp != seen and not worker.is_cancelled:
            self.post_message(IssueTouched(key, stamp))

    def on_issue_touched(self, event: IssueTouched) -> None:
        """Read it again; when it is gone, keep the text and say so."""
        screen = self.reading_screen()
        if screen is None or screen.key != event.key or event.stamp == screen.seen:
            return
        screen.seen = event.stamp
        if event.stamp is None:
            screen.say(_("This issue was removed from the library; its text stays here until you leave it."))
            return
        address = ItemAddress(event.key)
        self.run_worker(partial(self._load, address, again=True), group="again", exclusive=True, thread=True)

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
        if screen is not None:
            self.state.set_place(screen.key, screen.place())

    def toggle_bookmark(self, address: ItemAddress, title: str) -> str:
        """Set or remove a bookmark; what to tell the reader."""
        added = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        if self.state.toggle_bookmark(str(address), title, added):
            return _("Bookmark set: {address}").format(address=address)
        return _("Bookmark removed: {address}").format(address=address)

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
            self.tell(error.one_line())

    def save_quietly(self) -> None:
        """As `save_state`, when there is no screen left to tell anything on."""
        self.keep_draft_quietly()
        with contextlib.suppress(LibraryError):
            self.remember()
            self.state.save()

    # Leaving

    def action_leave(self) -> None:
        """Keys q in the library, Q and ctrl+q anywhere; an issue being edited asks first."""
        if self.editing is not None:
            self.editing.leave(leave_app=True)
            return
        self.save_state()
        self.exit()

    def action_interrupt(self) -> None:
        """Key ctrl+c: a habit of many, so the first press only says how to leave."""
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

    def _watch_size(self, columns: int, rows: int) -> None:
        small = columns < COLUMNS or rows < ROWS
        if small == self._guarded:
            return
        self._guarded = small
        from briefing_tui.tui.screens.size_guard import SizeGuard  # noqa: PLC0415 - small terminals only

        if small:
            needed = _("Terminal too small: {columns}×{rows} or more is needed.")
            self.push_screen(SizeGuard(needed.format(columns=COLUMNS, rows=ROWS), COLUMNS, ROWS))
        elif isinstance(self.screen, SizeGuard):
            self.pop_screen()


def _collect_garbage_again() -> None:
    gc.freeze()  # modules and the issue stay: no need to look through them ever again
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(
        young, middle, 50
    )  # looking through all the rest takes as long as a key: once in a thousand keys
    gc.enable()


def run_app(
    library: LibraryReader,
    state: NoState,
    start: ItemAddress | None,
    options: AppOptions,
    *,
    loaded: Loaded | None = None,
    writing: Writing | None = None,
    leftover: bytes = b"",
    say: Callable[[str], None] | None = None,
) -> int:
    """Run the app until the reader leaves; the exit code.

    `loaded` is the issue of `start`; `writing` is given to sessions that may write; `leftover` was typed while the terminal was probed; `say` gets the last words of
    a crash. The state is saved whichever way it ends: also by a signal or a lost terminal, while it may be stuck.
    """

    def save() -> None:
        app.save_quietly()

    app = BriefingApp(
        library,
        state,
        start,
        options,
        loaded=loaded,
        writing=writing,
        driver=driver_class(leftover, on_hangup=save),
    )
    app.run(mouse=options.mouse)
    app.save_quietly()
    if app.last_words and say is not None:
        say(app.last_words)
    return app.return_code or 0
