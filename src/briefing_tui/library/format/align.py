"""Which old value a new one comes from, so that its lines, comments and unknown keys go with it. Pure.

Called by `update` for items, sections and distribution lines.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def align(
    old: Sequence[T], new: Sequence[T], looks: Sequence[Callable[[T], object]], *, neighbours: bool = True
) -> list[int | None]:
    """For each new value the index of its old one, or None when it is new; no old one is taken twice.

    Each of `looks` (the surest first) maps a value to what must be equal (hashable); an empty look matches nothing. What is left
    over is paired with its neighbour's neighbour, the old value that stands where the new one does, if `neighbours`.
    """
    origin: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))
    for look in looks:
        if all(index is not None for index in origin):
            break
        _match(old, new, look, origin, free)
    for index in range(len(new) if neighbours else 0):
        if origin[index] is None:
            before = origin[index - 1] if index else -1
            if before is not None and before + 1 in free:
                origin[index] = before + 1
                del free[before + 1]
    return origin


def _match(
    old: Sequence[T],
    new: Sequence[T],
    look: Callable[[T], object],
    origin: list[int | None],
    free: dict[int, None],
) -> None:
    """Pair values that look alike, in order."""
    waiting: dict[object, list[int]] = {}
    for index in reversed(free):
        if seen := look(old[index]):
            waiting.setdefault(seen, []).append(index)
    for index, value in enumerate(new):
        if origin[index] is None and (seen := look(value)) and waiting.get(seen):
            origin[index] = taken = waiting[seen].pop()
            del free[taken]
