"""Names of WordprocessingML as ElementTree writes them, and how attributes are read. Strict OOXML is brought to these names."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/picture": b"http://schemas.openxmlformats.org/drawingml/2006/picture",
    b"http://purl.oclc.org/ooxml/drawingml/chart": b"http://schemas.openxmlformats.org/drawingml/2006/chart",
    b"http://purl.oclc.org/ooxml/drawingml/diagram": b"http://schemas.openxmlformats.org/drawingml/2006/diagram",
}
"""Strict namespaces (ISO/IEC 29500-1) → those of most files (29500-4)."""

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V: Final = "{urn:schemas-microsoft-com:vml}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

VAL: Final = W + "val"
_FALSE = ("0", "false", "off", "none")


def val(element: Element | None, name: str = VAL) -> str:
    """An attribute of an element that may be absent."""
    return "" if element is None else element.get(name, "")


def children(element: Element | None) -> dict[str, Element]:
    """The children of an element by their names, the first of each: where more than one is asked for."""
    found: dict[str, Element] = {}
    for child in element if element is not None else ():
        found.setdefault(child.tag, child)
    return found


def child_val(element: Element | None, name: str) -> str:
    """`w:val` of the child `w:name`."""
    return "" if element is None else val(element.find(W + name))


def whole(text: str, default: int = 0) -> int:
    """A whole number of an attribute; the default for anything else, or anything that counts nothing on a page."""
    try:
        number = int(text)
    except ValueError:
        return default
    return number if -100_000 <= number <= 1_000_000 else default


def switch(properties: Element | None, name: str) -> bool | None:
    """A property that is on or off: None when nothing is said."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else is_on(found)


def is_on(element: Element) -> bool:
    """Whether a switch that is there is on."""
    return element.get(VAL, "1") not in _FALSE


_KIN = (
    "{http://schemas.openxmlformats.org/", "{http://schemas.microsoft.com/", "{urn:schemas-microsoft-com:", "{http://purl.oclc.org/ooxml/",
)  # fmt: skip
"""Beginnings of the names that Word knows; what has others is kept in files for other programs, and not printed (29500-3, `mc:Ignorable`)."""
_FORMS = frozenset(
    (
        "wps",
        "wpg",
        "wpc",
        "wpi",
        "wp14",
        "w14",
        "w15",
        "w16",
        "a14",
        "a16",
        "c14",
        "cx1",
        "aink",
        "am3d",
        "v",
        "o",
        "w",
        "wp",
        "dsp",
        "m",
        "p14",
    )
)
"""Prefixes of what Word draws, as all writers have them."""


def is_printed(tag: str) -> bool:
    """Whether elements of a name are looked into."""
    return tag.startswith(_KIN) or tag[0] != "{"


def forms(alternative: Element) -> Iterator[Element]:
    """The forms of an `mc:AlternateContent` in the order in which they are printed if they can be: those that ask for what is not known come last."""
    choices = alternative.findall(MC + "Choice")
    known = [one for one in choices if all(name in _FORMS for name in one.get("Requires", "").split())]
    yield from known
    yield from alternative.findall(MC + "Fallback")
    yield from (one for one in choices if one not in known)
