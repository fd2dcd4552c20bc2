"""The state of a reader, kept in a file. `personal.state` says what it holds.

One JSON file in the state directory for all libraries; each is known by its real path. `save` is atomic and merges
with what other sessions have written since, change by change. A file that is damaged counts as empty: losing a place
is no reason to refuse reading.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.disk import flock
from briefing_tui.library.disk.files import cannot, make_private_folder, read_regular, sweep, write_private
from briefing_tui.personal.state import Bookmark, NoState, PastSearch, ReadingPlace, Stopped
from briefing_tui.text.clean import clean_line

if TYPE_CHECKING:
    from briefing_tui.personal.read_texts import NoTexts

FILE = "state.json"
VERSION = 1
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


class ReaderState(NoState):
    """The state of one library, kept in a file."""

    kept = True

    def __init__(self, directory: str, library: str, cap: int | None = None) -> None:
        super().__init__()
        self._cap = cap
        self._directory = directory
        self._library = os.path.realpath(library)  # links to one library share its state
        self._changes: dict[tuple[str, str], object] = {}

    def _make_texts(self) -> "NoTexts":
        from briefing_tui.personal.read_texts import ReadTexts  # not to show a page

        return ReadTexts(self._directory, self._library, self._cap)

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
        try:
            data, _status = read_regular(self._path(), self._directory, _SIZE_LIMIT)
        except LibraryError:
            return {}
        from briefing_tui.library.disk.plain_json import plain_json  # loads json

        try:
            kept = plain_json(data)
        except ValueError:
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
