"""What other libraries offer, read in a thread that only posts. A part of the screen.

Each is read as it is here and told at once; then those that were not fetched lately are fetched, one after the other, and told again when something is
new. One that cannot be had is told with its reason.
"""

import time
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message
from textual.worker import Worker, get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.library.sources import access
from briefing_tui.library.sources.listing import read_sources
from briefing_tui.library.sources.shelf import newest
from briefing_tui.library.sources.source import Source, SourceIssue
from briefing_tui.library.sources.taken import taken_before

if TYPE_CHECKING:
    from textual.screen import Screen


_TELL_SECONDS = 0.5
"""Seconds between two lists while all are read for the first time."""


class SourceOffer(NamedTuple):
    """One other library as it was read last."""

    source: Source
    issues: tuple[SourceIssue, ...] = ()
    reason: str = ""
    """Why it could not be read, or not be fetched."""
    fetched: str = ""
    """Local date and time of the last fetch; empty for a directory."""
    read: bool = True
    """Whether it was looked at yet."""


class SourcesFeed:
    """Reads and fetches."""

    class Listed(Message):
        """The libraries, and what was taken from them before."""

        def __init__(self, offers: list[SourceOffer], taken: dict[str, str]) -> None:
            super().__init__()
            self.offers = offers
            self.taken = taken

    class Fetching(Message):
        """One is being fetched; none any more when its name is empty."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Failed(Message):
        """They cannot be listed."""

        def __init__(self, error: BriefingError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, screen: "Screen[None]", root: str, cache: str) -> None:
        self._screen = screen
        self._root = root
        self._cache = cache
        self._known: dict[str, dict[tuple[str, str], SourceIssue]] = {}
        self._told: tuple[list[SourceOffer], dict[str, str]] | None = None
        self._fault = ""
        self._worker: Worker[None] | None = None
        self._wanted = False
        """Whether all are to be fetched."""

    def look(self, *, fetch: bool = False) -> None:
        """Read all again in a thread, then fetch those that are old, or all with `fetch`. One look at a time: a fetch may take long."""
        self._wanted = self._wanted or fetch
        if self._worker is None or self._worker.is_finished:
            self._worker = self._screen.run_worker(self._looks, group="sources", thread=True)

    def _looks(self) -> None:
        """A look, and another one for a fetch that was wished for meanwhile."""
        self._look()
        while self._wanted and not get_current_worker().is_cancelled:
            self._look()

    def _look(self) -> None:
        worker = get_current_worker()
        fetch, self._wanted = self._wanted, False
        try:
            sources, taken = read_sources(self._root), taken_before(self._root)
        except BriefingError as error:
            if error.one_line() != self._fault and not worker.is_cancelled:
                self._fault, self._told = error.one_line(), None
                self._screen.post_message(self.Failed(error))
            return
        self._fault = ""
        offers = [SourceOffer(one, read=False) for one in sources]
        told = 0.0
        for at, source in enumerate(sources):
            if worker.is_cancelled:
                return
            offers[at] = self._read(source)
            if self._told is None and time.monotonic() - told > _TELL_SECONDS:  # the first time as they come
                told = time.monotonic()
                self._screen.post_message(self.Listed(list(offers), taken))
        self._tell(offers, taken)
        for at, source in enumerate(sources):
            if worker.is_cancelled:
                return
            if source.git and not source.fault and (fetch or access.is_stale(source, self._cache)):
                self._screen.post_message(self.Fetching(source.name))
                offers[at] = self._fetch(source)
                self._tell(offers, taken)
        self._screen.post_message(self.Fetching(""))

    def _tell(self, offers: list[SourceOffer], taken: dict[str, str]) -> None:
        if (offers, taken) != self._told and not get_current_worker().is_cancelled:
            self._told = list(offers), taken
            self._screen.post_message(self.Listed(list(offers), taken))

    def _fetch(self, source: Source) -> SourceOffer:
        try:
            worker = get_current_worker()
            access.update(source, self._cache, stop=lambda: worker.is_cancelled)
        except BriefingError as error:
            return self._read(source)._replace(reason=error.one_line())
        return self._read(source)

    def _read(self, source: Source) -> SourceOffer:
        made = SourceOffer(source, reason=access.trouble(source, self._cache))
        if source.fault:
            return made
        when = access.fetched_at(source, self._cache)
        if when:
            made = made._replace(fetched=time.strftime("%Y-%m-%d %H:%M", time.localtime(when)))
        try:
            shelf = access.open_shelf(source, self._cache)
            try:
                issues = newest(shelf, self._known.get(source.name, {}))
            finally:
                shelf.close()
        except BriefingError as error:
            return made._replace(reason=made.reason or error.message)
        self._known[source.name] = {(one.file, one.mark): one for one in issues}
        return made._replace(issues=tuple(issues))
