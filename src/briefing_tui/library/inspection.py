"""What is wrong with a library, or with one of its files: numbering, names, broken files, leftovers.

Called by the verb `check`. Looks only, removes nothing. Of a reader of published issues it asks no more than that
reader may know. Gaps are judged within a year and a kind; in the oldest year from the first number there is, for an
archive may begin anywhere. A leftover is reported once it is older than any save takes.
"""

import os
import stat
import time
from collections.abc import Iterator
from itertools import groupby, pairwise

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import read_regular
from briefing_tui.library.entry import Entry
from briefing_tui.library.format import schema
from briefing_tui.library.format.decode import Loaded
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.finding import ERROR, HINT, Finding
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.text.clean import clean_line

BROKEN, NAME, ACCESS, NUMBERING, ODD, LEFTOVER = KINDS = (
    "broken",
    "name",
    "access",
    "numbering",
    "odd",
    "leftover",
)
"""Rules of the findings made here, in the order in which they are told."""
LEFTOVER_AGE = 60.0
"""Seconds: a save is a matter of milliseconds, so what it leaves behind for a minute stays behind."""


def inspect_library(library: LibraryReader, now: float | None = None) -> list[Finding]:
    """All that is found, by kind; `now` is seconds since 1970. LibraryError when the library cannot be listed."""
    entries = library.entries()
    found = [
        *_broken(entries),
        *([] if library.published_only else [*_misplaced(library.root), *_access(library.root)]),
        *_odd(entries),
        *_gaps(entries),
        *_totals(entries),
        *_leftovers(library.root, time.time() if now is None else now),
    ]
    return sorted(found, key=lambda one: KINDS.index(one.rule))


def inspect_issue(loaded: Loaded, place: str) -> list[Finding]:
    """What is odd about one file that can be read: its warnings, and every key that the format does not know."""
    found = [one._replace(rule=ODD, place=place, text=clean_line(one.text)) for one in loaded.findings]
    unknown = [
        Finding(ODD, HINT, _("unknown key `{key}`: kept, but never shown").format(key=clean_line(key)), place)
        for key in _unknown_keys(loaded.table, "", "")
        if not any(f"`{clean_line(key)}`" in one.text for one in loaded.findings)
    ]
    return found + unknown


# Files


def _broken(entries: list[Entry]) -> Iterator[Finding]:
    for entry in entries:
        if entry.error:
            kind = BROKEN if entry.key is not None and entry.summary is None else NAME
            yield Finding(kind, ERROR, clean_line(entry.error), clean_line(entry.file))


def _odd(entries: list[Entry]) -> Iterator[Finding]:
    """What loading an issue warns of; a masthead that disagrees with the name is among it."""
    for entry in entries:
        for warning in entry.summary.warnings if entry.summary is not None and not entry.error else ():
            yield Finding(ODD, HINT, clean_line(warning), clean_line(entry.file))


def _misplaced(root: str) -> Iterator[Finding]:
    """What is nearly named as an issue or a year, and is therefore never read."""
    from briefing_tui.library.disk.names import years_of
    from briefing_tui.library.disk.near_names import misplaced

    for one in misplaced(root, years_of(root)):
        yield Finding(NAME, ERROR, one.reason, clean_line(one.file))


def _access(root: str) -> Iterator[Finding]:
    """What keeps an editor of a shared library out, and what mends it."""
    from briefing_tui.library.disk.access import obstacles

    for one in obstacles(root):
        text = _("{what}; {remedy}").format(what=one.text, remedy=one.remedy)
        yield Finding(ACCESS, ERROR, clean_line(text), clean_line(one.file))


# Numbers


def _gaps(entries: list[Entry]) -> Iterator[Finding]:
    """Numbers that no file has, as ranges. A file that cannot be read has its number still."""
    keys = sorted({entry.key for entry in entries if entry.key is not None})
    if not keys:
        return
    oldest = keys[0].year
    for (year, kind), group in groupby(keys, key=lambda key: (key.year, key.kind)):
        numbers = [key.number for key in group]
        start = numbers[0] if year == oldest else 1
        for before, after in pairwise([start - 1, *numbers]):
            if after - before > 1:
                yield Finding(NUMBERING, HINT, _missing(year, kind, before + 1, after - 1), str(year))


