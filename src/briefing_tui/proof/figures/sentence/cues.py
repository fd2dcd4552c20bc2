"""Which of many sets of characters have one in a sentence: asked once, and known as the bits of a number. Pure."""

import re
from collections.abc import Iterable
from functools import cache, reduce
from itertools import repeat
from operator import or_

_bits: dict[str, int] = {}
"""Of each character, those of the sets that it is in."""
_all: list[int] = []
"""The bits of all sets."""


@cache
def any_of(characters: str | frozenset[str]) -> int:
    """The bit of a set of characters."""
    bit = 1 << len(_all)
    _all.append(bit)
    for one in characters:
        _bits[one] = _bits.get(one, 0) | bit
    return bit


CHINESE = any_of("")
"""The bit of all Chinese characters."""
_CHINESE = re.compile("[一-鿿]")


def lacking(text: str, letters: Iterable[str]) -> int:
    """The bits of all sets of which no character stands in a text; `letters` are its characters. A set that is asked for later may stand in it."""
    has = reduce(or_, map(_bits.get, letters, repeat(0)), 0)
    return (1 << len(_all)) - 1 ^ (has | CHINESE if _CHINESE.search(text) is not None else has)
