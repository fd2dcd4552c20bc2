"""Rows of the page and its position mark, as pieces with style names. Pure; drawn by the page view and by the first page.

Offsets are characters, widths cells.
"""

from collections.abc import Sequence
from itertools import pairwise

from briefing_tui.model.issue import Issue
from briefing_tui.text.links import find_links
from briefing_tui.tui.look.looks import RowPiece
from briefing_tui.tui.widgets.viewport import Viewport
from briefing_tui.typeset.lines import PageLine, PageOptions, has_room
from briefing_tui.typeset.page import Page

Hit = tuple[int, int, str]
"""Characters of a block, half-open, and the style name they have on top."""


def page_options(width: int, height: int, measure: int, ambiguous: int) -> PageOptions:
    """How the page is set in a pane of so many cells and rows; the last column is the position mark."""
    columns = max(2, width - 1)
    return PageOptions(columns, measure, ambiguous, contents=False, large_title=has_room(columns, height))


class _Last:
    """The page that was made last."""

    issue: Issue | None = None
    page: Page | None = None


def page_of(issue: Issue, options: PageOptions) -> Page:
    """The page of an issue; the same object when it was asked for last, as the first page and the app do, one after the other.

    Who shows a page changes nothing of it but what it remembers.
    """
    page = _Last.page
    if page is None or _Last.issue is not issue or page.options != options:
        page = Page(issue, options)
        _Last.issue, _Last.page = issue, page
    return page


def line_pieces(page: Page, line: PageLine, index: int, hits: Sequence[Hit] = ()) -> list[RowPiece]:
    """A line, line `index` of its block; `hits` are those of the block. Not filled up to the edge."""
    text, pieces, at = line.text, list[RowPiece](), 0
    for start, end, names, link in _stretches(page, line, index, hits):
        if start > at:
            pieces.append(RowPiece(text[at:start]))
        pieces.append(RowPiece(text[start:end], names, link))
        at = end
    if at < len(text):
        pieces.append(RowPiece(text[at:]))
    return pieces


def _stretches(
    page: Page, line: PageLine, index: int, hits: Sequence[Hit]
) -> list[tuple[int, int, tuple[str, ...], str]]:
    """Parts of a line that share their styles: (start, end, names, link), in order."""
    links: list[tuple[int, int, str]] = []
    if "://" in line.text or "mailto:" in line.text or line.start:
        text = page.block(line.block).text
        links = [(link.start, link.end, text[link.start : link.end]) for link in find_links(text)]
    if not links and not hits:
        return [(start, end, (name,), "") for start, end, name in line.spans]
    layers = [(start, end, name, "") for start, end, name in line.spans]
    for first, last, name, link in (
        *((first, last, "", link) for first, last, link in links),
        *((first, last, name, "") for first, last, name in hits),
    ):
        marks = page.marks(line.block, first, last)
        layers.extend((mark.start, mark.end, name, link) for mark in marks if mark.line == index)
    edges = sorted({edge for start, end, _name, _link in layers for edge in (start, end)})
    return [(start, end, *_over(layers, start, end)) for start, end in pairwise(edges)]


def _over(layers: Sequence[tuple[int, int, str, str]], start: int, end: int) -> tuple[tuple[str, ...], str]:
    """The style names of the layers that lie over a stretch, and the last link."""
    covering = [(name, link) for first, last, name, link in layers if first <= start and end <= last]
    return (
        tuple(name for name, link in covering if not link),
        next((link for _name, link in reversed(covering) if link), ""),
    )


def position_marks(view: Viewport, height: int, ambiguous: int) -> tuple[RowPiece, ...]:
    """The position mark, a piece a row: how much is above, in sight and below."""
    height = max(1, height)
    above, down_to = view.ends_in_sight()
    first = min(int(above * height), height - 1)
    last = max(first, min(int(down_to * height - 0.001), height - 1))
    narrow = ambiguous == 1
    thumb = RowPiece("┃", ("here",)) if narrow else RowPiece(" ", ("here", "reversed"))
    track = RowPiece("│" if narrow else "|", ("edge",))
    return tuple(thumb if first <= row <= last else track for row in range(height))
