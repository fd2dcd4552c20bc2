"""C-04: dates that cannot be, come after the issue, fall on another weekday or run backwards. Pure.

Silent where a year has to be guessed and the guess matters.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.proof.remark import Context, Remark
from briefing_tui.proof.rules.clock import times
from briefing_tui.text.numerals import parse_number, printed_date

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PART = "[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}"
_WRITTEN = re.compile(
    rf"(?:(?P<year>(?<![0-9])[12][0-9]{{3}}|二[〇零○][〇零○一二三四五六七八九]{{2}})[ ]?年[ ]?)?(?<![0-9０-９.．])(?P<month>{_PART})[ ]?月(?:[ ]?(?P<day>{_PART})[ ]?(?:日|号(?!线|楼|院|机|令|文))|[ ]?(?P<open>[0-9]{{1,2}})(?=[ ]?[—–～~至到-]))?"
)
_NUMERIC = re.compile(
    r"(?P<year>(?:19|20)(?<![0-9.A-Za-z/-]..)[0-9]{2})(?P<mark>[-./])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9.A-Za-z/])(?!-[^ \n]{0,3}(?![0-9]{4}[-./]))"
)
_COMPACT = re.compile(
    r"(?:日期|时间|于)[ ]?[：:为]?[ ]?(?P<date>(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2}))(?![0-9A-Za-z.-])"
)
_FAR_YEAR = re.compile(
    r"(?<![0-9.])(?:20[0-9]{3}年(?=[ ]?[0-9]{1,2}月|度|上半年|下半年|[初末底])|2[1-9][0-9]{2}年(?=[ ]?[0-9]{1,2}月))"
)
"""20224年3月, 2204年5月."""
_WEEKDAY_BEFORE = re.compile(r"(?:星期|礼拜|周)(?P<name>[一二三四五六日天])[ ]?[（(，,]?[ ]?\Z")
_WEEKDAY = re.compile(
    r"[ ]?[（(，,]?[ ]?(?:星期|礼拜|周)(?P<name>[一二三四五六日天])(?![报刊年期到至起边岁])"
)
_ABOUT = re.compile("(?<!十)(?:一二|二三|三四|四五|五六|六七|七八|八九)[ ]?[月日号]")
"""Some month or other: 二三月."""
_NAMES = "一二三四五六日"
_LUNAR = re.compile("(?:农历|阴历|夏历|旧历)[^，。；]{0,8}\\Z")
_TO = re.compile(r"[ ]?起?[ ]?(?:—+|–|～|~|至|到|-)[ ]?(?:当日|当天)?\Z")
_SINGLE_DAY = re.compile(r"[ ]?(?:—+|–|～|~|至|-)[ ]?(?P<day>[0-9]{1,2})[ ]?日")
_YEARS = re.compile(
    r"(?<![0-9])(?P<first>(?:19|20)[0-9]{2})[ ]?年?[ ]?(?:—+|–|～|~|至|-)[ ]?(?P<last>(?:19|20)[0-9]{2})[ ]?年(?![0-9])"
)
_RANGE = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<low>[0-9]+(?:\.[0-9]+)?)(?P<unit>%|％|万亿元|亿元|万元|元|亿|万)?[ ]?[～~][ ]?(?P<high>[0-9]+(?:\.[0-9]+)?)(?P<last>%|％|万亿元|亿元|万元|元|亿|万)?(?![0-9.])"
)
_BACKWARDS = re.compile("(?:距今|公元前|零下|负)[约近大概]?\\Z")
_AGO = re.compile("[余多]?年[之以]?前")
"""What is counted from the later to the earlier: 距今3.8万～1.8万年."""
_LATER = re.compile(
    "将|拟|预计|计划|力争|之前|以前|截止|截至|期限|有效|到期|目标|规划|至|定于|敬请|请于|报名|前完成|底前|日前完成|起施行|起实施|起执行|为期|以内|届时|为止|期间|开幕|日前|前[，。；、将]"
)
_DONE = re.compile("了|成功|已|举行|召开|举办|签署|签订|发布|印发|落地|上线|获|完成|开展|赴|到访|揭牌|启动")
_COUNTED = re.compile("累计|已|共[有计]?[0-9服完办发收]|达到?[0-9]|完成|实现|新增|余额")
"""What a sentence with 截至 tells as reached."""
_OTHER_YEAR = re.compile("(?:去|上|前|当|同|次|翌)年[^，；]{0,4}\\Z")
_NEAR = 60
"""Days: a date without a year that lies further ahead of the issue is the last year's."""
_PAST, _AHEAD = 120, 45
"""Days before and behind the issue's in which a date without a year has that year, or the one beside it at the turn."""
_STOPS = re.compile("[。！？；\n]")
_AROUND = 300
"""Characters of a sentence on either side of a date."""


