"""Frames written whole, strip by strip, and a terminal that tells its cells: what the shortest output is compared with."""

import re
import unicodedata
from collections.abc import Callable, Iterable

import pyte.screens

from briefing_tui.tui.terminal.drawing import shown
from briefing_tui.tui.terminal.drawing.picture import Stroke
from screens.terminal import _Screen

_LINK = re.compile("\x1b\\]8;[^;]*;([^\x1b]*)\x1b\\\\")


def written_whole(strokes: Iterable[Stroke], cells: Callable[[str], int]) -> str:
    """Every strip at its place, every piece with all its codes: nothing is left out, nothing leans on what came before."""
    drawn = []
    for row, column, _cells, pieces in strokes:
        text = ""
        for piece, pen in pieces:
            codes = ";".join([*sorted(pen.attributes), pen.text, pen.back])
            text += f"{pen.link}\x1b[0;{codes}m{piece}\x1b[0m{shown.LINK_END if pen.link else ''}"
        drawn.append(shown.at(column, row) + shown.anchored(text, column, row, cells))
    return "".join(drawn)


class CellTerminal:
    """A terminal without wrapping. `width` says the cells of a character."""

    def __init__(self, columns: int, rows: int, width: Callable[[str], int]) -> None:
        self._width = width
        self._screen = _LinkedScreen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._screen.reset_mode(7, private=True)

    def feed(self, written: str) -> None:
        """Take output in."""
        pyte.screens.wcwidth, before = self._width, pyte.screens.wcwidth
        try:
            for at, part in enumerate(_LINK.split(written)):
                if at % 2:
                    self._screen.link = part
                else:
                    self._stream.feed(part)
        finally:
            pyte.screens.wcwidth = before
        assert not self._screen.link, "a link was left open"
        assert self._screen.cursor.attrs == self._screen.default_char, "colours were left on"

    def clear(self) -> None:
        """What another program leaves."""
        self._stream.feed("\x1b[2J\x1b[Hrubbish")

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row."""
        return self._screen.cursor.x, self._screen.cursor.y

    def cells(self) -> list[list[tuple[object, ...]]]:
        """Each cell with all that is seen of it."""
        screen = self._screen
        return [
            [
                (*screen.buffer[row][column], screen.links.get((row, column), ""))
                for column in range(screen.columns)
            ]
            for row in range(screen.lines)
        ]


class _LinkedScreen(_Screen):
    """pyte's screen with a link for each cell."""

    def __init__(self, columns: int, rows: int) -> None:
        self.link = ""
        self.links: dict[tuple[int, int], str] = {}
        super().__init__(columns, rows)

    def draw(self, data: str) -> None:
        for char in data:
            row, column = self.cursor.y, min(self.cursor.x, self.columns - 1)
            wide = pyte.screens.wcwidth(char)
            if not wide:
                self._mark(row, self.cursor.x - 1, char)
                continue
            self._part(row, column)
            self._part(row, column + wide)
            super().draw(char)
            for cell in range(column, self.cursor.x):
                self.links[row, cell] = self.link

    def _part(self, row: int, column: int) -> None:
        """Of a wide character that is half written over, the other half becomes a blank."""
        line = self.buffer[row]
        if 0 < column < self.columns and not line[column].data:
            for half in (column - 1, column):
                line[half] = line[half]._replace(data=" ")

    def _mark(self, row: int, column: int, char: str) -> None:
        """A combining mark belongs to the whole of the character before it."""
        line = self.buffer[row]
        while column > 0 and not line[column].data:
            column -= 1
        if column >= 0 and unicodedata.combining(char):
            line[column] = line[column]._replace(data=line[column].data + char)
