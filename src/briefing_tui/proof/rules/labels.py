"""Labels of headings and lists, document numbers, the ends of a list's members (GB/T 15834-2011, GB/T 9704-2012). Pure."""

import re
from collections import Counter
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.model.finding import HINT
from briefing_tui.proof.remark import ProofLine, Remark
from briefing_tui.text.characters import HAN
from briefing_tui.text.numerals import NUMERAL, parse_number

_BRACKETED = re.compile(
    rf"(?:^|(?<=[。：；，]))([（(](?:{NUMERAL}|[0-9０-９]{{1,3}})[）)]|[①-⑳⑴-⒇㈠-㈩])[ \u3000]*[、，．.,：:。]|^[0-9]{{1,2}}[）)]、",
    re.MULTILINE,
)
_DIGITS = re.compile(
    rf"(?:^[ \t\u3000]*|(?<=[。：；])(?<![0-9]：))([0-9]{{1,2}})(?:[ ]?、(?![0-9]{{1,2}}(?:[、月日号年期]|和))|。(?=.)|[.．]、|，(?=[{HAN}]))",
    re.MULTILINE,
)
_NUMERALS = re.compile(rf"^([ \t\u3000]*{NUMERAL})(?:[ ]?[.．，,]|。(?=.)|[ ]+、)", re.MULTILINE)
_DOCUMENT = re.compile(
    r"(?P<open>[\[（(【﹝［《〈<{｛「『])[ ]?(?P<year>(?:19|20)[0-9]{2})[ ]?(?P<close>[\]）)】﹞］》〉>}｝」』])(?=[ ]?第?[0-9]{1,4}[ ]?号)"
)
_SHORT_YEAR = re.compile(
    r"(?<=[发函字文办通])[\[（(【﹝［〔][ ]?[0-9]{2}[ ]?[\]）)】﹞］〕](?=[ ]?第?[0-9]{1,4}[ ]?号)"
)
_SERIAL = re.compile(r"(?<=[发函字文办通]〔[0-9]{4}〕)(?P<serial>第[0-9]{1,4}|0+[0-9]{1,4})(?=号)")
"""发文顺序号不加“第”字，不编虚位."""
_INLINE = tuple(
    (firsts, re.compile(rf"(?:^|(?<=[。：；，、;:,（ ])){label}"))
    for firsts, label in (
        (("一是", "一要"), "(?P<number>[一二三四五六七八九十]{1,3})(?:是(?!否)|要)"),
        (("第一，",), "第(?P<number>[一二三四五六七八九十]{1,3})，"),
        (("其一，",), "其(?P<number>[一二三四五六七八九十])，"),
        (("（一）", "(一)"), "[（(](?P<number>[一二三四五六七八九十]{1,3})[）)]"),
        (("（1）", "(1)"), "[（(](?P<number>[0-9]{1,2})[）)]"),
        (("①",), "(?P<number>[①-⑳])"),
    )
)
"""What the first member of a list inside a paragraph begins with, and how all of them begin."""
_SEVERAL = 3
"""Members of a list whose ends are compared."""
_SHORTEST = 6
"""Characters that three members and their ends take at least."""
_BEGUN = re.compile("|".join(re.escape(first) for firsts, _pattern in _INLINE for first in firsts))
_LINE_BEGUN = re.compile(rf"^[^\n]*?(?:{_BEGUN.pattern})[^\n]*", re.MULTILINE)
_MEMBER_LINE = re.compile(r"^[ \t\u3000]*([一二三四五六七八九十]{1,3})是(?!否)[^\n]*", re.MULTILINE)
"""A paragraph that is a member of a list: 二是…."""
_NUMBERS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}
_BLANKS = " \t\u3000"


def mark_behind_bracketed_label(text: str) -> Iterator[Remark]:
    """P-09: a label in brackets or a ring carries no mark behind it (GB/T 15834-2011, 4.5.3.4)."""
    for found in _BRACKETED.finditer(text):
        yield Remark(found.start(), found.end(), found[1] or found[0][:-1])


def mark_behind_plain_label(text: str) -> Iterator[Remark]:
    """P-10: 一、 and 1. are the labels of the ladder, not 一. and 1、 (GB/T 9704-2012, 7.3.3)."""
    for found in _DIGITS.finditer(text):
        yield Remark(found.start(1), found.end(), f"{found[1]}.")
    for found in _NUMERALS.finditer(text):
        yield Remark(found.start(1), found.end(), f"{found[1]}、")


