"""How runs are set: by their own properties, their character style and their paragraph's look. Asked for every run, so remembered."""

from functools import cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from briefing_tui.importers.docx.names import VAL, W
from briefing_tui.importers.docx.styles import CharacterLook, Styles, look_of
from briefing_tui.importers.docx.symbols import draws_signs

_HEAVY_FONTS = ("黑", "标宋", "hei", "biaosong", "xbs")
_LIMIT = 4096
"""Settings that are remembered: no writer makes a file with more."""
_RUN_STYLE = W + "rStyle"


class Setting(NamedTuple):
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


class Settings:
    """The settings of a document's runs, which are few, by all that is said of them."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._known: dict[tuple[object, ...], Setting] = {}

    def of(self, properties: Element | None, base: CharacterLook) -> Setting:
        """The setting of a run with these `w:rPr`; `base` is the look of its paragraph's style."""
        said: tuple[object, ...] = (base,)
        if properties is not None:
            said = (base, *[(child.tag, *child.items()) for child in properties])
        known = self._known.get(said)
        if known is None:
            if len(self._known) >= _LIMIT:
                self._known.clear()
            known = self._known[said] = _setting(self._look(properties, base))
        return known

    def _look(self, properties: Element | None, base: CharacterLook) -> CharacterLook:
        if properties is None:
            return base
        look = look_of(properties)
        style = properties.find(_RUN_STYLE)
        if style is not None:
            look = look.over(_toggled(self._styles.run(style.get(VAL, "")), base))
        return look.over(base)


def _setting(look: CharacterLook) -> Setting:
    return Setting(
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
