"""Shows each screen of the program above one of its screens, for a test on a pseudo-terminal that listens to what is written.

python layers_app.py LIBRARY BASE      BASE is the class name of one of `BASES`; its issue is `KEY`, a draft

The window's title is the name of the screen in front. ctrl+g goes to the next of `ABOVE` (behind the last one the title is
`done`), ctrl+y puts a dialogue on top of all, ctrl+t changes a word on the base. What the program does every few seconds is done
twenty times a second here.
"""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

import briefing_tui.tui
from briefing_tui.delivery.channels import Channels
from briefing_tui.delivery.desk import Desk, HouseChannels
from briefing_tui.delivery.secrets import Secrets
from briefing_tui.importers.pieces import pieces_of
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.saving.merge import ConflictError, merge
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.finding import HINT, Finding
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, IssueKey, ItemAddress
from briefing_tui.personal.drafts import Drafts
from briefing_tui.personal.state import NoState
from briefing_tui.tui.actions import keys
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.authoring import screen as authoring
from briefing_tui.tui.authoring.body.tidy import TidyScreen
from briefing_tui.tui.authoring.saving import settling
from briefing_tui.tui.authoring.saving.conflict import ConflictScreen, RewriteScreen
from briefing_tui.tui.authoring.saving.steps import BothTexts, Wording
from briefing_tui.tui.authoring.saving.wording_box import WordingScreen
from briefing_tui.tui.authoring.screen import AuthoringScreen
from briefing_tui.tui.delivering.screen import DeliveringScreen
from briefing_tui.tui.dialogues.ask_file import AskFileScreen
from briefing_tui.tui.dialogues.ask_line import AskLineScreen
from briefing_tui.tui.dialogues.asking import Answer, LineQuestion, Question, Said
from briefing_tui.tui.dialogues.bookmarks import BookmarksScreen
from briefing_tui.tui.dialogues.dialogue import Dialogue, WrappedDialogue
from briefing_tui.tui.dialogues.export import ExportScreen
from briefing_tui.tui.dialogues.findings import FindingsScreen
from briefing_tui.tui.dialogues.help import HelpScreen
from briefing_tui.tui.dialogues.menu import Menu, MenuOption
from briefing_tui.tui.dialogues.palette import PaletteScreen
from briefing_tui.tui.dialogues.paste_here import PasteScreen
from briefing_tui.tui.dialogues.question import QuestionScreen
from briefing_tui.tui.dialogues.size_guard import SizeGuard
from briefing_tui.tui.dialogues.taking import TakeScreen, TakingOffer
from briefing_tui.tui.history.comparing_feed import Sides
from briefing_tui.tui.history.comparing_screen import ComparingScreen
from briefing_tui.tui.history.feed import Subject
from briefing_tui.tui.history.screen import HistoryScreen
from briefing_tui.tui.inbox.screen import InboxScreen
from briefing_tui.tui.options import AppOptions, Writing
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.searching.screen import SearchScreen
from briefing_tui.tui.searching.statistics import StatisticsScreen
from briefing_tui.tui.shelf.screen import LibraryScreen
from briefing_tui.tui.sources import screen as sources_screen
from briefing_tui.tui.sources.screen import SourcesScreen
from briefing_tui.tui.terminal import framework
from briefing_tui.tui.terminal.driver import driver_class, driver_of
from briefing_tui.tui.widgets.list_and_text import ListAndTextScreen
from briefing_tui.tui.widgets.resting import RestingScreen
from briefing_tui.tui.widgets.status_screen import StatusScreen

KEY = IssueKey(2025, ISSUE, 1)
EVERY = 0.05
"""Seconds between two polls."""
UNFINISHED = frozenset({RestingScreen, StatusScreen, ListAndTextScreen, Dialogue, WrappedDialogue})
"""Screens that are only the bases of others."""


