"""`export` and `site`: what they write, where, and what they refuse."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from briefing_tui.text.clean import UNSAFE
from disks.hostile_library import write_library
from disks.places import ROOT
from programs.commands import PROGRAM, command, program

SAMPLES = ROOT / "sample_issues"


@pytest.fixture(autouse=True)
def at_samples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BRIEFING_LIBRARY", str(SAMPLES))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def names() -> list[str]:
    return sorted(file.name for file in Path().iterdir())


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_it_is_a_file_named_after_the_issue(form: str) -> None:
    found = command("export", "2024-14", "--to", form)
    assert (found.code, found.out, found.err) == (0, f"2024-14.{form}\n", "")
    assert "行业信息简报" in Path(f"2024-14.{form}").read_text(encoding="utf-8")
    assert names() == [f"2024-14.{form}"]


def test_an_item_alone_has_no_neighbours() -> None:
    assert command("export", "2024-14#3", "--to", "md").out == "2024-14-item3.md\n"
    text = Path("2024-14-item3.md").read_text(encoding="utf-8")
    assert "中部六省融资担保技能比武首次举办" in text
    assert "经验介绍" not in text
    assert "集团公司领导" not in text


@pytest.mark.parametrize(
    ("output", "path"),
    [("no14.html", "no14.html"), (".", "./2024-14.html"), ("sub/", "sub/2024-14.html"), ("a.HTM", "a.HTM")],
)
def test_the_output_may_be_a_file_or_a_folder(output: str, path: str) -> None:
    Path("sub").mkdir()
    arguments = [] if output.lower().endswith(("html", "htm")) else ["--to", "html"]
    assert command("export", "2024-14", *arguments, "-o", output).out == f"{path}\n"
    assert Path(path).read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_minus_is_standard_output() -> None:
    found = command("export", "2024-14", "--to", "txt", "-o", "-")
    assert found.code == 0
    assert "行业信息简报" in found.out
    assert names() == []


def test_a_file_that_is_there_stays_without_force() -> None:
    Path("2024-14.md").write_text("mine")
    found = command("export", "2024-14", "--to", "md")
    assert found.code == 1
    assert "is there already" in found.err
    assert Path("2024-14.md").read_text() == "mine"
    Path("2024-14.md").chmod(0o640)
    assert command("export", "2024-14", "--to", "md", "--force").code == 0
    assert "行业信息简报" in Path("2024-14.md").read_text(encoding="utf-8")
    assert stat.S_IMODE(Path("2024-14.md").stat().st_mode) == 0o640


def test_what_is_no_file_is_never_replaced() -> None:
    os.mkfifo("pipe.md")
    Path("folder").mkdir()
    for name in ("pipe.md", "/dev/null"):
        found = command("export", "2024-14", "--to", "md", "-o", name, "--force")
        assert (found.code, "is no regular file" in found.err) == (1, True), name
    assert command("export", "2024-14", "-o", "folder", "--to", "md").out == "folder/2024-14.md\n"


def test_a_layout_or_a_model_that_is_no_file_is_told_as_that() -> None:
    os.mkfifo("pipe.toml")
    Path("folder.toml").mkdir()
    for name in ("pipe.toml", "folder.toml"):
        for option in ("--layout", "--like"):
            found = command("export", "2024-14", "--to", "docx", option, name)
            assert (found.code, f"{name}: is no regular file" in found.err) == (1, True), (option, found.err)
    found = command("export", "2024-14", "--to", "docx", "--layout", "none.toml")
    assert (found.code, "none.toml: there is no such file" in found.err) == (1, True)


def test_why_a_layout_cannot_be_read_is_said_in_the_users_language(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: str, _flags: int) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    monkeypatch.setattr("briefing_tui.exporters.layout.at_once", refused)
    found = command("export", "2024-14", "--to", "docx", "--layout", "own.toml", "--lang", "zh_CN")
    assert (found.code, "没有权限" in found.err) == (1, True), found.err


def test_nothing_is_written_into_the_library() -> None:
    for place in (SAMPLES / "x.md", SAMPLES / "2024" / "2024-14.toml", SAMPLES / "2024"):
        before = sorted(SAMPLES.rglob("*"))
        found = command("export", "2024-14", "--to", "md", "-o", str(place), "--force")
        assert (found.code, "where the library is" in found.err) == (1, True)
        assert sorted(SAMPLES.rglob("*")) == before
    found = command("site", str(SAMPLES.parent))
    assert (found.code, "where the library is" in found.err) == (1, True)


def test_a_folder_that_is_not_there_is_named() -> None:
    found = command("export", "2024-14", "-o", "no/such/a.html")
    assert found.code == 1
    assert "there is no folder" in found.err
    assert "Traceback" not in found.err


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_is_told() -> None:
    Path("closed").mkdir(0o500)
    found = command("export", "2024-14", "-o", "closed/a.html")
    assert (found.code, "Permission denied" in found.err) == (1, True)


def test_a_full_disk_leaves_nothing() -> None:
    script = 'ulimit -f 4; exec "$0" export 2024-14 --to html'
    done = subprocess.run(["bash", "-c", script, str(PROGRAM)], capture_output=True, check=False, timeout=60)
    assert done.returncode != 0
    assert names() == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["export", "2024-14"], 2, "which format?"),
        (["export", "2024-14", "--to", "odt"], 2, "invalid choice"),
        (["export", "2024-14", "--to", "html", "--layout", "gbt9704"], 2, "no pages"),
        (["export", "2024-77", "--to", "md"], 1, "no issue"),
        (["export", "2024-14#99", "--to", "md"], 1, "no item 99"),
        (["export", "nonsense!", "--to", "md"], 2, "key"),
        (["site"], 2, "DIR"),
        (["site", "out", "--url", "ftp://x"], 2, "expected the address"),
        (["--read-only", "export", "2024-14", "--to", "md"], 1, "read-only"),
        (["--read-only", "site", "out"], 1, "read-only"),
    ],
)
def test_what_cannot_be_is_one_line(arguments: list[str], code: int, said: str) -> None:
    found = command(*arguments)
    assert found.code == code
    assert said in found.err
    assert found.err.count("\n") == 1
    assert names() == []


def test_a_read_only_session_prints() -> None:
    found = command("--read-only", "export", "2024-14", "--to", "md", "-o", "-")
    assert (found.code, "行业信息简报" in found.out) == (0, True)


def test_what_went_out_is_read_back_by_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command("export", "2025-01", "--to", "md").code == 0
    monkeypatch.setenv("BRIEFING_LIBRARY", str(tmp_path / "other"))
    assert command("import", "2025-01.md").code == 0
    made = command("show", "2025-01", "--json").out
    monkeypatch.setenv("BRIEFING_LIBRARY", str(SAMPLES))
    assert made == command("show", "2025-01", "--json").out


def test_a_hostile_library_goes_out_without_harm(tmp_path: Path) -> None:
    library = write_library(tmp_path / "hostile")
    for key in ("2024-14", "2024-15", "2024-16", "2024-17", "2024-18"):
        for form in ("html", "md", "txt"):
            found = command("--library", str(library), "export", key, "--to", form, "-o", "-")
            assert (found.code, len(found.out) > 1000) == ((0, True) if key < "2024-16" else (1, False))
            assert UNSAFE.search(found.out.replace("\n", "")) is None
            assert "Traceback" not in found.err


def test_the_site_is_made_and_kept_up(tmp_path: Path) -> None:
    first = command("site", "www")
    assert (first.code, first.out) == (0, "")
    assert "6 issues" in first.err
    assert ", 0 files written" in command("site", "www").err
    assert Path("www/2024/2024-14.html").is_file()
    assert not Path("www/2025/2025-03.html").exists(), "a draft"
    assert command("site", str(tmp_path)).code == 1


def test_neither_loads_a_screen() -> None:
    code = "import sys; from briefing_tui.cli.main import main; main(sys.argv[1:], __import__('os').environ, sys.stdout, sys.stderr); assert not {'textual', 'rich', 'sqlite3', 'tomlkit'} & set(sys.modules), set(sys.modules)"
    for arguments in (["export", "2024-14", "--to", "html"], ["site", "www"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr


def test_the_program_itself_ends_well_when_its_reader_goes() -> None:
    assert program("export", "2024-14", "--to", "html", "-o", "-").returncode == 0
