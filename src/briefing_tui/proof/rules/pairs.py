"""Marks that come in pairs: brackets, quotes, titles (GB/T 15834-2011, clauses 4.8, 4.9 and 4.15). Pure, one pass a paragraph."""

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.model.finding import HINT
from briefing_tui.proof.remark import CHINESE, Remark, lines_with

_KINDS = (
    "“”",
    "‘’",
    "（）",
    "《》",
    "〈〉",
    "【】",
    "「」",
    "『』",
    "〔〕",
    "［］",
    "｛｝",
    "〖〗",
    "()",
    "[]",
)
_OPENING = {pair[0]: pair for pair in _KINDS}
_CLOSING = {pair[1]: pair for pair in _KINDS}
_SAME = {"()": "（）", "[]": "［］"}
"""Half-width brackets are of one kind with the full-width ones."""
_INNER = {"《》": "〈〉", "“”": "‘’"}
_LABEL = re.compile(r"(?:[0-9A-Za-z]{1,3}|[一二三四五六七八九十百]{1,4}|[①-⑳])\Z")
_ARGUMENT = 4
"""Characters of a bracket behind a Latin letter that may be an argument."""
_SINGLE = re.compile("(?<![A-Za-z0-9'])'([^'\"\n]{1,60})'(?![A-Za-z0-9'])")
_LATIN = re.compile("[A-Za-z][ ]?\\Z")
_EDGE = "：；。，、:;,. \t\u3000"
_DOCUMENT = re.compile(
    r"\((?:19|20)[0-9]{2}年?\)(?=[ ]?第?[ ]?[0-9０-９]{1,4}(?:[—–～~至、－-][0-9]{1,4})?[ ]?号)"
)
_ALL_MARKS = '“”‘’（）《》〈〉【】「」『』〔〕［］｛｝〖〗()[]"'
_QUOTED_NEXT = re.compile("[^\n]*\n[ \t\u3000\n]*“")
"""The next paragraph opens a quotation."""
_ANY = re.compile('[“”‘’（）《》〈〉【】「」『』〔〕［］｛｝〖〗()\\[\\]"]')
_PLAIN = f"[^{re.escape(_ALL_MARKS)}']*+"
_TIDY = re.compile(f"{_PLAIN}(?:(?:（{_PLAIN}）|“{_PLAIN}”|《{_PLAIN}》|【{_PLAIN}】){_PLAIN})*+")
"""A paragraph whose pairs are whole and not within each other, as in most."""
_TWICE = re.compile("《[^《]*《|“[^“]*“")
"""Only then may one pair lie in another of its kind."""
_DEEPEST = 20
"""Pairs that lie in more of them than this are not told: their words, one within the other, would be as long as the text squared."""
_MARKS = 20_000
"""Marks of one paragraph; behind them nothing is said of pairs."""
_SOON = 60
"""Characters from a mark to the one that was meant to close it."""
_LABEL_LENGTH = 5
"""A label and the character before it."""


class _Mark(NamedTuple):
    at: int
    char: str


class _Pair(NamedTuple):
    first: _Mark
    last: _Mark
    depth: int
    """Pairs that were open when it began."""
    inside_alike: bool
    """Whether it lies in one of its own kind, and in none of the inner kind between."""


class _Parsed(NamedTuple):
    pairs: tuple[_Pair, ...]
    alone: tuple[_Mark, ...]
    labels: tuple[_Mark, ...]
    """Brackets that close a label which none opened: `1）`."""


@functools.lru_cache(maxsize=256)
def _parse(line: str) -> _Parsed:
    """The pairs of a paragraph and the marks that have no other half."""
    open_ = _Open([], defaultdict(list))
    pairs: list[_Pair] = []
    alone: list[_Mark] = []
    labels: list[_Mark] = []
    for found in itertools.islice(_ANY.finditer(line), _MARKS):
        mark = _Mark(found.start(), found[0])
        if mark.char == '"' or (mark.char == "’" and line[mark.at - 1 : mark.at].isascii() and mark.at):
            continue
        if mark.char in _OPENING:
            open_.begin(mark)
        elif open_.places[_kind(_CLOSING[mark.char])]:
            pairs.append(open_.end(mark, alone))
        elif _is_label(line, mark):
            labels.append(mark)
        else:
            alone.append(mark)
    return _Parsed(tuple(pairs), tuple(sorted((*alone, *open_.marks))), tuple(labels))


