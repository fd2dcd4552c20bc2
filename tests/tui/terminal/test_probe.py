"""The question about “: answered, unanswered, late, mixed with typing; the terminal is left as it was."""

import os
import signal
from io import StringIO
from typing import Any

import pytest

from briefing_tui.tui.terminal import probe
from screens.terminal import PYTHON, Terminal

pytestmark = pytest.mark.pty

SCRIPT = """
import select, sys, time, types
sys.stdout.write({before!r}); sys.stdout.flush()
from briefing_tui.tui.terminal import probe
asked = probe.start(0, 1)
time.sleep({pause})
waits = [0.0]
def waiting(reading, writing, odd, seconds):
    waits.append(seconds)
    return select.select(reading, writing, odd, seconds)
probe.select = types.SimpleNamespace(select=waiting)
result = asked.finish({timeout})
print("", result.ambiguous, result.leftover, "%.1f" % max(waits), sorted(m for m in sys.modules if m in ("textual", "rich")))
print("DONE")
"""


def probing(before: str = "", pause: float = 0.0, timeout: float = 0.5, **options: Any) -> Terminal:
    return Terminal([PYTHON, "-c", SCRIPT.format(before=before, pause=pause, timeout=timeout)], **options)


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("before", ["", "prompt> "])
def test_the_width_is_told_in_any_column_and_nothing_stays_on_the_screen(ambiguous: int, before: str) -> None:
    with probing(before, ambiguous=ambiguous) as terminal:
        terminal.expect("DONE")
        assert terminal.lines()[0].startswith(f"{before} {ambiguous} b''")
        assert terminal.lines()[0].endswith("[]"), "the framework was loaded"
        assert "“" not in terminal.text()
        assert terminal.exit_code() == 0
        assert terminal.termios_restored()


def test_a_silent_terminal_costs_no_more_than_the_time_allowed() -> None:
    with probing(answers=False, timeout=0.2) as terminal:
        terminal.expect("DONE")
        assert terminal.lines()[0] == " None b'' 0.2 []"
        assert terminal.exit_code() == 0
        assert terminal.termios_restored()


def test_the_time_allowed_counts_from_the_question() -> None:
    with probing(answers=False, pause=0.6, timeout=5) as terminal:
        terminal.expect("DONE")
        assert terminal.lines()[0] == " None b'' 0.0 []"


def test_what_is_typed_meanwhile_is_kept_and_not_echoed() -> None:
    with probing(answers=False, pause=0.4, timeout=0.4) as terminal:
        terminal.receive(b"\x1b[6n")
        for piece in ("g", "\x1b[3;1R", "汉\r", "\x1b[3", ";2Rj"):
            terminal.send(piece)
        terminal.expect("DONE")
        assert terminal.lines()[0].startswith(f" 1 {'g汉'.encode() + bytes([13]) + b'j'!r}")


def test_a_control_key_typed_meanwhile_is_kept_and_holds_up_nothing() -> None:
    """ctrl+q and ctrl+s are flow control of a terminal that is not raw, ctrl+v and ctrl+o are its own, ctrl+z suspends."""
    typed = b"".join(bytes([code]) for code in range(1, 0x20) if code not in b"\x03\x0a\x1b\x1c") + b"\x7f"
    with probing(answers=False, pause=0.4, timeout=0.4) as terminal:
        terminal.receive(b"\x1b[6n")
        terminal.send(typed.decode("ascii"))
        terminal.expect("DONE")
        assert f" None {typed!r}" in "".join(terminal.lines())


@pytest.mark.parametrize("second", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_second_signal_does_not_stop_the_first_from_giving_the_terminal_back(second: str) -> None:
    """Two Ctrl+C of a hasty hand, while the screen is being given back."""
    code = (
        "import os, signal, sys, time; from briefing_tui.tui.terminal import probe\n"
        "def give_back():\n"
        f"    os.kill(os.getpid(), signal.{second}); time.sleep(0.05); os.write(1, b'GIVEN BACK')\n"
        "asked = probe.start(0, 1); asked.on_end = give_back; os.kill(os.getpid(), signal.SIGINT); time.sleep(9)"
    )
    with Terminal([PYTHON, "-c", code]) as terminal:
        assert terminal.exit_code() == -signal.SIGINT
        assert terminal.raw.count(b"GIVEN BACK") == 1
        assert terminal.termios_restored()


def test_end_of_input_while_waiting_is_survived() -> None:
    with probing(answers=False, pause=0.2, ignore_hangup=True) as terminal:
        terminal.pump(0.1)
        terminal.hang_up()
        assert terminal.process.wait(5) is not None


def test_no_terminal_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "select", None)  # there is nothing to wait for
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as received:
        asked = probe.start(reading, writing)
        assert asked.finish(5) == probe.ProbeResult(None, b"")
        os.close(writing)
        assert received.read() == b""


class Screen(StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class GbkScreen(Screen):
    encoding = "gbk"


GOOD = {"TERM": "xterm", "LANG": "zh_CN.UTF-8"}


@pytest.mark.parametrize(
    ("stdin", "stdout", "environ", "told"),
    [
        (Screen(), Screen(), GOOD, None),
        (Screen(), Screen(), {"TERM": "xterm", "LC_ALL": "C"}, None),
        (Screen(), Screen(), {"TERM": "xterm", "LC_ALL": "zh_CN.utf8", "LANG": "zh_CN.GBK"}, None),
        (Screen(), Screen(), {"TERM": "xterm"}, None),
        (Screen(), StringIO(), GOOD, "terminal"),
        (StringIO(), Screen(), GOOD, "terminal"),
        (None, Screen(), GOOD, "terminal"),
        (Screen(), Screen(), {"TERM": "dumb"}, "dumb"),
        (Screen(), Screen(), {}, "without a screen"),
        (Screen(), Screen(), {"TERM": "xterm", "LC_ALL": "zh_CN.GBK"}, "gbk"),
        (Screen(), Screen(), {"TERM": "xterm", "LANG": "zh_CN.GB18030"}, "gb18030"),
        (Screen(), GbkScreen(), {"TERM": "xterm", "LANG": "zh_CN"}, "gbk"),
    ],
)
def test_what_is_no_screen_is_told_on_one_line(
    stdin: StringIO | None, stdout: StringIO, environ: dict[str, str], told: str | None
) -> None:
    reason = probe.check_terminal(stdin, stdout, environ)
    assert (reason is None) == (told is None)
    if reason is not None and told is not None:
        assert told in reason
        assert "\n" not in reason


def test_the_frameworks_variables_are_forgotten() -> None:
    environ = {"TEXTUAL": "debug", "TEXTUAL_LOG": "x", "TEXTUAL_PRESS": "q", "LANG": "C"}
    probe.forget_framework_variables(environ)
    assert environ == {"LANG": "C"}


def test_the_round_trip_is_measured_while_nobody_reads() -> None:
    code = (
        "import time; from briefing_tui.tui.terminal import probe\n"
        "asked = probe.start(0, 1); time.sleep(0.45); told = asked.finish(0.2).round_trip\n"
        "print('TOLD', told is not None and 0 < told < 0.4)"
    )
    with Terminal([PYTHON, "-c", code]) as terminal:
        terminal.expect("TOLD True")
    with Terminal([PYTHON, "-c", code], answers=False) as terminal:
        terminal.expect("TOLD False")
