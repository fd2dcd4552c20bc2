"""The palette: what is found by what, and that choosing does it."""

from pathlib import Path

import pytest
from textual.widgets import Input

from briefing_tui import i18n
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.actions import keys
from briefing_tui.tui.dialogues.palette import PaletteRow, command_offers, matches
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.shelf.screen import LibraryScreen
from disks.libraries import make_app, open_app, shown, small_library
from screens.terminal import PYTHON, Terminal

READ = IssueKey(2024, ISSUE, 14)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path / "library")


def found(query: str, choices: list[PaletteRow]) -> list[str]:
    return [choice.action for choice in matches(query, choices)]


def test_a_command_is_found_by_english_words_and_their_beginnings() -> None:
    choices = command_offers(keys.READING, writable=False)
    assert found("next item", choices)[0] == "screen.next_item"
    assert found("NEXT IT", choices)[0] == "screen.next_item"
    assert found("item next", choices)[0] == "screen.next_item"
    assert "screen.copy_item" in found("clip", choices)


def test_a_command_is_found_by_its_pinyin_initials() -> None:
    choices = command_offers(keys.READING, writable=False)
    for action in keys.actions_for(keys.READING):
        if action.in_palette:
            wanted = action.id if "." in action.id else f"screen.{action.id}"
            assert wanted in found(action.initials, choices), action.id


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_command_is_found_by_its_chinese_name_in_either_language(language: str) -> None:
    i18n.set_language(language)
    for action in keys.actions_for(keys.READING):
        if action.in_palette:
            name = i18n.chinese(action.name)
            assert any("\u4e00" <= char <= "\u9fff" for char in name), action.id
            choices = command_offers(keys.READING, writable=False)
            wanted = action.id if "." in action.id else f"screen.{action.id}"
            assert wanted in found(name[-2:], choices), action.id


OTHER_READINGS = str.maketrans({"重": "冲"})
"""重 is chóng in 重做, the one reading of it that the names have; GB 2312 puts it under zhòng."""


def pinyin_initials(text: str) -> str:
    """The first letters, by the order of GB2312's first level (GB/T 2312-1980: by pinyin); marks are skipped."""
    firsts = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
    letters = "abcdefghjklmnopqrstwxyz"
    found = ""
    for char in text.translate(OTHER_READINGS):
        if "\u4e00" <= char <= "\u9fff":
            code = char.encode("gb2312")
            found += next(
                letter
                for first, letter in zip(firsts[::-1], letters[::-1], strict=True)
                if first.encode("gb2312") <= code
            )
    return found


def test_the_initials_are_those_of_the_chinese_names() -> None:
    written = [(action.name, action.initials) for action in keys.ACTIONS]
    assert written == [(action.name, pinyin_initials(i18n.chinese(action.name))) for action in keys.ACTIONS]


def test_a_word_of_the_help_finds_less_well_than_a_name() -> None:
    choices = command_offers(keys.LIBRARY, writable=False)
    assert found("s", choices)[0] != "screen.clear_filter"  # "Show every issue again."
    assert "screen.clear_filter" in found("show every", choices)


def test_a_command_is_found_by_its_key() -> None:
    choices = command_offers(keys.READING, writable=False)
    assert found("]", choices)[0] == "screen.next_item"


def test_nothing_typed_shows_every_command_in_the_order_of_the_table() -> None:
    shown_actions = [action for action in keys.actions_for(keys.LIBRARY) if action.in_palette]
    assert len(found("", command_offers(keys.LIBRARY, writable=False))) == len(shown_actions)


def test_no_match_is_no_choice() -> None:
    assert found("没有这样的命令", command_offers(keys.READING, writable=False)) == []


def test_commands_that_write_are_absent_from_a_read_only_session(monkeypatch: pytest.MonkeyPatch) -> None:
    writing = keys.ACTIONS[-1]._replace(
        id="edit_issue", name="Edit", needs_write=True, screens=(keys.LIBRARY,), in_palette=True
    )
    monkeypatch.setattr(keys, "ACTIONS", (*keys.ACTIONS, writing))
    assert "screen.edit_issue" in found("edit", command_offers(keys.LIBRARY, writable=True))
    assert "screen.edit_issue" not in found("edit", command_offers(keys.LIBRARY, writable=False))


