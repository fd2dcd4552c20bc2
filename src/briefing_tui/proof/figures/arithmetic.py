"""Whether a figure follows from others, as far as the printed digits can tell. Pure.

Each printed figure stands for half a unit of its last digit on either side. A stated result agrees when it is the computed one rounded,
or cut, to the digits printed: half a unit above it, a whole one below. Numbers of things are exact. In a list, what is printed with fewer
digits than its neighbours ends in noughts.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from briefing_tui.proof.figures.sentence.quantities import Quantity

_SLACK = 1e-9
_HALF = 0.5
_NEAR = math.log10(4)
_SAME_DIGITS = 0.01
_HUNDRED = 100
_ROUNDED = frozenset(("%", "元", "倍", "个百分点"))
"""What is told in these is rounded though it has no decimals."""


class Computed(NamedTuple):
    """A computed result."""

    low: float
    high: float
    middle: float

    def agrees(self, stated: Quantity) -> bool:
        """Whether `stated` may be this result, rounded or cut to its digits."""
        if self.low == self.high and _is_count(stated) and self.middle == round(self.middle):
            return stated.value == self.middle
        above, below = stated.step * (_HALF + _SLACK), stated.step * (1 - _SLACK)
        if self.low < 0:
            above, below = below, above
        return self.low - below <= stated.value <= self.high + above


_computed = Computed._make
_ANYTHING = Computed(-math.inf, math.inf, 0.0)
"""Of nothing: 由0家增加到5家 is no growth that could be told."""


def share(part: Quantity, whole: Quantity) -> Computed:
    """`part` in per cent of `whole`."""
    return _quotient(part, whole, _HUNDRED)


def may_be_a_share(part: Quantity, whole: Quantity, stated: Quantity) -> bool:
    """Whether it is worth reckoning if `part` is the stated share of `whole`, or of both together, or all but that share: whether one of
    these is as near to it as the digits leave open, and as much again.
    """
    value, base, step = part.value, whole.value, stated.step * 2
    if not 0 < whole.step * 2 <= base or part.step * 2 >= value:
        return True
    share = value / base * _HUNDRED
    near = (part.step / value + whole.step / base) * share * 2 + step
    if abs(share - stated.value) <= near or abs(_HUNDRED - share - stated.value) <= near:
        return True
    of_both = value / (value + base) * _HUNDRED
    return abs(of_both - stated.value) <= part.step / value * of_both * 4 + step


def ratio(part: Quantity, whole: Quantity) -> Computed:
    """How often `whole` goes into `part`; an amount for each one when the units differ."""
    return _quotient(part, whole, 1.0)


def growth(old: Quantity, new: Quantity) -> Computed:
    """By how many per cent `new` is more than `old`; negative when it is less."""
    value, base = new.value, old.value
    if not base:
        return _ANYTHING
    middle = (value - base) / base * _HUNDRED
    more, less = _margin(new), _margin(old)
    if not more and not less:
        return Computed(middle, middle, middle)
    ends = [
        (one - other) / other * _HUNDRED
        for one in (value - more, value + more)
        for other in (base - less, base + less)
        if other
    ]
    return Computed(min(ends), max(ends), middle)


def difference(more: Quantity, less: Quantity) -> Computed:
    """`more` less `less`."""
    margin, other = _margin(more), _margin(less)
    return Computed(
        (more.value - margin) - (less.value + other),
        (more.value + margin) - (less.value - other),
        more.value - less.value,
    )


def product(each: Quantity, times: Quantity) -> Computed:
    """`each` taken `times`."""
    margin, other = _margin(each), _margin(times)
    ends = [
        one * many
        for one in (each.value - margin, each.value + margin)
        for many in (times.value - other, times.value + other)
    ]
    return Computed(min(ends), max(ends), each.value * times.value)


def total(parts: tuple[Quantity, ...]) -> Computed:
    """The sum. Roundings of the parts add up as chance has it, with the root of their number: two units off in three parts are no rounding."""
    middle = sum(part.value for part in parts)
    margin = math.sqrt(sum(min(_margin(part), part.finest * _HALF) ** 2 for part in parts))
    return Computed(middle - margin, middle + margin, middle)


def runs_that_agree(parts: Sequence[Quantity], stated: Quantity) -> Iterator[tuple[int, int]]:
    """Which neighbours, two and more, are the stated sum: first and last but one. No figure is below zero, so that the sums grow with
    their ends, and only those near to what is stated are reckoned.
    """
    sums = [0.0, *accumulate(part.value for part in parts)]
    near = math.sqrt(sum(_margin(part) ** 2 for part in parts)) + stated.step * 2 + sums[-1] * _SLACK
    for first in range(len(parts) - 1):
        wanted = sums[first] + stated.value
        low = max(first + 2, bisect_left(sums, wanted - near))
        for last in range(low, bisect_right(sums, wanted + near, low)):
            if total(tuple(parts[first:last])).agrees(stated):
                yield first, last


def negative(outcome: Computed) -> Computed:
    """The same downwards."""
    return Computed(-outcome.high, -outcome.low, -outcome.middle)


def _quotient(part: Quantity, whole: Quantity, times: float) -> Computed:
    """The interval of a quotient; of what is divided by nothing nothing can be said."""
    value, base = part.value, whole.value
    if not base:
        return _ANYTHING
    middle = value / base * times
    more, less = _margin(part), _margin(whole)
    if not more and not less:
        return _computed((middle, middle, middle))
    if value >= more and base > less:
        return _computed(
            ((value - more) / (base + less) * times, (value + more) / (base - less) * times, middle)
        )
    ends = [
        one / other * times
        for one in (value - more, value + more)
        for other in (base - less, base + less)
        if other
    ]
    return Computed(min(ends), max(ends), middle)


def _margin(quantity: Quantity) -> float:
    """A counted figure is exact; one with decimals or in 万 and 亿 was rounded."""
    step = quantity.step
    if step == 1 and quantity.unit not in _ROUNDED:
        return 0.0
    finest = quantity.finest
    return (min(step, finest)) * _HALF


def _is_count(quantity: Quantity) -> bool:
    """Whether it is a number of things, told to the last one."""
    return quantity.step == 1 and quantity.unit not in _ROUNDED


def is_of_the_same(result: float, stated: float) -> bool:
    """Whether a wrong figure may be meant to be a result: near to it, or with its point somewhere else; one far from it is of something else."""
    if result * stated <= 0:
        return False
    times = abs(math.log10(result / stated))
    return times < _NEAR or abs(times - round(times)) < _SAME_DIGITS


def printed(value: float, like: Quantity) -> str:
    """A result in the form of a stated figure: 25.91万元, 65.64%."""
    number, _sep, suffix = _split(like.text)
    decimals = max(2 if like.step != 1 or like.unit == "元" else 0, len(number.partition(".")[2]))
    if not number:  # told in words: 三成, 三分之一
        return f"{value:.1f}{like.unit}"
    scale = like.value / float(number) if like.value and float(number) else like.step
    text = f"{value / scale:.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + suffix


def _split(text: str) -> tuple[str, str, str]:
    at = next((index for index, char in enumerate(text) if not (char.isdigit() or char in ".,")), len(text))
    return text[:at].replace(",", ""), "", text[at:]