class _Open(NamedTuple):
    """The marks that are open, the innermost last. Each is put in and taken out once."""

    marks: list[_Mark]
    places: defaultdict[str, list[int]]
    """Where in `marks` those of each kind stand."""

    def begin(self, mark: _Mark) -> None:
        """Open one more."""
        self.places[_kind(_OPENING[mark.char])].append(len(self.marks))
        self.marks.append(mark)

    def end(self, mark: _Mark, alone: list[_Mark]) -> _Pair:
        """Close the innermost of its kind; what was opened behind it is alone."""
        kind = _kind(_CLOSING[mark.char])
        at = self.places[kind][-1]
        while len(self.marks) > at:
            first = self.marks.pop()
            self.places[_kind(_OPENING[first.char])].pop()
            if len(self.marks) > at:
                alone.append(first)
        outer, inner = self.places[kind], self.places[_INNER.get(kind, "")]
        return _Pair(first, mark, len(self.marks), bool(outer) and not (inner and inner[-1] > outer[0]))


def _kind(pair: str) -> str:
    return _SAME.get(pair, pair)


def _is_label(line: str, mark: _Mark) -> bool:
    """Whether a closing bracket ends a label: `1）` at the start or behind a mark."""
    if mark.char not in "）)":
        return False
    first = max(0, mark.at - _LABEL_LENGTH)
    label = _LABEL.search(line[first : mark.at])
    if label is None:
        return False
    return first + label.start() == 0 or line[first + label.start() - 1] in _EDGE


def half_width_brackets(text: str) -> Iterator[Remark]:
    """P-02: ( ) are full-width round 汉字 and beside them; `f(x)` and what stands between Latin words stay."""
    for start, line in lines_with(text, "("):
        for first, last, depth, _alike in _parse(line).pairs:
            if first.char + last.char != "()" or depth > _DEEPEST:
                continue
            if _is_chinese(line, first.at, last.at):
                inside = line[first.at + 1 : last.at]
                if _DOCUMENT.match(line, first.at) or "://" in inside or line[first.at - 1 : first.at] == "]":
                    continue  # P-12's; the address of a link
                yield Remark(start + first.at, start + last.at + 1, f"（{inside.strip(' ')}）")


def _is_chinese(line: str, first: int, last: int) -> bool:
    if CHINESE.search(line, first, last):
        return True
    if last - first <= _ARGUMENT and line[first - 1 : first].isascii() and line[first - 1 : first].isalpha():
        return False  # f(x)
    beside = line[max(0, first - 2) : first].rstrip(" ")[-1:] + line[last + 1 : last + 3].lstrip(" ")[:1]
    if not first and line[1:last].isdigit() and CHINESE.search(line):
        return True  # the label of a list's member
    if _LATIN.search(line, max(0, first - 2), first):
        return False  # Green Growth Fund (GGF)
    return any(CHINESE.match(char) or char in "“”《》，。；：、" for char in beside)


def unpaired_marks(text: str) -> Iterator[Remark]:
    """P-03: each bracket and quote has its other half, of the same width, in the same paragraph (4.8.2, 4.9.2).

    A quotation of several paragraphs opens each of them and is closed in the last (4.8.3.5).
    """
    for start, line in lines_with(text, f"{_ALL_MARKS}'"):
        if _TIDY.fullmatch(line):
            continue
        parsed = _parse(line)
        yield from (remark for pair in parsed.pairs for remark in _mixed(start, pair))
        if parsed.alone:
            goes_on = _QUOTED_NEXT.match(text, start + len(line)) is not None
            yield from _alone(start, line, parsed.alone, goes_on=goes_on)
        if "'" in line or '"' in line:
            yield from _straight(start, line)
        for mark in parsed.labels:
            text_ = _("a label in brackets has both")
            yield Remark(start + mark.at, start + mark.at + 1, None, text_, HINT)


def _mixed(start: int, pair: _Pair) -> Iterator[Remark]:
    first, last = pair.first, pair.last
    if _OPENING[first.char] == _CLOSING[last.char]:
        return
    wrong, half = (first, 0) if first.char.isascii() else (last, 1)
    yield Remark(
        start + wrong.at,
        start + wrong.at + 1,
        _kind(_OPENING[first.char])[half],
        _("half-width and full-width in one pair"),
    )


