"""Safe files: only regular ones inside the library are read (F1); a save is whole or absent (D1)."""

import contextlib
import contextvars
import errno
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from briefing_tui.errors import LibraryError, NotFoundError, UnsafeFileError
from briefing_tui.library.disk import files
from briefing_tui.library.limits import SIZE_LIMIT
from disks.disk_faults import CAUSES, failing
from torture_saves import torture

OLD, NEW = b"old\n" * 100, b"new\n" * 100_000


def temps(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def refusal(path: Path, root: Path) -> LibraryError:
    with pytest.raises(LibraryError) as caught:
        files.read_regular(str(path), str(root))
    return caught.value


def test_a_regular_file_is_read_with_its_status(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    path = tmp_path / "2024" / "a.toml"
    path.write_bytes(OLD)
    data, status = files.read_regular(str(path), str(tmp_path))
    assert (data, status.st_ino) == (OLD, path.stat().st_ino)


def test_a_file_that_nobody_writes_into_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.toml").write_bytes(OLD)
    monkeypatch.setattr(os, "lseek", pytest.fail)
    assert files.read_regular(str(tmp_path / "a.toml"), str(tmp_path))[0] == OLD


def writing(path: Path, data: bytes, times: int) -> Callable[[int, int], bytes]:
    """As `os.read`, but behind the first `times` calls somebody writes into the file, each time something else."""
    real, left = os.read, [times]

    def read(descriptor: int, size: int) -> bytes:
        part = real(descriptor, min(size, 100))
        if left[0]:
            left[0] -= 1
            path.write_bytes(data + b"#" * left[0])
        return part

    return read


def test_a_file_that_is_written_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "read", writing(path, NEW[:1000], times=1))
    data, status = files.read_regular(str(path), str(tmp_path))
    assert data == NEW[:1000]
    assert (status.st_mtime_ns, status.st_size) == (path.stat().st_mtime_ns, 1000)


def test_a_file_that_is_written_on_and_on_has_a_status_that_is_no_longer_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "read", writing(path, NEW[:1000], times=1000))
    _data, status = files.read_regular(str(path), str(tmp_path))
    assert (status.st_mtime_ns, status.st_size) != (path.stat().st_mtime_ns, path.stat().st_size)


def test_a_save_tells_the_status_of_the_file_it_left(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    for data in (OLD, NEW):
        written, there = files.write_whole(str(path), data), path.stat()
        assert (written.st_mtime_ns, written.st_size, written.st_ino) == (
            there.st_mtime_ns,
            there.st_size,
            there.st_ino,
        )


def test_odd_files_are_refused_without_waiting(tmp_path: Path) -> None:
    root, outside = tmp_path / "library", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "a.toml").write_bytes(OLD)
    (root / "link.toml").symlink_to(outside / "a.toml")
    (root / "loop.toml").symlink_to("loop.toml")
    (root / "year").symlink_to(outside)
    os.mkfifo(root / "fifo.toml")
    (root / "folder.toml").mkdir()
    (root / "null.toml").symlink_to("/dev/null")
    with (root / "large.toml").open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    until = time.monotonic() + 20
    for name in (
        "link.toml",
        "loop.toml",
        "fifo.toml",
        "folder.toml",
        "null.toml",
        "large.toml",
        "year/a.toml",
    ):
        error = refusal(root / name, root)
        assert isinstance(error, UnsafeFileError), name
        assert error.place.file == str(root / name)
    assert isinstance(refusal(root / ".." / "outside" / "a.toml", root), UnsafeFileError)
    assert isinstance(refusal(outside / "a.toml", root), UnsafeFileError)
    assert isinstance(refusal(root / "absent.toml", root), NotFoundError)
    assert "FIFO" in refusal(root / "fifo.toml", root).message
    assert time.monotonic() < until, "something waited"


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.toml")
        assert isinstance(refusal(tmp_path / "s.toml", tmp_path), UnsafeFileError)


def test_a_file_that_becomes_a_link_or_grows_after_the_first_look_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(OLD)
    (tmp_path / "b.toml").write_bytes(OLD)
    real_stat, real_read = os.stat, os.read

    def swap(name: str, **options: object) -> os.stat_result:
        status = real_stat(name, **options)  # type: ignore[arg-type]
        path.unlink()
        path.symlink_to("b.toml")
        return status

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", swap)
        assert isinstance(refusal(path, tmp_path), UnsafeFileError)
    path.unlink()
    path.write_bytes(OLD)
    with monkeypatch.context() as patched:
        patched.setattr(os, "read", lambda fd, size: real_read(fd, size) or b"x" * min(size, 1 << 20))
        assert "4 MiB" in refusal(path, tmp_path).message


