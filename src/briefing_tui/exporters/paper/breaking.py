"""Where the lines of a printed paragraph begin: greedy fill with 避头尾, as Word and LibreOffice do it with the same marks.

`NEVER_FIRST` and `NEVER_LAST` go into the Word file too, so that all three break alike; numbers may be parted from their unit here, for
no word processor keeps them together. Widths are points, offsets characters. Linear in the length of the text.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

NEVER_FIRST = "!%),.:;?]}°·ˇˉ―’”…‰′″℃、。々〉》」』】〕〗！＂％＇），．：；？］｝～"
"""Marks that may not begin a line: GB/T 15834-2011, 5.1. A dash —— may, but not its second half."""
NEVER_LAST = "$([{£¥‘“〈《「『【〔〖（［｛￡￥"
"""Marks that may not end one."""
_FIRST, _LAST = frozenset(NEVER_FIRST), frozenset(NEVER_LAST)
_STRAIGHT = frozenset("\"'")
_GLUED = frozenset("〕）》”’，。、％】℃」』〉〗］｝")
"""Marks that a Latin letter or a digit stays with: LibreOffice parts them from nothing behind."""
_BLANKS = frozenset(" \t")
_SLACK = 0.5
"""Points of a line that stay free: word processors round the width of each character."""
_BACK = 200
"""Characters looked back over for a place to break; a longer run is cut where the line is full."""


def line_starts(text: str, ends: Sequence[float], width: float, first: float, gap: float = 0.0) -> list[int]:
    """Characters at which the second, third … line begins.

    `ends[i]` is the width of `text[:i]`, each `gap` (see `has_gap`) counted with the character behind it; `first` is the width of the first
    line.
    """
    starts: list[int] = []
    start, total = 0, len(text)
    width, first = width - _SLACK, first - _SLACK
    reach = first
    while ends[total] > reach:
        end = bisect_right(ends, reach, start + 1, total + 1) - 1
        end = _break_before(text, start, max(end, start + 1))
        if end >= total:
            break
        starts.append(end)
        start = end
        reach = ends[end] + width + (gap if gap and has_gap(text, end) else 0.0)
    return starts


def has_gap(text: str, at: int) -> bool:
    """Whether word processors set a narrow gap before `text[at]`: between a 汉字 and a Latin letter or a digit."""
    before, after = text[at - 1], text[at]
    if before <= "~":
        return before.isalnum() and "\u4e00" <= after <= "\u9fff"
    return after <= "~" and after.isalnum() and "\u4e00" <= before <= "\u9fff"


def _break_before(text: str, start: int, end: int) -> int:
    """The last place up to `end` where a line may begin, behind blanks that follow it."""
    total = len(text)
    at = end
    while at < total and text[at] in _BLANKS:
        at += 1
    if at >= total or (at > end and _may_break(text, at)):
        return at
    for at in range(end, max(start, end - _BACK), -1):
        if _may_break(text, at):
            return at
    while end < total and _is_attached(text[end]):
        end += 1
    return end


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _FIRST or before in _LAST or after in _BLANKS or after == "-":
        return False
    if before in _BLANKS:
        return at < 2 or text[at - 2] not in _LAST
    if before in _STRAIGHT or after in _STRAIGHT:
        return False
    if "\u4e00" <= after <= "\u9fff" or "\u4e00" <= before <= "\u9fff":
        return not _is_attached(after)
    if _is_attached(after) or before == "\u200d" or before == after == "—":
        return False
    if before in _GLUED and after <= "~":
        return not (after.isalnum() or before in "”’")
    if _is_latin(before):
        return _may_break_behind_latin(text, at)
    return True


def _may_break_behind_latin(text: str, at: int) -> bool:
    """Within addresses and words with hyphens; not before a bracket that opens, nor within a word."""
    before, after = text[at - 1], text[at]
    if after in _LAST:
        return not before.isalnum()
    if not _is_latin(after):
        return True
    return before in "-/?" and after.isalnum()


def _is_latin(char: str) -> bool:
    return "!" <= char <= "~" or "\xc0" <= char <= "\u024f"


def _is_attached(char: str) -> bool:
    return (
        char > "\u02ff"
        and not "\u2e80" <= char <= "\ufdff"
        and unicodedata.category(char) in {"Mn", "Me", "Cf"}
    )
