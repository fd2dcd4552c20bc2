"""What changed since it was read: a mark in the library, a word when the issue is opened, D for the changes; without git, and for whoever only reads."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Step, Workflow
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.reader_state import ReaderState
from briefing_tui.personal.state import NoState
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.history.comparing_screen import ComparingScreen
from disks.libraries import make_app, make_issue, open_app, put, screen_text, shown
from screens.desks import editor_app

KEY, OTHER = IssueKey(2024, ISSUE, 14), IssueKey(2024, ISSUE, 13)
ISSUE_14 = make_issue(KEY, "再担保直连系统上线", "担保规模稳步增长", "风险处置有序推进")
CHANGED = "~ changed since you read it"


def corrected(issue: Issue = ISSUE_14, body: str = "完成30亿元。") -> Issue:
    section = issue.sections[0]
    items = (section.items[0]._replace(body=body), *section.items[1:])
    return issue._replace(sections=(section._replace(items=items),))


@pytest.fixture(autouse=True)
def _no_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    put(library, ISSUE_14)
    put(library, make_issue(OTHER, "保费补贴到位"))
    return library


def state_of(root: Path) -> ReaderState:
    return ReaderState.load(str(root.parent / "state"), str(root))


async def read(root: Path, state: NoState) -> None:
    """Somebody reads the issue to its end."""
    app = open_app(root, KEY, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "再担保直连系统上线")
        await pilot.press("space", "G")
        for _turn in range(100):
            await pilot.pause(0.02)
            if state.texts().known(KEY) is not None:
                break
    assert state.texts().known(KEY) is not None
    state.save()


async def waited(pilot: Pilot[None], app: BriefingApp, turns: int = 20) -> str:
    for _turn in range(turns):
        await pilot.pause(0.02)
    return screen_text(app)


async def test_what_changed_is_marked_told_and_shown(root: Path) -> None:
    await read(root, state_of(root))
    put(root, corrected())
    app = make_app(root, state_of(root))
    async with app.run_test(size=(100, 24)) as pilot:
        text = await shown(pilot, app, CHANGED, "No. 14")
        row = next(line for line in text.splitlines() if "No. 14" in line and "~" in line)
        assert row.lstrip().startswith("~")
        assert not any("~" in line for line in text.splitlines() if "No. 13" in line)
        await pilot.press("enter")
        await shown(pilot, app, "Changed since you read it: 1 piece; D shows it.")
        await pilot.press("D")
        await shown(pilot, app, "changed since you read it", "1 piece differs", "+ 完成30亿元。")
        await pilot.press("r")
        await waited(pilot, app, 5)
        assert isinstance(app.screen, ComparingScreen), "a reader has nothing back"
        await pilot.press("q", "q")
        await shown(pilot, app, "No. 14", gone=CHANGED)
        await pilot.press("enter", "D")
        await shown(pilot, app, "1 piece differs")


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (140, 45)])
async def test_it_is_shown_at_every_size(root: Path, size: tuple[int, int]) -> None:
    await read(root, state_of(root))
    put(root, corrected())
    app = open_app(root, KEY, state_of(root))
    async with app.run_test(size=size) as pilot:
        await shown(pilot, app, "D shows it"[: size[0] - 50])
        await pilot.press("D")
        await shown(pilot, app, "完成30亿元。", "1 piece differs")


async def test_what_reads_the_same_is_not_told(root: Path) -> None:
    await read(root, state_of(root))
    path = put(
        root, ISSUE_14._replace(workflow=Workflow("published", (Step("张", "2024-12-16 15:02", "签发"),)))
    )
    path.write_text(f"# 一句注释\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    state = state_of(root)
    app = make_app(root, state)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        for _turn in range(100):
            await pilot.pause(0.02)
            if state.texts().known(KEY).stamp == LibraryReader(str(root)).stamp_of(KEY):  # type: ignore[union-attr]
                break
        assert CHANGED not in screen_text(app)
        assert state.texts().known(KEY).stamp == LibraryReader(str(root)).stamp_of(KEY)  # type: ignore[union-attr]
        await pilot.press("enter", "D")
        await shown(pilot, app, "Nothing differs from what it is now.")


async def test_an_issue_that_was_never_read_has_nothing_to_be_compared_with(root: Path) -> None:
    app = open_app(root, KEY, state_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "再担保直连系统上线")
        await pilot.press("D")
        await shown(pilot, app, "You have not read this issue before")


async def test_a_session_that_keeps_nothing_knows_what_it_has_read_itself(root: Path) -> None:
    app = make_app(root, NoState())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("enter", "space", "G")
        await waited(pilot, app)
        put(root, corrected())
        await shown(pilot, app, "D shows it")
        await pilot.press("D")
        await shown(pilot, app, "+ 完成30亿元。")
    assert sorted(path.name for path in root.parent.iterdir()) == ["library"]


async def test_what_was_kept_of_an_issue_that_is_not_to_be_seen_any_more_goes(root: Path) -> None:
    await read(root, state_of(root))
    put(root, ISSUE_14._replace(workflow=Workflow("draft")))
    state = state_of(root)
    assert list((root.parent / "state" / "read").rglob("*.z"))
    app = make_app(root, state)
    app.host.library.published_only = True
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 13")
        await waited(pilot, app)
    assert not list((root.parent / "state" / "read").rglob("*.z"))


async def test_a_library_that_is_not_there_just_now_forgets_nothing(root: Path) -> None:
    await read(root, state_of(root))
    root.rename(root.parent / "away")
    app = make_app(root, state_of(root))
    async with app.run_test(size=(100, 24)) as pilot:
        await waited(pilot, app)
    assert list((root.parent / "state" / "read").rglob("*.z"))


async def test_what_somebody_wrote_is_not_news_to_the_writer(root: Path) -> None:
    state = state_of(root)
    await read(root, state)
    draft = ISSUE_14._replace(workflow=Workflow("draft"))
    put(root, draft)
    app = editor_app(root)
    app.host.state = state_of(root)
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("g", "e")
        await shown(pilot, app, "saved", "行业动态")
        await pilot.press("g", "j", "j", "d", "ctrl+s")
        await waited(pilot, app, 40)
        await pilot.press("q")
        await shown(pilot, app, "No. 13")
        text = await waited(pilot, app, 30)
        assert CHANGED not in text


async def test_a_change_under_the_readers_eyes_is_told(root: Path) -> None:
    state = state_of(root)
    await read(root, state)
    app = open_app(root, KEY, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "再担保直连系统上线")
        put(root, corrected())
        await shown(pilot, app, "D shows it")
        put(root, corrected(body="完成31亿元。"))
        await shown(pilot, app, "完成31亿元")
        await pilot.press("D")
        await shown(pilot, app, "+ 完成31亿元。", "1 piece differs")
