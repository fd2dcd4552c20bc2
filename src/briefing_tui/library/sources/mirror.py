"""Another library in a repository: what it has is fetched into the cache of this user, and read from there. Nothing of it becomes a file.

Fetched like any sync, by the hardened git of `sync.transport`; here only the newest state counts, so a place that rewrote its past is no trouble. The
cache may be deleted at any moment; a damaged one is fetched anew.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress

from briefing_tui.errors import BriefingError, LibraryError, NotFoundError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot, make_private_folder, write_private
from briefing_tui.library.disk.locks import LockedError, locked_beside
from briefing_tui.library.disk.names import is_candidate, is_year, key_of
from briefing_tui.library.disk.near_names import why_no_issue
from briefing_tui.library.history.blobs import Blobs
from briefing_tui.library.history.git import FOLDER, Git, GitError, check_git
from briefing_tui.library.history.upkeep import PACK
from briefing_tui.library.limits import SIZE_LIMIT
from briefing_tui.library.sources.shelf import SourceName
from briefing_tui.library.sync import refs, transport
from briefing_tui.library.sync.watched import Progress
from briefing_tui.opening import at_once

MOST = 1 << 30
"""Bytes that one fetch may bring; twenty years of published issues are 6 MB."""
_REF = "refs/heads/main"
_NOTE = "fetched"
"""A file beside the repository: when it was fetched by its time, and why the last fetch failed by what stands in it."""
_MANY = 60
"""Files of packs, two or three each, from which they are brought together."""
_ROWS = 20_000
"""Names of one folder that are looked at."""
_PATIENCE = 2.0
"""Seconds that another fetch of the same place is waited for: it brings the same."""


class MirrorShelf:
    """As `shelf.Shelf`."""

    def __init__(self, folder: str) -> None:
        """NotFoundError when nothing was fetched yet."""
        if not os.path.isdir(os.path.join(folder, FOLDER)):
            raise NotFoundError(_("was never fetched"))
        self._git = Git(folder)
        self._blobs = Blobs(self._git)
        self._commit = refs.commit_at(self._git, _REF)
        self._names: dict[str, str] = {}
        if not self._commit:
            raise NotFoundError(trouble_of(folder) or _("there is nothing in it yet"))

    def years(self) -> list[str]:
        """Its folders that are a year."""
        rows = self._rows("ls-tree", "-z", "--full-tree", self._commit)
        return sorted({name for kind, _blob, _size, name in rows if is_year(name) and kind}, reverse=True)

    def names(self, year: str) -> list[SourceName]:
        """One folder's."""
        found = []
        for mode, blob, size, file in self._rows(
            "ls-tree", "-l", "-z", "--full-tree", self._commit, f"{year}/"
        ):
            name = file.removeprefix(f"{year}/")
            if is_candidate(name):
                self._names[file] = blob
                found.append(
                    SourceName(key_of(name, int(year)), file, blob, _why_not(mode, size, name, year))
                )
        return found

    def read(self, name: SourceName) -> bytes:
        """A blob's bytes."""
        data = self._blobs.read(self._names.get(name.file, name.mark))
        if data is None:
            raise LibraryError(_("cannot be read"))
        return data

    def close(self) -> None:
        """End the git that reads."""
        self._blobs.close()

    def _rows(self, *words: str) -> list[tuple[str, str, str, str]]:
        """Mode, object, size and name of each row of a tree."""
        found = []
        for row in self._git.records(*words):
            about, _tab, name = row.decode("utf-8", "surrogateescape").partition("\t")
            mode, _kind, blob, *size = about.split()
            found.append((mode, blob, size[0] if size else "", name))
            if len(found) >= _ROWS:
                break
        return found


def mirror_folder(cache: str, url: str) -> str:
    """Where a place is mirrored; LibraryError without a cache."""
    if not cache:
        raise LibraryError(_("there is no cache directory, and what is fetched has to stand somewhere"))
    digest = hashlib.sha256(url.encode("utf-8", "surrogateescape")).hexdigest()[:20]
    return os.path.join(cache, "sources", digest)


def fetched_at(folder: str) -> float:
    """When the last fetch that succeeded was, in seconds since 1970; 0 for never."""
    try:
        return os.stat(os.path.join(folder, FOLDER, "FETCHED")).st_mtime
    except OSError:
        return 0.0


