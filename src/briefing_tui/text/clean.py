"""Text from files made safe to show: characters that act on a terminal become visible substitutes.

First of the two layers of promise T1 (the second stands where strips and stdout become bytes). Called on every
string of a loaded file, on imported text and on anything shown in a message.
"""

import re

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""C0 but tab and newline, DEL, C1, soft hyphen, zero-width and bidi controls, line separators, surrogates, tags.

ZWJ and ZWNJ (U+200C, U+200D) and variation selectors (U+FE00…, U+E0100… of 汉字) stay: they only shape their neighbours.
"""


def clean(text: str) -> str:
    """`text` with each unsafe character replaced; tab and newline stay. Returns the same object when nothing is unsafe."""
    return text if UNSAFE.search(text) is None else UNSAFE.sub(_substitute, text)


def clean_line(text: str) -> str:
    """As `clean`, for one line: tabs and newlines become spaces."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def _substitute(match: "re.Match[str]") -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # Control Pictures: ESC → ␛
    if code == 0x7F:
        return "␡"
    return f"‹{code:04X}›"
