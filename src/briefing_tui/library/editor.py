"""The library directory as an editor sees it: a reader that can also write.

Handed only to sessions that may write; a read-only session gets a `LibraryReader`. Every write is whole or absent
(promise D1) and made under the issue's lock, which is held for that moment only (C1, C2). Nothing is ever
overwritten unseen: `save` compares what is on disk with what was opened and merges, or raises ConflictError.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from briefing_tui.errors import BriefingError, ExistsError, LibraryError, NotFoundError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk import trash
from briefing_tui.library.disk.access import check_may_write
from briefing_tui.library.disk.deliveries import copy_name, drop_name
from briefing_tui.library.disk.files import (
    cannot,
    confirm,
    read_regular,
    sharing,
    sweep,
    sync_folder,
    write_whole,
)
from briefing_tui.library.disk.locks import InUseError, locked
from briefing_tui.library.disk.moving import move
from briefing_tui.library.disk.names import key_of, make_stamp
from briefing_tui.library.disk.presence import Notes
from briefing_tui.library.disk.renaming import finish, move_changed, unfinished
from briefing_tui.library.disk.sharing import make_folder, rights_of
from briefing_tui.library.disk.user_name import account_name
from briefing_tui.library.format.changeable import is_usual
from briefing_tui.library.format.codec import dump_issue, load_issue
from briefing_tui.library.format.encode import normalised
from briefing_tui.library.history.trigger import is_kept, record_later
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.library.saving.merge import ConflictError, merge
from briefing_tui.library.saving.new_file import new_file, refuse_taken
from briefing_tui.library.saving.revision import MissingError, Opened, PublishedError, Saved
from briefing_tui.library.sync.trigger import OFF, PUBLISH, SAVE, sync_later
from briefing_tui.model.issue import PUBLISHED, Issue
from briefing_tui.model.key import IssueKey, ItemAddress

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from typing import Protocol

    class Unsaved(Protocol):
        """What a library asks of somebody's drafts."""

        def saved_at(self, library: str, key: IssueKey) -> tuple[dt.datetime, ...]:
            """When each draft of an issue was kept, latest first; local time."""


