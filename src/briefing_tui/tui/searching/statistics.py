"""The statistics screen: issues and items by month, section, contributing unit, tag, province and year, as bars.

Pushed by the app. A thread asks the finder, whose catalog knows the figures of all issues that have not changed
since, and tells how far it is; changing the table or the year reads nothing. Files that change while it is open are counted
anew. Leaving stops it, and what was read so far is kept.
"""

import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.worker import Worker, get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.catalog.changes import survey
from briefing_tui.library.inbox.inbox import Inbox
from briefing_tui.library.search.statistics import (
    DIMENSIONS,
    MONTH,
    REGION,
    SECTION,
    TAG,
    UNIT,
    YEAR,
    Count,
    Statistics,
    Tally,
)
from briefing_tui.tui.actions import keys
from briefing_tui.tui.host import StatisticsHost, host_of
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.searches import Searches
from briefing_tui.tui.searching.bar_rows import BarRows
from briefing_tui.tui.searching.search_lines import ProgressLine
from briefing_tui.tui.searching.table_heads import TableHeads
from briefing_tui.tui.widgets.row_moving import RowMoving
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.status_screen import StatusScreen
from briefing_tui.words import as_label, field_name

if TYPE_CHECKING:
    from briefing_tui.library.inbox.contribution import Usage

_TELL_SECONDS = 0.2
"""Between two words about how far the reading is."""
_FIELDS = {SECTION: "section", UNIT: "unit", TAG: "tag"}
"""Dimension → field of a query that finds its items."""


