"""The refs that sync keeps in the repository of a library. Each move of several is one transaction."""

import hashlib

from briefing_tui.library.history.git import Git

SETTLED = "refs/briefing/settled/"


def commit_at(git: Git, ref: str) -> str:
    """The commit of a ref; empty when there is none."""
    code, out, _err = git.ask("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    return out.decode("ascii", "replace").strip() if code == 0 else ""


def is_behind(git: Git, old: str, new: str) -> bool:
    """Whether `old` is on the line up to `new`."""
    code, _out, _err = git.ask("merge-base", "--is-ancestor", old, new)
    return code == 0


def in_common(git: Git, one: str, other: str) -> str:
    """The newest commit that is on both lines; empty when there is none."""
    if not one or not other:
        return ""
    code, out, _err = git.ask("merge-base", one, other)
    return out.decode("ascii", "replace").strip() if code == 0 else ""


def move(git: Git, refs: dict[str, str]) -> None:
    """Point refs at commits, all or none; an empty one takes the ref away."""
    rows = [f"update {ref} {commit}\n" if commit else f"delete {ref}\n" for ref, commit in refs.items()]
    git.run("update-ref", "--stdin", data="".join(["start\n", *rows, "commit\n"]).encode())


def settle(git: Git, name: str, theirs: str) -> None:
    """Note that what is in a file now has the others' version in it: a blob."""
    git.run("update-ref", _settled(name), theirs)


def settled(git: Git, names: list[str]) -> dict[str, str]:
    """Name → the others' version that a person brought together with the file."""
    rows = git.text("for-each-ref", "--format=%(refname) %(objectname)", SETTLED).splitlines()
    known = dict(row.split(" ", 1) for row in rows if " " in row)
    return {name: known[_settled(name)] for name in names if _settled(name) in known}


def unsettled(git: Git, known: dict[str, str]) -> dict[str, str]:
    """What takes these notes away, for `move`; one that a person has made anew meanwhile stays."""
    still = settled(git, list(known))
    return {_settled(name): "" for name, blob in known.items() if still.get(name) == blob}


def _settled(name: str) -> str:
    return SETTLED + hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
