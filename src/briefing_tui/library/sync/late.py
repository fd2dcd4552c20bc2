"""What is said before something is sent from a library that is kept on several machines, and was not synced lately. Said by the verb and the screen."""

import datetime as dt
import os

from briefing_tui.i18n import _

FRESH = 600
"""Seconds after a sync in which nobody is asked whether another machine has sent an issue."""


def late_sync(root: str, now: dt.datetime | None = None) -> str:
    """One line; empty when it was just synced, and for a library that never was. `now` with its zone, the present unless given.

    Another machine may have sent an issue since: what it noted is not here yet.
    """
    if not os.path.lexists(os.path.join(root, ".sync")):
        return ""
    from briefing_tui.library.sync.state import moment, read_state  # seldom so

    state = read_state(root)
    last = moment(state.succeeded) if state is not None else None
    behind = None if last is None else (now or dt.datetime.now(dt.UTC)) - last
    if behind is not None and behind <= dt.timedelta(seconds=FRESH):
        return ""
    when = "–" if last is None else f"{last.astimezone():%Y-%m-%d %H:%M}"
    return _("synced last: {when}; whether another machine has sent it since is not known ({hint})").format(
        when=when, hint=_("`{command}` first").format(command="briefing-tui sync")
    )
