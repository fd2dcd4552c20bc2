"""The way from a source to its files: opened as it is here, fetched when it is a repository. Called by the screens and the verb."""

import time
from collections.abc import Callable

from briefing_tui.library.sources import mirror
from briefing_tui.library.sources.directory import DirectoryShelf
from briefing_tui.library.sources.shelf import SourceShelf
from briefing_tui.library.sources.source import Source
from briefing_tui.library.sync.watched import Progress

FRESH = 900.0
"""Seconds after a fetch in which nobody fetches again without being asked to."""


def open_shelf(source: Source, cache: str) -> SourceShelf:
    """Its files, to be closed; LibraryError that says why they cannot be had. `cache` is the user's cache directory."""
    if source.directory:
        return DirectoryShelf(source.directory)
    return mirror.MirrorShelf(mirror.mirror_folder(cache, source.git))


def update(
    source: Source,
    cache: str,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> bool:
    """Fetch what it has now; whether that is another. A directory is always as it is. BriefingError when it cannot be done.

    `progress` is told how far it is, `stop` asked whether it is wanted no more.
    """
    if source.directory:
        return False
    return mirror.update(source.git, mirror.mirror_folder(cache, source.git), progress, stop)


def is_stale(source: Source, cache: str, now: float | None = None) -> bool:
    """Whether nobody tried to fetch it lately."""
    if source.directory or source.fault:
        return False
    then = mirror.tried_at(mirror.mirror_folder(cache, source.git)) if cache else 0.0
    return not 0 <= (time.time() if now is None else now) - then < FRESH


def fetched_at(source: Source, cache: str) -> float:
    """When it was fetched, in seconds since 1970; 0 for never, and for a directory."""
    return (
        0.0 if source.directory or not cache else mirror.fetched_at(mirror.mirror_folder(cache, source.git))
    )


def trouble(source: Source, cache: str) -> str:
    """Why it cannot be asked, or could not be fetched the last time; empty when all is well."""
    if source.fault or source.directory or not cache:
        return source.fault
    return mirror.trouble_of(mirror.mirror_folder(cache, source.git))
