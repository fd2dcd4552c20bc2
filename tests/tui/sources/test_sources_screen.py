"""The screen of other libraries: their items are listed by unit, chosen, read, and taken into an issue as one step."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.errors import LibraryError
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.inbox.inbox import Inbox
from briefing_tui.library.sources.listing import NAME
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.dialogues.taking import TakeScreen
from briefing_tui.tui.inbox.screen import InboxScreen
from briefing_tui.tui.sources import screen as sources_screen
from briefing_tui.tui.sources.screen import SourcesScreen
from disks.libraries import make_app, make_issue, put, shown
from disks.source_libraries import BRANCH, branch, commit_all, hostile, key, published_place
from screens.desks import desk, editor_app

KEY = IssueKey(2025, ISSUE, 1)
FIRST, SECOND = "分公司上线新系统", "分公司担保规模稳步增长"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    put(library, make_issue(KEY, "已有的一条", status="draft"))
    name(library, BRANCH, branch(tmp_path / "branch"))
    return library


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources_screen, "LOOK_SECONDS", 0.2)


def name(library: Path, called: str, place: Path, kind: str = "directory") -> None:
    with (library / NAME).open("a", encoding="utf-8") as file:
        file.write(f'\n[[source]]\nname = "{called}"\nunit = "{called}部"\n{kind} = "{place}"\n')


@asynccontextmanager
async def sources(
    root: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[BriefingApp, Pilot[None], SourcesScreen]]:
    app = editor_app(root)
    async with app.run_test(size=size) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("O")
        await pilot.pause()
        assert isinstance(app.screen, SourcesScreen)
        yield app, pilot, app.screen


def titles(root: Path) -> list[str]:
    return [item.title for item in LibraryEditor(str(root)).load(KEY).issue.sections[0].items]


def offers(app: BriefingApp) -> SourcesScreen:
    """The screen in front."""
    assert isinstance(app.screen, SourcesScreen)
    return app.screen


async def to(pilot: Pilot[None], screen: SourcesScreen, address: str) -> None:
    """The cursor to an item."""
    rows = screen.list.rows or ()
    screen.list.move_to(
        next(at for at, row in enumerate(rows) if row.item is not None and row.item.address == address)
    )
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (60, 15)])
async def test_items_are_listed_below_their_library_with_the_text(root: Path, size: tuple[int, int]) -> None:
    async with sources(root, size) as (app, pilot, screen):
        await shown(pilot, app, BRANCH, f"{BRANCH}部", FIRST, "2024-14#1", "· 2024-15: is not published")
        await to(pilot, screen, "2024-14#2")
        text = await shown(pilot, app, f"{BRANCH} 2024-14#2", SECOND, f"Units {BRANCH}部")
        assert f"{SECOND}正文。" in text or size[1] < 24
        assert "秘密" not in text


async def test_chosen_items_are_taken_into_the_issue_and_noted(root: Path) -> None:
    async with sources(root) as (app, pilot, screen):
        await shown(pilot, app, FIRST)
        await to(pilot, screen, "2024-14#1")
        await pilot.press(
            "space", "space", "k", "space", "k", "space"
        )  # two chosen, the second unchosen and chosen again
        await shown(pilot, app, "2 chosen", "[x] 2024-14#1")
        await pilot.press("a")
        await shown(pilot, app, "→ 2025-01", "Into: 行业动态", f"[x] {FIRST}", f"[x] {SECOND}")
        await pilot.press("enter")
        await shown(pilot, app, "= 2025-01#2", "= 2025-01#3", gone="chosen")
        assert titles(root) == ["已有的一条", FIRST, SECOND]
        first, _second = Inbox(str(root)).decisions()
        assert (first.file, first.unit, first.items) == (f"{BRANCH} 2024-14#1", f"{BRANCH}部", ("2025-01#2",))
        await to(pilot, screen, "2024-14#1")
        await pilot.press("a")
        await shown(pilot, app, f"! {BRANCH} 2024-14#1 was taken before: 2025-01#2")


async def test_what_is_saved_and_could_not_be_noted_is_told_as_saved(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who hears of the fault alone takes it again."""

    def refuse(*_arguments: object) -> None:
        raise LibraryError("the disk is full")

    monkeypatch.setattr("briefing_tui.library.sources.taken.append_decision", refuse)
    async with sources(root) as (app, pilot, screen):
        await shown(pilot, app, FIRST)
        await to(pilot, screen, "2024-14#1")
        await pilot.press("space", "a")
        await shown(pilot, app, "→ 2025-01")
        await pilot.press("enter")
        await shown(pilot, app, "saved as 2025-01#2, but: the disk is full", gone="[x]")
        assert titles(root) == ["已有的一条", FIRST]


async def test_the_highlighted_one_is_taken_when_none_is_chosen(root: Path) -> None:
    async with sources(root) as (app, pilot, screen):
        await shown(pilot, app, FIRST)
        await to(pilot, screen, "2024-13#1")
        await pilot.press("a")
        await shown(pilot, app, f"{BRANCH} 2024-13#1 → 2025-01")
        await pilot.press("escape")
        await shown(pilot, app, FIRST, gone="→ 2025-01")
        assert titles(root) == ["已有的一条"]
        assert not (root / "inbox").exists()


