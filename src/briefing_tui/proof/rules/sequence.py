"""C-03: numbering and cross-references that disagree with the text; C-05: the number and date against the issue before; C-08: items that
stood in an earlier issue, as whoever can ask the library has found. Pure.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.model.edits import ITEM, Selection
from briefing_tui.model.issue import Issue, Masthead
from briefing_tui.proof.passage import BODY, Passage
from briefing_tui.proof.remark import Remark, lines_with
from briefing_tui.proof.rules.agreement import references_to_items
from briefing_tui.text.numerals import NUMERAL, parse_number

_LABELS = (
    re.compile(rf"({NUMERAL})(?:、|[.．](?![0-9]))"),
    re.compile(rf"[（(]({NUMERAL})[）)]"),
    re.compile(r"([0-9]{1,2})(?:[.．]|、(?![0-9]))"),
    re.compile(r"[（(]([0-9]{1,2})[）)]"),
)
_CHAPTER = re.compile(rf"第({NUMERAL}|[0-9]{{1,2}})章(?![节回])")
_PART = re.compile(rf"第({NUMERAL})部分(?=[ \t\u3000：:]|$)")
_TABLE = re.compile(r"表[ ]?([0-9]{1,2})(?=[ \t\u3000：:.．])(?![.．][0-9])")
"""Counted only where they begin with the first; others are an excerpt."""
_CLAUSE = re.compile(rf"第({NUMERAL}|[0-9]{{1,3}})条(?=[ \t\u3000]|[（(【])")
"""The same of the clauses of a rule, where nothing is left out."""
_CHAPTERS, _CLAUSES, _PARTS, _TABLES = -1, -2, -3, -4
_SECTIONS = {_CHAPTERS: _CHAPTER, _CLAUSES: _CLAUSE, _PARTS: _PART, _TABLES: _TABLE}
_LEFT_OUT = re.compile("略|…|\\.\\.\\.|节选|摘[录编要]")
_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_SHORT = 12
"""Characters of paragraphs whose labels are kept."""
_NUMBERED = "零〇○一二三四五六七八九十百千两廿卅0123456789第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARKED = "、)）.．章条部表是要，阶步环①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""Without one of either a paragraph has no label, and no list."""
_POINT = 2
"""The level whose label may be the beginning of a figure: 4.2023年 is the fourth, 2.5% is none."""
_INLINE = re.compile(
    r"(?:(?<=^)|(?<=[。；：，;:])|(?<=[\u4e00-\u9fff] )(?=[一二三四五六七八九十]{1,2}[是要]))(?:(?P<is>[一二三四五六七八九十]{1,2})是(?!否)|(?P<must>[一二三四五六七八九十]{1,2})要(?![素点件])|第(?P<nth>[一二三四五六七八九十]{1,2})，"
    r"|其(?P<those>[一二三四五六七八九])，|第(?P<phase>[一二三四五六七八九十]{1,2})(?:阶段|步|环节)(?=[，：:（(])"
    r"|[（(](?P<bracket>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[）)](?![项款目至和及（(]|、[ ]?[（(第])|(?P<ring>[①-⑳])(?![①-⑳项至、和及]))",
    re.MULTILINE,
)
_SECTION = re.compile(r"(?:参见|详见|见)(?:本期)?【([^【】\n]{1,30})】")


_OVER_LINES = frozenset({"is", "must", "nth", "those", "phase", "ring"})
"""Lists that may have a paragraph for each member."""
_BLANKS = " \t\u3000"


class Repeat(NamedTuple):
    """Where an item stood before."""

    address: str
    """`2024-12#3`."""
    share: float
    """Of its words that stand there too, from 0 to 1; 0 where only the titles are alike."""
    same_title: bool


def by_item(issue: Issue, found: Iterable[Repeat | None]) -> dict[Selection, Repeat]:
    """What was found for each item of an issue, in order, by the item."""
    places = (
        Selection(ITEM, index, at)
        for index, section in enumerate(issue.sections)
        for at in range(len(section.items))
    )
    return {place: one for place, one in zip(places, found, strict=True) if one is not None}


def repeats(
    found: Mapping[Selection, Repeat], texts: tuple[Passage, ...]
) -> Iterator[tuple[Passage, Remark]]:
    """C-08: told at the title, or at the first line of what has none."""
    places: dict[Selection, Passage] = {}
    for passage in texts:
        if passage.selection in found and passage.field in {"title", BODY}:
            places.setdefault(passage.selection, passage)
    for selection, passage in places.items():
        repeat = found[selection]
        end = len(passage.text.partition("\n")[0])
        yield passage, Remark(0, end or len(passage.text), None, _told(repeat))


def _told(repeat: Repeat) -> str:
    if not repeat.share:
        return _("{address} has the same title").format(address=repeat.address)
    text = _("{address} has {percent} % of its words")
    return text.format(address=repeat.address, percent=int(repeat.share * 100))


def numbering(text: str) -> Iterator[Remark]:
    """C-03: labels of one level count on by one; a level begins anew at 1. What begins in the middle is an excerpt."""
    levels = _Levels(text)
    running: dict[str, int] = {}
    for start, line in lines_with(text, _NUMBERED, _MARKED):
        labels, has_list = _labels(line) if len(line) <= _SHORT else _labels_of(line)
        if not labels and not has_list:
            continue
        if labels:
            running.clear()
        if has_list:
            yield from _inline(start, line, running)
        for level, number, end in labels:
            if level >= 0 and _is_a_figure(line, level, number, end, levels.last[level]):
                break
            yield from levels.step(level, number, start, end)
            if level >= 0:
                break


