"""报头: publisher, title, number and total, marking, issuer and date at the top of a text.

The number line is found by what is left of it when year, number, total and date are taken out. Practice varies
(docs/field.md, "The masthead"); whatever fits no place is kept out and listed as uncertain, never guessed silently.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser.contents import is_contents_head
from briefing_tui.importers.recogniser.lines import Line
from briefing_tui.importers.recogniser.tail import is_department
from briefing_tui.importers.report import Ledger, squeeze
from briefing_tui.model.key import ISSUE, SUPPLEMENT
from briefing_tui.text import numerals
from briefing_tui.text.marks import bracket_head, is_rule, read_mark

_N = rf"([0-9０-９]{{1,5}}|{numerals.NUMERAL})"
_S = r"[ \t\u3000]{0,4}"
_TOTAL = re.compile(rf"总{_S}(?:期号|期数|第|期){_S}[:：第]?{_S}{_N}{_S}[期号]?|总{_S}{_N}{_S}期")
_SUPPLEMENT = re.compile(rf"增{_S}刊(?:{_S}第?{_S}[（(]?{_N}[）)]?{_S}[期号]?)?")
_BRACKETED = re.compile(rf"[〔\[（(【]([0-9]{{4}})年?[〕\]）)】]{_S}第?{_S}{_N}{_S}[期号]")
_NUMBER = re.compile(rf"第{_S}{_N}{_S}[期号]|{_N}{_S}期|[Nn][Oo][.．:： ]{{0,2}}([0-9]{{1,4}})(?![0-9])")
_DOTTED = re.compile(r"(?<![0-9])([12][0-9]{3})[ ]?[·•][ ]?([0-9]{1,3})(?![0-9])")
_YEAR = re.compile(
    rf"[〔\[（(【]?([0-9０-９]{{4}}|[零〇○一二三四五六七八九]{{4}}){_S}年(?:度)?[〕\]）)】]?|[〔\[（(【]([0-9]{{4}})[〕\]）)】]"
)
_COPY = re.compile(
    r"(?:[编份][ \u3000]*号|№|[Nn][Oo][.．]?)[ \u3000]*[:：]?[ \u3000]*[0-9]{2,8}|^0[0-9]{3,7}$"
)
_MARKING = re.compile(
    "内部|资料|参阅|参考|文件|刊物|使用|交流|学习|传阅|注意|妥善|保存|保管|保密|机密|秘密|绝密|仅供|请勿|外传|不得|严禁|公开|翻印|复印|阅后|收回|发行|限|★|[0-9一二三]+年"
)
_SECRET = re.compile("内部|机密|秘密|绝密|注意保存|妥善保管|保密|请勿|仅供")
_NAME = re.compile(
    "简报|快报|动态|信息|通讯|专报|要情|要闻|参考|周报|月报|日报|参阅|情况|交流|快讯|内参|摘报|之窗|半月刊|[Ww]eekly"
)
_ISSUER_LABEL = re.compile(
    r"(?:主办|主管|承办|编印|编发|编制|印发|编辑|发布|编)(?:单位|部门)?[ 　]*[:：]?|(?:主办|编印|编发|编制|印发|编)\Z"
)
_SEPARATORS = " \t\u3000·•|｜/／—–-~，,、：:;；()（）[]〔〕【】"
_ZONE = 40
"""Lines from the top in which the masthead is looked for."""
_LINE_LIMIT = 60
"""Characters of a masthead line."""


class Head(NamedTuple):
    """What the top of the text says; 0 and empty where it says nothing."""

    publisher: str = ""
    title: str = ""
    marking: str = ""
    department: str = ""
    year: int = 0
    number: int = 0
    kind: str = ISSUE
    total: int | None = None
    date: dt.date | None = None


class Numbers(NamedTuple):
    """A line taken apart into its numbers."""

    year: int = 0
    number: int = 0
    kind: str = ISSUE
    total: int | None = None
    date: str = ""
    rest: tuple[str, ...] = ()
    """What is left: names of departments, titles."""
    used: str = ""
    """The characters that went into the numbers, separators included."""

    @property
    def found(self) -> bool:
        """Whether the line tells a number."""
        return self.number > 0 or self.total is not None or self.kind == SUPPLEMENT


def take_numbers(text: str) -> Numbers:
    """Year, number, total and date of a line of at most 100 characters, and what is left of it."""
    if len(text) > 100:
        return Numbers(rest=(text,))
    spans: list[tuple[int, int]] = []
    left = text

    def take(pattern: "re.Pattern[str]") -> "re.Match[str] | None":
        nonlocal left
        found = pattern.search(left)
        if found is not None:
            spans.append(found.span())
            left = left[: found.start()] + "\0" * (found.end() - found.start()) + left[found.end() :]
        return found

    date = take(numerals.DATE)
    total = take(_TOTAL)
    supplement = take(_SUPPLEMENT)
    number = year = 0
    if found := take(_BRACKETED) or take(_DOTTED):
        year, number = _value(found[1]), _value(found[2])
    else:
        if found := take(_NUMBER):
            number = _value(next(group for group in found.groups() if group))
        if found := take(_YEAR):
            year = _value(found[1] or found[2])
    if supplement is not None and supplement[1] and not number:
        number = _value(supplement[1])
    total_value = _value(next(group for group in total.groups() if group)) if total else None
    pieces = tuple(piece.strip(_SEPARATORS) for piece in left.split("\0"))
    rest = tuple(piece for piece in pieces if piece)
    return Numbers(
        year,
        number,
        SUPPLEMENT if supplement else ISSUE,
        total_value or None,
        date[0] if date else "",
        rest,
        _without(text, rest),
    )


def _value(text: str) -> int:
    try:
        return numerals.parse_number(text)
    except ValueError:
        return 0


def _without(text: str, pieces: Sequence[str]) -> str:
    """`text` less `pieces`, which stand in it in this order."""
    kept, at = "", 0
    for piece in pieces:
        start = text.index(piece, at)
        kept += text[at:start]
        at = start + len(piece)
    return kept + text[at:]


def read_masthead(lines: Sequence[Line], ledger: Ledger) -> tuple[Head, int]:
    """The masthead and the index of the first line behind it."""
    reader = _Reader(ledger)
    number_at = _number_line(lines)
    end = 0
    for index, line in enumerate(lines[:_ZONE]):
        if _begins_text(line.text) and index != number_at:
            break
        if index > number_at and not reader.fits(line.text):
            break
        reader.take(line)
        end = index + 1
    return reader.finish(), end


def _begins_text(text: str) -> bool:
    if is_rule(text):
        return False
    if text[0] in "#|":
        return True
    if len(text) > _LINE_LIMIT or text[-1] in "。；" or is_contents_head(text):
        return True
    bracketed = bracket_head(text)
    return bool(bracketed) or read_mark(text) is not None or text.startswith(("编者按", "卷首语"))


def _number_line(lines: Sequence[Line]) -> int:
    """Index of the line with the issue's number, or -1. What stands before it must look like a masthead."""
    for index, line in enumerate(lines[:_ZONE]):
        numbers = take_numbers(line.text) if len(line.text) <= _LINE_LIMIT else Numbers()
        told = numbers.number or numbers.kind == SUPPLEMENT
        copy_number = _COPY.fullmatch(line.text) is not None and not numbers.year
        if told and not copy_number and sum(map(len, numbers.rest)) <= 30:
            return index
        if _begins_text(line.text):
            return -1
    return -1


