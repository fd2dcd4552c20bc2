"""What can be known of the terminal before the framework is there: is it one, how wide is “, is it light or dark.

Called by the verbs `open` and `doctor`; loads neither textual nor rich, so the question is under way while they are
imported (a quarter of a second). Promises: whatever the terminal answers, or if it does not, nothing stays on the screen, the
line settings are given back, also when a signal ends the process meanwhile, and not a byte that was typed meanwhile is lost.

    probe = start(0, 1)
    …import the framework…
    result = probe.finish(0.1)
"""

import atexit
import contextlib
import os
import re
import select
import signal
import termios
import threading
import time
from collections.abc import Callable, Mapping, MutableMapping
from types import FrameType
from typing import Any, NamedTuple, TextIO

from briefing_tui.i18n import _
from briefing_tui.tui.terminal import signals
from briefing_tui.tui.terminal.answers import ASK_BACKGROUND, COLOUR, POSITION, Answers, understands_queries

PATIENCE = 0.5
"""Seconds from the question on, within which a terminal answers or is taken to be silent. SSH round trips are shorter."""

_QUERY = b"\x1b7\x1b[6n\xe2\x80\x9c\x1b[6n\x1b8\x1b[K"
"""Keep the place; where are we? “ where are we now? back, and erase. Two questions, so that it works in any column."""
_ANSWER = re.compile(POSITION.pattern.encode())
_COLOUR = re.compile(COLOUR.pattern.encode())
_SILENT = ("dumb", "")


class ProbeResult(NamedTuple):
    """The answer."""

    ambiguous: int | None
    """Cells of “: 1 or 2; None when the terminal did not say."""
    leftover: bytes
    """What was typed meanwhile, to be fed to the app first; Enter is CR in it."""
    answers: Answers = Answers()
    """What was answered so far; what comes later can be added."""
    round_trip: float | None = None
    """Seconds from the question to the beginning of what came back; None when the terminal did not say."""


class Probe:
    """A question under way. `finish` must be called, once is enough."""

    def __init__(self, fd_in: int, fd_out: int) -> None:
        self._in = fd_in
        self._asked = time.monotonic()
        self._settings: list[Any] | None = None
        self._received = b""
        self._heard: float | None = None
        self._handlers: dict[int, Any] = {}
        self._ending = False
        self.on_end: Callable[[], None] | None = None
        """Called before the line settings are given back by a signal that ends the process: give back the screen, too."""
        if not (os.isatty(fd_in) and os.isatty(fd_out)) or os.environ.get("TERM", "") in _SILENT:
            return
        try:
            self._settings = termios.tcgetattr(fd_in)
            quiet = termios.tcgetattr(fd_in)
            quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
            quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
            quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 0, 0
            quiet[6][termios.VSUSP] = b"\0"  # ctrl+z is typed for the app
            self._catch_signals()
            termios.tcsetattr(fd_in, termios.TCSANOW, quiet)
            atexit.register(self.restore)
            self._asked = time.monotonic()
            os.write(fd_out, _queries(os.environ))
            threading.Thread(target=self._listen, name="terminal-probe", daemon=True).start()
        except (termios.error, OSError):
            self.restore()

    def _listen(self) -> None:
        """Note when something comes back; it is read later, for whoever asked is busy importing."""
        with contextlib.suppress(OSError, ValueError):
            if select.select([self._in], [], [], PATIENCE)[0]:
                self._heard = time.monotonic()

    def peek(self, timeout: float) -> Answers:
        """What was answered so far; waits at most `timeout` seconds for the width."""
        if self._settings is not None:
            self._receive(time.monotonic() + timeout)
        return self._result().answers

    def finish(self, timeout: float = PATIENCE, *, keep: bool = False) -> ProbeResult:
        """Wait for the answer, at most `timeout` seconds and `PATIENCE` in all; give the line settings back.

        With `keep` they stay as they are, and the signals are heard, until `handed_over` or `restore`: what is typed meanwhile is neither
        shown nor lost.
        """
        if self._settings is None:
            return ProbeResult(None, b"")
        self._receive(min(time.monotonic() + timeout, self._asked + PATIENCE))
        if not keep:
            self.restore()
        return self._result()

    def _receive(self, until: float) -> None:
        """Take in what is there, and what comes until the width is known or time is up."""
        with contextlib.suppress(OSError):
            while len(_ANSWER.findall(self._received)) < 2:
                ready, _out, _err = select.select([self._in], [], [], max(0.0, until - time.monotonic()))
                data = os.read(self._in, 4096) if ready else b""
                if not data:  # out of time, or the terminal is gone
                    break
                self._received += data

    def handed_over(self) -> tuple[list[Any] | None, dict[int, Any]]:
        """The line settings and the handlers of signals from before the question, for whoever gives them back from now on."""
        atexit.unregister(self.restore)
        settings, self._settings = self._settings, None
        handlers, self._handlers = self._handlers, {}
        return settings, handlers

    def restore(self) -> None:
        """Give the line settings back, without waiting for an answer. Safe to call again."""
        settings, self._settings = self._settings, None
        if settings is None:
            return
        atexit.unregister(self.restore)
        with contextlib.suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(self._in, termios.TCSANOW, settings)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def _catch_signals(self) -> None:
        """Each that would end the process: neither `finally` nor `atexit` is heard then."""
        for number in signals.ENDING:
            if signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
                self._handlers[number] = signal.signal(number, self._ended)

    def _ended(self, number: int, frame: FrameType | None) -> None:
        """Give the line settings back, without what the terminal may have answered, and end as if nobody had listened.

        A second signal, such as the other Ctrl+C of a hasty hand, waits for that.
        """
        if self._ending:
            return
        self._ending = True
        handler = self._handlers.get(number, signal.SIG_DFL)
        if self.on_end is not None:
            self.on_end()
            handler = signal.SIG_DFL  # an exception could be lost among all that is imported now
        with contextlib.suppress(termios.error):
            termios.tcflush(self._in, termios.TCIFLUSH)
        self.restore()
        if callable(handler):
            handler(number, frame)
        else:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    def _result(self) -> ProbeResult:
        answers = Answers()
        for found in (*_COLOUR.finditer(self._received), *_ANSWER.finditer(self._received)):
            answers = answers.with_one(found[0].decode("ascii"))
        typed = _COLOUR.sub(b"", _ANSWER.sub(b"", self._received, count=2)).replace(b"\n", b"\r")
        heard = self._heard if answers.columns else None
        return ProbeResult(answers.ambiguous, typed, answers, None if heard is None else heard - self._asked)


