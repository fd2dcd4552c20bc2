"""Lines that stand between no rules down the page → rows of cells: columns are where all lines leave room, rows are what is no further line of
a cell. Pure.

Rather none than a wrong one: where place leaves it open, nothing is made of the lines.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing_tui.importers.pdf.drawings import DrawnRule
from briefing_tui.importers.pdf.glyphs import Glyph
from briefing_tui.importers.pdf.placed import part_text
from briefing_tui.importers.tabular import is_figure

ROOM = 0.5
"""Sizes that columns are apart at least: what programs leave inside cells is more on either side."""
_LEVEL = 1.05
"""Sizes by which they do when nothing of one stands below the other."""
_SEEN = 0.15
"""Sizes that are free between the boxes of characters in two cells at least."""
_BESIDE = 0.9
"""Sizes by which bases differ at most that are beside one another: cells of two lines have others at half their height."""
_HALF_WAY = 1.5
"""Sizes to the middle of a cell of two rows of a head."""
_UNDER = 1.3
"""Sizes from the base of a part to the rule that says over which columns it stands."""
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
_OPENING, _CLOSING = frozenset("（《〈「『【〔“‘"), frozenset("）》〉」』】〕”’，。、；：！？")
_MOST_COLUMNS, _MOST_LINES = 30, 400

Chunk = list[Glyph]
Row = dict[int, list[Chunk]]
"""The cells of a row that are not empty, by their columns, each with its lines."""


class Column(NamedTuple):
    """From the leftmost to the rightmost of what stands in it, in points."""

    left: float
    right: float


class Grid(NamedTuple):
    """A table."""

    rows: list[Row]
    columns: int


class _Line(NamedTuple):
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


def grid_of(rows: Sequence[Sequence[Glyph]], heads: int, rules: Sequence[DrawnRule]) -> Grid | None:
    """The table of rows of characters; None when their parts stand in no columns. The first `heads` are above a rule that parts them from the
    others, and may have parts over several columns; `rules` are those across among them.
    """
    if not 1 < len(rows) <= _MOST_LINES:
        return None
    parted = [segments(row) for row in rows]
    columns = _columns(parted)
    if 0 < heads < len(rows) - 1:
        below = _columns(parted[heads:])
        if len(below) > len(columns) and all(_spans(parts, below) for parts in parted[:heads]):
            columns = below
    if not 1 < len(columns) <= _MOST_COLUMNS:
        return None
    lines = [
        _line(row, parts, columns, rules if index < heads else ())
        for index, (row, parts) in enumerate(zip(rows, parted, strict=True))
    ]
    if sum(line.spanning for line in lines[heads:]) * 3 > len(lines) - heads or _run_on(lines, len(columns)):
        return None
    if any(len(line.parts) == 1 and len(line.taken) == len(columns) for line in lines[:heads]):
        return None
    return Grid(_with_tall_cells(_rows(lines, heads, len(columns), rules), columns, rules), len(columns))


def _columns(parted: Sequence[Sequence[Chunk]]) -> list[Column]:
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


def _spans(parts: Sequence[Chunk], columns: Sequence[Column]) -> bool:
    """Whether each part of a line stands in a column or in the middle of several."""
    for part in parts:
        left, right = left_of(part[0]), right_of(part[-1])
        under = [column for column in columns if column.left < right and column.right > left]
        if len(under) > 1:
            middle = (under[0].left + under[-1].right) / 2
            if abs((left + right) / 2 - middle) > 2 * part[0].size:
                return False
    return True


def _line(
    row: Sequence[Glyph], parts: Sequence[Chunk], columns: Sequence[Column], rules: Sequence[DrawnRule]
) -> _Line:
    """A line with its parts in their columns, each in the first that it stands in."""
    placed: dict[int, Chunk] = {}
    taken: set[int] = set()
    spanning = False
    for part in parts:
        under = _under(part, parts, columns, rules)
        taken.update(under)
        spanning = spanning or len(under) > 1
        placed[under[0]] = placed.get(under[0], []) + part
    return _Line(row[0].base, max(glyph.size for glyph in row), placed, spanning, frozenset(taken))


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
            told = [index for index, column in enumerate(columns) if _covers(rule, column)]
            if 1 < len(told) < len(columns):
                return told
    found = [index for index, one in enumerate(columns) if one.left < right and one.right > left]
    if found:
        return found
    after = next((index for index, one in enumerate(columns) if one.left >= right), len(columns))
    return [index for index in (after - 1, after) if 0 <= index < len(columns)]


def _rows(lines: Sequence[_Line], heads: int, columns: int, rules: Sequence[DrawnRule]) -> list[list[_Line]]:
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


def _is_beside(row: Sequence[_Line], line: _Line) -> bool:
    """Whether a line of a head stands in the middle of cells that are as high as those of the row and of the next: nothing stands above it."""
    above = {column for one in row for column in one.taken}
    return line.base - row[-1].base < _HALF_WAY * line.size and not line.taken & above


def _widest(lines: Sequence[_Line]) -> dict[int, float]:
    """Points of the widest part of each column."""
    widest: dict[int, float] = {}
    for line in lines:
        for column, part in line.parts.items():
            if not line.spanning:
                widest[column] = max(widest.get(column, 0.0), part[-1].right - part[0].left)
    return widest


def _run_on(lines: Sequence[_Line], columns: int) -> bool:
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


def _is_parted(before: _Line, line: _Line, rules: Sequence[DrawnRule]) -> bool:
    """Whether a rule stands between two lines."""
    return any(
        rule.start < (part[0].left + part[-1].right) / 2 < rule.end
        for rule in rules
        if before.base - before.size * 0.5 < rule.at < line.base - line.size * 0.5
        for part in line.parts.values()
    )


def _parts_each(lines: Sequence[_Line], rules: Sequence[DrawnRule]) -> bool:
    """Whether rules part all rows: most of what they part is lines at one height, and no column has more than one."""
    between = sorted({round(rule.at) for rule in rules if lines[0].base < rule.at < lines[-1].base})
    if len(between) < 3:
        return False
    rows: list[list[_Line]] = [[] for _at in (*between, 0)]
    for line in lines:
        rows[sum(at < line.base for at in between)].append(line)
    if sum(len(row) <= 1 for row in rows) * 2 <= len(rows):
        return False
    return not any(_has_figures_below_figures(row) for row in rows)


def _has_figures_below_figures(row: Sequence[_Line]) -> bool:
    """Whether a cell would have more than one figure."""
    columns = {column for line in row for column in line.parts}
    return any(
        sum(is_figure(part_text(line.parts[column])) for line in row if column in line.parts) > 1
        for column in columns
    )


def _usual_step(lines: Sequence[_Line], heads: int) -> tuple[float, bool]:
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
    row: Sequence[_Line],
    line: _Line,
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
    rows: Sequence[Sequence[_Line]], columns: Sequence[Column], rules: Sequence[DrawnRule]
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
    rows: Sequence[Sequence[_Line]],
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
        if not between or any(_covers(rule, place) for rule in between):
            break
        count += 1
        at += way
    return count


def _covers(rule: DrawnRule, column: Column) -> bool:
    return rule.start < (column.left + column.right) / 2 < rule.end


def texts_of(rows: Iterable[Row], columns: int) -> list[list[str]]:
    """What the cells say, their lines one behind the other."""
    return [["".join(map(part_text, row.get(column, ()))) for column in range(columns)] for row in rows]
