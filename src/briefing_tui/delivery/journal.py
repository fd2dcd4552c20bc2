"""分送记录: what was sent, when, to whom, in the library: one file of lines for each issue, only ever added to.

`LIBRARY/deliveries/2024-14.jsonl`, a JSON object a line. A line stands on the disk before a message goes and another after it, so whatever
kills a sender leaves a line without an end: unknown, which a person has to look at. A line that was cut off in writing counts for
nothing: one before a message, for then none went; one after it, for then the first says that it is unknown.

Senders hold the journal's lock while they send. The system frees it when they end, so a line without an end means somebody is at it
while the lock is held, and unknown when it is not.
"""

import datetime as dt
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from briefing_tui.errors import LibraryError, NotFoundError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk.deliveries import FOLDER, journal_path
from briefing_tui.library.disk.files import cannot, read_regular, sync_folder
from briefing_tui.library.disk.flock import is_taken
from briefing_tui.library.disk.locks import LockedError, locked_beside
from briefing_tui.library.disk.plain_json import plain_json
from briefing_tui.library.disk.sharing import make_folder, rights_of
from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import clean_line

BEGUN, ENDED, SETTLED, FAILED_BEFORE = "begin", "end", "settle", "fail"
ISSUE, CORRECTION = "issue", "correction"
LIMIT = 16 * 1024 * 1024
"""Bytes of a journal; a message leaves about 600."""
_LONGEST = 64 * 1024
"""Bytes of a line, by far."""
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class BusyError(LibraryError):
    """Somebody else sends this issue just now."""


class JournalLine(NamedTuple):
    """One line of a journal. Which fields say something depends on the event."""

    event: str = ""
    """`BEGUN` and `ENDED`; `SETTLED`: a person said what became of what was unknown; `FAILED_BEFORE`: nothing was begun."""
    id: str = ""
    """The attempt that it is about."""
    at: str = ""
    """Local time with its offset, ISO 8601."""
    who: str = ""
    channel: str = ""
    kind: str = ""
    """Of the part (`part`)."""
    name: str = ""
    identity: str = ""
    revision: str = ""
    """SHA-256 of the issue's file."""
    content: str = ""
    """Digest of what the issue prints."""
    sent_as: str = ISSUE
    """The issue itself, or a notice of its corrections."""
    corrections: int = 0
    """How many the issue had."""
    result: str = ""
    """Of `ENDED` and `SETTLED`: what became of it (`part`)."""
    said: str = ""
    code: str = ""


class JournalRecord(NamedTuple):
    """A journal as it was read."""

    lines: tuple[JournalLine, ...] = ()
    damaged: int = 0
    """Lines that cannot be read, the last one not counted: what they said is not known."""


class Journal:
    """The journal of one issue. Not to be written without `held`."""

    def __init__(self, root: str, key: IssueKey) -> None:
        self.root = root
        self.key = key
        self.path = journal_path(root, key)

    def read(self) -> JournalRecord:
        """What it says; empty when there is none. LibraryError when it cannot be read."""
        try:
            data, _status = read_regular(self.path, self.root, LIMIT)
        except NotFoundError:
            return JournalRecord()
        *whole, last = data.split(b"\n")
        lines = [_parse(line) for line in whole]
        lines += [found for found in [_parse(last)] if found is not None]  # else it was cut off
        return JournalRecord(
            tuple(line for line in lines if line is not None and line.event),
            sum(line is None for line in lines),
        )

    def is_held(self) -> bool:
        """Whether somebody sends this issue just now."""
        try:
            descriptor = os.open(
                _lock_path(self.path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            )
        except FileNotFoundError:
            return False
        except OSError:
            return True
        try:
            return is_taken(descriptor)
        finally:
            os.close(descriptor)

    @contextmanager
    def held(self) -> Iterator[None]:
        """While one sends. BusyError when somebody else does; LibraryError when the library cannot be written."""
        self._make_folder()
        try:
            with locked_beside(self.path, patience=0.2):
                yield
        except LockedError:
            raise BusyError(
                _("somebody else is sending {key} just now").format(key=self.key),
                hint=_("wait until that is done, and look again"),
            ) from None

    def add(self, line: JournalLine) -> None:
        """Put a line at the end, durable when this returns. LibraryError; then it may be there or not."""
        fields = {
            name: value
            for name, value in line._asdict().items()
            if value != JournalLine._field_defaults[name]
        }
        data = json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            made = not os.path.lexists(self.path)
            descriptor = os.open(self.path, _FLAGS, 0o660)
            try:
                self._append(descriptor, data, made=made)
            finally:
                os.close(descriptor)
            if made:
                sync_folder(os.path.dirname(self.path))
        except OSError as error:
            raise cannot(_("the record of deliveries cannot be written"), self.path, error) from error

    def _append(self, descriptor: int, data: bytes, *, made: bool) -> None:
        end = os.fstat(descriptor).st_size
        rights = rights_of(self.root)
        if made and rights is not None:
            rights.give(descriptor, rights.of_file)
        if end and os.pread(descriptor, 1, end - 1) != b"\n":
            data = self._mended(descriptor, end) + data
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)

    def _mended(self, descriptor: int, end: int) -> bytes:
        """After a last line without its end: what is to stand before the next. One that was cut off in writing goes."""
        tail = os.pread(descriptor, min(end, _LONGEST), max(0, end - _LONGEST))
        last = tail.rpartition(b"\n")[2]
        if _parse(last) is None:
            os.ftruncate(descriptor, end - len(last))
            return b""
        return b"\n"

    def _make_folder(self) -> None:
        folder = os.path.join(self.root, FOLDER)
        try:
            if not os.path.lexists(folder):
                make_folder(self.root, folder)
                sync_folder(self.root)
        except FileExistsError:
            pass
        except OSError as error:
            raise cannot(_("cannot make the directory"), folder, error) from error
        if os.path.islink(folder) or not os.path.isdir(folder):
            raise LibraryError(_("is no directory (links are not followed)"), place=Place(folder))


def written(when: dt.datetime) -> str:
    """How the journal writes a time: to the second, with its offset."""
    return when.astimezone().isoformat(timespec="seconds")


def shown_time(at: str) -> str:
    """How a person is told one: `2024-12-16 15:02`."""
    return at[:16].replace("T", " ")


def _lock_path(path: str) -> str:
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.lock")


def _parse(data: bytes) -> JournalLine | None:
    """A line; one without an event for a blank; None when it cannot be read."""
    if not data.strip():
        return JournalLine()
    try:
        value = plain_json(data)
    except ValueError:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("event"), str):
        return None
    fields: dict[str, object] = {}
    for name, default in JournalLine._field_defaults.items():
        given = value.get(name, default)
        if type(given) is not type(default):
            return None
        fields[name] = clean_line(given) if isinstance(given, str) else given
    return JournalLine(**fields)  # type: ignore[arg-type]
