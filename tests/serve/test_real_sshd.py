"""Reading over a real sshd: what a reader gets, what stays closed, in the printed configuration and in one that lets everything through."""

import json
import os
import socket
import subprocess
import time
from pathlib import Path

import pytest

from briefing_tui.serve.setup_text import key_line, match_block
from screens.terminal import Terminal
from servers.reading_server import KNOWN, plan
from servers.ssh_server import SshServer

pytestmark = [pytest.mark.pty, pytest.mark.slow]

HOSTILE_ENVIRONMENT = {
    "PYTHONINSPECT": "1",
    "PYTHONSTARTUP": "/etc/passwd",
    "PYTHONPATH": "/tmp",
    "BRIEFING_CONFIG": "/nowhere/config.toml",
    "BRIEFING_LIBRARY": "/etc",
    "PAGER": "sh -c id",
    "LESSOPEN": "|id",
    "EDITOR": "sh",
    "TERMINFO": "/tmp",
    "TEXTUAL_DRIVER": "os:system",
    "LC_ALL": "zh_CN.GBK",
    "BASH_ENV": "/proc/self/environ",
    "ENV": "/proc/self/environ",
}


def test_the_questions_of_a_reader_are_answered(server: SshServer) -> None:
    assert server.ssh("version").stdout.startswith(b"briefing-tui ")
    listed = server.ssh("list").stdout.decode()
    assert "2024-14" in listed
    shown = server.ssh("show", "2024-14#1", env={"LANG": "zh_CN.UTF-8"})
    assert shown.returncode == 0
    assert shown.stdout.decode().strip()
    assert json.loads(server.ssh("search", "担保", "--json", "--limit", "2").stdout)
    assert "ssh -t" in server.ssh("help").stdout.decode()


def test_a_screen_without_a_terminal_says_how(server: SshServer) -> None:
    done = server.ssh("open", "latest")
    assert done.returncode == 2
    assert b"ssh -t" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_library_opens_on_a_terminal_and_is_left_with_q(server: SshServer) -> None:
    with Terminal(
        server.on_a_terminal(), env={"TERM": "xterm-256color", "HOME": os.environ["HOME"]}
    ) as terminal:
        terminal.expect("2024")
        terminal.send("q")
        assert terminal.exit_code() == 0
    assert b">>>" not in bytes(terminal.raw)


ONE_LINE = [
    "id",
    "sh -i",
    "show latest; id",
    "show latest && id",
    "show $(id)",
    "show `id`",
    "scp -t /tmp",
    "rsync --server -logDtpre.iLsfxC . /tmp/",
    "git-upload-pack '/'",
    "git-receive-pack '/'",
    "edit latest",
    "import /etc/passwd",
    "show latest --library=/etc",
    "show ../../../etc/passwd",
    "show latest\nid",
    "config show",
    "completion bash",
    "__keys",
    "open --editor=sh",
    "open --socket=/tmp/x",
    "host",
    "serve-session",
    "help; sh",
    "list | sh",
    "show latest > /tmp/x",
    "setup ssh",
    "internal-sftp",
    "show '",
]


@pytest.mark.parametrize("command", ONE_LINE)
def test_anything_else_is_one_line_and_a_failure(server: SshServer, command: str) -> None:
    done = server.ssh(command)
    assert done.returncode in {1, 2}, done
    assert b"uid=" not in done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not done.stdout


def test_no_subsystem_and_no_copying(server: SshServer, tmp_path: Path) -> None:
    target = f"{server.account}@127.0.0.1"
    for asked in (
        ["sftp", *server.options(), "-b", "-", target],
        ["scp", *server.options(), f"{target}:/etc/hostname", str(tmp_path / "a")],
        ["scp", "-O", *server.options(), f"{target}:/etc/hostname", str(tmp_path / "b")],
        ["scp", *server.options(), "/etc/hostname", f"{target}:/tmp/from-a-reader"],
    ):
        done = subprocess.run(asked, input=b"ls\n", capture_output=True, check=False, timeout=60)
        assert done.returncode != 0, asked
    assert list(tmp_path.iterdir()) == []
    assert not Path("/tmp/from-a-reader").exists()


