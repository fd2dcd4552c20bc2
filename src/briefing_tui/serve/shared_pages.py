"""Keeps what is loaded on pages that all sessions share. Called once by the verb `host`, before the first fork.

A session gets a page of its own as soon as it writes there, and Python writes a lot: it counts the references to an object inside the object, so
whoever only uses one writes to it. Two things are done against that:

- What is loaded becomes everlasting (PEP 683, Python 3.12): such objects are not counted, and a host never lets go of them anyway. Python has no
  call for it, so the mark is put where the count stands, and only where a trial shows that it stands there and that objects with the mark are
  not counted. In any other Python nothing is done.
- The gaps between what is loaded are filled, so that a session's own objects lie together on pages of their own. Each of them in a gap would
  make a page of the host the session's.
"""

import gc
import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Protocol

_TRIED = frozenset({(3, 12), (3, 13)})
"""The versions in which tests have looked at this."""
_EVERLASTING = 0xFFFFFFFF
"""The mark: what stands in the lower half of the count of None in those versions."""
_SIGN = 0x80000000
"""Set in the count of everlasting objects alone."""
_TRIALS = 100
_STEP, _LARGEST = 16, 512
"""Bytes: the blocks that Python hands out itself (`Objects/obmalloc.c`) are multiples of one up to the other."""
_POOL, _POOL_HEAD = 1 << 14, 48
"""Bytes of a stretch that it lays out in blocks of one size, and of what stands in front."""
_BYTES_HEAD = 33
"""Bytes of an empty `bytes`."""
_MOST = 1 << 18
"""Bytes that gaps of one size may take; what is laid out in another way is not filled for ever."""

_fillings: list[object] = []


class _Count(Protocol):
    """The lower half of the count of references of one object."""

    value: int


_CountAt = Callable[[int], _Count]
"""That of the object at an address."""


def keep_shared() -> None:
    """Everything that is loaded stays where it is and as it is."""
    gc.collect()
    make_everlasting()
    fill_gaps()
    gc.freeze()


def make_everlasting() -> bool:
    """Nothing that is loaded is counted any more; False where this Python counts in a way we do not know."""
    if not _known():
        return False
    try:
        from ctypes import c_uint32
    except (ImportError, MemoryError):  # a Python without it, or a system that forbids what it does
        return False
    count_at: _CountAt = c_uint32.from_address
    if not _stands_the_trial(count_at):
        return False
    waiting: list[object] = [*gc.get_objects(), sys.modules]
    while waiting:
        found = waiting.pop()
        count = count_at(id(found))
        if count.value & _SIGN or isinstance(found, FrameType):
            continue
        count.value = _EVERLASTING
        waiting += _of_code(found) if isinstance(found, CodeType) else gc.get_referents(found)
    return True


def _known() -> bool:
    """Whether this is an ordinary build of a version that was tried, on a machine whose lower half comes first."""
    return (
        sys.implementation.name == "cpython"
        and sys.version_info[:2] in _TRIED
        and sys.byteorder == "little"
        and sys.maxsize > 1 << 32
        and "t" not in sys.abiflags  # without the global lock it counts elsewhere
        and not hasattr(sys, "gettotalrefcount")  # a build that looks for mistakes would find these
    )


def _stands_the_trial(count_at: _CountAt) -> bool:
    """Whether the count of an object stands at its address, and an object with the mark is not counted."""
    trial = object()
    count, none = count_at(id(trial)), count_at(id(None))
    few = count.value
    held = [trial] * _TRIALS
    many = count.value
    del held
    if (few, many, none.value) != (1, 1 + _TRIALS, _EVERLASTING):
        return False
    count.value = _EVERLASTING
    held = [trial] * _TRIALS
    while_held = count.value
    del held
    return while_held == count.value == _EVERLASTING


def _of_code(code: CodeType) -> list[object]:
    """What a piece of code uses; the collector does not know it."""
    parts = (code.co_consts, code.co_names, code.co_filename, code.co_name, code.co_qualname)
    return [*parts, code.co_linetable, code.co_exceptiontable]


def fill_gaps() -> None:
    """Have every block that is free between others, of all sizes: until a whole stretch comes block by block, which is one without gaps."""
    for size in range(_STEP, _LARGEST + 1, _STEP):
        enough = (_POOL - _POOL_HEAD) // size - 1
        last, in_a_row = 0, 0
        for _at in range(_MOST // size):
            block = _block(size)
            _fillings.append(block)
            in_a_row = in_a_row + 1 if id(block) == last + size else 0
            last = id(block)
            if in_a_row == enough:
                break


def _block(size: int) -> object:
    """A new object of so many bytes, of a kind of which Python puts none aside."""
    if size == 16:
        return object()
    return complex(size, size) if size == 32 else bytes(size - _BYTES_HEAD)
