"""Start the limited child, hand it one document, take what it says, and be rid of it whatever it does.

Called by `documents`, from any thread. The child gets no environment but the language's own, no descriptor but its three, and
a session of its own, which is killed as a whole when the time is over or the caller is interrupted.
"""

import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO

from briefing_tui.importers import kinds
from briefing_tui.importers.evidence import Reading, Refused, reading_from
from briefing_tui.importers.sandbox import limits

_ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
"""Where this package lies: the child knows no PYTHONPATH."""
_CODE = (
    f"import sys; sys.path.append({_ROOT!r}); from briefing_tui.importers.sandbox.child import main; main()"
)
_CHUNK = 1 << 18
_LONG = 128 << 10
"""Bytes of a PDF that two processes read, where there are processors for both: less is read before a second one has begun."""
_PAGE_INSIDE = re.compile(rb"word/[^\0]{0,60}?(?:[Cc]hunk|\.x?html?\b|\.mht)")
"""The name of a part that is a web page or a mail (`w:altChunk`), as a zip has it in the open: what reads those is loaded before doors close."""
_running: "set[subprocess.Popen[bytes]]" = set()
"""The children of this process that are at work; adding and taking away are atomic."""


def stop_all() -> None:
    """Kill whatever is being read: whoever asked no longer wants it."""
    for child in tuple(_running):
        _kill(child)


def read_apart(data: bytes, kind: str, meanwhile: Callable[[], None] = lambda: None) -> Reading:
    """The reading of a document. Refused when the child refuses, crashes, or takes too long.

    `meanwhile` is called while the child begins to read.
    """
    if len(data) > limits.FILE_LIMIT:
        raise Refused("size", str(limits.FILE_LIMIT >> 20))
    if kind == kinds.DOCX and _PAGE_INSIDE.search(data):
        kind = limits.WORD_WITH_PAGES
    with tempfile.TemporaryFile() as stdin:
        stdin.write(data)
        stdin.seek(0)
        two = kind == kinds.PDF and len(data) >= _LONG and processors() > 1 and not _running
        output, code = _run(stdin, [kind, "2"] if two else [kind], meanwhile)
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise Refused("time")
    if code != 0:
        raise Refused("crash", str(code))
    try:
        return reading_from(output)
    except ValueError:
        raise Refused("crash", "0") from None


def processors() -> int:
    """How many processes run at a time."""
    try:
        return max(len(os.sched_getaffinity(0)), 1)
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1


def _run(stdin: IO[bytes], arguments: list[str], meanwhile: Callable[[], None]) -> tuple[bytes, int]:
    """What the child wrote, and its exit code; SIGKILL when it was killed for its time or for writing too much."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-I", "-X", "utf8", "-c", _CODE, *arguments],
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
        until = time.monotonic() + limits.WALL_LIMIT
        meanwhile()
        with child.stdout as stream:
            output, whole = _collect(stream, until)
            if whole:
                with suppress(subprocess.TimeoutExpired):
                    child.wait(2)
    finally:
        _running.discard(child)
        if not whole or child.returncode != 0:
            _kill(child)  # with whatever it left behind
    return output, child.wait()


def _collect(stream: IO[bytes], until: float) -> tuple[bytes, bool]:
    """All that is written before `until` (monotonic), and whether that is all: no more than the limit, in time."""
    parts: list[bytes] = []
    total = 0
    poll = select.poll()
    poll.register(stream, select.POLLIN | select.POLLHUP)
    while (left := until - time.monotonic()) > 0 and total <= limits.OUTPUT_LIMIT:
        if not poll.poll(left * 1000):
            break
        part = os.read(stream.fileno(), _CHUNK)
        if not part:
            return b"".join(parts), True
        parts.append(part)
        total += len(part)
    return b"".join(parts), False


def _kill(child: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
