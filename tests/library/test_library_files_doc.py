"""`docs/library-files.md` names every file that is written beside the issues, as it is really called."""

import contextlib
import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.delivery.journal import Journal, JournalLine
from briefing_tui.library.disk.locks import locked_beside
from briefing_tui.library.disk.presence import Notes
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.history import recording
from briefing_tui.library.history.git import Git
from briefing_tui.library.history.trigger import FAULT, MARK
from briefing_tui.library.sources.listing import add_source
from briefing_tui.library.sources.source import Source
from briefing_tui.library.sync.state import NAME, SyncState, write_state
from briefing_tui.model.key import parse_key
from briefing_tui.personal.drafts import Drafts
from briefing_tui.personal.reader_state import ReaderState
from briefing_tui.tui.terminal.crash import LOG_NAME
from disks.libraries import make_issue, put
from disks.places import ROOT

DOC = (ROOT / "docs" / "library-files.md").read_text(encoding="utf-8")
KEY = parse_key("2024-14")
PARTS = {
    "USER": r"[\w-]+",
    "HOST": r"[\w-]+",
    "PID": "[0-9]+",
    "START": "[0-9]*",
    "TIME": "[0-9a-zA-Z-]+",
    "LIBRARY": "[0-9a-f]{16}",
    "KEY": "2024-14",
    "DIGEST": "[0-9a-f]{16}",
    "STATE": "[0-9]+-[0-9]+-[0-9]+",
}
"""What the capitals in the first column stand for."""


def documented() -> list[str]:
    """The first column of the tables, as patterns."""
    names = re.findall(r"^\| `([^`]+)` \|", DOC, re.MULTILINE)
    names = [
        name for name in names if not name.startswith(("inbox/", ".git/"))
    ]  # tests/library/inbox looks at those
    return [
        "".join(PARTS.get(part, re.escape(part)) for part in re.split(r"([A-Z]{2,})", name)) for name in names
    ]


def hidden_files(root: Path) -> set[str]:
    return {
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and path.name != "2024-14.toml" and ".git" not in path.parts
    }


def synced(root: Path) -> set[str]:
    """The names of files while history is kept and the library is synced."""
    (root / MARK).touch()
    write_state(str(root), SyncState())
    held = (root / MARK, root / NAME, root / f"{NAME}-next")
    with contextlib.ExitStack() as locks:
        for path in held:
            locks.enter_context(locked_beside(str(path)))
        return hidden_files(root)


def _looking(look: Callable[[], None]) -> type[Git]:
    """A git before whose every question somebody looks."""

    class Looking(Git):
        def head(self) -> str:
            look()
            return super().head()

    return Looking


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of all files that come and go while an issue is edited, saved and deleted."""
    root, state = tmp_path / "library", tmp_path / "state"
    put(root, make_issue(KEY, "第一条", status="draft"))
    add_source(str(root), Source("示例分公司", "分公司", directory="/srv/branch"))
    library, seen = LibraryEditor(str(root)), set[str]()
    sync = os.fsync

    def look(descriptor: int) -> None:
        seen.update(hidden_files(root))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    opened = library.open_for_editing(KEY)
    monkeypatch.setattr(recording, "Git", _looking(lambda: seen.update(hidden_files(root))))
    Notes(str(root)).announce(KEY, "2024-12-16T14:02:00")
    library.save(opened, make_issue(KEY, "第一条，改过", status="draft"))
    drafts = Drafts(str(state))
    drafts.keep(str(root), KEY, b"", opened.issue, dt.datetime(2024, 12, 16, 14, 2, tzinfo=dt.UTC))
    reader = ReaderState.load(str(state), str(root))
    reader.mark_read(KEY)
    reader.save()
    reader.texts().keep(KEY, opened.issue, opened.stamp)
    recording.begin(str(root))
    (root / FAULT).touch()
    recording.record(str(root), "王")
    with locked_beside(str(root / f"{MARK}-upkeep")):
        seen.update(hidden_files(root))
    journal = Journal(str(root), KEY)
    with journal.held():
        journal.add(JournalLine("begin", "1"))
    library.delete(KEY)
    seen |= synced(root)
    seen |= hidden_files(root) | hidden_files(state)
    return seen


def test_every_file_that_is_written_is_documented_and_the_other_way_round(written: set[str]) -> None:
    patterns = documented()
    unknown = [name for name in written if not any(re.fullmatch(pattern, name) for pattern in patterns)]
    assert unknown == []
    idle = [pattern for pattern in patterns if not any(re.fullmatch(pattern, name) for name in written)]
    assert idle == [re.escape(LOG_NAME)]
    assert os.sep not in LOG_NAME
