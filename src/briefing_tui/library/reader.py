"""The library directory as a reader sees it: `LIBRARY/2024/2024-14.toml`.

Called by the shell verbs and the screens. `LibraryReader` has no method that writes: a read-only session is one that
was handed it. Names are matched in ASCII before any path is built; only regular files inside the library are opened
(promise F1). One bad file never hides the others. Order is newest first: by year, in it ordinary issues by number, supplements
where their dates belong (`order`). `latest` is the newest that is published, unless the caller edits.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from briefing_tui.errors import BriefingError, KeyFormatError, LibraryError, NotFoundError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import check_status, file_size, read_regular
from briefing_tui.library.disk.names import (
    ENDING,
    Found,
    find_in_year,
    key_of,
    key_order,
    make_stamp,
    names_in_year,
    newest_first,
    regular_names,
    years_of,
)
from briefing_tui.library.entry import Entry, Stamp, Summary
from briefing_tui.library.order import date_of_entry, entries_in_order, placed
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import SUPPLEMENT, IssueKey, ItemAddress, parse_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.format.codec import Loaded

__all__ = ["Entry", "LibraryReader", "Stamp", "Summary"]

LATEST = "latest"
"""The word for the newest issue, wherever a key is asked for."""
_WORTH_BYTES = 1_000_000
"""Size of a catalog from which on asking it is quicker than reading the files: about a hundred issues."""


class LibraryReader:
    """The issues below one directory. Holds no open files; keeps summaries in memory by what `stat` says."""

    def __init__(self, root: str, *, published_only: bool = False) -> None:
        self.root = root
        """The library directory, as the user gave it."""
        self.published_only = published_only
        """Issues that are not published do not exist for this reader; of a file that cannot be read, whose status nobody
        knows, it learns only that. Every method keeps to it."""
        self.cache_directory = ""
        """Where a catalog of the library may stand, which is asked before files are read; empty for none."""
        self.files_read = 0
        """How many files were opened for `entries`: what no catalog knew."""
        self._summaries: dict[str, tuple[Stamp, Entry]] = {}

    def exists(self) -> bool:
        """Whether the library's directory is there."""
        return os.path.isdir(self.root)

    def entries(self) -> list[Entry]:
        """Every TOML file below a year's directory, newest first; those without a usable name come last."""
        return list(self.iter_entries())

    def iter_entries(self) -> Iterator[Entry]:
        """As `entries`, each as soon as its file is read: a list on the screen fills from the newest on."""
        yield from entries_in_order(self._shown(self._known() or self._read()))

    def first_entries(self, count: int) -> list[Entry]:
        """What `entries` begins with, as many as asked for if there are so many: only the newest years are looked at,
        no catalog is asked. For the first screen of a large library.
        """
        return list(islice((entry for year in years_of(self.root) for entry in self._first_of(year)), count))

    def _first_of(self, year: str) -> Iterator[Entry]:
        """The entries of a year that have a key, in order; of an ordinary issue the file is read when it is its turn."""
        found = sorted((one for one in find_in_year(self.root, year) if one.key), key=newest_first)
        ordinary = [one for one in found if one.key and one.key.kind != SUPPLEMENT]
        supplements = found[len(ordinary) :]
        return placed(
            self._shown(map(self._unkept, ordinary)),
            self._shown(map(self._unkept, supplements)),
            date_of_entry,
        )

    def entry_total(self) -> int | None:
        """How many entries there are, by the names alone; None when this reader does not see them all."""
        if self.published_only:
            return None
        return sum(names_in_year(self.root, year) for year in years_of(self.root))

    def _shown(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """As this reader may see them, newest first; of two with one key the second is wrong."""
        names: set[IssueKey] = set()
        for entry in entries:
            if entry.key is not None and entry.key in names:
                shown = entry._replace(error=_("another file has the same key {key}").format(key=entry.key))
            else:
                shown = entry
            if entry.key is not None:
                names.add(entry.key)
            if not self.published_only:
                yield shown
            elif shown.summary is None:
                yield shown._replace(error=self.reason(shown.error))
            elif shown.summary.status == PUBLISHED:
                yield shown

    def reason(self, error: str) -> str:
        """What this reader may learn of why a file cannot be read."""
        return _("cannot be read; please tell the editors") if self.published_only else error

    def _read(self) -> Iterator[Entry]:
        """Every file's entry, newest first; a file is read only when its stamp is new."""
        found = sorted(self._walk(), key=newest_first)
        kept = {one.file for one in found}
        for file in list(self._summaries):  # at once: another thread may be reading too
            if file not in kept:
                self._summaries.pop(file, None)
        for one in found:
            yield self._entry(one)

    def _known(self) -> list[Entry] | None:
        """The same by the catalog, the first time, when it knows a library large enough for that to pay."""
        if self._summaries or not self.cache_directory:
            return None
        from briefing_tui.library.catalog.seal import catalog_path

        path = catalog_path(self.cache_directory, self.root)
        if file_size(path) < _WORTH_BYTES:
            return None
        from briefing_tui.library.catalog.changes import survey
        from briefing_tui.library.catalog.listing import known_entries  # loads sqlite3

        known = known_entries(path, self.root, survey(self.root))
        if known is None:
            return None
        entries, read = known
        self.files_read += read
        self._summaries = {entry.file: (entry.stamp, entry) for entry in entries if entry.summary}
        return entries

    def keys(self) -> list[IssueKey]:
        """The keys of all regular files by their names: by year, ordinary issues before supplements, the highest number first.
        No file is opened or measured.

        Under `published_only` of those that are published, which means to read each file once.
        """
        return [key for year in years_of(self.root) for key in filter(self._is_visible, self._keys_of(year))]

    def newest(self, *, published: bool = False) -> IssueKey | None:
        """The key that stands first, or the first that is `published` if there is one; None in an empty library."""
        keys = (key for year in years_of(self.root) for key in self._in_order(year) if self._is_visible(key))
        if self.published_only or not published:
            return next(keys, None)
        first = None
        for key in keys:
            first = first or key
            if self._is_published(key):
                return key
        return first

    def neighbour(self, key: IssueKey, step: int) -> IssueKey | None:
        """The issue `step` places newer (+1) or older (-1) than `key`, which need not be there; None past the ends."""
        if not step:
            return key
        there = (other for other in self._beyond(key, newer=step > 0) if self._is_visible(other))
        return next(islice(there, abs(step) - 1, None), None)

    def _beyond(self, key: IssueKey, *, newer: bool) -> Iterator[IssueKey]:
        """All keys newer than this one, or all that are older, the nearest first."""
        own = self._in_order(str(key.year), also=key)
        at = own.index(key)
        yield from own[:at][::-1] if newer else own[at + 1 :]
        years = [
            year for year in years_of(self.root) if (int(year) > key.year if newer else int(year) < key.year)
        ]
        for year in reversed(years) if newer else years:
            keys = self._in_order(year)
            yield from reversed(keys) if newer else keys

    def path(self, key: IssueKey) -> str:
        """Where the issue stands, or would stand. NotFoundError when it is there but not to be seen by this reader."""
        path = self._path_of(key)
        if self.published_only and os.path.lexists(path) and not self._is_visible(key):
            raise self._no_such(key)
        return path

    def _path_of(self, key: IssueKey) -> str:
        usual = self._usual_path(key)
        if os.path.lexists(usual):
            return usual
        year = os.path.join(self.root, str(key.year))
        for name in sorted(regular_names(year)):
            if key_of(name, key.year) == key:
                return os.path.join(year, name)
        return usual

    def load(self, key: IssueKey) -> "Loaded":
        """The issue; NotFoundError, UnsafeFileError, LibraryError or FormatError when it cannot be had."""
        return self._load(key, self._path_of(key))[0]

    def _load(self, key: IssueKey, path: str) -> "tuple[Loaded, bytes]":
        """The issue at `path` and the bytes it was in."""
        from briefing_tui.library.format.codec import load_issue

        try:
            data, status = read_regular(path, self.root)
            loaded = load_issue(data, path)
            if loaded.issue.key != key:
                loaded, data = self._renamed(path, loaded, data)
        except NotFoundError:
            raise self._no_such(key) from None
        except BriefingError as error:
            if self.published_only:  # the reason may quote what is not published
                raise type(error)(
                    _("cannot be read"), place=Place(path), hint=_("please tell the editors")
                ) from None
            raise
        if self.published_only and loaded.issue.workflow.status != PUBLISHED:
            raise self._no_such(key)
        loaded = loaded._replace(stamp=make_stamp(status))
        if loaded.issue.key != key:
            from briefing_tui.library.catalog.file_reading import disagreement  # seldom so

            loaded = loaded._replace(findings=(*loaded.findings, disagreement(key, loaded.issue.key)))
        return loaded, data

    def _renamed(self, path: str, loaded: "Loaded", data: bytes) -> "tuple[Loaded, bytes]":
        """What a file whose renaming was cut off was about to hold; what it holds when it was not."""
        from briefing_tui.library.disk.renaming import pending_text  # seldom so
        from briefing_tui.library.format.codec import load_issue

        pending = pending_text(path, data, self.root)
        return (loaded, data) if pending is None else (load_issue(pending, path), pending)

    def resolve(
        self, text: str, tell: Callable[[str], None] | None = None, *, editing: bool = False
    ) -> ItemAddress:
        """What a user typed as an address: any form of a key, `latest`, either with `#3`; what people write instead
        (`asked`); or a citation of an item (`cited`). `tell` is given what was taken when that is a guess.

        `latest` is the newest published issue, for whoever is `editing` the newest of all.

        KeyFormatError when it is none, NotFoundError when `latest` is asked of an empty library, or a number without a year
        that no issue has.
        """
        if "条" in text or "【" in text or "：" in text or "期:" in text:
            from briefing_tui.library.cited import cited_position, split_citation  # seldom so

            cited = split_citation(text)
            if cited is not None:
                key = self.resolve(cited.issue, tell, editing=editing).key
                return ItemAddress(key, cited_position(self.load(key).issue, key, cited.item))
        word, mark, item = text.strip().replace("＃", "#").partition("#")
        if word.lower() != LATEST:
            try:
                return parse_address(text)
            except KeyFormatError:
                from briefing_tui.library.asked import is_latest, understand  # seldom so

            if is_latest(word):
                return self.resolve(f"{LATEST}{mark}{item}", editing=editing)
            understood = understand(self, text)
            if understood.taken and tell is not None:
                tell(understood.taken)
            return understood.address
        newest = self.newest(published=not editing)
        if newest is None:
            raise NotFoundError(
                _("no issue in the library yet"),
                place=Place(self.root),
                hint=_("briefing-tui import FILE adds one"),
            )
        return self.resolve(f"{newest}{mark}{item}")

    def with_number(self, kind: str, number: int) -> list[IssueKey]:
        """The issues that this reader may see with a number of the year, newest first."""
        years = (int(year) for year in years_of(self.root))
        wanted = (IssueKey(year, kind, number) for year in years)
        return [key for key in wanted if key in self._keys_of(str(key.year)) and self._is_visible(key)]

    def newest_hint(self) -> str:
        """What to say to somebody who asked for an issue that is not there."""
        newest = self.newest()
        if newest is None and not os.path.isdir(self.root):
            return _("the library {root} is empty, for there is no such directory").format(root=self.root)
        if newest is None:
            return _("the library {root} is empty").format(root=self.root)
        return _("the newest is {newest}; briefing-tui list shows all").format(newest=newest)

    def stamp(self) -> object:
        """A fingerprint that changes when a file is edited, even in place, added, removed or renamed. No file is
        opened: a folder's time alone would miss an edit in place.
        """
        return tuple(sorted((one.file, make_stamp(one.status)) for one in self._walk()))

    def stamp_of(self, key: IssueKey) -> Stamp | None:
        """The fingerprint of one issue's file; None when it is not there."""
        try:
            return make_stamp(os.lstat(self._path_of(key)))
        except OSError:
            return None

    def _in_order(self, year: str, also: IssueKey | None = None) -> list[IssueKey]:
        """The keys of a year and `also`, newest first. Files are read only where a supplement is among them."""
        keys = self._keys_of(year)
        if also is not None and also not in keys:
            keys = sorted([*keys, also], key=key_order, reverse=True)
        supplements = [key for key in keys if key.kind == SUPPLEMENT]
        if not supplements:
            return keys
        return list(placed(keys[: len(keys) - len(supplements)], supplements, self._date_of))

    def _is_visible(self, key: IssueKey) -> bool:
        """Whether this reader may see an issue that is there; a file is read only when its stamp is new."""
        return not self.published_only or self._is_published(key)

    def _is_published(self, key: IssueKey) -> bool:
        entry = self._entry_of(key)
        return entry is not None and entry.summary is not None and entry.summary.status == PUBLISHED

    def _date_of(self, key: IssueKey) -> str:
        entry = self._entry_of(key)
        return "" if entry is None or not self._is_visible(key) else date_of_entry(entry)

    def entry(self, key: IssueKey) -> Entry | None:
        """The entry of one issue; None when there is no file to be read, or none that this reader may see."""
        entry = self._entry_of(key)
        hidden = self.published_only and (
            entry is None or entry.summary is None or entry.summary.status != PUBLISHED
        )
        return None if hidden else entry

    def _entry_of(self, key: IssueKey) -> Entry | None:
        """The entry of one issue, its file read only when its stamp is new; None when there is no file to be read."""
        path = self._path_of(key)
        try:
            status = os.lstat(path)
            check_status(status, path)
        except (OSError, LibraryError):
            return None
        return self._entry(Found(key, f"{key.year}/{os.path.basename(path)}", status, ""))

    def _usual_path(self, key: IssueKey) -> str:
        return os.path.join(self.root, str(key.year), key.stem + ENDING)

    def _no_such(self, key: IssueKey) -> NotFoundError:
        return NotFoundError(_("no issue {key}").format(key=key), hint=self.newest_hint())

    def _walk(self) -> Iterator[Found]:
        """Every name that ends in .toml below a year's directory. A year that cannot be listed is one entry."""
        for year in years_of(self.root):
            yield from find_in_year(self.root, year)

    def _keys_of(self, year: str) -> list[IssueKey]:
        """The keys in a year's directory, newest first; none when it cannot be listed."""
        folder = os.path.join(self.root, year)
        if os.path.islink(folder):
            return []
        keys = {key_of(name, int(year)) for name in regular_names(folder)}
        return sorted((key for key in keys if key is not None), key=key_order, reverse=True)

    def _unkept(self, found: Found) -> Entry:
        """The entry of one name, its file read now."""
        if found.status is None or found.error:
            return Entry(found.key, found.file, None, found.error, make_stamp(found.status))
        from briefing_tui.library.catalog.file_reading import read_found  # not to read one issue

        return read_found(self.root, found).entry

    def _entry(self, found: Found) -> Entry:
        """The entry of one name; a file is read only when its stamp is new."""
        if found.status is None or found.error:
            return self._unkept(found)
        stamp = make_stamp(found.status)
        held = self._summaries.get(found.file)
        if held is not None and held[0] == stamp:
            return held[1]
        entry = self._unkept(found)
        self.files_read += 1
        self._summaries[found.file] = (entry.stamp, entry)
        return entry
