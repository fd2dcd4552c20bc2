"""The body editor on a real terminal: input methods, pastes, the cursor's place, silence, the external editor."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from disks.places import ROOT
from screens.terminal import PYTHON, Terminal

APP = str(ROOT / "tests" / "support" / "programs" / "body_app.py")
PROSE = "本月“新增”担保业务295.38亿元——同比增长86.37%…"

pytestmark = pytest.mark.pty


def start(file: Path, *arguments: str, ambiguous: int = 1, **env: str | None) -> Terminal:
    argv = [PYTHON, APP, "--ambiguous", str(ambiguous), *arguments, str(file)]
    return Terminal(argv, env={"LANG": "C.UTF-8", **env}, rows=20, columns=60, ambiguous=ambiguous)


def written(terminal: Terminal, file: Path) -> str:
    """What ctrl+s writes."""
    file.unlink()
    terminal.send(b"\x13")
    until(terminal, file.exists)
    return file.read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "body.txt"
    path.write_text("原文\n", encoding="utf-8")
    return path


def cursor_cell(terminal: Terminal) -> tuple[int, int]:
    """The first cell drawn in reverse."""
    for row in range(terminal.rows):
        for column in range(terminal.columns):
            if terminal.cell(row, column).reverse:
                return row, column
    raise AssertionError(f"no cursor\n{terminal.text()}")


def test_what_an_input_method_commits_at_once_is_all_there(file: Path) -> None:
    with start(file) as terminal:
        terminal.expect("原文")
        terminal.send("再担保与银行直连系统上线，“见贷即保”——")
        terminal.expect("见贷即保")
        terminal.send(b"\x1a")
        terminal.send(b"\x19")
        assert written(terminal, file) == "再担保与银行直连系统上线，“见贷即保”——原文\n"


def test_a_bracketed_paste_of_20000_characters_comes_whole(file: Path) -> None:
    text = "\n".join(f"第{number}段：{'担保业务稳步增长，' * 20}" for number in range(120))
    assert len(text) > 20_000
    with start(file) as terminal:
        terminal.expect("原文")
        terminal.send(b"\x1b[200~" + text.replace("\n", "\r").encode() + b"\x1b[201~")
        terminal.expect("edits")
        assert written(terminal, file) == f"{text}原文\n"


def test_controls_in_a_paste_are_shown_and_do_nothing(file: Path) -> None:
    with start(file) as terminal:
        terminal.expect("原文")
        terminal.send("\x1b[200~甲\x1b]52;c;eA==\x07\u202e乙\x1b[201~")
        terminal.expect("␦乙")
        assert not any(one.startswith(b"52") for one in terminal.osc)
        assert "\u202e" not in terminal.raw.decode()
        text = written(terminal, file)
        assert "\x1b" not in text
        assert text.startswith("甲")


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_the_cursor_is_where_the_terminal_thinks(file: Path, ambiguous: int) -> None:
    file.write_text(PROSE * 3, encoding="utf-8")
    with start(file, ambiguous=ambiguous) as terminal:
        terminal.expect("本月")
        terminal.wait_idle()
        terminal.send(b"\x1b[C" * 14)
        terminal.wait_idle()
        row, column = cursor_cell(terminal)
        assert terminal.cell(row, column).data == PROSE[14]
        cursor = terminal.screen.cursor
        assert (cursor.y, cursor.x) == (row, column), "the input method's window would be elsewhere"


def test_the_editor_is_silent_while_nothing_is_typed(file: Path) -> None:
    with start(file) as terminal:
        terminal.expect("原文")
        terminal.send("x")
        terminal.expect("x原文")
        terminal.wait_idle()
        before = len(terminal.raw)
        terminal.pump(1.6)
        assert len(terminal.raw) == before


def test_selecting_works_without_shift(file: Path) -> None:
    file.write_text("甲乙丙", encoding="utf-8")
    with start(file) as terminal:
        terminal.expect("甲乙丙")
        terminal.send(b"\x00\x1b[C\x1b[C\x18")
        terminal.expect("1 han")
        terminal.send(b"\x05\x16")
        assert written(terminal, file) == "丙甲乙"


# The external editor


def script(folder: Path, body: str) -> str:
    """A program that stands for an editor; its file's name is in `$1`."""
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_text_goes_out_and_comes_back_as_one_step(file: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    program = script(
        tmp_path,
        f'stat -c "%a %n" "$2" "$(dirname "$2")" > {seen}; stty -a >> {seen}; cat "$2" >> {seen}; echo "在外边 $1"; sleep 0.3; '
        'printf "外来\\n第二段\\033\\n" >> "$2"',
    )
    with start(file, VISUAL=f"{program} --wait", EDITOR="false") as terminal:
        terminal.expect("原文")
        terminal.send(b"\x0f")
        until(terminal, lambda: "在外边 --wait" in "\n".join(terminal.main_lines()))
        terminal.expect("第二段␛")
        assert 1049 in terminal.modes
        terminal.send("甲")
        terminal.expect("甲")
        text = written(terminal, file)
        assert text.replace("甲", "") == "原文\n外来\n第二段␛\n"
        terminal.send(b"\x1a\x1a")
        until(terminal, lambda: "外来" not in terminal.text())
        assert written(terminal, file) == "原文\n"
        terminal.send(b"\x11")
        assert terminal.exit_code() == 0
    noted = seen.read_text(encoding="utf-8")
    modes = [line.split() for line in noted.split("\n")[:2]]
    assert [mode for mode, _name in modes] == ["600", "700"]
    assert " icanon" in noted
    assert noted.endswith("原文\n")
    assert not any(Path(name).exists() for _mode, name in modes), "the temporary file was left behind"


def test_an_editor_is_found_when_none_is_set_and_is_named(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, words in (("vi", "用vi"), ("nano", "用nano")):
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "{words}" >> "$1"\n', encoding="utf-8")
        program.chmod(0o755)
        with start(file, EDITOR=None, VISUAL=None, PATH=f"{folder}") as terminal:
            terminal.expect("原文")
            terminal.send(b"\x0f")
            terminal.expect(words)
            terminal.expect(f"Edited with {name}")


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        (None, "no external editor is set"),
        ("", "no external editor is set"),
        ("'vi", "close its quotes"),
        ("no-such-editor-here", "cannot start no-such-editor-here"),
        ("false", "the text is as it was"),
        ("sh -c 'printf \"\\377\" > $0'", "not UTF-8"),
        ("rm", "cannot take back"),
        ("sh -c 'kill -INT $$; sleep 5'", "the text is as it was"),
    ],
)
def test_what_goes_wrong_is_told_on_one_line_and_loses_nothing(
    file: Path, editor: str | None, words: str
) -> None:
    path = os.environ["PATH"] if editor else str(file.parent)  # where there is neither nano nor vi
    with start(file, EDITOR=editor, TMPDIR=str(file.parent), PATH=path) as terminal:
        terminal.expect("原文")
        terminal.send("新")
        terminal.expect("新原文")
        terminal.send(b"\x0f")
        until(
            terminal,
            lambda: (
                words in "".join(line.strip(" ▌▎") for line in terminal.lines()) or words in toast(terminal)
            ),
        )
        assert written(terminal, file) == "新原文\n"
    left = [path.name for path in file.parent.glob("briefing-*/*")]
    assert left == (["body.txt"] if words == "not UTF-8" else []), "only what cannot be taken back stays"
    assert len(list(file.parent.glob("briefing-*"))) == len(left)


