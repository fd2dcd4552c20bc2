"""Characters of the fonts that have their own: Wingdings and Symbol, by code. What is not known here is a box in no font of ours.

Word keeps them as U+F020 … U+F0FF (`w:sym`, or in the text itself), old files and other writers as the letters with these codes.
"""

from functools import cache

from briefing_tui.text.late_pattern import late

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9E: "•", 0x9F: "•", 0xA1: "○", 0xA4: "◎", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
    0xB2: "☆", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x29: "☏", 0x2A: "✉", 0x3F: "✍", 0x46: "☞", 0x4A: "☺", 0x80: "⓪",
}  # fmt: skip
_WINGDINGS |= {0x81 + index: chr(0x2460 + index) for index in range(10)}
_WINGDINGS |= {0x8C + index: chr(0x2776 + index) for index in range(10)}
_WINGDINGS_2 = {
    0x50: "✓",
    0x4F: "✗",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0xA2: "■",
    0xA3: "□",
    0xEA: "★",
}
_SYMBOL = {
    0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞",
    0xB2: "″", 0xA2: "′", 0xD6: "√", 0xE5: "∑", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xDE: "⇒", 0xA7: "♣",
    0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xD7: "⋅", 0xBC: "…", 0xBE: "—", 0xD2: "®", 0xD3: "©", 0xD4: "™",
    0xE2: "®", 0xE3: "©", 0xE4: "™", 0xCE: "∈", 0xC8: "∪", 0xC7: "∩", 0x44: "Δ", 0x57: "Ω", 0x53: "Σ", 0x61: "α",
    0x62: "β", 0x67: "γ", 0x64: "δ", 0x65: "ε", 0x71: "θ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x72: "ρ", 0x73: "σ",
    0x66: "φ", 0x77: "ω",
}  # fmt: skip
_FIRST, _LAST = 0xF020, 0xF0FF
_SYMBOLS = late("[\uf020-\uf0ff]")
_FONTS = frozenset(("wingdings", "wingdings 2", "symbol"))


def symbol(code: int, font: str) -> str:
    """The character with a code of a symbol font; empty when nothing is known of it."""
    if not _FIRST <= code <= _LAST and code > 0xFF:
        return chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else ""
    place = code & 0xFF
    name = font.lower()
    if "wingdings 2" in name:
        return _WINGDINGS_2.get(place, "")
    if "wingdings" in name:
        return _WINGDINGS.get(place, "")
    if "symbol" in name or not name:
        found = _SYMBOL.get(place, "")
        return found or (chr(place) if 0x20 <= place < 0x7F and not name else "")
    return chr(place) if 0x20 <= place < 0x7F else ""


def has_symbols(text: str) -> bool:
    """Whether a text has characters of symbol fonts."""
    return _SYMBOLS.search(text) is not None


def without_symbols(text: str, font: str) -> str:
    """A text with the characters of symbol fonts as everybody has them."""
    return "".join(symbol(ord(char), font) if _FIRST <= ord(char) <= _LAST else char for char in text)


@cache
def draws_signs(font: str) -> bool:
    """Whether a font draws signs of its own for the codes of letters, too: some writers keep them as those."""
    return font.lower() in _FONTS


def as_drawn(text: str, font: str) -> str:
    """A text in such a font as everybody has its signs; what is not known stays, 汉字 among it, which other fonts draw."""
    return "".join((" " < char < "\u0100" and symbol(0xF000 | ord(char), font)) or char for char in text)
