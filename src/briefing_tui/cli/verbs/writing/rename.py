"""`rename`: another key for an issue, in its file's name and its masthead."""

import argparse

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _


def help_line() -> str:
    """One line for the list of verbs."""
    return _("give an issue another number")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (Example("briefing-tui rename 2024-15 2025-01", _("unless somebody is editing it")),)


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("key", metavar="KEY", help=_("the issue: 2024-14, 2024-增1"))
    parser.add_argument("new_key", metavar="NEWKEY", help=_("the key it shall have; it must be free"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Renames it; the new key goes to stdout. The user's place and bookmarks in it follow, as far as their disk lets them."""
    from briefing_tui.library.asked import key_to_change
    from briefing_tui.personal.reader_state import ReaderState

    key = key_to_change(args.key)
    new_key = key_to_change(args.new_key, key.year)
    shell.editor().rename(key, new_key, drafts=shell.drafts())
    shell.line(str(new_key))
    state = ReaderState.load(shell.settings.state_directory, shell.settings.library)
    state.rename(key, new_key)
    try:
        state.save()
    except LibraryError as error:
        shell.error(error)
    return 0
