"""The stat walk: what the disk says of every file of a library, packed so that two walks are compared as bytes.

Called by the catalog. A survey of a year is the names of its candidates and four numbers of each file: mtime_ns, ctime_ns,
size, inode. Nothing changes a file without changing one of them: ctime moves with every write, and nobody can
set it. But a clock ticks: a file changed again within the tick in which it was read looks unchanged, so what was read
too soon after its last change (`is_settled`) is noted as never seen and read again next time, as git does.
"""

import os
import time
from array import array
from typing import NamedTuple

from briefing_tui.library.disk.names import ENDING

NUMBERS = 4
"""Numbers kept of each file: mtime_ns, ctime_ns, size, inode."""
_TICK_NS = 1_000_000_000
"""Nanoseconds: longer than the tick of any clock that files are stamped with, but FAT's."""
_MASK = (1 << 63) - 1
SEPARATOR = "\0"

FileStamp = tuple[int, int, int, int]
"""mtime_ns, ctime_ns, size (bytes), inode."""
UNSEEN: FileStamp = (0, 0, 0, 0)
FolderStamp = tuple[int, int]
"""mtime_ns and ctime_ns of a folder: they move when a file in it is made, removed, renamed or put in place of another."""
UNKNOWN_FOLDER: FolderStamp = (0, 0)


class YearSurvey(NamedTuple):
    """One year's directory."""

    names: str
    """Names joined by NUL, in the order the disk gives them; of a year that is no directory, or cannot be listed, none."""
    stamps: bytes
    """`NUMBERS` 64-bit numbers a name."""
    folder: FolderStamp = UNKNOWN_FOLDER
    """Of the folder, from before it was listed."""

    def is_as(self, other: "YearSurvey") -> bool:
        """Whether the files are the same, in the same state."""
        return self[:2] == other[:2]

    def files(self) -> dict[str, FileStamp]:
        """Name → stamp."""
        numbers = array("q", self.stamps)
        names = self.names.split(SEPARATOR) if self.names else []
        columns = [iter(numbers)] * NUMBERS
        return dict(zip(names, zip(*columns, strict=True), strict=True))


def survey_year(root: str, year: str) -> YearSurvey:
    """Ask the disk about one year. OSError when it cannot be listed."""
    names: list[str] = []
    numbers: list[int] = []
    # By descriptor, and without a call for each name (the rule is that of `is_candidate`): a fifth of the time less.
    folder = os.open(f"{root}/{year}", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        before, looked_at = os.fstat(folder), time.time_ns()
        with os.scandir(folder) as found:
            for entry in found:
                name = entry.name
                if not name.endswith(ENDING) or name[0] == ".":
                    continue
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # removed meanwhile
                names.append(name)
                numbers += (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
    finally:
        os.close(folder)
    settled = before.st_ctime_ns < looked_at - _TICK_NS
    stamp = folder_stamp(before) if settled else UNKNOWN_FOLDER
    return YearSurvey(SEPARATOR.join(names), _packed(numbers), stamp)


def pack(files: dict[str, FileStamp]) -> YearSurvey:
    """The survey that says this."""
    return YearSurvey(
        SEPARATOR.join(files), _packed([number for stamp in files.values() for number in stamp])
    )


def file_stamp(status: os.stat_result) -> FileStamp:
    """The four numbers."""
    return (
        status.st_mtime_ns & _MASK,
        status.st_ctime_ns & _MASK,
        status.st_size,
        status.st_ino & _MASK,
    )


def folder_stamp(status: os.stat_result) -> FolderStamp:
    """The two numbers."""
    return status.st_mtime_ns & _MASK, status.st_ctime_ns & _MASK


def is_settled(stamp: FileStamp, read_at_ns: int) -> bool:
    """Whether a file read at this time (of the clock) had not been changed just before."""
    return stamp[1] < read_at_ns - _TICK_NS


def _packed(numbers: list[int]) -> bytes:
    if numbers and (min(numbers) < 0 or max(numbers) > _MASK):  # before 1970, or an inode of 64 bits
        numbers = [number & _MASK for number in numbers]
    return array("q", numbers).tobytes()