def test_a_root_that_is_a_link_is_the_users_choice(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.toml").write_bytes(OLD)
    (tmp_path / "root").symlink_to("real")
    assert files.read_regular(str(tmp_path / "root" / "a.toml"), str(tmp_path / "root"))[0] == OLD


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_a_save_keeps_the_mode_and_the_group(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(OLD)
    path.chmod(mode)
    groups = [group for group in os.getgroups() if group != os.getegid()] or (
        [4711] if os.geteuid() == 0 else []
    )
    if groups:
        os.chown(path, -1, groups[0])
    before = path.stat()
    files.write_whole(str(path), NEW)
    after = path.stat()
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(after.st_mode) == mode
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert temps(tmp_path) == []


def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path) -> None:
    for mask, mode in ((0o002, 0o664), (0o077, 0o600)):
        old = os.umask(mask)
        try:
            path = tmp_path / f"{mask}.toml"
            files.write_whole(str(path), NEW)
        finally:
            os.umask(old)
        assert stat.S_IMODE(path.stat().st_mode) == mode


def test_the_replacement_of_a_private_file_is_never_readable_by_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(OLD)
    path.chmod(0o600)
    real, seen = os.write, []

    def write(descriptor: int, data: bytes) -> int:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write)
    files.write_whole(str(path), NEW)
    assert seen
    assert set(seen) == {0o600}


def test_a_save_does_not_write_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_bytes(OLD)
    (tmp_path / "a.toml").symlink_to("real.toml")
    with pytest.raises(UnsafeFileError):
        files.write_whole(str(tmp_path / "a.toml"), NEW)
    assert (tmp_path / "real.toml").read_bytes() == OLD


CALLS = ("lstat", "open", "write", "fstat", "fchown", "fchmod", "fsync", "close", "replace")


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: errno.errorcode[cause])
@pytest.mark.parametrize("name", CALLS)
def test_every_call_of_a_save_may_fail_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, cause: int
) -> None:
    path = tmp_path / "a.toml"
    failed = 0
    for turn in range(8):
        path.write_bytes(OLD)
        path.chmod(0o640)
        if os.geteuid() == 0:
            os.chown(path, -1, 4711)
        count: list[int] = []
        with monkeypatch.context() as patched:
            patched.setattr(os, name, failing(getattr(os, name), cause, turn, count))
            try:
                files.write_whole(str(path), NEW)
            except LibraryError as error:
                told, place = error.message, error.place.file
                failed += 1
            else:
                told, place = os.strerror(cause), str(path)
        assert os.strerror(cause) in told
        assert place == str(path)
        refused = told != os.strerror(cause)
        assert temps(tmp_path) == []
        not_ours_to_give = name == "fchown" and cause == errno.EACCES
        if len(count) <= turn:
            assert (refused, path.read_bytes()) == (False, NEW)
            break
        assert refused != not_ours_to_give
        # After the replacement only its durability can fail, and that is told.
        assert path.read_bytes() == (NEW if "saved, but" in told or not_ours_to_give else OLD)
    assert len(count) <= turn, "every call had its turn"
    assert failed or name == "fchown"


def test_a_short_write_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:1000]))
    files.write_whole(str(tmp_path / "a.toml"), NEW)
    assert (tmp_path / "a.toml").read_bytes() == NEW


def test_the_folder_is_synced_after_the_replacement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_sync(descriptor)

    def replace(old: str, new: str) -> None:
        order.append("replace")
        real_replace(old, new)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    files.write_whole(str(tmp_path / "a.toml"), NEW)
    assert order == ["file", "replace", "folder"]


def test_stale_temporary_files_are_swept_and_young_ones_and_others_stay(tmp_path: Path) -> None:
    for name, age in (
        (".a.toml.tmp-1-a", 7200),
        (".a.toml.tmp-2-b", 60),
        (".hidden", 7200),
        ("a.toml", 7200),
    ):
        (tmp_path / name).write_bytes(OLD)
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    (tmp_path / ".b.toml.tmp-3-c").symlink_to("a.toml")
    os.utime(tmp_path / ".b.toml.tmp-3-c", (time.time() - 7200,) * 2, follow_symlinks=False)
    assert files.sweep(str(tmp_path)) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        ".a.toml.tmp-2-b",
        ".b.toml.tmp-3-c",
        ".hidden",
        "a.toml",
    ]
    assert files.sweep(str(tmp_path / "absent")) == 0


@pytest.mark.slow
def test_killed_writers_lose_nothing(tmp_path: Path) -> None:
    result = torture(str(tmp_path), rounds=40, seed=1)
    assert (result.corrupt, result.lost) == (0, 0)
    assert result.killed > 20


@pytest.mark.slow
def test_a_stopped_child_is_really_killed_by_the_torture(tmp_path: Path) -> None:
    # The torture itself must notice a writer that is not safe.
    result = torture(str(tmp_path), rounds=40, seed=1, unsafe=True)
    assert result.corrupt + result.lost > 0


def test_a_reader_of_a_fifo_in_a_child_ends(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "f.toml")
    code = "import sys; from briefing_tui.library.disk.files import read_regular\n"
    code += "try:\n read_regular(sys.argv[1] + '/f.toml', sys.argv[1])\nexcept Exception as e:\n print(type(e).__name__)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, timeout=20, check=True
    )
    assert done.stdout == b"UnsafeFileError\n"


def test_two_that_write_for_the_first_time_at_once_have_the_rights_of_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What says so is made when it is needed first: by one of them."""
    real, both = contextvars.ContextVar, threading.Barrier(2, timeout=10)

    def at_once(*words: Any, **named: Any) -> object:
        made = real(*words, **named)
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait()
        return made

    monkeypatch.setattr(files, "_made", {})
    monkeypatch.setattr(contextvars, "ContextVar", at_once)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _at: files._rights(), range(2))
    assert first is second is files._rights()
