"""The library, read in threads for the library screen: its entries as they come, its changes, the outline of one issue.

The threads touch no widget; they post to the screen, and the newest wish wins. A stamp is what `LibraryReader.stamp`
gives, or the text of the error when the directory cannot be listed, so that an error is told once.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.library.entry import Entry, Stamp
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.outline import OutlineEntry, outline

_BATCH_SECONDS = 0.25
"""Between two states of a list that is being filled."""
_DRAWING_SECONDS = 0.5
"""As long as the first entries may take to be drawn before the others are read."""
_UNREAD = Stamp(0, 0, 0)
"""Of an entry whose file was not read yet: only its key is known."""


class LibraryFeed:
    """Reads for one screen."""

    @dataclass
    class EntriesRead(Message):
        """More of the library is known; all of it when `complete`."""

        entries: list[Entry]
        complete: bool
        total: int | None = None
        """How many there will be, when that is known before."""

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
        current: bool = False
        """Whether it was read from the very file that the entry tells of."""

    def __init__(self, screen: Screen[None], library: LibraryReader, *, begun: int = 0) -> None:
        """`begun` is how many of the first entries the screen shows already."""
        self._screen = screen
        self._library = library
        self._stamp: object = None
        self._begun = begun
        self._complete = False
        self._drawn = Event()

    def drawn(self) -> None:
        """Told by the screen when it has drawn what came first, with the contents beside it: now the rest may take the
        processor.
        """
        self._drawn.set()

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
        unread: list[Entry] = []
        known: list[Entry] = []
        try:
            if not self._complete:
                self._read_first()
            stamp = self._library.stamp()
            told = time.monotonic()
            for entry in self._library.iter_entries():
                known.append(entry)
                if worker.is_cancelled:
                    return
                if (
                    not self._complete
                    and len(known) > self._begun
                    and time.monotonic() - told > _BATCH_SECONDS
                ):
                    told = time.monotonic()
                    unread = unread or self._unread()
                    entries = [*known, *unread[len(known) :]]
                    self._post(self.EntriesRead(entries, complete=False, total=len(entries)))
        except BriefingError as error:
            self._stamp, self._complete = error.one_line(), True
            self._post(self.ReadFailed(error))
            return
        self._stamp, self._complete = stamp, True
        self._post(self.EntriesRead(known, complete=True))

    def _read_first(self) -> None:
        """Of a large library as many entries as the window has rows, and time to draw them, before all is asked for."""
        if self._begun:
            self._drawn.wait(_DRAWING_SECONDS)
            return
        rows, total = self._screen.app.size.height, self._library.entry_total()
        if total is not None and total <= rows:
            return
        self._post(self.EntriesRead(self._library.first_entries(rows), complete=False, total=total))
        self._drawn.wait(_DRAWING_SECONDS)

    def _unread(self) -> list[Entry]:
        """An entry for each key, newest first."""
        return [Entry(key, str(key), None, "", _UNREAD) for key in self._library.keys()]  # noqa: SIM118 - no mapping

    def _read_outline(self, entry: Entry) -> None:
        worker = get_current_worker()
        rows: tuple[OutlineEntry, ...] = ()
        fault: BriefingError | None = None
        current = False
        if entry.key is not None:
            try:
                loaded = self._library.load(entry.key)
                rows, current = outline(loaded.issue), loaded.stamp == entry.stamp
            except BriefingError as error:
                fault = error
        if not worker.is_cancelled:
            self._post(self.OutlineRead(entry, rows, fault, current))

    def _post(self, message: Message) -> None:
        self._screen.post_message(message)
