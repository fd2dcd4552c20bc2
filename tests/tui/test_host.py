"""The seam between screens and the app: a screen works under any app that has a host, and asks it for what goes beyond itself."""

from pathlib import Path
from typing import ClassVar

import pytest

from briefing_tui.library.entry import Stamp
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.key import ISSUE, IssueKey, ItemAddress
from briefing_tui.personal.state import NoState, ReadingPlace
from briefing_tui.tui.dialogues.bookmarks import BookmarksScreen
from briefing_tui.tui.host import WholeHost, host_of
from briefing_tui.tui.look import style_sheets, themes
from briefing_tui.tui.options import AppOptions
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.terminal import framework
from briefing_tui.tui.terminal.guarded import GuardedApp
from disks.libraries import make_issue, put

KEY = IssueKey(2024, ISSUE, 14)


class NotedHost:
    """Does nothing but note what it is asked."""

    mouse_taken = True
    last_key = None
    writing = None
    writable = True

    def __init__(self, root: Path) -> None:
        self.options = AppOptions()
        self.library = LibraryReader(str(root))
        self.state = NoState()
        self.asked: list[object] = []

    def open_address(self, address: ItemAddress, place: ReadingPlace | None = None) -> None:
        self.asked.append(("open", str(address)))

    def copy_text(self, text: str, what: str) -> str:
        self.asked.append(("copy", text.splitlines()[0]))
        return what

    def toggle_bookmark(self, address: ItemAddress, title: str, place: ReadingPlace) -> str:
        self.asked.append(("bookmark", str(address), title))
        return title

    def look_at_file(self, key: IssueKey, seen: Stamp | None) -> None:
        """Asked again and again: not noted."""

    def issue_opened(self, key: IssueKey, loaded: object, tell: object) -> None:
        """Asked at each issue: not noted."""

    def issue_read(self, key: IssueKey, loaded: object) -> None:
        self.asked.append(("read", str(key)))

    def open_neighbour(self, key: IssueKey, step: int) -> None:
        self.asked.append(("neighbour", str(key), step))

    def show_library(self) -> None:
        self.asked.append("library")

    def show_contributions(self, into: object = None, into_name: str = "", others: object = None) -> None:
        self.asked.append(("contributions", into is None, into_name, others is None))

    def show_sources(self, into: object = None, into_name: str = "", there: object = None) -> None:
        self.asked.append(("sources", into is None, into_name, there is None))

    async def search(self, query: str) -> None:
        self.asked.append(("search", query))

    def key_changed(self, key: IssueKey, new_key: IssueKey) -> None:
        self.asked.append(("key", str(key), str(new_key)))

    def published(self, key: IssueKey, *, first: bool, leaving: bool) -> None:
        self.asked.append(("published", str(key), first, leaving))


class OtherApp(GuardedApp[None]):
    """An app that is not ours, with the host it is given."""

    CSS_PATH: ClassVar[list[str]] = [style_sheets.APP, style_sheets.READING]  # type: ignore[assignment]

    def __init__(self, host: WholeHost) -> None:
        framework.install(1)
        super().__init__()
        themes.begin(self, "briefing-dark")
        self.host = host


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path, make_issue(KEY, "直连系统上线", "担保规模增长"))
    return tmp_path


async def test_the_reading_screen_asks_its_host_for_what_goes_beyond_the_issue(root: Path) -> None:
    host = NotedHost(root)
    loaded = host.library.load(KEY)
    app = OtherApp(host)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = ReadingScreen(KEY, loaded, ReadingPlace(2))
        await app.push_screen(screen)
        assert host_of(screen) is host
        await pilot.press("y", "b", "less_than_sign", "greater_than_sign", "n", "q")
    assert host.asked == [
        ("copy", "担保规模增长。担保规模增长正文。"),
        ("bookmark", "2024-14#2", "担保规模增长"),
        ("neighbour", "2024-14", -1),
        ("neighbour", "2024-14", 1),
        "library",
    ]


async def test_a_dialogue_asks_its_host_when_it_has_gone(root: Path) -> None:
    host = NotedHost(root)
    host.state.toggle_bookmark("2024-14#2", "担保规模增长", "2024-12-16T08:00:00")
    app = OtherApp(host)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(BookmarksScreen())
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, BookmarksScreen)
    assert host.asked == [("open", "2024-14#2")]
