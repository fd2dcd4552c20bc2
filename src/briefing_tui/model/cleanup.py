"""What text copied from web pages, Word and PDFs carries along that no bulletin wants, and the text without it.

Called by the body editor after a paste, and for a whole body when asked. Nothing is done silently: the caller shows
before and after and lets each rule be left out. Rules touch blanks, line breaks, invisible characters and the width of
marks; never a word, a figure or the order of anything. Pure; time is linear in the text.
"""

import re
from collections.abc import Callable, Sequence

from briefing_tui.model.body import HEADING_LIMIT
from briefing_tui.text.characters import HAN

HIDDEN = "hidden"
"""Characters that take no room: zero-width blanks, soft hyphens, direction marks, byte order marks."""
SPACES = "spaces"
"""Blanks at the ends of lines, odd and repeated ones, those beside full-width marks or inside a Chinese word."""
BREAKS = "breaks"
"""Line breaks inside a paragraph, from a text wrapped at a measure or cut by a page's end."""
LINES = "lines"
"""Blank lines."""
MARKS = "marks"
"""Half-width , . : ; ? ! ( ) and straight quotes beside 汉字."""
RULES = (HIDDEN, MARKS, SPACES, BREAKS, LINES)
"""In the order in which they are applied: a mark made full-width needs no blank behind it, and the joining of lines needs
the blank lines between paragraphs."""

_HIDDEN = re.compile("[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+")

_ODD_BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f]")
_ENDS = " \t\u3000"
_RUNS = re.compile("(?<=[^ \t]) {2,}")
_FULL_MARKS = "，。、；：？！（）《》〈〉“”‘’【】「」『』〔〕…"
_BESIDE_MARK = re.compile(f"(?<=[{_FULL_MARKS}]) +| +(?=[{_FULL_MARKS}])")
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")
_WORD_LIMIT = 4
"""汉字 in a word of a list parted by blanks (names, places): between two such words a blank is meant."""

_WIDE = re.compile("[\u1100-\uffff\U00010000-\U0003ffff]|[\u2010-\u2027]")
_SENTENCE_ENDS = "。！？：；”）…!?;:)』」’"
_UNFINISHED = "，、,（《“("
_LABEL = re.compile(
    rf"[（(]?[一二三四五六七八九十0-9０-９]{{1,3}}[、.．）)](?![0-9])|[①-⑳■★●◆•○▲◇□※|#>]|[-*·–—][ \u3000]|【|第[一二三四五六七八九十]+[章节条]|[{HAN}]{{1,6}}[：:]"
)
"""A line that begins something of its own, whatever stands before it."""
_LEAST_MEASURE, _MOST_MEASURE = 30, 160
"""Cells between which lines are wrapped by programs; longer ones are whole paragraphs."""
_SLACK = 5
"""Cells by which a full line may fall short: rules of line breaking move up to two 汉字 down."""

_WIDER = str.maketrans(",;:?!", "，；：？！")
_MARK = re.compile(rf"(?<=[{HAN}”）》’％%])[,;:?!](?![/\\])")
_STOP = re.compile(rf"(?<=[{HAN}”）》])\.(?=[{HAN}“（《]|\s|\Z)")
_BRACKETS = re.compile(r"\(([^()\n]*)\)")
_QUOTES = re.compile(r'"([^"\n]*)"')
_HAS_HAN = re.compile(f"[{HAN}]")


def tidy(text: str, rules: Sequence[str] = RULES) -> str:
    """`text` after the given rules. A line break at either end of it stays: it parts it from what stands around it."""
    for rule in RULES:
        if rule in rules:
            text = _RULES[rule](text)
    return text


def needed(text: str) -> tuple[str, ...]:
    """The rules that would change something."""
    found = []
    for rule in RULES:
        tidied = _RULES[rule](text)
        if tidied != text:
            found.append(rule)
            text = tidied
    return tuple(found)


def _without_hidden(text: str) -> str:
    return _HIDDEN.sub("", text)


def _without_spaces(text: str) -> str:
    text = _ODD_BLANKS.sub(" ", text)
    return "\n".join(
        _tidy_line(line) if " " in line or line.strip(_ENDS) != line else line for line in text.split("\n")
    )


