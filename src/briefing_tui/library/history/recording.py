"""One commit for what was saved, renamed, delivered, deleted: made off the way of the save, by a process of its own, which may be slow, fail or be killed.

What is recorded is the difference between the newest commit and the files, so whatever a commit missed the next one has. Only issues,
their records of deliveries and the files of the house are ever committed, in a repository of ours or one that somebody made around the
library; the index and the branch of that one are left as its owner expects. One lock of our own keeps two recorders apart. A failure
is noted for whoever edits (`trigger.fault_of`) until a recorder has caught up.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from operator import itemgetter
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.library.disk.deliveries import FOLDER as DELIVERIES
from briefing_tui.library.disk.files import read_regular, sharing, write_whole
from briefing_tui.library.disk.locks import locked_beside
from briefing_tui.library.disk.names import make_stamp, years_of
from briefing_tui.library.disk.sharing import rights_of
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.history import stale
from briefing_tui.library.history.committing import Commit, CommitEntry, commit_all
from briefing_tui.library.history.git import FOLDER, Git, GitError, check_git
from briefing_tui.library.history.kept import DECISIONS, HOUSE_FILES, ISSUE, JOURNAL, Kept, kept
from briefing_tui.library.history.seen import SeenLibrary, blob_name
from briefing_tui.library.history.summary import is_renamed, summary
from briefing_tui.library.history.trigger import FAULT, MARK, is_kept
from briefing_tui.model.issue import Issue

_INBOX = "inbox"
_PATIENCE = 30.0
"""Seconds that a recorder waits for another."""
_BATCH = 16 * 1024 * 1024
"""Bytes that are committed at once."""
_TRIES = 3
"""Times a recorder begins anew when somebody else has committed meanwhile."""
RENAMED_FROM = "Renamed-from: "
"""Begins the last line of the message of a commit that gave an issue another number; behind it its file's name before."""


class Change(NamedTuple):
    """One file that is another than in the newest commit."""

    file: Kept
    data: bytes | None
    """What it holds; None when it is gone."""
    is_new: bool = False
    """Whether the newest commit has no such file."""


def begin(root: str) -> None:
    """Keep the history from now on; makes a repository where there is none around the library, and the first commit."""
    check_git()
    Git(root).make()
    if not is_kept(root):
        with sharing(rights_of(root)):
            write_whole(os.path.join(root, MARK), b"")


def end(root: str) -> None:
    """Keep it no longer, whatever anybody's settings say; what there is stays."""
    with sharing(rights_of(root)):
        write_whole(os.path.join(root, MARK), b"off\n")
    _settle_fault(root)


def record(root: str, who: str) -> list[str]:
    """Commit what differs, an issue a commit; the messages. GitError or LibraryError when that cannot be done: nothing is lost by it."""
    with alone(root):
        return record_held(Git(root), who)


@contextmanager
def alone(root: str) -> Iterator[None]:
    """Hold the lock of whoever moves the newest commit; what a killed git left of its own is gone. LockedError when another has it for too long."""
    with locked_beside(os.path.join(root, MARK), _PATIENCE):
        git = Git(root)
        if git.may_be_locked():
            stale.clear(git)
        yield


def record_held(git: Git, who: str) -> list[str]:
    """As `record`, for whoever is `alone`."""
    told: list[str] = []
    for left in reversed(range(_TRIES)):
        head = git.head()
        seen = SeenLibrary(os.path.join(git.top, FOLDER))
        if seen.head != head:
            seen.head, seen.committed = head, _committed(git) if head else {}
        try:
            for batch in _batches(_commits(git, seen)):
                _remember(seen, batch, commit_all(git, batch, who, seen.head))
                told += [commit.message.partition("\n")[0] for commit in batch]
            break
        except GitError:
            if not left or git.head() == seen.head:
                raise
    seen.keep()
    _settle_fault(git.root)
    return told


def _batches(commits: Iterator[Commit]) -> Iterator[list[Commit]]:
    """So many at a time as need not much memory: the first recording of a library has all of its files."""
    batch: list[Commit] = []
    size = 0
    for commit in commits:
        batch.append(commit)
        size += sum(len(entry.data or b"") for entry in commit.entries)
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _remember(seen: SeenLibrary, commits: list[Commit], newest: str) -> None:
    """What the newest commit holds now."""
    for entry in (entry for commit in commits for entry in commit.entries):
        if entry.data is None:
            seen.committed.pop(entry.name, None)
        else:
            seen.committed[entry.name] = blob_name(entry.data)
    seen.head = newest


def record_or_note(root: str, who: str) -> int:
    """`record` in a process of its own: a failure is noted for whoever edits. The exit code."""
    try:
        record(root, who)
    except BriefingError as error:
        with suppress(BriefingError), sharing(rights_of(root)):
            write_whole(os.path.join(root, FAULT), error.one_line().encode("utf-8", "replace"))
        return 1
    return 0


def _settle_fault(root: str) -> None:
    with suppress(OSError):
        os.unlink(os.path.join(root, FAULT))


