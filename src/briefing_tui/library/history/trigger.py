"""Whether a library keeps its history, and the start of a recorder after a save. Cheap: called by every change of the library."""

import os

MARK = ".history"
"""A file in the library that says that its history is kept."""
MODULE = "briefing_tui.library.history.recording"
"""What the recorder's process runs."""


def is_kept(root: str) -> bool:
    """Whether the history of this library is kept. Cheap: one look at the disk."""
    return os.path.exists(os.path.join(root, MARK))


def record_later(root: str, who: str) -> None:
    """Have what was just saved recorded by another process. Never raises, never waits."""
    if not is_kept(root):
        return
    import subprocess  # seldom so
    import sys

    command = [sys.executable, "-I", "-m", MODULE, root, who]
    try:
        subprocess.Popen(  # noqa: S603 - ourselves
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            close_fds=True,
        )
    except OSError:
        return  # the next save tries again