def _tidy_line(line: str) -> str:
    line = _BESIDE_MARK.sub("", _RUNS.sub(" ", line.strip(_ENDS)))
    return _BETWEEN_HAN.sub(lambda found: " " if _parts_words(line, found.start()) else "", line)


def _parts_words(line: str, at: int) -> bool:
    """Whether the blank at `at` stands between two short words: 2 to 4 汉字 on either side, then something else."""
    before = after = 0
    while before <= _WORD_LIMIT and at > before and _HAS_HAN.match(line, at - before - 1):
        before += 1
    while after <= _WORD_LIMIT and _HAS_HAN.match(line, at + after + 1):
        after += 1
    return 2 <= before <= _WORD_LIMIT and 2 <= after <= _WORD_LIMIT


def _without_breaks(text: str) -> str:
    lines = text.split("\n")
    measure = _measure(lines)
    joined: list[str] = []
    previous = ""
    for line in lines:
        bare = line.strip(_ENDS)
        if bare and joined and _goes_on(previous, line, measure):
            both_words = joined[-1][-1:].isascii() and bare[0].isascii() and joined[-1][-1:].isalnum()
            joined[-1] = f"{joined[-1].rstrip(_ENDS)}{' ' if both_words and bare[0].isalnum() else ''}{bare}"
        else:
            joined.append(line)
        previous = line
    return "\n".join(joined)


def _measure(lines: Sequence[str]) -> int:
    """Cells at which the text was wrapped; 0 when its lines are whole paragraphs."""
    widths = [(_cells(line.rstrip(_ENDS)), line.rstrip(_ENDS)) for line in lines if line.strip(_ENDS)]
    measure = max((width for width, _line in widths), default=0)
    if len(widths) < 3 or not _LEAST_MEASURE <= measure <= _MOST_MEASURE:
        return 0
    full = [line for width, line in widths if width >= measure - _SLACK]
    cut = sum(1 for line in full if line[-1] not in _SENTENCE_ENDS)
    return measure if len(full) * 5 >= len(widths) * 2 and cut * 2 >= len(full) else 0


def _goes_on(previous: str, line: str, measure: int) -> bool:
    """Whether `line` belongs to the paragraph of the line before it."""
    before, bare = previous.rstrip(_ENDS), line.strip(_ENDS)
    if not before.strip(_ENDS) or before.lstrip(_ENDS).startswith("|") or _LABEL.match(bare):
        return False
    if before[-1] in _UNFINISHED:
        return True
    indented = line[:1] == "\u3000" or line.startswith("  ")
    if before[-1] in _SENTENCE_ENDS or indented:
        return False
    if "。" in before or len(before) > HEADING_LIMIT:
        return True
    return bool(measure and _cells(before) >= measure - _SLACK)


def _cells(line: str) -> int:
    """Near enough: everything that is not Latin takes two."""
    return len(line) + len(_WIDE.findall(line))


def _without_blank_lines(text: str) -> str:
    first, *rest = text.split("\n")
    if not rest:
        return text
    last = rest.pop()
    return "\n".join((first, *(line for line in rest if line.strip(_ENDS)), last))


def _with_full_marks(text: str) -> str:
    text = _BRACKETS.sub(lambda found: f"（{found[1]}）" if _is_chinese(found) else found[0], text)
    text = _QUOTES.sub(lambda found: f"“{found[1]}”" if _is_chinese(found) else found[0], text)
    text = _MARK.sub(lambda found: found[0].translate(_WIDER), text)
    return _STOP.sub("。", text)


def _is_chinese(pair: "re.Match[str]") -> bool:
    """Whether a pair of marks stands in Chinese: 汉字 inside, or before it and no code inside (`担保(2024)`)."""
    if _HAS_HAN.search(pair[1]):
        return True
    start = pair.start()
    return start > 0 and _HAS_HAN.match(pair.string, start - 1) is not None and pair[1].isalnum()


_RULES: dict[str, Callable[[str], str]] = {
    HIDDEN: _without_hidden,
    MARKS: _with_full_marks,
    SPACES: _without_spaces,
    BREAKS: _without_breaks,
    LINES: _without_blank_lines,
}
