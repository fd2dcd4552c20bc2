"""A title shows all of itself while it is edited: its rows, the cursor in them, the mouse, paste and undo."""

from pathlib import Path

import pytest
from textual.events import Paste
from textual.geometry import Offset

from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.fields.growing_field import ROWS, GrowingField
from briefing_tui.typeset.width import cell_width
from disks.libraries import make_issue, put
from screens.desks import KEY, Desk, desk

TITLE = "省再担保集团与十九家合作银行签订总对总批量担保业务合作协议并召开专题推进会议部署下半年工作"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    issue = make_issue(KEY, TITLE, "第二条", status="draft")
    put(tmp_path / "library", edits.set_field(issue, Selection(edits.ITEM, 0, 0), "body", "正文。").issue)
    return tmp_path / "library"


async def title_of(here: Desk) -> GrowingField:
    await here.screen.enter(keys.FORM, "title")
    await here.pilot.pause()
    field = here.screen.focused
    assert isinstance(field, GrowingField)
    return field


async def test_it_grows_with_the_keyboard_and_shrinks_without(root: Path) -> None:
    async with desk(root) as here:
        field = await title_of(here)
        assert field.size.height == len(field.rows()) > 1
        text = await here.see(TITLE[:10], TITLE[-3:])
        shown = "".join(line.partition("│")[2].replace("Title", "").strip() for line in text.split("\n")[1:4])
        assert shown.startswith(TITLE)
        await here.press("tab")
        await here.see(TITLE[:10], gone=TITLE[-3:])
        assert field.size.height == 1


async def test_no_more_than_three_rows_and_the_cursor_is_among_them(root: Path) -> None:
    long = "很长的标题" * 40
    put(root, make_issue(KEY, long, status="draft"))
    async with desk(root) as here:
        field = await title_of(here)
        for wanted in (len(long), 0, len(long) // 2):
            field.cursor_position = wanted
            await here.pilot.pause()
            assert field.size.height == ROWS
            place = field.cursor_screen_offset
            assert field.content_region.contains_point(place)
            assert here.app.cursor_position == place


@pytest.mark.parametrize(
    "text", [TITLE, "abc def " * 12, "👩‍👩‍👧‍👦家庭" * 14, "甲“乙”……" * 12, "é" * 50 + "é" * 40]
)
async def test_rows_hold_every_character_once_and_are_no_wider_than_the_field(root: Path, text: str) -> None:
    async with desk(root) as here:
        field = await title_of(here)
        field.load(text)
        await here.pilot.pause()
        rows = field.rows()
        assert "".join(text[start:end] for start, end in rows) == text
        assert all(cell_width(text[start:end].rstrip()) < field.size.width for start, end in rows)
        for start, _end in rows[1:]:
            assert text[start] not in "，。、；：）”…"


async def test_up_and_down_go_through_the_rows_before_they_leave(root: Path) -> None:
    async with desk(root) as here:
        field = await title_of(here)
        first, second = field.rows()[0][1], len(TITLE)
        field.cursor_position = 3
        await here.press("down")
        assert field.has_focus
        assert field.cursor_position == first + 3
        await here.press("up")
        assert field.cursor_position == 3
        field.cursor_position = second
        await here.press("down")
        assert here.screen.pane == keys.FORM
        assert here.screen.focused is not field
        await here.press("up")
        assert field.has_focus


async def test_the_input_method_is_led_along_the_rows(root: Path) -> None:
    async with desk(root) as here:
        field = await title_of(here)
        left, top = field.content_region.offset
        for position in (0, 5, field.rows()[1][0], field.rows()[1][0] + 4):
            field.cursor_position = position
            await here.pilot.pause()
            row = 0 if position < field.rows()[1][0] else 1
            within = position - field.rows()[row][0]
            assert here.app.cursor_position == Offset(left + 2 * within, top + row)


async def test_a_click_puts_the_cursor_into_its_row(root: Path) -> None:
    async with desk(root) as here:
        field = await title_of(here)
        await here.pilot.click(field, offset=(8, 1))
        assert field.cursor_position == field.rows()[1][0] + 4
        await here.type("某")
        start = field.rows()[1][0]
        assert here.titles()[0] == TITLE[: start + 4] + "某" + TITLE[start + 4 :]


async def test_typing_pasting_and_taking_back_change_the_rows(root: Path) -> None:
    async with desk(root) as here:
        field = await title_of(here)
        await here.press("ctrl+u")
        await here.pilot.pause()
        assert field.size.height == 1
        field.post_message(Paste(TITLE))
        await here.pilot.pause()
        await here.pilot.pause()
        assert here.titles()[0] == TITLE
        assert field.size.height == len(field.rows()) > 1
        await here.press("ctrl+z")
        await here.see("Taken back")
        assert field.value == here.titles()[0]
        assert field.size.height == min(ROWS, len(field.rows()))


@pytest.mark.parametrize(("piece", "kind"), [("g", edits.MASTHEAD), ("gj", edits.SECTION)])
async def test_titles_of_issue_and_section_grow_too(root: Path, piece: str, kind: str) -> None:
    async with desk(root, item=0) as here:
        await here.press(*piece)
        assert here.screen.session.selection.kind == kind
        field = await title_of(here)
        field.load(TITLE)
        await here.pilot.pause()
        assert field.size.height > 1


async def test_the_form_has_room_for_the_body_while_the_title_is_high(root: Path) -> None:
    async with desk(root, (80, 24)) as here:
        field = await title_of(here)
        field.load("很长的标题" * 40)
        await here.pilot.pause()
        body = here.screen._form.body
        assert body is not None
        assert body.size.height >= 6
        await here.see("Source", "Link", "Units", "Tags")
