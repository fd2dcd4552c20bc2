"""The reading screen: what it shows, where its keys lead, what it remembers."""

import datetime as dt
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui import i18n
from briefing_tui.library.format.codec import Loaded, dump_issue
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Item, Masthead, Preface, Section
from briefing_tui.model.key import ISSUE, IssueKey, ItemAddress
from briefing_tui.personal.reader_state import ReaderState
from briefing_tui.personal.state import NoState, ReadingPlace
from briefing_tui.tui.actions import keys
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.app_host import AppHost
from briefing_tui.tui.options import AppOptions
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.terminal import framework
from briefing_tui.typeset.width import cell_width
from disks.libraries import make_issue, open_app, put, screen_text, shown
from screens.acting import owners_of

KEY = IssueKey(2024, ISSUE, 14)
OLDER = IssueKey(2024, ISSUE, 13)
BODY = "本月，各担保机构围绕普惠金融持续发力，全年完成担保业务295.38亿元，增长86.37%。" * 4


def long_issue(*, title: str = "行业信息简报", items: int = 12) -> Issue:
    """Two sections with a group, news items, and an article with headings."""
    return Issue(
        masthead=Masthead("示例省信用担保集团公司", title, 2024, 14, date=dt.date(2024, 12, 16)),
        preface=Preface("编者按", "本期集中刊发若干经验，供参考。"),
        sections=(
            Section(
                "行业动态",
                numbered=True,
                items=tuple(
                    Item(
                        f"第{n}家机构上线直连系统", BODY + f"编号Ａ{n}号。", group="融资担保" if n > 2 else ""
                    )
                    for n in range(1, items + 1)
                ),
            ),
            Section(
                "经验介绍", items=(Item("一体化改革示例篇", f"一、改革背景\n{BODY}\n二、主要做法\n{BODY}"),)
            ),
        ),
    )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    put(root, long_issue())
    put(root, make_issue(OLDER, "保费补贴到位", "上期第二条"))
    return root


def reading(app: BriefingApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def panes(text: str) -> tuple[list[str], list[str]]:
    """Rows of the contents and rows of the page, without the status row."""
    rows = [row.split("│", 1) for row in text.split("\n")[:-1]]
    return [row[0].strip() for row in rows], [row[1].strip(" │┃") if len(row) > 1 else "" for row in rows]


def status(app: BriefingApp) -> str:
    return screen_text(app).split("\n")[-1]


def marked(app: BriefingApp) -> str:
    """The row of the contents that is marked as being read."""
    return next((row for row in panes(screen_text(app))[0] if row.startswith("▶")), "")


async def press(pilot: Pilot[None], *names: str) -> None:
    await pilot.press(*names)
    await pilot.pause()


async def test_contents_page_and_keys_are_there_at_once(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        contents, page = panes(screen_text(app))
        assert contents[:4] == ["编者按", "行业动态", "1. 第1家机构上线直连系…", "2. 第2家机构上线直连系…"]
        assert "行业信息简报" in page
        assert "? Help" in status(app)
        assert "beginning" in status(app)


@pytest.mark.parametrize("size", [(140, 45), (80, 24), (76, 15), (75, 20), (60, 15)])
async def test_no_row_is_wider_than_the_screen(library: Path, size: tuple[int, int]) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=size) as pilot:
        for key in ("]", "space", "G", "t", "tab"):
            await press(pilot, key)
            rows = screen_text(app).split("\n")
            assert len(rows) == size[1]
            assert all(cell_width(row) <= size[0] for row in rows)


async def test_the_contents_follow_the_page(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 16)) as pilot:
        await press(pilot, "]")
        assert marked(app).startswith("▶  1.")
        await press(pilot, *["space"] * 3)
        position = reading(app).position()
        assert position > 1
        assert f"{position}. " in marked(app)
        assert f"【行业动态】第{position}条  #{position}/13" in status(app)
        await press(pilot, "G")
        assert "二、主要做法" in marked(app), "scrolled into sight"


