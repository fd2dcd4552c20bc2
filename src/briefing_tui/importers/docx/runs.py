"""The text of one paragraph, run by run: what is printed of it, how it is set, what hangs on it (boxes, notes).

Inserted text is text, deleted and moved-away text is counted; hidden text is counted; a field shows its result, a ruby its
base, an alternative one of its forms. What is not known here is looked into, so that no wrapper hides a text.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from briefing_tui.importers.docx.fields import Fields
from briefing_tui.importers.docx.formulas import formula
from briefing_tui.importers.docx.names import CHART, DIAGRAM, MC, PIC, A, M, V, W, forms, is_printed, switch
from briefing_tui.importers.docx.settings import RunSetting, WordSettings
from briefing_tui.importers.docx.styles import NOTHING, CharacterLook
from briefing_tui.importers.docx.symbols import as_drawn, has_symbols, symbol, without_symbols

_SKIPPED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rt", "rubyPr", "fldData", "annotationRef",
        "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "delInstrText", "proofErr", "sectPr",
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "lastRenderedPageBreak",
    )
)  # fmt: skip
DELETED = frozenset((W + "del", W + "moveFrom"))
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
_PLAIN = {
    W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}


WordsOf = Callable[[str, Element], Sequence[str]]
"""The words in what stands in a part of its own, a diagram or a chart, by the element that leads there."""


class Note(NamedTuple):
    """A reference to a note."""

    part: str
    """`footnotes` or `endnotes`."""
    identity: str
    label: str


class WordParagraph(NamedTuple):
    """A paragraph as printed. Line breaks in `text` are those the writer set."""

    text: str
    bold: bool
    size: float
    red: bool
    boxes: tuple[Element, ...]
    """`w:txbxContent` of the text boxes that hang on it."""
    notes: tuple[Note, ...]
    drawn: tuple[str, ...]
    """Lines that are drawn as letters in a picture: WordArt."""
    lead: str
    """What is bold at its head, when not all of it is."""


class Counts:
    """What is in the file and not on the page, or on the page and no text."""

    def __init__(self) -> None:
        self.pictures = 0
        self.comments = 0
        self.deleted = 0
        self.hidden = 0
        self.symbols = 0
        """Characters of symbol fonts that are not known."""


class Runs:
    """Reads the paragraphs of one story (the document, a note, a text box): fields go on from one to the next."""

    def __init__(
        self,
        settings: WordSettings,
        counts: Counts,
        labels: "NoteLabels",
        words_of: WordsOf = lambda _tag, _element: (),
    ) -> None:
        self._settings = settings
        self._words_of = words_of
        self._counts = counts
        self._labels = labels
        self._fields = Fields()
        self._begin(NOTHING)

    def paragraph(self, element: Element, look: CharacterLook) -> WordParagraph:
        """What is printed of `w:p`; `look` is its style's."""
        self._begin(look)
        self._walk(element)
        boxes, notes, drawn = tuple(self._boxes), tuple(self._notes), tuple(self._drawn)
        pieces = self._pieces
        if len(pieces) == 1 and pieces[0][0]:
            text, how = pieces[0]
            return WordParagraph(text, how.stands_out, how.size, how.red, boxes, notes, drawn, "")
        total = bold = red = 0
        sizes: dict[float, int] = {}
        for text, how in pieces:
            weight = len(text)
            total += weight
            sizes[how.size] = sizes.get(how.size, 0) + weight
            if how.stands_out:
                bold += weight
            if how.red:
                red += weight
        return WordParagraph(
            "".join([text for text, _how in pieces]),
            total > 0 and bold * 5 >= total * 4,
            _usual(sizes),
            total > 0 and red * 5 >= total * 4,
            boxes,
            notes,
            drawn,
            _lead(pieces) if bold else "",
        )

    def _begin(self, look: CharacterLook) -> None:
        self._base = look
        self._known = self._settings.runs(look)
        self._plain = self._set = self._known.get(()) or self._settings.run((), None, look)
        self._pieces: list[tuple[str, RunSetting]] = []
        """Texts that are not empty, in their order, with their setting."""
        self._boxes: list[Element] = []
        self._notes: list[Note] = []
        self._drawn: list[str] = []

    def _walk(self, element: Element) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag not in _SKIPPED:
                self._other(tag, child)

    def _run(self, element: Element) -> None:
        before = self._set
        properties = element.find(_PROPERTIES)
        if properties is None:
            self._set = self._plain
        else:
            said = tuple([(child.tag, *child.items()) for child in properties])
            self._set = self._known.get(said) or self._settings.run(said, properties, self._base)
        for child in element:
            tag = child.tag
            if tag == _TEXT:
                if text := child.text:
                    self._emit(text)
            elif tag == _RUN:
                self._run(child)
            elif tag not in _SKIPPED:
                self._other(tag, child)
        self._set = before

    def _other(self, tag: str, element: Element) -> None:
        """Whatever is no run."""
        if tag == _TEXT:
            self._emit(element.text or "")
        elif tag in DELETED:
            self._counts.deleted += sum(len(part.text or "") for part in element.iter() if part.tag in _TEXTS)
        elif tag in _PLAIN:
            self._emit(_PLAIN[tag])
        elif not self._special(tag, element):
            self._walk(element)

    def _special(self, tag: str, element: Element) -> bool:
        """Whatever is neither text nor a wrapper; False for the rest."""
        if tag == W + "br":
            self._emit("\n" if element.get(W + "type", "textWrapping") == "textWrapping" else "")
        elif tag == W + "fldChar":
            self._field(element)
        elif tag == W + "instrText":
            self._fields.instruct(element.text or "")
        elif tag == W + "sym":
            self._symbol(element)
        elif tag in _DRAWN:
            self._drawing(element)
        elif tag == MC + "AlternateContent":
            self._alternative(element)
        elif tag in {M + "oMath", M + "oMathPara"}:
            self._emit(formula(element))
        elif tag == W + "commentReference":
            self._counts.comments += 1
        elif tag in _NOTES:
            self._note(_NOTES[tag], element)
        else:
            return not is_printed(tag)
        return True

    def _emit(self, text: str) -> None:
        if not text or not self._fields.visible:
            return
        how = self._set
        if how.hidden:
            self._counts.hidden += len(text)
            return
        if not text.isprintable():  # signs of symbol fonts are not, nor are line ends
            if has_symbols(text):
                text = without_symbols(text, how.font)
            text = text.replace("\r", " ").replace("\n", " ") if len(text) > 1 else text
        if how.draws_signs:
            text = as_drawn(text, how.font)
        if how.capitals:
            text = text.upper()
        self._pieces.append((text, how))

    def _field(self, element: Element) -> None:
        kind = element.get(W + "fldCharType", "")
        if kind == "begin":
            self._fields.begin(_box(element.find(f"{W}ffData/{W}checkBox")))
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._emit(self._fields.end())

    def _symbol(self, element: Element) -> None:
        try:
            code = int(element.get(W + "char", ""), 16)
        except ValueError:
            return
        text = symbol(code, element.get(W + "font", ""))
        self._counts.symbols += not text
        self._emit(text)

    def _note(self, part: str, element: Element) -> None:
        if self._set.hidden or not self._fields.visible:
            return
        custom = element.get(W + "customMarkFollows", "0") in {"1", "true", "on"}
        label = "" if custom else self._labels.label(part)
        self._notes.append(Note(part, element.get(W + "id", ""), label))
        self._emit(label)

    def _alternative(self, element: Element) -> None:
        """One of the forms of the same thing: the first that has anything to show."""
        for form in forms(element):
            before = self._seen()
            self._walk(form)
            if self._seen() != before:
                return

    def _seen(self) -> tuple[int, ...]:
        counts = self._counts
        return (
            len(self._pieces),
            len(self._boxes),
            len(self._drawn),
            counts.pictures,
            counts.hidden,
            len(self._notes),
        )

    def _drawing(self, element: Element) -> None:
        """The texts in a drawing, and how many pictures it has. A drawing that is hidden is not looked into."""
        if self._set.hidden or not self._fields.visible:
            return
        for child in element:
            tag = child.tag
            if tag == W + "txbxContent":
                self._boxes.append(child)
            elif tag == MC + "AlternateContent":
                self._alternative(child)
            elif tag == A + "p":
                self._drawn.append("".join(part.text or "" for part in child.iter(A + "t")))
            elif tag in _PICTURES:
                texts = self._words_of(tag, child)
                self._drawn.extend(texts)
                self._counts.pictures += tag != DIAGRAM + "relIds" or not texts
                self._drawing(child)
            elif tag == V + "textpath":
                self._drawn.extend(child.get("string", "").splitlines())
            elif _is_hidden_drawing(child):
                continue
            else:
                self._drawing(child)


