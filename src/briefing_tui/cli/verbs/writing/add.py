"""`add`: an item from standard input to the end of a section of an issue that is not out yet."""

import argparse
import sys

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import LibraryError, NotFoundError, UsageError
from briefing_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.model.issue import Issue, Item
    from briefing_tui.model.key import IssueKey

_BLANKS = " \t\u3000\r"
_BRACKETS = "【】"


def help_line() -> str:
    """One line for the list of verbs."""
    return _("add an item from standard input to a section")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example(
            "briefing-tui add 2024-15 --section 行业动态 < item.txt", _("its first sentence is the title")
        ),
        Example("wl-paste | briefing-tui add latest --section 行业动态", _("from the clipboard")),
        Example(
            "briefing-tui add 2024-15 --section 经验介绍 --title 市县一体化改革 < article.txt",
            _("with a title of its own"),
        ),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("key", metavar="KEY", help=_("2024-14, 2024-增1, latest"))
    parser.add_argument("--section", metavar="TITLE", required=True, help=_("the section it goes to"))
    parser.add_argument("--group", metavar="NAME", default="", help=_("the sub-head it stands under"))
    parser.add_argument("--title", metavar="TEXT", help=_("its title; the first sentence unless given"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Adds it; its address goes to stdout."""
    from briefing_tui.model.edits import place_for, with_items
    from briefing_tui.model.issue import PUBLISHED, walk_items

    editor = shell.editor()
    key = editor.resolve(args.key).key
    opened = editor.open_for_editing(key)
    if opened.issue.workflow.status == PUBLISHED:
        raise LibraryError(
            _("{key} is published").format(key=key),
            hint=_("`{command}` corrects it").format(command=f"briefing-tui edit {key}"),
        )
    section = find_section(opened.issue, key, args.section)
    if sys.stdin is not None and sys.stdin.isatty():
        shell.say(_("write the item and end with Ctrl+D on a line of its own"))
    item = _item(_read(), args)
    items = opened.issue.sections[section].items
    at = place_for(opened.issue.sections[section], item.group)
    saved = editor.save(opened, with_items(opened.issue, section, (*items[:at], item, *items[at:])))
    position = max(one.position for one in walk_items(saved.opened.issue) if one.item == item)
    shell.line(f"{key}#{position}")
    for line in saved.merged:
        shell.say(line)
    if not item.title:
        shell.say(_("the first sentence is too long for a title: the item has none"))
    return 0


def find_section(issue: "Issue", key: "IssueKey", title: str) -> int:
    """Index of the section called `title`, with or without its brackets; NotFoundError naming those there are."""
    wanted = title.strip(_BLANKS + _BRACKETS)
    titles = [section.title.strip(_BLANKS + _BRACKETS) for section in issue.sections]
    if wanted in titles:
        return titles.index(wanted)
    hint = _("there are: {names}").format(names="、".join(filter(None, titles)) or _("none with a title"))
    raise NotFoundError(_("{key} has no section {title!r}").format(key=key, title=title[:40]), hint=hint)


def _read() -> str:
    from briefing_tui.cli.verbs.writing.import_ import read_file
    from briefing_tui.importers.text import read_text
    from briefing_tui.text.entry import entered

    return entered(read_text(read_file("-"), _("standard input")).text)


def _item(text: str, args: argparse.Namespace) -> "Item":
    """The item in a text of one paragraph a line; blank lines and blanks at the ends of lines carry nothing."""
    from briefing_tui.library.format.encode import normalised_item
    from briefing_tui.model.issue import Item
    from briefing_tui.text.entry import entered_line
    from briefing_tui.text.marks import split_lead

    lines = [line.strip(_BLANKS) for line in text.split("\n")]
    lines = [line for line in lines if line]
    title = None if args.title is None else entered_line(args.title)
    if title is None and lines:
        lead = split_lead(lines[0])
        title, lines[0] = lead.title, lead.rest
    if not title and not any(lines):
        raise UsageError(
            _("standard input has no text"), hint=_("write `{form}`").format(form="… < item.txt")
        )
    return normalised_item(
        Item(title or "", "\n".join(line for line in lines if line), group=entered_line(args.group))
    )
