"""The history on the screen: what is listed, what a state differs in, and how a piece comes back; and who sees none of it."""

import datetime as dt
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.delivery.journal import Journal
from briefing_tui.library.disk.process import this_process
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.history import recording
from briefing_tui.library.history.trigger import FAULT, is_kept
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Item, Step, Workflow
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.authoring.screen import AuthoringScreen
from briefing_tui.tui.history.comparing_screen import ComparingScreen
from briefing_tui.tui.history.screen import HistoryScreen
from disks.libraries import make_app, make_issue, put, screen_text, shown
from screens.desks import editor_app

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
KEY = IssueKey(2024, ISSUE, 14)
SIZES = [(60, 15), (80, 24), (140, 45)]
DRAFT = make_issue(KEY, "再担保直连系统上线", "担保规模稳步增长", "风险处置有序推进", status="draft")


def with_items(issue: Issue, change: Callable[[list[Item]], list[Item]]) -> Issue:
    section = issue.sections[0]
    return issue._replace(sections=(section._replace(items=tuple(change(list(section.items)))),))


def rewritten(items: list[Item]) -> list[Item]:
    return [items[0]._replace(body="放款301.20亿元。[b]👨‍👩‍👧"), *items[1:]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three states: begun by 王, an item rewritten by 李, one moved and one added by 赵."""
    library = tmp_path / "library"
    first = with_items(DRAFT, lambda items: [items[0]._replace(body="放款295.38亿元。"), *items[1:]])
    put(library, first)
    recording.begin(str(library))
    recording.record(str(library), "王")
    second = with_items(first, rewritten)
    put(library, second)
    recording.record(str(library), "李")
    third = with_items(second, lambda items: [items[2], *items[:2], Item("新来的一条", "正文。")])
    steps = (Step("王", "2020-01-02 09:00", "拟稿"),)
    put(library, third._replace(workflow=Workflow("review", steps)))
    recording.record(str(library), "赵")
    return library


async def to_issue(pilot: Pilot[None], app: BriefingApp) -> None:
    await shown(pilot, app, "No. 14")
    await pilot.press("enter")
    await shown(pilot, app, "风险处置有序推进正文")


async def to_history(pilot: Pilot[None], app: BriefingApp, *wanted: str) -> str:
    await pilot.press("H")
    return await shown(pilot, app, "History of 2024-14", *wanted)


@asynccontextmanager
async def history_of(
    root: Path, *wanted: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[BriefingApp, Pilot[None]]]:
    """The program of an editor, with the history of the issue open and `wanted` on the screen."""
    app = editor_app(root)
    async with app.run_test(size=size) as pilot:
        await to_issue(pilot, app)
        await to_history(pilot, app, *wanted)
        yield app, pilot


def titles(app: BriefingApp) -> list[str]:
    screen = next(one for one in app.screen_stack if isinstance(one, AuthoringScreen))
    return [item.title for item in screen.session.issue.sections[0].items]


@pytest.mark.parametrize("size", SIZES)
async def test_who_when_and_what_are_listed_with_steps_among_them(root: Path, size: tuple[int, int]) -> None:
    async with history_of(root, "3 saved states", size=size) as (app, pilot):
        text = screen_text(app)
        assert f"{dt.datetime.now().astimezone():%m-%d}" in text
        rows = [
            line
            for line in text.splitlines()
            if "改写第2条" in line or "新建" in line or "step: 拟稿" in line
        ]
        assert [("李" in row, "王" in row) for row in rows] == [(False, True), (False, True)] or len(
            rows
        ) == 3
        assert "改写第1条" in text
        assert "赵" in text
        assert "step: 拟稿" in text
        await pilot.press("G", "enter")
        await shown(pilot, app, "No text was recorded with this row"[: size[0] - 40])


@pytest.mark.parametrize("size", SIZES)
async def test_a_state_is_shown_by_items_with_what_differs(root: Path, size: tuple[int, int]) -> None:
    async with history_of(root, "3 saved states", size=size) as (app, pilot):
        await pilot.press("j", "j", "enter")
        await shown(pilot, app, "moved; was item 3", "3 pieces differ")
        await pilot.press("]")
        await shown(pilot, app, "- 放款295.38亿元", "+ 放款301.20亿元。[b]")
        await pilot.press("]")
        await shown(pilot, app, "新来的一条", "added")
        await pilot.press("]")
        await shown(pilot, app, "No piece differs after this one."[: size[0] - 20])
        await pilot.press("q")
        await shown(pilot, app, "History of 2024-14")
        await pilot.press("escape")
        await shown(pilot, app, "风险处置有序推进正文")


async def test_side_by_side_where_there_is_room(root: Path) -> None:
    async with history_of(root, "3 saved states", size=(140, 45)) as (app, pilot):
        await pilot.press("j", "j", "enter")
        text = await shown(pilot, app, "3 pieces differ")
        assert any("295.38" in line and "301.20" in line for line in text.splitlines())
        await pilot.resize_terminal(80, 24)
        await shown(pilot, app, "- 放款295.38亿元")
        assert not any("295.38" in line and "301.20" in line for line in screen_text(app).splitlines())


async def test_what_differs_is_told_by_more_than_colour(root: Path) -> None:
    async with history_of(root, "3 saved states") as (app, pilot):
        await pilot.press("j", "j", "enter")
        await shown(pilot, app, "3 pieces differ", "放款301.20亿元")
        strips = app.screen._compositor.render_strips(app.size)
        underlined = {
            segment.text
            for strip in strips
            for segment in strip
            if segment.style is not None and segment.style.underline
        }
        assert {"295.38亿元"} <= underlined
        assert any(text.startswith("301.20亿元") for text in underlined)
        assert not any("放款" in text for text in underlined)


async def test_a_piece_comes_back_while_writing_and_undo_takes_it_back(root: Path) -> None:
    app = editor_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("e")
        await shown(pilot, app, "新来的一条")
        await to_history(pilot, app, "3 saved states")
        await pilot.press("j", "j", "enter")
        await shown(pilot, app, "3 pieces differ")
        await pilot.press("r")
        await shown(pilot, app, "2 pieces differ", "as it was")
        assert titles(app) == ["再担保直连系统上线", "担保规模稳步增长", "风险处置有序推进", "新来的一条"]
        await pilot.press("R")
        await shown(pilot, app, "Nothing differs from what it is now.")
        assert titles(app) == ["再担保直连系统上线", "担保规模稳步增长", "风险处置有序推进"]
        await pilot.press("r")
        await shown(pilot, app, "There is nothing to be had back.")
        await pilot.press("q", "q")
        await shown(pilot, app, "风险处置有序推进")
        await pilot.press("u")
        await shown(pilot, app, "Taken back: the whole issue as it was")
        await pilot.press("u")
        await shown(pilot, app, "Taken back")
        assert titles(app) == ["风险处置有序推进", "再担保直连系统上线", "担保规模稳步增长", "新来的一条"]
        assert LibraryReader(str(root)).load(KEY).issue.item_total() == 4


async def test_from_reading_it_opens_what_is_written_with_the_piece_as_it_was(root: Path) -> None:
    async with history_of(root, "3 saved states") as (app, pilot):
        await pilot.press("j", "j", "enter")
        await shown(pilot, app, "3 pieces differ")
        await pilot.press("]", "r")
        await shown(pilot, app, "as it was — Ctrl+Z takes it back")
        assert isinstance(app.screen, AuthoringScreen)
        assert not any(isinstance(one, (HistoryScreen, ComparingScreen)) for one in app.screen_stack)
        assert app.screen.session.issue.sections[0].items[1].body == "放款295.38亿元。"
        assert app.screen.session.changed
        await pilot.press("ctrl+s")
        await shown(pilot, app, "saved")
    assert LibraryReader(str(root)).load(KEY).issue.sections[0].items[1].body == "放款295.38亿元。"


async def test_a_published_issue_is_corrected_with_it(root: Path) -> None:
    loaded = LibraryReader(str(root)).load(KEY).issue
    put(root, loaded._replace(workflow=Workflow("published")))
    recording.record(str(root), "张")
    async with history_of(root, "4 saved states") as (app, pilot):
        await pilot.press("G", "k", "enter")
        await shown(pilot, app, "pieces differ")
        await pilot.press("]", "r")
        await shown(pilot, app, "make a correction")
        await pilot.press("c")
        await shown(pilot, app, "as it was — Ctrl+Z takes it back")
        assert isinstance(app.screen, AuthoringScreen)
        assert app.screen.session.correcting


async def test_a_piece_that_is_another_by_now_is_left_alone(root: Path) -> None:
    async with history_of(root, "3 saved states") as (app, pilot):
        await pilot.press("j", "j", "enter")
        await shown(pilot, app, "3 pieces differ")
        loaded = LibraryReader(str(root)).load(KEY).issue
        put(root, with_items(loaded, lambda items: [items[1], items[0], items[2]]))
        await pilot.press("G", "[", "r")
        await shown(pilot, app, "This piece is another by now")
        assert isinstance(app.screen, AuthoringScreen)
        assert app.screen.session.untouched


async def test_one_item_alone(root: Path) -> None:
    app = editor_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_issue(pilot, app)
        await pilot.press("]")
        await pilot.press("]")
        await to_history(pilot, app, "3 saved states")
        await pilot.press("i")
        text = await shown(pilot, app, "History of 2024-14#2: 再担保直连系统上线", "2 saved states")
        assert "step:" not in text
        assert "李" in text
        assert "赵" not in text
        await pilot.press("i")
        await shown(pilot, app, "3 saved states")


async def test_ten_thousand_states_come_as_they_are_wanted(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing_tui.library.history.versions import Version
    from briefing_tui.tui.history import feed

    taken: list[int] = []

    def many(_root: str, _key: IssueKey) -> object:
        for at in range(10_000):
            taken.append(at)
            when = dt.datetime(2024, 1, 1, tzinfo=dt.UTC) - dt.timedelta(minutes=at)
            yield Version(f"{at:040x}", "王", when, f"2024-14：第{at}次", "f", "b" * 40)

    monkeypatch.setattr(feed, "walk_versions", many)
    async with history_of(root, "第0次") as (app, pilot):
        for _turn in range(10):
            await pilot.pause(0.02)
        assert len(taken) <= 300
        await pilot.press("G")
        await pilot.pause(0.1)
        await pilot.press("G")
        for _turn in range(50):
            await pilot.pause(0.02)
            if len(taken) > 300:
                break
        assert 300 < len(taken) < 2000
        await pilot.press("q")
        await shown(pilot, app, "风险处置有序推进正文")


async def test_deliveries_are_listed(root: Path) -> None:
    path = Path(Journal(str(root), KEY).path)
    path.parent.mkdir()
    moment = dt.datetime.now().astimezone().isoformat()
    lines = [
        {"event": "begin", "id": "1", "at": moment, "who": "王", "channel": "企业微信[b]", "kind": "digest"},
        {"event": "end", "id": "1", "at": moment, "result": "handed over"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    told = "delivery to 企业微信[b]: digest: handed over"
    async with history_of(root, told, size=(100, 24)) as (app, _pilot):
        assert isinstance(app.screen, HistoryScreen)


async def test_where_none_is_kept_it_is_offered_once(tmp_path: Path) -> None:
    root = tmp_path / "library"
    put(root, DRAFT)
    app = editor_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_issue(pilot, app)
        await pilot.press("H")
        await shown(pilot, app, "History is not kept here", "keep it from now on")
        await pilot.press("n")
        await shown(pilot, app, "History of 2024-14", "history on")
        assert not is_kept(str(root))
        await pilot.press("q", "H")
        await shown(pilot, app, "History of 2024-14", gone="keep it from now on")
    app = editor_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_issue(pilot, app)
        await pilot.press("H")
        await shown(pilot, app, "keep it from now on")
        await pilot.press("k")
        await shown(pilot, app, "1 saved state", "新建，3 条")
        assert is_kept(str(root))


async def test_without_git_nothing_is_offered_and_it_says_why(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    app = editor_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_issue(pilot, app)
        await pilot.press("H")
        await shown(pilot, app, "History of 2024-14", "git is not installed")


async def test_a_state_that_cannot_be_read_is_told(root: Path) -> None:
    put(root, DRAFT)
    (root / "2024" / "2024-14.toml").write_text("format = 1\n[masthead\n", encoding="utf-8")
    recording.record(str(root), "坏")
    put(root, DRAFT)
    recording.record(str(root), "好")
    async with history_of(root, "5 saved states") as (app, pilot):
        await pilot.press("j", "enter")
        await shown(pilot, app, "2024-14")
        for _turn in range(20):
            await pilot.pause(0.02)
        assert isinstance(app.screen, ComparingScreen)
        assert "comparing" not in screen_text(app)


async def test_whoever_may_only_read_has_no_history(root: Path) -> None:
    """A reader's session runs no program (promise R1), and what was not published is none of a reader's business."""
    loaded = LibraryReader(str(root)).load(KEY).issue
    put(root, loaded._replace(workflow=Workflow("published")))
    app = make_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_issue(pilot, app)
        await pilot.press("H")
        await pilot.pause(0.2)
        assert not any(isinstance(one, HistoryScreen) for one in app.screen_stack)
        await pilot.press(":")
        await shown(pilot, app, "Commands")
        await pilot.press(*"history")
        await shown(pilot, app, gone="Who saved what")
        assert "History" not in screen_text(app)


async def test_a_state_that_could_not_be_recorded_is_told_once(root: Path) -> None:
    app = editor_app(root)
    async with app.run_test(size=(140, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        (root / FAULT).write_text("git: no space left\x1b[2J", encoding="utf-8")
        await shown(pilot, app, "Saved, but not recorded in the history: git: no space left")
        await pilot.press("j")
        for _turn in range(15):
            await pilot.pause(0.02)
        assert "not recorded" not in screen_text(app)
        (root / FAULT).unlink()
        for _turn in range(15):
            await pilot.pause(0.02)
        (root / FAULT).write_text("git: no space left", encoding="utf-8")
        await shown(pilot, app, "Saved, but not recorded")


async def test_a_draft_that_is_offered_comes_before_what_is_had_back(root: Path) -> None:
    from briefing_tui.personal.drafts import Drafts

    editor = LibraryEditor(str(root))
    opened = editor.open_for_editing(KEY)
    drafts = Drafts(str(root.parent / "state"))
    drafts._me = this_process()._replace(pid=2**22 + 1, start="1")
    typed = with_items(opened.issue, lambda items: [items[0]._replace(title="没有保存的题目"), *items[1:]])
    drafts.keep(str(root), KEY, opened.prepared.data, typed, dt.datetime(2024, 12, 16, 9, 0), opened.issue)  # noqa: DTZ001 - as a session gives it
    async with history_of(root, "3 saved states") as (app, pilot):
        await pilot.press("j", "j", "enter")
        await shown(pilot, app, "3 pieces differ")
        await pilot.press("r")
        await shown(pilot, app, "There is a draft of 2024-14")
        assert titles(app)[0] == "风险处置有序推进"
        for _turn in range(20):
            await pilot.pause(0.02)
        assert titles(app)[0] == "风险处置有序推进"
