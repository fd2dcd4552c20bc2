"""What the terminal shows, cell by cell, and the fewest bytes from there to what it is to show. Pure: knows no framework.

`framework.changes` lays strips on it. Promise: a terminal that counts widths as `typeset.width` shows, after what `draw` gives, the same cells as
if every strip had been written whole. Rows with a sign whose width terminals do not agree about are written whole whenever anything in them
changes, with the column told anew behind each such sign and where each strip begins, so that no wrong width stays on the screen.
Rows and columns are cells, from 0. Nothing is asked of the terminal beyond places, a step to the right, and colours; and to erase all before it is drawn for another size.
"""

import re
from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import is_not, ne, or_
from typing import NamedTuple, Self

from briefing_tui.tui.terminal.drawing import shown
from briefing_tui.tui.terminal.drawing.pens import PLAIN, Pen, Pens, Pieces, between
from briefing_tui.typeset.width import char_width

_REST = "\0"
"""A cell that the sign before it covers, too."""
_UNKNOWN = "??"
"""A cell of which nothing is known: equal to none that is drawn."""
_ERASE = "\x1b[2J"


class Drawn(NamedTuple):
    """How wide the terminal draws."""

    ambiguous: int = 1
    """Cells of “ ” — …"""
    sure: bool = True
    """Whether the terminal itself has said so."""


class Stroke(NamedTuple):
    """A strip at its place."""

    row: int
    column: int
    cells: int
    """What it may take; a widget that has not heard yet of its new size may give more."""
    pieces: Pieces
    """Texts as they are written (`shown.shown`)."""


class Picture:
    """The cells of one terminal; at first nothing is known of them."""

    def __init__(self) -> None:
        self.pens = Pens()
        self._rows: dict[int, _Row] = {}
        self._measure = Drawn()
        self._cursor: tuple[int, int] | None = None
        self._forgotten = True
        self._size = (0, 0)
        self._stale = False

    @property
    def forgotten(self) -> bool:
        """Whether nothing is known, so that all is to be drawn."""
        return self._forgotten

    def forget(self) -> None:
        """Another had the terminal. May be called in a signal handler, in the midst of `draw` too."""
        self._forgotten = True

    def resized(self) -> None:
        """As `forget`, for another size: all is erased first, for tmux keeps halves of wide characters beyond an edge that was."""
        self._stale = self._forgotten = True

    def sized(self, columns: int, rows: int) -> None:
        """What comes is laid out for this size. Of what was drawn for another the terminal may have kept only a part: it is forgotten."""
        if self._size != (columns, rows):
            self._stale = self._stale or self._size != (0, 0)
            self._size = columns, rows
            self._forgotten = True

    def draw(self, strokes: Iterable[Stroke], measure: Drawn, cursor: tuple[int, int] | None = None) -> str:
        """What is to be written for the strokes; then the cursor stands at a column and row. Empty when nothing is."""
        erased = ""
        if self._forgotten or measure.ambiguous != self._measure.ambiguous:
            self._forgotten = False
            self._rows.clear()
            self._cursor = None
            erased, self._stale = _ERASE if self._stale else "", False
        self._measure = measure
        way, changed = _Way(), dict[int, _Row]()
        for stroke in strokes:
            fresh = changed.get(stroke.row)
            if fresh is None:
                if self._draw_quickly(way, stroke):
                    continue
                fresh = changed[stroke.row] = self._row_to_change(stroke.row)
            self._lay(fresh, stroke)
        for row in sorted(changed):
            self._draw_row(way, row, changed[row])
        written = way.end(cursor, self._cursor)
        self._cursor = cursor
        return written and erased + written

    def _draw_quickly(self, way: "_Way", stroke: Stroke) -> bool:
        """Draw a strip in the place of another, from the first character that differs to the last; whether it could be. Most of what a
        key changes is of this kind, and to lay it on cells takes three times as long.
        """
        row, column, cells, pieces = stroke
        known = self._rows.get(row)
        end, old = _NO_STRIP if known is None else known.strips.get(column, _NO_STRIP)
        if known is None or not known.covered or column + cells != end:
            return False
        if old == pieces:
            return True
        if known.doubted or not self._measure.sure:
            return False
        common, after = between(old, pieces)
        text = "".join([text for text, _pen in pieces])
        if len(after) > _FEW or shown.is_doubted(text) or self._cells(text) != cells:
            return False
        way.go(column + (len(common) if common.isascii() else self._cells(common)), row)
        for text, pen in after:
            way.say(text, 0, pen)
        way.lose()
        known.strips[column] = end, pieces
        known.stale = True
        return True

    def _row_to_change(self, row: int) -> "_Row":
        known = self._rows.get(row)
        if known is None:
            return _Row()
        if not known.stale:
            return known.copy()
        anew = self._rows[row] = _Row()
        for column, (end, pieces) in known.strips.items():
            self._lay(anew, Stroke(row, column, end - column, pieces))
        return anew.copy()

    def _lay(self, fresh: "_Row", stroke: Stroke) -> None:
        """A strip on a row."""
        cells: list[str] = []
        pens: list[Pen | None] = []
        known, before = _CELLS[self._measure.ambiguous], 0
        for text, pen in stroke.pieces:
            if text.isascii():
                cells += text
            elif not shown.is_doubted(text):
                cells += "".join(map(known.__getitem__, text))
            else:
                self._add_marked(text, cells)
                fresh.doubted = True
            pens += [pen] * (len(cells) - before)
            before = len(cells)
        whole = len(cells) <= stroke.cells
        _cut(cells, stroke.cells)
        if cells:
            fresh.put(stroke.column, cells, pens[: len(cells)], stroke.pieces if whole else None)

    def _draw_row(self, way: "_Way", row: int, fresh: "_Row") -> None:
        old = self._rows.get(row, _NOTHING)
        self._rows[row] = fresh
        stretches = list(fresh.stretches(old))
        if not stretches:
            return
        if fresh.doubted or not self._measure.sure:
            fresh.doubted = self._is_doubted(fresh.text(0, len(fresh.cells)))
        if fresh.doubted or old.doubted:
            self._draw_whole(way, row, fresh)
            return
        for begin, end in stretches:
            way.go(begin, row)
            for first, last, pen in fresh.runs(begin, end):
                way.say(fresh.text(first, last), last - first, pen)

    def _draw_whole(self, way: "_Way", row: int, fresh: "_Row") -> None:
        for begin, end in pairwise(sorted({0, *fresh.starts, len(fresh.cells)})):
            way.lose()
            for first, last, pen in fresh.runs(begin, end):
                way.go(first, row)
                text = fresh.text(first, last)
                way.say(shown.anchored(text, first, row, self._cells), last - first, pen)
        way.lose()

    def _is_doubted(self, text: str) -> bool:
        """Whether it has a sign that terminals may give another width."""
        if text.isascii():
            return False
        return shown.is_doubted(text) or not (
            self._measure.sure or all(char_width(char, 1) == char_width(char, 2) for char in set(text))
        )

    def _cells(self, text: str) -> int:
        return sum(map(shown.TABLES[self._measure.ambiguous].__getitem__, text))

    def _add_marked(self, text: str, cells: list[str]) -> None:
        """The cells of a text with doubtful signs: what takes no cell is with the character before it, and not there without one."""
        widths = shown.TABLES[self._measure.ambiguous]
        for char in text[shown.marks_before(text, self._cells) :]:
            if wide := widths[char]:
                cells += [char, *[_REST] * (wide - 1)]
            else:
                cells[_lead(cells)] += char


