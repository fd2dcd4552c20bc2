"""The way of an issue to its readers, as the title bar shows it: the steps, where the issue stands, the key of the next one. Pure.

Called by the authoring screen. Where the issue stands is told by brackets, not by a colour alone; the state of the text (saved or not)
stands in them. What does not fit is left out from the outside in: the steps first, then the key.
"""

from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.model.issue import DRAFT, PUBLISHED, REVIEW
from briefing_tui.typeset.width import cell_width
from briefing_tui.words import status_name

_ORDER = (DRAFT, REVIEW, PUBLISHED)


class Way(NamedTuple):
    """What stands around the state."""

    before: tuple[str, ...] = ()
    """Names of the steps behind it."""
    after: tuple[str, ...] = ()
    """Names of those still to come."""
    key: str = ""
    """What to press for the next one; empty where nothing is to be pressed yet."""
    next: str = ""
    """What comes next, in words."""


def way_of(status: str, *, correcting: bool, changed: bool, typing: bool) -> Way:
    """The way of an issue with this status. `correcting`: it is published in the file, too; `typing`: letters are text just now."""
    names = {DRAFT: status_name(DRAFT), REVIEW: _("review"), PUBLISHED: _("publish")}
    at = _ORDER.index(status) if status in _ORDER else 0
    before = tuple(names[one] for one in _ORDER[:at])
    after = tuple(names[one] for one in _ORDER[at + 1 :])
    if status != PUBLISHED:
        step = _("hand in") if status == DRAFT else _("publish")
        return Way(before, after, "Esc S" if typing else "S", step)
    if not correcting:
        return Way(before, after, "Ctrl+S", _("make it public"))
    if changed:
        return Way(before, after, "Ctrl+S", _("publish the correction"))
    return Way(before, after, "", _("a change is a correction"))


def told(way: Way, state: str, room: int, ambiguous: int) -> list[tuple[str, str]]:
    """State and way in at most `room` cells, in pieces: text, and the name of its look (empty for ordinary)."""
    arrow = " › " if ambiguous == 1 else " > "
    here = (f"[{state}]", "key")
    steps_before = "".join(f"{name}{arrow}" for name in way.before)
    steps_after = "".join(f"{arrow}{name}" for name in way.after)
    pressed = [(f"  {way.key}", "key"), (f" {way.next}", "")] if way.key else [(f"  {way.next}", "")]
    for pieces in (
        [(steps_before, ""), here, (steps_after, ""), *pressed],
        [here, (steps_after, ""), *pressed],
        [here, *pressed],
        [here, *pressed[:1]] if way.key else [here],
    ):
        if sum(cell_width(text, ambiguous) for text, _look in pieces) <= room:
            return [piece for piece in pieces if piece[0]]
    return [(state, "")]
