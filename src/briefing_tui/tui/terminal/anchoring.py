"""What an update of the framework lays on the screen: its strips with their places, as the stock functions join them into bytes.

`framework` lays them on a `picture`, which writes what differs. A terminal that gives an emoji, a mark or a rare letter another width than
`typeset.width` (tmux 3.3a has tables of its own) would shift all that follows, and leave cells of the picture before: a row that has such a sign is written
whole, the cells of the sign are blanked first and the column is told behind it (`anchored`). Columns and widths are cells, from 0.
"""

# The updates are private to the framework (SLF001): to know them is this module's work.

from collections.abc import Iterator

from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from briefing_tui.tui.terminal.drawing import shown
from briefing_tui.tui.terminal.measuring import cell_len


def anchored(rendered: str, column: int, row: int) -> str:
    """A strip as it is written at a cell; the same object when all agree about its widths."""
    return shown.anchored(rendered, column, row, cell_len)


def placed_strips(update: CompositorUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Row, column and strip of all that an update draws. TypeError for one of another kind than the two there are of a full screen."""
    if isinstance(update, LayoutUpdate):
        return _of_layout(update)
    if isinstance(update, ChopsUpdate):
        return _of_chops(update)
    raise TypeError(update)


def _of_layout(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    for row, line in enumerate(update.strips, update.region.y):
        column = update.region.x
        for strip in line:
            yield row, column, strip
            column += strip.cell_length


def _of_chops(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    for row, first, end in update.spans:
        for chop_end, (column, strip) in zip(update.chop_ends[row], update.chops[row].items(), strict=False):
            if strip is None or column >= end or chop_end <= first:
                continue
            whole = first <= column and chop_end <= end
            yield row, column, strip if whole else strip.crop(0, min(chop_end, end) - column)
