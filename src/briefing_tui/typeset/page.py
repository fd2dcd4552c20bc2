"""The page: an issue as blocks, laid out on demand.

Called by the reading screen, the preview and `show`. Making a page counts blocks and nothing else; a block
is built and laid out when somebody asks for it. Block indices run from 0 in reading order and stay the same at any
width; all offsets are characters, widths cells. Knows no terminal and no framework.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from briefing_tui.model.issue import Issue, Item, NumberedItem, walk_items
from briefing_tui.typeset import frame
from briefing_tui.typeset.blocks import Geometry, PageBlock, PageLine, PageOptions, Span, geometry
from briefing_tui.typeset.find import Occurrence, find_in_lines
from briefing_tui.typeset.item_blocks import ItemBlocks, joined, run_in
from briefing_tui.typeset.layout import LaidOut, lay_out

__all__ = ["Occurrence", "Page", "PageBlock", "PageLine", "PageMark", "PageOptions", "Span"]

_KEPT = 4096
"""Blocks whose lines are kept; when more were asked for, all are forgotten and laid out again."""


class PageMark(NamedTuple):
    """Where characters of a block stand on the page."""

    line: int
    """Index into the block's lines, its blank lines included."""
    start: int
    end: int
    """Characters of that line's text, half-open."""


class Page:
    """One issue at one width."""

    def __init__(self, issue: Issue, options: PageOptions | None = None) -> None:
        self.issue = issue
        self.options = options or PageOptions()
        self.geometry: Geometry = geometry(self.options)
        plan = _Plan(issue, contents=self.options.contents)
        self._units = plan.units
        self._items = plan.items
        self._sections = plan.sections
        self._preface = plan.preface
        self._firsts = list(accumulate(map(_total, plan.units), initial=0))
        self._weights = list(accumulate(map(_weight, plan.units), initial=0))
        self._laid: dict[int, LaidOut] = {}
        self._text: str | None = None

    @property
    def block_total(self) -> int:
        """How many blocks the page has."""
        return self._firsts[-1]

    def block(self, index: int) -> PageBlock:
        """Block `index`; IndexError when there is none."""
        block = self._made(*self._unit_of(index))
        return block if index else block._replace(blank_before=0)

    def lines(self, index: int) -> tuple[PageLine, ...]:
        """The finished lines of a block, the blank lines above it first; none for a blank block."""
        return self._lay(index)[0]

    def all_lines(self) -> Iterator[PageLine]:
        """Every line, in order."""
        for index in range(self.block_total):
            yield from self._lay(index)[0]

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
        return item_text(made)

    def weight(self, index: int) -> int:
        """Characters of a block, about; 0 for some."""
        return self.weight_before(index + 1) - self.weight_before(index)

    def weight_before(self, index: int) -> int:
        """Characters of all blocks before `index`, about, found without laying anything out; never falls."""
        if index >= self.block_total:
            return self._weights[-1]
        unit, within = self._unit_of(index)
        made = self._units[unit]
        inside = made.weight_before(within) if isinstance(made, ItemBlocks) else 0
        return self._weights[unit] + inside

    def find(self, query: str) -> list[Occurrence]:
        """All places where `query` stands, letter case and full or half width aside."""
        if self._text is None:
            texts: list[str] = []
            for made in self._units:
                if isinstance(made, ItemBlocks):
                    texts += made.texts()
                elif isinstance(made, _ContentsRow):
                    texts.append(joined(made.label, made.title))
                else:
                    texts.append(made.text)
            self._text = "\n".join(texts)
        return list(find_in_lines(self._text, query))

    def marks(self, block: int, start: int, end: int) -> tuple[PageMark, ...]:
        """Where characters `start` to `end` of a block stand in its lines, cells of tables included."""
        return tuple(
            PageMark(
                run.line,
                run.column + max(start - run.start, 0),
                run.column + min(end, run.end) - run.start,
            )
            for run in self._lay(block)[1]
            if run.start < end and run.end > start
        )

    def _lay(self, index: int) -> LaidOut:
        found = self._laid.get(index)
        if found is None:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            found = self._laid[index] = lay_out(self.block(index), index, self.geometry)
        return found

    def _made(self, unit: int, within: int) -> PageBlock:
        made = self._units[unit]
        if isinstance(made, ItemBlocks):
            return made.block(within)
        if isinstance(made, _ContentsRow):
            return frame.contents_row(made.depth, made.label, made.title, self._target(made))
        return made

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

    def _target(self, row: "_ContentsRow") -> int:
        if row.position:
            return self.block_of_item(row.position)
        return self.block_of_section(row.section)


def item_text(made: ItemBlocks) -> str:
    """An item's title and body, as copied."""
    if made.news:
        return run_in("", made.item)[0]
    lines = [joined("", made.item.title), *(line.strip() for line in made.item.body.split("\n"))]
    return "\n".join(line for line in lines if line)


class _ContentsRow(NamedTuple):
    """A row of the contents before its block is wanted."""

    depth: int
    label: str
    title: str
    section: int
    position: int
    """Item it leads to; 0 when it leads to the section."""


_Unit = PageBlock | _ContentsRow | ItemBlocks


class _Plan:
    """The units of a page in order: fixed blocks, contents rows, items."""

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
                if group:
                    middle.append(frame.group_block(group, numbered.section, numbered.position))
                    rows.append(_ContentsRow(base, "", group, numbered.section, numbered.position))
            made = ItemBlocks(numbered)
            self.items.append(len(middle))
            middle.append(made)
            if not made.news:
                depth = base + 1 if group else base
                rows.append(
                    _ContentsRow(depth, numbered.label, item.title, numbered.section, numbered.position)
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
