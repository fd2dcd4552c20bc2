"""What one reader has of their own: places, read marks, bookmarks, searches, measure. Never part of the library.

One JSON file in the state directory for all libraries; each is known by its real path. `save` is atomic and merges
with what other sessions have written since, change by change. A file that is damaged counts as empty: losing a place
is no reason to refuse reading. `NoState`, its base, keeps nothing: a read-only session gets it.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.disk import flock
from briefing_tui.library.disk.files import cannot, make_private_folder, read_regular, sweep, write_private
from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import clean_line

EDITS = "edits"
"""The option that says that this user edits: their library begins at the newest issue, out or not."""
FILE = "state.json"
VERSION = 1
SEARCHES_KEPT = 50
"""Searches of one library that are remembered beside the saved ones."""
_SIZE_LIMIT = 4 * 1024 * 1024
_FORGOTTEN = ("places", "searches", "read", "bookmarks")
"""Parts of a state that is too large, in the order in which they are shortened."""
_NUMBER_LIMIT = 1 << 31
_TEXT_LIMIT = 4000
"""Characters of an address, a title or a search: more than a line holds."""
OPTIONS = {"measure": range(10, 101), "contents": range(2)}
"""Values of the choices that are kept; others are not believed."""
_PATIENCE = 2.0
"""Seconds a save waits for another session of the same user."""


class ReadingPlace(NamedTuple):
    """Where a reader stands in an issue, so that the same paragraph is found after the file has changed."""

    item: int = 0
    """Running position of the item, from 1; 0 before the first one."""
    body_line: int = -1
    """Line of the item's body, from 0; -1 for its title."""
    offset: int = 0
    """Characters into that line."""


class Bookmark(NamedTuple):
    """An item (or an issue) a reader wants to find again."""

    address: str
    """`2024-14#3`, as `str(ItemAddress)` writes it."""
    title: str
    """Of the item when it was marked; cleaned."""
    added: str
    """ISO 8601 date and time, as the caller gave it."""
    body_line: int = -1
    """As in `ReadingPlace`: the line of the body it is at."""
    offset: int = 0
    """Characters into that line."""

    @property
    def name(self) -> str:
        """The address, with the place in the item behind it: `2024-14#3:2:40`. No two bookmarks share it."""
        at_head = self.body_line < 0 and not self.offset
        return self.address if at_head else f"{self.address}:{self.body_line}:{self.offset}"


class Stopped(NamedTuple):
    """The issue a reader left before its end."""

    key: str
    """As `str(IssueKey)` writes it."""
    where: str
    """What the item being read was called; cleaned."""


class PastSearch(NamedTuple):
    """A search a reader made."""

    query: str
    """As typed; cleaned."""
    used: str
    """ISO 8601 date and time of the last time, as the caller gave it."""
    saved: bool
    """Kept until the reader removes it; others are dropped when `SEARCHES_KEPT` newer ones have come."""


