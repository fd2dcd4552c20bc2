"""A terminal with other widths than ours shows the same columns, and ordinary text is written as ever."""

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.terminal import framework
from briefing_tui.tui.terminal.anchoring import anchored
from briefing_tui.tui.terminal.drawing import shown
from disks.libraries import make_issue, put
from programs.commands import PROGRAM
from screens.terminal import Terminal
from texts.clusters import CLUSTERS, FRAGMENTS

ORDINARY = "“全国”融资担保——295.38亿元…①②★▶◆【动态】（一）；Ⅳ：é → ■ ○ 々〇 ﾊﾝ 각 “甲”│┃─┌ ％～·×÷±℃"
_ESCAPE = re.compile("\x1b\\[(?:5;)?([0-9;]*)([mH])")
ANY_TEXT = st.lists(st.sampled_from([*CLUSTERS, *FRAGMENTS, "a", "汉", "，", "\x1b[1m", "\x1b[0m"])).map(
    "".join
)


@pytest.fixture(autouse=True)
def hooks() -> None:
    framework.install(1)


def cells(written: str, column: int) -> dict[int, str]:
    """What stands in each cell afterwards on a terminal that counts as we do: the last sign drawn that begins there."""
    shown: dict[int, str] = {}
    at = 0
    while at < len(written):
        found = _ESCAPE.match(written, at)
        if found:
            column = int(found[1]) - 1 if found[2] == "H" else column
            at = found.end()
            continue
        size = cell_len(written[at])
        if size:
            shown[column] = written[at]
        column += size
        at += 1
    return shown


def test_ordinary_text_is_the_same_object() -> None:
    assert anchored(ORDINARY, 7, 3) is ORDINARY


@given(ANY_TEXT, st.integers(0, 80))
def test_a_terminal_that_counts_as_we_do_shows_the_same(text: str, column: int) -> None:
    drawn = framework.safe_line(text.replace("\x1b", "")) if "\x1b" not in text else text
    written = anchored(drawn, column, 4)
    seen = {place: char for place, char in cells(written, column).items() if char != " "}
    assert seen == {place: char for place, char in cells(drawn, column).items() if char != " "}
    assert [one[0] for one in re.finditer("\x1b\\[[0-9;]*m", written)] == re.findall("\x1b\\[[0-9;]*m", drawn)


def narrow(char: str) -> int:
    """A terminal with an old table: emoji are narrow, marks take a cell."""
    return max(1, int(wcwidth(char))) if char < "\u3000" else 1 if char > "\U0001f000" else int(wcwidth(char))


def wide(char: str) -> int:
    """A terminal that widens whatever may be an emoji."""
    return 2 if "\u2600" <= char <= "\u27bf" or char > "\U0001f000" else int(wcwidth(char))


@pytest.mark.pty
@pytest.mark.parametrize("table", [narrow, wide])
@pytest.mark.parametrize("columns", [80, 140])
def test_no_wrong_width_leaves_a_stroke(tmp_path: Path, table: object, columns: int) -> None:
    root = tmp_path / "library"
    signs = [sign for sign in CLUSTERS if "\U000e0067" not in sign]
    put(root, make_issue(IssueKey(2025, ISSUE, 1), *(f"{sign}全国{sign}担保" for sign in signs)))
    with Terminal(
        [str(PROGRAM), "--library", str(root), "open", "2025-01"], {"HOME": str(tmp_path)}, columns=columns
    ) as terminal:
        terminal._width = table  # type: ignore[assignment]
        terminal.expect("全国")
        seen: set[tuple[int, ...]] = set()
        for key in (" ", " ", "j", "j", "k", " ", "G", "g", "t", "j", "t", "\x1b[<65;60;5M", " "):
            terminal.send(key)
            terminal.wait_idle(0.15)
            for row in range(terminal.rows - 1):
                strokes = tuple(x for x in range(columns) if terminal.cell(row, x).data in set("│┃"))
                if strokes:
                    seen.add(strokes)
        assert len({max(one) for one in seen}) == 1, terminal.text()
        assert len(seen) <= 2, (seen, terminal.text())


def test_everyday_text_needs_neither_a_substitute_nor_an_anchor() -> None:
    """So the first page may write it without looking for either, on a terminal of either width of “."""
    everyday = [char for char in map(chr, range(0x20, 0x11_0000)) if shown.is_everyday(char)]
    assert len(everyday) > 21_000
    assert not shown.is_everyday("甲\x1b")
    assert not shown.is_everyday("甲\U0001f44d")
    for char in everyday:
        assert shown.shown(char, 1) == shown.shown(char, 2) == char
        assert anchored(f"甲{char}", 0, 0) == f"甲{char}"


@given(
    st.lists(
        st.text(
            st.sampled_from("ab 1~汉字，。“”—·│┃▶●▇é\u00a0\u200d\u202e\t\x1b\U0001f468\ufe0f①\u2581"),
            max_size=6,
        ),
        max_size=6,
    )
)
def test_what_is_known_to_be_everyday_is_told_as_the_patterns_tell_it(texts: list[str]) -> None:
    """What was met before must not change what is said of a text."""
    for text in texts:
        for ambiguous in (1, 2):
            by_pattern = shown._replaced().sub(shown._substitute, text)
            if ambiguous == 2:
                by_pattern = shown._frames().sub(
                    lambda found: shown._PLAIN_FRAMES.get(found[0], "+"), by_pattern
                )
            assert shown.shown(text, ambiguous) == by_pattern
        assert shown.is_doubted(text) == (shown._doubted().search(text) is not None)
        assert shown.is_everyday(text) == all(map(shown._is_everyday_one, text))


def test_marks_that_a_part_begins_with_are_left_out() -> None:
    assert anchored("\u0301\u20e3", 0, 3) == ""
    assert anchored("\u0301甲", 35, 3) == "甲"
    assert anchored("\x1b[1m\u0301a\x1b[0m", 0, 0) == "\x1b[1ma\x1b[0m"
    assert anchored("a\u0301", 0, 0).count("\u0301") == 1
