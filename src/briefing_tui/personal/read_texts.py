"""The issues that a reader has read, as they were then: so that what changed since can be shown, with git or without.

One file for each issue in the reader's own folder, `STATE/read/LIBRARY/KEY.DIGEST.STAMP.z`, private, compressed; what a list needs to know of all of them is
in the names. Nothing of it is part of the library, and only what was open on a screen is kept. `NoTexts`, the base, keeps it as long as the process
lasts: a session that writes nothing gets it. All methods may be called from any thread.
"""

import hashlib
import json
import os
import threading
import zlib
from contextlib import suppress
from typing import NamedTuple

from briefing_tui.errors import KeyFormatError, LibraryError
from briefing_tui.library.disk.files import make_private_folder, read_regular, sweep, write_private
from briefing_tui.library.entry import Stamp
from briefing_tui.library.history.comparing import without_record
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey, parse_key
from briefing_tui.personal.issue_json import issue_from_plain, to_plain

FOLDER = "read"
CAP = 8 * 1024 * 1024
"""Bytes of all texts of one library, where nobody says otherwise; the oldest go."""
_LARGEST = 32 * 1024 * 1024
"""Bytes of one text: JSON of the largest issue is not twice its size."""
_ENDING = ".z"


class ReadText(NamedTuple):
    """What is known of one text without looking into it."""

    digest: str
    """Of what it says to a reader."""
    stamp: Stamp
    """The state of the file it was read from."""


class NoTexts:
    """Kept as long as the process lasts."""

    def __init__(self) -> None:
        self._known: dict[IssueKey, ReadText] = {}
        self._texts: dict[IssueKey, Issue] = {}
        self._lock = threading.Lock()

    def known(self, key: IssueKey) -> ReadText | None:
        """What was read of an issue; None when nothing was, or nothing was kept of it."""
        with self._lock:
            return self._known.get(key)

    def text(self, key: IssueKey) -> Issue | None:
        """The issue as it was read."""
        with self._lock:
            return self._texts.get(key)

    def keep(self, key: IssueKey, issue: Issue, stamp: Stamp) -> None:
        """It was read: this is what it said, in this state of its file."""
        issue = without_record(issue)
        with self._lock:
            self._put(key, issue, ReadText(digest_of(issue), stamp))

    def is_same(self, key: IssueKey, issue: Issue, stamp: Stamp) -> bool:
        """Whether an issue still says what was read; then its file's new state is noted, and nobody need look again."""
        known = self.known(key)
        if known is None:
            return True
        if known.digest != digest_of(without_record(issue)):
            return False
        with self._lock:
            self._restamp(key, known._replace(stamp=stamp))
        return True

    def forget(self, key: IssueKey) -> None:
        """It is not read any more, or gone."""
        with self._lock:
            self._drop(key)

    def rename(self, key: IssueKey, new_key: IssueKey) -> None:
        """An issue has another number now."""
        known, text = self.known(key), self.text(key)
        self.forget(key)
        if known is not None and text is not None:
            head = text.masthead._replace(year=new_key.year, kind=new_key.kind, number=new_key.number)
            self.keep(new_key, text._replace(masthead=head), known.stamp)

    def all_keys(self) -> frozenset[IssueKey]:
        """Of which issues there is a text."""
        with self._lock:
            return frozenset(self._known)

    def _put(self, key: IssueKey, issue: Issue, known: ReadText) -> None:
        self._known[key] = known
        self._texts[key] = issue

    def _restamp(self, key: IssueKey, known: ReadText) -> None:
        self._known[key] = known

    def _drop(self, key: IssueKey) -> None:
        self._known.pop(key, None)
        self._texts.pop(key, None)


