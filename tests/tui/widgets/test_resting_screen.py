"""Screens below others: what they do again and again rests, what keeps typed text does not, and nothing is missed."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual.app import App, ComposeResult
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from briefing_tui.tui.dialogues.help import HelpScreen
from briefing_tui.tui.history.comparing_screen import ComparingScreen
from briefing_tui.tui.history.screen import HistoryScreen
from briefing_tui.tui.searching.screen import SearchScreen
from briefing_tui.tui.sources.screen import SourcesScreen
from briefing_tui.tui.widgets.resting import RestingScreen
from disks.libraries import make_issue, put, small_library
from programs.layers_app import BASES, EVERY, KEY, LayersApp

if TYPE_CHECKING:
    from textual.timer import Timer


class Counting(RestingScreen):
    """Counts its timers' turns, by name."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds
        self.turns: list[str] = []
        self.timers: dict[str, Timer] = {}

    def compose(self) -> ComposeResult:
        yield Static("counted")

    def on_mount(self) -> None:
        def every(node: DOMNode, name: str) -> None:
            self.timers[name] = node.set_interval(self._seconds, lambda: self.turns.append(name))

        every(self.app, "app")
        every(self, "screen")
        every(self.query_one(Static), "widget")
        every(self, "kept")
        every(self, "paused")
        self.keep_going(self.timers["kept"])
        self.timers["paused"].pause()

    def count(self, name: str) -> int:
        return self.turns.count(name)


async def counting(pilot: Pilot[None], seconds: float) -> Counting:
    screen = Counting(seconds)
    await pilot.app.push_screen(screen)
    return screen


async def have(pilot: Pilot[None], screen: Counting, name: str, turns: int) -> None:
    until = time.monotonic() + 20
    while screen.count(name) < turns:
        assert time.monotonic() < until, screen.turns
        await pilot.pause(0.01)


async def test_what_repeats_rests_while_the_screen_is_covered_and_goes_on_in_front() -> None:
    async with App[None]().run_test() as pilot:
        screen = await counting(pilot, EVERY)
        await have(pilot, screen, "screen", 2)
        await have(pilot, screen, "widget", 2)
        await pilot.app.push_screen(RestingScreen())
        await pilot.pause()
        before = {name: screen.count(name) for name in ("screen", "widget")}
        await have(pilot, screen, "kept", screen.count("kept") + 10)
        assert {name: screen.count(name) for name in before} == before
        began = time.monotonic()
        await pilot.app.pop_screen()
        await have(pilot, screen, "screen", before["screen"] + 3)
        await have(pilot, screen, "widget", before["widget"] + 3)
        most = (time.monotonic() - began) / EVERY + 2
        for name, turns in before.items():
            assert screen.count(name) - turns <= most, "one turn for all that were missed"
        assert screen.count("paused") == 0, "what rested by itself goes on resting"


async def test_what_was_missed_is_done_at_once_in_front() -> None:
    async with App[None]().run_test() as pilot:
        screen = await counting(pilot, 0.8)
        await pilot.app.push_screen(RestingScreen())
        await have(pilot, screen, "app", 1)
        await pilot.app.pop_screen()
        await have(pilot, screen, "app", 2)
        turns = [name for name in screen.turns if name in {"app", "screen"}]
        assert turns[:2] == ["app", "screen"], "not only when its next turn has come"


async def test_a_screen_that_is_covered_twice_goes_on_when_both_are_gone() -> None:
    async with App[None]().run_test() as pilot:
        screen = await counting(pilot, EVERY)
        for _turn in range(2):
            await pilot.app.push_screen(RestingScreen())
        await pilot.app.pop_screen()
        await pilot.pause()
        before = screen.count("screen")
        await have(pilot, screen, "kept", screen.count("kept") + 5)
        assert screen.count("screen") == before
        await pilot.app.pop_screen()
        await have(pilot, screen, "screen", before + 3)


STILL = {SearchScreen, HistoryScreen, ComparingScreen, SourcesScreen}
"""They look when they are asked, not again and again."""


@pytest.mark.parametrize("base", BASES)
async def test_a_covered_screen_starts_no_work_of_its_own(
    tmp_path: Path, base: type[Screen[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_library(tmp_path / "library")
    put(root, make_issue(KEY, "第一条", status="draft"))
    started: list[str] = []
    run_worker = DOMNode.run_worker

    def noted(node: DOMNode, work: Any, *arguments: Any, **options: Any) -> Any:
        started.append(options.get("group", ""))
        return run_worker(node, work, *arguments, **options)

    monkeypatch.setattr(DOMNode, "run_worker", noted)
    app = LayersApp(str(root), base.__name__)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(20 * EVERY)
        assert isinstance(app.screen, base)
        assert started
        await app.push_screen(HelpScreen("library"))
        await pilot.pause(4 * EVERY)
        started.clear()
        await pilot.pause(12 * EVERY)
        assert started == []
        await app.pop_screen()
        await pilot.pause(6 * EVERY)
        assert started or base in STILL


async def test_the_timer_that_draws_a_new_screen_is_under_way_before_it_is_laid_out() -> None:
    """It waits for a sixtieth of a second when it is first set going: so the first key does not."""
    under_way: list[bool] = []

    class New(RestingScreen):
        def compose(self) -> ComposeResult:
            yield Static("new")

        def _refresh_layout(self, *sizes: Any, **more: Any) -> None:
            under_way.append(cast("Any", self._update_timer)._active.is_set())
            super()._refresh_layout(*sizes, **more)

    app = App[None]()
    async with app.run_test() as pilot:
        await app.push_screen(New())
        await pilot.pause()
    assert under_way[0]
