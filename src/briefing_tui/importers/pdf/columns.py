"""Where the columns of a table stand that no rules part: where all its lines leave room. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing_tui.importers.pdf.drawings import DrawnRule
from briefing_tui.importers.pdf.glyphs import Glyph

ROOM = 0.5
"""Sizes that columns are apart at least: what programs leave inside cells is more on either side."""
_SEEN = 0.15
"""Sizes that are free between the boxes of characters in two cells at least."""
_UNDER = 1.3
"""Sizes from the base of a part to the rule that says over which columns it stands."""
_OPENING, _CLOSING = frozenset("（《〈「『【〔“‘"), frozenset("）》〉」』】〕”’，。、；：！？")

Chunk = list[Glyph]


class Column(NamedTuple):
    """From the leftmost to the rightmost of what stands in it, in points."""

    left: float
    right: float


class CellLine(NamedTuple):
    """A line of the page: its parts by their columns."""

    base: float
    size: float
    parts: dict[int, Chunk]
    spanning: bool
    """One of its parts stands in several columns."""
    taken: frozenset[int]
    """The columns that its parts stand in."""


def segments(row: Sequence[Glyph], room: float = ROOM) -> list[Chunk]:
    """The parts of a row that are so many sizes apart."""
    parts: list[Chunk] = [[row[0]]]
    for before, glyph in pairwise(row):
        size = max(before.size, glyph.size)
        if glyph.left - before.right > _SEEN * size and left_of(glyph) - right_of(before) > room * size:
            parts.append([])
        parts[-1].append(glyph)
    return parts


def left_of(glyph: Glyph) -> float:
    """Where a character begins to be seen: programs let the empty half of a bracket stand out of its cell."""
    return max(glyph.left, glyph.right - glyph.size / 2) if glyph.char in _OPENING else glyph.left


def right_of(glyph: Glyph) -> float:
    """Where a character ends to be seen."""
    return min(glyph.right, glyph.left + glyph.size / 2) if glyph.char in _CLOSING else glyph.right


def columns_of(parted: Sequence[Sequence[Chunk]]) -> list[Column]:
    """Where no line has anything between two places, of those that have more than one part: the columns between."""
    several = [parts for parts in parted if len(parts) > 1]
    if len(several) < 2:
        return []
    size = max(parts[0][0].size for parts in several)
    taken = sorted((left_of(part[0]), right_of(part[-1])) for parts in several for part in parts)
    columns: list[Column] = []
    for left, right in taken:
        if columns and left - columns[-1].right < ROOM * size:
            columns[-1] = columns[-1]._replace(right=max(columns[-1].right, right))
        else:
            columns.append(Column(left, right))
    return _without_spread(columns, several)


def _without_spread(columns: list[Column], parted: Sequence[Sequence[Chunk]]) -> list[Column]:
    """The columns, those put together that have the letters of names set apart: 张　三."""
    done = columns[:1]
    for column in columns[1:]:
        pairs = spread = 0
        for parts in parted:
            for a, b in pairwise(parts):
                if done[-1].left <= a[0].left <= done[-1].right and column.left <= b[0].left <= column.right:
                    pairs += 1
                    spread += len(a) == len(b) == 1 and a[0].char >= "\u4e00" and b[0].char >= "\u4e00"
        if pairs and spread * 5 >= pairs * 4:
            done[-1] = Column(done[-1].left, column.right)
        else:
            done.append(column)
    return done


def stands_over(parts: Sequence[Chunk], columns: Sequence[Column]) -> bool:
    """Whether each part of a line stands in a column or in the middle of several."""
    for part in parts:
        left, right = left_of(part[0]), right_of(part[-1])
        under = [column for column in columns if column.left < right and column.right > left]
        if len(under) > 1:
            middle = (under[0].left + under[-1].right) / 2
            if abs((left + right) / 2 - middle) > 2 * part[0].size:
                return False
    return True


def cell_line(
    row: Sequence[Glyph], parts: Sequence[Chunk], columns: Sequence[Column], rules: Sequence[DrawnRule]
) -> CellLine:
    """A line with its parts in their columns, each in the first that it stands in."""
    placed: dict[int, Chunk] = {}
    taken: set[int] = set()
    spanning = False
    for part in parts:
        under = _under(part, parts, columns, rules)
        taken.update(under)
        spanning = spanning or len(under) > 1
        placed[under[0]] = placed.get(under[0], []) + part
    return CellLine(row[0].base, max(glyph.size for glyph in row), placed, spanning, frozenset(taken))


def _under(
    part: Chunk, parts: Sequence[Chunk], columns: Sequence[Column], rules: Sequence[DrawnRule]
) -> list[int]:
    """The columns that a part stands in: those that a rule right below it alone, shorter than the table, says; else those it reaches over, or on
    whose border it stands.
    """
    left, right, size = left_of(part[0]), right_of(part[-1]), part[0].size
    for rule in rules:
        if not 0 < rule.at - part[0].base < _UNDER * size or not rule.start < left < right < rule.end:
            continue
        if sum(rule.start < one[0].left < rule.end for one in parts) == 1:
            told = [index for index, column in enumerate(columns) if covers(rule, column)]
            if 1 < len(told) < len(columns):
                return told
    found = [index for index, one in enumerate(columns) if one.left < right and one.right > left]
    if found:
        return found
    after = next((index for index, one in enumerate(columns) if one.left >= right), len(columns))
    return [index for index in (after - 1, after) if 0 <= index < len(columns)]


def covers(rule: DrawnRule, column: Column) -> bool:
    return rule.start < (column.left + column.right) / 2 < rule.end
