"""The piece of a text around a hit, as long as a line has room. Pure. Widths are cells.

Cut at the borders of characters, with … where something is left out; paragraphs are joined by a blank.
"""

from typing import NamedTuple

from briefing_tui.library.search.matching import Needle
from briefing_tui.text.clean import clean_line, has_unsafe
from briefing_tui.typeset.width import ELLIPSIS, width_table

_BEFORE = 3
"""The hit begins after a third of the room at most: what follows tells more than what was before."""

Spans = tuple[tuple[int, int], ...]


class Snippet(NamedTuple):
    """One line."""

    text: str
    spans: Spans = ()
    """Where the searched texts stand in it: characters, half-open, in order, not overlapping."""


def shown(text: str, spans: Spans) -> Snippet:
    """A text as it may be drawn (`text.clean`), with its places there."""
    if not has_unsafe(text) and "\n" not in text:
        return Snippet(text, spans)
    drawn, at = "", 0
    places: list[tuple[int, int]] = []
    for start, end in spans:
        drawn += clean_line(text[at:start])
        begin = len(drawn)
        drawn += clean_line(text[start:end])
        places.append((begin, len(drawn)))
        at = end
    return Snippet(drawn + clean_line(text[at:]), tuple(places))


def marked(text: str, needles: list[Needle]) -> Spans:
    """All places of all needles in `text`, overlapping ones joined."""
    if len(needles) == 1:
        return tuple(needles[0].places(text))
    spans: list[tuple[int, int]] = []
    for start, end in sorted([place for needle in needles for place in needle.places(text)]):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def snippet(text: str, at: int, needles: list[Needle], cells: int, ambiguous: int = 1) -> Snippet:
    """As much of `text` around the character `at` as fits into `cells` (at least 8)."""
    line = text.replace("\n", " ") if "\n" in text else text
    start, end = _window(line, at, cells, ambiguous)
    spans = marked(text, needles)
    shown = line
    if end < len(text):
        shown = f"{line[:end]}{ELLIPSIS}"
        spans = tuple([(first, min(last, end)) for first, last in spans if first < end])
    if start:
        shown = f"{ELLIPSIS}{shown[start:]}"
        shift = 1 - start
        spans = tuple([(max(one, start) + shift, last + shift) for one, last in spans if last > start])
    return Snippet(shown, spans)


def _window(text: str, at: int, cells: int, ambiguous: int) -> tuple[int, int]:
    """Where the piece begins and ends, half-open, with room left for the … at either end."""
    size = len(text)
    if size <= cells and 2 * size - _ascii(text) <= cells:
        return 0, size
    widths = width_table(ambiguous)
    room = cells - 2 * widths[ELLIPSIS]
    start = _back(text, at, room // _BEFORE) if at else 0
    end = _on(text, start, room)
    if end == size and start:  # it ends early: show more of what is before
        start = _back(text, size, room)
    while start and start < at and not widths[text[start]]:
        start += 1  # a mark without the character it stands on
    while at + 1 < end < size and not widths[text[end]]:
        end -= 1  # a character without its mark
    return start, end


def _ascii(text: str) -> int:
    """How many characters of ASCII: they take one cell; all else is given two, so that nothing needs to be looked up."""
    return len(text.encode("ascii", "ignore"))


def _on(text: str, start: int, room: int) -> int:
    """Where a piece that begins at `start` and fits may end; a second try fills what the ASCII left."""
    end = start + room // 2
    spare = _ascii(text[start:end])
    if spare > 1:
        further = text[end : end + spare]
        end += spare if further.isascii() else spare // 2
    return min(end, len(text))


def _back(text: str, end: int, room: int) -> int:
    """Where a piece that ends at `end` and fits may begin; as `_on`."""
    start = max(end - room // 2, 0)
    spare = _ascii(text[start:end])
    if spare > 1:
        start -= spare if text[max(start - spare, 0) : start].isascii() else spare // 2
    return max(start, 0)
