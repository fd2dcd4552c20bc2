"""What was typed and not saved, kept in the user's state directory (promise D3).

Called by the authoring screen every second or two and on every way out, and at the next start. Each session writes one
file for each issue it edits, `STATE/drafts/…json`, whole or not at all, so a kill, a hang-up or a full disk leaves the last
draft that was kept. Two sessions of one user do not touch each other's. The whole issue is kept, saved or new,
complete or not, and with it the file it was begun from and which piece of that each of its pieces is: who takes a draft up after others
have saved can merge, and comments and unknown keys stay with their piece.
"""

import base64
import datetime as dt
import json
import os
import zlib
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot, make_private_folder, read_regular, sweep, write_private
from briefing_tui.library.disk.plain_json import plain_json
from briefing_tui.library.disk.process import Process, is_dead, process_from, this_process
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.format.origins import Origins, origins, pieces_by_kind, recognised, with_origins
from briefing_tui.library.limits import SIZE_LIMIT
from briefing_tui.library.saving.revision import revision
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey, make_key
from briefing_tui.personal import outside
from briefing_tui.personal.draft_names import ENDING, FOLDER, kept_keys, mark_of
from briefing_tui.personal.issue_json import issue_from_plain, to_plain
from briefing_tui.personal.outside import OutsideText

VERSION = 1
_SIZE_LIMIT = 32 * 1024 * 1024
"""Bytes of a draft that is read: JSON of the largest issue is not twice its size."""


class TypedAt(NamedTuple):
    """Where the last letter of a session was typed."""

    piece: tuple[str, int, int]
    """Kind, section and item or entry, as `model.edits.Selection` has them."""
    field: str
    line: int
    """Of a body, from 0."""
    column: int
    """Characters before the cursor."""


class Draft(NamedTuple):
    """One kept draft."""

    library: str
    """Real path of the library."""
    key: IssueKey
    issue: Issue
    base_revision: str
    """Revision of the file the text began from; empty for an issue that has no file yet."""
    base_data: bytes
    """The bytes of that file; empty when there was none, or when what was kept of it is damaged."""
    saved_at: dt.datetime
    """Local time, as the session gave it."""
    process: Process
    """The session that kept it."""
    alive: bool
    """Whether that session may still be running (on another machine nobody can tell: then it counts as dead)."""
    path: str
    """Of its file; empty when all there is stands in `outside`."""
    outside: tuple[OutsideText, ...] = ()
    """Texts in it that another program had when the session ended."""
    origins: Origins | None = None
    """Which piece of the file each piece of the issue is; None when nobody knows."""
    at: TypedAt | None = None
    """Where to go on; None when nobody knows."""

    def base(self) -> Issue:
        """The issue the text began from; an empty one when there is none, so that a merge takes nothing for removed."""
        try:
            return load_issue(self.base_data, self.path).issue if self.base_data else Issue()
        except BriefingError:
            return Issue()

    def issue_from(self, base: Issue) -> Issue:
        """The issue as one that was made from `base`, which is what `base()` gave or has its identities."""
        if self.origins is None or not _fits(self.origins, base, self.issue):
            return recognised(base, self.issue)
        return with_origins(base, self.issue, self.origins)


