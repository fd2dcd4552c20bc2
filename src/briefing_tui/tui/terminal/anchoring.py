"""Lines drawn so that a wrong width cannot stay on the screen: behind whatever terminals disagree about, the column is told.

`framework` puts `render_layout` and `render_chops` in place of the framework's functions that join strips into what is
written. A terminal that gives an emoji, a mark or a rare letter another width than `typeset.width` (tmux 3.3a has tables of its
own) would shift all that follows, and leave cells of the picture before. So each such sign has its cells blanked first and the
cursor set behind it. A line of ordinary text is written as ever, to the byte. Columns and widths are cells, from 0.
"""

# The hooks take the place of methods of the framework (SLF001): that is this module's work.

import re

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, LayoutUpdate

from briefing_tui.text.clusters import next_border
from briefing_tui.tui.terminal.measuring import cell_len

_AGREED = (
    "\x1b -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2138\u213a-\u22ff\u2400-\u2426"
    "\u2460-\u25fa\u2605\u2606\u2640\u2642\u3000-\u3029\u3031-\u303c\u3041-\u3096\u309b-\u312f\u3200-\u3296\u3298"
    "\u329a-\u4dbf\u4e00-\ua48c\uac00-\ud7a3\uf900-\ufa6d\ufe30-\ufe4f\uff01-\uff9d\uffe0-\uffe6\U00020000-\U0002a6df"
)
"""Inside of a character class: what terminals give one width, but for the one that the probe finds out (“ ” …)."""
_DOUBTED = re.compile(f"[^{_AGREED}]")
_STRETCH = re.compile(f"[{_AGREED[1:]}]?[^{_AGREED}]+")
"""Doubted characters together, with the one before them: marks belong to it."""
_PIECES = re.compile("(\x1b\\[[0-9;:]*m)")


def anchored(rendered: str, column: int, row: int) -> str:
    """A strip as it is written at a cell; the same object when all agree about its widths."""
    if rendered.isascii() or _DOUBTED.search(rendered) is None:
        return rendered
    written: list[str] = []
    for piece in _PIECES.split(rendered):
        if piece.startswith("\x1b"):
            written.append(piece)
            continue
        at = 0
        for found in _STRETCH.finditer(piece):
            written.append(piece[at : found.start()])
            column += cell_len(piece[at : found.start()])
            column = _anchor(found[0], column, row, written)
            at = found.end()
        written.append(piece[at:])
        column += cell_len(piece[at:])
    return "".join(written)


def _anchor(stretch: str, column: int, row: int, written: list[str]) -> int:
    """The signs of a stretch, each in its cells; the column behind them."""
    at = 0
    while at < len(stretch):
        end = next_border(stretch, at)
        sign = stretch[at:end]
        cells = cell_len(sign)
        if _DOUBTED.search(sign):
            behind = Control.move_to(column + cells, row).segment.text
            written += (" " * cells, Control.move_to(column, row).segment.text, sign, behind)
        else:
            written.append(sign)
        column += cells
        at = end
    return column


def render_layout(self: LayoutUpdate, console: Console) -> str:
    """As the stock one."""
    lines: list[str] = []
    for y, line in enumerate(self.strips, self.region.y):
        x = self.region.x
        drawn = [Control.move_to(x, y).segment.text]
        for strip in line:
            drawn.append(anchored(strip.render(console), x, y))
            x += strip.cell_length
        lines.append("".join(drawn))
    return "\n".join(lines)


def render_chops(self: ChopsUpdate, console: Console) -> str:
    """As the stock one."""
    drawn: list[str] = []
    last = self.spans[-1][0]
    for y, first, end in self.spans:
        for chop_end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
            if strip is None or x > end or chop_end <= first:
                continue
            whole = first <= x < end and chop_end <= end
            shown = strip if whole else strip.crop(0, min(chop_end, end) - x)
            drawn.append(Control.move_to(x, y).segment.text)
            drawn.append(anchored(shown.render(console), x, y))
        if y != last:
            drawn.append("\n")
    return "".join(drawn)
