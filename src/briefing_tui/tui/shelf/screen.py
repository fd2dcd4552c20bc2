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

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, ngettext
from briefing_tui.model.key import IssueKey, ItemAddress, parse_key
from briefing_tui.personal.state import EDITS
from briefing_tui.tui.actions import keys
from briefing_tui.tui.host import LibraryHost, host_of
from briefing_tui.tui.inbox_count import InboxCount
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.shelf.arrangement import Arrangement
from briefing_tui.tui.shelf.feed import LibraryFeed
from briefing_tui.tui.shelf.issue_list import IssueList
from briefing_tui.tui.shelf.issue_preview import IssuePreview, empty_library
from briefing_tui.tui.shelf.kept_texts import KeptTexts
from briefing_tui.tui.shelf.upkeep import Upkeep
from briefing_tui.tui.widgets.resting import RestingScreen
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from textual.timer import Timer

    from briefing_tui.library.entry import Stamp
    from briefing_tui.tui.widgets.find_bar import FindBar

BESIDE = 76
"""Columns (cells) from which the contents stand beside the list."""
BELOW_COLUMNS = 60
"""Columns from which they may stand below it; fewer are for the list alone."""
BELOW = 22
"""Rows from which they stand below it in a narrower terminal."""
_SETTLE_SECONDS = 0.06
"""How long the cursor rests on an issue before its contents are read: a held key reads none."""
_OUTLINES_KEPT = 64


