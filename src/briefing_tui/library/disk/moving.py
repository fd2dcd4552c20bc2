"""A file moved, whole or not at all. Called by the trash and the editor, who hold the lock of the issue.

One call of the system takes the old name away and makes the new one, so a kill leaves one of the two states. It never lands on
a file that is there; file systems that cannot promise that are asked beforehand, and the lock keeps our own sessions out.
"""

import errno
import os
import sys

from briefing_tui.errors import ExistsError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot, sync_folder

_HERE = -100
"""AT_FDCWD of linux/fcntl.h: paths are those of the process."""
_NO_REPLACE = 1
"""RENAME_NOREPLACE of linux/fs.h."""
_EXCLUSIVE = 4
"""RENAME_EXCL of sys/stdio.h (macOS)."""
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
"""The system or the file system does not know the call."""


def move(old: str, new: str) -> None:
    """Move a file durably; ExistsError when something stands at `new`, LibraryError when the disk refuses.

    Where it is afterwards is what the error says: moved, and not sure to last, or at `old` as before.
    """
    try:
        rename_new(old, new)
    except FileExistsError as error:
        raise ExistsError(_("is there already"), place=Place(new)) from error
    except OSError as error:
        raise cannot(_("cannot move to {new}").format(new=new), old, error) from error
    confirm_move(old, new)


def confirm_move(old: str, new: str) -> None:
    """Make a move that was done durable; LibraryError, which says that it was done, when the disk refuses."""
    try:
        for folder in sorted({os.path.dirname(new), os.path.dirname(old)}):
            sync_folder(folder)
    except OSError as error:
        what = _("moved to {new}, but the disk has not confirmed that it will last").format(new=new)
        raise cannot(what, old, error) from error


def rename_new(old: str, new: str) -> None:
    """As `os.rename`, but FileExistsError when there is anything at `new`."""
    if not _rename_exclusively(os.fsencode(old), os.fsencode(new)):
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new)
        os.rename(old, new)


def _rename_exclusively(old: bytes, new: bytes) -> bool:
    """Whether the system did it; False when it knows no such call. OSError when it refuses."""
    import ctypes  # only for a move; it costs 5 ms

    library = ctypes.CDLL(None, use_errno=True)
    linux = getattr(library, "renameat2", None)
    mac = getattr(library, "renamex_np", None)
    if sys.platform == "linux" and linux is not None:
        refused = linux(_HERE, old, _HERE, new, _NO_REPLACE)
    elif mac is not None:
        refused = mac(old, new, _EXCLUSIVE)
    else:
        return False
    if not refused:
        return True
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), os.fsdecode(old))
