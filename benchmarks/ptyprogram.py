"""A program on a pseudo-terminal, with a clock: when was which text on the screen.

Used by `benchmarks.run`. The terminal answers queries the way a common one does, at the moment they arrive, and
does nothing else while the clock runs (no screen is drawn: text is looked for in the bytes with the control
sequences taken out). Times are seconds from just before the process is made.
"""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

ROWS, COLUMNS = 40, 100
"""The window of all measurements."""
PATIENCE = 30.0
"""Seconds after which a text that has not come is a failed measurement."""

_CONTROL = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^X][^\x1b]*\x1b\\|\x1b[ -/]*[0-~]|[\x00-\x20]"
)
_QUERY = re.compile(rb"\x1b\[6n|\x1b\[5n|\x1b\[\??0?c|\x1b\[>0?c|\x1b\[\?([0-9]+)\$p|\x1b\[\?u")
DRIVER = b"\x1b[?2026$p"
"""What the framework asks when it takes the terminal: whatever comes behind it is the app's own."""
_UNKNOWN_MODES = {b"2026", b"2048", b"1016"}
"""Modes the terminal says it does not know, as most do not; the rest are known and off."""


class PtyProgram:
    """One run. `env` is the whole environment."""

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], *, rows: int = ROWS, columns: int = COLUMNS
    ) -> None:
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

        def own_terminal() -> None:
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.raw = bytearray()
        """All output since the start or the last `press`."""
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            list(argv),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env),
            start_new_session=True,
            preexec_fn=own_terminal,  # noqa: PLW1509 - makes the terminal the controlling one; no threads here
        )
        os.close(slave)
        self._last = self.started
        self._answered = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def press(self, keys: bytes) -> None:
        """Type; the clock and the record of output start anew."""
        self.raw.clear()
        self._answered = 0
        self.started = self._last = time.perf_counter()
        os.write(self._master, keys)

    def seen(self, texts: Sequence[bytes], *, behind: bytes = b"") -> float:
        """Seconds until every one of `texts` (without blanks, UTF-8) has been written, behind the first `behind`. RuntimeError when
        one never is.
        """
        missing = list(texts)
        while missing:
            if not self._read(PATIENCE):
                shown = ", ".join(text.decode(errors="replace") for text in missing)
                raise RuntimeError(
                    f"never on the screen: {shown}\n{visible(self.raw).decode(errors='replace')[-2000:]}"
                )
            written = visible(self.raw[self.raw.find(behind) :]) if behind in self.raw else b""
            missing = [text for text in missing if text not in written]
        return self._last - self.started

    def type_ahead(self, keys: bytes) -> None:
        """Type, while the clock runs on."""
        os.write(self._master, keys)

    def settled(self, quiet: float = 0.25) -> float:
        """Seconds until the last output before a silence of `quiet` seconds."""
        until = time.perf_counter() + PATIENCE
        while self._read(quiet) and time.perf_counter() < until:
            pass
        return self._last - self.started

    @property
    def pid(self) -> int:
        """Of the process that was started."""
        return self._process.pid

    @property
    def last(self) -> float:
        """When the last output came, by the clock of `started`."""
        return self._last

    def fileno(self) -> int:
        """To be waited on, when many programs are watched at once."""
        return self._master

    def take_in(self) -> bool:
        """Take in what is there without waiting; False when the program has ended."""
        return self._read(0.0)

    def resident(self) -> int:
        """Bytes of memory the process holds now (resident set)."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise RuntimeError("the system does not tell the resident set")

    def _read(self, timeout: float) -> bool:
        """Take in what is there within `timeout` seconds; False when nothing came or the program has ended."""
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        if not data:
            return False
        self._last = time.perf_counter()
        self.raw += data
        for query in _QUERY.finditer(self.raw, self._answered):
            self._answered = query.end()
            os.write(self._master, self._answer(query))
        return True

    def _answer(self, query: "re.Match[bytes]") -> bytes:
        text = query[0]
        if text.endswith(b"6n"):
            return b"\x1b[1;%dR" % (1 + _column(bytes(self.raw[: query.start()])))
        if text.endswith(b"5n"):
            return b"\x1b[0n"
        if text.endswith(b"$p"):
            return b"\x1b[?" + query[1] + (b";0$y" if query[1] in _UNKNOWN_MODES else b";2$y")
        if text.endswith(b"u"):
            return b""
        return b"\x1b[>0;10;1c" if b">" in text else b"\x1b[?62;22c"


def _column(before: bytes) -> int:
    """Where the cursor stands after `before`, from 0, on a terminal with narrow ambiguous marks: good enough for the probe."""
    return len(_CONTROL.sub(b"", before[before.rfind(b"\r") + 1 :]).decode(errors="ignore"))


def visible(raw: bytes | bytearray) -> bytes:
    """The text of an output: control sequences, control characters and blanks taken out."""
    return _CONTROL.sub(b"", bytes(raw))