def _missing(year: int, kind: str, first: int, last: int) -> str:
    if first == last:
        return _("{key} is missing").format(key=IssueKey(year, kind, first))
    return _("{first} to {last} are missing").format(
        first=IssueKey(year, kind, first), last=IssueKey(year, kind, last)
    )


def _totals(entries: list[Entry]) -> Iterator[Finding]:
    """总期号 that are used twice, or do not follow from the issue before. Supplements are counted apart."""
    sound = [
        (entry.key, entry.summary.total)
        for entry in reversed(entries)
        if entry.key is not None and entry.key.kind == ISSUE and entry.summary is not None and not entry.error
    ]
    used: dict[int, IssueKey] = {}
    for key, total in sound:
        if total is not None and total in used:
            text = _("total number {total} is that of {other} already").format(total=total, other=used[total])
            yield Finding(NUMBERING, HINT, text, str(key))
        elif total is not None:
            used[total] = key
    for (before, old), (key, new) in pairwise(sound):
        adjacent = key == before._replace(number=before.number + 1) or (
            key.year == before.year + 1 and key.number == 1
        )
        if adjacent and old is not None and new is not None and new not in {old, old + 1}:
            text = _("total number {total} does not follow {old} of {other}").format(
                total=new, old=old, other=before
            )
            yield Finding(NUMBERING, HINT, text, str(key))


# Leftovers


def _leftovers(root: str, now: float) -> Iterator[Finding]:
    for year in sorted(name for name in _names(root) if len(name) == 4 and name.isascii() and name.isdigit()):
        for name in sorted(_names(os.path.join(root, year))):
            text = _leftover(root, year, name, now)
            if text:
                yield Finding(LEFTOVER, HINT, text, clean_line(f"{year}/{name}"))


def _leftover(root: str, year: str, name: str, now: float) -> str:
    """Why a hidden file should not be there any more; empty when it may."""
    if not name.startswith("."):
        return ""
    try:
        status = os.lstat(os.path.join(root, year, name))
    except OSError:
        return ""
    if not stat.S_ISREG(status.st_mode) or now - status.st_mtime < LEFTOVER_AGE:
        return ""
    if ".tmp-" in name:
        return _("temporary file of a save that was cut off; it may be removed")
    if name.endswith(".lock"):
        return _("lock of a session that was cut off; it may be removed when nobody is saving")
    if ".editing-" in name:
        return _editing_note(root, f"{year}/{name}")
    return ""


def _editing_note(root: str, file: str) -> str:
    """Of a note that says who is editing (`library.disk.presence`), only the proof that its writer is gone is news."""
    from briefing_tui.library.disk.presence import NOTE_LIMIT, read_note
    from briefing_tui.library.disk.process import is_dead

    try:
        data, _status = read_regular(os.path.join(root, file), root, NOTE_LIMIT)
        writer, _since = read_note(data)
    except (LibraryError, ValueError):
        return ""
    return _("note of an editor whose session has ended; it may be removed") if is_dead(writer) else ""


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


# Keys


def _unknown_keys(table: dict[str, object], path: str, shown: str) -> Iterator[str]:
    """Dotted keys (1-based) that the format does not know."""
    known = schema.keys_of(path)
    inner = schema.TABLES.get(path, ())
    for name, value in table.items():
        dotted = f"{shown}.{name}" if shown else name
        if name in known:
            continue
        if name not in inner:
            yield dotted
            continue
        below = f"{path}.{name}" if path else name
        if isinstance(value, dict):
            yield from _unknown_keys(value, below, dotted)
        elif isinstance(value, list):
            for number, one in enumerate(value, 1):
                if isinstance(one, dict):
                    yield from _unknown_keys(one, below, f"{dotted}[{number}]")
