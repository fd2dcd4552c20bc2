"""Rows of the outline, items and sections as blocks of the page, and back. Pure; used by the reading screen.

Blocks are indexes into a `Page` and don't depend on its width, so one map serves an issue until its text changes.
Nothing is looked up before it is needed: the row of a block is found by bisection.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property

from briefing_tui.model.issue import Issue
from briefing_tui.model.outline import OutlineEntry, outline
from briefing_tui.model.printed import PrintedName, printed_names
from briefing_tui.tui.widgets.viewport import At
from briefing_tui.typeset.page import Page


def places_of(issue: Issue) -> "Places":
    """As `Places`; the same object for the issue that was asked for last, as the first page and the app do, one after the other."""
    found = _Last.places
    if found is None or found.issue is not issue:
        found = _Last.places = Places(issue)
    return found


class Places:
    """What stands where in one issue."""

    def __init__(self, issue: Issue) -> None:
        self.rows: tuple[OutlineEntry, ...] = outline(issue)
        """The rows of the contents."""
        self.item_total = issue.item_total()
        self.issue = issue
        self._sections = [index for index, row in enumerate(self.rows) if row.kind == "section"]

    @cached_property
    def names(self) -> tuple[PrintedName, ...]:
        """What the items are called, by position from 1 on."""
        return printed_names(self.issue)

    def title_of(self, position: int) -> str:
        """The title of an item as the contents show it; empty when there is none at `position`."""
        return next((row.title for row in self.rows if row.kind == "item" and row.position == position), "")

    def block_of_row(self, page: Page, index: int) -> int:
        """The block where a row of the contents leads."""
        row = self.rows[index]
        if row.kind == "preface":
            return page.block_of_preface()
        if row.kind == "section":
            return page.block_of_section(row.section)
        block = page.block_of_item(row.position, row.line)
        if row.kind == "group" and block > 0 and page.block(block - 1).kind == "group":
            return block - 1
        return block

    def row_of_block(self, page: Page, block: int) -> int:
        """The last row that leads to `block` or above it; -1 when the block stands before them all."""
        return bisect_right(range(len(self.rows)), block, key=lambda row: self.block_of_row(page, row)) - 1

    def position_of_block(self, page: Page, block: int) -> int:
        """Running position of the item that a block belongs to or, for a section's head, begins; 0 before the items."""
        position = page.block(block).position
        if position:
            return position
        row = self.row_of_block(page, block)
        return self.rows[row].position if row >= 0 else 0

    def item_after(self, page: Page, top: At) -> int:
        """Position of the first item that begins below the line `top`; 0 when there is none."""
        found = bisect_right(range(1, self.item_total + 1), top.block, key=page.block_of_item) + 1
        return found if found <= self.item_total else 0

    def item_before(self, page: Page, top: At, first_line: Callable[[int], At]) -> int:
        """Position of the last item that begins above the line `top`; 0 when there is none.

        `first_line` gives the line where a block's text begins.
        """
        return bisect_left(
            range(1, self.item_total + 1),
            top,
            key=lambda position: first_line(page.block_of_item(position)),
        )

    def section_after(self, page: Page, block: int) -> int:
        """Block of the next section's head below `block`; -1 when there is none."""
        found = bisect_right(self._sections, block, key=lambda row: self.block_of_row(page, row))
        return self.block_of_row(page, self._sections[found]) if found < len(self._sections) else -1

    def section_before(self, page: Page, top: At, first_line: Callable[[int], At]) -> int:
        """Block of the last section's head above the line `top`; -1 when there is none."""
        found = bisect_left(self._sections, top, key=lambda row: first_line(self.block_of_row(page, row)))
        return self.block_of_row(page, self._sections[found - 1]) if found else -1


class _Last:
    """What was made last."""

    places: Places | None = None
