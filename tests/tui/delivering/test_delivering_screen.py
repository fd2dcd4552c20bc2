"""The delivering screen: what it shows, what its keys send, and what it asks before something might arrive twice."""

import datetime as dt
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.delivery import robot_sender
from briefing_tui.delivery.channels import Channel, Feed, Printing
from briefing_tui.delivery.desk import Desk
from briefing_tui.delivery.robot_sender import Pace
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.sync.state import SyncState, write_state, written
from briefing_tui.model.issue import Correction, Distribution, Issue
from briefing_tui.personal.drafts import Drafts
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.options import Writing
from disks.libraries import make_app, put, shown
from servers.deliveries import PUBLISHED, desk_of, staff_robot
from servers.stub_robot import StubRobot, robot

TAIL = (
    *PUBLISHED.distribution,
    Distribution("送", ("档案室",)),
    Distribution("呈", ("[b]主管[/]部门\x1b[2J",), "机要"),
)
ISSUE = PUBLISHED._replace(distribution=TAIL)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubRobot]:
    monkeypatch.setattr(robot_sender, "PACE", Pace())
    with robot() as server:
        yield server


def app_over(tmp_path: Path, *channels: Channel, issue: Issue = ISSUE) -> BriefingApp:
    """The app on a library with that issue, in a session that may write and send."""
    root = tmp_path / "library"
    desk = desk_of(root, *channels, issue=issue)
    return make_app(root, writing=writing_with(root, desk))


def writing_with(root: Path, desk: Desk) -> Writing:
    return Writing(lambda: LibraryEditor(str(root)), lambda: Drafts(f"{root}.drafts"), desk=lambda: desk)


def usual(tmp_path: Path, stub: StubRobot) -> tuple[Channel, ...]:
    return Printing("印送", str(tmp_path / "out"), ("pdf",)), staff_robot(stub.address)


async def opened(pilot: Pilot[None], app: BriefingApp) -> str:
    await shown(pilot, app, "No. 14")
    await pilot.press("V")
    return await shown(pilot, app, "Delivery of 2024-14", "not sent")


@asynccontextmanager
async def robot_asked(
    tmp_path: Path, stub: StubRobot, *channels: Channel
) -> AsyncIterator[tuple[Pilot[None], BriefingApp]]:
    """The deliveries on the screen, by the usual channels or these, Enter pressed on the line of the robot."""
    app = app_over(tmp_path, *(channels or usual(tmp_path, stub)))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("j", "enter")
        yield pilot, app


async def answer(pilot: Pilot[None], app: BriefingApp, question: str, key: str, then: str) -> None:
    """Enter on the line asks the question, the key answers it; then the screen shows `then`."""
    await pilot.press("enter")
    await shown(pilot, app, question)
    await pilot.press(key)
    await shown(pilot, app, then, gone=question)


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (140, 45)])
async def test_every_line_of_the_tail_is_a_row(
    tmp_path: Path, stub: StubRobot, size: tuple[int, int]
) -> None:
    app = app_over(tmp_path, *usual(tmp_path, stub))
    async with app.run_test(size=size) as pilot:
        text = await opened(pilot, app)
        assert "报：" in text
        assert "抄送：" in text
        assert "企业微信推送" in text
        assert "by hand" in text
        assert "not set up" in text
        assert "[b]主管" in text or size[0] < 80
        assert "\x1b" not in text
        assert "行业信息简报2024年第14期.pdf" in text
        await pilot.press("j")
        await shown(pilot, app, "robot staff", "bytes", "《行业信息简报》2024年第14期")
        if size[1] < 20:
            await pilot.press("space")
        await shown(pilot, app, "1. 再担保与银行直连系统上线")
        assert "document" not in text
    assert stub.seen == []


