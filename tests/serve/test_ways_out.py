"""Ways out of a reader's session over a real sshd that are no commands: forwarding of every kind, files of the account, links, terminals."""

import os
import pwd
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from briefing_tui.serve.handover import REQUEST_LIMIT
from screens.terminal import Terminal
from servers.reading_server import host_of, plan, start_as_printed, start_permissive
from servers.ssh_server import SshServer

pytestmark = [pytest.mark.pty, pytest.mark.slow]


@pytest.fixture
def printed(sshd: SshServer) -> Iterator[SshServer]:
    """The printed configuration."""
    start_as_printed(sshd)
    yield sshd
    sshd.stop()


@pytest.fixture
def permissive(sshd: SshServer) -> Iterator[SshServer]:
    """Everything let through, with a host."""
    start_permissive(sshd)
    with host_of(sshd):
        yield sshd
        sshd.stop()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def refused(server: SshServer, *words: str, seconds: float = 10) -> str:
    """What a client says that forwards with these options and must not come to do so."""
    asked = ["ssh", *server.options(), "-o", "ExitOnForwardFailure=yes", "-o", "LogLevel=INFO", *words]
    done = subprocess.run(
        [*asked, f"{server.account}@127.0.0.1"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=seconds,
    )
    assert done.returncode == 255, done
    return done.stderr.decode()


def test_no_port_is_opened_on_the_server(printed: SshServer) -> None:
    port = free_port()
    assert "remote port forwarding failed" in refused(printed, "-N", "-R", f"{port}:127.0.0.1:9")
    with socket.socket() as one:
        assert one.connect_ex(("127.0.0.1", port)) != 0
    assert "remote port forwarding failed" in refused(printed, "-N", "-R", f"{free_port()}")


def test_nothing_is_connected_to_from_the_server(printed: SshServer) -> None:
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        there.listen()
        said = refused(printed, "-W", f"127.0.0.1:{there.getsockname()[1]}")
        assert "forwarding failed" in said
        there.settimeout(0.5)
        with pytest.raises(TimeoutError):
            there.accept()


def test_no_socket_is_made_or_reached(printed: SshServer, tmp_path: Path) -> None:
    made = printed.home / "made.sock"
    assert "forwarding failed" in refused(printed, "-N", "-R", f"{made}:127.0.0.1:9")
    assert not made.exists()
    reached = forwarded(printed, tmp_path, plan(printed).socket)
    with host_of(printed), reached as local, socket.socket(socket.AF_UNIX) as one:
        one.settimeout(5)
        one.connect(str(local))
        with suppress(ConnectionError):
            one.sendall(b"x")
            assert not one.recv(64)


def test_no_tunnel_is_dug(printed: SshServer) -> None:
    assert "unnel" in refused(printed, "-N", "-w", "any:any")


def test_neither_agent_nor_screen_of_the_client_is_reached(printed: SshServer, tmp_path: Path) -> None:
    with agent(tmp_path) as path:
        env = {"SSH_AUTH_SOCK": str(path), "TERM": "xterm", "DISPLAY": ":99", "HOME": os.environ["HOME"]}
        asked = ["ssh", "-A", "-Y", *printed.options(), "-tt", f"{printed.account}@127.0.0.1"]
        with Terminal(asked, env=env) as terminal:
            terminal.expect("2024")
            assert sockets_of(printed) == []
            terminal.send("q")
            terminal.exit_code()


def test_files_of_the_account_run_nothing(printed: SshServer) -> None:
    folder, marks = (
        printed.home / ".ssh",
        [printed.home / name for name in ("rc-ran", "profile-ran", "shrc-ran")],
    )
    folder.mkdir(exist_ok=True)
    (folder / "rc").write_text(f"touch {marks[0]}\n")
    (folder / "environment").write_text("PYTHONINSPECT=1\nBRIEFING_LIBRARY=/etc\n")
    (printed.home / ".profile").write_text(f"touch {marks[1]}\n")
    (printed.home / ".shrc").write_text(f"touch {marks[2]}\n")
    for path in (folder, *folder.iterdir(), printed.home / ".profile"):
        shutil.chown(path, printed.account, printed.account)
    try:
        done = printed.ssh("list", env={"ENV": str(printed.home / ".shrc")})
        assert "2024-14" in done.stdout.decode()
        assert [mark for mark in marks if mark.exists()] == []
    finally:
        shutil.rmtree(folder)
        for name in (".profile", ".shrc"):
            (printed.home / name).unlink()


@pytest.mark.parametrize("said", ["", "good", "long", "rubbish"])
def test_the_socket_of_the_host_serves_nobody_who_reaches_it_by_forwarding(
    permissive: SshServer, tmp_path: Path, said: str
) -> None:
    own = plan(permissive)
    words = ["serve-session", "--library", own.library, "--state", own.state, "--socket", own.socket]
    body = "\0".join(["18", str(len(words)), *words, "SSH_ORIGINAL_COMMAND=show latest"]).encode()
    data = {
        "": b"",
        "good": b"%08x" % len(body) + body,
        "long": b"%08x" % REQUEST_LIMIT + b"\0" * REQUEST_LIMIT,
        "rubbish": os.urandom(4096),
    }[said]
    with forwarded(permissive, tmp_path, own.socket) as local, socket.socket(socket.AF_UNIX) as one:
        one.settimeout(20)
        one.connect(str(local))
        assert one.recv(4096).startswith(b"h")  # it is reached: that is what this configuration allows
        one.sendall(data)
        one.shutdown(socket.SHUT_WR)
        assert one.recv(4096) == b""
    assert permissive.ssh("version").stdout.startswith(b"briefing-tui")  # and it goes on


@pytest.mark.parametrize("kind", ["file", "folder", "year", "outside"])
def test_links_in_the_library_lead_nowhere(
    server: SshServer, ssh_library: Path, tmp_path: Path, kind: str
) -> None:
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:-2]:
        parent.chmod(parent.stat().st_mode | 0o055)
    secret = (ssh_library / "2024" / "2024-14.toml").read_text(encoding="utf-8")
    outside = tmp_path / "2098"
    outside.mkdir()
    (outside / "2098-1.toml").write_text(secret.replace("2024", "2098"), encoding="utf-8")
    year = ssh_library / "2098"
    made = {
        "file": (year / "2098-1.toml", outside / "2098-1.toml"),
        "folder": (year, outside),
        "year": (year, Path("/etc")),
        "outside": (year / "2098-1.toml", Path("/etc/passwd")),
    }[kind]
    if made[0] != year:
        year.mkdir()
        year.chmod(0o755)
    made[0].symlink_to(made[1])
    try:
        assert "2098-1 " not in server.ssh("list").stdout.decode()
        for command in (["show", "2098-1"], ["toc", "2098-1"], ["show", "2098-1", "--json"]):
            done = server.ssh(*command)
            assert done.returncode != 0
            assert b"root:" not in done.stdout + done.stderr
            assert not done.stdout
        assert server.ssh("search", "担保").returncode == 0
    finally:
        made[0].unlink()
        if year.is_dir():
            year.rmdir()


