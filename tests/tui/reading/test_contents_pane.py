"""The contents draw a row once for each of its states, and anew when the colours are others."""

from pathlib import Path

import pytest

from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.reading import contents_pane
from briefing_tui.tui.reading.contents_pane import ContentsPane
from briefing_tui.tui.reading.contents_rows import contents_row
from disks.libraries import make_issue, put, shown
from screens.desks import editor_app


async def test_rows_are_drawn_once_for_each_state_and_anew_in_other_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "library"
    put(root, make_issue(IssueKey(2025, ISSUE, 1), *(f"第{number}件事" for number in range(1, 9))))
    app = editor_app(root)
    drawn: list[object] = []

    def counted(entry: object, *rest: object) -> object:
        drawn.append(entry)
        return contents_row(entry, *rest)  # type: ignore[arg-type]

    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 1", "第1件事")
        await pilot.press("enter")
        await shown(pilot, app, "第1件事", "beginning")
        pane = app.screen.query_one(ContentsPane)
        pane.follow(2)
        await pilot.pause()
        monkeypatch.setattr(contents_pane, "contents_row", counted)
        before = [pane.render_line(y) for y in range(pane.size.height)]
        assert drawn == []
        pane.follow(3)
        after = [pane.render_line(y) for y in range(pane.size.height)]
        changed = [y for y, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
        assert len(changed) == 2, "the row that was read and the one that is"
        assert 0 < len(drawn) <= 2
        drawn.clear()
        app.theme = "briefing-light"
        await pilot.pause()
        pane.restyle()
        assert pane.render_line(2) != after[2]
        assert drawn
        for step in range(3 * contents_pane._KEPT):
            pane._first = step
            pane.render_line(0)
        assert len(pane._drawn) <= contents_pane._KEPT
