"""On a terminal: what few bytes have made of the screen is what stands there when all is drawn anew; and they are few."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from disks.places import SAMPLES
from programs.commands import PROGRAM
from screens.terminal import PATIENCE, PYTHON, Terminal
from texts.clusters import CLUSTERS

pytestmark = pytest.mark.pty
REDRAW = "\x0c"
KEYS = (
    " ", " ", "j", "k", "G", "g", "t", "t", " ", "+", "-", "?", "\x1b", ":", "m", "\x1b", "/担保\r", "n", "n", "N",
    "L", "\x1b[B", "\r", "\t", "j", "j", "\r", "s担保", "\x1b", "\x1b", "\x1b[<65;60;5M", "m", "j",
)  # fmt: skip


def opened(library: Path, home: Path, **options: object) -> Terminal:
    terminal = Terminal(
        [str(PROGRAM), "--library", str(library), "--read-only", "open", options.pop("key", "2024-14")],  # type: ignore[list-item]
        {"HOME": str(home)},
        **options,  # type: ignore[arg-type]
    )
    terminal.expect("担保")
    terminal.receive(b"\x1b[?2026$p")  # the app has the terminal
    terminal.wait_idle(0.6)
    return terminal


def cells(terminal: Terminal) -> list[list[tuple[object, ...]]]:
    return [
        [tuple(terminal.cell(row, column)) for column in range(terminal.columns)]
        for row in range(terminal.rows)
    ]


def check_redrawn(terminal: Terminal, after: str) -> None:
    """All drawn anew gives the screen that is there."""
    terminal.wait_idle(0.4)
    before, size = cells(terminal), len(terminal.raw)
    terminal.signal(signal.SIGCONT)  # no key, which would take a notice away
    terminal.wait_idle(0.4)
    assert len(terminal.raw) > size, f"nothing was drawn anew after {after!r}"
    told = [
        f"{row}: {''.join(str(cell[0]) for cell in one)!r}, anew {''.join(str(cell[0]) for cell in other)!r}"
        for row, (one, other) in enumerate(zip(before, cells(terminal), strict=True))
        if one != other
    ]
    assert not told, (after, told)


@pytest.mark.parametrize(
    ("columns", "rows", "options"),
    [
        (80, 24, {}),
        (140, 45, {"ambiguous": 2}),
        (60, 15, {"answers": False}),
    ],
)
def test_after_every_key_the_screen_is_the_one_drawn_anew(
    tmp_path: Path, columns: int, rows: int, options: dict[str, object]
) -> None:
    with opened(SAMPLES, tmp_path, columns=columns, rows=rows, **options) as terminal:
        for at, key in enumerate(KEYS):
            terminal.send(key)
            terminal.wait_idle(0.15)
            if at % 3 == 2:
                check_redrawn(terminal, repr(KEYS[: at + 1]))


def test_signs_that_terminals_disagree_about(tmp_path: Path) -> None:
    root = tmp_path / "library"
    texts = [f"{sign}全国{sign}担保{sign}" for sign in CLUSTERS if "\U000e0067" not in sign] * 3
    put(root, make_issue(IssueKey(2025, ISSUE, 1), *texts))
    with opened(root, tmp_path, key="2025-01") as terminal:
        for key in (" ", "j", "k", "t", " ", "G", "g", "/担保\r", "n", "n"):
            terminal.send(key)
            check_redrawn(terminal, key)


def test_what_another_has_written_is_gone_after_a_redraw(tmp_path: Path) -> None:
    with opened(SAMPLES, tmp_path) as terminal:
        before = cells(terminal)
        terminal._interpret("\x1b[10;1H\x1b[41m*** 系统消息：五分钟后停机 ***\x1b[m\r\n".encode())
        assert cells(terminal) != before
        terminal.send(REDRAW)
        terminal.wait_idle(0.25)
        assert cells(terminal) == before


def test_a_stopped_program_draws_all_when_it_goes_on(tmp_path: Path) -> None:
    with opened(SAMPLES, tmp_path) as terminal:
        before = cells(terminal)
        terminal.signal(signal.SIGTSTP)
        terminal.wait_stopped()
        terminal.pump(0.1)
        assert 1049 not in terminal.modes
        terminal.signal(signal.SIGCONT)
        until = time.monotonic() + 20  # a busy machine goes on late
        while cells(terminal) != before and time.monotonic() < until:
            terminal.pump(0.1)
        assert cells(terminal) == before


def test_a_storm_of_sizes_leaves_the_right_screen(tmp_path: Path) -> None:
    with opened(SAMPLES, tmp_path) as terminal:
        for columns, rows in ((100, 30), (62, 18), (80, 24), (140, 45), (80, 24)):
            terminal.resize(rows, columns)
            terminal.signal(signal.SIGWINCH)
            terminal.pump(0.03)
            terminal.send("j")
        check_redrawn(terminal, "resize")
        terminal.resize(10, 40)  # and back at once: the terminal has cut its rows
        terminal.resize(24, 80)
        terminal.signal(signal.SIGWINCH)
        check_redrawn(terminal, "resize and back")


TMUX_COLUMNS = (51, 40, 42, 40, 52, 41, 60)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_tmux_keeps_nothing_of_another_size(tmp_path: Path) -> None:
    """Rows of wide characters at every column, so that an edge cuts one in two."""
    titles = ("👍" * (3 + n % 3) + "担保" * n + "a" * (n % 2) + "保函" * 20 for n in range(12))
    put(tmp_path / "library", make_issue(IssueKey(2024, ISSUE, 1), *titles))
    tmux = ["tmux", "-L", f"briefing-{os.getpid()}", "-u", "-f", os.devnull]
    command = (
        f"env HOME={tmp_path} LANG=C.UTF-8 {PROGRAM} --library {tmp_path}/library --read-only open 2024-1"
    )

    def say(*words: str) -> str:
        return subprocess.run([*tmux, *words], capture_output=True, text=True, check=True, timeout=20).stdout

    def at_rest() -> str:
        seen = ["", "x"]
        until = time.monotonic() + PATIENCE
        while len(set(seen[-3:])) > 1 or "2024" not in seen[-1]:
            assert time.monotonic() < until, seen[-1]
            time.sleep(0.3)
            seen.append(say("capture-pane", "-p", "-e", "-N"))
        return seen[-1]

    say("new-session", "-d", "-x", str(TMUX_COLUMNS[0]), "-y", "14", command)
    try:
        at_rest()
        for columns in TMUX_COLUMNS[1:]:
            say("resize-window", "-x", str(columns), "-y", "14")
            say("send-keys", "j")
            before = at_rest()
            say("send-keys", "C-l")
            assert at_rest() == before, columns
    finally:
        say("kill-server")


LATE = """
import sys
from briefing_tui.tui.terminal.driver import BriefingDriver
stock, begun = BriefingDriver._send_size, []
def late(driver):
    if begun:
        driver._loop.call_soon_threadsafe(driver._loop.call_later, 0.5, stock, driver)
    else:
        begun.append(stock(driver))
