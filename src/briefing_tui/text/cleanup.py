"""What text copied from web pages, Word and PDFs carries along that no bulletin wants, and the text without it.

Called by the body editor after a paste, and for a whole body when asked. Nothing is done silently: the caller shows
before and after and lets each rule be left out. Rules touch blanks, line breaks, invisible characters, the width of marks and
digits, and whole lines that are no text; never a name, a figure, a date or the order of anything. Pure; time is linear in the text.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from briefing_tui.text.characters import HAN
from briefing_tui.text.clean import BIDI, UNSAFE
from briefing_tui.text.entry import entered
from briefing_tui.text.leavings import take_source, without_leavings
from briefing_tui.text.marks import read_mark
from briefing_tui.text.tab_rows import with_rows
from briefing_tui.text.unwrap import (
    CERTAIN,
    LIKELY,
    PASSAGE_LINES,
    POSSIBLE,
    TextLine,
    fitted,
    indent_of,
    unwrap,
)

HIDDEN = "hidden"
"""Characters that take no room (zero-width blanks, soft hyphens, direction marks, byte order marks), also where an
earlier version stored their numbers, `‹200B›`; odd line ends, such as U+2028, become line ends."""
SPACES = "spaces"
"""Blanks at the ends of lines, odd and repeated ones, those beside full-width marks or inside a Chinese word."""
BREAKS = "breaks"
"""Line breaks inside a paragraph, from a text wrapped at a measure or cut by a page's end."""
LINES = "lines"
"""Blank lines; the empty last one too, where nothing stands below."""
MARKS = "marks"
"""Half-width , . : ; ? ! ( ), straight quotes and `...` beside 汉字."""
DIGITS = "digits"
"""Full-width digits and Latin letters."""
LEAVINGS = "leavings"
"""Lines that only surround a text: 分享到, 责任编辑, 字号, the header of a mail, page numbers (`text.leavings`)."""
SOURCE = "source"
"""`（来源：…）` at the end, which the field of an item holds (`source_of` tells it)."""
TABLES = "tables"
"""Rows whose cells are parted by tabs."""
RULES = (HIDDEN, LEAVINGS, SOURCE, TABLES, DIGITS, MARKS, BREAKS, SPACES, LINES)
"""In the order in which they are applied: what is no text goes first, a mark made full-width needs no blank behind it, and the
joining of lines needs the blanks before their first lines and the blank lines between paragraphs."""

_NUMBERED = re.compile("‹(00[89AB][0-9A-F]|061C|20[0-6][0-9A-F]|FEFF|FFF[9AB]|E00[0-7][0-9A-F])›")
"""A hidden character as earlier versions stored it: its number in letters."""

_ODD_BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f]")
_ENDS = " \t\u3000"
_RUNS = re.compile("(?<=[^ \t]) {2,}")
_FULL_MARKS = "，。、；：？！（）《》〈〉“”‘’【】「」『』〔〕…"
_BESIDE_MARK = re.compile(f"(?<=[{_FULL_MARKS}]) +| +(?=[{_FULL_MARKS}])")
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")
_WORD_LIMIT = 4
"""汉字 in a word of a list parted by blanks (names, places): between two such words a blank is meant."""

_ARTICLE = "第[一二三四五六七八九十]{1,3}[章节条]"
_LABEL = re.compile(
    rf"[（(]?[一二三四五六七八九十0-9０-９]{{1,3}}[.．）)](?![0-9])|>|{_ARTICLE}(?:[ \u3000]|\Z)"
)
"""What begins something of its own in pasted text, beside what `unwrap` knows: 1） 一. and articles of a regulation."""
_FIELD = re.compile(rf"[{HAN}]{{1,6}}[：:]|{_ARTICLE}")
"""What may be such a beginning, and behind a full line is more likely a piece of its sentence."""

_WIDER = str.maketrans(",;:?!", "，；：？！")
_MARK = re.compile(rf"(?<=[{HAN}”）》’％%])[,;:?!](?![/\\])")
_STOP = re.compile(rf"(?<=[{HAN}”）》])\.(?=[{HAN}“（《]|\s|\Z)")
_BRACKETS = re.compile(r"\(([^()\n]*)\)")
_QUOTES = re.compile(r'"([^"\n]*)"')
_SINGLE_QUOTES = re.compile(r"(?<![A-Za-z0-9])'([^'\n]*)'(?![A-Za-z0-9])")
_SEVERAL = r"(?:\.{3,}|。{3,}|．{3,}|·{3,}|・{3,}|•{3,}|⋯+)"
_DOTS = re.compile(
    rf"(?<=[{HAN}”）》’，、%％])(?:{_SEVERAL}|…(?!…))|(?<![.。．·・⋯…\w])(?:{_SEVERAL}|…)(?=[{HAN}“（《])"
)
_WIDE_DIGITS = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:[．：－／][０-９]+)*[．％]?|(?<=[0-9])．(?!．)")
_NARROWER = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HAS_HAN = re.compile(f"[{HAN}]")


def tidy(text: str, rules: Sequence[str] = RULES, *, last: bool = False) -> str:
    """`text` after the given rules. A line break at either end of it stays: it parts it from what stands around it.

    Where it is the `last` there is, nothing stands behind it: an empty last line goes, and its source is looked for.
    """
    for rule in RULES:
        if rule in rules:
            text = _applied(rule, text, last=last)
    return text


