"""Key E: what is asked, what is written, what is told, on the library, reading and authoring screens."""

import base64
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from briefing_tui.exporters import formats
from briefing_tui.importers.recognise import recognise
from briefing_tui.model.issue import Issue
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.dialogues import export_work
from briefing_tui.tui.dialogues.export import ExportScreen
from briefing_tui.tui.options import Exports
from disks.libraries import make_app, make_issue, put, shown, small_library
from screens.desks import KEY, desk, editor_app


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_library(tmp_path / "library")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def exporting_app(root: Path, out: Path) -> BriefingApp:
    app = editor_app(root)
    app.host.options = app.host.options._replace(exports=Exports(str(out)))
    return app


TO_MARKDOWN = ["right"] * formats.FORMATS.index(formats.MARKDOWN)


async def test_the_highlighted_issue_is_written_and_its_path_copied(root: Path, out: Path) -> None:
    app = exporting_app(root, out)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("E")
        await shown(pilot, app, "Export 2024年第14期", "‹ Word (.docx) ›", "2024-14.docx")
        await pilot.press(*TO_MARKDOWN)
        await shown(pilot, app, "‹ Markdown (.md) ›", "2024-14.md")
        await pilot.press("enter")
        await shown(pilot, app, "Written:", "y copies the path")
        text = (out / "2024-14.md").read_text(encoding="utf-8")
        assert recognise(text, name="x.md").issue.masthead.number == 14
        sent: list[str] = []
        app.host._send = sent.append  # type: ignore[method-assign, assignment]
        await pilot.press("y")
        await shown(pilot, app, "Sent to the clipboard")
        assert base64.b64encode(str(out / "2024-14.md").encode()).decode() in sent[0]
        await pilot.press("escape")
        assert not isinstance(app.screen, ExportScreen)


async def test_a_file_that_is_there_needs_enter_once_more(root: Path, out: Path) -> None:
    (out / "2024-14.md").write_text("mine")
    app = exporting_app(root, out)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("E", *TO_MARKDOWN, "enter")
        await shown(pilot, app, "There is such a file already")
        assert (out / "2024-14.md").read_text() == "mine"
        await pilot.press("tab", "tab", "enter")
        await shown(pilot, app, "Written:")
        assert "briefing: 1" in (out / "2024-14.md").read_text(encoding="utf-8")


async def test_another_path_forgets_that_the_old_one_might_be_replaced(root: Path, out: Path) -> None:
    (out / "2024-14.md").write_text("mine")
    (out / "other.md").write_text("mine too")
    app = exporting_app(root, out)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("E", *TO_MARKDOWN, "enter")
        await shown(pilot, app, "There is such a file already")
        app.screen.query_one(Input).value = str(out / "other.md")
        await pilot.press("enter")
        await shown(pilot, app, "There is such a file already")
        assert (out / "other.md").read_text() == "mine too"


async def test_the_item_being_read_can_go_out_alone(root: Path, out: Path) -> None:
    app = exporting_app(root, out)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("enter")
        await shown(pilot, app, "再担保直连系统上线")
        await pilot.press("]", "E", *TO_MARKDOWN)
        await shown(pilot, app, "‹ the whole issue ›")
        await pilot.press("down", "down", "right")
        await shown(pilot, app, "2024-14-item1.md")
        await pilot.press("enter")
        await shown(pilot, app, "Written:")
        assert (out / "2024-14-item1.md").is_file()


async def test_what_is_written_but_not_saved_goes_out(tmp_path: Path, out: Path) -> None:
    root = tmp_path / "desk"
    put(root, make_issue(KEY, "第一条", "第二条", status="draft"))
    async with desk(root) as here:
        here.app.host.options = here.app.host.options._replace(exports=Exports(str(out)))
        await here.press("A")
        await here.see("section added")
        await here.press("escape", "E", *TO_MARKDOWN, "enter")
        await here.see("Written:")
        (made,) = out.iterdir()
        back = recognise(made.read_text(encoding="utf-8"), name="x.md").issue
        assert len(back.sections) == len(here.issue.sections) != len(here.on_disk().sections)


@pytest.mark.parametrize("bad", ["/no/such/folder/a.txt", ""])
async def test_what_cannot_be_written_is_told_and_can_be_put_right(root: Path, out: Path, bad: str) -> None:
    app = exporting_app(root, out)
    async with app.run_test(size=(60, 15)) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("E", *TO_MARKDOWN)
        app.screen.query_one(Input).value = bad
        await pilot.press("enter")
        await shown(pilot, app, "there is no folder" if bad else "something must stand here")
        app.screen.query_one(Input).value = str(out) + "/"
        await pilot.press("enter")
        await shown(pilot, app, "Written:")
        assert (out / "2024-14.md").is_file()


async def test_escape_stops_what_is_being_made(
    root: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()

    def slow(_issue: Issue, _wish: object, *, stopped: Callable[[], bool], **_more: object) -> bytes:
        begun.set()
        for _turn in range(500):
            if stopped():
                break
            time.sleep(0.01)
        return b"half"

    monkeypatch.setattr(export_work, "export", slow)
    app = exporting_app(root, out)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("E", "enter")
        await shown(pilot, app, "making 2024-14.docx")
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert begun.is_set()
        assert list(out.iterdir()) == []


async def test_a_session_that_only_reads_has_no_such_key(root: Path) -> None:
    app = make_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("E")
        await pilot.pause(0.1)
        assert not isinstance(app.screen, ExportScreen)