async def test_colon_and_ctrl_p_open_it_and_it_teaches_the_keys(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        for key in ("colon", "ctrl+p", "："):
            await shown(pilot, app, "No. 14")
            await pilot.press(key)
            text = await shown(pilot, app, "Commands, issues and items")
            row = next(line for line in text.split("\n") if "Filter  " in line and "│ Filter" in line)
            assert row.split("│")[-2].split() == ["Filter", "/"] or row.rstrip("│ ").endswith("/")
            await pilot.press("escape")
            await shown(pilot, app, gone="Commands, issues")


async def test_a_command_chosen_acts_on_the_screen_below(library: Path) -> None:
    app = open_app(library, READ)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "行业信息简报")
        await pilot.press("colon", *"next item", "enter")
        await shown(pilot, app, "#1/3", gone="Commands")
        await pilot.press("colon", *"xyt", "enter")
        await shown(pilot, app, "#2/3", gone="Commands")


async def test_items_of_the_open_issue_and_other_issues_are_found(library: Path) -> None:
    app = open_app(library, READ)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "行业信息简报")
        await pilot.press("colon", *"有序推进", "enter")
        await shown(pilot, app, "#3/3", gone="Commands")
        await pilot.press("colon", *"子公司动态")
        await shown(pilot, app, "2025-02 行业信息简报")
        await pilot.press("enter")
        await shown(pilot, app, "2025年第2期")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.key == IssueKey(2025, ISSUE, 2)


@pytest.mark.parametrize("query", ["202414", "２０２４／１４", "14", "第十四期", "2024.14"])
async def test_an_issue_is_found_however_its_number_is_written(library: Path, query: str) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("colon")
        await pilot.pause(0.1)
        app.screen.query_one(Input).value = query
        await shown(pilot, app, "2024-14 行业信息简报", "2024-02-16")
        await pilot.press("enter")
        await shown(pilot, app, "再担保直连系统上线", "2024年第14期")
        assert isinstance(app.screen, ReadingScreen)


async def test_enter_on_no_match_stays(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(60, 15)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("colon", *"zzzz", "enter")
        await shown(pilot, app, "Nothing by that name.")
        await pilot.press("escape")
        await shown(pilot, app, "No. 14", gone="Nothing")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_click_chooses(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("colon", *"2024-13")
        text = await shown(pilot, app, "2024-13 行业信息简报")
        row = next(number for number, line in enumerate(text.split("\n")) if "2024-13 行业" in line)
        await pilot.click(offset=(40, row))
        await shown(pilot, app, "2024年第13期")


async def test_mark_up_in_titles_is_text(library: Path) -> None:
    path = library / "2024" / "2024-13.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("行业信息简报", "[b]简报[/] [/x]"), encoding="utf-8"
    )
    app = make_app(library)
    async with app.run_test(size=(170, 30)) as pilot:
        await shown(pilot, app, "[b]简报[/] [/x]")
        await pilot.press("colon", *"2024-13")
        await shown(pilot, app, "2024-13 [b]简报[/] [/x]")


async def test_the_frameworks_own_commands_are_not_there(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("colon", *"screenshot")
        await shown(pilot, app, "Nothing by that name.")


@pytest.mark.pty
def test_what_is_typed_behind_the_colon_in_one_breath_is_not_lost(library: Path) -> None:
    program = [PYTHON, "-c", "from briefing_tui.cli.main import run; run()"]
    with Terminal(program, env={"BRIEFING_LIBRARY": str(library)}) as terminal:
        terminal.expect("No. 14")
        terminal.send(":2024-13")
        terminal.expect("2024-13 行业信息简报")
        terminal.send("\x1b")
        terminal.expect_gone("Esc closes")
        terminal.send("/2024-1")
        terminal.expect("3 of 5")
