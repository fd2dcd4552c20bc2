"""The library screen: all issues, newest first, and what the highlighted one holds.

Pushed by the app when no issue was asked for, or when the reader leaves one. `feed` reads the directory
in threads; the list fills as files are read, and follows the disk (promise C3). Nothing is drawn while nothing changes.
"""

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize, ScreenResume

from briefing_tui.i18n import _
from briefing_tui.model.key import IssueKey, ItemAddress
from briefing_tui.personal.state import EDITS
from briefing_tui.tui.actions import keys
from briefing_tui.tui.host import LibraryHost, host_of
from briefing_tui.tui.inbox_count import InboxCount
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.shelf.feed import LibraryFeed
from briefing_tui.tui.shelf.highlighted import Highlighted
from briefing_tui.tui.shelf.issue_list import IssueList
from briefing_tui.tui.shelf.issue_preview import IssuePreview
from briefing_tui.tui.shelf.kept_texts import KeptTexts
from briefing_tui.tui.shelf.list_facts import ListFacts, list_facts
from briefing_tui.tui.shelf.narrowing import Narrowing
from briefing_tui.tui.shelf.read_marks import ReadMarks, SinceRead
from briefing_tui.tui.shelf.rows import layout
from briefing_tui.tui.shelf.rows.first_shelf import FirstShelf
from briefing_tui.tui.shelf.rows.list_rows import stopped_in
from briefing_tui.tui.shelf.rows.preview_rows import empty_library
from briefing_tui.tui.shelf.upkeep import Upkeep
from briefing_tui.tui.sync_lag import SyncLag
from briefing_tui.tui.widgets.row_moving import RowMoving
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.status_screen import StatusScreen

if TYPE_CHECKING:
    from textual.geometry import Size

    from briefing_tui.tui.widgets.find_bar import FindBar


