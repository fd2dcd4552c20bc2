"""`config`: the settings in force, where each came from, whether the file can be used, and a file to begin with."""

import argparse
import os

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import LibraryError, UsageError
from briefing_tui.i18n import _
from briefing_tui.settings.values import KEYS, Settings, is_theme_name, read_config, read_settings

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
        Example("briefing-tui config init --theme mine", _("begin a theme of your own")),
        Example("briefing-tui config init --keys", _("begin keys of your own, with every action")),
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
        "--print",
        action="store_true",
        belongs_to=("init",),
        help=_("with init: print that file instead of writing it"),
    )
    parser.add_argument(
        "--theme", metavar="NAME", belongs_to=("init",), help=_("with init: begin a theme of your own")
    )
    parser.add_argument(
        "--keys", action="store_true", belongs_to=("init",), help=_("with init: begin keys of your own")
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Does one of them."""
    settings = shell.settings
    if args.action == "init":
        return _begin(*_file_to_begin(args, shell), shell, printed=args.print)
    if args.action == "path":
        shell.line(settings.config_file)
        return 0
    if shell.settings_fault is not None:
        raise shell.settings_fault
    if args.action == "show":
        from briefing_tui.cli.output.table import columns

        rows = [*(_row(key, settings) for key in KEYS), *_channel_rows(shell)]
        for line in columns(rows, ambiguous=shell.ambiguous):
            shell.line(line)
        return 0
    return max(_validate_settings(shell), _validate_own(shell))


def _validate_own(shell: Shell) -> int:
    """Theme files and the key file: what is wrong with them, or that they are good; 1 when something is."""
    from briefing_tui.cli.own_files import read_own_files

    own = read_own_files(shell.settings)
    for fault in own.faults:
        shell.error(fault)
    faulty = {fault.place.file for fault in own.faults}
    for file in own.files:
        if file not in faulty:
            shell.say(_("{file}: good").format(file=file))
    return int(bool(own.faults))


def _validate_settings(shell: Shell) -> int:
    settings = shell.settings
    if not os.path.lexists(settings.config_file):
        shell.say(
            _("{file}: there is no such file, and none is needed: defaults hold").format(
                file=settings.config_file
            )
        )
        return 0
    read_settings({}, shell.environ)  # the first fault of all, also one that stops nobody
    _channel_rows(shell)
    count = len(read_config(settings.config_file))
    shell.say(_("{file}: good, settings: {count}").format(file=settings.config_file, count=count))
    return 0


def _file_to_begin(args: argparse.Namespace, shell: Shell) -> tuple[str, str]:
    """Path and text of the settings file, of a theme file or of the key file."""
    from briefing_tui.cli.own_files_template import key_template, theme_template
    from briefing_tui.cli.settings_template import template

    settings = shell.settings
    if args.keys and args.theme is not None:
        raise UsageError(_("--theme and --keys are two files: give one of them"))
    if args.keys:
        return settings.key_file, key_template()
    if args.theme is None:
        return settings.config_file, template(shell.environ)
    if not is_theme_name(args.theme):
        raise UsageError(_("--theme {text}: expected the name of a new theme").format(text=args.theme[:20]))
    return os.path.join(settings.theme_directory, f"{args.theme}.toml"), theme_template()


def _begin(path: str, text: str, shell: Shell, *, printed: bool) -> int:
    """Writes an explained file, whose path goes to stdout, or prints it."""
    if printed:
        shell.out(text)
        return 0
    if shell.settings.read_only:
        raise LibraryError(_("this session is read-only"), hint=_("leave --read-only out to write"))
    from briefing_tui.settings.file import begin_file

    begin_file(path, text)
    shell.line(path)
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


def _channel_rows(shell: Shell) -> list[tuple[str, str, str]]:
    """The channels, where there are any; SettingsError for the first that cannot be meant. Keys are named, never shown."""
    if not shell.settings.channels:
        return []
    from briefing_tui.cli.delivery_desk import house_channels
    from briefing_tui.cli.settings_template import toml_value

    return [
        (f"channels.{toml_value(one.name)}.kind", f"= {toml_value(one.kind)}", f"# {one.target}")
        for one in house_channels(shell).all
    ]
