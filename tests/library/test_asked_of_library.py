"""An address without a year, and what is told of what it was taken for."""

from pathlib import Path

import pytest

from briefing_tui.errors import KeyFormatError, NotFoundError
from briefing_tui.library.asked import key_to_change, understand
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Workflow
from bulletins.issues import FULL
from programs.commands import command

KEYS = ((2023, 14, "issue"), (2024, 14, "issue"), (2025, 3, "issue"), (2024, 1, "supplement"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    editor = LibraryEditor(str(tmp_path / "library"))
    for year, number, kind in KEYS:
        head = FULL.masthead._replace(year=year, number=number, kind=kind)
        status = "draft" if year == 2025 else "published"
        editor.create(FULL._replace(masthead=head, workflow=Workflow(status)))
    return tmp_path / "library"


@pytest.mark.parametrize(
    ("text", "year", "address"),
    [
        ("14", 2023, "2023-14"),
        ("14", 2024, "2024-14"),
        ("14", 2026, "2024-14"),
        ("第14期#2", 2026, "2024-14#2"),
        ("增1", 2026, "2024-增1"),
        ("3", 2026, "2025-03"),
    ],
)
def test_this_year_or_else_the_newest_with_the_number(root: Path, text: str, year: int, address: str) -> None:
    understood = understand(LibraryReader(str(root)), text, year)
    assert str(understood.address) == address
    assert understood.taken.startswith(f"{text} is taken as {address.partition('#')[0]}")


def test_what_else_it_could_be_is_told(root: Path) -> None:
    assert (
        understand(LibraryReader(str(root)), "14", 2026).taken
        == "14 is taken as 2024-14; there is 2023-14 too"
    )


def test_a_number_no_issue_has(root: Path) -> None:
    with pytest.raises(NotFoundError, match="no issue has the number 15"):
        LibraryReader(str(root)).resolve("15")


def test_a_reader_hears_nothing_of_a_draft(root: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        LibraryReader(str(root), published_only=True).resolve("3")
    assert "2025" not in caught.value.one_line()


@pytest.mark.parametrize("word", ["最新", "ｌａｔｅｓｔ", "Newest", "最新#2", "latest＃2"])
def test_other_words_for_the_newest(root: Path, word: str) -> None:
    assert LibraryReader(str(root)).resolve(word).key.year == 2024
    assert LibraryReader(str(root)).resolve(word, editing=True).key.year == 2025


@pytest.mark.parametrize("text", ["２０２４－１４", "2024/14", "202414", "2024年14期"])
def test_a_whole_address_is_understood_without_a_word(root: Path, text: str) -> None:
    found = command("--library", str(root), "show", text, "--width", "60")
    assert found.code == 0
    assert "第14期" in found.out
    assert found.err == ""


def test_the_shell_says_what_was_taken(root: Path) -> None:
    found = command("--library", str(root), "toc", "第14期")
    assert found.code == 0
    assert "2024-14#1 " in found.out
    assert "taken as 2024-14" in found.err
    assert command("--library", str(root), "show", "2024").code == 2


def test_what_is_removed_or_renamed_is_named_with_its_year(root: Path) -> None:
    for verb in (["delete", "14"], ["restore", "14"], ["rename", "14", "2024-15"]):
        found = command("--library", str(root), *verb)
        assert found.code == 2
        assert "does not say the year" in found.err
    assert command("--library", str(root), "rename", "2024/14", "15").out == "2024-15\n"
    assert command("--library", str(root), "delete", "２０２４年第１５期").code == 0
    assert command("--library", str(root), "restore", "202415").out == "2024-15\n"
    with pytest.raises(KeyFormatError, match="is an item"):
        key_to_change("2024-14#3")
