"""报头: publisher, title, number and total, marking, issuer and date at the top of a text.

The number line is found by what is left of it when year, number, total and date are taken out. Practice varies
(docs/field.md, "The masthead"); whatever fits no place is kept out and listed as uncertain, never guessed silently. A heading, a
sentence, a headline end the masthead.
"""

from collections.abc import Sequence

from briefing_tui.importers.recogniser import labels
from briefing_tui.importers.recogniser.contents.listing import is_contents_head
from briefing_tui.importers.recogniser.days import date_of
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.masthead.head import Particulars
from briefing_tui.importers.recogniser.masthead.reader import HeadReader
from briefing_tui.importers.recogniser.masthead.words import (
    COPY_NUMBER,
    copy_number_beside_marking,
    is_edition,
    is_marking,
    without_label,
)
from briefing_tui.importers.recogniser.names import (
    ends_like_bulletin,
    is_department,
    is_headline,
    sounds_like_bulletin,
)
from briefing_tui.importers.recogniser.numbers import Numbers, take_numbers
from briefing_tui.importers.report import Ledger
from briefing_tui.model.key import SUPPLEMENT
from briefing_tui.text.marks import bracket_head, is_rule, read_mark

_ZONE = 40
"""Lines from the top in which the masthead is looked for."""
_LINE_LIMIT = 60
"""Characters of a masthead line."""
_NAMES_LIMIT = 8
"""Lines above the number that may be names: more of them are a text."""
_PAGE_LINES = 8
"""Lines in which a page's own title and its stamp stand."""
_REST_LIMIT = 30
"""Characters that may be left of the number line."""
_YEAR_LINES = 12
"""Lines below a masthead in which its year is looked for."""
_DAYS_OF = frozenset(("时间", "日期", "会议时间", "召开时间", "会议日期", "统计时间", "周期"))
_OF_MEETINGS = ("地", "会议", "主持", "出席", "参会", "参加", "列席")
"""What stands below the time of a meeting."""
_FIELDS = frozenset(
    (
        *(
            labels.NUMBER,
            labels.TOTAL,
            labels.YEAR,
            labels.DATE,
            labels.DEPARTMENT,
            labels.PUBLISHER,
            labels.TITLE,
        ),
        *(labels.MARKING, labels.COPIES, labels.RECORD, labels.ROLE, labels.TEXT),
    )
)
"""Kinds of labels that a masthead has."""


def read_masthead(
    lines: Sequence[SourceLine], ledger: Ledger, *, marked_up: bool = False
) -> tuple[Particulars, int]:
    """The masthead and the index of the first line behind it. `marked_up`: the lines are Markdown."""
    reader = HeadReader(ledger, marked_up=marked_up)
    above = _page_above(lines, reader)
    for line in lines[:above]:
        reader.take_page_line(line)
    lines = lines[above:]
    number_at = _number_line(lines, reader)
    end = 0
    for index, line in enumerate(lines[:_ZONE]):
        text = reader.bare(line.text)
        if index < number_at and _is_bracketed_name(lines, index):
            reader.take_bracketed(line)
            continue
        if _begins_text(line, text, first=index == 0) and index != number_at:
            break
        named = line.level > 0 and not index
        if index > number_at and not named and not _fits(reader, text, lines[index + 1 : index + 2]):
            break
        reader.take(line)
        end = index + 1
        if reader.ended:
            break
    return _with_likely_year(reader.finish(), lines[end : end + _YEAR_LINES]), above + end


def _with_likely_year(head: Particulars, below: Sequence[SourceLine]) -> Particulars:
    """With the year of 时间：… below, of a meeting or a period, where the masthead tells a number and no year."""
    if not head.number or head.year or head.date or head.likely_year:
        return head
    for line in below:
        text = line.text.lstrip("-*+•· \u3000").replace("**", "")
        _before, fields = labels.read_fields(text)
        numbers = take_numbers(fields[0].value) if fields and fields[0].word in _DAYS_OF else None
        if numbers is not None and (
            year := numbers.span_year or numbers.month_year or _year_of(numbers.date)
        ):
            return head._replace(likely_year=year, likely_from=(line.number, fields[0].value))
    return head


