"""Other colours are chosen while a screen is there: nothing of it keeps the old ones."""

from pathlib import Path

import pytest

from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.appearance import Coloured
from disks.libraries import make_app, make_issue, put, shown


@pytest.mark.parametrize("keys", ["", "s", "S"])
async def test_no_cell_of_a_screen_keeps_the_colours_before(tmp_path: Path, keys: str) -> None:
    put(tmp_path, make_issue(IssueKey(2024, ISSUE, 14), "直连系统上线"))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press(*keys)
        await pilot.pause()
        for choice in ("dark", "light"):
            app._appearance.choose(app, choice)
            await pilot.pause()
            seen = app.screen._compositor.render_strips(app.size)
            for widget in app.screen.walk_children():
                if isinstance(widget, Coloured):
                    widget.restyle()
            assert app.screen._compositor.render_strips(app.size) == seen
