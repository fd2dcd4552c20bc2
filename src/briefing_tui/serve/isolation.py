"""Starts a reader session apart from what its client sent: an isolated Python, a clean environment, no files left open.

The server's configuration may let any variable through (AcceptEnv), and some of them make Python run code or ask for commands at its end
(PYTHONSTARTUP, PYTHONINSPECT, PYTHONPATH). So a session that finds itself in an ordinary Python starts itself anew with `-I`,
which reads none of them; with `ForceCommand …/python -I -m briefing_tui.cli.main serve-session` that has happened already and costs nothing.
"""

import os
import pwd
import resource
import sys
from collections.abc import Callable, MutableMapping, Sequence

from briefing_tui.serve.contract import session_environment

MODULE = "briefing_tui.cli.main"
"""What `python -I -m` is given."""
PRIVATE = 0o077
"""What a session's umask is."""
_FIRST_FREE = 3

Execute = Callable[[str, list[str], dict[str, str]], object]


def enter(
    arguments: Sequence[str],
    environ: MutableMapping[str, str],
    execute: Execute = os.execve,
    *,
    isolated: bool | None = None,
) -> None:
    """Make this process a session's: comes back in an isolated Python with `environ` cleaned, or starts one in its place.

    `arguments` is the command line behind the program's name.
    """
    clean = session_environment(environ, account_home())
    os.umask(PRIVATE)
    sys.dont_write_bytecode = True
    if not (sys.flags.isolated if isolated is None else isolated):
        execute(sys.executable, [sys.executable, "-I", "-m", MODULE, *arguments], clean)
    environ.clear()
    environ.update(clean)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.closerange(_FIRST_FREE, min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 4096))
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def account_home() -> str:
    """The home of the account that this process belongs to, whatever HOME says; `/` when the account has none."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_dir or "/"
    except KeyError:
        return "/"


def account_name() -> str:
    """Its name; the number when it has none."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())
