"""The authoring screen: its panes, its form, what its keys do to the issue, and every question it asks."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.saving.revision import Opened, Saved
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue, Item
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.outline_editor import outline_rows
from briefing_tui.tui.authoring.screen import AuthoringScreen
from briefing_tui.tui.dialogues.help import HelpScreen
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.shelf.screen import LibraryScreen
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.typeset.width import cell_width
from bulletins.issues import FULL
from disks.libraries import make_app, make_issue, put, screen_text, shown
from screens.desks import USUAL, desk, editor_app

KEY = IssueKey(2025, ISSUE, 1)
WIDE, SMALL = (140, 40), (60, 15)


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    library = tmp_path / "library"
    put(library, make_issue(KEY, "第一条", "第二条", "第三条", status="draft"))
    yield library
    assert not list((library / "2025").glob(".2025-01.editing-*")), "the note for others was left behind"


# the form


async def test_a_text_longer_than_its_field_shows_its_beginning_until_the_keyboard_comes(root: Path) -> None:
    title = "开头" + "很长的标题" * 12 + "结尾"
    issue = make_issue(KEY, title, status="draft")
    put(root, edits.set_field(issue, Selection(edits.ITEM, 0, 0), "body", "正文。").issue)
    async with desk(root) as here:
        await here.press("j", "k")
        await here.see("Title   开头很长", gone="结尾")
        await here.press("enter")
        await here.see("结尾")
        await here.press("left", "tab")
        await here.see("Title   开头很长", gone="结尾")
        await here.press("shift+tab")
        await here.type("的")
        assert here.issue.sections[0].items[0].title == title[:-1] + "的" + title[-1]


# the outline


async def test_numbers_follow_when_items_are_moved_copied_and_deleted(root: Path) -> None:
    async with desk(root) as here:
        await here.see("1. 第一条", "2. 第二条", "3. 第三条")
        await here.press("J")
        await here.see("1. 第二条", "2. 第一条", "moved")
        await here.press("c")
        await here.see("2. 第一条", "3. 第一条", "4. 第三条")
        await here.press("g", "j", "j", "d")
        await here.see("1. 第一条", "2. 第一条", "3. 第三条", gone="第二条\n")
        assert here.titles() == ["第一条", "第一条", "第三条"]
        await here.press("u", "u", "u")
        await here.see("1. 第一条", "2. 第二条", "3. 第三条")
        assert not here.screen.session.changed
        await here.press("U", "ctrl+y")
        assert here.titles() == ["第二条", "第一条", "第一条", "第三条"]


async def test_items_go_into_the_next_section_and_back(root: Path) -> None:
    async with desk(root, item=3) as here:
        await here.press("A")
        await here.type("经验介绍")
        await here.press("escape", "k")
        await here.see("经验介绍", "empty: a adds an item")
        assert here.screen.session.selection == Selection(edits.ITEM, 0, 2)
        await here.press("greater_than_sign")
        await here.see("2. 第二条", gone="adds an item")
        assert [here.titles(0), here.titles(1)] == [["第一条", "第二条"], ["第三条"]]
        await here.press("《")
        assert [here.titles(0), here.titles(1)] == [["第一条", "第二条", "第三条"], []]
        await here.press("less_than_sign")
        await here.see("no section to move it into")


async def test_what_stays_says_so(root: Path) -> None:
    async with desk(root, item=0) as here:
        await here.press("g", "d")
        await here.see("This piece stays")
        await here.press("c")
        await here.see("can be copied")
        await here.press("K")
        await here.see("cannot go further")
        await here.press("u")
        await here.see("Nothing to take back")


async def test_preface_and_recipients_are_added(root: Path) -> None:
    async with desk(root) as here:
        await here.see("no recipients: t adds")
        await here.press("p")
        await here.type("卷首语")
        await here.press("escape", "t", "down", "tab")
        await here.type("各部门、各子公司")
        await here.press("escape")
        await here.see("Preface 卷首语", "报 各部门、各子公司", gone="no recipients")
        assert here.issue.distribution[0].recipients == ("各部门", "各子公司")


async def test_the_tools_can_be_clicked(root: Path) -> None:
    async with desk(root, WIDE) as here:
        row, column = place(await here.see("Add item"), "Duplicate")
        await here.pilot.click(offset=(column, row))
        await here.see("2. 第一条")
        row, column = place(await here.see("4. 第三条"), "4. 第三条")
        await here.pilot.click(offset=(column, row))
        await here.see("#4/4")
        await here.pilot.click(offset=(column, row), times=2)
        await here.pilot.pause()
        assert here.screen.pane == keys.FORM


def place(text: str, wanted: str) -> tuple[int, int]:
    """Row and column (cells) of a text on the screen."""
    rows = text.split("\n")
    row = next(at for at, line in enumerate(rows) if wanted in line)
    return row, cell_width(rows[row][: rows[row].index(wanted)]) + 1


async def test_words_are_found_in_titles_and_bodies(root: Path) -> None:
    async with desk(root, item=0) as here:
        await here.press("slash")
        await here.type("第三条正文")
        await here.see("│ Title   第三条")
        await here.press("enter", "n")
        assert here.screen.session.selection.item == 2
        await here.press("slash")
        await here.type("无")
        await here.press("escape")
        assert here.screen.session.selection.item == 2


# the form


async def test_a_field_says_what_is_wrong_and_lets_go(root: Path) -> None:
    async with desk(root, item=0) as here:
        await here.press("g", "enter", *["tab"] * 3)  # the number is fixed, so the date comes fourth
        await here.type("日")
        await here.see("2025-01-16日")
        await here.press("tab")
        await here.see("write it as 2024-12-16")
        assert here.issue.masthead.date == dt.date(2025, 1, 16)
        await here.press("shift+tab", "ctrl+u")
        await here.type("2025年2月3日")
        await here.press("tab")
        await here.see("2025年2月3日", gone="write it as")
        assert here.issue.masthead.date == dt.date(2025, 2, 3)


async def test_the_number_of_a_file_is_not_changed_here(root: Path) -> None:
    async with desk(root, item=0) as here:
        await here.press("g", "enter", "tab", "tab")
        await here.type("9")
        assert here.issue.key == KEY
        assert here.issue.masthead.total == 9


async def test_enter_and_the_arrows_go_through_the_fields_and_escape_to_the_outline(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter", "down", "enter")
        await here.type("甲")
        assert here.issue.sections[0].items[0].body == "甲第一条正文。"
        await here.press("tab", "up", "up", "escape", "j")
        assert here.screen.session.selection == Selection(edits.ITEM, 0, 1)


async def test_a_section_is_numbered_by_a_choice(root: Path) -> None:
    async with desk(root, item=0) as here:
        await here.press("g", "j", "enter", "tab", "space")
        await here.see("· 第一条")
        assert not here.issue.sections[0].numbered


async def test_a_group_is_renamed_as_a_whole_and_dissolved_when_emptied(root: Path) -> None:
    put(
        root,
        FULL._replace(
            masthead=FULL.masthead._replace(year=2025, number=1),
            workflow=make_issue(KEY, status="draft").workflow,
        ),
    )
    async with desk(root, WIDE, item=0) as here:
        await here.press("g", "j", "j", "j")
        await here.see("融资担保行业动态")
        await here.press("r")
        await here.type("新")
        await here.press("escape")
        assert [item.group for item in here.issue.sections[0].items][:2] == ["融资担保行业动态新"] * 2
        await here.press("r", "ctrl+u", "escape")
        assert {item.group for item in here.issue.sections[0].items} == {""}
        await here.press("u")
        assert here.issue.sections[0].items[1].group == "融资担保行业动态新"


async def test_undo_in_a_field_of_one_line_takes_back_its_typing(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter")
        await here.type("甲乙")
        await here.press("ctrl+z")
        await here.see("Taken back")
        assert here.titles()[0] == "第一条"
        await here.see("│ Title   第一条", gone="甲")


# panes


@pytest.mark.parametrize("size", [WIDE, USUAL, SMALL, (119, 24), (120, 24), (79, 24)])
async def test_panes_are_as_many_as_there_is_room_for(root: Path, size: tuple[int, int]) -> None:
    async with desk(root, size) as here:
        screen = here.screen
        assert shown_panes(screen) == (3 if size[0] >= 120 else 2 if size[0] >= 80 else 1)
        for pane in (keys.FORM, keys.PREVIEW, keys.OUTLINE):
            await here.press("ctrl+n")
            await here.pilot.pause()
            assert screen.pane == pane
        await here.press("ctrl+t")
        text = await here.see("【行业动态】")
        assert all(cell_width(row) <= size[0] for row in text.split("\n"))
        await here.press("f5")
        assert screen.pane == keys.FORM


def shown_panes(screen: AuthoringScreen) -> int:
    return sum(
        widget.display for widget in (screen.query_one("#outline"), screen.query_one("#form"), screen.preview)
    )


async def test_a_page_down_and_up_moves_the_cursor_of_the_outline_and_scrolls_the_preview(root: Path) -> None:
    async with desk(root, (100, 16), item=0) as here:
        await here.press("g", "space")
        assert here.screen.outline.cursor > 2
        assert here.screen.session.selection == here.screen.outline.selection
        await here.press("pageup")
        assert here.screen.outline.cursor == 0
        await here.press("f5", "pagedown")
        assert here.screen.preview.top.block > 0


async def test_the_preview_is_the_page_and_follows_what_is_written(root: Path) -> None:
    items = tuple(Item(f"第{number}条", f"第{number}条正文。" * 30) for number in range(1, 31))
    issue = make_issue(KEY, status="draft")
    put(root, issue._replace(sections=(issue.sections[0]._replace(items=items),)))
    async with desk(root, WIDE, item=0) as here:
        await here.press("G", "k")
        await here.see("30. 第30条。第30条正文。")
        await here.press("enter", "tab", "tab", "ctrl+end")
        await here.type("末尾的新句子。")
        await here.see("末尾的新句子。", "以下无正文")
        await here.press("escape", "g")
        await here.see("示例省信用担保集团公司", "【行业动态】")


async def test_the_preview_comes_up_at_the_chosen_item_and_shows_all_of_it(root: Path) -> None:
    items = tuple(
        Item(f"第{number}条", f"第{number}条正文。" * 30 + f"第{number}条完。") for number in range(1, 31)
    )
    issue = make_issue(KEY, status="draft")
    put(root, issue._replace(sections=(issue.sections[0]._replace(items=items),)))
    async with desk(root, USUAL, item=20) as here:
        await here.pilot.resize_terminal(*WIDE)
        await here.see("20. 第20条。第20条正文。", "第20条完。")
        for number in range(21, 26):
            await here.press("j")
            await here.see(f"{number}. 第{number}条。第{number}条正文。", f"第{number}条完。")


async def test_rows_of_the_preview_that_stay_the_same_are_not_drawn_again(root: Path) -> None:
    async with desk(root, WIDE) as here:
        await here.press("enter", "tab", "tab", "ctrl+end")
        await here.type("甲")
        await here.see("第一条正文。甲")
        await here.pilot.pause(0.2)
        drawn: list[int] = []
        stock = here.screen.preview.refresh

        def refresh(*regions: object, **options: object) -> object:
            drawn.append(len(regions))
            return stock(*regions, **options)  # type: ignore[arg-type]  # passed on as it came

        here.screen.preview.refresh = refresh  # type: ignore[method-assign,assignment]
        await here.type("乙")
        await here.see("1. 第一条。第一条正文。甲乙")
        assert drawn
        assert set(drawn) == {1}


# help, palette, title


@pytest.mark.parametrize(
    ("way", "texts", "absent"),
    [
        (["f1"], ["Outline", "Add a section behind this one."], "To the next field"),
        (["enter", "ctrl+g"], ["Form", "To the next field"], "Add a section behind"),
        (["v", "f1"], ["Moving", "One page on."], "Add a section behind"),
    ],
)
async def test_each_pane_has_its_help(root: Path, way: list[str], texts: list[str], absent: str) -> None:
    async with desk(root, (100, 60)) as here:
        await here.press(*way)
        text = await here.see("Keys", *texts)
        assert absent not in text


async def test_the_palette_has_the_commands_of_the_outline_from_any_pane(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter", "ctrl+p")
        await here.type("add section")
        await here.press("enter")
        await here.see("section added")
        assert len(here.issue.sections) == 2


async def test_the_title_bar_tells_the_state_in_words(root: Path) -> None:
    async with desk(root) as here:
        await here.see("draft · saved")
        await here.press("d")
        await here.see("draft · changed")
        await here.see("draft kept")
        await here.press("ctrl+s")
        await here.see("draft · saved", "Saved: ")
        assert [item.title for item in here.on_disk().sections[0].items] == ["第二条", "第三条"]


async def test_somebody_else_at_it_is_told(root: Path) -> None:
    async with desk(root) as here:
        note = root / "2025" / ".2025-01.editing-li@elsewhere-77"
        note.write_text(
            '{"user": "李四", "host": "elsewhere", "pid": 77, "start": "", "boot": "", "machine": "", '
            '"namespace": "", "since": "2025-01-03T14:02:00"}',
            encoding="utf-8",
        )
        await here.see("李四 is editing since 14:02")
        note.unlink()
        await here.see("draft · saved", gone="李四")


# saving with others


async def test_changes_by_others_are_seen_merged_and_told(root: Path) -> None:
    async with desk(root) as here:
        change(root, 1, "他人的改动。")
        await here.see("changed on disk")
        await here.press("enter")
        await here.type("我的")
        await here.press("ctrl+s")
        await here.see("Saved, with 1 change by others", "第二条")
        await here.press("o")
        await here.see("draft · saved", gone="changed on disk")
        items = here.on_disk().sections[0].items
        assert (items[0].title, items[1].body) == ("第一条我的", "他人的改动。")
        assert here.issue == here.on_disk()


async def test_a_change_made_while_an_issue_is_opened_for_editing_is_seen(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = LibraryEditor.open_for_editing

    def overtaken(library: LibraryEditor, key: IssueKey) -> Opened:
        opened = opening(library, key)
        monkeypatch.setattr(LibraryEditor, "open_for_editing", opening)
        change(root, 1, "他人的改动。")
        return opened

    monkeypatch.setattr(LibraryEditor, "open_for_editing", overtaken)
    async with desk(root) as here:
        await here.see("changed on disk")
        assert here.issue.sections[0].items[1].body != "他人的改动。"


async def test_a_change_made_while_a_save_ends_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saving = LibraryEditor.save

    def overtaken(library: LibraryEditor, opened: Opened, new: Issue) -> Saved:
        saved = saving(library, opened, new)
        monkeypatch.setattr(LibraryEditor, "save", saving)
        change(root, 1, "他人的改动。")
        return saved

    async with desk(root) as here:
        await here.press("enter")
        await here.type("我的")
        monkeypatch.setattr(LibraryEditor, "save", overtaken)
        await here.press("ctrl+s")
        await here.see("Saved: ", "changed on disk")


async def test_what_others_do_below_a_dialogue_is_told_when_that_has_gone(root: Path) -> None:
    async with desk(root) as here:
        await here.press("?")
        await here.see("Esc closes")
        change(root, 1, "他人的改动。")
        await here.pilot.pause(0.5)  # five polls
        assert not here.screen.saving.alarm()
        await here.press("escape")
        await here.see("changed on disk", gone="Esc closes")


async def test_what_was_typed_is_kept_though_a_dialogue_came_above_it_at_once(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter")
        await here.type("我的")
        await here.app.push_screen(HelpScreen(keys.FORM))
        for _turn in range(100):  # well above the 2 s of promise D3
            await here.pilot.pause(0.05)
            if list((root.parent / "state" / "drafts").glob("*.json")):
                break
        else:
            pytest.fail("no draft")
        assert isinstance(here.app.screen, HelpScreen)


def change(root: Path, at: int, body: str) -> None:
    """Somebody else saves another body."""
    library = LibraryEditor(str(root))
    opened = library.open_for_editing(KEY)
    library.save(opened, edits.set_field(opened.issue, Selection(edits.ITEM, 0, at), "body", body).issue)


@pytest.mark.parametrize(
    ("answer", "body"),
    [("m", "我写的。第一条正文。"), ("t", "他人写的。"), ("e", "我写的。第一条正文。\n他人写的。")],
)
async def test_a_conflict_shows_both_texts_and_is_settled_by_an_answer(
    root: Path, answer: str, body: str
) -> None:
    async with desk(root) as here:
        await here.press("enter", "tab", "tab")
        await here.type("我写的。")
        change(root, 0, "他人写的。")
        await here.press("ctrl+s")
        await here.see(
            "Somebody else changed this too", "Mine", "Theirs", "我写的。第一条正文。", "他人写的。"
        )
        await here.press(answer)
        if answer == "e":
            await here.see("Both texts stand here")
            await here.press("ctrl+s")
        await here.see("draft · saved", gone="Somebody else")
        assert here.on_disk().sections[0].items[0].body == body
        assert not here.screen.session.changed


async def test_what_else_came_in_beside_a_conflict_is_announced_when_it_is_settled(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter", "tab", "tab")
        await here.type("我写的。")
        change(root, 0, "他人写的。")
        change(root, 1, "他人改的另一条。")
        await here.press("ctrl+s")
        await here.see("Somebody else changed this too")
        await here.press("m")
        await here.see("Saved, with 1 change by others", "第二条")
        await here.press("o")
        await here.see("draft · saved", gone="by others")
        items = here.on_disk().sections[0].items
        assert [item.body for item in items[:2]] == ["我写的。第一条正文。", "他人改的另一条。"]


async def test_a_conflict_can_be_left_and_mine_copied_out(root: Path, tmp_path: Path) -> None:
    async with desk(root) as here:
        await here.press("enter", "tab", "tab")
        await here.type("我写的。")
        change(root, 0, "他人写的。")
        await here.press("ctrl+s")
        await here.see("Somebody else changed this too")
        await here.press("c")
        await here.see("Save a copy to")
        await here.press("ctrl+u")
        await here.type(str(tmp_path / "copy.toml"))
        await here.press("enter")
        await here.see("Somebody else changed this too", gone="Save a copy to")
        assert "我写的。" in (tmp_path / "copy.toml").read_text(encoding="utf-8")
        await here.press("escape")
        await here.see("draft · changed", gone="Somebody else")
        assert here.on_disk().sections[0].items[0].body == "他人写的。"
        assert here.issue.sections[0].items[0].body == "我写的。第一条正文。"


async def test_a_save_that_fails_names_the_cause_and_keeps_the_text(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise LibraryError("cannot write: no space left on device")

    async with desk(root) as here:
        await here.press("enter")
        await here.type("甲")
        monkeypatch.setattr(LibraryEditor, "save", full)
        await here.press("ctrl+s")
        await here.see("Not saved", "no space left on device", "save a copy to")
        await here.press("c")
        await here.see("Save a copy to")
        await here.press("ctrl+u")
        await here.type(str(tmp_path / "copy.toml"))
        await here.press("enter")
        await here.see("A copy was saved")
        assert "第一条甲" in (tmp_path / "copy.toml").read_text(encoding="utf-8")
        assert here.titles()[0] == "第一条甲"
        monkeypatch.undo()
        await here.press("ctrl+s")
        await here.see("Saved: ")


async def test_a_copy_never_replaces_a_file(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "there.toml").write_text("不要覆盖", encoding="utf-8")

    def refuse(*_arguments: object) -> None:
        raise LibraryError("read-only directory")

    async with desk(root) as here:
        await here.press("d")
        monkeypatch.setattr(LibraryEditor, "save", refuse)
        await here.press("ctrl+s")
        await here.see("read-only directory")
        await here.press("c")
        await here.see("Save a copy to")
        await here.press("ctrl+u")
        await here.type(str(tmp_path / "there.toml"))
        await here.press("enter")
        await here.see("is there already")
        await here.press("escape")
        await here.see("draft · changed")
    assert (tmp_path / "there.toml").read_text(encoding="utf-8") == "不要覆盖"


async def test_a_file_that_is_gone_is_made_again(root: Path) -> None:
    async with desk(root) as here:
        await here.press("d")
        (root / "2025" / "2025-01.toml").unlink()
        await here.press("ctrl+s")
        await here.see("the file is gone", "save it as a new file")
        await here.press("n")
        await here.see("Saved: ")
        assert [item.title for item in here.on_disk().sections[0].items] == ["第二条", "第三条"]


# leaving


@pytest.mark.parametrize(("answer", "saved", "drafts"), [("s", True, 0), ("k", False, 1), ("d", False, 0)])
async def test_leaving_with_changes_asks(root: Path, answer: str, saved: bool, drafts: int) -> None:
    async with desk(root) as here:
        await here.press("d", "q")
        await here.see("Leave 2025-01?", "save, and leave", "throw them away")
        await here.press("escape")
        await here.see("1. 第二条", gone="Leave 2025-01?")
        await here.press("q", answer)
        await here.see("Library", gone="Leave 2025-01?")
        assert isinstance(here.app.screen, LibraryScreen)
        assert (len(here.on_disk().sections[0].items) == 2) is saved
    folder = root.parent / "state" / "drafts"
    assert len(list(folder.iterdir()) if folder.exists() else []) == drafts


async def test_leaving_without_changes_asks_nothing(root: Path) -> None:
    async with desk(root) as here:
        await here.press("q")
        await here.see("Library")
        assert here.app.host.editing is None


async def test_quitting_the_program_asks_too(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter")
        await here.type("甲")
        await here.press("ctrl+q")
        await here.see("Leave 2025-01?")
        await here.press("b")
        await here.see("第一条甲", gone="Leave 2025-01?")
        assert not here.app._exit
        await here.press("ctrl+q")
        await here.see("Leave 2025-01?")
        await here.press("d")
        await here.pilot.pause()
        assert here.app._exit


async def test_leaving_after_quitting_was_thought_better_of_goes_back_to_the_library(root: Path) -> None:
    async with desk(root) as here:
        await here.press("d", "ctrl+q", "escape", "q", "d")
        await here.see("Library", gone="Leave")
        assert not here.app._exit


# the life of an issue


async def test_a_step_is_taken_in_the_form_and_recorded(root: Path) -> None:
    async with desk(root, item=0) as here:
        await here.press("S")
        await here.see("Status: draft", "hand in for review")
        await here.press("r")
        await here.see("review · changed", "save to keep it")
        await here.press("ctrl+s")
        await here.see("review · saved")
        flow = here.on_disk().workflow
        assert (flow.status, flow.steps[0].what) == ("review", "拟稿")


async def test_publishing_lists_what_is_missing_and_leads_there(root: Path) -> None:
    async with desk(root) as here:
        await here.press("a", "escape", "S", "p")
        await here.see("Not ready to be published", "【行业动态】第2条 is empty")
        await here.press("g")
        await here.see("#2/4", gone="Not ready")
        assert here.issue.workflow.status == "draft"
        await here.press("d", "S", "p")
        await here.see("published · changed")


@pytest.mark.parametrize(("words", "told"), [("李××", False), ("××公司", True)])
async def test_a_hint_may_be_overridden(root: Path, words: str, told: bool) -> None:
    """×× for a name withheld is asked about once; where it stands for a company proof-reading tells it, too."""
    async with desk(root) as here:
        await here.press("enter", "tab", "tab")
        await here.type(words)
        await here.press("escape", "S", "p")
        await here.see("Look at this before it is published", "××")
        await here.press("p")
        if told:
            await here.see("Proof-reading: 1 E, 0 H", "placeholder")
            await here.press("p")
        await here.see("published · changed")


async def test_a_published_issue_is_corrected_only_as_a_correction(root: Path) -> None:
    put(root, make_issue(KEY, "第一条"))
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("enter")
        await shown(pilot, app, "100%")
        await pilot.press("e")
        await shown(pilot, app, "2025-01 is published", "correction")
        await pilot.press("escape")
        await shown(pilot, app, "100%", gone="is published")
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("e", "c")
        await shown(pilot, app, "published · correction · saved")
        await pilot.press("g", "j", "j", "enter", "甲", "ctrl+s")
        await shown(pilot, app, "Readers will see 1 correction")
        await pilot.press("enter")
        await shown(pilot, app, "correction · saved", "Saved: ")
        await pilot.press("escape", "q")
        await shown(pilot, app, "更正")
    issue = LibraryEditor(str(root)).load(KEY).issue
    assert [(one.item, one.text) for one in issue.corrections] == [(1, "标题“第一条”更正为“第一条甲”")]
    assert issue.workflow.steps[0].what == "更正"


async def test_the_next_issue_is_begun_in_the_form_of_the_last(root: Path) -> None:
    app = editor_app(root)
    year = dt.date.today().year  # noqa: DTZ011 - as the program does
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("n")
        await shown(pilot, app, "new, not saved yet", "行业动态", f"{year}-01")
        await pilot.press("q")
        await shown(pilot, app, "Library", gone="new, not saved yet")
    assert [path.name for path in root.rglob("*.toml")] == ["2025-01.toml"]


async def test_an_issue_dated_after_today_makes_the_clock_a_question(root: Path) -> None:
    today = dt.date.today()  # noqa: DTZ011 - as the program does
    later = make_issue(IssueKey(today.year, ISSUE, 98), "以后的一条", status="draft")
    head = later.masthead._replace(date=today + dt.timedelta(days=3))
    put(root, later._replace(masthead=head))
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 98")
        await pilot.press("n")
        await shown(pilot, app, "Is the clock right?", f"{today.year}-98 is dated")
        await pilot.press("b", "n")
        await shown(pilot, app, "Is the clock right?")
        await pilot.press("n")
        await shown(pilot, app, "new, not saved yet", gone="Is the clock")
        assert isinstance(app.screen, AuthoringScreen)
        assert app.screen.session.issue.masthead.date is None
        await pilot.press("q")
        await shown(pilot, app, "Library", gone="new, not saved yet")
        await pilot.press("n", "d")
        await shown(pilot, app, f"{today.year}-99")
        assert isinstance(app.screen, AuthoringScreen)
        assert app.screen.session.issue.masthead.date == today


async def test_back_in_the_library_the_new_issue_is_there_at_once_and_highlighted(root: Path) -> None:
    app = editor_app(root, poll_seconds=1000.0)
    year = dt.date.today().year  # noqa: DTZ011 - as the program does
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("n")
        await shown(pilot, app, f"{year}-01")
        await pilot.press("ctrl+s")
        await shown(pilot, app, "Saved")
        await pilot.press("q")
        await shown(pilot, app, f" {year}", "draft", f"{year}-01")


async def test_without_a_right_to_write_there_is_nothing_to_press(root: Path) -> None:
    app = make_app(root)
    async with app.run_test(size=(140, 30)) as pilot:
        text = await shown(pilot, app, "No. 1")
        assert "Edit" not in text
        await pilot.press("e", "n")
        await pilot.pause(0.2)
        assert isinstance(app.screen, LibraryScreen)
        assert not app.host.writable


def test_the_rows_of_the_outline_are_the_pieces_in_order() -> None:
    rows = outline_rows(FULL)
    assert [row.selection for row in rows] == list(edits.selections(FULL))
    assert [f"{row.label} {row.text}".strip() for row in rows][4:7] == [
        "1. 再担保与银行直连系统上线",
        "2. 担保规模稳步增长",
        "3. 风险处置有序推进",
    ]


async def test_data_is_no_mark_up_in_any_pane(root: Path) -> None:
    put(root, make_issue(KEY, "[/] [@click=app.quit]甲[/] [b]粗", status="draft"))
    async with desk(root, WIDE) as here:
        await here.press("enter")
        text = await here.see("[/] [@click=app.quit]")
        assert text.count("[/] [@click=") >= 3
        await here.press("escape", "d", "q")
        await here.see("Leave")
        assert isinstance(here.app.screen.query_one(RowsView), RowsView)
        assert "deleted" not in screen_text(here.app)
