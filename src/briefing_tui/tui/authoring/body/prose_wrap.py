"""Where the rows of a text that is being edited begin: our line breaking, paragraphs indented on screen only.

Given to the text editor in place of the framework's wrapped document; answers its questions about rows and cells. Rows
count from 0 over the whole text; columns are characters of a paragraph; widths and x are cells. A tab is one cell, as on
the page. An edit costs the paragraphs it touches, and one pass over their count.
"""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from textual.document._document import DocumentBase, Location
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset

from briefing_tui.text.clean import UNSAFE
from briefing_tui.text.clusters import border_at, border_from
from briefing_tui.tui.terminal.measuring import SUBSTITUTE
from briefing_tui.typeset.breaking import break_offsets
from briefing_tui.typeset.width import cell_width, fit

INDENT = 4
"""Cells before a paragraph's first character: two 汉字."""
_MARK_ON_A_BLANK = re.compile("[ \\u3000][\\u0300-\\u036f\\u200d\\u20d0-\\u20ff\\ufe00-\\ufe0f]")
_NARROW = 24
"""Cells of a text too narrow to indent anything in."""


def drawn(line: str) -> str:
    """A paragraph as it is drawn: what would act on a terminal, or hide, is a character of one cell. As many characters."""
    return UNSAFE.sub(SUBSTITUTE, line)


class WrappedRow(NamedTuple):
    """What one row shows."""

    line: int
    """Paragraph, from 0."""
    start: int
    end: int
    """Characters of the paragraph, half-open."""
    indent: int
    """Cells before the first."""
    last: bool
    """Whether the paragraph ends here."""


class ProseWrap(WrappedDocument):
    """The rows of a document. `ambiguous` is 1 or 2 cells for “ ” … and their like."""

    def __init__(self, document: DocumentBase, width: int = 0, *, ambiguous: int = 1) -> None:
        self.ambiguous = ambiguous
        self._breaks: list[list[int]] = []
        self._tops: list[int] = [0]
        """First row of each paragraph, and the number of rows."""
        super().__init__(document, width)

    # Wrapping

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Lay out the whole text at `width` cells; 0 does not wrap."""
        self._width = width
        self._breaks = [self._break(line) for line in self.document.lines]
        self._count(0)

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Lay out anew what an edit changed: it began at `start` and ends at `new_end` instead of `old_end`."""
        lines = self.document.lines
        first = max(0, min(start[0], old_end[0], len(self._breaks) - 1, len(lines) - 1))
        old_last = max(start[0], old_end[0])
        new_last = max(start[0], new_end[0])
        self._breaks[first : old_last + 1] = [self._break(line) for line in lines[first : new_last + 1]]
        if len(self._breaks) != len(lines):  # the edit was told wrongly
            self.wrap(self._width)
        else:
            self._count(first)

    def indent(self, line: str) -> int:
        """Cells before a paragraph; rows of a table have none."""
        return 0 if line.startswith("|") or 0 < self._width < _NARROW else INDENT

    def _break(self, line: str) -> list[int]:
        if not self._width:
            return []
        line = drawn(line)
        first = self._width - self.indent(line)
        breaks = break_offsets(line, self._width, first=first, ambiguous=self.ambiguous)
        if breaks and _MARK_ON_A_BLANK.search(line):  # the blank hangs over the edge, and its mark with it
            breaks = [at for at in breaks if border_at(line, at) == at]
        return breaks

    def _count(self, first: int) -> None:
        """Rows before each paragraph, from paragraph `first` on."""
        top = self._tops[first]
        self._tops[first:] = accumulate((len(each) + 1 for each in self._breaks[first:]), initial=top)

    # Rows

    @property
    def height(self) -> int:
        """Rows."""
        return self._tops[-1]

    @property
    def wrapped(self) -> bool:
        """Whether every paragraph is one row: the framework's odd name for it."""
        return self.height == len(self._breaks)

    def row(self, number: int) -> WrappedRow | None:
        """What a row shows; None behind the last."""
        if not 0 <= number < self._tops[-1]:
            return None
        line = bisect_right(self._tops, number) - 1
        text, breaks, section = self.document[line], self._breaks[line], number - self._tops[line]
        return WrappedRow(
            line,
            breaks[section - 1] if section else 0,
            breaks[section] if section < len(breaks) else len(text),
            0 if section else self.indent(text),
            section == len(breaks),
        )

    def get_offsets(self, line_index: int) -> list[int]:
        """Characters at which the second, third … row of a paragraph begins."""
        if not 0 <= line_index < len(self._breaks):
            raise ValueError(f"there is no line {line_index}")
        return self._breaks[line_index]

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a paragraph."""
        line, breaks = self.document[line_index], self._breaks[line_index]
        return [line[start:end] for start, end in zip([0, *breaks], [*breaks, len(line)], strict=True)]

    @property
    def lines(self) -> list[list[str]]:
        """The rows of every paragraph."""
        return [self.get_sections(index) for index in range(len(self._breaks))]

    def get_tab_widths(self, line_index: int) -> list[int]:
        """Cells of each tab of a paragraph."""
        return [1] * self.document[line_index].count("\t")

    # Places

    def location_to_offset(self, location: Location) -> Offset:
        """Cell and row of a place. Blanks that hang over the edge are all at the edge."""
        index = max(0, min(location[0], len(self._breaks) - 1))
        line, breaks = self.document[index], self._breaks[index]
        column = max(0, min(location[1], len(line)))
        section = bisect_right(breaks, column)
        start = breaks[section - 1] if section else 0
        x = cell_width(drawn(line[start:column]), self.ambiguous) + (0 if section else self.indent(line))
        return Offset(min(x, self._width) if self._width else x, self._tops[index] + section)

    def offset_to_location(self, offset: Offset) -> Location:
        """The place at a cell and row; the nearest where there is none."""
        row = max(0, min(offset[1], self._tops[-1] - 1))
        line = bisect_right(self._tops, row) - 1
        return line, self.get_target_document_column(line, offset[0], row - self._tops[line])

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """The character at cell `x_offset` of a paragraph's row; rows count from its end when negative.

        Never inside of a sign. The place behind a row's last character belongs to the next row, but for the paragraph's last.
        """
        line, breaks = self.document[line_index], self._breaks[line_index]
        section = range(len(breaks) + 1)[y_offset]
        start = breaks[section - 1] if section else 0
        last = section == len(breaks)
        end = len(line) if last else breaks[section]
        cells = x_offset - (0 if section else self.indent(line))
        column = start + fit(drawn(line[start:end]), max(0, cells), self.ambiguous)
        column = border_at(line, column if last else min(column, max(start, end - 1)))
        return column if column >= start else border_from(line, start)
