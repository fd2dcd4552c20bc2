"""What a session takes of memory, as it is and where the kernel keeps equal pages once (`serve.merging`)."""

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.readers.crowd import WORD
from benchmarks.readers.hosted import FIRST_TEXT, Hosted, opened
from benchmarks.workplace import Workplace

from briefing_tui.serve import merging

_ALIKE: Sequence[Sequence[bytes]] = [(b" ", b" ", b"b")]
_VARIED: Sequence[Sequence[bytes]] = [
    *_ALIKE,
    (b" ", b"j", b"j"),
    (f"/{WORD}\r".encode(), b"n", b"n"),
    (b"t", b" ", b" "),
    (b"s", f"{WORD}\r".encode(), b"\x1b"),
]
"""Keys of those who read on, by line and page, who look for a word, have other panes, search the library."""
_QUICK = "5000"
"""Pages that the kernel looks at in 20 ms while we wait for it."""
_PASSES = 3
"""Times that it has looked at every page before what is kept is counted."""
_LONGEST = 180.0
"""Seconds to wait for that."""


def memory(place: Workplace, host: Hosted, readers: int) -> dict[str, float]:
    """Bytes a reader (PSS of client and session), when so many have pressed three keys: as it is, `merged` by the kernel, and `varied`, when they pressed others."""
    with _sitting(place, host, readers, _ALIKE) as pids:
        found = {"plain": sum(map(proportional, pids)) / readers}
        with _merging() as scanned:
            if scanned:
                found["merged"] = sum(map(proportional, pids)) / readers
    if "merged" in found:
        with _sitting(place, host, readers, _VARIED) as pids, _merging():
            found["varied"] = sum(map(proportional, pids)) / readers
    return found


@contextlib.contextmanager
def _sitting(
    place: Workplace, host: Hosted, readers: int, keys: Sequence[Sequence[bytes]]
) -> Iterator[list[int]]:
    """Sessions and clients of so many who have pressed their keys."""
    with contextlib.ExitStack() as stack:
        programs = [stack.enter_context(opened(place, host.session())) for _at in range(readers)]
        for program in programs:
            program.seen(FIRST_TEXT)
        for at, program in enumerate(programs):
            for key in keys[at % len(keys)]:
                program.settled()
                program.press(key)
            program.settled()
        yield [*host.children(), *(program.pid for program in programs)]


@contextlib.contextmanager
def _merging() -> Iterator[bool]:
    """The kernel has merged what is equal; False where it cannot or we may not tell it to. Afterwards it does what it did before."""
    switch, pace = Path(merging.SWITCH), Path(merging.PACE)
    if merging.is_on() is None or not (os.access(switch, os.W_OK) and os.access(pace, os.W_OK)):
        yield False
        return
    before = switch.read_text(), pace.read_text()
    pace.write_text(_QUICK)
    switch.write_text("1")
    try:
        passes = switch.with_name("full_scans")
        enough, latest = int(passes.read_text()) + _PASSES, time.monotonic() + _LONGEST
        while int(passes.read_text()) < enough and time.monotonic() < latest:
            time.sleep(0.2)
        yield True
    finally:
        pace.write_text(before[1])
        if before[0].strip() != "1":
            switch.write_text("2")  # nothing of it stays
            switch.write_text(before[0])


def proportional(pid: int) -> int:
    """Bytes of memory of a process, what it shares divided among those who share it."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("the system does not tell")
