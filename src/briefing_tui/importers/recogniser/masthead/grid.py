"""A table at the top of a text that says what a masthead says: | 期号 | 2024年第4期 | 日期 | …. Called by `recognise` before the masthead is read.

Its cells are labels and values by turns; each pair becomes a line 期号：2024年第4期. A table with any other row is left as it is.
"""

from collections.abc import Sequence

from briefing_tui.importers import report
from briefing_tui.importers.recogniser import labels
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.numbers import take_numbers
from briefing_tui.importers.report import Ledger, squeeze
from briefing_tui.text.marks import read_mark

_SEARCHED = 8
"""Lines from the top in which the table begins."""
_ROWS = 12
_KINDS = frozenset(
    (
        *(labels.NUMBER, labels.TOTAL, labels.YEAR, labels.DATE, labels.DEPARTMENT, labels.PUBLISHER),
        *(labels.TITLE, labels.MARKING, labels.COPIES, labels.RECORD, labels.WEB),
    )
)
_TELLING = frozenset((labels.NUMBER, labels.DATE, labels.DEPARTMENT, labels.TITLE))
"""One of these at least makes it a masthead: 标签 and 作者 may head any table."""
_LONGEST = 60
_RULES = " :-—─=+|"


def part_head_table(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """The lines, those of a masthead that is a table as labelled lines."""
    start = next((at for at, line in enumerate(lines[:_SEARCHED]) if line.text.startswith("|")), len(lines))
    end = start
    while end < len(lines) and lines[end].text.startswith("|"):
        end += 1
    if not 0 < end - start <= _ROWS or any(map(_is_of_text, lines[:start])):
        return list(lines)
    rest = lines[end:]
    lines = [*lines[:start], *_turned(lines[start:end], ledger)]
    rows = [_pairs(line.text) for line in lines[start:]]
    kinds = {labels.kind_of(squeeze(label)) for row in rows if row for label, _value in row}
    if None in rows or not (kinds & _TELLING or _tells_days(rows)):
        return [*lines, *rest]
    done = list(lines[:start])
    for line, row in zip(lines[start:], rows, strict=True):
        told = [f"{label}：{value}" for label, value in row or ()]
        joined = "".join(told)
        ledger.drop(line.number, report.less(line.text, joined), report.MARKDOWN if row else report.RULE)
        ledger.instead(line.number, "", report.less(joined, line.text), report.MARKDOWN)
        done += [line._replace(text=text) for text in told]
    return [*done, *rest]


def _is_of_text(line: SourceLine) -> bool:
    """Whether a table below a line is none of the masthead: it is a sentence, or a heading with a number."""
    return line.text[-1] in "。；" or read_mark(line.text) is not None


def _turned(lines: Sequence[SourceLine], ledger: Ledger) -> Sequence[SourceLine]:
    """The rows of a table, one of labels and one of values as one with each value behind its label."""
    told = [line for line in lines if line.text.strip(_RULES)]
    if len(told) != 2:
        return lines
    names, values = (_cells(line.text) for line in told)
    known = {labels.kind_of(squeeze(name)) for name in names}
    if len(names) != len(values) or not known <= _KINDS or not known & _TELLING or not all(values):
        return lines
    cells = "|".join(f"{name}|{value}" for name, value in zip(names, values, strict=True))
    row = told[0]._replace(text=f"|{cells}|")
    if _pairs(row.text) is None:
        return lines
    ledger.drop(told[0].number, report.less(told[0].text + told[1].text, row.text), report.MARKDOWN)
    return [row if line is told[0] else line for line in lines if line is not told[1]]


def _cells(text: str) -> list[str]:
    """The cells of a row without emphasis, and labels without their colons."""
    return [cell.replace("*", "").strip().rstrip("：:") for cell in text.strip("|").split("|")]


def _pairs(text: str) -> list[tuple[str, str]] | None:
    """Labels and values of a row; nothing in one that only rules or is empty; None for another row."""
    if len(text) > _LONGEST * 4:
        return None
    if not text.strip(_RULES):
        return []
    cells = _cells(text)
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    told = len(cells) % 2 == 0 and all(
        value and len(value) <= _LONGEST and (labels.kind_of(squeeze(label)) in _KINDS or _is_person(label))
        for label, value in pairs
    )
    return pairs if told else None


def _tells_days(rows: Sequence[list[tuple[str, str]] | None]) -> bool:
    """时间 | 3月1日至7日."""
    return any(
        squeeze(label) == "时间" and take_numbers(value).dated for row in rows for label, value in row or ()
    )


def _is_person(label: str) -> bool:
    """负责人, which other tables have too."""
    return labels.kind_of(squeeze(label)) == labels.PARTICULAR