class StatisticsScreen(StatusScreen, inherit_bindings=False):
    """One table of counts at a time."""

    pane = keys.STATISTICS
    lists_only: ClassVar[bool] = True
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.STATISTICS)]
    DEFAULT_CSS = """
    StatisticsScreen BarRows { width: 100%; height: 1fr; }
    """

    @dataclass
    class Counted(Message):
        """All is counted."""

        statistics: Statistics

    @dataclass
    class Reading(Message):
        """How far it is."""

        done: int
        total: int

    @dataclass
    class Failed(Message):
        """The library cannot be listed."""

        error: BriefingError

    def __init__(self, searches: Searches) -> None:
        super().__init__()
        self._searches = searches
        ambiguous = self.host.options.ambiguous
        self._heads = TableHeads(ambiguous=ambiguous)
        self._progress = ProgressLine(ambiguous=ambiguous)
        self._bars = BarRows(ambiguous=ambiguous)
        self.status = StatusLine(hints=keys.hints(keys.STATISTICS), ambiguous=ambiguous)
        self._dimension = MONTH
        self._year: int | None = None
        self._statistics: Statistics | None = None
        self._inbox = Inbox(self.host.library.root)
        self._usages: dict[int | None, dict[str, Usage]] = {}
        """By year, None for all: what units sent in; of a session that may write."""
        self._tally = Tally()
        self._seen: object = None
        """What the disk said when it was counted; touched by the thread alone."""
        self._worker: Worker[None] | None = None
        self.acting = (RowMoving(lambda: self._bars),)

    @cached_property
    def host(self) -> StatisticsHost:
        """What goes beyond this screen."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        """Heads, progress while there is some, bars, status."""
        yield self._heads
        yield self._progress
        yield self._bars
        yield self.status

    def on_mount(self) -> None:
        """Begin to count, and look from time to time whether anything changed."""
        self._bars.focus()
        self._show()
        self._count()
        self.set_interval(self.host.options.poll_seconds, self._count)

    # Counting, in a thread that only posts

    def _count(self) -> None:
        """Count, if anything changed since; nothing while that is under way."""
        if self._worker is None or self._worker.is_finished:
            self._worker = self.run_worker(self._read, group="count", thread=True)

    def _read(self) -> None:
        worker, finder = get_current_worker(), self._searches.finder
        told = time.monotonic()

        def progress(_stage: str, done: int, total: int) -> None:
            nonlocal told
            now = time.monotonic()
            if now - told > _TELL_SECONDS and not worker.is_cancelled:
                told = now
                self.post_message(self.Reading(done, total))

        def stop() -> bool:
            return worker.is_cancelled

        try:
            usage = self._inbox.usage() if self.host.writable else {}
            seen = (survey(self.host.library.root), usage)
            if seen == self._seen:
                return
            if not finder.ready(progress, stop, figures=True):
                return
            statistics, self._seen = finder.statistics(), seen
            if not stop():
                self._usages = {year: self._inbox.usage(year) for year in statistics.years} if usage else {}
                self._usages[None] = usage
                self.post_message(self.Counted(statistics))
                finder.catch_up(stop=stop, index=False, figures=True)
        except BriefingError as error:
            if error.one_line() != self._seen:
                self._seen = error.one_line()
                self.post_message(self.Failed(error))

    def on_statistics_screen_reading(self, event: Reading) -> None:
        """Tell how far it is."""
        text = _("Reading the library: {done} of {total}").format(done=event.done, total=event.total)
        self._progress.tell(text, event.done / max(1, event.total))

    def on_statistics_screen_counted(self, event: Counted) -> None:
        """Show them; the cursor stays in its row."""
        self._progress.tell("")
        self._statistics = event.statistics
        if self._year not in event.statistics.years:
            self._year = None
        self._choose_year(self._year)

    def on_statistics_screen_failed(self, event: Failed) -> None:
        """Say why; what was counted stays."""
        self._progress.tell("")
        if self._statistics is None:
            self._statistics = Statistics()
        self._show()
        self.say(error_line(event.error, self.host.library.root))

    # Showing

    def _show(self, cursor: int | None = None) -> None:
        month = self._dimension == MONTH
        counts = self._tally.counts(self._dimension)
        if self._dimension == UNIT:
            names = {one.name for one in counts}
            sent = self._usages.get(self._year, {})
            counts = (*counts, *(Count(name, 0, 0) for name in sorted(sent) if name not in names))
        if month or self._dimension == YEAR:
            counts = counts[::-1]  # the newest first, as everywhere
        self._bars.show(
            counts,
            name_head=_column(self._dimension),
            issue_bars=month or self._dimension == YEAR,
            empty=_("reading …") if self._statistics is None else _("Nothing to count."),
            cursor=cursor,
        )
        self._heads.show(
            [_title(name) for name in DIMENSIONS],
            DIMENSIONS.index(self._dimension),
            self._legend(),
            self._bars.heads,
        )
        self.status.set_facts(self._facts())

    def _legend(self) -> str:
        """What the bars of this table mean, in words."""
        words = {
            MONTH: _("month: issues and items"),
            SECTION: _("section: issues with it, items in it"),
            UNIT: _("contributing unit (采用情况): issues, items"),
            TAG: _("tag: issues, items"),
            REGION: _("province named in the text: issues, items"),
            YEAR: _("year: issues and items"),
        }
        without = self._tally.totals(self._dimension).without
        return words[self._dimension] + (_("; {count} in no row").format(count=without) if without else "")

    def _used(self) -> str:
        """What the highlighted unit sent in, and how much of it was taken; empty where that is not kept."""
        if self._dimension != UNIT or not 0 <= self._bars.cursor < len(self._bars.counts):
            return ""
        used = self._usages.get(self._year, {}).get(self._bars.counts[self._bars.cursor].name)
        if used is None:
            return ""
        text = _("sent in {sent}, taken {taken} ({share})")
        return text.format(sent=used.sent, taken=used.taken, share=used.percent)

    def _facts(self) -> list[str]:
        totals = self._tally.totals(self._dimension)
        facts = [_("all years") if self._year is None else str(self._year)]
        if self._statistics is None:
            return facts
        facts.append(ngettext("{count} issue", "{count} issues", totals.issues).format(count=totals.issues))
        facts.append(ngettext("{count} item", "{count} items", totals.items).format(count=totals.items))
        unreadable = self._statistics.unreadable(self._year)
        if unreadable:
            facts.append(_("{count} unreadable").format(count=unreadable))
        return [*facts, self._used()]

    def on_rows_view_moved(self) -> None:
        """Another unit: what it sent in."""
        self.status.set_facts(self._facts())

    # Keys

    def action_next_view(self) -> None:
        """Key Tab."""
        self._turn(1)

    def action_previous_view(self) -> None:
        """Key [."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        at = (DIMENSIONS.index(self._dimension) + step) % len(DIMENSIONS)
        self._dimension = DIMENSIONS[at]
        self._show(cursor=0)
        self._bars.to_top()

    @on(TableHeads.Chosen)
    def _chosen_head(self, event: TableHeads.Chosen) -> None:
        self._turn(event.index - DIMENSIONS.index(self._dimension))

    def action_older_year(self) -> None:
        """Key <."""
        self._step_year(-1)

    def action_newer_year(self) -> None:
        """Key >."""
        self._step_year(1)

    def _step_year(self, step: int) -> None:
        """The years in order, and "all" behind the newest."""
        if self._statistics is None:
            return
        order: list[int | None] = [*self._statistics.years, None]
        at = order.index(self._year) + step
        if not 0 <= at < len(order):
            self.say(_("This is the oldest year.") if step < 0 else _("These are all years."))
            return
        self._choose_year(order[at])

    def _choose_year(self, year: int | None) -> None:
        self._year = year
        if self._statistics is not None:
            self._tally = self._statistics.tally(year)
        self._show()

    @on(RowsView.Chosen)
    def _chosen(self) -> None:
        self.run_worker(self._look_up())

    async def action_look_up(self) -> None:
        """Key Enter."""
        await self._look_up()

    async def _look_up(self) -> None:
        if not 0 <= self._bars.cursor < len(self._bars.counts):
            return
        name = self._bars.counts[self._bars.cursor].name
        year = f" year:{self._year}" if self._year is not None else ""
        if self._dimension == MONTH:
            query = f"date:{name}"
        elif self._dimension == YEAR:
            query = f"year:{name}"
        elif self._dimension == REGION:
            query = f"{name}{year}"
        else:
            query = f'{_FIELDS[self._dimension]}:"{name}"{year}'
        await self.host.search(query)

    def action_leave(self) -> None:
        """Keys q and Escape."""
        if self.is_current:
            self.app.pop_screen()


def _title(dimension: str) -> str:
    """The name of a table."""
    return {
        MONTH: _("Months"),
        SECTION: _("Sections"),
        UNIT: as_label(field_name("units")),
        TAG: as_label(field_name("tags")),
        REGION: _("Provinces"),
        YEAR: _("Years"),
    }[dimension]


def _column(dimension: str) -> str:
    """The head of the column of names."""
    return {
        MONTH: _("Month"),
        SECTION: _("Section"),
        UNIT: as_label(field_name("units")),
        TAG: as_label(field_name("tags")),
        REGION: _("Province"),
        YEAR: as_label(field_name("year")),
    }[dimension]
