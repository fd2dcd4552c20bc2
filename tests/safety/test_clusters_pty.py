"""Emoji, keycaps and combining marks typed and pasted into every field of the real program, and in the titles it shows."""

import os
import re
import shutil
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.terminal import framework
from briefing_tui.tui.terminal.input import ESCAPE_DELAY
from disks.libraries import make_issue, put
from programs.commands import PROGRAM
from screens.terminal import PATIENCE, PYTHON, Terminal
from texts.clusters import CLUSTERS, FRAGMENTS, TITLE

pytestmark = pytest.mark.pty

ESCAPE, TAB, CLEAR, END, SAVE, LEFT = "\x1b", "\t", "\x15", "\x05", "\x13", "\x1b[D"
PASTE = "\x1b[200~{}\x1b[201~"
PLACES: dict[str, tuple[tuple[str, ...], str]] = {
    "filter": ((), "/"),
    "search": ((), "s"),
    "palette": ((), ":"),
    "find": (("--read-only", "open", "2024-14"), "/"),
    "reader's search": (("--read-only", "open", "2024-14"), "s"),
    "title": (("edit", "2025-01#1"), "\r"),
    "body": (("edit", "2025-01#1"), "\r\t\t"),
    "find in the body": (("edit", "2025-01#1"), "\r\t\t\x06"),
    "replacement": (("edit", "2025-01#1"), "\r\t\t\x06\t"),
    "number": (("edit", "2025-01"), "R"),
}
"""Where text is typed: the arguments, and the keys that lead there."""
SHOWN = "报告❤👨👩👧👦👍"
"""The end of the title as every terminal shows it: nothing joined, nothing that changes a width."""

CUT = {sign for sign in CLUSTERS if "\U000e0067" in sign}
"""Signs with characters that are shown as their numbers."""
TELL = """
import os, re, tty
tty.setraw(0)
with open({path!r}, "w") as told:
    for sign in {signs!r}:
        os.write(1, b"\\r\\x1b[2K" + sign.encode() + b"\\x1b[6n")
        answer = b""
        while not answer.endswith(b"R"):
            answer += os.read(0, 1)
        told.write(str(int(re.search(rb";([0-9]+)R", answer)[1]) - 1) + "\\n")
"""
"""A program that writes each sign and asks where the cursor is."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    put(root, make_issue(IssueKey(2024, ISSUE, 14), "再担保系统上线", TITLE))
    put(root, make_issue(IssueKey(2025, ISSUE, 1), "再担保系统上线", TITLE, status="draft"))
    return root


def start(library: Path, *arguments: str, columns: int = 80) -> Terminal:
    home = {"HOME": str(library.parent), "XDG_STATE_HOME": str(library.parent / "state")}
    return Terminal([str(PROGRAM), "--library", str(library), *arguments], home, columns=columns)


def lives(terminal: Terminal) -> None:
    """It draws itself anew in another size."""
    terminal.wait_idle(0.2)
    before, until = len(terminal.raw), time.monotonic() + PATIENCE
    terminal.resize(terminal.rows + 1, terminal.columns)
    while len(terminal.raw) == before and terminal.process.poll() is None and time.monotonic() < until:
        terminal.pump(0.2)
    assert terminal.process.poll() is None, terminal.text()
    assert len(terminal.raw) > before


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_clusters_are_typed_and_pasted_everywhere(library: Path, place: str) -> None:
    arguments, keys = PLACES[place]
    with start(library, *arguments, columns=61) as terminal:
        terminal.expect("2025-01" if "edit" in arguments else "2024")
        terminal.wait_idle(0.3)
        for key in keys:
            terminal.send(key)
            terminal.wait_idle(0.15)
        terminal.send(PASTE.format(TITLE))
        terminal.wait_idle(0.15)
        terminal.send(LEFT + END)
        terminal.wait_idle(0.15)
        assert SHOWN in re.sub(r"\s", "", terminal.text()), terminal.text()
        terminal.send(LEFT * 5 + "\x7f" + LEFT + "\x1b[3~" + END)  # left, delete before and behind
        for typed in CLUSTERS:
            terminal.send(typed + LEFT)
            terminal.pump(0.02)
        terminal.send(CLEAR)
        for pasted in (*CLUSTERS, *FRAGMENTS):
            terminal.send(PASTE.format("汉" + pasted) + LEFT)
            terminal.pump(0.02)
        terminal.send((LEFT + "\x7f") * 20)
        lives(terminal)


@pytest.fixture
def titles(library: Path) -> list[str]:
    """Titles of the draft, one for each sign."""
    found = [f"{sign}全国{sign}" for sign in CLUSTERS if sign not in CUT]
    put(library, make_issue(IssueKey(2025, ISSUE, 1), *found, status="draft", section=found[0]))
    return found


def strokes(terminal: Terminal) -> set[tuple[int, ...]]:
    """Columns of the strokes in the rows of the screen that have any."""
    rows = range(terminal.rows - 1)
    found = {tuple(x for x in range(terminal.columns) if terminal.cell(y, x).data in set("│┃")) for y in rows}
    return {columns for columns in found if columns}


@pytest.mark.usefixtures("titles")
def test_strokes_beside_titles_of_clusters_stand_in_a_column(library: Path) -> None:
    with start(library, "open", "2025-01", columns=101) as terminal:
        terminal.expect("全国")
        for _page in range(4):
            terminal.wait_idle(0.2)
            assert len(strokes(terminal)) == 1, terminal.text()
            terminal.send(" ")
        terminal.send("q")
        terminal.expect("2025-01")
        lives(terminal)


def test_a_title_of_clusters_is_edited_and_keeps_them(library: Path, titles: list[str]) -> None:
    with start(library, "edit", "2025-01#2", columns=101) as terminal:
        terminal.expect("全国")
        for key in ("\r", END, "x", ESCAPE, *("j" * 12), "\r", END, "y", SAVE):
            terminal.wait_idle(2 * ESCAPE_DELAY)  # then Escape is the key and not the beginning of a sequence
            terminal.send(key)
        terminal.expect("saved")
        terminal.wait_idle(0.3)
        lives(terminal)
        assert len({max(columns) for columns in strokes(terminal)}) == 1, terminal.text()
    items = LibraryReader(str(library)).load(IssueKey(2025, ISSUE, 1)).issue.sections[0].items
    changed = {item.title for item in items} - set(titles)
    assert changed == {f"{titles[1]}x", f"{titles[13]}y"}


@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux here")
def test_tmux_moves_its_cursor_as_we_count(tmp_path: Path) -> None:
    """A terminal that most readers have between us and theirs; before 3.4 without any grapheme clusters."""
    framework.install(1)
    signs = [sign for sign in (*CLUSTERS, *FRAGMENTS, TITLE, "汉“”…·①") if "\u200b" not in sign]
    script, told = tmp_path / "told.py", tmp_path / "told.txt"
    script.write_text(
        TELL.format(signs=[framework.safe_line(sign) for sign in signs], path=str(told)), encoding="utf-8"
    )
    server = ["tmux", "-u", "-L", f"widths-{tmp_path.name}-{os.getpid()}", "-f", os.devnull]
    with Terminal([*server, "new-session", f"{PYTHON} {script}"], columns=120) as terminal:
        assert terminal.exit_code() == 0
    assert told.read_text(encoding="ascii").split() == [str(cell_len(sign)) for sign in signs]
