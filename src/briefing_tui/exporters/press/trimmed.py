"""A font of Chinese without the outlines that are not wanted: typst reads and sums up every byte of a font, and one has 25 MB.

Fonts with CFF outlines (OpenType, as those of Noto) are trimmed; glyphs keep their numbers, so that widths and everything else stay as
they are. Whatever is not as expected leaves the font as it is: `trimmed` says None then.
"""

import mmap
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefing_tui.exporters.press import sfnt
from briefing_tui.exporters.press.joined import joined, table_of
from briefing_tui.opening import at_once

LEAST = 2 << 20
"""Bytes of a file from which trimming it is worth while."""
_KEPT = (b"head", b"hhea", b"hmtx", b"maxp", b"name", b"OS/2", b"post")
_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _FONTS, _FONT_SELECT = 15, 16, 17, 18, 1236, 1237
"""Operators of a DICT; two bytes as 1200 and the second."""
_PLACES = frozenset((_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _FONTS, _FONT_SELECT))
"""Operators whose last operand is a place in the table."""


class _Index(NamedTuple):
    """An INDEX: a row of pieces of data."""

    total: int
    width: int
    """Bytes of an offset."""
    offsets: int
    """Where they begin."""
    data: int
    """One byte before the first piece."""
    end: int


def trimmed(path: str, index: int, characters: Iterable[str]) -> bytes | None:
    """Face `index` of a file with the glyphs of `characters` alone; None when it cannot be trimmed."""
    try:
        with open(path, "rb", opener=at_once) as file:
            tables = sfnt.directory(file, sfnt.faces(file)[index])
            if b"CFF " not in tables:
                return None
            glyphs = _glyphs(sfnt.read(file, *tables[b"cmap"]), sorted({ord(char) for char in characters}))
            if glyphs is None:
                return None
            wanted = set(glyphs.values())
            together = joined(sfnt.read(file, *tables[b"GSUB"]), wanted) if b"GSUB" in tables else {}
            start, size = tables[b"CFF "]
            with (
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole,
                memoryview(whole) as view,
                view[start : start + size] as table,
            ):
                outlines = _outlines(table, {0, *wanted, *together.values()})
            kept = {tag: sfnt.read(file, *tables[tag]) for tag in _KEPT if tag in tables}
            if together:
                kept[b"GSUB"] = table_of(together)
            return sfnt.built({**kept, b"CFF ": outlines, b"cmap": _cmap(glyphs)}, outlines=b"OTTO")
    except (OSError, ValueError, struct.error, IndexError, KeyError, OverflowError):
        return None


def _glyphs(cmap: bytes, codes: list[int]) -> dict[int, int] | None:
    """The glyphs of code points that it has, by its table of format 12; None without one."""
    for at in range(4, 4 + 8 * struct.unpack(">H", cmap[2:4])[0], 8):
        start = struct.unpack(">L", cmap[at + 4 : at + 8])[0]
        if struct.unpack(">H", cmap[start : start + 2])[0] == 12:
            break
    else:
        return None
    total = struct.unpack(">L", cmap[start + 12 : start + 16])[0]
    values = struct.unpack(f">{3 * total}L", cmap[start + 16 : start + 16 + 12 * total])
    starts, ends, firsts = values[::3], values[1::3], values[2::3]
    found = {}
    for code in codes:
        at = bisect_right(starts, code) - 1
        if at >= 0 and code <= ends[at]:
            found[code] = firsts[at] + code - starts[at]
    return found


def _cmap(glyphs: dict[int, int]) -> bytes:
    """A table of format 12."""
    groups = b"".join(struct.pack(">LLL", code, code, glyph) for code, glyph in sorted(glyphs.items()))
    table = struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(glyphs)) + groups
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + table


