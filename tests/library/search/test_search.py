"""The finder: the same answers with and without an index, in the promised order, with snippets and places."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from briefing_tui.library.catalog import (
    store as catalog,
    survey,
    update as catalog_update,
)
from briefing_tui.library.catalog.document import ordinal_of
from briefing_tui.library.catalog.file_reading import FileRead, read_found
from briefing_tui.library.catalog.seal import catalog_path
from briefing_tui.library.catalog.survey import file_stamp
from briefing_tui.library.disk.names import Found, find_file, make_stamp
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search import lookup
from briefing_tui.library.search.finder import DATE, RANK, Finder
from briefing_tui.library.search.matching import Needle
from briefing_tui.library.search.snippet import snippet
from briefing_tui.library.search.statistics import MONTH, SECTION
from briefing_tui.model.issue import Item, Section, walk_items
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.typeset.width import cell_width
from disks.libraries import put
from disks.search_libraries import finder, found, issue, library


@pytest.fixture(scope="module", autouse=True)
def settled_files() -> Iterator[None]:
    """The tests' files are young; without this each would be read anew each time, and the index not be asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(survey, "_TICK_NS", 0)
        yield


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library(tmp_path_factory.mktemp("searched"))


@pytest.fixture(scope="module")
def indexed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Finder:
    made = finder(root, tmp_path_factory.mktemp("cache"))
    assert made.catch_up()
    made.ready()
    assert made.is_complete()
    return made


@pytest.fixture(scope="module")
def scanning(root: Path) -> Finder:
    return finder(root, None)


def by_hand(root: Path, word: str) -> set[str]:
    """The items that have a word in a text of theirs, told without any of the searching code."""
    addresses = set()
    for key in LibraryReader(str(root)).keys():  # noqa: SIM118 - no mapping
        made = LibraryReader(str(root)).load(key).issue
        for numbered in walk_items(made):
            item = numbered.item
            texts = [item.title, *item.body.split("\n"), item.group, item.source, *item.units, *item.tags]
            texts.append(made.sections[numbered.section].title)
            if any(word in text for text in texts):
                addresses.add(f"{key}#{numbered.position}")
        if made.preface and any(
            word in text for text in (made.preface.title, *made.preface.body.split("\n"))
        ):
            addresses.add(str(key))
    return addresses


def substrings(root: Path) -> list[str]:
    """Every piece of 1 to 9 characters of every line of the library, once."""
    pieces = set()
    for path in root.glob("*/*.toml"):
        made = load_issue(path.read_bytes(), path.name).issue
        for numbered in walk_items(made):
            for line in (numbered.item.title, *numbered.item.body.split("\n")):
                pieces |= {
                    line[at : at + length] for length in range(1, 10) for at in range(len(line) - length + 1)
                }
    return sorted(pieces)


def test_every_substring_is_found_where_it_is_and_nowhere_else(root: Path, indexed: Finder) -> None:
    for piece in substrings(root):
        if not piece.strip() or '"' in piece or piece.upper() != piece.lower() or "Ａ" in piece:
            continue  # what is not found as it stands, letter by letter, has tests of its own
        assert set(found(indexed.search(f'"{piece}"', limit=None))) == by_hand(root, piece), piece


LETTERS = st.sampled_from('担保险风分比例2:8aAＡ年会全。，"*()-“” 　')
WORDS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=6),
    st.sampled_from(
        [
            "担保",
            "title:担保",
            "-担保",
            "section:行业",
            "unit:管理",
            "tag:数字",
            "year:2024..",
            "status:draft",
            "date:..2024",
            "aaa",
        ]
    ),
)


@settings(max_examples=300)
@given(
    st.lists(WORDS, max_size=4).map(" ".join), st.sampled_from([None, 1, 2, 3]), st.sampled_from([RANK, DATE])
)
def test_an_index_and_a_scan_give_the_same_answers(
    indexed: Finder, scanning: Finder, query: str, limit: int | None, sort: str
) -> None:
    here = indexed.search(query, limit=limit, sort=sort)
    assert here == scanning.search(query, limit=limit, sort=sort)
    everything = indexed.search(query, limit=None, sort=sort)
    assert indexed.count(query) == scanning.count(query) == len(everything.hits)
    assert here.hits == everything.hits[:limit]
    assert here.more == (len(everything.hits) > len(here.hits))


