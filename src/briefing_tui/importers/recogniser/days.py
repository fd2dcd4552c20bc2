"""A whole day as mastheads write it: 2024年12月16日, 民國一一三年五月一日, 20241216, Dec 16, 2024. Pure. Used by `numbers` and `dates`."""

import datetime as dt

from briefing_tui.text import numerals
from briefing_tui.text.late_pattern import Signed

_S = r"[ \t\u3000]{0,4}"
_NUMERAL = "[零〇○一二三四五六七八九十百廿卅]"
_PART = rf"(?:[0-9０-９]{{1,2}}|{_NUMERAL}{{1,3}})"
_COMPACT = Signed(
    "2", r"(?<![0-9A-Za-z])(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])(?: ?期)?"
)
_ROC = Signed(
    "民",
    rf"(?:中[华華])?民[国國]{_S}([0-9０-９]{{1,3}}|{_NUMERAL}{{1,5}}){_S}年{_S}({_PART}){_S}月{_S}({_PART}){_S}日",
)
"""Its years count from 1912."""
FIRST_ROC = 1911
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = f"(?P<month>(?i:{'|'.join(_MONTHS)})[a-z]{{0,6}})"
_INITIALS = "".join(name[0] + name[0].upper() for name in _MONTHS) + "ſ"
_ENGLISH = (
    Signed(
        _INITIALS,
        rf"(?<![A-Za-z]){_NAME}\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[12][0-9]{{3}})(?![0-9])",
    ),
    Signed(
        _INITIALS,
        rf"(?<![0-9])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? {_NAME}\.?,? (?P<year>[12][0-9]{{3}})(?![0-9])",
    ),
)
WHOLE_DAYS = (_ROC, numerals.DATE, _COMPACT, *_ENGLISH)
"""Patterns of a whole day, the surest first."""


def date_of(text: str) -> dt.date | None:
    """The date `text` holds, or None; ValueError for a day that there is not."""
    if found := _ROC.search(text):
        year, month, day = (numerals.parse_number(part) for part in found.groups())
        return dt.date(year + FIRST_ROC, month, day)
    if found := _COMPACT.search(text):
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    for pattern in _ENGLISH:
        if found := pattern.search(text):
            month = _MONTHS.index(found["month"][:3].lower()) + 1
            return dt.date(int(found["year"]), month, int(found["day"]))
    return numerals.parse_date(text)
