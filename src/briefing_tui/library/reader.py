"""The library directory as a reader sees it: `LIBRARY/2024/2024-14.toml`.

Called by the shell verbs and the screens. `LibraryReader` has no method that writes: a read-only session is one that
was handed it. Names are matched in ASCII before any path is built; only regular files inside the library are opened
(promise F1). One bad file never hides the others. Order is newest first: by year, in it ordinary issues by number,
then supplements, which have their own count; so `latest` is an ordinary issue when the year has one.
"""

import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.errors import BriefingError, KeyFormatError, LibraryError, NotFoundError, Place
from briefing_tui.i18n import _
from briefing_tui.library.codec import Loaded, load_issue
from briefing_tui.library.files import cannot, check_status, read_regular
from briefing_tui.library.summary import Entry, Stamp, Summary, summarise
from briefing_tui.model.key import ISSUE, IssueKey, ItemAddress, parse_address, parse_key

__all__ = ["Entry", "LibraryReader", "Stamp", "Summary"]

ENDING = ".toml"
LATEST = "latest"
"""The word for the newest issue, wherever a key is asked for."""
_ASCII_DIGITS = frozenset("0123456789")


class _Found(NamedTuple):
    """One name in a year's directory."""

    key: IssueKey | None
    file: str
    """Relative to the library, as the disk has it."""
    status: os.stat_result | None
    error: str


class LibraryReader:
    """The issues below one directory. Holds no open files; keeps summaries in memory by what `stat` says."""

    def __init__(self, root: str) -> None:
        self.root = root
        """The library directory, as the user gave it."""
        self._summaries: dict[str, tuple[Stamp, Entry]] = {}

    def exists(self) -> bool:
        """Whether the library's directory is there."""
        return os.path.isdir(self.root)  # noqa: PTH112 - pathlib costs 5 ms at start

    def entries(self) -> list[Entry]:
        """Every TOML file below a year's directory, newest first; those without a usable name come last."""
        return list(self.iter_entries())

    def iter_entries(self) -> Iterator[Entry]:
        """As `entries`, each as soon as its file is read: a list on the screen fills from the newest on."""
        found = sorted(self._walk(), key=_newest_first)
        kept = {one.file for one in found}
        for gone in [file for file in self._summaries if file not in kept]:
            del self._summaries[gone]
        names: set[IssueKey] = set()
        for one in found:
            entry = self._entry(one)
            if one.key is not None and one.key in names:
                entry = entry._replace(error=_("another file has the same key {key}").format(key=one.key))
            elif one.key is not None:
                names.add(one.key)
            yield entry

    def keys(self) -> list[IssueKey]:
        """The keys of all regular files by their names, newest first, without opening or measuring a file."""
        return [key for year in self._years() for key in self._keys_of(year)]

    def newest(self) -> IssueKey | None:
        """The key that stands first, or None in an empty library."""
        return next((key for year in self._years() for key in self._keys_of(year)), None)

    def neighbour(self, key: IssueKey, step: int) -> IssueKey | None:
        """The issue `step` places newer (+1) or older (-1) than `key`, which need not be there; None past the ends."""
        others = sorted({*self.keys(), key}, key=_key_order)
        at = others.index(key) + step
        return others[at] if 0 <= at < len(others) else None

    def path(self, key: IssueKey) -> str:
        """Where the issue stands, or would stand."""
        usual = self._usual_path(key)
        if os.path.lexists(usual):
            return usual
        year = os.path.join(self.root, str(key.year))  # noqa: PTH118 - as above
        for name in sorted(_names(year)):
            if _key_of(name, key.year) == key:
                return os.path.join(year, name)  # noqa: PTH118
        return usual

    def load(self, key: IssueKey) -> Loaded:
        """The issue; NotFoundError, UnsafeFileError, LibraryError or FormatError when it cannot be had."""
        path = self.path(key)
        try:
            data, _status = read_regular(path, self.root)
        except NotFoundError:
            raise self._no_such(key) from None
        loaded = load_issue(data, path)
        odd = _disagreement(key, loaded)
        return loaded._replace(warnings=(*loaded.warnings, odd)) if odd else loaded

    def resolve(self, text: str) -> ItemAddress:
        """What a user typed as an address: any form of a key, `latest`, either with `#3`.

        KeyFormatError when it is none, NotFoundError when `latest` is asked of an empty library.
        """
        word, mark, item = text.strip().partition("#")
        if word.lower() != LATEST:
            return parse_address(text)
        newest = self.newest()
        if newest is None:
            raise NotFoundError(
                _("no issue in the library yet"),
                place=Place(self.root),
                hint=_("briefing-tui import FILE adds one"),
            )
        return parse_address(f"{newest}{mark}{item}")

    def stamp(self) -> object:
        """A fingerprint that changes when a file is edited, even in place, added, removed or renamed. No file is
        opened: a folder's time alone would miss an edit in place.
        """
        return tuple(sorted((one.file, _stamp(one.status)) for one in self._walk()))

    def stamp_of(self, key: IssueKey) -> Stamp | None:
        """The fingerprint of one issue's file; None when it is not there."""
        try:
            return _stamp(os.lstat(self.path(key)))
        except OSError:
            return None

    def _usual_path(self, key: IssueKey) -> str:
        return os.path.join(self.root, str(key.year), key.stem + ENDING)  # noqa: PTH118

    def _no_such(self, key: IssueKey) -> NotFoundError:
        keys = self.keys()
        if not keys:
            hint = _("the library {root} is empty").format(root=self.root)
        else:
            hint = _("the newest is {newest}; briefing-tui list shows all").format(newest=keys[0])
        return NotFoundError(_("no issue {key}").format(key=key), hint=hint)

    def _walk(self) -> Iterator[_Found]:
        """Every name that ends in .toml below a year's directory. A year that cannot be listed is one entry."""
        for year in self._years():
            folder = os.path.join(self.root, year)  # noqa: PTH118
            try:
                if not stat.S_ISDIR(os.lstat(folder).st_mode):
                    yield _Found(None, year, None, _("is no directory (links are not followed)"))
                    continue
                with os.scandir(folder) as found:
                    yield from [_find(entry, year) for entry in found if _is_candidate(entry.name)]
            except OSError as error:
                yield _Found(None, year, None, cannot(_("cannot list"), folder, error).message)

    def _years(self) -> list[str]:
        """Names at the top that are a year, newest first; none when there is no library."""
        try:
            return sorted(filter(_is_year, os.listdir(self.root)), reverse=True)  # noqa: PTH208
        except OSError as error:
            if not os.path.lexists(self.root):
                return []
            raise cannot(_("cannot list"), self.root, error) from error

    def _keys_of(self, year: str) -> list[IssueKey]:
        """The keys in a year's directory, newest first; none when it cannot be listed."""
        folder = os.path.join(self.root, year)  # noqa: PTH118
        if os.path.islink(folder):  # noqa: PTH114
            return []
        keys = {_key_of(name, int(year)) for name in _names(folder)}
        return sorted((key for key in keys if key is not None), key=_key_order, reverse=True)

    def _entry(self, found: _Found) -> Entry:
        """The entry of one name; a file is read only when its stamp is new."""
        if found.status is None or found.error:
            return Entry(found.key, found.file, None, found.error, _stamp(found.status))
        stamp = _stamp(found.status)
        held = self._summaries.get(found.file)
        if held is not None and held[0] == stamp:
            return held[1]
        entry = self._read_entry(found, stamp)
        self._summaries[found.file] = (stamp, entry)
        return entry

    def _read_entry(self, found: _Found, stamp: Stamp) -> Entry:
        path = os.path.join(self.root, found.file)  # noqa: PTH118
        try:
            data, _status = read_regular(path, self.root)
            loaded = load_issue(data, found.file)
        except BriefingError as error:
            return Entry(found.key, found.file, None, _without_file(error), stamp)
        warnings = loaded.warnings
        if found.key is not None and (odd := _disagreement(found.key, loaded)):
            warnings = (*warnings, odd)
        return Entry(found.key, found.file, summarise(loaded.issue, warnings), "", stamp)


