"""What a terminal shows, as plain values: taken from the screen of `terminal.Terminal`, drawn by `svg`.

Columns are cells from 0; colours are `#rrggbb`.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

NAMED = {
    "black": "#000000",
    "red": "#cc4444",
    "green": "#55aa55",
    "brown": "#c0a040",
    "blue": "#5577cc",
    "magenta": "#aa66bb",
    "cyan": "#44aabb",
    "white": "#d0d0d0",
}
"""Colours that a program asks for by name."""


class Cell(NamedTuple):
    """One character on the screen."""

    column: int
    char: str
    wide: bool
    """Two cells, as a 汉字 is."""
    ink: str
    paper: str
    bold: bool
    underlined: bool

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.column + 1 + self.wide


Row = tuple[Cell, ...]


class Screen(NamedTuple):
    """One moment of a terminal."""

    columns: int
    rows: tuple[Row, ...]

    @property
    def text(self) -> str:
        """The rows as text, blanks at their ends removed."""
        return "\n".join("".join(cell.char for cell in row).rstrip() for row in self.rows)


def taken(terminal: Any, *, ink: str, paper: str) -> Screen:
    """The screen of a `Terminal` as it is now; `ink` and `paper` stand where the program leaves the colour to it."""
    rows = range(terminal.rows)
    return Screen(
        terminal.columns, tuple(tuple(_cells(terminal, number, ink=ink, paper=paper)) for number in rows)
    )


def _cells(terminal: Any, number: int, *, ink: str, paper: str) -> Iterator[Cell]:
    held = [terminal.cell(number, column) for column in range(terminal.columns)]
    for column, one in enumerate(held):
        if not one.data:
            continue  # the second half of a wide character
        wide = column + 1 < len(held) and not held[column + 1].data
        fore, back = _colour(one.fg, ink), _colour(one.bg, paper)
        if one.reverse:
            fore, back = back, fore
        yield Cell(column, one.data, wide, fore, back, one.bold, one.underscore)


def _colour(name: str, default: str) -> str:
    if name == "default":
        return default
    return NAMED.get(name.removeprefix("bright"), f"#{name}")
