"""The characters of a PDF's page, each with its place, size and font.

Called by `reader`, in the limited child alone: PDFium is not safe against every file. Places are points from the top left corner
of the page as it is looked at: it is turned so that most of its text stands upright.
"""

import ctypes
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.importers.pdf import pdfium
from briefing_tui.importers.pdf.pdfium import OpenPage

_OBJECTS_LIMIT = 20_000
"""Objects of a page among which pictures are counted."""
_LEAST_PICTURE = 40.0
"""Points of a picture's sides: what is smaller is a sign or a rule."""
_UPRIGHT = 0.05
"""Radians by which text may lean and still be read as text; what leans more is a stamp over the page."""
_RIGHT_ANGLE = 1.5707963
_BLANKS = frozenset((0x20, 0x09, 0xA0, 0x3000))
_BREAKS = frozenset((0x0D, 0x0A))
_HYPHEN = 0x02
"""PDFium's own sign for a hyphen at a line's end."""
_UNKNOWN = 0xFFFD
_USUAL_SIZE = 10.0
"""Points of a character whose box makes no sense."""


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


class _Drawn(NamedTuple):
    """A text object: what its characters have in common, in the page's own measure."""

    thing: int
    angle: float
    """Radians; less than 0 when unknown."""
    across: float
    """From a character's box's left side to its origin."""
    up: float
    """From the box's foot to the origin."""
    foot: float
    """Foot of the first character's box; in text along the page all have it, where boxes are those of the font."""
    bold: bool
    red: bool
    size: float
    """Points of its font; what makes no sense is 0, and the box of a character tells."""


_Raw = tuple[str, float, float, float, float, bool, _Drawn]
"""Character, left, bottom, right, top, whether a blank stands before it, its object."""


def page_glyphs(page: OpenPage) -> PageGlyphs:
    """The characters of a page."""
    reader = _Reader(page.text)
    drawn = reader.read()
    angles = {one.angle for one in reader.objects.values()}
    straight = len(angles) == 1 and angles <= {0.0}
    turned = 0 if straight else _turned([one[6].angle for one in drawn], page.rotation)
    width, height = page.size[::-1] if turned % 2 else page.size
    upright = {thing: _stands_upright(one.angle, turned) for thing, one in reader.objects.items()}
    leaning = ""
    if not all(upright.values()):
        leaning = "".join(one[0] for one in drawn if not upright[one[6].thing])
        drawn = [one for one in drawn if upright[one[6].thing]]
    if turned:
        place = _Place(turned, width, height, page.corner())
        glyphs = [glyph for one in drawn if (glyph := place.glyph(one)) is not None]
    else:
        glyphs = _in_place(drawn, width, height, page.corner())
    return PageGlyphs(width, height, glyphs, leaning, page.pictures(_LEAST_PICTURE, _OBJECTS_LIMIT))


class _Reader:
    """Reads the characters of one page as PDFium has them."""

    def __init__(self, text: int) -> None:
        self._text = text
        self._box = pdfium.Box()
        self._address = ctypes.addressof(self._box)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self.objects: dict[int, _Drawn] = {}
        """What drew the characters, by its own number."""

    def read(self) -> list[_Raw]:
        """Every character that is drawn and no blank."""
        text, box, address, objects = self._text, self._box, self._address, self.objects
        code_of, box_of, object_of = pdfium.code_of, pdfium.box_of, pdfium.object_of
        found: list[_Raw] = []
        high, spaced = 0, False
        for index in range(pdfium.count_characters(text)):
            code = code_of(text, index)
            if code in _BREAKS:
                spaced = False
                continue
            if code in _BLANKS:
                spaced = spaced or pdfium.is_generated(text, index) == 0
                continue
            if not 0x20 < code < 0xD800:
                if 0xD800 <= code < 0xDC00:  # a character beyond the first plane comes in two
                    high = code
                    continue
                code, high = _put_together(high, code), 0
            if not box_of(text, index, address):
                continue
            thing = object_of(text, index) or 0
            drawn = objects.get(thing) or self._begin(thing, index)
            bottom = box.bottom
            if bottom != drawn.foot and drawn.angle == 0.0:
                bottom = self._foot(index, drawn)
            found.append((chr(code), box.left, bottom, box.right, box.top, spaced, drawn))
            spaced = False
        return found

    def _begin(self, thing: int, index: int) -> _Drawn:
        """What the first character of an object tells of all."""
        x, y = self._x, self._y
        pdfium.origin_of(self._text, index, x, y)
        angle = pdfium.angle_of(self._text, index)
        bold, red = (pdfium.is_bold(thing), pdfium.is_red(thing)) if thing else (False, False)
        size = pdfium.size_of(thing) if thing else 0.0
        if not 1.0 < size < 400.0:
            size = 0.0
        left, foot = self._box.left, self._box.bottom
        drawn = _Drawn(thing, angle, x.value - left, y.value - foot, foot, bold, red, size)
        self.objects[thing] = drawn
        return drawn

    def _foot(self, index: int, drawn: _Drawn) -> float:
        """Where a character's box would end if it were that of the font: some fonts have one for each character, and y reaches lower than x."""
        pdfium.origin_of(self._text, index, self._x, self._y)
        return self._y.value - drawn.up