class LibraryScreen(RestingScreen, inherit_bindings=False):
    """The issues of one library."""

    pane = keys.LIBRARY
    least: ClassVar[tuple[int, int] | None] = (40, 12)
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

    def __init__(self) -> None:
        super().__init__()
        ambiguous = self.host.options.ambiguous
        self._bookmarked: frozenset[str] = frozenset()
        self.list = IssueList(
            is_read=self.host.state.is_read,
            is_bookmarked=lambda key: str(key) in self._bookmarked,
            is_kept=lambda key: key in self._kept.keys,
            ambiguous=ambiguous,
        )
        state = self.host.state
        self.list.begins_published = self.host.writable and not state.option(EDITS, 0)
        self.preview = IssuePreview(ambiguous=ambiguous)
        self._hints = keys.hints(keys.LIBRARY, writable=self.host.writable)
        self._status = StatusLine(hints=self._hints, ambiguous=ambiguous)
        self._filter_bar: FindBar | None = None
        self._query = ""
        self._feed = LibraryFeed(self, self.host.library)
        self._upkeep = Upkeep(self)
        self._kept = KeptTexts(self, lambda: self.host.writing, self.host.library.root)
        self._sent_in = InboxCount(self, self.host.library.root)
        self._complete = False
        self._total: int | None = None
        """Issues there will be when all are read; None while that is not known, and when they are."""
        self._outlines: dict[tuple[str, Stamp], LibraryFeed.OutlineRead] = {}
        self._settling: Timer | None = None
        self._wanted: IssueKey | None = None

    @cached_property
    def host(self) -> LibraryHost:
        """What goes beyond this screen."""
        return host_of(self)

    def say(self, text: str) -> None:
        """A notice in the status row, until the next key."""
        self._status.say(text)

    # Making and laying out

    def compose(self) -> ComposeResult:
        """List, contents, status."""
        with Container(id="panes"):
            yield self.list
            yield self.preview
        yield self._status

    def on_mount(self) -> None:
        """Read the library, and look at it again from time to time."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._restyle())
        self.list.focus()
        self._wanted = self.host.last_key
        self.set_interval(self.host.options.poll_seconds, self._look)
        self.list.set_stopped(self._stopped())
        self._feed.read()
        self._tell_facts()

    def _look(self) -> None:
        """Other issues, other text that was not saved?"""
        self._feed.look()
        if self._complete:
            self._kept.look()
            if self.host.writable:
                self._sent_in.look()

    def on_kept_texts_changed(self, event: KeptTexts.Changed) -> None:
        """Mark these."""
        self._kept.keys = event.keys
        self.list.refresh()
        self._tell_facts()

    def on_inbox_count_changed(self) -> None:
        """Tell how many wait."""
        self._tell_facts()

    def action_contributions(self) -> None:
        """Key Y."""
        self.host.show_contributions()

    @on(ScreenResume)
    def _back(self) -> None:
        """Highlight what was read, whose unread mark is gone, or written, which may be new."""
        self._look()
        if self.host.last_key is not None:
            self._wanted = self.host.last_key
            self._highlight_wanted()
        self._marks_changed()
        self.list.set_stopped(self._stopped())

    def _stopped(self) -> tuple[IssueKey, str] | None:
        """Where the reader stopped last, unless in an issue that was read to its end."""
        stopped = self.host.state.stopped()
        if stopped is None:
            return None
        try:
            key = parse_key(stopped.key)
        except BriefingError:
            return None
        return key, f"{key.written}{stopped.where}"

    def _marks_changed(self) -> None:
        self.list.marks_changed()
        self._tell_facts()

    def on_resize(self, event: Resize) -> None:
        """The panes, side by side or not."""
        self._fit()

    def _fit(self) -> None:
        """Contents beside the list, below it, or not at all; in their place, what to say when there is no list."""
        size, empty = self.app.size, self._complete and not self.list.entries
        panes = self.query_one("#panes")
        panes.set_class(size.width < BESIDE, "-narrow")
        panes.set_class(empty, "-empty")
        self.preview.display = (
            empty or size.width >= BESIDE or (size.width >= BELOW_COLUMNS and size.height >= BELOW)
        )
        if not self.preview.display and self.preview.has_focus:
            self.list.focus()

    def _restyle(self) -> None:
        for widget in (self.list, self.preview, self._status):
            widget.restyle()

    # What the threads say

    def on_library_feed_entries_read(self, event: LibraryFeed.EntriesRead) -> None:
        """Show them."""
        self._complete = self._complete or event.complete
        self._total = None if event.complete else event.total
        self.list.set_entries(event.entries)
        self._highlight_wanted()
        self._tell_facts()
        self._fit()
        if not event.complete and not self.preview.display:
            self.call_after_refresh(self._feed.drawn)
        elif event.complete and not event.entries:
            self._show_empty()
        if event.complete:
            self._kept.look()

    def on_library_feed_read_failed(self, event: LibraryFeed.ReadFailed) -> None:
        """Say why; what was listed stays."""
        self._complete = True
        self._status.say(error_line(event.error, self.host.library.root))
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
        self._tell_facts()
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(_SETTLE_SECONDS, self._preview)

    def _preview(self) -> None:
        entry = self.list.current
        if entry is None and self.list.entries:
            self.preview.show_text()
        if entry is None or not self.preview.display:
            return
        known = self._outlines.get((entry.file, entry.stamp))
        if known is not None:
            self.on_library_feed_outline_read(known)
        else:
            self._feed.read_outline(entry)

    def on_library_feed_outline_read(self, event: LibraryFeed.OutlineRead) -> None:
        """Show it, unless the cursor has gone on."""
        entry = event.entry
        if event.current:
            if len(self._outlines) >= _OUTLINES_KEPT:
                del self._outlines[next(iter(self._outlines))]
            self._outlines[entry.file, entry.stamp] = event
        if self.list.current != entry:
            return
        if entry.summary is None or event.error is not None:
            self.preview.show_fault(entry, event.error)
        else:
            self.preview.show_outline(entry, event.outline)
        self.call_after_refresh(self._feed.drawn)

    # Moving

    def _active(self) -> RowsView:
        return self.preview if self.preview.has_focus else self.list

    def action_line_down(self) -> None:
        """Key j or ↓."""
        self._active().move(1)

    def action_line_up(self) -> None:
        """Key k or ↑."""
        self._active().move(-1)

    def action_page_down(self) -> None:
        """Key Space."""
        self._active().page(1)

    def action_page_up(self) -> None:
        """Key u."""
        self._active().page(-1)

    def action_top(self) -> None:
        """Key g."""
        self._active().to_top()

    def action_bottom(self) -> None:
        """Key G."""
        self._active().to_bottom()

    def action_next_heading(self) -> None:
        """Key ]."""
        self.list.to_heading(1)

    def action_previous_heading(self) -> None:
        """Key [."""
        self.list.to_heading(-1)

    def action_switch_pane(self) -> None:
        """Key Tab."""
        self._close_filter_bar()
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
            await self._search_texts()
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

    def action_import_file(self) -> None:
        """Key I."""
        self._upkeep.import_file()

    def action_delete_issue(self) -> None:
        """Key D."""
        at = self.address()
        if at is not None:
            self._upkeep.delete(at.key)

    def action_restore_issue(self) -> None:
        """Key T."""
        self._upkeep.restore()

    def action_check_library(self) -> None:
        """Key C."""
        self._upkeep.check()

    def on_upkeep_ended(self, event: Upkeep.Ended) -> None:
        """A thread is done."""
        event.then()

    def show_changed(self, key: IssueKey | None, said: str) -> None:
        """The library changed here: list it again, highlight an issue, say what was done."""
        self._wanted = key or self._wanted
        self._feed.read()
        self.say(said)

    # Filtering

    async def _search_texts(self) -> None:
        """Look for what no issue's head has in all texts; the list shows everything again when one comes back."""
        query = self._query
        self._close_filter_bar()
        self._filter("")
        await self.host.search(query)

    async def action_filter(self) -> None:
        """Key /."""
        from briefing_tui.tui.widgets.find_bar import FindBar

        if self._filter_bar is None:
            self._filter_bar = FindBar(self._query)
            self.list.always_active = True
            await self.mount(self._filter_bar, after=self._status)

    def action_clear_filter(self) -> None:
        """Key Escape."""
        if self.preview.has_focus:
            self.list.focus()
        else:
            everything = Arrangement(self.list.arrangement.view, self.list.arrangement.sort)
            self._arrange(everything)
            self._filter("")

    # Menus

    def action_filter_menu(self) -> None:
        """Key f."""
        self._open_menu("filter")

    def action_view_menu(self) -> None:
        """Key v."""
        self._open_menu("view")

    def action_sort_menu(self) -> None:
        """Key o."""
        self._open_menu("sort")

    def _open_menu(self, name: str) -> None:
        from briefing_tui.tui.shelf.menus import menu

        self._close_filter_bar()
        self.app.push_screen(menu(name, self.list, self._arrange))

    def _arrange(self, arrangement: Arrangement) -> None:
        marks = self.host.state.bookmarks()
        self._bookmarked = frozenset(mark.address.partition("#")[0] for mark in marks)
        self.list.rearrange(arrangement)
        self._tell_facts()

    def action_mark_read(self) -> None:
        """Key a."""
        entry = self.list.current
        if entry is not None and entry.key is not None and entry.summary is not None:
            read = not self.host.state.is_read(entry.key)
            self.host.state.mark_read(entry.key, read)
            self._marks_changed()
            told = _("Marked as read: {key}") if read else _("Marked as unread: {key}")
            self._say_marked(told.format(key=entry.key))

    def action_mark_all_read(self) -> None:
        """Key A: every issue that is shown; when all are read, as unread."""
        keys, state = self.list.shown_keys, self.host.state
        read = not all(map(state.is_read, keys))
        for key in keys:
            state.mark_read(key, read)
        self._marks_changed()
        told = (
            ngettext(
                "Marked as read: {count} issue; A again: unread",
                "Marked as read: {count} issues; A again: unread",
                len(keys),
            )
            if read
            else ngettext("Marked as unread: {count} issue", "Marked as unread: {count} issues", len(keys))
        )
        self._say_marked(told.format(count=len(keys)))

    def _say_marked(self, text: str) -> None:
        self.say(
            text
            if self.host.state.kept
            else _("{told}; until you leave: a read-only session keeps nothing").format(told=text)
        )

    def action_refresh(self) -> None:
        """Key r."""
        self._feed.read()
        self.say(_("Reading the library again."))

    def on_find_bar_typed(self, event: "FindBar.Typed") -> None:
        """Narrow the list."""
        self._filter(event.query)

    async def on_find_bar_accepted(self, event: "FindBar.Accepted") -> None:
        """Enter: the filter stays and the issue opens; with nothing found the search of all texts begins."""
        self._filter(event.query)
        self._close_filter_bar()
        await self._open(0)

    def on_find_bar_cancelled(self) -> None:
        """Escape: all issues again."""
        self._close_filter_bar()
        self._filter("")

    def _filter(self, query: str) -> None:
        self._query = query
        self.list.set_query(query)
        self._tell_facts()
        if self._filter_bar is not None:
            self._status.say(
                _("{shown} of {total}").format(shown=self.list.shown_total, total=len(self.list.entries))
            )

    def _close_filter_bar(self) -> None:
        if self._filter_bar is not None:
            self._filter_bar.remove()
            self._filter_bar = None
            self._status.say("")
            self.list.always_active = False
            self.list.focus()

    # Status

    def _tell_facts(self) -> None:
        shown = self.list.shown_total
        total = len(self.list.entries) if self._complete else self._total or 0
        facts = [_("Library")]
        if not total and not self._complete:
            facts.append(_("reading …"))
        elif self._query:
            facts.append(
                _("{shown} of {total} with {query!r}").format(shown=shown, total=total, query=self._query)
            )
        elif self.list.arrangement.narrows:
            facts.append(_("{shown} of {total}").format(shown=shown, total=total))
        else:
            facts.append(ngettext("{count} issue", "{count} issues", total).format(count=total))
            if self._complete and (unread := self.list.unread_total):
                facts.append(_("{count} unread").format(count=unread))
        if self._sent_in.fact:
            facts.append(self._sent_in.fact)
        at = self.list.current
        if at is not None and at.key in self._kept.keys:
            facts.insert(0, _("+ text not saved: e takes it up"))
        if self.list.arrangement != Arrangement():
            from briefing_tui.tui.shelf.menus import told

            facts += told(self.list.arrangement)
        self._status.set_facts(facts)
        narrowed = bool(self._query or self.list.arrangement.narrows)
        self._status.set_hints([("Esc", _("All issues")), *self._hints] if narrowed else self._hints)
