"""Keys that a terminal wrote as numbers (csi-u, modifyOtherKeys), read as the characters they mean.

Pure; used by `input`. tmux writes line ends so inside of a paste, other terminals whatever was typed. What means no character, or one
together with Alt or Super, is none of this.
"""

import re

from briefing_tui.text.late_pattern import late

CODED = late(
    r"\x1b\[(?:27;(?P<held>[0-9]{1,3});(?P<other>[0-9]{1,7})~"
    r"|(?P<code>[0-9]{1,7})(?::(?P<shifted>[0-9]{0,7}))?(?::[0-9]{0,7})?"
    r"(?:;(?P<mods>[0-9]{0,3})(?::(?P<event>[0-9]))?(?:;(?P<text>[0-9:]{1,40}))?)?u)"
)
_SHIFT, _CONTROL, _LOCKS = 1, 4, 64 | 128
_RELEASED = "3"
_LINE_ENDS = {10, 13, 57414}
"""Line feed, Enter, and Enter of the keypad."""
_KEYPAD, _KEYPAD_SIGNS = 57399, "0123456789./*-+\r=,"


def character(match: re.Match[str]) -> str | None:
    """What a match of `CODED` means when typed: a character, a control letter as terminals sent it ever since; None for no character."""
    code = int(match["other"] or match["code"])
    mods = max(int(match["held"] or match["mods"] or 1) - 1, 0) & ~_LOCKS
    if match["event"] == _RELEASED or mods & ~(_SHIFT | _CONTROL):
        return None
    if mods & _CONTROL:
        return chr(code & 0x1F) if mods == _CONTROL and code < 0x80 and chr(code).isalpha() else None
    if code in {9, *_LINE_ENDS}:
        return None if mods else "\t" if code == 9 else "\r"
    return _printed(match, code, shifted=bool(mods))


def _printed(match: re.Match[str], code: int, *, shifted: bool) -> str | None:
    if match["text"]:
        return "".join(_char(int(one)) for one in match["text"].split(":") if one) or None
    if shifted and match["shifted"]:
        return _char(int(match["shifted"])) or None
    if 0 <= code - _KEYPAD < len(_KEYPAD_SIGNS):
        return _KEYPAD_SIGNS[code - _KEYPAD]
    char = _char(code)
    return (char.upper() if shifted else char) or None


def _char(code: int) -> str:
    """Empty for what is no character: controls, surrogates, the private numbers of keys, and beyond Unicode."""
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xF900 or code > 0x10FFFF:
        return ""
    return chr(code)


def decoded(text: str) -> str:
    """A pasted text with its coded characters read; those that mean none are gone. Any line end is one, whatever was held with it."""
    return CODED.sub(_in_paste, text) if "\x1b[" in text else text


def _in_paste(match: re.Match[str]) -> str:
    code = int(match["other"] or match["code"])
    if code in _LINE_ENDS and match["event"] != _RELEASED:
        return "\n"
    char = character(match)
    return "\t" if code == 9 else char or ""
