"""A file of any kind that is read → lines for the one recogniser, with the ledger they are entered in. The one way in.

Texts are read here; Word files, PDFs and web pages by the limited child (`sandbox`), of which nothing is trusted but plain
lines; `.doc` and `.wps` by a program that is there. Every refusal is one line that says what to do. The recogniser is loaded while the
child begins to read: to load it takes as long as to read a bulletin.
"""

import importlib
import importlib.util
from typing import NamedTuple

from briefing_tui.errors import Place, RecogniseError
from briefing_tui.i18n import _, system_reason
from briefing_tui.importers import evidence, kinds
from briefing_tui.importers.evidence import Reading, Refused
from briefing_tui.importers.sandbox.limits import FILE_LIMIT
from briefing_tui.importers.sandbox.parent import read_in_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.importers.recognise import Recognised
    from briefing_tui.importers.recogniser.lines import SourceLine
    from briefing_tui.importers.report import Ledger
    from briefing_tui.model.key import IssueKey

BYTES_LIMIT = FILE_LIMIT
"""Bytes of a file that is taken up at all; of a text, `text.SIZE_LIMIT`."""
_MARKER_BYTES = 64
"""In which Markdown that our export wrote says that it is."""
_LIBRARIES = {kinds.PDF: "pypdfium2", kinds.HTML: "selectolax", kinds.MHT: "selectolax"}
"""What the child needs to read a kind, of the extra `office`."""


class SourceDocument(NamedTuple):
    """The lines of a file, ready to be recognised."""

    lines: "list[SourceLine]"
    ledger: "Ledger"
    """They are entered in it as read."""
    marked_up: bool = False
    """The lines are Markdown."""
    whole: bool = False
    """Each line is a whole paragraph."""

    @property
    def text(self) -> str:
        """The lines as text, blank ones among them as in the file."""
        return "\n".join("\n" * line.gap + line.text for line in self.lines)


def recognise_document(
    data: bytes, *, name: str, key: "IssueKey | None" = None, status: str = ""
) -> "Recognised":
    """The issue in a file; parameters as `recognise.recognise`. RecogniseError when there is none, or it is not read."""
    if _is_exported(data):
        return _read_back(data, name=name, key=key, status=status)
    document = read_document(data, name)
    from briefing_tui.importers.recognise import PUBLISHED, recognise_lines

    return recognise_lines(
        document.lines,
        document.ledger,
        name=name,
        key=key,
        status=status or PUBLISHED,
        marked_up=document.marked_up,
        whole=document.whole,
    )


def _is_exported(data: bytes) -> bool:
    """Whether a file is Markdown that our export wrote: it says so at its head."""
    if not data.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return False
    from briefing_tui.importers.markdown.exported.reader import is_exported

    return is_exported(data[:_MARKER_BYTES].decode("utf-8-sig", "replace").replace("\r", ""))


def _read_back(data: bytes, *, name: str, key: "IssueKey | None", status: str) -> "Recognised":
    from briefing_tui.importers.recognise import PUBLISHED, recognise
    from briefing_tui.importers.text import encoding_doubt, read_text

    text, encoding = read_text(data, name)
    doubt = encoding_doubt(encoding)
    return recognise(text, name=name, key=key, status=status or PUBLISHED, doubt=doubt)


def read_document(data: bytes, name: str) -> SourceDocument:
    """The lines of a file; `name` is what the user typed, for messages. RecogniseError when it is not read."""
    kind = kinds.kind_of(data, name)
    if kind == kinds.TEXT or (kind != kinds.MHT and _is_markdown_name(name) and kind == kinds.HTML):
        return _read_text(data, name)
    if len(data) > BYTES_LIMIT:
        message = _("the file has more than {limit} MiB").format(limit=BYTES_LIMIT >> 20)
        raise RecogniseError(message, place=Place(name), hint=_("import it in parts"))
    try:
        return _read_other(data, kind, name)
    except Refused as refused:
        from briefing_tui.importers.refusals import refusal

        raise refusal(refused.code, refused.detail, name, kind) from None
    except (
        OSError
    ) as error:  # no room for a temporary file, no process to be had, a program that does not run
        reason = system_reason(error)
        raise RecogniseError(_("cannot be read: {reason}").format(reason=reason), place=Place(name)) from None


def _load_recogniser() -> None:
    """Load what is asked of the lines of any file."""
    importlib.import_module("briefing_tui.importers.recognise")


def _is_markdown_name(name: str) -> bool:
    return name.lower().endswith((".md", ".markdown", ".mdown", ".mkd"))


