"""A library at a glance: the beginning of its list, soon enough to be painted before the framework is there.

Called by whoever paints the first screen. A small library is read; of another the catalog is asked. What the list itself will show is
always what it reads for itself.
"""

import os
from collections.abc import Iterable, Set as AbstractSet

from briefing_tui.library.disk.names import find_in_year, names_in_year, years_of
from briefing_tui.library.entry import Entry, Glance, highest_numbers
from briefing_tui.library.reader import LibraryReader

_FEW = 40
"""Files that may be read at once."""
_FEW_BYTES = 160_000
"""Bytes they may have together."""


def glance(library: LibraryReader, count: int, read: AbstractSet[str]) -> Glance | None:
    """The first `count` entries and what is to be known of the rest; `read` are the keys of the issues that were read.

    None when that would take longer than a moment. LibraryError when the library cannot be listed.
    """
    if _is_small(library.root):
        return glance_of(library.entries(), count, read)
    if not library.cache_directory:
        return None
    from briefing_tui.library.catalog.seal import catalog_path

    path = catalog_path(library.cache_directory, library.root)
    if not os.path.exists(path):
        return None
    from briefing_tui.library.catalog.newest import newest  # loads sqlite3

    found = newest(path, library.root, count, read, published_only=library.published_only)
    if found is None or not library.published_only:
        return found
    entries = (one if one.summary else one._replace(error=library.reason(one.error)) for one in found.entries)
    return found._replace(entries=tuple(entries))


def glance_of(entries: Iterable[Entry], count: int, read: AbstractSet[str]) -> Glance:
    """The same of all entries of a library, newest first."""
    every = list(entries)
    sound = [entry for entry in every if entry.summary is not None]
    return Glance(
        entries=tuple(every[:count]),
        total=len(every),
        headings=len({None if entry.key is None else entry.key.year for entry in every}),
        unread=sum(entry.key is not None and str(entry.key) not in read for entry in sound),
        keys=highest_numbers(entry.key for entry in every if entry.key is not None),
        titles=frozenset(entry.summary.title for entry in sound if entry.summary is not None),
        statuses=frozenset(entry.summary.status for entry in sound if entry.summary is not None),
    )


def _is_small(root: str) -> bool:
    """Whether all files can be read in a moment, as far as names and sizes tell."""
    years, files, size = years_of(root), 0, 0
    for year in years:
        files += names_in_year(root, year)
        if files > _FEW:
            return False
    for found in (one for year in years for one in find_in_year(root, year)):
        size += found.status.st_size if found.status is not None else 0
    return size <= _FEW_BYTES