async def test_enter_in_the_contents_jumps_and_the_page_has_the_keys_again(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", *["j"] * 5, "enter")
        assert panes(screen_text(app))[1][0].startswith("3. 第3家机构上线直连系统")
        await press(pilot, "j")
        assert not panes(screen_text(app))[1][0].startswith("3.")


async def test_the_article_s_headings_are_in_the_contents_and_lead_there(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "G", "enter")
        assert panes(screen_text(app))[1][0] == "二、主要做法"


async def test_items_and_sections_one_by_one(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(100, 24)) as pilot:
        found = []
        for key in ("]", "]", "[", "}", "}", "{", "{"):
            await press(pilot, key)
            found.append(reading(app).position())
        assert found == [1, 2, 1, 13, 13, 1, 0]


async def test_the_full_width_marks_of_an_input_method_are_the_same_keys(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "】", "】")
        assert reading(app).position() == 2
        await press(pilot, "【")
        assert reading(app).position() == 1


async def test_find_counts_while_typing_and_goes_round(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "/", *"直连系统")
        await shown(pilot, app, "1/12")
        await press(pilot, "enter", "n", "n")
        await shown(pilot, app, "3/12", gone="Enter reads on")
        await press(pilot, "N", "N", "N")
        await shown(pilot, app, "12/12, round again")
        assert "第12家" in screen_text(app)


@pytest.mark.parametrize("way", ["the words led to another item", "the file changed"])
@pytest.mark.parametrize("key", ["n", "N"])
async def test_who_stands_on_no_match_goes_to_the_next_one_below_or_above(
    library: Path, way: str, key: str
) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(100, 24)) as pilot:
        screen = reading(app)
        if way == "the file changed":
            await press(pilot, "/", *"直连系统", "enter", "]", "]", "]", "]")
            screen.show(KEY, screen.loaded, screen.place())
        else:
            await press(pilot, "]", "]", "]", "]")
            screen._search.prime(("直连系统",), 0)
        top, hits = screen._page.top, screen._search.hits
        above = sum(hit.block < top.block for hit in hits)
        assert 1 < above < len(hits) - 1
        await press(pilot, key)
        await shown(pilot, app, f"{above + 1 if key == 'n' else above}/{len(hits)}")


async def test_find_takes_capitals_and_full_width_as_equal(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "/", *"a7号", "enter")
        await shown(pilot, app, "1/1", "编号Ａ7号")


async def test_matches_are_told_by_more_than_colour(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "/", *"担保业务", "enter")
        await shown(pilot, app, "1/")
        plain = reading(app)._page.looks
        assert plain["hit.current"].underline or plain["hit.current"].reverse
        found = [
            segment
            for strip in app.screen._compositor.render_strips(app.size)
            for segment in strip
            if segment.text == "担保业务" and segment.style is not None and segment.style.bgcolor is not None
        ]
        assert len(found) > 1
        assert len({str(segment.style) for segment in found}) == 2, "the current one looks different"


async def test_escape_ends_the_search_where_it_began(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "]", "]")
        before = screen_text(app)
        await press(pilot, "/", *"改革背景")
        await shown(pilot, app, "1/1")
        await press(pilot, "escape")
        assert screen_text(app) == before


async def test_what_is_not_there_is_said(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "n")
        await shown(pilot, app, "Nothing to find yet")
        await press(pilot, "/", *"火星", "enter")
        await shown(pilot, app, "Not found")


async def test_a_query_is_no_pattern_and_no_mark_up(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "/", *"[/].*(", "enter")
        await shown(pilot, app, "Not found")


async def test_the_measure_changes_and_the_text_in_the_first_row_stays(library: Path) -> None:
    state = NoState()
    app = open_app(library, KEY, state)
    async with app.run_test(size=(140, 30)) as pilot:
        await press(pilot, "]", "]", "]", "j", "j")
        before = reading(app).place()
        await press(pilot, *["-"] * 5)
        after = reading(app).place()
        assert after[:2] == before[:2]
        assert after.offset <= before.offset
        assert state.option("measure", 0) == 28
        assert max(cell_width(row) for row in panes(screen_text(app))[1]) <= 56


