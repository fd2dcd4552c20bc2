"""Kill writers at random moments and look at what is left (promise D1).

Run as a script with a count: `python tests/torture/torture_saves.py 10000`. One writer process saves numbered contents again
and again and acknowledges each on a pipe; it is killed with SIGKILL after a random time; then the file must be whole
and no older than the last acknowledged save.
"""

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from briefing_tui.library.disk.files import sweep, write_whole

SIZE = 200_000
"""Bytes of one content: large enough that a kill falls inside a write."""
LONGEST = 0.02
"""Seconds a writer lives at most."""


class Result(NamedTuple):
    """What a torture found."""

    killed: int
    """Writers killed after at least one acknowledged save."""
    corrupt: int
    """Files that were neither one content nor another."""
    lost: int
    """Acknowledged saves that were not there."""
    left: int
    """Temporary files left behind by the killed, before sweeping."""


def content(number: int) -> bytes:
    """The whole file of save `number`."""
    line = b"%012d\n" % number
    return line * (SIZE // len(line))


def torture(folder: str, rounds: int, seed: int, *, unsafe: bool = False) -> Result:
    """Kill `rounds` writers of a file in `folder`; `unsafe` uses a plain `open("wb")` to show that this bites."""
    rng = random.Random(seed)
    file = Path(folder) / "a.toml"
    path = str(file)
    write_whole(path, content(0))
    killed = corrupt = lost = number = 0
    for _round in range(rounds):
        acknowledged = _killed_writer(path, number + 1, rng.uniform(0, LONGEST), unsafe=unsafe)
        killed += acknowledged > number
        data = file.read_bytes()
        found = int(data[:12]) if data[:12].isdigit() else -1
        if found < 0 or data != content(found):
            corrupt += 1
            write_whole(path, content(acknowledged))
            found = acknowledged
        lost += found < acknowledged
        number = max(found, acknowledged)
    left = sweep(folder, age=-1)
    return Result(killed, corrupt, lost, left)


def _killed_writer(path: str, first: int, seconds: float, *, unsafe: bool) -> int:
    """The number of the last save a writer acknowledged before it was killed; `first - 1` for none."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        _write_for_ever(path, first, sink, unsafe=unsafe)
    os.close(sink)
    # The writer's life is counted from its first acknowledgement: starting takes its own time.
    said = os.read(source, 12)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(source, 1 << 16):
        said += part
    os.close(source)
    whole = said[: len(said) // 12 * 12]
    return int(whole[-12:]) if whole else first - 1


def _write_for_ever(path: str, first: int, sink: int, *, unsafe: bool) -> None:
    """The child: never returns."""
    number = first
    try:
        while True:
            if unsafe:
                Path(path).write_bytes(content(number))
            else:
                write_whole(path, content(number))
            os.write(sink, b"%012d" % number)
            number += 1
    finally:
        os._exit(1)


def main(rounds: int) -> int:
    """Print what was found; 0 when nothing was corrupt or lost."""
    with tempfile.TemporaryDirectory() as folder:
        result = torture(folder, rounds, seed=int(time.time()))
    print(f"{rounds} kills: {result}")  # noqa: T201 - a script's answer
    return int(bool(result.corrupt or result.lost))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
