"""A git that takes long, watched while it works: how far it is, no more bytes than it may write, no longer than one has patience."""

import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from briefing_tui.i18n import _
from briefing_tui.library.history.git import Git, GitError, ended

RECEIVING, SORTING, SENDING, FILES = "receiving", "sorting", "sending", "files"
"""What is done: the pack comes, is looked through, goes; then the files of the library."""
Progress = Callable[[str, int, int], object]
"""Told what is done, how much of it and of how much; from the thread that waits."""
_STEPS = {b"Receiving objects": RECEIVING, b"Resolving deltas": SORTING, b"Writing objects": SENDING}
_STEP = re.compile(rb"(?:remote: )?([A-Z][A-Za-z ]+): +([0-9]+)%? ?(?:\(([0-9]+)/([0-9]+)\)|, done)?")
_PASSING = re.compile(
    rb"(?:remote: )?(?:[A-Z][A-Za-z ]+: +[0-9]+(?:%|, done|$)|Total [0-9]|From | [*+ ] |Delta compression)"
)
"""Lines of how far git is, which are no complaints."""
_LOOK_UP = 0.25
"""Seconds between two looks whether it is still wanted."""
_KEPT = 64 << 10
"""Bytes of what it says that are kept."""


def watched(
    git: Git,
    more: Mapping[str, str],
    words: Sequence[str],
    patience: float,
    progress: Progress | None,
    most: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[int, bytes, bytes]:
    """Exit code, output and complaints. GitError when it does not end within `patience` seconds, or `stop` says that it is wanted no more; where
    the system can, a file of more than `most` bytes ends it.
    """
    process = git.begin(*words, more=more, complaints=subprocess.PIPE)
    try:
        _limit(process.pid, most)
        out, err = _heard(process, time.monotonic() + patience, progress, stop or _never)
        return process.wait(timeout=patience), out, err
    except subprocess.TimeoutExpired:
        raise GitError(_("git does not answer")) from None
    finally:
        if process.poll() is None:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)  # what it has started, too
        ended(process)
        if process.stderr is not None:
            process.stderr.close()


def _heard(
    process: "subprocess.Popen[bytes]", end: float, progress: Progress | None, stop: Callable[[], bool]
) -> tuple[bytes, bytes]:
    """What it says and complains of until it ends; how far it is goes to `progress`. TimeoutExpired at a stop, and at the `end` by the monotonic clock."""
    assert process.stderr is not None
    assert process.stdout is not None
    said = kept = rest = b""
    with selectors.DefaultSelector() as ready:
        ready.register(process.stderr, selectors.EVENT_READ)
        ready.register(process.stdout, selectors.EVENT_READ)
        while ready.get_map():
            found = ready.select(_LOOK_UP)
            if time.monotonic() > end or stop():
                raise subprocess.TimeoutExpired(process.args, 0)
            for key, _events in found:
                block = os.read(key.fd, 1 << 16)
                if not block:
                    ready.unregister(key.fileobj)
                elif key.fileobj is process.stdout:
                    said = (said + block)[-_KEPT:]
                else:
                    *lines, rest = re.split(rb"[\r\n]", (rest + block)[-_KEPT:])
                    told = b"".join(line + b"\n" for line in lines if _complains(line, progress))
                    kept = (kept + told)[-_KEPT:]
    if _complains(rest, progress):
        kept += rest
    return said, kept


def _never() -> bool:
    """Nobody stops it."""
    return False


def _complains(line: bytes, progress: Progress | None) -> bool:
    """Whether a line is none of those that tell how far git is, which are told on."""
    step = _STEP.match(line)
    if step is not None and progress is not None and step[1] in _STEPS and step[3]:
        progress(_STEPS[step[1]], int(step[3]), int(step[4]))
    return bool(line.strip()) and _PASSING.match(line) is None


def _limit(pid: int, most: int | None) -> None:
    """No file that it, or what it starts, writes may be larger."""
    if most is None or sys.platform != "linux":
        return
    import resource

    with suppress(OSError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))
