"""`delete`: an issue into the library's `.trash/`, from where `restore` brings it back."""

import argparse

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.i18n import _


def help_line() -> str:
    """One line for the list of verbs."""
    return _("move an issue to the trash of the library")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui delete 2024-15", _("unless somebody is editing it")),
        Example("briefing-tui restore 2024-15", _("back again")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("key", metavar="KEY", help=_("2024-14, 2024-增1; not `latest`: name what you delete"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Moves it."""
    from briefing_tui.library.asked import key_to_change

    editor = shell.editor()
    key = key_to_change(args.key)
    editor.delete(key, drafts=shell.drafts())
    shell.say(
        _("{key} is in the trash; `{command}` brings it back").format(
            key=key, command=f"briefing-tui restore {key}"
        )
    )
    return 0