def test_a_sent_environment_changes_nothing(server: SshServer) -> None:
    send = [part for name in HOSTILE_ENVIRONMENT for part in ("-o", f"SendEnv={name}")]
    done = server.ssh(*send, "--", "list", env=HOSTILE_ENVIRONMENT)
    assert done.returncode == 0
    assert "2024-14" in done.stdout.decode()
    asked = ["ssh", *server.options(), *send, "-tt", f"{server.account}@127.0.0.1"]
    with Terminal(asked, env={**HOSTILE_ENVIRONMENT, "TERM": "xterm-256color"}) as terminal:
        terminal.expect("2024")
        terminal.send("q")
        terminal.exit_code()
    assert b">>>" not in bytes(terminal.raw)
    assert b"uid=" not in bytes(terminal.raw)


def test_a_megabyte_of_command_opens_nothing(server: SshServer) -> None:
    done = server.ssh("show " + "x" * 100_000)
    assert done.returncode != 0
    assert not done.stdout


@pytest.mark.parametrize("keys", ["\x1a", "\x0f", "\x10", "#", "!", "|", ":", "e", "n", "\x1c", "\x03"])
def test_no_key_leads_out_of_the_screens(server: SshServer, keys: str) -> None:
    with Terminal(server.on_a_terminal("open", "2024-14"), env={"TERM": "xterm"}) as terminal:
        terminal.expect("2024")
        terminal.send(keys)
        terminal.wait_idle()
        children = subprocess.run(
            ["pgrep", "-a", "-u", server.account], capture_output=True, check=False
        ).stdout.decode()
        running = [
            line for line in children.splitlines() if " [" not in line
        ]  # the others have ended already
        started = [line for line in running if not any(known in line for known in KNOWN)]
        assert started == []
        terminal.send("\x1bqq")
    terminal.close()


def test_a_reader_writes_in_a_folder_of_their_own_and_nowhere_else(sshd: SshServer) -> None:
    lines = [line.strip() for line in match_block(plan(sshd, "wang")).splitlines()[1:]]
    sshd.start(lines, key_options=key_line(plan(sshd, "wang"), "").rpartition('" ')[0] + '"')
    before = _files(sshd.folder)
    with Terminal(sshd.on_a_terminal("open", "2024-14"), env={"TERM": "xterm-256color"}) as terminal:
        terminal.expect("2024")
        terminal.send("b")
        terminal.wait_idle()
        terminal.send("q")
        terminal.wait_idle()
        terminal.send("q")
        terminal.exit_code()
    made = _files(sshd.folder) - before
    assert {str(path.relative_to(sshd.state)) for path in made if "readers" in path.parts} >= {
        "wang/state.json"
    }
    assert [path for path in made if sshd.state not in path.parents and path != sshd.state] == []
    state = json.loads((sshd.state / "wang" / "state.json").read_text(encoding="utf-8"))
    assert any("2024-14" in key for key in state["libraries"][str(sshd.folder / "library")]["bookmarks"])
    assert (sshd.state / "wang").stat().st_mode & 0o777 == 0o700
    sshd.stop()


def test_forwarding_is_closed_as_printed(sshd: SshServer) -> None:
    sshd.start([line.strip() for line in match_block(plan(sshd)).splitlines()[1:]])
    with socket.socket() as there, socket.socket() as free:
        there.bind(("127.0.0.1", 0))
        there.listen()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        asked = [
            "ssh",
            *sshd.options(),
            "-N",
            "-L",
            f"{port}:127.0.0.1:{there.getsockname()[1]}",
            f"{sshd.account}@127.0.0.1",
        ]
        client = subprocess.Popen(asked, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(1.5)
        there.settimeout(1.5)
        with socket.socket() as one:
            one.settimeout(5)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                with pytest.raises(TimeoutError):
                    there.accept()
        client.kill()
        client.wait()
    sshd.stop()


def test_a_client_that_is_gone_ends_its_session(server: SshServer) -> None:
    with Terminal(server.on_a_terminal("open", "2024-14"), env={"TERM": "xterm-256color"}) as terminal:
        terminal.expect("2024")
        assert _sessions(server)
        terminal.process.kill()
    end = time.monotonic() + 5
    while _sessions(server) and time.monotonic() < end:
        time.sleep(0.1)
    assert _sessions(server) == []


def _sessions(server: SshServer) -> list[str]:
    done = subprocess.run(
        ["pgrep", "-f", "-u", server.account, "serve-session"], capture_output=True, check=False
    )
    return done.stdout.decode().split()


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if "__pycache__" not in path.parts and path.name != "sshd.log"}
