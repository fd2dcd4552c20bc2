"""What a child that reads a stranger's file may take (promise F3), and how it gives up what it does not need.

`apply` is called in the child, after its imports and before it has seen a byte of the file.
"""

import resource
import sys

MEMORY_LIMIT = 512 << 20
"""Bytes of address space."""
CPU_LIMIT = 10
"""Seconds of processor time."""
WALL_LIMIT = 20
"""Seconds by the clock, seen to by the parent."""
OUTPUT_LIMIT = 96 << 20
"""Bytes that the parent takes from the child: the longest text with all its evidence is a third of it."""
FILE_LIMIT = 64 << 20
"""Bytes of a document: Word files with photographs, years of scans."""

WORD_WITH_PAGES = "docx with pages"
"""What the child is told of a Word file that may have web pages inside (`w:altChunk`): their reader is loaded before the doors close."""

_FORBIDDEN = (
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "subprocess",
    "socket.",
    "open",
    "ctypes.dlopen",
)
"""Beginnings of the names of audit events."""


def limit_memory(shares: int = 1) -> None:
    """Memory and processor time, before anything is imported that a file could misuse. `shares` processes share the memory."""
    _limit(resource.RLIMIT_AS, MEMORY_LIMIT // shares)
    _limit(resource.RLIMIT_CPU, CPU_LIMIT)
    _limit(resource.RLIMIT_CORE, 0)


def close_doors() -> None:
    """From here on: no file is opened, none grows, no process starts, no connection is made."""
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, 0)
    if hasattr(resource, "RLIMIT_NPROC"):
        _limit(resource.RLIMIT_NPROC, 0)
    sys.addaudithook(_refuse)  # the limit of processes does not bind root


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _limit(what: int, value: int) -> None:
    """Set a limit; a lower one that was set from outside stays."""
    _soft, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(what, (value, value))
    except (OSError, ValueError):  # macOS has no limit of address space that could be set
        if what != resource.RLIMIT_AS:
            raise
