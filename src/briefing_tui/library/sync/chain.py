"""Commits made in one go on top of one that is there: what goes to the others, what stays here, what is in common. By `git fast-import`.

The line stays straight: what was saved here is made again as commits behind the newest of the others, with its author, its time and its
message, merged with what was theirs by then. What cannot be merged alone stands as it was saved; the last commit of each file has what the plan says.
"""

import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from briefing_tui.library.history.git import Git, GitError
from briefing_tui.library.sync.blobs import BlobStore, Changed, Files, file_of
from briefing_tui.library.sync.merging.reunite import Together, reunite
from briefing_tui.library.sync.plan import Decided

_REF = "refs/briefing/made"
_MOST = 200
"""Commits of this side that are made again; of more, the earlier ones go into the first of these."""
_ADDRESS = "briefing-tui@localhost"


class ChainCommit(NamedTuple):
    """One commit to be made."""

    who: str
    address: str
    when: str
    """As git writes it; empty for now."""
    what: str
    files: Mapping[str, str | None]
    """Name → blob; None takes the file away."""


def remade(
    blobs: BlobStore, commits: list[Changed], decided: Mapping[str, Decided], theirs: Files
) -> list[ChainCommit]:
    """What goes to the others, behind what they have."""
    going = {name: one for name, one in decided.items() if one.goes}
    state: dict[str, str | None] = {name: theirs.get(name) for name in going}
    commits = commits[-_MOST:]
    last = {name: at for at, commit in enumerate(commits) for name in commit.files}
    made = []
    for at, commit in enumerate(commits):
        files: dict[str, str | None] = {}
        for name, (old, new) in commit.files.items():
            if name not in going:
                continue
            wanted = going[name].result if last[name] == at else _onto(blobs, name, old, new, state[name])
            if wanted != state[name]:
                files[name] = state[name] = wanted
        if files:
            made.append(ChainCommit(commit.who, commit.address, commit.when, commit.what, files))
    rest = {name: one.result for name, one in going.items() if one.result != state[name]}
    return [*made, *([ChainCommit("", "", "", "、".join(sorted(rest)), rest)] if rest else [])]


def as_it_was(commits: list[Changed], names: set[str], here: Files, start: Files) -> list[ChainCommit]:
    """What stays on this side: the commits of these files as they were made, until each is what stands here."""
    state: dict[str, str | None] = {name: start.get(name) for name in names}
    made = []
    for commit in commits[-_MOST:]:
        files = {
            name: new for name, (_old, new) in commit.files.items() if name in names and new != state[name]
        }
        if files:
            state.update(files)
            made.append(ChainCommit(commit.who, commit.address, commit.when, commit.what, files))
    rest = {name: here.get(name) for name in sorted(names) if here.get(name) != state[name]}
    return [*made, *([ChainCommit("", "", "", "、".join(rest), rest)] if rest else [])]


def _onto(blobs: BlobStore, name: str, old: str | None, new: str | None, state: str | None) -> str | None:
    """The change from `old` to `new` made to `state`; `new` itself where that takes a person."""
    if old == state or new is None or state is None:
        return new
    made = reunite(file_of(name), blobs.data(old), blobs.data(new), blobs.data(state))
    return blobs.make(made.data) if isinstance(made, Together) else new


def write(git: Git, blobs: BlobStore, start: str, commits: Iterable[ChainCommit], who: str) -> str:
    """Make them behind `start` (empty: behind nothing); the last one, `start` when there are none."""
    commits = list(commits)
    if not commits:
        return start
    marks = {
        name: number
        for number, name in enumerate(
            sorted({blob for one in commits for blob in one.files.values() if blob in blobs.made}), 1
        )
    }
    parts = [
        b"blob\nmark :%d\ndata %d\n%s\n" % (marks[name], len(blobs.made[name]), blobs.made[name])
        for name in marks
    ]
    parent = start
    for number, one in enumerate(commits, len(marks) + 1):
        parts.append(_commit(one, number, parent, marks, who))
        parent = f":{number}"
    parts.append(f"get-mark {parent}\n".encode())
    git.ask("update-ref", "-d", _REF)
    out = git.run("fast-import", "--quiet", "--force", data=b"".join(parts))
    git.ask("update-ref", "-d", _REF)
    made = out.decode("ascii", "replace").strip()
    if len(made) != len("0" * 40):
        raise GitError("git: fast-import")
    return made


def _commit(one: ChainCommit, number: int, parent: str, marks: Mapping[str, int], who: str) -> bytes:
    now = f"{int(time.time())} {time.strftime('%z') or '+0000'}"
    message = one.what.encode("utf-8", "replace") or b"."
    lines = [
        f"commit {_REF}",
        f"mark :{number}",
        f"author {_plain(one.who) or _plain(who)} <{_plain(one.address) or _ADDRESS}> {one.when or now}",
        f"committer {_plain(who)} <{_ADDRESS}> {now}",
        f"data {len(message)}",
    ]
    rows = [f"from {parent}"] if parent else []
    for name, blob in one.files.items():
        rows.append(f"D {name}" if blob is None else f"M 100644 {_blob(blob, marks)} {name}")
    return (
        "\n".join(lines).encode("utf-8", "replace")
        + b"\n"
        + message
        + b"\n"
        + "\n".join([*rows, "", ""]).encode()
    )


def _blob(name: str, marks: Mapping[str, int]) -> str:
    return f":{marks[name]}" if name in marks else name


def _plain(text: str) -> str:
    """A name that git takes."""
    return "".join(char for char in text if char.isprintable() and char not in "<>").strip()[:60]