async def test_a_library_that_was_not_synced_lately_says_what_is_not_known(
    tmp_path: Path, stub: StubRobot
) -> None:
    app = app_over(tmp_path, *usual(tmp_path, stub))
    now = dt.datetime.now(dt.UTC)
    library = str(tmp_path / "library")
    async with app.run_test(size=(140, 45)) as pilot:
        assert "another machine" not in await opened(pilot, app)
        write_state(library, SyncState(succeeded=written(now - dt.timedelta(hours=3))))
        await shown(pilot, app, "synced last: ", "is not known (`briefing-tui sync` first)")
        write_state(library, SyncState(succeeded=written(now)))
        await shown(pilot, app, "not sent", gone="another machine")


async def test_its_keys_are_told(tmp_path: Path, stub: StubRobot) -> None:
    app = app_over(tmp_path, *usual(tmp_path, stub))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("question_mark")
        await shown(pilot, app, "To begin with", "Send all")


async def test_enter_sends_one(tmp_path: Path, stub: StubRobot) -> None:
    async with robot_asked(tmp_path, stub) as (pilot, app):
        await shown(pilot, app, "handed over", "1 of 2 channels")
    assert len(stub.taken) == 1
    assert not (tmp_path / "out").exists()


async def test_all_sends_whatever_needs_no_question(tmp_path: Path, stub: StubRobot) -> None:
    app = app_over(tmp_path, *usual(tmp_path, stub))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("A")
        await shown(pilot, app, "2 of 2 channels")
        await pilot.press("A")
        await shown(pilot, app, "Nothing can be sent without a question")
    assert len(stub.taken) == 1
    assert (tmp_path / "out" / "行业信息简报2024年第14期.pdf").is_file()


async def test_what_is_unknown_is_asked_and_a_second_enter_sends_nothing(
    tmp_path: Path, stub: StubRobot
) -> None:
    stub.script = ["drop"]
    async with robot_asked(tmp_path, stub) as (pilot, app):
        await shown(pilot, app, "unknown whether it arrived")
        await answer(pilot, app, "did it arrive?", "enter", "unknown whether it arrived")
        assert len(stub.taken) == 1
        await answer(pilot, app, "did it arrive?", "y", "1 of 2 channels")
    assert len(stub.taken) == 1


async def test_what_was_lost_is_sent(tmp_path: Path, stub: StubRobot) -> None:
    stub.script = ["error"]
    async with robot_asked(tmp_path, stub) as (pilot, app):
        await shown(pilot, app, "unknown whether it arrived")
        await answer(pilot, app, "did it arrive?", "n", "1 of 2 channels")
    assert len(stub.taken) == 1


async def test_what_was_handed_over_is_asked_before_it_goes_again(tmp_path: Path, stub: StubRobot) -> None:
    async with robot_asked(tmp_path, stub) as (pilot, app):
        await shown(pilot, app, "1 of 2 channels")
        await answer(pilot, app, "send it again?", "enter", "1 of 2 channels")
        assert len(stub.taken) == 1
        await answer(pilot, app, "send it again?", "a", "1 of 2 channels")
        await shown(pilot, app, "1 of 2 channels", gone="being sent")
        for _turn in range(100):
            if len(stub.taken) == 2:
                break
            await pilot.pause(0.02)
    assert len(stub.taken) == 2


async def test_a_change_since_is_seen_and_offered_as_a_correction(tmp_path: Path, stub: StubRobot) -> None:
    async with robot_asked(tmp_path, stub) as (pilot, app):
        await shown(pilot, app, "1 of 2 channels")
        noted = (*ISSUE.corrections, Correction(None, 2, "数字应为295.38"))
        put(tmp_path / "library", ISSUE._replace(corrections=noted))
        await shown(pilot, app, "changed since it was sent", "数字应为295.38")
        await answer(pilot, app, "got another text", "c", "1 of 2 channels")
    assert "更正" in str(stub.taken[1])


async def test_a_draft_is_shown_and_not_sent(tmp_path: Path, stub: StubRobot) -> None:
    draft = ISSUE._replace(workflow=ISSUE.workflow._replace(status="review"))
    app = app_over(tmp_path, *usual(tmp_path, stub), issue=draft)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("A")
        await shown(pilot, app, "Only what is published is sent")
    assert stub.seen == []


