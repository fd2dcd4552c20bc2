"""How much work a call does, told by the lines of code it runs: the clock of a busy machine says little about growth."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(call: Callable[[], object]) -> int:
    """Lines of Python that `call` runs, in whatever module."""
    count = 0

    def trace(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def growth(make: Callable[[int], object], size: int) -> float:
    """How many times the work of `make(size)` that of `make(2 * size)` is: 2 when it grows with the size only."""
    return steps(lambda: make(2 * size)) / steps(lambda: make(size))
