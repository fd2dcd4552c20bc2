"""What was typed and not saved comes back (promise D3)."""

import base64
import datetime as dt
import json
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings

from briefing_tui.errors import LibraryError
from briefing_tui.library.disk.process import is_dead, this_process
from briefing_tui.library.format.codec import dump_issue
from briefing_tui.library.saving.revision import revision
from briefing_tui.model.issue import Correction, Issue, Item, Masthead, Section, Step, Workflow
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey, make_key
from briefing_tui.personal.draft_names import FOLDER
from briefing_tui.personal.drafts import Draft, Drafts
from briefing_tui.personal.issue_json import issue_from_plain, to_plain
from bulletins.issues import FULL, ISSUES
from disks.disk_faults import full
from torture_editing import kill_drafters

WHEN = dt.datetime.fromisoformat("2024-12-16T14:02:05")
KEY = FULL.key
OTHER_SESSION = (
    "import sys, datetime as dt; from briefing_tui.personal.drafts import Drafts\n"
    "from briefing_tui.model.issue import Issue, Masthead; from briefing_tui.model.key import parse_key\n"
    "Drafts(sys.argv[1]).keep(sys.argv[2], parse_key(sys.argv[3]), b'base', Issue(Masthead(title=sys.argv[4])),\n"
    " dt.datetime.fromisoformat(sys.argv[5]))\n"
    "print('kept', flush=True); sys.stdin.read()"
)


def keep_elsewhere(
    state: Path, library: str, key: str = "2024-14", title: str = "她的", when: str = "2024-12-16T15:00"
) -> None:
    """A draft of a session that has ended."""
    arguments = [sys.executable, "-c", OTHER_SESSION, str(state), library, key, title, when]
    subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=30)


def test_what_a_killed_session_left_half_written_is_swept_when_drafts_are_looked_for(tmp_path: Path) -> None:
    drafts = Drafts(str(tmp_path))
    drafts.keep("library", KEY, b"", FULL, WHEN)
    left = tmp_path / "drafts" / ".a.json.tmp-7-a"
    left.write_bytes(b"{")
    assert drafts.list() == []
    assert left.exists(), "it may be being written"
    os.utime(left, (time.time() - 7200,) * 2)
    assert drafts.list() == []
    assert not left.exists()


@given(ISSUES)
@settings(max_examples=50)
def test_any_issue_comes_back_as_it_was(issue: Issue) -> None:
    assert issue_from_plain(json.loads(json.dumps(to_plain(issue)))) == issue


def test_what_no_file_could_hold_comes_back_too(tmp_path: Path) -> None:
    issue = Issue(
        Masthead(),  # no number yet
        Workflow("draft", (Step("甲", "2024-12-16 15:02", "拟稿"),)),
        sections=(Section("", items=(Item("\n", "长" * 30_000 + "\n\n"), Item())),),
        end=None,
        corrections=(Correction(dt.date(2024, 12, 17), None, "更正"),),
    )
    keep_elsewhere(tmp_path, "lib")
    drafts = Drafts(str(tmp_path))
    path = Path(drafts.list("lib")[0].path)
    content = json.loads(path.read_bytes())
    content["issue"] = to_plain(issue)
    path.write_text(json.dumps(content), encoding="ascii")
    found = drafts.find("lib", KEY)
    assert found is not None
    assert found.issue == issue


def test_a_draft_of_a_session_that_ended_is_offered(tmp_path: Path) -> None:
    assert Drafts(str(tmp_path)).find("lib", KEY) is None
    keep_elsewhere(tmp_path, "lib")
    drafts = Drafts(str(tmp_path))
    found = drafts.find("lib", KEY)
    assert found is not None
    assert found.issue == Issue(Masthead(title="她的"))
    assert (found.key, found.base_revision, found.alive) == (KEY, revision(b"base"), False)
    assert found.saved_at == dt.datetime.fromisoformat("2024-12-16T15:00")
    assert found.library == os.path.realpath("lib")
    drafts.discard(found)
    assert drafts.list() == []
    drafts.discard(found)


