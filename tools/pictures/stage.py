"""Runs the program on a pseudo-terminal, on a copy of the sample issues, in a home nobody has used before.

The terminal is that of the tests: it answers every question of the program, so what is taken is what a user sees on a
terminal of 24-bit colours with narrow “ ” ….
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pictures.cells import Screen, taken
from pictures.svg import LOOKS
from screens.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).parent / "briefing-tui"
"""The console script, as a user starts it."""
_QUIET = 0.4
"""Seconds without output after which a screen is taken to be complete."""
LOCALES = {"en": "en_US.UTF-8", "zh": "zh_CN.UTF-8"}


class Stage:
    """One run of the program."""

    def __init__(self, terminal: Terminal, theme: str) -> None:
        self._terminal = terminal
        self._look = LOOKS[theme]

    def press(self, keys: str) -> None:
        """Type, and wait until the screen stands still."""
        self._terminal.send(keys)
        self._terminal.wait_idle(_QUIET)

    def expect(self, text: str) -> None:
        """Wait until a text is on the screen and the screen stands still."""
        self._terminal.expect(text)
        self._terminal.wait_idle(_QUIET)

    def screen(self) -> Screen:
        """What is to be seen."""
        return taken(self._terminal, ink=self._look.ink, paper=self._look.paper)


@contextmanager
def stage(command: Sequence[str], *, language: str, theme: str, columns: int, rows: int) -> Iterator[Stage]:
    """`briefing-tui` with the arguments of `command`, in a window of so many cells."""
    with tempfile.TemporaryDirectory(prefix="briefing-picture-") as folder:
        library, home = Path(folder) / "library", Path(folder) / "home"
        shutil.copytree(ROOT / "sample_issues", library)
        home.mkdir()
        environment = {
            "HOME": str(home),
            "LANG": LOCALES[language],
            "COLORTERM": "truecolor",
            "BRIEFING_THEME": theme,
        }
        argv = [str(PROGRAM), "--library", str(library), *command]
        with Terminal(argv, environment, rows=rows, columns=columns) as terminal:
            yield Stage(terminal, theme)