class ReadTexts(NoTexts):
    """Kept in files. A disk that refuses costs the marks of what changed, and nothing else."""

    def __init__(self, directory: str, library: str, cap: int | None = None) -> None:
        super().__init__()
        name = hashlib.sha256(os.path.realpath(library).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._folder = os.path.join(directory, FOLDER, name)
        self._cap = CAP if cap is None else cap
        self._listed = False

    def known(self, key: IssueKey) -> ReadText | None:
        """As the base has it; the folder is looked at once."""
        self._look()
        return super().known(key)

    def all_keys(self) -> frozenset[IssueKey]:
        """As the base has it."""
        self._look()
        return super().all_keys()

    def text(self, key: IssueKey) -> Issue | None:
        """None too when its file is damaged. Another session of this reader may have put a newer one in its place."""
        return self._read(key) or self._read(key, again=True)

    def _read(self, key: IssueKey, *, again: bool = False) -> Issue | None:
        if again:
            self._listed = False
        known = self.known(key)
        if known is None:
            return None
        with suppress(LibraryError, ValueError, zlib.error, RecursionError):
            data, _status = read_regular(self._path(key, known), self._folder, _LARGEST)
            unpacked = zlib.decompressobj().decompress(data, _LARGEST)
            return issue_from_plain(json.loads(unpacked))
        return None

    def _look(self) -> None:
        with self._lock:
            if self._listed:
                return
            self._listed = True
            with suppress(OSError), os.scandir(self._folder) as found:
                for one in sorted(found, key=lambda one: one.name):
                    parsed = _parse(one.name)
                    if parsed is not None:
                        self._known[parsed[0]] = parsed[1]

    def _put(self, key: IssueKey, issue: Issue, known: ReadText) -> None:
        data = json.dumps(to_plain(issue)).encode("ascii")  # a lone surrogate must not cost it
        try:
            make_private_folder(os.path.abspath(self._folder))
            write_private(self._path(key, known), zlib.compress(data, 6))
        except (OSError, LibraryError):
            return
        before = self._known.get(key)
        if before is not None and before != known:
            self._unlink(key, before)
        self._known[key] = known
        self._shorten()

    def _restamp(self, key: IssueKey, known: ReadText) -> None:
        before = self._known[key]
        with suppress(OSError):
            os.replace(self._path(key, before), self._path(key, known))
            self._known[key] = known

    def _drop(self, key: IssueKey) -> None:
        known = self._known.pop(key, None)
        if known is not None:
            self._unlink(key, known)

    def _shorten(self) -> None:
        """The oldest texts go until all have room."""
        with suppress(OSError):
            sweep(self._folder)
            with os.scandir(self._folder) as found:
                files = sorted((one.stat().st_mtime_ns, one.stat().st_size, one.name) for one in found)
            total = sum(size for _time, size, _name in files)
            for _time, size, name in files:
                if total <= self._cap:
                    return
                os.unlink(os.path.join(self._folder, name))
                total -= size
                parsed = _parse(name)
                if parsed is not None:
                    self._known.pop(parsed[0], None)

    def _unlink(self, key: IssueKey, known: ReadText) -> None:
        with suppress(OSError):
            os.unlink(self._path(key, known))

    def _path(self, key: IssueKey, known: ReadText) -> str:
        stamp = "-".join(map(str, known.stamp))
        return os.path.join(self._folder, f"{key.stem}.{known.digest}.{stamp}{_ENDING}")


def digest_of(issue: Issue) -> str:
    """Of what an issue says: 16 hexadecimal digits."""
    text = json.dumps(to_plain(issue), sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def _parse(name: str) -> tuple[IssueKey, ReadText] | None:
    """What a file's name says; None for a name that is none of ours."""
    parts = name.removesuffix(_ENDING).split(".")
    if not name.endswith(_ENDING) or len(parts) != 3 or len(parts[1]) != 16:
        return None
    numbers = parts[2].split("-")
    try:
        key = parse_key(parts[0])
    except KeyFormatError:
        return None
    if len(numbers) != 3 or not all(one.isascii() and one.isdecimal() for one in numbers):
        return None
    return key, ReadText(parts[1], Stamp(*map(int, numbers)))
