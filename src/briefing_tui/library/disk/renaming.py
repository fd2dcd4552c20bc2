"""An issue that gets another name and another masthead at once. Called by the editor and, for what a kill left, by the readers.

Two names cannot be changed by one call of the system. So the new text is written first, beside the new name and durable, as
`.2025-01.toml.tmp-renamed-REVISION`, with the revision of the old text; then the file is moved, then the new text takes its place. Between the
last two steps whoever finds the old text under the new name reads the new text instead: the issue is either not renamed or renamed.
"""

import os
import stat
from contextlib import suppress
from typing import NamedTuple

from briefing_tui.errors import LibraryError, Place
from briefing_tui.i18n import _, system_reason
from briefing_tui.library.disk.files import cannot, keep_owner_and_mode, read_regular, sharing, write_whole
from briefing_tui.library.disk.moving import confirm_move, rename_new

_MARK = ".tmp-renamed-"
_DIGITS = 32
"""Hexadecimal digits of a revision in a name: half of it tells texts apart."""


class _Kept(NamedTuple):
    """The rights of the file that was there before."""

    status: os.stat_result

    @property
    def of_file(self) -> int:
        return stat.S_IMODE(self.status.st_mode)

    def give(self, descriptor: int, _mode: int) -> None:
        keep_owner_and_mode(descriptor, self.status)


def move_changed(old: str, new: str, data: bytes, before: bytes, status: os.stat_result) -> None:
    """Move a file that holds `before` and is in state `status` to `new`, where it holds `data`; the locks of both names are held.

    ExistsError or LibraryError; then everything is as it was, unless the error says otherwise.
    """
    staged = _staged(new, before)
    moved = False
    try:
        _stage(staged, data, status)
        rename_new(old, new)
        moved = True
        os.replace(staged, new)
    except OSError as error:
        if moved:
            _move_back(old, new, error)
        with suppress(OSError):
            os.unlink(staged)
        raise cannot(_("cannot move to {new}").format(new=new), old, error) from error
    confirm_move(old, new)


def _stage(staged: str, data: bytes, status: os.stat_result) -> None:
    """Write the new text where it waits; OSError."""
    try:
        with sharing(_Kept(status)):
            write_whole(staged, data)
    except LibraryError as error:
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from error
        raise


def pending_text(path: str, data: bytes, root: str) -> bytes | None:
    """What the file at `path`, which holds `data`, was about to hold when its renaming was cut off; None when it was not."""
    try:
        return read_regular(_staged(path, data), root)[0]
    except LibraryError:
        return None


def finish(path: str, root: str) -> None:
    """Do the last step of a renaming that was cut off; the lock of the issue is held. Nothing when there is none, or the disk refuses."""
    try:
        data, _status = read_regular(path, root)
        os.replace(_staged(path, data), path)
    except (OSError, LibraryError):
        return


def unfinished(folder: str) -> list[str]:
    """Names of files in a year's folder whose renaming may have been cut off."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return sorted({name[1:].partition(_MARK)[0] for name in names if name.startswith(".") and _MARK in name})


def _move_back(old: str, new: str, error: OSError) -> None:
    """Undo the first step; LibraryError that says how things stand when that is refused too."""
    try:
        rename_new(new, old)
    except OSError:
        what = _("is now {new}, but its masthead is not changed yet: {reason}")
        raise LibraryError(
            what.format(new=new, reason=system_reason(error)),
            place=Place(old),
            hint=_("the next session that edits it does the rest"),
        ) from error


def _staged(path: str, before: bytes) -> str:
    """Where the new text waits."""
    import hashlib

    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}{_MARK}{hashlib.sha256(before).hexdigest()[:_DIGITS]}")
