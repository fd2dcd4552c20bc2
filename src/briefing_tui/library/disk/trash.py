"""Issues that were deleted: `LIBRARY/.trash/2024-14.20241216T140203Z.toml`, and back again. Called by the editor.

Files are moved or linked: nothing is lost at any moment, and a full disk is no hindrance. A move never lands on a
file that is there. Whoever calls holds the lock of the issue.
"""

import os
import time
from collections.abc import Callable
from typing import NamedTuple

from briefing_tui.errors import ExistsError, KeyFormatError, LibraryError, NotFoundError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot, check_status, read_regular, sync_folder, write_whole
from briefing_tui.library.disk.moving import move
from briefing_tui.library.disk.sharing import make_folder
from briefing_tui.model.key import IssueKey, parse_key

__all__ = ["FOLDER", "Trashed", "latest", "move", "move_to_trash", "trashed"]

FOLDER = ".trash"
_ENDING = ".toml"
_MOMENT = "%Y%m%dT%H%M%SZ"
_TRIES = 100
"""Deletions of one key within a second; far more than anybody does."""


class Trashed(NamedTuple):
    """One deleted issue."""

    key: IssueKey
    deleted: str
    """UTC, `20241216T140203Z`; a number follows when there were several in that second. Sorts by time."""
    path: str


def trashed(root: str) -> list[Trashed]:
    """All deleted issues, latest first. Names that are not ours are left out."""
    folder = os.path.join(root, FOLDER)
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise cannot(_("cannot list"), folder, error) from error
    found: list[Trashed] = []
    for name in names:
        stem, _dot, deleted = name.removesuffix(_ENDING).partition(".")
        if not (name.endswith(_ENDING) and deleted):
            continue
        try:
            found.append(Trashed(parse_key(stem), deleted, os.path.join(folder, name)))
        except KeyFormatError:
            continue
    return sorted(found, key=lambda one: (one.deleted, one.key), reverse=True)


def move_to_trash(root: str, path: str, key: IssueKey) -> Trashed:
    """Move the file of `key` at `path` into the trash, durably."""
    return _into_trash(root, path, key, move)


def keep_in_trash(root: str, path: str, key: IssueKey) -> Trashed:
    """Let the file of `key` at `path`, which is about to be replaced, stand in the trash too, durably."""
    return _into_trash(root, path, key, _stand_twice)


def _into_trash(root: str, path: str, key: IssueKey, put: Callable[[str, str], None]) -> Trashed:
    folder = os.path.join(root, FOLDER)
    try:
        check_status(os.lstat(path), path, limit=1 << 62)
        if not os.path.lexists(folder):
            make_folder(root, folder)
            sync_folder(root)
        if os.path.islink(folder):
            raise LibraryError(_("is no directory (links are not followed)"), place=Place(folder))
    except OSError as error:
        raise cannot(_("cannot delete"), path, error) from error
    moment = time.strftime(_MOMENT, time.gmtime())
    for number in range(_TRIES):
        deleted = f"{moment}-{number:02}" if number else moment
        target = os.path.join(folder, f"{key.stem}.{deleted}{_ENDING}")
        try:
            put(path, target)
        except ExistsError:
            continue
        return Trashed(key, deleted, target)
    raise ExistsError(_("is in the trash already"), place=Place(path))


def latest(root: str, key: IssueKey) -> Trashed:
    """The issue that was deleted last under `key`; NotFoundError when there is none."""
    for one in trashed(root):
        if one.key == key:
            return one
    raise NotFoundError(_("no issue {key} in the trash").format(key=key))


def _stand_twice(old: str, new: str) -> None:
    """Give a file a second name, or make a copy where there are no links; ExistsError when something stands at `new`."""
    try:
        os.link(old, new, follow_symlinks=False)
        sync_folder(os.path.dirname(new))
    except FileExistsError as error:
        raise ExistsError(_("is there already"), place=Place(new)) from error
    except OSError:
        data, _status = read_regular(old, os.path.dirname(old), limit=1 << 62)
        if os.path.lexists(new):
            raise ExistsError(_("is there already"), place=Place(new)) from None
        write_whole(new, data)


def put_over(old: str, new: str) -> None:
    """Move a file over another one, durably, in one step; LibraryError when the disk refuses."""
    try:
        os.replace(old, new)
        for folder in {os.path.dirname(new), os.path.dirname(old)}:
            sync_folder(folder)
    except OSError as error:
        raise cannot(_("cannot move to {new}").format(new=new), old, error) from error
