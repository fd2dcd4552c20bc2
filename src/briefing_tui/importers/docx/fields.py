"""Fields: of `{ PAGEREF x }` a page shows the result, never the instruction. They nest, and go on over paragraphs.

An `EQ` field has no result kept in the file: what it draws is made from its instruction, as far as Chinese texts use it
(a character in a ring, a reading over a character).
"""

import re

from briefing_tui.text.late_pattern import late

_RING = late(r"\\o\s*\\a[clr]\s*\(\s*[○〇◯]\s*[,，;]\s*([0-9]{1,2}|[一-龥])\s*\)", re.IGNORECASE)
_OVER = late(
    r"\\o(?:\s*\\a[a-z])?\s*\(\s*\\s\s*\\up\s*[0-9]+\s*\([^()]*\)\s*[,，;]\s*([^()]+)\)", re.IGNORECASE
)
_EQ = late(r"\s*EQ\b", re.IGNORECASE)
_FRACTION = late(r"\\f\s*\(([^(),]{1,40})[,，;]([^(),]{1,40})\)", re.IGNORECASE)
_DEPTH = 64
"""Fields in one another; a file with more is none that Word has written, and the rest of its text is shown."""
_INSTRUCTION = 2000
"""Characters of an instruction that are kept."""


class Fields:
    """The open fields of a story."""

    def __init__(self) -> None:
        self._open: list[tuple[list[str], bool, str]] = []
        """Instruction, whether its result has begun, and the sign that it is drawn as."""
        self.visible = True

    def begin(self, sign: str = "") -> None:
        """`{`; `sign` is what a box to tick shows, which has no result."""
        if len(self._open) < _DEPTH:
            self._open.append(([], False, sign))
            self._look()

    def separate(self) -> None:
        """Here the result begins."""
        if self._open:
            self._open[-1] = (self._open[-1][0], True, self._open[-1][2])
            self._look()

    def end(self) -> str:
        """`}`: the text of a field whose result is made from its instruction, mostly empty."""
        if not self._open:
            return ""
        instruction, shown, sign = self._open.pop()
        self._look()
        if sign and self.visible:
            return sign
        return "" if shown or not self.visible else made(re.sub(r"\s+", " ", "".join(instruction)))

    def instruct(self, text: str) -> None:
        """A part of an instruction."""
        if self._open and not self._open[-1][1]:
            self._open[-1][0].append(text[:_INSTRUCTION])

    def _look(self) -> None:
        self.visible = all(shown for _instruction, shown, _sign in self._open)


def made(instruction: str) -> str:
    """What is printed for an instruction that has no result of its own."""
    if not _EQ.match(instruction):
        return ""
    if found := _RING.search(instruction):
        inner = found[1]
        if inner.isdecimal() and 0 < int(inner) <= 20:
            return chr(0x245F + int(inner))
        return inner
    if found := _OVER.search(instruction):
        return found[1].strip()
    if found := _FRACTION.search(instruction):
        return f"{found[1].strip()}/{found[2].strip()}"
    return ""
