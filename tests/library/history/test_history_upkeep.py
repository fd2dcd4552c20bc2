"""A repository that is kept quick at quiet moments: nothing is lost, nobody waits, and a kill in the middle costs nothing."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from briefing_tui.library.disk.locks import locked_beside
from briefing_tui.library.history import recording, upkeep, versions
from briefing_tui.library.history.git import Git
from briefing_tui.library.history.trigger import MARK
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from rounds import rounds

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
KEY = IssueKey(2024, ISSUE, 14)


def no_pause(_seconds: float) -> None:
    """A quiet moment at once."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(upkeep, "_MANY", 1)
    monkeypatch.setattr(upkeep, "_STALE_COMMITS", 5)
    monkeypatch.setattr(os, "nice", lambda _by: 0)  # of the tests themselves
    library = tmp_path / "library"
    put(library, make_issue(KEY, "第一条", status="draft"))
    recording.begin(str(library))
    for turn in range(60):
        save(library, turn)
    return library


def save(library: Path, turn: int) -> None:
    put(library, make_issue(KEY, f"第{turn}次", status="draft"))
    assert recording.record(str(library), "王")


def loose(root: Path) -> int:
    return sum(
        len(list(folder.iterdir()))
        for folder in (root / ".git" / "objects").iterdir()
        if len(folder.name) == 2
    )


def states(root: Path) -> list[str]:
    return [
        versions.load_version(str(root), KEY, one).issue.sections[0].items[0].title
        for one in versions.versions(str(root), KEY)
    ]


def test_objects_are_packed_and_the_graph_is_written_and_nothing_is_lost(root: Path) -> None:
    before = states(root)
    assert upkeep.is_due(str(root))
    assert upkeep.keep_up(str(root), pause=no_pause)
    assert loose(root) == 0
    assert list((root / ".git" / "objects" / "pack").glob("*.pack"))
    assert (root / ".git" / "objects" / "info" / "commit-graphs" / "commit-graph-chain").exists()
    assert states(root) == before
    assert not upkeep.is_due(str(root))
    assert Git(str(root)).run("fsck", "--no-dangling") == b""


def test_what_nothing_refers_to_is_not_dropped(root: Path) -> None:
    git = Git(str(root))
    lost = git.run("hash-object", "-w", "--stdin", data="谁也不指着的文本".encode()).decode().strip()
    for _turn in range(2):
        assert upkeep.keep_up(str(root), pause=no_pause)
        save(root, 1000 + _turn)
    assert git.run("cat-file", "blob", lost).decode() == "谁也不指着的文本"


def test_a_little_is_not_worth_it(tmp_path: Path) -> None:
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    recording.begin(str(tmp_path))
    recording.record(str(tmp_path), "王")
    assert not upkeep.is_due(str(tmp_path))


def test_it_waits_for_a_quiet_moment(root: Path) -> None:
    waited: list[float] = []

    def busy(seconds: float) -> None:
        waited.append(seconds)
        save(root, 999)

    assert not upkeep.keep_up(str(root), pause=busy)
    assert waited == [20.0]
    assert loose(root) > 100


def test_a_save_never_waits_for_it(root: Path) -> None:
    """Its lock is its own: a save is recorded while it is held, in the middle of it."""
    told: list[list[str]] = []

    def meanwhile(_seconds: float) -> None:
        put(root, make_issue(KEY, "正在整理", status="draft"))
        thread = threading.Thread(target=lambda: told.append(recording.record(str(root), "王")))
        thread.start()
        thread.join(20)

    upkeep.keep_up(str(root), pause=meanwhile)
    assert told


def test_two_are_never_at_it(root: Path) -> None:
    with locked_beside(str(root / f"{MARK}-upkeep")):
        assert not upkeep.keep_up(str(root), pause=no_pause)
    assert loose(root) > 100


def test_steps_have_an_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    real = Git.ask

    def ask(self: Git, *words: str, patience: float = 60.0, **more: object) -> tuple[int, bytes, bytes]:
        if "repack" in words or "commit-graph" in words:
            asked.append(patience)
            assert "pack.threads=1" in words
        return real(self, *words, patience=patience, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "ask", ask)
    assert upkeep.keep_up(str(root), pause=no_pause)
    assert asked == [120.0, 120.0]


def test_a_disk_that_refuses_is_no_fault_of_a_save(root: Path) -> None:
    pack = root / ".git" / "objects" / "pack"
    pack.rmdir()
    pack.write_text("no folder")
    assert not upkeep.keep_up(str(root), pause=no_pause)
    pack.unlink()
    pack.mkdir()
    assert upkeep.keep_up(str(root), pause=no_pause)


def test_what_killed_ones_left_goes_after_a_day(root: Path) -> None:
    objects = root / ".git" / "objects"
    left = [objects / "pack" / "tmp_pack_x", root / ".git" / "fast_import_crash_1"]
    for path in left:
        path.write_bytes(b"x" * 100)
    upkeep.keep_up(str(root), pause=no_pause)
    assert all(path.exists() for path in left)
    for path in left:
        os.utime(path, (0, 0))
    upkeep.keep_up(str(root), pause=no_pause)
    assert not any(path.exists() for path in left)


@pytest.mark.slow
@pytest.mark.long
def test_a_kill_at_any_moment_of_it_loses_nothing(root: Path) -> None:
    code = (
        "import sys; from briefing_tui.library.history import upkeep; upkeep._MANY = 0; upkeep._STALE_COMMITS = 1; "
        "upkeep.keep_up(sys.argv[1], pause=lambda seconds: None)"
    )
    kills = rounds(7, 60)
    for turn in range(kills):
        for more in range(4):
            save(root, 2000 + turn * 10 + more)
        before = states(root)
        process = subprocess.Popen([sys.executable, "-c", code, str(root)], start_new_session=True)
        time.sleep(0.12 + turn * 0.3 / kills)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert states(root) == before
    save(root, 5000)
    assert upkeep.keep_up(str(root), pause=no_pause)
    assert Git(str(root)).run("fsck", "--no-dangling", "--connectivity-only") == b""


def test_the_graph_is_asked_which_commits_changed_an_issue(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 12):
        put(root, make_issue(IssueKey(2024, ISSUE, number), f"第{number}期"))
    for turn in range(60):
        put(root, make_issue(IssueKey(2024, ISSUE, turn % 11 + 1), f"又{turn}次"))
        assert recording.record(str(root), "王")
    assert upkeep.keep_up(str(root), pause=no_pause)
    trace = root.with_name("trace")
    environment = Git._environment

    def traced(git: Git, more: dict[str, str] | None) -> dict[str, str]:
        return {**environment(git, more), "GIT_TRACE2_PERF": str(trace)}

    monkeypatch.setattr(Git, "_environment", traced)
    assert len(states(root)) == 60
    told = [
        line
        for line in trace.read_text(encoding="utf-8").splitlines()
        if "bloom" in line and "statistics" in line
    ]
    assert told
    assert '"definitely_not":0,' not in told[0]
