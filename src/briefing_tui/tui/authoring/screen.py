"""The authoring screen: the issue as an outline, the form of the chosen piece, the page as readers will see it.

Pushed by `tui.authoring.editing` with a session. It answers what its panes say by edits of the session's issue and shows the issue
again. What it does it has parts for: `panes`, `form_changes`, `piece_actions`, `piece_search`, `taking_in`, `saving`, `issue_life`. The actions of a part
are methods of that part (`RestingScreen.acting`).
"""

import gc
from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Paste, Resize
from textual.screen import Screen
from textual.widgets import TextArea

from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.bars.facts import facts_of
from briefing_tui.tui.authoring.bars.title_bar import TitleBar
from briefing_tui.tui.authoring.form import FormPane, PieceForm
from briefing_tui.tui.authoring.form_changes import FormChanges
from briefing_tui.tui.authoring.issue_life import IssueLife
from briefing_tui.tui.authoring.live_preview import LivePreview
from briefing_tui.tui.authoring.outline_editor import OutlineEditor
from briefing_tui.tui.authoring.panes import THREE_PANES, AuthoringPanes
from briefing_tui.tui.authoring.piece_actions import PieceActions
from briefing_tui.tui.authoring.piece_search import PieceFinding
from briefing_tui.tui.authoring.proof_desk import ProofingHost
from briefing_tui.tui.authoring.saving.conversation import Conversation, SaveEnded
from briefing_tui.tui.authoring.saving.save_flow import SaveFlow
from briefing_tui.tui.authoring.saving.screen_part import DraftKept, Looked, Saving
from briefing_tui.tui.authoring.saving.status_flow import StatusFlow
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.authoring.taking_in import TakingIn
from briefing_tui.tui.host import AuthoringHost, host_of
from briefing_tui.tui.inbox_count import InboxCount
from briefing_tui.tui.proofing.noting import ProofNoted
from briefing_tui.tui.proofing.proofing import (
    TICK_SECONDS,
    EarlierKnown,
    Proofing,
    ProofRead,
)
from briefing_tui.tui.proofing.reading import ProofReading
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.status_screen import StatusScreen

if TYPE_CHECKING:
    from briefing_tui.model.finding import Finding
    from briefing_tui.tui.widgets.find_bar import FindBar


_DRAFT_SECONDS = 1.0
"""Between drafts: with the time of writing one, well below the 2 s that may be lost (promise D3)."""
_SETTLED_SECONDS = 1.0
"""After which all parts of the screen are there."""


