"""Who may write in a library, and what stands in the way. Called before editing begins, by `doctor` and by `check`.

Looks only. The root says with whom the library is shared; years, trash, locks, the inbox, records and the history that do not follow it
lock somebody out, who finds that nowhere else before a save. Each obstacle comes with the command that mends it. A folder nobody may write is closed on purpose.
"""

import os
import shlex
import stat
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.errors import LibraryError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk.names import is_candidate, is_year
from briefing_tui.library.disk.sharing import Rights, rights_of
from briefing_tui.library.disk.trash import FOLDER as TRASH

_UNITS = 1000
"""Folders of units that are looked at."""
_JOURNALS, _DECISIONS = ("", ".jsonl"), ("decisions-", ".toml")
"""What the names of the records in `deliveries/` and in `inbox/` begin and end with."""
_WRITERS = 0o022
"""Rights of group and others to write."""


class Obstacle(NamedTuple):
    """Something in a library that keeps an editor out."""

    file: str
    """Relative to the library."""
    text: str
    command: str
    """Mends it when its owner runs it."""
    owner: str
    """Account name of the owner."""

    @property
    def remedy(self) -> str:
        """Who has to do what."""
        return _("{owner} or root: {command}").format(owner=self.owner, command=self.command)


def check_may_write(root: str, folder: str, path: str = "") -> None:
    """LibraryError with the remedy unless this user may write in a year's folder and replace the file at `path`.

    A folder that is not there is no hindrance.
    """
    rights = rights_of(root)
    try:
        status = os.lstat(folder)
        file = os.lstat(path) if path else None
    except OSError:
        return
    if rights is None or not stat.S_ISDIR(status.st_mode):
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        text = _("you may not write in this directory: no change could be saved")
    elif file is not None and _is_stuck(status, file):
        text = _("only its owner may replace a file in this directory: no change could be saved")
    else:
        return
    remedy = _folder_obstacle(root, folder, text, status, rights).remedy
    raise LibraryError(text, place=Place(folder), hint=remedy)


def obstacles(root: str) -> Iterator[Obstacle]:
    """All in the years, the trash, the inbox, the records and the history of a library, by name."""
    rights = rights_of(root)
    try:
        names = os.listdir(root)
    except OSError:
        return
    if rights is None:
        return
    if rights.mode & stat.S_ISVTX and rights.mode & _WRITERS:
        text = _("its sticky bit keeps the other editors from saving what you have saved")
        yield Obstacle(".", text, f"chmod -t {shlex.quote(root)}", _owner_of(root))
    for name in sorted(names):
        look = _in_folder if is_year(name) or name == TRASH else _LOOKS.get(name)
        folder = os.path.join(root, name)
        if look is None or (status := _folder_status(folder)) is None:
            continue
        yield from look(root, folder, status, rights)


def _folder_status(folder: str) -> os.stat_result | None:
    """Of a folder; None when it is none, or cannot be seen."""
    try:
        status = os.lstat(folder)
    except OSError:
        return None
    return status if stat.S_ISDIR(status.st_mode) else None


def _in_inbox(root: str, folder: str, status: os.stat_result, rights: Rights) -> Iterator[Obstacle]:
    """The inbox, its units, where decided contributions go, and the record of decisions, which everybody who decides writes on."""
    yield from _in_records(root, folder, status, rights, _DECISIONS)
    try:
        below = sorted(os.listdir(folder))
    except OSError:
        return
    for name in below[:_UNITS]:
        unit = os.path.join(folder, name)
        found = _folder_status(unit)
        text = _closed_to(unit, found, rights) if found is not None else ""
        if found is not None and text:
            yield _folder_obstacle(root, unit, text, found, rights)


def _in_records(
    root: str, folder: str, status: os.stat_result, rights: Rights, named: tuple[str, str] = _JOURNALS
) -> Iterator[Obstacle]:
    """Records of deliveries or decisions: files that are only added to, by whoever delivers or decides. Any other file is somebody's own."""
    text = _closed_to(folder, status, rights)
    if text:
        yield _folder_obstacle(root, folder, text, status, rights)
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        if name.startswith(named[0]) and name.endswith(named[1]):
            text = _("the other editors may not add to it")
            yield from _in_file(root, os.path.join(folder, name), rights, 0o066, text)


