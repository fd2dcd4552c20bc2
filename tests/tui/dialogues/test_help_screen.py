"""Help and bookmarks: the boxes over the screens."""

from pathlib import Path

import pytest

from briefing_tui.i18n import set_language
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.state import NoState
from briefing_tui.tui.actions import keys
from briefing_tui.tui.dialogues.bookmarks import BookmarksScreen, address_of
from briefing_tui.tui.dialogues.help import KeyRows, groups
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.typeset.width import cell_width
from disks.libraries import make_app, open_app, screen_text, shown, small_library

READ = IssueKey(2024, ISSUE, 14)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path / "library")


PANES = sorted({pane for action in keys.ACTIONS for pane in action.screens} - {keys.AUTHORING, keys.BODY})
"""Whatever may have the keyboard when `?` is pressed: the keys of the other two belong to panes."""


@pytest.mark.parametrize("screen", PANES)
def test_every_action_is_in_exactly_one_group(screen: str) -> None:
    shown_actions = [action for _title, actions in groups(screen, writable=True) for action in actions]
    assert sorted(shown_actions) == sorted(keys.actions_for(screen, writable=True))


@pytest.mark.parametrize("screen", PANES)
def test_headings_are_words_in_the_users_language(screen: str) -> None:
    set_language("zh_CN")
    titles = [title for title, _actions in groups(screen, writable=True)]
    assert not [title for title in titles if title.isascii()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("screen", [keys.LIBRARY, keys.READING, keys.STATISTICS])
def test_help_begins_with_space_j_and_q(screen: str) -> None:
    first = groups(screen, writable=True)[0][1]
    assert [action.shown.split(" ")[0] for action in first] == ["Space", "j", "q"]


@pytest.mark.parametrize("width", [52, 60, 82])
def test_help_is_wrapped_to_the_width_and_complete(width: int) -> None:
    rows = KeyRows(groups(keys.READING, writable=True), ambiguous=1)
    lines = ["".join(text for text, _look in pieces) for pieces in drawn(rows, width)]
    assert all(cell_width(line) <= width for line in lines)
    text = "".join(lines).replace(" ", "")
    for action in keys.actions_for(keys.READING):
        assert action.help.replace(" ", "") in text, action.id
        assert any(line.startswith(f"  {action.shown} ") for line in lines), action.id


def drawn(rows: KeyRows, width: int) -> list[list[tuple[str, str]]]:
    rows._rows = rows.rows_for(width)
    return [rows.row(index, width) for index in range(rows.row_total())]


@pytest.mark.parametrize(
    ("size", "key"), [((80, 24), "escape"), ((60, 15), "q"), ((60, 15), "question_mark"), ((80, 24), "enter")]
)
async def test_help_opens_scrolls_and_closes(library: Path, size: tuple[int, int], key: str) -> None:
    app = open_app(library, READ)
    async with app.run_test(size=size) as pilot:
        await shown(pilot, app, "? Help")
        await pilot.press("question_mark")
        await shown(pilot, app, "Keys", "Reading", "Esc closes")
        await pilot.press("G")
        await shown(pilot, app, "The keys of this screen.", "Esc closes")
        await pilot.press("g")
        await shown(pilot, app, "Reading", "To the next item")
        await pilot.press(key)
        await shown(pilot, app, "? Help", gone="Esc closes")
        assert isinstance(app.screen, ReadingScreen)


async def test_help_shows_the_keys_of_the_screen_it_came_from(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 45)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("？")
        text = await shown(pilot, app, "Narrow the list")
        assert "To the next item" not in text


async def test_help_follows_the_size_of_the_terminal(library: Path) -> None:
    app = make_app(library)
    async with app.run_test(size=(100, 45)) as pilot:
        await pilot.press("question_mark")
        await shown(pilot, app, "Narrow the list", "Esc closes")
        await pilot.resize_terminal(60, 15)
        text = await shown(pilot, app, "Narrow the list", "Esc closes")
        assert all(cell_width(row) <= 60 for row in text.split("\n"))


def marked() -> NoState:
    state = NoState()
    state.toggle_bookmark("2024-14#2", "担保规模稳步增长", "2025-03-02T09:00:00+0800")
    state.toggle_bookmark("2019-07#1", "早年的一条", "2025-03-01T09:00:00+0800")
    state.toggle_bookmark("不是期号", "手写的", "2025-02-01T09:00:00+0800")
    return state


async def test_bookmarks_are_listed_with_citation_words_and_day(library: Path) -> None:
    app = make_app(library, marked())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("B")
        text = await shown(pilot, app, "Bookmarks", "2024-14#2  担保规模稳步增长", "2025-03-02")
        gone = [row for row in text.split("\n") if "no longer in the library" in row]
        assert len(gone) == 2
        assert "早年的一条" in gone[0]


async def test_enter_opens_the_bookmarked_item(library: Path) -> None:
    app = make_app(library, marked())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("B", "enter")
        await shown(pilot, app, "#2/3")


async def test_a_bookmark_whose_issue_has_gone_says_so_and_stays(library: Path) -> None:
    state = marked()
    app = make_app(library, state)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("B", "j", "enter")
        await shown(pilot, app, "no issue 2019-07")
        assert len(state.bookmarks()) == 3


async def test_d_removes_one_and_escape_goes_back(library: Path) -> None:
    state = marked()
    app = open_app(library, READ, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "? Help")
        await pilot.press("B", "d")
        await shown(pilot, app, "早年的一条", gone="2024-14#2")
        assert [mark.address for mark in state.bookmarks()] == ["2019-07#1", "不是期号"]
        await pilot.press("d", "d", "d", "enter")
        await shown(pilot, app, "No bookmarks yet")
        assert isinstance(app.screen, BookmarksScreen)
        await pilot.press("escape")
        await shown(pilot, app, gone="No bookmarks")
        assert "担保规模稳步增长" in screen_text(app)


def test_an_address_written_by_hand_leads_nowhere() -> None:
    assert [address_of(mark) is None for mark in marked().bookmarks()] == [False, False, True]
