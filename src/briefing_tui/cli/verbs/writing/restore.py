"""`restore`: what was deleted, back into the library."""

import argparse

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import ExistsError, NotFoundError, UsageError
from briefing_tui.i18n import _


def help_line() -> str:
    """One line for the list of verbs."""
    return _("bring back an issue from the trash; without KEY list the trash")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui restore", _("what is in the trash, and since when")),
        Example("briefing-tui restore 2024-15", _("what was deleted last under this key")),
        Example("briefing-tui restore 2024-15 --replace", _("what `import --replace` took the place of")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("key", metavar="KEY", nargs="?", help=_("2024-14, 2024-增1"))
    parser.add_argument(
        "--as-of",
        metavar="REV|DATE",
        help=_("take the issue, or KEY#ITEM, back to what was saved then, as an edit"),
    )
    parser.add_argument(
        "--replace", action="store_true", help=_("put what has the key now into the trash instead")
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Restores it; its key goes to stdout."""
    editor = shell.editor()
    if args.key is None and (args.replace or args.as_of is not None):
        raise UsageError(_("--replace and --as-of need a key"))
    if args.replace and args.as_of is not None:
        raise UsageError(
            _("--replace and --as-of exclude each other"), hint=_("--as-of changes the issue that is there")
        )
    if args.key is None:
        from briefing_tui.cli.output.table import columns

        found = editor.trashed()
        for line in columns([(str(one.key), _moment(one.deleted)) for one in found]):
            shell.line(line)
        if not found:
            shell.say(_("the trash is empty"))
        return 0
    if args.as_of is not None:
        return _take_back(args, shell)
    from briefing_tui.library.asked import key_to_change

    key = key_to_change(args.key)
    try:
        editor.restore(key, replace=args.replace)
    except ExistsError as error:
        hint = _("`{command}` changes places with it").format(command=f"briefing-tui restore {key} --replace")
        raise ExistsError(error.message, place=error.place, hint=hint) from None
    shell.line(str(key))
    return 0


def _take_back(args: argparse.Namespace, shell: Shell) -> int:
    """An older state, or one item of it, saved as an ordinary change: it can be taken back in turn."""
    from briefing_tui.cli.verbs.writing.taking import refuse_published
    from briefing_tui.library.history import versions
    from briefing_tui.library.history.taking_back import issue_with, item_with

    editor = shell.editor()
    address = editor.resolve(args.key, shell.say)
    version = versions.version_of(editor.root, address.key, args.as_of)
    old = versions.load_version(editor.root, address.key, version).issue
    try:
        opened = editor.open_for_editing(address.key)
    except NotFoundError:
        if address.item is not None:
            raise
        key = address.key
        head = old.masthead._replace(year=key.year, kind=key.kind, number=key.number)
        editor.create(old._replace(masthead=head))
        shell.line(str(address))
        return 0
    refuse_published(opened)
    if address.item is None:
        new = issue_with(opened.issue, old)
    else:
        new = item_with(opened.issue, address.item, old)
    saved = editor.save(opened, new)
    for line in saved.merged:
        shell.say(line)
    shell.line(str(address))
    return 0


def _moment(written: str) -> str:
    """`20241216T140203Z` as 2024-12-16 14:02 UTC; what is written otherwise as it stands."""
    date, _t, time = written.partition("T")
    if len(date) != 8 or len(time) < 4:
        return written
    return f"{date[:4]}-{date[4:6]}-{date[6:]} {time[:2]}:{time[2:4]} UTC"
