"""A window of some rows on a page: which lines are in sight, and moving about. Pure; used by the page view.

A line is addressed as `At`: block, and line of the block. Only blocks that come into sight are laid out, so moving costs the
same in 4 MB as in 4 KB. A place that must outlive the width is a `ReadingPlace`: item, body line, character; outside
titles and bodies it is 0, index of the block, character.
"""

from typing import NamedTuple

from briefing_tui.personal.state import ReadingPlace
from briefing_tui.typeset.page import Page


class At(NamedTuple):
    """A line of the page. Sorts in reading order."""

    block: int
    line: int


class Viewport:
    """What is in sight of one page."""

    def __init__(self, page: Page, height: int, place: ReadingPlace) -> None:
        self.page = page
        self.height = max(1, height)
        """Rows."""
        self._rows: list[At] | None = None
        self._bottom: At | None = None
        self._total = page.weight_before(page.block_total)
        self.top = At(0, 0)
        self.top = self.line_at(place)

    # Where it is

    def place(self) -> ReadingPlace:
        """The place of the first row."""
        index, offset = self.top.block, self.offset_of(self.top)
        block = self.page.block(index)
        if block.position and self.page.block_of_item(block.position, block.body_line) == index:
            return ReadingPlace(block.position, block.body_line, offset)
        return ReadingPlace(0, index, offset)  # heads, sources, the tail: known by no line of a body

    def rows(self) -> list[At]:
        """The lines in sight, from the top; fewer than rows at the end of the page."""
        if self._rows is None:
            rows: list[At] = []
            self._rows = rows
            at: At | None = self.top
            while at is not None and len(rows) < self.height:
                rows.append(at)
                at = self.after(at)
        return self._rows

    def offset_of(self, at: At) -> int:
        """Characters from the start of the block to the first one the line shows."""
        lines = self.page.lines(at.block)
        return lines[at.line].start if at.line < len(lines) else 0

    def line_of(self, block: int, offset: int = 0) -> At:
        """The line of a block that shows the character `offset`; blank lines above the block are passed over.

        A block without lines (what was a line of text is a blank one now) is passed over, too.
        """
        lines = self.page.lines(block)
        if not lines:
            nowhere = At(block, 0)
            return self.after(nowhere) or self.before(nowhere) or At(0, 0)
        best = 0
        for index, line in enumerate(lines):
            if line.text and (line.start <= offset or not lines[best].text):
                best = index
        return At(block, best)

    def line_at(self, place: ReadingPlace) -> At:
        """The line of a place kept earlier; the nearest one when the text has changed."""
        page = self.page
        if place.item > 0:
            try:
                block = page.block_of_item(place.item, place.body_line)
            except IndexError:  # fewer items than there were
                block = page.block_total - 1
        else:
            block = max(0, min(place.body_line, page.block_total - 1))
        if block == 0 and place.offset == 0:
            return At(0, 0)
        return self.line_of(block, place.offset)

    def ends_in_sight(self) -> tuple[float, float]:
        """Shares of the text above the first row and down to the end of the last, 0 to 1, by characters."""
        rows = self.rows()
        if not rows or not self._total:
            return 0.0, 1.0
        last = 1.0 if self.after(rows[-1]) is None else self._weight(rows[-1], 1) / self._total
        return self._weight(rows[0], 0) / self._total, last

    # Moving: each says whether the first row is another now

    def move(self, at: At) -> bool:
        """`at` becomes the first row."""
        changed = at != self.top
        self.top, self._rows = at, None
        return changed

    def scroll(self, count: int) -> bool:
        """`count` lines on, or back when negative; never beyond the last screenful unless already there."""
        at = self.top
        if count > 0:
            bottom = self.bottom()
            while count and at < bottom:
                at, count = self.after(at) or at, count - 1
        else:
            while count and (before := self.before(at)) is not None:
                at, count = before, count + 1
        return self.move(at)

    def scroll_screens(self, count: int) -> bool:
        """`count` screenfuls on or back; one line of the last screenful stays in sight."""
        return self.scroll(count * max(1, self.height - 1))

    def reveal(self, block: int, offset: int, more: int = 0) -> bool:
        """Bring a character in sight, and `more` lines below it: no move when they are, else it comes a third down."""
        target, rows = self.line_of(block, offset), self.rows()
        if target in rows and (rows.index(target) + more < len(rows) or self.after(rows[-1]) is None):
            return False
        self.move(min(target, self.bottom()))
        if self.top == target:
            self.scroll(-(self.height // 3))
        return True

    def share(self, row: int) -> At:
        """The line that the position mark's row `row` stands for."""
        if row <= 0:
            return At(0, 0)
        if row >= self.height - 1:
            return self.bottom()
        wanted = self._total * row // self.height
        low, high = 0, self.page.block_total - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.page.weight_before(middle) <= wanted else (low, middle - 1)
        lines = len(self.page.lines(low))
        into = (wanted - self.page.weight_before(low)) * lines // max(1, self.page.weight(low))
        return min(At(low, max(0, min(into, lines - 1))), self.bottom())

    def bottom(self) -> At:
        """The first row when the last line of the page stands in the last row."""
        if self._bottom is None:
            last = max(0, self.page.block_total - 1)
            at = At(last, max(0, len(self.page.lines(last)) - 1))
            for _row in range(self.height - 1):
                before = self.before(at)
                if before is None:
                    break
                at = before
            self._bottom = at
        return self._bottom

    def after(self, at: At) -> At | None:
        """The next line; None after the last."""
        if at.line + 1 < len(self.page.lines(at.block)):
            return At(at.block, at.line + 1)
        for following in range(at.block + 1, self.page.block_total):
            if self.page.lines(following):
                return At(following, 0)
        return None

    def before(self, at: At) -> At | None:
        """The line before; None before the first."""
        if at.line > 0:
            return At(at.block, at.line - 1)
        for earlier in range(at.block - 1, -1, -1):
            if lines := self.page.lines(earlier):
                return At(earlier, len(lines) - 1)
        return None

    def _weight(self, at: At, ends: int) -> int:
        """Characters before the line (`ends` 0) or up to its end (1), counting each line of a block alike."""
        lines = max(1, len(self.page.lines(at.block)))
        return self.page.weight_before(at.block) + self.page.weight(at.block) * (at.line + ends) // lines
