"""An issue as a Word file: the pages of a layout as Word, WPS and LibreOffice set them.

Called by whoever puts an issue out. Same issue and layout, same bytes. Needs nothing but Python.
"""

from briefing_tui.exporters.layout import Layout
from briefing_tui.model.issue import Issue


def docx_bytes(issue: Issue, layout: Layout, *, like: bytes | None = None) -> bytes:
    """The file. `like` is a Word file of the house: its page, styles, header and footer are taken over. ExportError when it cannot be."""
    raise NotImplementedError
