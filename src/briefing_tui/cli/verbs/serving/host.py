"""`host`: keeps the program loaded, so that a reader's session begins at once and takes little memory. One for an account.

What it serves is said by its own options; whoever asks for anything else (another library, another folder for the readers, an own `open` where
the setting `prestart` is off) goes the ordinary way.
"""

import argparse
import gc
import importlib
import os
import pkgutil
import resource
import sys

from briefing_tui.cli import main
from briefing_tui.cli.arguments import take_apart
from briefing_tui.cli.parser import Parser, parse
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import HOSTED, SESSION, Example
from briefing_tui.cli.verbs.serving import serve_session
from briefing_tui.errors import BriefingError, UsageError
from briefing_tui.i18n import _, chinese
from briefing_tui.serve import contract, handover, host, isolation, merging, session, shared_pages
from briefing_tui.serve.wire import SessionRequest
from briefing_tui.settings.values import read_settings

_ROOMS = ("cli", "compose", "library", "model", "personal", "settings", "text", "tui", "typeset")
"""What a session may need; importing and proof-reading are loaded by whoever edits."""
_OF_EACH = (
    "briefing_tui.cli.verbs.reading.open_",
    "briefing_tui.library.format.codec",
    "briefing_tui.tui.early_page",
    "briefing_tui.tui.early_library",
)
"""What a session loads before the framework."""
_ON_DEMAND = (
    "concurrent.futures.thread",
    "pickle",
    "textual.drivers.headless_driver",
    "textual.layouts.factory",
    "textual.layouts.horizontal",
    "textual.layouts.stream",
    "textual.pilot",
    "textual.scrollbar",
    "textual.widgets._toast",
    "textual.widgets._tooltip",
)
"""What the framework loads when it runs; a test looks whether a session loads anything more."""
_MOST = 10_000


def N_(message: str) -> str:  # noqa: N802 - the name by which gettext's tools know it
    """`message`, to be translated later."""
    return message


_CROWDED = N_("too many readers are here just now; try again in a few minutes")


def help_line() -> str:
    """One line for the list of verbs."""
    return _("keep the program loaded for sessions that begin at once")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example(
            "briefing-tui host --library /srv/bulletins --socket /run/briefing-tui/bulletin.sock",
            _("for the readers of an account; `setup ssh` prints a unit for systemd"),
        ),
        Example("briefing-tui host", _("for your own `open`, with prestart = true in the settings")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    limits = host.Limits()
    serve_session.add_options(parser)
    parser.add_argument(
        "--sessions",
        metavar="N",
        type=int,
        default=limits.sessions,
        help=_("how many at once; more are told so"),
    )
    parser.add_argument(
        "--starts",
        metavar="N",
        type=int,
        default=limits.starts,
        help=_("how many may begin in a second; more wait"),
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Serves until it is told to end."""
    if not host.can_be():
        raise UsageError(_("a host needs Linux"))
    for name, value in (("--sessions", args.sessions), ("--starts", args.starts)):
        if not 1 <= value <= _MOST:
            raise UsageError(_("{name} has to be from {low} to {high}").format(name=name, low=1, high=_MOST))
    sys.dont_write_bytecode = True
    path = os.path.abspath(args.socket or handover.own_socket(shell.environ))
    listener, path = host.listen(path)
    load_everything()
    merging.ask()
    shared_pages.keep_shared()
    answers = session.SessionVerbs(_Choice(args, shell).accepts, _answer)
    folder = os.path.dirname(os.path.dirname(handover.__file__))
    session.name_process("briefing-host")
    host.SessionHost(
        listener,
        path,
        host.InstallationStamp(folder),
        host.Limits(args.sessions, args.starts),
        host.Refusal(chinese(_CROWDED), _CROWDED),
        answers,
    ).run()
    return 0


def load_everything() -> None:
    """All that a session may load: first what each of them uses, so that it lies together and a session makes fewer pages its own."""
    import briefing_tui
    from briefing_tui.tui import lean
    from briefing_tui.tui.terminal import probe

    probe.forget_framework_variables(os.environ)
    for name in _OF_EACH:
        importlib.import_module(name)
    lean.load_framework()
    importlib.import_module("briefing_tui.tui.run")
    from briefing_tui.tui.terminal import framework

    isolation.account_home()  # the C library keeps what it needs for that
    for module in pkgutil.walk_packages(briefing_tui.__path__, "briefing_tui."):
        if module.name.split(".")[1] in _ROOMS:
            importlib.import_module(module.name)
    for name in _ON_DEMAND:
        importlib.import_module(name)
    framework.install()


class _Choice:
    """What the host serves. Asked in the process of the session, before the terminal is touched."""

    def __init__(self, args: argparse.Namespace, shell: Shell) -> None:
        given = {"library": shell.settings.library} if shell.settings.library_source == "flag" else {}
        self._options = serve_session.options(args, given)
        self._library = os.path.realpath(shell.settings.library)
        self._prestart = shell.settings.prestart

    def accepts(self, request: SessionRequest) -> dict[str, str] | None:
        """The environment of the session; None for what the ordinary way is to do."""
        try:
            asked = take_apart(request.arguments)
            if asked.verb == SESSION:
                return self._for_reader(request)
            if asked.verb in HOSTED and self._prestart:
                settings = read_settings(asked.flags, request.environment)
                same = os.path.realpath(settings.library) == self._library
                return request.environment if same else None
        except BriefingError:
            return None
        return None

    def _for_reader(self, request: SessionRequest) -> dict[str, str] | None:
        asked = take_apart(request.arguments)
        args = parse(SESSION, serve_session, asked.rest)
        if asked.help or asked.version or serve_session.options(args, asked.flags) != self._options:
            return None
        return contract.session_environment(request.environment, isolation.account_home())


def _answer(arguments: list[str]) -> int:
    """The program, as its entry would run it."""
    gc.disable()
    if arguments[:1] == [SESSION]:
        os.umask(isolation.PRIVATE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    session.name_process("briefing-reader")
    return main.main(arguments, os.environ, sys.stdout, sys.stderr)
