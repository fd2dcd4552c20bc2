"""Which piece is which, whatever is written in it and wherever it stands (promise K1).

A piece of an issue carries its identity from the file it was loaded from, or from its making, through every edit, so that a save
gives it its own lines: the keys we do not know, the comments, the spacing. An identity is no field and no part of a value: it is not
stored, not shown, not compared; `_replace` hands it on, and nothing else does. Pure, but for a count.
"""

import itertools
from typing import Any, TypeVar

T = TypeVar("T", bound=tuple[object, ...])

UNKNOWN = 0
"""Of what was made by hand and nobody has met yet; no two unknown things are the same."""
_serials = itertools.count(1)


def new_identity() -> int:
    """One that nothing else in this process has."""
    return next(_serials)


def with_identity(kind: type[T]) -> type[T]:
    """A kind of named tuple whose values can carry an identity."""
    replace: Any = kind._replace  # type: ignore[attr-defined]  # of any named tuple

    def _replace(self: Any, /, **changes: object) -> Any:
        made = replace(self, **changes)
        if self.__dict__:
            made.__dict__.update(self.__dict__)
        return made

    body = {"__doc__": kind.__doc__, "__module__": kind.__module__, "__qualname__": kind.__qualname__}
    return type(kind.__name__, (kind,), {**body, "_replace": _replace, "__replace__": _replace})


def identity_of(piece: object) -> int:
    """What a piece, or an issue of a file, is known by."""
    identity: int = getattr(piece, "identity", UNKNOWN)
    return identity


def is_same(one: object, other: object) -> bool:
    """Whether both are versions of one piece, or issues of one file."""
    return identity_of(one) == identity_of(other) != UNKNOWN


def marked(made: T, identity: int) -> T:
    """A value that was made just now, and that nothing else holds yet, with its identity."""
    made.identity = identity  # type: ignore[attr-defined]  # its kind is `with_identity`
    return made


def known_as(piece: T, identity: int) -> T:
    """The same value with another identity."""
    if identity_of(piece) == identity:
        return piece
    copy: T = piece._replace()  # type: ignore[attr-defined]  # of any named tuple
    return marked(copy, identity)
