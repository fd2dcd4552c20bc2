"""The values of a set page: how it is set, its finished lines, and where the characters of a block went.

Made by `layout` and `page`; drawn by the reader's view and by `ansi`. Offsets are characters, half-open; widths and
columns of a terminal are cells.
"""

from typing import NamedTuple

from briefing_tui.compose.blocks import Span


class PageLine(NamedTuple):
    """One finished line."""

    text: str
    """Left margin and indent included; never blanks at the end."""
    width: int
    """Cells of `text`."""
    spans: tuple[Span, ...]
    """Styled runs of `text`, in order, not overlapping; the rest is body text."""
    block: int
    """Index of the page's block."""
    start: int
    """Character of the block's text that is the first shown."""
    indent: int
    """Characters of `text` before that one."""


class TextRun(NamedTuple):
    """Where characters of a block went: text[start:end] stands in line `line` of the block from character `column` on."""

    line: int
    """Index into the block's lines, its blank lines included."""
    start: int
    end: int
    column: int


class PageMark(NamedTuple):
    """Where characters of a block stand on the page."""

    line: int
    """Index into the block's lines, its blank lines included."""
    start: int
    end: int
    """Characters of that line's text, half-open."""


class PageOptions(NamedTuple):
    """How the page is set."""

    columns: int = 80
    """Cells of the pane or terminal."""
    measure: int = 38
    """汉字 a line, two cells each."""
    ambiguous: int = 1
    """Cells of an ambiguous-width character, 1 or 2."""
    centred: bool = True
    """The measure stands in the middle of the columns; otherwise at the left edge, without a margin."""
    contents: bool = True
    """Print the 目录 below the masthead."""
    large_title: bool = False
    """Set the title of the bulletin larger, by spaces between its characters, where there is room."""


class Geometry(NamedTuple):
    """Where the measure stands."""

    left: int
    """Cells of margin."""
    cells: int
    """Cells of the measure, at least 1."""
    ambiguous: int = 1
    large_title: bool = False
    """As `PageOptions.large_title`."""


def has_room(columns: int, rows: int) -> bool:
    """Whether a page of so many cells is no small one: its title may be set large. 80 × 24 is small."""
    return columns >= 60 and rows >= 28


def geometry(options: PageOptions) -> Geometry:
    """The measure within the columns. Below 40 columns there is no margin; otherwise two cells on each side."""
    columns = max(options.columns, 1)
    margin = 4 if options.centred and columns >= 40 else 0
    cells = max(min(options.measure * 2, columns - margin), 1)
    left = (columns - cells) // 2 if options.centred else 0
    return Geometry(left, cells, 2 if options.ambiguous == 2 else 1, options.large_title)
