"""The side lock of an issue: held for the moment of a save, never while somebody types (promises C1 and C2).

Called by the editor for everything that changes an issue's file. The lock is an advisory one of the system (flock) on
`LIBRARY/2024/.2024-14.lock`, never on the data file itself, which a save replaces. The system frees it when its
holder ends, however that happens; a holder that is merely stopped delays others for `PATIENCE` seconds at most, then they
are told. The file is empty (a name in it would cost the save a write to the disk) and is removed on release; whoever
waited for it notices and takes the new one.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from briefing_tui.errors import LibraryError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk import flock
from briefing_tui.library.disk.files import cannot, close_unwritten
from briefing_tui.model.key import IssueKey

PATIENCE = 5.0
"""Seconds a save waits for another one (promise C2)."""


class LockedError(LibraryError):
    """Another session has held the lock for longer than a save takes."""


class InUseError(LibraryError):
    """Somebody is editing the issue, or has a draft of it that is not saved."""


def lock_path(root: str, key: IssueKey) -> str:
    """Where the lock of an issue stands."""
    return os.path.join(root, str(key.year), f".{key.stem}.lock")


@contextmanager
def locked(root: str, key: IssueKey, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of `key`, whose year's directory exists; LockedError when another holds it for `patience` seconds.

    LibraryError when the disk refuses a lock. Not to be nested for one key.
    """
    with _held(lock_path(root, key), patience):
        yield


@contextmanager
def locked_beside(path: str, patience: float = PATIENCE) -> Iterator[None]:
    """The same for a file that is no issue: hold `.NAME.lock` in its folder."""
    folder, name = os.path.split(path)
    with _held(os.path.join(folder, f".{name}.lock"), patience):
        yield


@contextmanager
def _held(path: str, patience: float) -> Iterator[None]:
    descriptor = _acquire(path, patience)
    try:
        yield
    finally:
        _release(path, descriptor)


def _acquire(path: str, patience: float) -> int:
    """A descriptor of the lock file that holds the lock."""
    end = time.monotonic() + patience
    while True:
        descriptor = _open(path)
        try:
            taken = flock.take(descriptor, end - time.monotonic())
            if taken and _is_still(path, descriptor):
                return descriptor
        except OSError as error:
            close_unwritten(descriptor)
            raise cannot(_("cannot lock"), path, error) from error
        close_unwritten(descriptor)
        if not taken:
            raise LockedError(
                _("another session has been saving this issue for {seconds} s").format(
                    seconds=round(patience)
                ),
                place=Place(path),
                hint=_("try again, or save a copy"),
            )


def _open(path: str) -> int:
    """The lock file, made when absent. A colleague's that we may not write can still be locked."""
    flags = os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        return os.open(path, os.O_RDWR | flags, 0o666)
    except OSError as error:
        refused = error
    if refused.errno == errno.EACCES:
        try:
            return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError:
            pass
    raise cannot(_("cannot lock"), path, refused) from refused


def _is_still(path: str, descriptor: int) -> bool:
    """Whether the locked file is the one at `path`: its last holder may have removed it."""
    try:
        there = os.lstat(path)
    except FileNotFoundError:
        return False
    mine = os.fstat(descriptor)
    return (there.st_ino, there.st_dev) == (mine.st_ino, mine.st_dev)


def _release(path: str, descriptor: int) -> None:
    """Remove the file while it is ours, then let go."""
    try:
        os.unlink(path)
    except OSError:
        pass  # a lock file that stays is taken by the next
    finally:
        close_unwritten(descriptor)
