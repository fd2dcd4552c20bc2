"""The verb `search`: lines in a pipe, groups on a terminal, exit codes, and the catalog it keeps."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.library.catalog.seal import catalog_path
from briefing_tui.model.issue import Item
from disks.libraries import put
from disks.search_libraries import issue, library
from programs.commands import PROGRAM, Outcome, command, program

Search = Callable[..., Outcome]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return library(tmp_path / "l")


@pytest.fixture
def search(root: Path, tmp_path: Path) -> Search:
    """Runs `search` on that library; every test has a cache of its own."""

    def run(*arguments: str, terminal: bool = False, **environ: str) -> Outcome:
        home = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "BRIEFING_LIBRARY": str(root), **environ}
        return command("search", *arguments, environ=home, terminal=terminal)

    return run


def catalog_of(root: Path, tmp_path: Path) -> Path:
    return Path(catalog_path(str(tmp_path / "cache" / "briefing-tui"), str(root)))


def test_a_pipe_gets_a_line_a_hit(search: Search) -> None:
    found = search("担保")
    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines() == [
        "2025-02#1:春耕担保放款过半: 草稿里的担保。",
        "2025-01#2:再担保直连上线: 系统平稳。",
        "2024-14#1:担保规模稳步增长: 全年完成295.38亿元。",
        "2025-01#1:年度会议召开: 部署担保业务。 分险比例为2:8，信用等级ＡＡＡ。",
        "2024-14:编者按: 本期说担保。",
    ]


def test_words_of_one_query_may_be_arguments_of_their_own(search: Search) -> None:
    assert search("担保", "分险").out == search("担保 分险").out == search("分险 担保").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("担保", "-放款", "--count"),
        ("-放款", "担保", "--count"),
        ("--count", "-放款", "担保"),
        ("--limit", "1", "-放款", "--count", "担保"),
        ("--count", "--", "担保", "-放款"),
        ("--count", "-放款", "--", "担保"),
    ],
)
def test_a_word_with_a_minus_is_left_out_wherever_the_options_stand(
    search: Search, arguments: tuple[str, ...]
) -> None:
    assert search("担保 -放款", "--count") == Outcome(0, "4\n", "")
    assert search(*arguments) == Outcome(0, "4\n", "")


@pytest.mark.parametrize("word", ["-", "-v", "-1", "-x=1", '-"', "-title:担保", "-😀", "--"])
def test_no_word_with_a_minus_is_an_error(search: Search, word: str) -> None:
    assert search("担保", word, "--count").code in {0, 1}
    assert search("--count", "--", word, "担保").code in {0, 1}


def test_words_to_be_left_out_may_be_all(search: Search) -> None:
    assert search("-担保", "--count").out == search("--count", "--", "-担保").out == "4\n"


@pytest.mark.parametrize("query", ["2:8 分险", '"', "*", "(", "AND", "[b]", "year:2025 会议", "title:会议"])
def test_marks_and_fields(search: Search, query: str) -> None:
    found = search(query)
    assert (found.code, len(found.out.splitlines())) == (0, 1)


@pytest.mark.parametrize(
    "arguments", [("不在任何一期里",), ("--count", "不在任何一期里"), ("--json", "不在任何一期里")]
)
def test_nothing_found_is_exit_code_1(search: Search, arguments: tuple[str, ...]) -> None:
    assert search(*arguments).code == 1


@pytest.mark.parametrize(("language", "said"), [("en", "nothing matches\n"), ("zh_CN", "没有找到\n")])
def test_a_search_without_a_hit_speaks_of_hits_not_of_problems(
    search: Search, language: str, said: str
) -> None:
    assert search("全新的说法", "--lang", language).err == said


def test_the_count_is_all_that_is_printed(search: Search) -> None:
    assert search("--count", "担保") == Outcome(0, "5\n", "")
    assert search("--count", "担保", "--limit", "2").out == "5\n"


def test_a_limit_is_told(search: Search) -> None:
    found = search("担保", "--limit", "2")
    assert len(found.out.splitlines()) == 2
    assert found.err == "the first 2; --limit 0 lists all\n"
    assert len(search("担保", "--limit", "0").out.splitlines()) == 5
    assert search("担保", "--limit", "5").err == ""


def test_by_date(search: Search) -> None:
    keys = [line.partition(":")[0] for line in search("担保", "--sort", "date").out.splitlines()]
    assert keys == ["2025-02#1", "2025-01#1", "2025-01#2", "2024-14", "2024-14#1"]


def test_json(search: Search) -> None:
    answer = json.loads(search("分险", "--json").out)
    assert answer["more"] is False
    (hit,) = answer["hits"]
    assert (hit["key"], hit["item"], hit["title"], hit["field"]) == ("2025-01", 1, "年度会议召开", "body")
    ((start, end),) = hit["marks"]
    assert hit["snippet"][start:end] == "分险"


@pytest.mark.parametrize(
    "arguments",
    [("",), ("  ",), ("担保", "--limit", "many"), ("担保", "--sort", "size"), ("担保", "--limt", "5"), ()],
)
def test_wrong_usage_is_exit_code_2(search: Search, arguments: tuple[str, ...]) -> None:
    found = search(*arguments)
    assert (found.code, found.out) == (2, "")


def test_a_terminal_gets_groups_with_the_hits_marked(search: Search) -> None:
    found = search("担保", terminal=True, TERM="xterm")
    assert "\x1b[1;31m2025-01\x1b[0m  2025-01-16  2 hits" in found.out
    assert "  \x1b[36m#2  2. \x1b[0m再\x1b[1;31m担保\x1b[0m直连上线" in found.out
    assert found.out.count("2025-01-16") == 1
    assert "\n      编者按\n      本期说" in found.out
    plain = search("担保", terminal=True, NO_COLOR="1").out
    assert "\x1b" not in plain
    assert "  #2  2. 再担保直连上线\n      系统平稳。\n" in plain


def test_the_second_search_uses_what_the_first_has_noted(
    search: Search, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing_tui.library.catalog.survey._TICK_NS", 0)
    first = search("担保")
    assert catalog_of(root, tmp_path).exists()
    monkeypatch.setattr("briefing_tui.library.catalog.file_reading.read_regular", None)
    assert search("担保") == first


def test_what_changed_is_found_at_once(search: Search, root: Path) -> None:
    assert search("全新的说法").code == 1
    put(root, issue(2026, 1, Item("题", "全新的说法。")))
    assert search("全新的说法").out == "2026-01#1:题: 全新的说法。\n"
    (root / "2026" / "2026-01.toml").unlink()
    assert search("全新的说法").code == 1


def test_many_changes_are_noted_before_the_answer(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing_tui.library.search.finder.FEW", 1)
    assert search("--count", "担保").out == "5\n"


def test_a_read_only_session_writes_nothing_and_sees_what_is_published(
    search: Search, tmp_path: Path
) -> None:
    assert search("--read-only", "--count", "担保").out == "4\n"
    assert not (tmp_path / "cache").exists()


def test_a_session_without_a_cache_directory_answers(search: Search, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("", encoding="utf-8")
    assert search("--count", "担保") == Outcome(0, "5\n", "")


def test_an_interrupt_after_the_answer_loses_nothing(
    search: Search, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object, **_options: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("briefing_tui.library.catalog.update.update_catalog", interrupted)
    assert search("--count", "担保") == Outcome(0, "5\n", "")
    assert not catalog_of(root, tmp_path).exists()


def test_the_library_is_asked_for_first(search: Search, tmp_path: Path) -> None:
    found = search("担保", BRIEFING_LIBRARY=str(tmp_path / "none"))
    assert found.code == 1
    assert "no library at" in found.err


def test_the_program_itself(root: Path, tmp_path: Path) -> None:
    environ = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    for _time in range(2):
        done = program("search", "担保", "--library", str(root), environ=environ)
        assert (done.returncode, done.stderr) == (0, b"")
        assert len(done.stdout.splitlines()) == 5


def test_what_is_not_understood_is_said_and_the_exit_code_stays(search: Search) -> None:
    found = search("担保", "foo:bar")
    assert (found.code, found.out) == (1, "")
    assert found.err.splitlines() == [
        "nothing matches",
        "foo:bar is looked for as it stands: fields are title: section: unit: tag: status: year: date:",
    ]
    assert "its quote is not closed" in search("“担保").err
    assert (search("--count", "year:abc").out, search("--count", "year:abc").code) == ("0\n", 1)


def test_chinese_names_and_marks(search: Search) -> None:
    assert search("标题：担保　年份：2024").out == search("title:担保", "year:2024").out != ""
    assert search("担保　－放款").out == search("担保", "-放款").out != ""
    assert search("－放款").out == search("-放款").out != ""


@pytest.mark.parametrize("arguments", [["--limit", "1", "担保"], ["--limit", "1", "担保", "-“没有"]])
def test_what_is_told_of_the_hits_stands_below_them(root: Path, tmp_path: Path, arguments: list[str]) -> None:
    environ = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "BRIEFING_LIBRARY": str(root)}
    done = subprocess.run(
        [PROGRAM, "search", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=60,
        env=environ,
    )
    lines = done.stdout.decode().splitlines()
    assert lines[0].startswith("2025-02#1:")
    assert lines[1].startswith("the first 1")
    assert len(lines) == len(arguments) - 1


def test_a_query_of_ten_thousand_characters(search: Search) -> None:
    for text in ("担保" * 5_000, "标题：" * 3_000, "－“" * 5_000, "担保　" * 3_000):
        assert "first 1,000 characters" in search(text).err
