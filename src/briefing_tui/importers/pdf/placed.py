"""One line of a page: what it says, with a blank where one is seen, where it stands and how it is set. Pure, without PDFium.

Every line of a file comes by, and each of its characters: what is the same for all of a line is asked once.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from operator import itemgetter, sub
from statistics import median
from typing import NamedTuple

from briefing_tui.importers.pdf.filled import unstretched, usual_gap
from briefing_tui.importers.pdf.forms import usual
from briefing_tui.importers.pdf.glyphs import Glyph

BLANK_GAP = 0.9
"""Sizes between 汉字 that are parted by a blank the writer typed."""
_WORD_GAP = 0.22
"""Sizes between Latin words."""
_SCRIPT_GAP = 0.4
"""Sizes between a 汉字 and a Latin letter that are a blank: programs leave a quarter there by themselves."""
_TIGHT = 0.1
"""Sizes between most characters of a line that is not stretched."""
SPREAD = 0.35
"""Sizes between the characters of a name that is spread over its line."""
_LEADERS = re.compile(r"[.·․‥…．]{7,}")
"""The dots of a contents line, however wide the page is."""
_LEFTS, _RIGHTS, _BOLD = itemgetter(1), itemgetter(2), itemgetter(5)


class PlacedLine(NamedTuple):
    """A line of a page."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    red: bool
    column: int = 0
    """Which column of the page, from 0."""
    edges: tuple[float, float] = (0.0, 0.0)
    """Left and right edge of its column."""
    lead: str = ""
    """What is bold at its head, when not all of it is."""
    stretch: float = 0.0
    """What is free between most of its characters, in sizes."""
    ends: bool = False
    """It does not reach the edge to which the lines of its column are stretched: its paragraph ends here."""


def free(row: Sequence[Glyph]) -> list[float]:
    """Points between the neighbours of a row; less than 0 where they overlap."""
    return list(map(sub, map(_LEFTS, row[1:]), map(_RIGHTS, row)))


def gaps(row: Sequence[Glyph], points: Sequence[float]) -> list[float]:
    """What is free between neighbours, `points`, in sizes of the larger one; nothing where they overlap."""
    if max(points, default=0.0) <= 0.0:
        return [0.0] * len(points)
    return [
        0.0 if one <= 0.0 else one / max(a[4], b[4])
        for one, (a, b) in zip(points, pairwise(row), strict=True)
    ]


def placed_line(row: Sequence[list[Glyph]]) -> PlacedLine:
    """The line of parts that stand beside one another."""
    row = sorted(row, key=lambda chunk: chunk[0][1])
    glyphs = row[0] if len(row) == 1 else [glyph for chunk in row for glyph in chunk]
    points = free(glyphs)
    _chars, _lefts, _rights, bases, sizes, bold, red, *_rest = zip(*glyphs, strict=True)
    base, size = bases[0], sizes[0]
    if bases.count(base) != len(bases):
        base = median(bases)
    if sizes.count(size) != len(sizes):
        counts = Counter(sizes)
        size = max(counts, key=lambda one: (counts[one], one))
    heavy = sum(bold)
    texts = [_text(row[0], points)] if len(row) == 1 else list(map(part_text, row))
    return PlacedLine(
        "\t".join(texts),
        glyphs[0][1],
        glyphs[-1][2],
        base,
        size,
        heavy * 5 >= len(glyphs) * 4,
        sum(red) * 5 >= len(glyphs) * 4,
        lead=_lead(row) if bold[0] and heavy < len(glyphs) else "",
        stretch=usual_gap(glyphs, points),
    )


def part_text(chunk: Sequence[Glyph]) -> str:
    """What a part of a line says."""
    return _text(chunk, free(chunk))


def _lead(row: Sequence[list[Glyph]]) -> str:
    """The bold characters at the head of a line."""
    first = list(takewhile(_BOLD, row[0]))
    return part_text(first) if len(first) < len(row[0]) else ""


def _text(chunk: Sequence[Glyph], points: Sequence[float]) -> str:
    """The characters of a part, with a blank where one is seen; `points` are free between them."""
    parts = [glyph[0] for glyph in chunk]
    between = gaps(chunk, points)
    if max(between, default=0.0) > BLANK_GAP:
        between = unstretched(chunk, between)
    seen = [
        index
        for index, (gap, glyph) in enumerate(zip(between, chunk[1:], strict=True), 1)
        if gap > _WORD_GAP or glyph[7]
    ]
    if seen and not (
        len(between) > 1 and min(between) > SPREAD and not any(_is_latin(char) for char in parts)
    ):
        tight = len(between) > 2 and sorted(between)[len(between) // 2] < _TIGHT
        for index in reversed(seen):
            before, glyph, gap = parts[index - 1], chunk[index], between[index - 1]
            if glyph[7] or gap > BLANK_GAP or _is_blank(before, glyph[0], gap, tight=tight):
                parts.insert(index, " ")
    return _LEADERS.sub("......", usual("".join(parts)))


def _is_blank(before: str, char: str, gap: float, *, tight: bool) -> bool:
    """Whether a gap of so many sizes between two characters is a blank: beside Latin letters less is."""
    wide = tight and gap > _SCRIPT_GAP
    if _is_latin(char):
        return wide or (gap > _WORD_GAP and _is_latin(before))
    return wide and _is_latin(before)


def _is_latin(char: str) -> bool:
    return char < "\u2000" and not char.isspace()
