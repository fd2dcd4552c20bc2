"""What differs between two versions of a text, as passages to be quoted: whole figures, words and clauses. Pure.

Called by `model.correcting`. There is no dictionary: what cannot part a word is a mark, so a change is quoted with its clause, with
more of them until the passage is found at one place only, and with the partner of every bracket in it. Offsets are tokens, half-open.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import NamedTuple

from briefing_tui.text.clusters import is_border
from briefing_tui.text.marks import Balance

_COMPARED = 3000
"""Tokens that are compared one by one; the time grows with their square."""
_LINES_COMPARED = 1000
_LEAST = 6
"""Characters of a passage that says something: a lone `12笔` is quoted with the clause before it."""
_CLAUSE = 24
"""Tokens of one clause that are quoted beside a change."""
_MOST = 60
"""Characters to which a passage grows so that it is unique and its brackets have partners."""
_LONG = 90
"""Characters of a passage; of a longer one its beginning and its end are quoted."""
_ENDS = 30

_UNIT = (
    "个?百分点|平方[公千]?米|立方米|[美欧日港]元|公里|公斤|小时|分钟|季度|年度|"
    "[余多]?[元笔家户个人次项条亩吨年月日时分秒号期件名位倍天周米度岁届批场辆台套篇只成]"
)
_TOKEN = re.compile(
    rf"[0-9０-９]+(?:[.,．:][0-9０-９]+)*(?:[%％‰]|[十百千万亿]{{0,3}}(?:{_UNIT})?)"
    rf"|[零〇一二两三四五六七八九十百千万亿]{{2,}}(?:{_UNIT})?|[A-Za-z]+(?:[-'.&/]?[A-Za-z0-9]+)*|.",
    re.DOTALL,
)
_SENTENCE_ENDS = "。！？!?\n"
_CLAUSE_ENDS = _SENTENCE_ENDS + "，；：,;"
_WORDS_END = frozenset("的了和与及或在为对将把被由从向以于等至、 —")
"""Behind one of these a word begins, mostly."""


class ChangedPassage(NamedTuple):
    """One place that reads otherwise, on one line; the empty one of an added or removed sentence is empty."""

    old: str
    new: str


class _Change(NamedTuple):
    """Tokens of either version; what stands between two changes is the same in both."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def changed_passages(old: str, new: str, most: int) -> tuple[list[ChangedPassage], int]:
    """The first `most` places at which two texts differ, and how many there are."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    changes = [_settled(change, before, after) for change in _changes(before, after)]
    quoted = _joined(changes, before, after)
    quotes = _Quotes(old, before, after, quoted)
    return [quotes.passage(at) for at in range(min(most, len(quoted)))], len(quoted)


def changed_stretches(old: str, new: str) -> list[tuple[int, int, int, int]]:
    """Where two texts differ: begin and end in the old one, begin and end in the new one; characters, half-open.

    Figures and foreign words are whole, and so are signs of several characters: no stretch begins or ends inside one.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    olds, news = ([*accumulate(map(len, tokens), initial=0)] for tokens in (before, after))
    found: list[tuple[int, int, int, int]] = []
    for change in _changes(before, after):
        start, end = _on_borders(old, olds[change.old_start], olds[change.old_end])
        other, other_end = _on_borders(new, news[change.new_start], news[change.new_end])
        if found and (start < found[-1][1] or other < found[-1][3]):
            start, other = found[-1][0], found.pop()[2]
        found.append((start, end, other, other_end))
    return found


