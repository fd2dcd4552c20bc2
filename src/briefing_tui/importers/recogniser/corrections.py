"""更正 above the tail, as the page prints it: a head, and below it lines that begin with a day and the item they are about.

Called by `recognise`. Taken only when every line between the head and the tail is such a line; a section that is called 更正 stays one.
"""

import datetime as dt
from collections.abc import Sequence

from briefing_tui.importers import report
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.report import Ledger
from briefing_tui.model.issue import Correction, Issue
from briefing_tui.model.printed import printed_names
from briefing_tui.text.late_pattern import late

_HEAD = "更正"
_LINE = late(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日(?:：|，(?=[【第#]))(?=\S)")
_ADDRESS = late(r"#([0-9]{1,5})：")


def find_corrections(lines: Sequence[SourceLine]) -> int:
    """The index of the head; the number of lines when there is none. `lines` end where the tail begins."""
    start = len(lines)
    while start and _LINE.match(lines[start - 1].text):
        start -= 1
    return start - 1 if 0 < start < len(lines) and lines[start - 1].text == _HEAD else len(lines)


def read_corrections(lines: Sequence[SourceLine], issue: Issue, ledger: Ledger) -> tuple[Correction, ...]:
    """The corrections from the head on; `issue` has the items they name."""
    if not lines:
        return ()
    found = []
    names = sorted(
        ((str(name), position) for position, name in enumerate(printed_names(issue), 1)),
        key=lambda pair: -len(pair[0]),
    )
    for line in lines[:1]:
        ledger.drop(line.number, line.text, report.LABEL)
    for line in lines[1:]:
        match = _LINE.match(line.text)
        day, rest, item = None, line.text, None
        if match is not None:
            try:
                day = dt.date(*map(int, match.groups()))
                rest = line.text[match.end() :]
            except ValueError:
                match = None
        if match is not None and match[0].endswith("，"):
            item, rest = _item(rest, names)
        ledger.value(line.number, line.text.removesuffix(rest))
        found.append(Correction(day, item, ledger.keep(rest)))
    return tuple(found)


def _item(text: str, names: Sequence[tuple[str, int]]) -> tuple[int | None, str]:
    """The position of the item a text begins with the name of, and what is said of it."""
    if address := _ADDRESS.match(text):
        return int(address[1]), text[address.end() :]
    return next(
        ((position, text[len(name) + 1 :]) for name, position in names if text.startswith(f"{name}：")),
        (None, text),
    )
