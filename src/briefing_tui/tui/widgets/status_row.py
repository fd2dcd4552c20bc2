"""The status row as pieces with style names: facts on the left, hints or a notice on the right. Pure; drawn by the status line and by
the first page. Hints are dropped from the least needed on when the row is narrow. Widths are cells.
"""

from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.tui.look.looks import RowPiece
from briefing_tui.typeset.width import cell_width, truncate

_LEAST_FACT = 8
"""Cells to which a fact is cut before the row as a whole is."""
_SURE_HINTS = 2
"""Hints that facts leave room for."""
BAR = ("bar",)
"""What the whole row looks like."""
_KEY = ("bar", "key")
Hint = tuple[str, str]
"""A key as it is shown, and what it does."""


class StatusRow(NamedTuple):
    """The row, not filled up to its edge."""

    pieces: list[RowPiece]
    spots: tuple[tuple[int, int, str], ...] = ()
    """Where the hints are: cells, half-open, and the key."""


def status_row(facts: Sequence[str], hints: Sequence[Hint], width: int, ambiguous: int) -> StatusRow:
    """Facts, the first most needed, and as many hints as there is room for."""
    left = _fitted(facts, hints, width, ambiguous)
    room = width - cell_width(left, ambiguous) - 2
    shown: list[Hint] = []
    for hint in hints:
        cells = _hint_cells([hint], ambiguous)
        if cells > room:
            break
        room -= cells
        shown.append(hint)
    at = width - _hint_cells(shown, ambiguous)
    pieces = [RowPiece(left, BAR), RowPiece(" " * (at - cell_width(left, ambiguous)), BAR)]
    spots: list[tuple[int, int, str]] = []
    for key, name in shown:
        cells = _hint_cells([(key, name)], ambiguous)
        spots.append((at, at + cells - 2, key))
        at += cells
        pieces += [RowPiece(key, _KEY), RowPiece(f" {name}  ", BAR)]
    return StatusRow(pieces, tuple(spots))


def notice_row(facts: Sequence[str], notice: str, width: int, ambiguous: int) -> StatusRow:
    """Facts, and a notice instead of the hints."""
    left = _joined(facts)
    notice = truncate(notice, width - 2, ambiguous)
    room = width - cell_width(notice, ambiguous) - 3
    left = truncate(left, room, ambiguous) if room >= 8 else ""
    gap = " " * max(1, width - cell_width(left, ambiguous) - cell_width(notice, ambiguous) - 1)
    return StatusRow([RowPiece(left + gap, BAR), RowPiece(notice, _KEY)])


def _fitted(facts: Sequence[str], hints: Sequence[Hint], width: int, ambiguous: int) -> str:
    """The facts, the longest but the first cut where they would leave no room for the first hints."""
    sure = _hint_cells(hints[:_SURE_HINTS], ambiguous)
    room = width - 1 - (sure + 1 if sure <= width // 3 else 0)
    fitted = list(facts)
    over = cell_width(_joined(fitted), ambiguous) - room
    cells = [cell_width(fact, ambiguous) for fact in fitted]
    longest = max(range(1, len(fitted)), key=cells.__getitem__, default=0)
    if over > 0 and longest:
        fitted[longest] = truncate(fitted[longest], max(_LEAST_FACT, cells[longest] - over), ambiguous)
    return truncate(_joined(fitted), room, ambiguous)


def _joined(facts: Sequence[str]) -> str:
    return " " + "  ".join(facts)


def _hint_cells(hints: Sequence[Hint], ambiguous: int) -> int:
    return sum(cell_width(key, ambiguous) + cell_width(name, ambiguous) + 3 for key, name in hints)
