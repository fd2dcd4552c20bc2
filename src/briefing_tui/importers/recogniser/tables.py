"""Rows of tables: neighbouring lines with tabs, bars or wide gaps between cells become `| a | b |` (model.body).

One such line alone is no table: a number is often parted from its item by a tab. Nor are bold lines with bars in them, such as titles. A box drawn with ┌─┬─┐ is one whatever
its lines. Called by `recognise` for plain text, after the contents are found and before cut paragraphs are joined; the
rows of Markdown are set by `set_row`.
"""

import re
from collections.abc import Iterable, Sequence

from briefing_tui.importers import report
from briefing_tui.importers.recogniser.contents.listing import parted_lead
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.report import Ledger
from briefing_tui.text.late_pattern import late
from briefing_tui.text.marks import read_mark

_GAP = late("[ \u3000]*\t[ \t\u3000]*| {3,}|\u3000{2,}")
_ROW_LIMIT = 200
"""Characters of a row set with blanks or bars."""
_TAIL = late("[：:]|[0-9]{4} ?年.*日")
"""What rows of the tail and of the masthead have: a label or a date."""
_BOX_BARS = "│┃║"
_BOX_RULE = late(r"(?=.*[─━═])[\u2500-\u257f \u3000]{3,}\Z")
_PLUS_RULE = late(r"\+(?:[-=:]+\+)+\Z")
_ESCAPED_BAR, _WIDE_BAR = "\\|", "｜"
"""A bar inside a cell; rows of ours have no way to escape one, so it becomes the wide form."""


def set_tables(lines: Sequence[SourceLine], ledger: Ledger, *, placed: bool = False) -> list[SourceLine]:
    """`lines` with the rows of tables set with bars; the bars are entered as added.

    `placed`: their reader knew where parts of a line stand, and parts cells by tabs; blanks between others make no rows.
    """
    done: list[SourceLine] = []
    run: list[tuple[SourceLine, list[str]]] = []
    for index, line in enumerate(lines):
        if is_box_rule(line.text, beside_row=_beside_row(lines, index)):
            ledger.drop(line.number, line.text, report.RULE)
            continue
        cells = [] if "\t" not in line.text and (line.bold or placed) else _cells(line.text)
        if cells and (not run or line.gap == 0):
            run.append((line, cells))
            continue
        done.extend(_set(run, ledger))
        run = [(line, cells)] if cells else []
        if not cells:
            done.append(set_row(line, ledger))
    done.extend(_set(run, ledger))
    return done


def is_box_rule(text: str, *, beside_row: bool) -> bool:
    """├───┼───┤ of a drawn box; +---+---+ where a row stands beside it."""
    if len(text) > _ROW_LIMIT:
        return False
    return _BOX_RULE.match(text) is not None or (beside_row and _PLUS_RULE.match(text) is not None)


def set_row(line: SourceLine, ledger: Ledger) -> SourceLine:
    """A row of a drawn box, or one that has its bars, as a row of ours; another line as it is."""
    if line.text.startswith("|") and _ESCAPED_BAR in line.text:
        count = line.text.count(_ESCAPED_BAR)
        ledger.instead(line.number, _ESCAPED_BAR * count, _WIDE_BAR * count, report.MARKDOWN)
        return line._replace(text=line.text.replace(_ESCAPED_BAR, _WIDE_BAR))
    if (cells := _box_cells(line.text)) is None:
        return line
    ledger.drop(line.number, "".join(char for char in line.text if char in _BOX_BARS), report.RULE)
    count = line.text.count("|")
    ledger.instead(line.number, "|" * count, _WIDE_BAR * count, report.RULE)
    ledger.bars(len(cells) + 1)
    return line._replace(text=_row(cell.replace("|", _WIDE_BAR) for cell in cells))


def _beside_row(lines: Sequence[SourceLine], index: int) -> bool:
    beside = [*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2]]
    return any(line.text.startswith("|") for line in beside)


def _set(run: Sequence[tuple[SourceLine, list[str]]], ledger: Ledger) -> list[SourceLine]:
    """The lines of a run as rows when it is a table."""
    if len(run) < 2:
        return [line for line, _cells in run]
    rows: list[SourceLine] = []
    for line, cells in run:
        text = _row(cells)
        ledger.bars(text.count("|") - line.text.count("|"))
        rows.append(line._replace(text=text))
    return rows


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _box_cells(text: str) -> list[str] | None:
    """The cells of a row of a drawn box, empty ones included; None for another line."""
    if len(text) > _ROW_LIMIT or not any(bar in text for bar in _BOX_BARS):
        return None
    inner = text[text[0] in _BOX_BARS : len(text) - (text[-1] in _BOX_BARS)]
    cells = [cell.strip(" \t\u3000") for cell in re.split(f"[{_BOX_BARS}]", inner)]
    return cells if any(cells) else None


_TITLE_AND_TEXT = 2
"""Cells of a title with its sentence beside it, which is no row."""


def _cells(text: str) -> list[str]:
    """The cells of what may be a row, at least two; none for other text and for rows that have their bars."""
    if text.startswith("|") or len(text) > _ROW_LIMIT or any(bar in text for bar in _BOX_BARS):
        return []
    mark = read_mark(text)
    if " | " in text:
        cells = [cell.strip() for cell in text.removesuffix("|").split(" | ")]
    elif _GAP.search(text, mark.end if mark else 0):
        cells = _GAP.split(text)
        if parted_lead(text[mark.end :] if mark else text) and len(cells) == _TITLE_AND_TEXT:
            return []
        if "\t" not in text and (_TAIL.search(text) or mark is not None):
            return []
    else:
        return []
    return cells if len(cells) > 1 and all(cells) else []
