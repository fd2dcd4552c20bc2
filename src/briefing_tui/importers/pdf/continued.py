"""Tables that go on on the next page: rows that a page's end cuts, and the one that stands there alone. Pure."""

from collections.abc import Sequence

from briefing_tui.importers.evidence import EvidenceLine
from briefing_tui.importers.tabular import is_figure

_BAR = "| "


def with_whole_rows(lines: Sequence[EvidenceLine]) -> list[EvidenceLine]:
    """The lines in order, what a cut row has on the next page put to its cells, and a last row alone there as a row."""
    done: list[EvidenceLine] = []
    table: list[int] = []
    """Where the rows of the table are that the last line of text belongs to."""
    for line in lines:
        if line.furniture:
            done.append(line)
            continue
        goes_on = bool(table) and line.page > done[table[-1]].page
        cells = _cells(line, len(_cells_of(done[table[0]].text)) if goes_on else 0)
        if not cells:
            table = []
            done.append(line)
            continue
        if goes_on:
            rows = [_cells_of(done[index].text) for index in table]
            if _is_rest(cells, rows):
                whole = [a + b for a, b in zip(rows[-1], cells, strict=True)]
                done[table[-1]] = done[table[-1]]._replace(text=_row(whole))
                continue
        table.append(len(done))
        done.append(line._replace(text=_row(cells)))
    return done


def _cells(line: EvidenceLine, columns: int) -> list[str]:
    """The cells of a row; of a line without bars, if it has as many as the table before it. None for other lines."""
    if line.text.startswith(_BAR):
        return _cells_of(line.text)
    parts = line.text.split("\t")
    return parts if len(parts) == columns > 1 and any(map(is_figure, parts)) else []


def _cells_of(text: str) -> list[str]:
    return [cell.strip() for cell in text[1:].removesuffix("|").split("|")]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _is_rest(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells are further lines of the last row's: the first is empty, which no row's is, and none is a figure."""
    last = rows[-1]
    if len(cells) != len(last) or cells[0] or not all(row[0] for row in rows):
        return False
    return all(
        not cell or (bool(above) and not is_figure(cell)) for cell, above in zip(cells, last, strict=True)
    )
