"""What a terminal is written in place of a text: substitutes for what would act, plain frames, anchors behind doubtful signs. Pure.

The second layer of promise T1, as both painters have it: `framework` and `anchoring` put it in place of the framework's functions, and
`widgets.painting` draws the first page with it before the framework is there. Columns, rows and widths are cells, from 0.
"""

import re
from collections.abc import Callable
from functools import cache
from zlib import crc32

from briefing_tui.text.clean import UNSAFE
from briefing_tui.text.links import LINK_LIMIT
from briefing_tui.typeset.width import char_width

_JOINING = "\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"
"""Inside of a character class: the zero-width joiner, the selectors of the text and the emoji form, skin tones.

A terminal without grapheme clusters shows each character for itself, as `typeset.width` counts; one with them makes a family of
eight cells two, a heart of one cell two. Joiners and selectors are left out and a skin tone becomes a blank of its two
cells: then either shows the same. The text itself keeps them.
"""
_PLAIN_FRAMES = {
    **{
        chr(code): "-"
        for code in (0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2574, 0x2576)
    },
    **{
        chr(code): "|"
        for code in (0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2575)
    },
    **{chr(code): " " for code in range(0x2580, 0x25A0)},
    "\u2550": "=",
}
_AGREED = (
    "\x1b -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2138\u213a-\u22ff\u2400-\u2426"
    "\u2460-\u25fa\u2605\u2606\u2640\u2642\u3000-\u3029\u3031-\u303c\u3041-\u3096\u309b-\u312f\u3200-\u3296\u3298"
    "\u329a-\u4dbf\u4e00-\ua48c\uac00-\ud7a3\uf900-\ufa6d\ufe30-\ufe4f\uff01-\uff9d\uffe0-\uffe6\U00020000-\U0002a6df"
)
"""Inside of a character class: what terminals give one width, but for the one that the probe finds out (“ ” …)."""


# Patterns are made when they are first used: most first pages need none of them, and they cost 5 ms.


@cache
def _acting() -> re.Pattern[str]:
    """A character that must not reach the terminal inside a strip."""
    return re.compile(f"{UNSAFE.pattern[:-1]}\t\n]")


@cache
def _replaced() -> re.Pattern[str]:
    return re.compile(f"{UNSAFE.pattern[:-1]}\t\n{_JOINING}]")


@cache
def _frames() -> re.Pattern[str]:
    """Box drawing and blocks: ambiguous in width, drawn by widgets that count on one cell."""
    return re.compile("[\u2500-\u259f]")


@cache
def _link() -> re.Pattern[str]:
    """The only links that are written: three schemes, printable ASCII. The page gives none that is not printed there, letter by letter."""
    return re.compile(rf"(?:https?://|mailto:)[!-~]{{1,{LINK_LIMIT}}}", re.IGNORECASE)


@cache
def _doubted() -> re.Pattern[str]:
    return re.compile(f"[^{_AGREED}]")


@cache
def _stretch() -> re.Pattern[str]:
    """Doubted characters together, with the one before them: marks belong to it."""
    return re.compile(f"[{_AGREED[1:]}]?[^{_AGREED}]+")


@cache
def _pieces() -> re.Pattern[str]:
    return re.compile("(\x1b\\[[0-9;:]*m)")


_EVERYDAY = "“”‘’—…·、。《》【】「」〔〕　"
"""Marks, beside 汉字, ASCII and its full-width forms, that stand on most pages: written as they are, and of one width but for the probe's."""


_STROKES = "━─│┃▶●▁▂▃▄▅▆▇"
"""What the screens themselves are framed and marked with; agreed about as the everyday characters are."""
_MET: set[str] = set()
"""Everyday characters that have been on a page: to look there takes a fraction of telling again."""


def is_everyday(text: str) -> bool:
    """Whether nothing in it is written otherwise than it stands, nor has its column told. A line of most pages is of this kind."""
    if _MET.issuperset(text):
        return True
    new = set(text).difference(_MET)
    if not all(map(_is_everyday_one, new)):
        return False
    _MET.update(new)
    return True


def _is_everyday_one(char: str) -> bool:
    return (
        " " <= char <= "~"
        or "\u4e00" <= char <= "\u9fff"
        or "\uff01" <= char <= "\uff5e"
        or char in _EVERYDAY
    )


