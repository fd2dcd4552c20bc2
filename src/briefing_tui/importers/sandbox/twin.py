"""A second process for a long file: forked from the limited child, behind the same closed doors, it does half of the work.

It is of the child's process group, so whoever kills that kills both. What it hands over goes through a pipe to the first one
alone; the two share the memory that one may take.
"""

import os
import signal
from collections.abc import Callable

from briefing_tui.importers.evidence import Refused
from briefing_tui.importers.sandbox import limits

_CHUNK = 1 << 20


class Twin:
    """The other process. Made before a byte of the file is read, and while processes may still be started."""

    def __init__(self, work: Callable[[bytes], bytes]) -> None:
        """`work` is done there, on all that standard input has."""
        self._pipe, writing = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._pipe)
            _work(work, writing)
        os.close(writing)

    def answer(self) -> bytes:
        """What `work` came to. Refused when the process failed, or was killed for its time."""
        parts: list[bytes] = []
        while part := os.read(self._pipe, _CHUNK):
            parts.append(part)
        code = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        self._process = 0
        if code in {-signal.SIGXCPU, -signal.SIGKILL}:
            raise Refused("time")
        if code != 0:
            raise Refused("crash", str(code))
        return b"".join(parts)

    def end(self) -> None:
        """Nobody waits for it any more."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0


def _work(work: Callable[[bytes], bytes], writing: int) -> None:
    """The whole life of the other process."""
    code = 1
    try:
        os.dup2(writing, 1)  # standard output is the first one's: it ends when that one ends
        limits.close_doors()
        left = memoryview(
            work(os.pread(0, os.fstat(0).st_size, 0))
        )  # the place in it is shared with the first one
        while left:
            left = left[os.write(1, left) :]
        code = 0
    finally:
        os._exit(code)
