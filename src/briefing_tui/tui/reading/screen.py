"""The reading screen: contents on the left, the page on the right, one row of status.

Pushed by the app with an issue that is loaded already. It answers what its panes ask and tells the app when the
reader moved. Its keys come from the table of actions (`tui.actions.keys`); after `Tab` the moving keys serve the contents. What they do
it has parts for (`acting`): `moving`, `panes`, `page_search`, `item_actions`.
"""

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize, ScreenResume

from briefing_tui.i18n import _
from briefing_tui.library.format.decode import Loaded
from briefing_tui.model.key import IssueKey, ItemAddress
from briefing_tui.personal.state import ReadingPlace
from briefing_tui.tui.actions import keys
from briefing_tui.tui.host import ReadingHost, host_of
from briefing_tui.tui.reading import layout
from briefing_tui.tui.reading.contents_pane import ContentsPane
from briefing_tui.tui.reading.item_actions import ItemActions
from briefing_tui.tui.reading.moving import Moving
from briefing_tui.tui.reading.page_search import PageFinding, Search
from briefing_tui.tui.reading.panes import ReadingPanes
from briefing_tui.tui.reading.places import places_of
from briefing_tui.tui.reading.read_watch import ReadWatch
from briefing_tui.tui.sync_lag import SyncLag
from briefing_tui.tui.widgets.page_view import PageView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.status_screen import StatusScreen

if TYPE_CHECKING:
    from briefing_tui.library.entry import Stamp
    from briefing_tui.tui.reading.warning_line import WarningLine
    from briefing_tui.tui.widgets.find_bar import FindBar


