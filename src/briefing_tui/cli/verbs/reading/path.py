"""`path`: where the library, one of its files or the samples are."""

import argparse
import os

import briefing_tui
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _


def help_line() -> str:
    """One line for the list of verbs."""
    return _("print where the library or the file of an issue is")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example('$EDITOR "$(briefing-tui path 2024-14)"', _("edit an issue by hand")),
        Example("briefing-tui path", _("the library's directory, whether it exists or not")),
        Example('briefing-tui open --library "$(briefing-tui path --samples)"', _("read the samples")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("key", metavar="KEY", nargs="?", help=_("2024-14, 2024-增1, latest"))
    parser.add_argument(
        "--samples", action="store_true", help=_("the library of samples that comes with the program")
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints one path."""
    if args.samples:
        shell.line(samples_directory())
    elif args.key is None:
        shell.line(shell.settings.library)
    else:
        library = shell.library()
        shell.line(library.path(library.resolve(args.key, shell.say).key))
    return 0


def samples_directory() -> str:
    """The samples inside the installed package, or beside the source in a checkout."""
    package = briefing_tui.__path__[0]
    checkout = os.path.dirname(os.path.dirname(package))
    for base in (package, checkout):
        found = os.path.join(base, "sample_issues")
        if os.path.isdir(found):
            return found
    raise LibraryError(_("this installation has no samples"))
