"""One commit for what was saved, renamed, deleted: made off the way of the save, by a process of its own, which may be slow, fail or be killed.

What is recorded is the difference between the newest commit and the files, so whatever a commit missed the next one has. Only issues and
the files of the house are ever committed, in a repository of ours or one that somebody made around the library; the index and the
branch of that one are left as its owner expects. One lock of our own keeps two recorders apart.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import read_regular
from briefing_tui.library.disk.locks import locked_beside
from briefing_tui.library.disk.names import find_in_year, years_of
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.history.git import Git, GitError, is_there
from briefing_tui.library.history.summary import summary
from briefing_tui.library.history.trigger import MARK
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey

_HOUSE = ("terms.toml", "proof.toml")
_PATIENCE = 30.0
"""Seconds that a recorder waits for another."""


class Change(NamedTuple):
    """One file that is another than in the newest commit."""

    name: str
    """Relative to the library: `2024/2024-14.toml`."""
    data: bytes | None
    """What it holds; None when it is gone."""
    key: IssueKey | None


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
    git = Git(root)
    with locked_beside(os.path.join(root, MARK), _PATIENCE):
        return [message for change in changes(git) if (message := _commit(git, change, who))]


def changes(git: Git) -> Iterator[Change]:
    """The files that differ from the newest commit, oldest issues first."""
    known = _committed(git)
    found: dict[str, IssueKey | None] = {}
    for year in years_of(git.root):
        for one in find_in_year(git.root, year):
            if one.key is not None:
                found[one.file] = one.key
    found.update({name: None for name in _HOUSE if os.path.isfile(os.path.join(git.root, name))})
    for name in sorted(found):
        try:
            data, _status = read_regular(os.path.join(git.root, name), git.root)
        except BriefingError:
            continue  # gone a moment ago, or no file of ours
        if known.get(name) != blob_name(data):
            yield Change(name, data, found[name])
    for name in sorted(known.keys() - found.keys()):
        if name in _HOUSE or _key_of(name) is not None:
            yield Change(name, None, _key_of(name))


def blob_name(data: bytes) -> str:
    """The name git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _committed(git: Git) -> dict[str, str]:
    """Name → blob of the library's files in the newest commit."""
    if not git.head():
        return {}
    rows = git.run("ls-tree", "-r", "-z", "HEAD", "--", ".").decode("utf-8", "surrogateescape").split("\0")
    return {name: row.split(" ")[2] for line in rows if line for row, _tab, name in [line.partition("\t")]}


def _key_of(name: str) -> IssueKey | None:
    from briefing_tui.library.disk.names import key_of

    year, _slash, file = name.partition("/")
    return key_of(file, int(year)) if year.isascii() and year.isdigit() and len(year) == 4 and file else None


def _commit(git: Git, change: Change, who: str) -> str:
    """One commit on top of the newest; its message."""
    head, path = git.head(), git.prefix() + change.name
    message = _message(git, change, head)
    index = os.path.join(git.text("rev-parse", "--absolute-git-dir"), "briefing-index")
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
    if change.key is None:
        return f"{change.name}：{'删除' if change.data is None else '更新'}"
    before = state(git, f"{head}:{git.prefix()}{change.name}") if head else None
    after = _issue(change.data)
    if change.data is not None and after is None:
        return f"{change.key}：保存"
    return summary(change.key, before, after)


def state(git: Git, name: str) -> Issue | None:
    """The issue of one object, `COMMIT:PATH`; None when there is none, or it cannot be read."""
    code, data, _err = git.ask("cat-file", "blob", name)
    return _issue(data) if code == 0 else None


def _issue(data: bytes | None) -> Issue | None:
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