async def test_contents_are_hidden_and_stay_hidden(library: Path) -> None:
    state = NoState()
    app = open_app(library, KEY, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t")
        assert "1. 第1家机构上线直连系…" not in screen_text(app)
    again = open_app(library, KEY, state)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "1. 第1家机构上线直连系…" not in screen_text(again)


async def test_a_narrow_terminal_shows_one_pane_at_a_time(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(60, 15)) as pilot:
        await pilot.pause()
        assert "示例省信用担保集团公司" in screen_text(app)
        await press(pilot, "t", "j", "j", "j")
        assert "示例省信用担保集团公司" not in screen_text(app)
        await press(pilot, "enter")
        assert reading(app).position() == 2
        assert "295.38亿元" in screen_text(app)


async def test_a_terminal_too_small_says_so_and_the_page_comes_back(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "]", "]")
        await pilot.resize_terminal(39, 24)
        await shown(pilot, app, "39×24", "40×12", "leave with q")
        await pilot.resize_terminal(80, 11)
        await shown(pilot, app, "80×11", "40×12", gone="39×24")
        await pilot.resize_terminal(80, 24)
        await shown(pilot, app, "#2/13", gone="40×12")


async def test_down_to_40_by_12_the_page_alone_is_shown(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(40, 12)) as pilot:
        text = await shown(pilot, app, "行业信息简报")
        assert "1. " not in text
        assert text.split("\n")[-1].strip()
        await press(pilot, "]")
        await shown(pilot, app, "#1/13")
        await pilot.press("S")
        await shown(pilot, app, "40×12", "60×15")
        await pilot.resize_terminal(80, 24)
        await shown(pilot, app, "[Months]")
        await pilot.resize_terminal(40, 12)
        await shown(pilot, app, "60×15")
        await pilot.press("q")
        await shown(pilot, app, "#1/13", gone="60×15")


async def test_before_the_first_item_one_is_at_the_beginning(library: Path) -> None:
    i18n.set_language("zh_CN")
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "行业信息简报")
        assert "开头" in status(app)
        assert "–" not in status(app)
        await press(pilot, "]")
        assert "#1/13" in status(app)


async def test_the_place_comes_back_at_another_width(library: Path, tmp_path: Path) -> None:
    def state() -> ReaderState:
        return ReaderState.load(str(tmp_path / "state"), str(library))

    app = open_app(library, KEY, state())
    async with app.run_test(size=(140, 30)) as pilot:
        await press(pilot, "space", "g", *["]"] * 5, "j", "j")
        place = reading(app).place()
        await press(pilot, "Q")
    again = open_app(library, KEY, state())
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert reading(again).place()[:2] == place[:2]
        assert reading(again).position() == 5
        assert state().is_read(KEY)


async def test_an_item_asked_for_wins_over_the_place_kept(library: Path) -> None:
    state = NoState()
    state.set_place(KEY, ReadingPlace(5))
    framework.install(1)
    reader = LibraryReader(str(library))
    app = BriefingApp(reader, state, ItemAddress(KEY, 3), AppOptions(), environ={}, loaded=reader.load(KEY))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert reading(app).position() == 3


async def test_a_bookmark_is_set_and_removed(library: Path, tmp_path: Path) -> None:
    state = ReaderState.load(str(tmp_path / "state"), str(library))
    app = open_app(library, KEY, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "]", "]", "b")
        assert [(mark.address, mark.title) for mark in state.bookmarks()] == [
            ("2024-14#2", "第2家机构上线直连系统")
        ]
        assert "Bookmark set: 2024-14#2" in status(app)
        await press(pilot, "b")
        assert state.bookmarks() == []


