"""The statistics screen: issues and items by month, section, contributing unit, tag and province, as bars.

Pushed by the app (`tui.finding`). A thread reads the library once and says every now and then what it has counted;
changing the table reads nothing, changing the year reads that year. Leaving stops it.
"""

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.statistics import (
    DIMENSIONS,
    MONTH,
    REGION,
    SECTION,
    TAG,
    UNIT,
    Progress,
    Tally,
    read,
)
from briefing_tui.tui import keys
from briefing_tui.tui.widgets.bar_rows import BarRows
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.table_heads import TableHeads

if TYPE_CHECKING:
    from briefing_tui.tui.app import BriefingApp

_BATCH_SECONDS = 0.3
"""Between two states of counts that are growing."""
_FIELDS = {SECTION: "section", UNIT: "unit", TAG: "tag"}
"""Dimension → field of a query that finds its items."""


class StatisticsScreen(Screen[None], inherit_bindings=False):
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
        """Counts of what has been read so far, of one year or of all."""

        tally: Tally
        progress: Progress
        year: int | None
        years: tuple[int, ...]

    @dataclass
    class Failed(Message):
        """The library cannot be listed."""

        error: BriefingError

    def __init__(self) -> None:
        super().__init__()
        ambiguous = self.briefing.options.ambiguous
        self._heads = TableHeads(ambiguous=ambiguous)
        self._bars = BarRows(ambiguous=ambiguous)
        self._status = StatusLine(hints=keys.hints(keys.STATISTICS), ambiguous=ambiguous)
        self._dimension = MONTH
        self._year: int | None = None
        self._years: tuple[int, ...] = ()
        self._tally = Tally()
        self._progress = Progress(0, 0, 0)
        self._complete = False

    @property
    def briefing(self) -> "BriefingApp":
        """The app, with its own type."""
        return cast("BriefingApp", self.app)

    def say(self, text: str) -> None:
        """A notice in the status row, until the next key."""
        self._status.say(text)

    def compose(self) -> ComposeResult:
        """Heads, bars, status."""
        yield self._heads
        yield self._bars
        yield self._status

    def on_mount(self) -> None:
        """Begin to count."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._restyle())
        self._bars.focus()
        self._count()

    def _restyle(self) -> None:
        for widget in (self._heads, self._bars, self._status):
            widget.restyle()

    # Counting, in a thread that only posts

    def _count(self) -> None:
        self._complete = False
        self._tally, self._progress = Tally(), Progress(0, 0, 0)
        self.run_worker(partial(self._read, self._year), group="count", exclusive=True, thread=True)
        self._show()

    def _read(self, year: int | None) -> None:
        worker = get_current_worker()
        tally, told = Tally(), time.monotonic()
        progress = Progress(0, 0, 0)
        library = self.briefing.library
        try:
            years = tuple(sorted({key.year for key in library.keys()}))  # noqa: SIM118 - no mapping
            for progress in read(library, tally, year):
                if worker.is_cancelled:
                    return
                if time.monotonic() - told > _BATCH_SECONDS:
                    told = time.monotonic()
                    self.post_message(self.Counted(tally.copy(), progress, year, years))
        except BriefingError as error:
            self.post_message(self.Failed(error))
            return
        self.post_message(self.Counted(tally, progress._replace(total=progress.done), year, years))

    def on_statistics_screen_counted(self, event: Counted) -> None:
        """Show them, unless another year was wished for meanwhile."""
        if event.year == self._year:
            self._tally, self._progress, self._years = event.tally, event.progress, event.years
            self._complete = event.progress.done == event.progress.total
            self._show()

    def on_statistics_screen_failed(self, event: Failed) -> None:
        """Say why."""
        self._complete = True
        self._show()
        self.say(event.error.one_line())

    # Showing

    def _show(self, cursor: int | None = None) -> None:
        month = self._dimension == MONTH
        counts = self._tally.counts(self._dimension)
        if month:
            counts = counts[::-1]  # the newest first, as everywhere
        self._bars.show(
            counts,
            issue_bars=month,
            empty=_("Nothing to count.") if self._complete else _("reading …"),
            cursor=cursor,
        )
        self._heads.show(
            [_title(name) for name in DIMENSIONS], DIMENSIONS.index(self._dimension), self._legend()
        )
        self._status.set_facts(self._facts())

    def _legend(self) -> str:
        """What the bars of this table mean, in words."""
        words = {
            MONTH: _("month: issues and items"),
            SECTION: _("section: issues with it, items in it"),
            UNIT: _("contributing unit (采用情况): issues, items"),
            TAG: _("tag: issues, items"),
            REGION: _("province named in the text: issues, items"),
        }
        return words[self._dimension]

    def _facts(self) -> list[str]:
        totals = self._tally.totals(self._dimension)
        facts = [_("all years") if self._year is None else str(self._year)]
        if not self._complete:
            facts.append(
                _("reading {done} of {total}").format(done=self._progress.done, total=self._progress.total)
            )
        facts.append(ngettext("{count} issue", "{count} issues", totals.issues).format(count=totals.issues))
        facts.append(ngettext("{count} item", "{count} items", totals.items).format(count=totals.items))
        if totals.without and self._dimension != MONTH:
            facts.append(_("{count} in no row").format(count=totals.without))
        if self._progress.unreadable:
            facts.append(_("{count} unreadable").format(count=self._progress.unreadable))
        return facts

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
        order: list[int | None] = [*self._years, None]
        at = order.index(self._year) + step
        if not 0 <= at < len(order):
            self.say(_("This is the oldest year.") if step < 0 else _("These are all years."))
            return
        self._year = order[at]
        self._count()

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
        elif self._dimension == REGION:
            query = f"{name}{year}"
        else:
            query = f'{_FIELDS[self._dimension]}:"{name}"{year}'
        await self.briefing.action_search(query)

    def action_line_down(self) -> None:
        """Key j or ↓."""
        self._bars.move(1)

    def action_line_up(self) -> None:
        """Key k or ↑."""
        self._bars.move(-1)

    def action_page_down(self) -> None:
        """Key Space."""
        self._bars.page(1)

    def action_page_up(self) -> None:
        """Key u."""
        self._bars.page(-1)

    def action_top(self) -> None:
        """Key g."""
        self._bars.to_top()

    def action_bottom(self) -> None:
        """Key G."""
        self._bars.to_bottom()

    def action_leave(self) -> None:
        """Keys q and Escape."""
        if self.is_current:
            self.app.pop_screen()


def _title(dimension: str) -> str:
    """The name of a table."""
    return {
        MONTH: _("Months"),
        SECTION: _("Sections"),
        UNIT: _("Units"),
        TAG: _("Tags"),
        REGION: _("Provinces"),
    }[dimension]
