"""What a reader's session does beside reading: nothing. And how it bears a link that is slow, frozen, dropped or resized without end."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from disks.places import SAMPLES
from screens.terminal import Terminal
from servers.hosting import PROGRAM, Hosting, hosting, leave

pytestmark = [
    pytest.mark.pty,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux"),
]
CHINESE: dict[str, str | None] = {"LANG": "zh_CN.UTF-8"}
END = 2.5
"""Seconds: the two that are promised, and what a shared machine takes."""
KEYS = (
    "\r",
    " ",
    "b",
    "/",
    "担保\r",
    "n",
    "c",
    "?",
    "\x1b",
    "m",
    "y",
    "H",
    "D",
    "q",
    "q",
    "s",
    "春耕\r",
    "\x1b",
    "S",
    "\x1b",
    ":",
    "\x1b",
)


# Nothing but its own state is written, nothing is connected to, nothing is run (R1)

CALLS = "open,openat,openat2,creat,connect,execve,execveat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat,mknod,mknodat,socket,fork,vfork"
ACCOUNTS = ("/var/run/nscd/socket", "/run/systemd/userdb/io.systemd.DynamicUser")
"""Where the system's library asks for the home of an account, if anything listens there."""
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')


def traced(argv: list[str], log: Path, env: dict[str, str | None]) -> list[tuple[str, str]]:
    """Calls and their words of a scripted session, failed ones too."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs strace")
    with Terminal([strace, "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(log), *argv], env=env) as terminal:
        terminal.expect("2024", 60)
        terminal.wait_idle(1)
        for key in KEYS:
            terminal.send(key)
            terminal.wait_idle(0.2)
        assert leave(terminal) == 0
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [(found[1], found[2]) for line in lines if (found := _LINE.match(line))]


def judge(calls: list[tuple[str, str]], state: Path, socket: str = "") -> None:
    """AssertionError for a call that a reader's session has no business with."""
    for name, words in calls:
        path = found[1] if (found := _PATH.search(words)) else ""
        if name in {"open", "openat", "openat2", "creat"}:
            writes = name == "creat" or re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND", words)
            own = path.startswith((f"{state}/", "/dev/null", "/proc/self/comm")) or path == str(state)
            assert not writes or own, (name, words)
        elif name in {"connect", "socket"}:
            assert "AF_UNIX" in words, (name, words)
            assert name == "socket" or path in {socket, *ACCOUNTS}, (name, words)
        else:
            assert name not in {"execve", "execveat", "fork", "vfork"}, (name, words)
            assert path.startswith(f"{state}") or str(state).startswith(path) or path == "", (name, words)


@pytest.mark.parametrize("keeps", [True, False])
def test_a_session_writes_its_own_state_connects_nowhere_and_runs_nothing(
    tmp_path: Path, keeps: bool
) -> None:
    state = tmp_path / "readers"
    options = ["--library", str(SAMPLES), *(["--state", str(state)] if keeps else ["--no-state"])]
    argv = [*PROGRAM, "serve-session", *options, "--reader", "wang"]
    calls = traced(argv, tmp_path / "log", CHINESE | {"HOME": str(tmp_path)})
    assert calls[0][0] == "execve"
    judge(calls[1:], state)
    assert (state / "wang" / "state.json").exists() is keeps
    assert len(calls) > 100


