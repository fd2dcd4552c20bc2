"""Labels of headings and lists, document numbers, the ends of a list's members (GB/T 15834-2011, GB/T 9704-2012). Pure."""

import re
from collections import Counter
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.model.finding import HINT
from briefing_tui.proof.remark import OPENING, ProofLine, Remark
from briefing_tui.text.characters import HAN
from briefing_tui.text.numerals import NUMERAL, parse_number

_BRACKETED = re.compile(
    rf"(?:^[ \t\u3000]*|(?<=[。：；，]))([（(](?:{NUMERAL}|[0-9０-９]{{1,3}})[）)]|[①-⑳⑴-⒇㈠-㈩])[ \u3000]*[、，．.,：:。；;](?![ ]?[（(①-⑳⑴-⒇㈠-㈩])"
    rf"|(?:^[ \t\u3000]*|(?<=[。：；]))([（(][A-Za-z][）)])[ ]?[、，．.](?=[{HAN}{OPENING}])"
    rf"|^[ \t\u3000]*((?:[0-9]{{1,2}}|{NUMERAL}|[A-Za-z])[）)])[、，．.：:](?=[{HAN}{OPENING}])|^[ \t\u3000]*([〔【\[](?:{NUMERAL}|[0-9]{{1,2}})[〕】\]])[、，．.]",
    re.MULTILINE,
)
_DIGITS = re.compile(
    rf"(?:^[ \t\u3000]*|(?<=[。：；])(?<![0-9]：)(?<![0-9][ ]：))([0-9０-９]{{1,2}})(?:[ ]?、(?![0-9]{{1,2}}(?:[、日号年期]|月(?![0-9]{{1,2}}日)|和))|。(?=.)|[.．]、|[，,](?=[{HAN}]))"
    rf"|^[ \t\u3000]*([0-9０-９]{{1,2}})(?:[：:；;，,](?=[{HAN}{OPENING}])|[，,](?=(?:19|20)[0-9]{{2}}年))|^[ \t\u3000]*([A-Z])、(?=[{HAN}{OPENING}])",
    re.MULTILINE,
)
_NUMERALS = re.compile(
    rf"^([ \t\u3000]*{NUMERAL})(?:[ ]?[.．]|(?<![一二三四五六七八九零〇百千].)(?<!二十.)[ ]?[，,]|。(?=.)|[ ]+、|[：:；;](?!{NUMERAL}))|(?<=[：；。])({NUMERAL})[.．](?=[{HAN}{OPENING}])",
    re.MULTILINE,
)
"""二十三，糖瓜粘 and 三六九，往外走 are verse."""
_LABELLED = re.compile(
    rf"(?:^|(?<=[。：；，]))[ \t\u3000]*(?:[（(](?:{NUMERAL}|[0-9０-９]{{1,3}}|[A-Za-z])[）)]|[①-⑳⑴-⒇㈠-㈩]|{NUMERAL}|[0-9０-９]{{1,2}})[ \u3000]*\Z",
    re.MULTILINE,
)
_ASCII = str.maketrans("０１２３４５６７８９", "0123456789")
_LABEL_LENGTH = 16
"""Characters of a label, the blanks about it and the mark before it."""
_DOCUMENT = re.compile(
    r"(?P<open>[\[（(【〖﹝［《〈<{｛「『])[ ]?(?:(?P<year>(?:19|20)[0-9]{2})|(?P<words>[一二][〇零○九][〇零○一二三四五六七八九]{2}))年?[ ]?(?P<close>[\]）)】〗﹞］》〉>}｝」』])(?=[ ]?第?[ ]?[0-9０-９]{1,4}(?:[—–～~至、－-][0-9]{1,4})?[ ]?号)"
)
_SHORT_YEAR = re.compile(
    r"(?<=[发函字文办通])[\[（(【﹝［〔][ ]?[0-9]{2}[ ]?[\]）)】﹞］〕](?=[ ]?第?[0-9]{1,4}[ ]?号)"
)
_SERIAL = re.compile(r"(?<=[发函字文办通]〔[0-9]{4}〕)(?P<serial>第[0-9]{1,4}|0+[0-9]{1,4})(?=号)")
"""发文顺序号不加“第”字，不编虚位."""
_INLINE = tuple(
    (firsts, re.compile(rf"(?:^|(?<=[。！？：；，、”;:,（ ])){label}"))
    for firsts, label in (
        (("一是", "一要"), "(?P<number>[一二三四五六七八九十]{1,3})(?:是(?!否)|要)"),
        (("第一，", "第一、", "第一："), "第(?P<number>[一二三四五六七八九十]{1,3})[，、：]"),
        (("其一，",), "其(?P<number>[一二三四五六七八九十])，"),
        (("（一）", "(一)"), "[（(](?P<number>[一二三四五六七八九十]{1,3})[）)]"),
        (("（1）", "(1)"), "[（(](?P<number>[0-9]{1,2})[）)]"),
        (("①",), "(?P<number>[①-⑳])"),
        (("1.", "1．"), "(?P<number>[0-9]{1,2})[.．](?![0-9])"),
        (("一、",), "(?P<number>[一二三四五六七八九十]{1,3})、"),
    )
)
"""What the first member of a list inside a paragraph begins with, and how all of them begin."""
_ENDS = frozenset("；。，")
"""What members of a list end in."""
_WIDE = str.maketrans(";,:", "；，：")
_SEVERAL = 3
"""Members of a list whose ends are compared."""
_SHORTEST = 6
"""Characters that three members and their ends take at least."""
_BEGUN = re.compile("|".join(re.escape(first) for firsts, _pattern in _INLINE for first in firsts))
_LINE_BEGUN = re.compile(rf"^[^\n]*?(?:{_BEGUN.pattern})[^\n]*", re.MULTILINE)
_MEMBER_LINE = re.compile(
    r"^[ \t\u3000]*(?:(?P<is>[一二三四五六七八九十]{1,3})是(?!否)|[（(](?P<bracket>[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|(?P<digits>[0-9]{1,2})[.．](?![0-9]))[^\n]*",
    re.MULTILINE,
)
"""A paragraph that is a member of a list: 二是…, （2）…, 2.…."""
_NUMBERS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}
_BLANKS = " \t\u3000"
_BEHIND_WORDS = frozenset("%％”）》")


