"""Saved states, steps and deliveries as one list; what is recorded beside issues; a rename that is followed."""

import datetime as dt
import json
import os
import shutil
import time
from pathlib import Path

import pytest

from briefing_tui.delivery.events import delivery_events
from briefing_tui.delivery.journal import Journal
from briefing_tui.library.disk.files import read_regular
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.history import recording, timeline, versions
from briefing_tui.library.history.item_versions import item_versions, lines_of, stands_in
from briefing_tui.library.history.seen import NAME
from briefing_tui.library.history.timeline import DELIVERY, SAVED, STEP, Event
from briefing_tui.library.history.versions import Version
from briefing_tui.model.issue import Issue, Item, Step, Workflow
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from programs.commands import command

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
KEY = IssueKey(2024, ISSUE, 14)
ZONE = dt.datetime.now().astimezone().tzinfo


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2024, 12, 16, hour, minute, tzinfo=ZONE)


def state(hour: int, what: str, minute: int = 0) -> Event:
    return timeline.saved(Version("0" * 40, "王", at(hour, minute), what))


def test_rows_stand_by_their_time_and_a_step_that_a_state_tells_of_is_that_state() -> None:
    steps = (
        Step("王", "2024-12-16 09:00", "拟稿"),
        Step("李", "2024-12-16 11:59", "核稿"),
        Step("", "不知何时", "会签"),
        Step("张", "2024-12-16 15:02", "签发"),
    )
    states = [state(16, "2024-14：更正"), state(15, "2024-14：签发", 2), state(10, "2024-14：改写第3条")]
    others = [*timeline.steps_told(steps), Event(DELIVERY, at(15, 30), "王", "分送")]
    rows = list(timeline.merged(states, others))
    assert [(one.kind, one.what) for one in rows] == [
        (SAVED, "2024-14：更正"),
        (DELIVERY, "分送"),
        (SAVED, "2024-14：签发"),
        (STEP, "核稿"),
        (SAVED, "2024-14：改写第3条"),
        (STEP, "拟稿"),
        (STEP, "会签"),
    ]


def test_states_are_taken_as_they_are_wanted() -> None:
    taken: list[int] = []

    def states() -> object:
        for hour in range(20, 0, -1):
            taken.append(hour)
            yield state(hour, "2024-14：保存")

    rows = timeline.merged(states(), [Event(STEP, at(3), "王", "拟稿")])  # type: ignore[arg-type]
    next(rows)
    next(rows)
    assert taken == [20, 19]


