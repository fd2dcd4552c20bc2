"""Tasks that take seconds are done by all processors: this process forks others, and each takes the next task when it has done one.

What was loaded and read is there in all of them, and only what a task came to goes through a pipe, once all are done. Nothing is forked where
there is one processor, where other threads run (a lock that one of them holds would stay locked), or where forking is not safe for other
reasons (not on Linux): then all is done here.

Not by `concurrent.futures`: its forked workers wait for ever when this process is killed, and each tells of an interrupt.
"""

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

from briefing_tui.processors import processors

_MOST = 4
"""Processes, with this one: each takes memory, and others work on the machine."""
_NUMBER = 2
"""Bytes of a task's number in the pipe."""
_MOST_NUMBERS = 1000
"""Numbers in the pipe: they go in at once, whatever its size. More tasks go in runs."""
_CHUNK = 1 << 20
_is_other = False
"""Whether this process was forked here itself: it forks no more."""
_INTERRUPT = frozenset((signal.SIGINT,))

Task = Callable[[], Any]
Tell = Callable[[int, int], None]
"""How many tasks were begun, and of how many."""


def in_parallel(tasks: Sequence[Task], tell: Tell | None = None, *, alone: bool = False) -> list[Any]:
    """What each of some tasks comes to, in their order; an error of a task is raised here. What it comes to can be pickled.

    `alone` when they are not worth another process.
    """
    done: dict[int, Any] = {}
    with _without_collecting():
        if not alone:
            _do_with_others(tasks, done, tell)
        left = [number for number in range(len(tasks)) if number not in done]
        _do(tasks, left, done, tell)
    return [done[number] for number in range(len(tasks))]


def _do_with_others(tasks: Sequence[Task], done: dict[int, Any], tell: Tell | None) -> None:
    """All tasks, but those of another process that somebody or an error ended."""
    others: list[_Other] = []
    begun = _Begun(len(tasks))
    try:
        with _uninterrupted(), suppress(OSError):  # no more processes or files: it takes longer
            while _may_fork() and len(others) + 1 < min(processors(), _MOST, len(tasks)):
                others.append(_Other(tasks, begun))
        _do(tasks, begun.left(), done, tell)
        for other in others:
            done.update(other.answer())
    finally:
        begun.close()
        for other in others:
            other.end()


def _do(tasks: Sequence[Task], numbers: Iterable[int], done: dict[int, Any], tell: Tell | None) -> None:
    for number in numbers:
        if tell is not None:
            tell(number, len(tasks))
        done[number] = tasks[number]()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """An interrupt is heard when it is known which processes were forked; in those, when they know what they are."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Tasks make no circles: to look for them again and again takes a tenth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _may_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1 and not _is_other


class _Begun:
    """The tasks that nobody has begun: a pipe with their numbers, which every process reads from."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._run = -(-count // _MOST_NUMBERS) or 1
        """Tasks of one number."""
        self._pipe, writing = os.pipe()
        firsts = range(0, count, self._run)
        os.write(writing, b"".join((first // self._run).to_bytes(_NUMBER, "big") for first in firsts))
        os.close(writing)

    def left(self) -> Iterator[int]:
        """The tasks for this process, as long as there are any."""
        while number := os.read(self._pipe, _NUMBER):
            first = int.from_bytes(number, "big") * self._run
            yield from range(first, min(first + self._run, self._count))

    def close(self) -> None:
        os.close(self._pipe)


class _Other:
    """Another process, forked from this one, that takes tasks as well and ends with it."""

    def __init__(self, tasks: Sequence[Task], begun: _Begun) -> None:
        here = os.getpid()
        self._pipe, writing = os.pipe()
        try:
            self._process = os.fork()
            if not self._process:
                _work(tasks, begun, writing, here)
        except OSError:
            os.close(self._pipe)
            raise
        finally:
            os.close(writing)

    def answer(self) -> dict[int, Any]:
        """What its tasks came to, once all are begun; nothing when somebody or an error ended it."""
        parts = []
        while part := os.read(self._pipe, _CHUNK):
            parts.append(part)
        try:
            answer: dict[int, Any] = pickle.loads(b"".join(parts))  # noqa: S301 - by a fork of this process
        except (EOFError, pickle.UnpicklingError):
            return {}
        return answer

    def end(self) -> None:
        """Nobody waits for it any more."""
        os.close(self._pipe)
        with suppress(ProcessLookupError, ChildProcessError):  # it is gone, and nobody asked to be told
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)


def _work(tasks: Sequence[Task], begun: _Begun, writing: int, parent: int) -> NoReturn:
    """The whole life of another process. It says nothing to anybody but the first one."""
    global _is_other  # noqa: PLW0603 - of a process
    _is_other = True
    try:
        if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPT)
        done = {}
        for number in begun.left():
            if os.getppid() != parent:
                break
            done[number] = tasks[number]()
        left = memoryview(pickle.dumps(done, pickle.HIGHEST_PROTOCOL))
        while left:
            left = left[os.write(writing, left) :]
    finally:
        os._exit(0)
