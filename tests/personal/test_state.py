"""What one reader has of their own: kept, merged between sessions, never in the way."""

import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from briefing_tui.errors import LibraryError
from briefing_tui.model.key import parse_key
from briefing_tui.personal.reader_state import ReaderState
from briefing_tui.personal.state import Bookmark, NoState, ReadingPlace

KEY, OTHER = parse_key("2024-14"), parse_key("2024-增1")


def session(folder: Path, library: str = "library") -> ReaderState:
    return ReaderState.load(str(folder / "state"), str(folder / library))


def test_everything_comes_back(tmp_path: Path) -> None:
    first = session(tmp_path)
    assert (first.place(KEY), first.is_read(KEY), first.bookmarks(), first.option("measure", 38)) == (
        None,
        False,
        [],
        38,
    )
    first.set_place(KEY, ReadingPlace(3, 2, 17))
    first.mark_read(KEY)
    first.set_option("measure", 30)
    assert first.toggle_bookmark("2024-14#3", "标题\x1b[31m", "2024-12-16T08:00:00")
    assert first.toggle_bookmark("2024-14#4", "后来", "2024-12-17T08:00:00")
    first.save()
    again = session(tmp_path)
    assert again.place(KEY) == ReadingPlace(3, 2, 17)
    assert (again.is_read(KEY), again.is_read(OTHER), again.option("measure", 38)) == (True, False, 30)
    assert again.bookmarks() == [
        Bookmark("2024-14#4", "后来", "2024-12-17T08:00:00"),
        Bookmark("2024-14#3", "标题␛[31m", "2024-12-16T08:00:00"),
    ]
    assert not again.toggle_bookmark("2024-14#4", "后来", "x")
    again.mark_read(KEY, read=False)
    again.save()
    third = session(tmp_path)
    assert ([mark.address for mark in third.bookmarks()], third.is_read(KEY)) == (["2024-14#3"], False)


def test_what_belongs_to_an_issue_goes_with_its_new_key(tmp_path: Path) -> None:
    first, new, third = session(tmp_path), parse_key("2025-1"), parse_key("2024-1")
    first.set_place(KEY, ReadingPlace(3, 2, 17))
    first.set_place(third, ReadingPlace(1))
    first.mark_read(KEY)
    for address in ("2024-14#3", "2024-14", "2024-1#4"):
        first.toggle_bookmark(address, f"到{address}", "2024-12-16T08:00:00")
    first.save()
    renaming = session(tmp_path)
    renaming.rename(KEY, new)
    renaming.save()
    for state in (renaming, session(tmp_path)):
        assert (state.place(KEY), state.is_read(KEY)) == (None, False)
        assert (state.place(new), state.is_read(new)) == (ReadingPlace(3, 2, 17), True)
        assert state.place(third) == ReadingPlace(1)
        assert {mark.address: mark.title for mark in state.bookmarks()} == {
            "2025-01#3": "到2024-14#3",
            "2025-01": "到2024-14",
            "2024-1#4": "到2024-1#4",
        }


def test_a_new_key_has_nothing_of_an_earlier_issue_of_that_key(tmp_path: Path) -> None:
    state = session(tmp_path)
    state.set_place(OTHER, ReadingPlace(9))
    state.mark_read(OTHER)
    state.save()
    state.rename(KEY, OTHER)
    state.save()
    again = session(tmp_path)
    assert (again.place(OTHER), again.is_read(OTHER)) == (None, False)


def test_a_rename_of_what_was_never_read_writes_nothing(tmp_path: Path) -> None:
    state = session(tmp_path)
    state.rename(KEY, OTHER)
    state.save()
    assert not (tmp_path / "state").exists()


def test_the_file_is_private_and_written_only_when_something_changed(tmp_path: Path) -> None:
    state = session(tmp_path)
    state.save()
    assert not (tmp_path / "state").exists()
    state.mark_read(KEY)
    state.save()
    path = tmp_path / "state" / "state.json"
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) & 0o077 == 0
    before = path.stat().st_mtime_ns
    state.mark_read(KEY)
    state.save()
    assert path.stat().st_mtime_ns == before
    assert sorted([path.name for path in (tmp_path / "state").iterdir()]) == [
        ".state.json.lock",
        "state.json",
    ]


