"""Articles pasted, files and contributions taken into the open issue: shown first, one edit, one undo."""

from pathlib import Path

import pytest
from textual import events

from briefing_tui.errors import LibraryError
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue, Item, Section
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.reader_state import ReaderState
from briefing_tui.personal.state import NoState
from briefing_tui.tui.authoring.taking_in import placed
from briefing_tui.tui.dialogues.ask_file import last_folder, remember_folder
from briefing_tui.tui.dialogues.taking import TakeScreen
from briefing_tui.tui.terminal.input import Burst
from disks.libraries import make_issue, put
from screens.desks import Desk, desk

KEY = IssueKey(2025, ISSUE, 1)
ARTICLE = "再担保直连系统上线\n2024-12-16 09:30 来源：示例日报\n12月16日,系统上线，办理时间缩短一半。\n责任编辑：王某\n"
TITLE, BODY = "再担保直连系统上线", "12月16日，系统上线，办理时间缩短一半。"
TWO = "1. 甲公司上线新系统。首日办理业务十二笔。\n2. 乙公司发行债券。规模5亿元，期限三年。\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    issue = make_issue(KEY, "第一条", "第二条", status="draft")
    put(library, issue._replace(sections=(*issue.sections, Section("【经验介绍】"))))
    return library


async def paste(here: Desk, text: str) -> None:
    here.app.post_message(events.Paste(text))
    await here.pilot.pause()


async def test_an_article_pasted_into_the_outline_is_shown_and_taken_by_enter(root: Path) -> None:
    async with desk(root) as here:
        before = here.issue
        await paste(here, ARTICLE)
        await here.see(
            "A pasted article", TITLE, "body: 1 paragraph", "Source 示例日报", "tidied at", "责任编辑"
        )
        assert here.issue is before
        await here.press("enter")
        await here.see("1 item taken in", gone="A pasted article")
        assert here.titles() == ["第一条", TITLE, "第二条"]
        item = here.issue.sections[0].items[1]
        assert (item.body, item.source) == (BODY, "示例日报")
        await here.press("u")
        assert here.issue == before


async def test_escape_leaves_the_outline_as_it_was(root: Path) -> None:
    async with desk(root) as here:
        before = here.issue
        await paste(here, ARTICLE)
        await here.see("A pasted article")
        await here.press("escape")
        await here.see("第一条", gone="A pasted article")
        assert here.issue is before


async def test_an_article_pasted_into_an_empty_title_fills_that_item(root: Path) -> None:
    async with desk(root) as here:
        await here.press("a")
        await here.see("item added")
        await paste(here, ARTICLE)
        await here.see("A pasted article", "Esc leaves it as it was typed")
        await here.press("enter")
        await here.see("1 item taken in", gone="A pasted article")
        assert here.titles() == ["第一条", TITLE, "第二条"]
        assert here.issue.sections[0].items[1].body == BODY
        await here.press("ctrl+z")
        await here.see("Taken back")
        assert here.titles() == ["第一条", "", "第二条"]


async def test_escape_in_a_title_pastes_as_ever(root: Path) -> None:
    async with desk(root) as here:
        await here.press("a")
        await here.see("item added")
        await paste(here, ARTICLE)
        await here.see("A pasted article")
        await here.press("escape")
        await here.see("The first line is the title", gone="A pasted article")
        item = here.issue.sections[0].items[1]
        assert item.title == TITLE
        assert item.body.startswith("2024-12-16 09:30")


@pytest.mark.parametrize("text", ["再担保直连系统上线", "示例省再担保\n直连系统上线", "很短\n一段。"])
async def test_a_title_in_lines_is_no_article(root: Path, text: str) -> None:
    async with desk(root) as here:
        await here.press("a")
        await here.see("item added")
        await paste(here, text)
        assert not isinstance(here.app.screen, TakeScreen)
        assert here.titles()[1].startswith(text[:2])


async def test_several_articles_become_several_items_and_one_can_be_left_out(root: Path) -> None:
    async with desk(root) as here:
        await paste(here, TWO)
        await here.see("甲公司上线新系统", "乙公司发行债券", "Space")
        await here.press("space", "enter")
        await here.see("1 item taken in")
        assert here.titles() == ["第一条", "乙公司发行债券", "第二条"]
        await here.press("u")
        await paste(here, TWO)
        await here.see("A pasted article")
        await here.press("enter")
        await here.see("2 items taken in")
        assert here.titles() == ["第一条", "甲公司上线新系统", "乙公司发行债券", "第二条"]
        await here.press("u")
        assert here.titles() == ["第一条", "第二条"]


async def test_m_takes_all_of_it_as_one(root: Path) -> None:
    async with desk(root) as here:
        await paste(here, TWO)
        await here.see("乙公司发行债券")
        await here.press("m")
        await here.see("2. 乙公司发行债券。规模5亿元")
        await here.press("m")
        await here.see("[x] 乙公司发行债券")
        await here.press("m", "enter")
        await here.see("1 item taken in")
        assert len(here.titles()) == 3


