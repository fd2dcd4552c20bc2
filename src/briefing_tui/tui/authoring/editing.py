"""Beginning to edit and ending it: opening in a thread, the questions before, the screen, the note for others.

Made by `tui.authoring_access` at the first edit, lives as long as the app. A published issue is changed only as a correction; a draft that
an earlier session left is offered with what it changes. Knows one session at a time.
"""

import datetime as dt
import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.i18n import _
from briefing_tui.library.disk.presence import Notes
from briefing_tui.library.disk.user_name import account_name
from briefing_tui.library.new_issue import Form, Later, begin_issue, dated_later, known_keys
from briefing_tui.library.saving.revision import Opened
from briefing_tui.library.templates import template_names
from briefing_tui.model import sequence
from briefing_tui.model.edits import Edited, Selection, position_of, selection_at
from briefing_tui.model.issue import PUBLISHED, Issue
from briefing_tui.model.key import IssueKey, ItemAddress
from briefing_tui.personal.drafts import Draft, Drafts
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.authoring.before_editing import form_of, whether_to_correct, which_date, which_form
from briefing_tui.tui.authoring.saving.draft_offer import DraftOffer, Met, meet
from briefing_tui.tui.authoring.saving.outside_offer import unread, with_outside
from briefing_tui.tui.authoring.saving.presence_note import announce
from briefing_tui.tui.authoring.screen import AuthoringScreen
from briefing_tui.tui.authoring.session import EditingSession, with_key
from briefing_tui.tui.dialogues.question import QuestionScreen
from briefing_tui.tui.issue_feed import OPEN, IssueFailed
from briefing_tui.tui.proofing.reading import ProofReading

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.library.search.finder import Finder
    from briefing_tui.library.sync.settling import Both
    from briefing_tui.tui.host import EditingHost
    from briefing_tui.tui.options import Writing


class Opening(NamedTuple):
    """What a thread found."""

    key: IssueKey
    issue: Issue
    """As it stands in the file, or the next issue."""
    opened: Opened | None
    """None when there is no file yet."""
    draft: Draft | None
    """What an earlier session did not save."""
    met: Met | None
    """The draft with what is in the file now."""
    item: int | None
    """Running position of the item to begin with, from 1."""
    later: Later | None = None
    """The issue that is dated after today: the clock may be wrong."""
    both: "Both | None" = None
    """What another machine has of it, where sync left it in two versions."""


