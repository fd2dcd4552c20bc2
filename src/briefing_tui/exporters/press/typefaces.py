"""What a font file can show and how wide: read from its tables `cmap`, `head`, `hhea` and `hmtx`, and from nothing else of it.

Files may be large and damaged: only these tables are read, and a fault is a `ValueError`.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from briefing_tui.exporters.press import sfnt
from briefing_tui.opening import at_once

_MEASURED = (range(0x20, 0x7F), range(0xA1, 0x180), range(0x386, 0x460))
"""Latin, Greek and Cyrillic: code points of which a font of Chinese may have each as wide as it likes."""


_Ranges = tuple[tuple[int, ...], tuple[int, ...], dict[int, int]]
"""First and last code points of ranges, rising, and the glyphs of some."""


class Face(NamedTuple):
    """One face of a file."""

    starts: tuple[int, ...]
    """First code points of the ranges that it has, rising."""
    ends: tuple[int, ...]
    """Last ones."""
    widths: dict[str, float]
    """Em of what it has that need not be one em wide."""

    def shows(self, char: str) -> bool:
        """Whether it has a glyph for a character."""
        index = bisect_right(self.starts, ord(char)) - 1
        return index >= 0 and ord(char) <= self.ends[index]


def read_face(path: str, index: int) -> Face:
    """Face `index` of a font file or collection; ValueError or OSError when it cannot be read."""
    try:
        with open(path, "rb", opener=at_once) as file:
            return _face(file, sfnt.directory(file, sfnt.faces(file)[index]))
    except (struct.error, IndexError, KeyError, OverflowError) as error:
        raise ValueError(path) from error


def _face(file: BinaryIO, tables: sfnt.Directory) -> Face:
    cmap = sfnt.read(file, *tables[b"cmap"])
    starts, ends, glyphs = _ranges(cmap)
    per_em = struct.unpack(">H", sfnt.read(file, tables[b"head"][0] + 18, 2))[0] or 1000
    metrics = struct.unpack(">H", sfnt.read(file, tables[b"hhea"][0] + 34, 2))[0]
    start = tables[b"hmtx"][0]
    advances = sfnt.read(file, start, 4 * metrics)
    widths = {}
    for code, glyph in glyphs.items():
        place = 4 * min(glyph, metrics - 1)
        widths[chr(code)] = struct.unpack(">H", advances[place : place + 2])[0] / per_em
    return Face(starts, ends, widths)


def _ranges(cmap: bytes) -> _Ranges:
    """The code points of the best table, as ranges, and the glyphs of what is measured."""
    best, place = -1, 0
    for index in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, encoding, start = struct.unpack(">HHL", cmap[4 + 8 * index : 12 + 8 * index])
        form = struct.unpack(">H", cmap[start : start + 2])[0]
        if platform in {0, 3} and form in {4, 12} and encoding != 5 and form > best:
            best, place = form, start
    if best == 12:
        return _groups(cmap[place:])
    if best == 4:
        return _segments(cmap[place:])
    raise ValueError(cmap[:4])


def _measured(first: int, last: int) -> Iterator[int]:
    """Code points from `first` to `last` whose width is wanted."""
    for wanted in _MEASURED:
        yield from range(max(first, wanted.start), min(last + 1, wanted.stop))


def _groups(table: bytes) -> _Ranges:
    """Format 12, whose groups stand in order."""
    total = struct.unpack(">L", table[12:16])[0]
    values = struct.unpack(f">{3 * total}L", table[16 : 16 + 12 * total])
    starts, ends = values[::3], values[1::3]
    glyphs: dict[int, int] = {}
    for index in range(bisect_right(starts, _MEASURED[-1].stop)):
        first = starts[index]
        glyphs |= {code: values[3 * index + 2] + code - first for code in _measured(first, ends[index])}
    return starts, ends, glyphs


def _segments(table: bytes) -> _Ranges:
    """Format 4."""
    total = struct.unpack(">H", table[6:8])[0] // 2
    size = 2 * total

    def words(start: int) -> tuple[int, ...]:
        return struct.unpack(f">{total}H", table[start : start + size])

    ends, starts = words(14), words(16 + size)
    deltas, offsets = words(16 + 2 * size), words(16 + 3 * size)
    ranges: list[tuple[int, int]] = []
    glyphs: dict[int, int] = {}
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        if first > last or first == 0xFFFF:
            continue
        ranges.append((first, last))
        for code in _measured(first, last):
            glyph = code
            if offsets[index]:
                place = 16 + 3 * size + 2 * index + offsets[index] + 2 * (code - first)
                glyph = struct.unpack(">H", table[place : place + 2])[0]
            glyphs[code] = (glyph + deltas[index]) & 0xFFFF if glyph or not offsets[index] else 0
    ranges.sort()
    return tuple(first for first, _last in ranges), tuple(last for _first, last in ranges), glyphs
