"""Front matter: the `key: value` lines at the top of a Markdown file, and what of them goes into the masthead.

Between two `---` (YAML) or two `+++` (TOML). Keys are those that generators of sites use, and their Chinese names. Values
go through the one grammar of numbers: `issue: "#86"`, `date: 2024/4/22`, a title that tells the number.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser import labels
from briefing_tui.importers.recogniser.days import date_of
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.masthead.head import Particulars
from briefing_tui.importers.recogniser.masthead.reader import HeadReader
from briefing_tui.importers.recogniser.names import is_publisher
from briefing_tui.importers.recogniser.numbers import YEAR_AND_NUMBER, take_numbers, value_of
from briefing_tui.importers.report import Ledger, shown

_LONGEST = 60
"""Lines of front matter that are looked at."""
_FIELDS = {
    "title": ("title", "标题", "名称"),
    "publisher": ("author", "publisher", "作者", "发布者", "主办"),
    "department": ("department", "dept", "unit", "org", "organization", "organisation", "部门", "编发单位"),
    "marking": ("marking", "密级"),
    "number": ("number", "issue", "no", "num", "vol", "volume", "period", "episode", "期号", "期数"),
    "year": ("year", "年份"),
    "total": ("total", "总期号"),
    "date": ("date", "pubdate", "publishdate", "published", "created", "日期", "发布日期"),
}
_FIELD_OF = {key: field for field, keys in _FIELDS.items() for key in keys}
_BY_LABEL = {
    labels.TITLE: "title",
    labels.PUBLISHER: "publisher",
    labels.DEPARTMENT: "department",
    labels.MARKING: "marking",
    labels.NUMBER: "number",
    labels.YEAR: "year",
    labels.TOTAL: "total",
    labels.DATE: "date",
}
"""Keys that are the labels of a masthead: 主办单位, 出刊日期."""
_OF_SITES = frozenset(("tags", "tag", "categories", "category", "keywords", "标签", "分类", "关键词"))
"""Keys by which sites sort their pages: nobody misses them in an issue."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_YEAR_DIGITS = 4


class FrontMatter(NamedTuple):
    """The `key: value` lines between two rules at the top."""

    values: dict[str, tuple[int, str]]
    """Field of the masthead → line and value without quotes; of several keys for one field the first."""
    end: int
    """Index of the first line behind it."""


def front_matter(lines: Sequence[SourceLine]) -> FrontMatter:
    """The front matter; nothing when the first line is no rule of it or no second follows."""
    values: dict[str, tuple[int, str]] = {}
    rule = lines[0].text if lines else ""
    if rule not in {"---", "+++"}:
        return FrontMatter(values, 0)
    sign = ":" if rule == "---" else "="
    for index, line in enumerate(lines[1:_LONGEST], 1):
        if line.text in {rule, "..." if rule == "---" else rule}:
            return FrontMatter(values, index + 1)
        field, value = _pair(line.text, sign)
        if field and field not in values and line.indent < 2:
            values[field] = (line.number, value)
    return FrontMatter({}, 0)


def title_of(matter: FrontMatter) -> str:
    """The title it tells, empty for none."""
    return matter.values.get("title", (0, ""))[1]


def use_front_matter(
    head: Particulars, lines: Sequence[SourceLine], matter: FrontMatter, ledger: Ledger
) -> Particulars:
    """The masthead with what the front matter adds; its other lines are dropped, listed."""
    sign = ":" if lines[0].text == "---" else "="
    for line in lines:
        field, value = _pair(line.text, sign)
        taken = None
        if field and value and matter.values.get(field) == (line.number, value):
            taken = _used(head, field, value, line, ledger)
        if taken is None:
            ledger.drop(line.number, line.text, report.FRONT_MATTER)
            if _CHINESE.search(value) and _key(line.text, sign) not in _OF_SITES:
                what = _("{text!r} in the front matter is not kept")
                ledger.doubt(line.number, what.format(text=shown(line.text)))
            continue
        head = taken
        at = line.text.rindex(value)
        ledger.drop(line.number, line.text[:at] + line.text[at + len(value) :], report.FRONT_MATTER)
    return head


