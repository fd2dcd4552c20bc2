"""The system's advisory lock (flock) on an open file: every lock of ours is taken here.

Called by the side lock of an issue, the catalog's writer lock and the reader's state. The system frees a lock when its
holder ends, however that happens. Nothing waits inside the system: a lock is tried again and again, so that whoever
waits can give up in time.
"""

import random
import time

_SHORTEST, _LONGEST = 0.001, 0.02
"""Seconds between two tries: what is locked takes a few milliseconds, and waiting sessions fall out of step."""


def take(descriptor: int, patience: float = 0.0) -> bool:
    """Hold the lock, alone, within `patience` seconds; False when another holds it. OSError when there can be no lock."""
    import fcntl

    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(random.uniform(_SHORTEST, _LONGEST))  # noqa: S311 - only keeps sessions out of step
        else:
            return True


def is_taken(descriptor: int) -> bool:
    """Whether somebody holds the lock alone; also when the system does not tell."""
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    return False
