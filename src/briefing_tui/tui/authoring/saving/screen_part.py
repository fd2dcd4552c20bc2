"""Saving and leaving, with the questions that go with them. A part of the authoring screen.

Owned by `authoring.screen`, which passes on keys and the messages of the threads. Every way a save can fail ends in
a question that names the cause; the text stays on the screen and may always be saved as a copy. Nothing is thrown
away unasked.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.disk.presence import Notes, Presence
from briefing_tui.library.entry import Stamp
from briefing_tui.library.format.encode import normalised
from briefing_tui.library.saving.merge import ConflictError, merge
from briefing_tui.library.saving.revision import MissingError, PublishedError, Saved
from briefing_tui.model.edits import CORRECTION
from briefing_tui.model.issue import Issue
from briefing_tui.tui.authoring.saving.presence_note import announce
from briefing_tui.tui.authoring.session import EditingSession, SaveJob
from briefing_tui.tui.dialogues.question import Answer, QuestionScreen, Said
from briefing_tui.words import kind_name, status_name

if TYPE_CHECKING:
    from briefing_tui.tui.authoring.issue_life import IssueLife
    from briefing_tui.tui.authoring.part_host import PartHost


class SaveEnded(Message):
    """A thread has saved, or could not."""

    def __init__(self, job: SaveJob, result: Saved | BriefingError, then: Callable[[], None] | None) -> None:
        super().__init__()
        self.job = job
        self.result = result
        self.then = then


class DraftKept(Message):
    """A thread has kept a draft, or could not."""


class Looked(Message):
    """A thread has looked at the file and at who else edits it."""

    def __init__(self, stamp: Stamp | None, others: list[Presence]) -> None:
        super().__init__()
        self.stamp = stamp
        self.others = others


class Saving:
    """What the authoring screen does with its session as a whole."""

    def __init__(
        self, screen: "PartHost", session: EditingSession, life: "IssueLife", leave: Callable[[], None]
    ) -> None:
        self._screen = screen
        self._session = session
        self._life = life
        self._leave = self._then = leave
        self._busy = False
        self._saved_at: dt.datetime | None = None
        self._touched = self._gone = False
        self._others: list[Presence] = []
        self._taken_in: tuple[str, ...] = ()
        """What came in beside a conflict that was settled: announced with the save."""

    # What the title bar says

    def state_in_words(self) -> str:
        """Status, and whether it is saved."""
        session = self._session
        if self._busy:
            state = _("saving …")
        elif not session.changed:
            state = _("saved {time}").format(time=f"{self._saved_at:%H:%M}") if self._saved_at else _("saved")
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
        if self._session.trouble:
            return _("no draft kept: {reason}").format(reason=self._session.trouble)
        if self._gone:
            return _("the file is gone; saving asks about it")
        if self._touched:
            return _("changed on disk by another session; saving merges")
        if self._others:
            one = self._others[0]
            time = one.since[11:16] or "?"
            return _("{user} is editing since {time}").format(user=one.user, time=time)
        return ""

    # Drafts, and looking at the disk

    def keep_draft(self) -> None:
        """Every second: keep what was typed, in a thread."""
        if self._session.draft_due:
            self._screen.run_worker(self._keep, group="draft", exclusive=True, thread=True)

    def _keep(self) -> None:
        self._session.keep_draft()
        self._screen.post_message(DraftKept())

    def look(self) -> None:
        """Every few seconds: is the file another, is somebody else at it?"""
        if not self._session.is_new and not self._busy:
            self._screen.run_worker(self._look, group="look", exclusive=True, thread=True)

    def _look(self) -> None:
        worker, session = get_current_worker(), self._session
        key, known = session.key, session.opened
        message = Looked(session.library.stamp_of(key), Notes(session.library.root).others(key))
        if not worker.is_cancelled and session.opened is known:
            self._screen.post_message(message)

    def looked(self, event: Looked) -> None:
        """Tell what was seen."""
        self._others = event.others
        self._touched = not self._busy and event.stamp != self._session.stamp
        self._gone = self._touched and event.stamp is None
        self._screen.tell_state()

    # Saving

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save in a thread; `then` is done when it is on disk."""
        session = self._session
        if self._busy:
            self._screen.say(_("Still saving …"))
            return
        if not session.changed:
            self._screen.say(_("Nothing to save: the file has all of it."))
            if then is not None:
                then()
            return
        left = self._life.missing() if session.publishing else ()
        if left:
            self._life.show_problems(left)
            return
        self._busy = True
        job = session.save_job()
        self._screen.show_again()
        self._screen.run_worker(partial(self._write, job, then), group="save", thread=True)

    def _write(self, job: SaveJob, then: Callable[[], None] | None) -> None:
        result: Saved | BriefingError
        try:
            result = job.run()
        except BriefingError as error:
            result = error
        self._screen.post_message(SaveEnded(job, result, then))

    def save_ended(self, event: SaveEnded) -> None:
        """Go on, or ask what to do about it."""
        self._busy = False
        if isinstance(event.result, BriefingError):
            self._screen.tell_state()
            self._failed(event.result, event.then, event.job)
            return
        was_new, published = self._session.is_new, self._session.publishing
        merged = (*self._taken_in, *self._session.finish(event.job, event.result))
        self._taken_in = ()
        self._touched = self._gone = False
        self._saved_at = dt.datetime.now()  # noqa: DTZ005 - the reader's wall clock
        if was_new:
            announce(self._session)
        self._screen.show_again()
        if merged:
            text = ngettext(
                "Saved, with {count} change by others:", "Saved, with {count} changes by others:", len(merged)
            )
            self._ask(
                text.format(count=len(merged)),
                [Said(line) for line in merged],
                [Answer("", "o", _("go on"))],
                lambda _name: event.then() if event.then is not None else None,
            )
            return
        if published and self._session.correcting:
            self._screen.say(_("Saved and published; what is changed from now on is a correction (更正)."))
        else:
            self._screen.say(_("Saved: {path}").format(path=event.result.opened.path))
        if event.then is not None:
            event.then()

    def _failed(
        self, error: BriefingError, then: Callable[[], None] | None, job: SaveJob | None = None
    ) -> None:
        if isinstance(error, ConflictError) and job is not None:
            from briefing_tui.tui.authoring.saving.conflict import ConflictScreen  # noqa: PLC0415 - seldom needed

            settled = partial(self._settled, then, error, job, error.notes)
            self._screen.ask(ConflictScreen(error, settled, self.save_copy))
            return
        if isinstance(error, PublishedError) and job is not None:
            self._ask(
                _("Not saved"),
                [Said(error.one_line(), "error")],
                [
                    Answer("correct", "c", _("save my changes as a correction (更正)")),
                    Answer("copy", "s", _("save a copy to …")),
                    Answer("", "b", _("back to the text")),
                ],
                partial(self._after_publication, then, error, job),
            )
            return
        answers = [Answer("again", "a", _("try again")), Answer("copy", "c", _("save a copy to …"))]
        if isinstance(error, MissingError):
            answers.insert(0, Answer("create", "n", _("save it as a new file")))
        self._ask(
            _("Not saved"),
            [
                Said(error.one_line(), "error"),
                Said(_("Your text is still here, and kept as a draft as long as the disk takes it.")),
            ],
            [*answers, Answer("", "b", _("back to the text"))],
            partial(self._after_failure, then),
        )

    def _after_failure(self, then: Callable[[], None] | None, name: str) -> None:
        if name == "create":
            self._session.forget_file()
        if name in {"again", "create"}:
            self.save(then)
        elif name == "copy":
            self.save_copy(self._session.issue)

    def _after_publication(
        self, then: Callable[[], None] | None, error: PublishedError, job: SaveJob, name: str
    ) -> None:
        """The changes become a correction of what is out, merged with it; or a copy."""
        if name == "copy":
            self.save_copy(error.mine)
        elif name == "correct":
            mine = normalised(error.mine)
            met = merge(error.base, mine, error.on_disk.issue)
            if met.conflicts:
                both = ConflictError(error.base, mine, error.on_disk, met.conflicts, met.notes)
                self._failed(both, then, job)
            else:
                self._settled(then, error, job, met.notes, met.issue)

    def _settled(
        self,
        then: Callable[[], None] | None,
        error: ConflictError | PublishedError,
        job: SaveJob,
        notes: tuple[str, ...],
        issue: Issue,
    ) -> None:
        """The two versions were put together by the writer: save that over what is on disk. `notes` tell what came in by itself."""
        self._session.rebase(error.on_disk, issue, job)
        self._taken_in = notes
        self._screen.show_again()
        self.save(then)

    def save_copy(self, issue: Issue) -> None:
        """Ask where to, and write the whole issue there."""
        from briefing_tui.tui.dialogues.ask_line import AskLineScreen  # noqa: PLC0415 - seldom needed

        footing = _("Enter saves, Esc goes back; nothing that exists is replaced")
        path = f"~/{self._session.key.stem}.toml"
        self._screen.ask(AskLineScreen(_("Save a copy to"), footing, path, partial(self._copy_to, issue)))

    def _copy_to(self, issue: Issue, line: str) -> str:
        """The copy; what went wrong, empty when it was written."""
        try:
            path = str(Path(line).expanduser())
        except RuntimeError:  # ~somebody who does not exist
            path = line
        try:
            self._session.library.save_copy(path, issue, self._session.opened)
        except LibraryError as error:
            return error.one_line()
        self._screen.say(_("A copy was saved: {path}").format(path=path))
        return ""

    # Leaving

    def leave(self, then: Callable[[], None] | None = None) -> None:
        """Stop editing; what is not saved is asked about. `then` is done instead of going where the writer came from."""
        session = self._session
        self._then = then or self._leave
        if not session.changed or (session.is_new and session.untouched):
            session.drop_draft()
            self._end()
            return
        self._ask(
            _("Leave {key}?").format(key=session.key),
            [Said(_("There are changes that are not saved."))],
            [
                Answer("save", "s", _("save, and leave")),
                Answer("keep", "k", _("keep them as a draft: the next edit offers them")),
                Answer("discard", "d", _("throw them away")),
                Answer("", "b", _("back to the text")),
            ],
            self._leaving,
        )

    def _leaving(self, name: str) -> None:
        if name == "save":
            self.save(self._end)
        elif name == "discard":
            self._session.drop_draft()
            self._end()
        elif name == "keep":
            self._session.keep_draft()
            if self._session.trouble:
                self._failed(LibraryError(self._session.trouble), self._end)
            else:
                self._end()

    def _end(self) -> None:
        if not self._session.is_new:
            Notes(self._session.library.root).leave(self._session.key)
        self._then()

    def _ask(
        self, heading: str, said: list[Said], answers: list[Answer], then: Callable[[str], None]
    ) -> None:
        self._screen.ask(QuestionScreen(heading, said, answers, then))