def trouble_of(folder: str) -> str:
    """Why the last fetch failed; empty when it did not."""
    try:
        with open(os.path.join(folder, _NOTE), encoding="utf-8", errors="replace", opener=at_once) as file:
            return " ".join(file.read(2000).split())
    except OSError:
        return ""


def tried_at(folder: str) -> float:
    """When the last fetch ended, well or not, in seconds since 1970; 0 for never."""
    try:
        failed = os.stat(os.path.join(folder, _NOTE)).st_mtime
    except OSError:
        failed = 0.0
    return max(failed, fetched_at(folder))


def update(
    url: str,
    folder: str,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> bool:
    """Fetch the newest state; whether it is another. BriefingError with one line when that cannot be done: what was fetched before stays.

    `stop` is asked from time to time whether it is wanted no more; then nothing is noted.
    """
    check_git()
    try:
        make_private_folder(folder)
    except OSError as error:
        raise cannot(_("cannot make the directory"), folder, error) from error
    try:
        with locked_beside(os.path.join(folder, _NOTE), _PATIENCE):
            return _noted(url, folder, progress, stop)
    except LockedError:
        raise GitError(_("is being fetched by another session"), hint=_("look again in a minute")) from None


def _noted(url: str, folder: str, progress: Progress | None, stop: Callable[[], bool] | None) -> bool:
    """`_fetched`, with a note of how it went."""
    note = os.path.join(folder, _NOTE)
    try:
        changed = _fetched(url, folder, progress, stop)
    except BriefingError as error:
        if stop is None or not stop():
            with suppress(LibraryError):
                write_private(note, error.one_line().encode("utf-8", "replace"))
        raise
    with suppress(OSError):
        os.unlink(note)
    write_private(os.path.join(folder, FOLDER, "FETCHED"), b"")
    return changed


def _fetched(url: str, folder: str, progress: Progress | None, stop: Callable[[], bool] | None) -> bool:
    git = _repository(folder)
    before = refs.commit_at(git, _REF)
    try:
        commit = transport.fetch(git, url, [before] if before else [], progress, most=MOST, stop=stop)
    except transport.TransportError:
        if not before or not git.ask("fsck", "--connectivity-only", before)[0]:
            raise
        shutil.rmtree(os.path.join(folder, FOLDER), ignore_errors=True)  # the cache itself is damaged
        git, before = _repository(folder), ""
        commit = transport.fetch(git, url, [], progress, most=MOST, stop=stop)
    if commit != before:
        refs.move(git, {_REF: commit})
        _pack(git, folder)
    return commit != before


def _pack(git: Git, folder: str) -> None:
    """Each fetch has made a pack: many become few. What git refuses now, it does another time."""
    packs = os.path.join(folder, FOLDER, "objects", "pack")
    with suppress(OSError, GitError):
        if len(os.listdir(packs)) > _MANY:
            git.ask("-c", "pack.threads=1", *PACK)


def _repository(folder: str) -> Git:
    """An empty one where there is none; made by hand, for git would look in the folders above."""
    own = os.path.join(folder, FOLDER)
    try:
        if not os.path.isfile(os.path.join(own, "HEAD")):
            for name in ("objects", os.path.join("refs", "heads")):
                os.makedirs(os.path.join(own, name), exist_ok=True)
            write_private(os.path.join(own, "config"), b"[core]\n\trepositoryformatversion = 0\n")
            write_private(os.path.join(own, "HEAD"), f"ref: {_REF}\n".encode())
    except OSError as error:
        raise cannot(_("cannot make the directory"), own, error) from error
    git = Git(folder)
    if git.ask("rev-parse", "--git-dir")[0]:
        raise GitError(_("the cache {folder} is no repository; remove it").format(folder=folder))
    return git


def _why_not(mode: str, size: str, name: str, year: str) -> str:
    """Why an entry of a tree is not opened; empty when it is."""
    if mode.startswith("12"):
        return _("is a symbolic link")
    if not mode.startswith("100"):
        return _("is no regular file")
    if not size.isdigit() or int(size) > SIZE_LIMIT:
        return _("is larger than {limit} MiB").format(limit=SIZE_LIMIT >> 20)
    return "" if key_of(name, int(year)) is not None else why_no_issue(name, int(year))
