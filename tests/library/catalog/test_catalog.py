"""The catalog: lists are those of the files, whatever happens to it or to them; two writers do not disturb each other."""

import sqlite3
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest

from briefing_tui.i18n import set_language
from briefing_tui.library import reader
from briefing_tui.library.catalog import (
    seal,
    store as catalog,
    survey,
    update as catalog_update,
    words as search_index,
)
from briefing_tui.library.catalog.document import key_of_ordinal, ordinal_of
from briefing_tui.library.catalog.listing import known_heads
from briefing_tui.library.catalog.seal import WriterLock, catalog_path
from briefing_tui.library.catalog.year_text import KEY
from briefing_tui.library.entry import Entry
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Item
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey
from disks.libraries import put
from disks.search_libraries import finder, issue, library
from programs.commands import command


@pytest.fixture(autouse=True)
def any_size_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalog is asked for the tests' small libraries too."""
    monkeypatch.setattr(reader, "_WORTH_BYTES", 1)
    monkeypatch.setattr("briefing_tui.cli.verbs.reading.list_._LARGE_BYTES", 1)
    monkeypatch.setattr(survey, "_TICK_NS", 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with something of everything."""
    root = library(tmp_path / "l")
    (root / "2024" / "2024-12.toml").write_text("format = 1\n[masthead\n", encoding="utf-8")
    (root / "2024" / "notes.toml").write_text("format = 1\n", encoding="utf-8")
    (root / "2024" / "2024-14.toml.bak").write_text("", encoding="utf-8")
    (root / "2023" / "2023-8.toml").symlink_to(root / "2023" / "2023-09.toml")
    (root / "2022").write_text("", encoding="utf-8")
    other = put(root, issue(2023, 7, Item("一"))).with_name("2023-7.toml")
    other.write_text((root / "2023" / "2023-07.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return root


@pytest.fixture
def cache(tmp_path: Path, root: Path) -> Path:
    assert finder(root, tmp_path / "c").catch_up()
    return tmp_path / "c"


def by_catalog(root: Path, cache: Path, **options: bool) -> list[Entry]:
    library = LibraryReader(str(root), **options)
    library.cache_directory = str(cache)
    return library.entries()


def test_a_list_by_the_catalog_is_the_list_by_the_files(root: Path, cache: Path) -> None:
    for options in ({}, {"published_only": True}):
        assert by_catalog(root, cache, **options) == LibraryReader(str(root), **options).entries()


def test_what_changed_since_is_read(root: Path, cache: Path) -> None:
    put(root, issue(2026, 1, Item("新")))
    (root / "2025" / "2025-01.toml").unlink()
    (root / "2024" / "2024-12.toml").write_text("", encoding="utf-8")
    (root / "2023" / "2023-07.toml").rename(root / "2023" / "2023-06.toml")
    (root / "2022").unlink()
    assert by_catalog(root, cache) == LibraryReader(str(root)).entries()


def test_nothing_is_read_when_nothing_changed(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for odd in ("2024/notes.toml", "2024/2024-12.toml", "2023/2023-8.toml", "2022"):
        (root / odd).unlink()
    assert finder(root, cache).catch_up()
    monkeypatch.setattr("briefing_tui.library.catalog.file_reading.read_regular", None)
    library = LibraryReader(str(root))
    library.cache_directory = str(cache)
    assert len(library.entries()) == 7
    assert library.files_read == 0


def test_reasons_are_told_in_the_language_of_the_session(root: Path, cache: Path) -> None:
    set_language("zh_CN")
    assert by_catalog(root, cache) == LibraryReader(str(root)).entries()


@pytest.mark.parametrize("odd", [True, False])
def test_the_verb_prints_the_same_with_a_catalog(root: Path, tmp_path: Path, *, odd: bool) -> None:
    if not odd:
        for name in ("2024/notes.toml", "2023/2023-8.toml", "2022", "2023/2023-7.toml"):
            (root / name).unlink()
    cache = tmp_path / "c" / "briefing-tui"
    assert finder(root, cache).catch_up()
    path = catalog_path(str(cache), str(root))
    heads = known_heads(path, str(root))
    assert (heads is None) == odd
    for options in (["--read-only"], [], ["--year", "2024"], ["--status", "draft"], ["--json"]):
        plain = command("list", "--library", str(root), *options)
        assert (
            command("list", "--library", str(root), *options, environ={"XDG_CACHE_HOME": str(tmp_path / "c")})
            == plain
        )
        (root / "2023" / "2023-09.toml").touch()
        assert (
            command("list", "--library", str(root), *options, environ={"XDG_CACHE_HOME": str(tmp_path / "c")})
            == plain
        )


def test_a_plain_list_has_supplements_where_they_came_out(tmp_path: Path) -> None:
    root, cache = library(tmp_path / "l"), tmp_path / "c"
    put(root, issue(2023, 8, Item("增"), kind="supplement"))
    put(root, issue(2023, 7, Item("一")))
    assert finder(root, cache).catch_up()

    def keys() -> list[str]:
        heads, _read = known_heads(catalog_path(str(cache), str(root)), str(root)) or ([], 0)
        assert [head[KEY] for head in heads] == [
            str(entry.key) for entry in LibraryReader(str(root)).entries()
        ]
        return [head[KEY] for head in heads if head[KEY].startswith("2023")]

    assert keys() == ["2023-09", "2023-增8", "2023-07"]
    put(root, issue(2023, 6, Item("增"), kind="supplement"))
    assert keys() == ["2023-09", "2023-增8", "2023-07", "2023-增6"]


def test_a_long_list_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing_tui.cli.verbs.reading.list_._MANY", 2)
    root = library(tmp_path / "l")
    first = command("list", "--library", str(root))
    monkeypatch.setattr("briefing_tui.library.catalog.file_reading.read_regular", None)
    assert command("list", "--library", str(root)) == first


def test_order_of_ordinals_is_the_order_of_the_library() -> None:
    keys = [
        IssueKey(year, kind, number)
        for year in (9999, 2024, 2023, 1000)
        for kind in (ISSUE, SUPPLEMENT)
        for number in (9999, 2, 1)
    ]
    ordinals = [ordinal_of(key) for key in keys]
    assert ordinals == sorted(set(ordinals))
    assert [key_of_ordinal(ordinal) for ordinal in ordinals] == keys


def test_a_changed_schema_needs_a_new_number() -> None:
    """A catalog of another schema is not taken for one of this: count up `seal._FORMAT`, then note the sum here."""
    sums = {"briefing-tui catalog 5": 317654909}
    assert zlib.crc32((catalog._TABLES + catalog._WORDS).encode()) == sums[seal._FORMAT]


# Several at once


def test_two_processes_that_update_at_once_both_answer(root: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from briefing_tui.library.search.finder import Finder; from briefing_tui.library.reader import LibraryReader\n"
        "found = Finder(LibraryReader(sys.argv[1]), sys.argv[2]); found.catch_up(); found.ready(); print(found.count('担保'))"
    )
    command = [sys.executable, "-c", script, str(root), str(tmp_path / "both")]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _one in range(4)
    ]
    assert [process.communicate(timeout=60) for process in running] == [("5\n", "")] * 4


def test_who_finds_another_writing_goes_on_without(root: Path, tmp_path: Path) -> None:
    path = catalog_path(str(tmp_path / "c"), str(root))
    (tmp_path / "c").mkdir()
    lock = WriterLock(path)
    assert lock.acquire()
    made = finder(root, tmp_path / "c")
    assert not made.catch_up()
    assert made.count("担保") == 5
    lock.release()
    assert made.catch_up()


def test_searches_go_on_while_the_catalog_is_brought_up_to_date(root: Path, cache: Path) -> None:
    made = finder(root, cache)
    assert made.count("担保") == 5
    answers: list[int] = []
    path = root / "2024" / "2024-14.toml"

    def search(_stage: str, _done: int, _total: int) -> None:
        other = finder(root, cache, writable=False)
        answers.extend((made.count("担保"), other.count("担保")))

    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert made.catch_up(search)
    assert answers
    assert set(answers) == {5}


def test_threads_may_search_together(root: Path, cache: Path) -> None:
    made = finder(root, cache)
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(made.count("担保"))) for _one in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [5] * 8


def test_a_built_index_leaves_no_unused_pages_in_the_file(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20, 60):
        put(root, issue(2023, number, Item("担保规模稳步增长", f"第{number}次。" * 200)))
    monkeypatch.setattr(search_index, "_OPTIMISE_FROM", 1)
    monkeypatch.setattr(catalog_update, "BATCH_SECONDS", 0.0)  # many pieces, to be put in order
    assert finder(root, tmp_path / "d").catch_up()
    with sqlite3.connect(catalog_path(str(tmp_path / "d"), str(root))) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert by_catalog(root, tmp_path / "d") == LibraryReader(str(root)).entries()
