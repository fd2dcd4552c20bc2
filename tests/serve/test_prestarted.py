"""Sessions by the prestarted host: as without it, with every signal, and nobody's end is another's."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from briefing_tui.serve import host as host_room
from briefing_tui.serve.handover import CROWDED, GIVE_BACK
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


def seen(argv: list[str], env: dict[str, str | None], rows: int, columns: int, keys: list[str]) -> bytes:
    """All that a terminal was sent."""
    with Terminal(argv, env=env, rows=rows, columns=columns) as terminal:
        if keys:
            terminal.receive(b"\x1b[?1049h")
            terminal.wait_idle(1.0)
        for key in keys:
            terminal.send(key)
            terminal.wait_idle()
        code = terminal.exit_code()
        assert code in {0, 1, 2}
        assert terminal.termios_restored()
    return SYNC.sub(b"", bytes(terminal.raw)) + b"%d" % code


@pytest.mark.parametrize(
    ("command", "env", "size", "keys"),
    [
        ("open 2024-14", CHINESE, (24, 80), [" ", "/", "担保\r", "n", "?", "\x1b", "Q"]),
        ("open 2024-14#3", {"LANG": "C.UTF-8", "TERM": "xterm"}, (45, 140), ["G", "g", "c", "Q"]),
        ("", CHINESE | {"TERM": "screen-256color"}, (30, 100), ["j", "\r", " ", "q", "Q"]),
        ("open latest", {"TERM": "linux"}, (12, 40), ["Q"]),
        ("show 2024-14#1", CHINESE, (24, 80), []),
        ("show nothing", CHINESE, (24, 80), []),
        ("edit latest", CHINESE, (24, 80), []),
        ("open latest", {"TERM": "dumb"}, (24, 80), []),
    ],
)
def test_the_terminal_gets_the_same_bytes(
    host: Hosting, command: str, env: dict[str, str | None], size: tuple[int, int], keys: list[str]
) -> None:
    env = {**env, "SSH_ORIGINAL_COMMAND": command}
    ordinary = seen(host.ordinary(), env, *size, keys)
    assert seen(host.session(), env, *size, keys) == ordinary


def test_the_host_has_one_thread_and_no_library(host: Hosting) -> None:
    with Terminal(host.session(), env=CHINESE) as terminal:
        terminal.expect("2024")
        (child,) = host.await_sessions(1)
        assert Path(f"/proc/{child}/comm").read_text() == "briefing-reader\n"
        pid = host.process.pid
        assert len(list(Path(f"/proc/{pid}/task").iterdir())) == 1
        opened = [str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()]
        assert [path for path in opened if path.startswith("/") and path != os.devnull] == []
        assert leave(terminal) == 0
    host.await_sessions(0)


def test_output_of_a_verb_goes_where_the_client_sends_it(host: Hosting, tmp_path: Path) -> None:
    env = {**os.environ, "SSH_ORIGINAL_COMMAND": "show 2024-14", "LANG": "C.UTF-8"}
    ordinary = subprocess.run(host.ordinary(), env=env, capture_output=True, check=True)
    done = subprocess.run(host.session(), env=env, capture_output=True, check=True, cwd=tmp_path)
    assert done.stdout == ordinary.stdout
    assert len(done.stdout) > 1000


def test_a_new_size_reaches_the_session(host: Hosting) -> None:
    with Terminal(host.session(), env=CHINESE | {"SSH_ORIGINAL_COMMAND": "open 2024-14"}) as terminal:
        terminal.expect("行业信息简报")
        host.await_sessions(1)
        terminal.wait_idle()
        terminal.resize(40, 120)
        terminal.process.send_signal(signal.SIGWINCH)
        terminal.wait_idle()
        assert terminal.lines()[39].strip()
        assert leave(terminal) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signals_to_the_client_end_the_session_in_order(host: Hosting, number: signal.Signals) -> None:
    with Terminal(host.session(), env=CHINESE) as terminal:
        terminal.expect("2024")
        host.await_sessions(1)
        terminal.wait_idle()
        os.kill(terminal.process.pid, number)
        assert terminal.exit_code(5) == 128 + number
        assert terminal.termios_restored()
        assert not terminal.modes & {1049, 1000, 2004}
    host.await_sessions(0)


def test_ctrl_c_twice_leaves(host: Hosting) -> None:
    with Terminal(host.session(), env=CHINESE) as terminal:
        terminal.expect("2024")
        terminal.wait_idle()
        terminal.send("\x03")
        terminal.wait_idle()
        terminal.send("\x03")
        assert terminal.exit_code() == 0


def test_nothing_puts_a_session_aside(host: Hosting) -> None:
    with Terminal(host.session(), env=CHINESE) as terminal:
        terminal.expect("2024")
        terminal.wait_idle()
        terminal.process.send_signal(signal.SIGTSTP)
        terminal.send("?")
        terminal.wait_idle()
        terminal.send("\x1b")
        terminal.wait_idle()
        assert leave(terminal) == 0


def test_a_killed_client_ends_its_session(host: Hosting) -> None:
    with Terminal(host.session(), env=CHINESE) as terminal:
        terminal.expect("2024")
        (child,) = host.await_sessions(1)
        terminal.process.kill()
        host.await_sessions(0, 2.0)
        assert not Path(f"/proc/{child}").exists()


def test_a_killed_host_ends_nobody(tmp_path: Path) -> None:
    with hosting(tmp_path / "run") as own, Terminal(own.session(), env=CHINESE) as terminal:
        terminal.expect("2024")
        own.await_sessions(1)
        own.process.kill()
        own.process.wait()
        terminal.wait_idle()
        terminal.send("\r")
        terminal.wait_idle()
        terminal.resize(40, 120)
        terminal.process.send_signal(signal.SIGWINCH)
        terminal.wait_idle()
        assert terminal.lines()[39].strip()
        assert leave(terminal) == 0
        with Terminal(own.session(), env=CHINESE) as later:  # the ordinary way
            later.expect("2024")
            assert leave(later) == 0


def test_a_killed_session_gives_the_terminal_back(host: Hosting) -> None:
    with Terminal(host.session(), env=CHINESE) as terminal:
        terminal.expect("2024")
        terminal.wait_idle()
        (child,) = host.await_sessions(1)
        os.kill(child, signal.SIGKILL)
        assert terminal.exit_code() == 1
        assert terminal.termios_restored()
        assert not terminal.modes & {1049, 1000, 2004}
        assert terminal.cursor_shown()
        assert "这次阅读意外结束" in "\n".join(terminal.main_lines())


def test_the_screen_is_given_back_as_the_driver_does() -> None:
    from briefing_tui.tui.terminal import driver, early_screen

    assert GIVE_BACK.decode() == driver._MOUSE_OFF + early_screen.LEAVE


# Limits, and one host after another


def test_those_who_find_no_place_are_told_so(tmp_path: Path) -> None:
    with hosting(tmp_path / "run", "--sessions", "1") as own, Terminal(own.session(), env=CHINESE) as first:
        first.expect("2024")
        for language, text in (("zh_CN.UTF-8", "人太多"), ("C.UTF-8", "too many")):
            env = {**os.environ, "LANG": language}
            done = subprocess.run(own.session(), env=env, capture_output=True, check=False, text=True)
            assert done.returncode == CROWDED
            assert text in done.stderr
            assert len(done.stderr.splitlines()) == 1
        assert leave(first) == 0
        own.await_sessions(0)
        with Terminal(own.session(), env=CHINESE) as second:
            second.expect("2024")
            own.await_sessions(1)
            assert leave(second) == 0


def test_those_who_come_at_once_begin_one_after_another(tmp_path: Path) -> None:
    with hosting(tmp_path / "run", "--starts", "1") as own, ExitStack() as stack:
        own.process.send_signal(signal.SIGSTOP)
        all_ = [stack.enter_context(socket.socket(socket.AF_UNIX)) for _at in range(4)]
        for one in all_:
            one.settimeout(60)
            one.connect(str(own.socket))
        own.process.send_signal(signal.SIGCONT)
        said = [one.recv(1) for one in all_]
        assert said.count(b"w") >= 2  # they are told that others are before them
        for one, first in zip(all_, said, strict=True):
            assert first == b"h" or one.recv(1) == b"h"


def test_a_new_host_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with hosting(tmp_path / "run") as old, Terminal(old.session(), env=CHINESE) as terminal:
        terminal.expect("2024")
        old.await_sessions(1)
        with hosting(tmp_path / "run") as new, Terminal(new.session(), env=CHINESE) as second:
            second.expect("2024")
            new.await_sessions(1)
            assert old.process.wait(20) == 0
            terminal.send("\r")
            terminal.wait_idle()
            assert leave(terminal) == 0
            assert leave(second) == 0


def test_a_host_whose_installation_is_another_ends(tmp_path: Path) -> None:
    version = tmp_path / "version.py"
    version.write_text("1")
    found = host_room.InstallationStamp(str(tmp_path))
    assert found.holds()
    other = tmp_path / "new"
    other.write_text("1")
    other.rename(version)
    assert not found.holds()
    version.unlink()
    assert not found.holds()


def test_the_printed_way_by_systemd(tmp_path: Path) -> None:
    program = "/usr/bin/systemd-socket-activate"
    if not os.access(program, os.X_OK):
        pytest.skip(f"needs {program}")
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    path = folder / "host.sock"
    asked = [program, "-l", str(path), *PROGRAM, "host", *OPTIONS, "--socket", str(path)]
    process = subprocess.Popen(asked, stderr=subprocess.DEVNULL)
    try:
        while not path.exists():
            time.sleep(0.02)
        own = Hosting(path, process)
        with Terminal(
            own.session(), env=CHINESE
        ) as terminal:  # the first waits until the host is there, or goes alone
            terminal.expect("2024", 60)
            leave(terminal)
        time.sleep(2)
        with Terminal(own.session(), env=CHINESE) as terminal:
            terminal.expect("2024")
            own.await_sessions(1)
            assert leave(terminal) == 0
    finally:
        process.terminate()
        process.wait()


# One's own `open`


def test_ones_own_open_is_by_the_host_when_set_so(tmp_path: Path) -> None:
    folder = tmp_path / "briefing-tui"
    env: dict[str, str] = {"BRIEFING_PRESTART": "1", "XDG_RUNTIME_DIR": str(tmp_path), "LANG": "zh_CN.UTF-8"}
    library = ["--library", str(SAMPLES)]
    with hosting(folder, options=library, env=env) as own:
        for words in (["open", "2024-14"], [], ["open", "2024-14"]):
            home = {"HOME": str(tmp_path)}
            with Terminal([*PROGRAM, *words, *library], env={**env, **home}) as terminal:
                terminal.expect("2024")
                own.await_sessions(1)
                terminal.wait_idle()
                assert leave(terminal) == 0
                assert terminal.termios_restored()
        for without in ({"BRIEFING_PRESTART": "0"}, {"XDG_RUNTIME_DIR": "/nowhere"}):
            with Terminal([*PROGRAM, "open", *library], env={**env, **without}) as terminal:
                terminal.expect("简报")
                assert own.children() == []
                leave(terminal)
        with Terminal([*PROGRAM, "--library", str(tmp_path / "other")], env=env) as terminal:
            terminal.receive(b"\x1b[?1049h")
            assert own.children() == []
            leave(terminal)


def test_the_client_loads_nothing_of_the_program() -> None:
    source = CLIENT.read_text(encoding="utf-8").replace("module.run()", "print(*sys.modules)")
    script = f"exec({source!r}, {{'__name__': '__main__', '__file__': {str(CLIENT)!r}}})"
    done = subprocess.run([PROGRAM[0], "-I", "-S", "-c", script], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert {"_socket", "termios"} <= loaded
    assert not loaded & {"os", "socket", "re", "enum", "argparse", "site", "signal", "briefing_tui"}


def test_the_host_loads_first_what_every_session_uses() -> None:
    """What lies together makes fewer pages a session's own."""
    script = (
        "import sys; from briefing_tui.cli.verbs.serving import host; host.load_everything()\n"
        "print(*[name for name in sys.modules if name.startswith('briefing_tui.tui.')])"
    )
    done = subprocess.run([PROGRAM[0], "-I", "-c", script], capture_output=True, check=True, text=True)
    order = done.stdout.split()
    last = order.index("briefing_tui.tui.run")
    early = {name.split(".")[2] for name in order[:last]}
    assert not early & {"authoring", "proofing", "delivering", "inbox", "history", "dialogues", "searching"}
    assert order.index("briefing_tui.tui.early_page") < last < len(order) / 2


def test_a_session_loads_nothing_that_the_host_has_not(tmp_path: Path) -> None:
    told = tmp_path / "told"
    script = tmp_path / "script.py"
    script.write_text(
        "import os, sys\n"
        "from briefing_tui.cli import main\n"
        "from briefing_tui.cli.verbs.serving import host\n"
        "host.load_everything()\n"
        "before = set(sys.modules)\n"
        "code = main.main(sys.argv[2:], os.environ, sys.stdout, sys.stderr)\n"
        "open(sys.argv[1], 'w').write(' '.join(sorted(set(sys.modules) - before)))\n"
        "sys.exit(code)\n",
        encoding="utf-8",
    )
    words = ["serve-session", *OPTIONS]
    with Terminal([PROGRAM[0], "-I", str(script), str(told), *words], env=CHINESE) as terminal:
        terminal.expect("2024")
        for key in ("\r", " ", "/", "担保\r", "n", "?", "\x1b", ":", "\x1b", "q", "s", "\x1b", "S", "\x1b"):
            terminal.wait_idle()
            terminal.send(key)
        terminal.wait_idle()
        assert leave(terminal) == 0
    assert told.read_text(encoding="utf-8").split() == []
