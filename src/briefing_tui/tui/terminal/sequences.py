"""The grammar of what terminals send: where a sequence ends, which are worth asking about, what can only be the rest of one,
and what of a text was not typed.

Pure; used by `input`. A sequence begins with ESC. Places are characters of a text, half-open.
"""

import re

from briefing_tui.text.late_pattern import late

ESC = "\x1b"
PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"
STRING_LIMIT = 4096
"""Characters of an OSC or DCS reply, which we never ask for, before it is given up."""
STRINGS = "]P_^X"
"""What follows ESC in OSC, DCS, APC, PM and SOS."""
STRING_ANSWERS = ("]", "P", "_")
"""Those of them that terminals answer with."""

_CSI = re.compile(r"\x1b\[(?:\[[A-E]|M[\s\S]{3}|(?!\[|M)[0-?]*[ -/]*[@-~])")
_CSI_BEGUN = late(r"\x1b\[(?:\[|M[\s\S]{0,2}|[0-?]*[ -/]*)\Z")
_CSI_BROKEN = late(r"\x1b\[[0-?]*[ -/]*")
SANE = re.compile(r"\x1b\[<?[0-9]{0,5}(?:;[0-9]{0,5}){0,3}[@-~]|\x1b\[\[[A-E]|\x1b\[\?[0-9]{1,5};[0-4]\$y")
"""Sequences worth asking about: at most four plain parameters. Sub-parameters (`97:65`) belong to a keyboard protocol
that the driver does not switch on."""
REPORT = re.compile(r"\x1b\[[0-9;]*[tR]")
"""Sizes and cursor positions: answers to questions the driver does not ask, or that came too late for the probe."""
_STRING = late(r"\x1b[]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)")

_BARE = late(r"\x1b(?:\[(?:\[[A-E]|[A-HPQSZIO]|M[\s\S]{3})|O[A-Zj-y])")
"""Sequences without a number: two or three letters, which a text may hold as well."""
_BARE_SMALL = late(r"\x1b(?:\[[a-d]|O[a-e])\Z")
"""Arrows with Shift or Control of rxvt: the letters are keys of ours too, so they count only soon behind their ESC."""
_NUMBERED = late(
    r"\x1b\[(?:<[0-9]{1,5};[0-9]{1,5};[0-9]{1,5}[Mm]"  # mouse
    r"|[0-9]{1,5}(?:[;:][0-9]{0,7}){0,5}[~A-HPQRSZuctn]"  # keys, markers of a paste, places, sizes
    r"|[0-9]{1,5}[\^$@z](?![^\x1b])"  # keys of rxvt and Sun; in a text more follows
    r"|[0-9]{1,5}(?:[;:][0-9]{0,7}){1,7}[!$&']?[@A-Za-z^~]"  # mouse without <, locators, other protocols
    r"|\?[0-9;:]{1,20}\$?[A-Za-z]|>[0-9;]{1,20}[A-Za-z])"  # answers
)
_ANSWER = late(r"\x1b(?:\][0-9]{1,3};|P[0-9>!$+|]|_G)[^\x07\x1b]*(?:\x07|\x1b\\)")
_PART = late(
    r"\x1b(?:\[(?:<[0-9;]{0,17}|\[|M[\s\S]{0,2}|[0-9][0-9;:]{0,40}[!$&']?|\?[0-9;:$]{0,20}|>[0-9;]{0,20})?|O"
    r"|\][0-9]{1,3};[^\x07\x1b]*\x1b?)"
)
_PART_STRING = late(
    r"\x1b(?:\](?:[0-9]{0,3}|[0-9]{1,3};(?:[0-9]{1,3};?)?(?:r(?:g(?:b(?:a?(?::[0-9a-fA-F/]{0,24})?)?)?)?)?)"  # colours
    r"|P(?:[01]?|[01]?\$(?:r[0-9;:]{0,40}[ \"']?[A-Za-z]?)?|[01]\+(?:r[0-9A-Fa-f=;]{0,200})?"  # settings, capabilities
    r"|>(?:\|[ -~]{0,60})?|!(?:\|[0-9A-Fa-f]{0,16})?)"  # name and unit of the terminal
    r"|_(?:G[ -~]{0,200})?)\x1b?"
)
"""Beginnings of the answers that terminals give as strings, however many pieces they come in. Nothing else is swallowed behind one
that was broken off: a person goes on typing there.
"""
_ORPHAN = re.compile(
    r"\[(?:<[0-9]{1,5};[0-9]{1,5};[0-9]{1,5}[Mm]|20[01]~|[0-9]{1,4};[0-9]{1,4}R|\?[0-9]{1,5};[0-4]\$y)"
)
"""What nobody types, even when no ESC was seen before it: something else has taken that."""


