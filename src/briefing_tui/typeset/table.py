"""Tables: column widths in cells, and the lines of one row.

Called by the layout, row by row: a table of thousands of rows costs what is on the screen. Columns are as wide as
their widest cell (of the first `SAMPLED` rows); a table wider than the measure gets narrower columns, whose cells
are broken into lines; one that cannot be drawn at all falls back to text, cell after cell. Widths are cells; every
character of a frame is one cell wide (`strokes`).
"""

import re
from typing import NamedTuple

from briefing_tui.compose.blocks import PART_JOIN, TableRow, TableRows
from briefing_tui.typeset.breaking import break_offsets
from briefing_tui.typeset.lines import Geometry, TextRun
from briefing_tui.typeset.strokes import strokes
from briefing_tui.typeset.width import cell_width

SAMPLED = 500
"""Rows that decide the widths; later cells that are wider are broken."""
NARROWEST = 4
"""Cells a column keeps when the table is squeezed: two 汉字."""
_NUMBER = r"[+\-－−¥￥$]?[0-9][0-9,.，]*\s?(?:[%％‰]|\w{0,4})(?:/\w{1,2})?"
_EMPTY = frozenset(("", "-", "—", "——", "/", "…"))


class Shape(NamedTuple):
    """How a table is drawn at one measure; no widths when it does not fit."""

    widths: tuple[int, ...] = ()
    """Cells of each column, without the blank on either side."""
    right: tuple[bool, ...] = ()
    """Whether the column holds numbers and is set to the right."""


class TableShapes:
    """The shapes of a page's tables, each found when a row of it is first drawn."""

    __slots__ = ("_place", "_shapes")

    def __init__(self, place: Geometry) -> None:
        self._place = place
        self._shapes: dict[TableRows, Shape] = {}

    def of(self, table: TableRows) -> Shape:
        """The shape of a table within the measure."""
        shape = self._shapes.get(table)
        if shape is None:
            rows = table.rows[:SAMPLED]
            shape = self._shapes[table] = shape_of(rows, self._place.cells, self._place.ambiguous)
        return shape


def shape_of(rows: tuple[tuple[str, ...], ...], cells: int, ambiguous: int) -> Shape:
    """Column widths that fit into `cells`, or a shape without widths when even narrow columns do not."""
    count = max(map(len, rows), default=0)
    room = cells - (count + 1) - 2 * count
    wanted = [1] * count
    for row in rows:
        for column, cell in enumerate(row):
            wanted[column] = max(wanted[column], cell_width(cell, ambiguous))
    least = [min(width, NARROWEST) for width in wanted]
    if not count or sum(least) > room:
        return Shape()
    widths = _squeezed(wanted, least, room)
    right = tuple(_is_numeric(rows, column) for column in range(count))
    return Shape(tuple(widths), right)


def row_lines(row: TableRow, shape: Shape, ambiguous: int) -> tuple[list[str], list[TextRun]]:
    """The row between its bars, as many lines as its longest cell needs, and where each part of a cell stands."""
    parts = [
        _cell_parts(cell, width, ambiguous) for cell, width in zip(row.cells, shape.widths, strict=False)
    ]
    height = max(map(len, parts), default=1)
    offsets = [0]
    for cell in row.cells:
        offsets.append(offsets[-1] + len(cell) + len(PART_JOIN))
    bar = strokes(ambiguous).bar
    lines, runs = [], []
    for line in range(height):
        drawn = bar
        for column, width in enumerate(shape.widths):
            start, text = (
                parts[column][line] if column < len(parts) and line < len(parts[column]) else (0, "")
            )
            blanks = width - cell_width(text, ambiguous)
            before = max(blanks, 0) if shape.right[column] and not row.is_header else 0
            drawn += " " + " " * before
            if text:
                begin = offsets[column] + start
                runs.append(TextRun(line, begin, begin + len(text), len(drawn)))
            drawn += text + " " * (blanks - before) + " " + bar
        lines.append(drawn)
    return lines, runs


def rule_line(shape: Shape, joints: str, light: str) -> str:
    """A horizontal rule of `light` strokes between its left, middle and right joints."""
    left, middle, right = tuple(joints)
    return left + middle.join(light * (width + 2) for width in shape.widths) + right


def _cell_parts(cell: str, width: int, ambiguous: int) -> list[tuple[int, str]]:
    cell = cell.replace("\t", " ")
    starts = [0, *break_offsets(cell, width, ambiguous=ambiguous)]
    ends = [*starts[1:], len(cell)]
    return [(start, cell[start:end].rstrip(" \t\u3000")) for start, end in zip(starts, ends, strict=True)]


def _squeezed(wanted: list[int], least: list[int], room: int) -> list[int]:
    """The wanted widths, the widest cut level until all fit into `room`; none below its least."""
    widths = list(wanted)
    excess = sum(widths) - room
    while excess > 0:
        top = max(width for width, low in zip(widths, least, strict=True) if width > low)
        widest = [column for column, width in enumerate(widths) if width == top and width > least[column]]
        below = max(
            [width for width in widths if width < top]
            + [least[column] for column in widest if least[column] < top]
        )
        cut = min(top - below, max(excess // len(widest), 1))
        for column in widest:
            if excess > 0:
                step = min(cut, excess, widths[column] - least[column])
                widths[column] -= step
                excess -= step
    return widths


def _is_numeric(rows: tuple[tuple[str, ...], ...], column: int) -> bool:
    found = [row[column] for row in rows[1:] if column < len(row) and row[column] not in _EMPTY]
    return bool(found) and all(re.fullmatch(_NUMBER, cell) is not None for cell in found)