class LibraryEditor(LibraryReader):
    """Adds writing to a library."""

    signer = ""
    """The name that the history has for what is changed here; empty for the account's."""
    synced = OFF
    """When the library is synced: OFF, after each SAVE, or when an issue is published or a published one corrected (PUBLISH)."""
    keeps_history = False
    """Whether a library whose history nobody has said anything about begins to keep it with the first save."""

    def resolve(
        self, text: str, tell: Callable[[str], None] | None = None, *, editing: bool = True
    ) -> ItemAddress:
        """As the reader's; who edits means by `latest` the newest of all."""
        return super().resolve(text, tell, editing=editing)

    def create(self, issue: Issue, *, replace: bool = False, like: Prepared | None = None) -> str:
        """Write `issue` as a new file named by its masthead's key, and say where.

        `like` is a file that is gone, which it was made from: its comments and unknown keys are in the new one. ExistsError when the key is taken, unless `replace`; then the file that has the key is replaced and
        kept in the trash. FormatError
        when the issue is not complete, LibraryError when the disk refuses.
        """
        return self.create_opened(issue, replace=replace, like=like).path

    def create_opened(self, issue: Issue, *, replace: bool = False, like: Prepared | None = None) -> Opened:
        """As `create`; what was written, for the next save. What others save from then on is a change of theirs."""
        text = None if like is None else _text_like(issue, like)
        key, data, loaded = new_file(issue, self.path, text)
        self._make_folder(self._folder(key))
        with locked(self.root, key):
            path = self.path(key)
            if not replace:
                refuse_taken(key, path)
            with sharing(rights_of(self.root)), self._kept_in_trash(key, path):
                stamp = make_stamp(write_whole(path, data))
        self._record()
        return Opened(key, path, Prepared(data, loaded.issue, path), stamp, loaded.findings)

    def open_for_editing(self, key: IssueKey) -> Opened:
        """The issue with all that a later `save` needs. Errors are those of `load`, and LibraryError with the reason when
        the file is written in a way that not every change could be saved in.

        Call `opened.prepared.warm()` some time before the first save, off the key path.
        """
        path = self._path_of(key)
        check_may_write(self.root, self._folder(key), path)
        self._finish_renames(self._folder(key))
        loaded, data = self._load(key, path)
        prepared = Prepared(data, loaded.issue, path)
        if not is_usual(loaded):
            prepared.check()
        sweep(self._folder(key))
        return Opened(key, path, prepared, loaded.stamp, loaded.findings)

    def save(self, opened: Opened, new: Issue) -> Saved:
        """Make the file hold `new`, which was made from `opened.issue`; only lines whose value changed differ.

        What others changed since is merged in and told (`Saved.merged`). ConflictError when both changed the same:
        nothing is written, and both sides are in the error. PublishedError when the issue was opened before somebody published it
        and `new` is more than a step of its life. MissingError when the file is gone, LockedError when
        another session holds the lock for 5 seconds, FormatError (with the key at fault) when `new` cannot be written,
        LibraryError with the cause when the disk refuses; then the file is as it was.
        """
        try:
            with locked(self.root, opened.key):
                saved = self._save(opened, new)
        except NotFoundError as error:
            raise MissingError(
                _("the file is gone since it was opened"),
                place=Place(opened.path),
                hint=_("save it as a new issue, or save a copy"),
            ) from error
        self._record(public=PUBLISHED in {opened.issue.workflow.status, new.workflow.status})
        return saved

    def save_copy(self, path: str, issue: Issue, opened: Opened | None = None) -> None:
        """Write `issue` to a new file anywhere, complete or not; with the comments of `opened` where that is possible.

        ExistsError when something is there: a copy never replaces. LibraryError when the disk refuses.
        """
        if os.path.lexists(path):
            raise ExistsError(_("is there already"), place=Place(path), hint=_("choose another name"))
        text = dump_issue(issue) if opened is None else _text_like(issue, opened.prepared)
        write_whole(path, text.encode("utf-8", "replace"))

    def delete(self, key: IssueKey, *, drafts: "Unsaved | None" = None) -> trash.Trashed:
        """Move the issue to `LIBRARY/.trash/`. InUseError while somebody edits it or an unsaved draft is kept."""
        check_may_write(self.root, self._folder(key), self._existing(key))
        check_may_write(self.root, os.path.join(self.root, trash.FOLDER))
        with locked(self.root, key):
            self._refuse_in_use(key, drafts)
            gone = trash.move_to_trash(self.root, self._existing(key), key)
        self._record()
        return gone

    def trashed(self) -> list[trash.Trashed]:
        """What was deleted, latest first."""
        return trash.trashed(self.root)

    def restore(self, key: IssueKey, *, replace: bool = False) -> str:
        """Bring back what was deleted or replaced last under `key`, and say where. ExistsError when the key is taken again, unless
        `replace`: then what has it now is kept in the trash.
        """
        one = trash.latest(self.root, key)
        check_may_write(self.root, os.path.dirname(one.path), one.path)
        self._make_folder(self._folder(key))
        with locked(self.root, key):
            path = self.path(key)
            if not os.path.lexists(path):
                move(one.path, path)
            elif replace:
                with sharing(rights_of(self.root)), self._kept_in_trash(key, path):
                    trash.put_over(one.path, path)
            else:
                raise self._taken(key)
        self._record()
        return path

    def rename(self, key: IssueKey, new_key: IssueKey, *, drafts: "Unsaved | None" = None) -> str:
        """Give an issue another key, in its file's name and its masthead, and say where it is now.

        ExistsError when the new key is taken, InUseError as in `delete`.
        """
        if key == new_key:
            raise ExistsError(_("issue {key} has this key already").format(key=key))
        check_may_write(self.root, self._folder(key), self._existing(key))
        self._make_folder(self._folder(new_key))
        first, second = sorted((key, new_key))
        with locked(self.root, first), locked(self.root, second):
            self._refuse_in_use(key, drafts)
            old = self._existing(key)
            new = self.path(new_key)
            if os.path.lexists(new):
                raise self._taken(new_key)
            copy_name(self.root, key, new_key)
            self._rekey(old, new, new_key)
            drop_name(self.root, key, new_key)
        self._record()
        return new

    def note_delivery(self) -> None:
        """What was sent was noted in the library: history and sync take it up."""
        self._record(public=True)

    def _record(self, *, public: bool = False) -> None:
        """Have history and sync take up what was changed, off the way of whoever waits; `public` when readers see it."""
        if is_kept(self.root) or self.keeps_history:
            record_later(self.root, self.signer or account_name(), begin=self.keeps_history)
        if self.synced == SAVE or (self.synced == PUBLISH and public):
            sync_later(self.root, self.signer or account_name())

    def _save(self, opened: Opened, new: Issue) -> Saved:
        """`save`, with the lock held."""
        path = opened.path
        data, status = read_regular(path, self.root)
        base, target = opened.prepared, new
        notes: tuple[str, ...] = ()
        if data != base.data:
            base = Prepared(data, load_issue(data, path).issue, path).following(base)
            on_disk = opened._replace(prepared=base, stamp=make_stamp(status))
            if _was_published(opened.issue, base.issue) and _is_edit(opened.issue, new):
                raise PublishedError(opened.issue, new, on_disk)
            merged = merge(opened.issue, normalised(new), base.issue)
            if merged.conflicts:
                raise ConflictError(opened.issue, new, on_disk, merged.conflicts, merged.notes)
            target, notes = merged.issue, merged.notes
        made = base.changed(target)
        if made is not base:
            status = write_whole(path, made.data)
        elif base is not opened.prepared:
            confirm(path)  # an earlier save of ours may have replaced the file and then failed
        return Saved(opened._replace(prepared=made, stamp=make_stamp(status)), notes)

    @contextmanager
    def _kept_in_trash(self, key: IssueKey, path: str) -> Iterator[None]:
        """While `path` is replaced: what stands there, if anything does, is in the trash then; not when replacing fails."""
        kept = trash.keep_in_trash(self.root, path, key) if os.path.lexists(path) else None
        try:
            yield
        except LibraryError:
            with suppress(OSError):
                if kept is not None and os.path.samefile(kept.path, path):
                    os.unlink(kept.path)
            raise

    def _folder(self, key: IssueKey) -> str:
        return os.path.join(self.root, str(key.year))

    def _existing(self, key: IssueKey) -> str:
        """Where the issue stands; NotFoundError when it does not."""
        path = self.path(key)
        if not os.path.lexists(path):
            raise self._no_such(key)
        return path

    def _taken(self, key: IssueKey) -> ExistsError:
        return ExistsError(
            _("issue {key} is already in the library").format(key=key), place=Place(self.path(key))
        )

    def _refuse_in_use(self, key: IssueKey, drafts: "Unsaved | None") -> None:
        """InUseError while somebody else edits the issue, or a draft of it is kept."""
        for one in Notes(self.root).others(key):
            raise InUseError(
                _("{user}@{host} has been editing issue {key} since {since}").format(
                    user=one.user, host=one.host, key=key, since=one.since[:16].replace("T", " ")
                ),
                hint=_("if that is not so, remove {file}").format(file=one.file),
            )
        for when in drafts.saved_at(self.root, key) if drafts is not None else ():
            raise InUseError(
                _("a draft of issue {key} of {when} is not saved").format(key=key, when=when),
                hint=_("`{command}` offers it").format(command=f"briefing-tui edit {key}"),
            )

    def _rekey(self, old: str, new: str, key: IssueKey) -> None:
        """Move the file, with the key in its masthead; see `library.disk.renaming`."""
        data, status = read_regular(old, self.root)
        prepared = Prepared(data, load_issue(data, old).issue, new)
        head = prepared.issue.masthead._replace(year=key.year, kind=key.kind, number=key.number)
        made = prepared.changed(prepared.issue._replace(masthead=head))
        if made is prepared:
            move(old, new)
        else:
            move_changed(old, new, made.data, data, status)

    def _make_folder(self, folder: str) -> None:
        """The year's directory, durable, inside a library that may be new; swept of what killed writers left."""
        try:
            os.makedirs(self.root, exist_ok=True)
            if not os.path.lexists(folder):
                make_folder(self.root, folder)
                sync_folder(self.root)
        except FileExistsError:
            pass  # another editor was quicker, or it is no directory: then the write says so
        except OSError as error:
            raise cannot(_("cannot make the directory"), folder, error) from error
        if os.path.islink(folder) or not os.path.isdir(folder):
            raise LibraryError(_("is no directory (links are not followed)"), place=Place(folder))
        check_may_write(self.root, folder)
        self._finish_renames(folder)
        sweep(self.root)
        sweep(folder)

    def _finish_renames(self, folder: str) -> None:
        """Do what is left of renamings that were cut off; what cannot be done now is left to the next."""
        for name in unfinished(folder):
            key = key_of(name, int(os.path.basename(folder)))
            if key is not None:
                with suppress(LibraryError), locked(self.root, key, patience=0.0):
                    finish(os.path.join(folder, name), self.root)


def _was_published(before: Issue, now: Issue) -> bool:
    return now.workflow.status == PUBLISHED != before.workflow.status


def _is_edit(before: Issue, after: Issue) -> bool:
    """Whether anything readers see differs, and not only how far the issue has come."""
    return after._replace(workflow=before.workflow) != before


def _text_like(issue: Issue, prepared: Prepared) -> str:
    """The text of a file that was changed in place, or that of a new one where that cannot be."""
    try:
        return prepared.changed(issue).text
    except BriefingError:
        return dump_issue(issue)  # a copy is made of whatever there is
