"""What the repository holds, read in few questions: the kept files of a commit, the bytes of many files, what commits changed.

Blobs that are made here wait until `chain` writes them together with the commits that need them.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from briefing_tui.errors import Place, UnsafeFileError
from briefing_tui.i18n import _
from briefing_tui.library.history.git import Git, GitError
from briefing_tui.library.history.kept import Kept, kept
from briefing_tui.library.history.seen import blob_name

Files = dict[str, str]
"""Name of a kept file → blob."""
NONE = "0" * 40
_BEGIN = "\x01\x02\x03"
"""Before each commit of a log: in no name and no message of ours."""
_ROW = re.compile(r":[0-7]{6} [0-7]{6} ([0-9a-f]{40}) ([0-9a-f]{40}) [A-Z][0-9]*")
_FORMAT = "%x01%x02%x03%an%x1f%ae%x1f%ad%x1f%B"


class Changed(NamedTuple):
    """One commit of a line, and the kept files that it changed."""

    who: str
    address: str
    when: str
    """Seconds since 1970 and the zone, as git writes them."""
    what: str
    """The whole message."""
    files: dict[str, tuple[str | None, str | None]]
    """Name → blob before and after; None where there is no file."""
    foreign: tuple[str, ...] = ()
    """Other files that it changed."""


class BlobStore:
    """The objects of one repository."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._read: dict[str, bytes] = {}
        self.made: dict[str, bytes] = {}
        """Blobs that are not in the repository yet."""

    def files(self, commit: str) -> Files:
        """The kept files of a commit; none of an empty name. UnsafeFileError for one that is larger than such a file may be."""
        if not commit:
            return {}
        rows = self._git.run("ls-tree", "-r", "-l", "-z", "--full-tree", commit).decode(
            "utf-8", "surrogateescape"
        )
        found: Files = {}
        for row in rows.split("\0"):
            about, _tab, name = row.partition("\t")
            mode, kind, blob, size = about.split() if about else ("", "", "", "")
            one = kept(name)
            if one is None or kind != "blob" or not mode.startswith("100"):
                continue
            if int(size) > one.limit:
                raise UnsafeFileError(
                    _("is larger than {limit} MiB").format(limit=one.limit >> 20),
                    place=Place(f"{commit[:8]}:{name}"),
                )
            found[name] = blob
        return found

    def fetch(self, names: Iterable[str | None]) -> None:
        """Read blobs that will be asked for, in one question."""
        wanted = sorted({name for name in names if name} - self._read.keys() - self.made.keys())
        if not wanted:
            return
        data = self._git.run("cat-file", "--batch", data="".join(f"{name}\n" for name in wanted).encode())
        at = 0
        for name in wanted:
            end = data.index(b"\n", at)
            head = data[at:end].split(b" ")
            if len(head) != 3 or head[1] != b"blob":
                raise GitError(f"git: {name[:8]} is not there")
            size = int(head[2])
            self._read[name] = data[end + 1 : end + 1 + size]
            at = end + size + 2

    def data(self, name: str | None) -> bytes | None:
        """The bytes of a blob; None for no file."""
        if name is None:
            return None
        if name not in self.made:
            self.fetch([name])
        return self.made.get(name) or self._read.get(name, b"")

    def make(self, data: bytes | None) -> str | None:
        """The name of bytes, which are written with the next commit."""
        if data is None:
            return None
        name = blob_name(data)
        if name not in self._read:
            self.made[name] = data
        return name

    def changes(self, old: str, new: str) -> list[Changed]:
        """The commits behind `old` up to `new`, oldest first; all of them when `old` is empty."""
        if not new or old == new:
            return []
        rows = self._git.run(
            *(
                "log",
                "--reverse",
                "--topo-order",
                "--first-parent",
                "-m",
                "--root",
                "--raw",
                "-z",
                "--no-abbrev",
            ),
            *("--no-renames", "--date=raw", f"--format={_FORMAT}", f"{old}..{new}" if old else new),
        ).decode("utf-8", "surrogateescape")
        return [_changed(part) for part in rows.split(_BEGIN) if part.strip("\0\n")]


def _changed(part: str) -> Changed:
    """One commit of a raw log."""
    head, *words = [word.lstrip("\n") for word in part.split("\0")]
    files: dict[str, tuple[str | None, str | None]] = {}
    foreign = []
    for about, name in zip(words[::2], words[1::2], strict=False):
        if (row := _ROW.fullmatch(about)) is None:
            continue  # of a message that was made to look like one
        old, new = row.groups()
        if kept(name) is None:
            foreign.append(name)
        else:
            files[name] = (_or_none(old), _or_none(new))
    who, address, when, what = (*head.split("\x1f", 3), "", "", "", "")[:4]
    return Changed(who, address, when, what.strip(), files, tuple(foreign))


def _or_none(blob: str) -> str | None:
    return None if blob == NONE else blob


def file_of(name: str) -> Kept:
    """What a kept name is."""
    found = kept(name)
    assert found is not None
    return found