def mark_behind_bracketed_label(text: str) -> Iterator[Remark]:
    """P-09: a label in brackets or a ring carries no mark behind it (GB/T 15834-2011, 4.5.3.4)."""
    for found in _BRACKETED.finditer(text):
        label = found.lastindex or 0
        yield Remark(found.start(label), found.end(), found[label])


def mark_behind_plain_label(text: str) -> Iterator[Remark]:
    """P-10: 一、 and 1. are the labels of the ladder, not 一. and 1、 (GB/T 9704-2012, 7.3.3)."""
    for found in _DIGITS.finditer(text):
        label = found[found.lastindex or 0]
        yield Remark(found.start(found.lastindex or 0), found.end(), f"{label.translate(_ASCII)}.")
    for found in _NUMERALS.finditer(text):
        yield Remark(found.start(found.lastindex or 0), found.end(), f"{found[found.lastindex or 0]}、")


def ends_a_label(text: str, at: int) -> bool:
    """Whether the mark at a place is the one behind a label, which P-09 and P-10 tell."""
    first = max(0, at - _LABEL_LENGTH)
    if _LABELLED.search(text, first, at) is None:
        return False
    start = text.rfind("\n", first, at) + 1 or first
    return any(
        found.start() < at < found.end()
        for pattern in (_BRACKETED, _DIGITS, _NUMERALS)
        for found in pattern.finditer(text, start, at + 3)
    )


def document_number(text: str) -> Iterator[Remark]:
    """P-12: the year of a document number stands in 〔 〕 (GB/T 9704-2012, 7.2.5)."""
    for found in _DOCUMENT.finditer(text):
        year = found["year"] or str(parse_number(found["words"]))
        yield Remark(found.start(), found.end(), f"〔{year}〕")
    for found in _SHORT_YEAR.finditer(text):
        yield Remark(found.start(), found.end(), None, _("the year has four digits"))
    for found in _SERIAL.finditer(text):
        serial = found["serial"].lstrip("第0")
        yield Remark(found.start(), found.end(), serial, _("no 第 and no zeros before the number"), HINT)


def unlike_ends(text: str) -> Iterator[Remark]:
    """P-16: the members of 一是…；二是…；三是… end alike: in one paragraph all in ； or all in 。 (the last always in 。). So do those of
    第一，…, （1）…, ①…, 1.….
    """
    if not _BEGUN.search(text):
        return
    yield from _unlike_paragraphs(text)
    for start, line in _lines_of_lists(text):
        lists = [pattern for firsts, pattern in _INLINE if any(first in line for first in firsts)]
        for run in (run for pattern in lists for run in _runs(line, pattern)):
            if len(run) >= _SEVERAL:
                yield from _unlike_members(start, line, run)


