"""`show`: an issue, or one item of it, as the page it is; on a terminal with colours and a pager, else plain text."""

import argparse

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import NotFoundError, UsageError
from briefing_tui.i18n import _, ngettext
from briefing_tui.model.key import ItemAddress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing_tui.library.format.codec import Loaded
    from briefing_tui.typeset.lines import PageLine
    from briefing_tui.typeset.page import Page

WIDTHS = range(20, 401)
"""Columns a page may be asked for."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("print an issue or one item of it")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui show 2024-14", _("an issue, in a pager when it is long")),
        Example("briefing-tui show 2024-14#3 --width 60", _("its third item, 60 columns wide")),
        Example("briefing-tui show latest > issue.txt", _("the newest issue as plain text")),
        Example("briefing-tui show 2024-14 --json", _("the values of its file")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "key", metavar="KEY[#ITEM]", help=_("2024-14, 2024-增1, latest; #3 is its third item")
    )
    parser.add_argument(
        "--width", metavar="N", type=_width, help=_("columns of the page; the terminal's, or 80 in a pipe")
    )
    parser.add_argument("--plain", action="store_true", help=_("no colours and no pager"))
    parser.add_argument(
        "--as-of", metavar="REV|DATE", help=_("as it was saved then; `history` lists the states")
    )
    parser.add_argument("--json", action="store_true", help=_("the values under the file's own keys"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints it."""
    library = shell.library()
    address = library.resolve(args.key, shell.say)
    loaded = _as_of(address, args.as_of, shell) if args.as_of is not None else library.load(address.key)
    for one in loaded.findings:
        shell.say(_("{key}: {warning}").format(key=address.key, warning=one.text))
    if args.json:
        from briefing_tui.cli.output import json_output

        shell.out(json_output.dumps(_table_of(loaded, address)))
    else:
        _print_page(loaded, address, args, shell)
    return 0


def _as_of(address: ItemAddress, wanted: str, shell: Shell) -> "Loaded":
    """The issue in a saved state, which is told; readers of published issues see those that were public."""
    from briefing_tui.cli.verbs.reading.history import was_public
    from briefing_tui.library.history import versions

    if not shell.may_write:
        shell.library().load(address.key)  # what is not published now is not there, whatever it was
    root = shell.settings.library
    version = versions.version_of(root, address.key, wanted)
    loaded = versions.load_version(root, address.key, version)
    if not shell.may_write and not was_public(loaded.issue):
        raise NotFoundError(_("{key} was not published then").format(key=address.key))
    told = _("{key} as of {when}, {revision}: {what}")
    moment = f"{version.when.astimezone():%Y-%m-%d %H:%M}"
    shell.say(told.format(key=address.key, when=moment, revision=version.revision[:8], what=version.what))
    return loaded


def _print_page(loaded: "Loaded", address: ItemAddress, args: argparse.Namespace, shell: Shell) -> None:
    from briefing_tui.typeset.lines import PageOptions, has_room
    from briefing_tui.typeset.page import Page

    columns, rows = shell.size()
    options = PageOptions(
        columns=args.width or columns,
        measure=shell.settings.measure,
        ambiguous=shell.ambiguous,
        centred=shell.terminal,
        large_title=shell.terminal and not args.plain and has_room(args.width or columns, rows),
    )
    lines = _lines(Page(loaded.issue, options), loaded, address)
    if not shell.terminal or args.plain:
        for line in lines:
            shell.line(line.text)
        return
    from briefing_tui.typeset import ansi

    colours = shell.colours
    texts = [ansi.ansi_line(line, colours) for line in lines]
    if len(texts) < rows:
        for text in texts:
            shell.out_styled(text + "\n")
        return
    from briefing_tui.cli.pager import show_in_pager

    show_in_pager("".join(text + "\n" for text in texts), shell)


def _lines(page: "Page", loaded: "Loaded", address: ItemAddress) -> "Iterator[PageLine]":
    """The lines to print; those of one item begin at its first line that is not blank."""
    if address.item is None:
        yield from page.all_lines()
        return
    total = loaded.issue.item_total()
    if address.item > total:
        raise no_such_item(address, total)
    started = False
    for index in range(*page.item_range(address.item)):
        for line in page.lines(index):
            started = started or bool(line.text)
            if started:
                yield line


def _table_of(loaded: "Loaded", address: ItemAddress) -> object:
    """The file's table, or the table of one item."""
    if address.item is None:
        return loaded.table
    sections = loaded.table.get("section")
    position = 0
    for section in sections if isinstance(sections, list) else []:
        for item in section.get("item", []):
            position += 1
            if position == address.item:
                return item
    raise no_such_item(address, position)


def no_such_item(address: ItemAddress, total: int) -> NotFoundError:
    """The error of an item that is not in the issue."""
    message = ngettext(
        "{key} has {total} item, no item {item}", "{key} has {total} items, no item {item}", total
    )
    return NotFoundError(
        message.format(key=address.key, total=total, item=address.item),
        hint=_("`{command}` lists them").format(command=f"briefing-tui toc {address.key}"),
    )


def _width(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 6 and int(text) in WIDTHS:
        return int(text)
    raise UsageError(
        _("--width {text}: expected a whole number from {low} to {high}").format(
            text=text[:20], low=WIDTHS[0], high=WIDTHS[-1]
        )
    )
