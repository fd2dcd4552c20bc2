"""`__keys`: the keys of the library, one a line, for the completion scripts. Not in help. Silent when there are none."""

import argparse

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import LibraryError


def help_line() -> str:
    """Not shown: the verb is not in the table that help lists."""
    return ""


def examples() -> tuple[Example, ...]:
    """None, as above."""
    return ()


def add_arguments(parser: Parser) -> None:
    """The words typed so far, of which only the options of every verb count: those are taken before."""
    parser.add_argument("words", nargs=argparse.REMAINDER)


def run(args: argparse.Namespace, shell: Shell) -> int:  # noqa: ARG001 - every verb is called so
    """Prints names only; no file is opened."""
    try:
        for key in shell.library().keys():  # noqa: SIM118 - a method of the library, which is no mapping
            shell.line(str(key))
    except LibraryError:
        return 0
    return 0
