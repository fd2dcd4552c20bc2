"""Pastes and bursts where keys are commands: nothing acts, everything is said; in fields they are text."""

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.terminal.input import Burst
from briefing_tui.tui.terminal.pasting import line_of, lines_of
from disks.libraries import make_issue, put, screen_text, shown
from screens.desks import KEY, desk, editor_app

WAYS = {
    "library": [],
    "reading": ["enter"],
    "outline": ["e"],
    "preview": ["e", "ctrl+t"],
    "statistics": ["S"],
    "help": ["question_mark"],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path / "library", make_issue(KEY, "第一条", "第二条", "第三条", status="draft"))
    return tmp_path / "library"


async def said(pilot: Pilot[None], app: BriefingApp, text: str) -> None:
    """In the status row, or in a notice over a dialogue."""
    for _turn in range(100):
        if text in screen_text(app) or any(text in str(one.message) for one in app._notifications):
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{text} was not said:\n{screen_text(app)}")


@pytest.mark.parametrize("where", WAYS)
@pytest.mark.parametrize("kind", [events.Paste, Burst])
@pytest.mark.parametrize("text", ["delete this\nnow dd", "担保dqQ\n", "d"])
async def test_a_paste_is_no_command(root: Path, where: str, kind: type[events.Paste], text: str) -> None:
    app = editor_app(root)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.pause(0.5)  # the preview of the issue comes a little later
        for key in WAYS[where]:
            await pilot.press(key)
            await pilot.pause(0.3)
        before = app.screen, screen_text(app).splitlines()[1:20]
        app.post_message(kind(text))
        await said(pilot, app, "Pasted text is no command")
        assert app.screen is before[0]
        if where in {"library", "reading", "outline", "preview"}:
            assert screen_text(app).splitlines()[1:20] == before[1]
        assert app.return_code is None


@pytest.mark.parametrize("where", ["library", "reading", "outline", "preview", "statistics"])
async def test_an_input_method_left_on_is_told(root: Path, where: str) -> None:
    app = editor_app(root)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 1")
        for key in WAYS[where]:
            await pilot.press(key)
            await pilot.pause(0.3)
        app.post_message(events.Key("啊", "啊"))
        await shown(pilot, app, "switch the input method")
        await pilot.press("j")
        app.post_message(Burst("你好，"))
        await shown(pilot, app, "switch the input method")


async def test_what_an_input_method_gives_a_field_is_typed_into_it(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter", "ctrl+u")
        here.app.post_message(Burst("再担保 a\t"))
        here.app.post_message(Burst("小栏目"))
        await here.pilot.pause()
        await here.see("小栏目")
        item = here.issue.sections[0].items[0]
        assert (item.title, item.group) == ("再担保 a", "小栏目")


async def test_words_typed_ahead_behind_a_slash_are_looked_for(root: Path) -> None:
    app = editor_app(root)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("enter")
        await shown(pilot, app, "第二条")
        app.post_message(Burst("/第三"))
        await shown(pilot, app, "1/")
        assert isinstance(app.focused, Input)
        assert app.focused.value == "第三"


async def test_lines_in_the_search_and_in_a_find_bar_become_one(root: Path) -> None:
    app = editor_app(root)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 1")
        for key in ("s", "slash", "colon"):
            await pilot.press(key)
            await pilot.pause(0.3)
            field = app.focused
            assert isinstance(field, Input)
            app.post_message(events.Paste("\n甲\n乙\n"))
            await said(pilot, app, "2 pasted lines")
            assert field.value == "甲 乙"
            app.post_message(events.Paste("长" * 3000))
            await said(pilot, app, "No room for its last")
            await pilot.press("ctrl+u", "escape")
            await pilot.pause(0.3)


def test_lines() -> None:
    assert lines_of("\n a \r\n\r\n b\u2028c\rd\v") == ["a", "b", "c", "d"]
    assert line_of(" a b ") == (" a b ", 1)
    assert line_of("\n\n") == ("", 0)