def document_number(text: str) -> Iterator[Remark]:
    """P-12: the year of a document number stands in 〔 〕 (GB/T 9704-2012, 7.2.5)."""
    for found in _DOCUMENT.finditer(text):
        yield Remark(found.start(), found.end(), f"〔{found['year']}〕")
    for found in _SHORT_YEAR.finditer(text):
        yield Remark(found.start(), found.end(), None, _("the year has four digits"))
    for found in _SERIAL.finditer(text):
        serial = found["serial"].lstrip("第0")
        yield Remark(found.start(), found.end(), serial, _("no 第 and no zeros before the number"), HINT)


def unlike_ends(text: str) -> Iterator[Remark]:
    """P-16: the members of 一是…；二是…；三是… end alike: in one paragraph all in ； or all in 。 (the last always in 。). So do those of
    第一，…, （1）…, ①….
    """
    if not _BEGUN.search(text):
        return
    yield from _unlike_paragraphs(text)
    for start, line in _lines_of_lists(text):
        lists = [pattern for firsts, pattern in _INLINE if any(first in line for first in firsts)]
        for run in (run for pattern in lists for run in _runs(line, pattern)):
            if len(run) < _SEVERAL:
                continue
            ends = [(at, _mark_before(line, at)) for at in run[1:]]
            marks = Counter(mark for _at, mark in ends)
            if len(marks) < 2 or not set(marks) <= set("；。，;,"):
                continue
            usual = marks.most_common(1)[0][0]
            if marks[usual] == len(ends) - marks[usual]:
                usual = "；"
            for at, mark in ends:
                if mark != usual:
                    place = start + line.rindex(mark, 0, at)
                    text_ = _("the other members end in {mark}").format(mark=usual)
                    yield Remark(place, place + 1, usual, text_)


def _lines_of_lists(text: str) -> Iterator[ProofLine]:
    """The paragraphs in which a list may begin."""
    for found in _LINE_BEGUN.finditer(text):
        line = found[0].strip(_BLANKS)
        if len(line) >= _SHORTEST:
            yield ProofLine(found.start() + found[0].index(line), line)


def _mark_before(line: str, at: int) -> str:
    """The last character before a place that is no blank."""
    while at and line[at - 1].isspace():
        at -= 1
    return line[at - 1 : at]


def _unlike_paragraphs(text: str) -> Iterator[Remark]:
    """The same where each member is a paragraph of its own: the last may end in 。 after members in ；."""
    run: list[ProofLine] = []
    last = 0
    for found in _MEMBER_LINE.finditer(text):
        number = _NUMBERS.get(found[1]) or parse_number(found[1])
        if number != len(run) + 1 or (run and not text[last : found.start()].isspace()):
            if len(run) >= _SEVERAL:
                yield from _unlike(run)
            run = []
        if number == len(run) + 1:
            run.append(ProofLine(found.start(1), text[found.start(1) : found.end()].rstrip(_BLANKS)))
        last = found.end()
    yield from _unlike(run)


def _unlike(run: list[ProofLine]) -> Iterator[Remark]:
    if len(run) < _SEVERAL:
        return
    marks = Counter(line.text[-1] for line in run[:-1])
    if len(marks) < 2 or not set(marks) <= set("；。"):
        return
    usual = "。" if marks["。"] > marks["；"] else "；"
    for start, line in run[:-1]:
        if line[-1] != usual:
            place = start + len(line) - 1
            yield Remark(place, place + 1, usual, _("the other members end in {mark}").format(mark=usual))


def _runs(line: str, pattern: "re.Pattern[str]") -> Iterator[list[int]]:
    """Where the members of each list of a paragraph begin: 一是 and what counts on from it."""
    run: list[int] = []
    expected = 1
    for found in pattern.finditer(line):
        word = found["number"]
        number = ord(word) - 0x245F if "①" <= word <= "⑳" else parse_number(word)
        if number != expected:
            if run:
                yield run
            run, expected = [], 1
            if number != 1:
                continue
        run.append(found.start())
        expected = number + 1
    if run:
        yield run
