"""`config`: the settings in force, where each came from, and whether the file can be used."""

import argparse
import os

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.i18n import _
from briefing_tui.settings.values import KEYS, Settings, read_config

ACTIONS = ("path", "show", "validate")


def help_line() -> str:
    """One line for the list of verbs."""
    return _("show and check the settings")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui config show", _("every setting and where it came from")),
        Example("briefing-tui config validate", _("check the file, after an edit by hand")),
        Example('$EDITOR "$(briefing-tui config path)"', _("edit the file")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "action", choices=ACTIONS, help=_("print the file's path, the settings, or check them")
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Does one of the three."""
    settings = shell.settings
    if args.action == "path":
        shell.line(settings.config_file)
        return 0
    if shell.settings_fault is not None:
        raise shell.settings_fault
    if args.action == "show":
        from briefing_tui.cli.table import columns  # noqa: PLC0415 - for this action only

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
    count = len(read_config(settings.config_file))
    shell.say(_("{file}: good, settings: {count}").format(file=settings.config_file, count=count))
    return 0


def _row(key: str, settings: Settings) -> tuple[str, str, str]:
    """`measure  = 38  # default`: lines that could stand in the file."""
    source = dict(settings.sources)[key]
    origin = {
        "flag": _("command line"),
        "env": KEYS[key][0],
        "config": _("file"),
        "default": _("default"),
    }[source]
    return key, f"= {_toml(getattr(settings, key))}", f"# {origin}"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