class Editing:
    """The way into the authoring screen and out again."""

    class Opened(Message):
        """A thread has opened an issue for editing, or made the next one."""

        def __init__(self, opening: Opening) -> None:
            super().__init__()
            self.opening = opening

    def __init__(self, host: "EditingHost", writing: "Writing") -> None:
        self._host = host
        self._library: LibraryEditor = writing.editor()
        self._drafts: Drafts = writing.drafts()
        self._templates = writing.templates
        self._name = writing.name
        self._rules_off = writing.rules_off
        self._leave_app = False
        self._unread: list[str] = []
        """Files of outside editors that were cut off, which only these can read."""
        self._then: Callable[[Editing], object] | None = None
        """What is to be done when the screen is there."""
        self.first: Opening | None = None
        """What the app began with, when it began by editing."""
        self.session: EditingSession | None = None
        """The issue being edited."""
        self._screen: AuthoringScreen | None = None

    # Opening

    def edit(
        self,
        address: ItemAddress,
        *,
        leave_app: bool = False,
        then: "Callable[[Editing], object] | None" = None,
    ) -> None:
        """Open an issue in a thread; `then` is called when its screen is there, unless text that was not saved is offered on it."""
        self._leave_app = leave_app
        self._then = then
        self._host.run_worker(partial(self._open, address), group=OPEN, exclusive=True, thread=True)

    def make_edit(self, make: "Callable[[Issue], Edited | None]", what: str) -> Issue | None:
        """Make an edit of the issue that is being written, a step of undo called `what`; the issue with it.

        `make` gives None when what it is about is another by now. None when nothing is being written.
        """
        session, screen = self.session, self._screen
        if session is None or screen is None:
            return None
        screen.take_typed()
        edited = make(session.issue)
        if edited is None:
            self._host.tell(_("This piece is another by now: look at the state again."))
        elif session.apply(edited, what):
            screen.show_again()
            self._host.tell(_("{what} — Ctrl+Z takes it back").format(what=what))
        else:
            self._host.tell(_("It is as it was already."))
        return session.issue

    def begin_new(self) -> None:
        """The next issue; where there are templates of the house, ask first which form it shall have."""
        self._leave_app, self._then = False, None
        names = template_names(self._templates)
        if not names:
            self._make_next(Form())
            return
        question = which_form(names)
        self._host.push_screen(QuestionScreen(question, partial(self._form_chosen, names)))

    def _form_chosen(self, names: list[str], answer: str) -> None:
        form = form_of(answer, names)
        if form is not None:
            self._make_next(form)

    def _make_next(self, form: Form) -> None:
        """Make it in a thread."""
        self._host.run_worker(partial(self._make, form), group=OPEN, exclusive=True, thread=True)

    def first_screen(self, address: ItemAddress) -> AuthoringScreen | None:
        """The screen for an app that begins by editing, made at once; None when something is to be asked first.

        `opened` is to be called with `first` when the app is there. BriefingError when the issue cannot be opened.
        """
        self._leave_app = True
        self.first = self._find(address)
        if self.first.issue.workflow.status == PUBLISHED:
            return None
        return self._make_screen(self.first)

    def _find(self, address: ItemAddress) -> Opening:
        """The issue and what an earlier session left of it. NotFoundError when there is neither file nor draft."""
        key = address.key
        draft = self._drafts.find(self._library.root, key)
        left = self._drafts.left_outside(self._library.root, key)
        self._unread = unread(left)
        met: Met | None
        try:
            opened = self._library.open_for_editing(key)
            draft = with_outside(draft, opened, self._library.root, key, left)
        except NotFoundError:
            draft = with_outside(draft, None, self._library.root, key, left)
            if draft is None:
                raise
            met = meet(draft, None)
            issue = sequence.empty_issue(key, "", None) if met.begun is None else met.begun.issue
            return Opening(key, issue, None, draft, met, None)
        met = None if draft is None else meet(draft, opened)
        both = None if draft is not None else self._both(key)
        return Opening(key, opened.issue, opened, draft, met, address.item, both=both)

    def _both(self, key: IssueKey) -> "Both | None":
        """What sync left in two versions."""
        if not os.path.lexists(os.path.join(self._library.root, ".sync")):
            return None
        from briefing_tui.library.sync.settling import both_of

        return both_of(self._library.root, key)

    def _open(self, address: ItemAddress) -> None:
        try:
            opening = self._find(address)
        except BriefingError as error:
            self._host.post_message(IssueFailed(error))
            return
        if not get_current_worker().is_cancelled:
            self._host.post_message(self.Opened(opening))
        if opening.opened is not None:
            opening.opened.prepared.warm()

    def _make(self, form: Form) -> None:
        today = dt.date.today()  # noqa: DTZ011 - the date on the wall where the issue is made
        library = self._library
        drafts = self._drafts.list(library.root)
        draft = next((one for one in drafts if not one.base_revision and not one.alive), None)
        try:
            keys, _unlisted = known_keys(library, today.year)
            key = sequence.next_key(keys, today.year)
            if draft is not None and draft.key in keys:
                draft = draft._replace(issue=with_key(draft.issue, key))  # somebody else has taken its number
            elif draft is not None:
                key = draft.key
            issue = begin_issue(library, key, today, form, self._templates).issue
            later = dated_later(library, today) if draft is None else None
        except BriefingError as error:
            self._host.post_message(IssueFailed(error))
            return
        met = None if draft is None else meet(draft, None)
        if not get_current_worker().is_cancelled:
            self._host.post_message(self.Opened(Opening(key, issue, None, draft, met, None, later)))

    # Questions before the screen

    def opened(self, opening: Opening) -> None:
        """Show it; ask first when it is published, unless a draft says that a correction was begun."""
        if self.session is not None:
            if opening is self.first:
                self._welcome(opening)
            else:
                told = _("{key} is being edited; go back to it and leave it first.")
                self._host.tell(told.format(key=self.session.key))
            return
        if opening.opened is not None and opening.issue.workflow.status == PUBLISHED:
            question = whether_to_correct(opening.key)
            self._host.push_screen(QuestionScreen(question, partial(self._begin_correction, opening)))
            return
        if opening.later is not None and opening.issue.masthead.date is not None:
            question = which_date(opening.issue.masthead.date, opening.later)
            self._host.push_screen(QuestionScreen(question, partial(self._date_chosen, opening)))
            return
        self._begin(opening)

    def _date_chosen(self, opening: Opening, answer: str) -> None:
        if answer == "none":
            head = opening.issue.masthead._replace(date=None)
            opening = opening._replace(issue=opening.issue._replace(masthead=head))
        if answer:
            self._begin(opening)

    def _begin_correction(self, opening: Opening, name: str) -> None:
        if name:
            self._begin(opening)
        elif self._leave_app:
            self._leave_app = False

    def _begin(self, opening: Opening) -> None:
        self._host.remember()
        screen = self._make_screen(opening)
        self._host.push_screen(screen)
        self._welcome(opening)
        then, self._then = self._then, None
        if then is not None and opening.draft is None:
            screen.call_after_refresh(then, self)
        elif then is not None:
            self._host.tell(
                _("First say what becomes of the text that was not saved; then look at the state again.")
            )

    def _make_screen(self, opening: Opening) -> AuthoringScreen:
        host = self._host
        session = self.session = EditingSession(
            self._library,
            opening.issue,
            opened=opening.opened,
            remains=None if opening.opened is not None or opening.met is None else opening.met.begun,
            drafts=self._drafts,
            who=clean_line(self._name) or account_name(),
        )
        if opening.item is not None:
            session.select(selection_at(opening.issue, opening.item) or Selection())
        self._screen = AuthoringScreen(
            session,
            measure=host.state.option("measure", host.options.measure),
            ambiguous=host.options.ambiguous,
            leave=self._left,
            reading=self._reading(),
        )
        return self._screen

    def _reading(self) -> ProofReading:
        """Who proof-reads; asks earlier issues by the index of the search."""
        options = self._host.options

        def make_finder() -> "Finder":
            from briefing_tui.library.search.finder import Finder  # with SQLite, which nobody else here needs

            return Finder(self._library, options.cache_directory, writable=options.cache_writable)

        return ProofReading(self._library, make_finder, frozenset(self._rules_off))

    def _welcome(self, opening: Opening) -> None:
        """The note for others, and the offer of a draft."""
        if opening.opened is not None and self.session is not None:
            announce(self.session)
        if self._unread and self._screen is not None:
            told = _("An outside editor was cut off; its own file is kept, for vim: vim -r {file}")
            self._screen.say(told.format(file=clean_line(self._unread[0])))
        if opening.draft is not None and opening.met is not None and self._screen is not None:
            offer = DraftOffer(self._screen.session, self._drafts, opening.draft, opening.opened, opening.met)
            self._screen.conversation.go_on(offer, offer.begin())
        elif opening.both is not None and opening.opened is not None and self._screen is not None:
            from briefing_tui.tui.authoring.saving.shared_offer import SharedOffer

            shared = SharedOffer(self._screen.session, opening.opened, opening.both)
            self._screen.conversation.go_on(shared, shared.begin())

    def on_screen(self) -> "tuple[ItemAddress | None, Issue | None]":
        """The issue as it is written just now, saved or not, with the item that is chosen; nothing when none is being edited."""
        session = self.session
        if session is None or self._screen is None:
            return None, None
        self._screen.take_typed()
        return ItemAddress(session.key, position_of(session.issue, session.selection) or None), session.issue

    @property
    def is_new(self) -> bool:
        """Whether what is written has no file yet."""
        return self.session is not None and self.session.is_new

    # Leaving

    def keep_quietly(self) -> None:
        """The process ends: keep what is not saved, take the note for others away."""
        if self.session is not None:
            self.session.keep_draft()
            Notes(self._library.root).leave(self.session.key)

    def leave(self, *, leave_app: bool) -> None:
        """Leave as key q does; with `leave_app` the app ends then."""
        if self._screen is not None:
            self._screen.take_typed()
            self._screen.saving.leave(leave_app=leave_app)

    def _left(self, leave_app: bool) -> None:
        """The session is over."""
        session, self.session, self._screen = self.session, None, None
        key = None if session is None or session.is_new else session.key
        self._host.editing_ended(key, leave_app=leave_app or self._leave_app)
