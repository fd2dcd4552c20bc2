"""Issues, read in threads for the app: one that is asked for, and the one on the screen when its file changed.

The threads touch no widget; they post to the app, and the newest wish wins.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.library.entry import Stamp
from briefing_tui.library.format.decode import Loaded
from briefing_tui.model.key import IssueKey, ItemAddress

if TYPE_CHECKING:
    from textual.app import App

    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.personal.state import ReadingPlace

OPEN = "open"
"""The group of what was asked for, to be read or to be edited: of both together the newest wish wins."""


class IssueLoaded(Message):
    """A thread has read an issue; `again` when it is the one on the screen, changed on disk."""

    def __init__(
        self, address: ItemAddress, loaded: Loaded, *, again: bool, place: "ReadingPlace | None" = None
    ) -> None:
        super().__init__()
        self.address = address
        self.place = place
        """Where in it, when that was asked for too."""
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


class IssueFeed:
    """Reads for one app."""

    def __init__(self, app: "App[Any]", library: "LibraryReader") -> None:
        self._app = app
        self._library = library

    def read(self, address: ItemAddress, place: "ReadingPlace | None" = None) -> None:
        """Read an issue that is asked for; an earlier wish not yet fulfilled is dropped."""
        work = partial(self._read, address, place, again=False)
        self._app.run_worker(work, group=OPEN, exclusive=True, thread=True)

    def give_up(self) -> None:
        """What is still on its way is not wanted any more."""
        self._app.workers.cancel_group(self._app, OPEN)

    def read_again(self, key: IssueKey) -> None:
        """Read the issue on the screen, whose file changed."""
        work = partial(self._read, ItemAddress(key), None, again=True)
        self._app.run_worker(work, group="again", exclusive=True, thread=True)

    def look(self, key: IssueKey, seen: Stamp | None) -> None:
        """Look whether the file of an issue is another than was `seen`."""
        self._app.run_worker(partial(self._look, key, seen), group="poll", exclusive=True, thread=True)

    def _read(self, address: ItemAddress, place: "ReadingPlace | None", *, again: bool) -> None:
        worker = get_current_worker()
        message: IssueLoaded | IssueFailed
        try:
            message = IssueLoaded(address, self._library.load(address.key), again=again, place=place)
        except BriefingError as error:
            message = IssueFailed(error)
        if not worker.is_cancelled:
            self._app.post_message(message)

    def _look(self, key: IssueKey, seen: Stamp | None) -> None:
        worker = get_current_worker()
        stamp = self._library.stamp_of(key)
        if stamp != seen and not worker.is_cancelled:
            self._app.post_message(IssueTouched(key, stamp))
