"""Columns aligned by cells, for `list` and `toc`. Pure."""

from collections.abc import Sequence

from briefing_tui.model.clean import clean_line
from briefing_tui.typeset.width import cell_width


def columns(
    rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), ambiguous: int = 1
) -> list[str]:
    """One line a row, two blanks between columns, none at the end; columns numbered in `right` are aligned right."""
    cleaned = [[clean_line(cell) for cell in row] for row in rows]
    total = max((len(row) for row in cleaned), default=0)
    widths = [max(cell_width(row[at], ambiguous) for row in cleaned if at < len(row)) for at in range(total)]
    lines = []
    for row in cleaned:
        cells = []
        for at, cell in enumerate(row):
            blanks = " " * (widths[at] - cell_width(cell, ambiguous))
            cells.append(blanks + cell if at in right else cell + blanks)
        lines.append("  ".join(cells).rstrip())
    return lines
