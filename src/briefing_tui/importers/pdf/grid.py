"""Lines that stand between no rules down the page → rows of cells: columns are where all lines leave room, rows are what is no further line of
a cell. Pure.

Rather none than a wrong one: where place leaves it open, nothing is made of the lines.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing_tui.importers.pdf.columns import (
    CellLine,
    Chunk,
    Column,
    cell_line,
    columns_of,
    covers,
    segments,
    stands_over,
)
from briefing_tui.importers.pdf.drawings import DrawnRule
from briefing_tui.importers.pdf.glyphs import Glyph
from briefing_tui.importers.pdf.placed import part_text
from briefing_tui.importers.tabular import is_figure

_LEVEL = 1.05
"""Sizes by which they do when nothing of one stands below the other."""
_BESIDE = 0.9
"""Sizes by which bases differ at most that are beside one another: cells of two lines have others at half their height."""
_HALF_WAY = 1.5
"""Sizes to the middle of a cell of two rows of a head."""
_FULL = 1.4
"""Sizes that are free at most behind a line that goes on in the next one."""
_NARROW, _WORDS = 2.5, 4.0
"""Sizes of the widest line of a cell that may go on, and of each when more than one does."""
_TEXT = 8.0
"""Sizes that each of the columns of a text is wide at least."""
_FAR = 2.0
"""Sizes between the lines of a cell at most."""
_STEPS = 1.2
"""Times by which the steps between rows are more than those between the lines of a cell."""
_MOST_COLUMNS, _MOST_LINES = 30, 400

Row = dict[int, list[Chunk]]
"""The cells of a row that are not empty, by their columns, each with its lines."""


class Grid(NamedTuple):
    """A table."""

    rows: list[Row]
    columns: int


def grid_of(rows: Sequence[Sequence[Glyph]], heads: int, rules: Sequence[DrawnRule]) -> Grid | None:
    """The table of rows of characters; None when their parts stand in no columns. The first `heads` are above a rule that parts them from the
    others, and may have parts over several columns; `rules` are those across among them.
    """
    if not 1 < len(rows) <= _MOST_LINES:
        return None
    parted = [segments(row) for row in rows]
    columns = columns_of(parted)
    if 0 < heads < len(rows) - 1:
        below = columns_of(parted[heads:])
        if len(below) > len(columns) and all(stands_over(parts, below) for parts in parted[:heads]):
            columns = below
    if not 1 < len(columns) <= _MOST_COLUMNS:
        return None
    lines = [
        cell_line(row, parts, columns, rules if index < heads else ())
        for index, (row, parts) in enumerate(zip(rows, parted, strict=True))
    ]
    if sum(line.spanning for line in lines[heads:]) * 3 > len(lines) - heads or _run_on(lines, len(columns)):
        return None
    if any(len(line.parts) == 1 and len(line.taken) == len(columns) for line in lines[:heads]):
        return None
    return Grid(_with_tall_cells(_rows(lines, heads, len(columns), rules), columns, rules), len(columns))


def _rows(
    lines: Sequence[CellLine], heads: int, columns: int, rules: Sequence[DrawnRule]
) -> list[list[CellLine]]:
    """The lines of each row."""
    widest = _widest(lines)
    rows = [[lines[0]]]
    each = _parts_each(lines, rules)
    step, sure = _usual_step(lines, heads)
    centred = any(b.base - a.base < _BESIDE * b.size for a, b in pairwise(lines)) or 0 not in lines[0].parts
    for index, (before, line) in enumerate(pairwise(lines), 1):
        row = rows[-1]
        if _is_parted(before, line, rules):
            goes_on = False
        elif (index < heads and _is_beside(row, line)) or each:
            goes_on = True
        else:
            goes_on = _goes_on(row, line, columns, widest, step=(step, sure), centred=centred)
        if goes_on:
            row.append(line)
        else:
            rows.append([line])
    return rows


def _is_beside(row: Sequence[CellLine], line: CellLine) -> bool:
    """Whether a line of a head stands in the middle of cells that are as high as those of the row and of the next: nothing stands above it."""
    above = {column for one in row for column in one.taken}
    return line.base - row[-1].base < _HALF_WAY * line.size and not line.taken & above


def _widest(lines: Sequence[CellLine]) -> dict[int, float]:
    """Points of the widest part of each column."""
    widest: dict[int, float] = {}
    for line in lines:
        for column, part in line.parts.items():
            if not line.spanning:
                widest[column] = max(widest.get(column, 0.0), part[-1].right - part[0].left)
    return widest


def _run_on(lines: Sequence[CellLine], columns: int) -> bool:
    """Whether all columns go on from line to line: texts beside one another."""
    widest = _widest(lines)
    if min(widest.get(column, 0.0) for column in range(columns)) < _TEXT * lines[0].size:
        return False
    return any(
        len(line.parts) > 1
        and line.parts.keys() == before.parts.keys()
        and all(_is_full(part, widest[column], 0.0) for column, part in before.parts.items())
        for before, line in pairwise(lines)
    )


def _is_parted(before: CellLine, line: CellLine, rules: Sequence[DrawnRule]) -> bool:
    """Whether a rule stands between two lines."""
    return any(
        rule.start < (part[0].left + part[-1].right) / 2 < rule.end
        for rule in rules
        if before.base - before.size * 0.5 < rule.at < line.base - line.size * 0.5
        for part in line.parts.values()
    )


def _parts_each(lines: Sequence[CellLine], rules: Sequence[DrawnRule]) -> bool:
    """Whether rules part all rows: most of what they part is lines at one height, and no column has more than one."""
    between = sorted({round(rule.at) for rule in rules if lines[0].base < rule.at < lines[-1].base})
    if len(between) < 3:
        return False
    rows: list[list[CellLine]] = [[] for _at in (*between, 0)]
    for line in lines:
        rows[sum(at < line.base for at in between)].append(line)
    if sum(len(row) <= 1 for row in rows) * 2 <= len(rows):
        return False
    return not any(_has_figures_below_figures(row) for row in rows)


def _has_figures_below_figures(row: Sequence[CellLine]) -> bool:
    """Whether a cell would have more than one figure."""
    columns = {column for line in row for column in line.parts}
    return any(
        sum(is_figure(part_text(line.parts[column])) for line in row if column in line.parts) > 1
        for column in columns
    )


def _usual_step(lines: Sequence[CellLine], heads: int) -> tuple[float, bool]:
    """The most that lines of a cell are apart, where rows are more; 0 when steps do not tell. And whether more than one row below the head says so."""
    steps: list[tuple[float, bool]] = []
    last: dict[int, int] = {}
    for index, line in enumerate(lines):
        for column in line.parts:
            before = last.get(column, -1)
            last[column] = index
            if before >= 0 and not any(
                lines[before].base + _BESIDE * line.size < one.base < line.base - _BESIDE * line.size
                for one in lines[before + 1 : index]
            ):
                steps.append((line.base - lines[before].base, before >= heads))
    steps.sort()
    most = next(((a + b) / 2 for (a, _in), (b, _in_too) in pairwise(steps) if b > a * _STEPS), 0.0)
    return most, most > 0 and sum(step > most and inside for step, inside in steps) > 1


def _goes_on(
    row: Sequence[CellLine],
    line: CellLine,
    columns: int,
    widest: dict[int, float],
    *,
    step: tuple[float, bool],
    centred: bool,
) -> bool:
    """Whether a line holds further lines of a row's cells."""
    if line.spanning or any(one.spanning for one in row):
        return False
    above = {column: one for one in row for column in one.parts}
    shared = [column for column in line.parts if column in above]
    away = line.base - row[-1].base
    if away > _FAR * line.size:
        return False
    if not shared:
        return away < _LEVEL * line.size
    if len(line.parts) == columns and not (centred and len(above) < columns):
        return False
    apart = line.base - min(above[column].base for column in shared)
    most, sure = step
    if most and apart > most:
        return False
    if not centred and any(column not in above for column in line.parts):
        return False
    least = 1.0 if sure else _WORDS if len(shared) > 1 and not most else _NARROW
    return all(
        _is_full(above[column].parts[column], widest.get(column, 0.0), least)
        and not (
            is_figure(part_text(above[column].parts[column])) and is_figure(part_text(line.parts[column]))
        )
        for column in shared
    )


