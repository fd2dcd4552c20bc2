"""Pieces set in lines: how each is cut, and how many lines of the grid it takes. Pure; feeds the pages and the PDF.

Widths are points. Every height is a whole number of lines of the layout's grid, so that a page never drifts from it.
"""

import re
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from briefing_tui.exporters.layout import Layout, Style
from briefing_tui.exporters.paper.breaking import has_gap, line_starts
from briefing_tui.exporters.paper.piece import PaperPiece, StyledRun
from briefing_tui.exporters.paper.widths import TIMES, TIMES_BOLD, Widths

GAP = 0.2
"""Em between 汉字 and Latin letters or digits, as LibreOffice has it; Word has a little more."""
LEADING = 1.5
"""Height of a line in a table, in sizes of its text."""
DEPTH_INDENT = 2
"""Characters that a step deeper in the contents is set in."""
_LATIN = re.compile("[0-9A-Za-z]+")


class SetTable(NamedTuple):
    """A table with its columns measured and its cells cut."""

    size: float
    columns: tuple[float, ...]
    """Points, insets included."""
    inset: float
    """Points at both sides of each cell."""
    cells: tuple[tuple[tuple[str, ...], ...], ...]
    """Lines of each cell of each row; all rows have all columns."""
    heights: tuple[int, ...]
    """Grid lines of each row."""


class SetPiece(NamedTuple):
    """A piece and its lines."""

    piece: PaperPiece
    lines: tuple[tuple[StyledRun, ...], ...] = ()
    each: int = 1
    """Grid lines of one line."""
    hang: float = 0
    """Points that lines after the first are set in."""
    narrow: float = 0
    """Points that every line of a centred head is set in on both sides, so that its lines are about as long as each other."""
    table: SetTable | None = None

    @property
    def height(self) -> int:
        """Grid lines of the whole."""
        if self.table is not None:
            return sum(self.table.heights)
        return len(self.lines) * self.each


class SheetMeasure:
    """Sets pieces in the styles of a layout. Without measured widths those of Times are taken for what is Latin."""

    def __init__(
        self,
        layout: Layout,
        latin: dict[str, float] | None = None,
        latin_bold: dict[str, float] | None = None,
    ) -> None:
        self.layout = layout
        self._widths = (Widths(latin or TIMES), Widths(latin_bold or TIMES_BOLD))

    def squeeze(self, style: Style) -> float:
        """Points between the characters of a style."""
        at_grid = style.size == self.layout.styles["body"].size
        return style.spread + (self.layout.squeeze if at_grid else 0.0)

    def em(self, style: Style) -> float:
        """Points from one 汉字 of a style to the next."""
        return style.size + self.squeeze(style)

    def indents(self, piece: PaperPiece) -> tuple[float, float]:
        """Points that a piece is set in at the left and at the right."""
        style = self.layout.style(piece.style)
        inset = style.inset * self.em(style)
        return inset + piece.depth * DEPTH_INDENT * self.em(style), inset

    def set(self, piece: PaperPiece, number: int = 1) -> list[SetPiece]:
        """A piece with the blank lines round it. `number` is the page that a row of the contents leads to."""
        style = self.layout.style(piece.style)
        if piece.kind in {"rule", "tail.rule"}:
            return [SetPiece(piece, ((),) if piece.kind == "rule" else ())]
        if piece.kind == "table":
            return [SetPiece(piece, table=self._table(piece))]
        if piece.kind == "pair":
            return self._pair(piece)
        left, right = self.indents(piece)
        width = self.layout.page.type_width - left - right
        hang = self.width(piece.runs, style, piece.label) if piece.style == "tail" else 0.0
        hang = hang if hang < width / 2 else 0.0
        indent = style.indent * self.em(style)
        lines = self._cut(piece.runs, style, width - hang, width - indent)
        narrow = 0.0
        if style.align == "centre" and len(lines) > 1:
            lines, narrow = self._balanced(piece, style, width, len(lines))
        if piece.kind == "contents" and self.layout.contents_numbers:
            used = self.width(lines[-1], style) + style.size * len(str(number)) / 2
            lines += ((),) if used > width - (indent if len(lines) == 1 else 0) else ()
        blank = SetPiece(PaperPiece("text", piece.style, keep=True, block=-1), ((),))
        made = SetPiece(piece, lines, style.lines, hang, narrow)
        after = blank._replace(piece=blank.piece._replace(keep=piece.keep))
        return [blank] * style.blank_before + [made] + [after] * style.blank_after

    def _balanced(
        self, piece: PaperPiece, style: Style, width: float, total: int
    ) -> tuple[tuple[tuple[StyledRun, ...], ...], float]:
        """The lines of a head in the least width that does not make more of them, and how much less that is on each side."""
        low, high = width / 2, width
        while high - low > style.size / 4:
            middle = (low + high) / 2
            if len(self._cut(piece.runs, style, middle, middle)) > total:
                low = middle
            else:
                high = middle
        return self._cut(piece.runs, style, high, high), (width - high) / 2

    def _pair(self, piece: PaperPiece) -> list[SetPiece]:
        """Left and right on one line; when that is too narrow, the right on one below, and both cut."""
        style = self.layout.style(piece.style)
        left, right = self.indents(piece)
        width = self.layout.page.type_width - left - right
        other = (StyledRun(piece.right),) if piece.right else ()
        total = self.width(piece.runs, style) + self.width(other, style)
        if total + style.size <= width:
            return [SetPiece(piece, (piece.runs,), style.lines)]
        above = piece._replace(kind="text", right="")
        below = piece._replace(kind="right", runs=other, right="")
        return [
            SetPiece(one, self._cut(one.runs, style, width, width), style.lines)
            for one in (above, below)
            if one.text
        ]

    def width(self, runs: tuple[StyledRun, ...], style: Style, stop: int | None = None) -> float:
        """Points of the first `stop` characters, of all without it."""
        return self._ends(runs, style)[-1 if stop is None else stop]

    def _gap(self, style: Style) -> float:
        """Points between 汉字 and Latin letters or digits: no character stands closer there."""
        return GAP * style.size - min(self.squeeze(style), 0.0)

    def _ends(self, runs: tuple[StyledRun, ...], style: Style) -> list[float]:
        """Points from the start to each place between characters."""
        widths: list[float] = []
        squeeze, size, gap = self.squeeze(style), style.size, self._gap(style)
        for run in runs:
            bold = self.layout.style(run.style).bold if run.style else style.bold
            table = self._widths[bold]
            widths += [table[char] * size + squeeze if table[char] else 0.0 for char in run.text]
        _add_gaps("".join(run.text for run in runs), widths, gap)
        return list(accumulate(widths, initial=0.0))

    def _cut(
        self, runs: tuple[StyledRun, ...], style: Style, width: float, first: float
    ) -> tuple[tuple[StyledRun, ...], ...]:
        """The runs of each line."""
        text = "".join(run.text for run in runs)
        starts = line_starts(
            text, self._ends(runs, style), max(width, style.size), max(first, style.size), self._gap(style)
        )
        return cut_runs(runs, starts)

    def _table(self, piece: PaperPiece) -> SetTable:
        total = max(map(len, piece.rows))
        room = self.layout.page.type_width
        size = min(self.layout.table_size, room / total * 0.8)
        inset = min(4.0, room / total * 0.08)
        plain = self._widths[0]
        rows = [row + ("",) * (total - len(row)) for row in piece.rows]
        wanted = [
            min(max(_cell_ends(row[column], plain, size)[-1] for row in rows) + 1, room) + 2 * inset
            for column in range(total)
        ]
        columns = _shared(wanted, room, size + 2 * inset)
        cells = tuple(
            tuple(
                self._cell(text, column - 2 * inset, size, head=index == 0)
                for text, column in zip(row, columns, strict=True)
            )
            for index, row in enumerate(rows)
        )
        pitch = self.layout.page.pitch
        heights = tuple(max(1, ceil(max(map(len, row)) * size * LEADING / pitch)) for row in cells)
        return SetTable(size, columns, inset, cells, heights)

    def _cell(self, text: str, width: float, size: float, *, head: bool) -> tuple[str, ...]:
        widths = self._widths[head]
        starts = line_starts(text, _cell_ends(text, widths, size), width, width, GAP * size)
        return tuple(text[start:end] for start, end in zip((0, *starts), (*starts, len(text)), strict=True))