class ReadingScreen(StatusScreen, inherit_bindings=False):
    """One issue, open."""

    pane = keys.READING
    least: ClassVar[tuple[int, int] | None] = layout.LEAST
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.READING)]

    def __init__(self, key: IssueKey, loaded: Loaded, place: ReadingPlace) -> None:
        super().__init__()
        host, ambiguous = self.host, self.host.options.ambiguous
        self.key, self.loaded = key, loaded
        self.seen: Stamp | None = loaded.stamp
        """The state of the file that the reader was shown or told of; None when it is gone."""
        self.places = places_of(loaded.issue)
        """What stands where in the issue that is shown now."""
        measure = host.state.option("measure", host.options.measure)
        self._page = PageView(loaded.issue, measure=measure, ambiguous=ambiguous, place=place)
        self._search = Search(self._page, self._searched)
        self._contents = ContentsPane(self.places.rows, ambiguous=ambiguous, source=self._row_here)
        self._watch = ReadWatch(self, self._mark_read)
        self._panes = ReadingPanes(self, self._page, self._contents)
        self._moving = Moving(self, self._page, self._contents, self._watch)
        self._finding = PageFinding(self, self._search)
        self._lag = SyncLag(host.library.root)
        self.status = StatusLine(
            hints=keys.hints(keys.READING, writable=host.writable), ambiguous=ambiguous, source=self._facts
        )
        self.acting = (self._moving, self._panes, self._finding, ItemActions(self, self._page))

    @cached_property
    def host(self) -> ReadingHost:
        """What goes beyond this screen."""
        return host_of(self)

    # What the app asks

    def place(self) -> ReadingPlace:
        """Where the reader is."""
        return self._page.place()

    def address(self) -> ItemAddress:
        """The issue, with the item being read."""
        return ItemAddress(self.key, self.position() or None)

    def position(self) -> int:
        """Running position of the item being read, from 1; 0 before the first."""
        return self.places.position_of_block(self._page.page, self._page.top.block)

    def show(self, key: IssueKey, loaded: Loaded, place: ReadingPlace) -> None:
        """Another issue, or this one as it now is on disk, from `place` on."""
        another = key != self.key
        self.key, self.loaded, self.seen = key, loaded, loaded.stamp
        self.places = places_of(loaded.issue)
        self._contents.set_rows(self.places.rows)
        self._panes.fit(self.size.width)
        self._page.show(loaded.issue, place)
        self._search.repeat()
        self.follow()
        self._update_warnings()
        self.host.issue_opened(key, loaded, self.say)
        if another:
            self._watch.begin()

    def stopped_at(self) -> str | None:
        """What the item being read is called, in an issue that is left before its end; empty at the end.

        None where nobody has read yet, at the beginning.
        """
        if self._page.at_end:
            return ""
        position = self.position() if self._page.drawn else 0
        return str(self.places.names[position - 1]) if position else None

    def go(self, place: ReadingPlace) -> None:
        """To a place in this issue."""
        self._page.go_place(place)
        self.follow()

    def prime(self, words: tuple[str, ...]) -> None:
        """Mark the words that led here, so that `n` goes on to the next."""
        if words:
            page, position = self._page.page, self.position()
            self._search.prime(words, page.item_range(position)[1] if position else page.block_total)
            self.follow()

    def mouse_changed(self) -> None:
        """The mouse was given away or taken back: the status row says so."""
        self.status.set_facts(self._facts())

    # Making and laying out

    def compose(self) -> ComposeResult:
        """Warnings, contents, page, status."""
        if self.loaded.findings:
            yield self._warning_line()
        self._panes.fit(self.app.size.width)
        yield self._contents
        yield self._page
        yield self.status

    def on_mount(self) -> None:
        """Follow the file on the disk."""
        self.set_interval(self.host.options.poll_seconds, self._look_at_file)
        self._watch.begin()
        self.host.issue_opened(self.key, self.loaded, self.say)

    @on(ScreenResume)
    def _resumed(self) -> None:
        """In front again."""
        self._watch.go_on()

    def _mark_read(self) -> None:
        self.host.state.mark_read(self.key)
        self.host.issue_read(self.key, self.loaded)

    def _look_at_file(self) -> None:
        self.host.look_at_file(self.key, self.seen)

    def on_resize(self, event: Resize) -> None:
        """Side by side or one at a time."""
        self._panes.fit(event.size.width)

    def _warning_line(self) -> "WarningLine":
        from briefing_tui.tui.reading.warning_line import WarningLine

        return WarningLine(self.loaded.findings, ambiguous=self.host.options.ambiguous)

    def _update_warnings(self) -> None:
        for line in self.query("WarningLine"):
            line.remove()
        if self.loaded.findings:
            self.mount(self._warning_line(), before=0)

    # What the panes say

    @on(PageView.Scrolled)
    def _scrolled(self, event: PageView.Scrolled) -> None:
        self.follow()
        if event.by_hand:
            self._moving.moved_down()

    def follow(self) -> None:
        """The page was moved: contents and status row tell of its first row; called after every move, so that all is drawn at once."""
        self._contents.follow(self._row_here())
        self.status.set_facts(self._facts())

    def _row_here(self) -> int:
        """Row of the contents that is being read; -1 for none."""
        return self.places.row_of_block(self._page.page, self._page.top.block)

    def _facts(self) -> tuple[str, ...]:
        """What the status row says of the issue and of the place in it."""
        more = (*self._lag.fact, *(() if self.host.mouse_taken else (_("mouse: terminal"),)))
        title = self.loaded.issue.masthead.title
        return layout.reading_facts(self.key, title, self.places, self._page.viewport, self.size.width, more)

    @on(ContentsPane.Chosen)
    def _chosen(self, event: ContentsPane.Chosen) -> None:
        if event.index >= len(self.places.rows):
            return  # chosen in the issue that stood here a moment ago
        block = self.places.block_of_row(self._page.page, event.index)
        self._panes.to_page()
        self._moving.go(block)

    # Finding

    def on_find_bar_typed(self, event: "FindBar.Typed") -> None:
        """Search while it is typed."""
        self._search.look_for(event.query)

    def on_find_bar_accepted(self, event: "FindBar.Accepted") -> None:
        """Enter: read on at the match."""
        self._finding.accepted(event.query)

    def on_find_bar_cancelled(self) -> None:
        """Escape: as before the search."""
        self._finding.cancelled()

    def _searched(self, notice: str) -> None:
        """The search moved the page, perhaps, and has this to tell."""
        self.follow()
        self.say(notice)

    # Other issues, leaving

    def action_older_issue(self) -> None:
        """Key <."""
        self.host.open_neighbour(self.key, -1)

    def action_newer_issue(self) -> None:
        """Key >."""
        self.host.open_neighbour(self.key, 1)

    def action_leave(self) -> None:
        """Keys q and Escape, the latter when there is nothing else to leave."""
        if self._panes.step_back():
            return
        if self._search.query:
            self._search.clear()
        else:
            self.host.show_library()
