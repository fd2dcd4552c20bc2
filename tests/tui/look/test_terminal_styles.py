"""Styles of the page on the screen's rows."""

from pathlib import Path

import pytest
from rich.style import Style
from textual.widget import Widget

from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.authoring.outline_editor import OutlineEditor
from briefing_tui.tui.look.looks import BLANK, worded_pieces
from briefing_tui.tui.look.terminal_styles import segments
from briefing_tui.tui.reading.contents_pane import ContentsPane
from briefing_tui.tui.shelf.issue_preview import IssuePreview
from disks.libraries import make_issue, put, shown
from screens.desks import editor_app


@pytest.mark.parametrize("text", ["  小栏目   ", "小栏目", "   ", "", " 一 二 "])
def test_only_words_are_underlined_but_for_the_cursor_s_row(text: str) -> None:
    looks = {
        "group": Style(underline=True, bold=True),
        "cursor": Style(underline=True),
        BLANK: Style(underline=False),
    }
    pieces = list(segments(worded_pieces(text, ("group",)), Style(), looks | {"": Style()}))
    assert "".join(piece.text for piece in pieces) == text
    assert "".join(piece.text for piece in pieces if piece.style and piece.style.underline) == text.strip()
    assert all(piece.style and piece.style.bold for piece in pieces)
    over = list(segments(worded_pieces(text, ("group",), ("cursor",)), Style(), looks | {"": Style()}))
    assert all(piece.style and piece.style.underline for piece in over)


def underlined(app: BriefingApp, kind: type[Widget]) -> set[str]:
    """What is underlined in a list."""
    pane = app.screen.query_one(kind)
    rows = [pane.render_line(y) for y in range(pane.size.height)]
    return {segment.text for row in rows for segment in row if segment.style and segment.style.underline}


async def test_a_group_is_underlined_as_on_the_page_in_every_list(tmp_path: Path) -> None:
    root = tmp_path / "library"
    issue, group = make_issue(IssueKey(2025, ISSUE, 1), "第一条", status="draft"), "融资担保"
    section = issue.sections[0]
    item = section.items[0]._replace(group=group)
    put(root, issue._replace(sections=(section._replace(items=(item,)),)))
    app = editor_app(root)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 1", group)
        assert underlined(app, IssuePreview) == {group}
        await pilot.press("enter")
        await shown(pilot, app, "以下无正文", "beginning")
        assert underlined(app, ContentsPane) == {group}
        await pilot.press("e")
        await shown(pilot, app, "saved", group)
        assert underlined(app, OutlineEditor) == {group}
