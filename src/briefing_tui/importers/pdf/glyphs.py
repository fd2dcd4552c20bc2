"""The characters of a PDF's page, each with its place, size and font.

Called by `reader`, in the limited child alone: PDFium is not safe against every file. Places are points from the top left corner
of the page as it is looked at: it is turned so that most of its text stands upright.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, compress, groupby, repeat
from operator import sub
from typing import NamedTuple

from briefing_tui.importers.pdf import pdfium
from briefing_tui.importers.pdf.drawings import Rules, drawings
from briefing_tui.importers.pdf.pdfium import OpenPage

_UPRIGHT = 0.05
"""Radians by which text may lean and still be read as text; what leans more is a stamp over the page."""
_ROUNDED = 0.01
"""Points by which boxes differ that were meant to be the same."""
_RIGHT_ANGLE = 1.5707963
_NOTHING = "\U0010ffff"
"""Stands where half of a character stood; no text has it."""
_BREAKS = "\r\n"
_HYPHEN = "\x02"
"""PDFium's own sign for a hyphen at a line's end."""
_UNKNOWN = "\ufffd"
_VISIBLE = re.compile(f"[^ \t\xa0\u3000\r\n{_NOTHING}]+")
_ODD = re.compile(f"[{_HYPHEN}\ud800-\udfff]")
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


_glyph = partial(tuple.__new__, Glyph)
"""Makes a glyph of its fields with nothing to call in between: every character of a file comes by."""


class PageGlyphs(NamedTuple):
    """A page, looked at."""

    width: float
    height: float
    glyphs: list[Glyph]
    leaning: str
    """Text that stands across the page: a stamp, a watermark."""
    vertical: tuple[list[Glyph], str]
    """All characters and what stands across, if the page is written from top to bottom: Latin letters lie on their side in it."""
    pictures: int
    rules: Rules
    """None on a page that is turned."""


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


class _Piece(NamedTuple):
    """Characters that one object drew one behind the other, with nothing between them; lists of one length."""

    text: str
    lefts: list[float]
    bottoms: list[float]
    rights: list[float]
    tops: list[float]
    spaced: bool
    """Whether a blank stands before the first."""
    drawn: _Drawn


def page_glyphs(page: OpenPage) -> PageGlyphs:
    """The characters of a page."""
    reader = _Reader(page.text)
    pieces = list(reader.pieces())
    if all(one.angle == 0.0 for one in reader.objects.values()):
        turned, leaning, drawn = 0, "", pieces
    else:
        turned = _turned(pieces, page.rotation)
        drawn = [piece for piece in pieces if _stands_upright(piece.drawn.angle, turned)]
        leaning = "".join(piece.text for piece in pieces if not _stands_upright(piece.drawn.angle, turned))
    width, height = page.size[::-1] if turned % 2 else page.size
    place = _Place(turned, width, height, page.corner())
    glyphs = [glyph for piece in drawn for glyph in place.glyphs(piece)]
    pictures, rules = drawings(page, height)
    vertical = _read_downwards(pieces, place, turned) if leaning else (glyphs, leaning)
    if turned or page.rotation:
        vertical = (_by_lines(vertical[0]), vertical[1])
    return PageGlyphs(width, height, glyphs, leaning, vertical, pictures, Rules() if turned else rules)


def _by_lines(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters of vertical text from the right and from the top: of a page that is turned PDFium tells them in another order."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: -(one.left + one.right)):
        last = lines[-1][0] if lines else None
        if last is None or abs(last.left + last.right - glyph.left - glyph.right) > glyph.size:
            lines.append([])
        lines[-1].append(glyph)
    return [glyph for line in lines for glyph in sorted(line, key=lambda one: one.base)]


def _read_downwards(pieces: Sequence[_Piece], place: "_Place", turned: int) -> tuple[list[Glyph], str]:
    """`PageGlyphs.vertical` of a page turned by so many quarters, in the order in which it is drawn."""
    found: list[Glyph] = []
    leaning = ""
    for piece in pieces:
        if _stands_upright(piece.drawn.angle, turned):
            found += place.glyphs(piece)
        elif _stands_upright(piece.drawn.angle, turned + 3):
            found += place.lying(piece)
        else:
            leaning += piece.text
    return found, leaning


class _Reader:
    """Reads the characters of one page as PDFium has them."""

    def __init__(self, text: int) -> None:
        self._text = text
        self._all = pdfium.characters(text)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self.objects: dict[int, _Drawn] = {}
        """What drew the characters, by its own number."""

    def pieces(self) -> Iterator[_Piece]:
        """Every character that is drawn and no blank, in pieces that one object drew."""
        text, things, *_boxes = self._all
        if _ODD.search(text):
            text = _put_together(text)
        end = 0
        for found in _VISIBLE.finditer(text):
            start = found.start()
            spaced = self._is_spaced(text, end, start)
            end = found.end()
            for thing, same in groupby(things[start:end]):
                stop = start + len(list(same))
                yield self._piece(text[start:stop], thing, start, stop, spaced=spaced)
                start, spaced = stop, False

    def _is_spaced(self, text: str, start: int, end: int) -> bool:
        """Whether a blank is drawn behind the last line end between two places."""
        for index in range(end - 1, start - 1, -1):
            if text[index] in _BREAKS:
                return False
            if text[index] != _NOTHING and not pdfium.is_generated(self._text, index):
                return True
        return False

    def _piece(self, text: str, thing: int, start: int, stop: int, *, spaced: bool) -> _Piece:
        _text, _things, lefts, tops, rights, bottoms = self._all
        drawn = self.objects.get(thing) or self._begin(thing, start)
        feet = bottoms[start:stop]
        if drawn.angle == 0.0 and feet.count(drawn.foot) != len(feet):
            feet = [drawn.foot] * len(feet)
            if abs(self._foot(stop - 1, drawn) - drawn.foot) > _ROUNDED:  # written from top to bottom
                feet = [self._foot(index, drawn) for index in range(start, stop)]
        return _Piece(text, lefts[start:stop], feet, rights[start:stop], tops[start:stop], spaced, drawn)

    def _begin(self, thing: int, index: int) -> _Drawn:
        """What the first character of an object tells of all."""
        x, y = self._x, self._y
        pdfium.origin_of(self._text, index, x, y)
        angle = pdfium.angle_of(self._text, index)
        bold, red = (pdfium.is_bold(thing), pdfium.is_red(thing)) if thing else (False, False)
        size = pdfium.size_of(thing) if thing else 0.0
        if not 1.0 < size < 400.0:
            size = 0.0
        left, foot = self._all.lefts[index], self._all.bottoms[index]
        drawn = _Drawn(thing, angle, x.value - left, y.value - foot, foot, bold, red, size)
        self.objects[thing] = drawn
        return drawn

    def _foot(self, index: int, drawn: _Drawn) -> float:
        """Where a character's box would end if it were that of the font: some fonts have one for each character, and y reaches lower than x. What
        one object draws along the page has one base line.
        """
        pdfium.origin_of(self._text, index, self._x, self._y)
        return self._y.value - drawn.up


def _put_together(text: str) -> str:
    """The characters of a text that come in halves, each at the place of its second half; a hyphen for PDFium's own sign."""
    signs = list(text)
    high = ""
    for found in _ODD.finditer(text):
        sign, at = found[0], found.start()
        if sign == _HYPHEN:
            signs[at], high = "-", ""
        elif sign < "\udc00":
            signs[at], high = _NOTHING, sign
        else:
            whole = (high + sign).encode("utf-16-le", "surrogatepass") if high else b""
            signs[at], high = whole.decode("utf-16-le") if whole else _UNKNOWN, ""
    return "".join(signs)


