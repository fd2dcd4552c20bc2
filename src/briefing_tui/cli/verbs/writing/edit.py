"""`edit`: the authoring screen on one issue. Like `open` it loads textual."""

import argparse
import gc
import os
import sys

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.cli.verbs.reading.open_ import TerminalError, check_item, run_screens
from briefing_tui.errors import NotFoundError
from briefing_tui.i18n import _


def help_line() -> str:
    """One line for the list of verbs."""
    return _("write an issue on the screen, with a preview")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui edit 2024-15", _("an issue; `briefing-tui new` makes one")),
        Example("briefing-tui edit 2024-15#3", _("its third item")),
        Example("briefing-tui edit latest", _("the newest issue")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "key", metavar="KEY[#ITEM]", help=_("2024-14, 2024-增1, latest; #3 is its third item")
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Shows the authoring screen until the editor leaves."""
    from briefing_tui.tui.terminal import probe

    gc.disable()  # as in `open`
    editor = shell.editor()
    unfit = probe.check_terminal(sys.stdin, sys.stdout, shell.environ)
    if unfit is not None:
        raise TerminalError(unfit)
    taken: list[str] = []
    start = editor.resolve(args.key, taken.append)
    try:
        loaded = editor.load(start.key)
        check_item(start, loaded)
        if not loaded.plain:
            editor.open_for_editing(start.key)  # says at once what could not be saved
    except NotFoundError as error:
        if os.path.lexists(editor.path(start.key)):
            raise
        if shell.drafts().find(editor.root, start.key) is None:
            command = f"briefing-tui new {start.key}"
            hint = _("`{command}` makes it").format(command=command)
            raise NotFoundError(error.message, hint=hint) from None
        loaded = None  # its file is gone, the draft is not
    probe.forget_framework_variables(os.environ)
    return run_screens(shell, editor, probe.start(), start, loaded, editing=True, taken=taken)
