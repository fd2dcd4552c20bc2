"""What a status row says of a host that has fallen behind its editors: `as of 14:05 · 3 h ago`; nothing of one that has not."""

import datetime as dt
import os
import time
from collections.abc import Callable

from briefing_tui.i18n import _

LOOK_AGAIN = 30.0
"""Seconds that one look at the disk is good for."""
_NAME = ".sync"
"""Of `library.sync.state`, which is not loaded where there is no such file."""


class SyncLag:
    """Of one library. Asked whenever a status row is told its facts; looks seldom, and runs no clock."""

    def __init__(
        self,
        root: str,
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` with its zone."""
        self._root = root
        self._now = now
        self._clock = clock
        self._looked: float | None = None
        self._fact = ""

    @property
    def fact(self) -> tuple[str, ...]:
        """For the facts of a status row: one, or none."""
        if self._looked is None or self._clock() - self._looked >= LOOK_AGAIN:
            self._looked, self._fact = self._clock(), lag_fact(self._root, self._now())
        return (self._fact,) if self._fact else ()


def lag_fact(root: str, now: dt.datetime) -> str:
    """The fact itself, empty for none; `now` with its zone."""
    if not os.path.exists(os.path.join(root, _NAME)):
        return ""
    from briefing_tui.library.sync.lag import behind_since
    from briefing_tui.library.sync.state import read_state

    last = behind_since(read_state(root), now)
    return "" if last is None else as_of(last.astimezone(now.tzinfo), now)


def as_of(last: dt.datetime, now: dt.datetime) -> str:
    """Both with the same zone."""
    minutes = int((now - last).total_seconds()) // 60
    if minutes < 60:
        ago = _("{count} min ago").format(count=minutes)
    elif minutes < 48 * 60:
        ago = _("{count} h ago").format(count=minutes // 60)
    else:
        ago = _("{count} days ago").format(count=minutes // 1440)
    if last.date() == now.date():
        when = f"{last:%H:%M}"
    elif minutes < 48 * 60:
        when = f"{last:%m-%d %H:%M}"
    else:
        when = f"{last:%m-%d}" if last.year == now.year else f"{last:%Y-%m-%d}"
    return _("as of {when} · {ago}").format(when=when, ago=ago)