def _unlike_members(start: int, line: str, run: list[int]) -> Iterator[Remark]:
    """What ends otherwise in one list inside a paragraph; `run` are the places of its labels."""
    ends = [_end_before(line, at) for at in run[1:]]
    marks = Counter(mark for _at, mark in ends)
    if len(marks) < 2 or not all(mark in "；。，、： " for mark in marks):
        return
    usual = marks.most_common(1)[0][0]
    if marks[usual] == len(ends) - marks[usual]:
        usual = "；" if "；" in marks or len(ends) > 2 else usual
        if len(ends) == 2 and usual in _ENDS:
            yield _either(line, start, ends, usual)
            return
    for at, mark in ends if usual in _ENDS else ():
        if mark != usual:
            text_ = _("the other members end in {mark}").format(mark=usual)
            yield Remark(start + at, start + at + 1, usual, text_)


def _either(line: str, start: int, ends: list[tuple[int, str]], usual: str) -> Remark:
    """Of two that differ nobody knows which was meant: one remark over both."""
    (first, one), (last, other) = ends
    text = _("the members end in {mark} and in {other}").format(mark=one, other=other)
    return Remark(start + first, start + last + 1, f"{usual}{line[first + 1 : last]}{usual}", text)


def _lines_of_lists(text: str) -> Iterator[ProofLine]:
    """The paragraphs in which a list may begin."""
    for found in _LINE_BEGUN.finditer(text):
        line = found[0].strip(_BLANKS)
        if len(line) >= _SHORTEST:
            yield ProofLine(found.start() + found[0].index(line), line)


def _end_before(line: str, at: int) -> tuple[int, str]:
    """Where the member before a place ends, and its mark, full-width; a blank where it has none."""
    place = at
    while place and line[place - 1].isspace():
        place -= 1
    mark = line[place - 1 : place].translate(_WIDE)
    return (at - 1, " ") if _is_word(mark) and place < at else (place - 1, mark)


def _unlike_paragraphs(text: str) -> Iterator[Remark]:
    """The same where each member is a paragraph of its own: the last may end in 。 after members in ；."""
    run: list[ProofLine] = []
    last, before = 0, ""
    for found in _MEMBER_LINE.finditer(text):
        kind = found.lastgroup or ""
        word = found[kind]
        number = _NUMBERS.get(word) or parse_number(word)
        if number != len(run) + 1 or kind != before or (run and not text[last : found.start()].isspace()):
            if len(run) >= _SEVERAL:
                yield from _unlike(run, ended=False, sure=before == "is")
            run = []
        if number == len(run) + 1:
            run.append(ProofLine(found.start(kind), text[found.start(kind) : found.end()].rstrip(_BLANKS)))
        last, before = found.end(), kind
    if len(run) >= _SEVERAL:
        yield from _unlike(run, ended=not text[last:] or text[last:].isspace(), sure=before == "is")


def _unlike(run: list[ProofLine], *, ended: bool, sure: bool) -> Iterator[Remark]:
    """What ends otherwise in a list of paragraphs; `ended` when nothing follows that might go on with the last, `sure` when they are no
    headings, nor part of a longer list.
    """
    *members, last = run
    marks = Counter(line.text[-1].translate(_WIDE) for line in members)
    closing = last.text[-1].translate(_WIDE)
    usual = "；" if marks["；"] > marks["。"] or (marks["；"] == marks["。"] and closing != "。") else "。"
    alike = marks[usual] + (closing == "。")
    if not marks[usual] or not all(mark in "；。，、" or _is_word(mark) for mark in {*marks, closing}):
        return
    settled = alike >= _SEVERAL - 1
    if not sure and not (settled and {*marks, closing} <= set("；。")):
        return
    for line in members:
        mark = line.text[-1].translate(_WIDE)
        if mark != usual and (settled or mark in "；。"):
            yield _other_end(line, usual, usual)
    if sure and settled and (closing in "；，、" or (ended and _is_word(closing))):
        yield _other_end(last, "。", usual)


def _is_word(char: str) -> bool:
    return char.isalnum() or char in _BEHIND_WORDS


def _other_end(line: ProofLine, end: str, usual: str) -> Remark:
    """A member of a list of paragraphs whose end is another, or that has none."""
    place = line.start + len(line.text) - 1
    fix = f"{line.text[-1]}{end}" if _is_word(line.text[-1]) else end
    return Remark(place, place + 1, fix, _("the other members end in {mark}").format(mark=usual))


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
