"""An app with one bare place to put a widget on, and what it would write to a terminal. For tests of the hooks."""

import re
from typing import Any

from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.pilot import Pilot
from textual.widget import Widget

from briefing_tui.tui.terminal.guarded import GuardedApp


class Bench(GuardedApp[None]):
    """A screen to put one widget on."""

    CSS = "Screen { overflow: hidden; } #bench { width: 78; height: 30; }"

    def compose(self) -> ComposeResult:
        yield Vertical(id="bench")


def written(app: App[Any]) -> str:
    """What the screen would write to a terminal if it were drawn whole."""
    update: object = app.screen._compositor.render_update(full=True)
    assert isinstance(update, CompositorUpdate)  # the framework calls it a renderable
    return str(update.render_segments(app.console))


def plain(output: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*[mHK]", "", output)


async def draw(pilot: Pilot[None], widget: Widget) -> str:
    bench = pilot.app.query_one("#bench")
    await bench.remove_children()
    await bench.mount(widget)
    await pilot.pause()
    await pilot.pause()  # logs draw a turn later
    return written(pilot.app)
