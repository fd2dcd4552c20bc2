"""`sync` and `remote` as they are typed, and what `doctor`, `status` and `setup sync` say of it."""

import io
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from briefing_tui.cli.output.progress_line import told_to
from briefing_tui.cli.output.talk import Talk
from briefing_tui.library.history import upkeep
from briefing_tui.library.sync import remotes
from briefing_tui.library.sync.attempt import SyncWish
from briefing_tui.library.sync.exchange import sync
from briefing_tui.library.sync.state import read_state
from briefing_tui.library.sync.transport import TransportError
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from disks.sync_places import KEY, Office, added, bare, git, reworded
from programs.commands import PROGRAM, FakeTerminal, command

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return bare(tmp_path / "place.git")


@pytest.fixture
def one(tmp_path: Path, place: Path) -> Office:
    made = Office(tmp_path / "one", "王")
    put(made.root, make_issue(KEY, "第一条", "第二条"))
    assert run(made, "remote", "add", str(place)) == f"origin {place}\n"
    assert run(made, "sync") == "→ 2024-14\n"
    return made


def other_of(one: Office, place: Path) -> Office:
    other = Office(one.root.with_name("other"), "李")
    run(other, "remote", "add", str(place))
    run(other, "sync")
    return other


def run(one: Office, *words: str, code: int = 0) -> str:
    done = command("--library", str(one.root), *words)
    assert done.code == code, done
    return done.out


def said(one: Office, *words: str, code: int = 0) -> str:
    done = command("--library", str(one.root), *words)
    assert done.code == code, done
    return done.err


def test_what_came_and_what_went_is_told(one: Office, place: Path) -> None:
    other = other_of(one, place)
    one.edit(added("王的"))
    assert run(one, "sync") == "→ 2024-14\n"
    other.edit(added("李的"))
    out = run(other, "sync")
    assert "← 2024-14: " in out
    assert "王的" in out
    assert "→ 2024-14" in out
    assert run(one, "sync") == "← 2024-14：新增第4条\n"
    assert run(one, "sync") == ""


def test_what_waits_is_told_everywhere_and_settled(one: Office, place: Path) -> None:
    other = other_of(one, place)
    one.edit(reworded(1, "王的。"))
    other.edit(reworded(1, "李的。"))
    run(one, "sync")
    told = "2024-14: both changed the same: "
    assert told in said(other, "sync")
    assert told in run(other, "sync", "--status")
    assert told in said(other, "status", "2024-14")
    assert told in command("--library", str(other.root), "doctor").out
    assert "expected" not in said(other, "sync", "--take", "theirs", "2024-14")
    assert other.issue().sections[0].items[0].body == "王的。"
    assert told not in run(other, "sync", "--status")
    assert "does not wait" in said(other, "sync", "--take", "mine", "2024-14", code=1)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("sync", "--every", "1"), 2),
        (("sync", "--every", "x"), 2),
        (("sync", "--once"), 2),
        (("sync", "--take", "both", "2024-14"), 2),
        (("sync", "--take", "mine", "x"), 2),
        (("remote", "add"), 2),
        (("remote", "list", "x"), 2),
        (("remote", "add", "ext::x"), 2),
        (("remote", "add", "https://a:b@c/d"), 2),
        (("remote", "add", "/elsewhere"), 1),
        (("remote", "remove", "--published"), 1),
        (("sync", "--published"), 1),
        (("setup", "ssh", "--url", "/x"), 2),
        (("setup", "sync", "--url", "ext::x"), 2),
    ],
)
def test_what_cannot_be_meant_is_one_line(one: Office, words: tuple[str, ...], code: int) -> None:
    err = said(one, *words, code=code)
    assert len(err.splitlines()) == 1


def test_no_place_is_named_yet(tmp_path: Path) -> None:
    put(tmp_path, make_issue(KEY, "第一条"))
    err = said(Office(tmp_path, "王"), "sync", code=1)
    assert "remote add URL" in err


def test_the_published_are_sent_by_either_order_of_words(one: Office, tmp_path: Path) -> None:
    shown = bare(tmp_path / "shown.git")
    assert run(one, "remote", "add", "--published", str(shown)) == f"published {shown}\n"
    run(one, "remote", "remove", "--published")
    run(one, "remote", "add", str(shown), "--published")
    assert run(one, "remote", "list").splitlines()[1] == f"published {shown}"
    assert run(one, "sync", "--published") == "⇒ 2024-14：新建，2 条\n"


def test_a_sync_with_nothing_to_do_says_so_in_one_line(one: Office, tmp_path: Path) -> None:
    assert said(one, "sync") == "nothing new, here or there\n"
    one.edit(added("王的"))
    assert said(one, "sync") == ""
    run(one, "remote", "add", "--published", str(bare(tmp_path / "shown.git")))
    assert said(one, "sync", "--published") == ""
    assert said(one, "sync", "--published") == "nothing new, here or there\n"
    assert said(one, "sync", "--every", "60", "--once") == ""  # of a timer: nobody reads a line a minute