def journal_of(root: Path, *lines: dict[str, object]) -> None:
    path = Path(Journal(str(root), KEY).path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def begun(
    number: int, minute: int, channel: str = "企业微信", kind: str = "digest", **more: object
) -> dict[str, object]:
    moment = at(15, minute).isoformat()
    return {
        "event": "begin",
        "id": f"{number}",
        "at": moment,
        "who": "王",
        "channel": channel,
        "kind": kind,
        **more,
    }


def ended(number: int, minute: int, result: str = "handed over") -> dict[str, object]:
    return {"event": "end", "id": f"{number}", "at": at(15, minute).isoformat(), "result": result}


def test_a_delivery_is_one_row_however_many_messages_it_had(tmp_path: Path) -> None:
    journal_of(
        tmp_path,
        *(line for one in range(3) for line in (begun(one, 2), ended(one, 3))),
        begun(7, 4, kind="file"),
        ended(7, 4),
        begun(8, 9, channel="邮件\x1b[2J", kind="mail"),
        begun(9, 40, sent_as="correction", kind="notice"),
        ended(9, 40, "refused"),
        {"event": "begin", "id": "t", "at": at(16).isoformat(), "channel": "x", "kind": "test"},
    )
    rows = delivery_events(str(tmp_path), KEY)
    assert [one.what for one in rows] == [
        "notice of corrections to 企业微信: notice of corrections: not handed over",
        "delivery to 邮件␛[2J: mail: unknown whether it arrived",
        "delivery to 企业微信: digest、document: handed over",
    ]
    assert {one.kind for one in rows} == {DELIVERY}
    assert delivery_events(str(tmp_path), IssueKey(2024, ISSUE, 15)) == []


def test_a_journal_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = Path(Journal(str(tmp_path), KEY).path)
    path.parent.mkdir(parents=True)
    path.write_text('{"event": "begin"\nnot json\n\n', encoding="utf-8")
    assert "cannot be read" in delivery_events(str(tmp_path), KEY)[-1].what
    path.unlink()
    os.mkfifo(path)
    assert len(delivery_events(str(tmp_path), KEY)) == 1


@needs_git
def test_the_shell_lists_states_steps_and_deliveries(tmp_path: Path) -> None:
    issue = make_issue(KEY, "第一条", status="published")
    put(tmp_path, issue._replace(workflow=Workflow("published", (Step("张", "2024-12-16 15:02", "签发"),))))
    journal_of(tmp_path, begun(1, 30), ended(1, 31))
    where = ("--library", str(tmp_path))
    told = command("history", "2024-14", *where)
    assert told.code == 0
    assert [line.split()[-1] for line in told.out.splitlines()] == ["over", "签发"]
    recording.begin(str(tmp_path))
    assert "2024-14：分送记录" in recording.record(str(tmp_path), "王")
    lines = command("history", "2024-14", *where).out.splitlines()
    assert len(lines) == 3
    assert "新建" in lines[0]
    rows = json.loads(command("history", "2024-14", "--json", *where).out)
    assert [row["kind"] for row in rows] == [SAVED, DELIVERY, STEP]
    assert rows[0]["revision"]
    assert rows[1]["revision"] is None
    assert len(command("history", "2024-14", "--limit", "2", *where).out.splitlines()) == 2
    read_only = command("history", "2024-14", "--read-only", *where)
    assert read_only.code == 0
    assert "签发" not in read_only.out
    assert "over" not in read_only.out


@needs_git
def test_what_was_withdrawn_is_not_there_for_readers_in_any_state(tmp_path: Path) -> None:
    where = ("--library", str(tmp_path))
    put(tmp_path, make_issue(KEY, "第一条", status="published"))
    recording.begin(str(tmp_path))
    recording.record(str(tmp_path), "王")
    revision = command("history", "2024-14", *where).out.split()[0]
    words = ("show", "2024-14", "--as-of", revision, "--read-only", *where)
    assert "第一条" in command(*words).out
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    for asked in (
        words,
        ("history", "2024-14", "--read-only", *where),
        ("history", "2024-14#1", "--read-only", *where),
    ):
        found = command(*asked)
        assert found.code == 1
        assert "第一条" not in found.out
        assert revision not in found.out


@needs_git
def test_an_issue_is_followed_through_its_numbers(tmp_path: Path) -> None:
    put(tmp_path, make_issue(KEY, "第一条", "第二条", status="draft"))
    root = str(tmp_path)
    recording.begin(root)
    recording.record(root, "王")
    editor = LibraryEditor(root)
    new = IssueKey(2024, ISSUE, 15)
    editor.rename(KEY, new)
    recording.record(root, "王")
    opened = editor.open_for_editing(new)
    items = opened.issue.sections[0].items
    changed = (items[0], items[1]._replace(body="改过。"))
    editor.save(opened, opened.issue._replace(sections=(opened.issue.sections[0]._replace(items=changed),)))
    recording.record(root, "王")
    found = versions.versions(root, new)
    assert [one.what for one in found] == [
        "2024-15：改写第2条",
        "2024-15：改期号（原 2024-14）",
        "2024-14：新建，2 条",
    ]
    assert versions.load_version(root, new, found[-1]).issue.masthead.number == 14
    issue = editor.load(new).issue
    assert len(list(item_versions(root, new, issue.sections[0].items[1], issue))) == 2
    gone = versions.versions(root, KEY)
    assert gone[0].is_gone
    assert versions.version_of(root, KEY, gone[1].revision[:8]) == gone[1]


@needs_git
def test_an_item_is_known_through_moves_and_other_titles(tmp_path: Path) -> None:
    def save(*items: Item) -> None:
        issue = make_issue(KEY, "x", status="draft")
        put(tmp_path, issue._replace(sections=(issue.sections[0]._replace(items=items),)))
        recording.record(str(tmp_path), "王")

    recording.begin(str(tmp_path))
    one = Item("再担保系统上线", "系统昨日上线，放款295.38亿元，客户称便。")
    others = [Item(f"另一条{at}", f"另外的正文{at}。") for at in range(3)]
    save(one, *others)
    save(others[0], one, *others[1:])
    one = one._replace(body="系统昨日正式上线，放款301.20亿元，客户称便。")
    save(others[0], one, *others[1:])
    one = one._replace(title="再担保系统正式上线了", body=one.body + "今日又有新进展。")
    save(others[0], one, *others[1:])
    save(others[0], others[1]._replace(body="别的改了。"), one, others[2])
    issue: Issue = LibraryEditor(str(tmp_path)).load(KEY).issue
    wanted = issue.sections[0].items[2]
    found = [one.revision for one in item_versions(str(tmp_path), KEY, wanted, issue)]
    known = [one.revision for one in versions.versions(str(tmp_path), KEY)]
    assert found == [known[1], known[2], known[4]]


def test_an_items_lines_are_all_its_lines(samples: Path) -> None:
    data = (samples / "2024" / "2024-14.toml").read_bytes()
    issue = LibraryEditor(str(samples)).load(KEY).issue
    items = [item for section in issue.sections for item in section.items]
    for item in items:
        lines = lines_of(data, issue, item)
        assert lines
        assert stands_in(lines, data)
        assert not stands_in(lines, data.replace(lines, lines + b'tags = ["x"]\n'))
        assert not stands_in(lines, data.replace(lines, lines.replace("。".encode(), "，".encode(), 1)))
        assert stands_in(lines, data.replace(lines, b"") + lines)


@needs_git
def test_only_what_changed_is_read_again_and_a_lost_or_damaged_note_of_it_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 30):
        path = put(tmp_path, make_issue(IssueKey(2024, ISSUE, number), f"第{number}条", status="draft"))
        os.utime(path, (1e9, 1e9))
    recording.begin(str(tmp_path))
    assert len(recording.record(str(tmp_path), "王")) == 29
    note = tmp_path / ".git" / NAME
    read: list[str] = []

    def counted(path: str, *more: object) -> object:
        read.append(path)
        return read_regular(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(recording, "read_regular", counted)
    assert recording.record(str(tmp_path), "王") == []
    assert read == []
    put(tmp_path, make_issue(IssueKey(2024, ISSUE, 3), "换了", status="draft"))
    assert recording.record(str(tmp_path), "王") == ["2024-03：改写第1条"]
    assert len(read) == 1
    for damage in (
        b"",
        b"\xff\xfe\x00",
        b"2 -\n",
        note.read_bytes()[:70],
        b"2 " + b"a" * 40 + b"\nx y z 1 2 3\n",
    ):
        note.write_bytes(damage)
        assert recording.record(str(tmp_path), "王") == []
        put(
            tmp_path,
            make_issue(IssueKey(2024, ISSUE, 4), f"换{len(damage)}{damage[:3]!r}", status="draft"),
        )
        assert len(recording.record(str(tmp_path), "王")) == 1


@needs_git
def test_a_large_library_is_recorded_a_part_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "_BATCH", 2000)
    for number in range(1, 30):
        put(tmp_path, make_issue(IssueKey(2024, ISSUE, number), f"第{number}条", status="draft"))
    recording.begin(str(tmp_path))
    assert len(recording.record(str(tmp_path), "王")) == 29
    assert recording.record(str(tmp_path), "王") == []
    assert len(versions.versions(str(tmp_path), IssueKey(2024, ISSUE, 7))) == 1


