"""`demo`: the samples that come with the program, on the screen, from anywhere. Nothing in them is changed."""

import argparse
import gc
import os
import sys

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.cli.verbs.reading.open_ import TerminalError, run_screens
from briefing_tui.cli.verbs.reading.path import samples_directory
from briefing_tui.i18n import _


def help_line() -> str:
    """One line for the list of verbs."""
    return _("look at the samples that come with the program")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui demo", _("the library of samples on the screen")),
        Example(
            'briefing-tui show 2024-14 --library "$(briefing-tui path --samples)"',
            _("one of them as plain text"),
        ),
    )


def add_arguments(parser: Parser) -> None:
    """It has none."""


def run(args: argparse.Namespace, shell: Shell) -> int:  # noqa: ARG001 - every verb is called so
    """Shows them until the reader leaves."""
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.tui.terminal import probe

    gc.disable()  # as in `open`
    samples = LibraryReader(samples_directory(), published_only=True)
    unfit = probe.check_terminal(sys.stdin, sys.stdout, shell.environ)
    if unfit is not None:
        raise TerminalError(unfit)
    probe.forget_framework_variables(os.environ)
    shell.settings = shell.settings._replace(library=samples.root)
    return run_screens(shell, samples, probe.start(), None, None, samples_only=True)