def changes(git: Git, seen: SeenLibrary) -> tuple[dict[str, Kept], Iterator[Change]]:
    """The files that are gone since the newest commit, by name, and those that hold something else: read one by one, oldest issues first."""
    files = sorted(_files(git.root), key=itemgetter(0))
    missing = seen.committed.keys() - {name for name, _status in files}
    gone = {
        name: file
        for name in sorted(missing)
        if (file := kept(name)) is not None and not os.path.lexists(os.path.join(git.root, name))
    }
    return gone, _changed(git, seen, files)


def _changed(git: Git, seen: SeenLibrary, files: list[tuple[str, os.stat_result]]) -> Iterator[Change]:
    known = dict(seen.committed)
    for name, status in files:
        if known.get(name, "-") == seen.blob(name, make_stamp(status)):
            continue
        file = kept(name)
        if file is None:
            continue
        try:
            data, now = read_regular(os.path.join(git.root, name), git.root, file.limit)
        except BriefingError:
            continue  # gone a moment ago, or no file of ours
        if known.get(name) != seen.note(name, data, make_stamp(now)):
            yield Change(file, data, name not in known)


def _files(root: str) -> Iterator[tuple[str, os.stat_result]]:
    """The regular files where there may be some that are kept, by name."""
    for folder in (*years_of(root), DELIVERIES, _INBOX, ""):
        path = os.path.join(root, folder)
        try:
            with os.scandir(path) as entries:
                for entry in () if os.path.islink(path) and folder else entries:
                    name = f"{folder}/{entry.name}" if folder else entry.name
                    if (folder or name in HOUSE_FILES) and entry.is_file(follow_symlinks=False):
                        with suppress(OSError):  # gone a moment ago
                            yield name, entry.stat(follow_symlinks=False)
        except OSError:
            continue


def _committed(git: Git) -> dict[str, str]:
    """Name → blob of the library's files in the newest commit."""
    rows = git.run("ls-tree", "-r", "-z", "HEAD", "--", ".").decode("utf-8", "surrogateescape").split("\0")
    return {name: row.split(" ")[2] for line in rows if line for row, _tab, name in [line.partition("\t")]}


def _commits(git: Git, seen: SeenLibrary) -> Iterator[Commit]:
    """What there is to be recorded: a commit an issue; the two names of one that got another number are one."""
    gone, changed = changes(git, seen)
    for change in changed:
        name, kind, key = change.file
        before = _state(git, seen, name) if kind == ISSUE else None
        after = issue_in(change.data) if kind == ISSUE else None
        source = _renamed(git, seen, after, gone) if change.is_new and after is not None else None
        if source is None:
            yield Commit(_message(change, before, after), (CommitEntry(name, change.data),))
            continue
        del gone[source.name]
        message = f"{key}：改期号（原 {source.key}）\n\n{RENAMED_FROM}{source.name}"
        yield Commit(message, (CommitEntry(source.name, None), CommitEntry(name, change.data)))
    for name, file in gone.items():
        yield Commit(_message(Change(file, None), None, None), (CommitEntry(name, None),))


def _renamed(git: Git, seen: SeenLibrary, after: Issue, gone: dict[str, Kept]) -> Kept | None:
    """The file that is gone and whose issue has this name now."""
    for one in (file for file in gone.values() if file.kind == ISSUE):
        before = _state(git, seen, one.name)
        if before is not None and is_renamed(before, after):
            return one
    return None


def _message(change: Change, before: Issue | None, after: Issue | None) -> str:
    name, kind, key = change.file
    if kind != ISSUE or key is None:
        told = f"{key}：分送记录" if kind == JOURNAL else "来稿处理" if kind == DECISIONS else name
        return f"{told}（删除）" if change.data is None else told
    if change.data is not None and after is None:
        return f"{key}：保存"
    return summary(key, before, after)


def _state(git: Git, seen: SeenLibrary, name: str) -> Issue | None:
    """The issue of a file in the newest commit; None when there is none, or it cannot be read."""
    blob = seen.committed.get(name)
    if blob is None:
        return None
    code, data, _err = git.ask("cat-file", "blob", blob)
    return issue_in(data) if code == 0 else None


def issue_in(data: bytes | None) -> Issue | None:
    """The issue that a file holds; None when there is none, or it cannot be read."""
    if data is None:
        return None
    try:
        return load_issue(data, "").issue
    except BriefingError:
        return None


def main(root: str, who: str, *, first: bool = False) -> int:
    """What a recorder's process does: begin when it is the `first` one, record, then keep the repository quick. The exit code."""
    if first:
        try:
            begin(root)
        except BriefingError:
            return 1  # no git: then there is no history, and nobody is told at each save
    code = record_or_note(root, who)
    if not code:
        from briefing_tui.library.history import upkeep

        with suppress(BriefingError):
            if upkeep.is_due(root):
                upkeep.keep_up(root)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], first="begin" in sys.argv[3:]))
