"""The side lock of an issue: held for the moment of a save, never while somebody types (promises C1 and C2).

Called by the editor for everything that changes an issue's file. The lock is an advisory one of the system (flock) on
`LIBRARY/2024/.2024-14.lock`, never on the data file itself, which a save replaces. The system frees it when its
holder ends, however that happens; a holder that is merely stopped delays others for `PATIENCE` seconds at most, then they
are told. The file is empty (a name in it would cost the save a write to the disk) and is removed on release; whoever
waited for it notices and takes the new one. It has the rights of the library, so that every editor can take one that stayed behind;
one that an editor may not even open goes when the system shows that nobody holds it.
"""

import errno
import os
import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager

from briefing_tui.errors import LibraryError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk import flock
from briefing_tui.library.disk.files import cannot, close_unwritten
from briefing_tui.library.disk.sharing import Rights, rights_of
from briefing_tui.model.key import IssueKey

PATIENCE = 5.0
"""Seconds a save waits for another one (promise C2)."""
_LOOK_AGAIN = 0.02
"""Seconds between two looks at who holds a lock that cannot be opened."""


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
    with _holding(lock_path(root, key), rights_of(root), patience):
        yield


@contextmanager
def locked_beside(path: str, patience: float = PATIENCE) -> Iterator[None]:
    """The same for a file that is no issue: hold `.NAME.lock` in its folder."""
    folder, name = os.path.split(path)
    with _holding(os.path.join(folder, f".{name}.lock"), rights_of(folder), patience):
        yield


@contextmanager
def _holding(path: str, rights: Rights | None, patience: float) -> Iterator[None]:
    descriptor = _acquire(path, rights, patience)
    try:
        yield
    finally:
        _release(path, descriptor)


def _acquire(path: str, rights: Rights | None, patience: float) -> int:
    """A descriptor of the lock file that holds the lock."""
    end = time.monotonic() + patience
    while True:
        descriptor = _open(path, rights)
        if descriptor is None:
            _remove_unheld(path, end, patience)
            continue
        try:
            taken = flock.take(descriptor, end - time.monotonic())
            if taken and _is_still(path, descriptor):
                return descriptor
        except OSError as error:
            close_unwritten(descriptor)
            raise cannot(_("cannot lock"), path, error) from error
        close_unwritten(descriptor)
        if not taken:
            raise _held(path, patience)


def _held(path: str, patience: float) -> LockedError:
    return LockedError(
        _("another session has been saving this issue for {seconds} s").format(seconds=round(patience)),
        place=Place(path),
        hint=_("try again, or save a copy"),
    )


def _open(path: str, rights: Rights | None) -> int | None:
    """The lock file, made when absent; None when it is a colleague's that we may neither write nor read."""
    flags = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        try:
            made = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | flags, 0o666)
        except FileExistsError:
            return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o666)
    except OSError as error:
        refused = error
    else:
        _share(made, path, rights)
        return made
    if refused.errno == errno.EACCES and os.path.lexists(path):
        try:
            return os.open(path, os.O_RDONLY | flags)
        except PermissionError:
            return None
        except OSError as error:
            refused = error
    raise cannot(_("cannot lock"), path, refused) from refused


def _share(descriptor: int, path: str, rights: Rights | None) -> None:
    """Give a lock that was just made the rights of the library."""
    try:
        if rights is not None:
            rights.give(descriptor, rights.of_file)
    except OSError as error:
        _release(path, descriptor)
        raise cannot(_("cannot lock"), path, error) from error


def _remove_unheld(path: str, end: float, patience: float) -> None:
    """Take away a lock that we may not open, once the system shows that nobody holds it. LockedError when somebody does until `end`.

    Who takes it in the moment of removal is seen afterwards and waited for; who takes it later notices that it is gone.
    """
    hint = _("when nobody is saving: rm {file}").format(file=shlex.quote(path))
    try:
        status = os.lstat(path)
        while (held := flock.is_held(status)) and time.monotonic() < end:
            time.sleep(_LOOK_AGAIN)
        if held:
            raise _held(path, patience)
        if held is None:
            raise LibraryError(
                _("is a lock that another user left, and that you may not open"), place=Place(path), hint=hint
            )
        os.unlink(path)
        while flock.is_held(status) and time.monotonic() < end:
            time.sleep(_LOOK_AGAIN)
    except FileNotFoundError:
        return  # its holder has removed it
    except OSError as error:
        refused = cannot(_("cannot lock"), path, error)
        raise LibraryError(refused.message, place=refused.place, hint=hint) from error


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
