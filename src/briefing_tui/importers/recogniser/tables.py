"""Rows of tables: neighbouring lines with tabs, bars or wide gaps between cells become `| a | b |` (model.body).

One such line alone is no table: a number is often parted from its item by a tab. Called by `recognise` for plain
text, after the contents are found and before cut paragraphs are joined.
"""

import re
from collections.abc import Sequence

from briefing_tui.importers.recogniser.lines import Line
from briefing_tui.importers.report import Ledger
from briefing_tui.text.marks import read_mark

_GAP = re.compile("[ \u3000]*\t[ \t\u3000]*| {3,}|\u3000{2,}")
_ROW_LIMIT = 200
"""Characters of a row set with blanks or bars."""
_TAIL = re.compile("[：:]|[0-9]{4} ?年.*日")
"""What rows of the tail and of the masthead have: a label or a date."""


def set_tables(lines: Sequence[Line], ledger: Ledger) -> list[Line]:
    """`lines` with the rows of tables set with bars; the bars are entered as added."""
    done: list[Line] = []
    run: list[tuple[Line, list[str]]] = []
    for line in lines:
        cells = _cells(line.text)
        if cells and (not run or line.gap == 0):
            run.append((line, cells))
            continue
        done.extend(_set(run, ledger))
        run = [(line, cells)] if cells else []
        if not cells:
            done.append(line)
    done.extend(_set(run, ledger))
    return done


def _set(run: Sequence[tuple[Line, list[str]]], ledger: Ledger) -> list[Line]:
    """The lines of a run as rows when it is a table."""
    if len(run) < 2:
        return [line for line, _cells in run]
    rows: list[Line] = []
    for line, cells in run:
        text = f"| {' | '.join(cells)} |"
        ledger.bars(text.count("|") - line.text.count("|"))
        rows.append(line._replace(text=text))
    return rows


def _cells(text: str) -> list[str]:
    """The cells of what may be a row, at least two; none for other text and for rows that have their bars."""
    if text.startswith("|") or len(text) > _ROW_LIMIT:
        return []
    mark = read_mark(text)
    if " | " in text:
        cells = [cell.strip() for cell in text.removesuffix("|").split(" | ")]
    elif _GAP.search(text, mark.end if mark else 0):
        cells = _GAP.split(text)
        if "\t" not in text and (_TAIL.search(text) or mark is not None):
            return []
    else:
        return []
    return cells if len(cells) > 1 and all(cells) else []
