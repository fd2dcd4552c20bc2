"""The hooks in the framework: each name is there, each takes effect in a real app, a stranger is refused.

When one of these fails after an upgrade of Textual or Rich, `framework`, `measuring` or `guarded` in tui/terminal/ or tui/widgets/resting.py
has to follow it.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
import rich.cells
import rich.segment
from hypothesis import given, settings, strategies as st
from rich.panel import Panel
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ComposeResult
from textual.content import Content
from textual.css.query import NoMatches
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import MountError, Widget
from textual.widgets import Static, TextArea

from briefing_tui.tui.terminal import framework
from briefing_tui.tui.terminal.drawing.picture import Picture
from briefing_tui.tui.terminal.framework import FrameworkError, install
from briefing_tui.typeset.breaking import break_offsets
from briefing_tui.typeset.width import cell_width
from screens.bench import Bench, draw, plain

PROSE = (
    "示例省信用担保集团公司（以下简称“集团公司”）本月新增担保业务295.38亿元，同比增长86.37%；其中，小微企业和“三农”业务占比超过八成。"
    "（一）第一阶段：建立专班——由主要负责同志牵头，会同AAA级合作银行《合作协议》落实“见贷即保”……"
)
CLOSERS = "，。；：”）》…—%"
OPENERS = "（“《"


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    install(1)
    yield
    install(1)


def test_the_version_is_one_these_tests_have_seen() -> None:
    assert framework.installed_version().startswith(framework.TESTED)


def test_every_private_name_is_there_and_is_ours_after_install() -> None:
    hooked = list(framework._hooks())
    assert len(hooked) >= 16
    for owner, name, value in hooked:
        assert hasattr(owner, name), f"{owner} has no {name}"
        found = owner.__dict__[name]
        assert getattr(found, "__func__", found) is getattr(value, "__func__", value), (
            f"{owner}.{name} is not ours"
        )
    for name in (
        "_handle_exception",
        "_fatal_error",
        "_print_error_renderables",
        "_set_pointer_shape",
        "_close_messages_no_wait",
        "_dispatch_action",
        "_display",
        "_begin_update",
        "_end_update",
        "_background_screens",
    ):
        assert hasattr(App, name), f"App has no {name}"
    for owner, name in (
        (Screen, "_compositor_refresh"),
        (Screen, "_update_timer"),
        (Widget, "_set_dirty"),
        (Timer, "_active"),
        (Screen, "_mounted_event"),
    ):
        assert hasattr(owner, name), f"{owner} has no {name}"
    screen = Screen[None]()
    for name in ("_compositor", "_dirty_widgets", "_layout_cache", "_timers"):
        assert hasattr(screen, name), f"a screen has no {name}"
    assert hasattr(screen._compositor, "_dirty_regions")
    assert tuple(screen._compositor.size) == (0, 0)
    app = App[None]()
    for name in ("_batch_count", "_running", "_closed", "_driver", "_disable_tooltips"):
        assert hasattr(app, name), f"an app has no {name}"
    assert app.console._color_system is None or app.console._color_system.name
    assert hasattr(Timer(screen, 1.0), "_repeat")


async def test_what_is_displayed_goes_the_way_of_the_picture() -> None:
    """The framework hands every update of a screen to `_display`: a whole one first, then parts of it."""
    shown: list[object] = []

    class Watched(Bench):
        def _display(self, screen: Screen[Any], renderable: Any) -> None:
            shown.append(renderable)
            super()._display(screen, renderable)

    async with Watched().run_test(size=(80, 40)) as pilot:
        widget = Static("甲")
        await draw(pilot, widget)
        shown.clear()
        widget.update("乙")
        await pilot.pause()
        update = next(one for one in shown if one is not None)
        assert isinstance(update, LayoutUpdate | ChopsUpdate)
        picture, console = Picture(), pilot.app.console
        whole = framework.whole_screen(pilot.app)
        assert isinstance(whole, LayoutUpdate)
        assert "乙" in framework.changes(picture, whole, console, (0, 0))
        assert framework.changes(picture, update, console, (0, 0)) == ""
        widget.update("丙")
        await pilot.pause()
        last = next(one for one in reversed(shown) if one is not None)
        assert isinstance(last, LayoutUpdate | ChopsUpdate)
        assert re.fullmatch(
            "\x1b\\[[0-9;]*H(\x1b\\[[0-9;]*m)*丙(\x1b\\[[0-9;]*m)*\x1b\\[H",
            framework.changes(picture, last, console, (0, 0)),
        )


async def test_an_app_that_shows_no_tooltips_has_no_widget_for_them() -> None:
    for without in (False, True):
        app = Bench()
        async with app.run_test(tooltips=True) as pilot:
            if without:
                app.do_without_tooltips()
            await app.push_screen(Screen[None]())
            await pilot.pause()
            assert bool(list(app.screen.query("Tooltip"))) is not without


async def test_a_whole_update_is_not_rendered_again_for_a_terminal_of_which_nothing_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Driver:
        picture = Picture()
        written: ClassVar[list[str]] = []

        def write(self, data: str) -> None:
            self.written.append(data)

    driver = Driver()
    async with Bench().run_test(size=(80, 40)) as pilot:
        widget = Static("甲")
        await draw(pilot, widget)
        monkeypatch.setattr("briefing_tui.tui.terminal.guarded.driver_of", lambda _app: driver)
        rendered: list[int] = []
        compositor = pilot.app.screen._compositor
        real = compositor.render_full_update

        def counted(**kept: Any) -> LayoutUpdate:
            rendered.append(1)
            return real(**kept)

        monkeypatch.setattr(compositor, "render_full_update", counted)
        whole: Any = framework.whole_screen(pilot.app)
        assert framework.is_whole(pilot.app, whole)
        driver.picture.forget()
        pilot.app._display(pilot.app.screen, whole)
        assert (len(rendered), "甲" in "".join(driver.written)) == (1, True)
        widget.update("乙")
        compositor.update_widgets({widget})
        part = compositor.render_update()
        assert isinstance(part, ChopsUpdate)
        assert not framework.is_whole(pilot.app, part)
        driver.picture.forget()
        driver.written.clear()
        pilot.app._display(pilot.app.screen, part)
        assert (len(rendered), "乙" in "".join(driver.written)) == (2, True)


def test_another_framework_is_refused_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(framework, "installed_version", lambda: "9.0.1")
        with pytest.raises(FrameworkError) as refused:
            install(1)
        assert "9.0.1" in str(refused.value)
    with monkeypatch.context() as patch:
        patch.delattr(rich.segment, "_is_single_cell_widths")
        with pytest.raises(FrameworkError) as refused:
            install(1)
        assert "_is_single_cell_widths" in str(refused.value)


# Lines


def check_lines(lines: list[str], width: int) -> None:
    assert len(lines) > 2
    for line in lines:
        assert cell_width(line.rstrip()) <= width, line
    assert not [line for line in lines[1:] if line.lstrip()[:1] in CLOSERS]
    assert not [line for line in lines[:-1] if line.rstrip()[-1:] in OPENERS]


@pytest.mark.parametrize("width", [20, 33, 38])
@pytest.mark.parametrize(
    "make",
    [Content, Text, lambda text: Panel(Text(text), padding=0), lambda text: text],
    ids=["content", "text", "panel", "str"],
)
async def test_statics_break_lines_as_the_page_does(make: Callable[[str], Any], width: int) -> None:
    async with Bench().run_test(size=(80, 40)) as pilot:
        widget = Static(make(PROSE))
        widget.styles.width = width
        await draw(pilot, widget)
        lines = [widget.render_line(y).text.strip(" │╭╮╰╯─") for y in range(widget.size.height)]
        check_lines([line for line in lines if line], width)
        assert "".join(lines) == PROSE.replace(" ", "")


async def test_the_editor_breaks_lines_as_the_page_does() -> None:
    async with Bench().run_test(size=(80, 40)) as pilot:
        area = TextArea(PROSE, soft_wrap=True)
        await draw(pilot, area)
        width = area.wrap_width
        assert area.wrapped_document._wrap_offsets[0] == break_offsets(PROSE, width)
        check_lines(area.wrapped_document.lines[0], width)
        area.insert("“插入”")
        await pilot.pause()
        assert area.wrapped_document._wrap_offsets[0] == break_offsets("“插入”" + PROSE, width)


async def test_the_editor_counts_tabs_as_it_draws_them() -> None:
    async with Bench().run_test(size=(80, 40)) as pilot:
        area = TextArea("指标\t期末\t同比\t" * 12, soft_wrap=True)
        await draw(pilot, area)
        sections = area.wrapped_document.lines[0]
        assert "".join(sections) == "指标\t期末\t同比\t" * 12
        assert len(sections) > 2


# Widths


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize(
    "text", ["“示例”……——·", "①②③×÷", "abc", "汉字ａ", "é\u0301", "■●→≥", "❤\ufe0f", "“" * 600]
)
def test_widths_are_the_pages(ambiguous: int, text: str) -> None:
    install(ambiguous)
    width = cell_width(text, ambiguous)
    assert rich.cells.cell_len(text) == width
    assert rich.cells.cached_cell_len(text) == width
    assert Segment(text).cell_length == width
    assert Content(text).cell_length == width
    assert Text(text).cell_len == width
    assert Strip([Segment(text)]).cell_length == width
    assert cell_width(rich.cells.set_cell_size(text, width + 3), ambiguous) == width + 3
    assert all(cell_width(line, ambiguous) <= 4 for line in rich.cells.chop_cells(text, 4))


def test_frames_stay_one_cell_on_a_wide_terminal() -> None:
    install(2)
    strip = Strip([Segment("┌──┐│║▁█", Style(bold=True))])
    assert strip.cell_length == 8
    shown = plain(strip.render(App().console))
    assert shown.isascii()
    assert len(shown) == 8


@settings(max_examples=150)
@given(
    st.text(alphabet=st.sampled_from("a汉“❤\ufe0f\u200d\u0301é\x1b\u202e①\t 🀄"), max_size=12),
    st.integers(0, 26),
    st.sampled_from([1, 2]),
)
def test_cutting_anywhere_ends_and_keeps_every_cell(text: str, cut: int, ambiguous: int) -> None:
    install(ambiguous)
    whole = Segment(text).cell_length
    left, right = Segment(text).split_cells(cut)
    assert left.cell_length == min(cut, whole)
    assert left.cell_length + right.cell_length == whole
    assert Strip([Segment(text)]).crop(0, cut).cell_length <= max(cut, 0)


async def test_a_fault_gives_an_id_and_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    app = Bench()
    app.call_later(fail)
    with pytest.raises(ValueError, match="机密"):
        await started(app)
    assert app.return_code == 1
    assert re.search("incident [0-9a-f]{8}$", app.last_words)
    assert capsys.readouterr() == ("", "")


class LateScreen(Screen[None]):
    """Puts a widget on itself when it comes up, which may be too late."""

    def __init__(self, *, leaving: bool) -> None:
        super().__init__()
        self._leaving = leaving

    def on_mount(self) -> None:
        if self._leaving:
            self.app.exit(return_code=7)
        where = self if self._leaving else Static()
        where.mount(Static("too late"))


async def with_a_late_screen(app: Bench, *, leaving: bool) -> None:
    async with app.run_test():
        await app.push_screen(LateScreen(leaving=leaving))


async def test_a_screen_on_its_way_up_when_the_app_is_asked_to_end_is_no_fault() -> None:
    app = Bench()
    await with_a_late_screen(app, leaving=True)
    assert (app.return_code, app.last_words) == (7, "")


class EmptyScreen(Screen[None]):
    """Stands where there is no app any more: its widgets are never put in, and it looks for them as it comes up and later."""

    def __init__(self, fault: type[Exception]) -> None:
        super().__init__()
        self._fault = fault

    def compose(self) -> ComposeResult:
        self.app.exit(return_code=7)
        yield Static(id="found")

    def on_mount(self) -> None:
        if self._fault is not NoMatches:
            raise self._fault
        self.query_one("#found")

    def on_resize(self) -> None:
        self.query_one("#found")


@pytest.mark.parametrize("fault", [NoMatches, AttributeError, ValueError])
async def test_nor_is_what_it_misses_there(fault: type[Exception]) -> None:
    app = Bench()
    screen = EmptyScreen(fault)
    async with app.run_test():
        await app.push_screen(screen)
        screen.post_message(Resize(Size(80, 24), Size(80, 24)))
        await asyncio.sleep(0.05)
    assert (app.return_code, app.last_words) == (7, "")


async def test_a_widget_without_a_place_is_a_fault_in_an_app_that_stays() -> None:
    app = Bench()
    with pytest.raises(MountError):
        await with_a_late_screen(app, leaving=False)
    assert app.return_code == 1


async def started(app: Bench) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()


def fail() -> None:
    raise ValueError("机密")


def test_without_colour_only_weight_and_reverse_are_written() -> None:
    install(1, colour=False)
    strip = Strip([Segment("a", Style(bold=True, reverse=True, color="red", bgcolor="blue")), Segment("b")])
    assert strip.render(App().console) == "\x1b[1;7ma\x1b[0mb"
