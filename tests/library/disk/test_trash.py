"""Deleting, restoring and renaming issues: nothing is lost, nobody is surprised."""

import datetime as dt
import errno
import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing_tui.errors import ExistsError, FormatError, LibraryError, NotFoundError, UnsafeFileError
from briefing_tui.library.disk import trash
from briefing_tui.library.disk.locks import InUseError
from briefing_tui.library.disk.presence import Notes
from briefing_tui.library.disk.process import this_process
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model.key import SUPPLEMENT, make_key
from briefing_tui.personal.drafts import Drafts
from bulletins.issues import FULL
from disks.disk_faults import full
from texts.hand_written import BY_HAND

KEY = FULL.key
NEW = make_key(2025, 1)


@pytest.fixture
def editor(tmp_path: Path) -> LibraryEditor:
    made = LibraryEditor(str(tmp_path / "library"))
    made.create(FULL)
    return made


def names(editor: LibraryEditor) -> list[str]:
    root = Path(editor.root)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def somebody_edits(editor: LibraryEditor) -> Path:
    path = Path(editor.root) / "2024" / ".2024-14.editing-she@there-7"
    content = {**this_process()._asdict(), "user": "she", "host": "there", "since": "2024-12-16T14:02"}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_what_is_deleted_is_in_the_trash_and_comes_back_as_it_was(editor: LibraryEditor) -> None:
    before = Path(editor.path(KEY))
    before.write_text(BY_HAND, encoding="utf-8")
    status = before.stat()
    gone = editor.delete(KEY)
    assert editor.keys() == []
    assert names(editor) == [f".trash/2024-14.{gone.deleted}.toml"]
    assert editor.trashed() == [gone]
    with pytest.raises(NotFoundError):
        editor.delete(KEY)
    assert editor.restore(KEY) == str(before)
    assert before.read_text(encoding="utf-8") == BY_HAND
    assert (before.stat().st_ino, before.stat().st_mtime_ns) == (status.st_ino, status.st_mtime_ns)
    assert editor.trashed() == []
    with pytest.raises(NotFoundError, match="2024-14"):
        editor.restore(KEY)


def test_the_last_one_deleted_comes_back_first(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "gmtime", lambda: time.struct_time((2024, 12, 16, 14, 2, 3, 0, 351, 0)))
    Path(editor.path(KEY)).unlink()
    for text in ("甲", "乙", "丙"):
        editor.create(FULL._replace(masthead=FULL.masthead._replace(title=text)))
        editor.delete(KEY)
    assert [one.deleted for one in editor.trashed()] == [
        "20241216T140203Z-02",
        "20241216T140203Z-01",
        "20241216T140203Z",
    ]
    for text in ("丙", "乙"):
        editor.restore(KEY)
        assert editor.load(KEY).issue.masthead.title == text
        with pytest.raises(ExistsError):
            editor.restore(KEY)
        assert editor.load(KEY).issue.masthead.title == text
        Path(editor.path(KEY)).unlink()


def test_deleting_and_renaming_wait_for_who_is_editing(editor: LibraryEditor) -> None:
    path = somebody_edits(editor)
    for attempt in (lambda: editor.delete(KEY), lambda: editor.rename(KEY, NEW)):
        with pytest.raises(InUseError) as caught:
            attempt()
        assert "she@there has been editing issue 2024-14 since 2024-12-16 14:02" in caught.value.message
        assert str(path) in caught.value.hint
    assert editor.keys() == [KEY]
    path.unlink()
    Notes(editor.root).announce(KEY, "2024-12-16T14:02")  # one's own session
    editor.delete(KEY)


def test_deleting_and_renaming_wait_for_a_draft(editor: LibraryEditor, tmp_path: Path) -> None:
    code = (
        "import sys, datetime as dt; from briefing_tui.personal.drafts import Drafts\n"
        "from briefing_tui.model.issue import Issue; from briefing_tui.model.key import parse_key\n"
        "Drafts(sys.argv[1]).keep(sys.argv[2], parse_key('2024-14'), b'', Issue(), dt.datetime(2024, 12, 16, 14, 2))"
    )
    state = str(tmp_path / "state")
    subprocess.run([sys.executable, "-c", code, state, editor.root], check=True, timeout=30)
    drafts = Drafts(state)
    for attempt in (
        lambda: editor.delete(KEY, drafts=drafts),
        lambda: editor.rename(KEY, NEW, drafts=drafts),
    ):
        with pytest.raises(InUseError) as caught:
            attempt()
        assert "2024-12-16 14:02" in caught.value.message
    draft = drafts.find(editor.root, KEY)
    assert draft is not None
    drafts.discard(draft)
    editor.delete(KEY, drafts=drafts)


def test_an_issue_is_renamed_in_its_name_and_its_masthead(editor: LibraryEditor) -> None:
    old = Path(editor.path(KEY))
    old.write_text(BY_HAND, encoding="utf-8")
    old.chmod(0o640)
    new = Path(editor.rename(KEY, NEW))
    assert names(editor) == ["2025/2025-01.toml"]
    assert new.read_text(encoding="utf-8") == BY_HAND.replace("= 2024\n", "= 2025\n").replace(
        "= 14\n", "= 1\n"
    )
    assert stat.S_IMODE(new.stat().st_mode) == 0o640
    assert not any("masthead" in warning for warning in editor.load(NEW).findings)
    supplement = make_key(2025, 3, SUPPLEMENT)
    assert editor.rename(NEW, supplement).endswith("2025-s3.toml")
    assert editor.load(supplement).issue.key == supplement
    back = Path(editor.rename(supplement, KEY))
    assert editor.load(KEY).issue.key == KEY
    assert [path for path in Path(editor.root).rglob(".*") if path.name != ".trash"] == []
    assert back == old


