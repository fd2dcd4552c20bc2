"""Files of the library, read and written safely (promises F1 and D1).

Called by the reader, the editor and the reader's state. Reading opens only regular files inside the root and never
waits; writing is whole or absent: a temporary file in the same folder, fsync, replace, fsync of the folder. Faults
are LibraryError or UnsafeFileError that name the cause; no other error leaves this module.
"""

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager

from briefing_tui.errors import LibraryError, NotFoundError, Place, UnsafeFileError
from briefing_tui.i18n import _, system_reason
from briefing_tui.library.limits import SIZE_LIMIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import ContextVar
    from typing import Protocol

    class NewFileRights(Protocol):
        """What a new file of a library is given."""

        @property
        def of_file(self) -> int:
            """Permission bits."""

        def give(self, descriptor: int, mode: int) -> None:
            """Give an open file its group and mode; OSError."""


STALE_AGE = 3600
"""Seconds after which the temporary file of a killed writer is swept: far longer than any save takes."""
_READ_ATTEMPTS = 3
"""Times a file is read because somebody wrote into it meanwhile: writers of an issue take milliseconds."""

_READ_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_TEMP_MARK = ".tmp-"
_SPECIAL_BITS = 0o7000


def read_regular(path: str, root: str, limit: int = SIZE_LIMIT) -> tuple[bytes, os.stat_result]:
    """The bytes of a regular file inside `root`, at most `limit` of them, and the status of the file they came from.

    The status is that of the open file before its first byte was read. A file that was written into meanwhile is read
    again; when that does not end, the status is older than the bytes, so a later look at the disk finds another one.
    No part of the way below `root` may be a symbolic link. A FIFO or device is refused without waiting for it.
    """
    descriptor = _open_inside(path, root, limit)
    try:
        return _read_settled(descriptor, path, limit)
    except OSError as error:
        raise cannot(_("cannot read"), path, error) from error
    finally:
        close_unwritten(descriptor)


def check_status(status: os.stat_result, path: str, limit: int = SIZE_LIMIT) -> None:
    """UnsafeFileError unless `status` (of the file itself, links not followed) is a regular file within the limit."""
    mode = status.st_mode
    if stat.S_ISLNK(mode):
        raise UnsafeFileError(
            _("is a symbolic link"), place=Place(path), hint=_("put the file itself into the library")
        )
    if stat.S_ISFIFO(mode):
        raise UnsafeFileError(_("is a FIFO, not a file"), place=Place(path))
    if stat.S_ISDIR(mode):
        raise UnsafeFileError(_("is a directory, not a file"), place=Place(path))
    if not stat.S_ISREG(mode):
        raise UnsafeFileError(_("is no regular file"), place=Place(path))
    if status.st_size > limit:
        raise _too_large(path, limit)


def file_size(path: str) -> int:
    """Bytes of a file; 0 when there is none or nobody can tell."""
    try:
        return os.lstat(path).st_size
    except OSError:
        return 0


def write_whole(path: str, data: bytes) -> os.stat_result:
    """Make `path` hold `data`, durably, or leave it as it was and raise LibraryError; the status of what was written.

    One fault comes too late for that: when the folder cannot be synced the new file is there, and the error says so.

    An existing file keeps its mode and, where we may, its group and owner; a new one gets the umask's mode, or
    what `sharing` says.
    """
    return _write(path, data, _rights().get())


_made: "dict[str, ContextVar[NewFileRights | None]]" = {}


def _rights() -> "ContextVar[NewFileRights | None]":
    """What `sharing` has said; made when something is written, and one for all threads though two write at once for the first time."""
    if not _made:
        from contextvars import ContextVar

        _made.setdefault("rights", ContextVar("rights", default=None))
    return _made["rights"]


@contextmanager
def sharing(rights: "NewFileRights | None") -> Iterator[None]:
    """New files that `write_whole` makes meanwhile, in this thread, have the `rights` of a library instead of the umask's mode."""
    before = _rights().set(rights)
    try:
        yield
    finally:
        _rights().reset(before)


def write_private(path: str, data: bytes) -> os.stat_result:
    """As `write_whole`, but the file is this user's alone (mode 0600) from its first byte, whatever it was before."""
    return _write(path, data, private=True)


def make_private_folder(folder: str) -> None:
    """A folder and those above it that are missing, for this user alone (mode 0700 each), as the XDG specification has it. OSError."""
    if os.path.isdir(folder):
        return
    make_private_folder(os.path.dirname(folder))
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError as error:
        if not os.path.isdir(folder):  # else another session was quicker
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from error


def confirm(path: str) -> None:
    """Make a file that is there already, and its name, durable; LibraryError when the disk refuses."""
    try:
        descriptor = os.open(path, _READ_FLAGS)
        try:
            os.fsync(descriptor)
        finally:
            close_unwritten(descriptor)
        sync_folder(os.path.dirname(path))
    except OSError as error:
        raise cannot(_("saved, but the disk has not confirmed that it will last"), path, error) from error


def sync_folder(folder: str) -> None:
    """Make the folder's names durable; OSError when the disk refuses."""
    descriptor = os.open(folder or ".", _FOLDER_FLAGS)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network file systems know no fsync of a directory
            raise
    finally:
        os.close(descriptor)


def close_unwritten(descriptor: int) -> None:
    """Close what was not written to: a fault in that costs nobody anything."""
    try:
        os.close(descriptor)
    except OSError:
        return


