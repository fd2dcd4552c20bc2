"""Rows whose cells are parted by tabs, as spreadsheets and word processors copy tables: into rows of a body's table. Pure."""

from briefing_tui.text.marks import read_mark

_LEAST_ROWS = 2
_BLANKS = " \u3000\xa0"


def with_rows(text: str) -> str:
    """`text` with two or more lines of cells in a row written `| a | b |`; a list with tabs behind its marks is none."""
    if "\t" not in text:
        return text
    lines = text.split("\n")
    made: list[str] = []
    run: list[list[str]] = []
    start = 0
    for at in range(len(lines) + 1):
        cells = _cells(lines[at]) if at < len(lines) else []
        if cells:
            if not run:
                start = at
            run.append(cells)
            continue
        if run:
            made += _table(run) if len(run) >= _LEAST_ROWS else lines[start:at]
            run = []
        if at < len(lines):
            made.append(lines[at])
    return "\n".join(made)


def _cells(line: str) -> list[str]:
    """The cells of a line; none when it is no row: no tab between two texts, or one behind the mark of a list."""
    cells = [cell.strip(_BLANKS) for cell in line.split("\t")]
    if line.startswith("|") or sum(map(bool, cells)) < 2:
        return []
    mark = read_mark(cells[0] + "x")
    if len(cells) == 2 and mark is not None and mark.end >= len(cells[0]):
        return []
    return cells


def _table(rows: list[list[str]]) -> list[str]:
    """Rows of equal length; a bar inside of a cell is a full-width one, for a bar parts cells."""
    width = max(map(len, rows))
    while width > 1 and all(len(row) < width or not row[width - 1] for row in rows):
        width -= 1
    return [
        "| " + " | ".join((row[at] if at < len(row) else "").replace("|", "｜") for at in range(width)) + " |"
        for row in rows
    ]
