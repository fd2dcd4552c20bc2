"""A start that is ended between its first page and the framework: the terminal is as it was."""

import signal
import time
from pathlib import Path
from typing import Any

from programs.commands import PROGRAM
from screens.terminal import DRIVER, Terminal

HOWS = ("SIGTERM", "SIGHUP", "SIGINT", "ctrl+c")


def start(samples: Path, home: Path, *verb: str, key: str = "2024-14", **more: Any) -> Terminal:
    """The program on a terminal, with a page of true colours."""
    environ = {"HOME": str(home), "COLORTERM": "truecolor", **more.pop("env", {})}
    return Terminal([str(PROGRAM), "--library", str(samples), *(verb or ("open", key))], environ, **more)


def ended_early(samples: Path, home: Path, how: str, seconds: float) -> bool:
    """As `end_early`, of an issue's first page."""
    return end_early(start(samples, home), how, seconds)


def end_early(program: Terminal, how: str, seconds: float) -> bool:
    """End a start so many seconds after the paint; whether the driver did not have the terminal yet. AssertionError when anything stays."""
    with program as terminal:
        terminal.receive(b"1049h")
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            terminal.pump(left)
        if how == "ctrl+c":
            _press_twice(terminal, seconds)
        else:
            terminal.signal(signal.Signals[how])
        code = terminal.exit_code()
        if how == "ctrl+c":
            assert code in {0, -2, 1, 130}
        else:
            assert code in {-signal.Signals[how], 128 + signal.Signals[how]}
        assert terminal.termios_restored()
        assert terminal.modes <= {7, 25}
        assert terminal.cursor_shown()
        assert terminal.raw.count(b"1049h") == terminal.raw.count(b"1049l") == 1
        assert "Traceback" not in terminal.text()
        assert "incident" not in terminal.text()
        return DRIVER not in terminal.raw


def _press_twice(terminal: Terminal, seconds: float) -> None:
    terminal.send("\x03")
    until = time.monotonic() + (0.6 if seconds < 0.03 else 0.2)
    while time.monotonic() < until and b"1049l" not in terminal.raw:
        terminal.pump(0.02)
    terminal.send("\x03")
