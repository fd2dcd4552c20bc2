"""Deleting, restoring and renaming are whole or absent: every call of the system fails once, and is the last one once."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library.disk import moving, renaming
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.key import make_key
from bulletins.issues import FULL
from disks.interrupted_calls import interrupted

KEY, NEW = FULL.key, make_key(2025, 1)
CALLS = (
    "open", "lstat", "stat", "fstat", "read", "write", "fchown", "fchmod", "fsync", "close", "replace", "rename", "link",
    "unlink", "mkdir", "rmdir", "listdir", "scandir",
)  # fmt: skip
EXCLUSIVE = "_rename_exclusively"


class Move(NamedTuple):
    """One of the three, and what a library says before and after."""

    prepare: Callable[[LibraryEditor], object]
    act: Callable[[LibraryEditor], object]
    before: tuple[str, ...]
    after: tuple[str, ...]


MOVES = {
    "delete": Move(LibraryEditor.keys, lambda editor: editor.delete(KEY), ("2024-14",), ("trash 2024-14",)),
    "restore": Move(
        lambda editor: editor.delete(KEY),
        lambda editor: editor.restore(KEY),
        ("trash 2024-14",),
        ("2024-14",),
    ),
    "rename": Move(LibraryEditor.keys, lambda editor: editor.rename(KEY, NEW), ("2024-14",), ("2025-01",)),
}


def state(root: str) -> tuple[str, ...]:
    """What a library shows: the keys, each of which its masthead has to have too, and the trash."""
    reader = LibraryReader(root)
    keys = reader.keys()
    assert [reader.load(key).issue.key for key in keys] == keys
    for entry in reader.entries():
        assert entry.summary is not None
        assert not entry.summary.warnings
    deleted = [f"trash {one.key}" for one in LibraryEditor(root).trashed()]
    return (*map(str, keys), *deleted)


def made(root: Path, move: Move) -> LibraryEditor:
    editor = LibraryEditor(str(root))
    editor.create(FULL)
    move.prepare(editor)
    assert state(editor.root) == move.before
    return editor


@pytest.fixture(params=[True, False], ids=["one call", "no such call"])
def exclusive(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(moving, EXCLUSIVE, lambda _old, _new: False)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.mark.usefixtures("exclusive")
@pytest.mark.parametrize("cause", [errno.EIO, errno.EPERM, errno.ENOSPC], ids=errno.errorcode.get)
@pytest.mark.parametrize("name", [*CALLS, EXCLUSIVE])
@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_every_call_may_fail_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, move: Move, name: str, cause: int
) -> None:
    def fail() -> None:
        raise OSError(cause, os.strerror(cause))

    for turn in range(60):
        editor = made(tmp_path / str(turn), move)
        told = None
        with monkeypatch.context() as patched:
            count = interrupted(name, turn, fail, patched)
            try:
                move.act(editor)
            except LibraryError as error:
                told = error
        now = state(editor.root)
        if told is None:
            assert now == move.after
        elif now == move.after:
            assert "moved to" in told.message
        else:
            assert now == move.before
            assert "moved to" not in told.message
        assert [path.name for path in Path(editor.root).rglob(".*.toml*") if "lock" not in path.name] == []
        if len(count) <= turn:
            return
    pytest.fail("there is no end to it")


@pytest.mark.usefixtures("exclusive")
@pytest.mark.parametrize("name", [*CALLS, EXCLUSIVE])
@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_every_call_may_be_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, move: Move, name: str
) -> None:
    for turn in range(60):
        editor = made(tmp_path / str(turn), move)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            interrupted(name, turn, lambda: os._exit(9), monkeypatch)
            move.act(editor)
            os._exit(0)
        os.close(writing)
        os.close(reading)
        killed = os.waitpid(child, 0)[1]
        assert state(editor.root) in {move.before, move.after}
        again = LibraryEditor(editor.root)  # the next session does what is left
        (*keys,) = again.keys()
        for key in keys:
            again.open_for_editing(key)
        texts = [path for path in Path(editor.root).rglob("*.toml") if ".tmp-" not in path.name]
        assert len(texts) == 1
        if not killed:
            return
    pytest.fail("there is no end to it")


def test_a_renaming_that_was_cut_off_is_finished_by_the_next_who_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = made(tmp_path, MOVES["rename"])
    real = os.replace

    def cut(old: str, new: str) -> None:
        if new.endswith(".toml"):
            raise KeyboardInterrupt  # as a kill: nothing is undone
        real(old, new)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", cut)
        with pytest.raises(KeyboardInterrupt):
            editor.rename(KEY, NEW)
    (path,) = tmp_path.rglob("2025-01.toml")
    assert "year = 2024" in " ".join(path.read_text("utf-8").split())
    assert state(editor.root) == ("2025-01",)
    (waiting,) = tmp_path.rglob(".*renamed*")
    os.utime(waiting, (time.time() - 7200, time.time() - 7200))
    assert editor.open_for_editing(NEW).issue.key == NEW
    assert "year = 2025" in " ".join(path.read_text("utf-8").split())
    assert list(tmp_path.rglob(".*renamed*")) == []


def test_a_text_that_waits_for_another_file_is_not_taken(tmp_path: Path) -> None:
    """Somebody wrote the file anew since: what waited is for the text that was there."""
    editor = made(tmp_path, MOVES["rename"])
    path = editor.path(KEY)
    assert renaming.pending_text(path, b"another text", editor.root) is None
    Path(path).with_name(f".2024-14.toml.tmp-renamed-{'0' * 32}").write_text("x")
    renaming.finish(path, editor.root)
    assert editor.load(KEY).issue == FULL
