"""What styles say of a paragraph or a run: fonts, sizes, hidden or not, headings, automatic numbers. Read once, asked often.

A property is looked up from a style to the one it is based on; a circle among them ends the search.
"""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from briefing_tui.importers.docx.names import VAL, W, child_val, is_on, whole

_DEPTH = 12
"""Styles that may be based on one another; Word allows eleven."""
_HEADING = ("heading", "标题", "标题样式")
_BODY_LEVEL = 9
"""Outline level of text that is no heading."""
_RED = ("FF0000", "C00000", "E60012", "D9001B", "FE0000", "CC0000")


class CharacterLook(NamedTuple):
    """How characters are set; what nobody says is None, 0 or empty."""

    bold: bool | None = None
    hidden: bool | None = None
    size: float = 0.0
    """Points."""
    font: str = ""
    """Name of the font of 汉字."""
    latin: str = ""
    red: bool | None = None
    capitals: bool | None = None
    """Small letters are printed as capitals, of whichever size."""

    def over(self, below: "CharacterLook") -> "CharacterLook":
        """What this look says, and where it says nothing the one below."""
        return CharacterLook(
            below.bold if self.bold is None else self.bold,
            below.hidden if self.hidden is None else self.hidden,
            self.size or below.size,
            self.font or below.font,
            self.latin or below.latin,
            below.red if self.red is None else self.red,
            below.capitals if self.capitals is None else self.capitals,
        )


NOTHING = CharacterLook()


class ParagraphStyle(NamedTuple):
    """What a paragraph has from its style."""

    look: CharacterLook
    level: int = 0
    """Of a heading, from 1."""
    centred: bool = False
    number: str = ""
    """`numId`, empty for none."""
    number_level: int = -1
    """`ilvl`; -1 when the list says it by the style's name."""
    number_style: str = ""
    """The style that has the number."""


class Styles:
    """The styles of a document; a document without any has plain ones."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._looks: dict[str, CharacterLook] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        defaults: Element | None = None
        self.default = ""
        for element in root if root is not None else ():
            if element.tag == W + "style":
                identity = element.get(W + "styleId", "")
                self._by_id.setdefault(identity, element)
                if element.get(W + "type") == "paragraph" and element.get(W + "default") in {
                    "1",
                    "true",
                    "on",
                }:
                    self.default = identity
            elif element.tag == W + "docDefaults":
                defaults = element.find(f"{W}rPrDefault/{W}rPr")
        self._default_look = look_of(defaults)

    def run(self, identity: str) -> CharacterLook:
        """What a character style says."""
        if identity not in self._looks:
            look = NOTHING
            for style in self._chain(identity):
                look = look.over(look_of(style.find(W + "rPr")))
            self._looks[identity] = look
        return self._looks[identity]

    def paragraph(self, identity: str) -> ParagraphStyle:
        """What a paragraph style says; the default one's when `identity` is empty or unknown."""
        if identity not in self._by_id:
            identity = self.default
        if identity not in self._paragraphs:
            self._paragraphs[identity] = self._read(identity)
        return self._paragraphs[identity]

    def numbered_by(self, identity: str) -> str:
        """The `numId` of a numbering style (`w:numStyleLink`)."""
        style = self._by_id.get(identity)
        return "" if style is None else child_val(style.find(f"{W}pPr/{W}numPr"), "numId")

    def _chain(self, identity: str) -> list[Element]:
        found: list[Element] = []
        while identity in self._by_id and len(found) < _DEPTH:
            found.append(self._by_id[identity])
            identity = child_val(found[-1], "basedOn")
        return found

    def _read(self, identity: str) -> ParagraphStyle:
        level, centring, number, number_level, number_style = 0, "", "", -1, ""
        for style in self._chain(identity):
            properties = style.find(W + "pPr")
            level = level or _heading_level(style, properties)
            centring = centring or child_val(properties, "jc")
            counting = None if properties is None else properties.find(W + "numPr")
            if counting is not None and not number:
                number = child_val(counting, "numId")
                number_level = whole(child_val(counting, "ilvl"), -1)
                number_style = style.get(W + "styleId", "")
        look = self.run(identity).over(self._default_look)
        return ParagraphStyle(look, max(level, 0), centring == "center", number, number_level, number_style)


def _heading_level(style: Element, properties: Element | None) -> int:
    """The level of a heading style: -1 when it says that it is text, 0 when it says nothing."""
    outline = child_val(properties, "outlineLvl")
    if outline:
        return whole(outline, _BODY_LEVEL) + 1 if whole(outline, _BODY_LEVEL) < _BODY_LEVEL else -1
    name = child_val(style, "name").lower()
    for head in _HEADING:
        digits = name.removeprefix(head).strip()
        if name.startswith(head) and digits.isascii() and digits.isdecimal() and len(digits) == 1:
            return int(digits)
    return 0


def look_of(properties: Element | None) -> CharacterLook:
    """What `w:rPr` says. Asked for every run: its children are looked at once."""
    if properties is None:
        return NOTHING
    bold = hidden = red = capitals = None
    size, font, latin = 0.0, "", ""
    for child in properties:
        tag = child.tag
        if tag == _FONTS:
            font = child.get(_EAST, "")
            latin = child.get(_ASCII, "") or child.get(_ANSI, "")
        elif tag == _SIZE:
            size = whole(child.get(VAL, "")) / 2
        elif tag == _BOLD:
            bold = is_on(child)
        elif tag == _VANISH:
            hidden = is_on(child)
        elif tag == _COLOUR:
            red = _is_red(child.get(VAL, ""))
        elif tag in _CAPITALS:
            capitals = is_on(child) or bool(capitals)
    return CharacterLook(bold, hidden, size, font, latin, red, capitals)


_FONTS, _SIZE, _BOLD, _VANISH, _COLOUR = (W + name for name in ("rFonts", "sz", "b", "vanish", "color"))
_CAPITALS = frozenset((W + "caps", W + "smallCaps"))
_EAST, _ASCII, _ANSI = (W + name for name in ("eastAsia", "ascii", "hAnsi"))


def _is_red(colour: str) -> bool:
    if colour.upper() in _RED:
        return True
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return False
    return red >= 0xA0 and green <= 0x50 and blue <= 0x50
