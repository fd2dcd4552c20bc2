"""`completion`: a shell's completion script, made beforehand by `make completion` from the same parsers that read the
command line. The script asks `briefing-tui __keys` for the keys of issues.
"""

import argparse

from briefing_tui import cli
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.i18n import _

SHELLS = ("bash", "zsh", "fish")


def help_line() -> str:
    """One line for the list of verbs."""
    return _("print a completion script for your shell")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    folder = "~/.config/fish/completions"
    return (
        Example('eval "$(briefing-tui completion bash)"', _("in ~/.bashrc")),
        Example("briefing-tui completion zsh > ~/.zfunc/_briefing-tui", _("in a folder of $fpath")),
        Example(f"briefing-tui completion fish > {folder}/briefing-tui.fish", _("once")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("shell", choices=SHELLS, help=_("the shell you type in"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints the script."""
    with open(script_path(args.shell), encoding="utf-8") as file:
        shell.out(file.read())
    return 0


def script_path(shell_name: str) -> str:
    """Where the package keeps the script for one of `SHELLS`."""
    return f"{cli.__path__[0]}/completions/briefing-tui.{shell_name}"
