"""Commits made of files' bytes by one `git fast-import`: no index, no work tree, no hook, no filter takes part.

It puts them on the branch in one step, and refuses when somebody else has put a commit there meanwhile; where no branch is out, they are made under a
name of our own first.
"""

import os
import time
from contextlib import suppress
from typing import NamedTuple

from briefing_tui.library.history.git import FOLDER, Git, GitError

_OWN = "refs/briefing-tui/recording"
"""Where commits stand until they are on the branch."""
_DEAD = 600.0
"""Seconds after which a lock of the index, which git holds for a moment, is one that a killed git left."""


class CommitEntry(NamedTuple):
    """One file of a commit."""

    name: str
    """Relative to the library."""
    data: bytes | None
    """What it holds; None when it is gone."""
    mode: str = "100644"


class Commit(NamedTuple):
    """One commit to be made."""

    message: str
    entries: tuple[CommitEntry, ...]


def commit_all(git: Git, commits: list[Commit], who: str, head: str) -> str:
    """Put commits on top of `head`, the newest one (empty for none); the newest one then. GitError when that is no longer the newest one, or git refuses."""
    if not commits:
        return head
    branch = git.branch()
    words = ("fast-import", "--quiet", "--date-format=raw", *(() if branch else ("--force",)))
    made = git.run(*words, data=_stream(git, commits, who, head, branch or _OWN))
    newest = made.decode("ascii", "replace").strip()
    if len(newest) != 40:
        raise GitError("git: fast-import")
    if not branch:
        steps = f"update HEAD {newest} {head or '0' * 40}\ndelete {_OWN}\n"
        git.run("update-ref", "-m", "briefing-tui", "--stdin", data=steps.encode())
    _tell_index(git, commits)
    return newest


def _free_index(git: Git) -> None:
    """In a library's own repository a lock of the index that a killed git left goes; in that of others it is their business."""
    lock = os.path.join(git.top, FOLDER, "index.lock")
    with suppress(OSError):
        if not git.prefix() and time.time() - os.lstat(lock).st_mtime > _DEAD:
            os.unlink(lock)


def _stream(git: Git, commits: list[Commit], who: str, head: str, ref: str) -> bytes:
    """What `fast-import` is told; it says the name of the last commit."""
    kept = "".join(char for char in who if char.isprintable() and char not in "<>").strip()[:60]
    now = f"{int(time.time())} {time.strftime('%z') or '+0000'}"
    committer = f"committer {kept or 'briefing-tui'} <briefing-tui@localhost> {now}\n".encode(
        "utf-8", "replace"
    )
    parts = [b"feature done\n"]
    for at, commit in enumerate(commits, 1):
        parts += [
            f"commit {ref}\nmark :{at}\n".encode(),
            committer,
            _data(commit.message.encode("utf-8", "replace")),
        ]
        if at == 1 and head:
            parts.append(f"from {head}\n".encode())
        for entry in commit.entries:
            path = _quoted(git.prefix() + entry.name)
            if entry.data is None:
                parts.append(b"D " + path + b"\n")
            else:
                parts += [f"M {entry.mode} inline ".encode() + path + b"\n", _data(entry.data)]
        parts.append(b"\n")
    parts.append(f"get-mark :{len(commits)}\ndone\n".encode())
    return b"".join(parts)


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _quoted(path: str) -> bytes:
    """As fast-import takes any path."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'.encode("utf-8", "surrogateescape")


def _tell_index(git: Git, commits: list[Commit]) -> None:
    """The owner's own index follows, when it is free: what was committed is not told as a change of theirs."""
    from briefing_tui.library.history.seen import blob_name

    _free_index(git)
    last = {entry.name: entry for commit in commits for entry in commit.entries}
    rows = [
        f"0 {'0' * 40}\t{git.prefix()}{entry.name}"
        if entry.data is None
        else f"{entry.mode} {blob_name(entry.data)}\t{git.prefix()}{entry.name}"
        for entry in last.values()
    ]
    data = "".join(f"{row}\0" for row in rows).encode("utf-8", "surrogateescape")
    git.ask("update-index", "-z", "--index-info", data=data)
