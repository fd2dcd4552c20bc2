"""What work costs compared with other work on the same machine at the same time: CPU time against CPU time, never against a clock.

A test that says "under a second" fails on a busy machine and passes on a fast one whatever the code does. These do neither.
"""

import gc
import time
from collections.abc import Callable

_BETWEEN = 8.0
"""Four times the length costs four times as much when the work is linear, and sixteen times when it is quadratic."""
_ENOUGH = 0.05
"""CPU seconds after which noise no longer counts."""
_TRIES = 3


def cost(work: Callable[[], object]) -> float:
    """CPU seconds of this process; of short work the best of some rounds. Without what collecting the garbage of other tests takes."""
    best, spent = float("inf"), 0.0
    gc.disable()
    try:
        for _round in range(_TRIES):
            begun = time.process_time()
            work()
            took = time.process_time() - begun
            best, spent = min(best, took), spent + took
            if spent > _ENOUGH:
                break
    finally:
        gc.enable()
    return best


def is_linear(work: Callable[[int], object], length: int) -> bool:
    """Whether the work grows with the length and not with its square, from `length` to four times that.

    `length` is to cost some milliseconds. Noise may make linear work look worse, so that is looked at again.
    """
    return any(
        cost(lambda: work(4 * length)) < _BETWEEN * max(cost(lambda: work(length)), 1e-3)
        for _try in range(_TRIES)
    )
