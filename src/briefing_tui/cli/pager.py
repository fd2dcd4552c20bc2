"""Shows a long page in the user's pager. Called by `show` when stdout is a terminal.

`less` is told to pass colours and, by LESSSECURE, to start no editor or shell from a text that others wrote. A
read-only session starts no program: it is printed as it is.
"""

import shlex
import signal
import subprocess

from briefing_tui.cli.shell import Shell
from briefing_tui.errors import SettingsError
from briefing_tui.i18n import _, system_reason

_DEFAULTS = {"LESS": "-R", "LV": "-c"}
"""Set unless the user has them: options with which less and lv pass colours."""


def show_in_pager(text: str, shell: Shell) -> None:
    """`text` (from `typeset.ansi`) in the pager; straight to the terminal when there is none to start."""
    command = _command(shell.settings.pager)
    if not command or command == ["cat"] or shell.settings.read_only:
        shell.out_styled(text)
        return
    environ = {**_DEFAULTS, **shell.environ, "LESSSECURE": "1"}
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environ)  # noqa: S603 - the user's own setting
    except OSError as error:
        shell.say(
            _("pager {command} cannot be started: {reason}").format(
                command=command[0], reason=system_reason(error)
            )
        )
        shell.out_styled(text)
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to the pager while it runs
    try:
        process.communicate(text.encode(shell.encoding, "replace"))
    except BrokenPipeError:  # it was left before the end
        process.wait()
    finally:
        signal.signal(signal.SIGINT, before)


def _command(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        raise SettingsError(
            _("pager: {text} has an open quote").format(text=text),
            hint=_("check `pager`, BRIEFING_PAGER or PAGER"),
        ) from None
