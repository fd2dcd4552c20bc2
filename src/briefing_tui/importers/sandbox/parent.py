"""Start the limited child, hand it one document, take what it says, and be rid of it whatever it does.

Called by `documents`, from any thread. The child gets no environment but the language's own, no descriptor but its three, and
a session of its own, which is killed as a whole when the time is over or the caller is interrupted.
"""

import fcntl
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, NamedTuple

from briefing_tui.importers import kinds
from briefing_tui.importers.evidence import EvidenceLine, Reading, ReadingParts, Refused
from briefing_tui.importers.sandbox import limits

_ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
"""Where this package lies: the child knows no PYTHONPATH."""
_CODE = f"import gc, sys; gc.disable(); sys.path.append({_ROOT!r}); from briefing_tui.importers.sandbox.child import main; main()"
"""Nothing there lives long enough to be collected."""
_ISOLATED = ("-I", "-X", "utf8")
_ALONE = (*_ISOLATED, "-S")
"""For what is read with the standard library: to know of others takes a tenth of such a start."""
_CHUNK = 1 << 18
_WAITING = 1 << 20
"""Bytes that may wait to be heard: what a user may ask of Linux unless told otherwise."""
_LONG = 128 << 10
"""Bytes of a PDF that two processes read, where there are processors for both: less is read before a second one has begun."""
_running: "set[subprocess.Popen[bytes]]" = set()
"""The children of this process that are at work; adding and taking away are atomic."""


def stop_all() -> None:
    """Kill whatever is being read: whoever asked no longer wants it."""
    for child in tuple(_running):
        _kill(child)


def read_apart(data: bytes, kind: str) -> Reading:
    """The reading of a document. Refused when the child refuses, crashes, or takes too long."""
    lines: list[EvidenceLine] = []
    last = read_in_parts(data, kind, lambda part: lines.extend(part.lines))
    return last._replace(lines=(*lines, *last.lines))


def read_in_parts(
    data: bytes, kind: str, take: Callable[[Reading], None], meanwhile: Callable[[], None] = lambda: None
) -> Reading:
    """As `read_apart`, but parts of the reading go to `take` while the child reads on: what is told is the last part, with the counts of all.

    `meanwhile` is called while the child begins to read. Nothing that was taken counts when it is Refused in the end.
    """
    if len(data) > limits.FILE_LIMIT:
        raise Refused("size", str(limits.FILE_LIMIT >> 20))
    parts = ReadingParts(take)
    with tempfile.TemporaryFile() as stdin:
        stdin.write(data)
        stdin.seek(0)
        two = kind == kinds.PDF and len(data) >= _LONG and processors() > 1 and not _running
        code = _run(stdin, [kind, "2"] if two else [kind], _Hearer(meanwhile, parts.feed))
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise Refused("time")
    if code != 0:
        raise Refused("crash", str(code))
    try:
        return parts.end()
    except ValueError:
        raise Refused("crash", "0") from None


def processors() -> int:
    """How many processes run at a time."""
    try:
        return max(len(os.sched_getaffinity(0)), 1)
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1


class _Hearer(NamedTuple):
    """What is done while a child works."""

    meanwhile: Callable[[], None]
    """Before it can have said anything."""
    feed: Callable[[bytes], None]
    """With what it says, as it says it."""


def _run(stdin: IO[bytes], arguments: list[str], hearer: _Hearer) -> int:
    """The exit code of the child; SIGKILL when it was killed for its time or for writing too much."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, *(_ALONE if kinds.DOCX in arguments else _ISOLATED), "-c", _CODE, *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
        cwd="/",
    )
    whole = False
    _running.add(child)
    try:
        assert child.stdout is not None
        _widen(child.stdout)
        until = time.monotonic() + limits.WALL_LIMIT
        hearer.meanwhile()
        with child.stdout as stream:
            whole = _collect(stream, until, hearer.feed)
            if whole:
                with suppress(subprocess.TimeoutExpired):
                    child.wait(2)
    finally:
        _running.discard(child)
        if not whole or child.returncode != 0:
            _kill(child)  # with whatever it left behind
    return child.wait()


def _widen(pipe: IO[bytes]) -> None:
    """Let more wait in a pipe: else the child would, while what it has said is not heard yet."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):  # a limit of the system, or of the user's pipes
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _WAITING)


def _collect(stream: IO[bytes], until: float, feed: Callable[[bytes], None]) -> bool:
    """Whether the child wrote all it has to say before `until` (monotonic; the time that `feed` takes is not the child's), and no more than
    the limit.
    """
    total = 0
    poll = select.poll()
    poll.register(stream, select.POLLIN | select.POLLHUP)
    while (left := until - time.monotonic()) > 0 and total <= limits.OUTPUT_LIMIT:
        if not poll.poll(left * 1000):
            break
        part = os.read(stream.fileno(), _CHUNK)
        if not part:
            return True
        total += len(part)
        begun = time.monotonic()
        feed(part)
        until += time.monotonic() - begun
    return False


def _kill(child: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
