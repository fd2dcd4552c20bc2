"""The verb `import`, as typed."""

import io
import os
from pathlib import Path

import pytest

from briefing_tui.cli.main import main
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.key import parse_key
from bulletins.bulletin_texts import FIRST, SECOND

TEXT = f"示例集团公司\n行业信息简报\n2031年第7期\n业务管理部　2031年4月16日\n【动态】\n1. 示例市签约。{FIRST}\n2. 示例县下乡。{SECOND}\n——以下无正文——\n报：示例领导（印送）\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Library:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "library"
        self.out = ""
        self.err = ""

    def file(self, text: str | bytes = TEXT, name: str = "old.txt") -> str:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def run(self, *arguments: str, stderr: io.StringIO | None = None) -> int:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), stderr or io.StringIO()
        environ = {**os.environ, "HOME": str(self.folder)}
        code = main(["--library", str(self.root), *arguments], environ, out, err)
        out.flush()
        buffer = out.buffer
        assert isinstance(buffer, io.BytesIO)
        self.out, self.err = buffer.getvalue().decode(), err.getvalue()
        return code

    def keys(self) -> list[str]:
        reader = LibraryReader(str(self.root))
        return [str(key) for key in reader.keys()] if reader.exists() else []  # noqa: SIM118 - a method, no mapping


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def test_the_first_import_makes_the_library(library: Library) -> None:
    assert library.run("import", library.file()) == 0
    assert library.out == "2031-07\n"
    assert "characters kept" in library.err
    loaded = LibraryReader(str(library.root)).load(parse_key("2031-07"))
    assert not loaded.findings
    assert loaded.issue.workflow.status == "published"
    assert [item.title for item in loaded.issue.sections[0].items] == ["示例市签约", "示例县下乡"]


def test_dry_run_prints_outline_and_report_and_writes_nothing(library: Library) -> None:
    assert library.run("import", "--dry-run", library.file()) == 0
    assert not library.root.exists()
    for expected in (
        "2031年第7期",
        "业务管理部",
        "动态",
        "1.示例市签约",
        "报：示例领导（印送）",
        "characters kept",
        "line 6: 1. (number labels)",
    ):
        assert expected in library.out


def test_dry_run_needs_no_right_to_write(library: Library) -> None:
    assert library.run("--read-only", "import", "--dry-run", library.file()) == 0


def test_a_read_only_session_imports_nothing(library: Library) -> None:
    assert library.run("--read-only", "import", library.file()) == 1
    assert "read-only" in library.err
    assert not library.root.exists()


def test_a_key_that_is_taken_is_refused_without_replace(library: Library) -> None:
    assert library.run("import", library.file()) == 0
    other = library.file(TEXT.replace("示例县下乡", "示例县返乡"))
    assert library.run("import", other) == 1
    assert "--replace" in library.err
    assert library.run("import", "--replace", other) == 0
    issue = LibraryReader(str(library.root)).load(parse_key("2031-07")).issue
    assert issue.sections[0].items[1].title == "示例县返乡"
    assert "briefing-tui restore 2031-07 --replace" in library.err
    assert library.run("restore", "2031-07") == 1
    assert "--replace" in library.err
    assert library.run("restore", "2031-07", "--replace") == 0
    issue = LibraryReader(str(library.root)).load(parse_key("2031-07")).issue
    assert issue.sections[0].items[1].title == "示例县下乡"
    assert library.run("restore", "--replace") == 2


def test_as_names_the_issue(library: Library) -> None:
    file = library.file(TEXT.replace("2031年第7期\n", ""))
    assert library.run("import", file) == 1
    assert "--as" in library.err
    assert library.run("import", file, "--as", "2031-增2") == 0
    assert library.keys() == ["2031-增2"]


def test_a_key_that_is_none_is_wrong_usage(library: Library) -> None:
    assert library.run("import", library.file(), "--as", "２０３１-0") == 2
    assert library.run("import", library.file(), library.file(name="b.txt"), "--as", "2031-8") == 2
    assert library.run("import") == 2


def test_status(library: Library) -> None:
    assert library.run("import", library.file(), "--status", "draft") == 0
    assert LibraryReader(str(library.root)).load(parse_key("2031-07")).issue.workflow.status == "draft"


def test_a_failed_file_does_not_stop_the_others(library: Library) -> None:
    bad = library.file(b"\xff\xff\xff\n", "bad.txt")
    eighth = library.file(TEXT.replace("第7期", "第8期").encode("gb18030"), "8.txt")
    missing = str(library.folder / "missing.txt")
    assert library.run("import", library.file(), bad, missing, str(library.folder), eighth) == 1
    assert sorted(library.keys()) == ["2031-07", "2031-08"]
    errors = [line for line in library.err.splitlines() if line.startswith("briefing-tui: ")]
    assert [
        name in error
        for name, error in zip(("bad.txt:1", "missing.txt", library.folder.name), errors, strict=True)
    ] == [True] * 3
    assert "2 files imported, 3 failed" in library.err


