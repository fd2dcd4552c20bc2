"""The library's first page on a terminal: it is there before the framework, its app changes no cell, and whatever ends it gives the terminal back."""

import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import Finder
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from disks.places import SAMPLES
from programs.commands import PROGRAM
from programs.early_ends import HOWS, end_early
from screens.first_frames import assert_no_change
from screens.first_shelves import write_years
from screens.terminal import DRIVER, Terminal

pytestmark = pytest.mark.pty
STATUS = re.compile(r"Enter Open|⏎|Enter.*\Z")
ALTERNATE = b"\x1b[?1049h"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of eighty issues, and the cache with its catalog."""
    folder = tmp_path_factory.mktemp("early")
    write_years(folder / "library", ("担保信息简报", "行业信息简报"))
    time.sleep(1.1)
    cache = folder / "cache" / "briefing-tui"
    assert Finder(LibraryReader(str(folder / "library")), str(cache)).catch_up(index=False)
    return folder


def start(place: Path, home: Path, *verb: str, **more: Any) -> Terminal:
    environ = {
        "HOME": str(home),
        "COLORTERM": "truecolor",
        "XDG_CACHE_HOME": str(place / "cache"),
        **more.pop("env", {}),
    }
    return Terminal([str(PROGRAM), "--library", str(place / "library"), *verb], environ, **more)


@pytest.mark.parametrize(
    ("rows", "columns", "env"),
    [
        (24, 80, {}),
        (24, 75, {"TERM": "xterm", "COLORTERM": ""}),
        (45, 140, {"COLORTERM": ""}),
        (15, 60, {"NO_COLOR": "1"}),
        (24, 80, {"NO_COLOR": ""}),
        (24, 76, {"BRIEFING_THEME": "light"}),
    ],
)
@pytest.mark.parametrize("ambiguous", [1, 2])
def test_the_app_changes_no_cell(
    place: Path, tmp_path: Path, rows: int, columns: int, env: dict[str, str], ambiguous: int
) -> None:
    with start(place, tmp_path, env=env, rows=rows, columns=columns, ambiguous=ambiguous) as terminal:
        assert_no_change(terminal, STATUS)


def test_the_first_frame_is_drawn_once(place: Path, tmp_path: Path) -> None:
    """A slow link has nothing to carry that is there already."""
    with start(place, tmp_path) as terminal:
        terminal.receive(DRIVER)
        painted = len(terminal.raw)
        terminal.wait_idle()
        assert len(terminal.raw) - painted < 2 * painted


def test_a_small_library_needs_no_catalog(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "library")
    with start(tmp_path, tmp_path) as terminal:
        assert_no_change(terminal, STATUS)


def test_a_reader_s_session_begins_with_it_too(place: Path, tmp_path: Path) -> None:
    options = ["serve-session", "--no-state", "--cache", str(place / "cache" / "briefing-tui")]
    with start(place, tmp_path, *options, env={"SSH_ORIGINAL_COMMAND": ""}) as terminal:
        assert_no_change(terminal, STATUS)
        assert "draft" not in terminal.text()


def test_what_changed_since_the_catalog_was_made_is_there(place: Path, tmp_path: Path) -> None:
    shutil.copytree(place / "library", tmp_path / "library")
    time.sleep(1.1)
    cache = tmp_path / "cache" / "briefing-tui"
    assert Finder(LibraryReader(str(tmp_path / "library")), str(cache)).catch_up(index=False)
    put(tmp_path / "library", make_issue(IssueKey(2025, ISSUE, 110), "刚刚到的"))
    with start(tmp_path, tmp_path) as terminal:
        assert_no_change(terminal, STATUS)
        assert "刚刚到的" in terminal.text()
        assert "84 issues" in terminal.text()


def test_keys_typed_meanwhile_are_all_obeyed(place: Path, tmp_path: Path) -> None:
    """In each of the three times: while the terminal is asked, while the framework is imported, when the driver has begun."""
    with start(place, tmp_path) as terminal:
        terminal.receive(b"\x1b[6n")
        terminal.send("j")
        terminal.expect(STATUS)
        first = highlighted(terminal)
        terminal.send("j\x1a")
        terminal.receive(DRIVER)
        terminal.send("j")
        terminal.wait_idle()
        assert highlighted(terminal) - first == 3
        assert "^Z" not in terminal.text()


def highlighted(terminal: Terminal) -> int:
    """The row of the cursor."""
    return next(row for row in range(terminal.rows) if terminal.cell(row, 5).bg == "005faf")


def test_the_last_row_is_reached_before_it_is_known(place: Path, tmp_path: Path) -> None:
    """Of rows out of sight only the number is known at first."""
    with start(place, tmp_path) as terminal:
        terminal.expect(STATUS)
        terminal.send("G")
        terminal.expect(" 2022")
        terminal.wait_idle()
        assert terminal.text().split("\n")[22].startswith("●")
        terminal.send("\r")
        terminal.expect("2022年")


@pytest.mark.parametrize(
    ("env", "options"),
    [
        ({"XDG_CACHE_HOME": "/nonexistent"}, {}),  # no catalog
        ({}, {"rows": 11}),
        ({}, {"columns": 39}),
        ({"BRIEFING_MEASURE": "many"}, {}),  # something is to be told first
    ],
)
def test_whatever_is_doubtful_begins_as_ever(
    place: Path, tmp_path: Path, env: dict[str, str], options: dict[str, int]
) -> None:
    with start(place, tmp_path, env=env, **options) as terminal:
        terminal.receive(ALTERNATE)
        terminal.receive(DRIVER)
        assert terminal.raw.index(DRIVER) - terminal.raw.index(ALTERNATE) < 100


def test_somebody_without_a_library_is_welcomed_as_ever(tmp_path: Path) -> None:
    with start(tmp_path, tmp_path) as terminal:
        terminal.receive(DRIVER)
        assert terminal.raw.index(DRIVER) - terminal.raw.index(ALTERNATE) < 100


def test_a_fault_of_the_first_page_stops_nobody(place: Path, tmp_path: Path) -> None:
    script = (
        "import sys, briefing_tui.tui.early_library as page\n"
        "def fail(*_): raise RuntimeError('page')\n"
        "page.library_rows = fail\n"
        "from briefing_tui.cli.main import run\n"
        f"sys.argv = ['briefing-tui', '--library', {str(place / 'library')!r}]\n"
        "sys.exit(run())\n"
    )
    with Terminal(
        [str(PROGRAM.parent / "python"), "-c", script],
        {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(place / "cache")},
    ) as terminal:
        terminal.expect(STATUS)
        terminal.receive(DRIVER)
        terminal.send("q")
        assert terminal.exit_code() == 0
    (log,) = tmp_path.rglob("incidents.log")
    assert "RuntimeError" in log.read_text(encoding="utf-8")


def test_a_terminal_that_is_wider_than_it_was_is_painted_anew(place: Path, tmp_path: Path) -> None:
    """The columns of the list, too."""
    seen = []
    for ambiguous in (1, 2, 2):
        with start(place, tmp_path, rows=30, columns=120, ambiguous=ambiguous) as terminal:
            terminal.receive(DRIVER)
            terminal.wait_idle()
            seen.append(terminal.cells())
            terminal.send("q")
            assert terminal.exit_code() == 0
    assert seen[1] == seen[2] != seen[0]


@pytest.mark.slow
@pytest.mark.parametrize("how", HOWS)
def test_whatever_ends_it_after_the_paint_gives_the_terminal_back(
    place: Path, tmp_path: Path, how: str
) -> None:
    """At five moments between the paint and the end of the start, each in turn; `make torture` takes 50."""
    moments = [turn * 0.12 + 0.003 * turn % 0.01 for turn in range(5)]
    ended = sum(end_early(start(place, tmp_path), how, moment) for moment in moments)
    assert ended >= 1, "none was ended before the driver had the terminal"
