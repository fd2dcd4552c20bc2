"""The terminal's cursor is at the caret of every field, from the moment it has the keyboard: an input method opens its window there."""

import time
from pathlib import Path

import pytest

from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from programs.commands import PROGRAM
from screens.terminal import PATIENCE, Terminal

pytestmark = pytest.mark.pty

ESCAPE, END, HOME, LEFT = "\x1b", "\x05", "\x01", "\x1b[D"
DRAFT = ("edit", "2025-01#1")
PLACES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "filter": ((), ("/",)),
    "search": ((), ("s",)),
    "palette": ((), (":",)),
    "palette after another": ((), (":", ESCAPE, "s", "\x10")),
    "find": (("--read-only", "open", "2024-14"), ("/",)),
    "reader's search": (("--read-only", "open", "2024-14"), ("s",)),
    "find in the outline": (DRAFT, ("/",)),
    "title": (DRAFT, ("\r",)),
    "empty title": (DRAFT, ("\x0c",)),
    "list": (DRAFT, ("\r", "\t\t\t\t\t\t")),
    "body": (DRAFT, ("\r", "\t\t")),
    "find in the body": (DRAFT, ("\r", "\t\t", "\x06")),
    "replacement": (DRAFT, ("\r", "\t\t", "\x06", "\t")),
    "title after the palette": (DRAFT, ("\r", "\x10", ESCAPE)),
    "body after help": (DRAFT, ("\r", "\t\t", "\x07", ESCAPE)),
    "number": (("edit", "2025-01"), ("R",)),
}
"""Where text is typed: the arguments, and the keys that lead there."""
LONG = "“全国”融资担保机构ab" * 12
"""Wide, narrow and ambiguous characters, longer than any field."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    put(root, make_issue(IssueKey(2024, ISSUE, 14), "再担保系统上线", "担保"))
    put(root, make_issue(IssueKey(2025, ISSUE, 1), "再担保系统上线", "担保", status="draft"))
    return root


def start(library: Path, *arguments: str, ambiguous: int = 1) -> Terminal:
    home = {"HOME": str(library.parent), "XDG_STATE_HOME": str(library.parent / "state"), "NO_COLOR": "1"}
    argv = [str(PROGRAM), "--library", str(library), *arguments]
    return Terminal(argv, {**home, "BRIEFING_AMBIGUOUS_WIDTH": str(ambiguous)}, ambiguous=ambiguous)


def cursor(terminal: Terminal) -> tuple[int, int]:
    return terminal.screen.cursor.y, terminal.screen.cursor.x


def at_the_caret(terminal: Terminal, at: tuple[int, int] | None = None, shows: str = "") -> None:
    """Where all has come to rest, the cursor's cell is drawn as the caret: what is typed next appears there.

    With `at` it is that cell, and with `shows` the one where this stands.
    """
    until = time.monotonic() + PATIENCE
    while True:
        terminal.wait_idle(0.15)
        row, column = cursor(terminal)
        cell = terminal.cell(row, column)
        there = (at is None or at == (row, column)) and (not shows or cell.data == shows)
        if there and cell.reverse and (column == 0 or not terminal.cell(row, column - 1).reverse):
            return
        assert time.monotonic() < until, (row, column, at, cell, terminal.text())


@pytest.mark.slow
@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("place", PLACES)
def test_the_cursor_follows_the_caret(library: Path, place: str, ambiguous: int) -> None:
    arguments, keys = PLACES[place]
    with start(library, *arguments, ambiguous=ambiguous) as terminal:
        terminal.expect("2025-01" if "edit" in arguments else "2024")
        terminal.wait_idle(0.3)
        for key in keys:
            terminal.send(key)
            terminal.wait_idle(0.2)
        at_the_caret(terminal)
        row, column = cursor(terminal)
        terminal.send("甲")
        at_the_caret(terminal, (row, column + 2))
        assert terminal.cell(row, column).data == "甲", terminal.text()
        terminal.send(f"\x1b[200~{LONG}\x1b[201~")
        at_the_caret(terminal)
        for key in (HOME, END, LEFT, LEFT, LEFT * 30, END):
            terminal.send(key)
            at_the_caret(terminal)
        terminal.resize(30, 70)
        at_the_caret(terminal)
        terminal.send("\x7f\x7f")  # the paste may have filled the field
        at_the_caret(terminal)
        for key in ("乙", LEFT):
            terminal.send(key)
        at_the_caret(terminal, shows="乙")


def test_the_field_below_a_box_that_went_has_its_cursor_back(library: Path) -> None:
    with start(library, *DRAFT) as terminal:
        terminal.expect("2025-01")
        terminal.wait_idle(0.3)
        for key in ("\r", END):
            terminal.send(key)
            terminal.wait_idle(0.2)
        before = cursor(terminal)
        terminal.send("\x10")
        until = time.monotonic() + PATIENCE
        while cursor(terminal) == before:
            assert time.monotonic() < until, terminal.text()
            terminal.pump(0.05)
        at_the_caret(terminal)
        terminal.send(ESCAPE)
        at_the_caret(terminal, before)
