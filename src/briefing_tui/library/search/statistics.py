"""Counts of issues and items by month, section, contributing unit, tag, province and year.

Asked for by the verb `stats` and the statistics screen through `Finder.statistics`. The catalog keeps the figures of each
issue (`catalog.figures`) as long as its file is the one they were made of; what changed, or all without a catalog, is
read. So the answers are always those of the files.
"""

from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.library.catalog.document import key_of_ordinal
from briefing_tui.library.catalog.figures import Figures, figures_of, load_figures
from briefing_tui.library.catalog.store import Catalog
from briefing_tui.library.catalog.unstored import Overlay
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import IssueKey

MONTH, SECTION, UNIT, TAG, REGION, YEAR = DIMENSIONS = ("month", "section", "unit", "tag", "region", "year")
_IN_FIGURES = (SECTION, UNIT, TAG, REGION)
"""Dimensions that `Figures` counts, in the order of its field `without`."""
_QUIET_MONTHS = 12
"""Months without an issue that are shown between two with one; a longer silence is a gap in the library, not a figure."""


class Count(NamedTuple):
    """One row of a table."""

    name: str
    """A month as `2024-12`, a year, a title of a section, a unit, a tag, or the short name of a province."""
    issues: int
    """Issues in which it occurs."""
    items: int
    """Items it has, or that name it."""


class Totals(NamedTuple):
    """What everything adds up to."""

    issues: int
    items: int
    without: int
    """Items that belong to no row: their issue has no date, they name no unit …"""


class Tally:
    """Counts of some issues."""

    def __init__(self) -> None:
        self.issues = 0
        self.items = 0
        self.rows: dict[str, dict[str, list[int]]] = {name: {} for name in DIMENSIONS}
        """Dimension → name → issues and items."""
        self.without: dict[str, int] = dict.fromkeys(DIMENSIONS, 0)
        """Dimension → items in no row."""

    def add(self, date: str, figures: Figures, year: int | None = None) -> None:
        """Count one issue; `date` is ISO 8601, or empty, `year` that of its number."""
        self.issues += 1
        self.items += figures.items
        month = date[:7]
        if month:  # an issue without items is an issue of its month too
            _add(self.rows[MONTH], month, 1, figures.items)
        else:
            self.without[MONTH] += figures.items
        if year is not None:
            _add(self.rows[YEAR], str(year), 1, figures.items)
        kinds = (figures.sections, figures.units, figures.tags, figures.regions)
        for dimension, found, without in zip(_IN_FIGURES, kinds, figures.without, strict=True):
            counts = self.rows[dimension]
            for name, items in found.items():
                _add(counts, name, 1, items)
            self.without[dimension] += without

    def add_all(self, other: "Tally") -> None:
        """Count what another has counted."""
        self.issues += other.issues
        self.items += other.items
        for dimension in DIMENSIONS:
            for name, (issues, items) in other.rows[dimension].items():
                _add(self.rows[dimension], name, issues, items)
            self.without[dimension] += other.without[dimension]

    def counts(self, dimension: str) -> tuple[Count, ...]:
        """The rows of one of `DIMENSIONS`: months in order with quiet ones between, years in order, all else by items, most first."""
        rows = [Count(name, issues, items) for name, (issues, items) in self.rows[dimension].items()]
        if dimension == MONTH:
            return tuple(_with_quiet_months(sorted(rows)))
        if dimension == YEAR:
            return tuple(sorted(rows))
        return tuple(sorted(rows, key=lambda row: (-row.items, row.name)))

    def totals(self, dimension: str) -> Totals:
        """All issues and items, and how many items are in no row of `dimension`."""
        return Totals(self.issues, self.items, self.without[dimension])


class Statistics:
    """What was counted of a library, year by year."""

    def __init__(self) -> None:
        self._tallies: dict[int, Tally] = {}
        self._unreadable: dict[int, int] = {}

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have an issue, oldest first."""
        return tuple(sorted({*self._tallies, *self._unreadable}))

    def tally(self, year: int | None = None) -> Tally:
        """The counts of one year, or of all."""
        total = Tally()
        for one, tally in self._tallies.items():
            if year in (None, one):
                total.add_all(tally)
        return total

    def unreadable(self, year: int | None = None) -> int:
        """How many issues of a year, or of all, could not be read and are not counted; readers are not told."""
        return sum(count for one, count in self._unreadable.items() if year in (None, one))

    def add(self, key: IssueKey, date: str, figures: Figures) -> None:
        """Count one issue."""
        self._tallies.setdefault(key.year, Tally()).add(date, figures, key.year)

    def add_unreadable(self, key: IssueKey) -> None:
        """Count one that cannot be read."""
        self._unreadable[key.year] = self._unreadable.get(key.year, 0) + 1


def count_library(catalog: Catalog | None, overlay: Overlay, *, published_only: bool) -> Statistics:
    """The statistics of what the catalog has as it is, if there is one, and of what lies over it."""
    made = Statistics()
    documents = ((one.key, one.status, one.date, figures_of(one.text)) for one in overlay.documents)
    known = _known(catalog, overlay.hidden) if catalog is not None else ()
    for found in (known, documents):
        for key, status, date, figures in found:
            if status == PUBLISHED or not published_only:
                made.add(key, date, figures)
    if not published_only:
        unknown = [one for one in catalog.unreadable() if one not in overlay.hidden] if catalog else []
        for ordinal in (*overlay.unreadable, *unknown):
            made.add_unreadable(key_of_ordinal(ordinal))
    return made


def _known(catalog: Catalog, hidden: frozenset[int]) -> Iterator[tuple[IssueKey, str, str, Figures]]:
    """Key, status, date and figures of the issues that the catalog has as they are."""
    rows = [row for row in catalog.figures() if row[0] not in hidden]
    loaded = iter(load_figures([text for *_others, text in rows if text is not None]))
    for ordinal, status, date, text in rows:
        figures = next(loaded) if text is not None else None
        if figures is None:  # not counted yet, and this session may not write
            document = catalog.document(ordinal)
            figures = figures_of(document.text if document is not None else "")
        yield key_of_ordinal(ordinal), status, date, figures


def _add(counts: dict[str, list[int]], name: str, issues: int, items: int) -> None:
    held = counts.get(name)
    if held is None:
        counts[name] = [issues, items]
    else:
        held[0] += issues
        held[1] += items


def _with_quiet_months(rows: list[Count]) -> Iterator[Count]:
    last: int | None = None
    for row in rows:
        year, _dash, month = row.name.partition("-")
        number = int(year) * 12 + int(month) - 1
        if last is not None and number - last <= _QUIET_MONTHS:
            for quiet in range(last + 1, number):
                yield Count(f"{quiet // 12:04}-{quiet % 12 + 1:02}", 0, 0)
        last = number
        yield row
