"""Where a paste into a field goes: an article into a title, lines into a list, lines into a field of one line; one undo takes it back."""

from pathlib import Path

import pytest
from textual import events

from briefing_tui.model import edits
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring import forms, pasted
from briefing_tui.tui.authoring.fields.line_field import LINE_LIMIT
from disks.libraries import make_issue, put
from screens.desks import KEY, Desk, desk

TITLE = forms.field(edits.ITEM, "title")
UNITS = forms.field(edits.ITEM, "units")
SOURCE = forms.field(edits.ITEM, "source")
ARTICLE = "\n\n　　标题行　\r\n\r\n　　第一段。\r\n第二段。\n\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path / "library", make_issue(KEY, "第一条", "第二条", "第三条", status="draft"))
    return tmp_path / "library"


def place(one: forms.Field, value: str, at: int, text: str, *, room: int = 2000) -> pasted.Placed:
    return pasted.place(one, value, at, at, text, room=room, body=one is TITLE)


@pytest.mark.parametrize(
    ("value", "at", "title", "cursor"),
    [("", 0, "标题行", 3), ("旧题", 1, "旧标题行题", 4), ("旧", 1, "旧标题行", 4)],
)
def test_an_article_is_a_title_and_a_body(value: str, at: int, title: str, cursor: int) -> None:
    placed = place(TITLE, value, at, ARTICLE)
    assert placed[:3] == (title, cursor, "　　第一段。\n第二段。")
    assert "2" in placed.notice


@pytest.mark.parametrize("text", ["标题", "标题\n", "\n\n标题\n\n", "\r标题"])
def test_one_line_is_a_title(text: str) -> None:
    assert place(TITLE, "", 0, text) == ("标题", 2, "", "")


HIDING = "担\u200b保\ufeff公\u00ad司\u2060"


@pytest.mark.parametrize("one", [TITLE, UNITS, SOURCE])
def test_what_only_hides_does_not_get_in(one: forms.Field) -> None:
    assert place(one, "", 0, HIDING)[:2] == ("担保公司", 4)
    assert place(one, "甲", 1, "\u200b👨\u200d👩\u202e")[0] == "甲👨\u200d👩\u202e"


def test_nor_into_the_text_behind_a_title_or_a_list() -> None:
    placed = place(TITLE, "", 0, f"{HIDING}\u2028{HIDING}\n\u200b第二段\ufeff")
    assert placed[:3] == ("担保公司", 4, "担保公司\n第二段")
    assert place(UNITS, "", 0, f"{HIDING}\n\u200b\n乙\u200b")[0] == "担保公司、乙"


def test_a_title_without_end_goes_on_in_the_body() -> None:
    placed = place(TITLE, "", 0, "甲" * 50 + "\n乙", room=20)
    assert placed[:3] == ("甲" * 20, 20, "甲" * 30 + "\n乙")
    placed = place(TITLE, "", 0, "甲" * 50, room=20)
    assert placed[:3] == ("甲" * 20, 20, "甲" * 30)
    assert placed.notice
    placed = place(SOURCE, "", 0, "甲" * 50, room=20)
    assert placed[:3] == ("甲" * 20, 20, "")
    assert "30" in placed.notice


@pytest.mark.parametrize(
    ("value", "at", "text", "names", "left"),
    [
        ("", 0, "甲\n乙\n", "甲、乙", 0),
        ("", 0, "\n\n甲\r\n\r\n乙", "甲、乙", 0),
        ("甲、乙", 3, "丙\n丁", "甲、乙、丙、丁", 0),
        ("甲、乙", 2, "丙\n丁", "甲、丙、丁、乙", 2),
        ("甲、乙", 0, "丙\n丁", "丙、丁、甲、乙", 4),
        ("甲", 1, "乙、丙\n丁", "甲；乙、丙；丁；", 0),
        ("甲", 1, "、乙", "甲、乙", 0),
    ],
)
def test_lines_are_entries_of_a_list(value: str, at: int, text: str, names: str, left: int) -> None:
    placed = place(UNITS, value, at, text)
    assert placed.value == names
    assert len(names) - placed.cursor == left or placed.notice == ""


def test_entries_without_room_are_named() -> None:
    placed = place(UNITS, "", 0, "\n".join(f"单位{number}" for number in range(10)), room=20)
    assert len(placed.value) <= 20
    assert "单位9" in placed.notice
    assert "单位0" not in placed.notice


def test_lines_elsewhere_become_one() -> None:
    placed = place(SOURCE, "旧", 1, "\n甲\n乙\n")
    assert placed[:3] == ("旧甲 乙", 4, "")
    assert "2" in placed.notice


async def paste(here: Desk, text: str) -> None:
    here.app.post_message(events.Paste(text))
    await here.pilot.pause()


async def test_an_article_pasted_into_a_title_is_one_step(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter")
        await here.type("甲")
        before = here.issue
        body = before.sections[0].items[0].body
        await paste(here, ARTICLE)
        await here.see("front of the text")
        item = here.issue.sections[0].items[0]
        assert (item.title, item.body) == ("第一条甲标题行", f"　　第一段。\n第二段。\n{body}")
        await here.type("乙")
        assert here.titles()[0] == "第一条甲标题行乙"
        await here.press("ctrl+z")
        assert here.titles()[0] == "第一条甲标题行"
        await here.press("ctrl+z")
        assert here.issue == before
        await here.see("第一条甲", gone="第二段")
        await here.press("ctrl+z")
        assert here.titles()[0] == "第一条"


async def test_a_list_and_a_field_of_one_line_say_what_came_of_a_paste(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter", *["tab"] * 3)
        await paste(here, "\n甲报\n乙刊\n")
        await here.see("2 pasted lines")
        assert here.issue.sections[0].items[0].source == "甲报 乙刊"
        await here.press("tab", "tab")
        await paste(here, "甲公司\n乙公司\n")
        await here.see("2 entries")
        assert "、".join(here.issue.sections[0].items[0].units) == "甲公司、乙公司"
        await here.press("ctrl+z")
        assert not here.issue.sections[0].items[0].units
        await paste(here, "长" * (LINE_LIMIT + 7))
        await here.see("last 7 characters")


async def test_numbers_and_dates_are_read_from_lines(root: Path) -> None:
    async with desk(root, item=0) as here:
        await here.press("g")
        await here.screen.enter(keys.FORM, "date")
        await here.press("ctrl+u")
        await paste(here, "\n2025-03-04\n")
        assert str(here.issue.masthead.date) == "2025-03-04"


async def test_a_paste_for_a_piece_that_was_left_is_not_taken(root: Path) -> None:
    async with desk(root, item=0) as here:
        await here.press("t")
        await here.see("line of recipients added")
        field = here.app.focused
        assert field is not None
        await here.press("escape", "g", "j", "j")
        before = here.issue
        field.post_message(events.Paste("甲\n乙"))
        await here.see("Another piece was chosen")
        assert here.issue is before


async def test_a_paste_of_4_mb_into_a_title_is_kept(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter")
        await paste(here, "标题\n" + "很长的一段。\n" * 100_000)
        item = here.issue.sections[0].items[0]
        assert item.title == "第一条标题"
        assert item.body.count("很长的一段。") == 100_000
