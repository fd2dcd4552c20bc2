"""One save from the wish to the disk, and leaving: what is done and asked next. Knows no screen.

Owned by the screen's part (`screen_part`), which tells it what was wished, what came of a save that ran, and which answer was
given; each time it gives back steps (`steps`). What a question needs again when its answer comes goes along with the question,
so questions may lie above one another. Every way a save can fail ends in a question that names the cause; the text stays in
the session and may always be saved as a copy. Nothing is thrown away unasked.
"""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.disk.presence import Notes, Presence
from briefing_tui.library.entry import Stamp
from briefing_tui.library.format.encode import normalised
from briefing_tui.library.saving.merge import ConflictError, merge
from briefing_tui.library.saving.revision import PublishedError, Saved
from briefing_tui.model.edits import CORRECTION
from briefing_tui.model.issue import Correction, Issue
from briefing_tui.tui.authoring.saving import questions, settling
from briefing_tui.tui.authoring.saving.copy_out import Copying, ask_where, copy_to
from briefing_tui.tui.authoring.saving.corrections_due import Correcting, Wordings
from briefing_tui.tui.authoring.saving.file_watch import FileWatch
from briefing_tui.tui.authoring.saving.presence_note import announce
from briefing_tui.tui.authoring.saving.settling import Settled, Settling
from briefing_tui.tui.authoring.saving.status_flow import StatusFlow
from briefing_tui.tui.authoring.saving.steps import Ask, Given, Leave, Public, Say, Show, Steps, Worded, Write
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.words import kind_name, status_name


class Leaving(NamedTuple):
    """Whether to leave was asked."""

    leave: Leave


class NotSaved(NamedTuple):
    """What to do about a failure was asked."""

    leave: Leave | None


class PublishedMeanwhile(NamedTuple):
    """What to do about a publication by somebody else was asked."""

    error: PublishedError
    write: Write


class TookIn(NamedTuple):
    """What came in with a save was told."""

    leave: Leave | None


