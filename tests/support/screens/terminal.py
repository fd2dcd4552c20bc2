"""A terminal for tests: runs a program on a pseudo-terminal and shows what a person would see.

Used by every test marked `pty`. Nothing reads behind the caller's back: output is taken in while `expect`,
`wait_idle`, `pump` or `exit_code` run, so a test that calls none of them is a frozen terminal. Queries of the
program (cursor position, modes, device attributes) are answered as a real terminal would, at the moment they are read.

    with Terminal([PYTHON, "-m", "briefing_tui", "open"], env={"LANG": "zh_CN.UTF-8"}) as terminal:
        terminal.expect("行业信息简报")
        terminal.send("q")
        assert terminal.exit_code() == 0

Rows and columns count from 0; widths are cells; times are seconds of the wall clock.
"""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import Any, NamedTuple, Self

import pyte
import pyte.screens
from wcwidth import wcwidth

PYTHON = sys.executable
"""The interpreter that runs the tests."""
DRIVER = b"\x1b[?2026$p"
"""What the driver asks when the framework is there."""
PATIENCE = 20.0
"""Seconds to wait for something that must come: far above any real time, the machine is shared."""
_LAST_BYTES = 2.0
"""Seconds that the last bytes of a program may take to come."""
_LONGEST_START = 5.0
"""Seconds that a program may be busy with its start and silent."""

_TOKEN = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    rb"|\x1b[PX^_][^\x1b]*\x1b\\"  # DCS, SOS, PM, APC
    rb"|\x1b[ -/]+[0-~]"  # charset and the like
    rb"|\x1b[0-OQ-WYZ\\`-~]"  # two bytes
    rb"|[^\x1b]+"
)
_CURSOR_MODES = {7, 25}
"""DECAWM and DECTCEM: the private modes pyte is told of; the others are only kept in `modes`."""


def _ambiguous_is_narrow(char: str) -> int:
    """The letters of flags are one cell each, two a flag; wcwidth gives either two."""
    return 1 if "\U0001f1e6" <= char <= "\U0001f1ff" else int(wcwidth(char))


def _ambiguous_is_wide(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) == "A" else _ambiguous_is_narrow(char)


class _Screen(pyte.Screen):
    """pyte's screen; its own stops drawing at a character without width that is no combining mark (a selector, a keycap)."""

    def draw(self, data: str) -> None:
        """Text without escape sequences."""
        drawn = (char for char in data if pyte.screens.wcwidth(char) or unicodedata.combining(char))
        super().draw(data if data.isascii() else "".join(drawn))


def _become_first(slave: int, *, ignore_hangup: bool) -> None:
    """In the child, before the program: the terminal is its controlling one, and signals are as a shell leaves them."""
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if ignore_hangup:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


class Frame(NamedTuple):
    """What a screen shows."""

    text: str
    cells: list[list[Any]]


