"""Beginning to edit and ending it: opening in a thread, the questions before, the screen, the note for others.

Owned by the app while it lives, made at the first edit. A published issue is changed only as a correction; a draft that
an earlier session left is offered with what it changes. Knows one session at a time.
"""

import datetime as dt
import difflib
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.codec import dump_issue
from briefing_tui.library.drafts import Draft, Drafts
from briefing_tui.library.presence import Notes
from briefing_tui.library.process import this_process
from briefing_tui.library.revision import Opened
from briefing_tui.model import sequence
from briefing_tui.model.edits import Selection, selection_at
from briefing_tui.model.issue import PUBLISHED, Issue
from briefing_tui.model.key import IssueKey, ItemAddress
from briefing_tui.tui.editing_session import EditingSession
from briefing_tui.tui.messages import IssueFailed
from briefing_tui.tui.saving import announce
from briefing_tui.tui.screens.authoring import AuthoringScreen
from briefing_tui.tui.screens.question import Answer, QuestionScreen, Said
from briefing_tui.tui.writing import EditOpened, Writing

if TYPE_CHECKING:
    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.tui.app import BriefingApp

_DIFF_LINES = 300
"""Lines of a draft's differences that are shown."""


class Opening(NamedTuple):
    """What a thread found."""

    key: IssueKey
    issue: Issue
    """As it stands in the file, or the next issue."""
    opened: Opened | None
    """None when there is no file yet."""
    draft: Draft | None
    """What an earlier session did not save."""
    item: int | None
    """Running position of the item to begin with, from 1."""


