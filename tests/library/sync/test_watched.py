"""A git that takes long: it is told how far it is, and nothing of it goes on when it is stopped or takes too long."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.library.history.git import Git, GitError
from briefing_tui.library.sync.watched import watched


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Git]:
    """A git that is a script."""

    def make(script: str) -> Git:
        monkeypatch.setattr(Git, "_command", lambda _git, _words: ["/bin/sh", "-c", script])
        return Git(str(tmp_path))

    return make


def is_gone(process: int) -> bool:
    for _turn in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_steps_are_told_and_are_no_complaints(run: Callable[[str], Git]) -> None:
    git = run(
        "printf 'remote: Counting objects: 100%% (4/4), done.\\nReceiving objects:  50%% (2/4)\\r"
        "Receiving objects: 100%% (4/4), 9 bytes | 9.00 KiB/s, done.\\nfatal: early EOF\\n' >&2; echo out; exit 3"
    )
    told: list[tuple[str, int, int]] = []
    code, out, err = watched(git, {}, (), 30, lambda *how: told.append(how))
    assert (code, out, err) == (3, b"out\n", b"fatal: early EOF\n")
    assert told == [("receiving", 2, 4), ("receiving", 4, 4)]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks into /proc")
@pytest.mark.parametrize("how", ["stopped", "late"])
def test_nothing_of_it_goes_on(run: Callable[[str], Git], tmp_path: Path, how: str) -> None:
    git = run(f"sleep 300 & echo $! > {tmp_path}/child; wait")
    child = tmp_path / "child"
    ends = time.monotonic() + 100
    with pytest.raises(GitError):
        watched(
            git, {}, (), 1.0 if how == "late" else 300, None, stop=lambda: how == "stopped" and child.exists()
        )
    assert time.monotonic() < ends
    assert is_gone(int(child.read_text(encoding="ascii")))


def test_what_it_says_without_end_is_not_kept(run: Callable[[str], Git]) -> None:
    git = run("head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; head -c 3000000 /dev/zero")
    code, out, err = watched(git, {}, (), 60, None)
    assert code == 0
    assert len(out) <= 64 << 10
    assert len(err) <= 64 << 10