def _turned(pieces: Sequence[_Piece], rotation: int) -> int:
    """Quarters by which a page must be turned, clockwise, for most of its text to stand upright: wide tables are drawn across."""
    quarters: Counter[int] = Counter()
    for piece in pieces:
        if piece.drawn.angle >= 0:
            quarters[-round(piece.drawn.angle / _RIGHT_ANGLE) % 4] += len(piece.text)
    return max(quarters, key=quarters.__getitem__) if quarters else rotation


def _stands_upright(angle: float, turned: int) -> bool:
    """Whether text is read along the page as it is looked at."""
    along = (angle + turned * _RIGHT_ANGLE) % (4 * _RIGHT_ANGLE)
    return min(along, 4 * _RIGHT_ANGLE - along) < _UPRIGHT or angle < 0


def _boxed(height: float) -> float:
    """The size that the height of a character's box tells."""
    size = round(height, 1)
    return size if 1.0 < size < 400.0 else _USUAL_SIZE


class _Place:
    """Brings characters from a page's own measure to the page as it is looked at."""

    def __init__(self, turned: int, width: float, height: float, corner: tuple[float, float]) -> None:
        self._turned = turned
        self._width = width
        self._height = height
        self._corner = corner

    def glyphs(self, piece: _Piece) -> "Iterable[Glyph]":
        """The characters of a piece that stand on the page."""
        if self._turned:
            return self._turned_glyphs(piece)
        x, y = self._corner
        text, lefts, bottoms, rights, tops, spaced, one = piece
        foot = self._height + y
        bases: Iterable[float]
        bases = [foot - bottom - one.up for bottom in bottoms]
        sizes = repeat(one.size) if one.size else map(_boxed, map(sub, tops, bottoms))
        spaces = chain((spaced,), repeat(False))
        outside = max(lefts) - x > self._width or min(rights) < x or min(tops) < y or max(bottoms) > foot
        if x:
            lefts, rights = [left - x for left in lefts], [right - x for right in rights]
        row = zip(
            text, lefts, rights, bases, sizes, repeat(one.bold), repeat(one.red), spaces, repeat(one.thing)
        )
        glyphs = map(_glyph, row)
        if not outside:
            return glyphs
        seen = (
            not (right < 0 or left > self._width or top < y or bottom > foot)
            for left, right, top, bottom in zip(lefts, rights, tops, bottoms, strict=True)
        )
        return compress(glyphs, seen)

    def lying(self, piece: _Piece) -> Iterator[Glyph]:
        """The characters of a piece that lie on their side in text from top to bottom, as if they stood upright there. Those that one sign draws,
        such as both halves of a dash, share its box.
        """
        if self._turned:
            yield from (
                glyph._replace(
                    left=(glyph.left + glyph.right - glyph.size) / 2,
                    right=(glyph.left + glyph.right + glyph.size) / 2,
                )
                for glyph in self._turned_glyphs(piece, lying=True)
            )
            return
        text, lefts, feet, rights, heads, spaced, one = piece
        seen: Counter[float] = Counter()
        for char, left, foot, right, head in zip(text, lefts, feet, rights, heads, strict=True):
            seen[foot] += 1
            end = head - (head - foot) * seen[foot] / feet.count(foot)
            size = one.size or _boxed(right - left)
            start = (left + right - size) / 2 - self._corner[0]
            base = self._height + self._corner[1] - end
            yield Glyph(char, start, start + size, base, size, one.bold, one.red, spaced, one.thing)
            spaced = False

    def _turned_glyphs(self, piece: _Piece, *, lying: bool = False) -> Iterator[Glyph]:
        text, lefts, feet, rights, heads, spaced, drawn = piece
        for char, *sides in zip(text, lefts, feet, rights, heads, strict=True):
            base = self._placed(sides[0] + drawn.across, sides[1] + drawn.up)[1]
            corners = zip(self._placed(sides[0], sides[3]), self._placed(sides[2], sides[1]), strict=True)
            (left, right), (top, bottom) = map(sorted, corners)
            if not (right < 0 or left > self._width or bottom < 0 or top > self._height):
                size = drawn.size or _boxed(bottom - top)
                base = bottom if lying else base
                right = max(right, left + 0.01)
                yield Glyph(char, left, right, base, size, drawn.bold, drawn.red, spaced, drawn.thing)
            spaced = False

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own measure as points from its top left corner as looked at."""
        x, y = x - self._corner[0], y - self._corner[1]
        if self._turned == 1:
            return y, x
        if self._turned == 2:
            return self._width - x, y
        return self._width - y, self._height - x
