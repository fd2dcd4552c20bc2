"""Hosts of readers: a mirror follows and sends nothing; what is published goes to a place of its own, and nothing else does."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from briefing_tui.library.sync import remotes
from briefing_tui.library.sync.lag import behind_since
from briefing_tui.library.sync.published import publish
from briefing_tui.library.sync.settling import take_side, waiting
from briefing_tui.library.sync.state import MIRROR, SyncState, read_state
from briefing_tui.model.issue import Workflow
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from disks.sync_places import KEY, Office, added, bare, git, office, reworded

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
NEXT = IssueKey(2024, ISSUE, 15)
FILE = "2024/2024-14.toml"


@pytest.fixture
def one(tmp_path: Path, place: Path) -> Office:
    made = office(tmp_path / "one", place, "王")
    put(made.root, make_issue(KEY, "第一条", "第二条"))
    put(made.root, make_issue(NEXT, "未发布的", status="draft"))
    made.sync()
    return made


@pytest.fixture
def mirror(place: Path, one: Office) -> Office:
    made = office(one.root.with_name("mirror"), place, "mirror")
    made.sync(follow=True)
    return made


def test_a_mirror_follows_and_sends_nothing(one: Office, mirror: Office, place: Path) -> None:
    before = git(place, "rev-parse", "main")
    put(mirror.root, make_issue(IssueKey(2024, ISSUE, 16), "机上的", status="draft"))
    mirror.sync(follow=True)
    assert git(place, "rev-parse", "main") == before == git(mirror.root, "rev-parse", "HEAD")
    one.edit(added("再一条"))
    one.editor.delete(NEXT)
    one.sync()
    mirror.sync(follow=True)
    assert mirror.titles() == one.titles()
    assert not (mirror.root / "2024/2024-15.toml").exists()
    assert (mirror.root / "2024/2024-16.toml").exists()
    assert [each.key for each in mirror.editor.trashed()] == [NEXT]


def test_what_was_changed_in_a_mirror_is_told_and_stays(one: Office, mirror: Office) -> None:
    mirror.edit(reworded(1, "机上改的。"))
    for _again in range(2):
        assert [each.name for each in mirror.sync(follow=True).waiting] == [FILE]
    one.edit(reworded(1, "王改的。"))
    one.edit(added("另一期也改"), NEXT)
    one.sync()
    assert [each.name for each in mirror.sync(follow=True).waiting] == [FILE]
    assert mirror.issue().sections[0].items[0].body == "机上改的。"
    assert mirror.titles(NEXT) == one.titles(NEXT)
    take_side(str(mirror.root), FILE, mine=False)
    assert not mirror.sync(follow=True).waiting
    assert mirror.issue() == one.issue()
    assert [each.key for each in mirror.editor.trashed()] == [KEY]


def test_what_is_gone_from_a_mirror_comes_back(one: Office, mirror: Office) -> None:
    (mirror.root / FILE).unlink()
    mirror.sync(follow=True)
    assert mirror.titles() == one.titles()


def test_a_mirror_that_lags_says_since_when(mirror: Office) -> None:
    mirror.sync(follow=True, every=60)
    state = read_state(str(mirror.root))
    assert state is not None
    assert (state.mode, state.every) == (MIRROR, 60)
    last = dt.datetime.fromisoformat(state.succeeded)
    assert behind_since(state, last + dt.timedelta(seconds=299)) is None
    assert behind_since(state, last + dt.timedelta(seconds=301)) == last
    assert behind_since(state, last - dt.timedelta(days=1)) is None
    assert behind_since(state._replace(every=3600), last + dt.timedelta(hours=2)) is None
    assert behind_since(state._replace(every=3600), last + dt.timedelta(hours=4)) == last
    assert behind_since(state._replace(every=0), last + dt.timedelta(days=9)) is None
    assert behind_since(state._replace(succeeded="gestern"), last) is None
    assert behind_since(None, last) is None


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b'{"waiting":[1,{}],"every":"x"}', b"\xff", b"x" * (2 << 20)]
)
def test_a_damaged_note_of_the_last_sync_harms_nobody(one: Office, data: bytes) -> None:
    (one.root / ".sync").write_bytes(data)
    state = read_state(str(one.root))
    assert state is None or state == SyncState(waiting=state.waiting)
    one.sync()
    assert read_state(str(one.root)) is not None


@pytest.fixture
def shown(tmp_path: Path, one: Office) -> Path:
    made = bare(tmp_path / "shown.git")
    remotes.add(str(one.root), str(made), remotes.PUBLISHED)
    return made


def test_only_what_is_published_leaves(one: Office, shown: Path) -> None:
    path = one.root / FILE
    path.write_text(f"# 内部备注\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    (one.root / "terms.toml").write_text("", encoding="utf-8")
    one.edit(added("草稿里的"), NEXT)
    one.sync()
    publish(str(one.root))
    everything = git(shown, "log", "-p", "--all")
    assert git(shown, "ls-tree", "-r", "--name-only", "main") == FILE
    for secret in ("未发布的", "草稿里的", "内部备注", "terms", "王"):
        assert secret not in everything
    objects = git(shown, "cat-file", "--batch-all-objects", "--batch-check").splitlines()
    contents = [git(shown, "cat-file", "-p", row.split()[0]) for row in objects]
    assert not [text for text in contents if "未发布的" in text or "草稿里的" in text]


def test_publishing_correcting_and_taking_back_arrive(one: Office, shown: Path, tmp_path: Path) -> None:
    publish(str(one.root))
    host = office(tmp_path / "host", shown, "host")
    host.sync(follow=True)
    assert host.titles() == one.titles()
    assert publish(str(one.root)).lines == ()
    one.edit(lambda issue: issue._replace(workflow=Workflow("published")), NEXT)
    one.edit(reworded(1, "更正过。"))
    one.sync()
    assert len(publish(str(one.root)).lines) == 2
    host.sync(follow=True)
    assert host.titles(NEXT) == ["未发布的"]
    assert host.issue().sections[0].items[0].body == "更正过。"
    one.edit(lambda issue: issue._replace(workflow=Workflow("draft")), NEXT)
    one.sync()
    publish(str(one.root))
    host.sync(follow=True)
    assert not (host.root / "2024/2024-15.toml").exists()


def test_an_older_machine_never_replaces_what_a_newer_one_published(
    one: Office, place: Path, shown: Path, tmp_path: Path
) -> None:
    other = office(tmp_path / "other", place, "李")
    remotes.add(str(other.root), str(shown), remotes.PUBLISHED)
    other.sync()
    one.edit(reworded(1, "更正过。"))
    one.sync()
    publish(str(one.root))
    sent = publish(str(other.root))
    assert sent.behind
    assert "更正过。" in git(shown, "show", f"main:{FILE}")
    other.sync()
    assert not publish(str(other.root)).behind


def test_either_side_can_be_taken_in_the_shell(one: Office, place: Path, tmp_path: Path) -> None:
    for mine in (True, False):
        other = office(tmp_path / f"other-{mine}", place, "李")
        other.sync()
        one.edit(reworded(2, f"王改的{mine}。"))
        one.edit(added(f"王加的{mine}"))
        other.edit(reworded(2, f"李改的{mine}。"))
        one.sync()
        other.sync()
        assert [each.name for each in waiting(str(other.root))] == [FILE]
        take_side(str(other.root), FILE, mine=mine)
        assert waiting(str(other.root)) == ()
        outcome = other.sync()
        assert not outcome.waiting
        one.sync()
        assert one.issue() == other.issue()
        assert one.issue().sections[0].items[1].body == (f"李改的{mine}。" if mine else f"王改的{mine}。")
        assert f"王加的{mine}" in one.titles()
