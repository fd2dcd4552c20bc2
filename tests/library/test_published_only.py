"""Readers see what is published, and nothing else: by every method of the reader, by every verb."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.key import IssueKey, parse_key
from disks.libraries import make_issue, put
from programs.commands import command

SECRET = "未公开的一条"
PUBLISHED = ["2025-03", "2024-14", "2024-12"]
HIDDEN = ["2025-04", "2025-02", "2025-01", "2024-13"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Seven issues in two years, of which three are published, and a broken file that quotes a secret."""
    for text in PUBLISHED:
        put(tmp_path, make_issue(parse_key(text), "公开的一条"))
    for text in HIDDEN:
        put(tmp_path, make_issue(parse_key(text), SECRET, status="review"))
    broken = tmp_path / "2024" / "2024-11.toml"
    broken.write_text(f'format = "{SECRET}"\n', encoding="utf-8")
    return tmp_path


@pytest.fixture
def reader(root: Path) -> LibraryReader:
    return LibraryReader(str(root), published_only=True)


def keys(texts: list[str]) -> list[IssueKey]:
    return [parse_key(text) for text in texts]


def test_lists_hold_published_issues_only(reader: LibraryReader) -> None:
    assert reader.keys() == keys(PUBLISHED)
    assert reader.newest() == parse_key("2025-3")
    assert str(reader.resolve("latest#1")) == "2025-03#1"
    entries = reader.entries()
    assert [entry.key for entry in entries if not entry.error] == keys(PUBLISHED)
    [broken] = [entry for entry in entries if entry.error]
    assert broken.key == parse_key("2024-11")
    assert SECRET not in broken.error


def test_everything_is_there_for_an_editor(root: Path) -> None:
    assert set(LibraryReader(str(root)).keys()) == set(keys([*PUBLISHED, *HIDDEN, "2024-11"]))


def test_neighbours_step_over_what_is_not_published(reader: LibraryReader) -> None:
    assert reader.neighbour(parse_key("2024-14"), 1) == parse_key("2025-3")
    assert reader.neighbour(parse_key("2024-14"), -1) == parse_key("2024-12")
    assert reader.neighbour(parse_key("2025-3"), 1) is None
    assert reader.neighbour(parse_key("2025-3"), -2) == parse_key("2024-12")
    assert reader.neighbour(parse_key("2024-12"), -1) is None
    assert reader.neighbour(parse_key("2024-14"), 0) == parse_key("2024-14")


@pytest.mark.parametrize("text", HIDDEN)
@pytest.mark.parametrize("method", [LibraryReader.load, LibraryReader.path])
def test_an_unpublished_issue_is_as_good_as_absent(
    reader: LibraryReader, text: str, method: Callable[[LibraryReader, IssueKey], object]
) -> None:
    with pytest.raises(NotFoundError, match=f"no issue {text} .*the newest is 2025-03"):
        method(reader, parse_key(text))


def test_an_absent_issue_has_the_place_where_it_would_stand(root: Path, reader: LibraryReader) -> None:
    assert reader.path(parse_key("2023-1")) == str(root / "2023" / "2023-01.toml")


def test_the_reason_of_a_broken_file_is_not_told_to_readers(root: Path, reader: LibraryReader) -> None:
    key = parse_key("2024-11")
    with pytest.raises(BriefingError, match=SECRET):
        LibraryReader(str(root)).load(key)
    with pytest.raises(BriefingError, match="tell the editors") as caught:
        reader.load(key)
    assert SECRET not in str(caught.value)


def test_publishing_and_taking_back_is_seen_by_a_reader_that_is_open(
    root: Path, reader: LibraryReader
) -> None:
    assert reader.keys() == keys(PUBLISHED)
    put(root, make_issue(parse_key("2025-4"), SECRET, "第二条"))
    assert reader.keys() == keys(["2025-04", *PUBLISHED])
    put(root, make_issue(parse_key("2025-4"), SECRET, status="draft"))
    assert reader.keys() == keys(PUBLISHED)


def test_an_empty_library_for_readers_says_so(tmp_path: Path) -> None:
    put(tmp_path, make_issue(parse_key("2025-1"), SECRET, status="draft"))
    reader = LibraryReader(str(tmp_path), published_only=True)
    assert reader.newest() is None
    with pytest.raises(NotFoundError, match="is empty"):
        reader.load(parse_key("2025-1"))


@pytest.mark.parametrize(
    "line",
    [
        ["list"],
        ["list", "--status", "review"],
        ["list", "--json"],
        ["show", "2025-04"],
        ["show", "2025-04", "--json"],
        ["show", "latest"],
        ["toc", "2025-04"],
        ["path", "2025-04"],
        ["status", "2025-04"],
        ["doctor"],
        ["__keys"],
    ],
)
def test_no_verb_shows_a_reader_what_is_not_published(root: Path, line: list[str]) -> None:
    outcome = command("--library", str(root), *line, "--read-only")
    assert SECRET not in outcome.out + outcome.err
    assert "2025-04" not in outcome.out
    if "2025-04" in line:
        assert outcome.code == 1


def test_the_same_verbs_show_it_to_an_editor(root: Path) -> None:
    for line in (["list"], ["path", "2025-04"], ["__keys"]):
        assert "2025-04" in command("--library", str(root), *line).out
    assert SECRET in command("--library", str(root), "show", "2025-04").out
    assert "review" in command("--library", str(root), "status", "latest").out
    assert SECRET not in command("--library", str(root), "show", "latest").out, "latest is what is out"


def test_whoever_may_not_write_the_library_is_a_reader(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def access(path: str, mode: int) -> bool:
        return not (path == str(root) and mode & os.W_OK)

    monkeypatch.setattr(os, "access", access)
    assert SECRET not in command("--library", str(root), "show", "latest").out
    outcome = command("--library", str(root), "new")
    assert outcome.code == 1
    assert "you may not write the library" in outcome.err
