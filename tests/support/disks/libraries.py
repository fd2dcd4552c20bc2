"""Libraries on the disk and the app over them, for the tests of the screens."""

import asyncio
import datetime as dt
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from briefing_tui.library.format.codec import dump_issue
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Item, Masthead, Section, Workflow
from briefing_tui.model.key import ISSUE, IssueKey, ItemAddress
from briefing_tui.personal.state import NoState
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.options import AppOptions, Writing
from briefing_tui.tui.terminal import framework


def make_issue(key: IssueKey, *titles: str, status: str = "published", section: str = "行业动态") -> Issue:
    """An issue of one section whose items have these titles."""
    return Issue(
        masthead=Masthead(
            publisher="示例省信用担保集团公司",
            title="行业信息简报",
            year=key.year,
            kind=key.kind,
            number=key.number,
            date=dt.date(key.year, (key.number - 1) % 12 + 1, 16),
        ),
        workflow=Workflow(status),
        sections=(
            Section(section, numbered=True, items=tuple(Item(title, f"{title}正文。") for title in titles)),
        ),
    )


def put(root: Path, issue: Issue) -> Path:
    """Write an issue where the library expects it."""
    path = root / str(issue.masthead.year) / f"{issue.key.stem}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump_issue(issue), encoding="utf-8")
    return path


def small_library(root: Path) -> Path:
    """Four issues in two years (the newest a draft), one broken file."""
    put(root, make_issue(IssueKey(2025, ISSUE, 2), "春耕担保放款过半", status="draft", section="子公司动态"))
    put(root, make_issue(IssueKey(2025, ISSUE, 1), "新年第一条", "新年第二条", status="review"))
    put(
        root,
        make_issue(IssueKey(2024, ISSUE, 14), "再担保直连系统上线", "担保规模稳步增长", "风险处置有序推进"),
    )
    put(root, make_issue(IssueKey(2024, ISSUE, 13), "保费补贴到位"))
    (root / "2024" / "2024-12.toml").write_text("format = 1\n[masthead\n", encoding="utf-8")
    return root


def make_app(
    root: Path, state: NoState | None = None, *, writing: Writing | None = None, **options: object
) -> BriefingApp:
    """The app on its library screen; the framework hooked as in the program. It may write with a `writing`."""
    framework.install(1)
    return BriefingApp(
        LibraryReader(str(root)),
        state or NoState(),
        options=AppOptions(poll_seconds=0.1)._replace(**options),  # type: ignore[arg-type]  # names of its fields
        environ={"TERM": "xterm-256color"},
        writing=writing,
    )


def open_app(
    root: Path, key: IssueKey, state: NoState | None = None, *, poll_seconds: float = 0.1
) -> BriefingApp:
    """The app on an issue."""
    framework.install(1)
    library = LibraryReader(str(root))
    return BriefingApp(
        library,
        state or NoState(),
        ItemAddress(key),
        AppOptions(poll_seconds=poll_seconds),
        environ={"TERM": "xterm-256color"},
        loaded=library.load(key),
    )


def screen_text(app: BriefingApp) -> str:
    """What is on the screen, row by row."""
    rows = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in rows)


async def typed(pilot: Pilot[None], app: BriefingApp, text: str) -> None:
    """Type it in one go; the pilot's `press` waits after each key."""
    for char in text:
        app.post_message(events.Key(char if char.isalnum() else "unknown", char))
    heard = asyncio.Event()
    app.call_later(lambda: (app.focused or app.screen).call_later(heard.set))
    await heard.wait()  # a busy machine looks idle to `pause` alone
    await pilot.pause()


async def shown(pilot: Pilot[None], app: BriefingApp, *texts: str, gone: str = "") -> str:
    """Wait until all texts are on the screen and `gone` is not; the screen."""
    for _turn in range(500):
        await pilot.pause(0.02)
        text = screen_text(app)
        if all(wanted in text for wanted in texts) and not (gone and gone in text):
            return text
    raise AssertionError(f"not there: {texts}, or still there: {gone!r}\n{text}")
