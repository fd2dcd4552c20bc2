"""Kill writers at random moments and look at what is left (promise D1).

Run as a script with a count: `python tests/torture/torture_saves.py 10000`. One writer process saves numbered contents again
and again and acknowledges each on a pipe; it is killed with SIGKILL after a random time; then the file must be whole
and no older than the last acknowledged save.
"""

import random
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import NamedTuple

from briefing_tui.library.disk.files import sweep, write_whole
from killed_child import Tell, killed_child

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
    writer = partial(_writer, path, unsafe=unsafe)
    killed = corrupt = lost = number = 0
    for _round in range(rounds):
        acknowledged = killed_child(writer, number + 1, rng.uniform(0, LONGEST))
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


def _writer(path: str, tell: Tell, first: int, *, unsafe: bool) -> None:
    """The life of a child: it saves for ever."""
    for number in range(first, 1 << 40):
        if unsafe:
            Path(path).write_bytes(content(number))
        else:
            write_whole(path, content(number))
        tell(number)


def main(rounds: int) -> int:
    """Print what was found; 0 when nothing was corrupt or lost."""
    with tempfile.TemporaryDirectory() as folder:
        result = torture(folder, rounds, seed=int(time.time()))
    print(f"{rounds} kills: {result}")  # noqa: T201 - a script's answer
    return int(bool(result.corrupt or result.lost))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
