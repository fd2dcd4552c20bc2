"""`add`: an item from standard input to the end of a section of an issue that is not out yet."""

import argparse
import sys

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.cli.verbs.writing.taking import find_section, open_unpublished
from briefing_tui.errors import UsageError
from briefing_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.model.issue import Item

_BLANKS = " \t\u3000\r"
_GOES_ON = "的了和与及或等地得，。、；：？！）》”’"
"""A line that begins with one of these goes on from the one before."""
_ENDS = ("。", "！", "？", "!", "?")
_PLAIN_TITLE = 40
"""Characters of a first sentence that is a title without a doubt."""
_UNTOLD = ("hidden", "spaces", "lines")
"""Rules of the clean-up whose work nobody misses."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("add an item from standard input to a section")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example(
            "briefing-tui add 2024-15 --section 行业动态 < item.txt",
            _("its first line or sentence is the title"),
        ),
        Example("wl-paste | briefing-tui add latest --section 行业动态", _("from the clipboard")),
        Example(
            "briefing-tui add 2024-15 --section 经验介绍 --title 市县一体化改革 < article.txt",
            _("with a title of its own"),
        ),
        Example(
            "briefing-tui add latest --section 行业动态 --source 示例日报 --unit 业务部 --tag 再担保 < item.txt",
            _("with its source, the unit that sent it in and a tag"),
        ),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("key", metavar="KEY", help=_("2024-14, 2024-增1, latest"))
    parser.add_argument("--section", metavar="TITLE", required=True, help=_("the section it goes to"))
    parser.add_argument("--group", metavar="NAME", default="", help=_("the sub-head it stands under"))
    parser.add_argument(
        "--title", metavar="TEXT", help=_("its title; else the first line that is one, or the first sentence")
    )
    parser.add_argument("--source", metavar="TEXT", help=_("where it comes from; else as its last line says"))
    parser.add_argument("--url", metavar="ADDRESS", default="", help=_("the address of its source"))
    parser.add_argument(
        "--unit", metavar="NAME", action="append", default=[], help=_("who sent it in; may be given again")
    )
    parser.add_argument(
        "--tag",
        metavar="WORD",
        action="append",
        default=[],
        help=_("a word to find it by; may be given again"),
    )
    parser.add_argument("--raw", action="store_true", help=_("take the text as it is, without a clean-up"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Adds it; its address goes to stdout."""
    from briefing_tui.model.edits import place_for, with_items
    from briefing_tui.model.identity import identity_of, known_as
    from briefing_tui.model.issue import walk_items

    editor = shell.editor()
    opened = open_unpublished(editor, args.key, shell)
    key = opened.key
    section = find_section(opened.issue, key, args.section)
    if sys.stdin is not None and sys.stdin.isatty():
        shell.say(_("write the item and end with Ctrl+D on a line of its own"))
    item, told = read_item(_read(), args)
    items = opened.issue.sections[section].items
    at = place_for(opened.issue.sections[section], item.group)
    waiting = next((place for place, one in enumerate(items) if _waits(one, item.group)), None)
    if waiting is None:
        items = (*items[:at], item, *items[at:])
    else:
        item = known_as(item, identity_of(items[waiting]))
        items = (*items[:waiting], item, *items[waiting + 1 :])
    saved = editor.save(opened, with_items(opened.issue, section, items))
    position = max(one.position for one in walk_items(saved.opened.issue) if one.item == item)
    shell.line(f"{key}#{position}")
    for line in saved.merged:
        shell.say(line)
    for line in told:
        shell.say(line)
    return 0


def _waits(item: "Item", group: str) -> bool:
    """Whether an item of the group is there to be filled in, as `new` makes it."""
    return bool(group) and item.group == group and not any((item.title, item.body, item.source, item.url))


def _read() -> str:
    from briefing_tui.cli.verbs.writing.import_ import read_file
    from briefing_tui.importers.text import read_text
    from briefing_tui.text.entry import entered

    return entered(read_text(read_file("-"), _("standard input")).text)


def read_item(text: str, args: argparse.Namespace) -> "tuple[Item, list[str]]":
    """The item in a text of one paragraph a line, and what is to be told of how it was read."""
    from briefing_tui.library.format.encode import normalised_item
    from briefing_tui.model.issue import Item
    from briefing_tui.text import cleanup
    from briefing_tui.text.entry import entered_line
    from briefing_tui.words import clean_up_name

    rules = [rule for rule in cleanup.RULES if rule != cleanup.SOURCE or args.source is None]
    used: tuple[str, ...] = ()
    source = entered_line(args.source or "")
    if not args.raw:
        used = cleanup.needed(text, rules, last=True)
        source = source or (cleanup.source_of(text) if cleanup.SOURCE in used else "")
        text = cleanup.tidy(text, rules, last=True)
    lines = [stripped for line in text.split("\n") if (stripped := line.strip(_BLANKS))]
    title, lines, doubt = (
        (entered_line(args.title), lines, "") if args.title is not None else find_title(lines)
    )
    if not title and not any(lines):
        raise UsageError(
            _("standard input has no text"), hint=_("write `{form}`").format(form="… < item.txt")
        )
    told = [doubt] if doubt else []
    if named := [clean_up_name(rule) for rule in used if rule not in _UNTOLD]:
        told.append(_("tidied up: {rules} (--raw leaves all as it is)").format(rules=", ".join(named)))
    item = Item(
        title,
        "\n".join(lines),
        entered_line(args.group),
        source,
        entered_line(args.url),
        tuple(map(entered_line, args.unit)),
        tuple(map(entered_line, args.tag)),
    )
    return normalised_item(item), told


def find_title(lines: list[str]) -> tuple[str, list[str], str]:
    """The title of an item, the lines of its body, and a doubt to be told; never half a sentence.

    A line that may stand above a text is a title; else the first sentence is, up to its end; else there is none.
    """
    from briefing_tui.text.marks import TITLE_LIMIT, bracket_head, is_title_like, run_in_bracket, split_lead

    if not lines:
        return "", [], ""
    first, *rest = lines
    if head := bracket_head(first):
        return head, rest, ""
    if bracketed := run_in_bracket(first):
        return bracketed[0], [bracketed[1], *rest], ""
    if is_title_like(first, TITLE_LIMIT) and not (rest and rest[0][0] in _GOES_ON):
        return first, rest, ""
    lead = split_lead(first)
    if not lead.title and any(mark in first for mark in _ENDS):
        return "", lines, _("the first sentence is too long for a title: the item has none")
    if not lead.stop and lead.title[-1:] not in _ENDS:
        return "", lines, _("the text begins with no title: the item has none; --title gives one")
    doubt = ""
    if "，" in lead.title or len(lead.title) > _PLAIN_TITLE:
        doubt = _("the first sentence is the title: {title!r}; --title gives another").format(
            title=lead.title
        )
    return lead.title, [line for line in (lead.rest, *rest) if line], doubt
