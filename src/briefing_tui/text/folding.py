"""A text as it is searched: without what hides in it, letters and their marks composed. Pure.

`searched` is used for queries and for what the catalog keeps; `Searched` knows where each place of it stands in the text
itself, for whoever highlights. Composed and decomposed letters (é, Hangul, kana) become one form, that of NFC; invisible
characters, bidi controls and selectors go. Line ends stay. Case and width are not folded here (`typeset.find`).
Offsets are characters. Time is linear, and one look where there is nothing to fold.
"""

from bisect import bisect_right

from briefing_tui.text.clean import UNSAFE_CLASS
from briefing_tui.text.late_pattern import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_GONE = late(f"[{UNSAFE_CLASS}\u034f\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_CONTROL = late("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ODD = late(
    "[^\n\x1c-\x1f]?[\xad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061c\u064b-\u065f\u0900-\u0dff\u0f00-\u0fff\u1000-\u109f"
    "\u1100-\u11ff\u135d-\u135f\u180b-\u180f\u1ab0-\u1aff\u1b00-\u1b7f\u1dc0-\u1dff\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff"
    "\u2126\u212a\u212b\u2329\u232a\u302a-\u302f\u3099\u309a\ua66f-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua8e0-\ua8f1\ua92b-\ua92d\uaab0-\uaac1\uf900-\ufaff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\ufff9-\ufffb\U000110b9-\U000110ba"
    "\U0001d15e-\U0001d1c0\U0002f800-\U0002fa1f\U000e0000-\U000e01ef]+"
)
"""Characters that hide or may be composed, with the one before them: all that NFC may change is in the class."""


class Searched:
    """A text folded, and the way back."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] = []
        self._origins: list[tuple[int, int]] = []
        """For each stretch of the folded text, from `_starts`: where it stands in the text, and how many characters stand
        there for all of it; 0 when each stands for itself."""
        if not text.isascii() and _ODD.search(text):
            self._fold(text)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `start` to `end` of the folded text stand in the text itself; a sign that was folded is whole."""
        if not self._starts or start >= end:
            return start, end
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, at: int) -> tuple[int, int]:
        index = bisect_right(self._starts, at) - 1
        where, size = self._origins[index]
        if size:
            return where, where + size
        where += at - self._starts[index]
        return where, where + 1

    def _fold(self, text: str) -> None:
        from unicodedata import normalize

        from briefing_tui.text.clusters import next_border

        pieces: list[str] = []
        size = at = 0

        def add(piece: str, where: int, length: int) -> None:
            nonlocal size
            pieces.append(piece)
            self._starts.append(size)
            self._origins.append((where, length))
            size += len(piece)

        for found in _ODD.finditer(text):
            begin, odd = found.start(), found[0]
            add(text[at:begin], at, 0)
            place = 0
            while place < len(odd):
                end = next_border(odd, place)
                sign = odd[place:end]
                folded = normalize("NFC", _GONE.sub(_kept_control, sign))
                add(folded, begin + place, 0 if folded == sign else len(sign))
                place = end
            at = found.end()
        add(text[at:], at, 0)
        self.text = "".join(pieces)


def searched(text: str) -> str:
    """`text` folded; the same object when there is nothing to fold."""
    return Searched(text).text


def _kept_control(found: "re.Match[str]") -> str:
    """Controls are no text, and the borders of the catalog's fields: they stay."""
    return found[0] if _CONTROL.match(found[0]) else ""
