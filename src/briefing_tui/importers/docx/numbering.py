"""Automatic numbers: what stands before a paragraph though it is not in its text.

Word counts by abstract list: lists (`w:num`) that share one go on counting, unless one begins with its own start the first time
it is used. A level begins again when a higher one counts, or never, or only behind a certain one (`w:lvlRestart`).
"""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from briefing_tui.importers.docx.formats import formatted
from briefing_tui.importers.docx.names import MC, W, child_val, switch, val, whole
from briefing_tui.importers.docx.styles import Styles
from briefing_tui.importers.docx.symbols import draws_signs, has_symbols, symbol
from briefing_tui.text.late_pattern import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

LEVELS = 9
_PLACE = late("%([1-9])")
_BULLET = "•"
_LABEL_LIMIT = 60
"""Characters of a label; a longer one is a text put where numbers stand."""


class Level(NamedTuple):
    """How one level of a list counts."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    """Its label: `%1.%2` names the numbers of levels."""
    suffix: str = "tab"
    plain: bool = False
    """`isLgl`: all numbers of the label in plain digits."""
    restart: int = -1
    """Level behind which it begins again, from 1; 0 never, -1 behind any higher one."""
    style: str = ""
    font: str = ""
    hidden: bool = False
    """It counts, and is not printed."""


class _List(NamedTuple):
    """A `w:num`."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    """Its own starts."""


class Numbering:
    """The lists of a document, and how far they have counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                identity = element.get(W + "abstractNumId", "")
                self._abstract[identity] = dict(map(_level, element.findall(W + "lvl")))
                if link := child_val(element, "numStyleLink"):
                    self._links[identity] = link
        for element in root if root is not None else ():
            if element.tag == W + "num":
                self._lists[element.get(W + "numId", "")] = self._list(element)

    def label(self, number: str, level: int, style: str) -> str:
        """What is printed before the next paragraph of a list, with the blank behind it; counts it.

        `level` is -1 when it is the one that the list gives to the paragraph's style.
        """
        found = self._resolved(number)
        if found is None:
            return ""
        if level < 0:
            level = next((at for at, one in found.levels.items() if one.style == style and style), 0)
        level = min(level, LEVELS - 1)
        one = found.levels.get(level)
        if one is None:
            return ""
        self._count(number, found, level)
        return self._written(found, one)

    def _list(self, element: Element) -> _List:
        abstract = child_val(element, "abstractNumId")
        levels = dict(self._abstract.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in element.findall(W + "lvlOverride"):
            at = whole(override.get(W + "ilvl", ""))
            if (own := override.find(W + "lvl")) is not None:
                levels[at] = _level(own)[1]
                starts[at] = levels[at].start
            if override.find(W + "startOverride") is not None:
                starts[at] = whole(child_val(override, "startOverride"), 1)
        return _List(abstract, levels, starts)

    def _resolved(self, number: str) -> _List | None:
        """A list, its link to a numbering style followed."""
        found = self._lists.get(number)
        if found is not None and not found.levels and (link := self._links.get(found.abstract)):
            other = self._lists.get(self._styles.numbered_by(link))
            if other is not None:
                return found._replace(abstract=other.abstract, levels=other.levels)
        return found

    def _count(self, number: str, found: _List, level: int) -> None:
        counts = self._counts.setdefault(found.abstract, {})
        first = (number, level) not in self._begun
        self._begun.add((number, level))
        if first and level in found.starts:
            counts[level] = found.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = found.levels[level].start
        for higher in range(level):
            if higher not in counts:
                counts[higher] = found.starts.get(higher, found.levels.get(higher, Level()).start)
        for lower in [at for at in counts if at > level]:
            restart = found.levels.get(lower, Level()).restart
            if restart != 0 and (restart < 0 or level < restart):
                del counts[lower]

    def _written(self, found: _List, one: Level) -> str:
        if one.form == "bullet":
            text = _bullet(one)
        else:
            counts = self._counts[found.abstract]

            def number(place: "re.Match[str]") -> str:
                at = int(place[1]) - 1
                other = found.levels.get(at, Level())
                form = "decimal" if one.plain and other.form != "decimalZero" else other.form
                return formatted(counts.get(at, other.start), form)

            text = _PLACE.sub(number, one.text)
        blank = text[-1:].isspace()
        text = text[:_LABEL_LIMIT].strip()
        if not text or one.hidden:
            return ""
        tight = (one.suffix == "nothing" and not blank) or text[-1] in "、．）】。，：〕》"
        return text if tight else text + " "


def _level(element: Element) -> tuple[int, Level]:
    at = whole(element.get(W + "ilvl", ""))
    form = _form(element)
    look = element.find(f"{W}rPr")
    fonts = None if look is None else look.find(f"{W}rFonts")
    return at, Level(
        whole(child_val(element, "start"), 1 if element.find(W + "start") is not None else 0),
        form or "decimal",
        child_val(element, "lvlText"),
        child_val(element, "suff") or "tab",
        plain=switch(element, "isLgl") is True,
        restart=whole(child_val(element, "lvlRestart"), -1),
        style=child_val(element, "pStyle"),
        font="" if fonts is None else fonts.get(W + "ascii", "") or fonts.get(W + "hAnsi", ""),
        hidden=switch(look, "vanish") is True,
    )


def _form(level: Element) -> str:
    """The number format of a level. `001, 002` is kept as a choice beside what older programs know."""
    formats = level.findall(W + "numFmt") + level.findall(f"{MC}AlternateContent/*/{W}numFmt")
    for one in formats:
        if val(one) == "custom" and (written := one.get(W + "format", "").partition(",")[0].strip()):
            return f"0{len(written)}"
    return next((val(one) for one in formats if val(one) != "custom"), "")


def _bullet(one: Level) -> str:
    """The sign of a level that does not count, as everybody has it."""
    if has_symbols(one.text):
        return "".join(symbol(ord(char), one.font) for char in one.text) or _BULLET
    if draws_signs(one.font) and all(char < "\u0100" for char in one.text):
        return "".join(symbol(0xF000 | ord(char), one.font) for char in one.text.strip()) or _BULLET
    return one.text
