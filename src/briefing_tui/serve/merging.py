"""Equal pages of memory are kept once: the host asks the kernel for it (KSM, Documentation/admin-guide/mm/ksm.rst), for itself and its sessions.

Sessions write to pages that they had from the host: Python counts the references to an object inside the object. Most of these pages end up equal,
in one session as in another or as the host's was. The kernel looks for such pages by and by, keeps one of each, and gives whoever writes to it a
page of its own again. It does so where an administrator switched it on, and only with the memory of those who ask.

To be told that a page is shared one would have to run code in a session and measure how long a write takes; a session runs no code of a reader's.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

SWITCH = "/sys/kernel/mm/ksm/run"
"""1 when the kernel merges."""
PACE = "/sys/kernel/mm/ksm/pages_to_scan"
"""How many pages it looks at in 20 ms."""
_MAPS = "/proc/self/maps"
_SET_MEMORY_MERGE = 67
"""`prctl`, Linux 6.4: all memory of the process, now and later, and of those it forks."""
_MERGEABLE = 12
"""`madvise`, Linux 2.6.32: of a stretch that is there already."""


class _Number(Protocol):
    """What a call of the C library answers: 0 when it was done."""

    def __call__(self, *arguments: object) -> int: ...


class KernelCalls(NamedTuple):
    """The two ways to ask."""

    prctl: _Number
    madvise: _Number


class Stretch(NamedTuple):
    """Memory that is a process's own and can be written, in bytes."""

    address: int
    size: int


def ask(calls: Callable[[], KernelCalls] | None = None) -> bool:
    """Ask for it; False where the system cannot. Whether the kernel does it is the administrator's choice: `is_on`."""
    try:
        prctl, madvise = (calls or _kernel_calls)()
    except (ImportError, OSError, AttributeError, MemoryError):  # a Python or a C library without them
        return False
    if prctl(_SET_MEMORY_MERGE, 1, 0, 0, 0) == 0:
        return True
    try:
        with open(_MAPS, encoding="ascii", errors="replace") as file:
            found = list(own_memory(file))
    except OSError:
        return False
    answers = [madvise(stretch.address, stretch.size, _MERGEABLE) for stretch in found]
    return 0 in answers


def is_on(switch: str = SWITCH) -> bool | None:
    """Whether the kernel merges equal pages; None when it has no way to."""
    try:
        with open(switch, encoding="ascii") as file:
            return file.read(2).strip() == "1"
    except (OSError, ValueError):
        return None


def own_memory(lines: Iterator[str] | list[str]) -> Iterator[Stretch]:
    """Of the lines of proc_pid_maps(5): what a process may write and shares with nobody, the stack apart."""
    for line in lines:
        place, rights, *rest = line.split(maxsplit=5)
        if rights != "rw-p" or rest[-1].startswith("[stack"):
            continue
        begin, _dash, end = place.partition("-")
        yield Stretch(int(begin, 16), int(end, 16) - int(begin, 16))


def _kernel_calls() -> KernelCalls:
    from ctypes import CDLL, c_int, c_size_t, c_ulong, c_void_p

    library = CDLL(None)
    prctl, madvise = library.prctl, library.madvise
    prctl.argtypes = [c_int, c_ulong, c_ulong, c_ulong, c_ulong]
    madvise.argtypes = [c_void_p, c_size_t, c_int]
    return KernelCalls(prctl, madvise)
