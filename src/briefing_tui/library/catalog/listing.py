"""The entries of a library by its catalog, with what changed since read anew: `LibraryReader.entries` without opening files.

Called by the reader when there is a catalog worth the import of SQLite. The answers are those the reader would give.
"""

import sqlite3

from briefing_tui.library.catalog.changes import compare, survey
from briefing_tui.library.catalog.document import ordinal_of
from briefing_tui.library.catalog.file_reading import read_found
from briefing_tui.library.catalog.store import Catalog
from briefing_tui.library.catalog.survey import SEPARATOR, YearSurvey
from briefing_tui.library.catalog.year_text import KEY, ListedIssue, heads_in_order, make_head
from briefing_tui.library.disk.names import (
    Found,
    find_file,
    find_in_year,
    key_of,
    make_stamp,
    newest_first,
    years_of,
)
from briefing_tui.library.entry import Entry
from briefing_tui.model.key import parse_key


def known_entries(path: str, root: str, seen: dict[str, YearSurvey]) -> tuple[list[Entry], int] | None:
    """Every file's entry, newest first, and how many were read anew; None when there is no catalog to be trusted."""
    catalog = Catalog.open(path, root)
    if catalog is None:
        return None
    try:
        with catalog.snapshot():
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


def known_heads(path: str, root: str) -> tuple[list[ListedIssue], int] | None:
    """As `known_entries`, with what a plain list shows, and quicker. The disk is asked after the catalog was read.

    None also when there is anything unusual in the library: a name without a key, two with one, a year that is no
    directory.
    """
    catalog = Catalog.open(path, root)
    if catalog is None:
        return None
    try:
        with catalog.snapshot():
            heads, known = catalog.heads(), catalog.years()
        if heads is None or not catalog.trusted():
            return None
    except sqlite3.Error:
        return None
    finally:
        catalog.close()
    seen = survey(root)
    if any(year not in seen for year in years_of(root)):
        return None
    read = 0
    for change in compare(known, seen):
        rows = {row[KEY]: row for row in heads.get(change.year, [])}
        for name in (*change.changed, *change.gone):
            rows.pop(str(key_of(name, int(change.year))), None)
        for name in change.changed:
            entry = _entry(root, find_file(root, change.year, name))
            if entry.key is None or str(entry.key) in rows:
                return None
            rows[str(entry.key)] = make_head(entry)
            read += 1
        ordered = sorted(rows, key=lambda key: ordinal_of(parse_key(key)))
        heads[change.year] = heads_in_order(rows[key] for key in ordered)
    return [row for year in sorted(heads, reverse=True) for row in heads[year]], read


def _entry(root: str, found: Found) -> Entry:
    if found.status is None or found.error:
        return Entry(found.key, found.file, None, found.error, make_stamp(found.status))
    return read_found(root, found).entry
