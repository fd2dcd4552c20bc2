"""The editor of a body: rows and cells, typing and pasting, clean-up, finding and replacing, undo."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import example, given, settings, strategies as st
from rich.segment import Segment
from textual import events
from textual.document._document import Document
from textual.geometry import Offset, Region
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from briefing_tui.text import cleanup
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.body.editor import TIDY_LIMIT, BodyEditor
from briefing_tui.tui.authoring.body.prose_area import ProseArea
from briefing_tui.tui.authoring.body.prose_wrap import INDENT, ProseWrap
from briefing_tui.tui.authoring.body.replace_bar import ReplaceBar
from briefing_tui.tui.authoring.body.tidy import TidyScreen
from briefing_tui.typeset.breaking import break_offsets
from briefing_tui.typeset.width import cell_width
from programs.body_app import BodyApp

PROSE = (
    "示例省信用担保集团公司（以下简称“集团公司”）本月新增担保业务295.38亿元，同比增长86.37%；其中，小微企业和“三农”业务占比超过八成。"
    "（一）第一阶段：建立专班——由主要负责同志牵头，会同AAA级合作银行《合作协议》落实“见贷即保”……"
)


@asynccontextmanager
async def running(
    text: str = "", *, ambiguous: int = 1, size: tuple[int, int] = (60, 16), read_only: bool = False
) -> AsyncIterator[tuple[Pilot[None], BodyEditor]]:
    app = BodyApp(text, ambiguous=ambiguous, read_only=read_only)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app.editor


async def until(pilot: Pilot[None], what: str) -> None:
    for _turn in range(100):
        await pilot.pause(0.01)
        if eval(what, {"screen": pilot.app.screen, "TidyScreen": TidyScreen, "ReplaceBar": ReplaceBar}):
            return
    raise AssertionError(what)


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()
    await pilot.pause(0.02)


def drawn(editor: BodyEditor) -> list[str]:
    return [editor.render_line(y).text.rstrip() for y in range(editor.size.height)]


def at_cursor(editor: BodyEditor) -> list[tuple[int, int, str]]:
    """Row, cell and text of everything drawn in reverse, which is the cursor."""
    found = []
    for y in range(editor.size.height):
        x = 0
        for segment in editor.render_line(y):
            if segment.style is not None and segment.style.reverse:
                found.append((y, x, segment.text))
            x += cell_width(segment.text, editor.ambiguous)
    return found


# The framework


def test_the_private_names_that_are_overridden_or_used_are_there() -> None:
    for name in (
        "_set_document",
        "_watch_selection",
        "_rewrap_and_refresh_virtual_size",
        "_draw_cursor",
        "_on_paste",
        "_on_key",
        "_refresh_size",
        "_scroll_update",
    ):
        assert hasattr(TextArea, name), f"TextArea has no {name}"
    stock = {name for name in vars(ProseWrap) if not name.startswith("_")} - {"row", "indent"}
    for name in stock:
        assert any(name in vars(base) for base in ProseWrap.__mro__[1:]), f"WrappedDocument has no {name}"
    assert "selection" in vars(TextArea)
    assert "render_lines" in vars(TextArea)


def test_every_key_of_the_editor_exists_on_a_plain_terminal() -> None:
    bound = [key for key, _binding in BodyEditor(ambiguous=1)._bindings]
    assert "ctrl+z" in bound
    assert "ctrl+w" in bound
    for key in bound:
        assert not key.startswith(("alt+", "super+", "ctrl+shift+", "f")), key
    taken = {key for action in keys.actions_for(keys.AUTHORING, writable=True) for key in action.keys}
    assert taken.isdisjoint(bound), "the authoring screen takes these before the editor"


def test_every_action_of_the_table_is_a_method_of_the_editor() -> None:
    actions = keys.actions_for(keys.BODY, writable=True)
    assert len(actions) >= 8
    for action in actions:
        owner, _dot, name = action.id.partition(".")
        assert owner == "focused"
        assert hasattr(BodyEditor, f"action_{name}"), action.id
    assert set(actions) <= set(keys.actions_for(keys.FORM, writable=True)), "help does not show them"


# Rows


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("width", [20, 39, 78])
def test_rows_are_the_pages_lines_with_the_first_indented(width: int, ambiguous: int) -> None:
    wrap = ProseWrap(Document(PROSE), width, ambiguous=ambiguous)
    indent = INDENT if width >= 24 else 0
    assert wrap.get_offsets(0) == break_offsets(PROSE, width, first=width - indent, ambiguous=ambiguous)
    assert "".join(wrap.get_sections(0)) == PROSE
    for number in range(wrap.height):
        row = wrap.row(number)
        assert row is not None
        assert cell_width(PROSE[row.start : row.end].rstrip(), ambiguous) + row.indent <= width
    assert wrap.row(wrap.height) is None


def test_tables_are_not_indented() -> None:
    wrap = ProseWrap(Document("正文\n| 指标 | 期末 |\n"), 40)
    rows = [wrap.row(number) for number in range(3)]
    assert [row.indent if row else None for row in rows] == [INDENT, 0, INDENT]


@given(
    st.text(alphabet="汉字，。“”a1 \n\t|", max_size=80),
    st.lists(
        st.tuples(st.integers(0, 90), st.integers(0, 30), st.text(alphabet="增，\n”b", max_size=8)),
        max_size=6,
    ),
    st.integers(1, 40),
)
def test_wrapping_a_change_is_wrapping_anew(
    text: str, changes: list[tuple[int, int, str]], width: int
) -> None:
    document = Document(text)
    wrap = ProseWrap(document, width)
    for start, length, insert in changes:
        first = min(start, len(document.text))
        top = document.get_location_from_index(first)
        bottom = document.get_location_from_index(min(first + length, len(document.text)))
        result = document.replace_range(top, bottom, insert)
        wrap.wrap_range(top, bottom, result.end_location)
        fresh = ProseWrap(document, width)
        assert wrap.lines == fresh.lines
        assert wrap.height == fresh.height
        assert [wrap.row(n) for n in range(wrap.height)] == [fresh.row(n) for n in range(fresh.height)]


@given(
    st.text(alphabet="汉字，“a1 \t—🀄é\u0301", min_size=1, max_size=80),
    st.integers(2, 40),
    st.sampled_from([1, 2]),
)
@example("é \u03011—", 2, 2)
def test_a_place_on_the_screen_leads_back_to_itself(text: str, width: int, ambiguous: int) -> None:
    wrap = ProseWrap(Document(text), width, ambiguous=ambiguous)
    for column in range(len(text) + 1):
        offset = wrap.location_to_offset((0, column))
        assert 0 <= offset.x <= width
        back = wrap.location_to_offset(wrap.offset_to_location(offset))
        assert back.y == offset.y
        assert back.x <= offset.x
    assert wrap.offset_to_location(Offset(999, 999)) == (0, len(text))


# Cursor


@pytest.mark.parametrize("ambiguous", [1, 2])
async def test_the_cursor_stands_on_the_character_it_is_at(ambiguous: int) -> None:
    async with running(PROSE + "\n|“表”|", ambiguous=ambiguous, size=(40, 20)) as (pilot, editor):
        for column in range(len(PROSE)):
            editor.move_cursor((0, column))
            ((y, x, text),) = at_cursor(editor)
            assert text == PROSE[column]
            assert (x, y) == editor.rows.location_to_offset((0, column))
        editor.move_cursor((0, len(PROSE)))
        assert at_cursor(editor)[0][2] == " "
        await pilot.press("down")
        assert editor.cursor_line == 1


async def test_up_and_down_keep_the_cell_over_wide_characters_and_indents() -> None:
    async with running("汉字汉字汉字汉字\nab cdefghijklmnop\n|a|b|c|d|e|f|g|h|") as (pilot, editor):
        editor.move_cursor((0, 4))
        x = editor.rows.location_to_offset(editor.cursor_location).x
        assert x == INDENT + 8
        await pilot.press("down")
        assert editor.cursor_location == (1, 8)
        await pilot.press("down")
        assert editor.cursor_location == (2, 12)
        await pilot.press("up", "up")
        assert editor.cursor_location == (0, 4)


async def test_the_cursor_steps_over_a_character_with_its_marks() -> None:
    async with running("ae\u0301\u0301汉") as (pilot, editor):
        await pilot.press("right", "right")
        assert editor.cursor_location == (0, 4)
        await pilot.press("left")
        assert editor.cursor_location == (0, 1)
        await pilot.press("right", "backspace")
        assert editor.text == "a汉"


async def test_a_click_puts_the_cursor_there() -> None:
    async with running("一二三四五六") as (pilot, editor):
        await pilot.click(editor, offset=(editor.gutter.left + INDENT + 5, 0))
        assert editor.cursor_location == (0, 2)


async def test_blanks_that_hang_over_the_edge_do_not_take_the_cursor_along() -> None:
    async with running("汉" * 22 + " " * 30 + "字", size=(52, 10)) as (_pilot, editor):
        for column in range(54):
            editor.move_cursor((0, column))
            ((_y, x, _text),) = at_cursor(editor)
            assert x < editor.size.width


async def test_goto_line_stays_within_the_text() -> None:
    async with running("一\n二\n三") as (_pilot, editor):
        editor.goto_line(2)
        assert (editor.cursor_line, editor.cursor_column) == (2, 0)
        editor.goto_line(99)
        assert editor.cursor_line == 2


# Typing and drawing


async def test_the_text_is_drawn_at_its_width_before_a_resize_was_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(TextArea, "_on_resize", lambda _editor: None)
    async with running(PROSE) as (pilot, editor):
        strips = pilot.app.screen._compositor.render_strips()
        shown = "".join(strip.text.strip() for strip in strips[: editor.size.height])
        assert shown == PROSE


async def test_typing_says_that_it_changed_and_loading_does_not() -> None:
    async with running("一") as (pilot, editor):
        app = pilot.app
        assert isinstance(app, BodyApp)
        editor.load("二")
        await pilot.pause()
        assert app.edits == 0
        await pilot.press("a", "enter", "backspace", "ctrl+z")
        assert app.edits == 4
        assert editor.counts() == (1, 2)


async def test_what_follows_the_text_is_told_before_the_change_is_drawn() -> None:
    async with running("一") as (pilot, editor):
        texts: list[str] = []
        editor.at_once = lambda: texts.append(editor.text)
        await pilot.press("a", "ctrl+z", "ctrl+y")
        editor.load("二")
        assert texts == ["a一", "一", "a一"]


@pytest.mark.parametrize("char", ["\u3000", "“", "𠀀", "é", "\xa0"])
async def test_every_printable_character_can_be_typed(char: str) -> None:
    async with running("x") as (pilot, editor):
        pilot.app.post_message(events.Key("unknown", char))
        await pilot.pause()
        assert editor.text == f"{char}x"


@pytest.mark.parametrize(
    ("char", "kept", "loaded"),
    [("\u200b", "", "\u200b"), ("\u202e", "\u202e", "\u202e"), ("\x85", "\n", "‹0085›")],
)
async def test_what_hides_is_dropped_and_what_acts_becomes_visible(char: str, kept: str, loaded: str) -> None:
    async with running() as (pilot, editor):
        pilot.app.post_message(events.Key("unknown", char))
        await pilot.pause()
        await paste(pilot, f"\x1b]52;c;eA==\x07{char}")
        editor.load(editor.text + char)
        assert editor.text == f"{kept}␛]52;c;eA==␇{kept}{loaded}"


@settings(max_examples=10)
@given(
    st.lists(
        st.sampled_from(
            [
                "汉",
                "，",
                "”",
                "a",
                "enter",
                "backspace",
                "delete",
                "left",
                "up",
                "down",
                "home",
                "ctrl+z",
                "ctrl+y",
                "shift+left",
            ]
        ),
        max_size=25,
    ),
    st.sampled_from([5, 9, 12]),
)
def test_only_what_looks_different_is_drawn_and_nothing_is_missed(typed: list[str], rows: int) -> None:
    async def check() -> None:
        async with running(PROSE + "\n第二段。", size=(44, rows)) as (pilot, editor):
            await pilot.press("right", "right", *typed)
            await pilot.pause()
            screen = [list(line) for line in pilot.app.screen._compositor.render_strips(pilot.app.size)]
            editor._styles_cache.clear()
            editor._strips.clear()
            pilot.app.screen.refresh(layout=True)
            await pilot.pause()
            whole = [list(line) for line in pilot.app.screen._compositor.render_strips(pilot.app.size)]
            assert [merged(line) for line in screen] == [merged(line) for line in whole]

    asyncio.run(check())


def merged(line: list[Segment]) -> list[tuple[str, str]]:
    return [(segment.text, str(segment.style)) for segment in Segment.simplify(line)]


async def test_a_key_draws_the_rows_that_changed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running("\n".join(["没有变化的一段。"] * 10)) as (pilot, _editor):
        rows: list[int] = []
        draw = ProseArea.render_line

        def counted(self: ProseArea, y: int) -> object:
            rows.append(y)
            return draw(self, y)

        monkeypatch.setattr(ProseArea, "render_line", counted)
        await pilot.press("right", "新")
        await pilot.pause()
        assert set(rows) == {0}


async def test_a_key_that_makes_a_row_has_nothing_laid_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(PROSE * 9, size=(60, 8)) as (pilot, editor):
        laid_out: list[bool] = []
        refresh = editor.refresh

        def counted(*regions: Region, layout: bool = False, **how: bool) -> object:
            laid_out.append(layout)
            return refresh(*regions, layout=layout, **how)

        monkeypatch.setattr(editor, "refresh", counted)
        before = editor.virtual_size.height
        await pilot.press("enter", "enter", "ctrl+end", "enter")
        await pilot.pause()
        assert laid_out
        assert not any(laid_out)
        assert editor.virtual_size.height == before + 3
        assert editor.vertical_scrollbar.window_virtual_size == before + 3
        assert editor.scroll_offset.y == editor.virtual_size.height - editor.size.height


async def test_undo_and_redo_go_by_steps() -> None:
    async with running("原文") as (pilot, editor):
        await pilot.press("ctrl+end", *"增加")
        await paste(pilot, "粘贴")
        await pilot.press("ctrl+z")
        assert editor.text == "原文增加"
        await pilot.press("ctrl+z")
        assert editor.text == "原文"
        await pilot.press("ctrl+z", "ctrl+y", "ctrl+y")
        assert editor.text == "原文增加粘贴"


async def test_ctrl_space_selects_and_what_is_cut_can_be_pasted() -> None:
    async with running("甲乙丙丁\n戊己") as (pilot, editor):
        await pilot.press("right", "ctrl+@", "right", "right")
        assert editor.selected_text == "乙丙"
        assert [
            segment.text for segment in editor.render_line(0) if segment.style and segment.style.bold
        ] == ["乙丙"]
        await pilot.press("ctrl+x")
        assert editor.text == "甲丁\n戊己"
        await pilot.press("down", "end", "ctrl+v")
        assert editor.text == "甲丁\n戊己乙丙"
        await pilot.press("ctrl+@", "left", "ctrl+@", "left")
        assert editor.selected_text == ""


async def test_a_read_only_editor_changes_nothing() -> None:
    async with running("原 文", read_only=True) as (pilot, editor):
        await pilot.press(
            "a", "enter", "backspace", "ctrl+w", "ctrl+k", "ctrl+x", "ctrl+v", "ctrl+z", "ctrl+r", "ctrl+o"
        )
        await paste(pilot, "粘贴")
        assert editor.text == "原 文"
        assert not isinstance(pilot.app.screen, TidyScreen)


# Pasting


async def test_a_paste_is_in_the_text_at_once_and_its_clean_up_is_offered() -> None:
    pasted = "　　来自网页,的文字。\n\n\n第二段没有的\xa0文字很长。"
    async with running("前后") as (pilot, editor):
        app = pilot.app
        assert isinstance(app, BodyApp)
        await pilot.press("right")
        await paste(pilot, pasted)
        assert editor.text == f"前{pasted}后"
        (offer,) = app.offers
        assert (offer.before, offer.after) == (pasted, "来自网页，的文字。\n第二段没有的文字很长。")
        await pilot.press("ctrl+r")
        await until(pilot, "isinstance(screen, TidyScreen)")
        await pilot.press("enter")
        await until(pilot, "not isinstance(screen, TidyScreen)")
        await pilot.pause()
        assert editor.text == "前来自网页，的文字。\n第二段没有的文字很长。后"
        await pilot.press("ctrl+z")
        assert editor.text == f"前{pasted}后"
        await pilot.press("ctrl+z")
        assert editor.text == "前后"


async def test_nothing_is_offered_for_clean_text_or_once_more_was_typed() -> None:
    async with running() as (pilot, editor):
        app = pilot.app
        assert isinstance(app, BodyApp)
        await paste(pilot, "干净的文字。")
        assert app.offers == []
        pilot.app.post_message(events.Paste("不 干净,"))
        pilot.app.post_message(events.Key("a", "a"))
        await pilot.pause()
        await pilot.pause(0.05)
        assert editor.text.endswith("不 干净,a")
        assert len(app.offers) <= 1
        await pilot.press("ctrl+a", "ctrl+k", "ctrl+r")
        assert not isinstance(app.screen, TidyScreen)


async def test_rules_can_be_left_out_and_escape_leaves_all_as_it_is() -> None:
    async with running("一段,\n\n二段 。") as (pilot, editor):
        await pilot.press("ctrl+r")
        await until(pilot, "isinstance(screen, TidyScreen)")
        screen = pilot.app.screen
        assert isinstance(screen, TidyScreen)
        rows = screen._list
        assert [line.sign for line in rows._lines].count("− ") >= 2
        await pilot.press("1", "down", "space")
        await pilot.press("escape")
        await until(pilot, "not isinstance(screen, TidyScreen)")
        assert editor.text == "一段,\n\n二段 。"
        await pilot.press("ctrl+r")
        await until(pilot, "isinstance(screen, TidyScreen)")
        await pilot.press("1", "enter")
        await until(pilot, "not isinstance(screen, TidyScreen)")
        await pilot.pause()
        assert editor.text == "一段,\n二段。"


async def test_every_row_of_before_and_after_says_which_it_is() -> None:
    async with running("很长的一段," * 40 + "没有 了") as (pilot, _editor):
        await pilot.press("ctrl+r")
        await until(pilot, "isinstance(screen, TidyScreen)")
        screen = pilot.app.screen
        assert isinstance(screen, TidyScreen)
        signs = [line.sign for line in screen._list._lines]
        assert set(signs) == {"− ", "+ "}
        assert signs.count("− ") > 2
        assert f"1–{len(screen._list.rules)}" in screen.footing()


async def test_the_source_at_the_end_is_left_where_no_field_waits_and_told_where_one_does() -> None:
    async with running("正文,\n（来源：示例日报）\n") as (pilot, editor):
        await pilot.press("ctrl+r")
        await until(pilot, "isinstance(screen, TidyScreen)")
        await pilot.press("escape")
        await until(pilot, "not isinstance(screen, TidyScreen)")
        assert cleanup.SOURCE not in editor._rules()
        editor.wants_source = lambda: True
        await pilot.press("ctrl+r")
        await until(pilot, "isinstance(screen, TidyScreen)")
        await pilot.press("enter")
        await until(pilot, "not isinstance(screen, TidyScreen)")
        await pilot.pause()
        assert editor.text == "正文，"


async def test_only_the_selection_is_tidied_and_huge_texts_are_refused() -> None:
    async with running("甲 ，乙 ，") as (pilot, editor):
        await pilot.press("ctrl+@", "right", "right", "right", "ctrl+r")
        await until(pilot, "isinstance(screen, TidyScreen)")
        await pilot.press("enter")
        await until(pilot, "not isinstance(screen, TidyScreen)")
        await pilot.pause()
        assert editor.text == "甲，乙 ，"
        editor.load("汉 ，" * (TIDY_LIMIT // 3 + 1))
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, TidyScreen)


async def test_20000_characters_are_pasted_in_one_step() -> None:
    text = "\n".join([PROSE * 5] * 34)
    assert len(text) > 20_000
    async with running() as (pilot, editor):
        await paste(pilot, text)
        assert editor.text == text
        assert editor.cursor_location == editor.document.end
        await pilot.press("ctrl+z")
        assert editor.text == ""


# Finding and replacing


async def test_find_goes_through_the_places_and_round() -> None:
    async with running("担保ＡＡＡ\n再担保aaa\n没有") as (pilot, editor):
        await pilot.press("ctrl+f")
        await until(pilot, "screen.query(ReplaceBar)")
        await pilot.press(*"aaa")
        assert editor.selected_text == "ＡＡＡ"
        await pilot.press("enter")
        assert editor.selected_text == "aaa"
        await pilot.press("enter")
        assert editor.selected_text == "ＡＡＡ"
        await pilot.press("up")
        assert editor.selected_text == "aaa"
        await pilot.press("x")
        assert "0/0" in text_of(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert not pilot.app.screen.query(ReplaceBar)
        assert editor.has_focus
        assert editor.text == "担保ＡＡＡ\n再担保aaa\n没有"


async def test_replacing_one_and_all_is_undone_by_steps() -> None:
    original = "担保、再担保\n\n融资担保\n担保"
    async with running(original) as (pilot, editor):
        await pilot.press("ctrl+f")
        await until(pilot, "screen.query(ReplaceBar)")
        await pilot.press(*"担保", "tab", *"增信", "enter")
        assert editor.text == "增信、再担保\n\n融资担保\n担保"
        await pilot.press("ctrl+r")
        assert editor.text == original.replace("担保", "增信")
        assert "3 replaced" in text_of(pilot)
        await pilot.press("escape", "ctrl+z")
        assert editor.text == "增信、再担保\n\n融资担保\n担保"
        await pilot.press("ctrl+z")
        assert editor.text == original


async def test_the_selection_is_looked_for_and_another_text_closes_the_bar() -> None:
    async with running("甲乙甲") as (pilot, editor):
        await pilot.press("shift+right", "ctrl+f")
        await until(pilot, "screen.query(ReplaceBar)")
        await pilot.pause()
        assert pilot.app.screen.query_one("#query", Input).value == "甲"
        assert "1/2" in text_of(pilot)
        editor.load("另一条")
        await pilot.pause()
        assert not pilot.app.screen.query(ReplaceBar)


def text_of(pilot: Pilot[None]) -> str:
    rows = pilot.app.screen._compositor.render_strips(pilot.app.size)
    return "\n".join("".join(segment.text for segment in row) for row in rows)


async def test_without_a_real_terminal_the_external_editor_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with running("原文") as (pilot, editor):
        await pilot.press("ctrl+o")
        await pilot.pause(0.05)
        assert editor.text == "原文"


@pytest.mark.parametrize("key", ["ctrl+k", "ctrl+x", "ctrl+shift+k", "delete", "ctrl+u", "ctrl+w", "ctrl+f4"])
@pytest.mark.parametrize("text", ["", "甲", "甲\n", "甲\n乙e\u0301", "\n\n"])
async def test_what_deletes_a_line_does_so_on_the_last_one_too(text: str, key: str) -> None:
    async with running(text) as (pilot, editor):
        for place in (editor.document.end, (editor.document.line_count - 1, 0)):
            editor.move_cursor(place)
            await pilot.press(key)
            await pilot.press(key)
        assert set(editor.text) <= set(text)
        await pilot.press("丙")
        assert "丙" in editor.text


async def test_a_last_line_is_deleted_whole() -> None:
    async with running("甲\n乙") as (pilot, editor):
        editor.move_cursor((1, 0))
        await pilot.press("ctrl+x")
        assert editor.text == "甲\n"
