"""The first page on a terminal: it is there before the framework, its app changes no cell, and whatever ends it gives the terminal back."""

import json
import re
from pathlib import Path

import pytest

from programs.commands import PROGRAM
from programs.early_ends import HOWS, ended_early, start
from screens.first_frames import assert_no_change
from screens.terminal import DRIVER, Terminal

pytestmark = pytest.mark.pty
STATUS = re.compile(r"\d+%.*\Z")
"""The end of the status row: the page is whole."""


@pytest.mark.parametrize(
    ("rows", "columns", "env"),
    [
        (24, 80, {}),
        (24, 76, {"TERM": "xterm", "COLORTERM": ""}),
        (45, 140, {"COLORTERM": ""}),
        (15, 60, {"NO_COLOR": "1"}),
        (12, 40, {"BRIEFING_THEME": "light"}),
    ],
)
@pytest.mark.parametrize("ambiguous", [1, 2])
def test_the_app_changes_no_cell(
    samples: Path, tmp_path: Path, rows: int, columns: int, env: dict[str, str], ambiguous: int
) -> None:
    with start(samples, tmp_path, env=env, rows=rows, columns=columns, ambiguous=ambiguous) as terminal:
        assert_no_change(terminal, STATUS)


def test_a_reader_s_session_begins_with_it_too(samples: Path, tmp_path: Path) -> None:
    env = {"SSH_ORIGINAL_COMMAND": "open 2024-14"}
    with start(samples, tmp_path, "serve-session", "--no-state", env=env) as terminal:
        assert_no_change(terminal, STATUS)


def test_keys_typed_meanwhile_are_all_obeyed(samples: Path, tmp_path: Path) -> None:
    """In each of the three times: while the terminal is asked, while the framework is imported, when the driver has begun."""
    with start(samples, tmp_path) as terminal:
        terminal.receive(b"\x1b[6n")
        terminal.send("]")
        terminal.expect(STATUS)
        terminal.send("]\x1a")
        terminal.receive(DRIVER)
        terminal.send("]")
        terminal.expect("#3/")
        assert "^Z" not in terminal.text()


def test_the_reader_s_place_is_there_at_once(samples: Path, tmp_path: Path) -> None:
    with start(samples, tmp_path) as terminal:
        terminal.receive(DRIVER)
        terminal.send("]]]]")
        terminal.expect("#4/")
        terminal.send("Q")
        assert terminal.exit_code() == 0
    with start(samples, tmp_path) as terminal:
        assert_no_change(terminal, STATUS)
        assert "#4/" in terminal.text()


@pytest.mark.parametrize("theme", ["auto", "dark"])
def test_what_a_slow_terminal_said_the_last_time_is_believed(
    samples: Path, tmp_path: Path, theme: str
) -> None:
    """Of a terminal that is known, width and background are painted before it answers, or though it never does."""
    env = {"BRIEFING_THEME": theme}
    with start(
        samples, tmp_path, env=env, ambiguous=2, background="\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
    ) as terminal:
        terminal.expect(STATUS)
        terminal.receive(DRIVER)
        terminal.wait_idle()
        seen = terminal.cells()
        terminal.send("Q")
        assert terminal.exit_code() == 0
    (kept,) = tmp_path.rglob("state.json")
    assert json.loads(kept.read_bytes())["options"]["terminals"] == "xterm-256color=2,light"
    with start(samples, tmp_path, env=env, ambiguous=2, answers=False) as terminal:
        assert_no_change(terminal, STATUS)
        assert terminal.cells() == seen


def test_a_terminal_that_is_another_than_it_was_is_painted_anew(samples: Path, tmp_path: Path) -> None:
    for ambiguous in (2, 1):
        with start(samples, tmp_path, ambiguous=ambiguous) as terminal:
            terminal.receive(DRIVER)
            terminal.wait_idle()
            assert ("│" in terminal.text()) == (ambiguous == 1)
            terminal.send("Q")
            assert terminal.exit_code() == 0


@pytest.mark.parametrize(("rows", "columns"), [(11, 80), (24, 39)])
def test_a_window_that_is_too_small_begins_as_ever(
    samples: Path, tmp_path: Path, rows: int, columns: int
) -> None:
    with start(samples, tmp_path, rows=rows, columns=columns) as terminal:
        terminal.receive(b"1049h")
        terminal.receive(DRIVER)
        assert terminal.raw.index(DRIVER) - terminal.raw.index(b"1049h") < 100


def test_a_fault_of_the_first_page_stops_nobody(samples: Path, tmp_path: Path) -> None:
    script = (
        "import sys, briefing_tui.tui.early_page as page\n"
        "def fail(*_): raise RuntimeError('page')\n"
        "page.reading_rows = fail\n"
        "from briefing_tui.cli.main import run\n"
        f"sys.argv = ['briefing-tui', '--library', {str(samples)!r}, 'open', '2024-14']\n"
        "sys.exit(run())\n"
    )
    with Terminal([str(PROGRAM.parent / "python"), "-c", script], {"HOME": str(tmp_path)}) as terminal:
        terminal.expect(STATUS)
        terminal.receive(DRIVER)
        terminal.send("Q")
        assert terminal.exit_code() == 0
    (log,) = tmp_path.rglob("incidents.log")
    assert "RuntimeError" in log.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("how", HOWS)
def test_whatever_ends_it_after_the_paint_gives_the_terminal_back(
    samples: Path, tmp_path: Path, how: str
) -> None:
    """At five moments between the paint and the end of the start, each in turn; `make torture` takes 50."""
    moments = [turn * 0.12 + 0.003 * turn % 0.01 for turn in range(5)]
    ended = sum(ended_early(samples, tmp_path, how, moment) for moment in moments)
    assert ended >= 1, "none was ended before the driver had the terminal"