class Editing:
    """The way into the authoring screen and out again."""

    def __init__(self, app: "BriefingApp", writing: Writing) -> None:
        self._app = app
        self._library: LibraryEditor = writing.editor()
        self._drafts: Drafts = writing.drafts()
        self._leave_app = False
        self.first: Opening | None = None
        """What the app began with, when it began by editing."""
        self.session: EditingSession | None = None
        """The issue being edited."""

    # Opening

    def edit(self, address: ItemAddress) -> None:
        """Open an issue in a thread."""
        self._leave_app = False
        self._app.run_worker(partial(self._open, address), group="open", exclusive=True, thread=True)

    def begin_new(self) -> None:
        """Make the next issue in a thread."""
        self._leave_app = False
        self._app.run_worker(self._make, group="open", exclusive=True, thread=True)

    def first_screen(self, address: ItemAddress) -> AuthoringScreen | None:
        """The screen for an app that begins by editing, made at once; None when something is to be asked first.

        `opened` is to be called with `first` when the app is there. BriefingError when the issue cannot be opened.
        """
        self._leave_app = True
        self.first = self._find(address)
        if self.first.issue.workflow.status == PUBLISHED:
            return None
        return self._make_screen(self.first, correcting=False)

    def _find(self, address: ItemAddress) -> Opening:
        opened = self._library.open_for_editing(address.key)
        draft = self._drafts.find(self._library.root, address.key)
        return Opening(address.key, opened.issue, opened, draft, address.item)

    def _open(self, address: ItemAddress) -> None:
        try:
            opening = self._find(address)
        except BriefingError as error:
            self._app.post_message(IssueFailed(error))
            return
        if not get_current_worker().is_cancelled:
            self._app.post_message(EditOpened(opening))
        if opening.opened is not None:
            opening.opened.prepared.warm()

    def _make(self) -> None:
        today = dt.date.today()  # noqa: DTZ011 - the date on the wall where the issue is made
        library = self._library
        drafts = self._drafts.list(library.root)
        draft = next((one for one in drafts if not one.base_revision and not one.alive), None)
        try:
            keys = library.keys()
            key = sequence.next_key(keys, max([today.year, *(key.year for key in keys[:1])]))
            if draft is not None and draft.key not in keys:
                key = draft.key
            model = sequence.model_key(keys, key)
            if model is None:
                issue = sequence.empty_issue(key, "", today)
            else:
                issue = sequence.next_issue(library.load(model).issue, key, today)
        except BriefingError as error:
            self._app.post_message(IssueFailed(error))
            return
        if not get_current_worker().is_cancelled:
            self._app.post_message(EditOpened(Opening(key, issue, None, draft, None)))

    # Questions before the screen

    def opened(self, opening: Opening) -> None:
        """Show it; ask first when it is published, unless a draft says that a correction was begun."""
        if self.session is not None:
            if opening is self.first:
                self._welcome(opening)
            return
        if opening.opened is not None and opening.issue.workflow.status == PUBLISHED:
            self._app.push_screen(
                QuestionScreen(
                    _("{key} is published").format(key=opening.key),
                    [
                        Said(
                            _(
                                "It is open for reading. A correction (更正) records what is changed and when, for everybody to see."
                            )
                        )
                    ],
                    [Answer("correct", "c", _("make a correction")), Answer("", "b", _("back to reading"))],
                    partial(self._begin_correction, opening),
                )
            )
            return
        self._begin(opening, correcting=False)

    def _begin_correction(self, opening: Opening, name: str) -> None:
        if name:
            self._begin(opening, correcting=True)
        elif self._leave_app:
            self._leave_app = False

    def _begin(self, opening: Opening, *, correcting: bool) -> None:
        self._app.remember()
        self._app.push_screen(self._make_screen(opening, correcting=correcting))
        self._welcome(opening)

    def _make_screen(self, opening: Opening, *, correcting: bool) -> AuthoringScreen:
        app = self._app
        session = self.session = EditingSession(
            self._library,
            opening.issue,
            opened=opening.opened,
            drafts=self._drafts,
            correcting=correcting,
            who=this_process().user,
        )
        if opening.item is not None:
            session.select(selection_at(opening.issue, opening.item) or Selection())
        return AuthoringScreen(
            session,
            measure=app.state.option("measure", app.options.measure),
            ambiguous=app.options.ambiguous,
            leave=self._left,
        )

    def _welcome(self, opening: Opening) -> None:
        """The note for others, and the offer of a draft."""
        if opening.opened is not None and self.session is not None:
            announce(self.session)
        if opening.draft is not None:
            self._offer(opening, opening.draft)

    def _offer(self, opening: Opening, draft: Draft) -> None:
        before = "" if opening.opened is None else dump_issue(opening.issue)
        lines = differences(before, draft.issue)
        if opening.opened is not None and not lines:
            self._drafts.discard(draft)
            return
        said = [
            Said(
                _("Kept {when:%Y-%m-%d %H:%M} by a session that ended without saving.").format(
                    when=draft.saved_at
                )
            )
        ]
        if opening.opened is not None and draft.base_revision != opening.opened.revision:
            said.append(
                Said(
                    _("The file was changed since; what the draft does not have shows as taken away."),
                    "error",
                )
            )
        said += lines[:_DIFF_LINES]
        if len(lines) > _DIFF_LINES:
            left = len(lines) - _DIFF_LINES
            said.append(Said(ngettext("… and {count} line", "… and {count} lines", left).format(count=left)))
        self._app.push_screen(
            QuestionScreen(
                _("There is a draft of {key}").format(key=draft.key),
                said,
                [
                    Answer("take", "t", _("go on with the draft")),
                    Answer("later", "l", _("keep it for later, edit the file as it is")),
                    Answer("discard", "d", _("throw the draft away")),
                ],
                partial(self._answered, draft),
                cancel="later",
            )
        )

    def _answered(self, draft: Draft, name: str) -> None:
        screen = self._app.screen
        if name == "take" and self.session is not None:
            self.session.take_draft(draft)
            if isinstance(screen, AuthoringScreen):
                screen.show_again()
        elif name == "discard":
            self._drafts.discard(draft)

    # Leaving

    def keep_quietly(self) -> None:
        """The process ends: keep what is not saved, take the note for others away."""
        if self.session is not None:
            self.session.keep_draft()
            Notes(self._library.root).leave(self.session.key)

    def leave(self, *, leave_app: bool) -> None:
        """Leave as key q does; with `leave_app` the app ends then."""
        for screen in self._app.screen_stack:
            if isinstance(screen, AuthoringScreen):
                screen.take_typed()
                screen.saving.leave(partial(self._left, leave_app=True) if leave_app else None)

    def _left(self, *, leave_app: bool = False) -> None:
        """The session is over."""
        app, session = self._app, self.session
        self.session = None
        if session is not None and not session.is_new:
            app.last_key = session.key
        if leave_app or self._leave_app:
            app.save_state()
            app.exit()
            return
        app.pop_screen()


def differences(before: str, issue: Issue) -> list[Said]:
    """How the text of `issue` differs from `before`, one line a change, with what stands there marked + and what goes −."""
    after = dump_issue(issue)
    told: list[Said] = []
    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""):
        if line.startswith(("+++", "---", "@@")):
            continue
        if line[1:].strip():
            told.append(Said(line, "key" if line.startswith("+") else "faint"))
    return told