def _cut(cells: list[str], most: int) -> None:
    """No more cells than there is room for; of a character that is cut, a blank is left."""
    if len(cells) > most:
        at = most
        while at and cells[at] == _REST:
            at -= 1
        cells[at:] = " " * (most - at)


def _lead(cells: list[str]) -> int:
    """Where the last character is."""
    return next(at for at in range(len(cells) - 1, -1, -1) if cells[at] != _REST)


class _Cells(dict[str, str]):
    """Character → what stands in its cells."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._widths = shown.TABLES[ambiguous]

    def __missing__(self, char: str) -> str:
        cells = self[char] = (char + _REST)[: self._widths[char]]
        return cells


_CELLS = {1: _Cells(1), 2: _Cells(2)}


class _Row:
    """The cells of a row, with their pens; what is not known has none."""

    __slots__ = ("cells", "covered", "doubted", "pens", "stale", "starts", "strips")

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.pens: list[Pen | None] = []
        self.strips: dict[int, tuple[int, Pieces]] = {}
        """Those that lie there whole: first column → end column, pieces."""
        self.starts: frozenset[int] = frozenset()
        """Columns where strips begin, or came out behind others."""
        self.covered = False
        """Whether those strips are the whole row."""
        self.stale = False
        """Whether cells and pens are older than the strips, of which they can be made."""
        self.doubted = False

    def copy(self) -> Self:
        other = type(self)()
        other.cells, other.pens, other.strips = self.cells.copy(), self.pens.copy(), self.strips.copy()
        other.starts, other.covered, other.doubted = self.starts, self.covered, self.doubted
        return other

    def text(self, begin: int, end: int) -> str:
        """What is written for cells."""
        return "".join(self.cells[begin:end]).replace(_REST, "")

    def put(self, column: int, cells: list[str], pens: list[Pen | None], pieces: Pieces | None) -> None:
        """Lay a strip on it, with its pieces when all of it is there. Of a sign that it covers half, the other half is blank, as on a terminal."""
        end = column + len(cells)
        if pieces is None or self.strips.get(column, _NO_STRIP)[0] != end:
            self._make_room(column, end)
            self.strips = {at: one for at, one in self.strips.items() if one[0] <= column or at >= end}
            self.starts = self.starts.difference(range(column + 1, end)) | {column, end}
            covered = sum(one[0] - at for at, one in self.strips.items()) + end - column
            self.covered = pieces is not None and covered == len(self.cells)
        if pieces is not None:
            self.strips[column] = end, pieces
        self.cells[column:end] = cells
        self.pens[column:end] = pens

    def _make_room(self, column: int, end: int) -> None:
        if (missing := end - len(self.cells)) > 0:
            self.cells += [_UNKNOWN] * missing
            self.pens += [None] * missing
        self._part(column)
        self._part(end)

    def _part(self, column: int) -> None:
        """Have no sign stand on both sides of a border."""
        if column >= len(self.cells) or self.cells[column] != _REST:
            return
        first = last = column
        while first and self.cells[first] == _REST:
            first -= 1
        while last < len(self.cells) and self.cells[last] == _REST:
            last += 1
        self.cells[first:last] = [" "] * (last - first)

    def stretches(self, old: "_Row") -> Iterable[tuple[int, int]]:
        """First and end columns of what is to be written: whole signs that are others than they were, and what lies between
        two where that is shorter than a step.
        """
        cells, pens = self.cells, self.pens
        differing = bytes(map(ne, cells, old.cells))
        if pens != old.pens:
            differing = bytes(map(or_, differing, map(is_not, pens, old.pens)))
            differing += bytes(pen is not None for pen in pens[len(differing) :])
        begin = end = -1
        for found in _STRETCH.finditer(differing):
            first, last = found.span()
            while last < len(cells) and cells[last] == _REST:
                last += 1
            if end < 0:
                begin = first
            elif not self._bridged(end, first):
                yield begin, end
                begin = first
            end = last
        if end >= 0:
            yield begin, end

    def _bridged(self, begin: int, end: int) -> bool:
        """Whether to write the cells again takes no more bytes than to step over them."""
        if end - begin > _LONGEST_BRIDGE:
            return False
        pen = self.pens[begin]
        if pen is None or any(one is not pen for one in self.pens[begin:end]):
            return False
        if pen is not self.pens[begin - 1] and pen is not self.pens[end]:
            return False
        return len(self.text(begin, end).encode("utf-8", "replace")) <= len(_step(end - begin))

    def runs(self, begin: int, end: int) -> Iterable[tuple[int, int, Pen]]:
        """Stretches of one pen, without what is not known: first and end column."""
        pens = self.pens[begin:end]
        if pens.count(pens[0]) == end - begin:
            if pens[0] is not None:
                yield begin, end, pens[0]
            return
        first = begin
        for pen, cells in groupby(pens):
            last = first + len(list(cells))
            if pen is not None:
                yield first, last, pen
            first = last


_NOTHING = _Row()
_FEW = 4
"""Pieces of a strip that may be written again as they are: more may have much between them that stands there already."""
_NO_STRIP: tuple[int, Pieces] = (-1, [])
_LONGEST_BRIDGE = 4
_STRETCH = re.compile(rb"\x01(?:\x00?\x01)*")
"""Cells that differ; the second cells of their signs are as they were."""


class _Way:
    """What is written, and where that leaves the cursor and the colours."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._pen = PLAIN
        self._row = self.column = -1

    def lose(self) -> None:
        """It is not sure where the cursor is."""
        self._row = self.column = -1

    def go(self, column: int, row: int) -> None:
        """The cursor to a cell."""
        if row != self._row or column < self.column:
            self._written.append(_place(column, row))
        elif column > self.column:
            self._written.append(_step(column - self.column))
        self.column, self._row = column, row

    def say(self, text: str, cells: int, pen: Pen) -> None:
        """A text of so many cells from there on."""
        if pen is not self._pen:
            self._written.append(self._pen.to(pen))
            self._pen = pen
        self._written.append(text)
        self.column += cells

    def end(self, cursor: tuple[int, int] | None, before: tuple[int, int] | None) -> str:
        """All that is written, colours as at the beginning, the cursor at its place; `before` is where it stood at first."""
        if not self._written:
            return "" if cursor is None or cursor == before else _place(*cursor)
        self._written.append(self._pen.to(PLAIN))
        if cursor is not None:
            self._written.append(_place(*cursor))
        return "".join(self._written)


def _place(column: int, row: int) -> str:
    """What brings the cursor to a cell; a parameter that is left out is 1."""
    if column:
        return shown.at(column, row)
    return f"\x1b[{row + 1}H" if row else "\x1b[H"


def _step(cells: int) -> str:
    """To the right."""
    return "\x1b[C" if cells == 1 else f"\x1b[{cells}C"
