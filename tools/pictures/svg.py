"""Draws screens as SVG: a window with a title, and every character in its own cell.

Each character of a text has an x of its own, so Chinese and Latin stay in their columns whatever fonts the viewer has; the
letter spacing does it for viewers that know the first x alone.
Lines and bars are shapes, since fonts leave gaps between them. Lengths are pixels of the picture; `y` is that of a row's top.
"""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from pictures.cells import Cell, Row, Screen

CELL, ROW = 9, 22
"""A cell's width and height."""
EDGE, TITLE = 10, 34
"""The margin beside and below the screen; the height of the title above it."""
_WIDE_TYPE, _NARROW_TYPE, BASELINE = 17, 15, 16.5
"""The type's sizes, for two cells and for one, and where it stands in a row."""
INSET = (2 * CELL - _WIDE_TYPE) / 2
"""What a 汉字 is away from the left of its two cells."""
_STYLE = f"""
text{{white-space:pre;font-variant-ligatures:none}}
.n{{font:{_NARROW_TYPE}px 'Cascadia Mono','SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace}}
.w{{font:{_WIDE_TYPE}px 'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif;letter-spacing:{2 * CELL - _WIDE_TYPE}px}}
.b{{font-weight:bold}}
"""


class Look(NamedTuple):
    """Colours of the window around a screen."""

    ink: str
    paper: str
    bar: str
    faint: str
    edge: str


LOOKS = {
    "dark": Look("#e0e0e0", "#121212", "#23282f", "#9aa3ad", "#3c444d"),
    "light": Look("#1d2126", "#ffffff", "#e8eaed", "#5a616a", "#c4c9d0"),
}
"""By the program's theme."""


def picture(screen: Screen, title: str, look: Look) -> str:
    """The picture of one screen."""
    width, height = size(screen)
    paper = background(screen)
    lines = [*opening(width, height, title), *window(width, height, title, look, paper)]
    for number, row in enumerate(screen.rows):
        lines.extend(row_of(row, TITLE + number * ROW, paper))
    return "\n".join([*lines, "</svg>", ""])


def size(screen: Screen) -> tuple[int, int]:
    """Width and height of the window around a screen."""
    return screen.columns * CELL + 2 * EDGE, TITLE + len(screen.rows) * ROW + EDGE


def opening(width: int, height: int, title: str, *, style: str = "") -> list[str]:
    """The first lines of the file; `style` is more rules."""
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-label="{escape(title)}">',
        f"<style>{_STYLE}{style}</style>",
    ]


def window(width: int, height: int, title: str, look: Look, paper: str) -> list[str]:
    """The window, empty, with its title bar."""
    middle = TITLE // 2 - 2
    bar = f"M.5 {TITLE - 5}V9.5a9 9 0 0 1 9-9H{width - 9.5}a9 9 0 0 1 9 9V{TITLE - 5}z"
    dots = [
        f'<circle cx="{EDGE + 10 + 18 * number}" cy="{middle}" r="5" fill="{look.edge}"/>'
        for number in range(3)
    ]
    return [
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="9" fill="{paper}" stroke="{look.edge}"/>',
        f'<path d="{bar}" fill="{look.bar}"/>',
        *dots,
        label(title, width / 2, middle + 5, look.faint, anchor="middle"),
    ]


def label(text: str, x: float, y: float, ink: str, *, anchor: str = "start", kind: str = "n") -> str:
    """A text of the window, in no cell."""
    return (
        f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{ink}">{escape(text)}</text>'
    )


def background(screen: Screen) -> str:
    """The paper that most of a screen has."""
    cells: dict[str, int] = {}
    for row in screen.rows:
        for cell in row:
            cells[cell.paper] = cells.get(cell.paper, 0) + 1
    return max(cells, key=lambda paper: cells[paper])


