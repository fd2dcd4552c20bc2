"""The terminal as our app has it: full screen, keys and mouse in, strips out, and always given back (T3, T4).

Passed to the app as its `driver_class`. Stands in for Textual's own driver, which dies of a byte that is no UTF-8,
spins at the end of its input, and leaves at once on SIGHUP. Promises:

- any bytes may come in (`tui.terminal.input`); the app gets `NotUtf8` when the terminal speaks another encoding;
- the end of input, a hang-up, and every signal that would end the process (`signals.ENDING`) end the app in order; the process
  is gone within 2 seconds of it, even when the terminal takes no output or the app is stuck;
- line settings and screen are given back on every way out;
- nothing is written while nothing changes: no cursor blinks, no report of a mouse that merely moves is asked for.
"""

import os
import select
import signal
import sys
import termios
import threading
import tty
from collections.abc import Callable
from types import FrameType
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from briefing_tui.tui.terminal import signals
from briefing_tui.tui.terminal.drawing.picture import Picture
from briefing_tui.tui.terminal.early_screen import (
    ALTERNATE,
    ENTER,
    LEAVE,
    EarlyScreen,
    TakenTerminal,
    terminal_size,
)
from briefing_tui.tui.terminal.framework import safe_line
from briefing_tui.tui.terminal.input import InputReader
from briefing_tui.tui.terminal.output import OutputThread

GRACE = 1.5
"""Seconds between the end of the terminal and the hard end of a process that does not leave by itself (promise: 2)."""
LAST_WORD = 0.3
"""Seconds that a process which ends hard waits for its terminal to take the sequences that give the screen back."""
DRAIN = 0.5
"""Seconds the last output may take before it is given up for the sequences that give the screen back."""
STALL = 5.0
"""Seconds that a process which leaves in order waits for those to be taken: a link that loses packets takes nothing for a while."""
_MOUSE_ON = "\x1b[?1000h\x1b[?1002h\x1b[?1006h"
"""Clicks, the wheel and dragging; not 1003, which reports every move."""
_MOUSE_OFF = "\x1b[?1006l\x1b[?1002l\x1b[?1000l"
_ASK_SYNC = "\x1b[?2026$p"
_NO_QUERIES = ("linux", "vt", "ansi", "dumb", "cons")
"""Beginnings of TERM of terminals that print parts of a query instead of ignoring it."""
_POINTER_SHAPE = "\x1b]22;"


class TerminalAnswered(Message):
    """An answer to a question of the probe that came too late for it (`answers`), or what looks like one."""

    def __init__(self, sequence: str) -> None:
        super().__init__()
        self.sequence = sequence


class Setup(NamedTuple):
    """What one run of the app tells its driver."""

    leftover: bytes = b""
    """Typed while the terminal was probed: comes before all other input."""
    round_trip: float | None = None
    """Seconds to the terminal and back, as far as they are known: how long ESC waits for what belongs to it."""
    early: EarlyScreen | None = None
    """Who holds the terminal before the driver does."""
    on_hangup: Callable[[], None] | None = None
    """Called once, in the main thread, when the terminal is lost or a signal asks to end: save what must not be lost."""


