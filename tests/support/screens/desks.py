"""The app with an issue open for editing, for the tests of the authoring screen."""

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.drafts import Drafts
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.authoring.screen import AuthoringScreen
from briefing_tui.tui.options import Writing
from disks.libraries import make_app, shown, typed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

KEY = IssueKey(2025, ISSUE, 1)
USUAL = (80, 24)


def editor_app(root: Path, poll_seconds: float = 0.1) -> BriefingApp:
    """An app that may write; drafts and templates stand beside the library."""
    writing = Writing(
        lambda: LibraryEditor(str(root)),
        lambda: Drafts(str(root.parent / "state")),
        str(root.parent / "templates"),
    )
    return make_app(root, writing=writing, poll_seconds=poll_seconds)


class Desk:
    """The app with an issue open for editing."""

    def __init__(self, app: BriefingApp, pilot: "Pilot[None]", root: Path) -> None:
        self.app, self.pilot, self.root = app, pilot, root

    @property
    def screen(self) -> AuthoringScreen:
        found = [screen for screen in self.app.screen_stack if isinstance(screen, AuthoringScreen)]
        return found[0]

    @property
    def issue(self) -> Issue:
        return self.screen.session.issue

    def titles(self, section: int = 0) -> list[str]:
        return [item.title for item in self.issue.sections[section].items]

    async def press(self, *pressed: str) -> None:
        await self.pilot.press(*pressed)

    async def type(self, text: str) -> None:
        await typed(self.pilot, self.app, text)

    async def see(self, *texts: str, gone: str = "") -> str:
        return await shown(self.pilot, self.app, *texts, gone=gone)

    def on_disk(self) -> Issue:
        return LibraryEditor(str(self.root)).load(KEY).issue


@asynccontextmanager
async def desk(root: Path, size: tuple[int, int] = USUAL, item: int = 1) -> "AsyncIterator[Desk]":
    """Leaves without saving at the end, if the test has not left."""
    app = editor_app(root)
    async with app.run_test(size=size) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("e")
        await shown(pilot, app, "saved", "行业动态")
        here = Desk(app, pilot, root)
        if item:
            await pilot.press("g", "j", *["j"] * item)
        yield here
        if any(isinstance(screen, AuthoringScreen) for screen in app.screen_stack):
            app.host.authoring.keep_quietly()