async def test_a_channel_whose_file_cannot_be_made_says_so_and_keeps_no_other_back(
    tmp_path: Path, stub: StubRobot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing_tui.errors import LibraryError

    def refuse(_issue: Issue, form: str, _layout: str) -> bytes:
        raise LibraryError(f"no font for {form}")

    root = tmp_path / "library"
    desk = desk_of(root, *usual(tmp_path, stub), issue=ISSUE)
    monkeypatch.setattr(desk, "house", desk.house._replace(make=refuse))
    app = make_app(root, writing=writing_with(root, desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await shown(pilot, app, "no font for pdf", "cannot be made")
        await pilot.press("A")
        await shown(pilot, app, "1 of 2 channels")
    assert len(stub.taken) == 1


async def test_leaving_waits_for_a_message_that_is_on_its_way(tmp_path: Path, stub: StubRobot) -> None:
    stub.before_answer = lambda: time.sleep(0.4)
    slow = staff_robot(stub.address, "digest", "news")
    async with robot_asked(tmp_path, stub, slow) as (pilot, app):
        await shown(pilot, app, "being sent")
        await pilot.press("q")
        await shown(pilot, app, "Leaves as soon as")
        await shown(pilot, app, "No. 14", gone="Delivery of")
    assert len(stub.taken) == 1  # the second was not begun


async def test_the_program_waits_too_when_it_is_left(tmp_path: Path, stub: StubRobot) -> None:
    stub.before_answer = lambda: time.sleep(0.4)
    slow = staff_robot(stub.address, "digest", "news")
    async with robot_asked(tmp_path, stub, slow) as (pilot, app):
        await shown(pilot, app, "being sent")
        await pilot.press("Q")
        await shown(pilot, app, "Leaves as soon as")
        for _turn in range(200):
            if not app.is_running:
                break
            await pilot.pause(0.02)
    assert app.return_code == 0
    record = (tmp_path / "library" / "deliveries" / "2024-14.jsonl").read_text(encoding="utf-8")
    assert record.count('"begin"') == record.count('"end"') == 1


async def test_a_session_that_only_reads_has_no_such_key(tmp_path: Path, stub: StubRobot) -> None:
    put(tmp_path / "library", ISSUE)
    app = make_app(tmp_path / "library")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("V")
        await pilot.pause(0.2)
        assert "Delivery" not in await shown(pilot, app, "No. 14")
    assert stub.seen == []


async def test_signing_goes_on_to_the_deliveries(tmp_path: Path, stub: StubRobot) -> None:
    review = ISSUE._replace(workflow=ISSUE.workflow._replace(status="review"), corrections=())
    feed = Feed("订阅源", str(tmp_path / "feed.atom"), "https://intranet.example/{key}.html")
    app = app_over(tmp_path, *usual(tmp_path, stub), feed, issue=review)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("e")
        await shown(pilot, app, "S publish")
        await pilot.press("S")
        await shown(pilot, app, "签发")
        await pilot.press("p")
        for _question in (
            "what the check says",
            "what proof-reading says of a bracket without its other half",
        ):
            await shown(pilot, app, "publish all the same")
            await pilot.press("p")
            await pilot.pause(0.3)
        await pilot.press("ctrl+s")
        await shown(pilot, app, "Delivery of 2024-14", "not sent", "handed over")
    assert stub.seen == []  # nothing goes before somebody says so
    assert "2024-14" in (tmp_path / "feed.atom").read_text(encoding="utf-8")


async def test_text_that_is_not_saved_is_not_sent(tmp_path: Path, stub: StubRobot) -> None:
    app = app_over(
        tmp_path,
        *usual(tmp_path, stub),
        issue=ISSUE._replace(workflow=ISSUE.workflow._replace(status="draft")),
    )
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("e")
        await shown(pilot, app, "S hand in")
        await pilot.press("a")
        await pilot.press("escape")
        await pilot.press("V")
        await shown(pilot, app, "Save first")
    assert stub.seen == []
