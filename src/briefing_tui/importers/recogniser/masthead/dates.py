"""What a masthead says of days: a date, or less (a month, a day without a year), or more (a week, a weekday, an hour).

Only a whole date is certain. The rest is used where nothing better is told, and listed as uncertain with its line.
"""

import datetime as dt

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser.days import date_of
from briefing_tui.importers.recogniser.numbers import Numbers
from briefing_tui.importers.report import Ledger

_WEEKDAYS = "一二三四五六日天"


class HeadDates:
    """Collects days line by line."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.date: dt.date | None = None
        """The date, as soon as one is told."""
        self.likely_year = 0
        """The year of a month or of a span of days."""
        self.likely_from: tuple[int, str] = (0, "")
        """Line and text of it."""
        self._day: tuple[int, str] | None = None
        self._weekday: tuple[int, str] | None = None
        self._page: tuple[int, dt.date] | None = None

    def take(self, line: int, numbers: Numbers) -> tuple[str, ...]:
        """Take the days of a line in; returns texts that have no place."""
        if numbers.date and self.date is None:
            self.date = self._date(line, numbers.date)
        if numbers.month:
            self.ledger.drop(line, numbers.month_part, report.MONTH)
            what = _("a month without a day gives no date: {text!r}")
            self.ledger.doubt(line, what.format(text=numbers.month))
            self.likely(line, numbers.month_year, numbers.month)
        if numbers.weekday:
            self.ledger.drop(line, numbers.weekday, report.WEEKDAY)
            self._weekday = line, numbers.weekday
        if numbers.time:
            self.ledger.drop(line, numbers.time, report.WEEKDAY)
            self.ledger.doubt(line, _("an hour has no place: {text!r}").format(text=numbers.time))
        self.likely(line, numbers.span_year, numbers.span)
        if numbers.day and self._day is None:
            self._day = line, numbers.day
            return (numbers.span,) if numbers.span else ()
        return tuple(text for text in (numbers.span, numbers.day) if text)

    def take_page(self, line: int, text: str) -> None:
        """The date of the web page that a text was copied from."""
        if self._page is None and (day := self._date(line, text)):
            self._page = line, day

    def likely(self, line: int, year: int, text: str) -> None:
        """A year that is used when nothing better tells one."""
        if year and not self.likely_year:
            self.likely_year, self.likely_from = year, (line, text.strip())

    def finish(self, year: int) -> tuple[tuple[int, str], ...]:
        """Choose the date; `year` is that of the number line, 0 for none. Returns lines and texts that have no place."""
        left: tuple[tuple[int, str], ...] = ()
        if self._day is not None:
            left = self._finish_day(*self._day, year or self.likely_year)
        if self._page is not None and self.date is None:
            line, self.date = self._page
            self.ledger.doubt(line, _("the date is that of a web page: {date}").format(date=self.date))
        if self._weekday is not None and self.date is not None:
            line, text = self._weekday
            told = next((index for index, char in enumerate(_WEEKDAYS) if char in text[-2:]), 0)
            if min(told, 6) != self.date.weekday():
                what = _("{weekday} is not the day of {date}")
                self.ledger.doubt(line, what.format(weekday=text, date=self.date))
        return left

    def _finish_day(self, line: int, text: str, year: int) -> tuple[tuple[int, str], ...]:
        day = self._date(line, f"{year}年{text}") if year and self.date is None else None
        if day is None:
            return ((line, text),)
        self.date = day
        self.ledger.value(line, text)
        what = _("the year {year} of {text!r} is that of the number")
        self.ledger.doubt(line, what.format(year=year, text=text))
        return ()

    def _date(self, line: int, text: str) -> dt.date | None:
        try:
            return date_of(text)
        except ValueError:
            self.ledger.doubt(line, _("no such day: {date}").format(date=text))
            return None