def needed(text: str, rules: Sequence[str] = RULES, *, last: bool = False) -> tuple[str, ...]:
    """Those of the rules that would change something; `last` as in `tidy`."""
    found = []
    for rule in RULES:
        if rule not in rules:
            continue
        tidied = _applied(rule, text, last=last)
        if tidied != text:
            found.append(rule)
            text = tidied
    return tuple(found)


def places(text: str, rules: Sequence[str] = RULES, *, last: bool = False) -> dict[str, int]:
    """How many lines each of the rules that are needed changes, joins or takes away; `last` as in `tidy`."""
    found = {}
    for rule in RULES:
        if rule not in rules:
            continue
        tidied = _applied(rule, text, last=last)
        if tidied != text:
            found[rule] = _difference(text, tidied)
            text = tidied
    return found


def source_of(text: str, rules: Sequence[str] = RULES) -> str:
    """The source that `SOURCE`, used with the given rules, takes out of a text; empty for none."""
    before = [rule for rule in (HIDDEN, LEAVINGS) if rule in rules]
    return take_source(tidy(text, before)).source if SOURCE in rules else ""


def _applied(rule: str, text: str, *, last: bool) -> str:
    if rule == SOURCE:
        return take_source(text).text if last else text
    text = _RULES[rule](text)
    return text.rstrip("\n") if rule == LINES and last else text


def _difference(before: str, after: str) -> int:
    """Lines that differ where there are as many as before, else those that are gone or new; at least one."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) != len(new):
        return abs(len(old) - len(new))
    return max(1, sum(1 for line, other in zip(old, new, strict=True) if line != other))


def _without_hidden(text: str) -> str:
    if "‹" in text:
        text = _NUMBERED.sub(_hidden_again, text)
    return BIDI.sub("", entered(text)).replace("\ufffc", "")


def _hidden_again(found: "re.Match[str]") -> str:
    """The character that the number in letters stands for, when it is one that hides."""
    char = chr(int(found[1], 16))
    return char if UNSAFE.match(char) else found[0]


def _with_narrow_digits(text: str) -> str:
    return _WIDE_DIGITS.sub(lambda found: found[0].translate(_NARROWER), text)


def _without_spaces(text: str) -> str:
    text = _ODD_BLANKS.sub(" ", text)
    return "\n".join(
        _tidy_line(line) if " " in line or "\t" in line or line.strip(_ENDS) != line else line
        for line in text.split("\n")
    )


def _tidy_line(line: str) -> str:
    if "\t" in line and (mark := read_mark(line)) is not None and "\t" in line[: mark.end]:
        line = line[: mark.end].rstrip() + (" " if mark.form in "1-*+•" else "") + line[mark.end :]
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
    rows = text.split("\n")
    places = [index for index, row in enumerate(rows) if row.strip()]
    joined: list[str] = []
    done = 0
    for paragraph in unwrap(_lines(rows, places)):
        first, last = (places[paragraph.first + at] for at in (0, len(paragraph.starts) - 1))
        joined += rows[done:first]
        row = rows[first]
        joined.append(row if first == last else row[: len(row) - len(row.lstrip())] + paragraph.text)
        done = last + 1
    return "\n".join([*joined, *rows[done:]])


def _lines(rows: Sequence[str], places: Sequence[int]) -> list[TextLine]:
    """The rows at `places`, those that are not blank, with what is known of them."""
    gaps = [place - before - 1 for before, place in pairwise((-1, *places))]
    lines = fitted(
        [
            TextLine(rows[place].strip(), indent_of(rows[place]), gap)
            for place, gap in zip(places, gaps, strict=True)
        ],
        PASSAGE_LINES,
    )
    wrapped = any(line.room is not None for line in lines)
    margin = min((line.indent for line in lines), default=0) if wrapped else 0
    befores = (None, *lines)
    return [
        line._replace(begins=_begins(line, before, margin))
        for before, line in zip(befores, lines, strict=False)
    ]


def _begins(line: TextLine, before: TextLine | None, margin: int) -> int:
    """What is known of a paragraph beginning with `line`; `margin` is the indent of lines that go on."""
    if line.gap or _LABEL.match(line.text):
        return CERTAIN
    field = _FIELD.match(line.text) and not (before and before.full)
    return LIKELY if field or line.indent >= margin + 2 else POSSIBLE


def _without_blank_lines(text: str) -> str:
    first, *rest = text.split("\n")
    if not rest:
        return text
    last = rest.pop()
    return "\n".join((first, *(line for line in rest if line.strip(_ENDS)), last))


def _with_full_marks(text: str) -> str:
    text = _BRACKETS.sub(lambda found: f"（{found[1]}）" if _is_chinese(found) else found[0], text)
    text = _QUOTES.sub(lambda found: f"“{found[1]}”" if _is_chinese(found) else found[0], text)
    text = _SINGLE_QUOTES.sub(lambda found: f"‘{found[1]}’" if _is_chinese(found) else found[0], text)
    text = _DOTS.sub("……", text)
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
    LEAVINGS: without_leavings,
    TABLES: with_rows,
    DIGITS: _with_narrow_digits,
    MARKS: _with_full_marks,
    SPACES: _without_spaces,
    BREAKS: _without_breaks,
    LINES: _without_blank_lines,
}
