"""Characters with places → lines in reading order, each with how far it is from its column's edges. Pure, without PDFium.

Characters whose bases are near each other stand on one line. A page whose lines fall apart at one place, all the way down, is
set in columns. Set vertically, lines run from top to bottom and from right to left.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from briefing_tui.importers.pdf.aligned import PlacedTable, tables_between_rules, tables_by_place
from briefing_tui.importers.pdf.drawings import Rules
from briefing_tui.importers.pdf.filled import ending_lines, unstretched
from briefing_tui.importers.pdf.glyphs import Glyph
from briefing_tui.importers.pdf.placed import BLANK_GAP, SPREAD, PlacedLine, free, gaps, placed_line
from briefing_tui.importers.pdf.raised import with_raised
from briefing_tui.importers.pdf.ruled import cells, table_rows
from briefing_tui.importers.tabular import APART, have_figures

_BASE = 0.35
"""Sizes by which bases on one line may differ."""
_LARGER = 1.25
"""Times the size of a raised mark that its text has at least."""
_CELL_GAP = 1.9
"""Sizes between what are cells of a row, or parts of a line."""
_SEAM = 6.0
"""Points by which the lines of a column may begin apart."""
_COLUMN_LINES = 5
"""Lines on either side before a page is taken to have columns."""
_PARTED_LINES = 6
"""Lines on either side of a gutter that may be no columns: department and date of a masthead, and heads below."""
_COLUMN_CHARACTERS = 10
"""Characters of a column's line, on average: cells of tables have fewer."""


_CHARS, _LEFTS, _BASES, _SIZES, _THINGS = map(itemgetter, (0, 1, 3, 4, 8))
_AS_DRAWN = itemgetter(3, 4)
"""Fields of glyphs, asked for by their places where every character of a file comes by."""
_BASE_OF = attrgetter("base")
"""Of a line."""
_TWICE = re.compile(r"(.).?\1", re.DOTALL)
"""The same character again, or with one between."""


NO_RULES = Rules()


class PageLines(NamedTuple):
    """The lines of a page in reading order."""

    lines: list[PlacedLine]
    columns: int
    vertical: bool


def page_lines(glyphs: Sequence[Glyph], width: float, rules: Rules = NO_RULES) -> PageLines:
    """The lines of a page; its width in points, and the rules of its tables."""
    if is_vertical(glyphs):
        lines = [placed_line([run]) for run in _vertical_runs(glyphs, width)]
        return PageLines(lines, 1, vertical=True)
    rows = with_raised(list(_rows(glyphs)))
    tables: list[PlacedTable] = []
    if len(rules.across) > 1:
        tables, rows = tables_between_rules(rows, rules)
    spaces = list(map(free, rows))
    seams = _seams(rows, spaces, width)
    chunks = [
        chunk for row, points in zip(rows, spaces, strict=True) for chunk in _chunks(row, points, seams)
    ]
    gutter = _gutter(chunks, width)
    if rules.down:
        chunks = [cell for chunk in chunks for cell in cells(chunk, rules.down)]
    columns = 2 if gutter else 1
    placed: list[PlacedLine] = []
    for column, band in _bands([*chunks, *map(_TableChunk, tables)], gutter):
        lines = [line for table in band if isinstance(table, _TableChunk) for line in table.lines]
        rest = [chunk for chunk in band if not isinstance(chunk, _TableChunk)]
        if rules.down:
            ruled, rest = table_rows(rest, rules)
            lines += ruled
        by_place, rest = tables_by_place(rest)
        lines += [line for table in by_place for line in table.lines]
        others = _without_rows(list(_joined(rest)))
        in_order = sorted([*lines, *others], key=_BASE_OF) if lines else others
        placed += [line._replace(column=column) for line in in_order]
    return PageLines(placed, columns, vertical=False)


