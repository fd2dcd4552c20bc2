"""The thread that writes to the terminal, so that a slow link does not hold up the keys.

Used by the driver alone. Textual's own thread blocks its caller for ever when a terminal stops reading, and dies with the
first error of a terminal that is gone. This one takes text at any time, waits while more than `LIMIT` characters are
unwritten, and after `hurry` never waits.
"""

import os
import select
import threading
from collections.abc import Callable

LIMIT = 256 * 1024
"""Characters that may wait to be written before the caller has to: some ten full screens."""
_PIECE = 4096
"""Bytes written at a time: between two, `abandon` is heard."""


class OutputThread(threading.Thread):
    """Writes text, as UTF-8, to a file descriptor. `on_failure` is called, in this thread, when that is gone."""

    def __init__(self, fileno: int, on_failure: Callable[[], None]) -> None:
        super().__init__(name="terminal-output", daemon=True)
        self._fileno = fileno
        self._on_failure = on_failure
        self._changed = threading.Condition()
        self._waiting: list[str] = []
        self._size = 0
        self._writing = self._stopping = self._hurried = self._ended = False
        self._last: bytes | None = None

    def write(self, text: str) -> None:
        """Have `text` written; blocks while too much is unwritten and nobody said `hurry`."""
        with self._changed:
            while self._size > LIMIT and not (self._hurried or self._ended):
                self._changed.wait(0.2)
            if self._ended or self._last is not None:
                return
            self._waiting.append(text)
            self._size += len(text)
            self._changed.notify_all()

    def hurry(self) -> None:
        """The program is about to end: never block a caller again. May be called in a signal handler."""
        self._hurried = True

    def drain(self, timeout: float) -> bool:
        """Wait until all is written, at most `timeout` seconds; whether it is."""
        with self._changed:
            return self._changed.wait_for(
                lambda: self._ended or not (self._waiting or self._writing), timeout
            )

    def stop(self, timeout: float) -> bool:
        """Write what is left, for at most `timeout` seconds, and end; whether all was written."""
        done = self.drain(timeout)
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if done:
            self.join(timeout)
        return done

    def abandon(self, last: str, timeout: float) -> None:
        """Drop what waits and write `last` instead, nothing behind it; returns when that is done, or after `timeout` seconds."""
        with self._changed:
            self._last = last.encode("utf-8", "replace")
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._ended, timeout)

    def run(self) -> None:
        """Take all that waits, write it, and again."""
        taken = True
        while taken and (data := self._take()):
            taken = self._write(data)
        if taken and self._last is not None:
            self._write(self._last)
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        if not taken:
            self._on_failure()

    def _take(self) -> bytes:
        """All that waits, when there is something; empty when nothing is to come any more."""
        with self._changed:
            self._writing = False
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._waiting or self._stopping or self._last is not None)
            if self._last is not None:
                return b""
            data = "".join(self._waiting).encode("utf-8", "replace")
            self._waiting.clear()
            self._size = 0
            self._writing = bool(data)
            return data

    def _write(self, data: bytes) -> bool:
        """Whether the terminal took it, or something else is to be written instead."""
        at = 0
        while at < len(data) and (self._last is None or self._last is data):
            try:
                at += os.write(self._fileno, data[at : _piece_end(data, at)])
            except BlockingIOError:  # somebody who shares the terminal made it non-blocking
                select.select([], [self._fileno], [], 1.0)
            except OSError:
                return False
        return True


def _piece_end(data: bytes, begin: int) -> int:
    """Where the next piece ends: before a control sequence, so that what is written instead of the rest does not begin inside one."""
    end = begin + _PIECE
    if end >= len(data):
        return len(data)
    before = data.rfind(b"\x1b[", begin + 1, end)
    return before if before > 0 else end
