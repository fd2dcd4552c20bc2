"""The screen of a terminal too small: it goes when it is in front again, and takes nothing else along."""

from pathlib import Path

from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.actions import keys
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.dialogues.help import HelpScreen
from briefing_tui.tui.dialogues.size_guard import SizeGuard
from disks.libraries import make_issue, open_app, put, shown

KEY = IssueKey(2024, ISSUE, 14)


def guarded(app: BriefingApp) -> bool:
    return any(isinstance(screen, SizeGuard) for screen in app.screen_stack)


async def test_a_dialogue_that_comes_as_another_goes_stays_and_the_page_comes_back(tmp_path: Path) -> None:
    put(tmp_path, make_issue(KEY, "再担保系统上线"))
    app = open_app(tmp_path, KEY)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "再担保系统上线")
        await pilot.resize_terminal(40, 10)
        assert guarded(app)
        first, second = HelpScreen(keys.READING), HelpScreen(keys.READING)
        await app.push_screen(first)
        await pilot.resize_terminal(80, 24)
        first.dismiss()
        await app.push_screen(second)
        await pilot.pause()
        assert app.screen is second
        second.dismiss()
        await pilot.pause()
        await shown(pilot, app, "再担保系统上线")
        assert not guarded(app)


async def test_what_it_says_is_whole_in_the_smallest_terminal(tmp_path: Path) -> None:
    put(tmp_path, make_issue(KEY, "再担保系统上线"))
    app = open_app(tmp_path, KEY)
    async with app.run_test(size=(20, 7)) as pilot:
        text = await shown(pilot, app, "too small")
        words = " ".join(text.split())
        assert "now 20×7, needed 40×12 make it larger, or leave with q" in words
