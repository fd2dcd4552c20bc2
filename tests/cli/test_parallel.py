"""Tasks on all processors: what they come to, in order, whatever becomes of the other processes."""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from briefing_tui.cli import parallel as module
from briefing_tui.cli.parallel import in_parallel

PID = os.getpid()


@pytest.fixture
def processors(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Sets how many there are; at the end no other process is left."""
    if not hasattr(os, "fork"):
        pytest.skip("forks")

    def given(count: int) -> None:
        monkeypatch.setattr(module, "processors", lambda: count)
        monkeypatch.setattr(module, "_may_fork", lambda: True)

    yield given
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def slow(number: int) -> tuple[int, int]:
    time.sleep(0.002)
    return number, os.getpid()


def test_all_processors_take_tasks_and_the_results_are_in_order(
    processors: Callable[[int], None],
) -> None:
    processors(3)
    results = in_parallel([partial(slow, number) for number in range(120)])
    assert [number for number, _pid in results] == list(range(120))
    assert len({pid for _number, pid in results}) == 3


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001, 4321])
def test_any_number_of_tasks(processors: Callable[[int], None], count: int) -> None:
    processors(2)
    assert in_parallel([partial(int, number) for number in range(count)]) == list(range(count))


def test_results_that_are_longer_than_a_pipe(processors: Callable[[int], None]) -> None:
    def long(number: int) -> str:
        return "x" * 300_000 + str(slow(number)[0])

    processors(2)
    results = in_parallel([partial(long, number) for number in range(20)])
    assert results == ["x" * 300_000 + str(number) for number in range(20)]


def test_it_is_told_how_many_are_begun(processors: Callable[[int], None]) -> None:
    processors(2)
    told: list[tuple[int, int]] = []
    in_parallel([partial(slow, number) for number in range(50)], lambda *so_far: told.append(so_far))
    assert told == sorted(told)
    assert {total for _done, total in told} == {50}


@pytest.mark.parametrize("alone", ["one processor", "a thread", "no fork", "another system"])
def test_where_nothing_may_be_forked_all_is_done_here(monkeypatch: pytest.MonkeyPatch, alone: str) -> None:
    def fork() -> int:
        assert alone == "no fork"
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fork)
    monkeypatch.setattr(module, "processors", lambda: 1 if alone == "one processor" else 2)
    monkeypatch.setattr(threading, "active_count", lambda: 2 if alone == "a thread" else 1)
    monkeypatch.setattr(sys, "platform", "darwin" if alone == "another system" else "linux")
    before = len(list(Path("/dev/fd").iterdir()))
    assert {pid for _number, pid in in_parallel([partial(slow, number) for number in range(9)])} == {PID}
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_the_error_of_a_task_is_raised_here_wherever_it_was_done(processors: Callable[[int], None]) -> None:
    def wrong(number: int) -> int:
        time.sleep(0.002)
        if number == 30:
            raise ValueError(number)
        return number

    processors(2)
    for _turn in range(4):
        with pytest.raises(ValueError, match="30"):
            in_parallel([partial(wrong, number) for number in range(60)])


def test_what_a_killed_process_had_begun_is_done_here(processors: Callable[[int], None]) -> None:
    def killed(number: int) -> tuple[int, int]:
        if os.getpid() != PID:
            os.kill(os.getpid(), signal.SIGKILL)
        return slow(number)

    processors(3)
    assert in_parallel([partial(killed, number) for number in range(60)]) == [
        (number, PID) for number in range(60)
    ]


def test_an_interrupt_ends_the_others(processors: Callable[[int], None]) -> None:
    def long(number: int) -> None:
        if os.getpid() == PID and number > 2:
            raise KeyboardInterrupt
        time.sleep(0.05 if os.getpid() == PID else 60)

    processors(3)
    deadline = time.monotonic() + 30
    with pytest.raises(KeyboardInterrupt):
        in_parallel([partial(long, number) for number in range(20)])
    assert time.monotonic() < deadline


def test_the_collector_is_on_again(processors: Callable[[int], None]) -> None:
    processors(2)
    before = gc.isenabled()  # tests of imports leave it off
    gc.enable()
    try:
        assert in_parallel([gc.isenabled]) == [False]
        assert gc.isenabled()
    finally:
        if not before:
            gc.disable()