def _add_gaps(text: str, widths: list[float], gap: float) -> None:
    """Widen each character that stands behind a gap."""
    if text.isascii():
        return
    for found in _LATIN.finditer(text):
        for at in found.span():
            if 0 < at < len(text) and has_gap(text, at):
                widths[at] += gap


def _cell_ends(text: str, widths: Widths, size: float) -> list[float]:
    """Points from the start of a cell's text to each place between characters."""
    points = [widths[char] * size for char in text]
    _add_gaps(text, points, GAP * size)
    return list(accumulate(points, initial=0.0))


def cut_runs(runs: tuple[StyledRun, ...], starts: list[int]) -> tuple[tuple[StyledRun, ...], ...]:
    """Runs parted at offsets of their joined text."""
    if not starts:
        return (runs,)
    lines: list[tuple[StyledRun, ...]] = []
    line: list[StyledRun] = []
    at, places = 0, iter([*starts, -1])
    stop = next(places)
    for run in runs:
        text = run.text
        while 0 <= stop < at + len(text):
            if stop > at:
                line.append(StyledRun(text[: stop - at], run.style))
            lines.append(tuple(line))
            line, text, at = [], text[stop - at :], stop
            stop = next(places)
        line.append(StyledRun(text, run.style))
        at += len(text)
    return (*lines, tuple(line))


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, with its unit perhaps, and so stands in the middle."""
    return len(text) <= 12 and any(char.isdigit() for char in text)


def _shared(wanted: list[float], room: float, least: float) -> tuple[float, ...]:
    """The room shared among columns: what each wants when that fits, else the wide ones give way, down to `least` for each."""
    least = min(least, room / len(wanted))
    total = sum(wanted)
    if total <= room:
        return tuple(one * room / total for one in wanted)
    low, high = 0.0, room
    for _step in range(40):
        cap = (low + high) / 2
        if sum(max(min(one, cap), least) for one in wanted) > room:
            high = cap
        else:
            low = cap
    shared = [max(min(one, low), least) for one in wanted]
    return tuple(one * room / sum(shared) for one in shared)
