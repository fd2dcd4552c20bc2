"""What is seen of the file while its issue is written: whether others changed it, whether they are at it. Told by `save_flow`."""

from briefing_tui.i18n import _
from briefing_tui.library.disk.presence import Presence
from briefing_tui.library.entry import Stamp


class FileWatch:
    """What was seen last."""

    def __init__(self) -> None:
        self._touched = self._gone = False
        self._others: list[Presence] = []

    def looked(self, stamp: Stamp | None, others: list[Presence], known: Stamp | None) -> None:
        """The file has `stamp` now, None when it is gone; it had `known` when this session read or wrote it."""
        self._others = others
        self._touched = stamp != known
        self._gone = self._touched and stamp is None

    def saved(self) -> None:
        """The file is as this session wrote it."""
        self._touched = self._gone = False

    def alarm(self) -> str:
        """What the writer must know of it; empty when there is nothing."""
        if self._gone:
            return _("the file is gone; saving asks about it")
        if self._touched:
            return _("changed on disk by another session; saving merges")
        if self._others:
            one = self._others[0]
            time = one.since[11:16] or "?"
            return _("{user} is editing since {time}").format(user=one.user, time=time)
        return ""