def _in_history(root: str, folder: str, status: os.stat_result, rights: Rights) -> Iterator[Obstacle]:
    """The repository in a library: one that only who made it may write keeps nothing of what the others save."""
    for name in ("", "objects"):
        path = os.path.join(folder, name) if name else folder
        found = status if not name else _folder_status(path)
        if found is None or not _closed_to(path, found, rights._replace(mode=rights.mode & 0o770)):
            continue
        quoted, group = shlex.quote(folder), _group_name(rights.group)
        command = f"chgrp -R {group} {quoted} && chmod -R g+rwX {quoted} && find {quoted} -type d -exec chmod g+s {{}} +"
        text = _("what the other editors save is not recorded in it")
        yield Obstacle(_below(root, folder), text, command, _owner_of(folder))
        return


_LOOKS = {"inbox": _in_inbox, "deliveries": _in_records, ".git": _in_history}


def _in_folder(root: str, folder: str, status: os.stat_result, rights: Rights) -> Iterator[Obstacle]:
    """A folder that keeps somebody out, and what in it cannot be opened."""
    text = _closed_to(folder, status, rights)
    if text:
        yield _folder_obstacle(root, folder, text, status, rights)
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        path = os.path.join(folder, name)
        if name.startswith(".") and name.endswith(".lock"):
            if not os.access(path, os.R_OK) and os.path.lexists(path):
                text = _("a lock that another user left, and that you may not open")
                yield Obstacle(_below(root, path), text, f"rm {shlex.quote(path)}", _owner_of(path))
        elif is_candidate(name):
            yield from _in_file(root, path, rights, 0o044, _("the other editors may not read it"))


def _in_file(root: str, path: str, rights: Rights, needed: int, text: str) -> Iterator[Obstacle]:
    """A file whose group lacks what is `needed` though it may write in the library; `text` says so."""
    try:
        status = os.lstat(path)
    except OSError:
        return
    if not stat.S_ISREG(status.st_mode) or not rights.mode & _WRITERS:
        return
    commands = _commands(path, status, rights, rights.of_file & needed)
    if commands:
        yield Obstacle(_below(root, path), text, " && ".join(commands), _owner_of(path))


def _closed_to(folder: str, status: os.stat_result, rights: Rights) -> str:
    """Whom a folder keeps out; empty when nobody, or when it is closed on purpose."""
    if not status.st_mode & 0o222:
        return ""
    if not os.access(folder, os.W_OK | os.X_OK):
        return (
            "" if not os.access(os.path.dirname(folder), os.W_OK | os.X_OK) else _("you may not write in it")
        )
    if not rights.mode & _WRITERS:
        return ""
    if status.st_mode & stat.S_ISVTX:
        return _("its sticky bit keeps the other editors from saving what you have saved")
    if _commands(folder, status, rights, rights.of_folder & 0o077):
        return _("the other editors may not write in it")
    return ""


def _folder_obstacle(root: str, folder: str, text: str, status: os.stat_result, rights: Rights) -> Obstacle:
    """What to do about a folder."""
    quoted = shlex.quote(folder)
    commands = _commands(folder, status, rights, rights.of_folder & 0o077)
    if status.st_mode & stat.S_ISVTX and not any(one.startswith("chmod") for one in commands):
        commands.append(f"chmod -t {quoted}")
    if not commands:  # the library belongs to one user, and this folder to another
        commands.append(f"chown {_owner_of(root)} {quoted}")
    return Obstacle(_below(root, folder), text, " && ".join(commands), _owner_of(folder))


def _commands(path: str, status: os.stat_result, rights: Rights, needed: int) -> list[str]:
    """What gives a name the group of the library and the bits that are `needed`; nothing when it has them."""
    quoted, commands = shlex.quote(path), []
    if status.st_gid != rights.group and needed & 0o070 and needed & 0o070 != (needed & 0o007) << 3:
        commands.append(f"chgrp {_group_name(rights.group)} {quoted}")
    if needed & ~status.st_mode:
        mode = rights.of_folder if stat.S_ISDIR(status.st_mode) else rights.of_file
        commands.append(f"chmod {mode:o} {quoted}")
    return commands


def _is_stuck(folder: os.stat_result, file: os.stat_result) -> bool:
    """Whether the sticky bit keeps this user from replacing a file."""
    return bool(folder.st_mode & stat.S_ISVTX) and os.geteuid() not in {0, folder.st_uid, file.st_uid}


def _below(root: str, path: str) -> str:
    return os.path.relpath(path, root)


def _owner_of(path: str) -> str:
    """Account name of an owner; the number when it has none."""
    import pwd

    try:
        number = os.lstat(path).st_uid
    except OSError:
        return "?"
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _group_name(number: int) -> str:
    import grp

    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)
