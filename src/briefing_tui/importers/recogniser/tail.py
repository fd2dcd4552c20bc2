"""报尾: end mark, distribution with channels, copies, department and date at the end of an issue.

Also tells which lines can only belong there, so that no paragraph is joined to them.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser.labels import (
    COPIES,
    DATE,
    DEPARTMENT,
    RECORD,
    ROLES,
    LabelledValue,
    is_record,
    names_maker,
    read_fields,
)
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.names import close_up, is_department
from briefing_tui.importers.report import Ledger, shown, squeeze
from briefing_tui.model.issue import Distribution
from briefing_tui.text import numerals
from briefing_tui.text.late_pattern import late
from briefing_tui.text.marks import Balance, is_rule

_CHANNEL = late("印|送|推|发|邮|微信|钉钉|OA|系统|网|传真|电子|纸|短信", re.IGNORECASE)
_END = late(r"(?:以下)?(?:无正文|無正文|空白)|(?:本期|全文|正文)?完|END|the end", re.IGNORECASE)
_DASHES = "-—–－─━=＝_*~～·.…（()）【】[]〈〉<>《》"
_COPIES = late(
    rf"[（(]?\s?(?:共\s?印|印|印数|份数|共)\s?[:：]?\s?([0-9]{{1,6}}|{numerals.NUMERAL})\s?份\s?[）)]?。?\Z"
)
_PRINTED = late(r"[\s　]*(?:印发|编印|印制|印|编发|编)[\s　]*\Z")
_WIDE_GAP = late("[ \u3000\t]{3,}|\u3000\u3000")
_UNKNOWN_LABEL = late("[\u4e00-\u9fff \u3000]{1,8}[:：]")
"""阅示：…: whatever it is, it does not go on from the recipients above."""
_IMPRINT = frozenset((COPIES, RECORD, DEPARTMENT, DATE))
"""Kinds of labels that stand beside each other at the end."""
_SEARCHED = 60
"""Lines from the end in which the tail is looked for."""


class Tail(NamedTuple):
    """What the end of the text says."""

    distribution: tuple[Distribution, ...] = ()
    mark: str = ""
    copies: int | None = None
    department: str = ""
    department_line: int = 0
    date: dt.date | None = None
    date_text: str = ""
    date_line: int = 0
    rest: tuple[SourceLine, ...] = ()
    """Lines that have no place here: text of the last item."""


def starts_tail_line(text: str) -> bool:
    """Whether a line, wherever it stands, is one of the tail."""
    if len(text) > 400 and not role_of(text)[0]:
        return False
    return bool(role_of(text)[0] or end_mark(text) or _COPIES.match(text) or is_record(text)) or is_date_line(
        text
    )


def role_of(text: str) -> tuple[str, int]:
    """The role a distribution line begins with and the characters up to its recipients; ("", 0) for another line."""
    for index, char in enumerate(text[:12]):
        if char in ":：":
            word = squeeze(text[:index])
            return (word, index + 1) if word.removeprefix("本期") in ROLES else ("", 0)
    return "", 0


def end_mark(text: str) -> str:
    """The words of an end mark (以下无正文, 完) without dashes and blanks, else empty."""
    if len(text) > 60:
        return ""
    inner = squeeze(text).strip(_DASHES)
    dashed = text[0] in _DASHES
    return inner if _END.fullmatch(inner) and (dashed or len(inner) > 2) else ""


def is_date_line(text: str) -> bool:
    """A line that is a date and nothing else but 印发."""
    if len(text) > 40:
        return False
    found = numerals.DATE.match(text)
    return found is not None and not _PRINTED.sub("", text[found.end() :]).strip()


def part_issuer(text: str) -> tuple[str, str, str] | None:
    """`业务管理部　2024年12月16日印发` → department, date, label words; None for another line."""
    found = numerals.DATE.search(text) if len(text) <= 60 else None
    if found is None:
        return None
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    label = _PRINTED.search(after)
    if label is None and after:
        return None
    if before and not is_department(_PRINTED.sub("", before).strip()):
        return None
    return (
        _PRINTED.sub("", before).strip(),
        found[0],
        (before[len(_PRINTED.sub("", before)) :] + after).strip(),
    )


def _is_record(text: str) -> bool:
    """Who signed or can be called, in brackets or not."""
    bracketed = text[0] in "（(" and text[-1] in "）)"
    return is_record(text) or (bracketed and len(text) > 2 and is_record(text[1:-1].strip()))


def _is_imprint(text: str) -> bool:
    """主办：示例协会　出版日期：2024年9月1日: who makes the bulletin, and when, by their labels."""
    before, fields = read_fields(text)
    return (
        bool(fields) and not before and all(field.kind == RECORD or _told_by(field) != "" for field in fields)
    )


def _told_by(field: LabelledValue) -> str:
    """The department or the date behind a label; empty when it is none."""
    if names_maker(field) and is_department(field.value):
        return field.value
    return field.value if field.kind == DATE and is_date_line(field.value) else ""


def find_tail(lines: Sequence[SourceLine]) -> int:
    """Index of the first line of the tail; `len(lines)` when there is none."""
    total = len(lines)
    floor = max(0, total - _SEARCHED)
    for index in range(total - 1, floor - 1, -1):
        if end_mark(lines[index].text):
            return index
    start, passed = total, 0
    for index in range(total - 1, floor - 1, -1):
        text = lines[index].text
        if role_of(text)[0] or _loose_role(text)[0]:
            start, passed = index, 0
        elif passed == 0 and (
            part_issuer(text) or _COPIES.match(text) or _is_record(text) or is_rule(text) or _is_imprint(text)
        ):
            start = index
        elif len(text) <= 120 and text[-1] not in "。！？" and passed < 4:
            passed += 1
        else:
            break
    if 0 < start < total and is_date_line(lines[start].text) and is_department(lines[start - 1].text):
        start -= 1
    return start


def read_tail(lines: Sequence[SourceLine], ledger: Ledger, above: Sequence[SourceLine] = ()) -> Tail:
    """The tail from its lines; `above` are lines of the distribution that stood in the masthead."""
    tail = Tail()
    roles: list[tuple[SourceLine, str, list[str]]] = []
    rest: list[SourceLine] = []
    open_role = False
    roles.extend(entry for line in above if (entry := _role_line(line, ledger)) is not None)
    for line in _columns(lines):
        text = line.text
        if entry := _role_line(line, ledger):
            roles.append(entry)
            open_role = True
            continue
        plain = _particulars(line, tail, ledger)
        if plain is not None:
            tail, open_role = plain, False
        elif (
            open_role
            and not _UNKNOWN_LABEL.match(text)
            and (line.indent >= 2 or not is_department(text))
            and text[-1] not in "。！？"
        ):
            roles[-1][2].append(text)
        elif is_department(text) and not tail.department:
            tail, open_role = tail._replace(department=text, department_line=line.number), False
        else:
            ledger.doubt(
                line.number, _("stands in the tail but belongs to no line of it; kept with the last item")
            )
            rest.append(line)
    distribution = [
        entry for line, role, parts in roles for entry in _distribution(line, role, parts, ledger)
    ]
    return tail._replace(distribution=tuple(distribution), rest=tuple(rest))


def _role_line(line: SourceLine, ledger: Ledger) -> tuple[SourceLine, str, list[str]] | None:
    """The role a line begins with and its recipients, which may go on; None for another line."""
    text = line.text
    role, start = role_of(text) if role_of(text)[0] else _loose_role(text)
    if not role:
        return None
    ledger.drop(line.number, text[len(text[:start].rstrip(":： \t\u3000")) : start], report.LABEL)
    return line, role, [text[start:].strip()]


def _columns(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """The lines, those parted where copies or sign-off stand on the right of another."""
    for line in lines:
        before, fields = read_fields(line.text)
        if len(fields) > 1 and not before and {field.kind for field in fields} <= _IMPRINT:
            for field in fields:
                yield line._replace(text=field.label + field.value)
            continue
        parts = _WIDE_GAP.split(line.text)
        total = len(parts)
        while len(parts) > 1 and (_COPIES.match(parts[-1]) or is_record(parts[-1])):
            yield line._replace(text=parts.pop())
        yield line if len(parts) == total else line._replace(text="  ".join(parts))


def _particulars(line: SourceLine, tail: Tail, ledger: Ledger) -> Tail | None:
    """The tail with an end mark, copies, record line, rule or issuer-and-date line taken in; None for another line."""
    text, number = line.text, line.number
    if mark := end_mark(text):
        if tail.mark:
            ledger.drop(number, text, report.REPEATED)
            return tail
        compact = squeeze(text)
        at = compact.index(mark)
        ledger.drop(number, compact[:at] + compact[at + len(mark) :], report.END_DASHES)
        return tail._replace(mark=ledger.keep(mark))
    if found := _COPIES.match(text):
        if tail.copies is not None:
            ledger.drop(number, text, report.REPEATED)
            return tail
        ledger.value(number, text)
        return tail._replace(copies=numerals.parse_number(found[1]))
    if (imprint := _imprint(line, tail, ledger)) is not None:
        return imprint
    if _is_record(text):
        ledger.drop(number, text, report.RECORD)
        ledger.doubt(number, _("{text!r} belongs to the record and is not kept").format(text=shown(text)))
        return tail
    if is_rule(text):
        ledger.drop(number, text, report.RULE)
        return tail
    issuer = part_issuer(text)
    if issuer is None or tail.date_text:
        return None
    department, date, label = issuer
    if department and tail.department:
        return None
    ledger.drop(number, label, report.LABEL)
    if department:
        tail = tail._replace(department=department, department_line=number)
    return _dated(tail, number, date, ledger)


def _imprint(line: SourceLine, tail: Tail, ledger: Ledger) -> Tail | None:
    """The tail with the department or the date that stands behind its label; None for another line."""
    before, fields = read_fields(line.text)
    if before or len(fields) != 1 or not (told := _told_by(fields[0])):
        return None
    if fields[0].kind == DATE:
        if tail.date_text:
            return None
        ledger.drop(line.number, fields[0].label, report.LABEL)
        return _dated(tail, line.number, told, ledger)
    if tail.department:
        return None
    ledger.drop(line.number, fields[0].label, report.LABEL)
    return tail._replace(department=told, department_line=line.number)


def _dated(tail: Tail, line: int, text: str, ledger: Ledger) -> Tail:
    """The tail with a date, which is told when there is no such day."""
    try:
        value = numerals.parse_date(text)
    except ValueError:
        ledger.doubt(line, _("no such day: {date}").format(date=text))
        value = None
    return tail._replace(date=value, date_text=text, date_line=line)


def _loose_role(text: str) -> tuple[str, int]:
    """A role with blanks instead of a colon: `抄送　各部门`; two letters at least, as 发 alone is a verb."""
    parts = text.split(None, 1)
    if len(parts) < 2 or len(parts[0]) < 2 or parts[0].removeprefix("本期") not in ROLES:
        return "", 0
    return parts[0], text.index(parts[1], len(parts[0]))


def _distribution(line: SourceLine, role: str, parts: Sequence[str], ledger: Ledger) -> list[Distribution]:
    """The entries of one role; a second channel on the line begins a second entry."""
    found: list[Distribution] = []
    names: list[str] = []
    for name, channel, dropped in _recipients("".join(parts)):
        ledger.drop(line.number, dropped, report.SEPARATOR)
        if name:
            names.append(ledger.keep(name))
        if channel:
            found.append(Distribution(role, tuple(names), ledger.keep(channel)))
            names = []
    if names or not found:
        found.append(Distribution(role, tuple(names)))
    ledger.keep(role)
    for _extra in found[1:]:
        ledger.add(role)
    return found


def _recipients(text: str) -> list[tuple[str, str, str]]:
    """Name, channel behind it, characters dropped: in order."""
    found: list[tuple[str, str, str]] = []
    balance, start = Balance(), 0
    for index in range(len(text) + 1):
        last = index == len(text)
        if not last:
            balance.feed(text[index])
        if last or (text[index] in "、，；;,。" and not balance.open):
            name = text[start:index].strip()
            channel, brackets = "", ""
            opening = max(name.rfind("（"), name.rfind("("))
            if opening >= 0 and name[-1] in "）)" and _CHANNEL.search(name, opening):
                channel = name[opening + 1 : -1].strip()
                brackets = name[opening] + name[-1]
                name = name[:opening].rstrip()
            found.append((close_up(name), channel, brackets + ("" if last else text[index])))
            start = index + 1
    return found
