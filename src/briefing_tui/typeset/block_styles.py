"""How each kind of block is set on a page of cells: one table, what a word processor calls paragraph styles.

Called by the layout. The printed bulletin's habits: the masthead's lines are centred with a heavy rule under them, first
lines stand two 汉字 in, a blank line stands above whatever begins something.
"""

from typing import NamedTuple

from briefing_tui.compose.blocks import IssueBlock, Kind


class BlockStyle(NamedTuple):
    """How blocks of one kind are set. Indents are cells."""

    align: str = ""
    """Empty for left, `centre`, `right` (left when it takes several lines), or `split`: the left part of the text at the
    left edge, the right one at the right edge."""
    above: int = 0
    """Blank lines above each."""
    above_opening: int = 0
    """Blank lines above one that opens a stretch."""
    first_indent: int = 0
    """Before the first line."""
    hanging_indent: int = 0
    """Before the other lines; those of a block with a label stand as much further in as its label is wide."""
    level_indent: int = 0
    """Before all lines, for each level of the block."""
    rule: str = ""
    """`heavy` or `light`: a rule over the whole measure, or on both sides of the text when there is some."""


_INDENT = 4
"""First lines stand two 汉字 in (GB/T 9704-2012, 7.3.3)."""
_HEAD = BlockStyle("centre", above=1)
BLOCK_STYLES: dict[Kind, BlockStyle] = {
    "warning": BlockStyle(),
    "marking": BlockStyle(),
    "publisher": _HEAD,
    "title": _HEAD,
    "number": _HEAD,
    "meta": BlockStyle("split", above=1),
    "rule": BlockStyle(rule="heavy"),
    "contents.head": _HEAD,
    "contents": BlockStyle(level_indent=4),
    "preface.head": _HEAD,
    "section": _HEAD,
    "group": BlockStyle(above=1),
    "item": BlockStyle(above=1, first_indent=_INDENT),
    "article.title": _HEAD,
    "heading": BlockStyle(above_opening=1, first_indent=_INDENT),
    "paragraph": BlockStyle(above_opening=1, first_indent=_INDENT),
    "table": BlockStyle(above_opening=1),
    "blank": BlockStyle(),
    "source": BlockStyle("right", first_indent=_INDENT, hanging_indent=_INDENT),
    "correction.head": _HEAD,
    "correction": BlockStyle(first_indent=_INDENT),
    "end": BlockStyle(above=1, rule="light"),
    "tail.rule": BlockStyle(above_opening=1, rule="light"),
    "tail": BlockStyle(),
    "tail.meta": BlockStyle("split"),
    "tail.copies": BlockStyle("right"),
}


def lines_above(block: IssueBlock, style: BlockStyle) -> int:
    """Blank lines above a block that is not the first of its page."""
    return max(style.above, style.above_opening) if block.opens else style.above