def _year_of(text: str) -> int:
    try:
        day = date_of(text)
    except ValueError:
        return 0
    return day.year if day else 0


def find_letter(lines: Sequence[SourceLine]) -> int:
    """How many lines of a letter stand above a masthead: name and number, one below the other, that begin further down."""
    for index in range(1, min(_ZONE, len(lines) - 1)):
        text = lines[index].text
        if (lines[index].gap or lines[index].page) and len(text) <= _REST_LIMIT and ends_like_bulletin(text):
            return index if _tells_number(lines[index + 1].text) else 0
    return 0


def _page_above(lines: Sequence[SourceLine], reader: HeadReader) -> int:
    """How many lines at the top are of the page that the text was copied from: what it prints round its title stands above a
    masthead that has name and number of its own.
    """
    page = [
        index
        for index, line in enumerate(lines[:_PAGE_LINES])
        if labels.is_web_line(line.text) or labels.is_page_furniture(line.text)
    ]
    if not page or not page[-1]:
        return 0
    below = lines[page[-1] + 1 :]
    number_at = _number_line(below, reader)
    named = any(sounds_like_bulletin(reader.bare(line.text)) for line in below[: max(number_at, 0)])
    return page[-1] + 1 if named else 0


def _begins_text(line: SourceLine, text: str, *, first: bool) -> bool:
    """Whether a line can be no part of a masthead: a heading, a sentence, a row, an item, a contents head."""
    if _is_heading(line, text, first=first):
        return True
    if is_rule(text) or labels.is_page_furniture(text) or labels.is_web_line(text):
        return False
    if is_marking(text) or copy_number_beside_marking(text):
        return False
    if labels.first_kind(text) in _FIELDS:
        return len(text) > _LINE_LIMIT and labels.first_kind(text) != labels.ROLE
    if text[0] in "|│┃┌╔" or len(text) > _LINE_LIMIT or _is_prose(text) or is_contents_head(text):
        return True
    return bool(bracket_head(text)) or read_mark(text) is not None or text.startswith(("编者按", "卷首语"))


