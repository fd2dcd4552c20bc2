"""The library screen: what it lists, in which order, and what its keys do."""

import datetime as dt
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.entry import Entry, Stamp, Summary, summarise
from briefing_tui.library.format.codec import Loaded
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.drafts import Drafts
from briefing_tui.personal.state import NoState
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.options import Writing
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.searching.screen import SearchScreen
from briefing_tui.tui.shelf.rows.issue_row import headline_of
from briefing_tui.tui.shelf.screen import LibraryScreen
from briefing_tui.tui.widgets.rows import StyledText
from briefing_tui.typeset.width import cell_width
from bulletins.issues import FULL
from disks.libraries import make_app, make_issue, put, screen_text, shown, small_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path / "library")


def library_screen(app: BriefingApp) -> LibraryScreen:
    assert isinstance(app.screen, LibraryScreen)
    return app.screen


def rows_with(text: str, wanted: str) -> list[int]:
    return [number for number, row in enumerate(text.split("\n")) if wanted in row]


def current_key(app: BriefingApp) -> IssueKey | None:
    entry = library_screen(app).list.current
    return entry.key if entry is not None else None


async def test_issues_stand_by_year_newest_first(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        text = await shown(pilot, app, "No. 13")
        order = [
            rows_with(text, wanted)[0] for wanted in (" 2025", "No. 2", "No. 1 ", " 2024", "No. 14", "No. 13")
        ]
        assert order == sorted(order)


async def test_a_row_tells_number_date_title_items_status_and_unread(library: Path) -> None:
    state = NoState()
    state.mark_read(IssueKey(2025, ISSUE, 1))
    app = make_app(library, state)
    async with app.run_test(size=(140, 30)) as pilot:
        text = await shown(pilot, app, "No. 14")
        row = text.split("\n")[rows_with(text, "No. 14")[0]]
        assert row.split("│")[0].split() == [
            "●",
            "No.",
            "14",
            "2024-02-16",
            "再担保直连系统上线",
            "行业动态",
            "3",
            "items",
            "published",
        ]
        read = text.split("\n")[rows_with(text, "No. 1 ")[0]]
        assert "●" not in read
        assert "review" in read


async def test_columns_are_aligned_by_cells(library: Path) -> None:
    put(library, FULL._replace(masthead=FULL.masthead._replace(number=9, title="Bulletin", date=None)))
    app = make_app(library)
    async with app.run_test(size=(110, 30)) as pilot:
        text = await shown(pilot, app, "No. 9")
        rows = [row.split("│")[0] for row in text.split("\n") if "●" in row]
        ends = {cell_width(row[: row.index("item")]) for row in rows}
        assert len(rows) == 5
        assert len(ends) == 1


@pytest.mark.parametrize("size", [(140, 45), (80, 24), (60, 15)])
async def test_no_row_is_wider_than_the_screen(library: Path, size: tuple[int, int]) -> None:
    app = make_app(library)
    async with app.run_test(size=size) as pilot:
        text = await shown(pilot, app, "No. 14", "draft")
        assert all(cell_width(row) <= size[0] for row in text.split("\n"))


async def test_the_contents_of_the_highlighted_issue_stand_beside_it(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "1. 春耕担保放款过半")
        await pilot.press("j", "j")
        await shown(pilot, app, "2. 担保规模稳步增长", gone="1. 春耕")


@pytest.mark.parametrize(
    ("size", "there"), [((70, 24), True), ((70, 16), False), ((60, 15), False), ((76, 15), True)]
)
async def test_the_contents_go_below_or_away_in_a_small_terminal(
    library: Path, size: tuple[int, int], there: bool
) -> None:
    app = make_app(library)
    async with app.run_test(size=size) as pilot:
        await shown(pilot, app, "No. 14", "? Help")
        await pilot.pause(0.2)
        assert ("1. 春耕担保放款过半" in screen_text(app)) is there


async def test_a_broken_file_is_listed_with_its_reason_and_the_others_too(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "! ", "2024-12.toml", "No. 13")
        await pilot.press("G")
        assert current_key(app) == IssueKey(2024, ISSUE, 12)
        await shown(pilot, app, "line 2", "No. 14")  # the whole error, beside
        await pilot.press("enter")
        await shown(pilot, app, "cannot be opened")
        assert isinstance(app.screen, LibraryScreen)


async def test_enter_opens_the_highlighted_issue_and_leaving_comes_back_to_it(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("j", "j", "enter")
        await shown(pilot, app, "beginning")
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("space", "q")
        text = await shown(pilot, app, "No. 14")
        assert current_key(app) == IssueKey(2024, ISSUE, 14)
        assert "●" not in text.split("\n")[rows_with(text, "No. 14")[0]]


async def test_enter_in_the_contents_opens_at_that_item(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("j", "j")
        await shown(pilot, app, "3. 风险处置有序推进")
        await pilot.press("tab", "G", "enter")
        await shown(pilot, app, "#3/3")


async def test_typing_filters_by_title_number_date_and_section(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        for typed, expected in (
            ("-14", ["2024-14"]),
            ("第14", ["2024-14"]),
            ("02-16", ["2025-02", "2024-14"]),
            ("５ 子", ["2025-02"]),
            ("２０２４１４", ["2024-14"]),
            ("2024/14", ["2024-14"]),
            ("REV", ["2025-01"]),
            ("没有", []),
        ):
            await pilot.press("slash", *typed)
            await pilot.pause(0.05)
            screen = library_screen(app)
            assert [str(row.key) for row in screen.list._rows if isinstance(row, Entry)] == expected, typed
            assert f"{len(expected)} of 5" in screen_text(app)
            await pilot.press("escape")
            await shown(pilot, app, "5 issues", "No. 13")


async def test_the_arrows_move_while_the_filter_is_typed_and_enter_opens(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("slash", *"2024", "down", "enter")
        await shown(pilot, app, "2024年第13期")
        await pilot.press("q")
        await shown(pilot, app, "3 of 5", gone="2025")


@pytest.mark.parametrize("closed", [False, True])
async def test_what_no_head_has_is_looked_for_in_all_texts_by_enter(library: Path, closed: bool) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("slash", *"过半正文")
        await shown(pilot, app, "No issue fits; Enter looks for it in all texts.", "0 of 5")
        if closed:
            await pilot.press("tab")
            await shown(pilot, app, "No issue fits")
        await pilot.press("enter")
        await shown(pilot, app, "春耕担保放款过半", "1 item ")
        assert isinstance(app.screen, SearchScreen)
        await pilot.press("escape", "escape")
        await shown(pilot, app, "5 issues", "No. 13")


async def test_a_filter_keeps_the_highlighted_issue_when_it_passes(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("j", "j", "j", "slash", *"2024")
        await shown(pilot, app, "3 of 5")
        assert current_key(app) == IssueKey(2024, ISSUE, 13)
        await pilot.press("escape")
        await shown(pilot, app, "5 issues")
        assert current_key(app) == IssueKey(2024, ISSUE, 13)


async def test_changes_on_the_disk_appear_and_the_cursor_stays_with_its_issue(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("j", "j")
        assert current_key(app) == IssueKey(2024, ISSUE, 14)
        put(library, make_issue(IssueKey(2025, ISSUE, 3), "刚刚写好的一条"))
        await shown(pilot, app, "No. 3 ")
        assert current_key(app) == IssueKey(2024, ISSUE, 14)
        (library / "2025" / "2025-02.toml").unlink()
        await shown(pilot, app, gone="No. 2 ")
        assert current_key(app) == IssueKey(2024, ISSUE, 14)


async def test_nothing_is_drawn_while_nothing_changes(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(library, poll_seconds=0.03)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14", "春耕担保放款过半")
        await pilot.pause(0.2)
        drawn: list[object] = []
        monkeypatch.setattr(app, "_display", lambda *arguments: drawn.append(arguments))
        await pilot.pause(0.4)
        assert not drawn


async def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    app = make_app(tmp_path / "empty")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No issue in the library yet", "import", "0 issues")
        await pilot.press("j", "G", "enter", "tab", "slash", "x", "escape")
        put(tmp_path / "empty", make_issue(IssueKey(2025, ISSUE, 3), "第一条"))
        await shown(pilot, app, "No. 3")


async def test_a_library_that_is_not_there_yet_says_so(tmp_path: Path) -> None:
    app = make_app(tmp_path / "none")
    async with app.run_test(size=(60, 15)) as pilot:
        await shown(pilot, app, "no library yet")


async def test_one_click_opens(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        text = await shown(pilot, app, "No. 14")
        row = rows_with(text, "No. 14")[0]
        assert current_key(app) != IssueKey(2024, ISSUE, 14)
        await pilot.click(offset=(6, row))
        await shown(pilot, app, "2024年第14期")
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("q")
        await shown(pilot, app, "No. 14", "2. 担保规模稳步增长")
        await pilot.click(offset=(80, rows_with(screen_text(app), "2. 担保规模")[0]))
        await shown(pilot, app, "#2/3")


async def test_a_hint_in_the_status_row_can_be_clicked(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14", "? Help", "q Quit")
        row = screen_text(app).split("\n")[-1]
        await pilot.click(offset=(cell_width(row[: row.index("/ Filter")]) + 3, 23))
        await pilot.press(*"保费")
        await shown(pilot, app, "1 of 5")
        await pilot.press("escape")
        await shown(pilot, app, "No. 14", "? Help")
        await pilot.click(offset=(cell_width(row[: row.index("Enter Open")]), 23))
        await shown(pilot, app, "2024年第13期")
        row = screen_text(app).split("\n")[-1]
        await pilot.click(offset=(cell_width(row[: row.index("q Back")]), 23))
        await shown(pilot, app, "No. 14", "? Help")
        row = screen_text(app).split("\n")[-1]
        await pilot.click(offset=(cell_width(row[: row.index("? Help")]), 23))
        await shown(pilot, app, "To begin with")


# Rows that say something


async def test_the_publication_is_named_only_where_there_are_several(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(pilot, app, "No. 14", "保费补贴到位")
        assert "行业信息简报" not in "".join(row.split("│")[0] for row in text.split("\n"))
        assert "2024-01-16" in text, "the year stays at 80 columns"
    other = make_issue(IssueKey(2023, ISSUE, 1), "另一份的第一条")
    put(library, other._replace(masthead=other.masthead._replace(title="内部参考")))
    app = make_app(library)
    async with app.run_test(size=(140, 24)) as pilot:
        text = await shown(pilot, app, "内部参考", "另一份的")
        rows = [row.split("│")[0] for row in text.split("\n") if "●" in row]
        assert all(("行业信息简报" in row) != ("内部参考" in row) for row in rows)
    put(library, other._replace(masthead=other.masthead._replace(title="担保信息简报")))
    app = make_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "行业 再担保直连系统", "担保 另一份的第一条")


@pytest.mark.parametrize(
    ("issue", "told"),
    [
        (Issue(sections=(Section("甲栏"), Section("乙栏", items=(Item("首\n条"),)))), "首 条"),
        (Issue(sections=(Section("甲栏", items=(Item("", "没有标题。\n后文"),)),)), "没有标题。"),
        (Issue(sections=(Section("甲栏"), Section("乙栏"))), "甲栏 / 乙栏"),
        (Issue(Masthead(title="空的简报")), "空的简报"),
    ],
)
def test_the_headline_is_what_the_first_item_is_called(issue: Issue, told: str) -> None:
    assert headline_of(summarise(issue)) == told


async def test_where_all_is_out_no_row_says_so(tmp_path: Path) -> None:
    put(tmp_path, make_issue(IssueKey(2024, ISSUE, 1), "一月的第一条"))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(pilot, app, "一月的第一条", "1 unread")
        assert not any("published" in row.split("│")[0] for row in text.split("\n"))


async def test_reading_goes_on_from_the_row_on_top_until_the_end_was_read(tmp_path: Path) -> None:
    state = NoState()
    long = [f"第{n}条消息" for n in range(1, 40)]
    put(tmp_path, make_issue(IssueKey(2024, ISSUE, 14), *long))
    put(tmp_path, make_issue(IssueKey(2024, ISSUE, 15), "只有一条"))
    app = make_app(tmp_path, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14", gone="Continue reading")
        await pilot.press("j", "enter")
        await shown(pilot, app, "beginning")
        await pilot.press("]", "]", "]", "q")
        text = await shown(pilot, app, "Continue reading  2024年第14期【行业动态】第3条")
        assert rows_with(text, "Continue reading") == [0]
        assert current_key(app) == IssueKey(2024, ISSUE, 14)
        await pilot.press("k")
        assert current_key(app) == IssueKey(2024, ISSUE, 15), "the cursor stood below"
        await pilot.press("g", "enter")
        await shown(pilot, app, "#3/39")
        await pilot.press("G", "q")
        await shown(pilot, app, "No. 14", gone="Continue reading")


async def test_a_row_on_top_is_not_in_the_way_of_a_filter(library: Path) -> None:
    state = NoState()
    state.set_stopped(IssueKey(2024, ISSUE, 14), "【行业动态】第2条")
    app = make_app(library, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "Continue reading", "5 issues")
        assert current_key(app) == IssueKey(2025, ISSUE, 2), "the newest issue, not the row on top"
        await pilot.press("slash", *"保费")
        await shown(pilot, app, "1 of 5", gone="Continue reading")
        await pilot.press("escape", "g")
        await shown(pilot, app, "Continue reading")
        assert library_screen(app).list.shown_total == 5
        (library / "2024" / "2024-14.toml").unlink()
        await pilot.press("r")
        await shown(pilot, app, "4 issues", gone="Continue reading")


@pytest.mark.parametrize(("edits", "first"), [(0, IssueKey(2024, ISSUE, 14)), (1, IssueKey(2025, ISSUE, 2))])
async def test_the_cursor_begins_at_what_is_out_unless_one_edits(
    library: Path, tmp_path: Path, edits: int, first: IssueKey
) -> None:
    state = NoState()
    state.set_option("edits", edits)
    writing = Writing(lambda: LibraryEditor(str(library)), lambda: Drafts(str(tmp_path / "drafts")))
    app = make_app(library, state, writing=writing)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "5 issues")
        assert current_key(app) == first


async def test_one_or_all_are_marked_as_read_and_unread(library: Path) -> None:
    state = NoState()
    app = make_app(library, state)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "4 unread")
        await pilot.press("a")
        await shown(pilot, app, "Marked as read: 2025-02", "a read-only session keeps nothing")
        await pilot.press("j")
        await shown(pilot, app, "3 unread")
        await pilot.press("k", "a", "j")
        await shown(pilot, app, "4 unread")
        await pilot.press("slash", *"2024-1")
        await shown(pilot, app, "3 of 5")
        await pilot.press("enter")
        await shown(pilot, app, "beginning")
        await pilot.press("q", "A")
        await shown(pilot, app, "Marked as read: 2 issues")
        assert [state.is_read(IssueKey(2024, ISSUE, number)) for number in (12, 13, 14)] == [
            False,
            True,
            True,
        ]
        assert not state.is_read(IssueKey(2025, ISSUE, 2)), "only what is shown"
        await pilot.press("A")
        await shown(pilot, app, "Marked as unread: 2 issues")
        assert not state.is_read(IssueKey(2024, ISSUE, 14))


async def test_contents_are_kept_only_for_the_file_they_were_read_from(library: Path) -> None:
    path = library / "2024" / "2024-14.toml"
    kept, other = path.with_suffix(".kept"), path.with_suffix(".other")
    app = make_app(library, poll_seconds=1000.0)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14", "春耕担保放款过半")
        put(library, make_issue(IssueKey(2024, ISSUE, 99), "他人写的")).rename(other)
        path.rename(kept)
        other.rename(path)
        await pilot.press("G", "k", "k")
        await shown(pilot, app, "他人写的")  # read anew, though the list does not know it yet
        kept.rename(path)  # the very file the list knows comes back
        await pilot.press("k")
        await shown(pilot, app, "新年第一条")
        await pilot.press("j")
        await shown(pilot, app, "再担保直连系统上线", gone="他人写的")


async def test_contents_that_were_read_are_not_read_again(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[IssueKey] = []
    load = LibraryReader.load

    def noted(reader: LibraryReader, key: IssueKey) -> Loaded:
        read.append(key)
        return load(reader, key)

    monkeypatch.setattr(LibraryReader, "load", noted)
    app = make_app(library, poll_seconds=1000.0)
    async with app.run_test(size=(100, 30)) as pilot:
        for pressed, title in (
            ("r", "春耕担保"),
            ("j", "新年第一条"),
            ("k", "春耕担保"),
            ("j", "新年第一条"),
        ):
            await pilot.press(pressed)
            await shown(pilot, app, title)
    assert sorted(set(read)) == sorted(read)


def many(count: int) -> Sequence[Entry]:
    summary = Summary("行业信息简报", "示例", dt.date(2024, 1, 2), "published", None, 9, ("行业动态",))
    return [
        Entry(IssueKey(2024, ISSUE, number), f"2024/{number}.toml", summary, "", Stamp(number, 1, 1))
        for number in range(count, 0, -1)
    ]


async def test_a_large_library_shows_its_newest_issues_before_the_others_are_asked_for(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 41):
        put(library, make_issue(IssueKey(2026, ISSUE, number), "行业信息简报"))
    asked, go_on = threading.Event(), threading.Event()
    original = LibraryReader.stamp

    def slow(reader: LibraryReader) -> object:
        asked.set()
        assert go_on.wait(10)
        return original(reader)

    monkeypatch.setattr(LibraryReader, "stamp", slow)
    app = make_app(library, poll_seconds=1000.0)
    total = LibraryReader(str(library)).entry_total()
    async with app.run_test(size=(80, 16)) as pilot:
        await shown(pilot, app, "No. 40", f"{total} issues")
        assert len(library_screen(app).list.entries) == 16
        await pilot.press("j")
        go_on.set()
        await shown(pilot, app, "No. 40")
        while len(library_screen(app).list.entries) != total:
            await pilot.pause(0.01)
        assert current_key(app) == IssueKey(2026, ISSUE, 39)
    assert asked.is_set()


async def test_ten_thousand_rows_are_no_more_work_than_a_screenful(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(library, poll_seconds=1000.0)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        issues = library_screen(app).list
        issues.set_entries(many(9999))
        drawn: set[int] = set()
        original = issues.row

        def noted(index: int, width: int) -> list[StyledText]:
            drawn.add(index)
            return original(index, width)

        monkeypatch.setattr(issues, "row", noted)
        await pilot.press("G")
        await shown(pilot, app, "No. 1 ")
        assert current_key(app) == IssueKey(2024, ISSUE, 1)
        assert len(drawn) < 70


async def test_paging_goes_by_screenfuls_and_shows_the_heading_at_the_top(library: Path) -> None:
    app = make_app(library, poll_seconds=1000.0)
    async with app.run_test(size=(80, 15)) as pilot:
        await shown(pilot, app, "No. 14")
        library_screen(app).list.set_entries(many(100))
        await pilot.press("space")
        await pilot.pause()
        first = library_screen(app).list.cursor
        assert 10 <= first <= 14
        await pilot.press("u")
        await pilot.pause()
        assert library_screen(app).list.cursor == 1
        assert " 2024" in screen_text(app).split("\n")[0]


async def test_hostile_titles_are_shown_as_text(library: Path) -> None:
    put(
        library,
        make_issue(IssueKey(2025, ISSUE, 9), "[b]粗[/b][@click=app.leave]x[/] [/]", section="[red]栏目[/]"),
    )
    app = make_app(library)
    async with app.run_test(size=(140, 30)) as pilot:
        await shown(pilot, app, "[b]粗[/b][@click=app.leave]x[/] [/]", "[red]栏目[/]")
