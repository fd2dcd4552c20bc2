"""One session by the host: a process of its own, forked from one in which everything is loaded. Called by `serve.host` behind the fork.

The process becomes what the ordinary way would have started: the client's descriptors, folder and environment, handlers of signals as a new
process has them. It is in a session of its own without a terminal that signals it, so the client sends them over the connection; where
that ends, this ends. Nothing touches the terminal before the client has been told that it is ours.
"""

import _thread
import atexit
import contextlib
import io
import locale
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from briefing_tui.i18n import _, language_from, set_language
from briefing_tui.serve import wire

GRACE = 1.5
"""Seconds between the end of the client and the hard end of a session that does not leave by itself."""
_TALK_SECONDS = 5.0
"""Seconds that a client may take for its request."""
_SIGNALS = frozenset({signal.SIGWINCH, signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT})
"""Those that a client may send."""
_KEPT = frozenset({signal.SIGPIPE, signal.SIGXFSZ})
"""Ignored by Python itself."""
_C_LOCALES = frozenset({"C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"})
_CODE = 0xFF
_CRASHED = 1


class SessionVerbs(NamedTuple):
    """What the program does for a session; given by the verb `host`, for this room knows no verbs."""

    accepts: Callable[[wire.SessionRequest], dict[str, str] | None]
    """The environment of the session, or None: the options are others than the host's, or it is none of its business."""
    run: Callable[[list[str]], int]
    """The program with these arguments, in the environment of the process; its exit code."""


def serve(connection: socket.socket, stamp: str, answers: SessionVerbs) -> None:
    """The whole life of the process behind the fork. Never returns."""
    code = _CRASHED
    try:
        connection.settimeout(_TALK_SECONDS)
        connection.sendall(b"h" + stamp.encode() + b"\0")
        request = wire.receive(connection)
        environment = answers.accepts(request)
        if environment is None or not _speaks_utf8(environment):
            connection.sendall(b"d")
            os._exit(0)
        set_language(language_from(environment))
        connection.sendall(b"s" + _("the session ended unexpectedly").encode() + b"\0")
        connection.settimeout(None)
        _become(request, environment)
        _thread.start_new_thread(_stand_by, (connection,))  # `Thread.start` would wait until it runs
        code = answers.run(request.arguments)
        _finish()
        connection.sendall(b"e" + bytes([code & _CODE]))
    except (wire.RequestError, OSError):  # the client has gone
        os._exit(_CRASHED)
    finally:
        os._exit(
            code & _CODE
        )  # an error of the program has been told by its own boundary; no trace of the host's


def _speaks_utf8(environment: dict[str, str]) -> bool:
    """Whether the locale is one in which this Python began: UTF-8, or the C locale, which is taken for it."""
    name = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or "C"
    charset = name.partition(".")[2].partition("@")[0].lower().replace("-", "")
    return charset == "utf8" or (not charset and name in {"C", "POSIX"})


def _become(request: wire.SessionRequest, environment: dict[str, str]) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    for number in signal.valid_signals():
        if signal.getsignal(number) not in {signal.SIG_DFL, None} and number not in _KEPT:
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for target, descriptor in enumerate(request.descriptors[:3]):
        os.dup2(descriptor, target)
    os.fchdir(request.descriptors[3])
    for descriptor in request.descriptors:
        os.close(descriptor)
    os.umask(request.umask)
    time.tzset()
    _make_streams(_set_locale())


def _set_locale() -> str:
    """The locale of characters that the environment asks for, or the one that Python puts in the place of C (PEP 538)."""
    with contextlib.suppress(locale.Error):
        if (name := locale.setlocale(locale.LC_CTYPE, "")) not in _C_LOCALES:
            return name
    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    return "C"


def _make_streams(locale_name: str) -> None:
    """stdin, stdout and stderr as the interpreter makes them when it starts."""
    errors = "surrogateescape" if locale_name in _C_LOCALES else "strict"
    for name, number, mode in (("stdin", 0, "rb"), ("stdout", 1, "wb"), ("stderr", 2, "wb")):
        stream = io.TextIOWrapper(
            open(number, mode, closefd=False),  # noqa: SIM115 - as long as the process
            encoding="utf-8",
            errors="backslashreplace" if name == "stderr" else errors,
            line_buffering=name == "stderr" or os.isatty(number),
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _stand_by(connection: socket.socket) -> None:
    """The thread that hears the client: its signals are ours, its end is our end."""
    with contextlib.suppress(OSError):
        while data := connection.recv(64):
            for number in data:
                if number in _SIGNALS:
                    os.kill(os.getpid(), number)
    os.kill(os.getpid(), signal.SIGHUP)
    time.sleep(GRACE)
    os._exit(128 + signal.SIGHUP)


def _finish() -> None:
    """What an interpreter does at its end that others see."""
    atexit._run_exitfuncs()  # noqa: SLF001 - there is no public way to it
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()


def name_process(name: str) -> None:
    """What `ps` and `top` show of this process: at most 15 bytes."""
    with contextlib.suppress(OSError), open("/proc/self/comm", "wb") as file:
        file.write(name.encode()[:15])