class AuthoringScreen(StatusScreen, inherit_bindings=False):
    """One issue, being written."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.AUTHORING, priority=True)]

    def __init__(
        self,
        session: EditingSession,
        *,
        measure: int,
        ambiguous: int,
        leave: Callable[[bool], None],
        reading: ProofReading | None = None,
    ) -> None:
        """`leave` is called when the session is over; it takes the screen away, and ends the app when it is told to. `reading` proof-reads."""
        super().__init__()
        self.session = session
        self.conversation = Conversation(self, leave)
        status = StatusFlow(session, self._remarked_now)
        self.saving = Saving(self, SaveFlow(session, status), self.conversation)
        self.outline = OutlineEditor(session.issue, ambiguous=ambiguous)
        self.preview = LivePreview(session.issue, measure=measure, ambiguous=ambiguous)
        self.title_bar = TitleBar(ambiguous=ambiguous)
        self._form_pane = FormPane(self._follow_typing, session.alone, ambiguous=ambiguous)
        self._proof = ProofingHost(self, session, self.outline, self.preview, self.title_bar, self._form_pane)
        self.proofing = Proofing(self._proof, reading or ProofReading(session.library), ambiguous=ambiguous)
        self._panes = AuthoringPanes(
            self, session, self.outline, self._form_pane, self.preview, self.proofing
        )
        self.status = StatusLine(hints=keys.hints(keys.OUTLINE, writable=True), ambiguous=ambiguous)
        self._finding = PieceFinding(self, session, self.outline)
        self._changes = FormChanges(self, session, taken=self._show_typed)
        self.taking = TakingIn(self, session)
        self._sent_in = InboxCount(self, session.library.root)
        self.acting = (
            self._panes,
            PieceActions(self, session),
            self._finding,
            self.taking,
            self.saving,
            IssueLife(self, session, status, self.conversation),
        )

    @cached_property
    def host(self) -> AuthoringHost:
        """What goes beyond this screen."""
        return host_of(self)

    @property
    def pane(self) -> str:
        """The pane that has the keyboard: `keys.OUTLINE`, `FORM`, `PREVIEW` or `PROOF`."""
        return self._panes.pane

    @property
    def notice(self) -> str:
        """The notice that is shown now, or empty."""
        return self.status.notice

    def ask(self, dialogue: Screen[None]) -> Awaitable[None]:
        """Put a question over the screen."""
        return self.app.push_screen(dialogue)

    def outside_folder(self, text: str) -> str:
        """Where the body that another program gets is found again."""
        return self.session.outside_folder(text)

    # Making and laying out

    def compose(self) -> ComposeResult:
        """Title, panes, status."""
        yield self.title_bar
        yield self._panes
        yield self.status

    def on_mount(self) -> None:
        """Show the piece asked for; keep drafts from now on."""
        self._panes.begin()
        self.set_focus(self.outline)
        self.keep_going(self.set_interval(_DRAFT_SECONDS, self.saving.keep_draft))
        self.set_timer(
            _SETTLED_SECONDS, gc.freeze
        )  # the screen stays: a full collection need not cost a key 25 ms
        self.set_interval(self.host.options.poll_seconds, self.saving.look)
        self.saving.look()
        self.set_interval(self.host.options.poll_seconds, self._sent_in.look)
        self._sent_in.look()
        self.set_interval(TICK_SECONDS, self.proofing.tick)
        self.proofing.begin()
        self.tell_state()

    def on_unmount(self) -> None:
        """What threads still do is not wanted any more."""
        self.proofing.end()

    def on_resize(self, event: Resize) -> None:
        """Three panes, two or one."""
        self._panes.fit()
        self._panes.show_preview()

    def tell_state(self) -> None:
        """The title bar: issue, status, and whether it is saved."""
        saving = self.saving
        self.title_bar.show(
            self.session, saving.alarm(), saving.state_in_words(), typing=self.pane != keys.OUTLINE
        )

    # Panes

    def entered(self) -> None:
        """The keyboard came to another pane."""
        self.tell_hints()
        self._tell_facts()
        self.tell_state()

    def tell_hints(self) -> None:
        """The keys of the pane that mean something as it is."""
        without = self.proofing.idle_keys if self.pane == keys.PROOF else ()
        self.status.set_hints(keys.hints(self.pane, writable=True, without=without))

    async def enter(self, pane: str, field: str = "") -> None:
        """The keyboard to a pane, and a field of the form."""
        await self._panes.enter(pane, field)

    async def show_findings(self, finding: "Finding | None" = None) -> None:
        """The keyboard to the list of findings, at one of them."""
        await self._panes.show_findings(finding)

    def resume(self, field: str, line: int, column: int) -> None:
        """Go on where somebody typed last: when what is being shown again stands there."""
        self.call_after_refresh(self._panes.go_on, field, line, column)

    # Showing

    @property
    def _form(self) -> PieceForm:
        """The form of the chosen piece."""
        return self._panes.form

    def show_again(self) -> None:
        """The issue changed otherwise than by typing: outline, form, preview, title."""
        self._panes.show_again()
        self.tell_state()

    def piece_shown(self) -> None:
        """The form has the texts of another piece."""
        self._proof.mark_form()
        self._tell_facts()

    def name_of(self, selection: Selection) -> str:
        """What a piece is called in notices."""
        return self.outline.name_of(selection)

    def _follow_typing(self) -> None:
        """A body changed: the page changes with it, in one repaint, unless laying it out would make the key late."""
        self._take_now()
        if self.preview.quick:
            self._panes.show_preview()

    def _tell_facts(self) -> None:
        finding, body = self.proofing.current, self._form.body
        if self.pane == keys.PROOF and finding is not None:
            self.status.set_facts([f"{finding.level} {finding.rule}", finding.clause])
            return
        outlined = self.pane == keys.OUTLINE
        narrow = outlined and self.app.size.width < THREE_PANES  # the keys need the room
        counted = body.counts() if body is not None and not narrow else None
        sent_in = self._sent_in.fact if outlined else ""
        facts = facts_of(self.session, self.name_of(self.session.selection), sent_in, counted)
        self.status.set_facts(facts)

    # What the panes say

    @on(RowsView.Moved)
    def _moved(self, event: RowsView.Moved) -> None:
        if event.view is self.outline:
            self._panes.follow_cursor()
        elif event.view is self.proofing.rows and self.pane == keys.PROOF:
            self.proofing.moved()
            self._tell_facts()

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        if event.view is self.outline:
            self.call_later(self._panes.action_edit_piece)
        elif event.view is self.proofing.rows:
            self.call_later(self.proofing.type_there)

    @on(PieceForm.Typed)
    def _typed(self, event: PieceForm.Typed) -> None:
        if event.form is self._form:
            self._take_now()

    def _take_now(self) -> None:
        """Something was typed: it goes into the issue, and a notice has been read."""
        body = self._form.body
        if body is None or not body.has_focus:
            self.say("")  # a body's editor takes its own notices away
        self.take_typed()

    @on(PieceForm.Left)
    def _left(self, event: PieceForm.Left) -> None:
        if event.form is self._form:
            self._changes.left(event.form, event.one)

    def take_typed(self) -> None:
        """What was typed into the form goes into the issue, as far as it means something. Before anything else is done, too."""
        self._changes.take(self._form)

    def take_article(self, name: str, text: str, typed: Callable[[], object]) -> bool:
        """A paste into a field: see `host.TakingPastes`."""
        is_title = name == "title" and self.session.selection.kind == edits.ITEM
        return is_title and self.taking.pasted(text, typed)

    def begin_paste(self, name: str) -> bool:
        """A paste into a field comes: see `host.TakingPastes`."""
        return self._changes.begin_paste(self._form, name)

    def end_paste(self, name: str, rest: str, notice: str) -> None:
        """It stands in the field."""
        self._changes.end_paste(self._form, name, rest, notice)

    def _show_typed(self, in_outline: bool) -> None:
        self._panes.show_typed(in_outline=in_outline)
        self._tell_facts()
        self.tell_state()

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self) -> None:
        self.preview.soon(self._panes.show_preview)
        self._proof.explain_at_cursor()

    # Proof-reading

    def _remarked_now(self) -> "tuple[Finding, ...]":
        return self.proofing.findings_now()

    def take_back_noted(self) -> bool:
        """Undo of what was let pass last, when nothing else was done since; whether there was any."""
        return self.proofing.take_back()

    def read_if_listed(self) -> None:
        """After an undo: the list of findings is for the issue as it is now, before the next key."""
        if self.pane == keys.PROOF:
            self.proofing.read_now()

    @on(ProofRead)
    def _proof_read(self, event: ProofRead) -> None:
        self.proofing.took(event.read)

    @on(ProofNoted)
    def _proof_noted(self, event: ProofNoted) -> None:
        self.proofing.noted(event)

    @on(EarlierKnown)
    def _earlier_known(self) -> None:
        self.proofing.earlier_known()

    # Finding

    def on_find_bar_typed(self, event: "FindBar.Typed") -> None:
        """To the first piece with the words."""
        self._finding.typed(event.query)

    def on_find_bar_accepted(self) -> None:
        """Enter."""
        self._finding.accepted()

    def on_find_bar_cancelled(self) -> None:
        """Escape."""
        self._finding.cancelled()

    # What comes in

    def on_paste(self, event: Paste) -> None:
        """Into the outline: an article, or nothing, which the app has said then."""
        if self.pane == keys.OUTLINE and self.taking.pasted(event.text):
            self.say("")

    def on_inbox_count_changed(self) -> None:
        """Tell how many wait."""
        self._tell_facts()

    def on_taking_in_read(self, event: TakingIn.Read) -> None:
        """A file was read."""
        event.then()

    # Saving, leaving

    @on(SaveEnded)
    def _save_ended(self, event: SaveEnded) -> None:
        self.saving.save_ended(event)
        self.taking.settle()

    @on(Looked)
    def _looked(self, event: Looked) -> None:
        self.saving.looked(event)

    @on(DraftKept)
    def _draft_kept(self) -> None:
        self.tell_state()