class NoState:
    """A state that lasts as long as the process and writes nothing.

    `key` is an issue of the library the state was loaded for.
    """

    kept = False
    """Whether anything outlives the session."""

    def __init__(self) -> None:
        self._stopped: Stopped | None = None
        self._places: dict[str, ReadingPlace] = {}
        self._read: set[str] = set()
        self._bookmarks: dict[str, Bookmark] = {}
        self._searches: dict[str, PastSearch] = {}
        self._options: dict[str, int] = {}
        self._words: dict[str, str] = {}

    def place(self, key: IssueKey) -> ReadingPlace | None:
        """Where the reader stopped, or None."""
        return self._places.get(str(key))

    def set_place(self, key: IssueKey, place: ReadingPlace) -> None:
        """Remember where the reader is."""
        if self._places.get(str(key)) != place:
            self._places[str(key)] = place
            self._changed("places", str(key), list(place))

    def is_read(self, key: IssueKey) -> bool:
        """Whether the issue was read."""
        return str(key) in self._read

    def mark_read(self, key: IssueKey, read: bool = True) -> None:
        """Remember that it was, or (`read=False`) that it was not."""
        if read != self.is_read(key):
            (self._read.add if read else self._read.discard)(str(key))
            self._changed("read", str(key), True if read else None)

    def stopped(self) -> Stopped | None:
        """The issue that was left last before its end."""
        return self._stopped

    def set_stopped(self, key: IssueKey, where: str) -> None:
        """An issue is left before its end, at what is called `where`; an empty text when it was read to its end."""
        known = self._stopped
        if where:
            self._set_stopped(Stopped(str(key), clean_line(where)))
        elif known is not None and known.key == str(key):
            self._set_stopped(None)

    def _set_stopped(self, stopped: Stopped | None) -> None:
        if stopped != self._stopped:
            self._stopped = stopped
            self._changed("stopped", "issue", None if stopped is None else list(stopped))

    def bookmarks(self) -> list[Bookmark]:
        """All of this library, newest first."""
        return sorted(self._bookmarks.values(), key=lambda mark: mark.added, reverse=True)

    def toggle_bookmark(
        self, address: str, title: str, added: str, body_line: int = -1, offset: int = 0
    ) -> bool:
        """Add the bookmark, or remove it when it is there; whether it is there now."""
        mark = Bookmark(address, clean_line(title), added, body_line, offset)
        if self.remove_bookmark(mark):
            return False
        self._set_bookmark(mark)
        return True

    def remove_bookmark(self, mark: Bookmark) -> bool:
        """Remove it; whether it was there."""
        if self._bookmarks.pop(mark.name, None) is None:
            return False
        self._changed("bookmarks", mark.name, None)
        return True

    def rename(self, key: IssueKey, new_key: IssueKey) -> None:
        """An issue has another key now: place, read mark and bookmarks go with it. What an earlier issue of the new key left goes."""
        old, new = str(key), str(new_key)
        place, read = self._places.get(old), self.is_read(key)
        for gone in (old, new):
            if self._places.pop(gone, None) is not None:
                self._changed("places", gone, None)
        if place is not None:
            self.set_place(new_key, place)
        self.mark_read(key, read=False)
        self.mark_read(new_key, read=read)
        if self._stopped is not None and self._stopped.key == old:
            self._set_stopped(self._stopped._replace(key=new))
        for mark in self.bookmarks():
            issue, item_mark, item = mark.address.partition("#")
            if issue == old:
                self.remove_bookmark(mark)
                self._set_bookmark(mark._replace(address=f"{new}{item_mark}{item}"))

    def searches(self) -> list[PastSearch]:
        """The searches made in this library: saved ones first, then the latest first."""
        return sorted(self._searches.values(), key=lambda search: (search.saved, search.used), reverse=True)

    def note_search(self, query: str, used: str, *, saved: bool | None = None) -> None:
        """Remember that `query` was used; `saved` keeps it for good (True) or no longer (False), None leaves that."""
        query = clean_line(query).strip()
        if not query:
            return
        known = self._searches.get(query)
        keep = saved if saved is not None else known is not None and known.saved
        self._searches[query] = PastSearch(query, used, keep)
        self._changed("searches", query, [used, keep])
        for old in [search for search in self.searches() if not search.saved][SEARCHES_KEPT:]:
            self.forget_search(old.query)

    def forget_search(self, query: str) -> None:
        """Remove a search, saved or not."""
        if self._searches.pop(query, None) is not None:
            self._changed("searches", query, None)

    def option(self, name: str, default: int) -> int:
        """A choice that holds for all libraries, such as `measure` or `contents`."""
        return self._options.get(name, default)

    def set_option(self, name: str, value: int) -> None:
        """Remember a choice."""
        if self._options.get(name) != value:
            self._options[name] = value
            self._changed("options", name, value)

    def text_option(self, name: str, default: str) -> str:
        """As `option`, of a choice that is a word, such as `theme`."""
        return self._words.get(name, default)

    def set_text_option(self, name: str, value: str) -> None:
        """Remember a choice that is a word."""
        if self._words.get(name) != value:
            self._words[name] = value
            self._changed("options", name, value)

    def save(self) -> None:
        """Nothing: this state is not kept."""

    def _set_bookmark(self, mark: Bookmark) -> None:
        self._bookmarks[mark.name] = mark
        self._changed("bookmarks", mark.name, [mark.title, mark.added])

    def _changed(self, part: str, name: str, value: object) -> None:
        """One change: `value` under `name` in `part`; None removes it."""