def test_nor_does_one_by_the_host(tmp_path: Path) -> None:
    state = tmp_path / "readers"
    options = ["--library", str(SAMPLES), "--state", str(state)]
    with hosting(tmp_path / "run", options=options) as own:
        strace = shutil.which("strace")
        if strace is None:
            pytest.skip("needs strace")
        log = tmp_path / "host.log"
        asked = [strace, "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(log), "-p", str(own.process.pid)]
        watcher = subprocess.Popen(asked, stderr=subprocess.DEVNULL)
        try:
            time.sleep(1)
            calls = traced(own.session(*options, "--reader", "wang"), tmp_path / "log", CHINESE)
            assert calls[0][0] == "execve"
            judge(calls[1:], state, str(own.socket))
            own.await_sessions(0)
        finally:
            watcher.send_signal(signal.SIGINT)
            watcher.wait()
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        inside = [(found[1], found[2]) for line in lines if (found := _LINE.match(line))]
        judge(inside, state)
        assert any("2024-14.toml" in words for _name, words in inside)
    assert (state / "wang" / "state.json").exists()


# Links


class SlowTerminal(Terminal):
    """A terminal behind 2 kB a second and a round trip of 600 ms."""

    def _read(self) -> None:
        data = b""
        try:
            data = os.read(self._master, 200)
        except BlockingIOError:
            return
        except OSError:
            pass
        if not data:
            self._ended = True
            return
        self.raw += data
        self._interpret(data)
        time.sleep(0.1)

    def pump(self, seconds: float = 0.0) -> int:
        """One piece at least and no more than the link brings: all that is there would take as long as it takes."""
        before = len(self.raw)
        if seconds == 0.0:
            self._read()
            return len(self.raw) - before
        return super().pump(seconds)

    def _answer(self, text: str) -> None:
        threading.Timer(0.6, self._late, [text]).start()

    def _late(self, text: str) -> None:
        with suppress(OSError):  # it is over
            os.write(self._master, text.encode())


@pytest.fixture(params=["ordinary", "by the host"])
def argv(request: pytest.FixtureRequest, host: Hosting) -> list[str]:
    """A session, either way."""
    return host.ordinary() if request.param == "ordinary" else host.session()


def await_end(argv: list[str], host: Hosting, terminal: Terminal, seconds: float = END) -> None:
    """The session is over, however it ran."""
    if argv == host.session():
        host.await_sessions(0, seconds)
    end = time.monotonic() + seconds
    while terminal.process.poll() is None:
        assert time.monotonic() < end, "it goes on"
        time.sleep(0.02)


def test_on_a_slow_link_the_last_keys_are_obeyed(argv: list[str]) -> None:
    env = CHINESE | {"SSH_ORIGINAL_COMMAND": "open 2024-14", "TERM": "xterm"}
    with SlowTerminal(argv, env=env) as terminal:
        terminal.expect("行业信息简报", 60)
        for key in (" ", " ", " ", "b", "G", "g"):
            terminal.send(key)
        terminal.wait_idle(1.5, 120)
        assert "2024年第14期" in terminal.text()
        assert "?" not in terminal.lines()[0]
        terminal.send("Q")
        assert terminal.exit_code(30) == 0
        assert terminal.termios_restored()


@pytest.mark.parametrize("how", ["hang up", "kill"])
def test_a_link_that_drops_while_much_is_to_be_written_ends_the_session(
    argv: list[str], host: Hosting, how: str
) -> None:
    env = CHINESE | {"SSH_ORIGINAL_COMMAND": "open 2024-14"}
    terminal = SlowTerminal(argv, env=env, rows=60, columns=200)
    terminal.expect("行业信息简报", 90)
    for _at in range(200):
        terminal.send(" b")
    time.sleep(0.3)  # nobody reads: a frozen client
    before = cpu_of(argv, host, terminal)
    if how == "kill":
        terminal.process.kill()
    else:
        os.close(terminal._master)
        terminal._master = os.open(os.devnull, os.O_RDWR)
    try:
        await_end(argv, host, terminal)
        assert before < 20
    finally:
        terminal.close()


def test_a_frozen_client_costs_nothing(argv: list[str], host: Hosting) -> None:
    with Terminal(argv, env=CHINESE) as terminal:
        terminal.expect("2024")
        terminal.wait_idle(1)
        for _at in range(50):
            terminal.send("jk")
        time.sleep(1)  # takes nothing
        before = cpu_of(argv, host, terminal)
        time.sleep(2)
        assert cpu_of(argv, host, terminal) - before < 0.3
        terminal.wait_idle(1)
        assert leave(terminal) == 0


def test_after_a_storm_of_sizes_the_last_one_counts(argv: list[str], host: Hosting) -> None:
    env = CHINESE | {"SSH_ORIGINAL_COMMAND": "open 2024-14"}
    with Terminal(argv, env=env) as terminal:
        terminal.expect("行业信息简报")
        terminal.wait_idle(1)
        for at in range(150):
            terminal.resize(5 + at % 50, 10 + at % 180)
            terminal.process.send_signal(signal.SIGWINCH)
            terminal.pump(0.01)
        terminal.resize(30, 100)
        terminal.process.send_signal(signal.SIGWINCH)
        terminal.wait_idle(1, 60)
        assert terminal.lines()[29].strip()
        assert "行业信息简报" in terminal.text()
        terminal.send(" ")
        terminal.wait_idle()
        before = cpu_of(argv, host, terminal)
        time.sleep(1)
        assert cpu_of(argv, host, terminal) - before < 0.3
        assert leave(terminal) == 0
        assert terminal.termios_restored()


def cpu_of(argv: list[str], host: Hosting, terminal: Terminal) -> float:
    """Seconds of processor time of the session's process."""
    pids = host.children() if argv == host.session() else [terminal.process.pid]
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")