@needs_git
def test_a_file_changed_twice_in_one_moment_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, make_issue(KEY, "甲甲", status="draft"))
    recording.begin(str(tmp_path))
    before = path.stat()
    with monkeypatch.context() as clock:  # a busy machine may be seconds behind
        clock.setattr(time, "time_ns", lambda: before.st_mtime_ns + 1)
        recording.record(str(tmp_path), "王")
    with path.open("r+b") as file:  # the same size, in place
        data = file.read().replace("甲甲".encode(), "乙乙".encode())
        file.seek(0)
        file.write(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert len(recording.record(str(tmp_path), "王")) == 1
    newest = versions.versions(str(tmp_path), KEY)[0]
    assert versions.load_version(str(tmp_path), KEY, newest).issue.sections[0].items[0].title == "乙乙"


@needs_git
def test_what_was_deleted_comes_back_as_it_was(tmp_path: Path) -> None:
    where = ("--library", str(tmp_path))
    put(tmp_path, make_issue(KEY, "第一条", status="draft"))
    recording.begin(str(tmp_path))
    recording.record(str(tmp_path), "王")
    (tmp_path / "2024" / "2024-14.toml").unlink()
    recording.record(str(tmp_path), "王")
    lines = command("history", "2024-14", *where).out.splitlines()
    assert "删除" in lines[0]
    assert command("restore", "2024-14", "--as-of", lines[0].split()[0], *where).code == 1
    assert command("restore", "2024-14", "--as-of", lines[1].split()[0], *where).code == 0
    assert LibraryEditor(str(tmp_path)).load(KEY).issue.sections[0].items[0].title == "第一条"
