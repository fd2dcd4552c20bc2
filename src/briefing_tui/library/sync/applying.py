"""What a sync brought, put into the files: each whole or not at all, under its lock, and only where it still is what was merged.

A file that somebody changed meanwhile, that is locked or just being edited away, stays as it is: the next sync brings it together. What
others took away goes to the trash.
"""

import os
from contextlib import AbstractContextManager
from typing import NamedTuple

from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.i18n import _
from briefing_tui.library.disk import trash
from briefing_tui.library.disk.files import cannot, read_regular, sharing, sync_folder, write_whole
from briefing_tui.library.disk.locks import locked, locked_beside
from briefing_tui.library.disk.presence import Notes
from briefing_tui.library.disk.sharing import make_folder, rights_of
from briefing_tui.library.history.kept import ISSUE, Kept
from briefing_tui.library.history.seen import blob_name
from briefing_tui.library.sync.blobs import BlobStore
from briefing_tui.library.sync.plan import Decided
from briefing_tui.library.sync.watched import FILES, Progress

_PATIENCE = 2.0
"""Seconds that a file's lock is waited for."""


class Applied(NamedTuple):
    """What became of the files."""

    done: frozenset[str]
    late: tuple[tuple[str, str], ...]
    """Names of those that stayed as they were, and why where the disk refused; empty for what the next sync does."""


def apply(root: str, blobs: BlobStore, decided: "list[Decided]", progress: Progress | None = None) -> Applied:
    """Put them into the files; those that come before those that go, so that a renamed issue is always somewhere."""
    done, late = [], []
    for at, one in enumerate(sorted(decided, key=lambda one: (one.result is None, one.file.name)), 1):
        if progress is not None:
            progress(FILES, at, len(decided))
        try:
            if _put(root, one, blobs.data(one.result)):
                done.append(one.file.name)
            else:
                late.append((one.file.name, ""))
        except BriefingError as error:
            late.append((one.file.name, error.one_line()))
    return Applied(frozenset(done), tuple(late))


def _put(root: str, one: Decided, data: bytes | None) -> bool:
    """Whether it was done."""
    path = os.path.join(root, one.file.name)
    if data is not None:
        _make_folder(root, os.path.dirname(path))
    elif not os.path.lexists(path):
        return True
    with _lock(root, one.file, path):
        if state_of(root, one.file) != one.mine:
            return False
        if data is not None:
            if one.whole and one.file.key is not None and one.file.kind == ISSUE:
                trash.keep_in_trash(root, path, one.file.key)
            with sharing(rights_of(root)):
                write_whole(path, data)
            return True
        if one.file.kind == ISSUE and one.file.key is not None:
            if Notes(root).others(one.file.key):
                return False
            trash.move_to_trash(root, path, one.file.key)
            return True
        try:
            os.unlink(path)
            sync_folder(os.path.dirname(path))
        except OSError as error:
            raise cannot(_("cannot delete"), path, error) from error
        return True


def state_of(root: str, file: Kept) -> str | None:
    """The blob that stands on the disk; None for no file. LibraryError when it cannot be read."""
    try:
        data, _status = read_regular(os.path.join(root, file.name), root, file.limit)
    except NotFoundError:
        return None
    return blob_name(data)


def _lock(root: str, file: Kept, path: str) -> AbstractContextManager[None]:
    if file.kind == ISSUE and file.key is not None:
        return locked(root, file.key, _PATIENCE)
    return locked_beside(path, _PATIENCE)


def _make_folder(root: str, folder: str) -> None:
    if os.path.lexists(folder):
        return
    try:
        make_folder(root, folder)
        sync_folder(root)
    except FileExistsError:
        return
    except OSError as error:
        raise cannot(_("cannot make the directory"), folder, error) from error
