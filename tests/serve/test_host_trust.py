"""Who is trusted: clients use no host but their own, and a host believes nothing that is said to it."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from briefing_tui.serve import host as host_room
from briefing_tui.serve.handover import stamp
from disks.places import SAMPLES
from screens.terminal import Terminal
from servers.hosting import CLIENT, OPTIONS, PROGRAM, Hosting, hosting, leave

pytestmark = [
    pytest.mark.pty,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="a host needs Linux"),
]

SYNC = re.compile(rb"\x1b\[\?2026[hl]")
"""Whether an update is told to the terminal as one depends on when the terminal has answered."""
CHINESE = {"LANG": "zh_CN.UTF-8"}


# Nobody else's host, and no host at all


def ordinary_way(argv: list[str], env: dict[str, str | None] | None = None) -> None:
    """The session opens, and no line tells of any host."""
    with Terminal(argv, env=CHINESE | (env or {})) as terminal:
        terminal.expect("2024", 60)
        assert leave(terminal) == 0
        assert not "".join(terminal.main_lines()).strip()


def test_without_a_host_the_ordinary_way(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    missing = tmp_path / "none.sock"
    ordinary_way([*PROGRAM[:1], "-I", "-S", str(CLIENT), "serve-session", *OPTIONS, "--socket", str(missing)])
    missing.write_text("no socket")
    ordinary_way([*PROGRAM[:1], "-I", "-S", str(CLIENT), "serve-session", *OPTIONS, f"--socket={missing}"])


def test_a_frozen_host_keeps_nobody(tmp_path: Path) -> None:
    with hosting(tmp_path / "run") as own:
        own.process.send_signal(signal.SIGSTOP)
        ordinary_way(own.session())


@pytest.mark.parametrize(
    "options",
    [
        ["--library", str(SAMPLES)],
        ["--library", f"{SAMPLES}/.", "--no-state"],
        ["--library", str(SAMPLES), "--no-state", "--cache", "/nowhere"],
    ],
)
def test_other_options_go_the_ordinary_way(host: Hosting, options: list[str], tmp_path: Path) -> None:
    with Terminal(host.session(*options), env=CHINESE | {"HOME": str(tmp_path)}) as terminal:
        terminal.expect("2024")
        assert host.children() == []
        assert leave(terminal) == 0


def test_another_charset_goes_the_ordinary_way(host: Hosting) -> None:
    env = {**os.environ, "SSH_ORIGINAL_COMMAND": "open latest", "LANG": "zh_CN.GB18030"}
    done = subprocess.run(host.session(), env=env, capture_output=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_host_that_others_could_replace_is_not_used(tmp_path: Path) -> None:
    with hosting(tmp_path / "run") as own:
        own.socket.parent.chmod(0o777)
        with Terminal(own.session(), env=CHINESE) as terminal:
            terminal.expect("2024")
            assert own.children() == []
            leave(terminal)


class Impostor:
    """Something that listens where a host should, and says what it likes."""

    def __init__(self, path: Path, said: bytes) -> None:
        self.received = b""
        self.rights = 0
        self._said = said
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        connection, _address = self._listener.accept()
        with connection:
            connection.sendall(self._said)
            connection.settimeout(3)
            try:
                data, extra, _flags, _from = connection.recvmsg(65536, 1024)
            except OSError:
                return
            self.received += data
            self.rights += len(extra)


@pytest.mark.parametrize(
    "said", [b"h 1:2:3:4 another version\0", b"wh 1:2\0", b"h\0", b"x", b"\0", b"w", b"h" * 300_000]
)
def test_another_version_gets_no_descriptors(tmp_path: Path, said: bytes) -> None:
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    path = folder / "host.sock"
    found = Impostor(path, said)
    words = ["serve-session", *OPTIONS, "--socket", str(path)]
    env = {**os.environ, "SSH_ORIGINAL_COMMAND": "version"}
    done = subprocess.run(
        [PROGRAM[0], "-I", "-S", str(CLIENT), *words], env=env, capture_output=True, check=True, timeout=90
    )
    assert done.stdout.startswith(b"briefing-tui ")
    assert done.stderr == b""
    assert found.received == b""
    assert found.rights == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_who_is_asked_to_end_while_a_host_thinks_begins_no_session(
    tmp_path: Path, number: signal.Signals
) -> None:
    """A dropped link while the host was busy: the ordinary way would begin for nobody."""
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "host.sock"))
        listener.listen()
        words = ["serve-session", *OPTIONS, "--socket", str(folder / "host.sock")]
        env = {**os.environ, "SSH_ORIGINAL_COMMAND": "version"}
        client = subprocess.Popen(
            [PROGRAM[0], "-I", "-S", str(CLIENT), *words],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        connection, _address = listener.accept()
        with connection:
            connection.sendall(b"h" + stamp(str(CLIENT.parents[1])).encode() + b"\0")
            assert connection.recv(65536)
            client.send_signal(number)
            while number not in connection.recv(64):
                pass
            connection.sendall(b"d")
        out, err = client.communicate(timeout=60)
    assert (client.returncode, out, err) == (128 + number, b"", b"")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_the_descriptors_go_to_no_process_of_another_user(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    path = folder / "host.sock"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    pid = os.fork()
    if pid == 0:
        try:
            os.setuid(65534)
            connection, _address = listener.accept()
            connection.sendall(b"h" + stamp(str(CLIENT.parents[1])).encode() + b"\0")
            data, extra, _flags, _from = connection.recvmsg(65536, 1024)
            os._exit(bool(data or extra))
        finally:
            os._exit(9)
    words = ["serve-session", *OPTIONS, "--socket", str(path)]
    env = {**os.environ, "SSH_ORIGINAL_COMMAND": "version"}
    subprocess.run([PROGRAM[0], "-I", "-S", str(CLIENT), *words], env=env, check=True, timeout=90)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_a_process_of_another_user_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "s"
    for user, groups, ours in ((0, os.getgroups(), True), (65534, [], False), (0, [1, 2], False)):
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(path))
        path.chmod(0o777)
        for folder in (tmp_path, *tmp_path.parents[:-2]):
            folder.chmod(folder.stat().st_mode | 0o055)
        listener.listen()
        pid = os.fork()
        if pid == 0:
            os.setgroups(groups)
            os.setuid(user)
            client = socket.socket(socket.AF_UNIX)
            client.connect(str(path))
            client.recv(1)
            os._exit(0)
        connection, _address = listener.accept()
        assert host_room.is_ours(connection) is ours
        connection.close()
        os.waitpid(pid, 0)
        path.unlink()


# What is said on the socket


def hear_hello(own: Hosting) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(20)
    connection.connect(str(own.socket))
    said = b""
    while not said.endswith(b"\0"):
        said += connection.recv(4096)
    assert said.lstrip(b"w").startswith(b"h")
    return connection


GOOD = b"\0".join([b"18", b"3", b"serve-session", *(word.encode() for word in OPTIONS[:2])])


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"zzzzzzzz",
        b"-0000001x",
        b"7fffffff",
        b"00000003abc",
        b"%08x" % len(GOOD) + GOOD,
        b"%08x" % len(GOOD) + GOOD + b"more",
        b"\0" * 300_000,
    ],
)
def test_a_request_without_descriptors_is_none(host: Hosting, said: bytes) -> None:
    with hear_hello(host) as connection:
        try:
            connection.sendall(said)
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(64) == b""
        except OSError:  # it has heard enough
            pass
    host.await_sessions(0)


def test_too_many_descriptors_are_none(host: Hosting) -> None:
    with hear_hello(host) as connection:
        socket.send_fds(connection, [b"%08x" % len(GOOD) + GOOD], [0] * 9)
        assert connection.recv(64) == b""
    host.await_sessions(0)


def test_someone_who_says_nothing_holds_up_nobody(host: Hosting) -> None:
    with hear_hello(host), Terminal(host.session(), env=CHINESE) as terminal:
        terminal.expect("2024")
        assert leave(terminal) == 0
    host.await_sessions(0)


def test_only_what_a_host_is_for_is_done(host: Hosting) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for words in (["config", "show"], ["edit", "latest"], ["open", "latest"], ["host"], []):
        body = b"\0".join([b"18", b"%d" % len(words), *(word.encode() for word in words)])
        with hear_hello(host) as connection:
            socket.send_fds(connection, [b"%08x" % len(body) + body], [nowhere] * 4)
            assert connection.recv(64) == b"d"
    os.close(nowhere)
