"""The program's entry: takes the command line apart, reads the settings, runs one verb behind the boundary.

`run` is called by the console script (`cli.start`). `main` is the same with everything handed in, for tests and for nobody else.
Importing this module loads none of textual, rich, tomlkit, sqlite3, tomllib.
"""

import gc
import os
import sys
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import TextIO, cast

from briefing_tui.cli import boundary
from briefing_tui.cli.arguments import Request, take_apart
from briefing_tui.cli.output.talk import Talk
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import (
    HOSTED,
    LONG_VERBS,
    QUIET,
    SESSION,
    WITHOUT_SETTINGS,
    Verb,
    begin_verb,
    load_verb,
)
from briefing_tui.errors import BriefingError, SettingsError
from briefing_tui.i18n import language_from, set_language
from briefing_tui.settings.values import Settings, default_settings, read_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace


def run() -> int:
    """The whole program, for `cli.start`: the exit code."""
    gc.disable()  # a short verb ends before collecting would pay; it takes 5 % of its time
    if sys.argv[1:2] == [SESSION]:
        from briefing_tui.serve import isolation

        isolation.enter(sys.argv[1:], os.environ)
    try:
        return main(sys.argv[1:], os.environ, sys.stdout, sys.stderr, _by_host)
    finally:
        boundary.end_quietly()
        gc.freeze()  # what is left ends with the process: to look through it once more takes 9 ms after a long import


HandOver = Callable[[list[str], Mapping[str, str]], int | None]
"""Has a command line run elsewhere on this terminal: its exit code, or None when that cannot be."""


def main(
    arguments: list[str],
    environ: Mapping[str, str],
    stdout: TextIO | None,
    stderr: TextIO | None,
    hand_over: HandOver | None = None,
) -> int:
    """Runs one command line. Either stream may be None (closed by whoever started us).

    With the setting `prestart` the screens are left to `hand_over`, when there is one.
    """
    talk = Talk(stderr)
    program = _Program(environ, stdout, talk, hand_over)
    return boundary.guarded(lambda: program.run(arguments), talk, program.log_directory)


class _Program:
    """One run; remembers what the boundary needs to know when it ends in an incident."""

    def __init__(
        self, environ: Mapping[str, str], stdout: TextIO | None, talk: Talk, hand_over: HandOver | None
    ) -> None:
        self._environ = environ
        self._hand_over = hand_over
        self._stdout = stdout
        self._talk = talk
        self._settings: Settings | None = None
        self._is_session = False
        """A reader's session keeps its log with its reader's state, or keeps none."""

    def log_directory(self) -> str:
        """Where the log of crashes goes; empty in a read-only session, which writes nothing."""
        settings = self._settings or default_settings({}, self._environ)
        return "" if settings.read_only or self._is_session else settings.state_directory

    def run(self, arguments: list[str]) -> int:
        """Everything between the command line and the exit code."""
        set_language(language_from(self._environ))
        request = take_apart(arguments)
        self._is_session = request.verb == SESSION
        shell = self._shell(request)
        self._settings = shell.settings
        if shell.settings.language:
            set_language(shell.settings.language)
        if shell.settings.prestart and self._hand_over is not None and _is_for_a_host(request, shell):
            code = self._hand_over(arguments, self._environ)
            if code is not None:
                return code
        code = self._answer(request, shell)
        shell.flush()
        return code

    def _shell(self, request: Request) -> Shell:
        settings, fault = None, None
        warnings: list[BriefingError] = []
        try:
            settings = read_settings(request.flags, self._environ, warnings.append)
        except SettingsError as error:
            fault = error
        settings = settings or default_settings(request.flags, self._environ)
        return Shell(settings, self._environ, self._stdout, self._talk, fault, tuple(warnings))

    def _answer(self, request: Request, shell: Shell) -> int:
        if request.version:
            from briefing_tui.version import VERSION

            shell.line(f"briefing-tui {VERSION}")
            return boundary.DONE
        if request.help:
            return _help(request, shell)
        end = begin_verb(request.verb, request.rest)
        try:
            return self._obey(request, shell)
        finally:
            end()

    def _obey(self, request: Request, shell: Shell) -> int:
        verb = load_verb(request.verb)
        args = _arguments(request, verb)
        if shell.settings_fault is not None and request.verb not in WITHOUT_SETTINGS:
            raise shell.settings_fault
        if request.verb not in WITHOUT_SETTINGS | QUIET:
            for warning in shell.settings_warnings:
                shell.error(warning)
        if request.verb in LONG_VERBS:
            gc.enable()
        try:
            return verb.run(args, shell)
        except BriefingError:
            shell.flush()  # what was found before the error is data
            raise


def _arguments(request: Request, verb: Verb) -> "Namespace":
    """The verb's own; none at all for no verb with nothing behind it, so that argparse, 2 ms, is not loaded before the first page."""
    if not request.verb and not request.rest:
        return cast("Namespace", SimpleNamespace())
    from briefing_tui.cli.parser import parse  # not for --version

    return parse(request.verb, verb, request.rest)


def _is_for_a_host(request: Request, shell: Shell) -> bool:
    """Whether these are screens, on a terminal, and nothing has to be told before."""
    asks = request.help or request.version or shell.settings_fault is not None
    return request.verb in HOSTED and shell.terminal and not asks


def _by_host(arguments: list[str], environ: Mapping[str, str]) -> int | None:
    """By the host of this user, when there is one."""
    from briefing_tui.serve import handover

    folder = os.path.dirname(os.path.dirname(handover.__file__))
    return handover.hand_over(arguments, handover.told(environ), handover.own_socket(environ), folder)


def _help(request: Request, shell: Shell) -> int:
    from briefing_tui.cli.help import program_help, verb_help

    text = verb_help(request.verb, load_verb(request.verb)) if request.verb else program_help()
    shell.line(text)
    return boundary.DONE


if __name__ == "__main__":
    sys.exit(run())
