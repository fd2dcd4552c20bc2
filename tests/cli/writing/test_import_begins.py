"""What an import begins with before its verb is loaded: the child for the one Word file that is named, and no other."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.cli.importing.beginning import begin
from briefing_tui.cli.main import main
from briefing_tui.cli.verb_table import begin_verb
from briefing_tui.importers.sandbox import parent
from pages.office_files import paragraph, word_file

BULLETIN = (
    "示例集团公司",
    "行业信息简报",
    "2031年第7期",
    "业务部　2031年4月16日",
    "【动态】",
    "1. 示例签约。正文一段。",
    "2. 示例下乡。正文二段。",
)


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    yield
    left = list(parent._waiting)
    parent.dismiss()
    assert left == []


@pytest.mark.parametrize(
    ("words", "begun"),
    [
        (["a.docx"], 1),
        (["--dry-run", "A.DOCX", "--replace"], 1),
        (["a.docm", "--as", "2031-07"], 1),
        (["a.docx", "b.docx"], 0),
        (["a.txt"], 0),
        (["a.pdf"], 0),
        (["-"], 0),
        ([], 0),
    ],
)
def test_one_word_file_begins_one_child_that_ends_with_the_verb(words: list[str], begun: int) -> None:
    end = begin(words)
    assert len(parent._waiting) == begun
    end()
    assert parent._waiting == []


def test_no_other_verb_begins_anything() -> None:
    end = begin_verb("check", ["a.docx"])
    assert parent._waiting == []
    end()


def test_without_a_process_to_be_had_the_file_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(parent, "expect", none)
    begin(["a.docx"])()
    assert parent._waiting == []


@pytest.mark.parametrize(("words", "code"), [(["--nothing"], 2), (["--section", "甲"], 2), ([], 0)])
def test_a_line_that_is_refused_leaves_no_child(tmp_path: Path, words: list[str], code: int) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(word_file("".join(map(paragraph, BULLETIN))))
    found = run_here(["--library", str(tmp_path / "library"), "import", str(file), *words])
    assert found == code


def run_here(words: list[str]) -> int:
    return main(words, {"HOME": "/nowhere"}, io.StringIO(), io.StringIO())
