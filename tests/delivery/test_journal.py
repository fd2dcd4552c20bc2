"""The journal: what is written, what is left of it after an accident, and what follows for the next sending."""

import json
import multiprocessing
import os
import shutil
import stat
import subprocess
import time
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import pytest

from briefing_tui.delivery.desk import NOTICE, AskError, Desk
from briefing_tui.delivery.journal import BusyError, Journal, JournalLine
from briefing_tui.delivery.part import HANDED, REFUSED, UNKNOWN, DeliveryOutcome, Part
from briefing_tui.delivery.plan import Delivery
from briefing_tui.errors import LibraryError
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.history import recording
from briefing_tui.model.issue import Correction, Item, Step
from briefing_tui.model.key import parse_key
from disks.libraries import put
from servers.deliveries import KEY_14, PUBLISHED, STAFF, desk_of, staff_robot


class Sent:
    """A service that answers as told, and remembers."""

    def __init__(self, *results: str) -> None:
        self.results = list(results)
        self.sent: list[Part] = []

    def ready_in(self, part: Part) -> float:
        return 0.0

    def prepare(self, part: Part) -> DeliveryOutcome:
        return DeliveryOutcome(HANDED)

    def send(self, part: Part) -> DeliveryOutcome:
        result = self.results.pop(0) if self.results else HANDED
        if result != REFUSED:
            self.sent.append(part)
        return DeliveryOutcome(result, "why" if result != HANDED else "")

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path / "library", staff_robot("https://robot.example", "digest", "news"))


def delivery(desk: Desk) -> Delivery:
    found = desk.plan(KEY_14).delivery(STAFF)
    assert found is not None
    return found


def send(desk: Desk, service: Sent, how: str = "missing") -> list[str]:
    plan = desk.plan(KEY_14)
    told = desk.send(KEY_14, delivery(desk), plan.text, how, sender=service)
    return [one.outcome.result for one in told]


def path_of(desk: Desk) -> Path:
    return Path(desk.library.root) / "deliveries" / "2024-14.jsonl"


def test_a_line_stands_there_before_a_message_goes(desk: Desk) -> None:
    class Looking(Sent):
        def send(self, part: Part) -> DeliveryOutcome:
            lines = path_of(desk).read_text(encoding="utf-8").splitlines()
            assert json.loads(lines[-1])["event"] == "begin"
            assert json.loads(lines[-1])["identity"] == part.identity
            return super().send(part)

    assert send(desk, Looking()) == [HANDED, HANDED]
    events = [json.loads(line)["event"] for line in path_of(desk).read_text(encoding="utf-8").splitlines()]
    assert events == ["begin", "end", "begin", "end"]


def test_nothing_is_sent_when_the_line_before_cannot_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Journal, _line: JournalLine) -> None:
        raise LibraryError("disk full")

    monkeypatch.setattr(Journal, "add", refuse)
    service = Sent()
    with pytest.raises(LibraryError):
        send(desk, service)
    assert service.sent == []


def test_a_line_after_that_cannot_be_written_leaves_it_unknown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = Journal.add

    def refuse(self: Journal, line: JournalLine) -> None:
        if line.event == "end":
            raise LibraryError("disk full")
        add(self, line)

    monkeypatch.setattr(Journal, "add", refuse)
    service = Sent()
    with pytest.raises(LibraryError):
        send(desk, service)
    assert len(service.sent) == 1
    monkeypatch.undo()
    assert delivery(desk).standing.state == "unknown"
    with pytest.raises(AskError):
        send(desk, service)


def test_only_what_is_missing_goes(desk: Desk) -> None:
    service = Sent(HANDED, REFUSED)
    assert send(desk, service) == [HANDED, REFUSED]
    assert delivery(desk).standing.state == "partly"
    assert [part.kind for part in service.sent] == ["digest"]
    assert send(desk, service) == [HANDED]
    assert [part.kind for part in service.sent] == ["digest", "news"]


def test_an_unknown_message_is_neither_sent_nor_counted(desk: Desk) -> None:
    assert send(desk, Sent(UNKNOWN)) == [UNKNOWN]
    found = delivery(desk).standing
    assert (found.state, found.handed, len(found.unknown)) == ("unknown", 0, 1)


