"""An issue being written: its state, undo over the whole of it, drafts, saving. The core of the authoring screen, without it.

Made by the app with a `LibraryEditor`; knows no screen. The issue is a value, undo a list of values, so every
promise about them is tested without a terminal. `keep_draft` is called every second and on every way out, from
whatever thread: at most 2 s of typing are lost (promise D3). `save_job` captures what is to be saved; its `run` may
wait for a lock and is called in a thread, `finish` takes over what came of it.
"""

import datetime as dt
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.format.encode import normalised
from briefing_tui.library.format.origins import identified, is_same_issue, recognised
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.library.saving.revision import Opened, Saved
from briefing_tui.model.correcting import corrections
from briefing_tui.model.edits import Edited, Selection, nearest
from briefing_tui.model.identity import identity_of, is_same
from briefing_tui.model.issue import PUBLISHED, Correction, Issue
from briefing_tui.model.key import IssueKey
from briefing_tui.model.publish import Noted, advance, noted_since, record_corrections, without
from briefing_tui.personal.drafts import Draft, Drafts, TypedAt
from briefing_tui.words import field_name

if TYPE_CHECKING:
    from briefing_tui.library.entry import Stamp
    from briefing_tui.library.sync.state import Waiting

PAUSE_SECONDS = 3
"""Without a change of a text for so long, what is typed next is a step of its own."""
UNDO_LIMIT = 1000
"""Steps kept. Steps share what they do not change, so they cost little."""


class UndoStep(NamedTuple):
    """What undo goes back to."""

    issue: Issue
    selection: Selection
    what: str
    """What was done from here, in the user's language."""


def _with_identities(issue: Issue, opened: Opened | None) -> Issue:
    """The issue with pieces that can be told apart, known again by those of its file."""
    if opened is not None and not is_same(opened.issue, issue):
        return recognised(opened.issue, issue)
    return issue if identity_of(issue) else identified(issue)


