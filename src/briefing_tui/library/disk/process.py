"""Which process wrote a note, and whether it is provably gone. Called by `locks`, `presence` and `drafts`.

A process id alone proves nothing: it may belong to another machine, another container or, after a restart, to
somebody else. So a note carries all that tells processes apart, and "dead" is said only with proof: the same
machine, and either it was started anew since, or no process has this id and start in the same process namespace.
"""

import os
import sys
from typing import NamedTuple

_START_FIELD = 19
"""Index of the start time in /proc/PID/stat, counted behind the name in brackets (proc(5), field 22)."""
_PART_LIMIT = 64
"""Characters of a user or host name in a note."""

_PID_LIMIT = 1 << 31
"""Numbers of processes are smaller, on every system."""


class Process(NamedTuple):
    """One process of one machine."""

    user: str = ""
    host: str = ""
    pid: int = 0
    start: str = ""
    """Clock ticks between the machine's start and the process's; empty where the system does not tell."""
    boot: str = ""
    """Identity of the machine's run since its last start; empty where the system does not tell."""
    machine: str = ""
    """Identity of the machine's installation; empty where the system does not tell."""
    namespace: str = ""
    """In which processes can see each other; empty where the system does not tell."""

    @property
    def name(self) -> str:
        """`user@host`, for people."""
        return f"{self.user}@{self.host}"


def process_from(values: object) -> Process:
    """A process by what a note says of it, which anybody may have written; ValueError when that cannot be one."""
    if not isinstance(values, dict):
        raise ValueError("no process")  # noqa: TRY004 - a value of a file, not of a call
    texts: dict[str, str] = {}
    for name in Process._fields:
        value = values.get(name)
        if isinstance(value, str):
            texts[name] = value[:_PART_LIMIT]
    pid = values.get("pid")
    if len(texts) != len(Process._fields) - 1 or type(pid) is not int or not 0 <= pid < _PID_LIMIT:
        raise ValueError("no process")
    return Process(pid=pid, **texts)


def this_process() -> Process:
    """The one that asks."""
    pid = os.getpid()
    return Process(
        _user()[:_PART_LIMIT],
        os.uname().nodename[:_PART_LIMIT],
        pid,
        _start_of(pid) or "",
        boot_id(),
        _line("/etc/machine-id"),
        _namespace(),
    )


def is_dead(process: Process) -> bool:
    """Whether there is proof that `process` has ended; False when it runs or nobody can tell."""
    here = this_process()
    if (process.host, process.machine) != (here.host, here.machine):
        return False
    if process.boot != here.boot:
        # Machines cloned with one name differ in nothing else, so without an identity this is no proof.
        return bool(process.machine and process.boot and here.boot)
    if process.namespace != here.namespace:
        return False
    start = _start_of(process.pid)
    return start is None or bool(start and process.start and start != process.start)


def boot_id() -> str:
    """Identity of the machine's run since its last start; empty where the system does not tell."""
    return _line("/proc/sys/kernel/random/boot_id")


def _start_of(pid: int) -> str | None:
    """When a process began; empty when it runs but does not tell, None when there is no such process."""
    if pid <= 0:
        return None
    if sys.platform == "linux":
        try:
            with open(f"/proc/{pid}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            fields = []
        if len(fields) > _START_FIELD:
            # A zombie has ended; it only waits to be counted.
            return None if fields[0] in {b"Z", b"X"} else fields[_START_FIELD].decode("ascii", "replace")
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except (OSError, OverflowError):
        return ""
    return ""


def _user() -> str:
    """The account's name; its number when it has none."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _line(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.readline().strip()[:_PART_LIMIT]
    except OSError:
        return ""


def _namespace() -> str:
    try:
        return os.readlink("/proc/self/ns/pid")
    except OSError:
        return ""
