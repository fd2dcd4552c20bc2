"""The fonts of a Word file by name, and what a program that lacks one has to know to take another."""

import re
import xml.etree.ElementTree as ET

from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.word import markup as xml
from briefing_tui.exporters.word.package import PackagePart

_CHINESE, _LATIN = "86", "00"
"""GB2312_CHARSET and ANSI_CHARSET. A font that names none is taken for a Latin one where it is missing, and its 汉字 are boxes."""
_TOLD = {
    "altName": {"val": re.compile(".{1,255}")},
    "panose1": {"val": re.compile("[0-9A-Fa-f]{20}")},
    "charset": {"val": re.compile("[0-9A-Fa-f]{1,2}")},
    "family": {"val": re.compile("decorative|modern|roman|script|swiss|auto")},
    "pitch": {"val": re.compile("fixed|variable|default")},
    "sig": {name: re.compile("[0-9A-Fa-f]{8}") for name in ("usb0", "usb1", "usb2", "usb3", "csb0", "csb1")},
}
"""What a model says of a font, in the order of the schema, and what each may be; not the font itself, which it may hold."""


def font_table(layout: Layout, model: str = "") -> PackagePart:
    """The part `word/fontTable.xml`: the layout's fonts, and those of a model's own table.

    What stands behind the first of a list is told as its substitute, of which Word knows one.
    """
    made = {}
    for key, families in layout.fonts.items():
        name, *others = xml.font_names(families)
        alt = f'<w:altName w:val="{xml.escaped(others[0])}"/>' if others else ""
        charset = _LATIN if key == "latin" else _CHINESE
        if key != "latin" or name not in made:
            made[name] = f'{alt}<w:charset w:val="{charset}"/>'
    made |= _of_model(model)
    rows = "".join(f'<w:font w:name="{xml.escaped(name)}">{told}</w:font>' for name, told in made.items())
    data = f'{xml.HEAD}<w:fonts xmlns:w="{xml.W}">{rows}</w:fonts>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
    return PackagePart("word/fontTable.xml", kind, "fontTable", data)


def _of_model(table: str) -> dict[str, str]:
    """Name → what is told of it, of the fonts in a model's table that Word can name."""
    try:
        fonts = ET.fromstring(table).iter(f"{{{xml.W}}}font")  # noqa: S314 - no DOCTYPE, limited in size
    except ET.ParseError:
        return {}
    named = ((font.get(f"{{{xml.W}}}name", ""), font) for font in fonts)
    return {
        name: "".join(_told(font, tag) for tag in _TOLD)
        for name, font in named
        if 0 < len(name) <= xml.FONT_NAME
    }


def _told(font: ET.Element, tag: str) -> str:
    """One element of a font as it stands there; nothing where it says what Word would not take."""
    node = font.find(f"{{{xml.W}}}{tag}")
    if node is None:
        return ""
    values = {name: node.get(f"{{{xml.W}}}{name}", "") for name in _TOLD[tag]}
    if not all(_TOLD[tag][name].fullmatch(value) for name, value in values.items()):
        return ""
    said = " ".join(f'w:{name}="{xml.escaped(value)}"' for name, value in values.items())
    return f"<w:{tag} {said}/>"
