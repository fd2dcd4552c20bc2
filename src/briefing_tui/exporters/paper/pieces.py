"""The blocks of `compose` as printed paragraphs: each with the style of the layout it is set in. What DOCX and PDF share.

Nothing is measured here. Texts are clean and end in no blank; a number that the text begins with is told apart, so that a writer may
have it counted.
"""

from collections.abc import Iterator

from briefing_tui.compose.blocks import IssueBlock
from briefing_tui.compose.composition import Composition
from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.paper.piece import PaperPiece, PaperPieces, StyledRun
from briefing_tui.model.issue import Issue, walk_items
from briefing_tui.model.outline import item_name
from briefing_tui.text.clean import clean_line

END_DASHES = "————"
INSIDE = 9
"""Outline of a head within an item, until it is known how deep its item stands."""
_PLAIN = {
    **{kind: kind for kind in ("marking", "publisher", "title", "number", "group", "section", "source")},
    **{kind: kind for kind in ("contents.head", "preface.head", "article.title", "correction.head")},
    "correction": "body",
    "paragraph": "body",
    "item": "body",
    "tail": "tail",
    "tail.copies": "tail",
}
_LEADS = {"item.number": "lead", "item.title": "lead", "lead": "lead"}
_KEPT = frozenset(
    ("contents.head", "preface.head", "section", "group", "article.title", "correction.head", "heading")
)


def issue_pieces(issue: Issue, layout: Layout) -> PaperPieces:
    """The paragraphs of an issue."""
    made = list(_pieces(issue, layout))
    first = next((index for index, piece in enumerate(made) if piece.kind == "tail.rule"), len(made))
    return PaperPieces(tuple(made[:first]), tuple(made[first:]))


def _pieces(issue: Issue, layout: Layout) -> Iterator[PaperPiece]:
    names = {numbered.position: clean_line(item_name(numbered.item)) for numbered in walk_items(issue)}
    grouped = {numbered.position for numbered in walk_items(issue) if numbered.item.group.strip()}
    composition = Composition(issue, contents=layout.contents)
    named, level = 0, 2
    for index, block in enumerate(composition.blocks()):
        piece = _piece(block, index, layout)
        if piece is None:
            continue
        if block.position and block.kind != "group" and block.position != named:
            named = block.position
            level = 3 if block.position in grouped else 2
            piece = piece._replace(outline=level, name=names[named], position=named)
        elif piece.outline == INSIDE:
            piece = piece._replace(outline=level + block.level)
        yield piece


def _piece(block: IssueBlock, index: int, layout: Layout) -> PaperPiece | None:
    if block.kind == "table":
        return _table(block, index)
    if block.kind in {"rule", "tail.rule"}:
        return PaperPiece(block.kind, block=index)
    if block.kind in {"meta", "tail.meta"}:
        left, right = (clean_line(part) for part in block.parts)
        style = "meta" if block.kind == "meta" else "tail"
        issued = layout.tail_issued if style == "tail" and right else ""
        return PaperPiece("pair", style, (StyledRun(left),), right + issued, index)
    if block.kind == "contents":
        style = "contents.1" if block.level == 0 else "contents.2"
        return PaperPiece(
            "contents",
            style,
            (StyledRun(clean_line(block.text)),),
            block=index,
            target=block.target,
            depth=block.level,
        )
    if block.kind == "end":
        return PaperPiece(
            "text", "end", (StyledRun(f"{END_DASHES}{clean_line(block.text)}{END_DASHES}"),), block=index
        )
    if block.kind in {"warning", "blank"}:
        return None
    piece = _text(block, index)
    return (
        piece._replace(runs=(StyledRun(layout.contents_title),)) if block.kind == "contents.head" else piece
    )


def _text(block: IssueBlock, index: int) -> PaperPiece:
    style = f"h{block.level}" if block.kind == "heading" else _PLAIN[block.kind]
    label = next((span.end for span in block.spans if span.style == "item.number"), 0)
    label = block.label if block.kind == "tail" else label
    outline, name = 0, ""
    if block.kind in {"section", "preface.head", "correction.head"}:
        outline, name = 1, clean_line(block.text).strip("【】")
    elif block.kind == "group":
        outline, name = 2, clean_line(block.text)
    elif block.level and block.kind in {"heading", "paragraph"}:
        outline, name = INSIDE, clean_line(block.text[: block.spans[0].end]).rstrip("。")
    runs = tuple(_runs(block))
    keep = block.kind in _KEPT
    return PaperPiece("text", style, runs, "", index, -1, 0, outline, name, keep, label, block.position)


def _runs(block: IssueBlock) -> Iterator[StyledRun]:
    """The text by looks; what is no lead has the look of its paragraph."""
    at = 0
    for span in block.spans:
        look = _LEADS.get(span.style, "")
        if not look:
            continue
        if span.style == "lead" and block.level:
            look = f"h{block.level}"
        if span.start > at:
            yield StyledRun(clean_line(block.text[at : span.start]))
        yield StyledRun(clean_line(block.text[span.start : span.end]), look)
        at = span.end
    if at < len(block.text):
        yield StyledRun(clean_line(block.text[at:]))


def _table(block: IssueBlock, index: int) -> PaperPiece | None:
    """The whole table at its first row; the other rows are in it."""
    row = block.row
    if row is None or not row.is_header:
        return None
    rows = tuple(tuple(clean_line(cell) for cell in cells) for cells in row.table.rows)
    return PaperPiece("table", "body", block=index, position=block.position, rows=rows)