class _Date(NamedTuple):
    start: int
    end: int
    year: int | None
    month: int
    day: int | None


def dates(text: str, context: Context) -> Iterator[Remark]:
    """All remarks of C-04 in one text."""
    yield from times(text)
    before: _Date | None = None
    has_moons = "历" in text
    for found in _WRITTEN.finditer(text) if "月" in text else ():
        date = _read(found)
        if date is None or (has_moons and _LUNAR.search(text, max(0, date.start - 14), date.start)):
            before = None
            continue
        goes_on = (
            before is not None and date.start - before.end <= 4 and _TO.match(text[before.end : date.start])
        )
        if goes_on and before is not None and date.year is None:
            date = date._replace(year=_year_of_the_end(before, date))
        if not _is_possible(date):
            yield Remark(date.start, date.end, None, _("there is no such day"))
            before = None
            continue
        yield from _weekday(text, date, context)
        yield from _too_late(text, date, context)
        if goes_on and before is not None and _runs_back(before, date):
            yield Remark(before.start, date.end, None, _("the end lies before the beginning"))
        if date.day is not None:
            yield from _single_day(text, date)
        before = date
    yield from _numeric(text, context)
    yield from _compact(text)
    yield from _ranges(text)


def _read(found: "re.Match[str]") -> _Date | None:
    if _ABOUT.search(found[0]):
        return None
    try:
        year = parse_number(found["year"]) if found["year"] else None
        day = found["day"] or found["open"]
        return _Date(
            found.start(), found.end(), year, parse_number(found["month"]), parse_number(day) if day else None
        )
    except ValueError:
        return None


def _year_of_the_end(first: _Date, last: _Date) -> int | None:
    """The year of a range's end that names none: the same, or the next when the months run over the turn of the year."""
    if first.year is None:
        return None
    return first.year + 1 if first.month >= 10 and last.month <= 3 else first.year


def _is_possible(date: _Date) -> bool:
    if date.day is None:
        return 1 <= date.month <= 12 or date.month > 24  # 36月 is a length of time written short
    if not 1 <= date.month <= 12 or not 1 <= date.day <= _DAYS[date.month - 1]:
        return False
    return not (date.month == 2 and date.day == 29 and date.year is not None and not _leaps(date.year))


