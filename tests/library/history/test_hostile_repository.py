"""A repository in which somebody of the group has written whatever they liked: nothing of it runs, leads elsewhere or changes what is told."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.errors import BriefingError
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.history import committing, recording, upkeep, versions
from briefing_tui.library.history.blobs import Blobs
from briefing_tui.library.history.git import Git
from briefing_tui.library.history.item_versions import item_versions
from briefing_tui.library.history.trigger import FAULT, MARK, fault_of
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
KEY = IssueKey(2024, ISSUE, 14)


def git(root: Path, *words: str, data: bytes = b"") -> str:
    return subprocess.run(
        ["git", "-C", str(root), *words], input=data, capture_output=True, check=True
    ).stdout.decode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    put(library, make_issue(KEY, "第一条", "第二条", status="draft"))
    recording.begin(str(library))
    recording.record(str(library), "王")
    return library


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a file behind when it is run, and that file."""
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\ncat\n")
    program.chmod(0o755)
    return program


def everything(root: Path) -> None:
    """All that is ever asked of git."""
    put(root, make_issue(KEY, f"换成{time.time_ns()}", "第二条", status="draft"))
    recording.record(str(root), "王")
    known = versions.versions(str(root), KEY)
    issue = versions.load_version(str(root), KEY, known[-1]).issue
    list(item_versions(str(root), KEY, issue.sections[0].items[0], issue))
    versions.version_of(str(root), KEY, known[0].revision[:8])
    upkeep.is_due(str(root))
    upkeep.keep_up(str(root), pause=lambda _seconds: None)
    for words in (upkeep.PACK, upkeep.GRAPH):
        Git(str(root)).run(*words)


def test_no_setting_of_the_repository_runs_a_program(root: Path, trap: Path) -> None:
    for name in (
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "core.askPass",
        "credential.helper",
        "diff.external",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
        "gpg.program",
        "gc.recentObjectsHook",
        "pager.log",
        "sequence.editor",
        "trailer.x.command",
        "uploadpack.packObjectsHook",
        "remote.o.uploadpack",
        "merge.x.driver",
    ):
        git(root, "config", name, str(trap))
    for name, value in {
        "core.hooksPath": str(root / ".git" / "hooks"),
        "alias.log": f"!{trap}",
        "alias.fast-import": f"!{trap}",
        "alias.cat-file": f"!{trap}",
        "commit.gpgSign": "true",
        "log.showSignature": "true",
        "log.follow": "true",
        "gc.auto": "1",
        "maintenance.auto": "true",
    }.items():
        git(root, "config", name, value)
    hooks = root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in (
        "pre-commit",
        "post-commit",
        "reference-transaction",
        "post-index-change",
        "pre-auto-gc",
        "post-rewrite",
    ):
        shutil.copy(trap, hooks / name)
    (root / ".gitattributes").write_text("*.toml filter=x diff=x merge=x\n")
    (root / ".git" / "info").mkdir(exist_ok=True)
    (root / ".git" / "info" / "attributes").write_text("*.toml filter=x diff=x\n")
    trap.with_name("ran").unlink(missing_ok=True)
    everything(root)
    assert not trap.with_name("ran").exists()


def test_what_is_missing_is_not_fetched_from_anywhere(root: Path, trap: Path) -> None:
    """A partial clone fetches what it lacks when it is asked for: by whatever program its remote names."""
    for name, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "o",
        "remote.o.promisor": "true",
        "remote.o.partialclonefilter": "blob:none",
        "remote.o.url": f"ext::{trap}",
        "remote.o.uploadpack": str(trap),
        "protocol.ext.allow": "always",
        "protocol.file.allow": "always",
    }.items():
        git(root, "config", name, value)
    oldest = versions.versions(str(root), KEY)[-1]
    for url in (f"ext::{trap}", f"{root}", f"ssh://-oProxyCommand={trap}/x", f"file://{root}"):
        git(root, "config", "remote.o.url", url)
        for path in (root / ".git" / "objects").rglob(oldest.blob[2:]):
            path.unlink()
        with pytest.raises(BriefingError):
            versions.load_version(str(root), KEY, oldest)
        with Blobs(Git(str(root))) as blobs:
            assert blobs.read(oldest.blob) is None
    assert not trap.with_name("ran").exists()


def test_a_work_tree_elsewhere_is_not_taken(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "secret.toml").write_text("x")
    git(root, "config", "core.worktree", str(other))
    put(root, make_issue(KEY, "换了", status="draft"))
    assert recording.record(str(root), "王") == ["2024-14：新增第1条、删去 2 条"]
    subprocess.run(["git", "-C", str(root), "config", "--unset", "core.worktree"], check=True)
    assert git(root, "ls-tree", "-r", "--name-only", "HEAD").split() == ["2024/2024-14.toml"]
    git(root, "config", "core.bare", "true")
    put(root, make_issue(KEY, "又换了", status="draft"))
    assert recording.record(str(root), "王")


