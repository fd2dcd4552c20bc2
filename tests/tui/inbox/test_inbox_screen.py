"""The screen of contributions: what waits is listed and read, taken into an issue, declined with a reason."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.inbox.inbox import InboxEditor
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.inbox.screen import InboxScreen
from disks.libraries import make_app, make_issue, put, shown
from screens.desks import editor_app

KEY = IssueKey(2025, ISSUE, 1)
ARTICLE = "再担保直连系统上线\n2024-12-16 09:30 来源：示例日报\n12月16日,系统上线，办理时间缩短一半。\n"
TITLE = "再担保直连系统上线"


def send(root: Path, file: str, text: str = ARTICLE) -> Path:
    path = root / "inbox" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    put(library, make_issue(KEY, "已有的一条", status="draft"))
    put(library, make_issue(IssueKey(2024, ISSUE, 14), "发布的一条"))
    send(library, "业务部/简讯.txt")
    return library


@asynccontextmanager
async def inbox(
    root: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[BriefingApp, Pilot[None]]]:
    app = editor_app(root)
    async with app.run_test(size=size) as pilot:
        await shown(pilot, app, "No. 1", " sent")
        await pilot.press("Y")
        await pilot.pause()
        assert isinstance(app.screen, InboxScreen)
        yield app, pilot


def titles(root: Path) -> list[str]:
    return [item.title for item in LibraryEditor(str(root)).load(KEY).issue.sections[0].items]


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (60, 15)])
async def test_unit_date_words_and_first_line_are_listed_with_the_text(
    root: Path, size: tuple[int, int]
) -> None:
    async with inbox(root, size) as (app, pilot):
        await shown(pilot, app, "业务部", TITLE, "12月16日，系统上线", "Source 示例日报", "1 contribution")


async def test_what_cannot_be_read_says_why_and_is_not_taken(root: Path, tmp_path: Path) -> None:
    (root / "inbox" / "散.txt").symlink_to(tmp_path)
    send(root, "业务部/空白.txt", "  \n")
    async with inbox(root) as (app, pilot):
        await shown(pilot, app, "! 散.txt: is a symbolic link", "! 空白.txt: there is no text in it")
        await pilot.press("g", "a")
        await shown(pilot, app, "There is nothing in it that could be taken.")
        await pilot.press("x")
        await shown(pilot, app, "is a symbolic link")
        assert (root / "inbox" / "散.txt").is_symlink()


async def test_a_contribution_is_taken_into_the_issue_that_is_being_written(root: Path) -> None:
    async with inbox(root) as (app, pilot):
        await shown(pilot, app, TITLE)
        await pilot.press("a")
        await shown(pilot, app, "业务部/简讯.txt → 2025-01", "Into: 行业动态")
        await pilot.press("enter")
        await shown(pilot, app, "is now 2025-01#2", "Nothing waits")
        assert titles(root) == ["已有的一条", TITLE]
        assert (root / "inbox/taken/2025-01#2 业务部 简讯.txt").exists()
        await pilot.press("q")
        await shown(pilot, app, "No. 1", gone="sent in")


async def test_the_issue_is_asked_for_when_several_are_being_written(root: Path) -> None:
    put(root, make_issue(IssueKey(2025, ISSUE, 2), "别的", status="review"))
    async with inbox(root) as (app, pilot):
        await shown(pilot, app, TITLE)
        await pilot.press("a")
        await shown(pilot, app, "Into which issue?", "2025-02", "2025-01")
        await pilot.press("2")
        await shown(pilot, app, "→ 2025-01")
        await pilot.press("escape")
        await shown(pilot, app, TITLE, gone="→ 2025-01")
        assert (root / "inbox/业务部/简讯.txt").exists()


async def test_without_an_issue_being_written_it_says_how_to_begin_one(root: Path) -> None:
    put(root, make_issue(KEY, "已有的一条", status="published"))
    async with inbox(root) as (app, pilot):
        await shown(pilot, app, TITLE)
        await pilot.press("a")
        await shown(pilot, app, "No issue is being written")


async def test_a_contribution_is_declined_with_a_reason(root: Path) -> None:
    async with inbox(root) as (app, pilot):
        await shown(pilot, app, TITLE)
        await pilot.press("x")
        await shown(pilot, app, "Decline 业务部/简讯.txt: why?")
        await pilot.press("enter")
        await shown(pilot, app, "something must stand here")
        await pilot.press(*"late")
        await pilot.press("enter")
        await shown(pilot, app, "Nothing waits", "is now inbox/declined/")
        (decision,) = InboxEditor(str(root)).decisions()
        assert (decision.what, decision.reason) == ("declined", "late")


async def test_what_somebody_else_decided_meanwhile_goes_from_the_list(root: Path) -> None:
    async with inbox(root) as (app, pilot):
        await shown(pilot, app, TITLE)
        other = InboxEditor(str(root))
        other.decline(other.find("简讯.txt"), "已定")
        await shown(pilot, app, "Nothing waits")
        send(root, "示例市分公司/新稿.txt", "另一篇来稿的标题\n这是新来的。\n")
        await shown(pilot, app, "示例市分公司", "另一篇来稿的标题")


async def test_the_text_is_read_by_the_keyboard_and_escape_goes_back_step_by_step(root: Path) -> None:
    send(root, "业务部/长.txt", "一篇很长的来稿标题\n" + "".join(f"第{n}段的一句话。\n" for n in range(60)))
    async with inbox(root) as (app, pilot):
        await shown(pilot, app, "一篇很长的来稿标题")
        screen = app.screen
        assert isinstance(screen, InboxScreen)
        await pilot.press("g")
        while screen.list.highlighted is not None and "长" not in screen.list.highlighted.file:
            await pilot.press("j")
        await pilot.press("enter", "G")
        await shown(pilot, app, "第59段的一句话。")
        await pilot.press("escape")
        assert app.screen is screen
        await pilot.press("escape")
        assert app.screen is not screen


async def test_a_broken_record_is_named(root: Path) -> None:
    (root / "inbox" / "decisions-2024.toml").write_text("[[decision]\n", encoding="utf-8")
    async with inbox(root) as (app, pilot):
        await shown(pilot, app, "decisions-2024.toml")


async def test_a_reader_has_no_such_screen(root: Path) -> None:
    app = make_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("Y")
        await pilot.pause(0.3)
        assert not isinstance(app.screen, InboxScreen)
        assert "sent in" not in await shown(pilot, app, "No. 14")


async def test_statistics_tell_what_the_unit_sent_in(root: Path) -> None:
    editor = InboxEditor(str(root))
    editor.take(editor.find("简讯.txt"), ("2025-01#1",))
    send(root, "业务部/又一篇.txt", "又一篇来稿的标题\n文字。\n")
    app = editor_app(root)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("S")
        await shown(pilot, app, "Months")
        await pilot.press("tab", "tab")
        await shown(pilot, app, "业务部", "sent in 2, taken 1 (50%)")