def sweep(folder: str, age: float = STALE_AGE) -> int:
    """Remove temporary files and empty folders of killed writers older than `age` seconds; how many. What cannot be removed stays."""
    removed = 0
    try:
        with os.scandir(folder) as found:
            for entry in found:
                if not (entry.name.startswith(".") and _TEMP_MARK in entry.name):
                    continue
                status = entry.stat(follow_symlinks=False)
                if time.time() - status.st_mtime <= age:
                    continue
                if stat.S_ISREG(status.st_mode):
                    removed += _drop(entry.path)
                elif stat.S_ISDIR(status.st_mode):
                    removed += _drop(entry.path, folder=True)
    except OSError:
        return removed
    return removed


def cannot(what: str, path: str, error: OSError) -> LibraryError:
    """The LibraryError for a refusal of the system: `cannot save: No space left on device`."""
    if isinstance(error, FileNotFoundError):
        return NotFoundError(_("no such file"), place=Place(path))
    reason = _("{what}: {reason}").format(what=what, reason=system_reason(error))
    return LibraryError(reason, place=Place(path))


def _write(
    path: str, data: bytes, rights: "NewFileRights | None" = None, *, private: bool = False
) -> os.stat_result:
    """What the three do."""
    folder, name = os.path.split(path)
    temp = os.path.join(folder, f".{name}{_TEMP_MARK}{os.getpid()}-{time.time_ns():x}")
    made = False
    try:
        old = _old_status(path)
        # Private until it has the mode of what it replaces, or of its library.
        anybodys = old is None and rights is None and not private
        descriptor = os.open(temp, _WRITE_FLAGS, 0o666 if anybodys else 0o600)
        made = True
        try:
            _fill(descriptor, data)
            if private:
                pass
            elif old is not None:
                keep_owner_and_mode(descriptor, old)
            elif rights is not None:
                rights.give(descriptor, rights.of_file)
            os.fsync(descriptor)
            written = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temp, path)
        made = False
    except OSError as error:
        raise cannot(_("cannot save"), path, error) from error
    finally:
        if made:
            _drop(temp)
    try:
        sync_folder(folder)
    except OSError as error:
        raise cannot(_("saved, but the disk has not confirmed that it will last"), path, error) from error
    return written


def _open_inside(path: str, root: str, limit: int) -> int:
    """A descriptor of `path`, walked from `root` one name at a time so that no link is followed on the way."""
    relative = os.path.relpath(path, root)
    names = relative.split("/")
    if os.pardir in names or os.path.isabs(relative):
        raise UnsafeFileError(_("is outside the library {root}").format(root=root), place=Place(path))
    here = -1
    try:
        here = os.open(root, _FOLDER_FLAGS)
        for name in names[:-1]:
            below = os.open(name, _FOLDER_FLAGS | os.O_NOFOLLOW, dir_fd=here)
            close_unwritten(here)
            here = below
        status = os.stat(names[-1], dir_fd=here, follow_symlinks=False)
        check_status(status, path, limit)
        return os.open(names[-1], _READ_FLAGS, dir_fd=here)
    except OSError as error:
        if error.errno in {errno.ENOTDIR, errno.ELOOP}:
            raise UnsafeFileError(
                _("lies below a symbolic link or a file, not in a directory of the library"),
                place=Place(path),
            ) from error
        raise cannot(_("cannot read"), path, error) from error
    finally:
        if here >= 0:
            close_unwritten(here)


def _read_settled(descriptor: int, path: str, limit: int) -> tuple[bytes, os.stat_result]:
    """What `read_regular` gives, from an open file."""
    for _attempt in range(_READ_ATTEMPTS):
        status = os.fstat(descriptor)
        check_status(status, path, limit)
        data = _read_all(descriptor, path, limit)
        if _is_same_state(status, os.fstat(descriptor)):
            break
        os.lseek(descriptor, 0, os.SEEK_SET)
    return data, status


def _read_all(descriptor: int, path: str, limit: int) -> bytes:
    parts: list[bytes] = []
    left = limit + 1  # one byte more than allowed: the file may have grown since it was measured
    while left > 0 and (part := os.read(descriptor, min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise _too_large(path, limit)
    return b"".join(parts)


def _is_same_state(before: os.stat_result, after: os.stat_result) -> bool:
    """Whether nothing was written to an open file between two looks at it."""
    return (before.st_mtime_ns, before.st_ctime_ns, before.st_size) == (
        after.st_mtime_ns,
        after.st_ctime_ns,
        after.st_size,
    )


def _old_status(path: str) -> os.stat_result | None:
    """Status of the file to be replaced; None when there is none; UnsafeFileError when it is no regular file."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return None
    check_status(status, path, limit=1 << 62)
    return status


def _fill(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def keep_owner_and_mode(descriptor: int, old: os.stat_result) -> None:
    """Give an open file of ours the mode and, where we may, the group and owner of the one it replaces.

    Owner and group first: changing them clears the special bits of the mode.
    """
    new = os.fstat(descriptor)
    mode = stat.S_IMODE(old.st_mode)
    if new.st_gid != old.st_gid or new.st_uid != old.st_uid:
        try:
            os.fchown(descriptor, -1 if new.st_uid == old.st_uid else old.st_uid, old.st_gid)
        except PermissionError:
            # Only the superuser gives files away; a member of the group may still keep the group.
            try:
                os.fchown(descriptor, -1, old.st_gid)
            except PermissionError:
                mode &= ~_SPECIAL_BITS
    if stat.S_IMODE(new.st_mode) != mode:
        os.fchmod(descriptor, mode)


def _drop(path: str, *, folder: bool = False) -> bool:
    try:
        (os.rmdir if folder else os.unlink)(path)
    except OSError:
        return False
    return True


def _too_large(path: str, limit: int) -> UnsafeFileError:
    return UnsafeFileError(
        _("is larger than {limit} MiB").format(limit=limit >> 20),
        place=Place(path),
        hint=_("an issue is text only; split it"),
    )