def screens() -> set[type[Screen[None]]]:
    """Every screen of the program, found in its modules."""
    found: set[type[Screen[None]]] = set()
    for module in pkgutil.walk_packages(briefing_tui.tui.__path__, "briefing_tui.tui."):
        for _name, value in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(value, Screen) and value.__module__.startswith("briefing_tui."):
                found.add(value)
    return found - UNFINISHED


def nothing(*_told: object) -> None:
    """Whatever a screen does when it is answered."""


def conflict(app: "LayersApp") -> ConflictScreen:
    opened = app.editor.open_for_editing(KEY)

    def written(text: str) -> Issue:
        return edits.set_field(opened.issue, Selection(edits.ITEM, 0, 0), "body", text).issue

    mine, theirs = written("我写的。"), written("他人写的。")
    conflicts = merge(opened.issue, mine, theirs).conflicts
    question = settling.begin(ConflictError(opened.issue, mine, opened, conflicts)).question
    assert isinstance(question, BothTexts)
    return ConflictScreen(question, nothing)


def writing(app: "LayersApp") -> AuthoringScreen:
    editing = app.host.authoring._begin()
    assert editing is not None
    return editing._make_screen(editing._find(ItemAddress(KEY)))


def past(app: "LayersApp") -> Subject:
    """Whose past the screens of history show; nothing of it is kept."""
    return Subject(app.editor.root, KEY, app.editor.load(KEY).issue)


ABOVE: dict[type[Screen[None]], Callable[["LayersApp"], Screen[None]]] = {
    AskLineScreen: lambda _app: AskLineScreen(LineQuestion("Which?", "Enter", "一行"), lambda _line: ""),
    AuthoringScreen: writing,
    BookmarksScreen: lambda _app: BookmarksScreen(),
    ConflictScreen: conflict,
    DeliveringScreen: lambda app: DeliveringScreen(KEY, app.desk),
    ExportScreen: lambda app: ExportScreen(ItemAddress(KEY), None, app.host.options.exports),
    FindingsScreen: lambda _app: FindingsScreen("Check", [Finding("publish", HINT, "看一下。")], nothing),
    HistoryScreen: lambda app: HistoryScreen(past(app), nothing, list),
    ComparingScreen: lambda app: ComparingScreen("State", Sides(lambda: past(app).issue, past(app).issue)),
    InboxScreen: lambda _app: InboxScreen(),
    SourcesScreen: lambda _app: SourcesScreen(),
    PasteScreen: lambda _app: PasteScreen(nothing),
    TakeScreen: lambda _app: TakeScreen(
        TakingOffer("Article", pieces_of("再担保系统上线\n系统上线，效率提高。\n", "")), nothing
    ),
    HelpScreen: lambda _app: HelpScreen(keys.LIBRARY),
    LibraryScreen: lambda _app: LibraryScreen(),
    Menu: lambda _app: Menu(
        "Sort", lambda: [MenuOption("date", nothing, on=True), MenuOption("title", nothing)]
    ),
    PaletteScreen: lambda _app: PaletteScreen(keys.LIBRARY, []),
    QuestionScreen: lambda _app: QuestionScreen(
        Question("Why?", [Said("因为。")], [Answer("a", "a", "so")]), nothing
    ),
    ReadingScreen: lambda app: app.host.make_reading_screen(ItemAddress(KEY), app.host.library.load(KEY)),
    RewriteScreen: lambda _app: RewriteScreen("here", "两人写的。", nothing),
    SearchScreen: lambda app: SearchScreen(app.host.searches, "第一条"),
    SizeGuard: lambda _app: SizeGuard("Terminal too small", 1000, 1000),
    StatisticsScreen: lambda app: StatisticsScreen(app.host.searches),
    WordingScreen: lambda _app: WordingScreen(Wording("Readers will see", ("",), ("改了一处。",)), nothing),
    TidyScreen: lambda _app: TidyScreen("第一条 , 第二条", nothing),
    AskFileScreen: lambda _app: AskFileScreen(
        LineQuestion("Which file?", "Enter", "/tmp/"), lambda _line: ""
    ),
}
BASES = (
    AuthoringScreen,
    ComparingScreen,
    DeliveringScreen,
    HistoryScreen,
    InboxScreen,
    LibraryScreen,
    ReadingScreen,
    SearchScreen,
    SourcesScreen,
    StatisticsScreen,
)
"""Screens that do something again and again, or stay below others for long."""


