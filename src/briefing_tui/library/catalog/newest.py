"""The newest entries of a library by its catalog, and of the rest what a list's first screen needs: without asking for the state of every file.

Called by `library.glance` before the framework is there. Of the years in sight the disk is asked for the state of each file, of the others
for that of the folder; what has changed since is read. More than that, and anything that is seldom so, is left to the list itself: then the
answer is None. A file that was changed in place in a year out of sight may make a column a cell too wide; the list then says so itself.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Set as AbstractSet

from briefing_tui.errors import KeyFormatError
from briefing_tui.library.catalog.changes import compare, survey_years
from briefing_tui.library.catalog.document import key_of_ordinal, ordinal_of, year_bounds
from briefing_tui.library.catalog.file_reading import read_found
from briefing_tui.library.catalog.store import Catalog
from briefing_tui.library.catalog.survey import FolderStamp, folder_stamp
from briefing_tui.library.catalog.year_text import GroupedYear, YearGroup
from briefing_tui.library.disk.names import Found, find_file, key_of, newest_first, years_of
from briefing_tui.library.entry import Entry, Glance, highest_numbers
from briefing_tui.library.order import entries_in_order
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import IssueKey, parse_key

_MOST_READ = 8
"""Files that are read because the catalog does not have them as they are; more are as much as the list itself would read."""
_KINDS = 10_000
"""Ordinals of one kind in one year."""


def newest(
    path: str, root: str, count: int, read: AbstractSet[str], *, published_only: bool
) -> Glance | None:
    """The first `count` entries and what is to be known of the rest; `read` are the keys of the issues that were read.

    None when there is no catalog to be trusted, or when it does not know the library well enough. LibraryError when that cannot be listed.
    """
    years = years_of(root)
    catalog = Catalog.open(path, root)
    if catalog is None:
        return None
    try:
        with catalog.snapshot():
            beginning = _Beginning(catalog, root, read, published_only=published_only)
            glance = beginning.glance(years, count)
        return glance if catalog.trusted() else None
    except (sqlite3.Error, ValueError, _DoubtfulError):
        return None
    finally:
        catalog.close()


class _DoubtfulError(Exception):
    """Seldom so: the list itself is to tell."""


class _Beginning:
    """One look."""

    def __init__(self, catalog: Catalog, root: str, read: AbstractSet[str], *, published_only: bool) -> None:
        self._catalog = catalog
        self._root = root
        self._read = read
        self._status = PUBLISHED if published_only else "%"
        self._groups: Counter[YearGroup] = Counter()
        self._lowest: dict[int, int] = {}
        """Kind of a year → its lowest ordinal, which is that of the highest number."""
        self._marked = 0
        """Issues that can be read and were."""
        self._again: set[IssueKey] = set()
        """Issues whose files were read."""

    def glance(self, years: list[str], count: int) -> Glance:
        """What is asked for."""
        known = self._catalog.groups()
        if set(known) != set(years):
            raise _DoubtfulError
        self._count(known)
        entries: list[Entry] = []
        for year in years:
            if len(entries) < count:
                entries += self._entries_of(year, count)
            elif not self._is_as_it_was(year, known[year].folder):
                for name in self._changed(year):
                    self._read_again(year, name)
        shown = {
            one: number
            for one, number in self._groups.items()
            if number > 0 and self._is_shown(one.title, one.status)
        }
        sound = {one: number for one, number in shown.items() if one.title is not None}
        return Glance(
            entries=tuple(entries[:count]),
            total=sum(shown.values()),
            headings=len({one.kind // 2 for one in shown}),
            unread=sum(sound.values()) - self._marked,
            keys=highest_numbers(map(key_of_ordinal, self._lowest.values())),
            titles=frozenset(one.title for one in sound if one.title is not None),
            statuses=frozenset(one.status for one in sound),
        )

    def _count(self, years: dict[str, GroupedYear]) -> None:
        for year in years.values():
            if year.odd:
                raise _DoubtfulError
            for group, lowest, number in year.groups:
                self._groups[group] = number
                if self._is_shown(group.title, group.status):
                    self._lowest[group.kind] = min(lowest, self._lowest.get(group.kind, lowest))
        if self._read:
            self._marked = self._catalog.sound(_ordinals(self._read), self._status)

    def _is_shown(self, title: str | None, status: str) -> bool:
        return title is None or self._status in {"%", status}

    def _is_as_it_was(self, year: str, stamp: FolderStamp) -> bool:
        """Whether the folder of a year tells that its files are those of the catalog."""
        try:
            return stamp == folder_stamp(os.lstat(os.path.join(self._root, year)))
        except OSError:
            return False

    def _changed(self, year: str) -> set[str]:
        """The names of a year that are not as the catalog has them."""
        seen, known = survey_years(self._root, [year]), self._catalog.year(year)
        if year not in seen or known is None:
            raise _DoubtfulError
        changes = compare({year: known}, seen)
        if any(change.gone for change in changes):
            raise _DoubtfulError
        return {name for change in changes for name in change.changed}

    def _entries_of(self, year: str, count: int) -> list[Entry]:
        """The first entries of a year, in order; all supplements among them, for their dates say where they stand."""
        first, last = year_bounds(int(year))
        rows = self._catalog.entries_between(first, first + _KINDS - 1, self._status, count)
        rows += self._catalog.entries_between(first + _KINDS, last, self._status, _KINDS)
        entries = {entry.file: entry for entry, _foreign in rows}
        foreign = {entry.file.partition("/")[2] for entry, foreign in rows if foreign}
        for name in foreign | self._changed(year):
            entry = self._read_again(year, name)
            entries.pop(entry.file, None)
            if entry.summary is None or self._is_shown(entry.summary.title, entry.summary.status):
                entries[entry.file] = entry
        ordered = sorted(entries.values(), key=lambda one: newest_first(Found(one.key, one.file, None, "")))
        return list(entries_in_order(ordered))

    def _read_again(self, year: str, name: str) -> Entry:
        """The entry of a file as it is now, with which is counted from now on."""
        key = key_of(name, int(year))
        if key is None or key in self._again or len(self._again) == _MOST_READ:
            raise _DoubtfulError  # of two files of one key both have changed
        self._again.add(key)
        found = find_file(self._root, year, name)
        if found.status is None or found.error:
            raise _DoubtfulError
        entry, ordinal = read_found(self._root, found).entry, ordinal_of(key)
        before, summary = self._catalog.group_of(ordinal), entry.summary
        after = (summary.title, summary.status) if summary is not None else (None, "")
        if before is not None:
            self._note(key, ordinal, before, -1)
        self._note(key, ordinal, after, 1)
        return entry

    def _note(self, key: IssueKey, ordinal: int, group: tuple[str | None, str], step: int) -> None:
        kind = ordinal // _KINDS
        self._groups[YearGroup(*group, kind)] += step
        if not self._is_shown(*group):
            return
        if step > 0:
            self._lowest[kind] = min(ordinal, self._lowest.get(kind, ordinal))
        if group[0] is not None and str(key) in self._read:
            self._marked += step


def _ordinals(keys: AbstractSet[str]) -> list[int]:
    """Those of the keys that a reader's state holds, which anybody may have written."""
    found = []
    for key in keys:
        try:
            parsed = parse_key(key)
        except KeyFormatError:
            continue
        if str(parsed) == key:
            found.append(ordinal_of(parsed))
    return found
