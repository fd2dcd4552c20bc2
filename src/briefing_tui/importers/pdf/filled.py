"""Lines that are stretched to the edge of their column: what is free between their characters is no blank, and what is not stretched ends its
paragraph. Pure.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import compress, pairwise
from typing import Protocol

from briefing_tui.importers.pdf.glyphs import Glyph

_STRETCHED = 0.015
"""Sizes by which what is free in a line is more than in others when it is stretched."""
_SHARE = 0.2
"""Share of the lines at the edge that are seen to be stretched: many need nothing."""
_FEW = 5
_PAIRS, _UNKNOWN = 3, -9.0
_NEAR = 1.0
"""Points by which lines at the edge may end apart."""
_SHORT = 2.5
"""Points that are free behind a line which is not at the edge."""
_ALIKE = 1.2
"""Times by which what is free between words may differ."""
_EVEN = 1.6
"""Times by which what is free between 汉字 may differ: cells of one character each stand where their columns are."""
_WORD = 0.25
"""Sizes of a blank."""


class EndedLine(Protocol):
    """What is asked of a line."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def right(self) -> float:
        """Points of its right end."""

    @property
    def bold(self) -> bool:
        """Whether it is heavy."""

    @property
    def stretch(self) -> float:
        """As `usual_gap`."""


def unstretched(row: Sequence[Glyph], gaps: list[float]) -> list[float]:
    """What is free between the neighbours of a row, in sizes, without what it was stretched by; a blank is stretched on both sides."""
    stretch = _stretch(row, gaps)
    if not stretch:
        return gaps
    return [gap - stretch * (1 + glyph[7]) for gap, glyph in zip(gaps, row[1:], strict=True)]


def _stretch(row: Sequence[Glyph], gaps: Sequence[float]) -> float:
    """What a row was stretched by between its characters, in sizes; 0 for a row in which only some are apart."""
    pairs: list[float] = []
    words: list[float] = []
    for (a, b), gap in zip(pairwise(row), gaps, strict=True):
        if b[7]:
            words.append(gap)
        elif a[0] >= "\u2e80" and b[0] >= "\u2e80":
            pairs.append(gap)
        elif gap > 2 * _WORD and a[0] < "\u2e80" and b[0] < "\u2e80":
            return 0.0  # what is apart with no blank drawn there stands in cells
    if len(pairs) > 1:
        usual = max(sorted(pairs)[len(pairs) // 4], 0.0)
        return usual if max(pairs) <= usual * _EVEN + _WORD else 0.0
    if len(words) < 2 or max(words) > min(words) * _ALIKE + _WORD or not any(one[0].isalpha() for one in row):
        return 0.0
    if pairs:
        return pairs[0] if pairs[0] <= max(words) else 0.0
    return max(min(words) - _WORD, 0.0)


def usual_gap(glyphs: Sequence[Glyph], points: Sequence[float]) -> float:
    """What is free between most neighbouring 汉字 of a line, in sizes; less than -1 for a line with few. `points` are free between all."""
    chinese = [glyph[0] >= "\u4e00" for glyph in glyphs]
    gaps = sorted(compress(compress(points, chinese), compress(chinese[1:], chinese)))
    return gaps[len(gaps) // 2] / glyphs[0][4] if len(gaps) >= _PAIRS else _UNKNOWN


def ending_lines(columns: Sequence[Sequence[EndedLine]]) -> frozenset[int]:
    """The identities of the lines that end their paragraphs because lines that go on are stretched to the edge of their column, and they are
    not. `columns` are the lines of columns with edges of their own, such as those of left and of right pages, in reading order.

    Bold lines say for themselves whether they are stretched: heads often are not where text is.
    """
    edges = [_edge(lines) for lines in columns]
    at_edge = [
        line
        for lines, edge in zip(columns, edges, strict=True)
        for line in lines
        if abs(line.right - edge) <= _NEAR and line.stretch > _UNKNOWN
    ]
    stretched = [
        bold for bold in (False, True) if _are_stretched([one for one in at_edge if one.bold == bold])
    ]
    found: set[int] = set()
    for lines, edge in zip(columns, edges, strict=True):
        for before, line, after in zip((None, *lines[:-1]), lines, (*lines[1:], None), strict=True):
            if line.bold not in stretched or line.right >= edge - _SHORT or not _can_stretch(line.text):
                continue
            beside = (one for one in (before, after) if one is not None)
            if not any(abs(one.right - line.right) < _NEAR for one in beside):
                found.add(id(line))  # lines of one length have an edge of their own
    return frozenset(found)


def _edge(lines: Sequence[EndedLine]) -> float:
    """Where most lines end."""
    rights = Counter(round(line.right) for line in lines)
    return max(rights, key=lambda right: (rights[right], right), default=0)


def _are_stretched(at_edge: Sequence[EndedLine]) -> bool:
    if len(at_edge) < _FEW:
        return False
    gaps = sorted(line.stretch for line in at_edge)
    least = gaps[len(gaps) // 10]
    return sum(one > least + _STRETCHED for one in gaps) >= max(len(gaps) * _SHARE, 2)


def _can_stretch(text: str) -> bool:
    return " " in text or any(char >= "\u2e80" for char in text)
