"""The characters of a PDF's page, each with its place, size and font, by PDFium's own interface.

Called by `reader`, in the limited child alone: PDFium is not safe against every file. Places are points from the top left corner
of the page as it is looked at, so a page that is turned reads like any other.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from briefing_tui.importers.evidence import Refused

_PASSWORD = 4
"""FPDF_ERR_PASSWORD."""
_HEAVY = ("黑", "bold", "heavy", "black", "hei", "标宋", "xbs", "biaosong")
_LIGHT_HEI = ("heiti-light", "yahei-light")
_BOLD_WEIGHT = 600
_OBJECTS_LIMIT = 20_000
"""Objects of a page among which pictures are counted."""
_LEAST_PICTURE = 40.0
"""Points of a picture's sides: what is smaller is a sign or a rule."""
_UPRIGHT = 0.05
"""Radians by which text may lean and still be read as text; what leans more is a stamp over the page."""
_RIGHT_ANGLE = 1.5707963
_BLANKS = frozenset((0x20, 0x09, 0xA0, 0x3000))
_BREAKS = frozenset((0x0D, 0x0A))
_HYPHEN = {0x02: 0x2D}
"""PDFium's own sign for a hyphen at a line's end."""


class Glyph(NamedTuple):
    """One character as drawn."""

    char: str
    left: float
    right: float
    base: float
    """Points of its base line from the top of the page."""
    size: float
    """Points of its font, as drawn."""
    bold: bool
    red: bool
    wrong: bool
    """The font does not say which character it is."""
    spaced: bool
    """A blank is drawn before it."""
    thing: int
    """Which object of the page drew it: a character drawn twice comes from two."""


class PageGlyphs(NamedTuple):
    """A page, looked at."""

    width: float
    height: float
    glyphs: list[Glyph]
    leaning: str
    """Text that stands across the page: a stamp, a watermark."""
    pictures: int


class _Look(NamedTuple):
    bold: bool
    red: bool


_PLAIN = _Look(bold=False, red=False)