def test_the_file_a_draft_was_begun_from_comes_back_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = f"# 注\n{dump_issue(FULL)}".encode()
    ended = Drafts(str(tmp_path))
    monkeypatch.setattr(ended, "_me", this_process()._replace(pid=2**22 + 1, start="1"))
    ended.keep("lib", KEY, base, FULL._replace(preface=None), WHEN)
    [found] = Drafts(str(tmp_path)).list("lib", KEY)
    assert (found.base_revision, found.base_data, found.base()) == (revision(base), base, FULL)
    path = Path(found.path)
    content = json.loads(path.read_bytes())
    assert len(content["base"]) < len(base)
    bomb = base64.b64encode(zlib.compress(bytes(64 << 20))).decode()
    for damaged in ("", "%", "AAAA", content["base"][:40], bomb, 3, None):
        path.write_text(json.dumps({**content, "base": damaged}), encoding="ascii")
        [found] = Drafts(str(tmp_path)).list("lib", KEY)
        assert (found.base_data, found.base()) == (b"", Issue()), damaged
        assert found.issue == FULL._replace(preface=None), "the text itself is not lost by that"


def test_the_latest_draft_of_this_issue_of_this_library_is_the_one(tmp_path: Path) -> None:
    keep_elsewhere(tmp_path, "lib", title="旧", when="2024-12-16T14:00")
    keep_elsewhere(tmp_path, "lib", title="新", when="2024-12-16T16:00")
    keep_elsewhere(tmp_path, "lib", title="中", when="2024-12-16T15:00")
    keep_elsewhere(tmp_path, "lib", key="2024-1", title="别的期", when="2024-12-17T15:00")
    keep_elsewhere(tmp_path, "elsewhere", title="别的库", when="2024-12-18T15:00")
    drafts = Drafts(str(tmp_path))
    assert [one.issue.masthead.title for one in drafts.list("lib", KEY)] == ["新", "中", "旧"]
    assert [one.issue.masthead.title for one in drafts.list("lib")] == ["别的期", "新", "中", "旧"]
    assert len(drafts.list()) == 5
    found = drafts.find("lib", KEY)
    assert found is not None
    assert found.issue.masthead.title == "新"


def test_a_link_to_a_library_is_the_same_library(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    keep_elsewhere(tmp_path / "state", str(tmp_path / "real"))
    assert Drafts(str(tmp_path / "state")).find(str(tmp_path / "link"), KEY) is not None


def test_the_own_draft_is_not_offered_and_is_dropped_after_a_save(tmp_path: Path) -> None:
    drafts = Drafts(str(tmp_path))
    for number in range(3):
        drafts.keep("lib", KEY, b"", FULL._replace(preface=None), WHEN + dt.timedelta(seconds=number))
    drafts.keep("lib", make_key(2024, 15), b"", FULL, WHEN)
    assert drafts.list() == []
    folder = tmp_path / FOLDER
    assert len(list(folder.iterdir())) == 2, "one file an issue"
    assert (folder.stat().st_mode & 0o777, next(folder.iterdir()).stat().st_mode & 0o077) in {
        (0o700, 0o044),
        (0o700, 0o000),
    }
    drafts.drop("lib", KEY)
    drafts.drop("lib", KEY)
    assert len(list(folder.iterdir())) == 1


def test_a_running_session_keeps_its_draft_to_itself_until_it_ends(tmp_path: Path) -> None:
    arguments = [
        sys.executable,
        "-c",
        OTHER_SESSION,
        str(tmp_path),
        "lib",
        "2024-14",
        "在写",
        "2024-12-16T15:00",
    ]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"kept\n"
        drafts = Drafts(str(tmp_path))
        assert [one.alive for one in drafts.list("lib", KEY)] == [True]
        assert drafts.find("lib", KEY) is None
        other.kill()
        other.wait(10)
        assert drafts.find("lib", KEY) is not None


def test_two_sessions_do_not_touch_each_others_drafts(tmp_path: Path) -> None:
    keep_elsewhere(tmp_path, "lib")
    drafts = Drafts(str(tmp_path))
    drafts.keep("lib", KEY, b"", FULL, WHEN)
    drafts.drop("lib", KEY)
    assert drafts.find("lib", KEY) is not None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b'{"version": 2}',
        b'{"version": 1}',
        b"[" * 100_000,
        b'{"version": 1, "issue": 3}',
    ],
)
def test_a_damaged_draft_hides_no_other_and_stays(tmp_path: Path, damage: bytes) -> None:
    keep_elsewhere(tmp_path, "lib", title="旧", when="2024-12-16T14:00")
    keep_elsewhere(tmp_path, "lib", title="新", when="2024-12-16T16:00")
    drafts = Drafts(str(tmp_path))
    path = Path(drafts.list("lib")[0].path)
    path.write_bytes(damage)
    assert [one.issue.masthead.title for one in drafts.list("lib", KEY)] == ["旧"]
    assert path.read_bytes() == damage