def test_a_save_sweeps_what_killed_writers_left_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    ages = {".state.json.tmp-7-a": 7200, ".state.json.tmp-8-b": 60, "notes.tmp-9-c": 7200, ".hidden": 7200}
    for name, age in ages.items():
        (folder / name).write_text("{}", encoding="utf-8")
        os.utime(folder / name, (time.time() - age,) * 2)
    state = session(tmp_path)
    state.save()
    assert (folder / ".state.json.tmp-7-a").exists(), "nothing changed, so nothing was written"
    state.mark_read(KEY)
    state.save()
    assert {path.name for path in folder.iterdir()} == {
        *ages,
        ".state.json.lock",
        "state.json",
    } - {".state.json.tmp-7-a"}


def test_two_libraries_do_not_mix_and_a_link_is_the_same_library(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "link").symlink_to("library")
    state = session(tmp_path)
    state.mark_read(KEY)
    state.set_option("measure", 30)
    state.save()
    assert session(tmp_path, "link").is_read(KEY)
    assert not session(tmp_path, "second").is_read(KEY)
    assert session(tmp_path, "second").option("measure", 38) == 30, "choices hold for all"


def test_two_sessions_keep_each_others_changes(tmp_path: Path) -> None:
    one, two = session(tmp_path), session(tmp_path)
    one.mark_read(KEY)
    one.toggle_bookmark("2024-14#1", "一", "1")
    two.mark_read(OTHER)
    two.set_place(KEY, ReadingPlace(2))
    one.save()
    two.save()
    assert two.is_read(KEY), "a save also learns"
    both = session(tmp_path)
    assert (both.is_read(KEY), both.is_read(OTHER), both.place(KEY)) == (True, True, ReadingPlace(2))
    assert len(both.bookmarks()) == 1


def test_many_processes_lose_nothing(tmp_path: Path) -> None:
    code = """
import sys
from briefing_tui.personal.reader_state import ReaderState
for number in range(15):
    state = ReaderState.load(sys.argv[1], "library")
    state.toggle_bookmark(f"{sys.argv[2]}#{number}", "x", "y")
    state.save()
"""
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name], cwd=tmp_path)
        for name in ("a", "b", "c")
    ]
    assert [writer.wait(30) for writer in writers] == [0, 0, 0]
    assert len(ReaderState.load(str(tmp_path), str(tmp_path / "library")).bookmarks()) == 45


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["libraries", "places", "read", "options", "version", "/l", "2024-14"]), inner
        )
    ),
    max_leaves=12,
)


@given(
    st.binary(max_size=40)
    | JSON.map(
        lambda value: json.dumps({"version": 1, "libraries": {"/l": value}, "options": value}).encode()
    )
)
def test_a_damaged_file_counts_as_empty_where_it_is_damaged(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("state")
    (folder / "state.json").write_bytes(data)
    state = ReaderState.load(str(folder), "/l")
    state.place(KEY)
    state.bookmarks()
    state.set_place(KEY, ReadingPlace(1))
    state.mark_read(KEY)
    state.set_option("measure", 30)
    state.toggle_bookmark("2024-14#3", "x", "y")
    state.save()
    again = ReaderState.load(str(folder), "/l")
    assert (again.place(KEY), again.is_read(KEY), again.option("measure", 1)) == (ReadingPlace(1), True, 30)


@pytest.mark.parametrize(
    "data", [b"", b"[" * 100_000, b"\xff", b"null", b'{"version": 2}', b'{"version": 1, "libraries": []}']
)
def test_odd_files_count_as_empty(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "state.json").write_bytes(data)
    assert ReaderState.load(str(tmp_path), "l").bookmarks() == []


def test_a_fifo_or_link_in_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "state.json")
    state = ReaderState.load(str(tmp_path), "l")
    state.mark_read(KEY)
    with pytest.raises(LibraryError):
        state.save()
    assert state.is_read(KEY)


def test_a_save_that_fails_can_be_tried_again(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("", encoding="utf-8")
    state = session(tmp_path)
    state.mark_read(KEY)
    with pytest.raises(LibraryError):
        state.save()
    (tmp_path / "state").unlink()
    state.save()
    assert session(tmp_path).is_read(KEY)


def test_a_read_only_session_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    state = NoState()
    state.set_place(KEY, ReadingPlace(3))
    state.mark_read(KEY)
    state.toggle_bookmark("2024-14#3", "x", "y")
    state.set_option("measure", 30)
    state.save()
    assert (state.place(KEY), state.is_read(KEY), len(state.bookmarks())) == (ReadingPlace(3), True, 1)
    assert [path.name for path in (tmp_path).iterdir()] == []