def test_titles_come_first_then_the_newer_issue_then_the_position(indexed: Finder) -> None:
    assert found(indexed.search("担保")) == ["2025-02#1", "2025-01#2", "2024-14#1", "2025-01#1", "2024-14"]


def test_by_date_titles_do_not_count(indexed: Finder) -> None:
    assert found(indexed.search("担保", sort=DATE)) == [
        "2025-02#1",
        "2025-01#1",
        "2025-01#2",
        "2024-14",
        "2024-14#1",
    ]


def test_counts_are_those_of_the_whole_issue(indexed: Finder) -> None:
    results = indexed.search("担保", limit=2)
    assert results.more
    assert results.counts == {IssueKey(2025, ISSUE, 2): 1, IssueKey(2025, ISSUE, 1): 2}


def test_a_hit_says_where_it_is(indexed: Finder) -> None:
    (hit,) = indexed.search("分险比例").hits
    assert (hit.key, hit.position, hit.line, hit.offset) == (IssueKey(2025, ISSUE, 1), 1, 1, 0)
    assert (hit.title, hit.field, hit.word, hit.section) == ("年度会议召开", "body", "分险比例", "行业动态")
    assert hit.snippet == "部署担保业务。 分险比例为2:8，信用等级ＡＡＡ。"
    assert [hit.snippet[start:end] for start, end in hit.spans] == ["分险比例"]


def test_a_hit_in_a_title_opens_at_the_title(indexed: Finder) -> None:
    hit = indexed.search("规模 稳步").hits[0]
    assert (hit.in_title, hit.line, hit.offset) == (True, -1, 2)
    assert [hit.title[start:end] for start, end in hit.title_spans] == ["规模", "稳步"]


@pytest.mark.parametrize(
    ("query", "field", "text"),
    [
        ("业务管理部", "unit", "业务管理部"),
        ("tag:数字", "tag", "数字化"),
        ("示例报", "source", "示例报"),
        ("风险专栏", "group", "风险专栏"),
        ("section:行业 稳步", "section", "行业动态"),
    ],
)
def test_what_stands_beside_the_body_is_shown(indexed: Finder, query: str, field: str, text: str) -> None:
    hit = indexed.search(query).hits[0]
    assert (hit.field, hit.snippet) == (field, text)
    assert hit.spans


def test_no_word_at_all_lists_the_chosen_issues(indexed: Finder) -> None:
    assert found(indexed.search("year:2024")) == ["2024-14", "2024-14#1", "2024-14#2", "2024-增1#1"]
    assert found(indexed.search("status:draft")) == ["2025-02#1"]


def test_a_reader_of_published_issues_finds_no_other(root: Path, tmp_path: Path) -> None:
    assert finder(root, tmp_path).catch_up()
    for cache in (str(tmp_path), None):
        reader = Finder(LibraryReader(str(root), published_only=True), cache, writable=False)
        assert found(reader.search("春耕")) == []
        assert reader.count("担保") == 4


def test_an_issue_of_very_many_items_is_found_in_all_of_them(tmp_path: Path) -> None:
    put(tmp_path / "l", issue(2024, 1, *(Item(f"第{at}件", f"甲{at}乙") for at in range(1, 301))))
    made = finder(tmp_path / "l", tmp_path / "c")
    assert made.catch_up()
    assert found(made.search("甲299乙")) == ["2024-01#299"]
    assert made.count("甲") == 300
    assert made.count("第1 乙") == len([at for at in range(1, 301) if str(at).startswith("1")])


# Snippets


