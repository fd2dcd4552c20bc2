"""The terminal at the start and the end: whatever ends the program, and whenever, it is given back as it was (T4)."""

import shutil
import signal
import time
from pathlib import Path

import pytest

from briefing_tui.tui.terminal import signals
from programs.commands import PROGRAM
from rounds import rounds
from screens.terminal import Terminal

pytestmark = pytest.mark.pty
ENDING = [signal.Signals(number).name for number in signals.ENDING]


def start(samples: Path, home: Path, *verb: str, answers: bool = True) -> Terminal:
    return Terminal([str(PROGRAM), "--library", str(samples), *verb], {"HOME": str(home)}, answers=answers)


def assert_given_back(terminal: Terminal) -> None:
    assert terminal.termios_restored()
    assert terminal.modes <= {7, 25}
    assert terminal.cursor_shown()
    assert "Traceback" not in terminal.text()
    assert "incident" not in terminal.text()


@pytest.mark.parametrize("name", ENDING)
@pytest.mark.parametrize("verb", [("doctor",), ("open", "2024-14")])
def test_a_signal_while_the_terminal_is_asked_gives_it_back(
    samples: Path, tmp_path: Path, name: str, verb: tuple[str, ...]
) -> None:
    number = signal.Signals[name]
    with start(samples, tmp_path, *verb, answers=False) as terminal:
        terminal.receive(b"\x1b[6n")  # from now on it waits, without echo
        assert not terminal.termios_restored()
        terminal.signal(number)
        assert terminal.exit_code() in {-number, 128 + number}
        assert_given_back(terminal)


@pytest.mark.parametrize("name", ENDING)
def test_a_signal_while_the_screens_are_up_gives_it_back(samples: Path, tmp_path: Path, name: str) -> None:
    number = signal.Signals[name]
    with start(samples, tmp_path, "open", "2024-14") as terminal:
        terminal.expect("2024")
        terminal.receive(
            b"2026$p"
        )  # the page is there before the screens are: now the driver has the terminal
        terminal.signal(number)
        assert terminal.exit_code() == 128 + number
        assert_given_back(terminal)


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "SIGUSR1", "SIGALRM"])
def test_a_signal_at_any_moment_gives_it_back(samples: Path, tmp_path: Path, name: str) -> None:
    number, turns = signal.Signals[name], rounds(5, 48)
    for turn in range(turns):
        with start(samples, tmp_path, "open", "2024-14", answers=turn % 3 > 0) as terminal:
            until = time.monotonic() + 0.06 + turn * 0.8 / turns
            while (left := until - time.monotonic()) > 0:
                terminal.pump(left)
            terminal.signal(number)
            code = terminal.exit_code()
            if "Failed to import the site module" in terminal.text():
                continue  # on a busy machine Python itself had only begun: nothing of ours could hear it yet
            assert code in {0, -number, 128 + number}, terminal.text()
            assert_given_back(terminal)


def test_the_interrupt_of_a_program_that_has_just_begun_says_nothing() -> None:
    """As far as it is ours: from the first line of the console script on."""
    script = (
        "import os, signal, sys, briefing_tui.cli.start as start\n"
        "class Killing:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'briefing_tui.cli.boundary': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Killing())\n"
        "start.run()\n"
    )
    with Terminal([str(PROGRAM.parent / "python"), "-c", script]) as terminal:
        assert terminal.exit_code() == -signal.SIGINT
        assert terminal.text().strip() == ""


@pytest.mark.parametrize("key", ["e", "s", "S", "?", ":", "B", "n", "\r", "/"])
def test_a_key_that_opens_a_screen_and_at_once_the_end(samples: Path, tmp_path: Path, key: str) -> None:
    library = shutil.copytree(samples, tmp_path / "library")
    with start(library, tmp_path) as terminal:
        terminal.expect("2024")
        terminal.wait_idle(0.2)
        terminal.send(key + "\x11")
        assert terminal.exit_code() == 0
        assert terminal.text().strip() == ""
        assert_given_back(terminal)