def _is_bracketed_name(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether 【农业气象周报】 is the bulletin's name: its number stands right below."""
    inner = bracket_head(lines[index].text)
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    return bool(inner) and ends_like_bulletin(inner) and bool(below) and _tells_number(below)


def _is_heading(line: SourceLine, text: str, *, first: bool) -> bool:
    """Whether the source marks a line as a heading of its text: the first may be the bulletin's name, and one that sounds like it."""
    if not line.level or _is_number_alone(text):
        return False
    if first and line.level > 1:
        return not (sounds_like_bulletin(text) and _tells_number(text))
    return not (line.level == 1 and (first or sounds_like_bulletin(text)))


def _is_prose(text: str) -> bool:
    """A sentence, a part of one, or a salutation."""
    return text[-1] in "。；，、：:," or "。" in text


def _number_line(lines: Sequence[SourceLine], reader: HeadReader) -> int:
    """Index of the line with the issue's number, or -1. What stands before it must look like a masthead."""
    names, named = 0, False
    for index, line in enumerate(lines[:_ZONE]):
        text = reader.bare(line.text)
        if index and _is_heading(line, text, first=False) and not _is_named_number(line, text):
            return -1
        if _tells_number(text):
            return index
        if index and named and _is_month_line(text):
            return index
        named = ends_like_bulletin(text)
        if _is_bracketed_name(lines, index):
            names += 1
            continue
        if _begins_text(line, text, first=index == 0):
            return -1
        names += not (
            is_rule(text) or labels.is_page_furniture(text) or labels.first_kind(text) or is_marking(text)
        )
        if names > _NAMES_LIMIT:
            return -1
    return -1


def _tells_number(text: str) -> bool:
    """Whether a line says which issue this is, and little else."""
    if len(text) > _LINE_LIMIT or (_is_prose(text) and not labels.first_kind(text)):
        return False
    before, fields = labels.read_fields(text)
    if any(field.kind == labels.NUMBER and any(map(str.isalnum, field.value)) for field in fields):
        return True
    numbers = take_numbers(before if fields else text)
    copy_number = (COPY_NUMBER.fullmatch(text) is not None and not numbers.year) or bool(
        copy_number_beside_marking(text)
    )
    told = numbers.number or numbers.total or numbers.kind == SUPPLEMENT
    return bool(told) and not copy_number and sum(map(len, numbers.rest)) <= _REST_LIMIT


def _is_number_alone(text: str) -> bool:
    """Whether nothing but number and date stands in a heading: 2024年第3期."""
    numbers = take_numbers(text) if len(text) <= _LINE_LIMIT else None
    return numbers is not None and bool(numbers.found and numbers.year) and not numbers.rest


def _is_named_number(line: SourceLine, text: str) -> bool:
    """Whether a heading of the first level says the number and the year of the issue, whatever its name is like."""
    return (
        line.level == 1 and len(text) <= _LINE_LIMIT and bool(take_numbers(text).year) and _tells_number(text)
    )


def _is_month_line(text: str) -> bool:
    """2024年10月刊 right below the name of a monthly, which may have no other number."""
    numbers = take_numbers(text) if len(text) <= _REST_LIMIT else None
    return numbers is not None and bool(numbers.month) and sum(map(len, numbers.rest)) <= 2


def _fits(reader: HeadReader, text: str, following: Sequence[SourceLine]) -> bool:
    """Whether a line behind the number line (or with no number line at all) belongs to the masthead."""
    if is_rule(text) or is_marking(text) or COPY_NUMBER.fullmatch(text) or labels.is_sign_off(text):
        return True
    if labels.is_page_furniture(text):
        return True
    before, fields = labels.read_fields(text)
    if fields and labels.is_web_line(text):
        return reader.named and not labels.is_meeting_time(text, [line.text for line in following])
    if fields and reader.numbered and not reader.dated and _is_period(fields[0], following):
        return True
    if fields and fields[0].kind == labels.TITLE and reader.numbered and reader.named:
        return False
    if fields and fields[0].kind in _FIELDS:
        return fields[0].kind != labels.TEXT or not fields[0].value
    if reader.numbered and is_edition(text):
        return True
    numbers = take_numbers(before if fields else text)
    if (numbers.found and not reader.head.number) or numbers.total or numbers.dated:
        return _small(numbers)
    bare, label = without_label(text)
    if (
        reader.numbered
        and label
        and len(bare) <= _REST_LIMIT // 2
        and not is_headline(bare)
        and bare[-1] not in "。，；："
    ):
        return True
    if reader.numbered and not reader.dated and _is_aside(text) and following:
        return take_numbers(following[0].text).dated and _small(take_numbers(following[0].text))
    if reader.numbered:
        if not reader.named and ends_like_bulletin(text) and not (reader.dated and reader.names):
            return True
        prose = bool(following) and following[0].text[-1] in "。；" and reader.dated
        return is_department(bare) and not reader.head.department and not prose
    return len(reader.names) < 2 and (ends_like_bulletin(text) or is_department(text))


def _is_period(field: labels.LabelledValue, following: Sequence[SourceLine]) -> bool:
    """时间：3月1日至7日, of the bulletin and not of a meeting."""
    beside = any(line.text.startswith(_OF_MEETINGS) for line in following)
    return field.word == "时间" and take_numbers(field.value).dated and not beside


def _is_aside(text: str) -> bool:
    """A line in brackets or behind a dash: a subtitle of the bulletin, when its date stands below."""
    return text.startswith("—") or (text[0] in "（(" and text[-1] in "）)")


def _small(numbers: Numbers) -> bool:
    """Whether what is left beside a number or a date is no text: short, no headline, not run on from it."""
    known = [piece for piece in numbers.pieces if not _is_known(piece.text)]
    return sum(len(piece.text) for piece in known) <= 24 and not any(
        is_headline(piece.text)
        or (piece.touches and numbers.dated and not piece.behind_number and len(piece.text) > 12)
        for piece in known
    )


def _is_known(text: str) -> bool:
    bare = without_label(text)[0]
    return (
        not bare
        or is_department(bare)
        or is_marking(text)
        or sounds_like_bulletin(text)
        or labels.is_sign_off(text)
    )