def test_environment_leads_nowhere(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: Path
) -> None:
    for name, value in {
        "GIT_DIR": str(tmp_path / "elsewhere"),
        "GIT_WORK_TREE": "/",
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_OBJECT_DIRECTORY": str(tmp_path / "objects"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(trap),
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={trap}'",
        "GIT_EXTERNAL_DIFF": str(trap),
        "GIT_SSH_COMMAND": str(trap),
        "GIT_PAGER": str(trap),
        "GIT_AUTHOR_NAME": "别人",
        "GIT_TRACE": str(tmp_path / "trace"),
    }.items():
        monkeypatch.setenv(name, value)
    everything(root)
    for name in [one for one in os.environ if one.startswith("GIT_")]:
        monkeypatch.delenv(name)
    assert git(root, "log", "-1", "--format=%an").strip() == "王"
    assert not {"elsewhere", "index", "objects", "trace", "ran"} & {path.name for path in tmp_path.iterdir()}


def test_replaced_objects_and_other_encodings_do_not_change_what_is_told(root: Path) -> None:
    true = versions.versions(str(root), KEY)[0]
    fake = git(root, "hash-object", "-w", "--stdin", data=b"format = 1\n").strip()
    git(root, "replace", true.blob, fake)
    for name in ("i18n.commitEncoding", "i18n.logOutputEncoding"):
        git(root, "config", name, "GB18030")
    git(root, "config", "color.ui", "always")
    git(root, "config", "log.date", "raw")
    git(root, "config", "format.pretty", "oneline")
    put(root, make_issue(KEY, "换了一条", status="draft"))
    recording.record(str(root), "李四")
    newest, oldest = versions.versions(str(root), KEY)
    assert (newest.who, newest.what) == ("李四", "2024-14：新增第1条、删去 2 条")
    assert versions.load_version(str(root), KEY, oldest).issue.item_total() == 2


def test_messages_and_names_that_others_wrote_are_shown_and_act_on_nothing(root: Path) -> None:
    tree = git(root, "rev-parse", "HEAD^{tree}").strip()
    parent = git(root, "rev-parse", "HEAD").strip()
    (root / "2024" / "2024-14.toml").write_text((root / "2024" / "2024-14.toml").read_text() + "\n# x\n")
    blob = git(root, "hash-object", "-w", "2024/2024-14.toml").strip()
    git(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},2024/2024-14.toml")
    tree = git(root, "write-tree").strip()
    text = (
        f"tree {tree}\nparent {parent}\nauthor \x1b[31m恶\x1f意\u202e <x> 99999999999999 +9999\n"
        "committer x <x> 1 +0000\n\n\x1b]0;x\x07题\x1f\x1e目\n\nRenamed-from: ../../etc/passwd\n"
    )
    commit = git(
        root, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", data=text.encode()
    ).strip()
    git(root, "update-ref", "HEAD", commit)
    found = versions.versions(str(root), KEY)
    assert found
    for one in found:
        one.when.astimezone()  # a clock that can be told
    from programs.commands import command

    shown = command("history", "2024-14", "--library", str(root))
    assert shown.code == 0
    assert "\x1b" not in shown.out
    assert "\u202e" not in shown.out


def test_locks_that_a_killed_git_left_are_taken_away(root: Path) -> None:
    locks = [
        root / ".git" / name
        for name in ("HEAD.lock", "refs/heads/main.lock", "index.lock", "packed-refs.lock")
    ]
    for lock in locks:
        lock.touch()
    young = root / ".git" / "index.lock"
    put(root, make_issue(KEY, "换了", status="draft"))
    assert recording.record(str(root), "王")
    assert [lock for lock in locks if lock.exists()] == [young]
    os.utime(young, (0, 0))
    put(root, make_issue(KEY, "又换了", status="draft"))
    assert recording.record(str(root), "王")
    assert not young.exists()
    assert git(root, "diff", "--cached", "--name-only").split() == []


