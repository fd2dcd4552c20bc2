"""The past of an issue, read in threads that only post. A part of the history screen.

States are taken from git as they are wanted: the first come at once, the next when somebody comes near the end of the list.
"""

import threading
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from briefing_tui.delivery.events import delivery_events
from briefing_tui.errors import BriefingError
from briefing_tui.library.history import timeline
from briefing_tui.library.history.item_versions import item_versions
from briefing_tui.library.history.timeline import Event
from briefing_tui.library.history.versions import Version, walk_versions
from briefing_tui.model.issue import Issue, Item
from briefing_tui.model.key import IssueKey

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

FIRST, MORE = 60, 200
"""Rows that are read at once."""


class Subject(NamedTuple):
    """Whose past it is."""

    root: str
    """The library."""
    key: IssueKey
    issue: Issue
    """As it is now, saved or not."""
    item: Item | None = None
    """The item that is asked about; None for the whole issue."""
    position: int = 0
    """Its running position, from 1."""


class HistoryFeed:
    """Reads the past of one subject."""

    class Listed(Message):
        """More is known."""

        def __init__(self, subject: Subject, events: list[Event], *, complete: bool) -> None:
            super().__init__()
            self.subject = subject
            self.events = events
            """All there are by now."""
            self.complete = complete

    class Failed(Message):
        """It cannot be read, or no further."""

        def __init__(self, error: BriefingError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, screen: Screen[None], subject: Subject) -> None:
        self._screen = screen
        self.subject = subject
        self._events: list[Event] = []
        self._complete = False
        self._states: Generator[Version, None, None] | None = None
        self._rows: Iterator[Event] = iter(())
        self._lock = threading.Lock()
        self._wanted = False
        """Whether a thread is on its way."""
        self._over = False

    def more(self) -> None:
        """Read on, in a thread; nothing while one does, or when all is read."""
        if not (self._wanted or self._complete or self._over):
            self._wanted = True
            self._screen.run_worker(
                partial(self._read, FIRST if not self._events else MORE), group="history", thread=True
            )

    def end(self) -> None:
        """Nobody looks any more: git is ended, by the thread that reads when one does."""
        self._over = True
        if self._lock.acquire(blocking=False):
            try:
                self._close()
            finally:
                self._lock.release()

    def _read(self, count: int) -> None:
        worker = get_current_worker()
        with self._lock:
            try:
                if self._states is None and not self._over:
                    self._begin()
                found = list(islice(self._rows, count))
            except BriefingError as error:
                self._complete = True
                self._close()
                if not worker.is_cancelled and not self._over:
                    self._screen.post_message(self.Listed(self.subject, list(self._events), complete=True))
                    self._screen.post_message(self.Failed(error))
                return
            finally:
                self._wanted = False
            self._events += found
            self._complete = len(found) < count
            if self._over or self._complete:
                self._close()
        if not worker.is_cancelled and not self._over:
            self._screen.post_message(self.Listed(self.subject, list(self._events), complete=self._complete))

    def _begin(self) -> None:
        root, key, issue, item, _position = self.subject
        if item is not None:
            self._states = item_versions(root, key, item, issue)
            self._rows = map(timeline.saved, self._states)
            return
        self._states = walk_versions(root, key)
        others = [*delivery_events(root, key), *timeline.steps_told(issue.workflow.steps)]
        self._rows = timeline.merged(map(timeline.saved, self._states), others)

    def _close(self) -> None:
        if self._states is not None:
            self._states.close()
            self._rows = iter(())
