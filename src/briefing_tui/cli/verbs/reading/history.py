"""`history`: the saved states of an issue or an item; keeping them on or off for a library."""

import argparse
from contextlib import closing, suppress
from itertools import islice

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import BriefingError, NotFoundError, UsageError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.history.blobs import Blobs
from briefing_tui.library.history.git import Git

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.history.timeline import Event
    from briefing_tui.library.history.versions import Version
    from briefing_tui.model.issue import Issue
    from briefing_tui.model.key import ItemAddress

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
        "--limit", metavar="N", type=_limit, default=50, help=_("list N states at most; 50 if not given")
    )
    parser.add_argument("--json", action="store_true", help=_("a list of objects instead of columns"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Lists them, or switches."""
    if args.what in {ON, OFF, STATUS}:
        return _switch(args.what, shell)
    library = shell.library()
    address = library.resolve(args.what, shell.say)
    found = _item_events(address, args.limit, shell) if address.item else _events(address, args.limit, shell)
    if not found:
        raise NotFoundError(_("no saved state of {key} is recorded").format(key=address), hint=_hint())
    _show(found, args, shell)
    return 0


def _limit(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 9 and int(text):
        return int(text)
    raise UsageError(_("--limit {text}: expected a whole number from 1").format(text=text[:20]))


def _events(address: "ItemAddress", limit: int, shell: Shell) -> "list[Event]":
    """What became of an issue; for whoever reads what is published, the states that were."""
    from briefing_tui.library.history import timeline, versions

    library, root, key = shell.library(), shell.library().root, address.key
    with closing(versions.walk_versions(root, key)) as states:
        if not shell.may_write:
            library.load(key)  # what is not published is not there
            with Blobs(Git(root)) as blobs:
                public = (one for one in states if _was_public(blobs, one))
                return [timeline.saved(one) for one in islice(public, limit)]
        from briefing_tui.delivery.events import delivery_events

        others = delivery_events(root, key)
        with suppress(BriefingError):  # it may be gone, and its states are not
            others += timeline.steps_told(library.load(key).issue.workflow.steps)
        return list(islice(timeline.merged(map(timeline.saved, states), others), limit))


def _item_events(address: "ItemAddress", limit: int, shell: Shell) -> "list[Event]":
    """The states in which an item changed."""
    from briefing_tui.cli.verbs.reading.open_ import check_item
    from briefing_tui.library.history.item_versions import item_versions
    from briefing_tui.library.history.timeline import saved
    from briefing_tui.model.issue import walk_items

    library = shell.library()
    loaded = library.load(address.key)
    check_item(address, loaded)
    item = next(one.item for one in walk_items(loaded.issue) if one.position == address.item)
    with (
        closing(item_versions(library.root, address.key, item, loaded.issue)) as states,
        Blobs(Git(library.root)) as blobs,
    ):
        seen = (one for one in states if shell.may_write or _was_public(blobs, one))
        return [saved(one) for one in islice(seen, limit)]


def _was_public(blobs: "Blobs", version: "Version") -> bool:
    from briefing_tui.library.format.codec import load_issue
    from briefing_tui.library.history.versions import blob_of

    data = None if version.is_gone else blobs.read(blob_of(version))
    with suppress(BriefingError):
        return data is not None and was_public(load_issue(data, "").issue)
    return False


def _hint() -> str:
    from briefing_tui.library.history.git import is_there

    if not is_there():
        return _("git is not installed; history needs it, all else works without")
    return _("`briefing-tui history on` keeps them from now on")


def was_public(issue: "Issue") -> bool:
    """Whether a state is one that readers of published issues may see."""
    from briefing_tui.model.issue import PUBLISHED

    return issue.workflow.status == PUBLISHED


def _show(found: "list[Event]", args: argparse.Namespace, shell: Shell) -> None:
    if args.json:
        from briefing_tui.cli.output import json_output

        rows = [
            {
                "kind": one.kind,
                "revision": one.version.revision if one.version else None,
                "who": one.who,
                "when": one.when.isoformat() if one.when else None,
                "what": one.what,
            }
            for one in found
        ]
        shell.out(json_output.dumps(rows))
        return
    from briefing_tui.cli.output.table import columns

    lines = [
        (
            one.version.revision[:_SHORT] if one.version else "-",
            f"{one.when.astimezone():%Y-%m-%d %H:%M}" if one.when else "-",
            one.who,
            one.what,
        )
        for one in found
    ]
    for line in columns(lines, ambiguous=shell.ambiguous):
        shell.line(line)


def _switch(what: str, shell: Shell) -> int:
    from briefing_tui.library.history import recording
    from briefing_tui.library.history.git import is_there
    from briefing_tui.library.history.trigger import fault_of, is_kept

    root = shell.library().root
    if what == STATUS:
        if is_kept(root):
            shell.line(_("on: every saved state is kept"))
            if fault := fault_of(root):
                shell.line(_("not recorded yet: {reason}").format(reason=fault))
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
