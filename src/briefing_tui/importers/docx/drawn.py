"""The words of what a Word file draws from parts of their own: the boxes of diagrams (SmartArt), the titles of charts."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from briefing_tui.importers.docx.names import CHART, DIAGRAM, A, R
from briefing_tui.importers.docx.package import RELATION_ID, Package

_UNSEEN = frozenset(("pres", "parTrans", "sibTrans", "doc"))
"""Kinds of points of a diagram's model that are its lines and places, and its own."""
_MOST = 200
"""Diagrams and charts of a document that are looked into."""


class DrawnWords:
    """The diagrams and charts of a document."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._left = _MOST

    def words(self, tag: str, element: Element) -> list[str]:
        """The lines of words in what an element leads to: a diagram, a chart; none for another picture, or when the part is missing."""
        identity = element.get(R + "dm" if tag == DIAGRAM + "relIds" else RELATION_ID, "")
        if tag not in _READ or self._left <= 0:
            return []
        self._left -= 1
        relation = self._package.relations.get(identity)
        root = None if relation is None or relation.external else self._package.part(relation.target)
        if root is None:
            return []
        return [line for text in _READ[tag](root) for line in _lines(text)]


def _boxes(root: Element) -> Iterator[Element]:
    """The texts of a diagram's boxes."""
    for point in root.iter(DIAGRAM + "pt"):
        text = point.find(DIAGRAM + "t")
        if text is not None and point.get("type", "node") not in _UNSEEN:
            yield text


def _title(root: Element) -> Iterator[Element]:
    """A chart's title."""
    yield from root.findall(f"{CHART}chart/{CHART}title/{CHART}tx/{CHART}rich")


def _lines(text: Element) -> Iterator[str]:
    """The paragraphs of a text of DrawingML."""
    for paragraph in text.findall(A + "p"):
        line = "".join(part.text or "" for part in paragraph.iter(A + "t")).strip()
        if line:
            yield line


_READ = {DIAGRAM + "relIds": _boxes, CHART + "chart": _title}