@pytest.mark.parametrize("cut", range(1, 300, 7))
def test_a_line_that_was_cut_off_counts_for_nothing(desk: Desk, cut: int) -> None:
    send(desk, Sent())
    data = path_of(desk).read_bytes()
    path_of(desk).write_bytes(data[:-cut])
    found = desk.record(KEY_14)
    assert found.damaged == 0
    state = delivery(desk).standing
    whole = data[:-cut].count(b'"event": "end"') if data[:-cut].endswith(b"\n") else None
    assert state.handed <= 2
    if state.state != "unknown":
        service = Sent()
        send(desk, service)
        assert delivery(desk).standing.state == "done"
    assert whole is None or whole <= 2


def test_a_damaged_line_in_the_middle_is_asked_about(desk: Desk) -> None:
    send(desk, Sent(HANDED, REFUSED))
    lines = path_of(desk).read_bytes().splitlines(keepends=True)
    path_of(desk).write_bytes(lines[0] + b'{"event": \xff\n' + b"".join(lines[2:]))
    assert delivery(desk).standing.state == "damaged"
    with pytest.raises(AskError):
        send(desk, Sent())


@pytest.mark.parametrize(
    "line", [b"[]\n", b"1\n", b'{"event": 3}\n', b'{"event": "begin", "id": []}\n', b"{" * 9000 + b"\n"]
)
def test_odd_lines_are_damage_and_no_accident(desk: Desk, line: bytes) -> None:
    send(desk, Sent())
    path_of(desk).write_bytes(line + path_of(desk).read_bytes())
    assert desk.record(KEY_14).damaged == 1


def test_a_text_of_the_journal_does_not_act_on_a_terminal(desk: Desk) -> None:
    send(desk, Sent())
    data = path_of(desk).read_bytes().replace("王编辑".encode(), b"\\u001b[2J\\n")
    path_of(desk).write_bytes(data)
    assert all(line.who.isprintable() for line in desk.record(KEY_14).lines)


def test_a_changed_issue_is_asked_about_and_offered_as_a_correction(desk: Desk) -> None:
    send(desk, Sent())
    sections = (
        PUBLISHED.sections[0]._replace(items=(Item("改了的标题", "正文。"),)),
        *PUBLISHED.sections[1:],
    )
    noted = (*PUBLISHED.corrections, Correction(None, 1, "“一”应为“二”"))
    put(Path(desk.library.root), PUBLISHED._replace(sections=sections, corrections=noted))
    found = delivery(desk)
    assert found.standing.state == "changed"
    with pytest.raises(AskError):
        send(desk, Sent())
    service = Sent()
    assert send(desk, service, NOTICE) == [HANDED]
    body = str(service.sent[0].payload)
    assert "更正" in body
    assert "“一”应为“二”" in body
    assert PUBLISHED.corrections[0].text not in body  # the channel had that one
    assert delivery(desk).standing.state == "done"
    assert send(desk, Sent()) == []


def test_a_step_in_the_record_is_no_change(desk: Desk) -> None:
    send(desk, Sent())
    workflow = PUBLISHED.workflow._replace(
        steps=(*PUBLISHED.workflow.steps, Step("丙", "2024-12-20 08:00", "更正"))
    )
    put(Path(desk.library.root), PUBLISHED._replace(workflow=workflow))
    assert delivery(desk).standing.state == "done"


def test_what_is_not_published_does_not_go(tmp_path: Path) -> None:
    draft = PUBLISHED._replace(workflow=PUBLISHED.workflow._replace(status="draft"))
    desk = desk_of(tmp_path / "library", staff_robot("https://robot.example"), issue=draft)
    service = Sent()
    with pytest.raises(LibraryError):
        send(desk, service)
    assert service.sent == []


def test_what_changed_between_the_look_and_the_sending_does_not_go(desk: Desk) -> None:
    plan = desk.plan(KEY_14)
    put(Path(desk.library.root), PUBLISHED._replace(preface=None))
    service = Sent()
    with pytest.raises(LibraryError):
        desk.send(KEY_14, delivery(desk), plan.text, sender=service)
    assert service.sent == []