def test_a_fifo_is_refused_and_does_not_hang(library: Library) -> None:
    path = library.folder / "pipe.txt"
    os.mkfifo(path)
    assert library.run("import", str(path)) == 1
    assert "regular file" in library.err


def test_a_file_over_the_limit_is_refused(library: Library) -> None:
    assert library.run("import", library.file(b"a" * (4 * 1024 * 1024 + 1))) == 1
    assert "4 MiB" in library.err


def test_a_dry_run_says_what_the_import_will_refuse(library: Library) -> None:
    long = library.file(TEXT.replace(FIRST, "甲" * 20_001 + "。"), "long.txt")
    assert library.run("import", "--dry-run", long) == 1
    dry = library.err
    assert "示例县下乡" in library.out
    assert library.run("import", long) == 1
    assert dry == library.err
    assert dry.startswith("briefing-tui: ")
    assert not library.keys()


def test_a_dry_run_says_that_a_key_is_taken(library: Library) -> None:
    file = library.file()
    assert library.run("import", "--dry-run", file) == 0
    assert library.run("import", file) == 0
    assert library.run("import", "--dry-run", file) == 1
    dry = library.err
    assert library.run("import", file) == 1
    assert dry == library.err
    assert library.run("import", "--dry-run", "--replace", file) == 0
    assert library.run("--read-only", "import", "--dry-run", "--as", "2031-8", file) == 0


def test_a_dry_run_says_that_two_files_are_one_issue(library: Library) -> None:
    first, second = library.file(), library.file(name="b.txt")
    assert library.run("import", "--dry-run", first, second) == 1
    assert "2031-07" in library.err
    assert "1 file recognised, 1 failed" in library.err
    assert library.run("import", "--dry-run", "--replace", first, second) == 0


def test_letters_of_a_picture_are_never_printed(library: Library) -> None:
    letters = "QUJDREVG" * 3000
    file = library.file(
        f"# 示例周报 第7期 2031年4月16日\n\n## 要闻\n\n- 甲项目验收。{FIRST}\n\n![图](data:image/png;base64,{letters})\n\n![图](https://example.org/a.png)\n",
        "a.md",
    )
    assert library.run("import", "--dry-run", file) == 0
    assert "QUJD" not in library.out + library.err
    assert "1 picture not kept" in library.out
    assert "1 picture stands in the text as its address" in library.out
    assert library.run("import", file) == 0
    assert "QUJD" not in library.out + library.err
    assert "1 picture not kept" in library.err
    issue = LibraryReader(str(library.root)).load(parse_key("2031-07")).issue
    assert issue.sections[0].items[0].body == f"{FIRST}\n![图](https://example.org/a.png)"


def test_a_web_page_is_known_by_what_it_is_and_refused_in_one_line_when_nothing_reads_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = library.file("<html><body><p>2031年第7期</p></body></html>", "page.txt")
    assert library.run("import", "--dry-run", file) == 0
    assert "2031年第7期" in library.out
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert library.run("import", file) == 1
    assert library.err.count("\n") == 1
    assert "pip install 'briefing-tui[office]'" in library.err
    assert not library.keys()


def test_an_encoding_that_was_guessed_is_said(library: Library) -> None:
    file = library.file(
        "示例縣資訊簡報\n2031年第7期\n一、縣府召開會議\n全縣新增良種示範基地四個。\n".encode("big5")
    )
    assert library.run("import", "--dry-run", file) == 0
    assert "Big5" in library.out
    assert library.run("import", file) == 0
    assert "Big5" in library.err


def test_standard_input(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), "utf-8"))
    assert library.run("import", "-") == 0
    assert library.keys() == ["2031-07"]


def test_progress_is_shown_on_a_terminal_only(library: Library) -> None:
    files = [library.file(TEXT.replace("第7期", f"第{n}期"), f"{n}.txt") for n in range(1, 5)]
    assert library.run("import", *files, stderr=Terminal()) == 0
    assert "] 2/4 2.txt" in library.err
    assert library.run("import", "--replace", *files) == 0
    assert "2/4" not in library.err


def test_hostile_text_is_harmless_in_every_message(library: Library) -> None:
    file = library.file(TEXT.replace("示例市签约", "示例\x1b]52;c;AAAA\x07签约").replace("动态", "[/]动态"))
    assert library.run("import", "--dry-run", file) == 0
    assert library.run("import", file) == 0
    assert "\x1b" not in library.out + library.err


def test_help_begins_with_examples_and_names_the_status(library: Library) -> None:
    assert library.run("import", "--help") == 0
    assert library.out.startswith("Examples")
    assert "published unless given" in library.out
