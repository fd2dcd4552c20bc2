"""The piece of a text around a hit, as long as a line has room. Pure. Widths are cells.

Cut at the borders of characters, with … where something is left out; paragraphs are joined by a blank.
"""

from typing import NamedTuple

from briefing_tui.library.matching import Needle
from briefing_tui.typeset.width import ELLIPSIS, cell_width, width_table

_BEFORE = 3
"""The hit begins after a third of the room at most: what follows tells more than what was before."""

Spans = tuple[tuple[int, int], ...]


class Snippet(NamedTuple):
    """One line."""

    text: str
    spans: Spans = ()
    """Where the searched texts stand in it: characters, half-open, in order, not overlapping."""


def marked(text: str, needles: list[Needle]) -> Spans:
    """All places of all needles in `text`, overlapping ones joined."""
    found = sorted(place for needle in needles for place in needle.places(text))
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def snippet(text: str, at: int, needles: list[Needle], cells: int, ambiguous: int = 1) -> Snippet:
    """As much of `text` around the character `at` as fits into `cells` (at least 8)."""
    line = text.replace("\n", " ")
    start, end = _window(line, at, cells, ambiguous)
    left = ELLIPSIS if start else ""
    right = ELLIPSIS if end < len(text) else ""
    shift = len(left) - start
    spans = tuple(
        [
            (max(first, start) + shift, min(last, end) + shift)
            for first, last in marked(text, needles)
            if first < end and last > start
        ]
    )
    return Snippet(left + line[start:end] + right, spans)


def _window(text: str, at: int, cells: int, ambiguous: int) -> tuple[int, int]:
    """Where the piece begins and ends, half-open, with room left for the … at either end."""
    if len(text) <= cells and cell_width(text, ambiguous) <= cells:
        return 0, len(text)
    table = width_table(ambiguous)
    room = cells - 2 * table[ELLIPSIS]
    start, before = at, 0
    while start > 0 and before + table[text[start - 1]] <= room // _BEFORE:
        start -= 1
        before += table[text[start]]
    end = start + _fitting(text[start : start + cells * 2], room, table)
    if end == len(text):  # it ends early: show more of what is before
        used = cell_width(text[start:], ambiguous)
        while start > 0 and used + table[text[start - 1]] <= room:
            start -= 1
            used += table[text[start]]
    while start < at and not table[text[start]]:
        start += 1  # a mark without the character it stands on
    while end > at + 1 and cell_width(text[start:end], ambiguous) > room:
        end -= 1  # emoji forms are wider than the table knows
    return start, end


def _fitting(text: str, room: int, table: dict[str, int]) -> int:
    """How many characters from the beginning fit."""
    used = 0
    for index, char in enumerate(text):
        used += table[char]
        if used > room:
            return index
    return len(text)