def sequence_end(text: str, at: int) -> int | None:
    """Where the sequence that begins at `at` with ESC ends; None when it is incomplete."""
    size = len(text) - at
    if size == 1:
        return None
    kind = text[at + 1]
    if kind == ESC:  # the first was the Escape key
        return at + 1
    if kind == "[":
        if match := _CSI.match(text, at):
            return match.end()
        if _CSI_BEGUN.match(text, at) and size <= STRING_LIMIT:
            return None
        broken = _CSI_BROKEN.match(text, at)
        return broken.end() if broken else at + 2
    if kind == "O":
        if size == 2:
            return None
        return at + 2 if text[at + 2] == ESC else at + 3
    if kind in STRINGS:
        return _string_end(text, at)
    return at + 2


def _string_end(text: str, at: int) -> int | None:
    """As `sequence_end`, for OSC, DCS, APC, PM and SOS: to the terminator, or to the next ESC that is none."""
    if match := _STRING.match(text, at):
        return match.end()
    stop = text.find(ESC, at + 2)
    if 0 <= stop < len(text) - 1:
        return stop
    return None if len(text) - at <= STRING_LIMIT else len(text)


def rest_end(lost: str, text: str, *, soon: bool = False, goes_on: bool = False) -> int | None:
    """How many characters of `text` can only be the rest of the sequence that began with `lost`, and was given up.

    0 when it is something else, None when it may become the rest with what is still to come. `soon`: it came not long behind it;
    `goes_on`: not so long that an answer that trickles in would have ended.
    """
    joined = lost + text
    for shape in (_NUMBERED, _ANSWER):
        if (match := shape.match(joined)) and match.end() > len(lost):
            return match.end() - len(lost)
    match = _BARE.match(joined)
    if match and match.end() > len(lost) and joined[match.end() : match.end() + 1] in {"", ESC}:
        return match.end() - len(lost)
    if soon and _BARE_SMALL.match(joined):
        return len(text)
    if goes_on and lost[1:2] in STRING_ANSWERS and _PART_STRING.fullmatch(joined):
        return None
    begun = _PART.fullmatch(joined) if len(joined) <= STRING_LIMIT else None
    return None if begun and lost[1:2] != "]" else 0


def is_orphan(text: str, at: int) -> bool:
    """Whether a rest stands at `at` that is known for one without what came before."""
    return _ORPHAN.match(text, at) is not None


# Text that no keys send

REPLACEMENT = "\ufffd"
"""Stands for bytes that are no UTF-8."""
TYPED_LIMIT = 200
"""Characters in one piece with no sequence between them: more than this was not typed, it is a paste."""
VARIED_LIMIT, VARIED = 40, 10
"""As `TYPED_LIMIT`, for text with more than so many different characters: what is typed ahead, or held down, has few."""
MORE_LINES = late("[\r\n][\\s\\S]*[^\x00-\x20\x7f]")
ADDRESS = late("://[^\t\r\n]*\\Z")
"""What no input method makes: it was a paste, and more of its line may come."""
CONTROL_KEY = late("([\x00-\x08\x0b\x0c\x0e-\x1f\x7f])")
WAY = late("\r\t+(?=[^\x00-\x1f]+\\Z)")
"""Enter and tabs before text without another line end: the way to a field, typed ahead of what an input method gave."""
NO_KEYS = late(f"[^\x00-\x7f{REPLACEMENT}]|://|{REPLACEMENT}[\\s\\S]*[ -~]|[ -~][\\s\\S]*{REPLACEMENT}")
"""What no key sends beside others: 汉字 and all that only an input method makes, an address, text in another encoding."""


def is_long(text: str) -> bool:
    """Whether nobody has so many keys in one piece."""
    if len(text) > VARIED_LIMIT and len(set(text)) > VARIED and text.isprintable():
        return True
    return len(text) > TYPED_LIMIT