def _alone(start: int, line: str, alone: tuple[_Mark, ...], *, goes_on: bool) -> Iterator[Remark]:
    """Marks without their half; of two openings the second was meant to close, of two closings the first to open."""
    opened = [mark for mark in alone if mark.char == "“"]
    kept = [mark for mark in alone if not (goes_on and mark.char == "“" and len(opened) == 1)]
    if not kept:
        return
    has_chinese = CHINESE.search(line) is not None
    before: _Mark | None = None
    if [mark.char for mark in kept] in (["“", "“"], ["‘", "‘"], ["《", "《"]):
        mark = kept[1]
        yield Remark(start + mark.at, start + mark.at + 1, _OPENING[mark.char][1], _("turned the wrong way"))
        return
    if [mark.char for mark in kept] in (["”", "”"], ["’", "’"], ["》", "》"]):
        mark = kept[0]
        yield Remark(start + mark.at, start + mark.at + 1, _CLOSING[mark.char][0], _("turned the wrong way"))
        return
    if len(kept) == 2 and _are_swapped(*kept):
        first, last = kept
        inside = line[first.at + 1 : last.at]
        fix = f"{_CLOSING[first.char][0]}{inside}{_OPENING[last.char][1]}"
        yield Remark(start + first.at, start + last.at + 1, fix, _("turned the wrong way"))
        return
    for mark, following in itertools.zip_longest(kept, kept[1:]):
        if mark.char in "()[]" and not has_chinese:
            continue
        if following is not None and _are_of_two_kinds(mark, following):
            yield _two_kinds(start, line, mark, following)
        elif not (before is not None and _are_of_two_kinds(before, mark)):
            yield Remark(start + mark.at, start + mark.at + 1, None, _("its other half is missing"))
        before = mark


def _are_swapped(first: _Mark, last: _Mark) -> bool:
    """Whether a mark was closed where it should be opened, and the other way round: ”双绑“."""
    return (
        _CLOSING.get(first.char, "") == _OPENING.get(last.char) and first.at + 1 < last.at <= first.at + _SOON
    )


def _are_of_two_kinds(first: _Mark, last: _Mark) -> bool:
    """Whether one was begun and another closed soon behind: 【本期要目]."""
    return first.char in _OPENING and last.char in _CLOSING and last.at - first.at <= _SOON


def _two_kinds(start: int, line: str, first: _Mark, last: _Mark) -> Remark:
    """One remark over both, with a fix where the half-width one is the wrong one."""
    inside = line[first.at + 1 : last.at]
    fix = None
    if last.char.isascii() and not first.char.isascii():
        fix = f"{first.char}{inside}{_OPENING[first.char][1]}"
    elif first.char.isascii() and not last.char.isascii():
        fix = f"{_CLOSING[last.char][0]}{inside}{last.char}"
    return Remark(start + first.at, start + last.at + 1, fix, _("its halves are of two kinds"))


def _straight(start: int, line: str) -> Iterator[Remark]:
    """Straight quotes round Chinese words."""
    for found in _SINGLE.finditer(line):
        if CHINESE.search(found[1]):
            yield Remark(start + found.start(), start + found.end(), f"‘{found[1]}’", _("straight quotes"))
    if '"' not in line:
        return
    places = [at for at, char in enumerate(line) if char == '"']
    for first, last in zip(places[::2], places[1::2], strict=False):
        if CHINESE.search(line, first, last):
            yield Remark(start + first, start + last + 1, f"“{line[first + 1 : last]}”", _("straight quotes"))


def same_marks_inside(text: str) -> Iterator[Remark]:
    """P-14: a title inside a title stands in 〈〉, a quotation inside a quotation in ‘’ (4.8.3.4, 4.15.3.5)."""
    if not _TWICE.search(text):
        return
    for start, line in lines_with(text, "《“", "》”"):
        if line.count("《") < 2 and line.count("“") < 2:
            continue
        parsed = _parse(line)
        broken = {_kind(_OPENING.get(mark.char) or _CLOSING[mark.char]) for mark in parsed.alone}
        for first, last, depth, inside_alike in parsed.pairs:
            kind = _OPENING[first.char]
            inner = _INNER.get(kind)
            if inner is None or kind in broken or not inside_alike or depth > _DEEPEST:
                continue
            inside = line[first.at + 1 : last.at]
            yield Remark(start + first.at, start + last.at + 1, f"{inner[0]}{inside}{inner[1]}")
