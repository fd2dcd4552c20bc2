"""A host for tests of sessions by it, and the command lines that reach it."""

import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from disks.places import ROOT, SAMPLES
from screens.terminal import PATIENCE, PYTHON, Terminal

CLIENT = ROOT / "src" / "briefing_tui" / "serve" / "client.py"
PROGRAM = [PYTHON, "-I", "-m", "briefing_tui.cli.main"]
OPTIONS = ["--library", str(SAMPLES), "--no-state"]


class Hosting:
    """A host that runs, its socket and its sessions."""

    def __init__(self, socket: Path, process: subprocess.Popen[bytes]) -> None:
        self.socket, self.process = socket, process

    def session(self, *options: str) -> list[str]:
        """The command line of a reader's session by this host."""
        words = ["serve-session", *(options or OPTIONS), "--socket", str(self.socket)]
        return [PYTHON, "-I", "-S", str(CLIENT), *words]

    def ordinary(self) -> list[str]:
        """That of the same session without any."""
        return [*PROGRAM, "serve-session", *OPTIONS]

    def children(self) -> list[int]:
        """The sessions that it runs."""
        pid = self.process.pid
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def await_sessions(self, count: int, seconds: float = PATIENCE) -> list[int]:
        """Wait until it runs so many."""
        end = time.monotonic() + seconds
        while len(found := self.children()) != count:
            assert time.monotonic() < end, f"{found} instead of {count} after {seconds} s"
            time.sleep(0.02)
        return found


@contextmanager
def hosting(
    folder: Path, *more: str, options: list[str] | None = None, env: Mapping[str, str] | None = None
) -> Iterator[Hosting]:
    """A host that listens in `folder`, which only we may write."""
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / "host.sock"
    asked = [*PROGRAM, "host", *(OPTIONS if options is None else options), "--socket", str(path), *more]
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", **(env or {})}
    before = path.lstat().st_ino if path.exists() else 0
    process = subprocess.Popen(
        asked, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    try:
        end = time.monotonic() + PATIENCE
        while not path.exists() or path.lstat().st_ino == before:
            assert process.poll() is None, process.stdout.read() if process.stdout else ""
            assert time.monotonic() < end
            time.sleep(0.02)
        yield Hosting(path, process)
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        assert process.stdout is not None
        process.stdout.close()
        process.wait(PATIENCE)


def leave(terminal: Terminal) -> int:
    """From wherever one is in a reader's session; the exit code."""
    terminal.send("\x11")
    return terminal.exit_code()