@pytest.mark.parametrize(
    "term", ["../../../etc/passwd", "xterm;id", "$(id)", "x" * 5000, "-T", "xterm\x1b[2J", "A/../../tmp", " "]
)
def test_no_name_of_a_terminal_does_harm(server: SshServer, term: str) -> None:
    env = {"TERM": term, "TERMINFO": "/tmp", "TERMINFO_DIRS": "/tmp:/etc", "TERMCAP": "/etc/passwd"}
    asked = ["ssh", *server.options(), "-o", "SendEnv=TERM*", "-tt", f"{server.account}@127.0.0.1"]
    with Terminal(asked, env=env | {"HOME": os.environ["HOME"]}) as terminal:
        terminal.expect("2024")
        terminal.send("q")
        assert terminal.exit_code() == 0
    assert b"uid=" not in bytes(terminal.raw)
    assert b"root:" not in bytes(terminal.raw)


def test_a_session_over_ssh_is_by_the_host(permissive: SshServer) -> None:
    with Terminal(permissive.on_a_terminal(), env={"TERM": "xterm"}) as terminal:
        terminal.expect("2024")
        names = subprocess.run(
            ["ps", "-o", "comm=", "-u", permissive.account], capture_output=True, check=True
        )
        assert b"briefing-reader" in names.stdout
        terminal.send("q")
        assert terminal.exit_code() == 0


@contextmanager
def forwarded(server: SshServer, folder: Path, remote: str) -> Iterator[Path]:
    """A socket here that a client tries to lead to one there."""
    local = folder / "l.sock"
    asked = ["ssh", *server.options(), "-N", "-L", f"{local}:{remote}", f"{server.account}@127.0.0.1"]
    client = subprocess.Popen(asked, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while not local.exists():
            assert time.monotonic() < end
            assert client.poll() is None
            time.sleep(0.05)
        yield local
    finally:
        client.kill()
        client.wait()


@contextmanager
def agent(folder: Path) -> Iterator[Path]:
    """Something that looks like a key agent."""
    path = folder / "agent"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        threading.Thread(target=_answer, args=(listener,), daemon=True).start()
        yield path


def _answer(listener: socket.socket) -> None:
    try:
        while True:
            listener.accept()[0].close()
    except OSError:
        return


def sockets_of(server: SshServer) -> list[Path]:
    """Sockets of agents that sshd has made for the account."""
    uid = pwd.getpwnam(server.account).pw_uid
    return [path for path in Path("/tmp").glob("ssh-*/agent*") if path.stat().st_uid == uid]