def _on_borders(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch, widened until it begins and ends between two signs."""
    while not is_border(text, start):
        start -= 1
    while end < len(text) and not is_border(text, end):
        end += 1
    return start, end


def shortened(text: str) -> str:
    """A passage on one line, its middle left out at the borders of words when it is long."""
    text = text.strip().replace("\n", " ")
    if len(text) <= _LONG:
        return text
    tokens = _TOKEN.findall(text[: 2 * _ENDS])
    ends = _TOKEN.findall(text[-2 * _ENDS :])
    head = tokens[: _cut(tokens, _ENDS)]
    tail = ends[len(ends) - _cut(ends[::-1], _ENDS, backwards=True) :]
    return f"{''.join(head)}…{''.join(tail)}"


def _changes(old: list[str], new: list[str]) -> list[_Change]:
    """What differs, compared line by line first, so that a long text costs as much as what was changed in it."""
    start, ends = _ends(old, new)
    middle, others = old[start : len(old) - ends], new[start : len(new) - ends]
    if len(middle) + len(others) <= _COMPARED:
        return _compared(middle, others, start, start)
    lines, other_lines = _lines(middle), _lines(others)
    if max(len(lines), len(other_lines)) > _LINES_COMPARED or min(len(lines), len(other_lines)) < 2:
        return [_Change(start, len(old) - ends, start, len(new) - ends)]
    firsts, other_firsts = ([*accumulate(map(len, some), initial=start)] for some in (lines, other_lines))
    found: list[_Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, lines, other_lines, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        part, other = old[firsts[a] : firsts[b]], new[other_firsts[c] : other_firsts[d]]
        if len(part) + len(other) <= _COMPARED:
            found += _compared(part, other, firsts[a], other_firsts[c])
        else:
            found.append(_Change(firsts[a], firsts[b], other_firsts[c], other_firsts[d]))
    return found


def _compared(old: list[str], new: list[str], at: int, other: int) -> list[_Change]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [_Change(a + at, b + at, c + other, d + other) for tag, a, b, c, d in codes if tag != "equal"]


def _lines(tokens: list[str]) -> list[tuple[str, ...]]:
    """The tokens of each line, its end included."""
    breaks = [0, *(at + 1 for at, one in enumerate(tokens) if one == "\n"), len(tokens)]
    return [tuple(tokens[a:b]) for a, b in pairwise(breaks) if a < b]


def _ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Tokens that are equal at the beginning and at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    ends = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, ends


def _settled(change: _Change, old: list[str], new: list[str]) -> _Change:
    """A sentence that came or went, from its first word to its end: `。丙` before `。乙` is `丙。` before `乙。`."""
    if change.old_start < change.old_end and change.new_start < change.new_end:
        return change
    tokens, start, end = (
        (new, change.new_start, change.new_end)
        if change.old_start == change.old_end
        else (old, change.old_start, change.old_end)
    )
    for by in (*range(0, -_LONG, -1), *range(1, _LONG)):
        if start + by < 0 or end + by > len(tokens) or not _slides(tokens, start, end, by):
            continue
        if _is_whole(tokens, start + by, end + by):
            return _Change(*(at + by for at in change))
    return change


def _slides(tokens: list[str], start: int, end: int, by: int) -> bool:
    """Whether the text is the same when the stretch that came or went lies `by` tokens further on."""
    if by < 0:
        return tokens[start + by : start] == tokens[end + by : end]
    return tokens[start : start + by] == tokens[end : end + by]


def _is_whole(tokens: list[str], start: int, end: int) -> bool:
    """Whether a stretch is one or more sentences or lines."""
    begins = start == 0 or tokens[start - 1] in _SENTENCE_ENDS or tokens[start] == "\n"
    return begins and (end == len(tokens) or tokens[end - 1] in _SENTENCE_ENDS or tokens[end] == "\n")


def _joined(changes: list[_Change], old: list[str], new: list[str]) -> list[_Change]:
    """Changes of one clause are one; what is told by itself (a sentence that came or went) stays alone."""
    found: list[_Change] = []
    for change in changes:
        if found:
            last = found[-1]
            between = old[last.old_end : change.old_start]
            alone = _is_told_alone(last, old, new) or _is_told_alone(change, old, new)
            if not alone and len(between) <= _CLAUSE and not any(one in _CLAUSE_ENDS for one in between):
                found[-1] = _Change(last.old_start, change.old_end, last.new_start, change.new_end)
                continue
        found.append(change)
    return found


def _is_told_alone(change: _Change, old: list[str], new: list[str]) -> bool:
    if change.old_start == change.old_end:
        return _is_whole(new, change.new_start, change.new_end)
    return change.new_start == change.new_end and _is_whole(old, change.old_start, change.old_end)


class _Quotes:
    """Makes the passages of one text."""

    def __init__(self, text: str, old: list[str], new: list[str], changes: list[_Change]) -> None:
        self._text = text
        self._old = old
        self._new = new
        self._changes = changes

    def passage(self, at: int) -> ChangedPassage:
        """Of change `at`."""
        change, old, new = self._changes[at], self._old, self._new
        if _is_told_alone(change, old, new):
            return ChangedPassage(
                *(
                    shortened("".join(part))
                    for part in (old[change[0] : change[1]], new[change[2] : change[3]])
                )
            )
        left, right, cut_left, cut_right = self._context(at)
        before, behind = "…" * cut_left, "…" * cut_right
        texts = (
            "".join(tokens[start - left : end + right]).strip("\n")
            for tokens, start, end in ((old, change[0], change[1]), (new, change[2], change[3]))
        )
        return ChangedPassage(*(f"{before}{shortened(text)}{behind}" for text in texts))

    def _context(self, at: int) -> tuple[int, int, bool, bool]:
        """Tokens quoted on either side of change `at`, and whether a clause is cut there."""
        change = self._changes[at]
        floor = self._changes[at - 1].old_end if at else 0
        ceiling = self._changes[at + 1].old_start if at + 1 < len(self._changes) else len(self._old)
        leftwards = self._old[floor : change.old_start][-_MOST * 2 :][::-1]
        rightwards = self._old[change.old_end : ceiling][: _MOST * 2]
        lefts = _steps(leftwards, backwards=True, to_the_end=not floor)
        rights = _steps(rightwards, backwards=False, to_the_end=ceiling == len(self._old))
        left = right = 0
        while True:
            text = "".join(self._old[change.old_start - lefts[left] : change.old_end + rights[right]])
            if len(text) > _MOST or not (wants := self._wants(text)):
                break
            more_left = left + 1 < len(lefts) and lefts[left + 1] > lefts[left]
            more_right = right + 1 < len(rights) and rights[right + 1] > rights[right]
            if more_left and (wants != "right" or not more_right):
                left += 1
            elif more_right:
                right += 1
            else:
                break
        return (
            lefts[left],
            rights[right],
            _is_cut(leftwards, lefts[left], whole=floor == 0 and len(leftwards) < _MOST * 2),
            _is_cut(rightwards, rights[right], whole=ceiling == len(self._old)),
        )

    def _wants(self, text: str) -> str:
        """On which side a passage has to grow: empty when it is good."""
        depth = Balance(text)
        if depth.open:
            return "right"
        if len(text.strip()) < _LEAST or Balance(text[::-1].translate(_MIRRORED)).open:
            return "left"
        return "left" if self._text.count(text) > 1 else ""


_MIRRORED = str.maketrans("（(）)《》“”【】「」〔〕『』〈〉", "）)（(》《”“】【」「〕〔』『〉〈")


def _steps(tokens: list[str], *, backwards: bool, to_the_end: bool) -> list[int]:
    """How many tokens may be quoted on one side: the rest of the clause, then a clause more each; never beyond the line.

    Without `to_the_end` another change stands behind the last one: a clause that reaches it is not taken for more.
    """
    found: list[int] = []
    at = 0
    while not found or at < len(tokens):
        start = at + (1 if found else 0)
        end = next((spot for spot in range(start, len(tokens)) if tokens[spot] in _CLAUSE_ENDS), len(tokens))
        if end == len(tokens) and found and not to_the_end:
            break
        if end - start > _CLAUSE:
            found.append(start + _cut(tokens[start : start + _CLAUSE], _CLAUSE // 2, backwards=backwards))
            break
        found.append(end)
        if end < len(tokens) and tokens[end] == "\n":
            break
        at = end
    return found


def _is_cut(tokens: list[str], quoted: int, *, whole: bool) -> bool:
    """Whether a quote ends inside a clause."""
    if quoted >= len(tokens):
        return not whole and bool(tokens)
    return tokens[quoted] not in _CLAUSE_ENDS and (not quoted or tokens[quoted - 1] not in _CLAUSE_ENDS)


def _cut(tokens: list[str], wanted: int, *, backwards: bool = False) -> int:
    """How many of `tokens` to take, counted from the side that stays: about `wanted`, up to the nearest border of a word."""
    for at in sorted(range(4, len(tokens)), key=lambda at: abs(at - wanted)):
        near, far = tokens[at - 1], tokens[at]
        before = far if backwards else near
        if before in _WORDS_END or before in _CLAUSE_ENDS or len(near) > 1 or len(far) > 1:
            return at
    return min(len(tokens), wanted)
