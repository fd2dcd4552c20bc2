"""A sync after a save: off the way of whoever saves, and one for many."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.library.disk.locks import locked_beside
from briefing_tui.library.sync import background, trigger
from briefing_tui.library.sync.attempt import SyncWish
from briefing_tui.library.sync.exchange import sync
from briefing_tui.model.issue import Workflow
from disks.libraries import make_issue, put
from disks.sync_places import KEY, Office, added, git, office

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def one(tmp_path: Path, place: Path) -> Office:
    made = office(tmp_path / "one", place, "王")
    put(made.root, make_issue(KEY, "第一条", status="draft"))
    made.sync()
    return made


def waited(until: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while not until() and time.monotonic() < end:
        time.sleep(0.05)
    return until()


@pytest.mark.parametrize(
    ("when", "draft_goes", "published_goes"),
    [(trigger.OFF, False, False), (trigger.SAVE, True, True), (trigger.PUBLISH, False, True)],
)
def test_what_a_save_sends(
    one: Office, monkeypatch: pytest.MonkeyPatch, when: str, draft_goes: bool, published_goes: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("briefing_tui.library.editor.sync_later", lambda _root, who: asked.append(who))
    editor = one.editor
    editor.synced, editor.signer = when, "王"
    opened = editor.open_for_editing(KEY)
    saved = editor.save(opened, added("王的")(opened.issue))
    assert bool(asked) == draft_goes
    asked.clear()
    editor.save(saved.opened, saved.opened.issue._replace(workflow=Workflow("published")))
    assert bool(asked) == published_goes


def test_a_save_is_sent_by_a_process_of_its_own(one: Office, place: Path) -> None:
    editor = one.editor
    editor.synced, editor.signer = trigger.SAVE, "王"
    opened = editor.open_for_editing(KEY)
    editor.save(opened, added("王的")(opened.issue))
    assert waited(lambda: "2024-14：新增第2条" in git(place, "log", "-1", "--format=%s", "main"))


def test_one_that_waits_brings_what_others_saved(one: Office, place: Path) -> None:
    root = str(one.root)
    with locked_beside(f"{root}/.sync-next", patience=1):
        assert background.run(root, "王") == 1  # another one waits for its turn already
    one.edit(added("王的"))
    assert background.run(root, "王") == 0
    assert git(place, "log", "-1", "--format=%s", "main") == "2024-14：新增第2条"


def test_two_syncs_of_one_library_are_no_trouble(one: Office) -> None:
    from briefing_tui.errors import LibraryError

    with (
        locked_beside(str(one.root / ".sync"), patience=1),
        pytest.raises(LibraryError, match="under way"),
    ):
        sync(str(one.root), SyncWish("王"), patience=0.1)
