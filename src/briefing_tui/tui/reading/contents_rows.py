"""Rows of the contents beside the page, as pieces with style names. Pure; drawn by the contents pane and by the first page.

A row is an entry of the outline, one line, cut to the pane's width; the last column is the rule between the panes. Widths are cells.
"""

from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.model.outline import OutlineEntry
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.look.looks import RowPiece, worded_pieces
from briefing_tui.typeset.width import cell_width, truncate

_MEASURED = 500
"""Rows that are looked at for the width of the pane."""
_KIND_LOOKS = {"preface": "lead", "section": "section", "group": "group", "item": "", "heading": "faint"}


class RowState(NamedTuple):
    """What a row is besides its entry."""

    here: bool = False
    """It is being read."""
    cursor: bool = False
    """The cursor is on it, and the pane has the keyboard."""


def contents_row(entry: OutlineEntry | None, width: int, ambiguous: int, state: RowState) -> list[RowPiece]:
    """One row and the rule; without an entry an empty one."""
    room = width - 1
    rule = RowPiece("│" if ambiguous == 1 else "|", ("edge",))
    if entry is None:
        return [RowPiece(" " * room), rule]
    mark = ("▶" if ambiguous == 1 else ">") if state.here else " "
    names = (_KIND_LOOKS.get(entry.kind, ""), *(("here",) if state.here else ()))
    over = ("cursor",) if state.cursor else ()
    text = truncate(f"{mark}{_text(entry)}", room - 1, ambiguous)
    text += " " * (room - cell_width(text, ambiguous))
    return [*worded_pieces(text[:1], names, over), *worded_pieces(text[1:], names, over), rule]


def cells_wanted(entries: Sequence[OutlineEntry], ambiguous: int) -> int:
    """Cells in which no title is cut, the rule included; of a long list only the beginning is looked at."""
    widest = (cell_width(_text(entry), ambiguous) for entry in entries[:_MEASURED])
    return max(widest, default=0) + 3


def first_in_sight(first: int, index: int, height: int, total: int) -> int:
    """The first row to be shown, `first` being it now, so that row `index` is in sight with a row of context."""
    if height <= 0 or index < 0:
        return first
    context = 1 if height > 4 else 0
    if index - context < first:
        return max(0, index - context)
    if index + context >= first + height:
        return min(index + context - height + 1, max(0, total - height))
    return first


def _text(entry: OutlineEntry) -> str:
    title = clean_line(f"{entry.label} {entry.title}" if entry.label else entry.title)
    return "  " * min(entry.depth, 4) + title
