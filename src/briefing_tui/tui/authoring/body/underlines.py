"""Which places of a body are underlined, and why. Made anew whenever the body was proof-read; asked for every row that is drawn.

A paragraph keeps its places while others are typed into; of the one that is typed into those keep theirs that stand before or behind what
was typed. Lines count from 0; characters from 0, half-open.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.model.finding import Finding


class Underlined(NamedTuple):
    """One place of a paragraph."""

    start: int
    end: int
    finding: Finding


class Underlines:
    """Those of one state of a body."""

    def __init__(
        self, text: str = "", findings: Sequence[Finding] = (), chosen: Finding | None = None
    ) -> None:
        """`findings` have their spans in `text`; the `chosen` one is marked strongest."""
        self._lines = text.split("\n") if findings else []
        self._chosen = chosen
        self._typed: tuple[str, str, tuple[Underlined, ...]] = ("", "", ())
        starts = _starts(self._lines)
        found: dict[str, list[Underlined]] = {}
        for finding in findings:
            if finding.span is not None:
                self._add(found, finding, finding.span.start, finding.span.end, starts)
        self._by_text = {line: tuple(sorted(places, key=_order)) for line, places in found.items()}

    def _add(
        self, found: dict[str, list[Underlined]], finding: Finding, start: int, end: int, starts: list[int]
    ) -> None:
        """A place may reach over several paragraphs."""
        for line in range(max(0, bisect_right(starts, start) - 1), bisect_right(starts, end)):
            text, begin = self._lines[line], starts[line]
            first, last = max(start - begin, 0), min(end - begin, len(text))
            if first < last or (first == last == start - begin == end - begin):
                last = max(
                    last, min(first + 1, len(text))
                )  # where something is missing the next character is marked
                found.setdefault(text, []).append(Underlined(first, last, finding))

    def __eq__(self, other: object) -> bool:
        """Whether they look the same."""
        return (
            isinstance(other, Underlines)
            and self._by_text == other._by_text
            and self._chosen == other._chosen
            and self._lines == other._lines
        )

    __hash__ = None  # type: ignore[assignment]  # two that are equal may differ later in what they are asked

    def of(self, line: int, text: str) -> tuple[Underlined, ...]:
        """The places of a paragraph that has this text now."""
        if not self._by_text:
            return ()
        known = self._by_text.get(text)
        if known is not None:
            return known
        before = self._lines[line] if line < len(self._lines) else ""
        places = self._by_text.get(before, ())
        if not places:
            return ()
        if self._typed[:2] != (before, text):  # asked for every row of the one paragraph that is typed into
            self._typed = (before, text, _kept(places, before, text))
        return self._typed[2]

    def is_chosen(self, one: Underlined) -> bool:
        """Whether it is the finding that is looked at."""
        return self._chosen is not None and one.finding == self._chosen

    def at(self, line: int, column: int, text: str) -> Finding | None:
        """The finding whose place a cursor stands in or right behind."""
        found = [one for one in self.of(line, text) if one.start <= column <= one.end]
        return min(found, key=lambda one: (one.end - one.start, one.start)).finding if found else None


def _kept(places: tuple[Underlined, ...], before: str, text: str) -> tuple[Underlined, ...]:
    """The places that stand before or behind what was typed."""
    same = _alike(before, text)
    behind = _alike(before[same:][::-1], text[same:][::-1])
    moved = len(text) - len(before)
    return tuple(
        one if one.end <= same else one._replace(start=one.start + moved, end=one.end + moved)
        for one in places
        if one.end <= same or one.start >= len(before) - behind
    )


def _alike(one: str, other: str) -> int:
    """Characters at the beginning that two texts share."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low


def _starts(lines: list[str]) -> list[int]:
    """Where each paragraph begins in the whole text."""
    found, at = [], 0
    for line in lines:
        found.append(at)
        at += len(line) + 1
    return found


def _order(one: Underlined) -> tuple[int, int]:
    return one.start, one.end
