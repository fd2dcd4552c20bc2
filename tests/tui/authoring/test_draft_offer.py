"""A draft that an earlier session left: offered, merged with what others saved since, never over their text."""

import datetime as dt
import signal
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing_tui.library.disk.process import this_process
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.drafts import Drafts
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.authoring.saving.draft_offer import _changed, meet
from briefing_tui.tui.authoring.screen import AuthoringScreen
from disks.libraries import make_issue, put, shown, typed
from programs.commands import PROGRAM
from screens.desks import editor_app
from screens.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

KEY = IssueKey(2025, ISSUE, 1)
YEAR = dt.date.today().year  # noqa: DTZ011 - as the program does
WHEN = dt.datetime(2025, 2, 3, 14, 2)  # noqa: DTZ001 - people read their own clock


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    put(library, make_issue(KEY, "第一条", "第二条", "第三条", status="draft"))
    return library


def leave_draft(root: Path, issue: Issue, *, base: bytes | None = None, key: IssueKey = KEY) -> None:
    """A session that was begun from the file as it is now (or from `base`) ended with this unsaved."""
    ended = Drafts(str(root.parent / "state"))
    ended._me = this_process()._replace(pid=2**22 + 1, start="1")
    held = LibraryEditor(str(root)).open_for_editing(key).prepared.data if base is None else base
    ended.keep(str(root), key, held, issue, WHEN)


def on_disk(root: Path, key: IssueKey = KEY) -> Issue:
    return LibraryEditor(str(root)).load(key).issue


def body(issue: Issue, at: int, text: str) -> Issue:
    return edits.set_field(issue, Selection(edits.ITEM, 0, at), "body", text).issue


def bodies(issue: Issue) -> list[str]:
    return [item.body for item in issue.sections[0].items]


def others_save(root: Path, at: int, text: str) -> None:
    library = LibraryEditor(str(root))
    opened = library.open_for_editing(KEY)
    library.save(opened, body(opened.issue, at, text))


def drafts_left(root: Path) -> int:
    return len(list((root.parent / "state" / "drafts").iterdir()))


@asynccontextmanager
async def opened(
    root: Path, key: str = "e", *seen: str, poll_seconds: float = 0.1
) -> "AsyncIterator[tuple[BriefingApp, Pilot[None]]]":
    """The library screen, a key, and what it leads to."""
    app = editor_app(root, poll_seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "Library")
        await pilot.press(key)
        await shown(pilot, app, *seen)
        yield app, pilot
        app.host.authoring.keep_quietly()


def issue_of(app: BriefingApp) -> Issue:
    [screen] = [screen for screen in app.screen_stack if isinstance(screen, AuthoringScreen)]
    return screen.session.issue


async def test_changes_of_others_since_are_merged_into_the_draft_and_told(root: Path) -> None:
    leave_draft(root, body(on_disk(root), 0, "草稿里的一句。"))
    others_save(root, 1, "他人后来写的。")
    seen = ("There is a draft of 2025-01", "Others saved 1 change since", "第二条", "+草稿里的一句。")
    async with opened(root, "e", *seen) as (app, pilot):
        assert "他人后来写的" not in "\n".join(
            line for line in (await shown(pilot, app)).split("\n") if line.lstrip().startswith("-")
        ), "nothing of theirs is taken away"
        await pilot.press("t")
        await shown(pilot, app, "draft · changed", gone="There is a draft")
        assert bodies(issue_of(app)) == ["草稿里的一句。", "他人后来写的。", "第三条正文。"]
        await pilot.press("ctrl+s")
        await shown(pilot, app, "Saved: ", gone="change by others")
    assert bodies(on_disk(root)) == ["草稿里的一句。", "他人后来写的。", "第三条正文。"]
    assert drafts_left(root) == 0


@pytest.mark.parametrize(("answer", "text"), [("m", "草稿里的一句。"), ("t", "他人后来写的。")])
async def test_the_same_item_changed_shows_both_texts(root: Path, answer: str, text: str) -> None:
    leave_draft(root, body(body(on_disk(root), 0, "草稿里的一句。"), 2, "草稿的第三条。"))
    others_save(root, 0, "他人后来写的。")
    async with opened(root, "e", "There is a draft", "Others changed the same in 1 place") as (app, pilot):
        await pilot.press("t")
        await shown(
            pilot, app, "Somebody else changed this too", "Mine", "Theirs", "草稿里的一句。", "他人后来写的。"
        )
        await pilot.press(answer)
        await shown(pilot, app, "changed", gone="Somebody else")
        assert bodies(issue_of(app)) == [text, "第二条正文。", "草稿的第三条。"]
        assert bodies(on_disk(root))[0] == "他人后来写的。", "nothing is saved by taking a draft up"
        await pilot.press("ctrl+s")
        await shown(pilot, app, "Saved: ")
    assert bodies(on_disk(root)) == [text, "第二条正文。", "草稿的第三条。"]
    assert drafts_left(root) == 0


