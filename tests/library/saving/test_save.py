"""Saving: whole or absent, only changed lines, never over somebody else's work (promises D1, C1, C2, C3)."""

import datetime as dt
import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from briefing_tui.errors import ExistsError, FormatError, LibraryError
from briefing_tui.library.disk import flock, locks
from briefing_tui.library.disk.locks import LockedError, locked
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.format.codec import dump_issue, load_issue, update_text
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.library.saving.merge import MINE, ConflictError, merge
from briefing_tui.library.saving.revision import MissingError, Opened, revision
from briefing_tui.model.issue import Issue, Item, Preface
from briefing_tui.model.key import make_key
from briefing_tui.personal.drafts import Drafts
from bulletins.issues import FULL, ISSUES, ITEMS
from disks.disk_faults import CAUSES, failing
from texts.hand_written import BY_HAND
from torture_editing import kill_savers, many_writers

KEY = FULL.key
WHEN = dt.datetime.fromisoformat("2024-12-16T14:02:00")


@pytest.fixture
def editor(tmp_path: Path) -> LibraryEditor:
    made = LibraryEditor(str(tmp_path / "library"))
    made.create(FULL)
    return made


def item(issue: Issue, index: int, **fields: object) -> Issue:
    """`issue` with fields of an item of its first section changed."""
    section = issue.sections[0]
    one = section.items[index]._replace(**fields)  # type: ignore[arg-type]  # names of its fields
    items = (*section.items[:index], one, *section.items[index + 1 :])
    return issue._replace(sections=(section._replace(items=items), *issue.sections[1:]))


def file_of(editor: LibraryEditor) -> Path:
    return Path(editor.path(KEY))


def hidden(editor: LibraryEditor) -> list[str]:
    return sorted(path.name for path in Path(editor.root).rglob(".*"))


# the file


def test_what_killed_writers_left_is_swept_when_an_issue_is_opened_or_made(editor: LibraryEditor) -> None:
    other = FULL._replace(masthead=FULL.masthead._replace(number=15))
    for begin in (lambda: editor.open_for_editing(KEY), lambda: editor.create(other)):
        left = file_of(editor).with_name(".2024-14.toml.tmp-7-a")
        left.write_bytes(b"format = 1")
        os.utime(left, (time.time() - 7200,) * 2)
        begin()
        assert hidden(editor) == []


def test_a_save_changes_only_the_lines_whose_value_changed(editor: LibraryEditor) -> None:
    opened = editor.open_for_editing(KEY)
    before = file_of(editor).read_text(encoding="utf-8").split("\n")
    saved = editor.save(opened, item(opened.issue, 1, title="担保规模“稳步”增长"))
    after = file_of(editor).read_text(encoding="utf-8").split("\n")
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert differing == [('title = "担保规模稳步增长"', 'title = "担保规模“稳步”增长"')]
    assert editor.load(KEY).issue == saved.opened.issue
    assert saved.opened.revision == revision(file_of(editor).read_bytes())
    assert (saved.merged, hidden(editor)) == ((), [])