def _pair(text: str, sign: str) -> tuple[str, str]:
    """Field and value of a line; no field for other keys."""
    key, _found, value = _parted(text, sign)
    name = _plain_key(key)
    field = _FIELD_OF.get(name) or _BY_LABEL.get(labels.kind_of(name), "")
    return field, value.strip().strip("\"'").strip()


def _key(text: str, sign: str) -> str:
    return _plain_key(_parted(text, sign)[0])


def _plain_key(key: str) -> str:
    return key.strip().lower().replace("_", "").replace("-", "")


def _parted(text: str, sign: str) -> tuple[str, str, str]:
    parted = text.partition(sign)
    return text.partition("：") if not parted[1] and sign == ":" else parted


def _used(head: Particulars, field: str, value: str, line: SourceLine, ledger: Ledger) -> Particulars | None:
    """The masthead with one value, accounted for; None when it is of no use."""
    if field == "title" and not head.title:
        return _with_title(head, value, line, ledger)
    if field in {"publisher", "department", "marking"} and not getattr(head, field):
        if field == "publisher" and not is_publisher(value):
            what = _("{text!r} is taken for the publisher, for it is named as the author")
            ledger.doubt(line.number, what.format(text=shown(value)))
        return _with(head, field, ledger.keep(value))
    if field in {"year", "number", "total"} and not getattr(head, field):
        taken = _with_number(head, field, value)
    elif field == "date" and head.date is None:
        taken = _with_date(head, value, line, ledger)
    else:
        return None
    if taken is not None:
        ledger.value(line.number, value)
    return taken


def _with_title(head: Particulars, value: str, line: SourceLine, ledger: Ledger) -> Particulars:
    """The title, and the number when the title tells one: 示例周报 #86."""
    numbers = take_numbers(value)
    if not numbers.found or head.number or not numbers.rest:
        return head._replace(title=ledger.keep(value))
    reader = HeadReader(ledger, marked_up=True)
    reader.take(line._replace(text=value, level=1))
    told = reader.finish()
    return told._replace(
        publisher=head.publisher or told.publisher,
        department=head.department or told.department,
        marking=" ".join(filter(None, (head.marking, told.marking))),
        year=head.year or told.year,
        total=head.total if head.total is not None else told.total,
        date=head.date or told.date,
    )


def _with_number(head: Particulars, field: str, value: str) -> Particulars | None:
    if value.isascii() and value.isdigit() and len(value) <= _YEAR_DIGITS:
        return _with(head, field, int(value))
    if field == "number" and (told := YEAR_AND_NUMBER.fullmatch(value)):
        return head._replace(number=int(told[2]), year=head.year or int(told[1]))
    numbers = take_numbers(value)
    if field == "number" and numbers.number and not numbers.rest and not numbers.guess:
        return head._replace(number=numbers.number, year=head.year or numbers.year, kind=numbers.kind)
    bare = value_of(value.strip("第期号年 "))
    return _with(head, field, bare) if bare else None


def _with_date(head: Particulars, value: str, line: SourceLine, ledger: Ledger) -> Particulars | None:
    try:
        day = date_of(value)
    except ValueError:
        return None
    if day is not None:
        return head._replace(date=day)
    numbers = take_numbers(value)
    year = numbers.month_year or numbers.year or (value_of(value[:_YEAR_DIGITS]) if _is_month(value) else 0)
    if not year:
        return None
    ledger.doubt(line.number, _("a month without a day gives no date: {text!r}").format(text=value))
    return head._replace(likely_year=year, likely_from=(line.number, value))


def _is_month(value: str) -> bool:
    """2024-04, which is no issue number here."""
    year, dash, month = value.partition("-")
    return bool(dash) and len(year) == _YEAR_DIGITS and year.isdigit() and month.isdigit() and len(month) <= 2


def _with(head: Particulars, field: str, value: Any) -> Particulars:
    """`head` with one field, whose name is a key here, set."""
    return head._replace(**{field: value})
