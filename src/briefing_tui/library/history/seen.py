"""What the newest commit holds, and which bytes each file of the library was seen to hold: so that a recorder asks and reads only what changed.

A cache beside the objects of git. What it says of a commit is believed of that very commit, what it says of a file in that very state, and never of one that was
changed a moment before it was looked at, for a second change of that moment may not show. Damaged, old or gone, it costs a reading of all files.
"""

import hashlib
import os
import time
from contextlib import suppress

from briefing_tui.library.entry import Stamp
from briefing_tui.opening import at_once

NAME = "briefing-seen"
_VERSION = "2"
_MOMENT = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system that is used, FAT's."""
_NONE = "-"


class SeenLibrary:
    """The state of one library at one commit."""

    def __init__(self, folder: str) -> None:
        """`folder` is the repository's own."""
        self._path = os.path.join(folder, NAME)
        self.head = ""
        """The commit that `committed` tells of; empty for none."""
        self.committed: dict[str, str] = {}
        """Name → what git calls its bytes."""
        self._looked: dict[str, tuple[str, Stamp]] = {}
        self._read()

    def blob(self, name: str, stamp: Stamp) -> str:
        """What git calls the bytes of a file in this state; empty when that is not known."""
        blob, seen = self._looked.get(name, ("", None))
        return blob if seen == stamp else ""

    def note(self, name: str, data: bytes, stamp: Stamp) -> str:
        """What git calls these bytes, which a file has in this state."""
        blob = blob_name(data)
        if time.time_ns() - stamp.mtime_ns > _MOMENT:
            self._looked[name] = (blob, stamp)
        return blob

    def keep(self) -> None:
        """Write what is known now; a disk that refuses costs time alone."""
        lines = [f"{_VERSION} {self.head or _NONE}"]
        for name in self.committed.keys() | self._looked.keys():
            blob, stamp = self._looked.get(name, (_NONE, Stamp(0, 0, 0)))
            lines.append(f"{self.committed.get(name, _NONE)} {blob} {' '.join(map(str, stamp))} {name}")
        temp = f"{self._path}.{os.getpid()}"
        try:
            with open(temp, "w", encoding="utf-8", errors="surrogateescape") as file:
                mode = os.stat(os.path.dirname(temp)).st_mode & 0o666
                os.fchmod(file.fileno(), mode)  # the others' cache, too
                file.write("\n".join(lines))
            os.replace(temp, self._path)
        except OSError:
            with suppress(OSError):
                os.unlink(temp)

    def _read(self) -> None:
        try:
            with open(self._path, encoding="utf-8", errors="surrogateescape", opener=at_once) as file:
                first, *lines = file.read().split("\n")
        except OSError:
            return
        version, _blank, head = first.partition(" ")
        if version != _VERSION:
            return
        for line in lines:
            parts = line.split(" ", 5)
            if len(parts) != 6 or not all(part.isdecimal() for part in parts[2:5]):
                continue
            committed, blob, *stamp, name = parts
            if len(committed) == 40:
                self.committed[name] = committed
            if len(blob) == 40:
                self._looked[name] = (blob, Stamp(*map(int, stamp)))
        self.head = head if len(head) == 40 else ""


def blob_name(data: bytes) -> str:
    """The name git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
