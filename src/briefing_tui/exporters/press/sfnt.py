"""The tables of a font file or collection: where they are. A fault in a file is a `ValueError`.

Files may be large and damaged: nothing is read but what is asked for.
"""

import struct
from typing import BinaryIO

MOST = 1 << 24
"""Bytes of a table that are read."""
TABLES = 64
"""Tables of a face."""
Directory = dict[bytes, tuple[int, int]]
"""Tag → place and bytes."""


def read(file: BinaryIO, start: int, size: int) -> bytes:
    """Bytes of the file from a place on; fewer where it ends."""
    file.seek(start)
    return file.read(min(size, MOST))


def faces(file: BinaryIO) -> list[int]:
    """Where the directory of each face begins."""
    head = read(file, 0, 12)
    if head[:4] != b"ttcf":
        return [0]
    total = min(struct.unpack(">L", head[8:12])[0], 256)
    return list(struct.unpack(f">{total}L", read(file, 12, 4 * total)))


def directory(file: BinaryIO, base: int) -> Directory:
    """The tables of the face whose directory begins at `base`."""
    head = read(file, base, 12 + 16 * TABLES)
    total = min(struct.unpack(">H", head[4:6])[0], TABLES)
    found: Directory = {}
    for at in range(12, 12 + 16 * total, 16):
        tag, _sum, start, size = struct.unpack(">4sLLL", head[at : at + 16])
        found[tag] = (start, size)
    return found


def built(tables: dict[bytes, bytes], *, outlines: bytes) -> bytes:
    """A font file of one face; `outlines` is the first word of the file, which says of which kind they are."""
    total = len(tables)
    power = 1 << (total.bit_length() - 1)
    head = outlines + struct.pack(">HHHH", total, power * 16, power.bit_length() - 1, (total - power) * 16)
    rows, body, start = [head], [], 12 + 16 * total
    for tag in sorted(tables):
        data = tables[tag]
        rows.append(struct.pack(">4sLLL", tag, 0, start, len(data)))
        body += [data, b"\0" * (-len(data) % 4)]
        start += len(data) + -len(data) % 4
    return b"".join((*rows, *body))