def test_renaming_never_lands_on_another_issue(editor: LibraryEditor) -> None:
    editor.create(FULL._replace(masthead=FULL.masthead._replace(year=2025, number=1)))
    before = Path(editor.path(NEW)).read_bytes()
    with pytest.raises(ExistsError):
        editor.rename(KEY, NEW)
    with pytest.raises(ExistsError):
        editor.rename(KEY, KEY)
    with pytest.raises(NotFoundError):
        editor.rename(make_key(2023, 5), make_key(2023, 6))
    assert not (Path(editor.root) / "2023").exists()
    assert Path(editor.path(NEW)).read_bytes() == before
    assert editor.keys() == [NEW, KEY]


def test_a_broken_file_is_not_renamed_but_can_be_deleted(editor: LibraryEditor) -> None:
    path = Path(editor.path(KEY))
    path.write_text("format = 1\n[mast", encoding="utf-8")
    with pytest.raises(FormatError):
        editor.rename(KEY, NEW)
    assert path.exists()
    editor.delete(KEY)
    editor.restore(KEY)
    assert path.read_text(encoding="utf-8") == "format = 1\n[mast"


def test_a_disk_that_fills_in_a_rename_leaves_the_old_issue(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(editor.path(KEY))
    before = path.read_bytes()

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(LibraryError, match="No space left"):
            editor.rename(KEY, NEW)
        editor.delete(KEY)  # needs no space
        editor.restore(KEY)
    assert names(editor) == ["2024/2024-14.toml"]
    assert path.read_bytes() == before


@pytest.mark.parametrize("cause", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_file_system_without_hard_links_will_do(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch, cause: int
) -> None:
    def link(*_arguments: object, **_options: object) -> None:
        raise OSError(cause, os.strerror(cause))

    monkeypatch.setattr(os, "link", link)
    editor.rename(KEY, NEW)
    editor.delete(NEW)
    editor.create(FULL._replace(masthead=FULL.masthead._replace(year=2025, number=1)))
    with pytest.raises(ExistsError):
        trash.move(editor.trashed()[0].path, editor.path(NEW))
    assert len(editor.trashed()) == 1


def test_odd_files_are_not_deleted_and_odd_names_in_the_trash_are_left_out(
    editor: LibraryEditor, tmp_path: Path
) -> None:
    link = Path(editor.root) / "2024" / "2024-15.toml"
    link.symlink_to("2024-14.toml")
    with pytest.raises(UnsafeFileError):
        editor.delete(make_key(2024, 15))
    gone = editor.delete(KEY)
    folder = Path(gone.path).parent
    for name in ("notes.txt", "2024-14.toml", "x.20241216T140203Z.toml", ".hidden", "2024-14.x"):
        (folder / name).touch()
    assert editor.trashed() == [gone]
    other = LibraryEditor(str(tmp_path / "other"))
    other.create(FULL)
    (tmp_path / "other" / ".trash").symlink_to(tmp_path)
    with pytest.raises(LibraryError, match="links"):
        other.delete(KEY)
    assert other.keys() == [KEY]


def test_the_time_of_deletion_is_told(editor: LibraryEditor) -> None:
    moment = dt.datetime.strptime(editor.delete(KEY).deleted + "+0000", "%Y%m%dT%H%M%SZ%z")
    assert abs((dt.datetime.now(dt.UTC) - moment).total_seconds()) < 60


OTHER = FULL._replace(masthead=FULL.masthead._replace(title="另一份简报"))


def test_what_is_replaced_is_in_the_trash_byte_for_byte_and_changes_places(editor: LibraryEditor) -> None:
    path = Path(editor.path(KEY))
    path.write_text(BY_HAND, encoding="utf-8")
    editor.create(OTHER, replace=True)
    (kept,) = editor.trashed()
    assert Path(kept.path).read_text(encoding="utf-8") == BY_HAND
    assert editor.load(KEY).issue.masthead.title == "另一份简报"
    with pytest.raises(ExistsError):
        editor.restore(KEY)
    editor.restore(KEY, replace=True)
    assert path.read_text(encoding="utf-8") == BY_HAND
    (kept,) = editor.trashed()
    assert "另一份简报" in Path(kept.path).read_text(encoding="utf-8")
    editor.restore(KEY, replace=True)
    assert editor.load(KEY).issue.masthead.title == "另一份简报"


def test_a_file_that_cannot_be_read_is_kept_when_it_is_replaced(editor: LibraryEditor) -> None:
    Path(editor.path(KEY)).write_bytes("不是 TOML".encode("gbk"))
    editor.create(OTHER, replace=True)
    assert Path(editor.trashed()[0].path).read_bytes() == "不是 TOML".encode("gbk")


def test_a_replacement_that_fails_leaves_the_file_and_no_second_one(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path(editor.path(KEY)).read_bytes()

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("briefing_tui.library.disk.files._fill", refuse)
    with pytest.raises(LibraryError):
        editor.create(OTHER, replace=True)
    assert Path(editor.path(KEY)).read_bytes() == before
    assert editor.trashed() == []


def test_where_there_are_no_links_a_copy_is_kept(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path(editor.path(KEY)).read_bytes()

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    editor.create(OTHER, replace=True)
    assert Path(editor.trashed()[0].path).read_bytes() == before


def test_nothing_is_kept_when_nothing_is_replaced(editor: LibraryEditor) -> None:
    editor.create(FULL._replace(masthead=FULL.masthead._replace(number=15)), replace=True)
    assert editor.trashed() == []
