"""Locks that a killed git left on what recording and sync move: the newest commit and our own refs.

git holds such a lock for milliseconds, and takes none away that somebody else left. Called by whoever holds our own lock, so what is found is
either a git that its owner runs by hand just now, which is waited for, or left over.
"""

import os
import time
from contextlib import suppress

from briefing_tui.library.history.git import Git
from briefing_tui.opening import at_once

OURS = ("refs/briefing", "refs/briefing/settled")
"""Folders of our own refs."""
_PATIENCE = 2.0
"""Seconds after which a lock of git is one that was left."""


def clear(git: Git, names: tuple[str, ...] = ()) -> None:
    """Take away what was left of the locks of HEAD, its branch and `names` (refs, or folders of refs that are ours alone)."""
    code, out, _err = git.ask("rev-parse", "--absolute-git-dir")
    if code:
        return
    folder = os.fsdecode(out).rstrip("\n")
    heads = ["HEAD", "packed-refs"]
    with (
        suppress(OSError),
        open(
            os.path.join(folder, "HEAD"), encoding="utf-8", errors="surrogateescape", opener=at_once
        ) as file,
    ):
        heads.append(file.read(4096).partition("ref: ")[2].strip() or "HEAD")
    for name in heads:
        _wait_and_drop(os.path.join(folder, f"{name}.lock"))
    for name in names:
        for path in _locks_below(os.path.join(folder, name)):
            _wait_and_drop(path)


def _locks_below(folder: str) -> list[str]:
    try:
        return [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".lock")]
    except OSError:
        return []


def _wait_and_drop(path: str) -> None:
    end = time.monotonic() + _PATIENCE
    while os.path.lexists(path):
        if time.monotonic() > end:
            with suppress(OSError):
                os.unlink(path)
            return
        time.sleep(0.02)
