"""The values of a page: blocks (what is printed), lines (how it falls), spans (which style a part has).

Filled by `page`, `item_blocks`, `frame`; laid out by `layout`; drawn by the reader's view and by `ansi`. A block's
text holds the printed characters only: margins, indents and rules belong to lines. Offsets are characters,
half-open; widths and indents are cells.
"""

from typing import NamedTuple

from briefing_tui.typeset.table import TableRow

BLANKS = " \t\u3000\r"
"""Characters that carry nothing at either end of a line."""


class Span(NamedTuple):
    """A run of one style."""

    start: int
    end: int
    style: str
    """Style name, such as `item.title`; what it looks like is for whoever draws it."""


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


class PageBlock(NamedTuple):
    """One paragraph, head, table row or rule of the page."""

    kind: str
    """`warning` `marking` `publisher` `title` `number` `meta` `rule` `contents.head` `contents` `preface.head` `section`
    `group` `item` `article.title` `heading` `paragraph` `table` `source` `correction.head` `correction` `end` `tail.rule` `tail` `tail.meta` `blank`."""
    text: str = ""
    spans: tuple[Span, ...] = ()
    position: int = 0
    """Running position of the item it belongs to, from 1; 0 outside items."""
    section: int = -1
    """Index into `Issue.sections`, from 0; -1 outside sections."""
    body_line: int = -1
    """Line of the item's (or preface's) body, from 0; -1 for titles and what is no body."""
    blank_before: int = 0
    """Empty lines above it."""
    align: str = ""
    """Empty for left, `centre`, `right` (left when it takes several lines), or `split`: the part after the tab stands at
    the right edge."""
    first_indent: int = 0
    """Cells before the first line."""
    hanging: int = 0
    """Cells before the other lines."""
    fill: str = ""
    """`heavy` or `light`: a rule over the whole measure, or on both sides of the text when there is some."""
    target: int = -1
    """In the contents: the block that the row leads to."""
    table: TableRow | None = None
    """The row, when the kind is `table`."""


class TextRun(NamedTuple):
    """Where characters of a block went: text[start:end] stands in line `line` of the block from character `column` on."""

    line: int
    """Index into the block's lines, its blank lines included."""
    start: int
    end: int
    column: int


class Geometry(NamedTuple):
    """Where the measure stands."""

    left: int
    """Cells of margin."""
    cells: int
    """Cells of the measure, at least 1."""
    ambiguous: int = 1


def geometry(options: PageOptions) -> Geometry:
    """The measure within the columns. Below 40 columns there is no margin; otherwise two cells on each side."""
    columns = max(options.columns, 1)
    margin = 4 if options.centred and columns >= 40 else 0
    cells = max(min(options.measure * 2, columns - margin), 1)
    left = (columns - cells) // 2 if options.centred else 0
    return Geometry(left, cells, 2 if options.ambiguous == 2 else 1)


def one_line(text: str) -> str:
    """`text` with blanks for the line breaks and tabs that a title in a file may hold."""
    return text if text.isprintable() else text.replace("\n", " ").replace("\t", " ")


def styled(text: str, style: str) -> tuple[Span, ...]:
    """One span over all of `text`; none when it is empty."""
    return (Span(0, len(text), style),) if text else ()
