"""What stands where on the reading screen, and what its status row says. Pure; used by the screen and by the first page.

Widths are cells, measures 汉字.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.model.key import IssueKey, ItemAddress
from briefing_tui.personal.state import ReadingPlace
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.reading.places import Places
from briefing_tui.tui.widgets.viewport import Viewport

if TYPE_CHECKING:
    from briefing_tui.personal.state import NoState

LEAST = (40, 12)
"""Columns and rows of the smallest window."""
PAGE_MARGINS = 5
"""Cells beside the lines of a page: two on each side, and the position mark."""
TWO_PANES = 76
"""Columns (cells) from which contents and page stand side by side."""
_TITLE_FROM = 60
"""Columns from which the status row has room for the bulletin's title."""


def contents_cells(width: int, measure: int, wanted: int) -> int:
    """Cells of the contents beside the page in a window of this width: as many as they want of those the page leaves,
    at least a third, within limits.
    """
    page = measure * 2 + PAGE_MARGINS
    return max(least_contents(width), min(wanted, width - page))


def least_contents(width: int) -> int:
    """Cells of the contents in a window of this width, however short their titles are."""
    return max(26, min(width * 35 // 100, 40))


def reading_facts(
    key: IssueKey, title: str, places: Places, view: Viewport, width: int, more: Sequence[str] = ()
) -> tuple[str, ...]:
    """What the status row says of the issue and of the place in it, and `more` behind it. Cleaned."""
    _above, down_to = view.ends_in_sight()
    position = places.position_of_block(view.page, view.top.block)
    here = (
        (str(places.names[position - 1]), f"#{position}/{places.item_total}")
        if position
        else (_("beginning"),)
    )
    title = f"{title} " if width >= _TITLE_FROM else ""
    facts = (f"{title}{key.written}", *here, f"{int(down_to * 100)}%", *more)
    return tuple(clean_line(fact) for fact in facts if fact)


def first_place(address: ItemAddress, state: "NoState") -> ReadingPlace:
    """Where an issue is opened: at the item asked for, else where the reader stopped, else at its beginning."""
    if address.item is not None:
        return ReadingPlace(address.item)
    return state.place(address.key) or ReadingPlace()