def is_agreed_at_once(text: str) -> bool:
    """Whether it is everyday but for strokes at its ends: on a terminal that draws those in one cell it is written as it stands."""
    return is_everyday(text.strip(_STROKES))


class Cells(dict[str, int]):
    """Cells of each character met so far, as it will be drawn."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, char: str) -> int:
        one = not is_everyday(char) and (
            _acting().match(char) or (self._ambiguous == 2 and _frames().match(char))
        )
        width = self[char] = 1 if one else char_width(char, self._ambiguous)
        return width


TABLES = {1: Cells(1), 2: Cells(2)}
"""One for each width of the ambiguous characters."""


def is_plain(text: str) -> bool:
    """Whether each character surely takes one cell."""
    return text.isascii() and text.isprintable()


def shown(text: str, ambiguous: int) -> str:
    """A line of text as it is written: substitutes for acting characters, nothing that joins, plain frames on wide terminals."""
    if is_plain(text) or (is_agreed_at_once(text) if ambiguous == 1 else is_everyday(text)):
        return text
    text = _replaced().sub(_substitute, text)
    if ambiguous == 2:
        text = _frames().sub(lambda found: _PLAIN_FRAMES.get(found[0], "+"), text)
    return text


def _substitute(found: re.Match[str]) -> str:
    """As many cells as `Cells` gives to the character."""
    code = ord(found[0])
    if found[0] in "\t\n":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if found[0] in "\u200d\ufe0e\ufe0f":
        return ""
    if 0x1F3FB <= code <= 0x1F3FF:
        return "\u3000"
    return "\u2421" if code == 0x7F else "\u2426"


LINK_END = "\x1b]8;;\x1b\\"


def link_begin(link: str) -> str:
    """The sequence behind which a text is a link; empty for one that is not of a safe form."""
    return f"\x1b]8;id={crc32(link.encode())};{link}\x1b\\" if _link().fullmatch(link) else ""


def linked(written: str, link: str) -> str:
    """A text as it is written, and a link where one of a safe form leads; else the text alone."""
    begin = link_begin(link)
    return f"{begin}{written}{LINK_END}" if begin else written


def is_doubted(text: str) -> bool:
    """Whether it has a sign that terminals give other widths."""
    return not is_agreed_at_once(text) and _doubted().search(text) is not None


def at(column: int, row: int) -> str:
    """What brings the cursor to a cell."""
    return f"\x1b[{row + 1};{column + 1}H"


def anchored(rendered: str, column: int, row: int, cells: Callable[[str], int]) -> str:
    """What is written at a cell, with its escape sequences, of a text whose parts are as wide as `cells` says; the same object when all
    agree about its widths. Marks that a part begins with are left out: a terminal would put them on the cell before it, or on the row above.
    """
    if rendered.isascii() or not is_doubted(rendered):
        return rendered
    written: list[str] = []
    for piece in _pieces().split(rendered):
        if piece.startswith("\x1b"):
            written.append(piece)
            continue
        begin = marks_before(piece, cells)
        for found in _stretch().finditer(piece, begin):
            written.append(piece[begin : found.start()])
            column += cells(piece[begin : found.start()])
            column = _anchor(found[0], (column, row), cells, written)
            begin = found.end()
        written.append(piece[begin:])
        column += cells(piece[begin:])
    return "".join(written)


def marks_before(text: str, cells: Callable[[str], int]) -> int:
    """How many characters at its beginning take no cell: nothing is there that they could stand on."""
    at = 0
    while at < len(text) and not cells(text[at]):
        at += 1
    return at


def _anchor(stretch: str, place: tuple[int, int], cells: Callable[[str], int], written: list[str]) -> int:
    """The signs of a stretch, each in its cells; the column behind them."""
    from briefing_tui.text.clusters import next_border  # most pages have no such sign

    begin, (column, row) = 0, place
    while begin < len(stretch):
        end = next_border(stretch, begin)
        sign = stretch[begin:end]
        wide = cells(sign)
        if is_doubted(sign):
            written += (" " * wide, at(column, row), sign, at(column + wide, row))
        else:
            written.append(sign)
        column += wide
        begin = end
    return column