class LayersApp(BriefingApp, inherit_bindings=False):
    """The program, with three keys more."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(inspect.getfile(BriefingApp)).parent / path for path in BriefingApp.CSS_PATH
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+g", "next", priority=True),
        Binding("ctrl+y", "pile", priority=True),
        Binding("ctrl+t", "change", priority=True),
    ]

    def __init__(self, root: str, base: str) -> None:
        self.editor = LibraryEditor(root)
        beside = str(Path(root).parent)
        starts = base in {"ReadingScreen", "AuthoringScreen"}
        super().__init__(
            self.editor,
            NoState(),
            ItemAddress(KEY) if starts else None,
            AppOptions(
                poll_seconds=EVERY,
                save_seconds=EVERY,
                editing=base == "AuthoringScreen",
                cache_directory=f"{beside}/cache",
            ),
            loaded=self.editor.load(KEY) if starts else None,
            writing=Writing(lambda: self.editor, lambda: Drafts(f"{beside}/state")),
            driver=driver_class(),
        )
        self._base = base
        self._left = list(ABOVE.values())
        self._changes = 0

    def desk(self) -> Desk:
        """What deliveries go over; nothing is set up."""
        secrets = Secrets("", {})
        return Desk(
            self.editor, HouseChannels(Channels(), secrets, lambda _issue, _form, _layout: b"", {}, "王编辑")
        )

    async def on_ready(self) -> None:
        """Have the base in front, and the mouse given to the terminal, as one does to select text."""
        if self._base == "SearchScreen":
            await self.host.search("第一条")
        elif self._base == "StatisticsScreen":
            await self.action_statistics()
        elif self._base in {
            "DeliveringScreen",
            "InboxScreen",
            "SourcesScreen",
            "HistoryScreen",
            "ComparingScreen",
        }:
            await self.push_screen(
                next(make(self) for one, make in ABOVE.items() if one.__name__ == self._base)
            )
        self.action_toggle_mouse()
        self._depth = len(self.screen_stack)
        self._name_it(self._base)

    async def action_next(self) -> None:
        """Key ctrl+g."""
        while len(self.screen_stack) > self._depth:
            await self.pop_screen()
        if self._left:
            screen = self._left.pop(0)(self)
            await self.push_screen(screen)
            self._name_it(type(screen).__name__)
        else:
            self._name_it("done")

    async def action_pile(self) -> None:
        """Key ctrl+y."""
        await self.push_screen(ABOVE[Menu](self))
        self._name_it(f"{Menu.__name__} on top")

    def action_change(self) -> None:
        """Key ctrl+t."""
        self._changes += 1
        base = self.screen_stack[self._depth - 1]
        assert isinstance(
            base,
            LibraryScreen
            | ReadingScreen
            | AuthoringScreen
            | SearchScreen
            | StatisticsScreen
            | InboxScreen
            | SourcesScreen
            | DeliveringScreen
            | HistoryScreen
            | ComparingScreen,
        )
        base.say(f"change {self._changes} below")

    def _name_it(self, name: str) -> None:
        driver = driver_of(self)
        if driver is not None:
            self.call_after_refresh(driver.set_title, name)


if __name__ == "__main__":
    framework.install(1)
    authoring._DRAFT_SECONDS = EVERY
    sources_screen.LOOK_SECONDS = EVERY
    app = LayersApp(*sys.argv[1:])
    app.run()
    raise SystemExit(app.last_words or app.return_code)