BriefingDriver._send_size = late
from briefing_tui.cli.main import run
sys.argv = ["briefing-tui", "--library", {library!r}, "--read-only", "open", "2024-14"]
sys.exit(run())
"""
"""The program, which hears of another size half a second late."""


def test_what_was_drawn_for_the_old_size_does_not_stay(tmp_path: Path) -> None:
    with Terminal([PYTHON, "-c", LATE.format(library=str(SAMPLES))], {"HOME": str(tmp_path)}) as terminal:
        terminal.expect("担保")
        terminal.receive(b"\x1b[?2026$p")
        terminal.wait_idle(1.0)
        for rows, columns in ((45, 140), (24, 80), (30, 100), (18, 62)):
            terminal.resize(rows, columns)
            terminal.signal(signal.SIGWINCH)
            terminal.pump(0.1)
            terminal.send("j")  # drawn for the size before
            terminal.pump(1.0)
            terminal.wait_idle(0.4)
            before = cells(terminal)
            terminal.send("\x0c")
            terminal.wait_idle(0.6)
            assert cells(terminal) == before, (rows, columns)


def test_a_key_sends_what_it_changes(tmp_path: Path) -> None:
    """Bytes, not times. `less` sends 2,050 a page of this text."""
    with opened(SAMPLES, tmp_path) as terminal:
        for key, most in ((" ", 2500), (" ", 2500), ("k", 2500), ("j", 2500)):
            before = len(terminal.raw)
            terminal.send(key)
            terminal.wait_idle(0.3)
            assert 0 < len(terminal.raw) - before <= most, key
        terminal.send("/担保\r")
        terminal.wait_idle(0.4)
        sizes = []
        for _step in range(5):
            before = len(terminal.raw)
            terminal.send("n")
            terminal.wait_idle(0.3)
            sizes.append(len(terminal.raw) - before)
        assert min(sizes) <= 300, sizes
