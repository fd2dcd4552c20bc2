"""Which of the names in a masthead is the title, which the publisher, and what becomes of the others. Called by `reader` at the end.

A title or publisher that nothing names as one is listed as uncertain. What is no name of the bulletin is left over.
"""

from collections.abc import Sequence

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser.masthead import titles
from briefing_tui.importers.recogniser.masthead.dates import HeadDates
from briefing_tui.importers.recogniser.masthead.head import Particulars
from briefing_tui.importers.recogniser.masthead.titles import TitleCandidate
from briefing_tui.importers.recogniser.masthead.words import without_label
from briefing_tui.importers.recogniser.names import (
    close_up,
    is_department,
    is_headline,
    is_part,
    is_publisher,
    is_whole,
    sounds_like_bulletin,
)
from briefing_tui.importers.recogniser.numbers import session_number, strip_separators, take_numbers
from briefing_tui.importers.report import Ledger, shown, squeeze


class Naming:
    """Fills title, publisher and department of a masthead."""

    def __init__(self, ledger: Ledger, dates: HeadDates, head: Particulars) -> None:
        self._ledger = ledger
        self._dates = dates
        self.head = head
        """What is known; with the names when they were chosen."""
        self.title_line = 0
        """Line of the title, from 1."""
        self.left: list[tuple[int, str]] = []
        """Lines and texts that have no place."""

    def choose(self, names: Sequence[TitleCandidate], makers: Sequence[TitleCandidate]) -> None:
        """Among the names of a masthead, and those that a label calls publisher."""
        title = titles.title_at(names)
        publisher = titles.publisher_at(names, title)
        for index, name in enumerate(names):
            if index == title:
                self._title(name)
            elif index == publisher and not is_headline(name.text):
                swapped = is_part(name.text) and is_whole(self.head.department)
                self._publisher(name, sure=is_publisher(name.text) and not swapped)
            else:
                self._other_name(name)
        for name in makers:
            if self.head.publisher:
                self._other_name(name)
            else:
                self._publisher(name, sure=True)

    def _title(self, name: TitleCandidate) -> None:
        line, text, _sure = name
        self.title_line = line
        marking, text = titles.part_marking(text)
        if marking:
            self.head = self.head._replace(
                marking=f"{self.head.marking} {self._ledger.keep(marking)}".strip()
            )
            self._ledger.drop(line, report.less(name.text, marking + text), report.BRACKETS)
        bare, rest = titles.without_quotes(text)
        if bare != text:
            self._ledger.drop(line, "《》", report.BRACKETS)
            other = strip_separators(rest)
            self._ledger.drop(line, rest.replace(other, "", 1), report.SEPARATOR)
            self.left += [(line, other)] if other else []
        if not self.head.number and (number := session_number(bare)) and sounds_like_bulletin(bare):
            self.head = self.head._replace(number=number)
            what = _("the number {number} is taken from {text!r}")
            self._ledger.doubt(line, what.format(number=number, text=bare))
            self._dates.likely(line, take_numbers(bare).year, bare)
        self.head = self.head._replace(title=self._ledger.keep(close_up(bare)))
        if not titles.is_title(name):
            what = _("{text!r} is taken for the title, but nothing says so")
            self._ledger.doubt(line, what.format(text=shown(bare)))

    def _publisher(self, name: TitleCandidate, *, sure: bool) -> None:
        bare, label = without_label(name.text)
        made = label and name.text.startswith(bare)
        self._ledger.drop(name.line, report.less(name.text, bare) if made else "", report.LABEL)
        text = bare if made else close_up(name.text)
        self.head = self.head._replace(publisher=self._ledger.keep(text))
        if not sure:
            what = _("{text!r} is taken for the publisher, for it stands beside the title")
            self._ledger.doubt(name.line, what.format(text=shown(name.text)))

    def _other_name(self, name: TitleCandidate) -> None:
        line, text, _sure = name
        if squeeze(text) in {squeeze(self.head.title), squeeze(self.head.publisher)}:
            self._ledger.drop(line, text, report.REPEATED)
        elif not self.head.department and is_department(text):
            self.head = self.head._replace(department=self._ledger.keep(close_up(text)))
            if is_whole(text):
                what = _("{text!r} is taken for the department, for another organisation is the publisher")
                self._ledger.doubt(line, what.format(text=shown(text)))
        else:
            self.left.append((line, text))
