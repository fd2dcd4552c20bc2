"""The system's advisory lock (flock) on an open file: every lock of ours is taken here.

Called by the side lock of an issue, the catalog's writer lock and the reader's state. The system frees a lock when its
holder ends, however that happens. Nothing waits inside the system: a lock is tried again and again, so that whoever
waits can give up in time.
"""

import os
import time

_LOCKS, _MOUNTS = "/proc/locks", "/proc/self/mountinfo"
_ELSEWHERE = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "afs",
    "ceph",
    "fuse",
    "gfs",
    "glusterfs",
    "lustre",
    "ocfs",
    "beegfs",
)
"""File systems, by how their names begin, on which another machine may hold a lock that this one does not list."""
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
            import random  # most have nobody to wait for

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


def is_held(status: os.stat_result) -> bool | None:
    """Whether any process of this machine holds a lock on a file that we may not open; None when the system does not tell."""
    try:
        with open(_MOUNTS, encoding="utf-8", errors="replace") as file:
            device = f"{os.major(status.st_dev)}:{os.minor(status.st_dev)}"
            for line in file:
                mount, _dash, system = line.partition(" - ")
                if mount.split()[2] == device and system.startswith(_ELSEWHERE):
                    return None
        with open(_LOCKS, encoding="ascii", errors="replace") as file:
            # A layered file system lists another device than it tells: the number of the file alone is on the safe side.
            return any("FLOCK" in line and f":{status.st_ino} " in line for line in file)
    except (OSError, IndexError):
        return None
