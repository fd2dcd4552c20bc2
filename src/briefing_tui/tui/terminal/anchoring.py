"""Lines drawn so that a wrong width cannot stay on the screen: behind whatever terminals disagree about, the column is told.

`framework` puts `render_layout` and `render_chops` in place of the framework's functions that join strips into what is
written. A terminal that gives an emoji, a mark or a rare letter another width than `typeset.width` (tmux 3.3a has tables of its
own) would shift all that follows, and leave cells of the picture before. So each such sign has its cells blanked first and the
cursor set behind it. A line of ordinary text is written as ever, to the byte. Columns and widths are cells, from 0.
"""

# The hooks take the place of methods of the framework (SLF001): that is this module's work.

from rich.console import Console
from textual._compositor import ChopsUpdate, LayoutUpdate

from briefing_tui.tui.terminal import shown
from briefing_tui.tui.terminal.measuring import cell_len
from briefing_tui.tui.terminal.shown import at


def anchored(rendered: str, column: int, row: int) -> str:
    """A strip as it is written at a cell; the same object when all agree about its widths."""
    return shown.anchored(rendered, column, row, cell_len)


def render_layout(self: LayoutUpdate, console: Console) -> str:
    """As the stock one."""
    lines: list[str] = []
    for y, line in enumerate(self.strips, self.region.y):
        x = self.region.x
        drawn = [at(x, y)]
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
            part = strip if whole else strip.crop(0, min(chop_end, end) - x)
            drawn.append(at(x, y))
            drawn.append(anchored(part.render(console), x, y))
        if y != last:
            drawn.append("\n")
    return "".join(drawn)
