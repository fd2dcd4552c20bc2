"""A Word file → lines with evidence: everything that a reader of the printed page sees, once, and nothing else.

Called in the limited child. The document is walked over the standard library's zip and XML (no library reads all of it). Each
line is a whole paragraph. Headers and footers are not read: they repeat.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from briefing_tui.importers.docx.chunks import CHUNKS_LIMIT, page_inside, weight
from briefing_tui.importers.docx.drawn import DrawnWords
from briefing_tui.importers.docx.names import MC, W, forms, is_printed
from briefing_tui.importers.docx.numbering import Numbering
from briefing_tui.importers.docx.package import RELATION_ID, Package, blocks_of, open_package
from briefing_tui.importers.docx.runs import (
    DELETED,
    Counts,
    Note,
    NoteLabels,
    Runs,
    WordParagraph,
)
from briefing_tui.importers.docx.settings import ParagraphSetting, WordSettings
from briefing_tui.importers.docx.styles import Styles
from briefing_tui.importers.docx.tables import table_lines
from briefing_tui.importers.evidence import CHARACTERS_LIMIT, LINES_LIMIT, EvidenceLine, Reading, Refused

_DEPTH = 60
"""Blocks inside one another: tables in text boxes in tables. Ten are seen in real files."""


def read_docx(data: bytes, *, nested: bool = False, part: Callable[[Reading], None] | None = None) -> Reading:
    """What is printed of a Word file (.docx, .docm, Strict, of WPS). `nested`: it stands in another one.

    `part` gets lines while others are not read yet; they are not among those of the answer.
    """
    package = open_package(data)
    sent = 0
    try:
        blocks = blocks_of(package.pieces(package.document), W + "body")
        try:
            document = _Document(package, nested=nested)
            for some in blocks:
                document.blocks(some)
                if part is not None and len(document.lines) > sent:
                    part(Reading(tuple(document.lines[sent:]), True))
                    sent = len(document.lines)
        except Refused:
            deque(blocks, 0)  # a file that is broken further on is told to be that
            raise
    except ParseError:
        raise Refused("broken") from None
    document.finish()
    counts = document.counts
    doubts = [
        *dict.fromkeys(document.doubts),
        *(["symbols"] if counts.symbols else []),
        *(["part"] if package.damaged else []),
    ]
    return Reading(
        tuple(document.lines[sent:]),
        True,
        counts.pictures,
        counts.comments,
        counts.deleted,
        counts.hidden,
        tuple(doubts),
    )


class _Carried(NamedTuple):
    """What a paragraph hands on to the next when its mark is deleted or hidden."""

    text: str
    read: WordParagraph


class _Document:
    """Walks the blocks of a document in the order in which they are printed."""

    def __init__(self, package: Package, *, nested: bool) -> None:
        self._package = package
        self._nested = nested
        self._styles = Styles(package.by_kind("styles"))
        self._numbering = Numbering(package.by_kind("numbering"), self._styles)
        self.counts = Counts()
        self._labels = NoteLabels()
        self._settings = WordSettings(self._styles)
        self._words_of = DrawnWords(package).words
        self._runs = Runs(self._settings, self.counts, self._labels, self._words_of)
        self._notes: dict[str, dict[str, Element]] = {}
        self._carried: _Carried | None = None
        self._depth = 0
        self._in_cell = False
        self._room = CHUNKS_LIMIT
        self._total = 0
        self.lines: list[EvidenceLine] = []
        self.doubts: list[str] = []

    def blocks(self, parent: Iterable[Element]) -> None:
        """Everything in a body, or a part of one; in a cell, a text box, a note."""
        self._depth += 1
        if self._depth > _DEPTH:
            raise Refused("nested")
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child)
            elif tag == _TABLE:
                self.finish()
                self._add(table_lines(child, self._cell, len(self.lines)))
            elif tag in DELETED:
                self.counts.deleted += sum(
                    len(part.text or "") for part in child.iter() if part.tag in _TEXTS
                )
            elif tag == W + "altChunk":
                self._chunk(child.get(RELATION_ID, ""))
            elif tag == MC + "AlternateContent":
                self._alternative(child)
            elif tag not in _NO_BLOCKS and is_printed(tag):
                self.blocks(child)
        self._depth -= 1

    def finish(self) -> None:
        """The end of a run of paragraphs: a text that waits for the next one stands alone."""
        if self._carried is not None:
            carried, self._carried = self._carried, None
            self._print(carried.text, carried.read, self._settings.paragraph(None))

    def _paragraph(self, element: Element) -> None:
        how = self._settings.paragraph(element.find(_PROPERTIES))
        read = self._runs.paragraph(element, how.style.look)
        text, boxes = read.text, read.boxes
        if self._carried is not None:
            carried, self._carried = self._carried, None
            text = carried.text + text
            read = read._replace(
                boxes=(*carried.read.boxes, *boxes),
                notes=(*carried.read.notes, *read.notes),
                drawn=(*carried.read.drawn, *read.drawn),
            )
        if how.joins:
            self._carried = _Carried(text, read)
            return
        self._print(text, read, how)

    def _print(self, text: str, read: WordParagraph, how: ParagraphSetting) -> None:
        """The lines of a paragraph: its boxes, itself with its number, its notes."""
        if read.drawn or read.boxes:
            self._add(EvidenceLine(line.strip()) for line in read.drawn)
            for box in read.boxes:
                self._add(self._inner(box))
        label = ""
        if how.number and how.number != "0":  # a paragraph without text counts, too
            label = self._numbering.label(how.number, how.number_level, how.number_style)
        if bare := text.strip():
            if "\n" in bare:
                self._add(_set(bare, label, read, how))
            else:
                lead = read.lead.strip()
                self._add((_line(label + bare, read, how, label + lead if lead else ""),))
        elif self._in_cell and label:  # a column of numbers, which are all that its cells have
            self._add([_line(label.strip(), read, how, read.lead.strip())])
        for note in read.notes:
            self._add(self._note(note))

    def _cell(self, element: Element) -> list[EvidenceLine]:
        """The lines of a cell."""
        outside, self._in_cell = self._in_cell, True
        try:
            return self._inner(element)
        finally:
            self._in_cell = outside

    def _inner(self, element: Element) -> list[EvidenceLine]:
        """The lines of a cell, a text box or a note, read apart from the paragraph they hang on."""
        lines, runs, carried = self.lines, self._runs, self._carried
        self.lines, self._carried = [], None
        self._runs = Runs(self._settings, self.counts, self._labels, self._words_of)
        try:
            self.blocks(element)
            self.finish()
            return self.lines
        finally:
            self.lines, self._runs, self._carried = lines, runs, carried

    def _note(self, note: Note) -> Iterator[EvidenceLine]:
        """The lines of a note, its label before the first."""
        if note.part not in self._notes:
            root = self._package.by_kind(note.part)
            self._notes[note.part] = {
                one.get(W + "id", ""): one
                for one in (root if root is not None else ())
                if one.get(W + "type", "normal") == "normal"
            }
        element = self._notes[note.part].pop(note.identity, None)
        if element is None:
            return
        for index, line in enumerate(self._inner(element)):
            yield line._replace(
                text=f"{note.label} {line.text}".strip() if not index else line.text,
                note=True,
                level=0,
                bold=False,
            )

    def _alternative(self, element: Element) -> None:
        for form in forms(element):
            before = len(self.lines)
            self.blocks(form)
            if len(self.lines) != before:
                return

    def _chunk(self, identity: str) -> None:
        """A document inside the document (`w:altChunk`): Word shows it as text where it stands."""
        self.finish()
        relation = self._package.relations.get(identity)
        data = None if relation is None or relation.external else self._package.data(relation.target)
        if relation is None or data is None:
            self.doubts.append("chunk")
            return
        try:
            inside = self._inside(data, relation.target)
        except (Refused, ImportError, OSError):  # behind closed doors nothing more is loaded
            self.doubts.append("chunk")
            return
        counts = self.counts
        counts.pictures += inside.pictures
        counts.comments += inside.comments
        counts.deleted += inside.deleted
        counts.hidden += inside.hidden
        self.doubts.extend(inside.doubts)
        self._add(inside.lines)

    def _inside(self, data: bytes, name: str) -> Reading:
        """What is printed of a document inside this one."""
        self._room -= weight(data)
        if self._room < 0:
            raise Refused("large")
        if not data.startswith(b"PK"):
            return page_inside(data, name)
        if self._nested:
            raise Refused("nested")
        return read_docx(data, nested=True)

    def _add(self, lines: "Iterable[EvidenceLine]") -> None:
        for line in lines:
            if not line.text or line.text.isspace():
                continue
            self._total += len(line.text)
            self.lines.append(line)
        if self._total > 2 * CHARACTERS_LIMIT or len(self.lines) > LINES_LIMIT:
            raise Refused("long")


def _set(text: str, label: str, read: WordParagraph, how: ParagraphSetting) -> list[EvidenceLine]:
    """The lines of a paragraph, its number before the first; a heading stays on one."""
    if "\n" not in text or how.level:
        whole, lead = text.replace("\n", ""), read.lead.strip()
        return [_line(label + whole, read, how, label + lead if lead else "")] if whole else []
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    return [_line(part if index else label + part, read, how) for index, part in enumerate(parts)]


def _line(text: str, read: WordParagraph, how: ParagraphSetting, lead: str = "") -> EvidenceLine:
    """One line of a paragraph."""
    bold, level = read.bold or how.level > 0, how.level
    return EvidenceLine(text, 0, 0, 0, bold, read.size, level, how.centred, read.red, False, "", -1, lead)


_PARAGRAPH, _PROPERTIES, _TABLE = W + "p", W + "pPr", W + "tbl"
_TEXTS = frozenset((W + "t", W + "delText"))
_NO_BLOCKS = frozenset(
    W + name for name in ("sectPr", "sdtPr", "sdtEndPr", "customXmlPr", "tblPr", "tcPr", "pPr")
)
