"""The statistics screen: what it counts, how its bars are drawn, and what its keys do."""

import threading
from pathlib import Path
from typing import Any

import pytest

from briefing_tui.library.catalog.seal import catalog_path
from briefing_tui.library.catalog.store import Catalog
from briefing_tui.library.catalog.unstored import Progress, Stop
from briefing_tui.library.search.finder import Finder
from briefing_tui.library.search.statistics import Count
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.state import NoState
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.searching.bar_rows import BarRows
from briefing_tui.tui.shelf.screen import LibraryScreen
from briefing_tui.tui.terminal import framework
from briefing_tui.typeset.width import cell_width
from disks.libraries import make_app, make_issue, open_app, put, shown, small_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = small_library(tmp_path / "library")
    items = (
        Item("赴四川调研", "正文。", units=("担保一部",), tags=("风险",)),
        Item("再赴四川、重庆", "正文。", units=("担保一部", "[b]担保[/]二部")),
    )
    put(root, Issue(Masthead(title="简报", year=2023, number=1), sections=(Section("调研", items=items),)))
    return root


def rows_of(text: str) -> list[list[str]]:
    """The rows of the table, in words."""
    return [line.split() for line in text.split("\n")[3:-1] if line.strip()]


async def test_months_stand_newest_first_with_issues_and_items(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("S")
        text = await shown(pilot, app, "[Months]", "5 issues", "9 items", "1 unreadable", "all years")
        rows = rows_of(text)
        assert [row[0] for row in rows[:2]] == ["2025-02", "2025-01"]
        assert rows[1][1] == "1"
        assert rows[1][3] == "2"
        assert set(rows[1][2]) | set(rows[1][4]) <= set("█▉▊▋▌▍▎▏")


async def test_every_table_is_a_key_away_and_they_go_round(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("S")
        await shown(pilot, app, "[Months]", "5 issues")
        await pilot.press("tab")
        text = await shown(pilot, app, "[Sections]")
        assert rows_of(text)[0][:3] == ["行业动态", "3", "6"]
        await pilot.press("]")
        text = await shown(pilot, app, "[Units]", "采用情况", "7 in no row", "[b]担保[/]二部")
        assert rows_of(text)[0][:3] == ["担保一部", "1", "2"]
        await pilot.press("]", "]")
        text = await shown(pilot, app, "[Provinces]")
        assert [row[:3] for row in rows_of(text)] == [["四川", "1", "2"], ["重庆", "1", "1"]]
        await pilot.press("]")
        text = await shown(pilot, app, "[Years]")
        assert text.split("\n")[2].split() == ["Year", "Issues", "Items"]
        assert [row[0] for row in rows_of(text)] == ["2025", "2024", "2023"]
        assert (rows_of(text)[0][1], rows_of(text)[0][3]) == ("2", "3")
        await pilot.press("]")
        await shown(pilot, app, "[Months]")
        await pilot.press("[", "[")
        await shown(pilot, app, "[Provinces]")


async def test_a_year_at_a_time_and_all_again(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("S")
        await shown(pilot, app, "all years", "5 issues")
        await pilot.press("<")
        await shown(pilot, app, " 2025", "2 issues", "3 items")
        await pilot.press("<", "<")
        await shown(pilot, app, "1 issue ", "2 items")
        await pilot.press("<")
        await shown(pilot, app, "This is the oldest year.")
        await pilot.press(">", ">", ">")
        await shown(pilot, app, "all years", "5 issues")


async def test_a_click_on_a_name_shows_its_table(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("S")
        text = await shown(pilot, app, "5 issues", "Units")
        await pilot.click(offset=(text.split("\n")[0].index("Units"), 0))
        await shown(pilot, app, "[Units]")


@pytest.mark.parametrize("size", [(140, 45), (80, 24), (60, 15)])
@pytest.mark.parametrize("ambiguous", [1, 2])
async def test_no_row_is_wider_than_the_screen_and_bars_keep_their_column(
    library: Path, size: tuple[int, int], ambiguous: int
) -> None:
    app = make_app(library, ambiguous=ambiguous)
    framework.install(ambiguous)
    try:
        async with app.run_test(size=size) as pilot:
            await shown(pilot, app, "No. 14")
            await pilot.press("S", "]")
            text = await shown(pilot, app, "[Sections]", "issues")
            assert all(cell_width(row, ambiguous) <= size[0] for row in text.split("\n"))
            mark = "█" if ambiguous == 1 else "#"
            starts = {
                cell_width(row[: row.index(mark)], ambiguous) for row in text.split("\n") if mark in row
            }
            assert len(starts) == 1
    finally:
        framework.install(1)


async def test_bars_are_as_long_as_their_share_and_never_vanish(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        rows = BarRows(ambiguous=1)
        await app.screen.mount(rows)
        counts = (Count("甲", 1, 1000), Count("乙", 1, 500), Count("丙", 1, 1), Count("丁", 0, 0))
        rows.show(counts, issue_bars=False, empty="")
        await pilot.pause()
        lengths = [cell_width(rows.row(index, 60)[-1][0].rstrip()) for index in range(4)]
        assert lengths[0] == 2 * lengths[1]
        assert lengths[2:] == [1, 0]


async def test_the_cursor_leaves_the_bar_as_it_is(library: Path) -> None:
    app = make_app(library, theme="terminal")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("S", "]")
        await shown(pilot, app, "[Sections]", "5 issues")
        strip = app.screen.query_one(BarRows).render_line(0)
        reverse = {segment.text.strip()[:1] for segment in strip if segment.style and segment.style.reverse}
        assert "行" in reverse
        assert "█" not in reverse
        assert any("█" in segment.text for segment in strip)


async def test_the_statistics_of_an_empty_library_say_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    app = make_app(tmp_path / "empty")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No issue in the library yet")
        await pilot.press("S")
        await shown(pilot, app, "Nothing to count.", "0 issues")
        await pilot.press("j", "enter", "G", "<")
        await shown(pilot, app, "oldest year")


async def test_it_opens_from_an_issue_and_leaving_comes_back(library: Path) -> None:
    app = open_app(library, IssueKey(2024, ISSUE, 14))
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "beginning")
        await pilot.press("S")
        await shown(pilot, app, "[Months]")
        await pilot.press("q")
        await shown(pilot, app, "beginning", gone="[Months]")


async def test_only_published_issues_are_counted_for_readers(library: Path) -> None:
    reader = make_app(library, NoState()).host.library
    app = BriefingApp(
        type(reader)(str(library), published_only=True), NoState(), environ={"TERM": "xterm-256color"}
    )
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("S")
        await shown(pilot, app, "2 issues", "4 items")


class SlowFinder(Finder):
    """Waits before it reads."""

    gate: threading.Event

    def ready(self, progress: Progress = lambda *_: None, stop: Stop = lambda: False, **options: Any) -> bool:
        while not self.gate.wait(0.01):
            progress("reading", 3, 9)
            if stop():
                return False
        return super().ready(progress, stop, **options)


async def test_it_tells_how_far_it_is_and_can_be_left_at_once(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing_tui.tui.searching.statistics._TELL_SECONDS", 0.0)
    app = make_app(library)
    finder = SlowFinder(app.host.library, None)
    finder.gate = threading.Event()
    app.host.searches._finder = finder
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("S", "]", "<")
        await shown(pilot, app, "[Sections]", "Reading the library: 3 of 9", "reading …")
        await pilot.press("q")
        await shown(pilot, app, "No. 14", gone="[Sections]")
        for _turn in range(100):
            await pilot.pause(0.02)
            if not any(worker.group == "count" for worker in app.workers):
                break
        assert not any(worker.group == "count" for worker in app.workers)
        assert isinstance(app.screen, LibraryScreen)
        finder.gate.set()
        await pilot.press("S")
        await shown(pilot, app, "[Months]", "5 issues", gone="Reading")


async def test_what_changes_on_the_disk_is_counted_anew(library: Path) -> None:
    app = make_app(library, poll_seconds=0.05)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("S", "<")
        await shown(pilot, app, "[Months]", "2 issues", "2025")
        put(library, make_issue(IssueKey(2025, ISSUE, 9), "一条"))
        await shown(pilot, app, "3 issues", "2025")


async def test_figures_are_kept_in_the_cache_directory(library: Path, tmp_path: Path) -> None:
    app = make_app(library, cache_directory=str(tmp_path / "cache"))
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("S")
        await shown(pilot, app, "[Months]", "5 issues", "9 items", "1 unreadable")
        for _turn in range(250):
            kept = Catalog.open(catalog_path(str(tmp_path / "cache"), str(library)), str(library))
            if kept is not None and not kept.without_figures():
                break
            await pilot.pause(0.02)
        assert kept is not None
        assert not kept.without_figures()
        kept.close()
        assert list((tmp_path / "cache").glob("*.db"))
