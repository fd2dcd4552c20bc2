"""Names found in a library and what the disk says of them: keys, stamps, why one may not be opened.

Called by the reader, the catalog and the inspection of a library. Names are matched in ASCII before any path is built; a link or a
FIFO is found, with the reason why it is not opened (promise F1). Files are relative to the library.
"""

import os
import stat
from typing import NamedTuple

from briefing_tui.errors import KeyFormatError, LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot, check_status
from briefing_tui.library.entry import NO_FILE, Stamp
from briefing_tui.model.key import ISSUE, IssueKey, parse_key

ENDING = ".toml"
INBOX = "inbox"
"""The folder of what was sent in, at the top of a library."""
_ASCII_DIGITS = frozenset("0123456789")


class Found(NamedTuple):
    """One name in a year's directory."""

    key: IssueKey | None
    file: str
    """Relative to the library, as the disk has it."""
    status: os.stat_result | None
    error: str


def years_of(root: str) -> list[str]:
    """Names at the top that are a year, newest first; none when there is no library. LibraryError when it cannot be listed."""
    try:
        return sorted(filter(is_year, os.listdir(root)), reverse=True)
    except OSError as error:
        if not os.path.lexists(root):
            return []
        raise cannot(_("cannot list"), root, error) from error


def find_in_year(root: str, year: str) -> list[Found]:
    """Every name that ends in .toml in a year's directory; one that says why when it cannot be listed."""
    folder = os.path.join(root, year)
    try:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            return [Found(None, year, None, _("is no directory (links are not followed)"))]
        with os.scandir(folder) as found:
            return [_find(entry, year) for entry in found if is_candidate(entry.name)]
    except OSError as error:
        return [Found(None, year, None, cannot(_("cannot list"), folder, error).message)]


def names_in_year(root: str, year: str) -> int:
    """How many `find_in_year` finds, without asking for the state of any."""
    folder = os.path.join(root, year)
    try:
        names = os.listdir(folder)
    except OSError:
        return 1
    return 1 if os.path.islink(folder) else sum(map(is_candidate, names))


def is_year(name: str) -> bool:
    """Whether a name at the top of a library is a year's."""
    return len(name) == 4 and name[0] != "0" and _ASCII_DIGITS.issuperset(name)


def is_candidate(name: str) -> bool:
    """Whether a name in a year's directory may be an issue's; hidden files are not."""
    return name.endswith(ENDING) and not name.startswith(".")


def regular_names(folder: str) -> list[str]:
    """Regular files in a year's directory that end in .toml; none when it cannot be listed."""
    try:
        with os.scandir(folder) as found:
            return [
                entry.name
                for entry in found
                if is_candidate(entry.name) and entry.is_file(follow_symlinks=False)
            ]
    except OSError:
        return []


def find_file(root: str, year: str, name: str) -> Found:
    """One name in a year's directory, looked at anew."""
    try:
        return _judge(year, name, os.lstat(os.path.join(root, year, name)))
    except OSError as error:
        return _unmeasured(year, name, error)


def _find(entry: "os.DirEntry[str]", year: str) -> Found:
    try:
        return _judge(year, entry.name, entry.stat(follow_symlinks=False))
    except OSError as error:
        return _unmeasured(year, entry.name, error)


def _unmeasured(year: str, name: str, error: OSError) -> Found:
    file = f"{year}/{name}"
    return Found(key_of(name, int(year)), file, None, cannot(_("cannot read"), file, error).message)


def _judge(year: str, name: str, status: os.stat_result) -> Found:
    """A name with its key and why it may not be opened."""
    file = f"{year}/{name}"
    key = key_of(name, int(year))
    reason = ""
    try:
        check_status(status, file)
    except LibraryError as error:
        reason = error.message
    if not reason and key is None:
        from briefing_tui.library.disk.near_names import why_no_issue  # seldom so

        reason = why_no_issue(name, int(year))
    return Found(key, file, status, reason)


def key_of(name: str, year: int) -> IssueKey | None:
    """The key in a file name such as `2024-14.toml`, `2024-1.toml`, `2024-增1.toml`; None when there is none."""
    stem = name.removesuffix(ENDING)
    if not _ASCII_DIGITS.issuperset(stem[:4]) or stem[4:5] != "-" or stem != stem.strip():
        return None
    try:
        key = parse_key(stem)
    except KeyFormatError:
        return None
    return key if key.year == year else None


def key_order(key: IssueKey) -> tuple[int, bool, int]:
    """Oldest first; see the module's words on supplements."""
    return (key.year, key.kind == ISSUE, key.number)


def newest_first(found: Found) -> tuple[bool, int, bool, int, bool, str]:
    """Keyless files last; of two names of one key the usual one first."""
    key = found.key
    if key is None:
        return (True, 0, False, 0, False, found.file)
    return (
        False,
        -key.year,
        key.kind != ISSUE,
        -key.number,
        not found.file.endswith(f"/{key.stem}{ENDING}"),
        found.file,
    )


def make_stamp(status: os.stat_result | None) -> Stamp:
    """Which state of a file a status shows."""
    return NO_FILE if status is None else Stamp(status.st_mtime_ns, status.st_size, status.st_ino)
