"""Two texts as lines to be looked at: which lines belong together, and which characters of them differ. Pure.

A difference is told by the sign before a line, and by the look of its characters; blanks that differ are drawn. Widths are cells.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import NamedTuple

from briefing_tui.text.clean import clean_line
from briefing_tui.text.passages import changed_stretches
from briefing_tui.tui.widgets.rows import StyledText
from briefing_tui.typeset.breaking import break_offsets

BEFORE, NOW = "before", "now"
"""Looks of characters that only the older, or only the present state has."""
_COMPARED = 400
"""Lines of either text that are compared with each other."""
_NEAR = 12
"""Lines on that one is looked for which another may have become."""
_LONG = 300
"""Characters of a line from which what is the same in it is left out, but for its ends."""
_KEPT = 24
"""Characters beside a change that stay."""
_VISIBLE = {" ": "␣", "\u3000": "␣␣"}
"""Blanks that differ, in as many cells."""

Stretch = tuple[int, int]
"""Characters, half-open."""
Line = list[StyledText]
"""A line that is finished but for its sign."""


class Pair(NamedTuple):
    """A line of the older text and the line of the present one that it has become."""

    before: str | None
    """None where there was no such line."""
    now: str | None
    """None where there is none any more."""
    same: int = 0
    """How many lines are the same here; then both are None."""


def pairs(before: str, now: str) -> list[Pair]:
    """The lines of two texts: those that differ, and how many are the same between them."""
    old, new = (text.split("\n") if text else [] for text in (before, now))
    found: list[Pair] = []
    start, ends = _ends(old, new)
    if start:
        found.append(Pair(None, None, start))
    middle, others = old[start : len(old) - ends], new[start : len(new) - ends]
    if max(len(middle), len(others)) > _COMPARED:
        found += [Pair(*pair) for pair in zip_longest(middle, others)]
    else:
        for tag, a, b, c, d in SequenceMatcher(None, middle, others, autojunk=False).get_opcodes():
            if tag == "equal":
                found.append(Pair(None, None, b - a))
            else:
                found += _met(middle[a:b], others[c:d])
    if ends:
        found.append(Pair(None, None, ends))
    return found


def marked(pair: Pair) -> tuple[Line, Line]:
    """Both lines of a pair, cleaned, what differs in its look; the ends alone of long stretches that are the same."""
    old, new = clean_line(pair.before or ""), clean_line(pair.now or "")
    if pair.before is None or pair.now is None:
        stretches = [(0, len(old), 0, len(new))]
    else:
        stretches = changed_stretches(old, new)
    return (
        _pieces(old, [(a, b) for a, b, _c, _d in stretches], BEFORE),
        _pieces(new, [(c, d) for _a, _b, c, d in stretches], NOW),
    )


def wrapped_line(line: Line, width: int, ambiguous: int) -> Iterator[Line]:
    """A line cut to a width; one empty line of an empty one."""
    text = "".join(piece for piece, _look in line)
    starts = [0, *break_offsets(text, max(2, width), ambiguous=ambiguous, settle=True), len(text)]
    if not text:
        yield []
        return
    for start, end in pairwise(starts):
        yield list(_cut(line, start, start + len(text[start:end].rstrip())))


def _ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Lines that are the same at the beginning and at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    ends = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, ends


def _met(old: list[str], new: list[str]) -> list[Pair]:
    """Lines of a place that differs: each with the one it has most likely become, in order."""
    from briefing_tui.library.format.likeness import is_alike

    if len(old) == len(new):
        return [Pair(*pair) for pair in zip(old, new, strict=True)]
    found: list[Pair] = []
    at = 0
    for line in old:
        ahead = range(at, min(len(new), at + _NEAR))
        partner = next((place for place in ahead if is_alike(line, new[place])), None)
        if partner is None:
            found.append(Pair(line, None))
            continue
        found += [Pair(None, one) for one in new[at:partner]]
        found.append(Pair(line, new[partner]))
        at = partner + 1
    return found + [Pair(None, one) for one in new[at:]]


def _pieces(text: str, stretches: list[Stretch], look: str) -> Line:
    """A text in pieces: what differs has the look."""
    line: Line = []
    done = 0
    for start, end in [*stretches, (len(text), len(text))]:
        if done < start:
            line.append(
                (
                    _shortened(
                        text[done:start], first=not done, last=start == len(text), long=len(text) > _LONG
                    ),
                    "",
                )
            )
        if start < end:
            line.append((_seen(text[start:end]), look))
        done = max(done, end)
    return line


def _shortened(text: str, *, first: bool, last: bool, long: bool) -> str:
    """A stretch that is the same in both, its middle left out in a long line."""
    if not long or len(text) <= 3 * _KEPT:
        return text
    head = "" if first else text[:_KEPT]
    tail = "" if last else text[-_KEPT:]
    return f"{head} … {tail}"


def _seen(text: str) -> str:
    """What differs, with blanks that can be seen."""
    return "".join(_VISIBLE.get(char, char) for char in text) if not text.strip() else text


def _cut(line: Line, start: int, end: int) -> Iterator[StyledText]:
    at = 0
    for text, look in line:
        part = text[max(0, start - at) : max(0, end - at)]
        if part:
            yield part, look
        at += len(text)