class Terminal:
    """A program on a pseudo-terminal, with the screen it draws.

    `env` is laid over a small clean environment (a variable set to None is absent). `ambiguous=2` makes characters of ambiguous width
    (“ ” … · ×) two cells wide, as many Chinese terminals do. `answers=False` is a terminal that answers no query.
    `background` is what it answers when it is asked for its background (OSC 11): nothing unless given.
    `stdin` and `stdout` replace those of the program by an open file descriptor. `ignore_hangup` starts it as `nohup` does.
    """

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str | None] | None = None,
        rows: int = 24,
        columns: int = 80,
        *,
        ambiguous: int = 1,
        answers: bool = True,
        background: str = "",
        cwd: str | os.PathLike[str] | None = None,
        stdin: int | None = None,
        stdout: int | None = None,
        ignore_hangup: bool = False,
    ) -> None:
        self.rows, self.columns = rows, columns
        self.answers = answers
        self._background = background
        self.raw = bytearray()
        """Every byte the program wrote, in order."""
        self.osc: list[bytes] = []
        """Contents of each operating system command (title, clipboard, link), terminators removed."""
        self.modes: set[int] = set()
        """Private modes that are on now (`CSI ? n h`), such as 1049 for the alternate screen."""
        self.keyboard_flags = 0
        """How many entries the kitty keyboard protocol has on its stack."""
        self._width: Callable[[str], int] = _ambiguous_is_wide if ambiguous == 2 else _ambiguous_is_narrow
        self._screens = [_Screen(columns, rows), _Screen(columns, rows)]
        self._streams = [pyte.ByteStream(screen) for screen in self._screens]
        self._rest = b""
        self._ended = False
        self.early: Frame | None = None
        """What was in sight when the driver first spoke: the first page, where there was one."""
        self._code: int | None = None
        self._master, slave = os.openpty()
        self.resize(rows, columns)
        self.initial_termios = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            list(argv),
            stdin=slave if stdin is None else stdin,
            stdout=slave if stdout is None else stdout,
            stderr=slave,
            env=_environment(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=partial(_become_first, slave, ignore_hangup=ignore_hangup),  # noqa: PLW1509 - makes the terminal the controlling one; tests start no threads
            pass_fds=(slave,) if stdin is not None and stdout is not None else (),
        )
        os.close(slave)
        os.set_blocking(self._master, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What a person does

    def send(self, data: str | bytes) -> None:
        """Type `data`; returns when the pseudo-terminal has taken all of it. Output is read while it is full."""
        left = data.encode() if isinstance(data, str) else data
        until = time.monotonic() + PATIENCE
        while left:
            try:
                left = left[os.write(self._master, left) :]
            except BlockingIOError:
                self.pump(0.02)
                assert time.monotonic() < until, "the program does not read its input"
            except OSError:
                return  # it has ended; what it would not read is nobody's loss

    def resize(self, rows: int, columns: int) -> None:
        """Give the window another size; the program gets SIGWINCH."""
        self.rows, self.columns = rows, columns
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        for screen in self._screens:
            screen.resize(rows, columns)

    def hang_up(self) -> None:
        """Close the terminal window: SIGHUP and end of input for the program. The screen stays readable."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1
            self._ended = True

    def signal(self, number: int) -> None:
        """Send a signal to the program (not to its group)."""
        os.kill(self.process.pid, number)

    def wait_stopped(self) -> None:
        """Wait until the program has stopped itself: a SIGCONT before that is lost."""
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT)

    def close(self) -> None:
        """Hang up and make sure that nothing is left running. Safe to call twice."""
        self.hang_up()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    # What a person sees

    def lines(self) -> list[str]:
        """The rows of the screen, trailing blanks removed, wide characters once."""
        screen = self.screen
        return [
            "".join(screen.buffer[row][column].data for column in range(self.columns)).rstrip()
            for row in range(self.rows)
        ]

    def text(self) -> str:
        """The screen as one text, rows joined by newlines."""
        return "\n".join(self.lines())

    def cells(self) -> list[list[Any]]:
        """All cells of the screen, by rows."""
        return [
            [self.screen.buffer[row][column] for column in range(self.columns)] for row in range(self.rows)
        ]

    @property
    def screen(self) -> Any:
        """The pyte screen in use: the main one or, while mode 1049 is on, the alternate one."""
        return self._screens[1049 in self.modes]

    def main_lines(self) -> list[str]:
        """As `lines`, of the main screen: what is there when the program has ended."""
        screen = self._screens[0]
        return [
            "".join(screen.buffer[row][column].data for column in range(self.columns)).rstrip()
            for row in range(self.rows)
        ]

    def cell(self, row: int, column: int) -> Any:
        """The pyte character at a place: `.data`, `.fg`, `.bg`, `.bold`, `.reverse`, `.underscore`."""
        return self.screen.buffer[row][column]

    def find(self, text: str) -> tuple[int, int]:
        """Row and column (cells) where `text` begins on the screen; AssertionError when it is not there."""
        for row in range(self.rows):
            columns = [column for column in range(self.columns) if self.screen.buffer[row][column].data]
            line = "".join(self.screen.buffer[row][column].data[0] for column in columns)
            at = line.find(text)
            if at >= 0:
                return row, columns[at]
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text()}")

    @property
    def title(self) -> str:
        """The window's title, as the program last set it."""
        return str(self.screen.title)

    def cursor_shown(self) -> bool:
        """Whether the text cursor is visible."""
        return not self.screen.cursor.hidden

    def termios_restored(self) -> bool:
        """Whether the line settings are those from before the program began."""
        return termios.tcgetattr(self._master) == self.initial_termios

    # Waiting

    def pump(self, seconds: float = 0.0) -> int:
        """Take in what the program writes, for at least `seconds` (0: only what is there); the bytes received."""
        before, until = len(self.raw), time.monotonic() + seconds
        while not self._ended:
            ready, _, _ = select.select([self._master], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                break
            self._read()
            if seconds == 0.0:
                continue
            if time.monotonic() >= until:
                break
        return len(self.raw) - before

    def expect(self, text: str | re.Pattern[str], timeout: float = PATIENCE) -> None:
        """Wait until `text` (or a match of the pattern) is on the screen; AssertionError with the screen otherwise."""
        until = time.monotonic() + timeout
        while True:
            self.pump()
            shown = self.text()
            if text in shown if isinstance(text, str) else text.search(shown):
                return
            if self._ended or time.monotonic() > until:
                state = "ended" if self._ended else f"{timeout} s passed"
                raise AssertionError(f"{text!r} did not come ({state}); the screen:\n{shown}")
            self._await(0.2)

    def receive(self, data: bytes, timeout: float = PATIENCE) -> None:
        """Wait until `data` has come, shown or not: a question to the terminal, for instance."""
        until = time.monotonic() + timeout
        while data not in self.raw:
            assert time.monotonic() < until, f"{data!r} did not come"
            self._await(0.2)
            self.pump()

    def expect_gone(self, text: str, timeout: float = PATIENCE) -> None:
        """Wait until `text` is no longer on the screen."""
        until = time.monotonic() + timeout
        while text in self.text():
            assert time.monotonic() < until, f"{text!r} is still there:\n{self.text()}"
            self._await(0.2)
            self.pump()

    def wait_idle(self, quiet: float = 0.3, timeout: float = PATIENCE) -> None:
        """Wait until the program has written nothing for `quiet` seconds. One that has painted its first page alone is still starting."""
        until = time.monotonic() + timeout
        starting = time.monotonic() + _LONGEST_START
        while (self.pump(quiet) or (self._is_painted() and time.monotonic() < starting)) and not self._ended:
            assert time.monotonic() < until, f"output goes on:\n{self.text()}"

    def _is_painted(self) -> bool:
        """Whether all that there is may be a first page, without its app: that takes the mouse, or asks something of the terminal."""
        return b"\x1b[?1049h" in self.raw and b"\x1b[?1000h" not in self.raw and DRIVER not in self.raw

    def exit_code(self, timeout: float = PATIENCE) -> int:
        """Wait for the program's end and give its exit code (negative: killed by that signal)."""
        until = time.monotonic() + timeout
        while self.process.poll() is None:
            assert time.monotonic() < until, f"still running after {timeout} s:\n{self.text()}"
            if self._ended:
                time.sleep(0.01)
            else:
                self._await(0.02)
                self.pump()
        self._take_the_rest()
        return int(self.process.returncode)

    def _take_the_rest(self) -> None:
        """What an ended program wrote last, which a busy machine brings after its end; a child of it may still have the terminal."""
        until = time.monotonic() + _LAST_BYTES
        while not self._ended and time.monotonic() < until:
            self._await(0.05)
            self.pump()

    # The terminal's own work

    def _await(self, seconds: float) -> None:
        if not self._ended:
            select.select([self._master], [], [], seconds)

    def _read(self) -> None:
        try:
            data = os.read(self._master, 65536)
        except BlockingIOError:
            return
        except OSError:  # EIO: the program has closed its side
            data = b""
        if not data:
            self._ended = True
            return
        self.raw += data
        if self.early is None and (at := self.raw.find(DRIVER)) >= 0:
            begun = max(0, at - len(self.raw) + len(data))
            self._interpret(data[:begun])
            self.early = Frame(self.text(), self.cells())
            data = data[begun:]
        self._interpret(data)

    def _interpret(self, data: bytes) -> None:
        data = self._rest + data
        at = 0
        pyte.screens.wcwidth = self._width
        while match := _TOKEN.match(data, at):
            token, at = match[0], match.end()
            if token.startswith(b"\x1b]"):
                self.osc.append(token[2:].rstrip(b"\x07").removesuffix(b"\x1b\\"))
                if self.osc[-1] == b"11;?":
                    self._answer(self._background)
                if token[2:4] in {b"0;", b"2;"}:
                    self._feed(token)
            elif token.startswith(b"\x1b["):
                self._control(token)
            elif not token.startswith((b"\x1bP", b"\x1bX", b"\x1b^", b"\x1b_")):
                self._feed(token)
        self._rest = data[at:]

    def _feed(self, token: bytes) -> None:
        self._streams[1049 in self.modes].feed(token)

    def _control(self, token: bytes) -> None:
        """One control sequence: answer a query, note a mode, hand the rest to pyte."""
        body, final = token[2:-1], token[-1:]
        if body == b"6" and final == b"n":
            cursor = self.screen.cursor
            self._answer(f"\x1b[{cursor.y + 1};{min(cursor.x + 1, self.columns)}R")
        elif final == b"n" and body == b"5":
            self._answer("\x1b[0n")
        elif final == b"c":
            self._answer("\x1b[>0;10;1c" if body.startswith(b">") else "\x1b[?62;22c")
        elif final == b"p" and body.endswith(b"$"):
            mode = body.strip(b"?$").decode()
            self._answer(
                f"\x1b[?{mode};{1 if int(mode or 0) in self.modes else 2 if mode == '2026' else 0}$y"
            )
        elif final == b"u" and body[:1] in {b">", b"<"}:
            self.keyboard_flags = max(0, self.keyboard_flags + (1 if body[:1] == b">" else -1))
        elif body.startswith(b"?") and final in {b"h", b"l"}:
            self._mode({int(part) for part in body[1:].split(b";") if part.isdigit()}, final == b"h", token)
        elif body[:1] not in {b"<", b"=", b">", b"?"} and not any(mark in body for mark in b" !\"#$%&'"):
            self._feed(token)

    def _mode(self, numbers: set[int], on: bool, token: bytes) -> None:
        if 1049 in numbers and on and 1049 not in self.modes:
            self._screens[1].reset()
        self.modes = self.modes | numbers if on else self.modes - numbers
        if numbers & _CURSOR_MODES:
            for stream in self._streams:
                stream.feed(token)

    def _answer(self, text: str) -> None:
        if self.answers:
            os.write(self._master, text.encode())


def _environment(extra: Mapping[str, str | None] | None) -> dict[str, str]:
    base: dict[str, str | None] = {
        "PATH": os.environ.get("PATH", os.defpath),
        **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")},
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }
    base.update(extra or {})
    return {name: value for name, value in base.items() if value is not None}
