"""What one undo in the outline takes back: a visit, a paste, a clean-up, what was typed before a pause."""

import datetime as dt
from pathlib import Path

import pytest
from textual.events import Paste

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.session import PAUSE_SECONDS, EditingSession
from disks.libraries import make_issue, put
from screens.desks import KEY, Desk, desk

TITLE = Selection(edits.ITEM, 0, 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path / "library", make_issue(KEY, "第一条", "第二条", status="draft"))
    return tmp_path / "library"


def title(here: Desk) -> str:
    return here.issue.sections[0].items[0].title


def body(here: Desk) -> str:
    return here.issue.sections[0].items[0].body


async def undone(here: Desk, *expected: str, of_body: bool = False) -> None:
    """Each undo in the outline leads to the next of `expected`."""
    await here.screen.enter(keys.OUTLINE)
    for text in expected:
        await here.press("u")
        assert (body(here) if of_body else title(here)) == text


async def test_a_visit_is_a_step(root: Path) -> None:
    async with desk(root) as here:
        await here.screen.enter(keys.FORM, "title")
        await here.type("甲乙")
        await here.screen.enter(keys.FORM, "source")
        await here.pilot.pause()
        await here.screen.enter(keys.FORM, "title")
        await here.type("丙")
        await undone(here, "第一条甲乙", "第一条")


async def test_a_paste_into_a_field_is_a_step_and_so_is_what_follows(root: Path) -> None:
    async with desk(root) as here:
        await here.screen.enter(keys.FORM, "title")
        await here.type("甲")
        assert here.screen.focused is not None
        here.screen.focused.post_message(Paste("贴来"))
        await here.pilot.pause()
        await here.type("丙丁")
        assert title(here) == "第一条甲贴来丙丁"
        await undone(here, "第一条甲贴来", "第一条甲", "第一条")


async def test_a_paste_and_a_clean_up_of_a_body_are_steps(root: Path) -> None:
    async with desk(root) as here:
        await here.screen.enter(keys.FORM, "body")
        await here.type("甲")
        assert here.screen.focused is not None
        here.screen.focused.post_message(Paste("贴来,"))
        await here.pilot.pause()
        await here.press("ctrl+r", "enter")
        await here.pilot.pause()
        await here.type("丁")
        assert body(here) == "甲贴来，丁第一条正文。"
        await undone(
            here,
            "甲贴来，第一条正文。",
            "甲贴来,第一条正文。",
            "甲第一条正文。",
            "第一条正文。",
            of_body=True,
        )


def test_a_pause_is_a_step(root: Path) -> None:
    clock = [dt.datetime(2025, 1, 1, 9, tzinfo=dt.UTC)]
    editor = LibraryEditor(str(root))
    opened = editor.open_for_editing(KEY)
    session = EditingSession(editor, opened.issue, opened=opened, now=lambda: clock[0])

    def typed(text: str, seconds: float) -> None:
        clock[0] += dt.timedelta(seconds=seconds)
        session.apply(edits.set_field(session.issue, TITLE, "title", text), "typing", join="title")

    for text, seconds in (
        ("甲", 1),
        ("甲乙", 1),
        ("甲乙丙", PAUSE_SECONDS + 1),
        ("甲乙丙丁", PAUSE_SECONDS - 1),
    ):
        typed(text, seconds)
    found = []
    while session.undo():
        found.append(session.issue.sections[0].items[0].title)
    assert found == ["甲乙", "第一条"]


async def test_ctrl_c_says_that_it_copied(root: Path) -> None:
    async with desk(root) as here:
        for field, text in (("title", "第一条"), ("body", "第一条正文。")):
            await here.screen.enter(keys.FORM, field)
            await here.press("ctrl+underscore", "ctrl+c")
            await here.see(f"{len(text)} characters")
            assert here.pilot.app.clipboard == text


async def test_ctrl_c_with_nothing_selected_speaks_of_no_letter_that_would_be_typed(root: Path) -> None:
    async with desk(root) as here:
        for field in ("title", "body"):
            await here.screen.enter(keys.FORM, field)
            await here.press("ctrl+c")
            said = await here.see("Nothing is selected. Press Ctrl+C again to leave.")
            assert "or q" not in said
            await here.press("right")
            here.app._interrupted = float("-inf")  # long ago


async def test_select_all_is_a_command(root: Path) -> None:
    async with desk(root) as here:
        await here.screen.enter(keys.FORM, "body")
        await here.press("ctrl+p")
        await here.type("Select all")
        await here.press("enter")
        await here.pilot.pause()
        await here.press("backspace")
        assert body(here) == ""
