"""On which page everything stands: set pieces dealt to pages of the layout's grid, as every word processor does it.

A head stays with the first line of what follows it, a row of a table is whole where a page can hold it, and the head of a table stands
on each of its pages. The tail takes the last lines of the last page. Pure; page numbers from 1, heights in lines of the grid.
"""

from typing import NamedTuple

from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.paper.piece import PaperPieces
from briefing_tui.exporters.paper.sheet import SetPiece, SheetMeasure


class Pages(NamedTuple):
    """An issue as it is printed."""

    body: tuple[SetPiece, ...]
    tail: tuple[SetPiece, ...]
    page_of: dict[int, int]
    """Block of the composition → the page it begins on."""
    total: int
    """Pages."""
    spacer: int
    """Empty lines between the text and the tail."""


def paged(pieces: PaperPieces, layout: Layout, measure: SheetMeasure) -> Pages:
    """The pages of an issue. Set again when the numbers of its contents turn out longer than thought."""
    known: dict[int, int] = {}
    pages = _paged(pieces, layout, measure, known)
    while _wider(pieces, pages.page_of, known):
        known = pages.page_of
        pages = _paged(pieces, layout, measure, known)
    return pages


def _wider(pieces: PaperPieces, found: dict[int, int], known: dict[int, int]) -> bool:
    rows = [piece.target for piece in pieces.body if piece.kind == "contents"]
    return any(len(str(found.get(block, 1))) > len(str(known.get(block, 1))) for block in rows)


def _paged(pieces: PaperPieces, layout: Layout, measure: SheetMeasure, known: dict[int, int]) -> Pages:
    body = [one for piece in pieces.body for one in measure.set(piece, known.get(piece.target, 1))]
    tail = tuple(one for piece in pieces.tail for one in measure.set(piece))
    dealer = _Dealer(layout.page.lines)
    after_contents = False
    for index, one in enumerate(body):
        contents = one.piece.kind == "contents"
        if after_contents and not contents and layout.contents_break:
            dealer.turn()
        after_contents = contents
        dealer.deal(one, _chain(body, index))
    height = sum(one.height for one in tail)
    spacer = dealer.foot(height)
    return Pages(tuple(body), tail, dealer.page_of, dealer.page, spacer)


def _chain(body: list[SetPiece], index: int) -> int:
    """Lines that have to stand together from piece `index` on: the heads, and the first line below them."""
    if index and body[index - 1].piece.keep:
        return 0  # placed with the one before
    need = 0
    while index < len(body) and body[index].piece.keep:
        need += body[index].height
        index += 1
    return need + (_first(body[index]) if index < len(body) else 0)


def _first(one: SetPiece) -> int:
    """Lines of a piece that cannot be parted from its beginning."""
    if one.table is not None:
        return sum(one.table.heights[:2])
    return one.each if one.lines else 0


class _Dealer:
    """Fills pages."""

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.page = 1
        self.used = 0
        self.page_of: dict[int, int] = {}

    def turn(self) -> None:
        """Begin a page, unless one has just begun."""
        if self.used:
            self.page += 1
            self.used = 0

    def deal(self, one: SetPiece, chain: int) -> None:
        """Place a piece; `chain` is what must not be parted."""
        if self.used + chain > self.lines >= chain:
            self.turn()
        if one.table is not None:
            self._rows(one.table.heights, one.piece.block)
            return
        for index in range(len(one.lines)):
            self._take(one.each)
            if not index and one.piece.block >= 0:
                self.page_of[one.piece.block] = self.page

    def _rows(self, heights: tuple[int, ...], block: int) -> None:
        head = heights[0]
        for index, height in enumerate(heights):
            if self.used + height > self.lines:
                self.turn()
                if index and head + height <= self.lines:
                    self.used = head
            rest = height
            while rest > self.lines:
                rest -= self.lines - self.used
                self.used = self.lines
                self.turn()
            self.used += rest
            if not index:
                self.page_of[block] = self.page

    def _take(self, height: int) -> None:
        if self.used + height > self.lines:
            self.turn()
        self.used += min(height, self.lines)

    def foot(self, height: int) -> int:
        """Place the tail; the empty lines above it."""
        if not height:
            return 0
        if height > self.lines:
            for _line in range(height):
                self._take(1)
            return 0
        if self.used + height > self.lines:
            self.turn()
        spacer = self.lines - self.used - height
        self.used = self.lines
        return spacer
