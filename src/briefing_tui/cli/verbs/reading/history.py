"""`history`: the saved states of an issue or an item; keeping them on or off for a library."""

import argparse

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import NotFoundError, UsageError
from briefing_tui.i18n import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.history.versions import Version
    from briefing_tui.model.issue import Issue

ON, OFF, STATUS = "on", "off", "status"
_SHORT = 8
"""Digits of a revision that are shown."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("the saved states of an issue or an item; on and off keep them or not")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui history on", _("keep every saved state from now on, with git")),
        Example("briefing-tui history 2024-14", _("who saved what, and when")),
        Example("briefing-tui history 2024-14#3", _("the states in which its third item changed")),
        Example("briefing-tui show 2024-14 --as-of 2024-12-16", _("as it was at the end of that day")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "what",
        metavar="KEY[#ITEM]|on|off|status",
        help=_("an issue, an item of it, or whether history is kept"),
    )
    parser.add_argument(
        "--limit", metavar="N", type=int, default=50, help=_("list N states at most; 50 if not given")
    )
    parser.add_argument("--json", action="store_true", help=_("a list of objects instead of columns"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Lists them, or switches."""
    if args.limit < 1:
        raise UsageError(_("--limit: expected a whole number from 1"))
    if args.what in {ON, OFF, STATUS}:
        return _switch(args.what, shell)
    from briefing_tui.library.history import versions

    library = shell.library()
    address = library.resolve(args.what, shell.say)
    root = library.root
    if address.item is None:
        found = versions.versions(root, address.key, args.limit)
    else:
        from briefing_tui.cli.verbs.reading.open_ import check_item
        from briefing_tui.model.issue import walk_items

        loaded = library.load(address.key)
        check_item(address, loaded)
        item = next(one.item for one in walk_items(loaded.issue) if one.position == address.item)
        known = versions.versions(root, address.key)
        found = versions.item_versions(root, address.key, item, known)[: args.limit]
    if not shell.may_write:
        found = [one for one in found if was_public(versions.load_version(root, address.key, one).issue)]
    if not found:
        hint = _("`briefing-tui history on` keeps them from now on")
        raise NotFoundError(_("no saved state of {key} is recorded").format(key=address), hint=hint)
    _show(found, args, shell)
    return 0


def was_public(issue: "Issue") -> bool:
    """Whether a state is one that readers of published issues may see."""
    from briefing_tui.model.issue import PUBLISHED

    return issue.workflow.status == PUBLISHED


def _show(found: "list[Version]", args: argparse.Namespace, shell: Shell) -> None:
    if args.json:
        from briefing_tui.cli import json_output

        rows = [
            {"revision": one.revision, "who": one.who, "when": one.when.isoformat(), "what": one.what}
            for one in found
        ]
        shell.out(json_output.dumps(rows))
        return
    from briefing_tui.cli.table import columns
    from briefing_tui.text.clean import clean_line

    lines = [
        (
            one.revision[:_SHORT],
            f"{one.when.astimezone():%Y-%m-%d %H:%M}",
            clean_line(one.who),
            clean_line(one.what),
        )
        for one in found
    ]
    for line in columns(lines, ambiguous=shell.ambiguous):
        shell.line(line)


def _switch(what: str, shell: Shell) -> int:
    from briefing_tui.library.history import recording
    from briefing_tui.library.history.git import is_there
    from briefing_tui.library.history.trigger import is_kept

    root = shell.library().root
    if what == STATUS:
        if is_kept(root):
            shell.line(_("on: every saved state is kept"))
        else:
            shell.line(_("off") if is_there() else _("off; git is not installed"))
        return 0
    editor = shell.editor()
    if what == OFF:
        recording.end(root)
        shell.say(_("history is no longer kept; what there is stays"))
        return 0
    from briefing_tui.library.disk.user_name import account_name

    recording.begin(root)
    made = len(recording.record(root, editor.signer or account_name()))
    shell.say(
        ngettext(
            "history is kept; {count} file was recorded", "history is kept; {count} files were recorded", made
        ).format(count=made)
    )
    return 0
