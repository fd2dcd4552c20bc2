"""The entries of a library by its catalog, with what changed since read anew: `LibraryReader.entries` without opening files.

Called by the reader when there is a catalog worth the import of SQLite. The answers are those the reader would give.
"""

import sqlite3

from briefing_tui.library.catalog import Catalog
from briefing_tui.library.changes import compare
from briefing_tui.library.found import (
    Found,
    find_file,
    find_in_year,
    make_stamp,
    newest_first,
    read_found,
    years_of,
)
from briefing_tui.library.summary import Entry
from briefing_tui.library.survey import SEPARATOR, YearSurvey


def known_entries(path: str, root: str, seen: dict[str, YearSurvey]) -> tuple[list[Entry], int] | None:
    """Every file's entry, newest first, and how many were read anew; None when there is no catalog to be trusted."""
    catalog = Catalog.open(path, root)
    if catalog is None:
        return None
    try:
        known = {entry.file: entry for entry in catalog.entries()}
        changes = compare(catalog.years(), seen)
        if not catalog.trusted():
            return None
    except sqlite3.Error:
        return None
    finally:
        catalog.close()
    for change in changes:
        for name in (*change.changed, *change.gone):
            known.pop(f"{change.year}/{name}", None)
    unlisted = [year for year in years_of(root) if year not in seen]
    total = sum(one.names.count(SEPARATOR) + 1 for one in seen.values() if one.names)
    if len(known) == total and not unlisted:
        return list(known.values()), 0
    names = [(year, name) for year, one in seen.items() for name in one.files()]
    unknown = [find_file(root, year, name) for year, name in names if f"{year}/{name}" not in known]
    unknown += [found for year in unlisted for found in find_in_year(root, year)]
    entries = [*known.values(), *(_entry(root, found) for found in unknown)]
    entries.sort(key=lambda entry: newest_first(Found(entry.key, entry.file, None, "")))
    return entries, len(unknown)


def _entry(root: str, found: Found) -> Entry:
    if found.status is None or found.error:
        return Entry(found.key, found.file, None, found.error, make_stamp(found.status))
    return read_found(root, found)[0]
