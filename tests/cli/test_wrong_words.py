"""What the program says when the ground is odd: no home, a full or unwritable cache, a library that went read-only, odd numbers."""

import argparse
import datetime as dt
import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing_tui.cli.output.talk import Talk
from briefing_tui.cli.shell import Shell, can_be_written
from briefing_tui.cli.verbs.reading import open_
from briefing_tui.errors import LibraryError
from briefing_tui.library.catalog import seal
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model.key import IssueKey
from briefing_tui.personal.drafts import Drafts
from briefing_tui.settings import directories
from briefing_tui.settings.values import Settings
from briefing_tui.tui.terminal import crash
from bulletins.issues import FULL
from programs.commands import command

root_only = pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    LibraryEditor(str(tmp_path / "library")).create(FULL)
    return tmp_path / "library"


@pytest.mark.parametrize("number", ["nan", "-nan", "inf", "-inf", "1e400"])
def test_json_has_no_number_that_is_none(root: Path, number: str) -> None:
    path = root / "2024" / "2024-14.toml"
    path.write_text(f"odd = [{number}, 1.5]\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    def refuse(word: str) -> None:
        raise AssertionError(word)

    found = command("--library", str(root), "show", "2024-14", "--json")
    assert found.code == 0
    table = json.loads(found.out, parse_constant=refuse)
    assert table["odd"] == [None, 1.5]
    assert table["masthead"]["date"] == "2024-12-16"


@pytest.mark.parametrize("home", [None, "", "somewhere", "~"])
def test_without_a_home_no_folder_is_called_tilde(
    root: Path, tmp_path: Path, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pwd

    def nobody(_number: int) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HOME")
    environ = {} if home is None else {"HOME": home}
    assert directories.home(environ) == directories.NOWHERE
    for kind in ("config", "data", "state", "cache"):
        assert directories.user_directory(kind, environ).startswith("/")
    assert directories.expand("~/x", environ).startswith("/")
    if home is not None:
        monkeypatch.setenv("HOME", home)
    for line in (["search", "担保"], ["list"], ["stats"], ["doctor"], ["config", "init"], ["show", "14"]):
        command("--library", str(root), *line)
    command("list")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library"]


def test_the_home_of_the_account_stands_in_for_the_variable() -> None:
    import pwd

    assert directories.home({}) == pwd.getpwuid(os.getuid()).pw_dir
    assert directories.home({"HOME": "/h"}) == "/h"


def test_a_full_cache_leaves_no_part_of_a_seal(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "library.db")
    for fault in ("write", "short", "replace"):

        def refuse(*_arguments: object, fault: str = fault) -> int:
            if fault == "short":
                return 3
            raise OSError(errno.ENOSPC, "full")

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace" if fault == "replace" else "write", refuse)
            with pytest.raises(OSError, match=r"full|No space"):
                seal.open_seal(path, str(root))
        assert [entry.name for entry in tmp_path.iterdir()] == ["library"], fault


def test_doctor_says_of_each_directory_what_is_lost_when_it_cannot_be_written(
    root: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    found = command(
        "--library", str(root), "doctor",
        environ={"XDG_CACHE_HOME": str(tmp_path / "file"), "XDG_STATE_HOME": str(tmp_path / "file")},
    )  # fmt: skip
    rows = {line.split()[1]: line for line in found.out.splitlines() if line.split()[1:2]}
    assert "searching a large library stays slow" in rows["cache"]
    assert "places" not in rows["cache"]
    assert "places, bookmarks and drafts are not kept" in rows["state"]
    assert not can_be_written(str(tmp_path / "file"))


def test_the_frame_of_a_workers_fault_is_in_the_log() -> None:
    from textual.worker import WorkerFailed

    def guilty() -> None:
        raise ZeroDivisionError("secret")

    try:
        guilty()
    except ZeroDivisionError as error:
        failed = WorkerFailed(error)
    told = crash.describe(failed)
    assert "ZeroDivisionError" in told
    assert "guilty" in told
    assert "secret" not in told
    assert "guilty" in crash.describe(ExceptionGroup("secret", [failed]))


def keep_draft(root: Path, state: Path) -> None:
    """What a session that was killed left."""
    script = (
        "import sys, datetime as dt; sys.path[:0] = sys.argv[3:]\n"
        "from briefing_tui.personal.drafts import Drafts; from bulletins.issues import FULL\n"
        "Drafts(sys.argv[1]).keep(sys.argv[2], FULL.key, b'', FULL, dt.datetime(2024, 12, 16, 14, 2))"
    )
    line = [sys.executable, "-c", script, str(state), str(root), str(Path(__file__).parents[1] / "support")]
    subprocess.run(line, check=True, timeout=60)


def test_drafts_are_told_of_when_the_library_went_read_only(
    root: Path, hidden_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = hidden_machine / ".local" / "state" / "briefing-tui"
    keep_draft(root, state)
    assert Drafts(str(state)).find(str(root), FULL.key) is not None
    assert "`briefing-tui edit 2024-14` offers it" in command("--library", str(root), "check").out
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != str(root) and real(path, mode))
    found = command("--library", str(root), "check")
    assert "is kept; once the library can be written" in found.out
    for line in (["edit", "2024-14"], ["new"], ["status", "2024-14", "review"]):
        assert "your unsaved text of 2024-14 is kept" in command("--library", str(root), *line).err
    assert "unsaved" not in command("--library", str(root), "--read-only", "check").out


def test_new_does_not_pass_over_a_year_it_cannot_list(root: Path, tmp_path: Path) -> None:
    LibraryEditor(str(root)).create(FULL._replace(masthead=FULL.masthead._replace(year=2023)))
    (tmp_path / "elsewhere").mkdir()
    (root / "2025").symlink_to(tmp_path / "elsewhere")
    found = command("--library", str(root), "new", "--date", "2025-03-01")
    assert (found.code, found.out) == (1, "")
    assert f"{root}/2025" in found.err
    assert "name the new issue yourself" in found.err
    found = command("--library", str(root), "new", "--date", "2024-12-30")
    assert (found.code, found.out) == (0, "2024-15\n")
    assert "2025: is no directory" in found.err


def test_so_does_the_key_n(root: Path) -> None:
    from briefing_tui.library.new_issue import known_keys

    year = dt.date.today().year  # noqa: DTZ011 - the year of the test is enough
    (root / str(year)).write_text("no folder", encoding="utf-8")
    editor = LibraryEditor(str(root))
    with pytest.raises(LibraryError, match=str(year)):
        known_keys(editor, year)
    assert known_keys(editor) == (
        [IssueKey(2024, "issue", 14)],
        [f"{year}: is no directory (links are not followed)"],
    )


def test_a_reader_over_ssh_is_led_to_no_samples(tmp_path: Path) -> None:
    shell = Shell(Settings(library=str(tmp_path / "none"), read_only=True), os.environ, None, Talk(None))
    assert not shell.library(needed=False).exists()
    shell.state_cap = 0
    with pytest.raises(LibraryError, match="no library at"):
        open_.run(argparse.Namespace(library_screen=True), shell)