def _read_text(data: bytes, name: str) -> SourceDocument:
    from briefing_tui.importers.markdown.headings import is_markdown
    from briefing_tui.importers.pictures import take_pictures
    from briefing_tui.importers.recognise import within_limit
    from briefing_tui.importers.recogniser.lines import source_lines
    from briefing_tui.importers.report import Ledger
    from briefing_tui.importers.text import encoding_doubt, read_text

    text, encoding = read_text(data, name)
    within_limit(text, name)
    ledger = Ledger()
    if doubt := encoding_doubt(encoding):
        ledger.doubt(0, doubt)
    lines = take_pictures(source_lines(text, ledger), ledger)
    return SourceDocument(lines, ledger, is_markdown(lines, name))


def _read_other(data: bytes, kind: str, name: str) -> SourceDocument:
    """What the child, or a program for old Word files, sees of a file, taken up."""
    if kind in {kinds.LOCKED, kinds.OTHER, kinds.FLAT}:
        raise Refused(kind)
    if kind in {kinds.OLD_WORD, kinds.RTF}:
        from briefing_tui.importers import old_word

        converted = old_word.as_docx(data, kind)
        if converted is None:
            reading = old_word.as_lines(data, kind)
            return _Taken().document(reading)
        data, kind = converted, kinds.DOCX
    library = _LIBRARIES.get(kind)
    if library is not None and importlib.util.find_spec(library) is None:
        from briefing_tui.importers.refusals import missing_library

        raise missing_library(library, name)
    taken = _Taken()
    last = read_in_parts(data, kind, taken.ahead, meanwhile=_load_recogniser)
    return taken.document(last)


class _Taken:
    """A reading as lines of a source, cleaned and entered as they come; what stands at the edge of pages is dropped."""

    def __init__(self) -> None:
        self._lines: list[SourceLine] = []
        self._ledger: Ledger | None = None
        self._number = 0
        self._page = 0

    def ahead(self, part: Reading) -> None:
        """Lines, while others are not read yet."""
        from briefing_tui.importers.recognise import foresee

        known = len(self._lines)
        self._take(part)
        foresee(self._lines[known:], first=not known)

    def _take(self, part: Reading) -> None:
        from briefing_tui.importers import report
        from briefing_tui.importers.recogniser.lines import SourceLine, clean_source
        from briefing_tui.text.entry import all_plain, entered

        ledger = self._ledger = self._ledger or report.Ledger()
        page = self._page
        plain = all_plain("".join([line.text for line in part.lines]))
        read: list[str] = []
        for number, one in enumerate(part.lines, self._number + 1):
            raw, indent, gap, on_page, bold, size, level, centred, red, note, furniture, room, lead, ends = (
                one
            )
            text = (raw if plain else clean_source(raw, number, ledger)).strip()
            if not text:
                continue
            read.append(text)
            if furniture:
                at_edge = furniture == evidence.PAGE_NUMBER
                ledger.drop(number, text, report.PAGE_NUMBER if at_edge else report.RUNNING_HEAD)
                continue
            begins = on_page > page > 0
            page = max(page, on_page) if on_page else page
            free = room if room >= 0 else None
            if lead:
                lead = (lead if plain and raw.startswith(lead) else entered(lead)).strip()
            self._lines.append(
                SourceLine(
                    number,
                    text,
                    indent,
                    gap,
                    begins,
                    bold,
                    size,
                    level,
                    centred,
                    red,
                    note,
                    free,
                    False,
                    lead,
                    ends,
                )
            )
        ledger.read_lines(read)
        self._number, self._page = self._number + len(part.lines), page

    def document(self, last: Reading) -> SourceDocument:
        """All of it, with the `last` lines and the counts."""
        from briefing_tui.importers import report
        from briefing_tui.importers.markdown.written import is_written, join_written
        from briefing_tui.importers.pictures import take_pictures
        from briefing_tui.importers.refusals import doubt_text

        self._take(last)
        lines, ledger = self._lines, self._ledger or report.Ledger()
        ledger.unseen = report.Unseen(last.pictures, last.comments, last.deleted, last.hidden)
        of_lines, ledger.uncertain = ledger.uncertain, []
        for code in last.doubts:
            ledger.doubt(0, doubt_text(code))
        ledger.uncertain += of_lines
        if is_written(lines):
            return SourceDocument(take_pictures(join_written(lines, ledger), ledger), ledger, marked_up=True)
        return SourceDocument(lines, ledger, whole=last.whole)