def _box(element: Element | None) -> str:
    """How a box to tick of a form is drawn; nothing for no box."""
    if element is None:
        return ""
    ticked = switch(element, "checked")
    return "☒" if (switch(element, "default") if ticked is None else ticked) else "☐"


def _lead(pieces: "list[tuple[str, RunSetting]]") -> str:
    """What stands out at the head of a paragraph; nothing when all of it does."""
    lead: list[str] = []
    for text, how in pieces:
        if how.stands_out:
            lead.append(text)
        elif not text.isspace():
            return "".join(lead)
    return ""


def _usual(sizes: dict[float, int]) -> float:
    """The size of most characters."""
    return max(sizes, key=sizes.__getitem__) if len(sizes) > 1 else next(iter(sizes), 0.0)


class NoteLabels:
    """What stands in the text for a note: [1] for footnotes, [i] for endnotes."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def label(self, part: str) -> str:
        """The label of the next note."""
        from briefing_tui.importers.docx.formats import formatted

        self._counts[part] += 1
        return f"[{formatted(self._counts[part], 'decimal' if part == 'footnotes' else 'lowerRoman')}]"


def _is_hidden_drawing(element: Element) -> bool:
    """Whether a shape's own properties say that it is not shown."""
    style = element.get("style", "")
    return element.get("hidden", "0") in {"1", "true"} or "visibility:hidden" in style.replace(" ", "")


_RUN, _TEXT, _PROPERTIES = W + "r", W + "t", W + "rPr"
_TEXTS = frozenset((W + "t", W + "delText"))
_PICTURES = frozenset((PIC + "pic", V + "imagedata", CHART + "chart", DIAGRAM + "relIds"))
