"""The words for why a file is not read, or read with a doubt: codes of the limited child → errors and remarks for people."""

from briefing_tui.errors import Place, RecogniseError
from briefing_tui.i18n import _
from briefing_tui.importers import kinds

_KINDS = {
    kinds.DOCX: "Word", kinds.OLD_WORD: "Word", kinds.RTF: "RTF", kinds.PDF: "PDF", kinds.HTML: "HTML", kinds.MHT: "MHTML",
}  # fmt: skip
"""What people call them."""


def refusal(code: str, detail: str, name: str, kind: str) -> RecogniseError:
    """The error for a refusal of a file of a kind (`kinds`); an unknown code is a reader that failed."""
    message, hint = _words(code, detail, _KINDS.get(kind, ""))
    return RecogniseError(message, place=Place(name), hint=hint)


def missing_library(library: str, name: str) -> RecogniseError:
    """A library of the extra is not installed."""
    message = _("a file of this kind needs {library}, which is not installed").format(library=library)
    return RecogniseError(message, place=Place(name), hint=_("`pip install 'briefing-tui[office]'`"))


def doubt_text(code: str) -> str:
    """What to tell about something that the reader was not sure of."""
    texts = {
        "symbols": _("characters of a symbol font are not known and left out: please compare"),
        "part": _("a part of the file is damaged (numbers, styles or notes): please compare"),
        "chunk": _("a document inside the document could not be read"),
        "columns": _("some pages are set in columns: please look at the order of the text"),
        "plain": _("read by antiword: automatic numbers and the look of heads are lost"),
        "scans": _("some pages are pictures without text"),
        "vertical": _("some lines are set vertically: please compare"),
    }
    return texts.get(code, code)


def _words(code: str, detail: str, kind: str) -> tuple[str, str]:
    safer = _("open it in the program it comes from and save it again, or copy its text")
    as_docx = _("save it as .docx")
    limits = {
        "entries": (_("the file is packed of more than {limit} parts").format(limit=detail), safer),
        "large": (_("a part of the file is larger, unpacked, than any bulletin"), safer),
        "long": (_("the text is longer than any bulletin"), _("import it in parts")),
        "pages": (_("the PDF has more than {limit} pages").format(limit=detail), _("import it in parts")),
        "memory": (_("the file takes too much memory to be read"), safer),
        "time": (_("the file takes too long to be read"), safer),
        "size": (_("the file has more than {limit} MiB").format(limit=detail), _("import it in parts")),
    }
    contents = {
        "entities": (_("the file declares entities, which Word files do not have: not read"), safer),
        "nested": (_("the file is nested deeper than any bulletin"), safer),
        "broken": (_("this {kind} file is damaged, or none").format(kind=kind), safer),
        "locked": (_("the file is locked with a password"), _("save it without the password")),
        "other": (
            _("this is no Word file but one of another program"),
            _("save it as .docx or as plain text"),
        ),
        "flat": (_("this is a Word document as a single XML file"), as_docx),
        "empty": (_("there is no text in it"), ""),
        "scan": (
            _("the pages are pictures: there is no text in it"),
            _("have the text recognised (OCR) and import that"),
        ),
        "damaged": (
            _("the text in this PDF is not what it shows: its characters are wrong"),
            _("ask for the Word file, or have the pages recognised (OCR)"),
        ),
        "doc": (_("an old Word file (.doc, .wps), for which LibreOffice or antiword is needed"), as_docx),
        "rtf": (_("an RTF file, for which LibreOffice is needed"), as_docx),
        "convert": (_("LibreOffice could not read this file"), as_docx),
    }
    crashed = (_("the file could not be read: its reader failed"), safer)
    return limits.get(code) or contents.get(code) or crashed
