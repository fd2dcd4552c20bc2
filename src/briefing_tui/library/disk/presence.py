"""Who is editing an issue: small note files beside it, `LIBRARY/2024/.2024-14.editing-USER@HOST-PID` (promise C2).

Called by the authoring screen, and by the editor before it deletes or renames. A note is courtesy, not a gate: it
holds nobody up, and `save` relies on lock and revision alone. A note is removed by others only on proof that its
process is dead (`process.is_dead`); one that may be alive, on another machine for instance, stays until its writer or a
person removes it.
"""

import json
import os
from typing import NamedTuple

from briefing_tui.errors import LibraryError, NotFoundError, UnsafeFileError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot, read_regular
from briefing_tui.library.disk.plain_json import plain_json
from briefing_tui.library.disk.process import Process, is_dead, process_from, this_process
from briefing_tui.library.disk.sharing import rights_of
from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import clean_line

NOTE_LIMIT = 4096
"""Bytes of a note that is read."""
_NAME_LIMIT = 60
"""Characters of the name in a note."""
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
"""Characters of a user's or host's name that stand in a file name; others become `_`."""


class Presence(NamedTuple):
    """Somebody else who is editing an issue. Texts are cleaned."""

    user: str
    host: str
    since: str
    """ISO 8601 local date and time, as the other session announced it."""
    pid: int
    file: str
    """The note, for a person who knows that it is stale."""


class Notes(NamedTuple):
    """The notes of one library. Only for sessions that may write: looking sweeps what the dead left."""

    root: str

    def announce(self, key: IssueKey, since: str, name: str = "") -> None:
        """Say that this process edits `key`; again (a newer `since`) replaces. LibraryError when the disk refuses.

        `name` is what others read instead of the name of the account.
        Not written with the care of a save: it is worth nothing after a power cut.
        """
        path = self._own(key)
        me = this_process()
        note = json.dumps({**me._asdict(), "user": name[:_NAME_LIMIT] or me.user, "since": since}).encode()
        rights = rights_of(self.root)
        try:
            self.leave(key)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            descriptor = os.open(path, flags, 0o666)
            try:
                if rights is not None:
                    rights.give(descriptor, rights.of_file)
                os.write(descriptor, note)
            finally:
                os.close(descriptor)
        except OSError as error:
            self.leave(key)  # a full disk leaves an empty note, which nobody could prove dead
            raise cannot(_("cannot tell others who is editing"), path, error) from error

    def leave(self, key: IssueKey) -> None:
        """Take this process's note away; nothing when there is none or the disk refuses."""
        try:
            os.unlink(self._own(key))
        except OSError:
            return

    def others(self, key: IssueKey) -> list[Presence]:
        """Who else is editing `key`, earliest first. Notes of dead processes are removed."""
        folder, prefix = self._folder(key), f".{key.stem}.editing-"
        try:
            names = [name for name in os.listdir(folder) if name.startswith(prefix)]
        except OSError:
            return []
        own = os.path.basename(self._own(key))
        found = [self._read(os.path.join(folder, name)) for name in names if name != own]
        return sorted((one for one in found if one is not None), key=lambda one: one.since)

    def _folder(self, key: IssueKey) -> str:
        return os.path.join(self.root, str(key.year))

    def _own(self, key: IssueKey) -> str:
        me = this_process()
        name = f".{key.stem}.editing-{_plain(me.user)}@{_plain(me.host)}-{me.pid}"
        return os.path.join(self._folder(key), name)

    def _read(self, path: str) -> Presence | None:
        """The presence a note tells of; None when its process is dead or the note has just gone."""
        try:
            data, _status = read_regular(path, self.root, NOTE_LIMIT)
        except (NotFoundError, UnsafeFileError):  # gone, or never a note
            return None
        except LibraryError:
            return _somebody(path)
        try:
            process, since = read_note(data)
        except ValueError:
            # Half written, or by something else: whoever wrote it may be alive.
            return _somebody(path)
        if is_dead(process):
            _drop(path)
            return None
        return Presence(
            clean_line(process.user),
            clean_line(process.host),
            clean_line(since),
            process.pid,
            clean_line(path),
        )


def read_note(data: bytes) -> tuple[Process, str]:
    """Who wrote a note, and since when they edit (at most 40 characters); ValueError when it is none of ours."""
    note = plain_json(data)
    if not isinstance(note, dict):
        raise ValueError("no note")  # noqa: TRY004 - a value of a file, not of a call
    since = note.get("since")
    if not isinstance(since, str):
        raise ValueError("no time")  # noqa: TRY004
    return process_from(note), since[:40]


def _somebody(path: str) -> Presence:
    """Whoever wrote a note that tells nothing."""
    return Presence("?", "?", "", 0, clean_line(path))


def _plain(name: str) -> str:
    return "".join(char if char in _PLAIN else "_" for char in name)


def _drop(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
