"""C-04: times of the day that no clock shows, contradict the half of the day they are told in, or run backwards; quarters of a year. Pure.

Silent where figures may be a score or a ratio, and where a range may go on into the next day.
"""

import re
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.proof.remark import Remark

_HALVES = "上午|下午|中午|晚上|晚间|晚|凌晨|早上|早晨|早|清晨|傍晚"
_BEHIND = "许|整|准时|开始|开幕|召开|举行|签到|出发|结束|闭幕|开会|集合|报到|入场|到达|抵达|开讲|开播|散会|上车|乘车|左右|停机|截止|之?前(?!后|往|景|沿|列|进)"
"""What is said of a time and not of a score."""
_AT = re.compile(
    rf"(?:(?P<half>{_HALVES})|(?<![低高大小优等属位处基至由])(?P<at>定于|将于|于)|(?P<day>日|号|当天|当晚)|(?<![0-9:：∶比为.．]))[ ]?"
    rf"(?P<hour>(?<![0-9.．])[0-9]{{1,2}})(?:[:：](?P<minute>[0-9]{{2}})(?![0-9:：.%])|时(?P<spoken>[0-9]{{1,2}})分|点(?P<pointed>[0-9]{{1,2}})分|(?P<sharp>[时点])(?![0-9]))"
    rf"(?P<behind>[ ]?(?:{_BEHIND})|，(?=[^，。；]{{2,14}}(?:准时|如期|正式|开始)))?"
)
_TIME = r"(?:(?P<half{0}>上午|下午|晚上?|中午|次日|翌日|第二天)[ ]?)?(?P<hour{0}>(?<![0-9.．:：])[0-9]{{1,2}})(?:[:：](?P<minute{0}>[0-5][0-9])(?![0-9:：])|[时点](?:(?P<spoken{0}>[0-5]?[0-9])分)?)"
_SPAN = re.compile(
    rf"(?<![比分])(?<![比例率]为){_TIME.format(1)}[ ]?(?:—+|–|～|~|至|到|-)[ ]?(?P<same>当日|当天|同日)?[ ]?{_TIME.format(2)}"
)
_QUARTER = re.compile("(?:(?<!连续)第|(?<=[0-9]年))[五六七八九]季度")
_QUARTERS = re.compile(
    "第?(?P<first>[一二三四1-4])季度?[ ]?(?:—+|–|～|~|至|到|-)[ ]?第?(?P<last>[一二三四1-4])季度"
)
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_HOURS, _MINUTES, _NOON = 24, 60, 12
_MORNING = frozenset({"上午", "凌晨", "清晨", "早上", "早晨", "早"})
_LAST = 59
"""The last figure that is taken for an hour mistyped: 25时, not 98:75."""
_EVENING, _SHORT = 20 * 60, 5 * 60 + 59
"""Minutes: a range that begins before the one and ends less than the other before its beginning does not run through the night."""


def times(text: str) -> Iterator[Remark]:
    """The hours and quarters of one text."""
    if "季度" in text:
        yield from _quarters(text)
    if any(sign in text for sign in ":：时点"):
        yield from _clock(text)
        yield from _spans(text)


def _quarters(text: str) -> Iterator[Remark]:
    for found in _QUARTER.finditer(text):
        yield Remark(found.start(), found.end(), None, _("a year has four quarters"))
    for found in _QUARTERS.finditer(text):
        first, last = (_NUMBERS.get(found[name]) or int(found[name]) for name in ("first", "last"))
        if last < first and (first, last) != (4, 1):
            yield Remark(found.start(), found.end(), None, _("the end lies before the beginning"))


def _clock(text: str) -> Iterator[Remark]:
    for found in _AT.finditer(text):
        hour, minute = int(found["hour"]), int(found["minute"] or found["spoken"] or found["pointed"] or 0)
        told = found["half"] or found["at"] or found["day"] or found["behind"]
        if hour > _LAST or not (told or found["spoken"]):
            continue
        if found["sharp"] == "点" and not (found["half"] or found["behind"]):
            continue  # 25点建议
        start, end = found.start("hour"), found.start("behind") if found["behind"] else found.end()
        if not _is_time(hour, minute):
            yield Remark(start, end, None, _("there is no such time"))
        elif found["half"] in _MORNING and hour > _NOON:
            yield Remark(found.start(), end, None, _("there is no such time"))


def _spans(text: str) -> Iterator[Remark]:
    for found in _SPAN.finditer(text):
        if _runs_back(found):
            yield Remark(found.start(), found.end(), None, _("the end lies before the beginning"))


def _runs_back(found: "re.Match[str]") -> bool:
    """Whether a range of hours ends before it begins, and on no later day."""
    half, half2 = found["half1"], found["half2"]
    first, last = _minutes(found, 1), _minutes(found, 2)
    if last >= first or half2 in {"次日", "翌日", "第二天"}:
        return False
    if found["same"] or half == half2 == "下午":
        return True
    if half is not None and half2 is None:
        return _is_in_the_same_half(half, int(found["hour2"]))
    return half is half2 is None and first < _EVENING and first - last <= _SHORT


def _is_in_the_same_half(half: str, hour: int) -> bool:
    """Whether an end named without its half of the day has that of the beginning."""
    return (half == "下午" and 1 <= hour < _NOON) or (half == "上午" and 7 <= hour < _NOON)


def _minutes(found: "re.Match[str]", number: int) -> int:
    """Of the day; an hour below twelve of an afternoon is one above."""
    half = found[f"half{number}"] or (found["half1"] if number == 2 and not found["half2"] else "")
    hour = int(found[f"hour{number}"])
    if half in {"下午", "晚", "晚上"} and hour < _NOON:
        hour += _NOON
    return hour * 60 + int(found[f"minute{number}"] or found[f"spoken{number}"] or 0)


def _is_time(hour: int, minute: int) -> bool:
    return (hour < _HOURS and minute < _MINUTES) or (hour, minute) == (_HOURS, 0)
