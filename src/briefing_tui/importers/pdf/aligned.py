"""Tables without rules down the page: those between rules across it (三线表), and those whose columns are told by place alone. Pure.

The first are looked for on the whole page, before it is parted into columns of text; the others in each of those.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing_tui.importers.pdf.columns import ROOM, Chunk, segments
from briefing_tui.importers.pdf.drawings import DrawnRule, Rules
from briefing_tui.importers.pdf.glyphs import Glyph
from briefing_tui.importers.pdf.grid import Grid, grid_of, texts_of
from briefing_tui.importers.pdf.placed import PlacedLine
from briefing_tui.importers.pdf.ruled import row_line
from briefing_tui.importers.tabular import are_of_figures, may_be_rows

_WIDE = 100.0
"""Points of the rules of a table at least: less is a line to write on, or under a word."""
_SAME = 5.0
"""Points by which the ends of its rules differ."""
_CAPTION = re.compile("附?表[0-9一二三四五六七八九十]")
_MOST_RULES, _MOST_HEADS = 200, 5
_TEXT_SHARE = 0.75
"""Share of a table's width that one part of a line of text takes."""
_PART = 1.9
"""Sizes between parts of a line that no blank parts, where no rule says that it is a table."""
_ALIGNED, _SHARE = 0.6, 0.6
"""Sizes by which the cells of a column stand below one another, and how many of them do."""
_LOOKED_BACK = 8
"""Lines before it below which a part may stand."""
_APART = 3.2
"""Sizes between rows of a table at most."""

GlyphRow = Sequence[Glyph]


class PlacedTable(NamedTuple):
    """A table, and how wide it is, in points."""

    lines: list[PlacedLine]
    left: float
    right: float


class _Between(NamedTuple):
    """Rows of characters between two rules, with their indices on the page."""

    rows: list[tuple[int, list[Glyph]]]

    @property
    def is_tabular(self) -> bool:
        """Whether some have parts, and none is a line of text."""
        return any(len(segments(row)) > 1 for _index, row in self.rows)


def tables_between_rules(
    rows: Sequence[list[Glyph]], rules: Rules
) -> tuple[list[PlacedTable], list[list[Glyph]]]:
    """The tables between rules across a page, and the rows without what stands in them."""
    found: list[PlacedTable] = []
    left = list(rows)
    for frame in _frames(rules):
        for table, inside in _in_frame(left, frame, rules):
            found.append(table)
            for index, glyphs in inside:
                gone = set(map(id, glyphs))
                left[index] = [glyph for glyph in left[index] if id(glyph) not in gone]
    return found, [row for row in left if row]


def _frames(rules: Rules) -> Iterator[list[DrawnRule]]:
    """Rules that begin and end below one another, two at least."""
    groups: list[list[DrawnRule]] = []
    for rule in rules.across[:_MOST_RULES]:
        if rule.end - rule.start < _WIDE:
            continue
        for group in groups:
            if abs(group[0].start - rule.start) < _SAME and abs(group[0].end - rule.end) < _SAME:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return (group for group in groups if len(group) > 1)


def _in_frame(
    rows: Sequence[list[Glyph]], frame: Sequence[DrawnRule], rules: Rules
) -> Iterator[tuple[PlacedTable, list[tuple[int, list[Glyph]]]]]:
    """The tables among the rows that rules of one width part."""
    runs: list[tuple[int, list[_Between]]] = []
    for number, (above, below) in enumerate(pairwise(frame)):
        between = _Between(_rows_inside(rows, frame[0], above.at, below.at))
        if not between.is_tabular or _is_divided(above, below, rules):
            continue
        if runs and runs[-1][0] + len(runs[-1][1]) == number:
            runs[-1][1].append(between)
        else:
            runs.append((number, [between]))
    for first, parts in runs:
        for with_head in (True, False):
            found = _table(rows, frame, rules, first, parts, with_head=with_head)
            if found is not None:
                yield found
                break


