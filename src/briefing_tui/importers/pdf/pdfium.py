"""PDFium's functions as they are called here: a million times a file, so without what ctypes does for arguments that need none.

Pages and texts are pointers as numbers. Only the limited child loads this.
"""

import ctypes
import math
from collections.abc import Iterator
from ctypes import POINTER, c_double, c_float, c_int, c_uint, c_ushort, c_void_p
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from pypdfium2 import raw

from briefing_tui.importers.evidence import Refused

PASSWORD = 4
"""FPDF_ERR_PASSWORD."""
_HEAVY = ("黑", "bold", "heavy", "black", "hei", "标宋", "xbs", "biaosong")
_LIGHT_HEI = ("heiti-light", "yahei-light")
_BOLD_WEIGHT = 600
_DRAWN = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
_LAST, _UNKNOWN = 0x10FFFF, "\ufffd"


def _called(function: Any, result: Any, *arguments: Any) -> Any:
    """A function by its address, with plain arguments. No other thread waits meanwhile: the lock of the interpreter is kept."""
    address = ctypes.cast(function, c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_count_characters = _called(raw.FPDFText_CountChars, c_int, c_void_p)
_code_of = _called(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
_text_of = _called(raw.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)
is_generated = _called(raw.FPDFText_IsGenerated, c_int, c_void_p, c_int)
_object_of = _called(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
angle_of = _called(raw.FPDFText_GetCharAngle, c_float, c_void_p, c_int)
_box_of = _called(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
origin_of = _called(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, POINTER(c_double), POINTER(c_double))
_font_of = _called(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
_size_of = _called(raw.FPDFTextObj_GetFontSize, c_int, c_void_p, c_void_p)
_matrix_of = _called(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
_colour_of = _called(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_SIDES = 4
"""Numbers of a box: left, top, right, bottom (FS_RECTF)."""


class Characters(NamedTuple):
    """The characters of a page as PDFium has them, blanks and line ends among them; lists of one length."""

    text: str
    """One sign for each; one beyond the first plane comes in two halves."""
    things: list[int]
    """The text objects that drew them; 0 for none."""
    lefts: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]
    """Of their boxes, in the page's own measure."""


def characters(text: int) -> Characters:
    """All characters of a page, asked for in as few steps as PDFium lets: a file has a million."""
    count = max(_count_characters(text), 0)
    boxes = (c_float * (_SIDES * count))()
    step = ctypes.sizeof(c_float) * _SIDES
    at = ctypes.addressof(boxes)
    sum(map(_box_of, repeat(text), range(count), range(at, at + step * count, step)))
    return Characters(
        _text(text, count),
        list(map(_object_of, repeat(text), range(count))),
        *(boxes[side::_SIDES] for side in range(_SIDES)),
    )


def _text(text: int, count: int) -> str:
    """The signs of a page at once, or one by one where PDFium leaves some out of a text."""
    units = (c_ushort * (count + 1))()
    if _text_of(text, 0, count, ctypes.addressof(units)) == count + 1:
        written = bytes(units)[:-2].decode("utf-16-le", "surrogatepass")
        if len(written) == count and "\ufffe" not in written:
            return written
    return "".join(
        [chr(code) if code <= _LAST else _UNKNOWN for code in map(_code_of, repeat(text), range(count))]
    )


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
        """The page is no longer needed, and what only it uses: another font may stand where one of its stood."""
        _is_heavy.cache_clear()
        raw.FPDFText_ClosePage(self._text)
        raw.FPDF_ClosePage(self._page)

    def corner(self) -> tuple[float, float]:
        """The lower left corner of what is seen of the page, in its own measure."""
        sides = [c_float() for _side in range(4)]
        for box in (raw.FPDFPage_GetCropBox, raw.FPDFPage_GetMediaBox):
            if box(self._page, *sides):
                return sides[0].value, sides[1].value
        return 0.0, 0.0

    def drawn(self, limit: int) -> Iterator[tuple[bool, tuple[float, float, float, float]]]:
        """The pictures (True) and paths (False) among the first `limit` objects: left, bottom, right, top, in the page's own measure."""
        sides = [c_float() for _side in range(4)]
        for index in range(min(raw.FPDFPage_CountObjects(self._page), limit)):
            thing = raw.FPDFPage_GetObject(self._page, index)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind in _DRAWN and raw.FPDFPageObj_GetBounds(thing, *sides):
                left, bottom, right, top = (side.value for side in sides)
                yield kind == raw.FPDF_PAGEOBJ_IMAGE, (left, bottom, right, top)


def is_bold(thing: int) -> bool:
    """Whether the font of a text object is heavy, by its name or its weight."""
    return _is_heavy(_font_of(thing) or 0)


@lru_cache(maxsize=512)
def _is_heavy(font: int) -> bool:
    """Whether a font is heavy; asked once for each font of a page, which keeps it while it is open."""
    if not font:
        return False
    handle = ctypes.cast(font, raw.FPDF_FONT)
    name = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(handle, name, len(name))
    said = _decoded(name.value).lower()
    if any(light in said for light in _LIGHT_HEI):
        return False
    return any(heavy in said for heavy in _HEAVY) or raw.FPDFFont_GetWeight(handle) >= _BOLD_WEIGHT


_SIZE, _MATRIX = c_float(), raw.FS_MATRIX()
_COLOURS = (c_uint(), c_uint(), c_uint(), c_uint())
_SIZE_AT, _MATRIX_AT, *_COLOURS_AT = (ctypes.addressof(one) for one in (_SIZE, _MATRIX, *_COLOURS))
"""What PDFium writes its answers to: one place for all of them, for it is asked by one thread."""


def size_of(thing: int) -> float:
    """Points of a text object's font as drawn; 0 when it is not told. Boxes of characters tell it not: a Latin font's are lower."""
    if not _size_of(thing, _SIZE_AT) or not _matrix_of(thing, _MATRIX_AT):
        return 0.0
    return round(abs(_SIZE.value) * math.hypot(_MATRIX.c, _MATRIX.d), 1)


def is_red(thing: int) -> bool:
    """Whether a text object is drawn in red."""
    if not _colour_of(thing, *_COLOURS_AT):
        return False
    red, green, blue, _alpha = _COLOURS
    return red.value >= 0xA0 and green.value <= 0x50 and blue.value <= 0x50


def _decoded(name: bytes) -> str:
    """A font's name: in UTF-8, or in GBK as old programs wrote it."""
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")
