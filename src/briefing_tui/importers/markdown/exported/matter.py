"""The front matter of Markdown that our export wrote: the masthead and the end of the issue, exactly. Called by `reader`."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.markdown.exported.lines import ExportedLine
from briefing_tui.importers.recogniser.masthead.head import Particulars
from briefing_tui.importers.report import Ledger, shown
from briefing_tui.model.issue import End
from briefing_tui.model.key import ISSUE, SUPPLEMENT
from briefing_tui.text.clean import clean_line

_TEXTS = ("publisher", "title", "department", "marking", "end")
_NUMBERS = ("year", "number", "total", "copies")
_DIGITS = 9
_BOUNDS = {"---", "..."}


class Matter(NamedTuple):
    """What the front matter says."""

    head: Particulars
    end: End | None


def read_matter(lines: Sequence[ExportedLine], ledger: Ledger) -> tuple[Matter, int]:
    """The front matter, whose first line is its rule, and the index of the line behind it."""
    values: dict[str, str] = {}
    numbers: dict[str, int] = {}
    day: dt.date | None = None
    stop = next((index for index, line in enumerate(lines) if index and line.text in _BOUNDS), len(lines))
    for line in lines[: stop + 1]:
        name, _colon, said = line.text.partition(":")
        said = said.strip()
        value = _value(said)
        if name in _TEXTS and name not in values and value:
            values[name] = value
            _kept(ledger, line, said, ledger.keep(value))
        elif (
            name in _NUMBERS
            and name not in numbers
            and said.isascii()
            and said.isdigit()
            and len(said) <= _DIGITS
        ):
            numbers[name] = int(said)
            _told(ledger, line, said)
        elif name == "date" and day is None and (day := _day(line, said, ledger)) is not None:
            _told(ledger, line, said)
        else:
            if name in {"kind", "complete"} and name not in values:
                values[name] = value
            ledger.drop(line.number, line.text, report.FRONT_MATTER)
    head = Particulars(
        publisher=values.get("publisher", ""),
        title=values.get("title", ""),
        department=values.get("department", ""),
        marking=values.get("marking", ""),
        year=numbers.get("year", 0),
        number=numbers.get("number", 0),
        total=numbers.get("total"),
        kind=SUPPLEMENT if values.get("kind") == SUPPLEMENT else ISSUE,
        date=day,
    )
    end = None if values.get("complete") == "no" else End(values.get("end", ""), numbers.get("copies"))
    return Matter(head, end), min(stop + 1, len(lines))


def _value(said: str) -> str:
    """A text as it was written, in quotes as JSON has them or without."""
    if said.startswith('"'):
        try:
            value = json.loads(said)
        except ValueError:
            value = said.strip('"')
        return clean_line(value) if isinstance(value, str) else said
    return said.strip("'\"").strip()


def _day(line: ExportedLine, said: str, ledger: Ledger) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        ledger.doubt(line.number, _("no such day: {date}").format(date=shown(said)))
        return None


def _told(ledger: Ledger, line: ExportedLine, said: str) -> None:
    """A value is in the issue as a number or a date."""
    ledger.value(line.number, said)
    ledger.drop(line.number, line.text.replace(said, "", 1), report.FRONT_MATTER)


def _kept(ledger: Ledger, line: ExportedLine, said: str, value: str) -> None:
    """A text is in the issue; where it was written otherwise (in quotes, by numbers), that is dropped."""
    if value in said:
        ledger.drop(line.number, line.text.replace(value, "", 1), report.FRONT_MATTER)
    else:
        ledger.instead(line.number, line.text, "".join(value.split()), report.FRONT_MATTER)
