"""WordprocessingML as text: what every part of a Word file is made of. Nothing of an issue gets in but through `escaped`.

Lengths are twips (twentieths of a point) unless said. The order of elements is the schema's (ISO/IEC 29500-1, 17.3): Word refuses others.
"""

import re
from collections.abc import Sequence

from briefing_tui.exporters.layout import Layout, Style
from briefing_tui.exporters.paper.piece import StyledRun
from briefing_tui.text.clean import clean

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FONT_NAME = 31
"""Characters of a font's name in Word: [MS-OI29500], 2.1.262."""
OVERHANG = 30
"""Twips that ONLYOFFICE and two libraries that set as Word does draw a paragraph's rule beyond each side of its text; LibreOffice does not."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DOUBTFUL = re.compile("([·×÷°±§]+)")
"""Marks of Latin-1 that stand among 汉字: LibreOffice takes them for Latin ones, and a quarter as wide."""
_ALIGN = {"left": "left", "centre": "center", "right": "right", "both": "both"}


def escaped(text: str) -> str:
    """Text as XML holds it: no mark-up, and no character that XML does not know."""
    text = _NO_XML.sub("\ufffd", clean(text))
    if "&" in text or "<" in text or ">" in text or '"' in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def twips(points: float) -> int:
    """Points as twips."""
    return round(points * 20)


def font_names(families: Sequence[str]) -> Sequence[str]:
    """Those of a list that Word can name, the first the one to use."""
    return [name for name in families if len(name) <= FONT_NAME] or [families[0][:FONT_NAME]]


def _font(layout: Layout, name: str) -> str:
    return escaped(font_names(layout.fonts[name])[0])


def fonts(layout: Layout, name: str) -> str:
    """The fonts of a list of the layout. The hint gives “ ” — … · × to the Chinese one."""
    latin, chinese = _font(layout, "latin"), _font(layout, name)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}" w:hint="eastAsia"/>'


def character_look(layout: Layout, style: Style, squeeze: float) -> str:
    """The inside of an rPr: font, weight, colour, spacing, size."""
    bold = "<w:b/><w:bCs/>" if style.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    colour = f'<w:color w:val="{style.colour[1:].upper()}"/>'
    size = round(style.size * 2)
    spacing = f'<w:spacing w:val="{twips(squeeze)}"/>'
    return f'{fonts(layout, style.font)}{bold}{colour}{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def spacing(height: int) -> str:
    """A line of exactly `height`, with nothing before or after the paragraph."""
    return f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'


def between_sides() -> str:
    """The indents of a paragraph for a rule as wide as the type area: a quarter of a millimetre too short in some programs, too long in others."""
    return f'<w:ind w:left="{OVERHANG // 2}" w:right="{OVERHANG // 2}"/>'


def alignment(style: Style) -> str:
    """How a paragraph is aligned."""
    return f'<w:jc w:val="{_ALIGN[style.align]}"/>'


def run(text: str, look: str = "") -> str:
    """A run of text; `look` is the inside of its rPr."""
    if not text:
        return ""
    hint = '<w:rFonts w:hint="eastAsia"/>'
    if "<w:rFonts" in look:
        pass
    elif look.startswith("<w:rStyle"):
        end = look.index("/>") + 2
        look = look[:end] + hint + look[end:]
    elif not look:
        look = hint
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def runs(pieces: tuple[StyledRun, ...], base: str, layout: Layout) -> str:
    """Runs whose looks are character styles named after their style; those of style `base` have that of the paragraph."""
    made: list[str] = []
    for one in pieces:
        style = one.style if one.style != base else ""
        look = f'<w:rStyle w:val="{character_id(style)}"/>' if style else ""
        for index, text in enumerate(_DOUBTFUL.split(one.text)):
            font = layout.style(one.style or base).font
            made.append(run(text, look + _marks(layout, font) if index % 2 else look))
    return "".join(made)


def _marks(layout: Layout, name: str) -> str:
    """The Chinese font for marks that a hint is not enough for in LibreOffice."""
    font = _font(layout, name)
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="eastAsia"/>'


def character_id(style: str) -> str:
    """The identity of the character style that sets a run as `style`."""
    return f"Run{style.title().replace('.', '')}"


def field(code: str, shown: str) -> str:
    """A field with what it shows until somebody asks Word to count again."""
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return (
        f'<w:r>{hint}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{hint}<w:instrText xml:space="preserve"> {escaped(code)} </w:instrText></w:r>'
        f'<w:r>{hint}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{hint}<w:t>{escaped(shown)}</w:t></w:r>"
        f'<w:r>{hint}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of a style, with `properties` of its own in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'
