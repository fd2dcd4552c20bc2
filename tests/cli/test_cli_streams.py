"""stdout is data, stderr is talk: pipes, closed and full streams, encodings, the pager, Ctrl-C, with the real program."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing_tui.cli.boundary import INTERRUPTED, PIPE_CLOSED
from programs.commands import PROGRAM, command, program
from screens.terminal import Terminal

SHOWS_PAGE = '#!/bin/sh\necho "LESSSECURE=$LESSSECURE LESS=$LESS" > "$HOME/paged"\ncat >> "$HOME/paged"\n'


@pytest.fixture(autouse=True)
def at_samples(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_LIBRARY", str(samples))


@pytest.fixture
def long_library(tmp_path: Path) -> Path:
    """A library with one issue that is longer than a pipe holds."""
    (tmp_path / "2024").mkdir()
    body = "\n".join("这一段只是为了占满管道的缓冲区。" * 8 for _line in range(2000))
    (tmp_path / "2024" / "2024-01.toml").write_text(
        f'format = 1\n\n[masthead]\ntitle = "长简报"\nyear = 2024\nnumber = 1\n\n[[section]]\ntitle = "长"\n\n'
        f'[[section.item]]\ntitle = "长"\nbody = """\n{body}\n"""\n\n[end]\nmark = ""\n',
        encoding="utf-8",
    )
    return tmp_path


def in_shell(script: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PATH": path, **environ},
    )


def test_what_is_printed_is_utf_8_in_a_pipe_whatever_the_locale() -> None:
    expected = program("show", "2024-14").stdout
    assert "行业信息简报" in expected.decode()
    for environ in (
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "gbk"},
    ):
        found = program("show", "2024-14", environ=environ)
        assert (found.returncode, found.stderr) == (0, b"")
        assert found.stdout == expected


def test_talk_survives_a_locale_that_cannot_write_it() -> None:
    found = program(
        "show", "二〇二四", environ={"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert found.returncode == 2
    assert b"2024\\u5e74" in found.stderr
    assert b"Traceback" not in found.stderr


def test_a_gbk_terminal_gets_gbk_and_question_marks_for_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "2024-01.toml").write_text(
        'format = 1\n\n[masthead]\ntitle = "简报𠮷"\nyear = 2024\nnumber = 1\n\n[end]\nmark = ""\n',
        encoding="utf-8",
    )
    found = command("show", "2024-01", "--library", str(tmp_path), terminal=True, encoding="gbk")
    assert found.code == 0
    assert "简报?" in found.out


def test_a_reader_that_leaves_early_is_no_error(long_library: Path) -> None:
    found = in_shell(
        f"briefing-tui show 2024-01 --library '{long_library}' | head -1; echo ${{PIPESTATUS[0]}}"
    )
    assert found.stderr == b""
    assert found.stdout.splitlines()[-1] == str(PIPE_CLOSED).encode()


def test_a_reader_that_takes_all_is_no_error_either(long_library: Path) -> None:
    found = in_shell(
        f"briefing-tui show 2024-01 --library '{long_library}' | tail -1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    )
    assert (found.stdout, found.stderr) == (b"0\n", b"")


@pytest.mark.parametrize("verb", ["show 2024-14", "list", "toc 2024-14", "--version", "--help"])
def test_a_closed_stdout_is_one_line_on_stderr(verb: str) -> None:
    found = in_shell(f"briefing-tui {verb} >&-")
    assert found.returncode == 1
    assert found.stderr.count(b"\n") == 1
    assert b"standard output" in found.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_line_on_stderr() -> None:
    found = in_shell("briefing-tui show 2024-14 > /dev/full")
    assert found.returncode == 1
    assert found.stderr.count(b"\n") == 1
    assert b"No space left" in found.stderr


@pytest.mark.parametrize(("verb", "code"), [("show 2024-14", 0), ("show 1999-01", 1), ("nonsense", 2)])
def test_a_closed_stderr_changes_no_exit_code(verb: str, code: int) -> None:
    found = in_shell(f"briefing-tui {verb} 2>&-")
    assert found.returncode == code
    assert bool(found.stdout) == (code == 0)


def test_ctrl_c_is_quiet() -> None:
    with subprocess.Popen(
        [PROGRAM, "import", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        wait_until_reading(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == INTERRUPTED
    assert (out, err) == (b"", b"")


def wait_until_reading(pid: int) -> None:
    """Until the process sleeps in a read of its standard input."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if Path(f"/proc/{pid}/wchan").read_text(encoding="ascii") in {"pipe_read", "anon_pipe_read"}:
            return
        call = Path(f"/proc/{pid}/syscall").read_text(encoding="ascii").split()
        if call[:2] == ["0", "0x0"]:
            return
        time.sleep(0.02)
    pytest.fail("the program never read its standard input")


@pytest.mark.pty
class TestPager:
    @pytest.fixture
    def pager(self, hidden_machine: Path) -> Path:
        script = hidden_machine / "my pager"
        script.write_text(SHOWS_PAGE, encoding="utf-8")
        script.chmod(0o755)
        return script

    def run(self, *arguments: str, rows: int = 24, **environ: str) -> str:
        environ = {"BRIEFING_LIBRARY": os.environ["BRIEFING_LIBRARY"], **environ}
        with Terminal([str(PROGRAM), *arguments], env=environ, rows=rows) as terminal:
            assert terminal.exit_code() == 0
            return terminal.text()

    def test_a_long_page_goes_to_the_users_pager_with_colours_and_without_its_shell(
        self, pager: Path, hidden_machine: Path
    ) -> None:
        self.run("show", "2024-14", PAGER=f"'{pager}'")
        paged = (hidden_machine / "paged").read_text(encoding="utf-8")
        assert paged.startswith("LESSSECURE=1 LESS=-R\n")
        assert "\x1b[1;" in paged
        assert "以下无正文" in paged

    @pytest.mark.parametrize(
        ("arguments", "rows"),
        [
            (["show", "2024-14", "--plain"], 24),
            (["show", "2024-14#3"], 24),
            (["show", "2024-14", "--read-only"], 24),
        ],
    )
    def test_it_does_not_when_plain_short_or_read_only(
        self, arguments: list[str], rows: int, pager: Path, hidden_machine: Path
    ) -> None:
        self.run(*arguments, rows=rows, PAGER=f"'{pager}'")
        assert not (hidden_machine / "paged").exists()

    def test_a_pager_that_is_not_there_leaves_the_page_on_the_terminal(self) -> None:
        screen = self.run("show", "2024-14", rows=50, BRIEFING_PAGER="/nowhere/pager")
        assert "以下无正文" in screen

    def test_a_pager_that_leaves_at_once_is_no_error(self, long_library: Path) -> None:
        self.run("show", "2024-01", "--library", str(long_library), BRIEFING_PAGER="true")

    def test_a_pager_with_an_open_quote_is_a_settings_error(self) -> None:
        found = command("show", "2024-14", terminal=True, environ={"BRIEFING_PAGER": "less '"})
        assert found.code == 2
        assert "pager" in found.err

    def test_the_page_is_as_wide_as_the_terminal_lets_it_be(self, samples: Path) -> None:
        line = [str(PROGRAM), "show", "2024-14#3", "--library", str(samples)]
        with Terminal(line, rows=24, columns=40) as terminal:
            assert terminal.exit_code() == 0
            assert sum(bool(line.strip()) for line in terminal.lines()) > 4


def test_the_module_can_be_run_too() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "briefing_tui.cli.main", "--version"],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert found.stdout.startswith(b"briefing-tui ")
