"""Which of many sets of characters have one in a sentence: asked once, and known as the bits of a number. Pure."""

import re
from collections.abc import Iterable
from functools import cache, reduce
from itertools import count, repeat
from operator import or_

_bits: dict[str, int] = {}
"""Of each character, those of the sets that it is in."""
_free = count(1)
CHINESE = 1
"""The bit of all Chinese characters."""
_CHINESE = re.compile("[一-鿿]")


@cache
def any_of(characters: str | frozenset[str]) -> int:
    """The bit of a set of characters. Asked for while modules are loaded: what was read before knows nothing of it."""
    bit = 1 << next(_free)
    for one in characters:
        _bits[one] = _bits.get(one, 0) | bit
    return bit


def lacking(text: str, letters: Iterable[str]) -> int:
    """The bits of all sets of which no character stands in a text; `letters` are its characters."""
    has = reduce(or_, map(_bits.get, letters, repeat(0)), 0)
    return ~(has | CHINESE if _CHINESE.search(text) is not None else has)
