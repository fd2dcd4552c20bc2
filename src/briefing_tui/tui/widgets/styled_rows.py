"""Rows of a list, and its scroll bar, as pieces with style names. Pure; drawn by the lists and by the first page of the library.

A row is told as texts with one style name each. Widths and places are cells; those of a scroll bar are rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain
from math import ceil

from briefing_tui.tui.look.looks import RowPiece, worded_pieces
from briefing_tui.tui.terminal.drawing.shown import TABLES
from briefing_tui.typeset.breaking import break_offsets

StyledText = tuple[str, str]
"""Text, and its style name in `look.looks`; empty for ordinary text."""
_EIGHTHS = " ▁▂▃▄▅▆▇"
"""What fills so many eighths of a cell from below."""
_THUMB = ("scroll.thumb",)
_ABOVE, _BELOW = ("scroll.above",), ("scroll.below",)
_TRACK = ("scroll.track",)


def wrapped(text: str, width: int, ambiguous: int) -> list[str]:
    """The lines of a text of one paragraph at a width in cells; one empty line for an empty text."""
    starts = [0, *break_offsets(text, max(1, width), ambiguous=ambiguous, settle=True)]
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def row_pieces(texts: Iterable[StyledText], over: tuple[str, ...] = ()) -> Iterable[RowPiece]:
    """The pieces of a row, as wide as its texts are; `over` comes on top of all of it."""
    return chain.from_iterable(worded_pieces(text, (name,), over) for text, name in texts)


def filled_row(
    texts: Iterable[StyledText], width: int, ambiguous: int, over: tuple[str, ...] = ()
) -> list[RowPiece]:
    """The same filled up to `width` or cut to it, by the cells that are drawn; of half a wide character a blank is left."""
    cells, room = TABLES[ambiguous], width
    pieces: list[RowPiece] = []
    for piece in row_pieces(texts, over):
        needed = sum(map(cells.__getitem__, piece.text))
        if needed > room:
            kept = "".join(char for char, end in _ends(piece.text, cells) if end <= room)
            pieces.append(piece._replace(text=kept + " " * (room - sum(map(cells.__getitem__, kept)))))
            return pieces
        pieces.append(piece)
        room -= needed
    return [*pieces, RowPiece(" " * room, over)]


def _ends(text: str, cells: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Each character and the cell behind it."""
    return zip(text, accumulate(map(cells.__getitem__, text)), strict=True)


def scroll_bar(height: int, total: int, first: int) -> list[RowPiece]:
    """A scroll bar of one column, a piece a row, of a list of `total` rows of which `height` are in sight from row `first` on.

    As the framework draws one: the ends of the thumb are an eighth of a row fine.
    """
    thumb = max(1, height / (total / height))  # in the framework's order: another is rounded otherwise
    begin = int((height - thumb) * (first / (total - height)) * 8)
    begin_row, begin_part = divmod(max(0, begin), 8)
    end_row, end_part = divmod(max(0, begin + ceil(thumb * 8)), 8)
    rows = [RowPiece(" ", _THUMB if begin_row <= row < end_row else _TRACK) for row in range(height)]
    if begin_part and begin_row < height:
        rows[begin_row] = RowPiece(_EIGHTHS[8 - begin_part], _ABOVE)
    if end_part and end_row < height:
        rows[end_row] = RowPiece(_EIGHTHS[8 - end_part], _BELOW)
    return rows