async def test_another_section_is_chosen_with_the_arrows(root: Path) -> None:
    async with desk(root) as here:
        await paste(here, ARTICLE)
        await here.see("Into: ‹ 行业动态 ›")
        await here.press("right")
        await here.see("Into: ‹ 经验介绍 ›")
        await here.press("enter")
        await here.see("1 item taken in")
        assert here.titles(1) == [TITLE]


async def test_nothing_chosen_takes_nothing(root: Path) -> None:
    async with desk(root) as here:
        before = here.issue
        await paste(here, ARTICLE)
        await here.see("A pasted article")
        await here.press("space", "enter")
        await here.see("Nothing was chosen.")
        assert here.issue is before


async def test_what_is_in_the_issue_already_is_told(root: Path) -> None:
    async with desk(root) as here:
        await paste(here, ARTICLE)
        await here.press("enter")
        await here.see("1 item taken in")
        await paste(here, ARTICLE)
        await here.see("is in it already: 2025-01#2")


async def test_what_stood_in_an_earlier_issue_is_told(root: Path) -> None:
    earlier = make_issue(IssueKey(2024, ISSUE, 9), "别的", status="draft")
    section = earlier.sections[0]._replace(items=(Item(TITLE, BODY),))
    put(root, earlier._replace(sections=(section,)))
    async with desk(root) as here:
        await paste(here, ARTICLE)
        await here.see("stood in 2024-09#1 already")


async def test_paste_as_item_waits_for_the_paste(root: Path) -> None:
    async with desk(root) as here:
        await here.press("P")
        await here.see("Paste the text now")
        await paste(here, "只有一行的文字，也可以成条。")
        await here.see("A pasted article", "只有一行的文字")
        await here.press("enter")
        await here.see("1 item taken in")
        assert len(here.titles()) == 3
        await here.press("P")
        await here.see("Paste the text now")
        await paste(here, "\u200b \n")
        await here.see("there is no text in it")


@pytest.mark.parametrize("kind", [events.Paste, Burst])
@pytest.mark.parametrize(
    "text", ["甲公司签约", "甲公司签约\n\n三月一日签约。", "plain words, typed by nobody"]
)
async def test_the_box_that_waits_takes_any_paste_and_nobody_says_it_was_none(
    root: Path, kind: type[events.Paste], text: str
) -> None:
    async with desk(root) as here:
        await here.press("P")
        await here.see("Paste the text now")
        here.app.post_message(kind(text))
        await here.see("A pasted article", text.partition("\n")[0])
        await here.pilot.pause()
        assert not list(here.app._notifications)


async def test_items_are_taken_from_a_file_and_its_folder_is_remembered(root: Path, tmp_path: Path) -> None:
    tmp_path = tmp_path / "各单位来稿" / "二〇二五年第一季度" / "一个名字比屏幕还要长的文件夹" / "三月"
    tmp_path.mkdir(parents=True)
    (tmp_path / "两条.txt").write_text(TWO, encoding="utf-8")
    async with desk(root) as here:
        await here.press("I")
        await here.see("Take items from a file")
        await here.type(f"{tmp_path}/两")
        await here.press("tab", "enter")
        await here.see("[x] 甲公司上线新系统", "[x] 乙公司发行债券")
        await here.press("enter")
        await here.see("2 items taken in")
        assert len(here.titles()) == 4
        await here.press("I")
        await here.see(f"{tmp_path}/"[-25:])  # the field shows the end of a long way
        await here.type("没有.txt")
        await here.press("enter")
        await here.see("there is no such file")
        await here.press("escape")
        (tmp_path / "坏.txt").write_bytes(b"\x00\x01")
        await here.press("I")
        await here.type("坏.txt")
        await here.press("enter")
        await here.see("坏.txt: there is no text in it", gone="Take items from a file")
        assert len(here.titles()) == 4


async def test_a_hostile_article_is_drawn_harmless(root: Path) -> None:
    async with desk(root) as here:
        await paste(
            here,
            "[/]标题\x1b[31m很红的一个\x07\n[@click=app.quit]正文\u202e一段，说了一句话。\n👨‍👩‍👧 又一段。\n",
        )
        text = await here.see("A pasted article", "[/]标题", "[@click=app.quit]")
        assert "\x1b" not in text
        await here.press("enter")
        await here.see("1 item taken in")


async def test_a_huge_paste_is_no_article(root: Path) -> None:
    async with desk(root) as here:
        before = here.issue
        await paste(here, ARTICLE * 4000)
        assert not isinstance(here.app.screen, TakeScreen)
        assert here.issue is before


