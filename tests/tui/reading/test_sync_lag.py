"""A host that has fallen behind says so in the status row, and one that has not says nothing."""

import datetime as dt
from pathlib import Path

import pytest

from briefing_tui.library.sync.state import MIRROR, SyncState, write_state
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.shelf.screen import LibraryScreen
from briefing_tui.tui.sync_lag import LOOK_AGAIN, SyncLag, as_of, lag_fact
from briefing_tui.tui.widgets.status_line import StatusLine
from disks.libraries import make_app, make_issue, put

NOW = dt.datetime(2024, 12, 16, 17, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def synced(root: Path, ago: dt.timedelta, every: int = 60) -> None:
    root.mkdir(exist_ok=True)
    write_state(str(root), SyncState(MIRROR, (NOW - ago).isoformat(), every=every))


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (dt.timedelta(minutes=7), "as of 16:58 · 7 min ago"),
        (dt.timedelta(hours=3), "as of 14:05 · 3 h ago"),
        (dt.timedelta(hours=20), "as of 12-15 21:05 · 20 h ago"),
        (dt.timedelta(days=9), "as of 12-07 · 9 days ago"),
        (dt.timedelta(days=400), "as of 2023-11-12 · 400 days ago"),
    ],
)
def test_how_it_is_told(ago: dt.timedelta, told: str) -> None:
    assert as_of(NOW - ago, NOW) == told


def test_a_host_that_keeps_up_and_a_library_of_its_own_say_nothing(tmp_path: Path) -> None:
    assert lag_fact(str(tmp_path), NOW) == ""
    synced(tmp_path, dt.timedelta(minutes=4))
    assert lag_fact(str(tmp_path), NOW) == ""
    synced(tmp_path, dt.timedelta(days=9), every=0)
    assert lag_fact(str(tmp_path), NOW) == ""


def test_the_disk_is_looked_at_seldom(tmp_path: Path) -> None:
    clock = [0.0]
    lag = SyncLag(str(tmp_path), now=lambda: NOW, clock=lambda: clock[0])
    seen = [lag.fact]
    synced(tmp_path, dt.timedelta(hours=3))
    seen.append(lag.fact)
    clock[0] = LOOK_AGAIN
    seen.append(lag.fact)
    assert seen == [(), (), ("as of 14:05 · 3 h ago",)]


async def test_the_library_screen_and_the_reader_tell_it(tmp_path: Path) -> None:
    put(tmp_path, make_issue(IssueKey(2024, ISSUE, 14), "第一条"))
    synced(tmp_path, dt.timedelta(hours=3))
    app = make_app(tmp_path)
    async with app.run_test(size=(110, 24)) as pilot:
        await pilot.pause()
        for key in ("", "enter"):
            if key:
                assert isinstance(app.screen, LibraryScreen)
                await pilot.press(key)
                await pilot.pause(0.3)
            row = app.screen.query_one(StatusLine)
            text = "".join(segment.text for segment in row.render_line(0))
            assert " · " in text
            assert "days ago" in text