def _table(
    rows: Sequence[list[Glyph]],
    frame: Sequence[DrawnRule],
    rules: Rules,
    first: int,
    parts: Sequence[_Between],
    *,
    with_head: bool,
) -> tuple[PlacedTable, list[tuple[int, list[Glyph]]]] | None:
    """The table between a rule of a frame, by its number, and a later one; `with_head`: its head stands above the first. None when it is none."""
    top, bottom = frame[first], frame[first + len(parts)]
    above = _above(rows, top) if with_head else []
    if with_head and not above:
        return None
    body = [one for part in parts for one in part.rows]
    heads = len(above) or (len(parts[0].rows) if len(parts) > 1 else 0)
    below = []
    if len(parts) == 1 and not above:
        heads = len(body)
        below = _below(rows, bottom, parts[0])
    whole = [*above, *body, *below]
    highest, lowest = whole[0][1][0].base, whole[-1][1][0].base
    inside = [
        rule
        for rule in rules.across
        if highest - 2 * _SAME < rule.at < lowest
        and top.start - _SAME < rule.start
        and rule.end < top.end + _SAME
    ]
    several = heads < len(whole)
    grid = grid_of([row for _index, row in whole], heads if several else 0, inside)
    if grid is None or not _is_ruled_table(grid, several=several):
        return None
    if above and not _is_head(above, grid):
        return None
    return _placed(grid, top.start, top.end), whole


def _rows_inside(
    rows: Sequence[list[Glyph]], frame: DrawnRule, top: float, bottom: float
) -> list[tuple[int, list[Glyph]]]:
    """What stands between two heights within the width of a table."""
    found: list[tuple[int, list[Glyph]]] = []
    for index, row in enumerate(rows):
        if not row or not top < row[0].base - row[0].size * 0.3 < bottom:
            continue
        inside = [
            glyph for glyph in row if frame.start - _SAME < glyph.left and glyph.right < frame.end + _SAME
        ]
        if inside:
            found.append((index, inside))
    return found


def _is_divided(above: DrawnRule, below: DrawnRule, rules: Rules) -> bool:
    """Whether rules down divide what is between two across: another finds these tables."""
    return any(
        above.start + _SAME < rule.at < above.end - _SAME
        and rule.start < (above.at + below.at) / 2 < rule.end
        for rule in rules.down
    )


def _below(rows: Sequence[list[Glyph]], rule: DrawnRule, head: _Between) -> list[tuple[int, list[Glyph]]]:
    """The rows below a head with a rule under it, of a table that goes on on the next page: none has a rule below its last row there."""
    found: list[tuple[int, list[Glyph]]] = []
    most = max(len(segments(row)) for _index, row in head.rows)
    at = rule.at
    for index, row in _rows_inside(rows, rule, rule.at, float("inf")):
        if row[0].base - at > _APART * row[0].size or _is_text(row, rule):
            break
        if len(segments(row)) == 1 and most > 2 and not found:
            break
        found.append((index, row))
        at = row[0].base
    return found


def _above(rows: Sequence[list[Glyph]], rule: DrawnRule) -> list[tuple[int, list[Glyph]]]:
    """The rows of a head above the first rule of a table: web pages rule their rows from below."""
    found: list[tuple[int, list[Glyph]]] = []
    at = rule.at
    for index, row in reversed(_rows_inside(rows, rule, 0.0, rule.at)):
        if at - row[0].base > _APART * row[0].size or _is_text(row, rule) or len(found) >= _MOST_HEADS:
            break
        found.insert(0, (index, row))
        at = row[0].base
    while found and len(segments(found[0][1])) == 1:
        del found[0]
    return found


def _is_head(above: Sequence[tuple[int, list[Glyph]]], grid: Grid) -> bool:
    """Whether the rows above a first rule are a head, and no caption: most columns have something there."""
    lowest = above[-1][1][0].base
    filled = {
        column for row in grid.rows for column, cell in row.items() if cell[0][0].base <= lowest + _SAME
    }
    caption = "".join(glyph.char for glyph in above[0][1])
    return len(filled) * 4 >= grid.columns * 3 and _CAPTION.match(caption) is None


