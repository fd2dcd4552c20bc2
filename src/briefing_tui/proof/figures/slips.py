"""How figures are mistyped: a digit wrong, doubled or left out, two changed over, the point elsewhere. Pure.

A gap that one such slip would close is told where a gap of any size would say little, as far as it is not likely to come by chance.
"""

import re
from collections.abc import Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.sentence.quantities import Quantity

SWAP = "swap"
DIGIT = "digit"
EXTRA = "extra"
"""A digit twice, or one too many."""
LOST = "lost"
POINT = "point"
_WAYS = {SWAP: 1.0, DIGIT: 9.0, EXTRA: 1.0, LOST: 10.0, POINT: 1.0}
"""How many other numbers each digit may make by a slip of that kind."""
_LONG = 4
"""Digits of a number of which one other is a slip and no accident."""
_EXACT = 0.01
"""Of the last digit."""


def slip(stated: Quantity, right: float) -> str | None:
    """What kind of slip makes of `right` what is stated, if any."""
    number = re.match("[0-9][0-9,]*(?:\\.[0-9]+)?", stated.text)
    if number is None or right <= 0 or not stated.step:
        return None
    steps = right / stated.step
    if abs(steps - round(steps)) > _EXACT:
        return None
    wrong, meant = re.sub("[.,]", "", number[0]).lstrip("0"), str(round(steps))
    if len(wrong) < 2 or wrong == meant:
        return None
    if len(wrong) == len(meant):
        unlike = [at for at in range(len(wrong)) if wrong[at] != meant[at]]
        if len(unlike) == 1:
            return DIGIT
        is_swap = len(unlike) == 2 and unlike[1] - unlike[0] == 1 and sorted(wrong) == sorted(meant)
        return SWAP if is_swap else None
    if wrong.rstrip("0") == meant.rstrip("0") and len(wrong.rstrip("0")) > 1:
        return POINT
    if len(wrong) == len(meant) + 1 and meant in _without_one(wrong):
        return EXTRA
    return LOST if len(wrong) + 1 == len(meant) and wrong in _without_one(meant) else None


def _without_one(number: str) -> set[str]:
    return {number[:at] + number[at + 1 :] for at in range(len(number))}


def may_be_meant(result: float, stated: Quantity) -> bool:
    """Whether a wrong figure may be meant to be a result: near to it, its point somewhere else, or mistyped."""
    if arithmetic.is_of_the_same(result, stated.value):
        return True
    kind = slip(stated, round(result / stated.step) * stated.step) if stated.step else None
    return kind in {SWAP, EXTRA, LOST} or (
        kind == DIGIT and len(re.sub("[^0-9]", "", stated.text).strip("0")) >= _LONG
    )


def is_slip_of_a_sum(whole: Quantity, parts: Sequence[Quantity], chance: float) -> bool:
    """Whether one of the figures, mistyped, is why the parts are not the whole; a gap that means nothing looks so with that chance at most."""
    together = sum(part.value for part in parts)
    step = min(one.step for one in (whole, *parts))
    kinds = []
    for rounding in (0, step, -step) if len(parts) > 2 and step != 1 else (0,):
        kinds.append(slip(whole, together + rounding))
        kinds += [slip(part, part.value + whole.value - together + rounding) for part in parts]
    digits = sum(len(re.sub("[^0-9]", "", one.text)) for one in (whole, *parts))
    room = max(whole.value, together) / step if step else 0.0
    return any(kind is not None and _WAYS[kind] * digits <= chance * room for kind in kinds)
