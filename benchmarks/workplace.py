"""Where the measurements run: a temporary library with the sample issue and big ones, and a clean home for each run.

Used by `benchmarks.run`. Nothing of the machine's owner is read, nothing but the temporary directory is written. Every
program runs under the interpreter that runs the measurements, so its environment (and its compiled files) is one.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pyte
from benchmarks import generate
from benchmarks.ptyprogram import COLUMNS, DRIVER, ROWS, PtyProgram, visible

PROGRAM = Path(sys.executable).parent / "briefing-tui"
"""The console script, as a user starts it."""
HERE = Path(__file__).resolve().parent
SAMPLE, ONE, FOUR = "2024-14", "2031-01", "2034-01"
"""Keys of the sample issue and of those of 1 MB and 4 MB."""
MEGABYTE = 1_000_000


class Screenful(NamedTuple):
    """One start of a full-screen program."""

    seconds: float
    """Until the last piece of the settled screen had been written."""
    resident: int
    """Bytes of memory after that."""


class Workplace:
    """A temporary directory; use as a context. `big` adds the issues of 1 MB and 4 MB."""

    def __init__(self, language: str, *, big: bool = True) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="briefing-bench-"))
        self._language = language
        self._homes = 0
        self.library = self._root / "library"
        shutil.copytree(generate.SAMPLES, self.library)
        if big:
            generate.write_issue(self.library, MEGABYTE, 2031, 1)
            generate.write_issue(self.library, 4 * MEGABYTE, 2034, 1)
        self._texts: dict[tuple[str, ...], list[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._root)

    def bare_app(self) -> list[str]:
        """The command of the measure of all starts."""
        return [sys.executable, str(HERE / "bare_app.py")]

    def command(self, *verb: str) -> list[str]:
        """The program on this library."""
        return [str(PROGRAM), "--library", str(self.library), *verb]

    def reader(self, key: str) -> list[str]:
        """The command that opens an issue."""
        return self.command("open", key)

    def shower(self) -> list[str]:
        """The command that prints the sample issue."""
        return self.command("show", SAMPLE)

    def importer(self, file: Path) -> list[str]:
        """The command that imports a file into a library of its own, where it takes the place of what was imported before."""
        return [str(PROGRAM), "--library", str(self._root / "imported"), "import", "--replace", str(file)]

    def word_file(self, key: str) -> Path:
        """An issue as a Word file, made once."""
        file = self._root / f"{key}.docx"
        if not file.exists():
            self.printed(self.command("export", key, "--to", "docx", "-o", str(file)))
        return file

    def environment(self) -> dict[str, str]:
        """A home that nobody has used before."""
        self._homes += 1
        home = self._root / f"home{self._homes}"
        home.mkdir()
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(home),
            "LANG": self._language,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }

    def start(self, argv: Sequence[str]) -> Screenful:
        """Start, wait for the whole first screen of the app, stop. The first start of a command also learns what that screen is."""
        with PtyProgram(argv, self.environment()) as program:
            seconds = program.seen(self._first_screen(argv), behind=DRIVER)
            program.settled()
            return Screenful(seconds, program.resident())

    def first_text(self, argv: Sequence[str]) -> float:
        """Seconds from the start to the whole first page, whoever paints it."""
        with PtyProgram(argv, self.environment()) as program:
            return program.seen(self._first_screen(argv))

    def obeyed(self, argv: Sequence[str], key: bytes, text: str) -> float:
        """Seconds from the start until a key that is typed as soon as the page is there has brought `text`."""
        with PtyProgram(argv, self.environment()) as program:
            program.seen(self._first_screen(argv))
            program.type_ahead(key)
            return program.seen([text.encode()], behind=DRIVER)

    def page_downs(self, argv: Sequence[str], presses: int) -> list[float]:
        """Seconds from the space bar to the last byte of the next page, for each of the first pages of an issue."""
        taken = []
        with PtyProgram(argv, self.environment()) as program:
            program.settled(0.6)
            for press in range(presses):
                program.press(b" ")
                taken.append(program.settled())
                if len(visible(program.raw)) < COLUMNS:
                    raise RuntimeError(f"page-down {press + 1} showed nothing new")
        return taken

    def printed(self, argv: Sequence[str]) -> float:
        """Seconds of a command whose output goes to a file."""
        environment = self.environment()
        with (self._root / "out").open("wb") as out:
            started = time.perf_counter()
            subprocess.run(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.DEVNULL,
                env=environment,
                check=True,
            )
            return time.perf_counter() - started

    def _first_screen(self, argv: Sequence[str]) -> list[bytes]:
        """The texts of the settled first screen."""
        texts = self._texts.get(tuple(argv))
        if texts is None:
            self._texts[tuple(argv)] = texts = self._learn(argv)
        return texts

    def _learn(self, argv: Sequence[str]) -> list[bytes]:
        """All pieces of text on the settled screen that the program wrote in one piece, without blanks."""
        with PtyProgram(argv, self.environment()) as program:
            program.settled(1.5)
            raw = bytes(program.raw)
        screen = pyte.Screen(COLUMNS, ROWS)
        pyte.ByteStream(screen).feed(raw)
        written = visible(raw)
        pieces = {piece.encode() for line in screen.display for piece in line.split()}
        texts = sorted(piece for piece in pieces if piece in written)
        if sum(map(len, texts)) < 20:
            raise RuntimeError(f"no screen from {' '.join(argv)}:\n{raw.decode(errors='replace')}")
        return texts
