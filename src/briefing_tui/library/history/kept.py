"""Which files of a library its history keeps and sync brings together: issues, records that only grow, the choices of the house.

Contributions that wait are none of them, for they belong to the machine that they were sent to; neither are locks, notes and the trash.
Names are relative to the library, with `/`.
"""

import os
from typing import NamedTuple

from briefing_tui.library.disk.deliveries import ENDING as _JOURNAL_ENDING, FOLDER as _DELIVERIES
from briefing_tui.library.disk.names import find_in_year, is_year, key_of, years_of
from briefing_tui.library.limits import SIZE_LIMIT
from briefing_tui.model.key import IssueKey

ISSUE, JOURNAL, DECISIONS, HOUSE = "issue", "journal", "decisions", "house"
HOUSE_FILES = ("terms.toml", "proof.toml", "sources.toml")
_INBOX = "inbox"
_DECISIONS, _TOML = "decisions-", ".toml"
_JOURNAL_LIMIT = 16 << 20
"""Bytes, as `delivery.journal` has it."""


class Kept(NamedTuple):
    """One file of the library, there or not."""

    name: str
    kind: str
    """ISSUE, JOURNAL, DECISIONS or HOUSE."""
    key: IssueKey | None = None
    """Of an issue, or of the issue whose deliveries it records."""

    @property
    def limit(self) -> int:
        """Bytes that such a file may have."""
        return _JOURNAL_LIMIT if self.kind == JOURNAL else SIZE_LIMIT


def kept(name: str) -> Kept | None:
    """What a name is; None for one that is nothing of ours, whatever it holds."""
    folder, _slash, file = name.partition("/")
    if not name.isprintable() or '"' in name or "\\" in name or "/" in file:
        return None
    if not file:
        return Kept(name, HOUSE) if name in HOUSE_FILES else None
    if is_year(folder):
        key = key_of(file, int(folder)) if file.endswith(_TOML) and not file.startswith(".") else None
        return None if key is None else Kept(name, ISSUE, key)
    if folder == _DELIVERIES and file.endswith(_JOURNAL_ENDING):
        stem = file.removesuffix(_JOURNAL_ENDING)
        key = key_of(stem, int(stem[:4])) if is_year(stem[:4]) else None
        return None if key is None or key.stem != stem else Kept(name, JOURNAL, key)
    if folder == _INBOX and file.startswith(_DECISIONS) and file.endswith(_TOML):
        year = file.removeprefix(_DECISIONS).removesuffix(_TOML)
        return Kept(name, DECISIONS) if is_year(year) else None
    return None


def kept_on_disk(root: str) -> dict[str, Kept]:
    """What of it stands in a library just now, by name. LibraryError when that cannot be listed."""
    names = [one.file for year in years_of(root) for one in find_in_year(root, year) if one.key is not None]
    for folder in (_DELIVERIES, _INBOX):
        names += [f"{folder}/{file}" for file in _files(os.path.join(root, folder))]
    names += [name for name in HOUSE_FILES if os.path.isfile(os.path.join(root, name))]
    return {name: found for name in sorted(names) if (found := kept(name)) is not None}


def _files(folder: str) -> list[str]:
    try:
        return [] if os.path.islink(folder) else os.listdir(folder)
    except OSError:
        return []
