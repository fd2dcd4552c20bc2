"""The app: screens on a stack, the actions that work on every screen, what terminal and framework tell.

Made by `tui.run`. What the screens ask for beyond themselves, its `app_host` does. The state is saved every few seconds and on every
way out, signals included. While nothing happens it writes no byte to the terminal.
"""

import gc
import os
import time
from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.format.decode import Loaded
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.key import ItemAddress
from briefing_tui.personal.state import NoState
from briefing_tui.text.clean import for_copying
from briefing_tui.tui.actions import keys
from briefing_tui.tui.app_host import AppHost
from briefing_tui.tui.appearance import Appearance, remeasure
from briefing_tui.tui.history_access import PastKnown
from briefing_tui.tui.host import Addressed, Finishing, InTable, Telling
from briefing_tui.tui.issue_feed import IssueFailed, IssueLoaded, IssueTouched
from briefing_tui.tui.look import style_sheets
from briefing_tui.tui.options import AppOptions, Writing
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.terminal.driver import (
    BriefingDriver,
    TerminalAnswered,
    driver_class,
)
from briefing_tui.tui.terminal.guarded import GuardedApp
from briefing_tui.tui.terminal.input import NotUtf8
from briefing_tui.tui.terminal.signals import is_just_back
from briefing_tui.tui.widgets.resting import least_of
from briefing_tui.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from briefing_tui.tui.authoring.editing import Editing
    from briefing_tui.tui.dialogues.size_guard import SizeWatch
    from briefing_tui.tui.first_minute import HistoryBegun, Imported
    from briefing_tui.tui.shelf.rows.first_shelf import FirstShelf

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
        shelf: "FirstShelf | None" = None,
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
        self.do_without_tooltips()
        self.log_directory = options.log_directory
        self.host = AppHost(self, library, state, options, writing, self.environ)
        """Whom the screens ask."""
        self._start = start
        self._start_loaded = loaded
        self._shelf = shelf
        self._size_watch: SizeWatch | None = None
        self._interrupted = -_TWICE_SECONDS

    def get_default_screen(self) -> Screen[None]:
        """The issue asked for, or the library."""
        if self._start is not None and self._start_loaded is not None:
            first = self._first_authoring_screen(self._start) if self.host.options.editing else None
            return first or self.host.make_reading_screen(self._start, self._start_loaded)
        return self.host.library_screen(self._shelf)

    def _first_authoring_screen(self, address: ItemAddress) -> Screen[None] | None:
        try:
            return self.host.authoring.first_screen(address)
        except BriefingError as error:
            self.call_later(self.host.tell_error, error)
            return None

    def on_mount(self) -> None:
        """Begin to save; collect garbage again, which `open` had put off."""
        host, options = self.host, self.host.options
        self.call_after_refresh(_collect_garbage_again)
        self.set_interval(options.save_seconds, self._save_state)
        self.set_interval(options.poll_seconds, self._look)
        self._watch_size(self.size.width, self.size.height)
        if options.editing and self._start is not None:
            host.authoring.welcome(self._start, there=self._start_loaded is not None)
        if options.welcome:
            self.call_after_refresh(self._welcome)
        if options.notice:
            self.call_after_refresh(host.tell, options.notice)

    def _look(self) -> None:
        self.host.history.look()

    def _save_state(self) -> None:
        self.host.save_state()  # of the library that is shown then

    # What terminal and framework tell

    def tell(self, text: str) -> None:
        """A notice; fields of the framework ask for it here."""
        self.host.tell(text)

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

    def on_not_utf8(self, _message: NotUtf8) -> None:
        """What is typed arrives in another encoding: say what is wrong, for the keys themselves show only �."""
        self.tell(_("This terminal sends no UTF-8: set its encoding to UTF-8."))

    def on_terminal_answered(self, event: TerminalAnswered) -> None:
        """The terminal answers a question of the start late: draw by what it says."""
        options = self._appearance.answered(self, event.sequence)
        if options is not None:
            self.host.options = options
            remeasure(self, options.ambiguous)

    def on_status_line_hint_clicked(self, event: StatusLine.HintClicked) -> None:
        """As if its key had been pressed."""
        action = keys.action_of_hint(self._pane(), event.key)
        if action:
            self.key_pressed()
            self.call_later(self.run_action, action.removeprefix("focused."), self.screen)

    def copy_to_clipboard(self, text: str) -> None:
        """Keys ctrl+c and ctrl+x in a field: for ctrl+v there, and for the clipboard of the reader's terminal; and says so."""
        self.keep_for_pasting(text)
        count = len(for_copying(text))
        what = ngettext("{count} character", "{count} characters", count).format(count=count)
        self.tell(self.host.copy_text(text, what))

    # The first minute

    def _welcome(self) -> None:
        from briefing_tui.tui.first_minute import FirstMinute  # once in a user's life

        FirstMinute(self, self.host.writing, self.host.options.samples).show()

    def read_samples(self, library: LibraryReader) -> None:
        """Show another library, which nobody writes to and of which nothing is kept."""
        before = self.host
        before.save_state()
        self.host = AppHost(self, library, NoState(), before.options, None, self.environ)
        self.host.mouse_taken = before.mouse_taken
        self.push_screen(self.host.library_screen())
        self.call_after_refresh(self.tell, _("These are samples: nothing of them is changed. q leaves."))

    def on_history_begun(self, event: "HistoryBegun") -> None:
        """The library keeps its history from now on."""
        self.tell(_("Every saved state is kept from now on."))
        event.then()

    def on_imported(self, event: "Imported") -> None:
        """A bulletin is in the library: show it, and what became of its text."""
        self.host.loaded(IssueLoaded(ItemAddress(event.key), event.loaded, again=False))
        self.call_after_refresh(self.tell, event.said)

    # Finding and writing

    async def action_search(self) -> None:
        """Key s."""
        await self.host.search("")

    async def action_statistics(self) -> None:
        """Key S."""
        from briefing_tui.tui.searching.statistics import StatisticsScreen

        await self.push_screen(StatisticsScreen(self.host.searches))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The read-only filter: without a `Writing` the actions that write are not there."""
        return self.host.authoring.allows(action) and super().check_action(action, parameters)

    def action_edit_issue(self) -> None:
        """Key e: the issue being read, or the highlighted one."""
        address = self.screen.address() if isinstance(self.screen, Addressed) else None
        if address is not None:
            self.host.authoring.edit(address)
        else:
            self.tell(_("No issue here to edit; n begins one."))

    async def action_export(self) -> None:
        """Key E: the issue being read or written, or the highlighted one."""
        from briefing_tui.tui.dialogues.export import ExportScreen

        screen, issue = self.screen, None
        address = screen.address() if isinstance(screen, Addressed) else None
        if isinstance(screen, ReadingScreen):
            issue = screen.loaded.issue
        elif self.host.editing is not None:
            address, issue = self.host.editing.on_screen()
        if address is None:
            self.tell(_("No issue here to export."))
            return
        await self.push_screen(ExportScreen(address, issue, self.host.options.exports))

    def action_deliver(self) -> None:
        """Key V: the issue being read or written, or the highlighted one."""
        session = self.host.editing.session if self.host.editing is not None else None
        address = self.screen.address() if isinstance(self.screen, Addressed) else None
        if address is not None:
            self.host.delivery.show(address.key)
        elif session is not None and not session.is_new and not session.changed:
            self.host.delivery.show(session.key)
        elif session is not None:
            self.tell(_("Save first (Ctrl+S): what is sent is what stands in the file."))
        else:
            self.tell(_("No issue here to be sent."))

    def action_history(self) -> None:
        """Key H: the issue being read or written, or the highlighted one."""
        screen, editing, issue = self.screen, self.host.editing, None
        address = screen.address() if isinstance(screen, Addressed) else None
        if isinstance(screen, ReadingScreen):
            issue = screen.loaded.issue
        elif editing is not None:
            address, issue = (None, None) if editing.is_new else editing.on_screen()
        if address is None:
            self.tell(_("No issue here that has a history."))
        else:
            self.host.history.show(address, issue)

    def action_changes(self) -> None:
        """Key D: what of the issue being read changed since it was read."""
        if isinstance(self.screen, ReadingScreen):
            self.host.history.changes(self.screen.key, self.screen.loaded)

    def on_past_known(self, event: PastKnown) -> None:
        """A thread of the history is done."""
        event.then()

    def begin_new_issue(self) -> None:
        """Key n in the library, ctrl+n while reading: the next issue."""
        self.host.authoring.begin_new()

    action_new_issue = begin_new_issue

    def on_editing_opened(self, event: "Editing.Opened") -> None:
        """A thread has opened an issue for editing."""
        self.host.authoring.opened(event.opening)

    # The look, help, lists

    def action_toggle_mouse(self) -> None:
        """Key m."""
        self.host.toggle_mouse()

    async def action_theme(self) -> None:
        """Choose the colours; the screen below shows them at once."""
        await self.push_screen(self._appearance.menu(self, self.tell))

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
        """A thread has read an issue."""
        self.host.loaded(event)

    def on_issue_touched(self, event: IssueTouched) -> None:
        """The file of the issue on the screen changed."""
        self.host.touched(event)

    def on_issue_failed(self, event: IssueFailed) -> None:
        """Say why; what is on the screen stays."""
        self.host.tell_error(event.error)

    # Leaving

    def action_leave(self) -> None:
        """Keys q in the library, Q and ctrl+q anywhere; an issue being edited asks first."""
        if isinstance(self.screen, Finishing) and self.screen.finishes_first():
            return
        if self.host.editing is not None:
            self.host.editing.leave(leave_app=True)
            return
        self.host.save_state()
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
        if self._in_field():  # q is a letter there
            self.tell(_("Nothing is selected. Press Ctrl+C again to leave."))
        else:
            self.tell(_("Press Ctrl+C again to leave, or q."))

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