def _is_text(row: Sequence[Glyph], rule: DrawnRule) -> bool:
    """Whether a part of a row reaches over most of a table's width."""
    return any(
        part[-1].right - part[0].left > (rule.end - rule.start) * _TEXT_SHARE for part in segments(row)
    )


def _is_ruled_table(grid: Grid, *, several: bool) -> bool:
    texts = texts_of(grid.rows, grid.columns)
    return len(texts) > 1 and may_be_rows(texts) and (several or are_of_figures(texts))


def tables_by_place(chunks: Sequence[Chunk]) -> tuple[list[PlacedTable], list[Chunk]]:
    """The tables without any rule among the parts of a column of text, and what stands in none."""
    found: list[PlacedTable] = []
    rest: list[Chunk] = []
    for run in _runs(chunks):
        table = _by_place(run)
        if table is None:
            rest.extend(chunk for line in run for chunk in line)
        else:
            found.append(table)
    return found, rest


def _runs(chunks: Sequence[Chunk]) -> Iterator[list[list[Chunk]]]:
    """Lines, those together that may be of one table: most have parts, and those between do not reach far."""
    lines: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda one: (one[0].base, one[0].left)):
        if lines and abs(chunk[0].base - lines[-1][0][0].base) < ROOM * 0.7 * chunk[0].size:
            lines[-1].append(chunk)
        else:
            lines.append([chunk])
    run: list[list[Chunk]] = []
    for line in lines:
        near = bool(run) and line[0][0].base - run[-1][0][0].base < _APART * line[0][0].size
        near = near and len(run[0]) > 1
        if near and (len(line) > 1 or _is_within(line[0], run)):
            run.append(line)
            continue
        if run:
            yield run
        run = [line]
    if run:
        yield run


def _is_within(chunk: Chunk, run: Sequence[Sequence[Chunk]]) -> bool:
    """Whether a part alone may be a line of a cell: it stands below one part of a line with several."""
    size = chunk[0].size
    left, right = chunk[0].left, chunk[-1].right
    return any(
        right < part[-1].right + _PART * size
        and _ALIGNED * size
        > min(abs(left - part[0].left), abs(left + right - part[0].left - part[-1].right) / 2)
        for line in run[-_LOOKED_BACK:]
        if len(line) > 1
        for one in line
        for part in segments(one)
    )


def _by_place(run: Sequence[Sequence[Chunk]]) -> PlacedTable | None:
    """The table of a run of lines; None when they are none."""
    several = [line for line in run if len(line) > 1]
    if len(several) < 2:
        return None
    rows = [
        sorted((glyph for chunk in line for glyph in chunk), key=lambda glyph: glyph.left) for line in run
    ]
    grid = grid_of(rows, 0, ())
    if grid is None or not _is_aligned(grid):
        return None
    texts = texts_of(grid.rows, grid.columns)
    if len(texts) < (2 if grid.columns > 2 else 3) or not may_be_rows(texts) or not are_of_figures(texts):
        return None
    return _placed(grid, rows[0][0].left, max(row[-1].right for row in rows))


def _is_aligned(grid: Grid) -> bool:
    """Whether the cells of each column begin, end or have their middles below one another."""
    for column in range(grid.columns):
        parts = [row[column][0] for row in grid.rows if column in row]
        size = parts[0][0].size
        places = (
            [part[0].left for part in parts],
            [part[-1].right for part in parts],
            [(part[0].left + part[-1].right) / 2 for part in parts],
        )
        if not any(_agree(place, _ALIGNED * size) for place in places):
            return False
    return True


def _agree(places: Sequence[float], within: float) -> bool:
    middle = sorted(places)[len(places) // 2]
    return sum(abs(place - middle) < within for place in places) >= len(places) * _SHARE


def _placed(grid: Grid, left: float, right: float) -> PlacedTable:
    return PlacedTable([row_line(row, grid.columns) for row in grid.rows], left, right)
