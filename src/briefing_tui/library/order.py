"""The order of a library, newest first: a supplement (增刊) has its own count and stands between the issues it came out between.

Called by the reader, for lists and neighbours, and by the catalog for plain lists. Ordinary issues stand by their numbers, whatever
their dates say. A supplement stands above the newest ordinary issue of its year that is dated before it; one without a date
below all. Pure; dates are ISO 8601, empty for none.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from briefing_tui.library.entry import Entry
from briefing_tui.model.key import SUPPLEMENT

Row = TypeVar("Row")


def placed(rows: Iterable[Row], supplements: Iterable[Row], date_of: Callable[[Row], str]) -> Iterator[Row]:
    """The ordinary issues of a year, newest first, with its supplements (newest first) among them.

    The date of an ordinary issue is asked for only while a supplement still has no place.
    """
    dated = [(date_of(row), row) for row in supplements]
    dated.sort(key=lambda pair: pair[0], reverse=True)  # stable: of one day the higher number first
    at = 0
    for row in rows:
        if at < len(dated) and (date := date_of(row)):
            while at < len(dated) and dated[at][0] > date:
                yield dated[at][1]
                at += 1
        yield row
    for _date, row in dated[at:]:
        yield row


def entries_in_order(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The same entries, which come year by year, in each the ordinary ones by number, then supplements; those without a key last.

    Those of a year come when all of them are known.
    """
    year, ordinary, supplements = 0, list[Entry](), list[Entry]()
    for entry in entries:
        key = entry.key
        of_year = 0 if key is None else key.year
        if of_year != year:
            yield from placed(ordinary, supplements, date_of_entry) if supplements else ordinary
            year, ordinary, supplements = of_year, [], []
        (supplements if key is not None and key.kind == SUPPLEMENT else ordinary).append(entry)
    yield from placed(ordinary, supplements, date_of_entry) if supplements else ordinary


def date_of_entry(entry: Entry) -> str:
    """The date of an issue; empty for none, and for a file that cannot be read."""
    return entry.summary.date.isoformat() if entry.summary and entry.summary.date else ""
