"""The reading screen: contents on the left, the page on the right, one row of status.

Pushed by the app with an issue that is loaded already. It answers what its panes ask and tells the app when the
reader moved. Its keys come from the table of actions (`tui.actions.keys`); after `Tab` the moving keys serve the contents.
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
from briefing_tui.model.printed import citation
from briefing_tui.personal.state import ReadingPlace
from briefing_tui.tui.actions import keys
from briefing_tui.tui.host import ReadingHost, host_of
from briefing_tui.tui.reading import layout
from briefing_tui.tui.reading.contents_pane import ContentsPane
from briefing_tui.tui.reading.line_mark import line_mark
from briefing_tui.tui.reading.page_search import Search
from briefing_tui.tui.reading.places import Places
from briefing_tui.tui.reading.read_watch import ReadWatch
from briefing_tui.tui.widgets.page_view import PageView
from briefing_tui.tui.widgets.resting import RestingScreen
from briefing_tui.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from briefing_tui.library.entry import Stamp
    from briefing_tui.tui.reading.warning_line import WarningLine
    from briefing_tui.tui.widgets.find_bar import FindBar

MEASURES = range(16, 81, 2)
"""汉字 to a line that `+` and `-` choose from."""


class ReadingScreen(RestingScreen, inherit_bindings=False):
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
        self._places = Places(loaded.issue)
        self._wide_contents = bool(host.state.option("contents", 1))
        self._narrow_contents = False
        self._find_bar: FindBar | None = None
        measure = host.state.option("measure", host.options.measure)
        self._page = PageView(loaded.issue, measure=measure, ambiguous=ambiguous, place=place)
        self._search = Search(self._page, self._searched)
        self._contents = ContentsPane(self._places.rows, ambiguous=ambiguous, source=self._row_here)
        self._watch = ReadWatch(self, self._mark_read)
        self._status = StatusLine(
            hints=keys.hints(keys.READING, writable=host.writable), ambiguous=ambiguous, source=self._facts
        )

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
        return self._places.position_of_block(self._page.page, self._page.top.block)

    def show(self, key: IssueKey, loaded: Loaded, place: ReadingPlace) -> None:
        """Another issue, or this one as it now is on disk, from `place` on."""
        another = key != self.key
        self.key, self.loaded, self.seen = key, loaded, loaded.stamp
        self._places = Places(loaded.issue)
        self._contents.set_rows(self._places.rows)
        self._fit(self.size.width)
        self._page.show(loaded.issue, place)
        self._search.repeat()
        self._follow()
        self._update_warnings()
        if another:
            self._watch.begin()

    def stopped_at(self) -> str | None:
        """What the item being read is called, in an issue that is left before its end; empty at the end.

        None where nobody has read yet, at the beginning.
        """
        if self._page.at_end:
            return ""
        position = self.position() if self._page.drawn else 0
        return str(self._places.names[position - 1]) if position else None

    def go(self, place: ReadingPlace) -> None:
        """To a place in this issue."""
        self._page.go_place(place)
        self._follow()

    def prime(self, words: tuple[str, ...]) -> None:
        """Mark the words that led here, so that `n` goes on to the next."""
        if words:
            page, position = self._page.page, self.position()
            self._search.prime(words, page.item_range(position)[1] if position else page.block_total)
            self._follow()

    def say(self, text: str) -> None:
        """A notice in the status row, until the next key."""
        self._status.say(text)

    def mouse_changed(self) -> None:
        """The mouse was given away or taken back: the status row says so."""
        self._status.set_facts(self._facts())

    # Making and laying out

    def compose(self) -> ComposeResult:
        """Warnings, contents, page, status."""
        if self.loaded.findings:
            yield self._warning_line()
        self._fit(self.app.size.width)
        yield self._contents
        yield self._page
        yield self._status

    def on_mount(self) -> None:
        """Follow the file on the disk."""
        self.set_interval(self.host.options.poll_seconds, self._look_at_file)
        self._watch.begin()

    @on(ScreenResume)
    def _resumed(self) -> None:
        """In front again."""
        self._watch.go_on()

    def _mark_read(self) -> None:
        self.host.state.mark_read(self.key)

    def _look_at_file(self) -> None:
        self.host.look_at_file(self.key, self.seen)

    def on_resize(self, event: Resize) -> None:
        """Side by side or one at a time."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        wide = width >= layout.TWO_PANES
        shown = self._wide_contents if wide else self._narrow_contents
        self._contents.styles.width = self._contents.styles.max_width = (
            layout.contents_cells(width, self._page.measure, self._contents.cells_wanted())
            if wide
            else "100%"
        )
        self._contents.display = shown
        self._page.display = wide or not shown
        if not shown and self._contents.active:
            self._contents.activate(active=False)

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
        self._follow()
        if event.by_hand:
            self._moved_down()

    def _moved_down(self) -> None:
        """The reader moved by hand: at the end, the issue was read."""
        if self._page.at_end:
            self._watch.paged()

    def _follow(self) -> None:
        """Contents and status row tell of the first row; called after every move, so that all is drawn at once."""
        self._contents.follow(self._row_here())
        self._status.set_facts(self._facts())

    def _row_here(self) -> int:
        """Row of the contents that is being read; -1 for none."""
        return self._places.row_of_block(self._page.page, self._page.top.block)

    def _facts(self) -> tuple[str, ...]:
        """What the status row says of the issue and of the place in it."""
        more = () if self.host.mouse_taken else (_("mouse: terminal"),)
        title = self.loaded.issue.masthead.title
        return layout.reading_facts(self.key, title, self._places, self._page.viewport, self.size.width, more)

    @on(ContentsPane.Chosen)
    def _chosen(self, event: ContentsPane.Chosen) -> None:
        if event.index >= len(self._places.rows):
            return  # chosen in the issue that stood here a moment ago
        block = self._places.block_of_row(self._page.page, event.index)
        if self._contents.active:
            self._contents.activate(active=False)
        if self._narrow_contents:
            self._narrow_contents = False
            self._fit(self.size.width)
        self._go(block)

    # Moving

    def action_line_down(self) -> None:
        """Key j ↓."""
        self._move(1)

    def action_line_up(self) -> None:
        """Key k ↑."""
        self._move(-1)

    def action_page_down(self) -> None:
        """Key Space."""
        self._move_screens(1)

    def action_page_up(self) -> None:
        """Key u."""
        self._move_screens(-1)

    def action_top(self) -> None:
        """Key g."""
        if self._contents.active:
            self._contents.move_to_end(last=False)
        else:
            self._go(0)

    def action_bottom(self) -> None:
        """Key G."""
        if self._contents.active:
            self._contents.move_to_end(last=True)
        else:
            self._page.go_bottom()
            self._follow()
            self._moved_down()

    def _go(self, block: int) -> None:
        if block:
            self._page.go_block(block)
        else:
            self._page.go_top()
        self._follow()

    def _move(self, count: int) -> None:
        if self._contents.active:
            self._contents.move(count)
        else:
            self._page.scroll_lines(count)
            self._follow()
            if count > 0:
                self._moved_down()

    def _move_screens(self, count: int) -> None:
        if self._contents.active:
            self._contents.move_screens(count)
        else:
            self._page.scroll_screens(count)
            self._follow()
            if count > 0:
                self._watch.paged()

    def action_next_item(self) -> None:
        """Key ]."""
        page = self._page.page
        position = self._places.item_after(page, self._page.top)
        if position:
            self._go(page.block_of_item(position))
        else:
            self.say(_("No item after this one; > opens the newer issue."))

    def action_previous_item(self) -> None:
        """Key [."""
        page = self._page.page
        position = self._places.item_before(page, self._page.top, self._page.viewport.line_of)
        self._go(page.block_of_item(position) if position else 0)

    def action_next_section(self) -> None:
        """Key }."""
        block = self._places.section_after(self._page.page, self._page.top.block)
        if block >= 0:
            self._go(block)
        else:
            self.say(_("No section after this one."))

    def action_previous_section(self) -> None:
        """Key {."""
        block = self._places.section_before(self._page.page, self._page.top, self._page.viewport.line_of)
        self._go(max(0, block))

    # Contents and measure

    def action_jump(self) -> None:
        """Key Enter."""
        if self._contents.active:
            self._contents.choose()

    def action_switch_pane(self) -> None:
        """Key Tab."""
        if not self._contents.display:
            self.action_toggle_contents()
        else:
            self._contents.activate(active=not self._contents.active)

    def action_toggle_contents(self) -> None:
        """Key t."""
        if self.size.width >= layout.TWO_PANES:
            self._wide_contents = not self._wide_contents
            self.host.state.set_option("contents", int(self._wide_contents))
        else:
            self._narrow_contents = not self._narrow_contents
        self._fit(self.size.width)
        if self._narrow_contents and self._contents.display:
            self._contents.activate(active=True)

    def action_wider(self) -> None:
        """Key +."""
        self._set_measure(2)

    def action_narrower(self) -> None:
        """Key -."""
        self._set_measure(-2)

    def _set_measure(self, step: int) -> None:
        """From the length that is shown, which the window may limit."""
        width, shown = self.size.width, self._page.measure_shown
        beside = layout.least_contents(width) if self._contents.display and width >= layout.TWO_PANES else 0
        room = (width - beside - layout.PAGE_MARGINS) // 2
        if step > 0 and (shown + step > room or shown >= MEASURES[-1]):
            self.say(_("{measure} characters to a line: no room for more").format(measure=shown))
            return
        measure = max(MEASURES.start, min(shown + step, MEASURES[-1]))
        self._page.set_measure(measure)
        self._fit(width)
        self._follow()
        self.host.state.set_option("measure", measure)
        self.say(_("{measure} characters to a line").format(measure=measure))

    # Finding

    async def action_find(self) -> None:
        """Key /."""
        from briefing_tui.tui.widgets.find_bar import FindBar

        if self._find_bar is None:
            self._search.begin()
            self.say(_("Enter reads on, Esc goes back"))
            self._find_bar = FindBar(self._search.query)
            await self.mount(self._find_bar, after=self._status)

    def action_find_next(self) -> None:
        """Key n."""
        self._search.step(1)

    def action_find_previous(self) -> None:
        """Key N."""
        self._search.step(-1)

    def on_find_bar_typed(self, event: "FindBar.Typed") -> None:
        """Search while it is typed."""
        self._search.look_for(event.query)

    def on_find_bar_accepted(self, event: "FindBar.Accepted") -> None:
        """Enter: read on at the match."""
        self._close_find_bar()
        if event.query != self._search.query:
            self._search.look_for(event.query)
        else:
            self._search.step(0)

    def on_find_bar_cancelled(self) -> None:
        """Escape: as before the search."""
        self._close_find_bar()
        self._search.give_up()

    def _close_find_bar(self) -> None:
        if self._find_bar is not None:
            self._find_bar.remove()
            self._find_bar = None
            self.set_focus(None)

    def _searched(self, notice: str) -> None:
        """The search moved the page, perhaps, and has this to tell."""
        self._follow()
        self.say(notice)

    # Copying, bookmarks, other issues, leaving

    def action_copy_item(self) -> None:
        """Key y."""
        position = self.position()
        if not position:
            self.say(_("No item here to copy: ] goes to the first."))
            return
        text = f"{self._page.page.item_text(position).rstrip()}\n{citation(self.loaded.issue, position)}\n"
        self.say(self.host.copy_text(text, citation(self.loaded.issue, position)))

    def action_toggle_bookmark(self) -> None:
        """Key b."""
        page, address = self._page, self.address()
        known = [mark for mark in self.host.state.bookmarks() if mark.address == str(address)]
        mark = line_mark(page.page, page.top, page.place(), self.position(), known)
        title = self._places.title_of(self.position()) or citation(self.loaded.issue)
        title = f"{mark.words}… · {title}" if mark.words else title
        self.say(self.host.toggle_bookmark(address, title, mark.place))

    def action_older_issue(self) -> None:
        """Key <."""
        self.host.open_neighbour(self.key, -1)

    def action_newer_issue(self) -> None:
        """Key >."""
        self.host.open_neighbour(self.key, 1)

    def action_leave(self) -> None:
        """Keys q and Escape, the latter when there is nothing else to leave."""
        if self._narrow_contents and self._contents.display:
            self.action_toggle_contents()
        elif self._contents.active:
            self._contents.activate(active=False)
        elif self._search.query:
            self._search.clear()
        else:
            self.host.show_library()
