"""Type on the real screen, kill the editor at random moments, and see what the next start gives back (promise D3).

Run as a script: `python tests/torture/torture_typing.py 100` (kills). Each kill is a session of its own, some at a time, since they mostly
wait: a person who types ten characters a second into a body, SIGKILL at a random moment, a second session that is to
offer the draft, takes it up and saves it. What the file then lacks was lost. Times are seconds.
"""

import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from briefing_tui.library.format.codec import load_issue
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from programs.commands import PROGRAM
from screens.terminal import Terminal

KEY = IssueKey(2025, ISSUE, 1)
PACE = 0.1
"""Between two characters."""
PROMISED = 2.0
"""What may be lost at most. Nobody is killed sooner: something must have been kept by then."""
LONGEST = 8.0
"""From the first character to the kill, at most."""
AT_ONCE = 6
"""Sessions side by side: two cores are far from busy then, so none is late because of the others."""
_FIRST = 0x5000
"""The first of the characters that are typed, each time the next."""


class Killed(NamedTuple):
    """What became of one session."""

    offered: bool
    typed: int
    """Characters."""
    kept: int
    """Characters that the second session gave back, in order from the first."""
    lost: float
    """From the first character that is missing to the kill; 0 when none is."""


class Typing(NamedTuple):
    """What became of all."""

    killed: int
    offered: int
    longest: float
    """The longest loss."""
    usual: float
    """The median loss."""


def kill_typists(folder: Path, kills: int, seed: int, *, longest: float = LONGEST) -> Typing:
    """Kill sessions at moments between `PROMISED` and `longest` after their first character."""
    dice = random.Random(seed)
    moments = [dice.uniform(PROMISED, longest) for _kill in range(kills)]
    homes = [folder / f"home{number}" for number in range(kills)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return _together(list(pool.map(_kill_one, homes, moments)))


def _together(ends: Iterable[Killed]) -> Typing:
    ends = list(ends)
    losses = sorted(end.lost for end in ends)
    return Typing(len(ends), sum(end.offered for end in ends), losses[-1], losses[len(losses) // 2])


def _kill_one(home: Path, moment: float) -> Killed:
    path = put(home / "library", make_issue(KEY, "第一条", status="draft"))
    times = _type(home, moment)
    ended = time.monotonic()
    offered = _take_up(home)
    body = load_issue(path.read_bytes(), str(path)).issue.sections[0].items[0].body
    kept = 0
    while kept < len(times) and body[kept : kept + 1] == chr(_FIRST + kept):
        kept += 1
    return Killed(offered, len(times), kept, ended - times[kept] if kept < len(times) else 0.0)


def _start(home: Path) -> Terminal:
    return Terminal(
        [str(PROGRAM), "--library", str(home / "library"), "edit", f"{KEY}#1"], {"HOME": str(home)}
    )


def _type(home: Path, moment: float) -> list[float]:
    """Type until the kill, `moment` after the first character; when each character was sent."""
    times: list[float] = []
    with _start(home) as terminal:
        terminal.expect("#1/1")
        terminal.send("\r\t\t")
        terminal.wait_idle(0.3)
        began = time.monotonic()
        while (due := len(times) * PACE) < moment:
            terminal.pump(max(0.001, began + due - time.monotonic()))
            times.append(time.monotonic())
            terminal.send(chr(_FIRST + len(times) - 1))
        terminal.pump(max(0.001, began + moment - time.monotonic()))
        terminal.signal(signal.SIGKILL)
        terminal.exit_code()
    return times


def _take_up(home: Path) -> bool:
    """Whether the next session offers a draft; it is taken up and saved."""
    with _start(home) as terminal:
        terminal.expect("#1/1")
        try:
            terminal.expect(f"There is a draft of {KEY}", 10.0)
        except AssertionError:
            return False
        terminal.send("t")
        terminal.expect_gone("There is a draft")
        terminal.send("\x13")
        terminal.expect("Saved: ")
        return True


def main(kills: int) -> int:
    """Print what was found; 0 when every draft was offered and none had lost more than promised."""
    with tempfile.TemporaryDirectory() as folder:
        result = kill_typists(Path(folder), kills, int(time.time()))
    print(f"typing {kills}: {result}")  # noqa: T201 - a script's answer
    return int(result.offered < result.killed or result.longest > PROMISED)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