class _TableChunk(list[Glyph]):
    """A table among the parts of a page: it stands where its edges do."""

    def __init__(self, table: PlacedTable) -> None:
        first = table.lines[0]
        mark = Glyph("", table.left, table.left, first.base, first.size, False, False, False, 0)
        super().__init__((mark, mark._replace(left=table.right, right=table.right)))
        self.lines = table.lines


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether most characters stand below the one drawn before them."""
    below = beside = 0
    left = len(glyphs)
    for (_char, x, _right, base, size, *_rest), other in pairwise(glyphs):
        step = other[3] - base
        if step == 0.0 or abs(step) < size * 0.3:
            beside += other[1] > x
        elif 0.5 * size < step < 2.5 * size and abs(other[1] - x) < size * 0.5:
            below += 1
        left -= 1
        if 2 * beside > below + left:
            return False
    return below > 3 and below > 2 * beside


def _vertical_runs(glyphs: Sequence[Glyph], width: float) -> list[list[Glyph]]:
    """The lines of vertical text in the order they are read, their characters where they would stand if written along.

    They are told by the order in which they are drawn: old programs draw them over one another.
    """
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last is None or not (
            abs(glyph.left - last.left) < glyph.size * 0.5 and 0 < glyph.base - last.base < 3 * glyph.size
        ):
            runs.append([])
        runs[-1].append(glyph)
    laid = [[_laid_down(glyph, width) for glyph in run] for run in runs]
    return sorted(laid, key=lambda run: round(run[0].base / run[0].size))


def _laid_down(glyph: Glyph, width: float) -> Glyph:
    """A character of vertical text where it would stand if the page were written along."""
    left = glyph.base - glyph.size
    return glyph._replace(left=left, right=glyph.base, base=width - (glyph.left + glyph.right) / 2)


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters by their bases, from the top, each row from the left."""
    row: list[Glyph] = []
    base = 0.0
    for (at, size), same in groupby(sorted(glyphs, key=_BASES), key=_AS_DRAWN):
        if row and (step := at - base) and step > _BASE * max(size, row[0][4]):
            yield _without_shadows(sorted(row, key=_LEFTS))
            row = []
        if not row or size > _LARGER * row[0][4]:
            base = at  # of the text, where a raised mark comes first
        row += same
    if row:
        yield _without_shadows(sorted(row, key=_LEFTS))


def _without_shadows(row: list[Glyph]) -> list[Glyph]:
    """A row without the second copy of characters drawn twice to look bold."""
    if len(set(map(_THINGS, row))) == 1 or not _TWICE.search("".join(map(_CHARS, row))):
        return row
    kept: list[Glyph] = []
    for glyph in row:
        if kept and any(
            glyph.char == other.char
            and glyph.thing != other.thing
            and glyph.left - other.left < 0.25 * glyph.size
            for other in kept[-2:]
        ):
            kept[-1] = kept[-1]._replace(bold=True)
        else:
            kept.append(glyph)
    return kept


def _seams(
    rows: Sequence[Sequence[Glyph]], spaces: Sequence[Sequence[float]], width: float
) -> tuple[float, ...]:
    """Where many rows of a page have a gap, in points: narrow gutters between columns. `spaces` are what is free in the rows."""
    places: Counter[int] = Counter()
    for row, points in zip(rows, spaces, strict=True):
        if max(points, default=0.0) <= BLANK_GAP:
            continue  # in points: no size is less than one
        for (a, b), one in zip(pairwise(row), points, strict=True):
            if one > BLANK_GAP * a[4] and width * 0.3 < b[1] < width * 0.7:
                places[round(b[1] / _SEAM)] += 1
    return tuple(
        place * _SEAM
        for place, count in places.items()
        if count + places[place - 1] + places[place + 1] >= _COLUMN_LINES
    )


def _chunks(row: list[Glyph], points: Sequence[float], seams: Sequence[float] = ()) -> Iterator[list[Glyph]]:
    """The parts of a row that wide gaps divide, or gaps where many rows have one; a name that is spread is one part.

    `points` are what is free in the row.
    """
    if max(points, default=0.0) <= BLANK_GAP * min(map(_SIZES, row)):
        yield row
        return
    between = gaps(row, points)
    widest = max(between)
    if widest > BLANK_GAP:
        between = unstretched(row, between)
        widest = max(between)
    if widest <= (BLANK_GAP if seams else _CELL_GAP):
        yield row
        return
    least = min(between)
    spread = len(between) > 1 and least > SPREAD and widest < least * 1.6 and len(row) <= 30
    start = 0
    for index, gap in enumerate(between):
        long = index + 1 - start >= _COLUMN_CHARACTERS
        on_seam = long and gap > BLANK_GAP and any(abs(row[index + 1].left - seam) <= _SEAM for seam in seams)
        if (gap > _CELL_GAP or on_seam) and not spread:
            yield list(row[start : index + 1])
            start = index + 1
    yield list(row[start:])


def _gutter(chunks: Sequence[list[Glyph]], width: float) -> float:
    """Where the columns of a page part, in points; 0 for a page in one column."""
    rows: Counter[int] = Counter()
    for chunk in chunks:
        if len(chunk) > 3 and chunk[-1].right < width * 0.62:
            rows[round(chunk[-1].right / 12)] += 1
    for place, _count in rows.most_common(3):
        edge = place * 12 + 6
        left = [chunk for chunk in chunks if chunk[-1].right <= edge + 6]
        right = [chunk for chunk in chunks if chunk[0].left >= edge]
        if not right:
            continue
        across = _across(chunks, edge, right)
        gutter = (max(chunk[-1].right for chunk in left) + min(chunk[0].left for chunk in right)) / 2
        long = [chunk for chunk in left if len(chunk) > 3]  # marks of notes and cells stand among them
        full = sum(1 for chunk in long if edge - chunk[-1].right < 2 * chunk[-1].size)
        if (
            min(len(left), len(right)) >= _COLUMN_LINES
            and across * 3 <= len(left)
            and full * 2 >= len(long)
            and min(_mean(left), _mean(right)) >= _COLUMN_CHARACTERS
            and width * 0.3 < gutter < width * 0.7
        ):
            return gutter
    return 0.0


