"""What a printed page is made of: paragraphs, rules and tables, each with the style of the layout it is set in. Plain values."""

from collections.abc import Iterator
from typing import NamedTuple


class StyledRun(NamedTuple):
    """A stretch of one look."""

    text: str
    style: str = ""
    """A style of the layout; empty for that of the paragraph."""


class PaperPiece(NamedTuple):
    """One paragraph, rule or table."""

    kind: str
    """text, pair (left and right), contents, rule, table, tail.rule."""
    style: str = "body"
    runs: tuple[StyledRun, ...] = ()
    right: str = ""
    """Of a pair: what stands on the right."""
    block: int = -1
    """Index of its block in the composition."""
    target: int = -1
    """Of a row of the contents: the block it leads to."""
    depth: int = 0
    """Of a row of the contents: how deep it stands under others."""
    outline: int = 0
    """1 section, 2 group or item, 3 item below a group, then heads; 0 for what no outline shows."""
    name: str = ""
    """What an outline calls it."""
    keep: bool = False
    """Whether it stays on the page of what follows."""
    label: int = 0
    """Characters at its start that number it, its blank included, or that say whom a line of the tail is for."""
    position: int = 0
    """Of the item it belongs to; 0 outside items."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table: all its rows."""

    @property
    def text(self) -> str:
        """All its runs."""
        return "".join(run.text for run in self.runs)

    def texts(self) -> Iterator[str]:
        """All that it says, part by part."""
        for run in self.runs:
            yield run.text
        yield self.right
        for row in self.rows:
            yield from row


class PaperPieces(NamedTuple):
    """All of an issue, in reading order."""

    body: tuple[PaperPiece, ...]
    tail: tuple[PaperPiece, ...]
    """From its first rule to its last: what stands at the foot of the last page."""