async def test_copying_sends_the_item_and_its_citation(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    def copy_text(_host: AppHost, text: str, _what: str) -> str:
        sent.append(text)
        return ""

    monkeypatch.setattr(AppHost, "copy_text", copy_text)
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "y")
        assert "No item here" in status(app)
        await press(pilot, "]", "]", "]", "y")
    assert len(sent) == 1
    assert sent[0].startswith("第3家机构上线直连系统。本月，")
    assert sent[0].endswith("\n《行业信息简报》2024年第14期【行业动态】第3条\n")


async def test_older_and_newer_issue(library: Path) -> None:
    state = NoState()
    app = open_app(library, KEY, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "]", "]", "<")
        await shown(pilot, app, "2024年第13期", "保费补贴到位")
        assert not state.is_read(KEY), "it was passed by"
        await press(pilot, "space", "<")
        await shown(pilot, app, "This is the oldest issue")
        await press(pilot, ">")
        await shown(pilot, app, "#2/13")
        await press(pilot, ">")
        await shown(pilot, app, "This is the newest issue")
        assert state.is_read(OLDER)


async def test_an_issue_changed_on_disk_is_shown_anew_at_the_same_item(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["]"] * 4)
        put(library, long_issue(items=13))
        await shown(pilot, app, "changed on disk")
        assert reading(app).position() == 4
        await press(pilot, "j")
        await shown(pilot, app, "#4/14")


async def test_a_change_made_while_the_program_starts_is_shown(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = LibraryReader.load

    def overtaken(reader: LibraryReader, key: IssueKey) -> Loaded:
        loaded = load(reader, key)
        monkeypatch.setattr(LibraryReader, "load", load)
        put(library, long_issue(items=13))
        return loaded

    monkeypatch.setattr(LibraryReader, "load", overtaken)
    app = open_app(library, KEY)  # it has read the file, and shows nothing yet
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "changed on disk", "13. 第13家机构")


async def test_a_change_made_while_an_issue_is_on_its_way_is_shown(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, load = open_app(library, OLDER), LibraryReader.load

    def overtaken(reader: LibraryReader, key: IssueKey) -> Loaded:
        loaded = load(reader, key)
        if key == KEY and loaded.issue.item_total() == 13:
            put(library, long_issue(items=13))
        return loaded

    monkeypatch.setattr(LibraryReader, "load", overtaken)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, ">")
        await shown(pilot, app, "changed on disk", "13. 第13家机构")


async def test_a_change_made_below_a_dialogue_is_shown_when_that_has_gone(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "?")
        await shown(pilot, app, "Esc closes")
        put(library, long_issue(items=13))
        await pilot.pause(0.5)  # five polls
        below = app.host.reading_screen()
        assert below is not None
        assert below.loaded.issue.item_total() == 13
        await press(pilot, "escape")
        await shown(pilot, app, "changed on disk", "13. 第13家机构", gone="Esc closes")


async def test_a_file_broken_or_gone_leaves_the_text_on_the_screen(library: Path) -> None:
    app = open_app(library, KEY)
    path = library / "2024" / "2024-14.toml"
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["]"] * 4)
        path.write_text("format = 1\n[masthead\n", encoding="utf-8")
        await shown(pilot, app, "2024-14.toml", "▶    4.")
        path.unlink()
        await shown(pilot, app, "removed", "▶    4.")


async def test_a_file_that_may_be_cut_off_says_so_above_the_page(library: Path) -> None:
    path = library / "2024" / "2024-14.toml"
    text = dump_issue(long_issue())
    path.write_text(text[: text.index("[end]")], encoding="utf-8")
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert screen_text(app).split("\n")[0].startswith(" ! ")
        put(library, long_issue())
        await shown(pilot, app, "changed on disk", gone="cut off")


