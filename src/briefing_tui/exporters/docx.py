"""An issue as a Word file: the pages of a layout as Word, WPS and LibreOffice set them.

Called by whoever puts an issue out. Same issue, layout and model, same bytes. Needs nothing but Python.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.paper.pages import paged
from briefing_tui.exporters.paper.piece import PaperPieces
from briefing_tui.exporters.paper.pieces import issue_pieces
from briefing_tui.exporters.paper.sheet import SheetMeasure
from briefing_tui.exporters.word import package
from briefing_tui.exporters.word.body import body_xml
from briefing_tui.exporters.word.font_table import font_table
from briefing_tui.exporters.word.numbering import Numberings
from briefing_tui.exporters.word.styles import own_styles, styles_xml
from briefing_tui.i18n import _
from briefing_tui.model.issue import Issue

if TYPE_CHECKING:
    from briefing_tui.exporters.word.like import Like

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def docx_bytes(
    issue: Issue,
    layout: Layout,
    *,
    like: bytes | None = None,
    tell: Callable[[str], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> bytes:
    """The file. `like` is a Word file of the house: its page, styles, header and footer are taken over. ExportError when it cannot be.

    With a model `tell` is told in one line when the page numbers of the contents are a guess, and `stopped` is asked ten times a second.
    """
    if like is not None:
        return _as(like, issue, layout, tell, stopped)
    measure = SheetMeasure(layout)
    numbers = Numberings(layout)
    body = _body(issue, layout, measure, numbers)
    parts = [_styles(styles_xml(layout, measure)), package.settings(layout), font_table(layout)]
    if layout.automatic_numbers:
        kind = f"{_WORD}.numbering+xml"
        parts.append(package.PackagePart("word/numbering.xml", kind, "numbering", numbers.part()))
    document = package.document_xml(body, package.section_xml(layout))
    return package.packed(document, [*parts, *package.footers(layout), *package.properties(issue)])


def _as(
    model: bytes,
    issue: Issue,
    layout: Layout,
    tell: Callable[[str], None] | None,
    stopped: Callable[[], bool] | None,
) -> bytes:
    """The file on the model of another. Numbers are literal, for the numbering is the model's."""
    from briefing_tui.exporters.word.guess import guessed
    from briefing_tui.exporters.word.like import read_like
    from briefing_tui.exporters.word.like_page import with_page_of

    like = read_like(model)
    layout = with_page_of(layout._replace(automatic_numbers=False), like)
    pieces = issue_pieces(issue, layout)
    guess = guessed(layout, like) if like.names else layout
    numbers = paged(pieces, guess, SheetMeasure(guess)).page_of
    made = _on_model(pieces, issue, layout, like, numbers)
    rows = [piece.target for piece in pieces.body if piece.kind == "contents"]
    if not rows or not layout.contents_numbers:
        return made
    true = _counted(made, rows, tell, stopped)
    if all(true.get(block) == numbers.get(block, 1) for block in rows):
        return made
    return _on_model(pieces, issue, layout, like, {**numbers, **true})


def _counted(
    made: bytes,
    rows: Sequence[int],
    tell: Callable[[str], None] | None,
    stopped: Callable[[], bool] | None,
) -> dict[int, int]:
    """The page of each block that the contents name, as LibreOffice sets the file; what it cannot tell is missing, and told."""
    from briefing_tui.exporters.word.counted import can_count, counted

    true = counted(made, stopped) if can_count() else {}
    if tell is not None and not true.keys() >= set(rows):
        tell(
            _(
                "the page numbers of the contents are a guess without LibreOffice: in Word, select all and press F9"
            )
        )
    return true


def _on_model(
    pieces: PaperPieces, issue: Issue, layout: Layout, like: "Like", numbers: Mapping[int, int]
) -> bytes:
    """The file, with these pages in its contents."""
    from briefing_tui.exporters.word.like import renamed, styles_with
    from briefing_tui.exporters.word.like_page import first_page, page_form

    measure = SheetMeasure(layout)
    before = first_page(like) - 1
    pages = paged(pieces, layout, measure)._replace(
        page_of={block: page + before for block, page in numbers.items()},
        spacer=0,  # whether its tail begins a page nobody knows before its lines are set
    )
    body = body_xml(pages, layout, measure, Numberings(layout, refused=True), shown=page_form(like))
    styles = styles_with(like, own_styles(layout, measure, known=frozenset(like.names)))
    settings = package.settings(
        layout, even=like.says("evenAndOddHeaders"), mirrored=like.says("mirrorMargins")
    )
    parts = [_styles(styles), settings, font_table(layout, like.fonts), *package.properties(issue)]
    document = package.document_xml(renamed(body, like), like.section, like.namespaces)
    return package.packed(document, parts, package.Extra(like.parts, like.kinds, like.links))


def _body(issue: Issue, layout: Layout, measure: SheetMeasure, numbers: Numberings) -> str:
    pages = paged(issue_pieces(issue, layout), layout, measure)
    return body_xml(pages, layout, measure, numbers)


def _styles(text: str) -> package.PackagePart:
    return package.PackagePart("word/styles.xml", f"{_WORD}.styles+xml", "styles", text)
