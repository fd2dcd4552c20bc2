"""The first page beside the app's own: both as cells of one terminal. For test_early_page.py and the torture of first pages."""

import heapq
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pyte
import pyte.screens
from textual._compositor import LayoutUpdate

from briefing_tui.library.format.decode import Loaded
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, IssueKey, ItemAddress
from briefing_tui.personal.state import NoState, ReadingPlace
from briefing_tui.tui import early_page
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.early_page import FirstIssue
from briefing_tui.tui.look.own_theme import OwnTheme
from briefing_tui.tui.options import AppOptions
from briefing_tui.tui.terminal import framework
from briefing_tui.tui.terminal.answers import shows_links
from briefing_tui.tui.widgets.first_paint import Window, painter_for
from screens import terminal

SIZES = (
    (40, 12),
    (44, 13),
    (59, 20),
    (60, 15),
    (75, 24),
    (76, 24),
    (80, 24),
    (93, 31),
    (100, 40),
    (120, 30),
    (140, 50),
    (200, 60),
)
"""Columns and rows."""
OWN = OwnTheme(
    "mine", dark=False, colours={"masthead": "#123456", "foreground": "#202122", "edge": "#9f9ea0"}
)
DEPTHS = (
    {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    {"TERM": "xterm-256color", "COLORTERM": ""},
    {"TERM": "xterm", "COLORTERM": ""},
)
THEMES = ("dark", "light", "terminal", "mine", "none")
"""Choices; `none` is NO_COLOR. On a terminal of 16 colours the first two are the themes for it."""
KEY = IssueKey(2024, ISSUE, 14)
_LINK = re.compile("\x1b\\]8;[^\x1b]*\x1b\\\\")


class Case(NamedTuple):
    """One way of showing an issue."""

    size: tuple[int, int]
    theme: str
    depth: dict[str, str]
    ambiguous: int
    place: ReadingPlace = ReadingPlace()
    measure: int = 38
    contents: int = 1

    @property
    def environ(self) -> dict[str, str]:
        colour = {"NO_COLOR": "1"} if self.theme == "none" else {"NO_COLOR": ""}
        return {**self.depth, **colour}

    @property
    def options(self) -> AppOptions:
        theme = "auto" if self.theme == "none" else self.theme
        return AppOptions(self.ambiguous, self.measure, theme, theme_fixed=True, own_themes=(OWN,))

    def state(self) -> NoState:
        state = NoState()
        state.set_place(KEY, self.place)
        state.set_option("contents", self.contents)
        return state


def all_cases() -> Iterator[Case]:
    for size, theme, depth, ambiguous in itertools.product(SIZES, THEMES, DEPTHS, (1, 2)):
        yield Case(size, theme, depth, ambiguous)


def covering(cases: Sequence[tuple[object, ...]]) -> list[int]:
    """Places of few cases in which any two parts that stand together in some case still do: what brings most of them comes next."""
    pairs = [set(itertools.combinations(enumerate(case), 2)) for case in cases]
    seen: set[object] = set()
    chosen: list[int] = []
    waiting = [(-len(own), place) for place, own in enumerate(pairs)]
    heapq.heapify(waiting)
    while waiting:
        _before, place = heapq.heappop(waiting)
        brings = len(pairs[place] - seen)
        if brings and waiting and brings < -waiting[0][0]:
            heapq.heappush(waiting, (-brings, place))
        elif brings:
            seen |= pairs[place]
            chosen.append(place)
    return chosen


class Painted(NamedTuple):
    """What a terminal shows."""

    cells: list[list[tuple[Any, ...]]]
    links: list[str]
    """Sequences of links that came, in order, one after another of the same."""


def painted(written: str, case: Case) -> Painted:
    """The cells of a terminal after this came."""
    columns, rows = case.size
    screen = terminal._Screen(columns, rows)
    screen.reset_mode(7, private=True)
    pyte.screens.wcwidth = (
        terminal._ambiguous_is_wide if case.ambiguous == 2 else terminal._ambiguous_is_narrow
    )
    pyte.Stream(screen).feed(_LINK.sub("", written))
    cells = [[tuple(screen.buffer[row][column]) for column in range(columns)] for row in range(rows)]
    return Painted(cells, _LINK.findall(written))


def early(issue: Issue, case: Case) -> str:
    """What is painted before the framework is there."""
    first = FirstIssue(ItemAddress(KEY), Loaded(issue, (), {}, plain=True), case.state(), writable=False)
    rows = early_page.reading_rows(Window(*case.size), first, case.options)
    assert len(rows) == case.size[1], "no early page"
    painter = painter_for(case.options, first.state, case.environ)
    return "".join(painter.row(pieces, row) for row, pieces in enumerate(rows))


async def framework_s(issue: Issue, case: Case, library: LibraryReader, monkeypatch: Any) -> str:
    """What the app writes when it draws all of its first screen."""
    for name, value in case.environ.items():
        monkeypatch.setenv(name, value)
    links = shows_links(case.environ)
    framework.install(case.ambiguous, colour=not case.environ["NO_COLOR"], links=links)
    app = BriefingApp(
        library,
        case.state(),
        ItemAddress(KEY),
        case.options,
        loaded=Loaded(issue, (), {}, plain=True),
        environ=case.environ,
    )
    async with app.run_test(size=case.size) as pilot:
        await pilot.pause()
        update = app.screen._compositor.render_full_update()
        assert isinstance(update, LayoutUpdate)
        forget_codes(update)
        return update.render_segments(app.console)


def forget_codes(update: LayoutUpdate) -> None:
    """A style remembers its codes for the first terminal of the process; here are many."""
    for strip in (strip for line in update.strips for strip in line):
        strip._render_cache = None
        for segment in strip:
            if segment.style is not None:
                segment.style._ansi = None


def differing(one: Painted, other: Painted) -> list[str]:
    """Where two screens differ, told."""
    told = [
        f"row {row}, column {column}: {mine} {theirs}"
        for row, (left, right) in enumerate(zip(one.cells, other.cells, strict=True))
        for column, (mine, theirs) in enumerate(zip(left, right, strict=True))
        if mine != theirs
    ]
    return told + ([] if one.links == other.links else [f"links: {one.links} {other.links}"])
