"""Whether a library keeps its history, and the start of a recorder after a save. Cheap: called by every change of the library."""

import os

from briefing_tui.library.disk import later
from briefing_tui.opening import at_once

MARK = ".history"
"""A file in the library that says that its history is kept, or that it is not (`off` stands in it)."""
FAULT = ".history-fault"
"""A file in the library that says in one line why the last saved state could not be recorded; gone when that was caught up."""
MODULE = "briefing_tui.library.history.recording"
"""What the recorder's process runs."""


def is_kept(root: str) -> bool:
    """Whether the history of this library is kept. Cheap: one look at the disk."""
    return _size_of_mark(root) == 0


def is_declined(root: str) -> bool:
    """Whether somebody has said that it is not to be kept: then no setting begins it again."""
    return _size_of_mark(root) > 0


def _size_of_mark(root: str) -> int:
    """Bytes of the file that says so, which is empty while it is kept; -1 when there is none."""
    try:
        return os.stat(os.path.join(root, MARK)).st_size
    except OSError:
        return -1


def fault_of(root: str) -> str:
    """Why the last saved state could not be recorded; empty when all is well. Cheap: one look at the disk."""
    try:
        with open(os.path.join(root, FAULT), encoding="utf-8", errors="replace", opener=at_once) as file:
            return " ".join(file.read(2000).split())
    except OSError:
        return ""


def record_later(root: str, who: str, *, begin: bool = False) -> None:
    """Have what was just saved recorded by another process, which begins the history where nobody has said anything about it and `begin` is
    wanted. Never raises, never waits.
    """
    if is_kept(root):
        begin = False
    elif not begin or is_declined(root):
        return
    later.begin(MODULE, root, who, *(["begin"] if begin else []))
