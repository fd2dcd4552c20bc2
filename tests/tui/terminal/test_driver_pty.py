"""The driver on a real pseudo-terminal: it starts, hears, is silent when idle, and leaves the way it came (T3, T4)."""

import os
import re
import signal
import stat
import time
from pathlib import Path

import pytest

from briefing_tui.tui.terminal.driver import GRACE
from disks.places import ROOT
from screens.terminal import PYTHON, Terminal

pytestmark = pytest.mark.pty
APP = str(ROOT / "tests" / "support" / "programs" / "small_app.py")
LEAVE = 2.0
"""Seconds within which a process has to be gone (promise T4)."""
SLACK = 1.0
"""What a busy machine may add."""
IDLE = float(os.environ.get("BRIEFING_TEST_IDLE", "3"))
"""Seconds of silence listened to; the torture run takes 60."""


def small_app(*arguments: str, **options: object) -> Terminal:
    terminal = Terminal([PYTHON, APP, *arguments], **options)  # type: ignore[arg-type]
    terminal.expect("0 received", 10)
    terminal.wait_idle(0.2)
    return terminal


def test_an_idle_app_writes_nothing_and_every_mode_is_taken_back() -> None:
    with small_app() as terminal:
        assert terminal.modes >= {1049, 2004, 1000, 1002, 1006}
        assert not terminal.modes & {1003, 1004, 2048}, "reports that cost bytes while nobody does anything"
        assert terminal.keyboard_flags == 0
        assert not terminal.cursor_shown()
        assert terminal.pump(IDLE) == 0
        terminal.send("q")
        assert terminal.exit_code() == 0
        assert terminal.modes == {7, 25}
        assert terminal.cursor_shown()
        assert terminal.termios_restored()
        assert terminal.text().strip() == ""


def test_keys_mouse_and_pastes_arrive() -> None:
    with small_app() as terminal:
        for data, shown in (
            ("a", "key a 'a'"),
            ("汉", "key 汉 '汉'"),
            ("\x1b[A", "key up None"),
            ("\x1bOP", "key f1 None"),
            ("\x1b[1;5C", "key ctrl+right None"),
            ("\x1bx", "key alt+x"),
            ("\x1b", "key escape"),
            ("\r", "key enter"),
            ("\x03", "key ctrl+c"),
            ("\x1b[<0;6;3M", "mouse 5 2"),
            ("\x1b[200~第一\r\n第二\x1b[201~", "paste 5 '第一\\n第二'"),
            ("\x1b[200~a\x1bqqqqqqq\x1b[Bxxxx\x1b[201~", "paste 14"),
        ):
            terminal.send(data)
            terminal.expect(shown)
        terminal.send("m")
        terminal.expect("key m")
        assert not terminal.modes & {1000, 1002, 1006}
        terminal.send("M")
        terminal.expect("key M")
        assert terminal.modes >= {1000, 1002, 1006}


def test_what_was_typed_during_the_probe_comes_first() -> None:
    with Terminal([PYTHON, APP, "leftover"]) as terminal:
        terminal.expect("key z")
        terminal.expect("6 received")


def test_a_terminal_that_is_not_utf8_is_told_and_its_bytes_are_no_commands() -> None:
    with small_app() as terminal:
        terminal.send("丂乪".encode("gbk"))  # the second bytes are @ and `
        terminal.expect("3 received")  # one key for each, and the notice
        terminal.send("j")
        terminal.expect("key j")
        assert terminal.process.poll() is None


ODD_INPUT = (
    b"\x1b[48;10;20;30;0t",
    b"\x1b[48;0;0;0;0t",
    b"\x1b[97:65;5u",
    b"\x1b[99999999999999999999u",
    b"\x1b[1114112u",
    b"\x1b[<" + b"9" * 5000 + b";1;1M",
    b"\x1b[" + b"1;" * 3000 + b"m",
    b"\x1b]11;rgb:0/0/0\x07\x1bP1$r0m\x1b\\\x1b[?62;22c\x1b[>0;10;1c",
    b"\x1b[200~never ended",
    b"\x1b]never ended",
    b"\x00\xff\xfe\x80\xc3",
    "a\x1b[汉\x1b[\x01\x1bO\x1b".encode(),
)


def test_no_sequence_ends_the_app() -> None:
    with small_app() as terminal:
        for number, data in enumerate(ODD_INPUT):
            terminal.send(data)
            terminal.pump(0.05)
            terminal.send("\x1b[201~\x07")  # ends what would wait for more
            terminal.pump(0.05)
            key = chr(ord("a") + number)
            terminal.send(key)
            terminal.expect(f"key {key}")