class Drafts:
    """The drafts of one user. Nothing is made until the first is kept."""

    def __init__(self, state_directory: str) -> None:
        self._folder = os.path.join(state_directory, FOLDER)
        self._me = this_process()
        self._packed = (b"", "", "")
        """The base kept last, its revision, and how it is written: it stays the same from one save to the next."""

    def keep(
        self,
        library: str,
        key: IssueKey,
        base: bytes,
        issue: Issue,
        when: dt.datetime,
        begun: Issue | None = None,
        at: TypedAt | None = None,
    ) -> None:
        """Keep `issue` as this session's draft for `key` of the library at `library`, instead of what it kept before.

        `base` is what the file held that the text began from, empty for none, and `begun` the issue in it; `at` is where the last letter was typed. LibraryError with the cause when the disk
        refuses; the draft kept before is then still there. Durable on return.
        """
        if base != self._packed[0]:
            packed = base64.b64encode(zlib.compress(base, 1)).decode("ascii") if base else ""
            self._packed = (base, revision(base) if base else "", packed)
        content = {
            "version": VERSION,
            "library": os.path.realpath(library),
            "key": list(key),
            "base_revision": self._packed[1],
            "base": self._packed[2],
            "saved_at": when.isoformat(timespec="seconds"),
            "process": self._me._asdict(),
            "issue": to_plain(issue),
            "at": at,
            "origins": None if begun is None else origins(begun, issue),
        }
        try:
            make_private_folder(os.path.abspath(self._folder))
        except OSError as error:
            raise cannot(_("cannot make the directory"), self._folder, error) from error
        # ASCII: a lone surrogate from a broken terminal must not cost the draft.
        write_private(self._own(library, key), json.dumps(content).encode("ascii"))

    def drop(self, library: str, key: IssueKey) -> None:
        """Remove this session's draft of an issue: it is saved, or not wanted."""
        _unlink(self._own(library, key))

    def discard(self, draft: Draft) -> None:
        """Remove a draft that was found: it is taken up, or not wanted. What cannot be removed stays."""
        if draft.path:
            _unlink(draft.path)
        for one in draft.outside:
            outside.answered(one)

    def give_outside(self, library: str, key: IssueKey, selection: Selection, text: str) -> str:
        """A folder for a body that is handed to another program; see `personal.outside`."""
        return outside.begin(self._folder, f"{mark_of(library)}-{key.stem}-", selection, text)

    def left_outside(self, library: str, key: IssueKey) -> "tuple[OutsideText, ...]":
        """What other programs had of an issue when its sessions ended, latest first."""
        return tuple(outside.left(self._folder, f"{mark_of(library)}-{key.stem}-"))

    def find(self, library: str, key: IssueKey) -> Draft | None:
        """The draft to offer for an issue: the latest one of a session that has ended."""
        return next((draft for draft in self.list(library, key) if not draft.alive), None)

    def list(self, library: str = "", key: IssueKey | None = None) -> "list[Draft]":
        """Drafts of other sessions (of one library, of one issue), latest first. Damaged ones are left out, and stay."""
        try:
            sweep(self._folder)
            names = os.listdir(self._folder)
        except OSError:
            return []
        start = f"{mark_of(library)}-{f'{key.stem}-' if key else ''}" if library else ""
        found: list[Draft] = []
        for name in names:
            if name.startswith(start) and name.endswith(ENDING) and not name.startswith("."):
                try:
                    found.append(self._read(os.path.join(self._folder, name)))
                except (BriefingError, ValueError, KeyError, TypeError):
                    continue
        others = [draft for draft in found if draft.process != self._me]
        return sorted(others, key=lambda draft: draft.saved_at, reverse=True)

    def keys(self, library: str) -> frozenset[IssueKey]:
        """The issues of a library of which other sessions, ended or not, have kept text, or another program has some; by names alone."""
        return kept_keys(self._folder, library, self._me.pid)

    def saved_at(self, library: str, key: IssueKey) -> "tuple[dt.datetime, ...]":
        """When each draft of an issue was kept, latest first; local time."""
        found = [draft.saved_at for draft in self.list(library, key)]
        found += [one.saved_at for one in self.left_outside(library, key)]
        return tuple(sorted(found, reverse=True))

    def _own(self, library: str, key: IssueKey) -> str:
        # Process ids come again; the start makes the name this session's alone.
        name = f"{mark_of(library)}-{key.stem}-{self._me.pid}-{self._me.start}{ENDING}"
        return os.path.join(self._folder, name)

    def _read(self, path: str) -> Draft:
        """One draft; LibraryError or what odd values raise when it is none."""
        data, _status = read_regular(path, self._folder, _SIZE_LIMIT)
        content = plain_json(data)
        if not isinstance(content, dict) or content["version"] != VERSION:
            raise ValueError("no draft")
        process = process_from(content["process"])
        # Ours tell no time zone, and the two kinds cannot be compared.
        saved_at = dt.datetime.fromisoformat(content["saved_at"]).replace(tzinfo=None)
        return Draft(
            str(content["library"]),
            _key(content["key"]),
            issue_from_plain(content["issue"]),
            str(content["base_revision"]),
            _unpacked(content.get("base"), content["base_revision"]),
            saved_at,
            process,
            alive=process.host == self._me.host and not is_dead(process),
            path=path,
            origins=content.get("origins"),
            at=_typed_at(content.get("at")),
        )


def _key(value: object) -> IssueKey:
    """A key as `keep` writes it; ValueError when it is none."""
    match value:
        case [int(year), str(kind), int(number)]:
            return make_key(year, number, kind)
    raise ValueError("no key")


def _typed_at(found: object) -> TypedAt | None:
    """The place a draft tells of; None when it tells none that can be."""
    match found:
        case [[str(kind), int(section), int(item)], str(field), int(line), int(column)]:
            return TypedAt((kind, section, item), field, line, column)
    return None


def _fits(found: object, base: Issue, issue: Issue) -> bool:
    """Whether what a draft says of its pieces can be true: no piece of the base twice, none that is not there."""
    before, after = pieces_by_kind(base), pieces_by_kind(issue)
    if not isinstance(found, dict) or found.keys() != after.keys():
        return False
    for kind, ones in found.items():
        if not isinstance(ones, list) or len(ones) != len(after[kind]):
            return False
        known = [at for at in ones if at is not None]
        if len(set(map(str, known))) != len(known):
            return False
        if not all(type(at) is int and 0 <= at < len(before[kind]) for at in known):
            return False
    return True


def _unpacked(packed: object, base_revision: object) -> bytes:
    """The base that was kept; empty when it is not what the revision says."""
    if not isinstance(packed, str):
        return b""
    try:
        # Bounded: a few bytes of rubbish may unpack to any number.
        data = zlib.decompressobj().decompress(base64.b64decode(packed), SIZE_LIMIT)
    except (ValueError, zlib.error):
        return b""
    return data if revision(data) == base_revision else b""


def _unlink(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
