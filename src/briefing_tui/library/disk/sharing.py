"""Whom a library is shared with, as its root says: every folder, file, lock and note in it has the root's group and rights.

Called by whatever makes a name in a library. The umask of whoever makes it does not count: a folder made under umask 022 in a
root that a group may write would lock the group out. Rights are given before the name is seen where that can be.
"""

import errno
import os
import stat
import time
from contextlib import suppress
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot
from briefing_tui.library.disk.moving import rename_new

_FILE = 0o666
_FOLDER = 0o2777
"""The sticky bit is not handed on: below it nobody could save what another has written."""
_UNKNOWN = frozenset({errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP})
"""What a file system says that has no such rights, or to somebody who is not in the group."""


class Rights(NamedTuple):
    """What a new name in a library is given."""

    mode: int
    """Permission bits of the root."""
    group: int
    """Number of the root's group."""

    @property
    def of_file(self) -> int:
        """Permission bits of a file."""
        return self.mode & _FILE

    @property
    def of_folder(self) -> int:
        """Permission bits of a folder; new names in it get its group when the root's do."""
        return self.mode & _FOLDER

    def give(self, descriptor: int, mode: int) -> None:
        """Make an open file or folder of ours so; what its file system does not know is left out. OSError otherwise."""
        status = os.fstat(descriptor)
        try:
            if status.st_gid != self.group:
                os.fchown(descriptor, -1, self.group)
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise
        try:
            if stat.S_IMODE(status.st_mode) != mode:
                os.fchmod(descriptor, mode)
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise


def rights_of(root: str) -> Rights | None:
    """What the root of a library gives to what is in it; None when there is no root. LibraryError when the disk refuses."""
    try:
        status = os.stat(root)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise cannot(_("cannot read"), root, error) from error
    return Rights(stat.S_IMODE(status.st_mode), status.st_gid)


def make_folder(root: str, folder: str, *, handing_on: bool = False) -> None:
    """Make a folder at the top of a library, with its rights from the moment it is seen; nothing when something is there. OSError.

    `handing_on`: what others than we make in it gets its group, whatever the root does. Not durable until the root is synced.
    """
    rights = rights_of(root)
    name = os.path.basename(folder)
    temp = os.path.join(root, f".{name}.tmp-{os.getpid()}-{time.time_ns():x}")
    os.mkdir(temp, 0o700)
    try:
        if rights is not None:
            descriptor = os.open(temp, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                rights.give(descriptor, rights.of_folder | (stat.S_ISGID if handing_on else 0))
            finally:
                os.close(descriptor)
        rename_new(temp, folder)
    except OSError as error:
        with suppress(OSError):
            os.rmdir(temp)
        if not isinstance(error, FileExistsError):  # another editor was quicker
            raise
