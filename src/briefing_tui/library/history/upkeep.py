"""Keeps a repository quick: many small objects become packs, and a graph of commits says which files each one changed.

Called by a recorder when its commits are made, in its own process, and run as one beside a sync that goes on and on (`begin`): it waits until nobody saves, has the lowest priority, a lock of its own and an end to its
patience, and a save never waits for it. Nothing that git still knows is ever dropped: objects are packed, none is pruned but those that are in a pack
already. `git gc` is not used, for a repository's configuration can make it run programs.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from briefing_tui.errors import LibraryError
from briefing_tui.library.disk.locks import locked_beside
from briefing_tui.library.history.git import FOLDER, Git, GitError
from briefing_tui.library.history.trigger import MARK

_LOCK = f"{MARK}-upkeep"
_SAMPLE = "17"
"""The folder of objects that is counted: each of the 256 has about as many."""
_MANY = 6
"""Loose objects in it from which they are packed: some 1,500 in all, 400 saves."""
_STALE_COMMITS = 200
"""Commits that no graph has yet from which it is written anew."""
_QUIET = 20.0
"""Seconds without a commit that are a quiet moment."""
_PATIENCE = 120.0
"""Seconds that one step may take."""
_LEFT = 86400.0
"""Seconds after which a file that a killed git began to pack into is nobody's."""
_NICE = 19
PACK = (
    "repack",
    "-d",
    "-l",
    "-q",
    "--geometric=2",
    "--no-write-bitmap-index",
    "--window-memory=64m",
    "--threads=1",
)
GRAPH = ("commit-graph", "write", "--reachable", "--changed-paths", "--split", "--no-progress")


MODULE = "briefing_tui.library.history.upkeep"
LONGEST = _QUIET + 2 * _PATIENCE + 60
"""Seconds after which it has ended, or is ended by whoever waits for it."""


def begin(root: str) -> "subprocess.Popen[bytes] | None":
    """Do in a process of its own what is due; None when nothing is, or no process can be made. Whoever began it asks whether it has ended."""
    try:
        if not is_due(root):
            return None
        return subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-I", "-m", MODULE, root],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=True,
        )
    except (LibraryError, OSError):
        return None  # the next one tries again


def is_due(root: str) -> bool:
    """Whether there is something to be done. Cheap: one folder is listed, one file looked at, one question asked of git."""
    git = Git(root)
    return _many_objects(git) or _old_graph(git)


def keep_up(root: str, *, pause: Callable[[float], None] = time.sleep) -> bool:
    """Do what is due at a quiet moment; whether it was done. Another is at it, somebody saves, or git refuses: then the next recorder does it."""
    git = Git(root)
    with suppress(LibraryError), locked_beside(os.path.join(root, _LOCK), 0.0):
        head = git.head()
        pause(_QUIET)
        if not head or git.head() != head:
            return False
        with suppress(OSError):
            os.nice(_NICE)
        _sweep(git)
        if _many_objects(git):
            _step(git, PACK)
        if _old_graph(git):
            _step(git, GRAPH)
        return True
    return False


def _step(git: Git, words: tuple[str, ...]) -> None:
    code, _out, err = git.ask("-c", "pack.threads=1", *words, patience=_PATIENCE)
    if code:
        raise GitError(err.decode("utf-8", "replace")[:200])


def _many_objects(git: Git) -> bool:
    try:
        return len(os.listdir(os.path.join(git.top, FOLDER, "objects", _SAMPLE))) >= _MANY
    except OSError:
        return False


def _old_graph(git: Git) -> bool:
    """Whether many commits are newer than the graph of commits."""
    info = os.path.join(git.top, FOLDER, "objects", "info")
    written = 0.0
    for name in ("commit-graph", os.path.join("commit-graphs", "commit-graph-chain")):
        with suppress(OSError):
            written = max(written, os.stat(os.path.join(info, name)).st_mtime)
    since = (f"--since={int(written) + 1}",) if written else ()
    code, out, _err = git.ask("rev-list", "--count", f"--max-count={_STALE_COMMITS}", *since, "HEAD")
    return code == 0 and out.strip() == str(_STALE_COMMITS).encode()


def _sweep(git: Git) -> None:
    """What killed gits left: packs that were begun, the lock of the graph, reports of a crash."""
    own = os.path.join(git.top, FOLDER)
    packs, graphs = (
        os.path.join(own, "objects", "pack"),
        os.path.join(own, "objects", "info", "commit-graphs"),
    )
    for folder, begins in ((packs, "tmp_"), (graphs, "commit-graph-chain.lock"), (own, "fast_import_crash_")):
        with suppress(OSError), os.scandir(folder) as found:
            for one in found:
                age = time.time() - one.stat(follow_symlinks=False).st_mtime
                if one.name.startswith(begins) and age > _LEFT:
                    os.unlink(one.path)


if __name__ == "__main__":
    keep_up(sys.argv[1])
