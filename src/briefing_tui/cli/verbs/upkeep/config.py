"""`config`: the settings in force, where each came from, whether the file can be used, and a file to begin with."""

import argparse
import os

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import LibraryError, UsageError
from briefing_tui.i18n import _
from briefing_tui.settings.values import KEYS, Settings, read_config, read_settings

ACTIONS = ("path", "show", "validate", "init")


def help_line() -> str:
    """One line for the list of verbs."""
    return _("show, check and begin the settings")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui config init", _("write a settings file that explains every setting")),
        Example("briefing-tui config show", _("every setting and where it came from")),
        Example("briefing-tui config validate", _("check the file, after an edit by hand")),
        Example('$EDITOR "$(briefing-tui config path)"', _("edit the file")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "action",
        choices=ACTIONS,
        help=_("print the file's path, print the settings, check them, or write a file to begin with"),
    )
    parser.add_argument(
        "--print", action="store_true", help=_("with init: print that file instead of writing it")
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Does one of the four."""
    settings = shell.settings
    if args.print and args.action != "init":
        raise UsageError(_("--print belongs to init"))
    if args.action == "init":
        return _begin(shell, printed=args.print)
    if args.action == "path":
        shell.line(settings.config_file)
        return 0
    if shell.settings_fault is not None:
        raise shell.settings_fault
    if args.action == "show":
        from briefing_tui.cli.table import columns

        for line in columns([_row(key, settings) for key in KEYS]):
            shell.line(line)
        return 0
    if not os.path.lexists(settings.config_file):
        shell.say(
            _("{file}: there is no such file, and none is needed: defaults hold").format(
                file=settings.config_file
            )
        )
        return 0
    read_settings({}, shell.environ)  # the first fault of all, also one that stops nobody
    count = len(read_config(settings.config_file))
    shell.say(_("{file}: good, settings: {count}").format(file=settings.config_file, count=count))
    return 0


def _begin(shell: Shell, *, printed: bool) -> int:
    """Writes the explained settings file, whose path goes to stdout, or prints it."""
    from briefing_tui.cli.settings_template import template

    if printed:
        shell.out(template(shell.environ))
        return 0
    if shell.settings.read_only:
        raise LibraryError(_("this session is read-only"), hint=_("leave --read-only out to write"))
    from briefing_tui.settings.file import begin_file

    begin_file(shell.settings.config_file, template(shell.environ))
    shell.line(shell.settings.config_file)
    return 0


def _row(key: str, settings: Settings) -> tuple[str, str, str]:
    """`measure  = 38  # default`: lines that could stand in the file."""
    from briefing_tui.cli.settings_template import toml_value

    source = dict(settings.sources)[key]
    origin = {
        "flag": _("command line"),
        "env": KEYS[key][0],
        "config": _("file"),
        "default": _("default"),
    }[source]
    return key, f"= {toml_value(getattr(settings, key))}", f"# {origin}"
