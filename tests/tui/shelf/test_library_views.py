"""Filters, views and orders of the library screen."""

import datetime as dt
from pathlib import Path

import pytest

from briefing_tui.library.entry import Entry, Stamp, Summary
from briefing_tui.model.issue import Issue, Item, Section
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.state import NoState
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.shelf.menus import filter_options, told
from briefing_tui.tui.shelf.rows.arrangement import (
    BY_ITEMS,
    BY_SECTION,
    BY_TAG,
    BY_TITLE,
    NEWEST,
    OLDEST,
    Arrangement,
    Knowledge,
    arranged,
    passes,
)
from briefing_tui.tui.shelf.screen import LibraryScreen
from disks.libraries import make_app, make_issue, put, screen_text, shown, small_library


def entry(
    number: int, title: str = "简报", status: str = "published", items: int = 1, **more: tuple[str, ...]
) -> Entry:
    summary = Summary(
        title,
        "示例",
        dt.date(2024, 1, 2),
        status,
        None,
        items,
        more.get("sections", ("行业动态",)),
        tags=more.get("tags", ()),
    )
    return Entry(
        IssueKey(2020 + number // 10, ISSUE, number), f"{number}.toml", summary, "", Stamp(number, 1, 1)
    )


STRAY = Entry(None, "2024/x.toml", None, "the name is no issue key", Stamp(0, 0, 0))
BROKEN = Entry(IssueKey(2021, ISSUE, 15), "15.toml", None, "line 2", Stamp(1, 1, 1))
ENTRIES = [
    entry(21, "乙", sections=("行业动态", "经验介绍", "行业动态"), tags=("风险", "数据")),
    entry(20, "丙", status="draft", items=9, sections=()),
    BROKEN,
    entry(12, "甲", items=4, tags=("风险",)),
    STRAY,
]
NOBODY = Knowledge(lambda _key: False, lambda _key: False)


def groups(wanted: Arrangement) -> list[tuple[str, list[str]]]:
    return [(heading, [one.file for one in entries]) for heading, entries in arranged(ENTRIES, wanted)]


def test_years_newest_or_oldest_first_with_the_nameless_last() -> None:
    assert groups(Arrangement(sort=NEWEST)) == [
        ("2022", ["21.toml", "20.toml"]),
        ("2021", ["15.toml", "12.toml"]),
        ("Other files", ["2024/x.toml"]),
    ]
    assert groups(Arrangement(sort=OLDEST)) == [
        ("2021", ["12.toml", "15.toml"]),
        ("2022", ["20.toml", "21.toml"]),
        ("Other files", ["2024/x.toml"]),
    ]


def test_by_title_and_by_items_run_across_the_years() -> None:
    assert groups(Arrangement(sort=BY_TITLE)) == [
        ("", ["20.toml", "21.toml", "12.toml", "15.toml", "2024/x.toml"])
    ]
    assert groups(Arrangement(sort=BY_ITEMS)) == [
        ("", ["20.toml", "12.toml", "21.toml", "15.toml", "2024/x.toml"])
    ]


def test_an_issue_stands_once_under_each_of_its_sections_and_tags() -> None:
    assert groups(Arrangement(view=BY_SECTION)) == [
        ("行业动态", ["21.toml", "12.toml"]),
        ("经验介绍", ["21.toml"]),
        ("(no section)", ["20.toml", "15.toml", "2024/x.toml"]),
    ]
    assert groups(Arrangement(view=BY_TAG, sort=OLDEST)) == [
        ("风险", ["12.toml", "21.toml"]),
        ("数据", ["21.toml"]),
        ("(no tag)", ["15.toml", "20.toml", "2024/x.toml"]),
    ]


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        (Arrangement(), ["21.toml", "20.toml", "15.toml", "12.toml", "2024/x.toml"]),
        (Arrangement(year=2021), ["15.toml", "12.toml"]),
        (Arrangement(status="draft"), ["20.toml"]),
        (Arrangement(unread=True), ["20.toml", "15.toml", "12.toml"]),
        (Arrangement(bookmarked=True), ["12.toml"]),
        (Arrangement(status="published", unread=True), ["12.toml"]),
    ],
)
def test_what_a_filter_lets_through(wanted: Arrangement, files: list[str]) -> None:
    known = Knowledge(lambda key: key.number == 21, lambda key: key.number == 12)
    assert [one.file for one in ENTRIES if passes(one, wanted, known)] == files
    assert wanted.narrows is (len(files) < len(ENTRIES))


def test_a_filter_offers_what_there_is_and_takes_itself_back() -> None:
    made: list[Arrangement] = []
    now = Arrangement(status="draft", view=BY_TAG)
    options = {option.text: option for option in filter_options(now, ENTRIES, made.append)}
    assert options["draft"].on
    assert not options["Everything"].on
    assert (options["2022"].note, options["2021"].note, options["published"].note) == ("2", "2", "2")
    assert "review" not in options
    for name in ("draft", "2021", "Unread only", "Everything"):
        choose = options[name].choose
        assert choose is not None
        choose()
    assert made == [
        now._replace(status=None),
        now._replace(year=2021),
        now._replace(unread=True),
        Arrangement(view=BY_TAG),
    ]


def test_the_status_row_says_what_is_unusual() -> None:
    assert told(Arrangement()) == []
    assert told(Arrangement(BY_SECTION, OLDEST, 2024, "draft", unread=True, bookmarked=True)) == [
        "2024",
        "draft",
        "unread",
        "bookmarked",
        "By section",
        "Oldest first",
    ]


