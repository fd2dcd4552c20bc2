r"""What somebody typed, pasted, piped in or imports, as it is kept: without what only hides in it.

Called by every field, the body editor, `add` and the importers. Line ends of any kind become LF; characters that take no room
and say nothing are left out; a joiner, a selector or a tag stays where it belongs to a sign. Bidi controls stay
as they are (`text.clean` shows them); other controls become visible. Pure; time is linear in the text.

    entered("公司\u200b领导\u2028下一段") == "公司领导\n下一段"
"""

from collections.abc import Callable

from briefing_tui.text.characters import HAN
from briefing_tui.text.clean import UNSAFE_CLASS, without_controls
from briefing_tui.text.late_pattern import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_ENDS = late("\r\n|[\r\v\f\x85\u2028\u2029]")
_ODD_CLASS = (
    "\x80-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ODD = late(f"[{_ODD_CLASS}]+")
"""Default_Ignorable_Code_Point of Unicode but for bidi controls, and C1."""
_PRINTABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0" + "".join(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
"""Those of them that Python calls printable."""
_ALWAYS = late(
    "[\x80-\x9f\xad\u034f\u17b4\u17b5\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
)
"""Of those, the ones that belong to no sign."""
_FORM = late("[\ufe0e\ufe0f]")
_FORMED = late("[0-9#*\xa9\xae\u2000-\u2bff\u3030\u303d\u3200-\u33ff\U0001f000-\U0001faff]")
"""What the selectors of the text and the emoji form may stand behind: keycaps and pictures."""
_VARIANT = late("[\ufe00-\ufe0d\U000e0100-\U000e01ef]")
_VARIED = late(f"[{HAN}\u1000-\u109f\u2200-\u22ff\u3000-\u303f\ua850-\ua873\uff00-\uff65]")
"""What the other selectors may stand behind: 汉字, marks, some letters (StandardizedVariants.txt, IVD)."""
_MONGOLIAN_ODD = late("[\u180b-\u180f]")
_MONGOLIAN = late("[\u1800-\u18af]")
_JAMO = late("[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]")
_TAGGED = late("[\U0001f3f4\U000e0020-\U000e007e]")
_UNJOINED = late(f"[\x00-\x7f{HAN}\u3000-\u30ff\uff00-\uffef\xa0\u2000-\u200a\u2010-\u201f\u2024-\u2029]")
"""What nothing joins: blanks, ASCII, 汉字, kana and marks. A keycap's digit is joined by its selector."""
_NOT_PLAIN = late(f"[\n\r\v\f\x85\u2028\u2029{_ODD_CLASS}{UNSAFE_CLASS}]")


def is_plain(text: str) -> bool:
    """Whether a line is kept as it stands: nothing in it hides, ends it, controls a terminal or turns the direction of text."""
    return _NOT_PLAIN.search(text) is None


def all_plain(text: str) -> bool:
    """As `is_plain`, for the lines of a document put together: by what Python calls printable, which takes half the time of a pattern."""
    bare = text if text.isprintable() else text.replace("\u3000", "").replace("\t", "")
    if not bare.isprintable():
        return is_plain(text)
    return not any(map(bare.__contains__, _PRINTABLE))


def entered(text: str, before: str = "") -> str:
    """`text` as it is kept, when it comes behind `before`. The same object when nothing has to be changed."""
    if text.isascii() and text.isprintable():
        return text
    text = _ENDS.sub("\n", text) if _ENDS.search(text) else text
    if _ODD.search(text):
        text = _ODD.sub(_keeper(text, before), text)
    return without_controls(text)


def entered_line(text: str, before: str = "") -> str:
    """As `entered`, for one line: line ends at either end go, others and tabs become blanks."""
    text = entered(text, before)
    if "\n" in text or "\t" in text:
        return text.strip("\n").replace("\n", " ").replace("\t", " ")
    return text


def hidden_in(text: str) -> list[str]:
    """What `entered` leaves out, in order, characters that stand together as one. Bidi controls and line ends are not among it."""
    if text.isascii():
        return []
    text = _ENDS.sub("\n", text)
    keep = _keeper(text, "")
    runs = ((found[0], keep(found)) for found in _ODD.finditer(text))
    return [gone for odd, left in runs if (gone := _without(odd, left))]


def _without(odd: str, left: str) -> str:
    """The characters of `odd` that are not in `left`, which has some of them in their order."""
    gone, at = "", 0
    for char in odd:
        if left[at : at + 1] == char:
            at += 1
        else:
            gone += char
    return gone


def _keeper(text: str, before: str) -> Callable[["re.Match[str]"], str]:
    """For the odd ones found together in `text`: those that belong to the signs around them."""

    def kept(found: "re.Match[str]") -> str:
        odd = found[0]
        if not _ALWAYS.sub("", odd):
            return ""
        last = text[found.start() - 1] if found.start() else before[-1:]
        after = text[found.end() : found.end() + 1]
        result = ""
        for char in odd:
            if _belongs(char, last, after):
                result += char
                last = char
        return result

    return kept


def _belongs(char: str, last: str, after: str) -> bool:
    """Whether an odd character is a part of the sign around it. `last` stands before it, `after` behind all that are odd; empty at the ends."""
    if char in "\u115f\u1160":
        return any(beside and _JAMO.match(beside) for beside in (last, after))
    if not last or _ALWAYS.match(char):
        return False
    if char in "\u200c\u200d":
        return (
            not _UNJOINED.match(last)
            and last not in "\u200c\u200d"
            and not (after and _UNJOINED.match(after))
        )
    for odd, base in ((_MONGOLIAN_ODD, _MONGOLIAN), (_FORM, _FORMED), (_VARIANT, _VARIED)):
        if odd.match(char):
            return base.match(last) is not None
    return _TAGGED.match(last) is not None