async def test_over_an_issue_it_is_one_step_of_undo_and_noted_with_the_save(root: Path) -> None:
    async with desk(root) as here:
        await here.press("O")
        await here.see(FIRST, "into 2025-01")
        await to(here.pilot, offers(here.app), "2024-14#1")
        await here.press("space", "space", "a")
        await here.see("2 items", "Into: 行业动态")
        assert isinstance(here.app.screen, TakeScreen)
        await here.press("enter")
        await here.see("2 items taken in — Ctrl+Z takes it back")
        assert here.titles() == ["已有的一条", FIRST, SECOND]
        item = here.issue.sections[0].items[1]
        assert (item.units, item.origin) == ((f"{BRANCH}部",), f"{BRANCH} 2024-14#1")
        await here.press("u")
        assert here.titles() == ["已有的一条"]
        await here.press("ctrl+s")
        assert Inbox(str(root)).decisions() == []  # what was taken back was not taken
        await here.press("U")
        await here.press("O")
        await here.see("= 2025-01#2", "= 2025-01#3")  # not saved yet, but in the issue
        await here.press("q", "ctrl+s")
        await here.see("Saved")
        assert [one.items for one in Inbox(str(root)).decisions()] == [("2025-01#2",), ("2025-01#3",)]
        await here.press("O")
        await here.see("= 2025-01#2")
        await to(here.pilot, offers(here.app), "2024-14#1")
        await here.press("a")
        await here.see("is in it already: 2025-01#2")


async def test_from_the_contributions_one_goes_to_the_other_libraries(root: Path) -> None:
    async with desk(root) as here:
        await here.press("Y")
        await here.pilot.pause()
        assert isinstance(here.app.screen, InboxScreen)
        await here.press("O")
        await here.see(FIRST, "into 2025-01")
        await here.press("q")
        await here.see("已有的一条", gone=FIRST)


async def test_a_hostile_library_is_listed_with_its_reasons_and_the_others_are_there(
    root: Path, tmp_path: Path
) -> None:
    name(root, "坏公司", hostile(tmp_path / "bad"))
    name(root, "没有的", tmp_path / "none")
    with (root / NAME).open("a", encoding="utf-8") as file:
        file.write('\n[[source]]\nname = "[b]戊[/b]"\ngit = "ext::sh -c id"\n')
    async with sources(root, (140, 45)) as (app, pilot, screen):
        text = await shown(
            pilot, app, FIRST, "好的一条", "! 2024-06: is a symbolic link", "there is no such directory here"
        )
        assert "\x1b" not in text
        assert "\u202e" not in text
        await pilot.press("]")
        await pilot.press("space")
        await shown(pilot, app, "2024-05: is larger than 4 MiB")
        assert screen.list.chosen == {} or all("坏公司" in one for one in screen.list.chosen)


async def test_a_broken_list_says_where(root: Path) -> None:
    (root / NAME).write_text("[[source]\n", encoding="utf-8")
    async with sources(root) as (app, pilot, screen):
        await shown(pilot, app, "sources.toml:1")
        await pilot.press("a", "space", "enter", "]", "[", "r")
        assert app.screen is screen


async def test_without_a_list_it_says_how_to_begin_one(root: Path) -> None:
    (root / NAME).unlink()
    async with sources(root) as (app, pilot, _screen):
        await shown(pilot, app, "briefing-tui sources add NAME PLACE")


async def test_what_is_published_meanwhile_comes_and_what_was_chosen_stays_chosen(
    root: Path, tmp_path: Path
) -> None:
    async with sources(root) as (app, pilot, screen):
        await shown(pilot, app, FIRST)
        await to(pilot, screen, "2024-14#1")
        await pilot.press("space")
        put(tmp_path / "branch", make_issue(key(16), "刚刚发布的一条"))
        await shown(pilot, app, "刚刚发布的一条")
        assert list(screen.list.chosen) == [f"{BRANCH} 2024-14#1"]
        assert screen.list.highlighted is not None
        assert screen.list.highlighted.address == "2024-14#2"


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
async def test_a_repository_is_fetched_when_it_is_shown_and_by_a_key(root: Path, tmp_path: Path) -> None:
    library = put(tmp_path / "far", make_issue(key(3), "远处的一条")).parent.parent
    place = published_place(library, tmp_path / "place.git")
    name(root, "远方", place, "git")
    app = editor_app(root)
    app.host.options = app.host.options._replace(cache_directory=str(tmp_path / "cache"))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("O")
        await shown(pilot, app, "远处的一条", "fetched 2")
        put(library, make_issue(key(4), "再来的一条"))
        commit_all(library, tmp_path / "place.work", place)
        await pilot.press("r")
        await shown(pilot, app, "再来的一条")
        place.rename(tmp_path / "away.git")
        await pilot.press("r")
        await shown(pilot, app, "no repository", "再来的一条")


async def test_a_reader_has_no_way_to_it(root: Path) -> None:
    app = make_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 1")
        before = app.screen
        await pilot.press("O")
        await pilot.pause()
        assert app.screen is before
