"""The harness itself: what it shows is what was written, and it answers as terminals do."""

from typing import Any

import pytest

from screens.terminal import PYTHON, Terminal

pytestmark = pytest.mark.pty


def run(code: str, **options: Any) -> Terminal:
    return Terminal([PYTHON, "-c", code], **options)


def test_it_shows_text_wide_characters_and_the_end() -> None:
    with run("print('简报 ok', flush=True); raise SystemExit(3)") as terminal:
        terminal.expect("简报 ok")
        assert terminal.find("ok") == (0, 5)
        assert terminal.exit_code() == 3
        assert terminal.termios_restored()


@pytest.mark.parametrize(("ambiguous", "column"), [(1, "2"), (2, "3")])
def test_it_answers_a_cursor_query_with_its_own_width(ambiguous: int, column: str) -> None:
    code = (
        "import sys, tty, os; tty.setraw(0); os.write(1, '\\r\\u201c\\x1b[6n'.encode());"
        "data = os.read(0, 20); os.write(1, b'\\r\\nGOT ' + data[1:])"
    )
    with run(code, ambiguous=ambiguous) as terminal:
        terminal.expect(f"GOT [1;{column}R")


def test_private_sequences_leave_nothing_on_the_screen() -> None:
    code = "print('\\x1b[>25u\\x1b[?2026$p\\x1b[>4;2m\\x1b[?1049hin\\x1b]52;c;eA==\\x07\\x1b[?1049l\\x1b[<uout', flush=True)"
    with run(code) as terminal:
        terminal.expect("out")
        assert terminal.lines()[0] == "out"
        assert terminal.osc == [b"52;c;eA=="]
        assert terminal.keyboard_flags == 0
