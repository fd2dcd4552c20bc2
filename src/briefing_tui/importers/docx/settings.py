"""How runs and paragraphs are set: by their own properties and by their styles.

Asked for every one of them, and of their properties there are few kinds in a document: so what is found is remembered by all that they say.
"""

from functools import cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from briefing_tui.importers.docx.names import VAL, W, child_val, children, switch, val, whole
from briefing_tui.importers.docx.styles import CharacterLook, ParagraphStyle, Styles, look_of
from briefing_tui.importers.docx.symbols import draws_signs

_HEAVY_FONTS = ("黑", "标宋", "hei", "biaosong", "xbs")
_LIMIT = 4096
"""Settings that are remembered: no writer makes a file with more."""
_RUN_STYLE = W + "rStyle"
_STYLE, _OUTLINE, _ALIGNED, _NUMBER = W + "pStyle", W + "outlineLvl", W + "jc", W + "numPr"
_FRAME, _DROPPED, _MARK = W + "framePr", W + "dropCap", W + "rPr"


Said = tuple[tuple[object, ...], ...]
"""The names and attributes of properties, in their order."""


class RunSetting(NamedTuple):
    """What is asked of a run's look for each of its texts."""

    hidden: bool
    size: float
    """Points; 0 when nobody says."""
    stands_out: bool
    """Bold, or in a font that is."""
    red: bool
    capitals: bool
    font: str
    """Whose signs the characters of symbol fonts are."""
    draws_signs: bool
    """The font draws signs for letters, too."""


class ParagraphSetting(NamedTuple):
    """How a paragraph is set, and how it counts."""

    style: ParagraphStyle
    level: int
    """Of a heading, from 1; 0 for none."""
    centred: bool
    number: str
    """`numId`; empty or 0 for none."""
    number_level: int
    """`ilvl`; -1 when the list says it by the style's name."""
    number_style: str
    """The style that has the number, else its own."""
    joins: bool
    """Its text goes on in the next one: the mark at its end is deleted, moved away or hidden, or it is the first letter of that one, set large
    and dropped.
    """


class WordSettings:
    """The settings of a document's runs and paragraphs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._runs: dict[CharacterLook, dict[Said, RunSetting]] = {}
        self._paragraphs: dict[Said, ParagraphSetting] = {}
        self._kept = 0
        """Settings of runs."""

    def runs(self, base: CharacterLook) -> dict[Said, RunSetting]:
        """The settings of runs in paragraphs whose style has the look `base`, by what their `w:rPr` say: those that were made."""
        return self._runs.setdefault(base, {})

    def run(self, said: Said, properties: Element | None, base: CharacterLook) -> RunSetting:
        """The setting of a run with these `w:rPr`, which say `said`; it is among those of `runs` from then on."""
        if self._kept >= _LIMIT:
            self._runs.clear()
            self._kept = 0
        self._kept += 1
        made = self.runs(base)[said] = _setting(self._look(properties, base))
        return made

    def paragraph(self, properties: Element | None) -> ParagraphSetting:
        """The setting of a paragraph with these `w:pPr`. They are looked at two levels deep, so more need not be remembered of them."""
        said: Said = ()
        if properties is not None:
            said = tuple(
                [_deep(child) if len(child) else (child.tag, *child.items()) for child in properties]
            )
        known = self._paragraphs.get(said)
        if known is None:
            if len(self._paragraphs) >= _LIMIT:
                self._paragraphs.clear()
            known = self._paragraphs[said] = self._paragraph(children(properties))
        return known

    def _paragraph(self, said: dict[str, Element]) -> ParagraphSetting:
        identity = val(said.get(_STYLE))
        style = self._styles.paragraph(identity)
        centring, own = val(said.get(_ALIGNED)), said.get(_NUMBER)
        told = child_val(own, "numId")
        depth = whole(child_val(own, "ilvl"), -1)
        if depth < 0:
            depth = 0 if told else style.number_level
        return ParagraphSetting(
            style,
            _level(said.get(_OUTLINE)) or style.level,
            centring == "center" or (not centring and style.centred),
            told or style.number,
            depth,
            style.number_style or identity,
            _joins_the_next(said),
        )

    def _look(self, properties: Element | None, base: CharacterLook) -> CharacterLook:
        if properties is None:
            return base
        look = look_of(properties)
        style = properties.find(_RUN_STYLE)
        if style is not None:
            look = look.over(_toggled(self._styles.run(style.get(VAL, "")), base))
        return look.over(base)


def _deep(element: Element) -> tuple[object, ...]:
    """A property and what is in it."""
    return element.tag, *element.items(), *[(inner.tag, *inner.items()) for inner in element]


def _setting(look: CharacterLook) -> RunSetting:
    return RunSetting(
        bool(look.hidden),
        look.size,
        bool(look.bold) or bool(look.font and _is_heavy(look.font)),
        bool(look.red),
        bool(look.capitals),
        look.latin or look.font,
        bool(look.latin) and draws_signs(look.latin),
    )


@cache
def _is_heavy(font: str) -> bool:
    name = font.lower()
    return any(heavy in name for heavy in _HEAVY_FONTS)


def _toggled(run: CharacterLook, paragraph: CharacterLook) -> CharacterLook:
    """A character style over a paragraph's: bold on bold is not bold, hidden on hidden is not hidden (17.7.3)."""
    bold = False if run.bold and paragraph.bold else run.bold
    return run._replace(bold=bold, hidden=False if run.hidden and paragraph.hidden else run.hidden)


def _level(outline: Element | None) -> int:
    """The outline level that a paragraph has of its own, from 1; 0 for none."""
    level = 9 if outline is None else whole(outline.get(VAL, ""), 9)
    return level + 1 if level < 9 else 0


def _joins_the_next(said: dict[str, Element]) -> bool:
    frame = said.get(_FRAME)
    if frame is not None and frame.get(_DROPPED, "none") != "none":
        return True
    mark = said.get(_MARK)
    if mark is None:
        return False
    return (
        mark.find(W + "del") is not None
        or mark.find(W + "moveFrom") is not None
        or switch(mark, "vanish") is True
    )
