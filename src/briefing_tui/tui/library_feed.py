"""The library, read in threads for the library screen: its entries as they come, its changes, the outline of one issue.

The threads touch no widget; they post to the screen, and the newest wish wins. A stamp is what `LibraryReader.stamp`
gives, or the text of the error when the directory cannot be listed, so that an error is told once.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.summary import Entry, Stamp
from briefing_tui.model.outline import OutlineEntry, outline

_BATCH_SECONDS = 0.25
"""Between two states of a list that is being filled."""
_UNREAD = Stamp(0, 0, 0)
"""Of an entry whose file was not read yet: only its key is known."""


class LibraryFeed:
    """Reads for one screen."""

    @dataclass
    class EntriesRead(Message):
        """More of the library is known; all of it when `complete`."""

        entries: list[Entry]
        complete: bool

    @dataclass
    class ReadFailed(Message):
        """The library cannot be listed."""

        error: BriefingError

    @dataclass
    class OutlineRead(Message):
        """The contents of one issue, or what is wrong with it."""

        entry: Entry
        outline: tuple[OutlineEntry, ...]
        error: BriefingError | None

    def __init__(self, screen: Screen[None], library: LibraryReader) -> None:
        self._screen = screen
        self._library = library
        self._stamp: object = None
        self._complete = False

    def read(self) -> None:
        """Read everything, whether it changed or not."""
        self._start(self._read, "library")

    def look(self) -> None:
        """Read everything if it changed since; nothing while the first reading is under way."""
        if self._complete:
            self._start(self._look, "library")

    def read_outline(self, entry: Entry) -> None:
        """Read the contents of an issue; nothing for one that is known by its key only."""
        if entry.stamp is not _UNREAD:
            self._start(partial(self._read_outline, entry), "outline")

    def _start(self, work: Callable[[], None], group: str) -> None:
        self._screen.run_worker(work, group=group, exclusive=True, thread=True)

    # In threads

    def _look(self) -> None:
        try:
            stamp: object = self._library.stamp()
        except BriefingError as error:
            stamp = error.one_line()
        if stamp != self._stamp:
            self._read()

    def _read(self) -> None:
        worker = get_current_worker()
        try:
            stamp = self._library.stamp()
            unread = [Entry(key, str(key), None, "", _UNREAD) for key in self._library.keys()]  # noqa: SIM118 - no mapping
            known: list[Entry] = []
            told = time.monotonic()
            for entry in self._library.iter_entries():
                known.append(entry)
                if worker.is_cancelled:
                    return
                if not self._complete and time.monotonic() - told > _BATCH_SECONDS:
                    told = time.monotonic()
                    self._post(self.EntriesRead([*known, *unread[len(known) :]], complete=False))
        except BriefingError as error:
            self._stamp, self._complete = error.one_line(), True
            self._post(self.ReadFailed(error))
            return
        self._stamp, self._complete = stamp, True
        self._post(self.EntriesRead(known, complete=True))

    def _read_outline(self, entry: Entry) -> None:
        worker = get_current_worker()
        rows: tuple[OutlineEntry, ...] = ()
        fault: BriefingError | None = None
        if entry.key is not None:
            try:
                rows = outline(self._library.load(entry.key).issue)
            except BriefingError as error:
                fault = error
        if not worker.is_cancelled:
            self._post(self.OutlineRead(entry, rows, fault))

    def _post(self, message: Message) -> None:
        self._screen.post_message(message)