def _is_year(name: str) -> bool:
    return len(name) == 4 and name[0] != "0" and _ASCII_DIGITS.issuperset(name)


def _is_candidate(name: str) -> bool:
    return name.endswith(ENDING) and not name.startswith(".")


def _names(folder: str) -> list[str]:
    """Regular files in a year's directory that end in .toml; none when it cannot be listed."""
    try:
        with os.scandir(folder) as found:
            return [
                entry.name
                for entry in found
                if _is_candidate(entry.name) and entry.is_file(follow_symlinks=False)
            ]
    except OSError:
        return []


def _find(entry: "os.DirEntry[str]", year: str) -> _Found:
    """A directory entry with its key and why it may not be opened."""
    file = f"{year}/{entry.name}"
    key = _key_of(entry.name, int(year))
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return _Found(key, file, None, cannot(_("cannot read"), file, error).message)
    reason = ""
    try:
        check_status(status, file)
    except LibraryError as error:
        reason = error.message
    if not reason and key is None:
        reason = _("the name is no issue key; such files are called {year}-14.toml").format(year=year)
    return _Found(key, file, status, reason)


def _key_of(name: str, year: int) -> IssueKey | None:
    """The key in a file name such as `2024-14.toml`, `2024-1.toml`, `2024-增1.toml`; None when there is none."""
    stem = name.removesuffix(ENDING)
    if not _ASCII_DIGITS.issuperset(stem[:4]) or stem[4:5] != "-" or stem != stem.strip():
        return None
    try:
        key = parse_key(stem)
    except KeyFormatError:
        return None
    return key if key.year == year else None


def _key_order(key: IssueKey) -> tuple[int, bool, int]:
    """Oldest first; see the module's words on supplements."""
    return (key.year, key.kind == ISSUE, key.number)


def _newest_first(found: _Found) -> tuple[bool, int, bool, int, bool, str]:
    """Keyless files last; of two names of one key the usual one first."""
    key = found.key
    if key is None:
        return (True, 0, False, 0, False, found.file)
    return (
        False,
        -key.year,
        key.kind != ISSUE,
        -key.number,
        not found.file.endswith(f"/{key.stem}{ENDING}"),
        found.file,
    )


def _stamp(status: os.stat_result | None) -> Stamp:
    return Stamp(0, 0, 0) if status is None else Stamp(status.st_mtime_ns, status.st_size, status.st_ino)


def _disagreement(key: IssueKey, loaded: Loaded) -> str:
    """A warning when the masthead tells another key than the file's name, which is the one that counts."""
    inside = loaded.issue.key
    if inside == key:
        return ""
    return _("the masthead says {inside}, the file's name {key}").format(inside=inside, key=key)


def _without_file(error: BriefingError) -> str:
    """One line without the file, which the list shows anyway."""
    return BriefingError(error.message, place=error.place._replace(file=None), hint=error.hint).one_line()
