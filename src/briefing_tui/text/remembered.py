"""What is told of a text by itself, remembered for the next who ask of the same text: several stages of an import do.

For functions of one text whose answer never changes. Whoever begins with a document, or is done with one, says so, and no texts are kept
longer.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

_T = TypeVar("_T")
_kept: "list[Any]" = []


def remembered(tell: Callable[[str], _T]) -> Callable[[str], _T]:
    """`tell`, which is not called twice of one text."""
    known = cache(tell)
    _kept.append(known)
    return known


def forget() -> None:
    """Keep none of the texts, nor what was told of them. Another thread that is not done asks once more."""
    for known in _kept:
        known.cache_clear()
