"""One commit for what was saved, renamed, deleted: made off the way of the save, by a process of its own, which may be slow, fail or be killed.

What is recorded is the difference between the newest commit and the files, so whatever a commit missed the next one has. Only issues and
the files of the house are ever committed, in a repository of ours or one that somebody made around the library; the index and the
branch of that one are left as its owner expects. One lock of our own keeps two recorders apart.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import read_regular
from briefing_tui.library.disk.locks import locked_beside
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.history import stale
from briefing_tui.library.history.git import Git, GitError, is_there
from briefing_tui.library.history.kept import DECISIONS, ISSUE, JOURNAL, Kept, kept, kept_on_disk
from briefing_tui.library.history.summary import summary
from briefing_tui.library.history.trigger import MARK
from briefing_tui.model.issue import Issue

_PATIENCE = 30.0
"""Seconds that a recorder waits for another."""


class Change(NamedTuple):
    """One file that is another than in the newest commit."""

    file: Kept
    data: bytes | None
    """What it holds; None when it is gone."""


def begin(root: str) -> None:
    """Keep the history from now on; makes a repository where there is none around the library, and the first commit."""
    if not is_there():
        raise GitError(_("git is not installed"), hint=_("history needs it; all else works without"))
    git = Git(root)
    code, _out, _err = git.ask("rev-parse", "--git-dir")
    if code:
        git.run("init", "--quiet", "--initial-branch=main", "--template=", ".")
    try:
        with open(os.path.join(root, MARK), "x", encoding="ascii"):
            pass
    except FileExistsError:
        return
    except OSError as error:
        raise LibraryError(str(error)) from error


def end(root: str) -> None:
    """Keep it no longer; what there is stays."""
    try:
        os.unlink(os.path.join(root, MARK))
    except FileNotFoundError:
        return
    except OSError as error:
        raise LibraryError(str(error)) from error


def record(root: str, who: str) -> list[str]:
    """Commit what differs, an issue a commit; the messages. GitError or LibraryError when that cannot be done: nothing is lost by it."""
    with alone(root):
        return record_held(Git(root), who)


@contextmanager
def alone(root: str) -> Iterator[None]:
    """Hold the lock of whoever moves the newest commit; what a killed git left of its own is gone. LockedError when another has it for too long."""
    with locked_beside(os.path.join(root, MARK), _PATIENCE):
        stale.clear(Git(root))
        yield


def record_held(git: Git, who: str) -> list[str]:
    """As `record`, for whoever is `alone`."""
    return [message for change in changes(git) if (message := _commit(git, change, who))]


def changes(git: Git) -> Iterator[Change]:
    """The files that differ from the newest commit, oldest issues first."""
    known = _committed(git)
    found = kept_on_disk(git.root)
    for name, one in found.items():
        try:
            data, _status = read_regular(os.path.join(git.root, name), git.root, one.limit)
        except BriefingError:
            continue  # gone a moment ago, or no file of ours
        if known.get(name) != blob_name(data):
            yield Change(one, data)
    for name in sorted(known.keys() - found.keys()):
        if (gone := kept(name)) is not None and not os.path.lexists(os.path.join(git.root, name)):
            yield Change(gone, None)


def blob_name(data: bytes) -> str:
    """The name git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _committed(git: Git) -> dict[str, str]:
    """Name → blob of the library's files in the newest commit."""
    if not git.head():
        return {}
    rows = git.run("ls-tree", "-r", "-z", "HEAD", "--", ".").decode("utf-8", "surrogateescape").split("\0")
    return {name: row.split(" ")[2] for line in rows if line for row, _tab, name in [line.partition("\t")]}


def _commit(git: Git, change: Change, who: str) -> str:
    """One commit on top of the newest; its message."""
    head, path = git.head(), git.prefix() + change.file.name
    message = _message(git, change, head)
    index = os.path.join(git.text("rev-parse", "--absolute-git-dir"), "briefing-index")
    for left in (index, f"{index}.lock"):  # of a recorder that was killed: our own lock is held
        with suppress(FileNotFoundError):
            os.unlink(left)
    private = {"GIT_INDEX_FILE": index}
    git.run("read-tree", *([head] if head else ["--empty"]), more=private)
    if change.data is None:
        entry = f"0 {'0' * 40}\t{path}\n"
    else:
        blob = git.run("hash-object", "-w", "--no-filters", "--stdin", data=change.data).decode().strip()
        entry = f"100644 {blob}\t{path}\n"
    git.run("update-index", "--index-info", data=entry.encode(), more=private)
    tree = git.run("write-tree", more=private).decode().strip()
    name = (
        "".join(char for char in who if char.isprintable() and char not in "<>").strip()[:60]
        or "briefing-tui"
    )
    people = {
        f"GIT_{part}_{what}": value
        for part in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", name), ("EMAIL", "briefing-tui@localhost"))
    }
    words = ["commit-tree", tree, *(["-p", head] if head else [])]
    commit = git.run(*words, data=message.encode("utf-8", "replace"), more=people).decode().strip()
    git.run("update-ref", "-m", "briefing-tui", "HEAD", commit, head or "0" * 40)
    git.ask(
        "update-index", "--index-info", data=entry.encode()
    )  # the owner's own index follows, when it is free
    os.unlink(index)
    return message


def _message(git: Git, change: Change, head: str) -> str:
    name, kind, key = change.file
    if kind != ISSUE or key is None:
        told = f"{key}：分送记录" if kind == JOURNAL else "来稿处理" if kind == DECISIONS else name
        return f"{told}（删除）" if change.data is None else told
    before = state(git, f"{head}:{git.prefix()}{name}") if head else None
    after = issue_in(change.data)
    if change.data is not None and after is None:
        return f"{key}：保存"
    return summary(key, before, after)


def state(git: Git, name: str) -> Issue | None:
    """The issue of one object, `COMMIT:PATH`; None when there is none, or it cannot be read."""
    code, data, _err = git.ask("cat-file", "blob", name)
    return issue_in(data) if code == 0 else None


def issue_in(data: bytes | None) -> Issue | None:
    """The issue that a file holds; None when there is none, or it cannot be read."""
    if data is None:
        return None
    try:
        return load_issue(data, "").issue
    except BriefingError:
        return None


if __name__ == "__main__":
    try:
        record(sys.argv[1], sys.argv[2])
    except BriefingError:
        sys.exit(1)  # the next save catches up