@given(
    st.text(st.sampled_from("担保a“—\u0301\ufe0f☎\n，。"), max_size=80),
    st.integers(0, 79),
    st.integers(8, 40),
    st.sampled_from([1, 2]),
)
def test_a_snippet_fits_and_is_cut_at_borders_of_characters(
    text: str, at: int, cells: int, ambiguous: int
) -> None:
    at = min(at, max(len(text) - 1, 0))
    made = snippet(text, at, [Needle("担保")], cells, ambiguous)
    assert cell_width(made.text, ambiguous) <= cells
    assert "\n" not in made.text
    assert made.text.removeprefix("…").removesuffix("…") in text.replace("\n", " ")
    for start, end in made.spans:
        assert made.text[start:end] in "担保"
    if len(text) > at and text.startswith("担保", at) and cells >= 12:
        assert made.spans


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0302", "\u0301\u0302\u0323\ufe0f"])
@pytest.mark.parametrize("before", range(12))
def test_a_cut_parts_no_character_from_its_marks(marks: str, before: int) -> None:
    text = f"{f'e{marks}' * 20}{'a' * before}担保{f'o{marks}' * 20}"
    made = snippet(text, text.index("担保"), [Needle("担保")], 30)
    shown = made.text.strip("…")
    assert "担保" in shown
    assert text.count(shown) == 1
    start = text.index(shown)
    for border in (start, start + len(shown)):
        assert text[border] not in marks, "a mark stands behind the cut"


def test_a_cut_among_marks_alone_keeps_what_was_found() -> None:
    bare = "\u0301担保" + "汉" * 40
    assert snippet(bare, 1, [Needle("担保")], 20).text.startswith("\u0301担保")
    piled = "担" + "\u0301" * 60
    assert snippet(piled, 0, [Needle("担")], 20).text.startswith("担")
    mark = "e" + "\u0301" * 40 + "\u0302" + "汉" * 40
    assert snippet(mark, 41, [Needle("\u0302")], 20).text.startswith("…\u0302")


# Keeping up with the disk


