"""The blocks of an issue: what is printed, in reading order, and what each piece of it is. They know no cells.

Made by `frame` and `item_blocks`, numbered by `composition`, read by whoever puts an issue out: `typeset` gives each
kind its place on a page of cells, any other writer gives it a paragraph style of its own. A block's text holds the
printed characters only; indents, rules and frames are for whoever draws it. Offsets are characters, half-open.
"""

from typing import Literal, NamedTuple

from briefing_tui.text.clean import clean_line

Kind = Literal[
    # masthead
    "warning",  # the file has no end: it may have been cut off; not a text of the issue
    "marking",
    "publisher",
    "title",
    "number",
    "meta",  # department and date, the one left and the other right
    "rule",
    # contents and heads
    "contents.head",
    "contents",  # one row, with its target
    "preface.head",
    "section",
    "group",
    # items and the body of the preface
    "item",  # a news item as one paragraph: number, title, text
    "article.title",
    "heading",
    "paragraph",
    "table",  # one row
    "blank",  # a line of a body that prints nothing
    "source",
    # tail
    "correction.head",
    "correction",
    "end",
    "tail.rule",
    "tail",  # one line of the distribution
    "tail.meta",  # as meta
    "tail.copies",
]
"""What a block is."""

PART_JOIN = "\t"
"""Stands in a block's text between its parts."""


class Span(NamedTuple):
    """A run of one style."""

    start: int
    end: int
    style: str
    """Style name, such as `item.title`; what it looks like is for whoever draws it."""


class TableRows:
    """All rows of one table. Known by identity: two tables that say the same are two."""

    __slots__ = ("columns", "rows")

    def __init__(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self.rows = rows
        """The cells of each row, stripped; rows may differ in length."""
        self.columns = max(map(len, rows), default=0)
        """Cells of the longest row."""


class TableRow(NamedTuple):
    """One row and the table it is part of."""

    table: TableRows
    row: int
    """Index into the rows of the table, from 0."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts of the row."""
        return self.table.rows[self.row]

    @property
    def is_header(self) -> bool:
        """Whether it names the columns."""
        return self.row == 0

    @property
    def is_last(self) -> bool:
        """Whether the table ends with it."""
        return self.row == len(self.table.rows) - 1


class IssueBlock(NamedTuple):
    """One paragraph, head, table row or rule."""

    kind: Kind
    text: str = ""
    spans: tuple[Span, ...] = ()
    """What parts of the text are (number, title, lead …), in order, not overlapping; the rest is ordinary text."""
    position: int = 0
    """Running position of the item it belongs to, from 1; 0 outside items."""
    section: int = -1
    """Index into `Issue.sections`, from 0; -1 outside sections."""
    body_line: int = -1
    """Line of the item's (or preface's) body, from 0; -1 for titles and what is no body."""
    level: int = 0
    """Of a heading, or of a paragraph whose lead is one: 1 to 4, its step in the ladder. Of a row of the contents: 0, or
    how deep it stands under others."""
    label: int = 0
    """Characters at its start that label the rest: `3. ` of a row of the contents, `报：` of a line of the tail."""
    opens: bool = False
    """Whether a new stretch begins with it: the text of a body, a part of it (一、), a table, what follows one, the tail."""
    target: int = -1
    """Of a row of the contents: the block it leads to."""
    row: TableRow | None = None
    """Of a table's row: its cells."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The cells of a table's row; the left and the right part of `meta` and `tail.meta`, either may be empty; else the text."""
        if self.row is not None:
            return self.row.cells
        if self.kind in {"meta", "tail.meta"}:
            return tuple(self.text.split(PART_JOIN))
        return (self.text,)


def one_line(text: str) -> str:
    """`text` as it is printed on one line: `text.clean.clean_line`."""
    return text if text.isprintable() else clean_line(text)


def styled(text: str, style: str) -> tuple[Span, ...]:
    """One span over all of `text`; none when it is empty."""
    return (Span(0, len(text), style),) if text else ()
