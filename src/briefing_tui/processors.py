"""How much of the machine is ours."""

import os


def processors() -> int:
    """How many processors this process may use, at least one."""
    try:
        return max(len(os.sched_getaffinity(0)), 1)
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1
