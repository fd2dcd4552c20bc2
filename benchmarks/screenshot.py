"""`make screenshot`: the pictures in the README, taken from the real program on a pseudo-terminal.

    python -m benchmarks.screenshot docs/reading.svg open 2024-14
    python -m benchmarks.screenshot --columns 132 docs/writing.svg edit 2025-02#3

Runs of wide characters stand as they are (a 汉字 is as wide as the type is high, in every font), anything else has a
place of its own: so Chinese is neither squeezed nor stretched by a viewer that has other fonts than ours. Lines and bars are
drawn as shapes, since fonts leave gaps between them. The terminal is one that draws “ ” … two cells wide, as Chinese fonts do.
"""

import argparse
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from unicodedata import east_asian_width

import pyte
import pyte.screens
from benchmarks.ptyprogram import PtyProgram
from benchmarks.workplace import Workplace

COLUMNS, ROWS = 112, 34
"""Cells of the window, unless told."""
CELL, ROW, FONT, EDGE = 9, 24, 18, 12
"""Pixels: a cell's width and height, the type's size (two cells), the margin round the screen."""
FONTS = "'Noto Sans Mono CJK SC','Sarasa Mono SC','PingFang SC','Microsoft YaHei',monospace"
INK, PAPER = "#d0d0d0", "#121212"
"""Colours of what the program leaves to the terminal."""
_NAMED = {
    "black": "#000000",
    "red": "#cc4444",
    "green": "#55aa55",
    "brown": "#c0a040",
    "blue": "#5577cc",
    "magenta": "#aa66bb",
    "cyan": "#44aabb",
    "white": "#d0d0d0",
}
_SHAPES = {
    "━": (0.0, 0.45, 1.0, 0.1),
    "─": (0.0, 0.47, 1.0, 0.06),
    "│": (0.45, 0.0, 0.1, 1.0),
    "┃": (0.4, 0.0, 0.2, 1.0),
    "|": (0.45, 0.0, 0.1, 1.0),
    "█": (0.0, 0.0, 1.0, 1.0),
    "▌": (0.0, 0.0, 0.5, 1.0),
    "▐": (0.5, 0.0, 0.5, 1.0),
    "▎": (0.0, 0.0, 0.25, 1.0),
    "▍": (0.0, 0.0, 0.375, 1.0),
}
"""Left, top, width and height in parts of a cell."""


class Cell(NamedTuple):
    """One character on the screen."""

    column: int
    char: str
    ink: str
    paper: str
    bold: bool
    underlined: bool

    @property
    def look(self) -> tuple[str, bool, bool]:
        """What neighbours must share to be written together."""
        return self.ink, self.bold, self.underlined


def _cells_of(char: str) -> int:
    return 2 if east_asian_width(char) in "AFW" else 1


def shoot(verb: list[str], keys: bytes, language: str, columns: int) -> pyte.Screen:
    """The settled screen of a verb on the sample issues after some keys."""
    with Workplace(language, big=False) as place:
        environment = place.environment() | {"BRIEFING_AMBIGUOUS_WIDTH": "2"}
        with PtyProgram(place.command(*verb), environment, rows=ROWS, columns=columns) as program:
            program.settled(1.5)
            raw = bytes(program.raw)
            for key in keys:
                program.press(bytes([key]))
                program.settled(0.5)
                raw += bytes(program.raw)
    pyte.screens.wcwidth = _cells_of
    screen = pyte.Screen(columns, ROWS)
    pyte.ByteStream(screen).feed(raw)
    return screen


def svg(screen: pyte.Screen) -> str:
    """The picture."""
    width, height = screen.columns * CELL + 2 * EDGE, ROWS * ROW + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>',
        f'<g font-family="{FONTS}" font-size="{FONT}" xml:space="preserve">',
    ]
    for row in range(ROWS):
        parts.extend(_row(list(_cells(screen, row)), EDGE + row * ROW, screen.columns))
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _cells(screen: pyte.Screen, row: int) -> Iterator[Cell]:
    line = screen.buffer[row]
    for column in range(screen.columns):
        char = line[column]
        if not char.data:
            continue  # the second half of a wide character
        ink, paper = _colour(char.fg, INK), _colour(char.bg, PAPER)
        if char.reverse:
            ink, paper = paper, ink
        yield Cell(column, char.data, ink, paper, char.bold, char.underscore)


def _row(cells: list[Cell], top: int, columns: int) -> Iterator[str]:
    """Papers first, then shapes, then the characters in runs of one look."""
    for paper, group in groupby(cells, key=lambda cell: cell.paper):
        held = list(group)
        if paper != PAPER:
            after = next((cell.column for cell in cells if cell.column > held[-1].column), columns)
            width = (after - held[0].column) * CELL
            yield f'<rect x="{_left(held[0])}" y="{top}" width="{width}" height="{ROW}" fill="{paper}"/>'
    for cell in cells:
        shape = _SHAPES.get(cell.char)
        if shape is not None:
            left, above, wide, high = shape
            x, y = _left(cell) + left * CELL, top + above * ROW
            yield f'<rect x="{x:g}" y="{y:g}" width="{wide * CELL:g}" height="{high * ROW:g}" fill="{cell.ink}"/>'
    for run in _runs([cell for cell in cells if cell.char.strip() and cell.char not in _SHAPES]):
        ink, bold, underlined = run[0].look
        look = (' font-weight="bold"' if bold else "") + (
            ' text-decoration="underline"' if underlined else ""
        )
        text = escape("".join(cell.char for cell in run))
        yield f'<text x="{_left(run[0])}" y="{top + ROW - 6}" fill="{ink}"{look}>{text}</text>'


def _runs(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Neighbouring wide characters of one look together, any other alone."""
    run: list[Cell] = []
    for cell in cells:
        wide = _cells_of(cell.char) == 2
        if run and (not wide or cell.column != run[-1].column + 2 or cell.look != run[-1].look):
            yield run
            run = []
        run.append(cell)
        if not wide:
            yield run
            run = []
    if run:
        yield run


def _left(cell: Cell) -> int:
    return EDGE + cell.column * CELL


def _colour(name: str, default: str) -> str:
    if name == "default":
        return default
    return _NAMED.get(name.removeprefix("bright"), f"#{name}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Take a picture of a screen of the sample issues.")
    parser.add_argument("file", type=Path)
    parser.add_argument("verb", nargs="+", help="as in the shell: open 2024-14")
    parser.add_argument("--keys", default="", help="typed after the screen is there")
    parser.add_argument("--columns", type=int, default=COLUMNS)
    parser.add_argument("--lang", default="zh_CN.UTF-8")
    options = parser.parse_args()
    screen = shoot(options.verb, options.keys.encode(), options.lang, options.columns)
    options.file.write_text(svg(screen), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