class ReaderState(NoState):
    """The state of one library, kept in a file."""

    kept = True

    def __init__(self, directory: str, library: str, cap: int | None = None) -> None:
        super().__init__()
        self._cap = cap
        self._directory = directory
        self._library = os.path.realpath(library)  # links to one library share its state
        self._changes: dict[tuple[str, str], object] = {}

    @classmethod
    def load(cls, directory: str, library: str = "", *, cap: int | None = None) -> "ReaderState":
        """The state kept in `directory` (made when first saved) for the library at `library`.

        `cap` is how many bytes the file may have: what is oldest is forgotten for it, bookmarks last.
        """
        state = cls(directory, library, cap)
        state._take(state._read_file())
        return state

    def save(self) -> None:
        """Merge what changed since the last time into the file, atomically; LibraryError when the disk refuses."""
        if not self._changes:
            return

        try:
            make_private_folder(os.path.abspath(self._directory))
        except OSError as error:
            raise cannot(_("cannot make the directory"), self._directory, error) from error
        with _locked(self._directory):
            kept = self._read_file()
            for (part, name), value in self._changes.items():
                held = _part(kept, self._library, part)
                if value is None:
                    held.pop(name, None)
                else:
                    held[name] = value
            kept["version"] = VERSION
            write_private(self._path(), self._encoded(kept))
            sweep(self._directory)
        self._changes.clear()
        self._take(kept)

    def _encoded(self, kept: dict[str, object]) -> bytes:
        """The file's bytes, within the cap: the older half of one part after the other is forgotten until it fits."""
        import json

        while True:
            data = json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8", "replace")
            if self._cap is None or len(data) <= self._cap:
                return data
            parts = [_part(kept, self._library, name) for name in _FORGOTTEN]
            part = next((part for part in parts if part), None)
            if part is None:
                return b'{"version": %d}' % VERSION
            for name in list(part)[: (len(part) + 1) // 2]:
                del part[name]

    def _changed(self, part: str, name: str, value: object) -> None:
        self._changes[part, name] = value

    def _path(self) -> str:
        return os.path.join(self._directory, FILE)

    def _read_file(self) -> dict[str, object]:
        """What the file holds; nothing when it is absent, damaged or of a newer version."""
        from briefing_tui.library.disk.plain_json import plain_json  # loads json

        try:
            data, _status = read_regular(self._path(), self._directory, _SIZE_LIMIT)
            kept = plain_json(data)
        except (LibraryError, ValueError):
            return {}
        return kept if isinstance(kept, dict) and kept.get("version") == VERSION else {}

    def _take(self, kept: dict[str, object]) -> None:
        """Believe what the file says wherever it has the right shape."""
        self._places = {
            name: ReadingPlace(*value)
            for name, value in _part(kept, self._library, "places").items()
            if isinstance(value, list) and len(value) == 3 and all(map(_is_number, value))
        }
        self._read = {name for name, value in _part(kept, self._library, "read").items() if value is True}
        stopped = _part(kept, self._library, "stopped").get("issue")
        self._stopped = None
        if isinstance(stopped, list) and len(stopped) == 2 and all(map(_is_text, stopped)):
            self._stopped = Stopped(clean_line(stopped[0]), clean_line(stopped[1]))
        self._bookmarks = {
            name: _bookmark(clean_line(name), clean_line(value[0]), clean_line(value[1]))
            for name, value in _part(kept, self._library, "bookmarks").items()
            if isinstance(value, list) and len(value) == 2 and all(map(_is_text, [name, *value]))
        }
        self._searches = {
            clean_line(name): PastSearch(clean_line(name), clean_line(value[0]), value[1])
            for name, value in _part(kept, self._library, "searches").items()
            if isinstance(value, list)
            and len(value) == 2
            and _is_text(name)
            and _is_text(value[0])
            and type(value[1]) is bool
        }
        options = _part(kept, self._library, "options")
        self._options = {
            name: value for name, value in options.items() if type(value) is int and _is_option(name, value)
        }
        self._words = {
            name: clean_line(value)
            for name, value in options.items()
            if isinstance(value, str) and _is_text(value)
        }


def _is_number(value: object) -> bool:
    """Whether a place can be at this number; anybody may have written the file."""
    return type(value) is int and abs(value) < _NUMBER_LIMIT


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _TEXT_LIMIT


def _is_option(name: str, value: int) -> bool:
    return _is_number(value) and (name not in OPTIONS or value in OPTIONS[name])


def _bookmark(name: str, title: str, added: str) -> Bookmark:
    """The bookmark of this name; one whose place makes no sense is at the head of its item."""
    address, *place = name.split(":")
    if len(place) == 2 and all(re.fullmatch("-1|[0-9]{1,7}", part, re.ASCII) for part in place):
        found = Bookmark(address, title, added, int(place[0]), int(place[1]))
        if found.name == name:
            return found
    return Bookmark(name, title, added)


def _part(kept: dict[str, object], library: str, part: str) -> dict[str, object]:
    """The named part of the kept values, for one library or (options) for all; made when absent or misshapen."""
    inside = kept if part == "options" else _inner(_inner(kept, "libraries"), library)
    return _inner(inside, part)


def _inner(outer: dict[str, object], name: str) -> dict[str, object]:
    value = outer.get(name)
    if not isinstance(value, dict):
        value = outer[name] = {}
    return value


@contextmanager
def _locked(directory: str) -> Iterator[None]:
    """The lock between sessions of one user, for the moment of a save. It is waited for 2 s, then done without."""
    path = os.path.join(directory, f".{FILE}.lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise cannot(_("cannot save"), path, error) from error
    try:
        with suppress(OSError):  # a file system without locks
            flock.take(descriptor, _PATIENCE)
        yield
    finally:
        os.close(descriptor)
