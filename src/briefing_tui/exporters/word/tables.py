"""Tables of a Word file: those of the issue, and the tail between its rules."""

from collections.abc import Iterator, Sequence

from briefing_tui.exporters.layout import POINT, Layout
from briefing_tui.exporters.paper.piece import PaperPiece
from briefing_tui.exporters.paper.sheet import LEADING, SetPiece, SetTable, is_figure
from briefing_tui.exporters.word import markup as xml
from briefing_tui.exporters.word.styles import TABLE_STYLE, eighths, style_id

_WIDEST = 63
"""Columns that Word opens; more are put into the last one, behind tabs."""


def table_xml(piece: PaperPiece, table: SetTable, layout: Layout) -> str:
    """A table whose head stands on each of its pages and whose rows are whole where a page can hold them."""
    columns, rows = _columns(table, piece)
    size = max(2, round(table.size * 2))
    look = (
        f'<w:rFonts w:hint="eastAsia"/><w:spacing w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )
    inset = xml.twips(table.inset)
    margins = f'<w:tblCellMar><w:left w:w="{inset}" w:type="dxa"/><w:right w:w="{inset}" w:type="dxa"/></w:tblCellMar>'
    total = sum(columns)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    made = "".join(_row(row, columns, look, table, layout, index) for index, row in enumerate(rows))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/><w:tblW w:w="{total}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'{margins}<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def _columns(table: SetTable, piece: PaperPiece) -> tuple[list[int], Sequence[Sequence[str]]]:
    """Widths in twips and the cells of every row; what Word has no column for is in the last one."""
    widths = [max(1, xml.twips(width)) for width in table.columns]
    rows: list[Sequence[str]] = [row + ("",) * (len(widths) - len(row)) for row in piece.rows]
    if len(widths) > _WIDEST:
        last = _WIDEST - 1
        widths = [*widths[:last], sum(widths[last:])]
        rows = [(*row[:last], "\t".join(row[last:])) for row in rows]
    return widths, rows


def _row(
    cells: Sequence[str], columns: list[int], look: str, table: SetTable, layout: Layout, index: int
) -> str:
    height = table.heights[index]
    whole = "<w:cantSplit/>" if height < layout.page.lines else ""
    rules = (2 if not index else 1) * (
        xml.twips(layout.table_rule / POINT) + 1
    )  # they take room of their own
    least = ""
    if whole:  # a height has a limit in Word, and a row that flows over pages needs none
        least = f'<w:trHeight w:val="{height * xml.twips(layout.page.pitch) - rules}" w:hRule="atLeast"/>'
    head = "" if index else "<w:tblHeader/>"
    line = xml.spacing(max(1, xml.twips(table.size * LEADING) - 1))
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{line}{_centred(text, index)}</w:pPr>{xml.run(text, look)}</w:p></w:tc>"
        for text, width in zip(cells, columns, strict=True)
    )
    return f"<w:tr>{_row_properties(whole + least + head)}{made}</w:tr>"


def _row_properties(inside: str) -> str:
    """The schema knows none without any."""
    return f"<w:trPr>{inside}</w:trPr>" if inside else ""


def _centred(text: str, index: int) -> str:
    """Heads and figures stand in the middle of their cells."""
    return '<w:jc w:val="center"/>' if not index or is_figure(text) else ""


TAIL_RULE = 20
"""Twips of the paragraph that holds a rule of the tail."""
_NO_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'


def tail_xml(
    tail: Sequence[SetPiece], layout: Layout, inset: float, pitch: int, left: int | None = None
) -> str:
    """The tail as a table of one cell, at the foot of its page when `left` says how many twips it stands from the paper's edge.

    `inset` is that of its style in points, `pitch` that of its lines in twips. LibreOffice 7.4 lets a table as wide as the type area float
    only when it is placed from the edge of the paper, and takes margins of cells from nowhere but the table itself. What parts a floating
    table between two pages, where the text leaves it too few lines, is a second row, and a row whose height nobody says.
    """
    groups = list(_groups(tail))
    width = xml.twips(layout.page.type_width)
    place = row = ""
    if left is not None:
        place = (
            '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" '
            f'w:tblpX="{left}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
        )
        least = pitch * sum(one.height for one in tail) + TAIL_RULE * (len(groups) - 1)
        row = f'<w:cantSplit/><w:trHeight w:val="{least}" w:hRule="atLeast"/>'
    outer = eighths(layout.tail_outer_rule)
    between = _inner_rule(eighths(layout.tail_inner_rule))
    lines = between.join("".join(_line(one, layout, inset, pitch) for one in group) for group in groups)
    return (
        f'<w:tbl><w:tblPr>{place}<w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_NO_MARGINS}</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr>{_row_properties(row)}<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f"<w:tcBorders>{_border('top', outer)}{_border('bottom', outer)}</w:tcBorders></w:tcPr>{lines}</w:tc></w:tr></w:tbl>"
    )


def _groups(tail: Sequence[SetPiece]) -> Iterator[list[SetPiece]]:
    """What stands between two rules."""
    group: list[SetPiece] = []
    for one in tail:
        if one.piece.kind != "tail.rule":
            group.append(one)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _inner_rule(size: int) -> str:
    """A paragraph that shows nothing but the rule above it, as wide as its cell."""
    border = f"<w:pBdr>{_border('top', size)}</w:pBdr>" if size else ""
    return f'<w:p><w:pPr>{border}{xml.spacing(TAIL_RULE)}{xml.between_sides()}<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'


def _border(side: str, size: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' if size else ""


def _line(one: SetPiece, layout: Layout, inset: float, pitch: int) -> str:
    piece = one.piece
    content = xml.runs(piece.runs, piece.style, layout)
    properties = xml.spacing(pitch * one.each)
    if piece.kind == "pair":
        content += "<w:r><w:tab/></w:r>" + xml.run(piece.right)
    elif piece.kind == "right":
        properties += '<w:jc w:val="right"/>'
    elif one.hang:
        hang = xml.twips(one.hang)
        side = xml.twips(inset)
        properties += f'<w:ind w:left="{side + hang}" w:right="{side}" w:hanging="{hang}"/>'
    return xml.paragraph(style_id(piece.style), content, properties)