class _Reader:
    """Takes masthead lines one by one."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.head = Head()
        self.names: list[tuple[int, str]] = []
        self.numbered = False

    def fits(self, text: str) -> bool:
        """Whether a line behind the number line (or with no number line at all) belongs to the masthead."""
        if is_rule(text) or _is_marking(text) or _COPY.fullmatch(text):
            return True
        numbers = take_numbers(text)
        small = sum(map(len, numbers.rest)) <= 24
        if (numbers.found and not self.head.number) or numbers.total or numbers.date:
            return small
        if self.numbered:
            return is_department(_ISSUER_LABEL.sub("", text).strip(_SEPARATORS)) and not self.head.department
        named = [name for _number, name in self.names]
        return len(named) < 2 and (bool(_NAME.search(text)) or is_department(text))

    def take(self, line: Line) -> None:
        """Take one line in."""
        text, number = line.text, line.number
        if is_rule(text):
            self.ledger.drop(number, text, report.RULE)
            return
        numbers = take_numbers(text)
        found = _COPY.search(text)
        if found and not numbers.year and (self.head.number or not _is_number_only(numbers)):
            self.ledger.drop(number, found[0], report.COPY_NUMBER)
            text = (text[: found.start()] + " " + text[found.end() :]).strip()
            if not text:
                return
            numbers = take_numbers(text)
        if _is_marking(text):
            self._keep_marking(line, text)
        elif numbers.found or numbers.date or (numbers.year and not numbers.rest):
            self._take_numbers(line, numbers)
        elif self.numbered:
            self._issuer(number, text)
        else:
            self.names.append((number, text))

    def _keep_marking(self, line: Line, text: str) -> None:
        joined = f"{self.head.marking} {text}".strip()
        self.head = self.head._replace(marking=joined)
        self.ledger.keep(text)

    def _take_numbers(self, line: Line, numbers: Numbers) -> None:
        head = self.head
        if (
            numbers.number
            and head.number
            and (numbers.number, numbers.year or head.year) != (head.number, head.year)
        ):
            self.ledger.doubt(line.number, _("another number: {text}").format(text=line.text))
        self.numbered = self.numbered or numbers.found
        self.ledger.value(line.number, numbers.used)
        self.head = head._replace(
            year=head.year or numbers.year,
            number=head.number or numbers.number or int(numbers.kind == SUPPLEMENT),
            kind=SUPPLEMENT if numbers.kind == SUPPLEMENT else head.kind,
            total=head.total if head.total is not None else numbers.total,
            date=head.date or self._date(line.number, numbers.date),
        )
        for piece in numbers.rest:
            if _is_marking(piece):
                self._keep_marking(line, piece)
            elif not self.names and _NAME.search(piece):
                self.names.append((line.number, piece))
            elif self.names or is_department(_ISSUER_LABEL.sub("", piece).strip(_SEPARATORS)):
                self._issuer(line.number, piece)
            else:
                self.names.append((line.number, piece))

    def _date(self, line: int, text: str) -> dt.date | None:
        try:
            return numerals.parse_date(text)
        except ValueError:
            self.ledger.doubt(line, _("no such day: {date}").format(date=text))
            return None

    def _issuer(self, line: int, text: str) -> None:
        name = _ISSUER_LABEL.sub("", text).strip(_SEPARATORS)
        label = text.replace(name, "", 1) if name in text else ""
        if not name or name not in text:
            self.ledger.drop(line, text, report.LABEL)
            return
        if not self.head.department:
            self.ledger.drop(line, label, report.LABEL)
            self.head = self.head._replace(department=self.ledger.keep(name))
        else:
            self.names.append((line, text))

    def finish(self) -> Head:
        """The masthead with publisher and title chosen among the names."""
        names = [(number, name) for number, name in self.names]
        title_at = _title_at([name for _number, name in names])
        publisher_at = next((index for index in range(len(names)) if index != title_at), -1)
        if title_at > 0:
            publisher_at = title_at - 1
        for index, (number, name) in enumerate(names):
            if index == title_at:
                bare = name.strip("《》")
                self.ledger.drop(number, name.replace(bare, "", 1), report.BRACKETS)
                self.head = self.head._replace(title=self.ledger.keep(_close_up(bare)))
            elif index == publisher_at:
                self.head = self.head._replace(publisher=self.ledger.keep(_close_up(name)))
            elif squeeze(name) in {squeeze(self.head.title), squeeze(self.head.publisher)}:
                self.ledger.drop(number, name, report.REPEATED)
            elif not self.head.department and is_department(name):
                self.head = self.head._replace(department=self.ledger.keep(name))
            else:
                self.ledger.doubt(
                    number,
                    _("{text!r} in the masthead fits no place; joined to the marking").format(text=name),
                )
                joined = f"{self.head.marking} {self.ledger.keep(name)}".strip()
                self.head = self.head._replace(marking=joined)
        return self.head


def _title_at(names: Sequence[str]) -> int:
    """Which of the names is the bulletin's: the last that sounds like one, else the last that is no organisation."""
    for index in range(len(names) - 1, -1, -1):
        if _NAME.search(squeeze(names[index])) and not is_department(names[index]):
            return index
    for index in range(len(names) - 1, -1, -1):
        if not is_department(squeeze(names[index])):
            return index
    return len(names) - 1


def _is_number_only(numbers: Numbers) -> bool:
    return numbers.found and not numbers.rest


def _is_marking(text: str) -> bool:
    """内部资料 注意保存 and the like: made of such words alone."""
    if len(text) > 30 or not _SECRET.search(text):
        return False
    return not any(char.isalnum() for char in _MARKING.sub("", squeeze(text)))


def _close_up(text: str) -> str:
    """`行 业 信 息 简 报` without the blanks that only spread it."""
    parts = text.split()
    return "".join(parts) if len(parts) > 2 and all(len(part) == 1 for part in parts) else text
