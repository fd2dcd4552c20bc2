"""Tables of a Word file as rows `| a | b |`, each text once; tables that are only there to set a page are its paragraphs.

Merged cells keep their text in the first and are empty in the others, so that columns stay below their heads. The text of a
table inside a cell stands in that cell. A bar in a cell becomes the wide bar.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from briefing_tui.importers.docx.names import W, child_val, switch, val, whole
from briefing_tui.importers.evidence import EvidenceLine
from briefing_tui.text.late_pattern import late

COLUMNS_LIMIT = 63
"""Columns of a table (Word's own limit)."""
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_TAIL = late(
    r"(?:主\s*送|抄\s*送|抄\s*报|报\s*送|分\s*送|报|送|发)\s*[：:]|.{0,30}印发\Z|.{0,8}(?:共印|印)\s*[0-9]+\s*份"
)
_HEAD_LINES = 12
"""Lines of a document among which the masthead stands."""
_LONG_CELL = 3
"""Paragraphs in a cell that is no cell but a frame round a text."""

Lines = Sequence[EvidenceLine]


class _Cell(NamedTuple):
    lines: Lines
    span: int
    """Columns."""
    continued: bool
    """It goes on from the one above."""

    @property
    def text(self) -> str:
        return " ".join(
            line.text.strip("| ").replace("|", "｜")
            if line.text.startswith("| ")
            else line.text.replace("|", "｜")
            for line in self.lines
        ).replace("\t", " ")


class _Row(NamedTuple):
    before: int
    """Columns left out before the first cell."""
    cells: tuple[_Cell, ...]
    after: int


def table_lines(
    table: Element, read_cell: Callable[[Element], Lines], lines_before: int
) -> list[EvidenceLine]:
    """The lines of a table. `read_cell` reads the paragraphs of a cell; `lines_before` are the document's before it."""
    rows = [_row(element, read_cell) for element in _inside(table, W + "tr") if not _is_gone(element, "trPr")]
    rows = [row for row in rows if any(cell.lines for cell in row.cells)]
    if _is_frame(rows, lines_before):
        return [line for row in rows for line in _beside(row)]
    width = max((sum(cell.span for cell in row.cells) + row.before + row.after for row in rows), default=0)
    return [_set(row, min(width, COLUMNS_LIMIT)) for row in rows]


def _row(element: Element, read_cell: Callable[[Element], Lines]) -> _Row:
    properties = element.find(W + "trPr")
    cells: list[_Cell] = []
    for cell in _inside(element, W + "tc"):
        own = cell.find(W + "tcPr")
        if own is not None and own.find(W + "cellDel") is not None:
            continue
        span = min(max(whole(child_val(own, "gridSpan"), 1), 1), COLUMNS_LIMIT)
        merge = None if own is None else own.find(W + "vMerge")
        across = None if own is None else own.find(W + "hMerge")
        continued = any(one is not None and val(one) != "restart" for one in (merge, across))
        cells.append(_Cell(() if continued else read_cell(cell), span, continued))
    before, after = (
        min(max(whole(child_val(properties, name)), 0), COLUMNS_LIMIT) for name in ("gridBefore", "gridAfter")
    )
    return _Row(before, tuple(cells), after)


def _is_gone(element: Element, properties: str) -> bool:
    """Whether a row is deleted or hidden."""
    own = element.find(W + properties)
    return own is not None and (own.find(W + "del") is not None or switch(own, "hidden") is True)


def _is_frame(rows: Sequence[_Row], lines_before: int) -> bool:
    """Whether a table only sets the page: one column, a masthead, a tail, cells that hold whole texts."""
    filled = [[cell for cell in row.cells if cell.lines] for row in rows]
    if all(len(cells) <= 1 for cells in filled):
        return True
    cells = [cell for row in filled for cell in row]
    if (
        any(_TAIL.match(cell.lines[0].text) for cell in cells if len(cell.lines) == 1 and len(cell.text) < 60)
        and max(map(len, filled)) <= 2
    ):
        return True
    if len(rows) <= 2 and lines_before < _HEAD_LINES and not _is_grid(rows):
        return True
    return any(len(cell.lines) >= _LONG_CELL and len(cell.text) > 300 for cell in cells) and len(cells) <= 4


def _is_grid(rows: Sequence[_Row]) -> bool:
    """Whether rows have the same three columns or more: figures, no masthead."""
    return len(rows) > 1 and len({len(row.cells) for row in rows}) == 1 and len(rows[0].cells) > 2


def _beside(row: _Row) -> list[EvidenceLine]:
    """The paragraphs of a row of a frame; those of cells with one line each stand on one line."""
    filled = [cell for cell in row.cells if cell.lines]
    if len(filled) > 1 and all(len(cell.lines) == 1 for cell in filled):
        text = "\t".join(cell.lines[0].text for cell in filled)
        return [filled[0].lines[0]._replace(text=text)]
    return [line for cell in filled for line in cell.lines]


def _set(row: _Row, width: int) -> EvidenceLine:
    cells = [""] * row.before
    for cell in row.cells:
        cells += [cell.text, *[""] * (cell.span - 1)]
    cells = [*cells, *[""] * (width - len(cells))][: max(width, 1)] if len(cells) <= width else cells
    first = next((cell.lines[0] for cell in row.cells if cell.lines), None)
    bold = first is not None and first.bold
    return EvidenceLine("| " + " | ".join(cells) + " |", bold=bold, size=first.size if first else 0.0)


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls and insertions among them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)