@pytest.mark.parametrize(
    "path",
    [
        ("issue", "sections"),
        ("issue", "masthead", "year"),
        ("issue", "masthead", "date"),
        ("process", "pid"),
        ("key",),
    ],
)
def test_values_of_another_shape_are_no_draft(tmp_path: Path, path: tuple[str, ...]) -> None:
    keep_elsewhere(tmp_path, "lib")
    drafts = Drafts(str(tmp_path))
    file = Path(drafts.list("lib")[0].path)
    content = json.loads(file.read_bytes())
    inner = content
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = ["x"]
    file.write_text(json.dumps(content), encoding="ascii")
    assert drafts.list("lib") == []


def test_a_full_disk_is_told_and_the_draft_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = Drafts(str(tmp_path))
    drafts.keep("lib", KEY, b"", FULL, WHEN)
    path = next((tmp_path / FOLDER).iterdir())
    before = path.read_bytes()

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(LibraryError, match="No space left"):
            drafts.keep("lib", KEY, b"", FULL._replace(preface=None), WHEN)
    assert [one.read_bytes() for one in (tmp_path / FOLDER).iterdir()] == [before]
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError):
        Drafts(str(tmp_path / "file")).keep("lib", KEY, b"", FULL, WHEN)


def test_a_lone_surrogate_does_not_cost_the_draft(tmp_path: Path) -> None:
    drafts = Drafts(str(tmp_path))
    drafts.keep("lib", KEY, b"", Issue(Masthead(title="甲\udc80乙")), WHEN)
    content = json.loads(next((tmp_path / FOLDER).iterdir()).read_bytes())
    assert issue_from_plain(content["issue"]).masthead.title == "甲‹DC80›乙"


def test_fields_that_are_new_or_gone_do_not_matter() -> None:
    plain = to_plain(FULL)
    assert isinstance(plain, dict)
    assert issue_from_plain({**plain, "later": 3}) == FULL
    del plain["preface"]
    assert issue_from_plain(plain) == FULL._replace(preface=None)


@pytest.mark.slow
def test_killed_sessions_leave_their_last_draft(tmp_path: Path) -> None:
    result = kill_drafters(str(tmp_path), rounds=20, seed=1)
    assert (result.corrupt, result.lost) == (0, 0)
    assert result.killed > 15


def test_a_draft_says_whose_it_is(tmp_path: Path) -> None:
    keep_elsewhere(tmp_path, "lib")
    found = Drafts(str(tmp_path)).list()[0]
    assert isinstance(found, Draft)
    assert isinstance(found.key, IssueKey)
    assert found.process.host == os.uname().nodename


# which process is dead


def test_this_process_and_its_parent_live() -> None:
    me = this_process()
    assert not is_dead(me)
    assert me.pid == os.getpid()
    assert me.name == f"{me.user}@{me.host}"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells")
def test_death_needs_proof() -> None:
    me = this_process()
    assert is_dead(me._replace(start="1")), "the number came again"
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait(10)
    assert is_dead(me._replace(pid=child.pid, start=""))
    gone = me._replace(pid=child.pid)
    assert is_dead(gone)
    # Elsewhere nobody knows.
    assert not is_dead(gone._replace(host="another"))
    assert not is_dead(gone._replace(machine="another"))
    assert not is_dead(gone._replace(namespace="pid:[1]"))
    assert is_dead(me._replace(boot="earlier")) == bool(me.machine)
    assert not is_dead(me._replace(boot="earlier", machine="another"))
    assert is_dead(me._replace(pid=-1))
    assert not is_dead(me._replace(pid=2**40)), "no such number: somebody else's machine"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells")
def test_a_zombie_is_dead() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert is_dead(this_process()._replace(pid=child))
    os.waitpid(child, 0)


def test_the_issues_with_kept_text_are_known_by_names_alone(tmp_path: Path) -> None:
    mine, ended = Drafts(str(tmp_path)), Drafts(str(tmp_path))
    ended._me = this_process()._replace(pid=2**22 + 1, start="1")
    supplement = IssueKey(2025, SUPPLEMENT, 7)
    assert mine.keys("/library") == frozenset()
    for key in (KEY, supplement):
        ended.keep("/library", key, b"", FULL, WHEN)
    ended.keep("/elsewhere", IssueKey(2024, ISSUE, 9), b"", FULL, WHEN)
    mine.keep("/library", IssueKey(2025, ISSUE, 3), b"", FULL, WHEN)
    for name in ("odd.json", f"{next((tmp_path / FOLDER).iterdir()).name[:17]}x-1-2.json"):
        (tmp_path / FOLDER / name).write_text("", encoding="utf-8")
    assert mine.keys("/library") == {KEY, supplement}
