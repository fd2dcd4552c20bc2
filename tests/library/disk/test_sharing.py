"""A library that several people write: whoever makes a folder, a file or a lock, the others go on working.

Other users are child processes with numbers of their own, which only the superuser can make; elsewhere these tests are skipped.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library.disk import flock
from briefing_tui.library.disk.access import obstacles
from briefing_tui.library.disk.files import read_regular, write_private
from briefing_tui.library.disk.locks import LockedError, lock_path, locked
from briefing_tui.library.disk.presence import Notes
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.history import recording
from briefing_tui.library.inspection import ACCESS, inspect_library
from briefing_tui.model.key import make_key
from bulletins.issues import FULL
from programs.commands import command

KEY = FULL.key
SHE, HE, GROUP = 41001, 41002, 41500
"""Two users of one group that no account has."""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="two users can be tried by the superuser only")


@pytest.fixture(scope="module", autouse=True)
def loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """All that a library's editor loads late: the other users may not be able to read this Python."""
    editor = LibraryEditor(str(tmp_path_factory.mktemp("loaded") / "library"))
    editor.create(FULL)
    Notes(editor.root).announce(KEY, "2024-12-16T14:02:00")
    Notes(editor.root).leave(KEY)
    editor.delete(KEY)
    editor.restore(KEY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a library that a group writes."""
    made = tmp_path / "library"
    made.mkdir()
    os.chown(made, 0, GROUP) if os.geteuid() == 0 else None
    made.chmod(0o2775)
    for folder in made.parents:  # others must get here
        if folder != Path("/tmp") and folder.owner() == "root" and len(folder.parts) > 2:
            folder.chmod(folder.stat().st_mode | 0o055)
    return made


def as_user(uid: int, work: Callable[[], object], *, umask: int = 0o022, group: int = GROUP) -> str:
    """What `work` comes to in a process of that user: empty, or the error in one line."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        said = ""
        try:
            os.setgroups([GROUP])
            os.setgid(group)
            os.setuid(uid)
            os.umask(umask)
            work()
        except BaseException as error:  # noqa: BLE001 - told to the parent
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read().decode()
    os.waitpid(child, 0)
    return said


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def retitled(root: Path, title: str) -> None:
    editor = LibraryEditor(str(root))
    opened = editor.open_for_editing(KEY)
    editor.save(opened, opened.issue._replace(masthead=opened.issue.masthead._replace(title=title)))


@needs_root
@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
@pytest.mark.parametrize("own_group", [GROUP, SHE], ids=["in the group", "by a second group"])
def test_what_one_editor_makes_the_other_can_work_with(root: Path, umask: int, own_group: int) -> None:
    editor = LibraryEditor(str(root))
    assert as_user(SHE, lambda: editor.create(FULL), umask=umask, group=own_group) == ""
    year = root / "2024"
    assert (mode_of(year), year.stat().st_gid) == (0o2775, GROUP)
    assert (mode_of(year / "2024-14.toml"), (year / "2024-14.toml").stat().st_gid) == (0o664, GROUP)
    assert as_user(HE, lambda: retitled(root, "他写的"), umask=umask) == ""
    assert as_user(SHE, lambda: retitled(root, "她写的"), umask=umask) == ""
    assert as_user(HE, lambda: editor.delete(KEY), umask=umask) == ""
    assert (mode_of(root / ".trash"), (root / ".trash").stat().st_gid) == (0o2775, GROUP)
    assert as_user(SHE, lambda: editor.restore(KEY), umask=umask) == ""
    assert as_user(HE, lambda: editor.rename(KEY, make_key(2025, 1)), umask=umask) == ""
    assert as_user(SHE, lambda: editor.delete(make_key(2025, 1)), umask=umask) == ""
    assert list(obstacles(str(root))) == []
    assert [path.name for path in root.rglob(".*") if path.name != ".trash"] == []


@needs_root
def test_notes_of_who_is_editing_can_be_read_by_the_others(root: Path) -> None:
    editor = LibraryEditor(str(root))
    assert as_user(SHE, lambda: editor.create(FULL)) == ""
    assert as_user(SHE, lambda: Notes(str(root)).announce(KEY, "2024-12-16T14:02:00"), umask=0o077) == ""
    (note,) = (root / "2024").glob(".*editing*")
    assert mode_of(note) == 0o664
    assert as_user(HE, lambda: read_regular(str(note), str(root))) == ""


@needs_root
def test_a_lock_that_was_left_behind_is_no_wall(root: Path) -> None:
    editor = LibraryEditor(str(root))
    assert as_user(SHE, lambda: editor.create(FULL)) == ""
    lock = Path(lock_path(str(root), KEY))
    assert as_user(SHE, lambda: os.close(os.open(lock, os.O_CREAT, 0o600))) == ""
    assert as_user(HE, lambda: retitled(root, "他写的")) == ""
    assert not lock.exists()


@needs_root
def test_a_lock_that_cannot_be_opened_and_is_held_keeps_its_holder_safe(root: Path) -> None:
    editor = LibraryEditor(str(root))
    assert as_user(SHE, lambda: editor.create(FULL)) == ""
    lock = Path(lock_path(str(root), KEY))

    def wait() -> None:
        with locked(str(root), KEY, patience=0.1):
            pass

    descriptor = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        assert flock.take(descriptor)
        assert flock.is_held(os.fstat(descriptor))
        assert as_user(HE, wait).startswith(LockedError.__name__)
        assert lock.exists()
    finally:
        os.close(descriptor)
    assert as_user(HE, wait) == ""


@needs_root
def test_where_the_system_does_not_tell_the_lock_stays_and_the_way_out_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = LibraryEditor(str(root))
    assert as_user(SHE, lambda: editor.create(FULL)) == ""
    lock = Path(lock_path(str(root), KEY))
    lock.touch(0o600)
    monkeypatch.setattr(flock, "_LOCKS", "/nowhere")
    said = as_user(HE, lambda: retitled(root, "他写的"))
    assert f"rm {lock}" in said
    assert lock.exists()


@needs_root
@pytest.mark.parametrize("folder", ["2024", ".trash"])
def test_a_folder_that_locks_the_others_out_is_named_with_what_mends_it(root: Path, folder: str) -> None:
    editor = LibraryEditor(str(root))
    assert as_user(SHE, lambda: editor.create(FULL)) == ""
    assert as_user(SHE, lambda: editor.delete(KEY)) == ""
    assert as_user(SHE, lambda: editor.create(FULL)) == ""
    spoilt = root / folder
    os.chown(spoilt, SHE, SHE)
    spoilt.chmod(0o755)
    (one,) = obstacles(str(root))
    assert (one.file, one.owner) == (folder, str(SHE))
    assert one.command == f"chgrp {GROUP} {spoilt} && chmod 2775 {spoilt}"
    found = [finding for finding in inspect_library(editor) if finding.rule == ACCESS]
    assert [finding.place for finding in found] == [folder]
    assert one.command in found[0].text

    said = as_user(HE, lambda: editor.delete(KEY) if folder == ".trash" else editor.open_for_editing(KEY))
    assert said.startswith(LibraryError.__name__)
    assert one.command in said
    os.system(one.command)
    assert list(obstacles(str(root))) == []
    assert as_user(HE, lambda: editor.delete(KEY)) == ""


@needs_root
@pytest.mark.parametrize("umask", [0o022, 0o077])
@pytest.mark.parametrize("root_mode", [0o775, 0o2775, 0o770])
def test_the_history_is_the_groups_whoever_begins_it(root: Path, umask: int, root_mode: int) -> None:
    root.chmod(root_mode)
    LibraryEditor(str(root)).create(FULL)
    assert as_user(SHE, lambda: recording.begin(str(root)), umask=umask, group=SHE) == ""
    assert as_user(SHE, lambda: recording.record(str(root), "她"), umask=umask, group=SHE) == ""
    assert as_user(HE, lambda: retitled(root, "他写的"), umask=umask, group=HE) == ""
    assert as_user(HE, lambda: recording.record(str(root), "他"), umask=umask, group=HE) == ""
    assert as_user(SHE, lambda: retitled(root, "她写的"), umask=umask, group=SHE) == ""
    assert as_user(SHE, lambda: recording.record(str(root), "她"), umask=umask, group=SHE) == ""
    assert {path.stat().st_gid for path in (root / ".git").rglob("*")} == {GROUP}
    assert list(obstacles(str(root))) == []


@needs_root
def test_a_history_that_records_nothing_of_the_others_is_named_with_what_mends_it(root: Path) -> None:
    LibraryEditor(str(root)).create(FULL)
    assert as_user(SHE, lambda: recording.begin(str(root))) == ""
    for path in (root / ".git", *(root / ".git").rglob("*")):
        os.chown(path, SHE, SHE)
    (one,) = obstacles(str(root))
    assert (one.file, one.owner) == (".git", str(SHE))
    os.system(one.command)
    assert list(obstacles(str(root))) == []
    assert as_user(HE, lambda: recording.record(str(root), "他"), group=HE) == ""


@needs_root
def test_an_inbox_and_records_that_the_others_cannot_work_with_are_named(root: Path) -> None:
    for folder in ("inbox/业务部", "deliveries"):
        (root / folder).mkdir(parents=True)
        os.chown(root / folder, SHE, SHE)
        (root / folder).chmod(0o755)
    (root / "inbox" / "decisions-2024.toml").touch(0o644)
    (root / "inbox" / "2024-14.toml").touch(0o644)  # what a unit sent in is its own
    (root / "inbox" / "稿件.jsonl").touch(0o644)
    found = {one.file: one for one in obstacles(str(root))}
    assert set(found) == {"inbox", "inbox/业务部", "inbox/decisions-2024.toml", "deliveries"}
    for one in found.values():
        os.system(one.command)
    assert list(obstacles(str(root))) == []


@needs_root
def test_doctor_and_check_say_who_is_kept_out_and_what_mends_it(root: Path) -> None:
    LibraryEditor(str(root)).create(FULL)
    os.chown(root / "2024", SHE, SHE)
    (root / "2024").chmod(0o755)
    for verb in ("doctor", "check"):
        outcome = command(verb, "--library", str(root))
        said = " ".join(outcome.out.split())
        assert "the other editors may not write in it" in said, verb
        assert "chmod 2775" in said, verb


@needs_root
def test_a_sticky_folder_is_named_and_nothing_is_there_twice(root: Path) -> None:
    editor = LibraryEditor(str(root))
    assert as_user(SHE, lambda: editor.create(FULL)) == ""
    (root / "2024").chmod(0o3775)
    assert "chmod" in as_user(HE, lambda: editor.open_for_editing(KEY))
    for attempt in (lambda: editor.delete(KEY), lambda: editor.rename(KEY, make_key(2024, 15))):
        assert "chmod" in as_user(HE, attempt)
        assert sorted(path.name for path in root.rglob("*.toml")) == ["2024-14.toml"]
    (one,) = obstacles(str(root))
    os.system(one.command)
    assert as_user(HE, lambda: retitled(root, "他写的")) == ""


@needs_root
def test_the_sticky_bit_of_the_library_itself_is_named(root: Path) -> None:
    root.chmod(0o3775)
    LibraryEditor(str(root)).create(FULL)
    (one,) = obstacles(str(root))
    assert one.command == f"chmod -t {root}"
    os.system(one.command)
    assert list(obstacles(str(root))) == []


@needs_root
def test_a_file_the_group_may_not_read_is_named(root: Path) -> None:
    editor = LibraryEditor(str(root))
    assert as_user(SHE, lambda: editor.create(FULL)) == ""
    path = root / "2024" / "2024-14.toml"
    path.chmod(0o600)
    (one,) = obstacles(str(root))
    assert one.command == f"chmod 664 {path}"


def test_a_library_of_ones_own_and_a_closed_year_are_no_obstacles(tmp_path: Path) -> None:
    editor = LibraryEditor(str(tmp_path))
    tmp_path.chmod(0o755)
    editor.create(FULL)
    assert mode_of(tmp_path / "2024") == 0o755
    assert mode_of(tmp_path / "2024" / "2024-14.toml") == 0o644
    (tmp_path / "2024").chmod(0o555)
    try:
        assert list(obstacles(str(tmp_path))) == []
    finally:
        (tmp_path / "2024").chmod(0o755)


def test_a_library_that_is_closed_to_others_stays_so(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir(0o700)
    LibraryEditor(str(root)).create(FULL)
    assert mode_of(root / "2024") == 0o700
    assert mode_of(root / "2024" / "2024-14.toml") == 0o600


def test_a_private_file_is_private_whatever_it_was(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.touch(0o644)
    write_private(str(path), b"{}")
    assert mode_of(path) == 0o600
