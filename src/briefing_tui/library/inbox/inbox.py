"""The inbox of a library: what waits, and what was decided. Called by the screens and the verbs.

`Inbox` has no method that writes; `InboxEditor` adds taking and declining. Only regular files inside are opened, links and FIFOs are
listed with the reason (promise F1). A decision is noted first and the file moved then, by one call of the system; a
session that is killed between leaves a file that waits although it is decided, and the next editor's look moves it. Nothing is
deleted, and no move lands on a file that is there.
"""

import datetime as dt
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress

from briefing_tui.errors import (
    BriefingError,
    ExistsError,
    LibraryError,
    NotFoundError,
    Place,
    UnsafeFileError,
)
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot, check_status, read_regular, sync_folder
from briefing_tui.library.disk.locks import PATIENCE, LockedError, locked_beside
from briefing_tui.library.disk.moving import move
from briefing_tui.library.disk.names import INBOX, make_stamp
from briefing_tui.library.disk.sharing import make_folder
from briefing_tui.library.disk.user_name import account_name
from briefing_tui.library.inbox.contribution import DECLINED, TAKEN, Contribution, Decision, Usage
from briefing_tui.library.inbox.names import is_left_by_a_program, is_on_its_way
from briefing_tui.library.inbox.record import append_decision, read_decisions
from briefing_tui.text.clean import clean_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.entry import Stamp

SIZE_LIMIT = 64 << 20
"""Bytes of a contribution; what can be read of one is for the importers to say."""
COUNT_LIMIT = 5000
"""Contributions that are listed; an inbox with more has been forgotten, or flooded."""
_DEPTH = 4
"""Folders below the inbox that are looked into."""
_NAME_BYTES = 200
"""Bytes of a name that is made; file systems take 255."""
_TRIES = 100
"""Files of one name that were decided on alike."""


