"""`export`: an issue, or one item of it, as a file for others: Word, PDF, a web page, Markdown, plain text."""

import argparse
import os

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import LibraryError, UsageError
from briefing_tui.i18n import _
from briefing_tui.model.key import ItemAddress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.exporters.formats import ExportWish
    from briefing_tui.exporters.press.press import Press
    from briefing_tui.model.issue import Issue

FORMS = ("docx", "pdf", "html", "md", "txt")
"""As `exporters.formats.FORMATS`, without loading it for help."""
STDOUT = "-"


def help_line() -> str:
    """One line for the list of verbs."""
    return _("write an issue as Word, PDF, web page, Markdown or text")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui export 2024-14 --to docx", _("2024-14.docx in this folder")),
        Example(
            "briefing-tui export latest --to pdf --layout gbt9704", _("the newest on the standard's page")
        ),
        Example("briefing-tui export 2024-14 -o ~/print/no14.html", _("the name says the format")),
        Example("briefing-tui export 2024-14#3 --to md -o -", _("its third item, into a pipe")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "key", metavar="KEY[#ITEM]", help=_("2024-14, 2024-增1, latest; #3 is its third item")
    )
    parser.add_argument(
        "--to",
        choices=FORMS,
        metavar="|".join(FORMS),
        help=_("the format; not needed when the file's name says it"),
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=_("where to: a file, a folder, - for standard output; KEY.FORMAT in this folder, unless given"),
    )
    parser.add_argument(
        "--layout",
        metavar="NAME",
        help=_("layout of docx and pdf: briefing, gbt9704, one of the house's, or a file"),
    )
    parser.add_argument(
        "--like",
        metavar="FILE.docx",
        help=_("a Word file of the house whose page, styles, header and footer docx takes over"),
    )
    parser.add_argument("--force", action="store_true", help=_("take the place of a file that is there"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Writes it; the path goes to stdout."""
    from briefing_tui.exporters import formats

    wish = _wish(args, shell)
    with formats.begun(wish.form) as press:
        return _export(args, shell, wish, press)


def _export(args: argparse.Namespace, shell: Shell, wish: "ExportWish", press: "Press | None") -> int:
    from briefing_tui.exporters import formats

    library = shell.library()
    address = library.resolve(args.key, shell.say)
    path = _path(args.output, formats.file_name(address, wish.form))
    if path:
        _refuse(path, shell, force=args.force)
    elif wish.form in formats.BINARY and shell.terminal:
        raise UsageError(
            _("{form} is no text for a terminal").format(form=wish.form), hint=_("name a file with -o FILE")
        )
    loaded = library.load(address.key)
    for one in loaded.findings:
        shell.say(_("{key}: {warning}").format(key=address.key, warning=one.text))
    shell.talk.progress(_("making {name} …").format(name=os.path.basename(path) or wish.form))
    data = formats.export(_asked(loaded.issue, address), wish, tell=shell.say, press=press)
    shell.talk.done()
    if path:
        from briefing_tui.exporters.files import write_out

        write_out(path, data, replace=args.force)
        shell.line(path)
    elif wish.form in formats.BINARY:
        shell.out_bytes(data)
    else:
        shell.out(data.decode())
    return 0


def _wish(args: argparse.Namespace, shell: Shell) -> "ExportWish":
    from briefing_tui.exporters.formats import LAID_OUT, LAYOUTS, ExportWish, form_of

    form = args.to or form_of(args.output or "")
    if not form:
        raise UsageError(
            _("which format? {forms}").format(forms=", ".join(FORMS)),
            hint=_("write --to docx, or -o FILE.docx"),
        )
    if args.layout is not None and form not in LAID_OUT:
        raise UsageError(
            _("{form} has no pages to lay out").format(form=form), hint=_("--layout is for docx and pdf")
        )
    settings = shell.settings
    return ExportWish(
        form,
        args.layout or settings.layout or LAYOUTS[0],
        (settings.layout_directory,),
        settings.font_directories,
        _model(args.like, form),
    )


def _model(path: str | None, form: str) -> bytes | None:
    """The Word file that is taken as a model."""
    if path is None:
        return None
    if form != "docx":
        raise UsageError(_("{form} is no Word file").format(form=form), hint=_("--like is for docx"))
    from briefing_tui.exporters.files import read_model

    return read_model(path)


def _path(output: str | None, name: str) -> str:
    """The file to write; empty for standard output."""
    if output == STDOUT:
        return ""
    if not output:
        return name
    return os.path.join(output, name) if output.endswith("/") or os.path.isdir(output) else output


def _refuse(path: str, shell: Shell, *, force: bool) -> None:
    """Errors that need not wait until the file is made."""
    from briefing_tui.exporters.files import check_target

    if shell.settings.read_only:
        raise LibraryError(
            _("this session is read-only"), hint=_("-o - prints it; leave --read-only out to write a file")
        )
    check_target(path, shell.settings.library, replace=force)


def _asked(issue: "Issue", address: ItemAddress) -> "Issue":
    """The issue, or its one item."""
    if address.item is None:
        return issue
    from briefing_tui.cli.verbs.reading.show import no_such_item
    from briefing_tui.exporters.excerpt import excerpt

    try:
        return excerpt(issue, address.item)
    except IndexError:
        raise no_such_item(address, issue.item_total()) from None
