"""The pages of a Word file on the model of another, counted by LibreOffice where it is: nobody else knows the heights of a model's lines.

It sets the file once, as a PDF whose named places are the bookmarks of the contents; on which page each stands is what is asked.
"""

import ctypes
import importlib.util
import re
from collections.abc import Callable

from briefing_tui import office
from briefing_tui.exporters.faults import ExportError
from briefing_tui.i18n import _

_AS_PDF = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"false"},"ReduceImageResolution":{"type":"boolean","value":"true"}}'
)
_PLACE = re.compile(r"Contents([0-9]{1,9})\Z")
"""What a bookmark of the contents is called, behind a sign that LibreOffice writes as its number."""
_NAME = 200
"""Bytes of a name that is looked at."""


def can_count() -> bool:
    """Whether what it needs is there: LibreOffice, and a reader of PDFs."""
    return office.found() is not None and importlib.util.find_spec("pypdfium2") is not None


def counted(docx: bytes, stopped: Callable[[], bool] | None = None) -> dict[int, int]:
    """Block of a bookmark → its page, from 1; empty when LibreOffice sets no pages of the file. ExportError when `stopped`."""
    program = office.found()
    if program is None:
        return {}
    try:
        pdf = office.converted(program, docx, ("docx", "pdf"), _AS_PDF, stopped=stopped)
    except office.TookTooLongError:
        return {}
    except office.StoppedError:
        raise ExportError(_("stopped")) from None
    return _places(pdf) if pdf else {}


def _places(pdf: bytes) -> dict[int, int]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return {}
    places = {}
    for index in range(raw.FPDF_CountNamedDests(document.raw)):
        buffer = ctypes.create_string_buffer(_NAME)
        length = ctypes.c_long(_NAME)
        place = raw.FPDF_GetNamedDest(document.raw, index, buffer, ctypes.byref(length))
        name = buffer.raw[: max(length.value, 0)].decode("utf-16-le", "replace").rstrip("\0")
        found = _PLACE.search(name)
        page = raw.FPDFDest_GetDestPageIndex(document.raw, place) if place else -1
        if found and page >= 0:
            places[int(found[1])] = page + 1
    document.close()
    return places