def _leaps(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _weekday(text: str, date: _Date, context: Context) -> Iterator[Remark]:
    if date.day is None:
        return
    found = _WEEKDAY.match(text, date.end) or _WEEKDAY_BEFORE.search(text, max(0, date.start - 8), date.start)
    if found is None:
        return
    said = _NAMES.index(found["name"].replace("天", "日"))
    years = [date.year] if date.year is not None else _years_of(date, context)
    real = {year: _day_of_week(year, date.month, date.day) for year in years}
    if real and said not in real.values():
        year = years[0] if len(years) < 3 else years[1]
        day = real[year]
        text_ = _("{date} is a {weekday}").format(
            date=printed_date(dt.date(year, date.month, min(date.day, _DAYS[date.month - 1])))
            if day >= 0
            else "",
            weekday=f"星期{_NAMES[day]}",
        )
        yield Remark(min(date.start, found.start()), max(date.end, found.end()), None, text_)


def _years_of(date: _Date, context: Context) -> list[int]:
    """The years that a date without one may be in: that of the issue when it lies close to it, or one beside it too."""
    if context.date is None:
        return []
    year = context.date.year
    near = [
        other
        for other in (year - 1, year, year + 1)
        if -_PAST < (_day(date, other) - context.date).days <= _AHEAD
    ]
    return near or [year + 1, year, year - 1]


def _day_of_week(year: int, month: int, day: int) -> int:
    """0 for Monday; -1 for a day that this year does not have."""
    try:
        return dt.date(year, month, day).weekday()
    except ValueError:
        return -1


def _too_late(text: str, date: _Date, context: Context) -> Iterator[Remark]:
    """A day after the issue's, or a month that begins after it, that its sentence tells as past."""
    if context.date is None or (date.day is None and date.year is None):
        return
    days = (_day(date, context.date.year) - context.date).days
    if days <= 0 or (date.year is None and days > _NEAR):
        return
    before, behind = text[max(0, date.start - _AROUND) : date.start], text[date.end : date.end + _AROUND]
    before, behind = _STOPS.split(before)[-1], _STOPS.split(behind, maxsplit=1)[0]
    if date.year is None and _OTHER_YEAR.search(before):
        return
    is_reached = before.endswith("截至") and _COUNTED.search(behind) is not None
    words = before.removesuffix("截至" if is_reached else "") + text[date.start : date.end] + behind
    if (is_reached or _DONE.search(words)) and not _LATER.search(words):
        yield Remark(
            date.start,
            date.end,
            None,
            _("after the issue's date, {date}").format(date=printed_date(context.date)),
        )


def _day(date: _Date, year: int) -> dt.date:
    """The day, in `year` when the text names none; a leap day in another year is its last of February."""
    year = date.year or year
    day = date.day or 1
    return dt.date(year, date.month, day if (date.month, day) != (2, 29) or _leaps(year) else 28)


def _runs_back(first: _Date, last: _Date) -> bool:
    if first.day is None or last.day is None:
        return (
            first.year is not None
            and last.year is not None
            and (first.year, first.month) > (last.year, last.month)
        )
    if first.year is not None and last.year is not None:
        return (first.year, first.month, first.day) > (last.year, last.month, last.day)
    if first.month == last.month:
        return first.day > last.day
    return first.month > last.month and (first.month - last.month) < 9


def _single_day(text: str, date: _Date) -> Iterator[Remark]:
    """12月10日至5日, 12月10—5日."""
    found = _SINGLE_DAY.match(text, date.end)
    if found is not None and date.day is not None:
        day = int(found["day"])
        if day > _DAYS[date.month - 1] or day == 0:
            yield Remark(date.start, found.end(), None, _("there is no such day"))
        elif day < date.day:
            yield Remark(date.start, found.end(), None, _("the end lies before the beginning"))


def _numeric(text: str, context: Context) -> Iterator[Remark]:
    """2024-02-30, 2024.13.1, their days of the week and ranges of them."""
    before: _Date | None = None
    for found in _NUMERIC.finditer(text):
        date = _Date(found.start(), found.end(), int(found["year"]), int(found["month"]), int(found["day"]))
        if not _is_possible(date):
            yield Remark(date.start, date.end, None, _("there is no such day"))
            before = None
            continue
        yield from _weekday(text, date, context)
        yield from _too_late(text, date, context)
        if before is not None and _TO.fullmatch(text[before.end : date.start]) and _runs_back(before, date):
            yield Remark(before.start, date.end, None, _("the end lies before the beginning"))
        before = date


def _compact(text: str) -> Iterator[Remark]:
    """20240230 behind 日期, and years that nobody means."""
    for found in _COMPACT.finditer(text):
        try:
            dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            yield Remark(found.start("date"), found.end("date"), None, _("there is no such day"))
    for found in _FAR_YEAR.finditer(text) if "年" in text else ():
        yield Remark(found.start(), found.end(), None, _("there is no such day"))


def _ranges(text: str) -> Iterator[Remark]:
    """Ranges of years, and of quantities joined by ～."""
    for found in _YEARS.finditer(text) if "年" in text else ():
        if int(found["first"]) > int(found["last"]):
            yield Remark(found.start(), found.end(), None, _("the end lies before the beginning"))
    for found in _RANGE.finditer(text) if "～" in text or "~" in text else ():
        same = found["unit"] is None or found["unit"] == found["last"]
        if same and float(found["low"]) > float(found["high"]) and not _counts_backwards(text, found):
            yield Remark(found.start(), found.end(), None, _("the end lies before the beginning"))


def _counts_backwards(text: str, found: "re.Match[str]") -> bool:
    start = found.start()
    return (
        _AGO.match(text, found.end()) is not None
        or _BACKWARDS.search(text, max(0, start - 6), start) is not None
    )