def _is_a_figure(line: str, level: int, number: int, end: int, last: int) -> bool:
    """4.5万户 behind 2. is no label."""
    return (
        level == _POINT
        and number != last + 1
        and line[end : end + 1].isdigit()
        and not _YEAR.match(line, end)
    )


class _Levels:
    """How far the labels of each level have counted."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.last = [0, 0, 0, 0]
        self._sections = dict.fromkeys(_SECTIONS, (0, 0))
        self._again: list[Remark | None] = [None, None, None, None]
        self._ends = [0, 0, 0, 0]

    def step(self, level: int, number: int, start: int, end: int) -> Iterator[Remark]:
        """The next label, and what is wrong with it."""
        remark = Remark(start, start + end)
        if level < 0:
            yield from self._section(level, number, remark)
            return
        last = self.last[level]
        if last and number not in (1, last + 1):
            yield remark._replace(text=_("{expected} comes next").format(expected=last + 1))
        if number == 2 and last == 1 and (again := self._again[level]):
            yield again
        is_again = number == last == 1 and not self._has_heading(self._ends[level], start)
        self._again[level:] = [None] * (4 - level)
        if is_again:
            self._again[level] = remark._replace(text=_("{expected} comes next").format(expected=2))
        self._ends[level] = start + end
        self.last[level:] = (number, 0, 0, 0)[: 4 - level]

    def _section(self, level: int, number: int, remark: Remark) -> Iterator[Remark]:
        """第三章, 第五条."""
        last, end = self._sections[level]
        if last and number not in (1, last + 1) and not _LEFT_OUT.search(self._text, end, remark.start):
            yield remark._replace(text=_("{expected} comes next").format(expected=last + 1))
        self._sections[level] = (number if number == 1 or last else 0, remark.end)

    def _has_heading(self, start: int, end: int) -> bool:
        """Whether between two labels of 1 a line stands that may be a heading: so a new list begins."""
        between = self._text[self._text.find("\n", start, end) : end].split("\n")
        return any(
            line.strip(_BLANKS) and line.strip(_BLANKS)[-1] not in "。；！？…”）" for line in between[:-1]
        )


def _labels_of(line: str) -> tuple[tuple[tuple[int, int, int], ...], bool]:
    """The labels that a paragraph may begin with, as level, number and end; and whether members of a list are in it."""
    labels: list[tuple[int, int, int]] = []
    if line.startswith("|"):
        return (), False  # a row of a table
    for level, pattern in _SECTIONS.items():
        if found := pattern.match(line):
            labels.append((level, _number(found[1]), found.end()))
    for level, pattern in enumerate(_LABELS):
        if found := pattern.match(line):
            labels.append((level, _number(found[1]), found.end()))
    return tuple(labels), _INLINE.search(line) is not None


_labels = functools.lru_cache(maxsize=4096)(_labels_of)
"""The same of short paragraphs, by heart: a text of thousands of 一是 and 5家 is read as quickly as one of words."""


def _inline(start: int, line: str, running: dict[str, int]) -> Iterator[Remark]:
    """The members of lists inside a paragraph: 一是…二是…, （1）…（2）…, ①…②…; `running` is how far they had counted in those before, and
    counts where a paragraph begins with a member.
    """
    last: dict[str, int] = {}
    again: dict[str, Remark] = {}
    for found in _INLINE.finditer(line):
        kind = found.lastgroup or ""
        word = found[kind]
        number = ord(word) - 0x245F if kind == "ring" else _number(word)
        if kind == "bracket":
            kind += "1" if word.isascii() else "一"
        before = last.get(kind, running.get(kind, 0) if found.start() == 0 and kind in _OVER_LINES else 0)
        remark = Remark(
            start + found.start(),
            start + found.end(),
            None,
            _("{expected} comes next").format(expected=before + 1),
        )
        if before and number not in (1, before + 1):
            yield remark
        if number == 2 and before == 1 and kind in again:
            yield again[kind]
        again.pop(kind, None)
        if number == 1 and last.get(kind) == 1:
            again[kind] = remark
        last[kind] = number
    running.update(last)


def _number(word: str) -> int:
    try:
        return parse_number(word)
    except ValueError:
        return 0


def cross_references(issue: Issue, texts: tuple[Passage, ...]) -> Iterator[tuple[Passage, Remark]]:
    """C-03: 见本期第16条 of an issue of 15 items, 见【栏目】 that it does not have."""
    total = issue.item_total()
    titles = {section.title for section in issue.sections}
    for passage in texts:
        if passage.field != BODY or ("见" not in passage.text and "本期第" not in passage.text):
            continue
        for remark in references_to_items(passage.text, total):
            yield passage, remark
        for found in _SECTION.finditer(passage.text):
            if found[1] not in titles:
                yield passage, Remark(found.start(), found.end(), None, _("the issue has no such section"))


def against_the_issue_before(head: Masthead, before: Masthead | None) -> Iterator[str]:
    """C-05: what is odd in number, running number and date beside the issue before; None for no issue before."""
    if head.date is not None and head.year and head.date.year != head.year:
        yield _("the date is in {date}, the number in {year}").format(date=head.date.year, year=head.year)
    if before is None or before.kind != head.kind:
        return
    expected = before.number + 1 if before.year == head.year else 1
    if head.number != expected:
        yield _("the number is {number}, {expected} comes next").format(number=head.number, expected=expected)
    if before.total is not None and head.total is not None and head.total != before.total + 1:
        yield _("the running number is {number}, {expected} comes next").format(
            number=head.total, expected=before.total + 1
        )
    if before.date is not None and head.date is not None and head.date <= before.date:
        yield _("the date is not after that of the issue before, {date}").format(date=before.date)