def test_the_index_lock_of_a_repository_of_others_is_theirs(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    git(house, "init", "--quiet")
    library = house / "bulletins"
    put(library, make_issue(KEY, "第一条", status="draft"))
    recording.begin(str(library))
    lock = house / ".git" / "index.lock"
    lock.touch()
    os.utime(lock, (0, 0))
    assert recording.record(str(library), "王")
    assert lock.exists()


def test_a_failure_is_noted_and_gone_when_it_was_caught_up(root: Path) -> None:
    ref = root / ".git" / "refs" / "heads" / "main.lock"
    ref.mkdir()  # nothing that could be taken away
    put(root, make_issue(KEY, "换了", status="draft"))
    assert recording.record_or_note(str(root), "王") == 1
    assert "git" in fault_of(str(root))
    assert (root / FAULT).exists()
    ref.rmdir()
    assert recording.record_or_note(str(root), "王") == 0
    assert fault_of(str(root)) == ""


def test_a_commit_of_others_made_meanwhile_is_not_lost(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = committing._stream
    done: list[bool] = []

    def slow(*words: object) -> bytes:
        if not done:
            done.append(True)
            git(
                root,
                "-c",
                "user.name=x",
                "-c",
                "user.email=x",
                "commit",
                "--quiet",
                "--allow-empty",
                "-m",
                "theirs",
            )
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(committing, "_stream", slow)
    put(root, make_issue(KEY, "换了", status="draft"))
    assert recording.record(str(root), "王")
    assert git(root, "log", "--format=%s").split("\n")[1] == "theirs"


def test_a_head_that_names_no_branch_is_committed_to(root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach")
    main = git(root, "rev-parse", "main")
    put(root, make_issue(KEY, "换了", status="draft"))
    assert recording.record(str(root), "王")
    assert len(versions.versions(str(root), KEY)) == 2
    assert git(root, "rev-parse", "main") == main
    assert "recording" not in git(root, "for-each-ref")


def test_references_in_one_file_and_linked_work_trees_are_read(root: Path, tmp_path: Path) -> None:
    git(root, "pack-refs", "--all")
    assert len(versions.versions(str(root), KEY)) == 1
    other = tmp_path / "linked"
    git(root, "worktree", "add", "--quiet", str(other), "-b", "side")
    (other / MARK).touch()
    put(other, make_issue(KEY, "在另一处", status="draft"))
    assert recording.record(str(other), "李")
    assert len(versions.versions(str(other), KEY)) == 2
    assert len(versions.versions(str(root), KEY)) == 1


def test_odd_names_around_a_library_are_taken_to_the_letter(tmp_path: Path) -> None:
    house = tmp_path / 'a "b"\n[c]*?:(exclude)中'
    house.mkdir()
    git(house, "init", "--quiet")
    library = house / "简 报"
    put(library, make_issue(KEY, "第一条", status="draft"))
    recording.begin(str(library))
    assert recording.record(str(library), "王") == ["2024-14：新建，1 条"]
    put(library, make_issue(KEY, "第二条", status="draft"))
    recording.record(str(library), "王")
    first = versions.versions(str(library), KEY)[-1]
    assert versions.load_version(str(library), KEY, first).issue.sections[0].items[0].title == "第一条"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be somebody else")
def test_a_repository_of_a_stranger_around_the_library_gets_no_drafts(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    git(house, "init", "--quiet")
    library = house / "bulletins"
    put(library, make_issue(KEY, "第一条", status="draft"))
    for path in (house / ".git", *(house / ".git").rglob("*")):
        os.chown(path, 12345, 12345)
    recording.begin(str(library))
    assert (library / ".git").is_dir()
    assert recording.record(str(library), "王")


def _pack(library: Path) -> None:
    Git(str(library)).run(*upkeep.PACK)


def work_as(user: int, work: Callable[[], None]) -> None:
    """Do something in a process of another account, which is in the group 12000; what it loads is loaded before."""
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == 0
        return
    code = 1
    try:
        os.setgroups([12000])
        os.setgid(12000)
        os.setuid(user)
        os.umask(0o022)
        work()
        code = 0
    finally:
        if code:
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(code)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be two accounts")
def test_two_accounts_of_a_group_keep_one_history(root: Path) -> None:
    everything(root)  # loads all that the others need, to whom the interpreter may be closed
    editor = LibraryEditor(str(root))
    editor.create(make_issue(IssueKey(2025, ISSUE, 1), "一条", status="draft"))
    editor.save(editor.open_for_editing(KEY), make_issue(KEY, "又一条", status="draft"))
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        library = Path(folder) / "library"
        library.parent.chmod(0o755)
        library.mkdir()
        os.chown(library, 12001, 12000)
        library.chmod(0o2775)

        def save(title: str, who: str) -> Callable[[], None]:
            def work() -> None:
                editor = LibraryEditor(str(library))
                new = make_issue(KEY, title, status="draft")
                if editor.stamp_of(KEY) is not None:
                    editor.save(editor.open_for_editing(KEY), new)
                else:
                    editor.create(new)
                    recording.begin(str(library))
                recording.record(str(library), who)
                assert versions.versions(str(library), KEY)[0].who == who

            return work

        for turn in range(6):
            user, who = (12001, "甲") if turn % 2 == 0 else (12002, "乙")
            work_as(user, save(f"第{turn}次", who))
        work_as(12002, lambda: _pack(library))
        work_as(12001, save("最后", "甲"))
        assert [one.who for one in versions.versions(str(library), KEY)] == [
            "甲",
            "乙",
            "甲",
            "乙",
            "甲",
            "乙",
            "甲",
        ]
