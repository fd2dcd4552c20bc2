"""Where one sign of a text ends and the next begins: the borders a cursor may stand at.

Called by every field and by the body editor for arrows, Backspace, clicks and selections. A sign is an extended grapheme
cluster (UAX #29): a letter with its marks, a flag, a keycap, a family joined by U+200D, a Hangul syllable of several letters,
CR LF. Offsets are characters. Promises: the ends of a text are borders; a character that takes no cell, and is not drawn as a
substitute, belongs to the one before it; any string is accepted. A question costs the sign it is asked of, not the text.
"""

import re
import unicodedata

from briefing_tui.text.clean import UNSAFE

_PLAIN = re.compile("[ -~\u3001-\u3029\u3030-\u3096\u309b-\u9fff\uff00-\uff9d\uffa0-\uffef]")
"""What never joins the character before it: most of a Chinese text."""
_PICTURE = re.compile(
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff\U0001fc00-\U0001fffd]"
)
"""Extended_Pictographic of emoji-data.txt, as ranges."""
_TONE = re.compile("[\U0001f3fb-\U0001f3ff]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_TAG = re.compile("[\U000e0020-\U000e007f]")
_BANNER = "\U0001f3f4"
"""The flag that tags may follow: Scotland, Wales."""
_LINKERS = "\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d"
"""InCB=Linker: the sign that binds two Indic consonants."""
_JOINER = "\u200d"
_BREAKING = {"Cc", "Zl", "Zp", "Cs"}
_LEADING, _VOWEL, _TRAILING = "L", "V", "T"


def is_border(text: str, at: int) -> bool:
    """Whether a sign begins at `at`; so at both ends of a text."""
    if not 0 < at < len(text):
        return True
    after = text[at]
    if _PLAIN.match(after):
        return True
    before = text[at - 1]
    if before == "\r" and after == "\n":
        return False
    if unicodedata.category(before) in _BREAKING or unicodedata.category(after) in _BREAKING:
        return True
    return not _joins(text, at, before, after)


def next_border(text: str, at: int) -> int:
    """The first border behind `at`."""
    at += 1
    while not is_border(text, at):
        at += 1
    return min(at, len(text))


def border_before(text: str, at: int) -> int:
    """The last border before `at`."""
    return border_at(text, at - 1)


def border_at(text: str, at: int) -> int:
    """`at`, or the border before it when it is inside of a sign."""
    at = max(0, min(at, len(text)))
    while not is_border(text, at):
        at -= 1
    return at


def border_from(text: str, at: int) -> int:
    """`at`, or the border behind it when it is inside of a sign."""
    at = max(0, min(at, len(text)))
    while not is_border(text, at):
        at += 1
    return at


def beginning(text: str, most: int) -> str:
    """At most `most` characters of the beginning, with no sign cut; of one sign that is longer, so many of its own."""
    return text[: border_at(text, most) or most]


def takes_no_cell(char: str) -> bool:
    """Whether a character is a mark on the one before it: combining, a selector, a joiner, a letter of a Hangul syllable."""
    if UNSAFE.match(char):
        return False
    return (
        unicodedata.category(char) in {"Mn", "Me", "Cf"}
        or "\u1160" <= char <= "\u11ff"
        or "\ud7b0" <= char <= "\ud7ff"
    )


def _joins(text: str, at: int, before: str, after: str) -> bool:
    """Whether the two characters around `at` are of one sign; neither breaks a line."""
    if _TAG.match(after):
        return before == _BANNER or _TAG.match(before) is not None
    if UNSAFE.match(before) or UNSAFE.match(after):
        return False
    if takes_no_cell(after) or unicodedata.category(after) == "Mc" or after in "\u0e33\u0eb3\uff9e\uff9f":
        return True
    if _TONE.match(after):
        return not _PLAIN.match(before)
    if _FLAG.match(after):
        return _flags_before(text, at) % 2 == 1
    if before == _JOINER and _PICTURE.match(after):
        return _is_picture_joined(text, at - 1)
    return _is_syllable(before, after) or _bound_by_linker(text, at)


def _flags_before(text: str, at: int) -> int:
    """How many letters of flags stand before `at` without anything between."""
    start = at
    while start and _FLAG.match(text[start - 1]):
        start -= 1
    return at - start


def _is_picture_joined(text: str, at: int) -> bool:
    """Whether what the joiner at `at` joins is a picture, selectors and tones aside."""
    at -= 1
    while at > 0 and (takes_no_cell(text[at]) or _TONE.match(text[at])):
        at -= 1
    return at >= 0 and _PICTURE.match(text[at]) is not None


def _bound_by_linker(text: str, at: int) -> bool:
    """Whether an Indic consonant at `at` is bound to the one before."""
    before = text[at - 1]
    return (
        (before in _LINKERS or (before == _JOINER and at > 1 and text[at - 2] in _LINKERS))
        and "\u0900" <= text[at] <= "\u0d7f"
        and unicodedata.category(text[at]) == "Lo"
    )


def _is_syllable(before: str, after: str) -> bool:
    """Whether two Hangul letters stand in one syllable: GB6 to GB8."""
    first, second = _hangul(before), _hangul(after)
    if first == _LEADING:
        return second in {_LEADING, _VOWEL, "LV", "LVT"}
    return second == _TRAILING or (second == _VOWEL and first in {_VOWEL, "LV"}) if first else False


def _hangul(char: str) -> str:
    """L, V, T, LV or LVT (HangulSyllableType.txt); empty for anything else."""
    if "\u1100" <= char <= "\u115f" or "\ua960" <= char <= "\ua97c":
        return _LEADING
    if "\u1160" <= char <= "\u11a7" or "\ud7b0" <= char <= "\ud7c6":
        return _VOWEL
    if "\u11a8" <= char <= "\u11ff" or "\ud7cb" <= char <= "\ud7fb":
        return _TRAILING
    if "\uac00" <= char <= "\ud7a3":
        return "LVT" if (ord(char) - 0xAC00) % 28 else "LV"
    return ""