class BriefingDriver(Driver):
    """Drives a real terminal on standard input and output. Configure with `driver_class`."""

    setup: ClassVar[Setup] = Setup()

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stdin__ is not None
        assert sys.__stdout__ is not None
        self._in, self._out = sys.__stdin__.fileno(), sys.__stdout__.fileno()
        self.picture = Picture()
        """What the terminal shows, as far as it is known."""
        self._reader = InputReader(self.setup.round_trip, self._answered)
        self._leftover = self.setup.leftover
        self._output: OutputThread | None = None
        self._input: threading.Thread | None = None
        self._wake: tuple[int, int] | None = None
        self._settings: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._ending = False
        self._gone = threading.Event()

    # What the app asks for

    @property
    def can_suspend(self) -> bool:
        """The app may hand the terminal to another program for a while."""
        return True

    def write(self, data: str) -> None:
        """Have control sequences and text written. Never blocks once the app is ending."""
        if self._output is not None and not data.startswith(_POINTER_SHAPE):
            self._output.write(data)

    def mouse_on(self) -> None:
        """Have clicks, wheel and drags reported."""
        self._mouse = True
        self.write(_MOUSE_ON)

    def mouse_off(self) -> None:
        """Give the mouse back to the terminal, so that it selects text."""
        self._mouse = False
        self.write(_MOUSE_OFF)

    def enter_again(self) -> None:
        """Have the terminal as it is to be, and all drawn anew: another had it, or wrote on it."""
        self.picture.forget()
        self.write(ALTERNATE + ENTER + (_MOUSE_ON if self._mouse else ""))
        self._app.refresh()

    def set_title(self, title: str) -> None:
        """Name the window."""
        self.write(f"\x1b]2;{safe_line(title)}\x07")

    def start_application_mode(self) -> None:
        """Take the terminal: line settings, screen, input thread, signals."""
        self._gone.clear()  # after another program had the terminal
        self._catch_signals()
        taken = self._take_over()
        self._set_raw(taken.settings)
        self._send_size()
        self.picture.forget()
        painted = taken.output is not None  # entering again would clear the page that is there
        self.write(("" if painted else ALTERNATE) + ENTER + (_MOUSE_ON if self._mouse else ""))
        if os.isatty(self._in) and _understands_queries():
            self.write(_ASK_SYNC)
        self._wake = os.pipe()
        self._input = threading.Thread(target=self._read_input, name="terminal-input", daemon=True)
        self._input.start()

    def _take_over(self) -> TakenTerminal:
        """The terminal from whoever painted the first page, or the thread that writes to it."""
        early = self.setup.early
        taken = TakenTerminal() if early is None else early.taken_over(self._terminal_lost)
        self._output = taken.output
        if self._output is None:
            self._output = OutputThread(self._out, self._terminal_lost)
            self._output.start()
        self._handlers.update(
            {one: handler for one, handler in taken.handlers.items() if one in self._handlers}
        )
        return taken

    def disable_input(self) -> None:
        """Read no more; returns when the input thread has ended."""
        if self._wake is None:
            return
        os.close(self._wake[1])
        if self._input is not None and self._input is not threading.current_thread():
            self._input.join(1.0)
        os.close(self._wake[0])
        self._wake = self._input = None

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.disable_input()
        self.write(_MOUSE_OFF + LEAVE)
        if self._output is not None and not self._output.drain(DRAIN):
            self._leave_screen(STALL)
        self._restore_settings()

    def close(self) -> None:
        """End the output thread and hand the signals back."""
        if self._output is not None:
            self._output.stop(DRAIN)
            self._output = None
        if not signals.are_kept():
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
            self._handlers.clear()
        self._gone.set()

    # Line settings and size

    def _set_raw(self, before: list[Any] | None = None) -> None:
        """No echo, no lines, no signals by keys, no flow control; the settings found, or those from `before`, are kept for the end."""
        try:
            self._settings = before or termios.tcgetattr(self._in)
            raw = termios.tcgetattr(self._in)
            raw[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
            raw[tty.IFLAG] &= ~(
                termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR | termios.ISTRIP
            )
            raw[tty.CC][termios.VMIN], raw[tty.CC][termios.VTIME] = 1, 0
            termios.tcsetattr(self._in, termios.TCSANOW, raw)
        except termios.error:
            self._settings = None

    def _restore_settings(self) -> None:
        if self._settings is None:
            return
        try:
            termios.tcflush(self._in, termios.TCIFLUSH)
            termios.tcsetattr(self._in, termios.TCSANOW, self._settings)
        except termios.error:
            return  # the terminal is gone

    def _send_size(self) -> None:
        columns, rows = terminal_size(self._out)
        size = Size(columns, rows)
        self.send_message(events.Resize(size, size))

    # Signals and the end

    def _catch_signals(self) -> None:
        handlers = {
            signal.SIGWINCH: self._resized,
            signal.SIGTSTP: self._stopped,
            signal.SIGCONT: self._continued,
            **dict.fromkeys(signals.ENDING, self._asked_to_end),
        }
        for number, handler in handlers.items():
            if number not in self._handlers and signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, handler)

    def _resized(self, _number: int, _frame: FrameType | None) -> None:
        self.picture.resized()  # a terminal cuts or joins its rows as it likes
        if not self._ending:
            self._send_size()

    def _stopped(self, number: int, _frame: FrameType | None) -> None:
        if signals.is_late(number):
            return
        self.write(_MOUSE_OFF + LEAVE)
        if self._output is not None:
            self._output.drain(DRAIN)
        self._restore_settings()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continued(self, _number: int, _frame: FrameType | None) -> None:
        if self._ending or self._input is None:
            return
        self._set_raw()
        self.enter_again()
        self._send_size()

    def _asked_to_end(self, number: int, _frame: FrameType | None) -> None:
        if not signals.is_late(number):
            self._end(128 + number)

    def _terminal_lost(self) -> None:
        """Called in the input or output thread."""
        try:
            self._loop.call_soon_threadsafe(self._end, 128 + signal.SIGHUP)
        except RuntimeError:  # the loop has ended before us
            return
        self._watch(128 + signal.SIGHUP)

    def _end(self, code: int) -> None:
        """In the main thread: save, then end the app in order. A stuck loop is left to the watch."""
        if self._ending:
            return
        self._ending = True
        if self._output is not None:
            self._output.hurry()
        self._watch(code)
        if self.setup.on_hangup is not None:
            self.setup.on_hangup()
        self._loop.call_soon_threadsafe(self._exit_app, code)

    def _exit_app(self, code: int) -> None:
        self._app.exit(return_code=code)

    def _watch(self, code: int) -> None:
        """End the process hard when it has not left by itself in time."""

        def wait() -> None:
            if self._output is not None:
                self._output.hurry()
            if not self._gone.wait(GRACE):
                self._restore_settings()
                self._leave_screen(LAST_WORD)
                os._exit(code)

        threading.Thread(target=wait, name="terminal-watch", daemon=True).start()

    def _leave_screen(self, patience: float) -> None:
        """Instead of all that was still to be written; not at all when the terminal takes nothing for so many seconds."""
        if self._output is not None:
            self._output.abandon(_MOUSE_OFF + LEAVE, patience)

    # Input

    def _read_input(self) -> None:
        """The input thread: until `disable_input`, or the end of the terminal."""
        assert self._wake is not None
        wake, reader = self._wake[0], self._reader
        leftover, self._leftover = self._leftover, b""
        self._process(reader.feed(leftover))
        while True:
            ready, _, _ = select.select([self._in, wake], [], [], reader.patience)
            if wake in ready:
                return
            if not ready:
                self._process(reader.expire())
                continue
            try:
                data = os.read(self._in, 65536)
            except OSError:  # EIO: hang-up
                data = b""
            if not data:
                self._terminal_lost()
                return
            self._process(reader.feed(data))

    def _answered(self, sequence: str) -> None:
        self._process([TerminalAnswered(sequence)])

    def _process(self, messages: list[Message]) -> None:
        for message in messages:
            if self._ending:
                return
            self.process_message(message)


def driver_class(
    leftover: bytes = b"",
    on_hangup: Callable[[], None] | None = None,
    *,
    round_trip: float | None = None,
    early: EarlyScreen | None = None,
) -> type[BriefingDriver]:
    """The driver for one run of the app; see `Setup`."""

    class ConfiguredDriver(BriefingDriver):
        setup = Setup(leftover, round_trip, early, on_hangup)

    return ConfiguredDriver


def _understands_queries() -> bool:
    name = os.environ.get("TERM", "")
    return not name.startswith(_NO_QUERIES) and os.environ.get("TERM_PROGRAM") != "Apple_Terminal"


def driver_of(app: App[Any]) -> BriefingDriver | None:
    """The app's driver; None in a test that has no terminal."""
    driver = app._driver  # noqa: SLF001 - Textual has no public way to it
    return driver if isinstance(driver, BriefingDriver) else None