def _across(chunks: Sequence[list[Glyph]], edge: float, right: Sequence[list[Glyph]]) -> int:
    """How many parts reach over an edge at the height of the long ones that stand right of it: a page may have columns in a part of it alone."""
    bases = [chunk[0].base for chunk in right if len(chunk) >= _COLUMN_CHARACTERS]
    if not bases:
        return len(chunks)
    top, foot = min(bases), max(bases)
    return sum(
        chunk[0].left < edge and chunk[-1].right > edge + 6 and top <= chunk[0].base <= foot
        for chunk in chunks
    )


def _mean(chunks: Sequence[list[Glyph]]) -> float:
    return sum(map(len, chunks)) / len(chunks)


def _bands(chunks: Sequence[list[Glyph]], gutter: float) -> Iterator[tuple[int, list[list[Glyph]]]]:
    """Column and chunks in reading order: what stands across both columns parts what is above from what is below."""
    if not gutter:
        yield 0, list(chunks)
        return
    sides: tuple[list[list[Glyph]], list[list[Glyph]]] = ([], [])
    for chunk in sorted(chunks, key=lambda one: one[0].base):
        if chunk[0].left < gutter < chunk[-1].right:
            yield from _beside(sides, gutter)
            sides = ([], [])
            yield 2, [chunk]
        else:
            sides[chunk[0].left >= gutter].append(chunk)
    yield from _beside(sides, gutter)


def _beside(
    sides: tuple[list[list[Glyph]], list[list[Glyph]]], gutter: float
) -> Iterator[tuple[int, list[list[Glyph]]]]:
    """Column and chunks of what stands on both sides of a gutter; a few short lines with something on the right are no columns."""
    left, right = sides
    full = sum(gutter - chunk[-1].right < 3 * chunk[-1].size for chunk in left)
    if left and right and max(len(left), len(right)) <= _PARTED_LINES and full * 2 < len(left):
        yield 2, [*left, *right]
    else:
        yield from ((column, side) for column, side in enumerate(sides) if side)


def _joined(chunks: Sequence[list[Glyph]]) -> Iterator[PlacedLine]:
    """Lines of a column; parts of one row are parted by tabs."""
    row: list[list[Glyph]] = []
    for chunk in sorted(chunks, key=lambda one: (one[0].base, one[0].left)):
        if row and abs(chunk[0].base - row[0][0].base) > _BASE * max(chunk[0].size, row[0][0].size):
            yield placed_line(row)
            row = []
        row.append(chunk)
    if row:
        yield placed_line(row)


def _without_rows(lines: list[PlacedLine]) -> list[PlacedLine]:
    """The lines, blanks between parts of neighbouring ones that are no cells: tabs would make rows of them."""
    for parted, run in groupby(enumerate(lines), key=lambda one: "\t" in one[1].text):
        rows = list(run) if parted else []
        if len(rows) > 1 and not have_figures([line.text.split("\t") for _index, line in rows]):
            for index, line in rows:
                lines[index] = line._replace(text=line.text.replace("\t", APART))
    return lines


def with_edges(pages: Sequence[PageLines]) -> list[PageLines]:
    """The pages, their lines with the edges of their columns: the leftmost place where lines begin, and where most full ones end.

    Left and right pages may have margins of their own; a page of few lines has the edges of the others.
    """
    own: dict[tuple[int, int, int], list[PlacedLine]] = {}
    for number, page in enumerate(pages):
        for line in page.lines:
            own.setdefault((number % 2, page.columns, line.column), []).append(line)
    edges = {}
    for key, lines in own.items():
        lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
        edges[key] = (lefts[len(lefts) // 50], rights[-1 - len(rights) // 50])
    together: dict[tuple[int, int], list[list[PlacedLine]]] = {}
    for (_number, columns, column), lines in own.items():
        together.setdefault((columns, column), []).append(lines)
    ended = frozenset().union(*map(ending_lines, together.values()))
    return [
        page._replace(
            lines=[
                line._replace(edges=edges[key], ends=id(line) in ended)
                for line in page.lines
                for key in [(number % 2, page.columns, line.column)]
            ]
        )
        for number, page in enumerate(pages)
    ]
