"""An issue as a Word file: the pages of a layout as Word, WPS and LibreOffice set them.

Called by whoever puts an issue out. Same issue, layout and model, same bytes. Needs nothing but Python.
"""

from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.paper.pages import paged
from briefing_tui.exporters.paper.pieces import issue_pieces
from briefing_tui.exporters.paper.sheet import Measure
from briefing_tui.exporters.word import package
from briefing_tui.exporters.word.body import body_xml
from briefing_tui.exporters.word.numbering import Numbers
from briefing_tui.exporters.word.styles import own_styles, styles_xml
from briefing_tui.model.issue import Issue

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def docx_bytes(issue: Issue, layout: Layout, *, like: bytes | None = None) -> bytes:
    """The file. `like` is a Word file of the house: its page, styles, header and footer are taken over. ExportError when it cannot be."""
    if like is not None:
        return _as(like, issue, layout)
    measure = Measure(layout)
    numbers = Numbers(layout)
    body = _body(issue, layout, measure, numbers)
    parts = [_styles(styles_xml(layout, measure)), package.settings(layout), package.font_table(layout)]
    if layout.automatic_numbers:
        kind = f"{_WORD}.numbering+xml"
        parts.append(package.Part("word/numbering.xml", kind, "numbering", numbers.part()))
    document = package.document_xml(body, package.section_xml(layout))
    return package.packed(document, [*parts, *package.footers(layout), *package.properties(issue)])


def _as(model: bytes, issue: Issue, layout: Layout) -> bytes:
    """The file on the model of another. Numbers are literal, for the numbering is the model's."""
    from briefing_tui.exporters.word.guess import guessed
    from briefing_tui.exporters.word.like import first_page, read_like, renamed, styles_with, with_page_of

    like = read_like(model)
    layout = with_page_of(layout._replace(automatic_numbers=False), like)
    measure = Measure(layout)
    pieces = issue_pieces(issue, layout)
    guess = guessed(layout, like) if like.names else layout
    numbers = paged(pieces, guess, Measure(guess)).page_of
    before = first_page(like) - 1
    pages = paged(pieces, layout, measure)._replace(
        page_of={block: page + before for block, page in numbers.items()},
        spacer=0,  # its tail is at the foot where tables float; lines of another's height would push it over
    )
    body = renamed(body_xml(pages, layout, measure, Numbers(layout, refused=True)), like)
    styles = styles_with(like, own_styles(layout, measure, known=frozenset(like.names)))
    settings = package.settings(
        layout, even="evenAndOddHeaders" in like.settings, mirrored="mirrorMargins" in like.settings
    )
    parts = [_styles(styles), settings, package.font_table(layout), *package.properties(issue)]
    document = package.document_xml(body, like.section, like.namespaces)
    return package.packed(document, parts, package.Extra(like.parts, like.kinds, like.links))


def _body(issue: Issue, layout: Layout, measure: Measure, numbers: Numbers) -> str:
    pages = paged(issue_pieces(issue, layout), layout, measure)
    return body_xml(pages, layout, measure, numbers)


def _styles(text: str) -> package.Part:
    return package.Part("word/styles.xml", f"{_WORD}.styles+xml", "styles", text)