def test_every_kind_of_change_is_found_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_TICK_NS", 1_000_000_000)
    root, cache = library(tmp_path / "l"), tmp_path / "c"
    made = finder(root, cache)
    assert made.catch_up()
    path = root / "2024" / "2024-14.toml"
    status = path.stat()

    def answers(word: str) -> list[str]:
        made.ready()
        fresh, scan = finder(root, cache), finder(root, None)
        assert found(made.search(word)) == found(fresh.search(word)) == found(scan.search(word))
        return found(scan.search(word))

    with path.open("r+", encoding="utf-8") as file:  # in place, of the same length, and the time set back
        text = file.read()
        file.seek(0)
        file.write(text.replace("稳步增长", "逐步回落"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert answers("逐步回落") == ["2024-14#1"]
    assert answers("稳步增长") == []
    path.rename(root / "2024" / "2024-15.toml")
    assert answers("逐步回落") == ["2024-15#1"]
    put(root, issue(2026, 1, Item("新的一年", "逐步回落")))
    assert answers("逐步回落") == ["2024-15#1", "2026-01#1"]  # the one has it in its title
    (root / "2024" / "2024-15.toml").write_text("format = 1\n[masthead\n", encoding="utf-8")
    assert answers("逐步回落") == ["2026-01#1"]
    (root / "2026" / "2026-01.toml").unlink()
    assert answers("逐步回落") == []


@pytest.mark.parametrize("update", [False, True])
def test_of_two_files_with_one_key_the_usual_one_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, update: bool
) -> None:
    monkeypatch.setattr(survey, "_TICK_NS", 1_000_000_000)
    root, cache = tmp_path / "l", tmp_path / "c"
    usual = put(root, issue(2024, 1, Item("一", "甲")))
    other = usual.with_name("2024-1.toml")
    other.write_text(usual.read_text(encoding="utf-8").replace("甲", "乙"), encoding="utf-8")
    made = finder(root, cache)
    assert made.catch_up()

    def answers() -> tuple[int, int]:
        if update:
            made.catch_up()
        made.ready()
        return made.count("甲"), made.count("乙")

    assert answers() == (1, 0)
    usual.unlink()
    assert answers() == (0, 1)
    put(root, issue(2024, 1, Item("一", "甲")))
    assert answers() == (1, 0)


def test_a_hit_is_looked_at_again_before_it_is_shown(tmp_path: Path) -> None:
    root = library(tmp_path / "l")
    made = finder(root, tmp_path / "c")
    assert made.catch_up()
    assert found(made.search("稳步增长")) == ["2024-14#1"]
    path = root / "2024" / "2024-14.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("稳步增长", "有所放缓"), encoding="utf-8")
    assert found(made.search("稳步增长")) == []
    assert found(made.search("有所放缓")) == ["2024-14#1"]


def test_what_is_known_of_a_file_has_the_stamp_of_the_bytes_that_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = library(tmp_path / "l"), tmp_path / "c"
    path = root / "2024" / "2024-14.toml"

    def overtaken(root: str, year: str, name: str) -> Found:
        file = find_file(root, year, name)
        if name == path.name:
            other = path.with_suffix(".other")
            other.write_text(path.read_text(encoding="utf-8").replace("担保", "保险"), encoding="utf-8")
            other.replace(path)
        return file

    monkeypatch.setattr(catalog_update, "find_file", overtaken)
    monkeypatch.setattr("briefing_tui.library.catalog.unstored.find_file", overtaken)
    ordinal = ordinal_of(IssueKey(2024, ISSUE, 14))
    scanning = finder(root, None)
    scanning.ready()
    [document] = [one for one in scanning._overlay.documents if one.ordinal == ordinal]
    assert document.stamp == file_stamp(path.stat())
    assert finder(root, cache).catch_up()
    made = catalog.Catalog.open(catalog_path(str(cache), str(root)), str(root))
    assert made is not None
    kept = made.document(ordinal)
    assert kept is not None
    assert kept.stamp == file_stamp(path.stat()) == made.years()["2024"].files()[path.name]
    assert [entry.stamp for entry in made.entries() if entry.file == "2024/2024-14.toml"] == [
        make_stamp(path.stat())
    ]
    made.close()


def test_only_changed_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_TICK_NS", 1_000_000_000)
    root, cache = library(tmp_path / "l"), tmp_path / "c"
    time.sleep(1.1)  # younger files are read again, whatever their stamps say
    assert finder(root, cache).catch_up()
    read: list[Found] = []

    def spy(root: str, file: Found) -> FileRead:
        read.append(file)
        return read_found(root, file)

    monkeypatch.setattr(catalog_update, "read_found", spy)
    assert finder(root, cache).catch_up()
    assert read == []
    path = root / "2024" / "2024-14.toml"
    path.touch()
    assert finder(root, cache).catch_up()
    assert len(read) == 1


# Stopping, and others


def test_an_update_that_is_stopped_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = library(tmp_path / "l"), tmp_path / "c"
    monkeypatch.setattr(catalog_update, "BATCH_SECONDS", 0.0)
    made = finder(root, cache)
    told: list[tuple[str, int, int]] = []
    assert not made.catch_up(lambda *step: told.append(step), lambda: len(told) >= 2)
    made.ready()
    assert not made.is_complete()
    assert made.count("担保") == 5
    again: list[tuple[str, int, int]] = []
    assert made.catch_up(lambda *step: again.append(step))
    made.ready()
    assert made.is_complete()
    assert made.count("担保") == 5


def test_an_interrupted_update_keeps_what_was_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = library(tmp_path / "l"), tmp_path / "c"
    monkeypatch.setattr(catalog_update, "BATCH_SECONDS", 0.0)

    def interrupt(stage: str, done: int, _total: int) -> None:
        if (stage, done) == ("indexing", 2):
            raise KeyboardInterrupt

    made = finder(root, cache)
    with pytest.raises(KeyboardInterrupt):
        made.catch_up(interrupt)
    made.ready()
    assert not made.is_complete()
    opened = catalog.Catalog.open(catalog_path(str(cache), str(root)), str(root))
    assert opened is not None
    assert len(opened.unindexed()) == 3
    opened.close()
    assert made.count("担保") == 5


def test_a_session_that_may_not_write_leaves_no_trace(tmp_path: Path) -> None:
    root = library(tmp_path / "l")
    made = finder(root, tmp_path / "c", writable=False)
    assert not made.catch_up()
    assert made.count("担保") == 5
    assert not (tmp_path / "c").exists()


def test_without_fts_the_answers_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = library(tmp_path / "l")
    monkeypatch.setattr(catalog, "_WORDS", "CREATE VIRTUAL TABLE words USING no_such_module (x);")
    made, scan = finder(root, tmp_path / "c"), finder(root, None)
    assert made.catch_up()
    monkeypatch.setattr(lookup, "_indexed", None)
    for query in ("担保", "aaa", "-担保", "year:2024", "担"):
        assert made.search(query) == scan.search(query)


def test_much_is_read_once_for_answer_and_index_and_kept_when_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = library(tmp_path / "l"), tmp_path / "c"
    monkeypatch.setattr("briefing_tui.library.search.finder.FEW", 1)
    files: list[str] = []

    def noted(root: str, found: Found) -> FileRead:
        files.append(found.file)
        return read_found(root, found)

    monkeypatch.setattr(catalog_update, "read_found", noted)
    monkeypatch.setattr("briefing_tui.library.catalog.unstored.read_found", noted)
    assert not finder(root, cache).ready(stop=lambda: len(files) == 2)
    made = finder(root, cache)
    assert made.ready()
    assert made.count("担保") == 5
    assert made.catch_up()
    assert finder(root, cache).count("担保") == 5
    assert len(files) == len(set(files)) == 5


def test_drafts_of_an_index_that_an_editor_made_are_nowhere_for_readers(tmp_path: Path) -> None:
    root, cache = library(tmp_path / "l"), tmp_path / "c"
    assert finder(root, cache).catch_up(figures=True)
    drafts = IssueKey(2025, ISSUE, 2)
    for writable in (False, True):
        reader = Finder(LibraryReader(str(root), published_only=True), str(cache), writable=writable)
        assert reader.ready(figures=True)
        results = reader.search("担保", limit=None)
        assert drafts not in results.counts
        assert drafts not in {hit.key for hit in results.hits}
        assert len(results.hits) == reader.count("担保") == sum(results.counts.values()) == 4
        assert reader.count("春耕") == reader.count("status:draft") == reader.count("草") == 0
        assert reader.count("-不在任何一期里") == reader.count("status:published")
        assert reader.statistics().tally().totals(MONTH).issues == 4


@pytest.mark.parametrize("gone", ["catalog", "directory"])
def test_a_catalog_that_is_deleted_under_a_running_session_changes_no_answer(
    tmp_path: Path, gone: str
) -> None:
    root, cache = library(tmp_path / "l"), tmp_path / "c"
    made = finder(root, cache)
    assert made.catch_up(figures=True)
    assert made.ready()
    before = made.search("担保", limit=None), made.count("担保"), made.statistics().tally().counts(SECTION)
    if gone == "directory":
        shutil.rmtree(cache)
    else:
        Path(catalog_path(str(cache), str(root))).unlink()
    for _time in range(2):
        assert before == (
            made.search("担保", limit=None),
            made.count("担保"),
            made.statistics().tally().counts(SECTION),
        )
        assert made.catch_up(figures=True)
        made.ready()
        assert made.is_complete(figures=True)


# The printed number of a hit


@pytest.mark.parametrize("with_index", [True, False])
def test_a_hit_has_the_number_that_is_printed_before_it(tmp_path: Path, *, with_index: bool) -> None:
    made = issue(2024, 14, Item("甲担保"), Item("乙担保"), preface="按语里的担保。")
    first = Section("要情", items=(Item("要闻担保", "一段。"),))
    many = Section(
        "长栏", numbered=True, items=tuple(Item(f"{char}担保") for char in "子丑寅卯辰巳午未申酉戌亥")
    )
    put(tmp_path / "library", made._replace(sections=(first, *made.sections, many)))
    searched = finder(tmp_path / "library", tmp_path / "cache" if with_index else None)
    searched.catch_up()
    numbers = {(hit.position, hit.number) for hit in searched.search("担保").hits}
    assert numbers == {(0, ""), (1, ""), (2, "1"), (3, "2"), *((n + 3, str(n)) for n in range(1, 13))}
    assert searched.count("12") == searched.count("1") == 0, "printed numbers are no text of the items"