def row_of(row: Row, top: int, paper: str) -> Iterator[str]:
    """The elements of one row: papers first, then shapes, then texts."""
    for colour, cells in groupby(row, key=lambda cell: cell.paper):
        held = list(cells)
        if colour != paper:
            yield _rectangle(_left(held[0]), top, (held[-1].end - held[0].column) * CELL, ROW, colour)
    for cell in row:
        for left, above, wide, high in shapes(cell.char):
            x, y = _left(cell) + left * CELL, top + above * ROW
            yield _rectangle(x, y, wide * CELL, high * ROW, cell.ink)
    for run in _underlined(row):
        width = (run[-1].end - run[0].column) * CELL
        yield _rectangle(_left(run[0]), top + BASELINE + 2.5, width, 1, run[0].ink)
    for run in _runs(row):
        yield _text(run, top)


def shapes(char: str) -> tuple[tuple[float, float, float, float], ...]:
    """What is drawn in place of a character: left, top, width and height in parts of a cell. Empty: it is type."""
    code = ord(char[0])
    if 0x2581 <= code <= 0x2588:  # ▁ … █
        part = (code - 0x2580) / 8
        return ((0, 1 - part, 1, part),)
    if 0x2589 <= code <= 0x258F:  # ▉ … ▏
        return ((0, 0, (0x2590 - code) / 8, 1),)
    return _LINES.get(char, ())


_LINES = {
    "━": ((0, 0.45, 1, 0.1),),
    "─": ((0, 0.475, 1, 0.05),),
    "│": ((0.44, 0, 0.12, 1),),
    "┃": ((0.34, 0, 0.32, 1),),
    "┌": ((0.44, 0.475, 0.56, 0.05), (0.44, 0.475, 0.12, 0.525)),
    "┐": ((0, 0.475, 0.56, 0.05), (0.44, 0.475, 0.12, 0.525)),
    "└": ((0.44, 0.475, 0.56, 0.05), (0.44, 0, 0.12, 0.525)),
    "┘": ((0, 0.475, 0.56, 0.05), (0.44, 0, 0.12, 0.525)),
    "├": ((0.44, 0.475, 0.56, 0.05), (0.44, 0, 0.12, 1)),
    "┤": ((0, 0.475, 0.56, 0.05), (0.44, 0, 0.12, 1)),
    "┬": ((0, 0.475, 1, 0.05), (0.44, 0.475, 0.12, 0.525)),
    "┴": ((0, 0.475, 1, 0.05), (0.44, 0, 0.12, 0.525)),
    "┼": ((0, 0.475, 1, 0.05), (0.44, 0, 0.12, 1)),
    "▐": ((0.5, 0, 0.5, 1),),
    "▔": ((0, 0, 1, 0.125),),
    "▕": ((0.875, 0, 0.125, 1),),
}


def _text(run: list[Cell], top: int) -> str:
    first = run[0]
    kind = ("w" if first.wide else "n") + (" b" if first.bold else "")
    shift = INSET if first.wide else 0
    places = " ".join(f"{_left(cell) + shift:g}" for cell in run)
    text = escape("".join(cell.char for cell in run), quote=False)
    return f'<text class="{kind}" x="{places}" y="{top + BASELINE:g}" fill="{first.ink}">{text}</text>'


def _runs(row: Row) -> Iterator[list[Cell]]:
    """Neighbours of one width and look, with the type in them."""
    run: list[Cell] = []
    for cell in row:
        if shapes(cell.char) or not cell.char.strip():
            continue
        if run and (cell.column != run[-1].end or _kind(cell) != _kind(run[-1])):
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _kind(cell: Cell) -> tuple[bool, str, bool]:
    return cell.wide, cell.ink, cell.bold


def _underlined(row: Row) -> Iterator[list[Cell]]:
    for (underlined, _ink), cells in groupby(row, key=lambda cell: (cell.underlined, cell.ink)):
        if underlined:
            yield list(cells)


def _rectangle(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'


def _left(cell: Cell) -> int:
    return EDGE + cell.column * CELL