def _outlines(table: memoryview, wanted: set[int]) -> bytes:
    """The table `CFF ` with the charstrings of `wanted` alone; ValueError when it is not as expected."""
    names = _index(table, table[2])
    tops = _index(table, names.end)
    if tops.total != 1:
        raise ValueError("several fonts")
    top_start, top_end = tops.data + 1, tops.end
    places = dict(_places(table, top_start, top_end))
    charstrings = _index(table, _place(table, places[_CHARSTRINGS]))
    cut = _trimmed_index(table, charstrings, wanted)
    first = charstrings.offsets - 3
    made = bytearray(table[:first])
    made += cut
    made += table[charstrings.end :]
    shift = charstrings.end - first - len(cut)
    moves = list(places.values())
    if _FONTS in places:
        fonts = _index(table, _place(table, places[_FONTS]))
        moves += [at for operator, at in _places(table, fonts.data + 1, fonts.end) if operator == _PRIVATE]
    for at in moves:
        place = _place(table, at)
        if place > first:
            _write(made, at - shift if at > first else at, place - shift)
    return bytes(made)


def _index(table: memoryview, start: int) -> _Index:
    total = struct.unpack(">H", table[start : start + 2])[0]
    if not total:
        return _Index(0, 0, start + 2, start + 1, start + 2)
    width = table[start + 2]
    if not 1 <= width <= 4:
        raise ValueError("an INDEX")
    data = start + 3 + (total + 1) * width - 1
    last = start + 3 + total * width
    end = data + int.from_bytes(table[last : last + width], "big")
    if end > len(table):
        raise ValueError("an INDEX")
    return _Index(total, width, start + 3, data, end)


def _trimmed_index(table: memoryview, index: _Index, wanted: set[int]) -> bytes:
    """An INDEX of as many pieces, all empty but those that are wanted."""
    offsets, data, at, done = array("I"), bytearray(), 1, 0
    for piece in sorted(wanted):
        if piece >= index.total:
            continue
        place = index.offsets + piece * index.width
        start = int.from_bytes(table[place : place + index.width], "big")
        end = int.from_bytes(table[place + index.width : place + 2 * index.width], "big")
        data += table[index.data + start : index.data + end]
        offsets.extend([at] * (piece + 1 - done))
        at, done = at + end - start, piece + 1
    offsets.extend([at] * (index.total + 1 - done))
    if offsets.itemsize != 4:
        raise ValueError("an array")
    if struct.pack("=H", 1) != struct.pack(">H", 1):
        offsets.byteswap()
    return struct.pack(">HB", index.total, 4) + offsets.tobytes() + bytes(data)


def _places(table: memoryview, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The operators of a DICT (or of several in a row) that name a place, and where that operand begins."""
    at = last = start
    while at < end:
        first = table[at]
        if first <= 21:
            operator = first if first != 12 else 1200 + table[at + 1]
            if operator in _PLACES:
                yield operator, last
            at += 2 if first == 12 else 1
            continue
        last = at
        at += _operand(table, at)


def _operand(table: memoryview, at: int) -> int:
    """Bytes of an operand."""
    first = table[at]
    if first == 30:
        end = at + 1
        while table[end] & 15 != 15 and table[end] >> 4 != 15:
            end += 1
        return end + 1 - at
    if first in {28, 29}:
        return 3 if first == 28 else 5
    if first < 32 or first == 255:
        raise ValueError("a DICT")
    return 1 if first <= 246 else 2


def _place(table: memoryview, at: int) -> int:
    """The number at a place of a DICT; small ones stand for something else than a place."""
    if table[at] == 29:
        return int(struct.unpack(">l", table[at + 1 : at + 5])[0])
    if table[at] == 28:
        return int(struct.unpack(">h", table[at + 1 : at + 3])[0])
    if 32 <= table[at] <= 246:
        return table[at] - 139
    if 247 <= table[at] <= 250:
        return (table[at] - 247) * 256 + table[at + 1] + 108
    raise ValueError("a place")


def _write(made: bytearray, at: int, place: int) -> None:
    """Write a number over another; ValueError where it is not written in five bytes, as far places are."""
    if made[at] != 29:
        raise ValueError("a place")
    made[at + 1 : at + 5] = struct.pack(">l", place)