async def test_the_mouse_scrolls_clicks_and_drags(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(offset=(5, 4))
        await pilot.pause()
        assert reading(app).position() == 3
        await pilot.click(offset=(79, 22))
        await pilot.pause()
        assert "100%" in status(app)
        await pilot.mouse_down(offset=(79, 12))
        await pilot.hover(offset=(79, 0))
        await pilot.mouse_up(offset=(79, 0))
        await pilot.pause()
        assert "beginning" in status(app)


async def test_giving_the_mouse_away_is_said(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "m", "j")
        assert "mouse: terminal" in status(app)
        await press(pilot, "m", "j")
        assert "mouse: terminal" not in status(app)


async def test_leaving_goes_to_the_library_and_back_to_the_same_place(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["]"] * 6, "q")
        await shown(pilot, app, "No. 14")
        await press(pilot, "enter")
        await shown(pilot, app, "#6/13")


async def test_escape_leaves_one_thing_at_a_time(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "/", *"机构", "enter", "tab", "escape", "escape")
        assert isinstance(app.screen, ReadingScreen)
        await press(pilot, "escape")
        await shown(pilot, app, "No. 14")


async def test_one_ctrl_c_only_says_how_to_leave(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+c")
        assert app.is_running
        await shown(pilot, app, "again to leave")
        await press(pilot, "ctrl+c")
    assert app.return_code == 0


async def test_nothing_is_drawn_while_nothing_changes(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "]")
        await pilot.pause(0.2)
        drawn: list[object] = []
        monkeypatch.setattr(BriefingApp, "_display", lambda _app, *what: drawn.append(what))
        await pilot.pause(0.5)
        assert drawn == []


async def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    root = tmp_path / "library"
    evil = "[/]红[@click=app.leave]x[/] [b]粗[link=x] \x1b]52;c;eA==\x07 \u202e反"
    put(
        root,
        Issue(
            masthead=Masthead(evil, evil, 2024, 14),
            sections=(Section(evil, items=(Item(evil, evil, group=evil),)),),
        ),
    )
    state = NoState()
    app = open_app(root, KEY, state)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "]", "b", "y", "+")
        text = screen_text(app)
        assert "[@click=app.leave]" in text
        assert not {"\x1b", "\x07", "\u202e"} & set(text)


async def test_every_action_of_the_table_has_its_method(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = reading(app)
        for action in keys.actions_for(keys.READING, writable=True):
            owners = (app,) if action.id.startswith("app.") else (screen, *screen.acting)
            assert len(owners_of(action.id.removeprefix("app."), owners)) == 1, action.id


# Read, or passed by


async def test_an_issue_is_read_when_it_was_dwelt_upon(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing_tui.tui.reading.read_watch.DWELL_SECONDS", 0.3)
    state = NoState()
    app = open_app(library, KEY, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "<")
        await shown(pilot, app, "2024年第13期")
        assert not state.is_read(KEY)
        await pilot.pause(0.5)
        assert state.is_read(OLDER)
        assert not state.is_read(KEY), "it was passed by"


async def test_what_lies_under_another_screen_is_not_read(library: Path) -> None:
    state = NoState()
    app = open_app(library, KEY, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = reading(app)
        await press(pilot, "q")
        screen._watch._dwelt()
        assert not state.is_read(KEY)
        await press(pilot, "q")


@pytest.mark.parametrize(
    ("names", "read"),
    [(("space",), True), (("G",), True), (("]", "j", "j"), False), (("u",), False), (("G", "g"), True)],
)
async def test_paging_on_or_the_end_makes_an_issue_read(
    library: Path, names: tuple[str, ...], *, read: bool
) -> None:
    state = NoState()
    app = open_app(library, KEY, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *names)
        assert state.is_read(KEY) is read


# Bookmarks at a line


async def test_a_bookmark_stays_at_its_line_at_any_width(library: Path, tmp_path: Path) -> None:
    state = ReaderState.load(str(tmp_path / "state"), str(library))
    app = open_app(library, KEY, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "]", "]", "j", "j", "b")
        words = reading(app)._page.page.lines(reading(app)._page.top.block)[reading(app)._page.top.line].text
        await press(pilot, "j", "b")
        assert [mark.address for mark in state.bookmarks()] == ["2024-14#2"] * 2
        assert words.strip()[:6] in "".join(mark.title for mark in state.bookmarks())
    state.save()
    state = ReaderState.load(str(tmp_path / "state"), str(library))
    offset = min(mark.offset for mark in state.bookmarks())
    app = open_app(library, KEY, state)
    async with app.run_test(size=(140, 30)) as pilot:
        await press(pilot, "B", "j")
        await press(pilot, "enter")
        await pilot.pause()
        page = reading(app)._page
        line = page.page.lines(page.top.block)[page.top.line]
        assert line.start <= offset, "the row that shows the character is on top"
        assert reading(app).position() == 2
        for _mark in range(2):
            await press(pilot, "b")
        if state.bookmarks():  # they stand in two lines here too
            await press(pilot, "j", "b")
        assert state.bookmarks() == []


async def test_a_bookmark_of_an_earlier_version_is_at_the_head_and_can_be_removed(library: Path) -> None:
    state = NoState()
    state.toggle_bookmark("2024-14#2", "旧书签", "2024-12-16T08:00:00")
    app = open_app(library, KEY, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "]", "]", "b")
        assert "Bookmark removed" in status(app)
        assert state.bookmarks() == []


# Widths


async def test_wider_and_narrower_begin_with_what_is_shown(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        page = reading(app)._page
        assert page.measure == 38
        shown_before = page.measure_shown
        assert shown_before < 30
        await press(pilot, "+")
        assert "no room for more" in status(app)
        assert page.measure_shown == shown_before
        await press(pilot, "-")
        assert f"{shown_before - 2} characters" in status(app)
        assert page.measure_shown == shown_before - 2
        await press(pilot, "+")
        assert page.measure_shown == shown_before


async def test_the_contents_grow_with_the_window_as_far_as_the_page_allows(library: Path) -> None:
    titles = [f"{'很长的标题' * 7}之{number}" for number in range(3)]
    put(library, make_issue(OLDER, *titles))
    app = open_app(library, OLDER)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert titles[0] not in screen_text(app)
        for width in (100, 140, 200):
            await pilot.resize_terminal(width, 50)
            await pilot.pause()
            assert reading(app)._page.measure_shown >= 28
        contents, _page = panes(screen_text(app))
        assert all(any(title in row for row in contents) for title in titles), "nothing is cut at 200 columns"
        assert reading(app)._page.measure_shown == 38
        await pilot.resize_terminal(70, 24)
        await press(pilot, "t")
        assert "很长的标题" in screen_text(app)


# Keys that are no surprise


async def test_n_never_begins_an_issue_while_one_reads(library: Path) -> None:
    app = open_app(library, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        assert "/ asks for words" in status(app)
        assert isinstance(app.screen, ReadingScreen)


@pytest.mark.parametrize("what", ["library", "issues"])
async def test_a_library_that_was_taken_away_is_told_so(library: Path, what: str) -> None:
    app = open_app(library, KEY, poll_seconds=1000.0)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        if what == "library":
            library.rename(library.with_name("gone"))
        else:
            for file in library.glob("*/*.toml"):
                file.unlink()
        for key in "<>":
            await press(pilot, key)
            assert ("no longer there" if what == "library" else "no issue in the library") in status(app)


@pytest.mark.parametrize("width", [80, 60])
async def test_leaving_is_among_the_hints(tmp_path: Path, width: int) -> None:
    long = Section("很长的一个栏目名称", items=(Item("一个没有编号而标题特别长的条目" * 3, "一\n二"),))
    issue = long_issue(title="名称很长的行业信息简报")
    put(tmp_path, issue._replace(sections=(long, *issue.sections)))
    app = open_app(tmp_path, KEY)
    async with app.run_test(size=(width, 24)) as pilot:
        await press(pilot, "]")
        assert "q Back" in status(app)
        assert "2024年第14期" in status(app)
