"""Headings of Markdown, in all the ways they are written: `## 要闻`, `##要闻`, underlined. Called by `recognise`.

They are told before anything else is: a line that is one gets its level, and its marks are dropped, listed. What stands
in a code block is no heading.
"""

from collections.abc import Iterator, Sequence

from briefing_tui.importers import report
from briefing_tui.importers.markdown.front_matter import front_matter
from briefing_tui.importers.markdown.written import FENCES
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.numbers import take_numbers
from briefing_tui.importers.report import Ledger
from briefing_tui.text.late_pattern import late
from briefing_tui.text.marks import (
    HEAD_LIMIT,
    bracket_head,
    emphasised,
    is_rule,
    is_table_row,
    is_title_like,
    read_mark,
)

OPENS, _INSIDE = 1, 2
_SPACED = late(r"(#{1,6})[ \t\u3000]+(\S.*)\Z")
_CLOSE = late(r"(#{2,6})([^#\s].*)\Z|(#)([\u3400-\u9fff《【「“].*)\Z")
"""Without the blank: `##要闻`, and `#要闻` when a 汉字 follows; #86, #include and #话题# are none."""
_IDENTIFIER = late(r"[ \t]*\{#[\w-]{1,80}\}\Z")
_UNDERLINE = late(r"(?:={3,}|-{3,})\Z")
_SIGNED = late(r"([^\w\s*#>|+\-\[\](){}<`~=!.,:;/\\\\]{1,4} ?)\*\*([^*]{1,60})\*\*")
_EMPHASISED_NUMBER = late(r"\*\*([0-9]{1,3}[.．、])\*\*[ \t\u3000]*(\S.*)\Z")
_LADDER = ("一", "(一)")
_NAMES = (".md", ".markdown", ".mdown", ".mkd")


def is_markdown(lines: Sequence[SourceLine], name: str) -> bool:
    """Whether a text is Markdown: by its name, its front matter, or its headings."""
    if name.lower().endswith(_NAMES) or front_matter(lines).end:
        return True
    headings = [
        index
        for index, line in enumerate(lines)
        if _heading(line.text)[0] and (line.text.startswith("##") or _SPACED.match(line.text))
    ]
    return len(headings) > 1 or headings[:1] == [0]


def take_headings(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """`lines` with the level of each heading and without its marks; underlines are gone."""
    code = list(in_code(lines))
    done: list[SourceLine] = []
    named = False
    for index, line in enumerate(lines):
        level, title = (0, "") if code[index] else _heading(line.text)
        if level:
            start = line.text.index(title, level)
            ledger.drop(line.number, line.text[:start] + line.text[start + len(title) :], report.MARKDOWN)
            done.append(line._replace(text=title, level=level))
        elif not code[index] and done and index and not code[index - 1] and _underlines(done[-1], line):
            ledger.drop(line.number, line.text, report.MARKDOWN)
            named = named or (len(done) == 1 and line.text[0] == "-")
            done[-1] = done[-1]._replace(level=1 if line.text[0] == "=" else 2)
        else:
            done.append(line if code[index] else _plain_number(line, ledger))
    if named and all(line.level > 2 for line in done[1:] if line.level):
        done[0] = done[0]._replace(level=1)  # the name of the bulletin, underlined as a section is
    return done if any(line.level for line in done[1:]) else _emphasised(done, ledger)


def _plain_number(line: SourceLine, ledger: Ledger) -> SourceLine:
    """`**1、** 甲` without the marks round its number."""
    found = _EMPHASISED_NUMBER.match(line.text) if line.text.startswith("**") else None
    if found is None:
        return line
    ledger.drop(line.number, "****", report.MARKDOWN)
    return line._replace(text=f"{found[1]} {found[2]}")


def _emphasised(lines: list[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """Lines that are emphasised as a whole are the headings of a text that has no others; 1. and its like are items."""
    code = list(in_code(lines))
    heads: dict[int, str] = {}
    for index, line in enumerate(lines):
        text = "" if code[index] or line.level else _emphasised_text(line.text)
        mark = read_mark(text) if text else None
        if (
            text
            and not _is_of_masthead(text)
            and is_title_like(text[mark.end :] if mark else text)
            and (mark is None or mark.form in _LADDER or bracket_head(text))
        ):
            heads[index] = text
    if len(heads) < 2:
        return lines
    levels = _emphasised_levels(heads)
    done: list[SourceLine] = []
    for index, line in enumerate(lines):
        if index in heads:
            ledger.drop(line.number, "****", report.MARKDOWN)
            line = line._replace(text=heads[index], level=levels[index])  # noqa: PLW2901 - the line, set
        done.append(line)
    return done


def _emphasised_text(text: str) -> str:
    """`**要闻**` without its marks, a sign before it kept: `🌟 **要闻**`."""
    if inner := emphasised(text):
        return inner
    found = _SIGNED.fullmatch(text)
    return f"{found[1]}{found[2]}" if found else ""


def _is_of_masthead(text: str) -> bool:
    """第22期, 2024年3月1日 and the like, emphasised: no heading."""
    numbers = take_numbers(text)
    return bool(numbers.found or numbers.dated) and sum(map(len, numbers.rest)) <= 2


def _emphasised_levels(heads: dict[int, str]) -> dict[int, int]:
    """The levels of emphasised lines: where some are in brackets, or count 一、二、, and others are not, these stand under them."""
    signs = {index: bool(bracket_head(text)) or _is_counted(text) for index, text in heads.items() if index}
    first = min(signs, default=-1)
    two = first >= 0 and signs[first] and sum(signs.values()) > 1 and not all(signs.values())
    return {index: 1 if not index else 3 if two and not signs[index] else 2 for index in heads}


def _is_counted(text: str) -> bool:
    mark = read_mark(text)
    return mark is not None and mark.form == "一"


def in_code(lines: Sequence[SourceLine]) -> Iterator[int]:
    """For each line whether it stands in a code block: `OPENS` one, another number inside and for its end, 0 outside."""
    fence = ""
    for line in lines:
        if fence:
            yield _INSIDE
            fence = "" if line.text.startswith(fence) and not line.text.strip(fence[0]) else fence
        else:
            fence = next((mark for mark in FENCES if line.text.startswith(mark)), "")
            yield OPENS if fence else 0


def _heading(text: str) -> tuple[int, str]:
    """Level and title of a `#` line; (0, "") for another."""
    if not text.startswith("#"):
        return 0, ""
    if found := _SPACED.match(text):
        marks, rest = found[1], found[2]
    elif len(text) <= 2 * HEAD_LIMIT and (found := _CLOSE.match(text)):
        marks, rest = found[1] or found[3], found[2] or found[4]
        if len(marks) == 1 and "#" in rest:
            return 0, ""
    else:
        return 0, ""
    title = _IDENTIFIER.sub("", rest.rstrip("#").rstrip())
    return (len(marks), title) if title else (0, "")


def _underlines(above: SourceLine, line: SourceLine) -> bool:
    """Whether a line of = or - makes a heading of the one above: a short one of its own, no sentence, item or row."""
    text = above.text
    mark = read_mark(text)
    return (
        line.gap == 0
        and not above.level
        and _UNDERLINE.match(line.text) is not None
        and (is_title_like(text, 2 * HEAD_LIMIT) or (line.text[0] == "=" and len(text) <= 2 * HEAD_LIMIT))
        and not is_rule(text)
        and not is_table_row(text)
        and not text.startswith((">", *FENCES))
        and (mark is None or mark.numbered)
    )
