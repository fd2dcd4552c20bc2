"""What stayed where it was when the rest moved. Pure."""

from bisect import bisect_left
from collections.abc import Sequence


def settled(numbers: Sequence[int]) -> list[int]:
    """A longest run of growing numbers, in order, of numbers that are all different; what is not in it has moved."""
    ends: list[int] = []
    """The smallest number with which a run of each length can end."""
    lengths: list[int] = []
    for number in numbers:
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
        lengths.append(at + 1)
    run: list[int] = []
    wanted = len(ends)
    for number, length in zip(reversed(numbers), reversed(lengths), strict=True):
        if length == wanted and (not run or number < run[-1]):
            run.append(number)
            wanted -= 1
    return run[::-1]
