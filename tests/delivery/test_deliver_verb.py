"""`deliver`, `delivery` and `status` from the command line, against a robot on this machine."""

import datetime as dt
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.delivery import robot_sender
from briefing_tui.delivery.robot_sender import Pace
from briefing_tui.exporters import formats
from briefing_tui.exporters.formats import ExportWish
from briefing_tui.library.sync.state import SyncState, write_state, written
from briefing_tui.model.issue import Correction, Distribution, Issue
from disks.libraries import put
from programs.commands import PROGRAM, Outcome, command
from servers.deliveries import PUBLISHED, STAFF
from servers.stub_robot import KEY, StubRobot, robot

FOR_HAND = Distribution("送", ("档案室",), "")
NOT_SET_UP = Distribution("呈", ("主管部门",), "机要")


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubRobot]:
    monkeypatch.setattr(robot_sender, "PACE", Pace())
    with robot() as server:
        yield server


@pytest.fixture
def home(tmp_path: Path, stub: StubRobot, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with a published issue, two channels, and the robot's key in the private file."""
    issue = PUBLISHED._replace(distribution=(*PUBLISHED.distribution, FOR_HAND, NOT_SET_UP))
    put(tmp_path / "library", issue)
    config = tmp_path / "config.toml"
    config.write_text(
        f'name = "王编辑"\nlibrary = "library"\n'
        f'[channels."印送"]\nkind = "print"\nfolder = "out"\nformats = ["txt"]\n'
        f'[channels."{STAFF}"]\nkind = "wecom"\nrobot = "staff"\nserver = "{stub.address}"\ntest = "try"\n',
        encoding="utf-8",
    )
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(f'staff = "{KEY}"\ntry = "test-key-1"\n')
    secrets.chmod(0o600)
    monkeypatch.setenv("BRIEFING_CONFIG", str(config))
    return tmp_path


def run(*words: str) -> Outcome:
    outcome = command(*words)
    assert KEY not in outcome.out + outcome.err
    return outcome


def test_everything_goes_once(home: Path, stub: StubRobot) -> None:
    outcome = run("deliver", "2024-14")
    assert outcome.code == 0, outcome.err
    assert len(stub.taken) == 1
    assert (home / "out" / "行业信息简报2024年第14期.txt").read_text(encoding="utf-8")
    rows = outcome.out.splitlines()
    assert len(rows) == 4
    assert "handed over" in rows[0]
    assert "handed over" in rows[1]
    assert "by hand" in rows[2]
    assert "no channel of this name" in rows[3]
    again = run("deliver", "2024-14")
    assert again.code == 0
    assert len(stub.taken) == 1


def test_what_another_machine_may_have_sent_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = str(home / "library")
    recorded: list[str] = []
    monkeypatch.setattr(
        "briefing_tui.library.editor.record_later", lambda root, _who, **_how: recorded.append(root)
    )
    (home / "library" / ".history").touch()
    now = dt.datetime.now(dt.UTC)
    write_state(library, SyncState(succeeded=written(now - dt.timedelta(hours=3))))
    assert "whether another machine has sent it since is not known" in run("deliver", "2024-14").err
    assert set(recorded) == {library}
    write_state(library, SyncState(succeeded=written(now)))
    assert "another machine" not in run("deliver", "2024-14").err


def test_a_dry_run_sends_nothing_and_shows_what_would_go(home: Path, stub: StubRobot) -> None:
    outcome = run("deliver", "2024-14", "--dry-run")
    assert outcome.code == 0
    assert stub.seen == []
    assert not (home / "out").exists()
    assert not (home / "library" / "deliveries").exists()
    assert "1. 再担保与银行直连系统上线" in outcome.out
    assert "bytes" in outcome.out


def test_pages_are_those_of_the_channel_or_else_of_the_house(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the house's fonts are looked through for them."""
    asked: list[tuple[str, str, tuple[str, ...]]] = []

    def made(_issue: Issue, wish: ExportWish, **_more: object) -> bytes:
        asked.append((wish.form, wish.layout, wish.fonts))
        return f"{wish.form} in {wish.layout}".encode()

    monkeypatch.setattr(formats, "export", made)
    config = home / "config.toml"
    text = config.read_text(encoding="utf-8").replace('["txt"]', '["docx", "pdf"]')
    (home / "fonts").mkdir()
    for house, own, expected in (
        ("", "", "briefing"),
        ('layout = "gbt9704"\n', "", "gbt9704"),
        ('layout = "gbt9704"\n', 'layout = "briefing"\n', "briefing"),
        ("", 'layout = "pages/own.toml"\n', str(home / "pages" / "own.toml")),
        ('layout = "pages/own.toml"\n', "", str(home / "pages" / "own.toml")),
    ):
        asked.clear()
        config.write_text(
            f'{house}fonts = "fonts"\n{text}'.replace('kind = "print"\n', f'kind = "print"\n{own}'),
            encoding="utf-8",
        )
        assert run("deliver", "2024-14", "--to", "印送", "--dry-run").code == 0
        assert set(asked) == {(form, expected, (str(home / "fonts"),)) for form in ("docx", "pdf")}


def test_a_layout_that_is_not_there_keeps_that_channel_back(home: Path, stub: StubRobot) -> None:
    config = home / "config.toml"
    text = config.read_text(encoding="utf-8").replace('["txt"]', '["docx"]\nlayout = "不存在"')
    config.write_text(text, encoding="utf-8")
    outcome = run("deliver", "2024-14")
    assert outcome.code == 1
    assert "不存在" in outcome.out + outcome.err
    assert len(stub.taken) == 1


def test_only_one_channel(stub: StubRobot, home: Path) -> None:
    assert run("deliver", "2024-14", "--to", "印送").code == 0
    assert stub.seen == []
    outcome = run("deliver", "2024-14", "--to", "传真")
    assert outcome.code == 2
    assert STAFF in outcome.err
    assert (home / "out").is_dir()


@pytest.mark.usefixtures("home")
def test_what_is_unknown_is_asked(stub: StubRobot) -> None:
    stub.script = ["drop"]
    outcome = run("deliver", "2024-14", "--to", STAFF)
    assert outcome.code == 1
    assert "unknown whether it arrived" in outcome.out
    outcome = run("deliver", "2024-14", "--to", STAFF)
    assert outcome.code == 1
    assert "--arrived" in outcome.err
    assert "--lost" in outcome.err
    assert len(stub.taken) == 1
    outcome = run("deliver", "2024-14", "--to", STAFF, "--arrived")
    assert outcome.code == 0, outcome.err
    assert len(stub.taken) == 1


@pytest.mark.usefixtures("home")
def test_what_was_lost_goes_again(stub: StubRobot) -> None:
    stub.script = ["error"]
    assert run("deliver", "2024-14", "--to", STAFF).code == 1
    assert run("deliver", "2024-14", "--to", STAFF, "--lost").code == 0
    assert len(stub.taken) == 1


@pytest.mark.usefixtures("home")
def test_again_sends_all_again(stub: StubRobot) -> None:
    run("deliver", "2024-14", "--to", STAFF)
    assert run("deliver", "2024-14", "--to", STAFF, "--again").code == 0
    assert len(stub.taken) == 2


def test_a_corrected_issue_is_offered_as_a_correction(home: Path, stub: StubRobot) -> None:
    run("deliver", "2024-14")
    noted = (*PUBLISHED.corrections, Correction(None, 2, "数字应为295.38"))
    put(home / "library", PUBLISHED._replace(corrections=noted))
    outcome = run("deliver", "2024-14")
    assert outcome.code == 1
    assert "--correction" in outcome.err
    assert len(stub.taken) == 1
    assert run("deliver", "2024-14", "--correction").code == 0
    assert "更正" in str(stub.taken[1])
    assert "数字应为295.38" in str(stub.taken[1])


@pytest.mark.usefixtures("home")
def test_json(stub: StubRobot) -> None:
    stub.script = ["hostile"]
    outcome = run("deliver", "2024-14", "--json")
    found = json.loads(outcome.out)
    assert [row["channel"] for row in found["rows"]] == ["印送", STAFF, "", "机要"]
    by_name = {one["channel"]: one for one in found["deliveries"]}
    assert by_name["印送"]["state"] == "done"
    assert by_name[STAFF]["state"] == "failed"
    assert by_name[STAFF]["sent"][0]["code"] == "99999"
    assert "\x1b" not in outcome.out


def test_a_draft_is_not_sent(home: Path, stub: StubRobot) -> None:
    put(home / "library", PUBLISHED._replace(workflow=PUBLISHED.workflow._replace(status="review")))
    outcome = run("deliver", "2024-14")
    assert outcome.code == 1
    assert "not published" in outcome.err
    assert stub.seen == []
    assert run("deliver", "2024-14", "--dry-run").code == 0


def test_a_session_that_only_reads_has_none_of_it(home: Path, stub: StubRobot) -> None:
    run("deliver", "2024-14", "--to", STAFF)
    for words in (
        ["deliver", "2024-14"],
        ["deliver", "2024-14", "--dry-run"],
        ["delivery", "list"],
        ["delivery", "test", STAFF],
    ):
        outcome = run("--read-only", *words)
        assert outcome.code == 1
        assert "read-only" in outcome.err
    assert STAFF not in run("--read-only", "status", "2024-14").out
    assert len(stub.seen) == 1
    assert (home / "library" / "deliveries").is_dir()


@pytest.mark.usefixtures("home")
def test_status_tells_what_went_where(stub: StubRobot) -> None:
    stub.script = ["bad_key"]
    run("deliver", "2024-14")
    run("deliver", "2024-14")
    rows = run("status", "2024-14").out.splitlines()
    assert [row for row in rows if STAFF in row and "93000" in row]
    assert [row for row in rows if STAFF in row and row.endswith("王编辑") and "handed over" in row]


@pytest.mark.usefixtures("home")
def test_a_test_goes_to_the_test_group(stub: StubRobot) -> None:
    assert run("delivery", "test", STAFF).code == 0
    assert stub.seen[0].key == "test-key-1"
    assert run("delivery", "test", "印送").code == 2
    assert run("delivery", "test").code == 2
    assert run("delivery", "test", "传真").code == 2


def test_the_channels_are_listed_without_their_keys(home: Path) -> None:
    outcome = run("delivery", "list")
    assert outcome.code == 0
    assert STAFF in outcome.out
    (home / "secrets.toml").chmod(0o644)
    outcome = run("delivery", "list")
    assert outcome.code == 1
    assert "chmod 600" in outcome.out
    assert run("deliver", "2024-14", "--to", STAFF).code == 2
    assert "chmod 600" in run("doctor").out


def test_nothing_set_up_says_what_to_do(tmp_path: Path) -> None:
    put(tmp_path, PUBLISHED)
    outcome = command("--library", str(tmp_path), "deliver", "2024-14")
    assert outcome.code == 1
    assert "config init --print" in outcome.err
    assert command("--library", str(tmp_path), "delivery", "list").code == 0


@pytest.mark.usefixtures("home", "stub")
def test_options_that_contradict_each_other_are_refused() -> None:
    assert run("deliver", "2024-14", "--again", "--lost").code == 2


@pytest.mark.usefixtures("home")
def test_publishing_writes_the_feed_and_says_how_to_send(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    text = '[channels."订阅源"]\nkind = "feed"\nfile = "feed.atom"\nlink = "https://intranet.example/{key}"\n'
    config.write_text(config.read_text(encoding="utf-8") + text, encoding="utf-8")
    put(tmp_path / "library", PUBLISHED._replace(workflow=PUBLISHED.workflow._replace(status="review")))
    outcome = run("status", "2024-14", "published", "--force")
    assert outcome.code == 0
    assert "briefing-tui deliver 2024-14" in outcome.err
    assert "2024-14" in (tmp_path / "feed.atom").read_text(encoding="utf-8")
    assert run("status", "2024-14", "draft", "--force").code == 0
    assert "<entry>" not in (tmp_path / "feed.atom").read_text(encoding="utf-8")


def test_the_key_is_in_no_list_of_processes(home: Path, stub: StubRobot) -> None:
    seen: list[str] = []

    def look() -> None:
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    seen.append((folder / "cmdline").read_bytes().decode("utf-8", "replace"))
                except OSError:
                    continue

    stub.before_answer = look
    done = subprocess.run(
        [PROGRAM, "deliver", "2024-14", "--to", STAFF], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert any("deliver" in line for line in seen)
    assert not any(KEY in line for line in seen)
    assert home.is_dir()