class SaveFlow:
    """Saves one session, one save at a time, and ends it."""

    def __init__(
        self,
        session: EditingSession,
        status: StatusFlow,
        *,
        now: Callable[[], dt.datetime] = dt.datetime.now,
    ) -> None:
        """`now` is the writer's wall clock."""
        self.session = session
        self._status = status
        self._now = now
        self.writing: Write | None = None
        """The save that is under way."""
        self.saved_at: dt.datetime | None = None
        self._file = FileWatch()
        self._wordings = Wordings()
        self._came_in: tuple[str, ...] = ()
        """What came in beside a conflict that was settled: announced with the save."""

    # What the title bar says

    def state_in_words(self) -> str:
        """Status, and whether it is saved."""
        session = self.session
        if self.writing is not None:
            state = _("saving …")
        elif not session.changed:
            state = _("saved {time}").format(time=f"{self.saved_at:%H:%M}") if self.saved_at else _("saved")
        elif session.is_new and session.untouched:
            state = _("new, not saved yet")
        elif session.kept_at is not None:
            state = _("changed, draft kept")
        else:
            state = _("changed")
        kind = [kind_name(CORRECTION)] if session.correcting else []
        return " · ".join([status_name(session.issue.workflow.status), *kind, state])

    def alarm(self) -> str:
        """What the writer must know: no draft can be kept, the file changed, somebody else is at it."""
        if self.session.trouble:
            return _("no draft kept: {reason}").format(reason=self.session.trouble)
        return self._file.alarm()

    @property
    def look_due(self) -> bool:
        """Whether there is a file to look at, and not one that is just being written."""
        return not self.session.is_new and self.writing is None

    def looked(self, stamp: Stamp | None, others: list[Presence]) -> Steps:
        """The file was looked at; `stamp` is None when it is gone."""
        self._file.looked(stamp, others, self.session.stamp if self.writing is None else stamp)
        return (Show.STATE,)

    # Saving

    def save(self, leave: Leave | None = None) -> Steps:
        """Save; with `leave`, end the session when it is on disk."""
        session = self.session
        if self.writing is not None:
            return (Say(_("Still saving …")),)
        if not session.changed:
            return Say(_("Nothing to save: the file has all of it.")), *self._end(leave)
        missing = self._status.missing() if session.publishing else ()
        if missing:
            return (self._status.ask_about(missing),)
        due = session.corrections_due()
        if due:
            return (self._wordings.ask(session.issue, due, leave),)
        return self._write((), leave)

    def _write(self, noted: tuple[Correction, ...], leave: Leave | None) -> Steps:
        """Save, with these corrections on record."""
        self.writing = Write(self.session.save_job(noted), leave)
        return Show.ISSUE, self.writing

    def ended(self, write: Write, result: Saved | BriefingError) -> Steps:
        """A save has run: go on, or ask what to do about it."""
        self.writing = None
        session = self.session
        if isinstance(result, BriefingError):
            taken_back = session.take_back_notes()
            return Show.ISSUE if taken_back else Show.STATE, self._ask_about(result, write)
        self._wordings.forget()
        was_new, published = session.is_new, session.publishing
        merged = (*self._came_in, *session.finish(write.job, result))
        self._came_in = ()
        self._file.saved()
        self.saved_at = self._now()
        if was_new:
            announce(session)
        if merged:
            public = self._public(first=False, leaving=True)  # the question comes first
            return Show.ISSUE, *public, Ask(questions.took_in(merged), TookIn(write.leave))
        if published and session.correcting:
            told = _("Saved and published; what is changed from now on is a correction (更正).")
        else:
            told = _("Saved: {path}").format(path=result.opened.path)
        public = self._public(first=published, leaving=write.leave is not None)
        return Show.ISSUE, Say(told), *public, *self._end(write.leave)

    def _public(self, *, first: bool, leaving: bool) -> Steps:
        """What follows when the file is public now."""
        session = self.session
        return (Public(session.key, first, leaving),) if session.correcting else ()

    def _ask_about(self, error: BriefingError, write: Write) -> Ask:
        if isinstance(error, ConflictError):
            return settling.begin(error, write)
        if isinstance(error, PublishedError):
            return Ask(questions.published_meanwhile(error), PublishedMeanwhile(error, write))
        return Ask(questions.not_saved(error), NotSaved(write.leave))

    def _save_settled(
        self, error: ConflictError | PublishedError, notes: tuple[str, ...], issue: Issue, write: Write
    ) -> Steps:
        """Both versions are in `issue`: save that over what is on disk. `notes` tell what came in by itself."""
        self.session.rebase(error.on_disk, issue, write.job)
        self.session.take_back_notes()
        self._came_in = notes
        return Show.ISSUE, *self.save(write.leave)

    # Leaving

    def leave(self, *, leave_app: bool = False) -> Steps:
        """Stop editing; what is not saved is asked about. With `leave_app` the app ends, too."""
        session, leave = self.session, Leave(leave_app)
        if session.changed and not (session.is_new and session.untouched):
            return (Ask(questions.leaving(session.key), Leaving(leave)),)
        session.drop_draft()
        return self._end(leave)

    def _end(self, leave: Leave | None) -> Steps:
        """The note for others goes before the screen does."""
        if leave is None:
            return ()
        if not self.session.is_new:
            Notes(self.session.library.root).leave(self.session.key)
        return (leave,)

    # Answers

    def answered(self, asked: Ask, answer: Given) -> Steps:
        """What an answer leads to. Questions about the status are those of the status flow."""
        if isinstance(answer, Worded):
            return self._after_wording(asked, answer)
        match asked.about:
            case Leaving(leave):
                return self._leaving(answer, leave)
            case NotSaved(leave):
                return self._after_failure(answer, leave)
            case PublishedMeanwhile(error, write):
                return self._after_publication(answer, error, write)
            case Settling(error=error, write=Write() as write) as open_still:
                done = settling.settle(self.session, asked, open_still, answer)
                if not isinstance(done, Settled):
                    return done
                return self._save_settled(error, error.notes, done.issue, write)
            case TookIn(leave):
                return self._end(leave)
            case Copying(issue):
                return copy_to(self.session, issue, answer or "")
            case _:
                return self._status.answered(asked, answer)

    def _after_wording(self, asked: Ask, worded: Worded) -> Steps:
        """The sentences were read: publish them, or go back to the text with nothing saved."""
        assert isinstance(asked.about, Correcting)
        noted = self._wordings.take(asked.about.due, worded)
        if worded.publish and noted:
            return self._write(noted, asked.about.leave)
        return (Say(_("Not saved: readers still see the issue as it was.")),)

    def _leaving(self, answer: str | None, leave: Leave) -> Steps:
        if answer == "save":
            return self.save(leave)
        if answer == "discard":
            self.session.drop_draft()
            return self._end(leave)
        if answer == "keep":
            self.session.keep_draft()
            if not self.session.trouble:
                return self._end(leave)
            return (Ask(questions.not_saved(LibraryError(self.session.trouble)), NotSaved(leave)),)
        return ()

    def _after_failure(self, answer: str | None, leave: Leave | None) -> Steps:
        if answer == "copy":
            return (ask_where(self.session, self.session.issue),)
        if answer == "create":
            self.session.forget_file()
        return self.save(leave) if answer in {"again", "create"} else ()

    def _after_publication(self, answer: str | None, error: PublishedError, write: Write) -> Steps:
        """The changes become a correction of what is out, merged with it; or a copy."""
        if answer == "copy":
            return (ask_where(self.session, error.mine),)
        if answer != "correct":
            return ()
        mine = normalised(error.mine)
        met = merge(error.base, mine, error.on_disk.issue)
        if not met.conflicts:
            return self._save_settled(error, met.notes, met.issue, write)
        both = ConflictError(error.base, mine, error.on_disk, met.conflicts, met.notes)
        return (settling.begin(both, write),)
