"""The reader as a person meets it: the program on a pseudo-terminal."""

import base64
import os
import signal
from pathlib import Path

import pytest

from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.reader_state import ReaderState
from disks.libraries import make_issue, put
from programs.commands import PROGRAM
from screens.terminal import DRIVER, Terminal

pytestmark = pytest.mark.pty
KEY = IssueKey(2024, ISSUE, 14)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    put(root, make_issue(KEY, *[f"第{n}家机构上线直连系统" for n in range(1, 31)]))
    return root


def start(
    library: Path, *arguments: str, lang: str = "C.UTF-8", ambiguous: int = 1, columns: int = 80
) -> Terminal:
    environ = {"HOME": str(library.parent), "XDG_STATE_HOME": str(library.parent / "state"), "LANG": lang}
    return Terminal(
        [str(PROGRAM), "--library", str(library), *arguments],
        env={**environ, "TERM": "xterm-256color"},
        ambiguous=ambiguous,
        columns=columns,
    )


def kept(library: Path) -> ReaderState:
    return ReaderState.load(str(library.parent / "state" / "briefing-tui"), str(library))


def test_open_read_copy_and_leave(library: Path) -> None:
    with start(library, "open", "2024-14#2") as terminal:
        terminal.expect("#2/30")
        terminal.send("y")
        terminal.expect("Sent to the clipboard")
        found = bytes(terminal.raw).split(b"\x1b]52;c;")[1].split(b"\x07")[0]
        assert base64.b64decode(found).decode().endswith("《行业信息简报》2024年第14期【行业动态】第2条\n")
        terminal.send("Q")
        assert terminal.exit_code() == 0
        assert terminal.termios_restored()


@pytest.mark.slow
def test_idle_is_silent(library: Path) -> None:
    with start(library, "open") as terminal:
        terminal.expect("2024年第14期")
        terminal.receive(DRIVER)  # behind the first page, which is silent too
        terminal.wait_idle(1.0)
        assert terminal.pump(4.5) == 0


@pytest.mark.parametrize("how", ["hang-up", signal.SIGTERM, signal.SIGHUP])
def test_the_place_is_kept_however_it_ends(library: Path, how: str | signal.Signals) -> None:
    with start(library, "open", "2024-14") as terminal:
        terminal.expect("2024年第14期")
        terminal.send("]]]]")
        terminal.expect("#4/30")
        if isinstance(how, str):
            terminal.hang_up()
        else:
            terminal.signal(how)
        terminal.exit_code(10)
    place = kept(library).place(KEY)
    assert place is not None
    assert place.item == 4


def test_a_read_only_session_leaves_no_trace(library: Path) -> None:
    before = sorted(os.walk(library.parent))
    with start(library, "--read-only", "open") as terminal:
        terminal.expect("2024年第14期")
        terminal.send("]]b")
        terminal.expect("keeps no bookmarks")
        terminal.send("Q")
        assert terminal.exit_code() == 0
    assert sorted(os.walk(library.parent)) == before


def test_wide_ambiguous_characters_are_asked_for_and_fit(library: Path) -> None:
    put(library, make_issue(KEY, "“粮仓贷”——以储粮收益权作反担保……", "第二条"))
    with start(library, "open", ambiguous=2, columns=100) as terminal:
        terminal.expect("粮仓贷")
        terminal.wait_idle()
        edges = {(terminal.cell(row, 34).data, terminal.cell(row, 99).data) for row in range(23)}
        assert edges <= {("|", "|"), ("|", " ")}, "the rules are plain, and straight"


def test_the_language_asked_for_wins_over_the_locale(library: Path) -> None:
    with start(library, "--lang", "en", "open", lang="zh_CN.UTF-8") as terminal:
        terminal.expect("Help")


def test_an_item_that_is_not_there_is_one_line(library: Path) -> None:
    with start(library, "open", "2024-14#99") as terminal:
        assert terminal.exit_code() == 1
        assert "2024-14 has only 30 items" in terminal.text()


def test_contents_that_come_back_show_what_was_read_on_with_its_neighbour(library: Path) -> None:
    with start(library, "open", "2024-14#18", columns=100) as terminal:
        terminal.expect("#18/30")
        for number in range(20, 26):
            terminal.receive(DRIVER)
            for keys in ("t", "]", "t"):
                terminal.send(keys)
                terminal.wait_idle(0.2)
            rows = terminal.lines()
            here = next(row for row, line in enumerate(rows) if line.startswith("▶"))
            assert f" {number - 1}. 第{number - 1}家" in rows[here]
            assert f" {number}. 第{number}家" in rows[here + 1], terminal.text()
