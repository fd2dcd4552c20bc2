"""Search through a whole library: finds the records, in order, with snippets and the place where to open them.

Called by the verbs `search` and `stats` and, in threads, by their screens: `ready`, then any number of questions, then
`catch_up` when there is time. A question asked too early makes itself ready. The answers are those of the files (promise
I1): the disk is asked which files are not as the catalog knows them; those are read and looked at themselves, whatever
the catalog says. With no catalog, or one that cannot be trusted, that is every file: slower, and the same answers.
`catch_up` brings the catalog up to date, if this session may write it; others may search meanwhile.

Order of hits: those in titles first, then the newer issue, then the position (`RANK`); or without regard to titles (`DATE`).
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from heapq import merge
from itertools import islice
from threading import RLock
from typing import NamedTuple, TypeVar

from briefing_tui.library.catalog.changes import Changes, compare, survey
from briefing_tui.library.catalog.document import Document
from briefing_tui.library.catalog.seal import catalog_path
from briefing_tui.library.catalog.store import BATCH, Catalog
from briefing_tui.library.catalog.survey import YearSurvey, file_stamp
from briefing_tui.library.catalog.unstored import Overlay, Progress, Stop
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.hits import Hit, make_hit
from briefing_tui.library.search.lookup import candidates, count_by_rows
from briefing_tui.library.search.matching import Match, Matcher
from briefing_tui.library.search.query import parse_query
from briefing_tui.model.key import IssueKey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.search.earlier import Earlier
    from briefing_tui.library.search.statistics import Statistics
    from briefing_tui.model.issue import Issue

Answer = TypeVar("Answer")
RANK, DATE = SORTS = ("rank", "date")
SNIPPET_CELLS = 60
FEW = 50
"""Changed files that are read for the answer alone; of more the catalog is told first, so that no work is lost."""
_KEPT = 100
"""Documents in memory at once; so what the first pass of a search for a rare word fetched is at hand for the second."""
_ATTEMPTS = 3
"""Times a search is done again because a file changed while it was searched."""


class Results(NamedTuple):
    """What a search found."""

    hits: list[Hit]
    """In order; at most as many as were asked for."""
    more: bool
    """There are more."""
    counts: dict[IssueKey, int]
    """How many records of an issue are found, whether listed or not; for each issue that is listed."""


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """Shows nothing."""


def never() -> bool:
    """Does not stop."""
    return False


class _ChangedError(Exception):
    """A file changed while it was searched."""


class Finder:
    """Searches one library. Any number of threads may call it; searches wait for one another."""

    def __init__(
        self,
        library: LibraryReader,
        cache_directory: str | None,
        *,
        writable: bool = True,
        ambiguous: int = 1,
    ) -> None:
        self._library = library
        self._path = catalog_path(cache_directory, library.root) if cache_directory else ""
        self._writable = writable and bool(cache_directory)
        self._ambiguous = ambiguous
        self._lock = RLock()
        self._catalog: Catalog | None = None
        self._overlay = Overlay(library.root)
        self._changes: list[Changes] = []
        self._ready = False
        """The overlay holds what the last look found."""

    # The disk and the catalog

    def ready(self, progress: Progress = no_progress, stop: Stop = never, *, figures: bool = False) -> bool:
        """Ask the disk, and read what the catalog does not have as it is; False when stopped before the end.

        What is much is read into the catalog, with `figures` those too, if this session may write it: so each file is read
        once, and what was done when it is stopped stays done. The words are left to `catch_up`. LibraryError when the
        library cannot be listed.
        """
        if self._look() > FEW or (figures and self._lacks_figures()):
            self.catch_up(progress, stop, index=False, figures=figures)
            if stop():
                return False
            self._look()
        return self._read(progress, stop)

    def catch_up(
        self,
        progress: Progress = no_progress,
        stop: Stop = never,
        *,
        index: bool = True,
        figures: bool = False,
    ) -> bool:
        """Bring the catalog, with `index` the words, with `figures` those, up to date; whether that was done to the end.

        False also when this session may not write, another is writing, or the disk refuses: searches go on without.
        What was done when it is stopped stays done. Searches may run meanwhile, in other threads and processes.
        """
        if not self._writable:
            return False
        seen = survey(self._library.root)
        self._look(seen)
        if self.is_complete(index=index, figures=figures):
            return True
        from briefing_tui.library.catalog.update import update_catalog

        root = self._library.root
        done = update_catalog(self._path, root, seen, progress, stop, index=index, figures=figures)
        if done is None:
            return False
        self._drop()
        return done

    def is_complete(self, *, index: bool = True, figures: bool = False) -> bool:
        """Whether, by what was last seen of the disk, `catch_up` would have nothing to do. Asks no disk."""
        with self._lock:
            catalog = self._catalog
            if catalog is None or self._changes:
                return False
            try:
                unindexed = index and catalog.words and catalog.unindexed()
            except sqlite3.Error:
                return False
            return not unindexed and not (figures and self._lacks_figures())

    def behind(self) -> int:
        """How many files the catalog does not have as they are, or their words not in its index. LibraryError when the library cannot
        be listed.
        """
        with self._lock:
            changed = self._look()
            try:
                known = self._catalog
                return changed + (len(known.unindexed()) if known is not None and known.words else 0)
            except sqlite3.Error:
                self._drop()
                return changed

    def _look(self, seen: dict[str, YearSurvey] | None = None) -> int:
        """Ask the disk, unless what it says is at hand; how many files are not as the catalog has them."""
        with self._lock:
            if seen is None:
                seen = survey(self._library.root)
            self._open()
            try:
                known = self._catalog.years() if self._catalog is not None else {}
            except sqlite3.Error:
                self._drop()
                known = {}
            self._changes = compare(known, seen)
            return sum(len(change.changed) + len(change.gone) for change in self._changes)

    def _refresh(self) -> None:
        """Ask the disk, and read what is not in the catalog as it is, however much that is."""
        with self._lock:
            self._look()
            self._read(no_progress, never)

    def _read(self, progress: Progress, stop: Stop) -> bool:
        with self._lock:
            self._ready = self._overlay.lay(self._changes, progress, stop)
            return self._ready

    def _lacks_figures(self) -> bool:
        """Whether the catalog has issues whose figures were not made yet."""
        with self._lock:
            try:
                return self._catalog is not None and bool(self._catalog.without_figures())
            except sqlite3.Error:
                return True

    def _open(self) -> None:
        """Have the catalog that is there now, if it can be trusted."""
        if self._catalog is not None and not self._catalog.is_current():
            self._drop()
        if self._catalog is None and self._path:
            self._catalog = Catalog.open(self._path, self._library.root)

    def let_go(self) -> None:
        """Nothing of the catalog is open until the next question: before a process is forked that asks as well."""
        self._drop()

    def _drop(self) -> None:
        """Have no catalog until the next look."""
        with self._lock:
            if self._catalog is not None:
                self._catalog.close()
            self._catalog, self._ready = None, False

    # Searching

    def search(
        self, text: str, *, limit: int | None = 50, sort: str = RANK, cells: int = SNIPPET_CELLS
    ) -> Results:
        """The first `limit` hits of a query (all for None), with snippets of `cells` at most."""
        matcher = self._matcher(text)
        with self._lock:
            found, counts = self._sure(lambda: self._collect(matcher, limit, sort))
        more = limit is not None and len(found) > limit
        keys: dict[int, IssueKey] = {}
        hits = []
        for document, match in found[:limit]:
            if (key := keys.get(document.ordinal)) is None:
                key = keys[document.ordinal] = document.key
            hits.append(make_hit(key, document, match, matcher, cells, self._ambiguous))
        return Results(hits, more, {key: counts[ordinal] for ordinal, key in keys.items()})

    def statistics(self) -> "Statistics":
        """Counts of the whole library. Quick when the catalog has all figures (`ready` with `figures`)."""
        from briefing_tui.library.search.statistics import count_library

        readers = self._library.published_only
        with self._lock:
            return self._sure(lambda: count_library(self._catalog, self._overlay, published_only=readers))

    def earlier(self, issue: "Issue") -> "list[Earlier | None]":
        """For each item of an issue, the item of an earlier issue that it repeats, or None; as far as the index was brought up."""
        from briefing_tui.library.search.earlier import EarlierItems, EarlierQuery

        head = issue.masthead
        asking = EarlierQuery(issue.key, head.date.isoformat() if head.date else "")
        readers = self._library.published_only

        def ask() -> "list[Earlier | None]":
            older = EarlierItems(self._catalog, self._overlay, asking, published_only=readers)
            return [older.find(item) for section in issue.sections for item in section.items]

        with self._lock:
            return self._sure(ask)

    def count(self, text: str) -> int:
        """How many records a query finds."""
        matcher = self._matcher(text)
        with self._lock:
            return self._sure(lambda: self._count(matcher))

    def _count(self, matcher: Matcher) -> int:
        known = None
        if self._catalog is not None:
            known = count_by_rows(self._catalog, matcher, self._overlay.hidden)
        documents = self._documents(matcher, {}, titles=False) if known is None else self._overlay.documents
        return (known or 0) + sum(len(matcher.matches(one)) for one in documents)

    def _matcher(self, text: str) -> Matcher:
        return Matcher(parse_query(text), published_only=self._library.published_only)

    def _sure(self, work: Callable[[], Answer]) -> Answer:
        """What `work` answers, when the catalog was to be trusted until the end; else without the catalog."""
        for _attempt in range(_ATTEMPTS):
            if not self._ready:
                self._refresh()
            try:
                with self._catalog.snapshot() if self._catalog is not None else nullcontext():
                    answer = work()
            except _ChangedError:
                self._ready = False
                continue
            except sqlite3.Error:
                self._drop()
                continue
            if self._catalog is None or self._catalog.trusted():
                return answer
            self._drop()
        self._drop()
        self._path = ""
        self._refresh()
        return work()

    def _collect(
        self, matcher: Matcher, limit: int | None, sort: str
    ) -> tuple[list[tuple[Document, Match]], dict[int, int]]:
        """The hits to be listed and one more, in order; and how many the issues they are from have."""
        room = None if limit is None else limit + 1
        counts: dict[int, int] = {}
        ranked = sort == RANK and matcher.ranks_titles
        if not ranked or room is None:
            found = list(islice(self._matches(matcher, counts, {}, titles=False), room))
            if ranked:
                found.sort(key=lambda pair: not pair[1].in_title)
        else:
            kept: dict[int, Document] = {}
            titled = (pair for pair in self._matches(matcher, counts, kept, titles=True) if pair[1].in_title)
            found = list(islice(titled, room))
            if len(found) < room:
                rest = (
                    pair
                    for pair in self._matches(matcher, counts, kept, titles=False)
                    if not pair[1].in_title
                )
                found += islice(rest, room - len(found))
        self._check({document.file: document for document, _match in found[:limit]})
        return found, counts

    def _matches(
        self, matcher: Matcher, counts: dict[int, int], kept: dict[int, Document], *, titles: bool
    ) -> Iterator[tuple[Document, Match]]:
        """All hits of the issues that may have one, newest issue first; fills `counts`. `kept`: as for `_known`."""
        for document in self._documents(matcher, kept, titles=titles):
            matches = matcher.matches(document)
            if matches:
                counts[document.ordinal] = len(matches)
                for match in matches:
                    yield document, match

    def _documents(self, matcher: Matcher, kept: dict[int, Document], *, titles: bool) -> Iterator[Document]:
        """The documents that may have a hit, newest first. `kept`: as for `_known`."""
        if matcher.nothing:
            return iter(())
        known = self._known(matcher, kept, titles=titles)
        return merge(known, self._overlay.documents) if self._overlay.documents else known

    def _known(self, matcher: Matcher, kept: dict[int, Document], *, titles: bool) -> Iterator[Document]:
        """Those the catalog has as they are. `kept` are those fetched before; those that are fetched now come to it."""
        catalog, hidden = self._catalog, self._overlay.hidden
        if catalog is None:
            return
        wanted = (one for one in candidates(catalog, matcher, titles=titles) if one not in hidden)
        while batch := list(islice(wanted, BATCH)):
            missing = [one for one in batch if one not in kept]
            if len(kept) > _KEPT:
                kept.clear()
                missing = batch
            if missing:
                kept.update((one.ordinal, one) for one in catalog.documents(missing))
            yield from [kept[one] for one in batch if one in kept]

    def _check(self, documents: dict[str, Document]) -> None:
        """_ChangedError when the file of one of these is not as it was."""
        for file, document in documents.items():
            try:
                status = os.lstat(f"{self._library.root}/{file}")
            except OSError:
                raise _ChangedError from None
            if file_stamp(status) != document.stamp:
                raise _ChangedError
