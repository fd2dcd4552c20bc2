"""The search of the whole library, done in threads for the search screen: what is found, the index, the issue previewed.

The threads touch no widget; they post to the screen, and the newest wish wins: searches wait for one another, and one
that is no longer wanted when its turn comes ends before it begins. Before the first search the library is looked at, and
read where the catalog does not know it (`Finder.ready`); behind the searches the catalog is brought up to date
(`Finder.catch_up`). Both tell how far they are and can be stopped.
"""

import threading
import time
from dataclasses import dataclass
from functools import partial

from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import DATE, RANK, Finder, Results
from briefing_tui.library.search.hits import Hit
from briefing_tui.model.issue import Issue

LIMIT = 200
"""Items found that are listed: nobody looks through more, but everybody can narrow."""
_QUIET_SECONDS = 0.3
"""Work that takes no longer is not told."""
_TELL_SECONDS = 0.2
"""Between two words about how far the index is."""


class SearchFeed:
    """Asks the finder for one screen."""

    @dataclass
    class Found(Message):
        """What fits a query."""

        query: str
        results: Results
        total: int | None
        """Items that fit, listed or not; None while they are being counted."""

    @dataclass
    class Failed(Message):
        """The library cannot be searched, or an issue not be read."""

        error: BriefingError

    @dataclass
    class Ready(Message):
        """Searches give answers from now on, or other ones than before."""

    @dataclass
    class Indexing(Message):
        """How far the library was read, or the index made."""

        stage: str
        """`overlay.READING` or `INDEXING`."""
        done: int
        total: int
        stopped: bool = False

    @dataclass
    class Rested(Message):
        """Nothing is read or made any more."""

    @dataclass
    class Previewed(Message):
        """The issue that was asked for."""

        hit: Hit
        issue: Issue

    def __init__(self, screen: Screen[None], library: LibraryReader, finder: Finder) -> None:
        self._screen = screen
        self._library = library
        self._finder = finder
        self._turn = threading.Lock()
        self.ready = False
        """Whether searches are answered."""
        self._index: Worker[None] | None = None

    # Wishes

    def search(self, query: str, *, by_date: bool, cells: int) -> None:
        """Search; nothing unless `ready`. Snippets take at most `cells`."""
        if self.ready:
            work = partial(self._search, query, DATE if by_date else RANK, cells)
            self._screen.run_worker(work, group="search", exclusive=True, thread=True)

    def read(self, hit: Hit) -> None:
        """Read the issue of a hit."""
        self._screen.run_worker(partial(self._read, hit), group="preview", exclusive=True, thread=True)

    def start_index(self) -> None:
        """Look at the library, and bring the catalog up to date; nothing while that is under way."""
        if self._index is None or self._index.is_finished:
            self._index = self._screen.run_worker(self._prepare, group="index", thread=True)

    def stop_index(self) -> bool:
        """Stop that; whether there was something to stop. What was done stays done."""
        if self._index is None or self._index.is_finished:
            return False
        self._index.cancel()
        return True

    # In threads

    def _search(self, query: str, sort: str, cells: int) -> None:
        worker = get_current_worker()

        def post(message: Message) -> None:
            if not worker.is_cancelled:
                self._post(message)

        with self._turn:
            if worker.is_cancelled:
                return
            try:
                results = self._finder.search(query, limit=LIMIT, sort=sort, cells=cells)
                post(self.Found(query, results, None if results.more else len(results.hits)))
                if results.more:
                    post(self.Found(query, results, self._finder.count(query)))
            except BriefingError as error:
                post(self.Failed(error))

    def _read(self, hit: Hit) -> None:
        worker = get_current_worker()
        message: SearchFeed.Previewed | SearchFeed.Failed
        try:
            message = self.Previewed(hit, self._library.load(hit.key).issue)
        except BriefingError as error:
            message = self.Failed(error)
        if not worker.is_cancelled:
            self._post(message)

    def _prepare(self) -> None:
        worker = get_current_worker()
        last = self.Indexing("", 0, 0)
        begun = told = time.monotonic()

        def progress(stage: str, done: int, total: int) -> None:
            nonlocal last, told
            last = self.Indexing(stage, done, total)
            now = time.monotonic()
            if now - begun > _QUIET_SECONDS and now - told > _TELL_SECONDS:
                told = now
                self._post(last)

        def stop() -> bool:
            return worker.is_cancelled

        try:
            if self._finder.ready(progress, stop):
                self.ready = True
                self._post(self.Ready())
                if self._finder.catch_up(progress, stop):
                    self._post(self.Ready())
        except BriefingError as error:
            self._post(self.Failed(error))
        if worker.is_cancelled:
            last.stopped = True
            self._post(last)
        else:
            self._post(self.Rested())

    def _post(self, message: Message) -> None:
        self._screen.post_message(message)
