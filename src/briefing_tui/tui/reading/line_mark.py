"""Which bookmark belongs to the line in the first row of the page: one that is there already, or the one to be set. Pure.

Called by the reading screen. A bookmark stands at a character of a line of the item's body, so it is met again at any width: a row
that shows this character has the bookmark. At headings, sources and the tail it is at the item there.
"""

from collections.abc import Iterable
from typing import NamedTuple

from briefing_tui.personal.state import Bookmark, ReadingPlace
from briefing_tui.text.clusters import beginning
from briefing_tui.tui.widgets.viewport import At
from briefing_tui.typeset.page import Page

_WORDS = 16
"""Characters of a line that a bookmark inside an item is told by."""


class LineMark(NamedTuple):
    """A bookmark that is to be set or removed."""

    place: ReadingPlace
    words: str
    """How the line begins; empty at the head of an item."""


def line_mark(page: Page, top: At, place: ReadingPlace, position: int, known: Iterable[Bookmark]) -> LineMark:
    """Of the line `top`, whose place is `place`, in the item at `position` (0 for none).

    `known` are the bookmarks of this item.
    """
    if not place.item:
        return LineMark(ReadingPlace(position), "")
    text, lines = page.block(top.block).text, page.lines(top.block)
    end = lines[top.line + 1].start if top.line + 1 < len(lines) else len(text) + 1
    at_head = place.offset == 0 and page.block_of_item(position) == top.block
    for mark in known:
        is_head = mark.body_line < 0 and not mark.offset
        if (at_head and is_head) or (mark.body_line == place.body_line and place.offset <= mark.offset < end):
            return LineMark(ReadingPlace(position, mark.body_line, mark.offset), "")
    if at_head:
        return LineMark(ReadingPlace(position), "")
    return LineMark(place, beginning(text[place.offset :], _WORDS).strip())
