"""An issue as numbered blocks, each made when it is asked for. The one source of every output.

Called by `typeset.page` and by whoever writes an issue out. Composing counts blocks and nothing else, so that an issue
of megabytes costs as little as a small one while somebody looks at its beginning; a writer goes through `blocks`.
Indices run from 0 in reading order; nothing here depends on a width or a terminal.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from briefing_tui.compose import frame
from briefing_tui.compose.blocks import IssueBlock
from briefing_tui.compose.item_blocks import ItemBlocks, joined
from briefing_tui.model.body import BLANKS
from briefing_tui.model.issue import Issue, Item, NumberedItem, walk_items


class Composition:
    """One issue as blocks."""

    def __init__(self, issue: Issue, *, contents: bool = True) -> None:
        self.issue = issue
        plan = _Plan(issue, contents=contents)
        self._units = plan.units
        self._items = plan.items
        self._sections = plan.sections
        self._preface = plan.preface
        self._firsts = list(accumulate(map(_total, plan.units), initial=0))
        self._weights = list(accumulate(map(_weight, plan.units), initial=0))

    @property
    def block_total(self) -> int:
        """How many blocks the issue has."""
        return self._firsts[-1]

    def block(self, index: int) -> IssueBlock:
        """Block `index`; IndexError when there is none."""
        unit, within = self._unit_of(index)
        made = self._units[unit]
        return made.block(within) if isinstance(made, ItemBlocks) else self._fixed(made)

    def blocks(self) -> Iterator[IssueBlock]:
        """Every block, in order."""
        for made in self._units:
            if isinstance(made, ItemBlocks):
                yield from map(made.block, range(made.total))
            else:
                yield self._fixed(made)

    def texts(self) -> list[str]:
        """The text of every block, without the cost of making the blocks."""
        texts: list[str] = []
        for made in self._units:
            if isinstance(made, ItemBlocks):
                texts += made.texts()
            elif isinstance(made, _ContentsRow):
                texts.append(joined(made.label, made.title))
            else:
                texts.append(made.text)
        return texts

    def block_of_item(self, position: int, body_line: int = -1) -> int:
        """The block where an item (running position from 1) begins, or the one that shows a line of its body.

        IndexError when the issue has no such item.
        """
        unit, made = self._item(position)
        return self._firsts[unit] + made.index_of(body_line)

    def block_of_section(self, index: int) -> int:
        """The head of a section (index from 0), or what follows when it has none."""
        return self._firsts[self._sections[index]]

    def block_of_preface(self) -> int:
        """The first block of the preface; -1 when there is none."""
        return -1 if self._preface < 0 else self._firsts[self._preface]

    def item_range(self, position: int) -> tuple[int, int]:
        """The blocks of an item, half-open; IndexError when the issue has no such item."""
        unit, made = self._item(position)
        return self._firsts[unit], self._firsts[unit] + made.total

    def item_text(self, position: int) -> str:
        """An item as plain text for copying: without its number, one paragraph a line."""
        _unit, made = self._item(position)
        return made.plain_text()

    def weight(self, index: int) -> int:
        """Characters of a block, about; 0 for some."""
        return self.weight_before(index + 1) - self.weight_before(index)

    def weight_before(self, index: int) -> int:
        """Characters of all blocks before `index`, about, found without making them; never falls."""
        if index >= self.block_total:
            return self._weights[-1]
        unit, within = self._unit_of(index)
        made = self._units[unit]
        inside = made.weight_before(within) if isinstance(made, ItemBlocks) else 0
        return self._weights[unit] + inside

    def _fixed(self, unit: "IssueBlock | _ContentsRow") -> IssueBlock:
        """The block of a unit that is one block."""
        if isinstance(unit, IssueBlock):
            return unit
        target = self.block_of_item(unit.position) if unit.position else self.block_of_section(unit.section)
        return frame.contents_row(unit.depth, unit.label, unit.title, target)

    def _unit_of(self, index: int) -> tuple[int, int]:
        if not 0 <= index < self._firsts[-1]:
            raise IndexError(index)
        unit = bisect_right(self._firsts, index) - 1
        return unit, index - self._firsts[unit]

    def _item(self, position: int) -> tuple[int, ItemBlocks]:
        if not 1 <= position <= len(self._items):
            raise IndexError(position)
        unit = self._items[position - 1]
        made = self._units[unit]
        assert isinstance(made, ItemBlocks)
        return unit, made


class _ContentsRow(NamedTuple):
    """A row of the contents before its block is wanted."""

    depth: int
    label: str
    title: str
    section: int
    position: int
    """Item it leads to; 0 when it leads to the section."""


_Unit = IssueBlock | _ContentsRow | ItemBlocks


class _Plan:
    """The units of an issue in order: fixed blocks, contents rows, items."""

    def __init__(self, issue: Issue, *, contents: bool) -> None:
        self.units: list[_Unit] = list(frame.head_blocks(issue))
        self.items: list[int] = []
        self.sections: list[int] = []
        self.preface = -1
        rows: list[_ContentsRow] = []
        middle: list[_Unit] = []
        self._issue = issue
        self._add_preface(middle)
        self._add_sections(middle, rows)
        if contents and rows:
            self.units.append(frame.contents_head())
            self.units += rows
        self._shift(len(self.units))
        self.units += middle
        self.units += frame.tail_blocks(issue)

    def _add_preface(self, middle: list[_Unit]) -> None:
        preface = self._issue.preface
        if preface is None or not (preface.title or preface.body):
            return
        self.preface = 0
        middle.append(frame.preface_head(preface.title or "编者按"))
        if preface.body.strip():
            middle.append(ItemBlocks(NumberedItem(0, -1, "", Item("", preface.body)), run_in=False))

    def _add_sections(self, middle: list[_Unit], rows: list[_ContentsRow]) -> None:
        group, base = "", 0
        for numbered in walk_items(self._issue):
            while len(self.sections) <= numbered.section:
                group, base = "", self._open_section(middle, rows)
            item = numbered.item
            if item.group != group:
                group = item.group
                if group.strip():
                    middle.append(frame.group_block(group, numbered.section, numbered.position))
                    rows.append(_ContentsRow(base, "", group, numbered.section, numbered.position))
            runs_in = self._issue.sections[numbered.section].runs_in or not item.title.strip(BLANKS)
            made = ItemBlocks(numbered, run_in=runs_in)
            self.items.append(len(middle))
            middle.append(made)
            if not runs_in:
                depth = base + 1 if group.strip() else base
                rows.append(
                    _ContentsRow(depth, numbered.label, numbered.title, numbered.section, numbered.position)
                )
        while len(self.sections) < len(self._issue.sections):
            self._open_section(middle, rows)

    def _open_section(self, middle: list[_Unit], rows: list[_ContentsRow]) -> int:
        """Begin the next section; the depth its rows of the contents have."""
        index = len(self.sections)
        self.sections.append(len(middle))
        title = self._issue.sections[index].title
        if not title:
            return 0
        middle.append(frame.section_block(title, index))
        rows.append(_ContentsRow(0, "", title, index, 0))
        return 1

    def _shift(self, by: int) -> None:
        self.items = [index + by for index in self.items]
        self.sections = [index + by for index in self.sections]
        if self.preface >= 0:
            self.preface += by


def _total(unit: _Unit) -> int:
    return unit.total if isinstance(unit, ItemBlocks) else 1


def _weight(unit: _Unit) -> int:
    if isinstance(unit, ItemBlocks):
        return unit.weight
    return len(unit.title) if isinstance(unit, _ContentsRow) else len(unit.text)