# On the screen


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = small_library(tmp_path / "library")
    tagged = make_issue(IssueKey(2024, ISSUE, 15), "贴了标签的一条")
    item = Item("贴了标签的一条", "正文。", tags=("风险",))
    put(root, Issue(tagged.masthead, tagged.workflow, None, (Section("经验介绍", items=(item,)),)))
    return root


def keys_shown(app: BriefingApp) -> list[str]:
    screen = app.screen_stack[0]
    assert isinstance(screen, LibraryScreen)
    rows = [screen.list.entry_at(index) for index in range(screen.list.row_total())]
    return [str(row.key) for row in rows if row is not None]


async def test_the_filter_menu_narrows_at_once_and_shows_all_again(library: Path) -> None:
    state = NoState()
    state.mark_read(IssueKey(2024, ISSUE, 15))
    app = make_app(library, state)
    async with app.run_test(size=(100, 34)) as pilot:
        await shown(pilot, app, "No. 14", "6 issues")
        await pilot.press("f")
        await shown(pilot, app, "Everything", "Unread only", "published", "2025")
        await pilot.press("j", "space")
        await shown(pilot, app, "* Unread only", "Everything")
        assert "2024-15" not in keys_shown(app)
        await pilot.press("G", "enter")
        await shown(pilot, app, "3 of 6", "2024", "unread", gone="Everything")
        assert keys_shown(app) == ["2024-14", "2024-13", "2024-12"]
        await pilot.press("f", "g", "enter")
        await shown(pilot, app, "6 issues", "4 unread", gone="All issues")


async def test_bookmarked_issues_alone_and_typing_on_top(library: Path) -> None:
    state = NoState()
    state.toggle_bookmark("2024-14#2", "担保规模稳步增长", "2025-03-02")
    state.toggle_bookmark("2024-13", "保费", "2025-03-02")
    app = make_app(library, state)
    async with app.run_test(size=(100, 34)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("f", "j", "j", "enter")
        await shown(pilot, app, "2 of 6", "bookmarked")
        assert keys_shown(app) == ["2024-14", "2024-13"]
        await pilot.press("slash", *"-13")
        await shown(pilot, app, "1 of 6")
        assert keys_shown(app) == ["2024-13"]


async def test_the_view_by_section_and_by_tag_shows_whole_keys(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 34)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("v", "j", "enter")
        text = await shown(pilot, app, "行业动态 3", "子公司动态 1", "By section", "2025-01")
        assert text.index("行业动态 3") < text.index("子公司动态 1") < text.index("(no section)")
        await pilot.press("v", "j", "enter")
        text = await shown(pilot, app, "风险 1", "(no tag) 5", "By tag")
        assert text.index("2024-15") < text.index("(no tag) 5")


async def test_the_order_changes_and_the_cursor_stays_with_its_issue(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 34)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("j")
        await pilot.press("o", "j", "enter")
        await shown(pilot, app, "Oldest first")
        assert keys_shown(app) == ["2024-12", "2024-13", "2024-14", "2024-15", "2025-01", "2025-02"]
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        assert screen.list.current is not None
        assert screen.list.current.key == IssueKey(2025, ISSUE, 1)


async def test_the_cursor_goes_from_heading_to_heading(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 34)) as pilot:
        await shown(pilot, app, "No. 14")
        screen = app.screen
        assert isinstance(screen, LibraryScreen)

        async def after(*keys: str) -> str:
            await pilot.press(*keys)
            await pilot.pause()
            assert screen.list.current is not None
            return str(screen.list.current.key)

        assert await after("g") == "2025-02"
        assert await after("]") == "2024-15"
        assert await after("]") == "2024-15"
        assert await after("j", "[") == "2024-15"
        assert await after("[", "[") == "2025-02"


async def test_escape_shows_all_again_whatever_was_chosen(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 34)) as pilot:
        await shown(pilot, app, "No. 14", "子公司动态")
        await pilot.press("v", "j", "enter")
        await pilot.press("f", "j", "j", "enter")
        await shown(pilot, app, "No issue fits; Esc shows all.", "0 of 6", "Esc All issues", gone="动态")
        await pilot.press("enter", "]", "[", "e", "g", "G", "space")
        await pilot.press("escape")
        await shown(pilot, app, "6 issues", "By section", "行业动态 3", gone="Esc All issues")
        await pilot.press("/", *"nothing")
        await shown(pilot, app, "No issue fits", "0 of 6")
        await pilot.press("escape")
        await shown(pilot, app, "6 issues", gone="No issue fits")


async def test_escape_leaves_the_menu_and_changes_nothing(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(60, 15)) as pilot:
        await shown(pilot, app, "No. 14")
        for key in "fvo":
            await pilot.press(key)
            await shown(pilot, app, "Esc closes")
            await pilot.press("escape")
            await shown(pilot, app, "6 issues", gone="Esc closes")


async def test_a_click_in_a_menu_chooses(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 34)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("v")
        text = await shown(pilot, app, "By tag")
        row = next(number for number, line in enumerate(text.split("\n")) if "By tag" in line)
        await pilot.click(offset=(30, row))
        await shown(pilot, app, "(no tag) 5", gone="Esc closes")
        assert "By tag" in screen_text(app)
