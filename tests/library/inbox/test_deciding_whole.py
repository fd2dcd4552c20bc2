"""Taking and declining a contribution is whole or can be gone on with: every call of the system fails once, and is the last one once."""

import datetime as dt
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library.inbox.inbox import Inbox, InboxEditor
from disks.interrupted_calls import interrupted

TEXT = "再担保直连系统上线\n12月16日，系统上线。\n"
CALLS = (
    "open", "lstat", "stat", "fstat", "read", "write", "fchown", "fchmod", "fsync", "close", "replace", "rename", "link",
    "unlink", "mkdir", "rmdir", "listdir", "scandir", "_rename_exclusively",
)  # fmt: skip
DOINGS: dict[str, Callable[[InboxEditor, str], object]] = {
    "take": lambda inbox, name: inbox.take(inbox.find(name), ("2024-15#1",)),
    "decline": lambda inbox, name: inbox.decline(inbox.find(name), "与上期重复"),
}


def editor(root: Path) -> InboxEditor:
    return InboxEditor(str(root), who="lihua", now=lambda: dt.datetime(2024, 12, 16, 15, 2))  # noqa: DTZ001


def made(root: Path) -> InboxEditor:
    path = root / "inbox" / "业务部" / "月报.txt"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    os.utime(path, (1734300000, 1734300000))
    return editor(root)


def texts(root: Path) -> list[Path]:
    """Where the contribution lies: one place, or it would be lost or twice there."""
    return [path for path in (root / "inbox").rglob("*.txt") if ".tmp-" not in path.name]


def assert_old_or_new(root: Path, *, told: LibraryError | None) -> None:
    """What was not decided waits as before; what was is noted, and the next look leaves it where the note says."""
    (before,) = texts(root)
    decided = Inbox(str(root)).decisions()
    if told is None or "moved to" in told.message or "but not moved" in told.message:
        assert len(decided) == 1
    waiting = editor(root).waiting()
    (path,) = texts(root)
    assert path.read_text("utf-8") == TEXT
    if decided:
        assert waiting == []
        assert path == root / "inbox" / decided[0].to
    else:
        assert [one.file for one in waiting] == ["业务部/月报.txt"]
        assert path == before


@pytest.mark.parametrize("cause", [errno.EIO, errno.EPERM, errno.ENOSPC], ids=errno.errorcode.get)
@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("do", DOINGS.values(), ids=DOINGS)
def test_every_call_may_fail_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    do: Callable[[InboxEditor, str], object],
    name: str,
    cause: int,
) -> None:
    def fail() -> None:
        raise OSError(cause, os.strerror(cause))

    for turn in range(60):
        root = tmp_path / str(turn)
        inbox = made(root)
        told = None
        with monkeypatch.context() as patched:
            count = interrupted(name, turn, fail, patched)
            try:
                do(inbox, "业务部/月报.txt")
            except LibraryError as error:
                told = error
        assert_old_or_new(root, told=told)
        if len(count) <= turn:
            return
    pytest.fail("there is no end to it")


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("do", DOINGS.values(), ids=DOINGS)
def test_every_call_may_be_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, do: Callable[[InboxEditor, str], object], name: str
) -> None:
    for turn in range(60):
        root = tmp_path / str(turn)
        inbox = made(root)
        child = os.fork()
        if not child:
            interrupted(name, turn, lambda: os._exit(9), monkeypatch)
            do(inbox, "业务部/月报.txt")
            os._exit(0)
        killed = os.waitpid(child, 0)[1]
        (path,) = texts(root)
        decided = Inbox(str(root)).decisions()
        assert_old_or_new(root, told=LibraryError("killed"))
        if not killed:
            assert path == root / "inbox" / decided[0].to
            return
    pytest.fail("there is no end to it")
