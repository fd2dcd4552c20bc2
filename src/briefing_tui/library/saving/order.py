"""The order of pieces that two people may both have changed. Called by `merge`. Pure.

When only one side moved pieces, theirs is the order; what is new on the other side goes behind the piece it followed there. When both
moved the same pieces differently, somebody must choose.
"""

from collections.abc import Collection, Sequence


def moved_differently(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], staying: Collection[str]
) -> bool:
    """Whether both sides changed the order of what stays, and not alike."""
    old, here, there = _common(base, mine, theirs, staying)
    return here not in (old, there) and there != old


def merged_order(
    base: Sequence[str],
    mine: Sequence[str],
    theirs: Sequence[str],
    staying: Collection[str],
    *,
    mine_first: bool,
) -> list[str]:
    """All of `staying` (each stands in `mine` or `theirs`) in one order; `mine_first` decides if both moved pieces."""
    old, here, there = _common(base, mine, theirs, staying)
    lead, other = theirs, mine
    if here != old and (there == old or mine_first):
        lead, other = mine, theirs
    result = [one for one in lead if one in staying]
    placed = set(result)
    before: str | None = None
    for one in other:
        if one in placed:
            before = one
            continue
        if one not in staying:
            continue
        at = 0 if before is None else result.index(before) + 1
        # What the leading side put at the same place was there first.
        while at < len(result) and result[at] not in base and result[at] not in other:
            at += 1
        result.insert(at, one)
        placed.add(one)
        before = one
    return result


def _common(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], staying: Collection[str]
) -> tuple[list[str], list[str], list[str]]:
    """The pieces that stood there from the beginning and stay on both sides, in their three orders."""
    common = set(base) & set(mine) & set(theirs) & set(staying)
    old, here, there = ([one for one in side if one in common] for side in (base, mine, theirs))
    return old, here, there
