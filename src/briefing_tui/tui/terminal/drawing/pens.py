"""How a cell is drawn, and the shortest codes from one way to another (SGR of ECMA-48, 8.3.117, and OSC 8). Pure.

Used by `picture`. A pen is made of the parameters that the framework gives to a style; two styles that come to the same have the same pen, so
pens are compared by identity.
"""

from collections.abc import Iterator

from briefing_tui.tui.terminal.drawing.shown import LINK_END

_OFF = {
    **dict.fromkeys(("1", "2"), "22"),
    "3": "23",
    **dict.fromkeys(("4", "21"), "24"),
    **dict.fromkeys(("5", "6"), "25"),
    "7": "27",
    "8": "28",
    "9": "29",
    **dict.fromkeys(("51", "52"), "54"),
    "53": "55",
}
"""What takes an attribute away, and those that go with it."""
_TEXT, _BACK = "39", "49"
"""The terminal's own colours."""
_LENGTHS = {"5": 3, "2": 5}
"""How many parameters a colour of the 256, and one of 24 bits, has."""


class Pen:
    """Attributes, colours, link of a cell. Made by `Pens`."""

    __slots__ = ("_ways", "attributes", "back", "link", "text")

    def __init__(self, attributes: frozenset[str], text: str, back: str, link: str) -> None:
        self.attributes, self.text, self.back = attributes, text, back
        """SGR parameters."""
        self.link = link
        """The sequence that begins it; empty for none."""
        self._ways: dict[Pen, str] = {}

    def to(self, other: "Pen") -> str:
        """What makes the terminal draw with `other` when it draws with this one; empty for the same."""
        way = self._ways.get(other)
        if way is None:
            way = self._ways[other] = self._link_to(other) + self._codes_to(other)
        return way

    def _link_to(self, other: "Pen") -> str:
        return "" if other.link == self.link else other.link or LINK_END

    def _codes_to(self, other: "Pen") -> str:
        changed, whole = ";".join(self._differing(other)), ";".join(other.whole())
        if not changed:
            return ""
        anew = f"0;{whole}" if whole else ""
        return f"\x1b[{min(anew, changed, key=len)}m"

    def _differing(self, other: "Pen") -> Iterator[str]:
        """The parameters that are to be given, when all others stay."""
        off = {_OFF[one] for one in self.attributes - other.attributes}
        yield from sorted(off)
        yield from sorted(one for one in other.attributes if one not in self.attributes or _OFF[one] in off)
        if self.text != other.text:
            yield other.text
        if self.back != other.back:
            yield other.back

    def whole(self) -> Iterator[str]:
        """Its parameters behind a reset."""
        yield from sorted(self.attributes)
        if self.text != _TEXT:
            yield self.text
        if self.back != _BACK:
            yield self.back


PLAIN = Pen(frozenset(), _TEXT, _BACK, "")
"""What a terminal draws with when it has been told nothing."""


class Pens:
    """Each pen once."""

    def __init__(self) -> None:
        self._known = {(PLAIN.attributes, PLAIN.text, PLAIN.back, PLAIN.link): PLAIN}
        self._asked: dict[tuple[str, str], Pen] = {}

    def pen(self, codes: str, link: str = "") -> Pen:
        """The pen of SGR parameters as they stand in a sequence that begins from nothing; `link` is the sequence that begins one."""
        pen = self._asked.get((codes, link))
        if pen is None:
            pen = self._asked[codes, link] = self._made(codes, link)
        return pen

    def _made(self, codes: str, link: str) -> Pen:
        attributes, text, back = set[str](), _TEXT, _BACK
        for one in _parameters(codes):
            if one in _OFF:
                attributes.add(one)
            elif one.startswith(("4", "10")):
                back = one
            else:
                text = one
        key = (frozenset(attributes), text, back, link)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Pen(*key)
        return found


def _parameters(codes: str) -> Iterator[str]:
    """A colour's belong together."""
    parts = codes.split(";") if codes else []
    at = 0
    while at < len(parts):
        length = _LENGTHS[parts[at + 1]] if parts[at] in {"38", "48"} else 1
        yield ";".join(parts[at : at + length])
        at += length


Pieces = list[tuple[str, Pen]]
"""A strip: texts, each with its pen."""


def between(old: Pieces, new: Pieces) -> tuple[str, Pieces]:
    """What two strips of the same cells begin with; and what of the new one is others than in the old one, up to what both end with."""
    same, most, last = 0, min(len(old), len(new)), 0
    while same < most and old[same] == new[same]:
        same += 1
    while last < most - same and old[-1 - last] == new[-1 - last]:
        last += 1
    before, after = old[same : len(old) - last], new[same : len(new) - last]
    common = "".join([text for text, _pen in new[:same]])
    if before and after and before[0][1] is after[0][1]:
        (text, pen), (other, _pen) = before[0], after[0]
        at = _shared(text, other)
        common += text[:at]
        before[0], after[0] = (text[at:], pen), (other[at:], pen)
    if before and after and before[-1][1] is after[-1][1]:
        text, (other, pen) = before[-1][0], after[-1]
        after[-1] = other[: len(other) - _shared(text[::-1], other[::-1])], pen
    return common, after


def _shared(one: str, other: str) -> int:
    """Characters that both begin with."""
    most = min(len(one), len(other))
    for at in range(most):
        if one[at] != other[at]:
            return at
    return most
