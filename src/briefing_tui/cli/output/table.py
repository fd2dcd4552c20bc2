"""Columns aligned by cells, for `list` and `toc`. Pure.

A list of a large library has ten thousand rows, most of whose cells are ASCII or say the same: a cell is measured once, however
often it occurs.
"""

from collections.abc import Sequence
from itertools import repeat, zip_longest

from briefing_tui.text.clean import clean_line
from briefing_tui.typeset.width import cell_width


def columns(
    rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), ambiguous: int = 1
) -> list[str]:
    """One line a row, two blanks between columns, none at the end; columns numbered in `right` are aligned right."""
    cells = zip_longest(*rows, fillvalue="")
    aligned = [_aligned(column, ambiguous, right=at in right) for at, column in enumerate(cells)]
    return (
        [line.rstrip() for line in map("  ".join, zip(*aligned, strict=True))]
        if aligned
        else [""] * len(rows)
    )


def _aligned(cells: tuple[str, ...], ambiguous: int, *, right: bool) -> list[str]:
    """The cells of a column, cleaned and filled with blanks to the widest."""
    distinct = set(cells)
    together = "".join(distinct)
    if together.isascii() and together.isprintable():
        pad = str.rjust if right else str.ljust
        return list(map(pad, cells, repeat(max(map(len, distinct)))))
    shown = {cell: clean_line(cell) for cell in distinct}
    widths = {cell: cell_width(text, ambiguous) for cell, text in shown.items()}
    most = max(widths.values())
    for cell, text in shown.items():
        blanks = " " * (most - widths[cell])
        shown[cell] = blanks + text if right else text + blanks
    return [shown[cell] for cell in cells]