def _put_together(high: int, code: int) -> int:
    """The code of a character that is none of the usual ones."""
    if code == _HYPHEN:
        return ord("-")
    if 0xDC00 <= code < 0xE000:
        return 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else _UNKNOWN
    return code if code <= 0x10FFFF else _UNKNOWN


def _turned(angles: Sequence[float], rotation: int) -> int:
    """Quarters by which a page must be turned, clockwise, for most of its text to stand upright: wide tables are drawn across."""
    quarters = Counter(-round(angle / _RIGHT_ANGLE) % 4 for angle in angles if angle >= 0)
    return max(quarters, key=quarters.__getitem__) if quarters else rotation


def _stands_upright(angle: float, turned: int) -> bool:
    """Whether text is read along the page as it is looked at."""
    along = (angle + turned * _RIGHT_ANGLE) % (4 * _RIGHT_ANGLE)
    return min(along, 4 * _RIGHT_ANGLE - along) < _UPRIGHT or angle < 0


def _boxed(height: float) -> float:
    """The size that the height of a character's box tells."""
    size = round(height, 1)
    return size if 1.0 < size < 400.0 else _USUAL_SIZE


def _in_place(drawn: Sequence[_Raw], width: float, height: float, corner: tuple[float, float]) -> list[Glyph]:
    """The characters of a page that is not turned, most of all pages: `_Place` with nothing to call."""
    x, y = corner
    foot = height + y
    make, found = Glyph._make, []
    for char, left, bottom, right, top, spaced, one in drawn:
        if right < x or left - x > width or top < y or bottom > foot:
            continue
        size = one.size or _boxed(top - bottom)
        base = foot - bottom - one.up
        found.append(make((char, left - x, right - x, base, size, one.bold, one.red, spaced, one.thing)))
    return found


class _Place:
    """Brings characters from a turned page's own measure to the page as it is looked at."""

    def __init__(self, turned: int, width: float, height: float, corner: tuple[float, float]) -> None:
        self._turned = turned
        self._width = width
        self._height = height
        self._corner = corner

    def glyph(self, one: _Raw) -> Glyph | None:
        """A character; None when it stands beside the page."""
        char, left, bottom, right, top, spaced, drawn = one
        base = self._placed(left + drawn.across, bottom + drawn.up)[1]
        left, top = self._placed(left, top)
        right, bottom = self._placed(right, bottom)
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        if right < 0 or left > self._width or bottom < 0 or top > self._height:
            return None
        size = drawn.size or _boxed(bottom - top)
        return Glyph(
            char, left, max(right, left + 0.01), base, size, drawn.bold, drawn.red, spaced, drawn.thing
        )

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own measure as points from its top left corner as looked at."""
        x, y = x - self._corner[0], y - self._corner[1]
        if self._turned == 1:
            return y, x
        if self._turned == 2:
            return self._width - x, y
        return self._width - y, self._height - x
