"""Counts of issues and items by month, section, contributing unit, tag and province. Pure but for `read`.

Called by the verb `stats` and the statistics screen, which hand in one issue after the other, so that both can show what
is known so far. An item counts once for each unit, tag and province it names, however often it names it. Texts are those of
the model: cleaned.
"""

from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Item
from briefing_tui.model.key import IssueKey
from briefing_tui.model.regions import regions_in

MONTH, SECTION, UNIT, TAG, REGION = DIMENSIONS = ("month", "section", "unit", "tag", "region")
_QUIET_MONTHS = 12
"""Months without an issue that are shown between two with one; a longer silence is a gap in the library, not a figure."""


class Count(NamedTuple):
    """One row of a table."""

    name: str
    """A month as `2024-12`, a title of a section, a unit, a tag, or the short name of a province."""
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
    """Counts of the issues added so far."""

    def __init__(self) -> None:
        self._issues = 0
        self._items = 0
        self._counts: dict[str, dict[str, list[int]]] = {name: {} for name in DIMENSIONS}
        self._without: dict[str, int] = dict.fromkeys(DIMENSIONS, 0)

    def add(self, issue: Issue) -> None:
        """Count one issue."""
        self._issues += 1
        seen: dict[str, dict[str, int]] = {name: {} for name in DIMENSIONS}
        date = issue.masthead.date
        month = f"{date:%Y-%m}" if date is not None else ""
        if month:
            seen[MONTH][month] = 0  # an issue without items is an issue of its month too
        for section in issue.sections:
            for item in section.items:
                self._items += 1
                for dimension, names in _names(item, month, section.title).items():
                    for name in names:
                        seen[dimension][name] = seen[dimension].get(name, 0) + 1
                    self._without[dimension] += not names
        for dimension, found in seen.items():
            for name, items in found.items():
                count = self._counts[dimension].setdefault(name, [0, 0])
                count[0] += 1
                count[1] += items

    def copy(self) -> "Tally":
        """The counts as they are now, which another thread may look at while this one goes on."""
        other = Tally()
        other._issues, other._items, other._without = self._issues, self._items, dict(self._without)
        other._counts = {
            dimension: {name: list(count) for name, count in counts.items()}
            for dimension, counts in self._counts.items()
        }
        return other

    def counts(self, dimension: str) -> tuple[Count, ...]:
        """The rows of one of `DIMENSIONS`: months in order with quiet ones between, all else by items, most first."""
        rows = [Count(name, issues, items) for name, (issues, items) in self._counts[dimension].items()]
        if dimension == MONTH:
            return tuple(_with_quiet_months(sorted(rows)))
        return tuple(sorted(rows, key=lambda row: (-row.items, row.name)))

    def totals(self, dimension: str) -> Totals:
        """All issues and items, and how many items are in no row of `dimension`."""
        return Totals(self._issues, self._items, self._without[dimension])


class Progress(NamedTuple):
    """One step of `read`."""

    done: int
    """Issues looked at."""
    total: int
    unreadable: int
    """Of those, how many could not be read."""


def read(library: LibraryReader, tally: Tally, year: int | None = None) -> Iterator[Progress]:
    """Add the issues of the library (of one year) to `tally`, newest first; one step an issue.

    LibraryError when the library cannot be listed. A file that cannot be read is counted and passed over.
    """
    keys = [key for key in library.keys() if year in (None, key.year)]  # noqa: SIM118 - no mapping
    unreadable = 0
    for done, key in enumerate(keys, 1):
        issue = _issue(library, key)
        if issue is None:
            unreadable += 1
        else:
            tally.add(issue)
        yield Progress(done, len(keys), unreadable)


def _issue(library: LibraryReader, key: IssueKey) -> Issue | None:
    try:
        return library.load(key).issue
    except BriefingError:
        return None


def _names(item: Item, month: str, section: str) -> dict[str, frozenset[str]]:
    return {
        MONTH: frozenset({month} - {""}),
        SECTION: frozenset({section} - {""}),
        UNIT: frozenset(item.units) - {""},
        TAG: frozenset(item.tags) - {""},
        REGION: regions_in(f"{item.title}\n{item.body}"),
    }


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
