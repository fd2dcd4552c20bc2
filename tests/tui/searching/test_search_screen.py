"""The search screen: results as they are typed, the page beside them, and where Enter leads."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from briefing_tui.library.catalog.unstored import Progress, Stop
from briefing_tui.library.search.finder import Finder, Results
from briefing_tui.model.issue import Issue, Item, Preface, Section
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.reader_state import ReaderState
from briefing_tui.personal.state import NoState
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.searching.screen import SearchScreen
from briefing_tui.tui.shelf.screen import LibraryScreen
from briefing_tui.tui.terminal import framework
from briefing_tui.typeset.width import cell_width
from disks.libraries import make_app, make_issue, open_app, put, screen_text, shown, small_library

LONG = "".join(f"第{number}句说别的事情。" for number in range(60))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = small_library(tmp_path / "library")
    plain = make_issue(IssueKey(2023, ISSUE, 5), "填空")
    items = (
        Item("第一条没有", LONG),
        Item("第二条里有", f"{LONG}\n到这里才说再担保一次。\n还有再担保两次。"),
        Item("第三条 [b]粗[/b][@click=app.leave]x[/]", "这里也说再担保。", units=("云溪公司",)),
    )
    preface = Preface("编者按", "本期谈再担保。")
    put(
        root,
        Issue(plain.masthead, plain.workflow, preface, (Section("经验介绍", numbered=True, items=items),)),
    )
    return root


def search_screen(app: BriefingApp) -> SearchScreen:
    assert isinstance(app.screen, SearchScreen)
    return app.screen


def listed(app: BriefingApp) -> list[str]:
    """The rows of the list, without the page beside it."""
    rows = search_screen(app)._list
    return [
        "".join(text for text, _look in rows.row(index, 60)).rstrip() for index in range(rows.row_total())
    ]


async def test_results_appear_while_typing_grouped_by_issue_with_counts(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"担保")
        await shown(pilot, app, "6 items", "3 issues", "titles first")
        rows = listed(app)
        assert rows[0].split() == ["2025-02", "2025-02-16", "draft", "1"]
        assert rows[1].split() == ["1.", "春耕担保放款过半", "子公司动态"]
        assert next(row for row in rows if row.startswith(" 2024-14")).split()[-1] == "2"
        assert next(row for row in rows if row.startswith(" 2023-05")).split()[-1] == "3"
        await pilot.press(*"放款")
        await shown(pilot, app, "1 item ", gone="2024-14")


async def test_what_is_found_is_marked_in_titles_snippets_and_on_the_page(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(120, 30)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"再担保")
        await shown(pilot, app, "本期谈再担保")
        rows = search_screen(app)._list
        marked = [
            text for index in range(rows.row_total()) for text, look in rows.row(index, 60) if look == "hit"
        ]
        assert marked
        assert set(marked) == {"再担保"}
        await pilot.press("down", "down", "down")
        await shown(pilot, app, "到这里才说再担保一次")
        await pilot.pause(0.1)
        page = search_screen(app)._preview
        assert page._hits
        assert "hit.current" in {name for places in page._hits.values() for _start, _end, name in places}


async def test_enter_opens_at_the_place_and_n_goes_on_to_the_next(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"再担保")
        await shown(pilot, app, "第二条里有")
        while (hit := search_screen(app)._list.hit) is None or hit.position != 2:
            await pilot.press("down")
        await pilot.press("enter")
        await shown(pilot, app, "到这里才说再担保一次", "2/4")
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("n")
        await shown(pilot, app, "3/4")
        await pilot.press("n")
        await shown(pilot, app, "4/4", "第三条", "这里也说再")


async def test_leaving_the_issue_comes_back_to_the_results_and_escape_to_the_library(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"风险处置", "down")
        await shown(pilot, app, "1 item ")
        await pilot.press("enter")
        await shown(pilot, app, "#3/3", "1/2")
        await pilot.press("q", "q")
        await shown(pilot, app, "1 item ", "风险处置")
        await pilot.press("escape")
        await shown(pilot, app, "Recent searches", "风险处置")
        await pilot.press("escape")
        await shown(pilot, app, "6 issues")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_search_from_within_an_issue_opens_another_in_its_place(library: Path) -> None:
    app = open_app(library, IssueKey(2024, ISSUE, 14))
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "beginning")
        await pilot.press("s", *"春耕")
        await shown(pilot, app, "1 item ")
        await pilot.press("enter")
        await shown(pilot, app, "2025年第2期", "1/")
        assert [type(screen) for screen in app.screen_stack] == [ReadingScreen]


async def test_words_in_units_lead_to_the_item_although_the_page_has_other_matches(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"unit:云溪")
        await shown(pilot, app, "第三条", "1 item ")
        await pilot.press("enter")
        await shown(pilot, app, "#3/3")


@pytest.mark.parametrize("typed", ['"', "*", "(", "AND", "2:8", "year:soon", "-", "[/]", "[@click=x]"])
async def test_anything_typed_is_literal(library: Path, typed: str) -> None:
    app = make_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s")
        app.screen.query_one(Input).value = typed
        await shown(pilot, app, typed, "titles first")
        assert isinstance(app.screen, SearchScreen)


async def test_no_query_is_an_error_however_odd_or_long(library: Path) -> None:
    queries = [
        "担",
        "😀",
        "-",
        "-担",
        '-"',
        '""',
        "a" * 500,
        "担保" * 300,
        "title:",
        "year:9..",
        "NEAR(",
        "\u200b",
    ]
    app = make_app(library)
    async with app.run_test(size=(60, 15)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s")
        screen = search_screen(app)
        for query in queries:
            screen.look_for(query)
            await pilot.pause(0.1)
            await pilot.press("enter" if not listed(app) else "down")
            assert app.screen is screen
        screen.look_for("春耕")
        await shown(pilot, app, "春耕担保放款过半", "1 item ")


async def test_the_keys_in_sight_are_those_for_what_comes_next(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"春耕")
        await shown(pilot, app, "1 item ", "Enter Open", "Esc History", "Ctrl+S Keep")
        await pilot.press("ctrl+s", "escape")
        await shown(pilot, app, "Enter Search again", "Ctrl+S Keep or not", "Ctrl+T Forget", "Esc Back")


async def test_markup_in_titles_is_text(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(120, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"[b]粗")
        await shown(pilot, app, "第三条 [b]粗[/b][@click=app.leave]x[/]")


async def test_the_order_changes_with_tab(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"担保")
        await shown(pilot, app, "titles first")
        await pilot.press("tab")
        await shown(pilot, app, "newest first", "6 items")
        await pilot.press("tab")
        await shown(pilot, app, "titles first")


async def test_the_syntax_is_in_sight_and_help_has_the_keys(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s")
        await shown(pilot, app, '"two words"', "-word", "year:2023..2024", "Type what to look for")
        await pilot.press("ctrl+g")
        await shown(pilot, app, "Keys", "Titles first, or the newest first.")
        await pilot.press("escape")
        await shown(pilot, app, gone="Esc closes")
        await pilot.press("x")
        assert search_screen(app)._field.value == "x"


@pytest.mark.parametrize("size", [(140, 45), (80, 24), (70, 24), (60, 15)])
@pytest.mark.parametrize("ambiguous", [1, 2])
async def test_no_row_is_wider_than_the_screen(library: Path, size: tuple[int, int], ambiguous: int) -> None:
    app = make_app(library, ambiguous=ambiguous)
    framework.install(ambiguous)
    try:
        async with app.run_test(size=size) as pilot:
            await shown(pilot, app, "No. 14")
            await pilot.press("s", *"担保")
            await shown(pilot, app, "2025-02")
            await pilot.pause(0.2)
            text = re.sub("[\u2500-\u259f]", "|", screen_text(app))  # as the output filter draws frames
            assert all(cell_width(row, ambiguous) <= size[0] for row in text.split("\n"))
            assert search_screen(app)._preview.display is (size != (60, 15))
    finally:
        framework.install(1)


# Searches made before


async def test_past_searches_are_offered_kept_forgotten_and_used_again(library: Path, tmp_path: Path) -> None:
    state = ReaderState.load(str(tmp_path / "state"), str(library))
    state.note_search("旧的一次", "2025-01-01")
    app = make_app(library, state)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s")
        await shown(pilot, app, "Recent searches", "旧的一次")
        await pilot.press(*"保费")
        await shown(pilot, app, "保费")
        await pilot.press("ctrl+s")
        await shown(pilot, app, "Search kept: 保费")
        await pilot.press("escape")
        await shown(pilot, app, "Saved searches", "保费", "Recent searches")
        await pilot.press("down", "ctrl+t")
        await shown(pilot, app, "保费", gone="旧的一次")
        await pilot.press("enter")
        await shown(pilot, app, "1 item ", "保费补贴到位")
        assert [(past.query, past.saved) for past in state.searches()] == [("保费", True)]
        await pilot.press("ctrl+s")
        await shown(pilot, app, "no longer kept")
        assert [(past.query, past.saved) for past in state.searches()] == [("保费", False)]


async def test_a_read_only_session_says_that_it_keeps_no_search(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"保费")
        await shown(pilot, app, "1 item ")
        await pilot.press("ctrl+s")
        await shown(pilot, app, "keeps no searches", gone="Search kept")


async def test_the_last_search_is_offered_again_to_be_typed_over(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"春耕")
        await shown(pilot, app, "1 item ")
        await pilot.press("enter")
        await shown(pilot, app, "2025年第2期")
        await pilot.press("s")
        await shown(pilot, app, "1 item ", "春耕")
        await pilot.press(*"风险")
        await shown(pilot, app, "风险处置")
        assert search_screen(app)._field.value == "风险"


def test_searches_are_kept_for_each_library_and_merged_with_those_of_other_sessions(tmp_path: Path) -> None:
    one = ReaderState.load(str(tmp_path / "state"), "/library")
    other = ReaderState.load(str(tmp_path / "state"), "/library")
    one.note_search(" 担保 ", "2025-01-01", saved=True)
    other.note_search("风险", "2025-01-02")
    one.save()
    other.save()
    again = ReaderState.load(str(tmp_path / "state"), "/library")
    assert [(past.query, past.saved) for past in again.searches()] == [("担保", True), ("风险", False)]
    assert ReaderState.load(str(tmp_path / "state"), "/elsewhere").searches() == []
    again.note_search("担保", "2025-02-01")
    assert again.searches()[0].saved
    again.forget_search("担保")
    again.save()
    assert [past.query for past in ReaderState.load(str(tmp_path / "state"), "/library").searches()] == [
        "风险"
    ]


def test_only_so_many_recent_searches_are_kept_and_the_saved_ones_stay() -> None:
    state = NoState()
    state.note_search("留下", "2000-01-01", saved=True)
    for number in range(70):
        state.note_search(f"第{number:02}次", f"2025-01-01T00:00:{number:02}")
    kept = state.searches()
    assert len(kept) == 51
    assert kept[0].query == "留下"
    assert (kept[1].query, kept[-1].query) == ("第69次", "第20次")


# Threads


class SlowFinder(Finder):
    """Waits before it reads and notes what it is asked."""

    gate: threading.Event
    asked: list[str]
    told: Callable[[Progress], None]

    def ready(self, progress: Progress = lambda *_: None, stop: Stop = lambda: False, **options: Any) -> bool:
        progress("reading", 1, 9)
        while not self.gate.wait(0.01):
            progress("reading", 3, 9)
            if stop():
                return False
        return super().ready(progress, stop, **options)

    def search(self, text: str, **options: object) -> Results:
        self.asked.append(text)
        return super().search(text, **options)  # type: ignore[arg-type]  # as above


def slow_app(library: Path) -> tuple[BriefingApp, SlowFinder]:
    app = make_app(library)
    finder = SlowFinder(app.host.library, None)
    finder.gate, finder.asked = threading.Event(), []
    app.host.searches._finder = finder
    return app, finder


async def test_progress_is_told_can_be_stopped_and_gone_on_with(library: Path) -> None:
    app, finder = slow_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"春耕")
        await shown(pilot, app, "Reading the library: 3 of 9; Ctrl+O stops.", "Waiting until")
        await pilot.press("ctrl+o")
        await shown(pilot, app, "Stopped at 3 of 9; Ctrl+O goes on.")
        assert finder.asked == []
        await pilot.press("ctrl+o")
        finder.gate.set()
        await shown(pilot, app, "1 item ", "春耕担保放款过半", gone="Ctrl+O")


async def test_leaving_ends_the_reading(library: Path) -> None:
    app, finder = slow_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", "escape")
        await shown(pilot, app, "6 issues")
        for _turn in range(100):
            await pilot.pause(0.02)
            if not any(worker.group == "index" for worker in app.workers):
                break
        assert not any(worker.group == "index" for worker in app.workers)
        assert not finder.gate.is_set()


async def test_only_the_newest_wish_is_searched_when_many_wait(library: Path) -> None:
    app, finder = slow_app(library)
    finder.gate.set()
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s")
        await pilot.pause(0.2)
        screen = search_screen(app)
        with screen._feed._turn:
            for query in ("春", "春耕", "春耕担", "春耕担保"):
                screen._field.value = query
                screen._search()
            await pilot.pause(0.1)
        await shown(pilot, app, "1 item ")
        assert finder.asked == ["春耕担保"]


async def test_an_answer_that_comes_late_is_not_shown(library: Path) -> None:
    app, finder = slow_app(library)
    finder.gate.set()
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"春耕")
        await shown(pilot, app, "1 item ")
        screen = search_screen(app)
        found = screen._found
        assert found is not None
        screen._field.value = "没有这个词"
        await shown(pilot, app, "Nothing found.", "0 items")
        screen.on_search_feed_found(found)
        await pilot.pause(0.05)
        assert "Nothing found." in screen_text(app)


async def test_what_changes_on_the_disk_is_found_when_the_screen_comes_back(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"刚刚写好")
        await shown(pilot, app, "Nothing found.")
        put(library, make_issue(IssueKey(2025, ISSUE, 3), "刚刚写好的一条"))
        await pilot.press("ctrl+g")
        await shown(pilot, app, "Esc closes")
        await pilot.press("escape")
        await shown(pilot, app, "1 item ", "2025-03")


async def test_drafts_are_not_found_by_readers(library: Path) -> None:
    reader = type(make_app(library).host.library)(str(library), published_only=True)
    app = BriefingApp(reader, NoState(), environ={"TERM": "xterm-256color"})
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"春耕")
        await shown(pilot, app, "Nothing found.")


async def test_an_index_is_kept_in_the_cache_directory_only_when_there_is_one(
    library: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    app = make_app(library, cache_directory=str(cache))
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"春耕")
        await shown(pilot, app, "1 item ")
        for _turn in range(100):
            await pilot.pause(0.02)
            if cache.exists() and list(cache.iterdir()):
                break
        assert list(cache.iterdir())


async def test_statistics_lead_to_the_items_that_were_counted(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("S", "]", "]")
        await shown(pilot, app, "[Units]", "云溪公司")
        await pilot.press("enter")
        await shown(pilot, app, 'unit:"云溪公司"', "第三条", "1 item ")
        await pilot.press("escape", "escape")
        await shown(pilot, app, "[Units]")
        await pilot.press("[", "[", "enter")
        await shown(pilot, app, "date:2025-02", "春耕")


async def test_what_is_not_understood_is_said_below_the_field(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("s", *"year:abc")
        await shown(
            pilot, app, "year:abc is looked for as it stands: a year is written year:2024", "Nothing found."
        )
        search_screen(app)._field.value = "标题：再担保　－风险"
        await shown(pilot, app, '"two words"', "1 item ", gone="as it stands")
        search_screen(app)._field.value = "“再担保 上线"
        await shown(pilot, app, "its quote is not closed")
        await pilot.press("escape")
        await shown(pilot, app, '"two words"', gone="not closed")


@pytest.mark.parametrize("width", [60, 80, 100])
async def test_no_row_touches_the_scroll_bar(library: Path, width: int) -> None:
    plain = make_issue(IssueKey(2022, ISSUE, 1), "填空")
    items = tuple(Item(f"再担保{'很长的标题' * 20}{number}", f"再担保{LONG}") for number in range(40))
    put(library, plain._replace(sections=(Section("经验介绍", numbered=True, items=items),)))
    app = make_app(library)
    async with app.run_test(size=(width, 24)) as pilot:
        await shown(pilot, app, "2025")
        await pilot.press("s", *"再担保")
        await shown(pilot, app, "44 items")
        rows = search_screen(app)._list
        assert rows.show_vertical_scrollbar
        for index in range(rows.row_total()):
            strip = rows.render_line(index - rows.scroll_offset.y)
            assert strip.text[-1] == " ", strip.text
            assert strip.cell_length == rows.size.width