@pytest.mark.parametrize("mark", [b"", "\ufeff".encode()], ids=["plain", "mark"])
@pytest.mark.parametrize("eol", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_byte_order_mark_line_ends_comments_and_characters_are_kept(
    editor: LibraryEditor, mark: bytes, eol: bytes
) -> None:
    text = BY_HAND.replace("甲", "甲𠮷e\u0301👩‍👩‍👧")
    data = mark + text.encode().replace(b"\n", eol)
    file_of(editor).write_bytes(data)
    opened = editor.open_for_editing(KEY)
    new = item(opened.issue, 1, title="乙\u3000新", body="一行\n又一行")
    new = new._replace(masthead=new.masthead._replace(publisher="示例市担保公司"))
    saved = editor.save(opened, new)
    assert saved.opened.issue == new
    written = file_of(editor).read_bytes()
    assert written.startswith(mark + b"# ")
    assert written.count(eol) == written.count(b"\n")
    old_lines, new_lines = data.split(eol), written.split(eol)
    assert [line for line in old_lines if line not in new_lines] == [
        'publisher  = "示例省信用担保集团公司"'.encode(),
        "  title = '乙'".encode(),
        '  body  = "一行"'.encode(),
    ]


def test_a_save_without_a_change_does_not_touch_the_file(editor: LibraryEditor) -> None:
    opened = editor.open_for_editing(KEY)
    before = file_of(editor).stat()
    body = opened.issue.sections[0].items[0].body
    for new in (opened.issue, item(opened.issue, 0, body=body + "\n")):  # a line end behind a body is no text
        opened = editor.save(opened, new).opened
    after = file_of(editor).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@given(ISSUES.filter(lambda issue: issue.item_total() > 0), ITEMS, st.data())
@settings(max_examples=40)
def test_a_quick_save_gives_what_the_long_way_gives(issue: Issue, new: Item, data: st.DataObject) -> None:
    text = dump_issue(issue)
    section = data.draw(st.sampled_from([n for n, one in enumerate(issue.sections) if one.items]))
    index = data.draw(st.integers(0, len(issue.sections[section].items) - 1))
    items = list(issue.sections[section].items)
    items[index] = new
    sections = list(issue.sections)
    sections[section] = sections[section]._replace(items=tuple(items))
    changed = issue._replace(sections=tuple(sections))
    made = Prepared(text.encode(), issue, "").changed(changed)
    assert made.issue == changed == load_issue(made.data, "").issue
    if new.title == issue.sections[section].items[index].title:
        assert made.text == update_text(text, issue, changed)


def test_one_field_of_a_large_issue_is_saved_without_reading_it_all_again(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = FULL.sections[0]
    large = FULL._replace(sections=(section._replace(items=section.items * 50),))
    editor.create(large, replace=True)
    opened = editor.open_for_editing(KEY)
    opened.prepared.warm()
    lengths: list[int] = []

    def seen(text: str, old: Issue, new: Issue) -> str:
        lengths.append(len(text))
        return update_text(text, old, new)

    monkeypatch.setattr("briefing_tui.library.saving.file_parts.update_text", seen)
    for number in range(3):
        opened = editor.save(opened, item(opened.issue, 70, body=f"第{number}稿")).opened
    assert max(lengths) < 500 < len(opened.text) / 10
    assert len(lengths) == 3
    assert editor.load(KEY).issue == opened.issue
    # What is more than fields goes the long way, and the next field is quick again.
    opened = editor.save(opened, opened.issue._replace(preface=Preface("卷首语", "新年好。"))).opened
    editor.save(opened, item(opened.issue, 3, title="再改"))
    assert [length > 500 for length in lengths[3:]] == [True, False]


def test_a_text_that_cannot_be_read_again_is_refused_with_its_key(editor: LibraryEditor) -> None:
    opened = editor.open_for_editing(KEY)
    data = file_of(editor).read_bytes()
    with pytest.raises(FormatError) as caught:
        editor.save(opened, item(opened.issue, 1, body="长" * 20_001))
    assert caught.value.place == (opened.path, None, "section[1].item[2].body")
    with pytest.raises(FormatError) as caught:
        editor.save(opened, opened.issue._replace(masthead=opened.issue.masthead._replace(year=0)))
    assert caught.value.place.key == "masthead.year"
    huge = "长" * 19_999 + "\n"
    with pytest.raises(FormatError) as caught:
        editor.save(opened, item(opened.issue, 1, body=huge * 100))
    assert "4 MiB" in caught.value.message
    assert file_of(editor).read_bytes() == data


# others


def test_changes_of_others_to_other_items_come_in_and_are_told(editor: LibraryEditor) -> None:
    mine, theirs = editor.open_for_editing(KEY), editor.open_for_editing(KEY)
    editor.save(theirs, item(theirs.issue, 0, body="她的正文。"))
    saved = editor.save(mine, item(mine.issue, 1, body="我的正文。"))
    assert saved.merged == ("item “再担保与银行直连系统上线”: body changed",)
    bodies = [one.body for one in editor.load(KEY).issue.sections[0].items]
    assert bodies == ["她的正文。", "我的正文。", "一是摸清底数。\n二是分类处置。"]
    assert saved.opened.issue == editor.load(KEY).issue


def test_the_same_item_changed_by_both_is_written_only_after_a_choice(editor: LibraryEditor) -> None:
    mine, theirs = editor.open_for_editing(KEY), editor.open_for_editing(KEY)
    editor.save(theirs, item(theirs.issue, 1, body="她的正文。"))
    data = file_of(editor).read_bytes()
    with pytest.raises(ConflictError) as caught:
        editor.save(mine, item(mine.issue, 1, body="我的正文。"))
    error = caught.value
    assert file_of(editor).read_bytes() == data
    assert [(one.mine, one.theirs) for one in error.conflicts] == [("我的正文。", "她的正文。")]
    assert error.theirs == editor.load(KEY).issue
    settled = merge(error.base, error.mine, error.theirs, {error.conflicts[0].key: MINE})
    # Somebody saves once more while the question is read: that is not overwritten either.
    editor.save(error.on_disk, item(error.theirs, 0, body="又一次。"))
    saved = editor.save(error.on_disk, settled.issue)
    assert [one.body for one in saved.opened.issue.sections[0].items[:2]] == ["又一次。", "我的正文。"]


def test_no_alarm_from_own_saves_drafts_and_notes(editor: LibraryEditor, tmp_path: Path) -> None:
    opened = editor.open_for_editing(KEY)
    drafts = Drafts(str(tmp_path / "state"))
    for number in range(5):
        new = item(opened.issue, 0, body=f"第{number}稿")
        drafts.keep(editor.root, KEY, opened.prepared.data, new, WHEN)
        saved = editor.save(opened, new)
        assert saved.merged == ()
        opened = saved.opened


def test_comments_that_others_wrote_meanwhile_stay_without_a_word(editor: LibraryEditor) -> None:
    opened = editor.open_for_editing(KEY)
    text = file_of(editor).read_text(encoding="utf-8")
    file_of(editor).write_text("# 已审\n" + text, encoding="utf-8")
    saved = editor.save(opened, item(opened.issue, 1, body="我的正文。"))
    assert saved.merged == ()
    assert saved.opened.text.startswith("# 已审\n")
    assert "我的正文。" in saved.opened.text


def test_a_file_that_is_gone_or_broken_is_not_written_over(editor: LibraryEditor, tmp_path: Path) -> None:
    opened = editor.open_for_editing(KEY)
    new = item(opened.issue, 1, body="我的正文。")
    file_of(editor).write_text("format = 1\n[mast", encoding="utf-8")
    with pytest.raises(FormatError):
        editor.save(opened, new)
    assert file_of(editor).read_text(encoding="utf-8") == "format = 1\n[mast"
    file_of(editor).unlink()
    with pytest.raises(MissingError):
        editor.save(opened, new)
    assert hidden(editor) == []
    file_of(editor).parent.rmdir()
    with pytest.raises(MissingError) as caught:
        editor.save(opened, new)
    assert caught.value.place.file == opened.path
    editor.save_copy(str(tmp_path / "copy.toml"), new, opened)
    assert load_issue((tmp_path / "copy.toml").read_bytes(), "").issue == new
    editor.create(new)
    assert editor.load(KEY).issue == new


def test_a_copy_keeps_comments_takes_what_is_incomplete_and_replaces_nothing(
    editor: LibraryEditor, tmp_path: Path
) -> None:
    file_of(editor).write_text(BY_HAND, encoding="utf-8")
    opened = editor.open_for_editing(KEY)
    editor.save_copy(str(tmp_path / "a"), item(opened.issue, 0, title="新"), opened)
    assert "# printed large" in (tmp_path / "a").read_text(encoding="utf-8")
    incomplete = item(opened.issue, 0, body="长" * 20_001)
    editor.save_copy(
        str(tmp_path / "b"), incomplete._replace(masthead=incomplete.masthead._replace(year=0)), opened
    )
    assert "长" * 20_001 in (tmp_path / "b").read_text(encoding="utf-8")
    with pytest.raises(ExistsError):
        editor.save_copy(str(tmp_path / "a"), opened.issue)
    with pytest.raises(LibraryError):
        editor.save_copy(str(tmp_path / "absent" / "a"), opened.issue)


def test_changes_by_others_are_seen_within_five_seconds(editor: LibraryEditor) -> None:
    stamp, whole = editor.stamp_of(KEY), editor.stamp()
    code = (
        "import sys; from briefing_tui.library.editor import LibraryEditor as E\n"
        "from briefing_tui.model.key import parse_key\n"
        "e = E(sys.argv[1]); o = e.open_for_editing(parse_key('2024-14'))\n"
        "e.save(o, o.issue._replace(masthead=o.issue.masthead._replace(total=63)))"
    )
    until = time.monotonic() + 5
    other = subprocess.Popen([sys.executable, "-c", code, editor.root])
    while editor.stamp_of(KEY) == stamp:
        assert time.monotonic() < until, "not seen in five seconds"
        time.sleep(0.02)
    assert other.wait(10) == 0
    assert editor.stamp() != whole
    # An edit in place, of the same size, is seen too.
    stamp = editor.stamp_of(KEY)
    data = file_of(editor).read_bytes()
    with file_of(editor).open("r+b") as file:
        file.write(data.replace(b"total = 63", b"total = 64"))
    assert editor.stamp_of(KEY) != stamp


@pytest.mark.slow
def test_four_processes_lose_nothing(tmp_path: Path) -> None:
    result = many_writers(str(tmp_path), 25)
    assert result.lost == 0
    assert result.conflicts + result.merged > 20, "they did not meet"


@pytest.mark.slow
def test_the_race_bites_writers_that_do_not_look(tmp_path: Path) -> None:
    assert many_writers(str(tmp_path), 25, unsafe=True).lost > 0


def test_two_creators_of_one_key_do_not_overwrite_each_other(tmp_path: Path) -> None:
    results: list[str] = []

    def create(name: str) -> None:
        try:
            LibraryEditor(str(tmp_path)).create(FULL._replace(preface=Preface(name)))
            results.append(name)
        except ExistsError:
            pass

    threads = [threading.Thread(target=create, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = LibraryEditor(str(tmp_path)).load(KEY).issue.preface
    assert kept is not None
    assert results == [kept.title]


# the lock


HOLDER = (
    "import sys, time; from briefing_tui.library.disk.locks import locked\n"
    "from briefing_tui.model.key import parse_key\n"
    "with locked(sys.argv[1], parse_key('2024-14')):\n print('held', flush=True); time.sleep(60)"
)


@pytest.fixture
def holder(editor: LibraryEditor) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that holds the lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, editor.root], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait(10)
    process.stdout.close()


class Waiting:
    """The clock that locks look at: sleeping moves it on, and nothing else does."""

    def __init__(self) -> None:
        self.waited = 0.0

    def monotonic(self) -> float:
        return self.waited

    def sleep(self, seconds: float) -> None:
        self.waited += seconds


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Waiting:
    clock = Waiting()
    monkeypatch.setattr(locks, "time", clock)
    monkeypatch.setattr(flock, "time", clock)
    return clock


def test_a_frozen_holder_delays_others_five_seconds_at_most(
    editor: LibraryEditor, holder: "subprocess.Popen[bytes]", waiting: Waiting
) -> None:
    holder.send_signal(signal.SIGSTOP)
    opened = editor.open_for_editing(KEY)  # opening does not wait
    data = file_of(editor).read_bytes()
    with pytest.raises(LockedError) as caught:
        editor.save(opened, item(opened.issue, 0, body="我的正文。"))
    assert 5 <= waiting.waited < 5.1
    assert "5 s" in caught.value.message
    assert "copy" in caught.value.hint
    assert file_of(editor).read_bytes() == data


def test_a_killed_holder_holds_nobody_up(
    editor: LibraryEditor, holder: "subprocess.Popen[bytes]", waiting: Waiting
) -> None:
    assert hidden(editor) == [".2024-14.lock"]
    holder.kill()
    holder.wait(10)
    opened = editor.open_for_editing(KEY)
    editor.save(opened, item(opened.issue, 0, body="我的正文。"))
    assert waiting.waited == 0
    assert hidden(editor) == []


def test_who_waits_gets_the_lock_when_it_is_free(editor: LibraryEditor) -> None:
    inside, most = 0, 0

    def hold() -> None:
        nonlocal inside, most
        for _turn in range(10):
            with locked(editor.root, KEY):
                inside += 1
                most = max(most, inside)
                time.sleep(0.001)
                inside -= 1

    threads = [threading.Thread(target=hold) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    with locked(editor.root, KEY), pytest.raises(LockedError), locked(editor.root, KEY, patience=0.05):
        pass
    with locked(editor.root, KEY), locked(editor.root, make_key(2024, 15)):
        pass


def test_a_lock_that_its_holder_removed_is_not_taken_for_one(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Between opening the file and locking it, its holder removes it and a third makes a new one.
    path = Path(locks.lock_path(editor.root, KEY))
    real, turns = flock.take, []

    def late(descriptor: int, patience: float = 0.0) -> bool:
        turns.append(1)
        if len(turns) == 1:
            path.unlink()
            path.touch()
        return real(descriptor, patience)

    monkeypatch.setattr(flock, "take", late)
    with locked(editor.root, KEY):
        assert len(turns) == 2


def test_a_lock_file_of_a_colleague_that_only_they_may_write_can_be_locked(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(locks.lock_path(editor.root, KEY))
    path.touch()
    real = os.open

    def theirs(name: str, flags: int, *more: int, **options: int) -> int:
        if name == str(path) and flags & os.O_RDWR:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return real(name, flags, *more, **options)

    monkeypatch.setattr(os, "open", theirs)
    with locked(editor.root, KEY), pytest.raises(LockedError), locked(editor.root, KEY, patience=0.05):
        pass


# faults


CALLS = (
    "open", "flock", "lstat", "fstat", "stat", "read", "write", "fchown", "fchmod", "fsync", "close", "replace",
    "unlink",
)  # fmt: skip


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: errno.errorcode[cause])
@pytest.mark.parametrize("name", CALLS)
def test_every_call_of_a_save_may_fail_once(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch, name: str, cause: int
) -> None:
    import fcntl

    # Half a thousand real ones would take a minute; that they are made is known from test_library_files.
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    module = fcntl if name == "flock" else os
    opened = editor.open_for_editing(KEY)
    opened.prepared.warm()
    data, path = file_of(editor).read_bytes(), file_of(editor)
    new = item(opened.issue, 0, body="我的正文。")
    for turn in range(30):
        path.write_bytes(data)
        path.chmod(0o640)
        if os.geteuid() == 0:
            os.chown(path, -1, 4711)
        count: list[int] = []
        told: LibraryError | None = None
        with monkeypatch.context() as patched:
            patched.setattr(module, name, failing(getattr(module, name), cause, turn, count))
            try:
                editor.save(opened, new)
            except LibraryError as error:
                told = error
        if len(count) <= turn:
            break
        assert not [one for one in hidden(editor) if "tmp" in one]
        if told is None:
            # `stat` asks, after the save, whether history is kept: the next save asks again.
            assert name in {"unlink", "fchown", "open", "close", "stat"}, "only courtesies may fail unseen"
            assert b"\xe6\x88\x91\xe7\x9a\x84" in path.read_bytes()
        else:
            assert os.strerror(cause) in told.message
            assert path.read_bytes() == data or "saved, but" in told.message
        # The text is still with the caller, and can be saved when the disk is well again.
        saved = editor.save(opened, new)
        assert saved.merged == ()
        assert editor.load(KEY).issue == new
        assert hidden(editor) == []
    else:
        pytest.fail("there is no end to it")
    assert turn > 0, "the call is made"


def test_a_read_only_directory_is_named_and_the_file_stays(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = editor.open_for_editing(KEY)
    real = os.open

    def open_(path: str, flags: int, *more: int, **options: int) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, *more, **options)

    monkeypatch.setattr(os, "open", open_)
    with pytest.raises(LibraryError, match="Read-only file system"):
        editor.save(opened, item(opened.issue, 0, body="我的正文。"))


@pytest.mark.slow
def test_killed_editors_lose_nothing(tmp_path: Path) -> None:
    result = kill_savers(str(tmp_path), rounds=30, seed=1)
    assert (result.corrupt, result.lost) == (0, 0)
    assert result.killed > 20


@pytest.mark.slow
def test_the_kills_bite_an_editor_that_writes_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_place(path: str, data: bytes) -> None:
        with open(path, "wb", buffering=0) as file:  # noqa: PTH123 - as the library would
            file.writelines(data[start : start + 1000] for start in range(0, len(data), 1000))

    LibraryEditor(str(tmp_path)).create(FULL._replace(preface=None))
    monkeypatch.setattr("briefing_tui.library.editor.write_whole", in_place)
    Path(LibraryEditor(str(tmp_path)).path(KEY)).unlink()
    result = kill_savers(str(tmp_path), rounds=30, seed=1)
    assert result.corrupt + result.lost > 0


def test_an_opened_issue_knows_its_base(editor: LibraryEditor) -> None:
    opened = editor.open_for_editing(KEY)
    assert isinstance(opened, Opened)
    assert opened.issue == FULL
    assert opened.text.encode() == file_of(editor).read_bytes()
    assert opened.revision == revision(opened.text.encode())
    assert len(opened.revision) == 64
