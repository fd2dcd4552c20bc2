"""Whether the file of a catalog is as its last writer left it (promise I1), and who may write it.

Called by the catalog. SQLite notices some damage, not all: a flipped bit in an index only loses hits. So the writer notes
beside the file what `stat` says of it when it is done: the seal. Nobody alters a file without moving its ctime, which
nobody can set; so a file that agrees with its seal is the writer's, and any other is made anew. While a writer works, the seal
says so, and SQLite's own locks keep readers and writer apart. A dead writer's work is continued, unless the machine was started
anew since: then what reached the disk is anybody's guess.

One writer at a time holds the lock, an advisory one of the system on a file of its own.
"""

import errno
import os
import time
import zlib
from contextlib import suppress

from briefing_tui.library.disk import flock
from briefing_tui.library.disk.process import boot_id
from briefing_tui.version import VERSION

_FORMAT = "briefing-tui catalog 5"
"""Its last figure is the schema's: a file of another schema or program is made anew, never migrated."""
_LIMIT = 16_384
"""Bytes of a seal."""
_TICK = 0.02
"""Seconds: longer than the tick of the clock that stamps files."""
SEALED, WRITING, BROKEN = "sealed", "writing", "broken"


def catalog_path(cache_directory: str, root: str) -> str:
    """Where the catalog of a library stands: one file a library, told apart by its real path."""
    name = os.fsencode(os.path.realpath(root))
    return f"{cache_directory}/library-{zlib.crc32(name):08x}{zlib.crc32(name[::-1]):08x}.db"


def state_of(path: str, root: str) -> str:
    """`SEALED` when the file is as it was left, `WRITING` when somebody works on it or died over it, else `BROKEN`."""
    try:
        said = _read(f"{path}.seal")
        if said == _writing(root):
            return WRITING
        return SEALED if said == _sealed(path, root) else BROKEN
    except OSError:
        return BROKEN


def open_seal(path: str, root: str) -> None:
    """Say that somebody is writing. OSError when that cannot be said."""
    _write(f"{path}.seal", _writing(root))


def close_seal(path: str, root: str) -> None:
    """Say that the file is complete as it is; it is made durable first. OSError when that cannot be said."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    # Damage done within the same tick of the clock would not show.
    end = time.monotonic() + 2 * _TICK
    while time.time_ns() - os.lstat(path).st_ctime_ns < _TICK * 1e9 and time.monotonic() < end:
        time.sleep(_TICK / 4)
    _write(f"{path}.seal", _sealed(path, root))


def break_seal(path: str) -> None:
    """Say that the file is not to be trusted."""
    try:
        os.unlink(f"{path}.seal")
    except OSError:
        return


class WriterLock:
    """The right to write one catalog."""

    def __init__(self, path: str) -> None:
        self._path = f"{path}.lock"
        self._descriptor = -1

    def acquire(self, patience: float = 0.0) -> bool:
        """Take it within `patience` seconds; False when another has it. OSError when there can be no lock."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            if flock.take(descriptor, patience):
                self._descriptor, descriptor = descriptor, -1
        finally:
            if descriptor >= 0:
                os.close(descriptor)
        return self._descriptor >= 0

    def release(self) -> None:
        """Give it back, if it was taken."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def is_being_written(path: str) -> bool:
    """Whether a living process holds the lock."""
    try:
        descriptor = os.open(f"{path}.lock", os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return flock.is_taken(descriptor)
    finally:
        os.close(descriptor)


def _sealed(path: str, root: str) -> bytes:
    status = os.lstat(path)
    numbers = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return _head(SEALED, root) + " ".join(map(str, numbers)).encode()


def _writing(root: str) -> bytes:
    return _head(WRITING, root) + boot_id().encode()


def _head(state: str, root: str) -> bytes:
    return f"{_FORMAT}\n{VERSION}\n{state}\n".encode() + os.fsencode(root) + b"\n"


def _read(path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        return os.read(descriptor, _LIMIT)
    finally:
        os.close(descriptor)


def _write(path: str, data: bytes) -> None:
    """Whole or not at all; a seal that is lost costs a new catalog, so it need not be durable. Nothing else is left behind."""
    temp = f"{path}.{os.getpid()}"
    descriptor = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            if os.write(descriptor, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), temp)
        finally:
            os.close(descriptor)
        os.replace(temp, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temp)
        raise