def test_two_who_send_at_once_send_once(desk: Desk) -> None:
    class Meanwhile(Sent):
        """While this sends, somebody else begins."""

        def send(self, part: Part) -> DeliveryOutcome:
            other = Sent()
            assert delivery(desk).standing.state == "running"
            with pytest.raises(BusyError):
                send(desk, other)
            assert other.sent == []
            return super().send(part)

    assert send(desk, Meanwhile()) == [HANDED, HANDED]


def test_a_decision_on_what_has_changed_meanwhile_is_asked_again(desk: Desk) -> None:
    plan, seen = desk.plan(KEY_14), delivery(desk)
    send(desk, Sent())
    service = Sent()
    with pytest.raises(BusyError):
        desk.send(KEY_14, seen, plan.text, "again", sender=service)
    assert service.sent == []


def test_the_journal_has_the_rights_of_the_library(desk: Desk) -> None:
    Path(desk.library.root).chmod(0o2770)
    old = os.umask(0o077)
    try:
        send(desk, Sent())
    finally:
        os.umask(old)
    assert stat.S_IMODE(path_of(desk).stat().st_mode) & 0o660 == 0o660
    assert stat.S_IMODE(path_of(desk).parent.stat().st_mode) & 0o070 == 0o070


def test_a_link_or_a_folder_in_the_way_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (Path(desk.library.root) / "deliveries").symlink_to(tmp_path / "elsewhere")
    service = Sent()
    with pytest.raises(LibraryError):
        send(desk, service)
    assert service.sent == []


def test_the_journal_goes_along_when_the_issue_gets_another_number(desk: Desk) -> None:
    send(desk, Sent())
    editor = LibraryEditor(desk.library.root)
    editor.rename(KEY_14, parse_key("2024-15"))
    assert not path_of(desk).exists()
    assert len(desk.record(parse_key("2024-15")).lines) == 4


def test_a_journal_in_the_way_of_a_renaming_is_kept(desk: Desk) -> None:
    send(desk, Sent())
    other = path_of(desk).with_name("2024-15.jsonl")
    other.write_text('{"event": "begin"}\n', encoding="utf-8")
    LibraryEditor(desk.library.root).rename(KEY_14, parse_key("2024-15"))
    assert len(desk.record(parse_key("2024-15")).lines) == 4
    assert [path.read_text(encoding="utf-8") for path in other.parent.glob("2024-15.jsonl.*.old")] == [
        '{"event": "begin"}\n'
    ]


def _deliver(desk: Desk, count: Synchronized) -> None:  # type: ignore[type-arg]
    class Counting(Sent):
        def send(self, part: Part) -> DeliveryOutcome:
            with count.get_lock():
                count.value += 1
            return super().send(part)

    for _try in range(20):
        try:
            send(desk, Counting())
        except BusyError:
            continue


@pytest.mark.slow
def test_four_processes_send_each_message_once(desk: Desk) -> None:
    context = multiprocessing.get_context("fork")
    count = context.Value("i", 0)
    workers = [context.Process(target=_deliver, args=(desk, count)) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert count.value == 2


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_delivery_is_recorded_in_the_history(desk: Desk) -> None:
    recording.begin(desk.library.root)
    recording.record(desk.library.root, "王")
    assert send(desk, Sent(HANDED, UNKNOWN)) == [HANDED, UNKNOWN]
    assert desk.settle(KEY_14, delivery(desk), arrived=True) == 1
    asked = ["git", "-C", desk.library.root, "log", "--format=%s", "--", "deliveries"]
    for _turn in range(600):
        written = path_of(desk).read_bytes()
        kept = subprocess.run(
            [*asked[:3], "show", "HEAD:deliveries/2024-14.jsonl"], capture_output=True, check=False
        )
        if kept.stdout == written:
            break
        time.sleep(0.05)
    assert kept.stdout == written
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split("\n")
    assert set(filter(None, lines)) == {"2024-14：分送记录"}