async def test_a_contribution_leaves_the_inbox_when_the_issue_is_saved(root: Path) -> None:
    waiting = root / "inbox" / "业务部" / "简讯.txt"
    waiting.parent.mkdir(parents=True)
    waiting.write_text(ARTICLE, encoding="utf-8")
    async with desk(root) as here:
        await here.see("1 sent in")
        await here.press("Y")
        await here.see("业务部", TITLE, "into 2025-01")
        await here.press("a")
        await here.see("[x] 再担保直连系统上线")
        await here.press("enter")
        await here.see("1 item taken in")
        item = here.issue.sections[0].items[1]
        assert (item.units, item.origin) == (("业务部",), "业务部/简讯.txt")
        assert waiting.exists()
        await here.press("ctrl+s")
        await here.see("Saved")
        assert not waiting.exists()
        assert (root / "inbox/taken/2025-01#2 业务部 简讯.txt").exists()
        assert here.on_disk().sections[0].items[1].origin == "业务部/简讯.txt"


async def test_a_contribution_that_was_taken_back_stays(root: Path) -> None:
    waiting = root / "inbox" / "散稿.txt"
    waiting.parent.mkdir(parents=True)
    waiting.write_text(ARTICLE, encoding="utf-8")
    async with desk(root) as here:
        await here.press("Y")
        await here.see(TITLE)
        await here.press("a")
        await here.see("[x] 再担保直连系统上线")
        await here.press("enter")
        await here.see("1 item taken in")
        await here.press("u", "c")
        await here.press("ctrl+s")
        await here.see("Saved")
        assert waiting.exists()


async def test_a_save_that_failed_moves_nothing_and_the_next_one_does(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = root / "inbox" / "散稿.txt"
    waiting.parent.mkdir(parents=True)
    waiting.write_text(ARTICLE, encoding="utf-8")

    def full(*_arguments: object) -> None:
        raise LibraryError("No space left on device")

    async with desk(root) as here:
        await here.press("Y")
        await here.see(TITLE)
        await here.press("a")
        await here.see("[x] 再担保直连系统上线")
        await here.press("enter")
        await here.see("1 item taken in")
        with monkeypatch.context() as patch:
            patch.setattr(LibraryEditor, "save", full)
            await here.press("ctrl+s")
            await here.see("No space left")
            await here.press("escape")
        assert waiting.exists()
        await here.press("ctrl+s")
        await here.see("Saved")
        assert not waiting.exists()


async def test_what_a_draft_brought_leaves_the_inbox_too_and_a_later_file_of_the_name_does_not(
    root: Path,
) -> None:
    waiting = root / "inbox" / "散稿.txt"
    waiting.parent.mkdir(parents=True)
    waiting.write_text(ARTICLE, encoding="utf-8")
    async with desk(root) as here:
        item = here.issue.sections[0].items[0]._replace(origin="散稿.txt")
        here.screen.session.apply(edits.replace(here.issue, Selection(edits.ITEM, 0, 0), item), "")
        here.screen.show_again()
        await here.press("ctrl+s")
        await here.see("Saved")
        assert not waiting.exists()
        waiting.write_text("另一篇同名的来稿\n别的文字。\n", encoding="utf-8")
        await here.press("c", "ctrl+s")
        await here.see("Saved")
        assert waiting.exists()


# where it goes


def issue(*sections: Section) -> Issue:
    return Issue(sections=sections)


def test_items_go_behind_the_chosen_one_and_into_its_group() -> None:
    there = issue(Section("甲", items=(Item("一", "文", group="组"), Item("二", "文", group="组"))))
    made = placed(there, Selection(edits.ITEM, 0, 0), 0, [Item("新", "文"), Item("又", "文")], near=True)
    assert [(item.title, item.group) for item in made.issue.sections[0].items] == [
        ("一", "组"),
        ("新", "组"),
        ("又", "组"),
        ("二", "组"),
    ]
    assert made.selection == Selection(edits.ITEM, 0, 1)


def test_an_issue_without_sections_gets_one() -> None:
    made = placed(issue(), Selection(), 0, [Item("新", "文")], near=True)
    assert [item.title for item in made.issue.sections[0].items] == ["新"]
    assert made.selection == Selection(edits.ITEM, 0, 0)


def test_from_the_masthead_items_go_to_the_section_shown() -> None:
    there = issue(Section("甲", items=(Item("一", "文"),)), Section("乙"))
    made = placed(there, Selection(), 1, [Item("新", "文")], near=True)
    assert [len(section.items) for section in made.issue.sections] == [1, 1]


def test_the_folder_is_remembered_between_sessions_and_not_by_a_reader_that_keeps_nothing(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "来稿"
    folder.mkdir()
    state = ReaderState.load(str(tmp_path / "state"))
    remember_folder(state, str(folder / "甲.docx"))
    state.save()
    assert last_folder(ReaderState.load(str(tmp_path / "state"))) == f"{folder}/"
    remember_folder(NoState(), str(folder / "甲.docx"))
    assert last_folder(NoState()) == ""
    folder.rmdir()
    assert last_folder(ReaderState.load(str(tmp_path / "state"))) == ""