class Inbox:
    """The inbox as a reader sees it: empty for one who sees published issues alone."""

    def __init__(self, root: str, *, published_only: bool = False) -> None:
        self.root = root
        """The library."""
        self.folder = os.path.join(root, INBOX)
        self._hidden = published_only
        self._hashes: dict[str, tuple[Stamp, str]] = {}

    def waiting(self) -> list[Contribution]:
        """What waits, by unit, the latest of each first. LibraryError when the inbox, or what was decided, cannot be read."""
        if self._hidden:
            return []
        found = list(self._walk())
        decisions = self.decisions()
        sizes = {one.size for one in decisions}
        shown = (
            self._known(one, decisions) if one.stamp.size in sizes and not one.reason else one
            for one in found
        )
        kept = [one for one in shown if one is not None]
        latest = sorted(sorted(kept, key=lambda one: one.file), key=lambda one: one.received, reverse=True)
        return sorted(latest, key=lambda one: one.unit)

    def count(self) -> int:
        """How many files wait, by their names alone; 0 when nobody can tell."""
        if self._hidden or not os.path.isdir(self.folder):
            return 0
        try:
            return sum(1 for _one in self._walk())
        except LibraryError:
            return 0

    def decisions(self) -> list[Decision]:
        """What was decided, in order."""
        return [] if self._hidden else read_decisions(self.root)

    def find(self, text: str) -> Contribution:
        """The contribution that a user names: by its file, with or without `inbox/`, or by its own name when no other has it.

        NotFoundError when there is none, or several.
        """
        wanted = text.removeprefix(f"{self.folder}/").removeprefix(f"{INBOX}/").removeprefix("./")
        waiting = self.waiting()
        same = [one for one in waiting if one.file == wanted] or [
            one for one in waiting if os.path.basename(one.file) == wanted
        ]
        if len(same) == 1:
            return same[0]
        names = "、".join(clean_line(one.file) for one in (same or waiting)[:8])
        if same:
            raise NotFoundError(
                _("several contributions have the name {name!r}").format(name=wanted), hint=names
            )
        hint = _("there are: {names}").format(names=names) if names else _("the inbox is empty")
        raise NotFoundError(_("no contribution {name!r}").format(name=clean_line(wanted)[:80]), hint=hint)

    def read(self, one: Contribution) -> bytes:
        """The bytes of a contribution; LibraryError or UnsafeFileError when they cannot be had."""
        if one.reason:
            raise UnsafeFileError(one.reason, place=Place(self.path(one)))
        return read_regular(self.path(one), self.root, SIZE_LIMIT)[0]

    def path(self, one: Contribution) -> str:
        """Where it lies."""
        return os.path.join(self.folder, one.file)

    def usage(self, year: int | None = None) -> dict[str, Usage]:
        """What each unit sent in and what was taken, in a year or ever. Files of no unit are left out."""
        made: dict[str, Usage] = {}
        decided = {(one.file, one.to): one for one in self.decisions()}
        waiting = [(one.unit, one.received, 0) for one in self.waiting()]
        known = [(one.unit, one.when, int(one.what == TAKEN)) for one in decided.values()]
        for unit, when, taken in (*waiting, *known):
            if unit and year in (None, int(when[:4])):
                before = made.get(unit, Usage())
                made[unit] = Usage(before.sent + 1, before.taken + taken)
        return made

    def _known(self, one: Contribution, decisions: list[Decision]) -> Contribution | None:
        """With what became of the same bytes before; None when this very file is decided, and only has to be moved."""
        try:
            mark = self._hash(one)
        except BriefingError:
            return one
        same = [other for other in decisions if other.size == one.stamp.size and other.sha256 == mark]
        for other in same:
            is_this = other.file == one.file and one.received <= other.when
            if is_this and not os.path.lexists(os.path.join(self.folder, other.to)):
                return self._unfinished(one, other)
        return one._replace(before=same[-1].told) if same else one

    def _unfinished(self, one: Contribution, decision: Decision) -> Contribution | None:
        """A file that was decided on and not moved; a reader leaves it where it is."""
        return one._replace(before=decision.told)

    def _hash(self, one: Contribution) -> str:
        held = self._hashes.get(one.file)
        if held is None or held[0] != one.stamp:
            held = one.stamp, hashlib.sha256(self.read(one)).hexdigest()
            self._hashes[one.file] = held
        return held[1]

    def _walk(self) -> Iterator[Contribution]:
        """Every file below the inbox but hidden ones, what programs leave, and those that were decided; each says why it cannot be opened."""
        left = COUNT_LIMIT
        folders = [("", 0)]
        while folders and left:
            below, depth = folders.pop()
            try:
                entries = self._entries(below)
            except LibraryError as error:
                if not below:
                    raise
                yield _contribution(below, None, error.message)
                continue
            for entry in entries:
                file = f"{below}/{entry.name}" if below else entry.name
                if is_left_by_a_program(entry.name) or (not below and _is_ours(entry.name)):
                    continue
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError as error:
                    yield _contribution(file, None, cannot(_("cannot read"), file, error).message)
                    continue
                if stat.S_ISDIR(status.st_mode) and depth < _DEPTH:
                    folders.append((file, depth + 1))
                    continue
                yield _contribution(file, status, _why_not(file, status))
                left -= 1
                if not left:
                    return

    def _entries(self, below: str) -> "list[os.DirEntry[str]]":
        folder = os.path.join(self.folder, below) if below else self.folder
        try:
            if os.path.islink(folder):
                raise LibraryError(_("is no directory (links are not followed)"), place=Place(folder))
            with os.scandir(folder) as found:
                return sorted(found, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise cannot(_("cannot list"), folder, error) from error


class InboxEditor(Inbox):
    """Adds deciding."""

    def __init__(self, root: str, *, who: str = "", now: Callable[[], dt.datetime] = dt.datetime.now) -> None:
        super().__init__(root)
        self._who = who or account_name()
        self._now = now

    def check_may_decide(self, one: Contribution) -> None:
        """LibraryError with the remedy when its folder lets nobody of ours move a file away: asked before an issue is saved with it."""
        folder = os.path.dirname(self.path(one))
        if os.path.isdir(folder) and not os.access(folder, os.W_OK | os.X_OK):
            raise LibraryError(
                _("you may not move files out of this directory"),
                place=Place(folder),
                hint=_("`{command}` says what mends it").format(command="briefing-tui check"),
            )

    def take(self, one: Contribution, items: tuple[str, ...], unit: str = "") -> Decision:
        """It is in an issue now, under these addresses, and saved there: move it to `taken/`. `unit` is who sent it in, where no folder
        says so. NotFoundError when somebody else decided on it meanwhile; LibraryError when the disk refuses.
        """
        first = items[0] if items else ""
        return self._decide(one, TAKEN, f"{first} {one.file}", unit, items=items)

    def decline(self, one: Contribution, reason: str, unit: str = "") -> Decision:
        """It goes into no issue: move it to `declined/` and note the reason. Errors as in `take`."""
        day = self._now().strftime("%Y-%m-%d")
        return self._decide(one, DECLINED, f"{day} {one.file}", unit, reason=reason)

    def _decide(
        self,
        one: Contribution,
        what: str,
        name: str,
        unit: str,
        *,
        items: tuple[str, ...] = (),
        reason: str = "",
    ) -> Decision:
        if one.reason:
            raise UnsafeFileError(one.reason, place=Place(self.path(one)))
        self.check_may_decide(one)
        with self._deciding():
            data, status = read_regular(self.path(one), self.root, SIZE_LIMIT)
            if make_stamp(status) != one.stamp:
                raise LibraryError(
                    _("was written to since it was looked at"),
                    place=Place(self.path(one)),
                    hint=_("look at it again"),
                )
            self._make_folder(what)
            decision = Decision(
                what,
                one.file,
                one.unit or unit,
                self._free_name(what, name),
                self._now().strftime("%Y-%m-%d %H:%M"),
                self._who,
                items,
                reason,
                len(data),
                hashlib.sha256(data).hexdigest(),
            )
            append_decision(self.root, decision)
            self._carry_out(one, decision)
        return decision

    def _carry_out(self, one: Contribution, decision: Decision) -> None:
        """Move what was decided on and noted; where that is refused, the error says that it is noted, for the next look moves it."""
        try:
            move(self.path(one), os.path.join(self.folder, decision.to))
        except LibraryError as error:
            if not os.path.lexists(self.path(one)):
                raise
            raise LibraryError(_not_moved(decision, error), place=Place(self.path(one))) from error

    def _unfinished(self, one: Contribution, decision: Decision) -> Contribution | None:
        """Do what a killed session left undone; where that is refused, the file is listed with the reason. A session that is just deciding
        moves the file itself.
        """
        try:
            with self._deciding(patience=0), suppress(NotFoundError, ExistsError):
                self._make_folder(decision.what)
                move(self.path(one), os.path.join(self.folder, decision.to))
        except LockedError:
            return None
        except LibraryError as error:
            return one._replace(reason=_not_moved(decision, error))
        return None

    def _deciding(self, patience: float = PATIENCE) -> AbstractContextManager[None]:
        """Held from the note of a decision until its file is moved; LockedError after `patience` seconds."""
        return locked_beside(os.path.join(self.folder, "deciding"), patience)

    def _make_folder(self, name: str) -> None:
        folder = os.path.join(self.folder, name)
        try:
            if not os.path.lexists(folder):
                make_folder(self.root, folder)
                sync_folder(self.folder)
        except OSError as error:
            raise cannot(_("cannot make the directory"), folder, error) from error
        if os.path.islink(folder) or not os.path.isdir(folder):
            raise LibraryError(_("is no directory (links are not followed)"), place=Place(folder))

    def _free_name(self, what: str, name: str) -> str:
        """A name that nothing has: `taken/2024-15#3 业务部 月报.docx`, with (2) behind it when there is one."""
        stem, ending = os.path.splitext(name.replace("/", " "))
        ending = ending if len(ending.encode()) <= 20 else ""
        stem = stem.encode()[: _NAME_BYTES - len(ending.encode())].decode(errors="ignore").strip()
        for number in range(1, _TRIES):
            made = f"{what}/{stem}{f' ({number})' if number > 1 else ''}{ending}"
            if not os.path.lexists(os.path.join(self.folder, made)):
                return made
        raise ExistsError(_("is there already"), place=Place(os.path.join(self.folder, what, name)))


def _not_moved(decision: Decision, error: LibraryError) -> str:
    return _("decided ({what}), but not moved: {reason}").format(what=decision.told, reason=error.message)


def _is_ours(name: str) -> bool:
    """Whether a name at the top of the inbox is no unit's and no contribution's."""
    return name in {TAKEN, DECLINED} or (name.startswith("decisions-") and name.endswith(".toml"))


def _contribution(file: str, status: os.stat_result | None, reason: str) -> Contribution:
    unit = file.partition("/")[0] if "/" in file else ""
    received = ""
    if status is not None:
        with suppress(OverflowError, ValueError, OSError):
            received = time.strftime("%Y-%m-%d", time.localtime(status.st_mtime))
    return Contribution(file, clean_line(unit), received or "0000-00-00", make_stamp(status), reason)


def _why_not(file: str, status: os.stat_result) -> str:
    """Why a file is not opened; empty when it is."""
    if file != clean_line(file):
        return _("its name has characters that cannot be shown; rename it")
    try:
        check_status(status, file, SIZE_LIMIT)
    except LibraryError as error:
        return error.message
    if is_on_its_way(file):
        return _("is still being written, says its name")
    return _("is empty") if not status.st_size else ""
