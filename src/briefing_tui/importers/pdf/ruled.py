"""Cells of ruled tables: what a rule divides stands apart, however near it comes. Pure."""

from collections.abc import Iterator, Sequence

from briefing_tui.importers.pdf.drawings import Rule
from briefing_tui.importers.pdf.glyphs import Glyph

_ROWS = 2.2
"""Sizes that a rule is long at least: less is the frame of a word, not of a table."""
_OVERLAP = 0.2
"""Sizes by which a character may reach over a rule."""
_MIDDLE = 0.35
"""Sizes from the base of a line to its middle."""


def cells(chunk: list[Glyph], rules: Sequence[Rule]) -> Iterator[list[Glyph]]:
    """The parts of a chunk that rules divide. `rules` from the left."""
    size = chunk[0].size
    middle = chunk[0].base - _MIDDLE * size
    first, last = chunk[0].right, chunk[-1].left
    crossing = [
        rule.x
        for rule in rules
        if first - size < rule.x < last + size
        and rule.top < middle < rule.bottom
        and rule.bottom - rule.top >= _ROWS * size
    ]
    start = 0
    for x in crossing:
        at = next((i for i in range(start + 1, len(chunk)) if chunk[i].left >= x - _OVERLAP * size), 0)
        if at and chunk[at - 1].right <= x + _OVERLAP * size:
            yield chunk[start:at]
            start = at
    yield chunk[start:]
