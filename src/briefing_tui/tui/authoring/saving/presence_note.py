"""The note that tells others who is editing an issue. A courtesy: a library that takes no note is no hindrance."""

import datetime as dt

from briefing_tui.errors import LibraryError
from briefing_tui.library.disk.presence import Notes
from briefing_tui.tui.authoring.session import EditingSession


def announce(session: EditingSession) -> None:
    """Leave the note beside the file, with the time of now."""
    try:
        Notes(session.library.root).announce(session.key, _wall_clock(), session.who)
    except LibraryError:
        return


def _wall_clock() -> str:
    """Now, as the other editor's clock shows it."""
    return dt.datetime.now().isoformat(timespec="seconds")  # noqa: DTZ005 - shown beside other wall-clock times
