"""An issue as a Word file: the pages of a layout as Word, WPS and LibreOffice set them.

Called by whoever puts an issue out. Same issue and layout, same bytes. Needs nothing but Python.
"""

from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.paper.pages import paged
from briefing_tui.exporters.paper.pieces import issue_pieces
from briefing_tui.exporters.paper.sheet import Measure
from briefing_tui.exporters.word import package
from briefing_tui.exporters.word.body import body_xml
from briefing_tui.exporters.word.numbering import Numbers
from briefing_tui.exporters.word.styles import styles_xml
from briefing_tui.model.issue import Issue

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def docx_bytes(issue: Issue, layout: Layout, *, like: bytes | None = None) -> bytes:
    """The file. `like` is a Word file of the house: its page, styles, header and footer are taken over. ExportError when it cannot be."""
    measure = Measure(layout)
    pages = paged(issue_pieces(issue, layout), layout, measure)
    numbers = Numbers(layout)
    body = body_xml(pages, layout, measure, numbers)
    styles = package.Part("word/styles.xml", f"{_WORD}.styles+xml", "styles", styles_xml(layout, measure))
    parts = [styles, package.settings(layout), package.font_table(layout), *package.footers(layout)]
    if layout.automatic_numbers:
        kind = f"{_WORD}.numbering+xml"
        parts.append(package.Part("word/numbering.xml", kind, "numbering", numbers.part()))
    document = package.document_xml(body, package.section_xml(layout))
    return package.packed(document, [*parts, *package.properties(issue)])
