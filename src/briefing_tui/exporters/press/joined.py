"""Characters that a font draws as one, as the two halves of ——: read from its table `GSUB`, and written for a font that has nothing else of it.

Glyphs by their numbers. A table that is not as expected is a ValueError, struct.error or IndexError.
"""

import struct
from collections.abc import Iterator

Joined = dict[tuple[int, ...], int]
"""Glyphs that stand one behind another → the one that is drawn for them."""
_FEATURE = b"ccmp"
"""What is done everywhere and always."""
_LIGATURE, _EXTENSION = 4, 7
"""Types of lookups."""


def joined(table: bytes, wanted: set[int]) -> Joined:
    """What is drawn for glyphs of which all are `wanted`."""
    lookups = _words(table, 8, 1)[0]
    found: Joined = {}
    for number in sorted(_lookups(table)):
        start = lookups + _words(table, lookups + 2 + 2 * number, 1)[0]
        kind, _flag, total = _words(table, start, 3)
        for offset in _words(table, start + 6, total):
            _subtable(table, start + offset, kind, wanted, found)
    return found


def _words(table: bytes, start: int, total: int) -> tuple[int, ...]:
    return struct.unpack(f">{total}H", table[start : start + 2 * total])


def _lookups(table: bytes) -> set[int]:
    """The lookups of the feature."""
    features = _words(table, 6, 1)[0]
    found: set[int] = set()
    for at in range(features + 2, features + 2 + 6 * _words(table, features, 1)[0], 6):
        if table[at : at + 4] == _FEATURE:
            start = features + _words(table, at + 4, 1)[0]
            found.update(_words(table, start + 4, _words(table, start + 2, 1)[0]))
    return found


def _subtable(table: bytes, start: int, kind: int, wanted: set[int], found: Joined) -> None:
    if kind == _EXTENSION:
        _form, kind, offset = struct.unpack(">HHL", table[start : start + 8])
        start += offset
    if kind != _LIGATURE:
        return
    _form, coverage, total = _words(table, start, 3)
    for first, offset in zip(
        _covered(table, start + coverage), _words(table, start + 6, total), strict=False
    ):
        if first not in wanted:
            continue
        place = start + offset
        for one in _words(table, place + 2, _words(table, place, 1)[0]):
            glyph, parts = _words(table, place + one, 2)
            rest = _words(table, place + one + 4, parts - 1)
            if wanted.issuperset(rest):
                found.setdefault((first, *rest), glyph)


def _covered(table: bytes, start: int) -> Iterator[int]:
    form, total = _words(table, start, 2)
    if form == 1:
        yield from _words(table, start + 4, total)
        return
    for at in range(start + 4, start + 4 + 6 * total, 6):
        first, last, _index = _words(table, at, 3)
        yield from range(first, last + 1)


def table_of(found: Joined) -> bytes:
    """A table `GSUB` that says this and no more, for every script."""
    sets: dict[int, list[bytes]] = {}
    for (first, *rest), glyph in sorted(found.items(), key=lambda one: (one[0][0], -len(one[0]))):
        row = struct.pack(f">{2 + len(rest)}H", glyph, 1 + len(rest), *rest)
        sets.setdefault(first, []).append(row)
    coverage = struct.pack(f">{2 + len(sets)}H", 1, len(sets), *sets)
    head = 6 + 2 * len(sets)
    bodies = [_rows(rows) for rows in sets.values()]
    places = [head + len(coverage) + sum(map(len, bodies[:index])) for index in range(len(bodies))]
    subtable = (
        struct.pack(f">{3 + len(places)}H", 1, head, len(places), *places) + coverage + b"".join(bodies)
    )
    scripts = struct.pack(">H4sHHHHHHH", 1, b"DFLT", 8, 4, 0, 0, 0xFFFF, 1, 0)
    features = struct.pack(">H4sHHHH", 1, _FEATURE, 8, 0, 1, 0)
    lookups = struct.pack(">HHHHHH", 1, 4, _LIGATURE, 0, 1, 8) + subtable
    start = 10 + len(scripts)
    return struct.pack(">5H", 1, 0, 10, start, start + len(features)) + scripts + features + lookups


def _rows(rows: list[bytes]) -> bytes:
    """A row of pieces behind the places of each."""
    head = 2 + 2 * len(rows)
    places = [head + sum(map(len, rows[:index])) for index in range(len(rows))]
    return struct.pack(f">{1 + len(rows)}H", len(rows), *places) + b"".join(rows)
