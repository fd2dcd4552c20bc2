"""The fonts of this machine: where each face is and what it is called. Told by their tables `name` and `OS/2`, and nothing else is read.

typst looks for fonts itself, and takes a list of all that each of them can show for it: five times as long.
"""

import os
import struct
import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from briefing_tui.exporters.press import sfnt
from briefing_tui.opening import at_once

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_FAMILIES = frozenset((1, 16))
"""Names that a family has: the old one, and the one that does not part weights."""
_UNICODE = frozenset((0, 3))
"""Platforms whose names are UTF-16."""
_ITALIC = 1
_FILES = 20_000
"""Files that are looked into."""


class Installed(NamedTuple):
    """One upright face."""

    path: str
    number: int
    """Of the face in its file, from 0."""
    families: tuple[str, ...]
    """What its family is called, in each language that it has a name in."""
    weight: int
    """400 for regular, 700 for bold."""


def installed(folders: Sequence[str]) -> list[Installed]:
    """The faces in `folders`, then those of the system; files that cannot be read are passed over."""
    found: list[Installed] = []
    for number, path in enumerate(_files((*folders, *_system()))):
        if number == _FILES:
            break
        try:
            with open(path, "rb", opener=at_once) as file:
                found += _faces(file, path)
        except (OSError, ValueError, struct.error, IndexError, KeyError):
            continue
    return found


def _system() -> list[str]:
    """Where this system keeps fonts."""
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        return ["/Library/Fonts", "/System/Library/Fonts", os.path.join(home, "Library", "Fonts")]
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
    own = [os.path.join(home, ".fonts"), os.path.join(data, "fonts")]
    return [*own, "/usr/local/share/fonts", "/usr/share/fonts"]


def _files(folders: Sequence[str]) -> Iterator[str]:
    """Font files, each once, in the order of names."""
    seen = set()
    for folder in folders:
        for inner, below, names in os.walk(folder, followlinks=True):
            real = os.path.realpath(inner)
            if real in seen:
                below.clear()
                continue
            seen.add(real)
            below.sort()
            yield from (
                os.path.join(inner, name) for name in sorted(names) if name.lower().endswith(_ENDINGS)
            )


def _faces(file: BinaryIO, path: str) -> Iterator[Installed]:
    for index, base in enumerate(sfnt.faces(file)):
        tables = sfnt.directory(file, base)
        weight, slant = 400, 0
        if b"OS/2" in tables:
            data = sfnt.read(file, tables[b"OS/2"][0], 64)
            weight, slant = struct.unpack(">H", data[4:6])[0], struct.unpack(">H", data[62:64])[0] & _ITALIC
        families = tuple(dict.fromkeys(_families(sfnt.read(file, *tables[b"name"]))))
        if families and not slant:
            yield Installed(path, index, families, weight)


def _families(names: bytes) -> Iterator[str]:
    _form, total, start = struct.unpack(">HHH", names[:6])
    for at in range(6, 6 + 12 * total, 12):
        platform, _encoding, _language, name, size, offset = struct.unpack(">6H", names[at : at + 12])
        if name in _FAMILIES and platform in _UNICODE:
            yield names[start + offset : start + offset + size].decode("utf-16-be", "replace").strip("\0")
