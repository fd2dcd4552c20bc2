"""What the app is told by its threads (an issue was read, could not be read, or changed on disk).

Messages are posted to the app from worker threads, which touch no widget.
"""

from textual.message import Message

from briefing_tui.errors import BriefingError
from briefing_tui.library.entry import Stamp
from briefing_tui.library.format.decode import Loaded
from briefing_tui.model.key import IssueKey, ItemAddress


class IssueLoaded(Message):
    """A thread has read an issue; `again` when it is the one on the screen, changed on disk."""

    def __init__(self, address: ItemAddress, loaded: Loaded, *, again: bool) -> None:
        super().__init__()
        self.address = address
        self.loaded = loaded
        self.again = again


class IssueFailed(Message):
    """A thread could not read an issue."""

    def __init__(self, error: BriefingError) -> None:
        super().__init__()
        self.error = error


class IssueTouched(Message):
    """The file of the issue on the screen changed, or is gone when `stamp` is None."""

    def __init__(self, key: IssueKey, stamp: Stamp | None) -> None:
        super().__init__()
        self.key = key
        self.stamp = stamp
