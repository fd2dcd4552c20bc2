"""The library as readers and editors see it."""

import datetime as dt
import inspect
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from briefing_tui.errors import (
    BriefingError,
    ExistsError,
    FormatError,
    KeyFormatError,
    LibraryError,
    NotFoundError,
)
from briefing_tui.library.catalog.file_reading import read_found
from briefing_tui.library.disk.names import find_file, make_stamp
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.format.codec import dump_issue
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Workflow
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey, make_key, parse_key
from bulletins.issues import FULL

ODD_KEYS = (
    "", " ", "2024", "2024-", "-14", "2024-0", "2024-14.toml", "2024-14#0", "2024-14#x", "٢٠٢٤-١٤", "٢٠٢٤-14",
    "../2024-14", "2024-../x", "/etc/passwd", "2024-14\x00", "2024-14\n2024-15", "24-14", "02024-14", "2024-99999", "2024--14",
    "2024-14;rm", "~", "2024年第〇期", "latest2", "latest#0",
)  # fmt: skip


def issue(year: int, number: int, kind: str = "issue", title: str = "行业信息简报") -> Issue:
    return FULL._replace(masthead=FULL.masthead._replace(year=year, number=number, kind=kind, title=title))


def put(root: Path, year: int, number: int, kind: str = "issue", name: str = "") -> Path:
    value = issue(year, number, kind)
    path = root / str(year) / (name or f"{value.key.stem}.toml")
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(dump_issue(value), encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    for year, number, kind in (
        (2024, 13, "issue"),
        (2024, 14, "issue"),
        (2023, 2, "issue"),
        (2024, 1, "supplement"),
    ):
        put(folder, year, number, kind)
    return folder


def shown(keys: list[IssueKey]) -> list[str]:
    return [str(key) for key in keys]


def test_keys_come_newest_first_and_an_ordinary_issue_is_the_latest(root: Path) -> None:
    reader = LibraryReader(str(root))
    assert reader.exists()
    assert shown(reader.keys()) == ["2024-14", "2024-13", "2024-增1", "2023-02"]
    assert str(reader.newest()) == "2024-14"
    assert [str(entry.key) for entry in reader.entries()] == shown(reader.keys())


def test_an_entry_tells_what_a_list_shows(root: Path) -> None:
    entry = LibraryReader(str(root)).entries()[0]
    assert entry.summary is not None
    assert (entry.file, entry.error) == ("2024/2024-14.toml", "")
    assert entry.summary[:7] == (
        "行业信息简报", "示例省信用担保集团公司", FULL.masthead.date, "published", 62, 4, ("行业动态", "经验介绍"),
    )  # fmt: skip


def test_neighbours_follow_the_order_of_the_list(root: Path) -> None:
    reader = LibraryReader(str(root))
    assert str(reader.neighbour(parse_key("2024-13"), 1)) == "2024-14"
    assert str(reader.neighbour(parse_key("2024-13"), -1)) == "2024-增1"
    assert str(reader.neighbour(parse_key("2024-13"), -2)) == "2023-02"
    assert reader.neighbour(parse_key("2024-14"), 1) is None
    assert reader.neighbour(parse_key("2023-2"), -1) is None
    assert str(reader.neighbour(parse_key("2024-5"), -1)) == "2024-增1", (
        "a key that is not there has neighbours too"
    )


def test_an_issue_is_loaded_by_any_form_of_its_key(root: Path) -> None:
    put(root, 2022, 1, name="2022-1.toml")
    put(root, 2022, 2, "supplement", name="2022-增2.toml")
    reader = LibraryReader(str(root))
    assert reader.load(parse_key("2024年第十四期")).issue == issue(2024, 14)
    assert reader.load(parse_key("2022-01")).issue == issue(2022, 1)
    assert reader.load(parse_key("2022-s2")).issue == issue(2022, 2, "supplement")
    assert reader.path(parse_key("2022-1")).endswith("2022/2022-1.toml")
    assert reader.path(parse_key("2022-9")).endswith("2022/2022-09.toml"), "where it would stand"


def test_what_is_not_there_says_what_is(root: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no issue 2024-15.*newest is 2024-14"):
        LibraryReader(str(root)).load(parse_key("2024-15"))
    empty = LibraryReader(str(tmp_path / "none"))
    assert (empty.exists(), empty.keys(), empty.entries(), empty.newest(), empty.stamp()) == (
        False,
        [],
        [],
        None,
        (),
    )
    with pytest.raises(NotFoundError, match="empty"):
        empty.load(parse_key("2024-15"))
    with pytest.raises(NotFoundError, match="no issue in the library yet"):
        empty.resolve("latest")


def test_addresses(root: Path) -> None:
    reader = LibraryReader(str(root))
    assert [str(reader.resolve(text)) for text in ("latest", " Latest#3 ", "2024-1#2", "2024年第14期第3条")] == [
        "2024-14", "2024-14#3", "2024-01#2", "2024-14#3",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ODD_KEYS)
def test_odd_keys_are_refused_before_any_path_is_built(
    root: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = LibraryReader(str(root))
    newest = reader.newest()
    monkeypatch.setattr(LibraryReader, "newest", lambda _self, **_asked: newest)
    monkeypatch.setattr(os, "open", pytest.fail)
    monkeypatch.setattr(os, "listdir", pytest.fail)
    monkeypatch.setattr(os, "scandir", pytest.fail)
    with pytest.raises(KeyFormatError):
        reader.resolve(text)


@given(st.text(max_size=12))
def test_any_text_is_an_address_or_our_error(text: str) -> None:
    reader = LibraryReader("/nowhere-at-all")
    try:
        key = reader.resolve(text).key
    except BriefingError:
        return
    assert reader.path(key).isascii()
    assert ".." not in reader.path(key)


def test_odd_files_appear_with_their_reason_and_hide_nothing(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text(dump_issue(issue(2024, 99, title="secret")), encoding="utf-8")
    year = root / "2024"
    good = dump_issue(issue(2024, 20))
    odd = {
        "2024-20.toml": good.encode("gb18030"),
        "2024-21.toml": good.encode("utf-16"),
        "2024-22.toml": b"",
        "2024-23.toml": b"format = 2\n",
        "2024-24.toml": b'format = 1\n[masthead]\ntitle = "',
        "2024-25.toml": b"\xff\xfe\x00",
        "2024-26.toml": b"a = " + b"[" * 100_000,
        "2023-27.toml": good.encode(),
        "２０２４-28.toml": good.encode(),
        "2024-２９.toml": good.encode(),
        "notes.toml": good.encode(),
        "2024-14 (copy).toml": good.encode(),
        "2024-\x1b]0;x\x07.toml": good.encode(),
    }
    for name, data in odd.items():
        (year / name).write_bytes(data)
    with (year / "2024-30.toml").open("wb") as file:
        file.truncate(5 * 1024 * 1024)
    os.mkfifo(year / "2024-31.toml")
    (year / "2024-32.toml").symlink_to(secret)
    (year / "2024-33.toml").symlink_to("absent")
    (year / "2024-34.toml").mkdir()
    (root / "2022").symlink_to(tmp_path)
    (root / "2021").write_text("no directory", encoding="utf-8")
    for hidden in (
        year / ".2024-40.toml",
        year / ".2024-14.toml.tmp-1-a",
        year / "2024-41.txt",
        root / "readme.toml",
    ):
        hidden.write_text(good, encoding="utf-8")
    reader = LibraryReader(str(root))
    entries = reader.entries()
    assert shown([entry.key for entry in entries if not entry.error and entry.key]) == [
        "2024-14", "2024-13", "2024-增1", "2023-02",
    ]  # fmt: skip
    broken = {entry.file: entry for entry in entries if entry.error}
    assert set(broken) == {f"2024/{name}" for name in odd} | {
        "2024/2024-30.toml", "2024/2024-31.toml", "2024/2024-32.toml", "2024/2024-33.toml", "2024/2024-34.toml", "2022", "2021",
    }  # fmt: skip
    assert all(entry.summary is None and "\n" not in entry.error for entry in broken.values())
    assert "secret" not in repr(entries)
    for word, name in (
        ("GB18030", "20"),
        ("UTF-16", "21"),
        ("4 MiB", "30"),
        ("FIFO", "31"),
        ("symbolic link", "32"),
    ):
        assert word in broken[f"2024/2024-{name}.toml"].error
    assert broken["2024/2024-20.toml"].key == parse_key("2024-20")
    assert broken["2024/notes.toml"].key is None
    listed = reader.keys()
    assert {30, 31, 32, 33, 34} & {key.number for key in listed} == {30}, "what is no file is no issue"
    for number in (30, 31, 32, 33, 34):
        with pytest.raises(LibraryError):
            reader.load(make_key(2024, number))


def test_the_file_name_counts_and_a_disagreement_is_told(root: Path) -> None:
    put(root, 2024, 15, name="2024-16.toml")
    reader = LibraryReader(str(root))
    first = reader.entries()[0]
    assert (str(first.key), first.error) == ("2024-16", "")
    assert first.summary is not None
    assert "the masthead says 2024-15" in first.summary.warnings[0]
    assert "the masthead says 2024-15" in reader.load(parse_key("2024-16")).findings[0].text


def test_two_files_of_one_key_are_both_listed_and_the_usual_name_is_loaded(root: Path) -> None:
    put(root, 2022, 1, name="2022-1.toml")
    put(root, 2022, 1)
    reader = LibraryReader(str(root))
    last = reader.entries()[-2:]
    assert [(entry.file, entry.error) for entry in last] == [
        ("2022/2022-01.toml", ""),
        ("2022/2022-1.toml", "another file has the same key 2022-01"),
    ]
    assert reader.path(parse_key("2022-1")).endswith("2022-01.toml")
    assert shown(reader.keys())[-1:] == ["2022-01"]


def test_the_stamp_notices_edits_in_place_new_files_and_deletions(root: Path) -> None:
    reader = LibraryReader(str(root))
    seen = [reader.stamp()]
    path = root / "2024" / "2024-14.toml"
    assert reader.stamp() == seen[0]
    with path.open("r+b") as file:
        file.write(b"format = 1 ")
    os.utime(path, ns=(1, 1))
    seen.append(reader.stamp())
    put(root, 2025, 1)
    seen.append(reader.stamp())
    path.unlink()
    seen.append(reader.stamp())
    assert len(set(seen)) == 4
    assert reader.stamp_of(parse_key("2024-14")) is None
    assert reader.stamp_of(parse_key("2025-1")) == reader.entries()[0].stamp


def test_summaries_are_kept_until_the_file_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = LibraryReader(str(root))
    first = reader.entries()
    with monkeypatch.context() as patched:
        patched.setattr("briefing_tui.library.reader.read_regular", pytest.fail)
        assert reader.entries() == first
    (root / "2024" / "2024-14.toml").write_text(dump_issue(issue(2024, 14, title="新名")), encoding="utf-8")
    summary = reader.entries()[0].summary
    assert summary is not None
    assert summary.title == "新名"


def replaced(path: Path, title: str) -> None:
    """Somebody saves another issue in place of a file, as a save does: the file that was there is not touched."""
    other = path.with_suffix(".other")
    other.write_text(dump_issue(issue(2024, 14, title=title)), encoding="utf-8")
    other.replace(path)


def test_what_was_loaded_has_the_stamp_of_the_file_it_was_in(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, key, path, real = (
        LibraryEditor(str(root)),
        parse_key("2024-14"),
        root / "2024/2024-14.toml",
        os.open,
    )
    before = reader.stamp_of(key)
    assert (reader.load(key).stamp, reader.open_for_editing(key).stamp) == (before, before)

    def opened(name: str, *arguments: int, **options: int) -> int:
        descriptor = real(name, *arguments, **options)
        if name == path.name:
            replaced(path, "新名")
        return descriptor

    for load in (reader.load, reader.open_for_editing):
        before = reader.stamp_of(key)
        with monkeypatch.context() as patched:
            patched.setattr(os, "open", opened)
            assert load(key).stamp == before != reader.stamp_of(key)


def test_an_entry_has_the_stamp_of_what_was_read_though_it_is_another_file_by_then(root: Path) -> None:
    path = root / "2024" / "2024-14.toml"
    found = find_file(str(root), "2024", path.name)
    replaced(path, "新名")
    read = read_found(str(root), found)
    assert read.entry.summary is not None
    assert read.entry.summary.title == "新名"
    assert read.loaded is not None
    assert read.entry.stamp == read.loaded.stamp == make_stamp(path.stat()) != make_stamp(found.status)
    path.write_text("format = [", encoding="utf-8")
    assert read_found(str(root), found).entry.stamp == make_stamp(path.stat())


def test_a_year_that_cannot_be_listed_is_an_entry(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("2023"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    entries = LibraryReader(str(root)).entries()
    assert (entries[-1].file, entries[-1].error) == ("2023", "cannot list: Permission denied")
    assert len(entries) == 4


def test_a_library_that_cannot_be_listed_is_our_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LibraryError, match="cannot list"):
        LibraryReader(str(tmp_path / "file")).keys()


def test_the_first_entries_and_their_total_are_those_of_the_whole_list(root: Path) -> None:
    (root / "2023" / "2023-03.toml").write_text("format = [", encoding="utf-8")
    put(root, 2024, 14, name="2024-014.toml")
    put(root, 2022, 1)
    (root / "2021").mkdir()
    (root / "2021" / "notes.toml").write_text("", encoding="utf-8")
    (root / "2020").write_text("", encoding="utf-8")
    library = LibraryReader(str(root))
    entries = library.entries()
    assert library.entry_total() == len(entries)
    keyed = [entry for entry in entries if entry.key is not None]
    for count in range(1, len(keyed) + 1):
        assert LibraryReader(str(root)).first_entries(count) == keyed[:count]


def test_who_reads_published_issues_only_learns_no_total_and_sees_no_other_first(root: Path) -> None:
    draft = issue(2025, 1)._replace(workflow=Workflow("draft"))
    (root / "2025").mkdir()
    (root / "2025" / "2025-01.toml").write_text(dump_issue(draft), encoding="utf-8")
    library = LibraryReader(str(root), published_only=True)
    assert library.entry_total() is None
    assert [str(entry.key) for entry in library.first_entries(1)] == ["2024-14"]


def test_a_reader_has_no_method_that_writes() -> None:
    methods = {
        name for name, _value in inspect.getmembers(LibraryReader, callable) if not name.startswith("_")
    }
    assert methods == {
        "entries", "entry", "entry_total", "exists", "first_entries", "iter_entries", "keys", "load", "neighbour", "newest", "newest_hint", "path", "reason", "resolve", "stamp", "stamp_of", "with_number",
    }  # fmt: skip
    import briefing_tui.library.reader as module

    for word in (
        "write_whole",
        "mkdir",
        "makedirs",
        "unlink",
        "os.rename",
        "os.replace",
        "O_WRONLY",
        "O_RDWR",
        "open(",
    ):
        assert word not in inspect.getsource(module), word


@pytest.mark.fresh
def test_reading_everything_changes_nothing_on_disk(root: Path) -> None:
    code = """
import os, sys
real = os.open
def watched(path, flags, *rest, **more):
    assert not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT), path
    return real(path, flags, *rest, **more)
os.open = watched
def refuse(event, args):
    if event in {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.utime", "subprocess.Popen", "socket.connect"}:
        raise AssertionError(event)
    if event == "open" and args[1] not in (None, "r", "rb"):
        raise AssertionError(args)
from briefing_tui.library.reader import LibraryReader
sys.addaudithook(refuse)
reader = LibraryReader(sys.argv[1])
for entry in reader.entries():
    reader.load(entry.key)
reader.stamp(), reader.newest(), reader.resolve("latest")
print(sorted(name for name in ("tomllib", "tomlkit", "json", "pathlib", "dataclasses", "inspect", "difflib") if name in sys.modules))
"""
    before = {path: path.stat() for path in root.rglob("*")}
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(root)], capture_output=True, text=True, check=False, timeout=30
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
    assert {path: (s.st_mtime_ns, s.st_size) for path, s in before.items()} == {
        path: (path.stat().st_mtime_ns, path.stat().st_size) for path in root.rglob("*")
    }


def test_an_editor_creates_a_library_a_year_and_an_issue(tmp_path: Path) -> None:
    editor = LibraryEditor(str(tmp_path / "new" / "library"))
    path = editor.create(FULL)
    assert path == str(tmp_path / "new" / "library" / "2024" / "2024-14.toml")
    assert editor.load(FULL.key).issue == FULL
    assert names(tmp_path / "new" / "library" / "2024") == ["2024-14.toml"]
    supplement = issue(2024, 1, "supplement")
    assert editor.create(supplement).endswith("2024/2024-s1.toml")


def test_a_taken_key_is_refused_unless_replaced(root: Path) -> None:
    editor = LibraryEditor(str(root))
    before = (root / "2024" / "2024-14.toml").read_bytes()
    new = issue(2024, 14, title="新名")
    with pytest.raises(ExistsError, match=r"2024-14.*--replace"):
        editor.create(new)
    assert (root / "2024" / "2024-14.toml").read_bytes() == before
    editor.create(new, replace=True)
    assert editor.load(new.key).issue == new


def test_a_key_taken_under_another_name_is_taken_too(root: Path) -> None:
    path = put(root, 2022, 1, name="2022-1.toml")
    editor = LibraryEditor(str(root))
    with pytest.raises(ExistsError):
        editor.create(issue(2022, 1))
    assert editor.create(issue(2022, 1, title="新名"), replace=True) == str(path)
    assert names(path.parent) == ["2022-1.toml"]


def test_what_cannot_be_read_back_is_not_written(tmp_path: Path) -> None:
    editor = LibraryEditor(str(tmp_path / "library"))
    with pytest.raises(FormatError, match="no year and number"):
        editor.create(Issue())
    with pytest.raises(KeyFormatError):
        editor.create(issue(24, 1))
    section = FULL.sections[0]
    large = section._replace(items=(section.items[0]._replace(body="一" * 20_001),))
    with pytest.raises(FormatError, match="20000 characters"):
        editor.create(FULL._replace(sections=(large,)))
    assert not (tmp_path / "library").exists()


def test_an_editor_does_not_follow_links(tmp_path: Path) -> None:
    root, outside = tmp_path / "library", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "2024").symlink_to(outside)
    editor = LibraryEditor(str(root))
    with pytest.raises(LibraryError, match="no directory"):
        editor.create(FULL)
    (root / "2024").unlink()
    (root / "2024").mkdir()
    (root / "2024" / "2024-14.toml").symlink_to(outside / "x.toml")
    with pytest.raises(ExistsError):
        editor.create(FULL)
    with pytest.raises(LibraryError, match="symbolic link"):
        editor.create(FULL, replace=True)
    assert names(outside) == []


# Supplements stand where they came out


def dated(
    root: Path, year: int, number: int, date: str, *, kind: str = ISSUE, status: str = "published"
) -> None:
    made = issue(year, number)._replace(workflow=Workflow(status))
    day = dt.date.fromisoformat(date) if date else None
    made = made._replace(masthead=made.masthead._replace(kind=kind, date=day))
    folder = root / str(year)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{made.key.stem}.toml").write_text(dump_issue(made), encoding="utf-8")


@pytest.fixture
def among(tmp_path: Path) -> Path:
    """Six ordinary issues, one without a date, and four supplements."""
    root = tmp_path / "among"
    for number, date in enumerate(("2024-01-16", "2024-02-16", "", "2024-04-16", "2024-05-16"), 1):
        dated(root, 2024, number, date)
    for number, date in enumerate(("2024-02-20", "2024-06-01", "", "2023-12-01"), 1):
        dated(root, 2024, number, date, kind=SUPPLEMENT)
    dated(root, 2023, 9, "2024-01-02")
    return root


ORDER = [
    "2024-增2",
    "2024-05",
    "2024-04",
    "2024-03",
    "2024-增1",
    "2024-02",
    "2024-01",
    "2024-增4",
    "2024-增3",
    "2023-09",
]


def test_a_supplement_stands_between_the_issues_it_came_out_between(among: Path) -> None:
    library = LibraryReader(str(among))
    assert [str(entry.key) for entry in library.entries()] == ORDER
    for count in range(1, 11):
        assert [str(entry.key) for entry in LibraryReader(str(among)).first_entries(count)] == ORDER[:count]


def test_neighbours_and_the_latest_go_by_the_same_order(among: Path) -> None:
    library = LibraryReader(str(among))
    assert str(library.newest()) == ORDER[0]
    for newer, older in pairwise(ORDER):
        assert str(library.neighbour(parse_key(newer), -1)) == older
        assert str(library.neighbour(parse_key(older), 1)) == newer
    assert library.neighbour(parse_key(ORDER[0]), 1) is None
    assert library.neighbour(parse_key(ORDER[-1]), -1) is None
    assert str(library.neighbour(parse_key("2024-增1"), -3)) == "2024-增4"
    assert str(library.neighbour(parse_key("2022-7"), 1)) == "2023-09", "it need not be there"
    assert str(library.neighbour(parse_key("2024-6"), -1)) == "2024-增2"


def test_a_year_without_supplements_is_put_in_order_by_the_names_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = LibraryReader(str(root))
    monkeypatch.setattr(library, "_entry", lambda _found: pytest.fail("a file is read"))
    assert str(library.neighbour(parse_key("2023-1"), 1)) == "2023-02"


def test_latest_is_the_newest_that_is_out_and_for_an_editor_the_newest(among: Path) -> None:
    dated(among, 2025, 1, "2025-01-16", status="review")
    dated(among, 2025, 1, "2025-02-16", kind=SUPPLEMENT, status="draft")
    assert str(LibraryReader(str(among)).resolve("latest").key) == "2024-增2"
    assert str(LibraryReader(str(among)).resolve("latest#2")) == "2024-增2#2"
    assert str(LibraryReader(str(among), published_only=True).resolve("latest").key) == "2024-增2"
    assert str(LibraryEditor(str(among)).resolve("latest").key) == "2025-增1"


def test_latest_of_a_library_in_which_nothing_is_out_yet_is_its_newest(tmp_path: Path) -> None:
    dated(tmp_path, 2025, 1, "2025-01-16", status="draft")
    dated(tmp_path, 2025, 2, "2025-01-16", status="draft")
    assert str(LibraryReader(str(tmp_path)).resolve("latest").key) == "2025-02"


def test_of_a_library_that_was_taken_away_it_is_said(root: Path) -> None:
    reader = LibraryReader(str(root))
    shutil.rmtree(root)
    with pytest.raises(LibraryError) as caught:
        reader.load(make_key(2024, 14))
    assert "no such directory" in caught.value.hint
