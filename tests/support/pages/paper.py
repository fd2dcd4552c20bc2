"""Printed pages looked at: characters of a PDF with their places, its rules, and a Word file as LibreOffice sets it."""

import ctypes
import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from briefing_tui.errors import BriefingError
from briefing_tui.exporters.layout import read_layout
from briefing_tui.exporters.pdf import pdf_bytes
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.model.key import IssueKey
from disks.places import SAMPLES

MM = 72 / 25.4
"""Points of a millimetre."""


class Char(NamedTuple):
    """A character on a page; points from the page's upper left corner."""

    char: str
    x: float
    """Where it begins."""
    baseline: float


class Rule(NamedTuple):
    """A straight line."""

    left: float
    right: float
    y: float
    thick: float


def sample(number: int = 14, year: int = 2024) -> Issue:
    """An issue of the samples."""
    return LibraryReader(str(SAMPLES)).load(IssueKey(year, "issue", number)).issue


def article(*paragraphs: str, title: str = "标题") -> Issue:
    """An issue of one article."""
    return Issue(
        Masthead(title="简报", year=2024, number=1),
        sections=(Section("栏目", items=(Item(title, "\n".join(paragraphs)),)),),
    )


def _can_set() -> str:
    """Why no PDF can be made here; empty when it can."""
    for module in ("typst", "pypdfium2"):
        if importlib.util.find_spec(module) is None:
            return f"{module} is missing (the extra `office`)"
    try:
        pdf_bytes(Issue(), read_layout("gbt9704"))
    except BriefingError as error:
        return error.one_line()
    return ""


_REASON = _can_set()
needs_press = pytest.mark.skipif(bool(_REASON), reason=_REASON)
_OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_TIMES = (
    bool(shutil.which("fc-list"))
    and b"Liberation Serif"
    in subprocess.run(["fc-list", ":", "family"], capture_output=True, check=False).stdout
)
needs_office = pytest.mark.skipif(
    _OFFICE is None or not _TIMES,
    reason="LibreOffice (libreoffice-writer-nogui) or a font as wide as Times (fonts-liberation) is missing",
)


def pages_of(pdf: bytes) -> list[list[Char]]:
    """The characters of each page in reading order, blanks and line ends left out."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    document = pdfium.PdfDocument(pdf)
    pages = []
    for page in document:
        height = page.get_height()
        text = page.get_textpage()
        chars = []
        for index in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, index)
            if code <= 0x20 or raw.FPDFText_IsGenerated(text, index):
                continue
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            chars.append(Char(chr(code), x.value, height - y.value))
        pages.append(chars)
    document.close()
    return pages


def lines_of(page: list[Char]) -> list[tuple[float, str]]:
    """Baseline and text of each line of a page, from above."""
    lines: dict[float, list[Char]] = {}
    for char in page:
        place = next((one for one in lines if abs(one - char.baseline) < 2), char.baseline)
        lines.setdefault(place, []).append(char)
    return [
        (place, "".join(one.char for one in sorted(chars, key=lambda one: one.x)))
        for place, chars in sorted(lines.items())
    ]


def rules_of(pdf: bytes, number: int) -> list[Rule]:
    """The straight level lines of a page (from 0), from above."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    document = pdfium.PdfDocument(pdf)
    page = document[number]
    height = page.get_height()
    found = []
    for thing in page.get_objects():
        if thing.type != raw.FPDF_PAGEOBJ_PATH:
            continue
        left, bottom, right, top = thing.get_bounds()
        width = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(thing, width)
        if right - left > 50:
            found.append(Rule(left, right, height - (top + bottom) / 2, width.value))
    document.close()
    return sorted(found, key=lambda rule: rule.y)


def outline_of(pdf: bytes) -> list[tuple[int, str]]:
    """Level and title of each bookmark."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(pdf)
    found = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()
    return found


def through_office(docx: bytes, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a Word file."""
    return all_through_office({"issue": docx}, folder)["issue"]


def all_through_office(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The PDFs that LibreOffice makes of Word files, in one start of it."""
    assert _OFFICE is not None
    for name, docx in files.items():
        (folder / f"{name}.docx").write_bytes(docx)
    subprocess.run(
        [
            _OFFICE,
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            *(folder / f"{name}.docx" for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}


def paragraphs(pages: list[list[Char]]) -> Iterator[str]:
    """All the text of each page, as one line."""
    for page in pages:
        yield "".join(text for _place, text in lines_of(page))
