"""Ruled tables: what a rule divides stands apart, however near it comes, and what rules enclose is one cell, in however many lines. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from briefing_tui.importers.pdf.drawings import DrawnRule, Rules
from briefing_tui.importers.pdf.glyphs import Glyph
from briefing_tui.importers.pdf.placed import PlacedLine, part_text, placed_line

_ROWS = 2.2
"""Sizes that a rule is long at least: less is the frame of a word, not of a table."""
_OVERLAP = 0.2
"""Sizes by which a character may reach over a rule."""
_MIDDLE = 0.35
"""Sizes from the base of a line to its middle."""
_MOST_LINES, _MOST_CHARACTERS = 12, 300
"""Of a cell: what has more is a text in a frame."""

Chunk = list[Glyph]


def cells(chunk: Chunk, rules: Sequence[DrawnRule]) -> Iterator[Chunk]:
    """The parts of a chunk that rules down the page divide."""
    size = chunk[0].size
    middle = _middle(chunk)
    first, last = chunk[0].right, chunk[-1].left
    start = 0
    for rule in rules:
        if not first - size < rule.at < last + size or not rule.start < middle < rule.end:
            continue
        if rule.end - rule.start < _ROWS * size:
            continue
        reach = _OVERLAP * size
        at = next((i for i in range(start + 1, len(chunk)) if chunk[i].left >= rule.at - reach), 0)
        if at and chunk[at - 1].right <= rule.at + reach:
            yield chunk[start:at]
            start = at
    yield chunk[start:]


class _Place(NamedTuple):
    """Where a chunk stands in a table."""

    table: DrawnRule
    """The leftmost rule of its table there."""
    top: float
    """The rule above its row."""
    columns: int
    """Of its row."""
    column: int
    """From 0."""


_Row = dict[int, list[Chunk]]
"""The cells of a row that are not empty, by their columns."""


def table_rows(chunks: Sequence[Chunk], rules: Rules) -> tuple[list[PlacedLine], list[Chunk]]:
    """The rows of ruled tables as lines, each cell on one; and the chunks that stand in none, or in rows that nothing is to be done to.

    Rows of a table with empty cells have their bars: blanks alone would not tell which is empty.
    """
    tables: dict[DrawnRule, dict[tuple[float, int], _Row]] = {}
    rest: list[Chunk] = []
    for chunk in sorted(chunks, key=lambda one: one[0].base):
        place = _place(chunk, rules)
        if place is None:
            rest.append(chunk)
        else:
            rows = tables.setdefault(place.table, {})
            rows.setdefault((place.top, place.columns), {}).setdefault(place.column, []).append(chunk)
    lines: list[PlacedLine] = []
    for rows in tables.values():
        barred = _has_empty_cells(rows)
        for (_top, columns), row in rows.items():
            if columns > 1 and (barred or _is_row(row)):
                lines.append(row_line(row, columns if barred else 0))
            else:
                rest.extend(chunk for cell in row.values() for chunk in cell)
    return lines, rest


def _place(chunk: Chunk, rules: Rules) -> _Place | None:
    """Where a chunk stands; None when rules do not enclose it on all sides."""
    x, y = (chunk[0].left + chunk[-1].right) / 2, _middle(chunk)
    above = [rule.at for rule in rules.across if rule.start < x < rule.end and rule.at < y]
    below = any(rule.start < x < rule.end and rule.at > y for rule in rules.across)
    sides = [rule for rule in rules.down if rule.start < y < rule.end]
    left = sum(rule.at < x for rule in sides)
    if not above or not below or not 0 < left < len(sides):
        return None
    return _Place(sides[0], max(above), len(sides) - 1, left - 1)


def _has_empty_cells(rows: Mapping[tuple[float, int], _Row]) -> bool:
    """Whether these are the rows of a table with figures or words, and some cells have none: not a masthead or another frame."""
    wide = [(columns, row) for (_top, columns), row in rows.items() if columns > 1]
    filled = sum(len(row) > 1 for _columns, row in wide)
    return (
        all(map(_fits, rows.values()))
        and any(len(row) < columns for columns, row in wide)
        and filled > 1
        and (filled > 2 or any(columns > 2 for columns, _row in wide))
    )


def _is_row(row: _Row) -> bool:
    """Whether cells are those of a table: not a frame, and no cell a whole text."""
    return len(row) > 1 and _fits(row)


def _fits(row: _Row) -> bool:
    return all(len(cell) <= _MOST_LINES and sum(map(len, cell)) <= _MOST_CHARACTERS for cell in row.values())


def row_line(row: _Row, columns: int) -> PlacedLine:
    """The line of a row, with its bars when it has so many columns. A row stands where its first line does."""
    in_order = [row[column] for column in sorted(row)]
    line = placed_line([cell[0] for cell in in_order])
    text = "\t".join(map(_cell_text, in_order))
    if columns:
        texts = (_cell_text(row.get(column, ())).replace("|", "｜") for column in range(columns))
        text = f"| {' | '.join(texts)} |"
    return line._replace(text=text, base=min(cell[0][0].base for cell in in_order), lead="")


def _cell_text(cell: Sequence[Chunk]) -> str:
    """The lines of a cell on one, a blank between Latin words."""
    text = ""
    for part in map(part_text, cell):
        latin = bool(text) and text[-1].isascii() and part[:1].isascii()
        text += f" {part}" if latin else part
    return text


def _middle(chunk: Chunk) -> float:
    return chunk[0].base - _MIDDLE * chunk[0].size