class EditingSession:
    """One issue, from opening to leaving."""

    def __init__(
        self,
        library: LibraryEditor,
        issue: Issue,
        *,
        opened: Opened | None = None,
        remains: Prepared | None = None,
        drafts: Drafts | None = None,
        who: str = "",
        now: Callable[[], dt.datetime] = dt.datetime.now,
    ) -> None:
        """`opened` is None for an issue that has no file yet; `who` stands in the record of its steps."""
        issue = _with_identities(issue, opened)
        self.library = library
        self.drafts = drafts
        self.opened = opened
        self.remains = remains
        """What the file held, when it is gone."""
        self.issue = issue
        self.selection = Selection()
        self.who = who
        self.typed_place: TypedAt | None = None
        """Where the last letter was typed."""
        self.kept_at: dt.datetime | None = None
        """When the last draft was kept."""
        self.trouble = ""
        """Why no draft could be kept, in one line; empty when all is well."""
        self._now = now
        self._saved = issue if opened is not None else None
        self._begun = issue
        self._kept: Issue | None = issue
        self._kept_key: IssueKey | None = None
        self._undo: list[UndoStep] = []
        self._redo: list[UndoStep] = []
        self._join = ""
        self._noted: Noted | None = None
        """What the save under way puts on record."""
        self._alone = False
        self.together: tuple[Issue, Waiting] | None = None
        """What sync left in two versions, and the issue in which it is one: told to sync by the next save, unless it is undone."""
        self._typed_at = now()
        self._lock = threading.RLock()  # a signal may come while the same thread keeps a draft

    # What it is

    @property
    def key(self) -> IssueKey:
        """The file's key; for an issue without one, the key its masthead gives."""
        return self.issue.key if self.opened is None else self.opened.key

    @property
    def is_new(self) -> bool:
        """Whether there is no file yet."""
        return self.opened is None

    @property
    def stamp(self) -> "Stamp | None":
        """The state of the file as this session knows it; None while there is none."""
        return None if self.opened is None else self.opened.stamp

    @property
    def changed(self) -> bool:
        """Whether a save would write something."""
        return self._saved is None or not is_same_issue(self.issue, self._saved)

    @property
    def correcting(self) -> bool:
        """Whether a published issue is being put right: each save records what changed."""
        return self._saved is not None and self._saved.workflow.status == PUBLISHED

    @property
    def publishing(self) -> bool:
        """Whether the next save publishes it."""
        return self.issue.workflow.status == PUBLISHED and not self.correcting

    @property
    def untouched(self) -> bool:
        """Whether nothing was done to it at all."""
        return self.issue is self._begun

    @property
    def draft_due(self) -> bool:
        """Whether there is something that no draft has."""
        return self.drafts is not None and self.issue is not self._kept

    # Editing

    def select(self, selection: Selection) -> None:
        """Another piece is being looked at; what is typed from now on is a step of its own."""
        if selection != self.selection:
            self.selection = selection
            self._join = ""

    def part(self) -> None:
        """A field was left: what is typed from now on is a step of its own, in the same field too."""
        self._join = ""

    def alone(self) -> None:
        """A paste or a clean-up comes next: it is a step of its own, and so is what is typed behind it."""
        self._join, self._alone = "", True

    def apply(self, edited: Edited, what: str, *, join: str = "") -> bool:
        """Take an edit over; whether it changed anything.

        `what` names it for undo. Successive edits with the same `join` (typing in one field) are one step, unless a pause, a
        visit elsewhere (`part`) or an edit that stands `alone` came between.
        """
        now = self._now()
        paused = abs(now - self._typed_at) > dt.timedelta(seconds=PAUSE_SECONDS)
        before, self.selection = self.selection, edited.selection
        if edited.issue is self.issue:
            return False
        if not join or join != self._join or paused:
            self._undo.append(UndoStep(self.issue, before, what))
            del self._undo[:-UNDO_LIMIT]
        self._join = "" if self._alone else join
        self._typed_at, self._alone = now, False
        self._redo.clear()
        self.issue = edited.issue
        return True

    def end_step(self) -> None:
        """What is typed from now on is a step of its own."""
        self._join = ""

    def advance(self, status: str) -> bool:
        """Another status, with its step in the record; whether it is another.

        Back to the status on disk is no step: those that were not saved yet are taken out of the record.
        """
        known = None if self._saved is None else self._saved.workflow
        if known is not None and status == known.status and self.issue.workflow != known:
            issue = self.issue._replace(workflow=known)
        else:
            issue = advance(self.issue, status, self.who, self._now())
        return self.apply(Edited(issue, self.selection), field_name("status"))

    def undo(self) -> str:
        """Back by one step; what was undone, empty when there is nothing."""
        return self._go(self._undo, self._redo)

    def redo(self) -> str:
        """Forward again; what was done, empty when there is nothing."""
        return self._go(self._redo, self._undo)

    def _go(self, source: list[UndoStep], target: list[UndoStep]) -> str:
        if not source:
            return ""
        step = source.pop()
        target.append(UndoStep(self.issue, self.selection, step.what))
        self.issue, self._join = step.issue, ""
        self.selection = nearest(step.issue, step.selection)
        return step.what

    # Drafts

    def take_draft(self, draft: Draft, issue: Issue, begun: Prepared | None = None) -> None:
        """Go on with a draft kept earlier, which becomes this session's; undo goes back to the file's text.

        `issue` is the draft's, with what others have saved since merged in; `begun` the file that it was begun from.
        """
        if begun is not None and self.opened is not None:
            self.opened = self.opened._replace(prepared=self.opened.prepared.remembering(begun))
        self.apply(Edited(issue, nearest(issue, self.selection)), _("draft taken up"))
        if self.drafts is not None and (self.keep_draft() or not self.changed):
            self.drafts.discard(draft)

    def outside_folder(self, text: str) -> str:
        """A private folder for the body of the selected piece, which another program gets; offered at the next edit when it stays."""
        if self.drafts is None:
            return tempfile.mkdtemp(prefix="briefing-")
        return self.drafts.give_outside(self.library.root, self.key, self.selection, text)

    def keep_draft(self) -> bool:
        """Keep what is not saved yet; whether a draft was written. Never raises: `trouble` tells what went wrong."""
        if self.drafts is None:
            return False
        with self._lock:
            issue = self.issue
            if issue is self._kept:
                return False
            key = self.key
            try:
                if self._saved is not None and is_same_issue(issue, self._saved):
                    self._drop()
                else:
                    if self._kept_key is not None and self._kept_key != key:
                        self.drafts.drop(self.library.root, self._kept_key)
                    base = self.remains if self.opened is None else self.opened.prepared
                    data, begun = (b"", None) if base is None else (base.data, base.issue)
                    self.drafts.keep(
                        self.library.root, key, data, issue, self._now(), begun, self.typed_place
                    )
                    self.kept_at, self._kept_key = self._now(), key
            except LibraryError as error:
                self.trouble = error.message  # without the long path: it stands in one row
                return False
            self._kept, self.trouble = issue, ""
            return True

    def drop_draft(self) -> None:
        """What was typed since the last save is not wanted."""
        with self._lock:
            self._drop()
            self._kept = self.issue

    def _drop(self) -> None:
        self.kept_at = self._kept_key = None
        if self.drafts is not None:
            self.drafts.drop(self.library.root, self.key)

    # Saving

    def corrections_due(self) -> tuple[Correction, ...]:
        """What a save of this moment's text has to tell readers; empty unless a published issue is being put right."""
        if self._saved is None or not self.correcting or self.issue.workflow.status != PUBLISHED:
            return ()
        known = self.issue.corrections[
            len(self._saved.corrections) :
        ]  # of a draft kept while a save was under way
        found = corrections(self._saved, self.issue, self._now().date())
        return tuple(one for one in found if one not in known)

    def save_job(self, noted: tuple[Correction, ...] | None = None) -> "SaveJob":
        """What a save of this moment's text would do. `noted` goes on record for readers; None is what is due."""
        noted = self.corrections_due() if noted is None else noted
        if noted:
            before = self.issue
            issue = record_corrections(before, noted, self.who, self._now())
            self.apply(Edited(issue, self.selection), _("corrections noted"))
            self._noted = noted_since(before, issue)
        return SaveJob(self.library, self.opened, self.issue, self.remains, self._brought_together())

    def _brought_together(self) -> "Waiting | None":
        if self.together is None:
            return None
        here = any(issue is self.together[0] for issue in (self.issue, *(step.issue for step in self._undo)))
        return self.together[1] if here else None

    def take_back_notes(self) -> bool:
        """The save did not come about: what it would have recorded is due again, and undo knows nothing of it; whether there was any."""
        noted = self._noted
        if noted is None:
            return False
        self.issue = without(self.issue, noted)
        for steps in (self._undo, self._redo):
            steps[:] = [step._replace(issue=without(step.issue, noted)) for step in steps]
        if self._undo and self._undo[-1].issue == self.issue:
            self._undo.pop()
        self._join = ""
        return True

    def finish(self, job: "SaveJob", saved: Saved) -> tuple[str, ...]:
        """Take over what a job of this session came to; what others had changed meanwhile, a line each."""
        with self._lock:
            if self._kept_key is not None and self._kept_key != saved.opened.key and self.drafts is not None:
                self.drafts.drop(self.library.root, self._kept_key)
            self.opened, self.remains, self._noted = saved.opened, None, None
            if job.together is not None:
                self.together = None
            self._saved = job.issue
            if self.issue is job.issue:
                self._drop()
                self._kept = self.issue
        if saved.merged:
            self._merge(job.issue, saved.opened.issue)
        return saved.merged

    def renamed(self, opened: Opened) -> None:
        """The file has another key now, and nothing was unsaved; undo keeps the new key."""
        if self.opened is not None:
            opened = opened._replace(prepared=opened.prepared.following(self.opened.prepared))
        with self._lock:
            self.opened, self._saved = opened, opened.issue
            self.issue = self._begun = self._kept = opened.issue
            for steps in (self._undo, self._redo):
                steps[:] = [step._replace(issue=with_key(step.issue, opened.key)) for step in steps]
            self._join = ""

    def forget_file(self) -> None:
        """The file is gone: the next save makes a new one, with what it held beside the issue."""
        if self.opened is not None:
            self.remains = self.opened.prepared
        self.opened, self._saved = None, None

    def rebase(self, on_disk: Opened, settled: Issue, job: "SaveJob") -> None:
        """A conflict of `job` was settled: `settled` has what is wanted of both and is to be saved over `on_disk`."""
        self.opened, self._saved = on_disk, on_disk.issue
        if self.issue is not job.issue:  # something was typed meanwhile
            from briefing_tui.library.saving.merge import MINE, merge

            settled = merge(job.issue, self.issue, settled, MINE).issue
        self.apply(Edited(settled, nearest(settled, self.selection)), _("both versions put together"))

    def _merge(self, mine: Issue, together: Issue) -> None:
        """The saved text has changes of others; what was typed while it was saved stays on top."""
        self._saved = together
        if self.issue is mine:
            merged = together
        else:
            from briefing_tui.library.saving.merge import MINE, merge

            merged = merge(mine, self.issue, together, MINE).issue
        self.apply(Edited(merged, nearest(merged, self.selection)), _("changes of others taken in"))


def with_key(issue: Issue, key: IssueKey) -> Issue:
    """`issue` under another key."""
    head = issue.masthead._replace(year=key.year, kind=key.kind, number=key.number)
    return issue._replace(masthead=head)


class SaveJob(NamedTuple):
    """One save: values only, so that it may run in a thread."""

    library: LibraryEditor
    opened: Opened | None
    issue: Issue
    remains: Prepared | None = None
    """Of a file that is gone."""
    together: "Waiting | None" = None
    """What waited, and is in the issue now."""

    def run(self) -> Saved:
        """Write it. BriefingError says why it could not; the text is still in the session."""
        if self.opened is None:
            opened = self.library.create_opened(self.issue, like=self.remains)
            written = Prepared(opened.prepared.data, normalised(self.issue), opened.path)
            if self.remains is not None:
                written = written.following(self.remains)
            return Saved(opened._replace(prepared=opened.prepared.following(written)))
        saved = self.library.save(self.opened, self.issue)
        if self.together is not None:
            from briefing_tui.library.sync.settling import settled  # seldom so

            with suppress(LibraryError):  # then it is asked again
                settled(self.library.root, self.together)
        return saved
