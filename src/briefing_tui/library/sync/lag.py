"""Whether a host that is synced again and again has fallen behind. Pure."""

import datetime as dt

from briefing_tui.library.sync.state import SyncState, moment

_LEAST = 300
"""Seconds that a host may be behind without a word, however often it syncs."""
_MISSED = 3
"""Syncs that may fail in a row without a word."""


def behind_since(state: SyncState | None, now: dt.datetime) -> dt.datetime | None:
    """When a host that lags was last up to date; None for one that does not, or that is synced only when somebody asks.

    `now` has its zone. A clock that went backwards is no lag.
    """
    if state is None or not state.every:
        return None
    last = moment(state.succeeded)
    if last is None:
        return None
    return last if (now - last).total_seconds() > max(_LEAST, _MISSED * state.every) else None