def test_how_far_a_first_sync_is_is_told_to_whoever_watches(one: Office, place: Path, tmp_path: Path) -> None:
    for number in range(15, 60):
        put(one.root, make_issue(IssueKey(2024, ISSUE, number), f"第{number}期"))
    watching, piped = io.BytesIO(), io.BytesIO()
    stream = FakeTerminal(watching, encoding="utf-8", write_through=True)
    told = told_to(Talk(stream))
    assert told is not None
    sync(str(one.root), SyncWish("王"), progress=told)
    assert "sending: " in watching.getvalue().decode()
    other = tmp_path / "other"
    other.mkdir()
    remotes.add(str(other), str(place))
    sync(str(other), SyncWish("李"), progress=told)
    shown = watching.getvalue().decode()
    assert "receiving: " in shown
    assert "writing files: 46 of 46" in shown
    assert all(len(line) < 80 for line in shown.replace("\x1b[K", "").split("\r"))
    assert told_to(Talk(io.TextIOWrapper(piped, encoding="utf-8"))) is None


def test_a_fault_is_told_alike_whether_somebody_watches_or_not(one: Office, place: Path) -> None:
    place.rename(place.with_name("away"))
    for progress in (None, lambda *_how: None):
        with pytest.raises(TransportError, match="no repository at that address") as caught:
            sync(str(one.root), SyncWish("王"), progress=progress)
        assert "\n" not in caught.value.one_line()


class Packing:
    """A process of upkeep that ends when it is waited for, or is asked a second time."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def wait(self, seconds: float) -> int:
        self.waited.append(seconds)
        return 0


def test_a_mirror_is_kept_quick_when_a_timer_has_it_follow(
    one: Office, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = Office(tmp_path / "mirror", one.who)
    run(mirror, "remote", "add", str(place))
    begun, packing = list[str](), Packing()

    def begin(root: str) -> Packing:
        begun.append(root)
        return packing

    monkeypatch.setattr(upkeep, "begin", begin)
    run(mirror, "--read-only", "sync", "--every", "60", "--once")
    assert begun == [str(mirror.root)]
    (bound,) = packing.waited
    assert bound < 600
    run(mirror, "--read-only", "sync")  # by hand: nobody is kept waiting
    assert len(begun) == 1


@pytest.mark.slow
def test_what_a_mirror_fetched_is_packed_at_a_quiet_moment(one: Office, place: Path, tmp_path: Path) -> None:
    mirror = Office(tmp_path / "mirror", "host")
    run(mirror, "remote", "add", str(place))
    mirror.sync(follow=True)
    assert upkeep.begin(str(mirror.root)) is None  # nothing is due
    words = ["hash-object", "-w", "--stdin-paths"]
    files = [tmp_path / f"{number}" for number in range(2200)]
    for file in files:
        file.write_text(file.name, encoding="utf-8")
    paths = "".join(f"{file}\n" for file in files)
    subprocess.run(
        ["git", "-C", mirror.root, *words], input=paths, text=True, check=True, capture_output=True
    )
    git(mirror.root, "add", "2024")
    run(mirror, "--read-only", "sync", "--every", "60", "--once")
    assert list((mirror.root / ".git/objects/pack").glob("*.pack"))
    assert mirror.titles() == one.titles()
    assert git(mirror.root, "fsck", "--no-dangling") == ""


def test_read_only_follows(one: Office, place: Path, tmp_path: Path) -> None:
    mirror = Office(tmp_path / "mirror", "host")
    run(mirror, "remote", "add", str(place))
    run(mirror, "sync", "--read-only", "--every", "60", "--once")
    state = read_state(str(mirror.root))
    assert state is not None
    assert (state.mode, state.every) == ("mirror", 60)
    assert mirror.titles() == one.titles()
    mirror.edit(added("机上的"))
    before = git(place, "rev-parse", "main")
    assert "was changed here" in said(mirror, "--read-only", "sync")
    assert git(place, "rev-parse", "main") == before


@pytest.mark.slow
def test_again_and_again_until_it_is_stopped_and_a_fault_is_told_once(one: Office, place: Path) -> None:
    away = place.with_name("away")
    place.rename(away)
    words = [str(PROGRAM), "--library", str(one.root), "sync", "--every", "5"]
    child = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    try:
        time.sleep(8)
        away.rename(place)
        time.sleep(8)
    finally:
        child.send_signal(signal.SIGTERM)
        _out, err = child.communicate(timeout=20)
    assert err.count("no repository at that address") == 1
    assert "the sync works again" in err
    assert "Traceback" not in err


def test_setup_sync_names_this_library_and_address(one: Office) -> None:
    out = run(one, "setup", "sync", "--url", "ssh://git@host.example/x.git", "--account", "news")
    assert "ssh://git@host.example/x.git" in out
    assert f"ReadWritePaths={one.root}" in out
    assert "User=news" in out
    assert "briefing-tui-sync-news.timer" in out
    assert f"sync --read-only --every 60 --once --library {one.root}" in out
