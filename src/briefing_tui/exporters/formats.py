"""The forms in which an issue goes out: one table, and the one way to the bytes. Called by the verb and by the dialogue.

A form is loaded when it is asked for. All are made from `compose`, so what is printed, and in which order, is the same in each.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.exporters.faults import ExportError
from briefing_tui.i18n import _
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ItemAddress

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from briefing_tui.exporters.press.press import Press

DOCX, PDF, HTML, MARKDOWN, TEXT = "docx", "pdf", "html", "md", "txt"
FORMATS = (DOCX, PDF, HTML, MARKDOWN, TEXT)
"""Names of the forms; each is also the ending of its files."""
LAID_OUT = frozenset({DOCX, PDF})
"""Forms with pages, which a layout describes."""
BINARY = frozenset({DOCX, PDF})
"""Forms that are no text."""
LAYOUTS = ("briefing", "gbt9704")
"""The layouts that come with the program, the usual one first."""


class ExportWish(NamedTuple):
    """What is asked of a form."""

    form: str
    """One of `FORMATS`."""
    layout: str = LAYOUTS[0]
    """Name or file of a layout; of no account for forms without pages."""
    layout_folders: tuple[str, ...] = ()
    """Where the house's layouts stand."""
    fonts: tuple[str, ...] = ()
    """Folders of the house's fonts."""
    like: bytes | None = None
    """A Word file that one in Word is made like."""


def form_names() -> dict[str, str]:
    """Form → what people call it, in the language in use."""
    return {
        DOCX: "Word",
        PDF: _("PDF"),
        HTML: _("web page"),
        MARKDOWN: "Markdown",
        TEXT: _("plain text"),
    }


def form_of(path: str) -> str:
    """The form that a file's name asks for by its ending; empty when it asks for none."""
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    return {"htm": HTML, "markdown": MARKDOWN, "text": TEXT}.get(ending, ending if ending in FORMATS else "")


def file_name(address: ItemAddress, form: str) -> str:
    """What an export is called: `2024-14.pdf`; of one item `2024-14-item3.pdf`, in ASCII and without signs of a shell."""
    item = f"-item{address.item}" if address.item else ""
    return f"{address.key.stem}{item}.{form}"


def begun(form: str) -> "AbstractContextManager[Press | None]":
    """What can be begun of a form before there is an issue, for `export`; what is not used by then ends with the context."""
    if form != PDF:
        return nullcontext()
    from importlib.util import find_spec

    if find_spec("typst") is None:
        return nullcontext()
    from briefing_tui.exporters.press.press import Press

    return Press()


def export(
    issue: Issue,
    wish: ExportWish,
    *,
    tell: Callable[[str], None] | None = None,
    stopped: Callable[[], bool] | None = None,
    press: "Press | None" = None,
) -> bytes:
    """The issue in the form that is wished; ExportError when it cannot be had.

    `tell` is told what is not as it should be, in one line each. `stopped` is asked now and then while it takes long. `press` is what was
    `begun`.
    """
    if wish.form in LAID_OUT:
        return _laid_out(issue, wish, tell, stopped, press)
    return _text(issue, wish.form).encode("utf-8", "replace")


def _text(issue: Issue, form: str) -> str:
    if form == HTML:
        from briefing_tui.exporters.html import html_text

        return html_text(issue)
    if form == MARKDOWN:
        from briefing_tui.exporters.markdown import markdown_text

        return markdown_text(issue)
    if form == TEXT:
        from briefing_tui.exporters.text import plain_text

        return plain_text(issue)
    raise ExportError(_("no format `{form}`").format(form=form[:20]), hint=", ".join(FORMATS))


def _laid_out(
    issue: Issue,
    wish: ExportWish,
    tell: Callable[[str], None] | None,
    stopped: Callable[[], bool] | None,
    press: "Press | None",
) -> bytes:
    from briefing_tui.exporters.layout import read_layout

    layout = read_layout(wish.layout, wish.layout_folders)
    if wish.form == DOCX:
        from briefing_tui.exporters.docx import docx_bytes

        return docx_bytes(issue, layout, like=wish.like, tell=tell, stopped=stopped)
    from briefing_tui.exporters.pdf import pdf_bytes

    return pdf_bytes(issue, layout, fonts=wish.fonts, tell=tell, stopped=stopped, press=press)


def layout_names(folders: Sequence[str] = (), house: str = "") -> tuple[str, ...]:
    """The layouts there are, and the one of the house, which may be a file; the usual one first."""
    from briefing_tui.exporters import layout

    usual = house or LAYOUTS[0]
    names = {*layout.layout_names(folders), usual}
    return tuple(sorted(names, key=lambda name: (name != usual, name)))
