"""How a file is opened that anybody may have put there: a FIFO must not hang whoever reads it. Called where `disk.files.read_regular` is too much."""

import errno
import os
import stat

from briefing_tui.i18n import _


def at_once(path: str, flags: int) -> int:
    """An `opener` of `open` that waits for nobody; OSError for what is no regular file, which it says."""
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, _("is no regular file"), path)
    return descriptor
