"""A host on the library of the measurements, sessions by it, and how long they take to begin."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from benchmarks.ptyprogram import PtyProgram
from benchmarks.workplace import SAMPLE, Workplace

from briefing_tui.serve import client

ROWS, COLUMNS = 24, 80
FIRST_TEXT = ["行业信息简报".encode()]
PROGRAM = [sys.executable, "-I", "-m", "briefing_tui.cli.main"]


class Hosted:
    """A host on the library of the measurements."""

    def __init__(self, place: Workplace, sessions: int) -> None:
        self._folder = place.library.parent / "run"
        self._folder.mkdir(mode=0o700)
        self.socket = self._folder / "host.sock"
        self._options = ["--library", str(place.library), "--no-state", "--socket", str(self.socket)]
        words = ["--sessions", str(sessions + 8), "--starts", "100"]
        self.process = subprocess.Popen(
            [*PROGRAM, "host", *self._options, *words], stdin=subprocess.DEVNULL, env=place.environment()
        )

    def __enter__(self) -> Self:
        name = Path(f"/proc/{self.process.pid}/comm")
        while name.read_text() != "briefing-host\n":  # its name when everything is loaded
            if self.process.poll() is not None:
                raise RuntimeError(f"the host ended with {self.process.returncode}")
            time.sleep(0.05)
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait()

    def session(self) -> list[str]:
        """The command line of a session by it."""
        return [sys.executable, "-I", "-S", client.__file__, "serve-session", *self._options]

    def children(self) -> list[int]:
        """Its sessions."""
        pid = self.process.pid
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def opened(place: Workplace, argv: Sequence[str], command: str = f"open {SAMPLE}") -> PtyProgram:
    """A program on a terminal of the readers' size."""
    env = {**place.environment(), "SSH_ORIGINAL_COMMAND": command}
    return PtyProgram(argv, env, rows=ROWS, columns=COLUMNS)


def first_texts(place: Workplace, host: Hosted, rounds: int) -> dict[str, list[float]]:
    """Seconds to the first text: the bare app, a session by the host, one of the ordinary way."""
    ordinary = [*PROGRAM, "serve-session", "--library", str(place.library), "--no-state"]
    taken: dict[str, list[float]] = {"bare": [], "host": [], "ordinary": []}
    for _round in range(rounds):
        taken["bare"].append(place.start(place.bare_app()).seconds)
        for name, argv in (("host", host.session()), ("ordinary", ordinary)):
            with opened(place, argv) as program:
                taken[name].append(program.seen(FIRST_TEXT))
                program.settled()
                program.press(b"\x11")
                program.settled()
    return taken