def test_ctrl_c_in_the_other_program_is_its_own(file: Path, tmp_path: Path) -> None:
    program = script(tmp_path, 'trap "echo caught >> $1; exit 0" INT; echo waiting; read line')
    with start(file, EDITOR=program) as terminal:
        terminal.expect("原文")
        terminal.send(b"\x0f")
        until(terminal, lambda: "waiting" in "\n".join(terminal.main_lines()))
        terminal.send(b"\x03")
        terminal.expect("caught")
        assert written(terminal, file) == "原文\ncaught\n"


def test_a_read_only_editor_starts_no_program(file: Path, tmp_path: Path) -> None:
    mark = tmp_path / "started"
    with start(file, "--read-only", EDITOR=script(tmp_path, f"touch {mark}")) as terminal:
        terminal.expect("原文")
        terminal.send(b"\x0f")
        terminal.pump(0.5)
        assert not mark.exists()


def test_a_lost_terminal_still_ends_the_program_after_an_external_editor(file: Path) -> None:
    with start(file, EDITOR="true") as terminal:
        terminal.expect("原文")
        terminal.send(b"\x0f")
        terminal.pump(0.5)
        until(terminal, lambda: "原文" in terminal.text())
        terminal.send("新")
        terminal.expect("新原文")
        terminal.hang_up()
        terminal.process.wait(5)


def toast(terminal: Terminal) -> str:
    """The screen with the notice's wrapping undone."""
    return " ".join(line.replace("▌", " ").strip() for line in terminal.lines() if line.strip())


def until(terminal: Terminal, met: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not met():
        assert time.monotonic() < end, terminal.text()
        terminal.pump(0.05)
