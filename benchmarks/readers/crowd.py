"""Many readers at once: each does what a script says at its own pace, and page turns are timed."""

import contextlib
import random
import select
import time
from collections.abc import Callable

from benchmarks.ptyprogram import PtyProgram
from benchmarks.readers.hosted import FIRST_TEXT, Hosted, opened
from benchmarks.workplace import Workplace

QUIET = 0.15
"""Seconds of silence that end a page turn."""
THINK = (2.0, 6.0)
"""Seconds between two keys of one reader: ten times as fast as anybody reads."""
ALONE = (0.3, 0.6)
"""The same for one alone, who disturbs nobody."""
TURNS = 20
WORD = "担保"


class Reader:
    """One who reads by the script."""

    def __init__(self, program: PtyProgram, dice: random.Random, think: tuple[float, float]) -> None:
        self.program = program
        self._keys = [b" "] * TURNS + [b"s", f"{WORD}\r".encode(), b"\x11"]
        self._dice = dice
        self._pressed = False
        self._think = think
        self.due = time.perf_counter() + dice.uniform(*think)
        self.turns: list[float] = []

    def act(self, now: float) -> bool:
        """Press when it is time, note a turn that is over; False when all is done."""
        if self._pressed and now - self.program.last > QUIET:
            self._pressed = False
            if len(self._keys) >= 3:
                self.turns.append(self.program.last - self.program.started)
        if now >= self.due and not self._pressed:
            if not self._keys:
                return False
            self.program.press(self._keys.pop(0))
            self._pressed = True
            self.due = now + self._dice.uniform(*self._think)
        return True


def crowd(
    place: Workplace, host: Hosted, readers: int, told: Callable[[str], None]
) -> tuple[list[float], float]:
    """Seconds of all page turns of so many readers, and seconds until the last of them had its first text."""
    dice = random.Random(readers)
    with contextlib.ExitStack() as stack:
        began = time.perf_counter()
        programs = [stack.enter_context(opened(place, host.session())) for _at in range(readers)]
        for program in programs:
            program.seen(FIRST_TEXT)
        opened_in = time.perf_counter() - began
        told(f"{readers} readers have opened in {opened_in:.1f} s")
        for program in programs:
            program.settled(0.01)
        poll = select.poll()
        by_number = {program.fileno(): program for program in programs}
        for number in by_number:
            poll.register(number, select.POLLIN)
        everybody = [Reader(program, dice, THINK if readers > 1 else ALONE) for program in programs]
        active = list(everybody)
        while active:
            for number, _event in poll.poll(10):
                if not by_number[number].take_in():
                    poll.unregister(number)
            now = time.perf_counter()
            active = [reader for reader in active if reader.act(now)]
    return [turn for reader in everybody for turn in reader.turns], opened_in
