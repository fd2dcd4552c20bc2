"""Text from files made safe to show: characters that act on a terminal become visible substitutes.

First of the two layers of promise T1 (the second stands where strips and stdout become bytes). Three kinds are told apart:

- controls (ESC and its like, C1, surrogates) are no text: `without_controls` replaces them in whatever is loaded;
- bidi controls and characters that only hide are text that somebody stored: a loaded issue, a draft and a file keep them;
- `clean` and `clean_line` make what is drawn, printed or told: there bidi controls are seen as `‹202E›` and the hidden
  ones are left out. What they make is never stored.

What is typed, pasted or imported goes through `text.entry` instead.
"""

from briefing_tui.text.late_pattern import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
"""C0 but tab and newline, DEL, C1, surrogates. Inside of a character class, as the next two."""
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = "\xad\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""Soft hyphen, zero-width blanks, line separators, invisible operators, deprecated and annotation marks, tags."""

UNSAFE_CLASS = f"{_CONTROLS}{_BIDI}{_HIDDEN}"
UNSAFE = late(f"[{UNSAFE_CLASS}]")
"""All that must not reach a terminal. `has_unsafe` asks for it.

ZWJ and ZWNJ (U+200C, U+200D) and variation selectors (U+FE00…, U+E0100… of 汉字) stay: they only shape their neighbours.
"""
CONTROLS = late(f"[{_CONTROLS}]")
BIDI = late(f"[{_BIDI}]")
"""What turns the direction of a text."""


def has_unsafe(text: str) -> bool:
    """Whether something in it must not reach a terminal."""
    return not _is_printable(text) and UNSAFE.search(text) is not None


def has_controls(text: str) -> bool:
    """Whether something in it is no text."""
    return not _is_printable(text) and CONTROLS.search(text) is not None


def clean(text: str) -> str:
    """`text` as it may be shown; tab and newline stay. Returns the same object when nothing is unsafe."""
    return UNSAFE.sub(_substitute, text) if has_unsafe(text) else text


def clean_line(text: str) -> str:
    """As `clean`, for one line: tabs and newlines become spaces."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def without_controls(text: str) -> str:
    """`text` as it may be kept: controls become visible, all else stays. The same object when there are none."""
    if text.isprintable():  # nearly every text; asked here, for it is asked of every value of a file
        return text
    return CONTROLS.sub(_substitute, text) if has_controls(text) else text


def line_without_controls(text: str) -> str:
    """As `without_controls`, for one line: tabs and newlines become spaces."""
    if text.isprintable():
        return text
    return without_controls(text).replace("\n", " ").replace("\t", " ")


def for_copying(text: str) -> str:
    """`text` as it may go to a clipboard and be pasted into a shell: nothing in it acts, and no substitute is in it."""
    return UNSAFE.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))


def _is_printable(text: str) -> bool:
    """Whether Python calls all of it printable, line ends and ideographic blanks aside: true of nearly every text, never of an unsafe one.

    Takes half the time of a pattern, and spares a start the making of it.
    """
    return text.isprintable() or text.replace("\n", "").replace("\u3000", "").isprintable()


def _substitute(match: "re.Match[str]") -> str:
    char = match[0]
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)  # Control Pictures: ESC → ␛
    if code == 0x7F:
        return "␡"
    if char in "\u2028\u2029":
        return " "
    return "" if _IS_HIDDEN.match(char) else f"‹{code:04X}›"


_IS_HIDDEN = late(f"[{_HIDDEN}]")
