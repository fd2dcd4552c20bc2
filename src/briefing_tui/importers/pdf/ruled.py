"""Ruled tables: what a rule divides stands apart, however near it comes, and what rules enclose is one cell, in however many lines. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui.importers.pdf.drawings import Rule, Rules
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


def cells(chunk: Chunk, rules: Sequence[Rule]) -> Iterator[Chunk]:
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

    top: float
    """The rule above its row."""
    column: int
    """How many rules are left of it."""


def table_rows(chunks: Sequence[Chunk], rules: Rules) -> tuple[list[PlacedLine], list[Chunk]]:
    """The rows of ruled tables as lines, each cell on one; and the chunks that stand in none."""
    found: dict[float, dict[int, list[Chunk]]] = {}
    rest: list[Chunk] = []
    for chunk in sorted(chunks, key=lambda one: one[0].base):
        place = _place(chunk, rules)
        if place is None:
            rest.append(chunk)
        else:
            found.setdefault(place.top, {}).setdefault(place.column, []).append(chunk)
    lines: list[PlacedLine] = []
    for row in found.values():
        if _is_row(list(row.values())):
            lines.append(_row_line([row[column] for column in sorted(row)]))
        else:
            rest.extend(chunk for cell in row.values() for chunk in cell)
    return lines, rest


def _place(chunk: Chunk, rules: Rules) -> _Place | None:
    """Where a chunk stands; None when rules do not enclose it on all sides."""
    x, y = (chunk[0].left + chunk[-1].right) / 2, _middle(chunk)
    above = [rule.at for rule in rules.across if rule.start < x < rule.end and rule.at < y]
    below = any(rule.start < x < rule.end and rule.at > y for rule in rules.across)
    sides = [rule.at for rule in rules.down if rule.start < y < rule.end]
    left = sum(at < x for at in sides)
    if not above or not below or not 0 < left < len(sides):
        return None
    return _Place(max(above), left)


def _is_row(row: Sequence[Sequence[Chunk]]) -> bool:
    """Whether cells are those of a table, some of them in several lines: not a frame, and no cell a whole text."""
    if len(row) < 2 or all(len(cell) == 1 for cell in row):
        return False
    return all(len(cell) <= _MOST_LINES and sum(map(len, cell)) <= _MOST_CHARACTERS for cell in row)


def _row_line(row: Sequence[Sequence[Chunk]]) -> PlacedLine:
    """The line of a row. A row stands where its first line does."""
    heads = [cell[0] for cell in row]
    line = placed_line(heads)
    return line._replace(
        text="\t".join(map(_cell_text, row)), base=min(head[0].base for head in heads), lead=""
    )


def _cell_text(cell: Sequence[Chunk]) -> str:
    """The lines of a cell on one, a blank between Latin words."""
    text = ""
    for part in map(part_text, cell):
        latin = bool(text) and text[-1].isascii() and part[:1].isascii()
        text += f" {part}" if latin else part
    return text


def _middle(chunk: Chunk) -> float:
    return chunk[0].base - _MIDDLE * chunk[0].size