def test_a_flood_without_brackets_is_a_paste_not_commands() -> None:
    with small_app() as terminal:
        terminal.send(b"\x1b[A" + b"quit qqq xxx\n" * 8000)
        terminal.expect("paste")
        terminal.wait_idle(1.0)
        terminal.send("\x1b[B")
        terminal.expect("key down")
        assert terminal.process.poll() is None


def test_resizing_is_followed() -> None:
    with small_app() as terminal:
        terminal.resize(40, 120)
        terminal.expect("size 120x40")
        terminal.resize(3, 10)
        terminal.expect("size 10x3")


def test_a_crash_is_one_line_with_an_id_and_the_log_is_private(tmp_path: Path) -> None:
    with small_app("crash", "log", str(tmp_path / "state")) as terminal:
        terminal.send("x")
        assert terminal.exit_code() == 1
        shown = terminal.text().strip()
        incident = re.fullmatch(r"something went wrong .*; incident ([0-9a-f]{8})", shown)
        assert incident, shown
        assert terminal.termios_restored()
        assert "内部" not in bytes(terminal.raw).decode()
    log = tmp_path / "state" / "incidents.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    noted = log.read_text(encoding="utf-8")
    assert incident[1] in noted
    assert "ValueError" in noted
    assert "on_key" in noted
    assert "内部" not in noted


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_in_order(number: int, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    with small_app("save", str(saved)) as terminal:
        terminal.signal(number)
        assert terminal.exit_code(LEAVE + SLACK) == 128 + number
        assert terminal.termios_restored()
        assert terminal.modes == {7, 25}
        assert saved.read_text() == "saved\n"


@pytest.mark.parametrize("ignored", [False, True], ids=["hang-up", "hang-up ignored"])
def test_a_lost_terminal_ends_it(ignored: bool, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    with small_app("save", str(saved), ignore_hangup=ignored) as terminal:
        terminal.hang_up()
        assert terminal.exit_code(LEAVE + SLACK) == 128 + signal.SIGHUP
        assert saved.read_text() == "saved\n"


def test_the_end_of_its_input_ends_it() -> None:
    with Path(os.devnull).open("rb") as nothing, Terminal([PYTHON, APP], stdin=nothing.fileno()) as terminal:
        assert terminal.exit_code(10) == 128 + signal.SIGHUP


@pytest.mark.parametrize("how", ["stuck", "flood"])
def test_a_stuck_app_and_a_frozen_terminal_end_all_the_same(how: str, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    with small_app(how, "save", str(saved)) as terminal:
        terminal.send(how[0])
        time.sleep(0.5)  # the terminal is not read
        terminal.signal(signal.SIGTERM)
        assert terminal.process.wait(LEAVE + SLACK) == 128 + signal.SIGTERM
        assert saved.read_text() == "saved\n"
        assert terminal.termios_restored()


def test_a_terminal_that_is_slow_to_read_still_gets_its_screen_back() -> None:
    with small_app("flood") as terminal:
        terminal.send("f")
        time.sleep(0.5)
        terminal.signal(signal.SIGTERM)
        time.sleep(GRACE + 0.1)  # it is read again when the app has been given up
        assert terminal.exit_code() == 128 + signal.SIGTERM
        assert 1049 not in terminal.modes


@pytest.mark.parametrize("how", ["key", "signal"])
def test_a_terminal_that_stalls_while_the_app_leaves_gets_its_screen_back_later(how: str) -> None:
    """As a link that loses packets: much is still to be written, and for more than a second nothing is taken."""
    with small_app("burst") as terminal:
        terminal.send("b" + ("q" if how == "key" else ""))
        if how == "signal":
            time.sleep(0.3)
            terminal.signal(signal.SIGTERM)
        time.sleep(1.6)
        assert terminal.exit_code() == (0 if how == "key" else 128 + signal.SIGTERM)
        assert 1049 not in terminal.modes
        assert terminal.termios_restored()


def test_stopped_and_continued_it_draws_again() -> None:
    with small_app() as terminal:
        terminal.signal(signal.SIGTSTP)
        while 1049 in terminal.modes:
            terminal.pump(0.1)
        assert terminal.termios_restored()
        terminal.wait_stopped()
        terminal.signal(signal.SIGCONT)
        terminal.expect("received")
        assert 1049 in terminal.modes
        terminal.send("j")
        terminal.expect("key j")
        terminal.send("q")
        assert terminal.exit_code() == 0
        assert terminal.termios_restored()