async def test_a_conflict_left_unanswered_keeps_the_draft(root: Path, tmp_path: Path) -> None:
    leave_draft(root, body(on_disk(root), 0, "草稿里的一句。"))
    others_save(root, 0, "他人后来写的。")
    async with opened(root, "e", "There is a draft") as (app, pilot):
        await pilot.press("t")
        await shown(pilot, app, "Somebody else changed this too")
        await pilot.press("c")
        await shown(pilot, app, "Save a copy to")
        await pilot.press("ctrl+u")
        await typed(pilot, app, str(tmp_path / "copy.toml"))
        await pilot.press("enter")
        await shown(pilot, app, "Somebody else changed this too", gone="Save a copy to")
        await pilot.press("escape")
        await shown(pilot, app, "The draft is kept for later", "draft · saved", gone="Somebody else")
        assert bodies(issue_of(app))[0] == "他人后来写的。"
    assert "草稿里的一句。" in (tmp_path / "copy.toml").read_text(encoding="utf-8")
    assert drafts_left(root) == 1


async def test_a_draft_that_others_saved_word_for_word_is_not_offered(root: Path) -> None:
    leave_draft(root, body(on_disk(root), 0, "同一句。"))
    others_save(root, 0, "同一句。")
    async with opened(root, "e", "draft · saved") as (app, _pilot):
        assert isinstance(app.screen, AuthoringScreen)
    assert drafts_left(root) == 0


def test_without_its_base_a_draft_takes_nothing_away(root: Path) -> None:
    leave_draft(root, body(on_disk(root), 0, "草稿里的一句。"), base=b"damaged = ")
    others_save(root, 1, "他人后来写的。")
    library = LibraryEditor(str(root))
    [draft] = Drafts(str(root.parent / "state")).list(str(root), KEY)
    met = meet(draft, library.open_for_editing(KEY))
    together = bodies(met.issue) + [text for one in met.conflicts for text in (one.mine, one.theirs)]
    assert {"草稿里的一句。", "他人后来写的。", "第三条正文。"} <= set(together)


async def test_the_draft_of_a_file_that_is_gone_is_offered(root: Path) -> None:
    leave_draft(root, body(on_disk(root), 0, "草稿里的一句。"))
    path = root / "2025" / "2025-01.toml"
    put(root, make_issue(IssueKey(2025, ISSUE, 2), "留下的", status="draft"))
    async with opened(root, "j", "No. 1", poll_seconds=600) as (app, pilot):
        path.unlink()  # and the list does not see it yet
        await pilot.press("e")
        await shown(pilot, app, "There is a draft of 2025-01", "Its file is gone")
        await pilot.press("t")
        await shown(pilot, app, "changed", gone="There is a draft")
        await pilot.press("ctrl+s")
        await shown(pilot, app, "Saved: ")
    assert bodies(on_disk(root)) == ["草稿里的一句。", "第二条正文。", "第三条正文。"]
    assert drafts_left(root) == 0


async def test_the_draft_of_a_new_issue_whose_number_was_taken_gets_the_next(root: Path) -> None:
    first, second = IssueKey(YEAR, ISSUE, 1), IssueKey(YEAR, ISSUE, 2)
    leave_draft(root, make_issue(first, "未保存的新一期", status="draft"), base=b"", key=first)
    put(root, make_issue(first, "别人的", status="draft"))
    async with opened(root, "n", f"There is a draft of {first}", f"the draft becomes {second}") as (
        app,
        pilot,
    ):
        await pilot.press("t")
        await shown(pilot, app, str(second), gone="There is a draft")
        await pilot.press("ctrl+s")
        await shown(pilot, app, "Saved: ")
    assert on_disk(root, first).sections[0].items[0].title == "别人的"
    assert on_disk(root, second).sections[0].items[0].title == "未保存的新一期"


async def test_the_library_marks_issues_with_text_that_was_not_saved(root: Path) -> None:
    put(root, make_issue(IssueKey(2025, ISSUE, 2), "别的", status="draft"))
    leave_draft(root, body(on_disk(root), 0, "草稿里的一句。"))
    app = editor_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(pilot, app, "+No. 1")
        assert "+No. 2" not in text
        await pilot.press("j")
        await shown(pilot, app, "text not saved: e takes it up")
        await pilot.press("e", "d")
        await shown(pilot, app, "draft · saved")
        await pilot.press("q")
        await shown(pilot, app, "Library", gone="+No. 1")