def _is_full(part: Chunk, widest: float, least: float) -> bool:
    width, size = part[-1].right - part[0].left, part[0].size
    return widest >= least * size and width > widest - _FULL * size


def _with_tall_cells(
    rows: Sequence[Sequence[CellLine]], columns: Sequence[Column], rules: Sequence[DrawnRule]
) -> list[Row]:
    """The rows as cells; what is in the middle of a cell of several rows stands in the first of them."""
    done: list[Row] = []
    for lines in rows:
        cells: Row = {}
        for line in lines:
            for column, part in line.parts.items():
                cells.setdefault(column, []).append(part)
        done.append(cells)
    for index in range(1, len(done)):
        for column in [column for column in done[index] if column not in done[index - 1]]:
            up = _free_rows(done, rows, columns[column], rules, (index, column, -1))
            alone = all(len(line.parts) == 1 for line in rows[index] if column in line.parts)
            if up and (alone or up == _free_rows(done, rows, columns[column], rules, (index, column, 1))):
                done[index - up][column] = done[index].pop(column)
    return [row for row in done if row]


def _free_rows(
    done: Sequence[Row],
    rows: Sequence[Sequence[CellLine]],
    place: Column,
    rules: Sequence[DrawnRule],
    cell: tuple[int, int, int],
) -> int:
    """How many rows above (-1) or below (1) a cell are empty in its column, with rules between that leave it out: they are one with it."""
    index, column, way = cell
    count = 0
    at = index + way
    while 0 <= at < len(done) and column not in done[at]:
        upper, lower = sorted((at, at - way))
        between = [rule for rule in rules if rows[upper][-1].base < rule.at < rows[lower][-1].base]
        if not between or any(covers(rule, place) for rule in between):
            break
        count += 1
        at += way
    return count


def texts_of(rows: Iterable[Row], columns: int) -> list[list[str]]:
    """What the cells say, their lines one behind the other."""
    return [["".join(map(part_text, row.get(column, ()))) for column in range(columns)] for row in rows]
