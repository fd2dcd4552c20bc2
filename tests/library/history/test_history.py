"""Saved states in git: one commit a change, off the way of the save, with nobody's configuration having a say."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing_tui.errors import NotFoundError, UsageError
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.history import recording, versions
from briefing_tui.library.history.git import Git, GitError
from briefing_tui.library.history.item_versions import item_versions
from briefing_tui.library.history.summary import summary
from briefing_tui.library.history.trigger import MODULE, is_kept, record_later
from briefing_tui.model.issue import Issue, Item
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from programs.commands import command

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
KEY = IssueKey(2024, ISSUE, 14)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    put(library, make_issue(KEY, "第一条", "第二条", status="draft"))
    recording.begin(str(library))
    recording.record(str(library), "王")
    return library


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def messages(root: Path) -> list[str]:
    return git(root, "log", "--format=%s").splitlines()


def with_items(issue: Issue, *items: Item) -> Issue:
    return issue._replace(sections=(issue.sections[0]._replace(items=items),))


def edited(root: Path, *items: Item) -> None:
    editor = LibraryEditor(str(root))
    opened = editor.open_for_editing(KEY)
    editor.save(opened, with_items(opened.issue, *items))


def settled(root: Path, count: int) -> None:
    """Wait for the recorders of earlier saves."""
    end = time.monotonic() + 20
    while len(messages(root)) < count and time.monotonic() < end:
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda a, b: (a, b, Item("新的", "文。")), "新增第3条"),
        (lambda a, b: (a, b._replace(body="另写。")), "改写第2条"),
        (lambda a, b: (a, b._replace(title="另题")), "改写第2条"),
        (lambda a, _b: (a,), "删去 1 条"),
        (lambda a, b: (b, a), "移动第"),
        (lambda a, b: (a, b), "改写法"),
    ],
)
def test_a_message_says_what_changed(change: object, told: str) -> None:
    before = make_issue(KEY, "第一条", "第二条")
    after = with_items(before, *change(*before.sections[0].items))  # type: ignore[operator]
    assert told in summary(KEY, before, after)


def test_new_and_gone_issues_and_steps_are_told() -> None:
    issue = make_issue(KEY, "第一条", status="draft")
    assert summary(KEY, None, issue) == "2024-14：新建，1 条"
    assert summary(KEY, issue, None) == "2024-14：删除"
    assert "published" in summary(
        KEY, issue, issue._replace(workflow=issue.workflow._replace(status="published"))
    )


def test_every_change_of_the_library_is_recorded_by_a_process_of_its_own(root: Path) -> None:
    first, second = make_issue(KEY, "第一条", "第二条").sections[0].items
    edited(root, first._replace(body="改过。"), second)
    settled(root, 2)
    editor = LibraryEditor(str(root))
    editor.signer = "李"
    editor.rename(KEY, IssueKey(2024, ISSUE, 15))
    settled(root, 3)
    editor.delete(IssueKey(2024, ISSUE, 15))
    settled(root, 4)
    assert messages(root)[1] == "2024-15：改期号（原 2024-14）", messages(root)
    assert messages(root)[-1] == "2024-14：新建，2 条"
    assert "2024-14：改写第1条" in messages(root)
    assert messages(root)[0] == "2024-15：删除"
    assert git(root, "log", "-1", "--format=%an") == "李"
    assert git(root, "ls-files") == ""


def test_nothing_is_recorded_where_nobody_asked_for_it(tmp_path: Path) -> None:
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    edited(tmp_path, Item("另一条", "文。"))
    assert not is_kept(str(tmp_path))
    assert not (tmp_path / ".git").exists()


def test_what_a_recorder_missed_the_next_one_has(root: Path) -> None:
    (root / "2024" / "2024-15.toml").write_text(
        (root / "2024" / "2024-14.toml").read_text().replace("number = 14", "number = 15")
    )
    assert recording.record(str(root), "王") == ["2024-15：新建，2 条"]
    assert recording.record(str(root), "王") == []


def test_what_a_killed_recorder_left_locked_holds_nobody_up(root: Path) -> None:
    for name in (
        "briefing-index",
        "briefing-index.lock",
        "refs/heads/main.lock",
        "HEAD.lock",
        "packed-refs.lock",
    ):
        (root / ".git" / name).write_bytes(b"cut")
    put(root, make_issue(KEY, "换了一条", status="draft"))
    assert len(recording.record(str(root), "王")) == 1


def test_records_that_only_grow_are_kept_too(root: Path) -> None:
    for name in (
        "deliveries/2024-14.jsonl",
        "inbox/decisions-2024.toml",
        "inbox/业务部/简讯.docx",
        "proof.toml",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}\n", encoding="utf-8")
    assert recording.record(str(root), "王") == ["2024-14：分送记录", "来稿处理", "proof.toml"]
    assert "简讯" not in git(root, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "HEAD")


def test_hooks_filters_and_settings_of_the_repository_run_nothing(root: Path, tmp_path: Path) -> None:
    trap = tmp_path / "ran"
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch {trap}\ncat\n")
    program.chmod(0o755)
    hooks = root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "post-commit", "reference-transaction", "post-index-change"):
        shutil.copy(program, hooks / name)
    for name, value in {
        "core.hooksPath": str(hooks),
        "core.fsmonitor": str(program),
        "filter.x.clean": str(program),
        "filter.x.smudge": str(program),
        "core.pager": str(program),
        "alias.log": f"!{program}",
        "commit.gpgSign": "true",
        "gpg.program": str(program),
    }.items():
        git(root, "config", name, value)
    (root / ".gitattributes").write_text("*.toml filter=x\n")
    first = make_issue(KEY, "第一条").sections[0].items[0]
    put(root, make_issue(KEY, "换了一条", status="draft"))
    trap.unlink(missing_ok=True)
    assert recording.record(str(root), "王")
    assert versions.versions(str(root), KEY)
    versions.load_version(str(root), KEY, versions.versions(str(root), KEY)[0])
    assert not trap.exists()
    assert first.title == "第一条"


def test_a_repository_around_the_library_keeps_its_own(tmp_path: Path) -> None:
    outer = tmp_path / "house"
    outer.mkdir()
    git(outer, "init", "--quiet")
    (outer / "notes.txt").write_text("一")
    git(outer, "add", ".")
    git(outer, "-c", "user.name=x", "-c", "user.email=x", "commit", "--quiet", "-m", "ours")
    (outer / "notes.txt").write_text("二")
    (outer / "staged.txt").write_text("三")
    git(outer, "add", "staged.txt")
    library = outer / "bulletins"
    put(library, make_issue(KEY, "第一条", status="draft"))
    recording.begin(str(library))
    assert recording.record(str(library), "王") == ["2024-14：新建，1 条"]
    assert not (library / ".git").exists()
    assert git(outer, "show", "--name-only", "--format=", "HEAD") == "bulletins/2024/2024-14.toml"
    assert set(git(outer, "status", "--porcelain", "--untracked-files=no").splitlines()) == {
        "A  staged.txt",
        "M notes.txt",
    } or {
        line.strip() for line in git(outer, "status", "--porcelain", "--untracked-files=no").splitlines()
    } == {"A  staged.txt", "M notes.txt"}
    assert versions.versions(str(library), KEY)[0].what == "2024-14：新建，1 条"


def test_a_state_is_found_by_revision_and_by_date(root: Path) -> None:
    put(root, make_issue(KEY, "换了一条", status="draft"))
    recording.record(str(root), "王")
    newest, oldest = versions.versions(str(root), KEY)
    assert versions.version_of(str(root), KEY, oldest.revision[:8]) == oldest
    assert versions.version_of(str(root), KEY, f"{newest.when.astimezone():%Y-%m-%d}") == newest
    assert versions.load_version(str(root), KEY, oldest).issue.sections[0].items[0].title == "第一条"
    with pytest.raises(NotFoundError):
        versions.version_of(str(root), KEY, "2001-01-01")
    for wrong in ("2024-02-31", "--exec=x", "HEAD", "x" * 300, "0000"):
        with pytest.raises((UsageError, NotFoundError)):
            versions.version_of(str(root), KEY, wrong)


def test_an_items_states_are_those_in_which_it_changed(root: Path) -> None:
    first, second = LibraryEditor(str(root)).load(KEY).issue.sections[0].items
    for body in ("一改。", "二改。"):
        put(root, with_items(make_issue(KEY, "x", status="draft"), first, second._replace(body=body)))
        recording.record(str(root), "王")
        first = first._replace(body=first.body + "甲")
    issue = LibraryEditor(str(root)).load(KEY).issue
    assert len(list(item_versions(str(root), KEY, issue.sections[0].items[1], issue))) == 3
    assert len(list(item_versions(str(root), KEY, issue.sections[0].items[0], issue))) == 2


def test_a_killed_recorder_leaves_a_library_that_reads_and_the_next_one_goes_on(root: Path) -> None:
    text = (root / "2024" / "2024-14.toml").read_text()
    for turn in range(20):
        (root / "2024" / "2024-14.toml").write_text(text.replace("第一条", f"第{turn}回"))
        command_line = [sys.executable, "-I", "-m", MODULE, str(root), "王"]
        process = subprocess.Popen(command_line, start_new_session=True)
        time.sleep(0.02 * turn / 2)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert LibraryEditor(str(root)).load(KEY).issue.item_total() == 2
    recording.record(str(root), "王")
    head = git(root, "show", "HEAD:2024/2024-14.toml")
    assert head.strip() == (root / "2024" / "2024-14.toml").read_text().strip()
    assert git(root, "fsck", "--no-dangling") == ""


def test_recorders_at_one_time_lose_nothing(root: Path) -> None:
    for number in range(20, 32):
        put(root, make_issue(IssueKey(2024, ISSUE, number), f"第{number}期的一条", status="draft"))
        record_later(str(root), "王")
    settled(root, 13)
    assert len(messages(root)) == 13
    assert len(set(messages(root))) == 13


def test_without_git_a_save_is_a_save(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    edited(root, Item("另一条", "文。"))
    with pytest.raises(GitError):
        recording.record(str(root), "王")
    with pytest.raises(GitError):
        Git(str(root)).run("status")
    assert LibraryEditor(str(root)).load(KEY).issue.sections[0].items[0].title == "另一条"


def test_the_shell_lists_shows_and_takes_back(root: Path) -> None:
    where = ("--library", str(root))
    put(root, make_issue(KEY, "换了一条", "第二条", status="draft"))
    recording.record(str(root), "王")
    listed = command("history", "2024-14", *where).out.splitlines()
    assert len(listed) == 2
    oldest = listed[-1].split()[0]
    assert "第一条" in command("show", "2024-14", "--as-of", oldest, *where).out
    assert command("restore", "2024-14", "--as-of", oldest, *where).code == 0
    assert LibraryEditor(str(root)).load(KEY).issue.sections[0].items[0].title == "第一条"
    assert command("history", "status", *where).out.startswith("on")
    assert command("history", "off", *where).code == 0
    assert not is_kept(str(root))
    assert command("history", "2024-99", *where).code == 1


@pytest.mark.parametrize("limit", ["0", "-1", "x", "９", "", "9" * 20, "9" * 5000])
def test_a_limit_that_cannot_be_meant_is_one_line(root: Path, limit: str) -> None:
    outcome = command("history", "2024-14", f"--limit={limit}", "--library", str(root))
    assert outcome.code == 2
    assert "expected a whole number from 1" in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_one_state_is_listed_where_one_is_asked_for(root: Path) -> None:
    put(root, make_issue(KEY, "换了一条", "第二条", status="draft"))
    recording.record(str(root), "王")
    assert len(command("history", "2024-14", "--limit", "1", "--library", str(root)).out.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("restore", "--as-of", "2024-12-16"), "--replace and --as-of need a key"),
        (("restore", "2024-14", "--as-of", "2024-12-16", "--replace"), "exclude each other"),
        (("restore", "2024-14", "--as-of", ""), "expected a revision"),
        (("show", "2024-14", "--as-of", ""), "expected a revision"),
    ],
)
def test_a_state_that_cannot_be_meant_is_told_and_nothing_else_done(
    root: Path, words: tuple[str, ...], told: str
) -> None:
    before = (root / "2024" / "2024-14.toml").read_bytes()
    outcome = command(*words, "--library", str(root))
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err
    assert (root / "2024" / "2024-14.toml").read_bytes() == before


def test_one_item_is_taken_back_alone(root: Path) -> None:
    where = ("--library", str(root))
    first, second = LibraryEditor(str(root)).load(KEY).issue.sections[0].items
    put(
        root,
        with_items(
            make_issue(KEY, "x", status="draft"),
            first._replace(body="改坏了。"),
            second._replace(body="改好了。"),
        ),
    )
    recording.record(str(root), "王")
    oldest = command("history", "2024-14", *where).out.splitlines()[-1].split()[0]
    assert command("restore", "2024-14#1", "--as-of", oldest, *where).code == 0
    items = LibraryEditor(str(root)).load(KEY).issue.sections[0].items
    assert [item.body for item in items] == [first.body, "改好了。"]


def test_a_reader_sees_no_state_from_before_publication(root: Path) -> None:
    published = make_issue(KEY, "第一条", "第二条", status="published")
    put(root, published)
    recording.record(str(root), "王")
    where = ("--library", str(root), "--read-only")
    assert len(command("history", "2024-14", *where).out.splitlines()) == 1
    oldest = versions.versions(str(root), KEY)[-1].revision
    assert command("show", "2024-14", "--as-of", oldest[:10], *where).code == 1