class LibraryScreen(StatusScreen, inherit_bindings=False):
    """The issues of one library."""

    pane = keys.LIBRARY
    least: ClassVar[tuple[int, int] | None] = layout.LEAST
    lists_only: ClassVar[bool] = True
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.LIBRARY)]
    DEFAULT_CSS = """
    #panes { layout: horizontal; width: 100%; height: 1fr; }
    #panes.-narrow { layout: vertical; }
    IssueList { width: 5fr; height: 100%; }
    IssuePreview { width: 3fr; height: 100%; border-left: solid $edge; }
    #panes.-narrow > IssueList { width: 100%; height: 2fr; }
    #panes.-narrow > IssuePreview { width: 100%; height: 1fr; border-left: none; border-top: solid $edge; }
    #panes.-empty > IssueList { display: none; }
    #panes.-empty > IssuePreview { width: 100%; height: 100%; border: none; }
    """

    def __init__(self, first: FirstShelf | None = None) -> None:
        """`first` is what was painted of the library before the app."""
        super().__init__()
        self._first = first
        ambiguous = self.host.options.ambiguous
        self._narrowing = Narrowing(self)
        self._since = SinceRead(self, self.host.library, self.host.state.texts)
        self._kept = KeptTexts(self, lambda: self.host.writing, self.host.library.root)
        self.list = IssueList(
            is_read=self.host.state.is_read,
            is_bookmarked=lambda key: str(key) in self._narrowing.bookmarked,
            is_kept=lambda key: key in self._kept.keys,
            is_changed=lambda key: key in self._since.keys,
            ambiguous=ambiguous,
        )
        state = self.host.state
        self.list.begins_published = self.host.writable and not state.option(EDITS, 0)
        self.preview = IssuePreview(ambiguous=ambiguous)
        self._panes = Container(self.list, self.preview, id="panes")
        self._hints = keys.hints(keys.LIBRARY, writable=self.host.writable)
        self.status = StatusLine(hints=self._hints, ambiguous=ambiguous)
        begun = len(first.glance.entries) if first is not None else 0
        self._feed = LibraryFeed(self, self.host.library, begun=begun)
        self._contents = Highlighted(self, self._feed, self.list, self.preview)
        self._sent_in = InboxCount(self, self.host.library.root)
        self._lag = SyncLag(self.host.library.root)
        self._complete = False
        self._total: int | None = None
        """Issues there will be when all are read; None while that is not known, and when they are."""
        self._wanted: IssueKey | None = None
        self._fitted: Size | None = None
        """The window that the panes were fitted to."""
        self.acting = (self._narrowing, ReadMarks(self), Upkeep(self), RowMoving(self._active))

    @cached_property
    def host(self) -> LibraryHost:
        """What goes beyond this screen."""
        return host_of(self)

    # Making and laying out

    def compose(self) -> ComposeResult:
        """List, contents, status."""
        yield self._panes
        yield self.status

    def on_mount(self) -> None:
        """Read the library, and look at it again from time to time."""
        self.list.focus()
        self._wanted = self.host.last_key
        self.set_interval(self.host.options.poll_seconds, self._look)
        self._begin()
        self._feed.read()
        self.tell_facts()

    def _begin(self) -> None:
        """With what was painted before the app, if anything was: nothing is drawn before all of it would be drawn again."""
        first, stopped = self._first, stopped_in(self.host.state)
        if first is None:
            self.list.set_stopped(stopped)
            return
        self._complete, self._total = first.glance.complete, first.glance.total
        self._kept.keys, self._sent_in.total = first.kept, first.sent_in
        self.list.begin(first, stopped)
        self._contents.begin(first)
        self._fit()
        self.draw_when(self._is_settled)
        self.call_after_refresh(self._feed.drawn)

    def _is_settled(self) -> bool:
        """Whether all that is on its way to the first frame has arrived."""
        laid_out = all(view.is_laid_out for view in (self.list, self.preview) if view.display)
        focused = self.focused is not None and self.focused.has_focus
        return laid_out and self._fitted == self.app.size and (focused or not self.list.display)

    def _look(self) -> None:
        """Other issues, other text that was not saved?"""
        self._feed.look()
        if self._complete:
            self._kept.look()
            self._since.look(self.list.entries)
            if self.host.writable:
                self._sent_in.look()

    def on_kept_texts_changed(self, event: KeptTexts.Changed) -> None:
        """Mark these."""
        self._kept.keys = event.keys
        self.list.refresh()
        self.tell_facts()

    def on_since_read_changed(self, event: SinceRead.Changed) -> None:
        """Mark these."""
        self._since.keys = event.keys
        self.list.refresh()
        self.tell_facts()

    def on_inbox_count_changed(self) -> None:
        """Tell how many wait."""
        self.tell_facts()

    def action_contributions(self) -> None:
        """Key Y."""
        self.host.show_contributions()

    def action_sources(self) -> None:
        """Key O."""
        self.host.show_sources()

    @on(ScreenResume)
    def _back(self) -> None:
        """Highlight what was read, whose unread mark is gone, or written, which may be new."""
        self._look()
        if self.host.last_key is not None:
            self._wanted = self.host.last_key
            self._highlight_wanted()
        self._marks_changed()
        self.list.set_stopped(stopped_in(self.host.state))

    def _marks_changed(self) -> None:
        self.list.marks_changed()
        self.tell_facts()

    def on_resize(self, event: Resize) -> None:
        """The panes, side by side or not."""
        self._fit()

    def _fit(self) -> None:
        """Contents beside the list, below it, or not at all; in their place, what to say when there is no list."""
        size, empty = self.app.size, self._complete and not self.list.entries
        self._fitted = size
        self._panes.set_class(size.width < layout.BESIDE, "-narrow")
        self._panes.set_class(empty, "-empty")
        self.preview.display = empty or layout.shows_preview(*size)
        if not self.preview.display and self.preview.has_focus:
            self.list.focus()

    # What the threads say

    def on_library_feed_entries_read(self, event: LibraryFeed.EntriesRead) -> None:
        """Show them."""
        self._complete = self._complete or event.complete
        self._total = None if event.complete else event.total
        self.list.set_entries(event.entries)
        self._highlight_wanted()
        self.tell_facts()
        self._fit()
        if not event.complete and not self.preview.display:
            self.call_after_refresh(self._feed.drawn)
        elif event.complete and not event.entries:
            self._show_empty()
        if event.complete:
            self._first = None
            self._kept.look()
            if self.host.writable:
                self._sent_in.look()
            self._since.look(event.entries)

    def on_library_feed_read_failed(self, event: LibraryFeed.ReadFailed) -> None:
        """Say why; what was listed stays."""
        self._complete = True
        self.status.say(error_line(event.error, self.host.library.root))
        self._fit()
        if not self.list.entries:
            self.preview.show_text(event.error.message, event.error.hint)

    def _show_empty(self) -> None:
        library = self.host.library
        self.preview.show_text(
            *empty_library(library.root, there=library.exists(), writable=self.host.writable)
        )

    def _highlight_wanted(self) -> None:
        if self._wanted is not None and self.list.highlight(self._wanted):
            self._wanted = None

    # The contents of the highlighted issue

    @on(RowsView.Moved)
    def _moved(self, event: RowsView.Moved) -> None:
        if event.view is not self.list:
            return
        self.tell_facts()
        self._contents.moved()

    def on_library_feed_outline_read(self, event: LibraryFeed.OutlineRead) -> None:
        """Show it, unless the cursor has gone on."""
        self._contents.read(event)

    # Moving

    def _active(self) -> RowsView:
        return self.preview if self.preview.has_focus else self.list

    def action_next_heading(self) -> None:
        """Key ]."""
        self.list.to_heading(1)

    def action_previous_heading(self) -> None:
        """Key [."""
        self.list.to_heading(-1)

    def action_switch_pane(self) -> None:
        """Key Tab."""
        self._narrowing.close_bar()
        if self.list.has_focus and self.preview.display and self.preview.cursor >= 0:
            self.preview.focus()
        else:
            self.list.focus()

    # Opening

    async def action_open_issue(self) -> None:
        """Key Enter."""
        await self._open(self.preview.position if self.preview.has_focus else 0)

    @on(RowsView.Chosen)
    async def _chosen(self, event: RowsView.Chosen) -> None:
        await self._open(self.preview.position if event.view is self.preview else 0)

    async def _open(self, position: int) -> None:
        if self.list.offers_search:
            await self._narrowing.search_texts()
            return
        entry = self.list.current
        if entry is None:
            return
        if entry.key is None or entry.error:
            self.say(_("This file cannot be opened: {reason}").format(reason=entry.error))
        else:
            self.host.open_address(ItemAddress(entry.key, position or None))

    def address(self) -> ItemAddress | None:
        """The highlighted issue, with the chosen item of its contents when they have the keyboard; None for none."""
        entry = self.list.current
        if entry is None or entry.key is None:
            return None
        return ItemAddress(entry.key, (self.preview.position or None) if self.preview.has_focus else None)

    # Upkeep

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The read-only filter: what writes is not there for whoever may only read."""
        return (self.host.writable or not keys.needs_write(action)) and super().check_action(
            action, parameters
        )

    def on_upkeep_ended(self, event: Upkeep.Ended) -> None:
        """A thread is done."""
        event.then()

    def show_changed(self, key: IssueKey | None, said: str) -> None:
        """The library changed here: list it again, highlight an issue, say what was done."""
        self._wanted = key or self._wanted
        self._feed.read()
        self.say(said)

    # Filtering

    def on_find_bar_typed(self, event: "FindBar.Typed") -> None:
        """Narrow the list."""
        self._narrowing.filter(event.query)

    async def on_find_bar_accepted(self, event: "FindBar.Accepted") -> None:
        """Enter: the filter stays and the issue opens; with nothing found the search of all texts begins."""
        self._narrowing.filter(event.query)
        self._narrowing.close_bar()
        await self._open(0)

    def on_find_bar_cancelled(self) -> None:
        """Escape: all issues again."""
        self._narrowing.give_up()

    def action_refresh(self) -> None:
        """Key r."""
        self._feed.read()
        self.say(_("Reading the library again."))

    # Status

    def tell_facts(self) -> None:
        """The status row tells of the list and of the highlighted issue."""
        at = self.list.current
        kept = at is not None and at.key in self._kept.keys
        changed = at is not None and at.key in self._since.keys
        unread = 0 if self._first is None else self._first.glance.unread
        known = ListFacts(
            self._complete,
            self._total,
            unread,
            self._narrowing.query,
            self._sent_in.fact,
            kept,
            self._lag.fact,
            changed,
        )
        self.status.set_facts(list_facts(self.list, known))
        narrowed = self._narrowing.narrows
        self.status.set_hints([("Esc", _("All issues")), *self._hints] if narrowed else self._hints)
