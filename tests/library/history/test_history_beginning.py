"""How a library comes to keep its history: by the verb, by a setting at the first save, in the first minute; and how it does not."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.history import git as git_module, recording
from briefing_tui.library.history.git import Git, GitError
from briefing_tui.library.history.trigger import FAULT, MARK, is_declined, is_kept
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.drafts import Drafts
from briefing_tui.tui.options import Writing
from disks.libraries import make_app, make_issue, put, shown
from programs.commands import command

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
KEY = IssueKey(2024, ISSUE, 14)


def save(root: Path, title: str, *, keeps: bool) -> None:
    editor = LibraryEditor(str(root))
    editor.keeps_history = keeps
    opened = editor.open_for_editing(KEY)
    editor.save(opened, make_issue(KEY, title, status="draft"))


def waited(found: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not found() and time.monotonic() < end:
        time.sleep(0.05)
    return found()


def commits(root: Path) -> int:
    done = subprocess.run(
        ["git", "-C", str(root), "rev-list", "--count", "HEAD"], capture_output=True, text=True, check=False
    )
    return int(done.stdout or 0)


def test_the_setting_begins_it_with_the_first_save(tmp_path: Path) -> None:
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    save(tmp_path, "第二条", keeps=False)
    save(tmp_path, "第三条", keeps=True)
    assert waited(lambda: commits(tmp_path) == 1)
    assert is_kept(str(tmp_path))
    save(tmp_path, "第四条", keeps=True)
    assert waited(lambda: commits(tmp_path) == 2)


def test_where_it_was_switched_off_no_setting_begins_it_again(tmp_path: Path) -> None:
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    where = ("--library", str(tmp_path))
    assert command("history", "on", *where).code == 0
    assert command("history", "off", *where).code == 0
    assert is_declined(str(tmp_path))
    assert command("history", "status", *where).out.strip() == "off"
    save(tmp_path, "第二条", keeps=True)
    time.sleep(0.5)
    assert commits(tmp_path) == 1
    assert command("history", "on", *where).code == 0
    assert is_kept(str(tmp_path))
    assert commits(tmp_path) == 2


def test_the_setting_comes_from_where_settings_come_from(tmp_path: Path) -> None:
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    words = ("rename", "2024-14", "2024-15", "--library", str(tmp_path))
    assert command(*words, environ={"BRIEFING_HISTORY": "true"}).code == 0
    assert waited(lambda: commits(tmp_path) == 1)


def test_without_git_a_setting_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    monkeypatch.setenv("PATH", "/nowhere")
    assert recording.main(str(tmp_path), "王", first=True) == 1
    assert not (tmp_path / MARK).exists()
    assert not (tmp_path / FAULT).exists()
    with pytest.raises(GitError, match="not installed"):
        recording.begin(str(tmp_path))


def test_an_old_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_module, "version", lambda: (2, 17))
    with pytest.raises(GitError, match="too old"):
        recording.begin(str(tmp_path))


def doctor(root: Path) -> str:
    found = command("doctor", "--library", str(root), "--lang", "en")
    return next(
        (
            line
            for line in found.out.splitlines()
            if line.split()[1:2] == ["history"] or "history" in line.split()[:2]
        ),
        "",
    )


def test_doctor_offers_it_and_says_how_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    assert "off" in doctor(tmp_path)
    assert "history on" in command("doctor", "--library", str(tmp_path)).out
    command("history", "on", "--library", str(tmp_path))
    assert "every saved state is kept" in doctor(tmp_path)
    (tmp_path / FAULT).write_text("git: no space left", encoding="utf-8")
    assert "not recorded: git: no space left" in doctor(tmp_path)
    assert "git: no space left" in command("history", "status", "--library", str(tmp_path)).out
    monkeypatch.setenv("PATH", "/nowhere")
    assert "git is not installed" in doctor(tmp_path)


async def test_the_first_minute_offers_it(tmp_path: Path) -> None:
    root = tmp_path / "library"
    writing = Writing(lambda: LibraryEditor(str(root)), lambda: Drafts(str(tmp_path / "state")))
    app = make_app(root, writing=writing, welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "Begin an issue", "Keep every saved state from now on, with git")
        await pilot.press("G", "enter")
        await shown(pilot, app, "Begin an issue", gone="Keep every saved state from now on, with git")
        assert is_kept(str(root))
    app = make_app(root, welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "read-only")


def test_a_repository_that_could_not_be_made_leaves_nothing_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Git.run

    def fails(self: Git, *words: str, more: dict[str, str]) -> bytes:
        real(self, *words, more=more)
        (Path(more["GIT_DIR"]) / "HEAD").unlink()
        raise GitError("git: no space left")

    with monkeypatch.context() as patched:
        patched.setattr(Git, "run", fails)
        with pytest.raises(GitError, match="no space"):
            recording.begin(str(tmp_path))
    assert not (tmp_path / ".git").exists()
    assert not list(tmp_path.iterdir())
    recording.begin(str(tmp_path))
    assert is_kept(str(tmp_path))


def test_who_makes_it_at_the_same_time_gets_the_one_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    real = Git.run

    def quicker(self: Git, *words: str, **more: object) -> bytes:
        if words[0] == "init":  # another one begins, records, and this one's git is not done yet
            monkeypatch.setattr(Git, "run", real)
            recording.begin(str(tmp_path))
            recording.record(str(tmp_path), "李")
        return real(self, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "run", quicker)
    recording.begin(str(tmp_path))
    recording.record(str(tmp_path), "王")
    assert commits(tmp_path) == 1
    assert {file.name for file in tmp_path.iterdir()} == {".git", MARK, "2024"}


def test_one_that_fails_leaves_that_of_a_quicker_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    real = Git.run

    def fails(_self: Git, *_words: str, **_more: object) -> bytes:
        monkeypatch.setattr(Git, "run", real)
        assert recording.main(str(tmp_path), "李", first=True) == 0
        raise GitError("git: could not lock config file")

    monkeypatch.setattr(Git, "run", fails)
    with pytest.raises(GitError, match="could not lock"):
        recording.begin(str(tmp_path))
    assert commits(tmp_path) == 1


def test_a_setting_and_a_repository_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with pytest.raises(GitError, match="no repository"):
        recording.begin(str(tmp_path))
