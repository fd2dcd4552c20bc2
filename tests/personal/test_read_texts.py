"""Issues as a reader has read them: kept in the reader's own folder, within a cap, and never believed when damaged."""

import os
import stat
import threading
import zlib
from pathlib import Path

import pytest

from briefing_tui.library.entry import Stamp
from briefing_tui.library.history.comparing import compare, without_record
from briefing_tui.model.issue import Issue, Workflow
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey
from briefing_tui.personal.read_texts import NoTexts, ReadTexts
from briefing_tui.personal.reader_state import ReaderState
from briefing_tui.personal.state import NoState
from disks.libraries import make_issue

KEY, OTHER = IssueKey(2024, ISSUE, 14), IssueKey(2024, SUPPLEMENT, 1)
STAMP, LATER = Stamp(1_700_000_000_123_456_789, 4096, 77), Stamp(1_700_000_001_000_000_000, 4096, 78)
TEXT = make_issue(KEY, "第一条", "第二条 👨‍👩‍👧 \u202e[b]")


def texts(folder: Path, library: str = "library", cap: int | None = None) -> ReadTexts:
    return ReadTexts(str(folder / "state"), str(folder / library), cap)


def files(folder: Path) -> list[Path]:
    return [path for path in (folder / "state").rglob("*") if path.is_file()]


@pytest.fixture(params=["kept", "not kept"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> NoTexts:
    return texts(tmp_path) if request.param == "kept" else NoTexts()


def test_what_was_read_is_known(either: NoTexts) -> None:
    assert either.known(KEY) is None
    assert either.text(KEY) is None
    either.keep(KEY, TEXT, STAMP)
    either.keep(OTHER, make_issue(OTHER, "增刊"), STAMP)
    assert either.known(KEY) is not None
    assert either.text(KEY) == without_record(TEXT)
    assert either.all_keys() == {KEY, OTHER}
    either.forget(OTHER)
    assert either.all_keys() == {KEY}


def test_the_same_text_in_another_state_of_its_file_is_the_same(either: NoTexts) -> None:
    either.keep(KEY, TEXT, STAMP)
    stepped = TEXT._replace(workflow=Workflow("published"))
    assert either.is_same(KEY, stepped, LATER)
    known = either.known(KEY)
    assert known is not None
    assert known.stamp == LATER
    assert either.text(KEY) == without_record(TEXT)
    assert not either.is_same(KEY, make_issue(KEY, "另一条"), LATER)
    assert either.is_same(OTHER, TEXT, STAMP), "of what was never read nothing has changed"


def test_a_number_that_changed_takes_the_text_along(either: NoTexts) -> None:
    either.keep(KEY, TEXT, STAMP)
    new = IssueKey(2024, ISSUE, 15)
    either.rename(KEY, new)
    assert either.all_keys() == {new}
    text = either.text(new)
    assert text is not None
    assert text.key == new
    renumbered = TEXT._replace(masthead=TEXT.masthead._replace(number=15))
    assert compare(text, without_record(renumbered)).changes == ()


def test_another_session_finds_it_and_only_this_user_can(tmp_path: Path) -> None:
    texts(tmp_path).keep(KEY, TEXT, STAMP)
    again = texts(tmp_path)
    assert again.all_keys() == {KEY}
    assert again.text(KEY) == without_record(TEXT)
    assert again.known(KEY) == texts(tmp_path).known(KEY)
    for path in (tmp_path / "state").rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077
    assert texts(tmp_path, "another").all_keys() == frozenset()


def test_a_newer_text_of_another_session_is_found(tmp_path: Path) -> None:
    one, other = texts(tmp_path), texts(tmp_path)
    one.keep(KEY, TEXT, STAMP)
    assert other.text(KEY) is not None
    newer = make_issue(KEY, "后来的一条")
    one.keep(KEY, newer, LATER)
    assert other.text(KEY) == without_record(newer)
    assert len(files(tmp_path)) == 1


def test_damaged_and_foreign_files_are_none(tmp_path: Path) -> None:
    texts(tmp_path).keep(KEY, TEXT, STAMP)
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    for data in (
        b"",
        whole[:-7],
        zlib.compress(b"[]"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b'{"masthead": 3}'),
        zlib.compress(b"\x00" * 50_000_000),
    ):
        path.write_bytes(data)
        assert texts(tmp_path).text(KEY) is None
    path.write_bytes(whole)
    for name in (
        "x.z",
        "2024-14.zz.1-2-3.z",
        ".z",
        "2024-14.0123456789abcdef.1-2.z",
        f"{'9' * 200}.z",
        "2024-14.0123456789abcdef.１-２-３.z",
    ):
        (path.parent / name).write_bytes(b"")
    os.mkfifo(path.parent / "2024-15.0123456789abcdef.1-2-3.z")
    assert texts(tmp_path).all_keys() == {KEY, IssueKey(2024, ISSUE, 15)}
    assert texts(tmp_path).text(IssueKey(2024, ISSUE, 15)) is None


def test_the_oldest_go_when_there_is_no_room(tmp_path: Path) -> None:
    kept = texts(tmp_path, cap=20_000)
    for number in range(1, 40):
        issue = make_issue(
            IssueKey(2024, ISSUE, number), *(f"{number}·{os.urandom(40).hex()}" for _item in range(9))
        )
        kept.keep(issue.key, issue, STAMP)
        os.utime(max(files(tmp_path), key=lambda path: path.stat().st_mtime_ns), (number, number))
    assert sum(path.stat().st_size for path in files(tmp_path)) <= 20_000
    assert IssueKey(2024, ISSUE, 39) in kept.all_keys()
    assert IssueKey(2024, ISSUE, 1) not in kept.all_keys()
    assert kept.all_keys() == texts(tmp_path).all_keys()


def test_a_disk_that_refuses_costs_the_marks_alone(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    kept = texts(tmp_path)
    kept.keep(KEY, TEXT, STAMP)
    assert kept.text(KEY) is None
    kept.forget(KEY)


def test_the_state_of_a_session_that_writes_nothing_keeps_none(tmp_path: Path) -> None:
    state = NoState()
    state.texts().keep(KEY, TEXT, STAMP)
    assert state.texts().text(KEY) is not None
    assert not list(tmp_path.iterdir())
    kept = ReaderState.load(str(tmp_path / "state"), str(tmp_path / "library"), cap=1 << 20)
    kept.texts().keep(KEY, TEXT, STAMP)
    assert len(files(tmp_path)) == 1


def test_all_threads_get_the_same(tmp_path: Path) -> None:
    state = ReaderState.load(str(tmp_path / "state"), str(tmp_path / "library"))
    found: list[NoTexts] = []
    threads = [threading.Thread(target=lambda: found.append(state.texts())) for _turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1


def test_texts_with_lone_surrogates_are_kept(tmp_path: Path) -> None:
    odd: Issue = make_issue(KEY, "坏\udc80字")
    kept = texts(tmp_path)
    kept.keep(KEY, odd, STAMP)
    assert kept.text(KEY) is not None