async def test_the_offer_speaks_of_pieces_and_words(root: Path) -> None:
    issue = body(body(on_disk(root), 0, "草稿里的一句。"), 2, "第三条正文，添了几个字。")
    leave_draft(root, edits.set_field(issue, Selection(), "department", "办公室").issue)
    async with opened(root, "e", "There is a draft", "Kept 2025-02-03 14:02") as (app, pilot):
        text = await shown(
            pilot, app, "3 changes: ", "characters typed", "Masthead · Department", "Item 1 “第一条” · Body"
        )
        assert "Item 3 “第三条” · Body" in text
        assert "-第一条正文。" in text
        assert "+草稿里的一句。" in text
        assert '"""' not in text
        assert "body =" not in text
        await pilot.press("l")


async def test_what_is_taken_up_goes_on_where_the_last_letter_was_typed(root: Path) -> None:
    app = editor_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "Library")
        await pilot.press("e")
        await shown(pilot, app, "draft · saved")
        await pilot.press("g", "j", "j", "j", "enter", "tab", "tab", "right", "right", "x", "y", "left")
        app.host.authoring.keep_quietly()
    state = root.parent / "state" / "drafts"
    [draft] = state.iterdir()
    ended = draft.read_text().replace(f'"pid": {this_process().pid}', f'"pid": {2**22 + 1}')
    draft.write_text(ended)
    others_save(root, 0, "他人后来写的。")
    async with opened(root, "e", "There is a draft") as (app, pilot):
        await pilot.press("t")
        await shown(pilot, app, "changed", gone="There is a draft")
        [screen] = [screen for screen in app.screen_stack if isinstance(screen, AuthoringScreen)]
        await pilot.pause(0.1)
        assert screen.session.selection == Selection(edits.ITEM, 0, 1)
        await pilot.press("z")
        assert bodies(issue_of(app))[1] == "第二xyz条正文。"


def test_what_a_huge_draft_changed_is_told_without_comparing_all_with_all() -> None:
    """Counted by comparisons, not by the clock."""
    compared = 0

    class Counted(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    lines = 4000
    before = [Counted(f"旧{at}") for at in range(lines)]
    after = [Counted(f"新{at}") for at in range(lines)]
    assert tuple(map(len, _changed(before, after))) == (lines, lines)  # type: ignore[arg-type]
    assert compared < 10 * lines
    assert _changed(["甲", "乙", "丙"], ["甲", "新", "丙"]) == (["乙"], ["新"])


@pytest.mark.parametrize(
    "at", ["null", "7", "[]", '[["item", 0, 99], "body", 0, 0]', '[["item", 0, 0], "body", 1e9, -5]', '"x"',
           '[["item", 0, 0], "nothing", 0, 0]', '[["item", 0, 0], "body", 99999, 99999]', "[[1, 2, 3], 4, 5, 6]"]
)  # fmt: skip
async def test_a_place_that_is_none_costs_nothing(root: Path, at: str) -> None:
    leave_draft(root, body(on_disk(root), 0, "草稿里的一句。"))
    [draft] = (root.parent / "state" / "drafts").iterdir()
    draft.write_text(draft.read_text().replace('"at": null', f'"at": {at}'))
    async with opened(root, "e", "There is a draft") as (app, pilot):
        await pilot.press("t")
        await shown(pilot, app, "draft · changed", gone="There is a draft")
        await pilot.pause(0.1)
        assert bodies(issue_of(app))[0] == "草稿里的一句。"


@pytest.mark.slow
@pytest.mark.pty
def test_a_killed_session_and_a_colleague_lose_nothing(root: Path, tmp_path: Path) -> None:
    arguments = [str(PROGRAM), "--library", str(root), "edit", "2025-01#1"]
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    with Terminal(arguments, env=environ) as terminal:
        terminal.expect("#1/3")
        terminal.send("\r\t\t尚未保存。")
        terminal.expect("draft kept")
        terminal.signal(signal.SIGKILL)
        terminal.exit_code()
    others_save(root, 1, "他人后来写的。")
    with Terminal(arguments, env=environ) as terminal:
        terminal.expect("Others saved 1 change since")
        terminal.expect("+尚未保存。第一条正文。")
        terminal.send("t")
        terminal.expect_gone("There is a draft")
        terminal.send("\x13")
        terminal.expect("Saved: ")
        terminal.send("\x1b")
        terminal.expect("q Leave")
        terminal.send("q")
        assert terminal.exit_code() == 0
    assert bodies(on_disk(root)) == ["尚未保存。第一条正文。", "他人后来写的。", "第三条正文。"]
