"""The process of the limited child: started, given one document, heard, and ended whatever it does. Called by `parent`.

It gets no environment but the language's own, no descriptor but its three, and a session of its own, which is killed as a whole.
"""

import fcntl
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, NamedTuple

from briefing_tui.importers.sandbox import limits

Child = subprocess.Popen[bytes]
_CHUNK = 1 << 18
_WAITING = 1 << 20
"""Bytes that may wait in a pipe: what a user may ask of Linux unless told otherwise."""


class Hearer(NamedTuple):
    """What is done while a child works."""

    meanwhile: Callable[[], None]
    """Before it can have said anything."""
    feed: Callable[[bytes], None]
    """With what it says, as it says it."""


def start(options: Sequence[str], code: str, arguments: Sequence[str], stdin: IO[bytes] | None) -> Child:
    """A child of our own interpreter that runs `code`; without `stdin`, a pipe by which `hear` hands it its document."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, *options, "-c", code, *arguments],
        stdin=subprocess.PIPE if stdin is None else stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
        cwd="/",
    )


def hear(child: Child, hearer: Hearer, data: bytes = b"") -> int:
    """The exit code of the child, which is handed `data` if it has a pipe for it; SIGKILL when it was killed for its time or for writing too much."""
    whole = False
    try:
        assert child.stdout is not None
        until = time.monotonic() + limits.WALL_LIMIT
        document = None if child.stdin is None else _Document(child.stdin, data)
        _widen(child.stdout)
        hearer.meanwhile()
        with child.stdout as stream:
            whole = _collect(stream, document, until, hearer.feed)
            if whole:
                with suppress(subprocess.TimeoutExpired):
                    child.wait(2)
    finally:
        if not whole or child.returncode != 0:
            end(child)  # with whatever it left behind
        if child.stdin is not None:
            with suppress(BrokenPipeError):
                child.stdin.close()
    return child.wait()


def end(child: Child) -> None:
    """Kill a child with whatever it has started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def dismiss(child: Child) -> None:
    """End a child that is not to be heard."""
    end(child)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()
    child.wait()


class _Document:
    """What is to be handed over. Most documents wait in the pipe as a whole; of others the child takes some, and more is put in."""

    def __init__(self, pipe: IO[bytes], data: bytes) -> None:
        self._pipe = pipe
        self.left = memoryview(data)
        os.set_blocking(pipe.fileno(), False)
        _widen(pipe)
        self.hand_on()

    def fileno(self) -> int:
        """Of the pipe, while something is left."""
        return self._pipe.fileno()

    def hand_on(self) -> None:
        """As much as there is room for; the end when it is all."""
        try:
            while self.left:
                self.left = self.left[os.write(self._pipe.fileno(), self.left) :]
        except BlockingIOError:
            return
        except BrokenPipeError:  # a child that takes no more says why
            self.left = memoryview(b"")
        self._pipe.close()


def _widen(pipe: IO[bytes]) -> None:
    """Let more wait in a pipe: else whoever writes would."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):  # a limit of the system, or of the user's pipes
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _WAITING)


def _collect(
    stream: IO[bytes], document: _Document | None, until: float, feed: Callable[[bytes], None]
) -> bool:
    """Whether the child wrote all it has to say before `until` (monotonic; the time that `feed` takes is not the child's), and no more than
    the limit.
    """
    total = 0
    poll = select.poll()
    poll.register(stream, select.POLLIN | select.POLLHUP)
    if document is not None and document.left:
        poll.register(document, select.POLLOUT)
    while (left := until - time.monotonic()) > 0 and total <= limits.OUTPUT_LIMIT:
        ready = [descriptor for descriptor, _event in poll.poll(left * 1000)]
        if not ready:
            break
        if ready != [stream.fileno()] and document is not None:
            descriptor = document.fileno()
            document.hand_on()
            if not document.left:
                poll.unregister(descriptor)
        if stream.fileno() not in ready:
            continue
        part = os.read(stream.fileno(), _CHUNK)
        if not part:
            return True
        total += len(part)
        begun = time.monotonic()
        feed(part)
        until += time.monotonic() - begun
    return False
