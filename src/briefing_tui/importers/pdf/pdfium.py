"""PDFium's functions as they are called here: a million times a file, so without what ctypes does for arguments that need none.

Pages and texts are pointers as numbers. Only the limited child loads this.
"""

import ctypes
import math
from ctypes import POINTER, c_double, c_float, c_int, c_uint, c_void_p
from typing import Any

from pypdfium2 import raw

from briefing_tui.importers.evidence import Refused

PASSWORD = 4
"""FPDF_ERR_PASSWORD."""
_HEAVY = ("黑", "bold", "heavy", "black", "hei", "标宋", "xbs", "biaosong")
_LIGHT_HEI = ("heiti-light", "yahei-light")
_BOLD_WEIGHT = 600


def _called(function: Any, result: Any, *arguments: Any) -> Any:
    """A function by its address, with plain arguments."""
    address = ctypes.cast(function, c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


count_characters = _called(raw.FPDFText_CountChars, c_int, c_void_p)
code_of = _called(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
is_generated = _called(raw.FPDFText_IsGenerated, c_int, c_void_p, c_int)
object_of = _called(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
angle_of = _called(raw.FPDFText_GetCharAngle, c_float, c_void_p, c_int)
box_of = _called(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
origin_of = _called(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, POINTER(c_double), POINTER(c_double))
Box: Any = raw.FS_RECTF


class PdfFile:
    """A PDF in memory. Refused when it is locked or broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data  # PDFium reads from it as long as the document is open
        raw.FPDF_InitLibrary()
        self._document: Any = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            raise Refused("locked" if raw.FPDF_GetLastError() == PASSWORD else "broken")
        self.pages: int = raw.FPDF_GetPageCount(self._document)

    def open(self, index: int) -> "OpenPage | None":
        """A page by its index; None when it is broken."""
        page = raw.FPDF_LoadPage(self._document, index)
        if not page:
            return None
        text = raw.FPDFText_LoadPage(page)
        if not text:
            raw.FPDF_ClosePage(page)
            return None
        return OpenPage(page, text)


class OpenPage:
    """A page that is open; `close` gives its memory back."""

    def __init__(self, page: Any, text: Any) -> None:
        self._page = page
        self._text = text
        self.text: int = ctypes.cast(text, c_void_p).value or 0
        self.rotation: int = raw.FPDFPage_GetRotation(page)
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        self.size: tuple[float, float] = (height, width) if self.rotation % 2 else (width, height)
        """Width and height in the page's own measure, in points."""

    def close(self) -> None:
        """The page is no longer needed."""
        raw.FPDFText_ClosePage(self._text)
        raw.FPDF_ClosePage(self._page)

    def corner(self) -> tuple[float, float]:
        """The lower left corner of what is seen of the page, in its own measure."""
        sides = [c_float() for _side in range(4)]
        for box in (raw.FPDFPage_GetCropBox, raw.FPDFPage_GetMediaBox):
            if box(self._page, *sides):
                return sides[0].value, sides[1].value
        return 0.0, 0.0

    def pictures(self, least: float, limit: int) -> int:
        """Pictures whose sides have `least` points, among the first `limit` objects."""
        count = 0
        for index in range(min(raw.FPDFPage_CountObjects(self._page), limit)):
            thing = raw.FPDFPage_GetObject(self._page, index)
            if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_IMAGE:
                continue
            sides = [c_float() for _side in range(4)]
            raw.FPDFPageObj_GetBounds(thing, *sides)
            left, bottom, right, top = (side.value for side in sides)
            count += right - left >= least and top - bottom >= least
        return count


def is_bold(thing: int) -> bool:
    """Whether the font of a text object is heavy, by its name or its weight."""
    font = raw.FPDFTextObj_GetFont(_object(thing))
    if not font:
        return False
    name = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    said = _decoded(name.value).lower()
    if any(light in said for light in _LIGHT_HEI):
        return False
    return any(heavy in said for heavy in _HEAVY) or raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT


def size_of(thing: int) -> float:
    """Points of a text object's font as drawn; 0 when it is not told. Boxes of characters tell it not: a Latin font's are lower."""
    size, matrix = c_float(), raw.FS_MATRIX()
    if not raw.FPDFTextObj_GetFontSize(_object(thing), size) or not raw.FPDFPageObj_GetMatrix(
        _object(thing), matrix
    ):
        return 0.0
    return round(abs(size.value) * math.hypot(matrix.c, matrix.d), 1)


def is_red(thing: int) -> bool:
    """Whether a text object is drawn in red."""
    parts = [c_uint() for _part in range(4)]
    if not raw.FPDFPageObj_GetFillColor(_object(thing), *parts):
        return False
    red, green, blue, _alpha = (part.value for part in parts)
    return red >= 0xA0 and green <= 0x50 and blue <= 0x50


def _object(thing: int) -> Any:
    return ctypes.cast(thing, raw.FPDF_PAGEOBJECT)


def _decoded(name: bytes) -> str:
    """A font's name: in UTF-8, or in GBK as old programs wrote it."""
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")