def _queries(environ: Mapping[str, str]) -> bytes:
    """The background first: whoever has answered the places behind it has answered that, or never will."""
    return (ASK_BACKGROUND if understands_queries(environ) else b"") + _QUERY


def start(fd_in: int = 0, fd_out: int = 1) -> Probe:
    """Ask the terminal for the width of “ and its background. Asks nothing, and `finish` returns at once, where there is no terminal."""
    return Probe(fd_in, fd_out)


def check_terminal(stdin: TextIO | None, stdout: TextIO | None, environ: Mapping[str, str]) -> str | None:
    """Why the screens cannot be shown here, on one line with what to do instead; None when they can."""
    if stdin is None or stdout is None or not stdin.isatty() or not stdout.isatty():
        return _("the screens need a terminal for input and output; use `briefing-tui show` here")
    if environ.get("TERM", "") in _SILENT:
        return _("TERM={name!r} is a terminal without a screen; use `briefing-tui show` here").format(
            name=environ.get("TERM", "")
        )
    charset = locale_charset(environ)
    encoding = (stdout.encoding or "").lower().replace("-", "").replace("_", "")
    if charset not in {"", "utf8"} or encoding not in {"", "utf8"}:
        return _(
            "the locale's encoding is {name}, the screens need UTF-8; set LANG=zh_CN.UTF-8 and the terminal's encoding to match"
        ).format(name=charset or encoding)
    return None


def locale_charset(environ: Mapping[str, str]) -> str:
    """The encoding named in LC_ALL, LC_CTYPE or LANG (the first that is set), as `utf8` or `gbk`; empty when none is."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        if value := environ.get(name):
            return value.partition(".")[2].partition("@")[0].lower().replace("-", "").replace("_", "")
    return ""


def forget_framework_variables(environ: MutableMapping[str, str]) -> None:
    """Remove Textual's own variables: they can write logs and screenshots, press keys, and load a driver by name. And an empty NO_COLOR,
    which asks for nothing (no-color.org) and which Textual's lists obey all the same.

    To be called with `os.environ` before textual is imported.
    """
    if not environ.get("NO_COLOR"):
        environ.pop("NO_COLOR", None)
    for name in [name for name in environ if name.startswith("TEXTUAL")]:
        del environ[name]