class PdfFile:
    """A PDF in memory. Refused when it is locked or broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data  # PDFium reads from it as long as the document is open
        pdfium.FPDF_InitLibrary()
        self._document: Any = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            raise Refused("locked" if pdfium.FPDF_GetLastError() == _PASSWORD else "broken")
        self.pages: int = pdfium.FPDF_GetPageCount(self._document)

    def page(self, index: int) -> PageGlyphs | None:
        """A page by its index; None when it is broken."""
        page = pdfium.FPDF_LoadPage(self._document, index)
        if not page:
            return None
        text = pdfium.FPDFText_LoadPage(page)
        try:
            return _Reader(page, text).read() if text else None
        finally:
            if text:
                pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)


class _Reader:
    """Reads one page; keeps the looks of its text objects."""

    def __init__(self, page: Any, text: Any) -> None:
        self._page = page
        self._text = text
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        rotated: int = pdfium.FPDFPage_GetRotation(page)
        self._own = (height, width) if rotated % 2 else (width, height)
        self._turned = rotated
        """Quarters by which the page must be turned, clockwise, for most of its text to stand upright."""
        self._width: float = width
        self._height: float = height
        self._corner = _corner(page)
        self._looks: dict[int, _Look] = {}

    def read(self) -> PageGlyphs:
        glyphs: list[Glyph] = []
        leaning: list[str] = []
        drawn = [(*code, pdfium.FPDFText_GetCharAngle(self._text, code[0])) for code in self._codes()]
        self._turn([angle for *_code, angle in drawn])
        for index, code, spaced, angle in drawn:
            char = chr(code)
            if not self._stands_upright(angle):
                leaning.append(char)
                continue
            glyph = self._glyph(index, char, spaced=spaced)
            if glyph is not None:
                glyphs.append(glyph)
        stamp = "".join(leaning).strip()
        return PageGlyphs(self._width, self._height, glyphs, stamp, self._pictures())

    def _codes(self) -> Iterator[tuple[int, int, bool]]:
        """Index and code of every character that is drawn and no blank, and whether a blank is drawn before it."""
        high, spaced = 0, False
        for index in range(pdfium.FPDFText_CountChars(self._text)):
            code = pdfium.FPDFText_GetUnicode(self._text, index)
            if 0xD800 <= code < 0xDC00:  # a character beyond the first plane comes in two
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            if code in _BLANKS:
                spaced = spaced or pdfium.FPDFText_IsGenerated(self._text, index) == 0
                continue
            if code in _BREAKS or pdfium.FPDFText_IsGenerated(self._text, index) == 1:
                spaced = spaced and code not in _BREAKS
                continue
            yield index, _HYPHEN.get(code, code) if code <= 0x10FFFF else 0xFFFD, spaced
            spaced = False

    def _turn(self, angles: Sequence[float]) -> None:
        """Turn the page so that most of its text stands upright: wide tables are drawn across pages."""
        quarters = Counter(-round(angle / _RIGHT_ANGLE) % 4 for angle in angles if angle >= 0)
        if quarters:
            self._turned = max(quarters, key=quarters.__getitem__)
        width, height = self._own
        self._width, self._height = (height, width) if self._turned % 2 else (width, height)

    def _stands_upright(self, angle: float) -> bool:
        """Whether text is read along the page as it is looked at."""
        along = (angle + self._turned * _RIGHT_ANGLE) % (4 * _RIGHT_ANGLE)
        return min(along, 4 * _RIGHT_ANGLE - along) < _UPRIGHT or angle < 0

    def _glyph(self, index: int, char: str, *, spaced: bool) -> Glyph | None:
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        if not pdfium.FPDFText_GetLooseCharBox(self._text, index, box):
            return None
        pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
        left, top = self._placed(box.left, box.top)
        right, bottom = self._placed(box.right, box.bottom)
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        if right < 0 or left > self._width or bottom < 0 or top > self._height:
            return None
        size = abs(bottom - top)
        _x, base = self._placed(x.value, y.value)
        thing = pdfium.FPDFText_GetTextObject(self._text, index)
        look = self._look(thing)
        wrong = pdfium.FPDFText_HasUnicodeMapError(self._text, index) == 1
        drawn = size if 1.0 < size < 400.0 else 10.0
        place = ctypes.addressof(thing.contents) if thing else 0
        right = max(right, left + 0.01)
        return Glyph(char, left, right, base, round(drawn, 1), look.bold, look.red, wrong, spaced, place)

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own measure as points from its top left corner as looked at."""
        x, y = x - self._corner[0], y - self._corner[1]
        if self._turned == 1:
            return y, x
        if self._turned == 2:
            return self._width - x, y
        if self._turned == 3:
            return self._width - y, self._height - x
        return x, self._height - y

    def _look(self, thing: Any) -> _Look:
        if not thing:
            return _PLAIN
        address = ctypes.addressof(thing.contents)
        if address not in self._looks:
            self._looks[address] = _Look(_is_bold(thing), _is_red(thing))
        return self._looks[address]

    def _pictures(self) -> int:
        count = 0
        for index in range(min(pdfium.FPDFPage_CountObjects(self._page), _OBJECTS_LIMIT)):
            thing = pdfium.FPDFPage_GetObject(self._page, index)
            if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_IMAGE:
                continue
            sides = [ctypes.c_float() for _side in range(4)]
            pdfium.FPDFPageObj_GetBounds(thing, *sides)
            left, bottom, right, top = (side.value for side in sides)
            count += right - left >= _LEAST_PICTURE and top - bottom >= _LEAST_PICTURE
        return count


def _corner(page: Any) -> tuple[float, float]:
    """The lower left corner of what is seen of a page, in its own measure."""
    sides = [ctypes.c_float() for _side in range(4)]
    for box in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if box(page, *sides):
            return sides[0].value, sides[1].value
    return 0.0, 0.0


def _is_bold(thing: Any) -> bool:
    font = pdfium.FPDFTextObj_GetFont(thing)
    if not font:
        return False
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    said = _decoded(name.value).lower()
    if any(light in said for light in _LIGHT_HEI):
        return False
    return any(heavy in said for heavy in _HEAVY) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT


def _decoded(name: bytes) -> str:
    """A font's name: in UTF-8, or in GBK as old programs wrote it."""
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def _is_red(thing: Any) -> bool:
    parts = [ctypes.c_uint() for _part in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(thing, *parts):
        return False
    red, green, blue, _alpha = (part.value for part in parts)
    return red >= 0xA0 and green <= 0x50 and blue <= 0x50
