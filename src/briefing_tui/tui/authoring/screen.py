"""The authoring screen: the issue as an outline, the form of the chosen piece, the page as readers will see it.

Pushed by `tui.authoring.editing` with a session. It answers what its panes say by edits of the session's issue and shows the issue
again. What it does it has parts for: `form_changes`, `piece_actions`, `piece_search`, `saving`, `issue_life`. From 120 columns on all three panes stand side
by side; below, the preview takes the form's place; below 80, one pane is shown at a time. Widths are cells.
"""

import gc
from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.events import DescendantFocus, Paste, Resize
from textual.screen import Screen
from textual.widgets import TextArea

from briefing_tui.i18n import _
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.form import FormPane, PieceForm
from briefing_tui.tui.authoring.form_changes import FormChanges
from briefing_tui.tui.authoring.issue_life import IssueLife
from briefing_tui.tui.authoring.live_preview import LivePreview
from briefing_tui.tui.authoring.outline_editor import OutlineEditor
from briefing_tui.tui.authoring.piece_actions import PieceActions
from briefing_tui.tui.authoring.piece_search import PieceFinding
from briefing_tui.tui.authoring.proof_desk import ProofDesk
from briefing_tui.tui.authoring.saving.conversation import Conversation, SaveEnded
from briefing_tui.tui.authoring.saving.save_flow import SaveFlow
from briefing_tui.tui.authoring.saving.screen_part import DraftKept, Looked, Saving
from briefing_tui.tui.authoring.saving.status_flow import StatusFlow
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.authoring.taking_in import TakingIn
from briefing_tui.tui.authoring.title_bar import TitleBar
from briefing_tui.tui.authoring.tool_bar import ToolBar
from briefing_tui.tui.authoring.way_bar import way_of
from briefing_tui.tui.host import AuthoringHost, host_of
from briefing_tui.tui.inbox_count import InboxCount
from briefing_tui.tui.proofing.proofing import (
    TICK_SECONDS,
    EarlierKnown,
    Proofing,
    ProofNoted,
    ProofRead,
)
from briefing_tui.tui.proofing.reading import ProofReading
from briefing_tui.tui.widgets.resting import RestingScreen
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from briefing_tui.model.finding import Finding
    from briefing_tui.tui.widgets.find_bar import FindBar


THREE_PANES, TWO_PANES = 120, 80
"""Columns from which three, and two, panes stand side by side."""
_DRAFT_SECONDS = 1.0
"""Between drafts: with the time of writing one, well below the 2 s that may be lost (promise D3)."""
_SETTLED_SECONDS = 1.0
"""After which all parts of the screen are there."""


class AuthoringScreen(RestingScreen, inherit_bindings=False):
    """One issue, being written."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS = """
    AuthoringScreen #panes { layout: horizontal; width: 100%; height: 1fr; }
    AuthoringScreen #outline { width: 30%; min-width: 26; max-width: 36; height: 100%; border-right: solid $edge; }
    AuthoringScreen #panes.-alone > #outline { width: 100%; max-width: 100%; border-right: none; }
    AuthoringScreen #right { layout: horizontal; width: 1fr; height: 100%; }
    AuthoringScreen #form { width: 1fr; height: 100%; }
    AuthoringScreen #third { layout: vertical; width: 1fr; height: 100%; }
    AuthoringScreen LivePreview { width: 100%; height: 1fr; }
    AuthoringScreen #right.-stacked { layout: vertical; }
    AuthoringScreen #right.-stacked > #form { width: 100%; height: 1fr; }
    AuthoringScreen #right.-stacked > #third { width: 100%; height: 1fr; }
    AuthoringScreen #third > ProofRows { border-bottom: solid $edge; }
    AuthoringScreen #right.-stacked > #third > ProofRows { border-bottom: none; border-top: solid $edge; }
    AuthoringScreen OutlineEditor { width: 100%; height: 1fr; }
    """
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
        self.life = IssueLife(self, session, status, self.conversation)
        self.saving = Saving(self, SaveFlow(session, status), self.conversation)
        self.pane = keys.OUTLINE
        """The pane that has the keyboard: `keys.OUTLINE`, `FORM`, `PREVIEW` or `PROOF`."""
        self._ambiguous = ambiguous
        self._tab = keys.FORM
        self.outline = OutlineEditor(session.issue, ambiguous=ambiguous)
        self.preview = LivePreview(session.issue, measure=measure, ambiguous=ambiguous)
        self.preview.styles.height = "1fr"  # below the list of findings; a page alone has all of its screen
        self.title_bar = TitleBar(ambiguous=ambiguous)
        self._form_pane = FormPane(self._follow_typing, session.alone, ambiguous=ambiguous)
        self._proof = ProofDesk(self, session, self.outline, self.preview, self.title_bar, self._form_pane)
        self.proofing = Proofing(self._proof, reading or ProofReading(session.library), ambiguous=ambiguous)
        self._tools = ToolBar(ambiguous=ambiguous)
        self.status = StatusLine(hints=keys.hints(keys.OUTLINE, writable=True), ambiguous=ambiguous)
        self._pieces = PieceActions(self, session)
        self._finding = PieceFinding(self, session, self.outline)
        self._changes = FormChanges(self, session, taken=self._show_typed)
        self.taking = TakingIn(self, session)
        self._sent_in = InboxCount(self, session.library.root)

    @cached_property
    def host(self) -> AuthoringHost:
        """What goes beyond this screen."""
        return host_of(self)

    def say(self, text: str) -> None:
        """A notice in the status row, until the next key."""
        self.status.say(text)

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
        with Container(id="panes"):
            with Vertical(id="outline"):
                yield self.outline
                yield self._tools
            with Container(id="right"):
                yield self._form_pane
                with Vertical(id="third"):
                    yield self.proofing.rows
                    yield self.preview
        yield self.status

    def on_mount(self) -> None:
        """Show the piece asked for; keep drafts from now on."""
        self.outline.show(self.session.issue, self.session.selection)
        self._show_piece()
        self._fit()
        self._show_preview()
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
        self._fit()
        self._show_preview()

    def _fit(self) -> None:
        width = self.app.size.width
        wide, alone = width >= THREE_PANES, width < TWO_PANES
        tab, listing = self._tab, self.proofing.open
        right = not (alone and self.pane == keys.OUTLINE)
        self.query_one("#outline").display = not alone or self.pane == keys.OUTLINE
        self._form_pane.display = wide or (right and tab == keys.FORM)
        self.preview.display = wide or (right and tab == keys.PREVIEW)
        self.query_one("#right").display = right
        self.query_one("#right").set_class(not wide, "-stacked")
        self.proofing.rows.display = listing
        self.query_one("#third").display = listing or self.preview.display
        self.query_one("#panes").set_class(alone, "-alone")

    def tell_state(self) -> None:
        """The title bar: issue, status, and whether it is saved."""
        session, head = self.session, self.session.issue.masthead
        way = way_of(
            session.issue.workflow.status,
            correcting=session.correcting,
            changed=session.changed,
            typing=self.pane != keys.OUTLINE,
        )
        left = f"{session.key}  {head.title}"
        self.title_bar.tell(left, self.saving.alarm(), self.saving.state_in_words(), way)

    # Panes

    @on(DescendantFocus)
    def _focused(self) -> None:
        widget = self.focused  # the messages of two widgets may overtake each other
        pane = keys.FORM
        if widget is self.outline:
            pane = keys.OUTLINE
        elif widget is self.preview:
            pane = keys.PREVIEW
        elif widget is self.proofing.rows:
            pane = keys.PROOF
        elif widget is None or self._form not in widget.ancestors:
            return
        self.pane = pane
        self.status.set_hints(keys.hints(pane, writable=True))
        self._tell_facts()
        self.tell_state()

    async def enter(self, pane: str, field: str = "") -> None:
        """The keyboard to a pane, which comes in sight if it is not; at once, for the next key is meant for it."""
        self.pane = pane
        if pane in {keys.FORM, keys.PREVIEW}:
            self._tab = pane
        self._fit()
        if pane == keys.OUTLINE:
            self.set_focus(self.outline)
        elif pane == keys.PREVIEW:
            self.set_focus(self.preview)
            self._show_preview()
        elif pane == keys.PROOF:
            self.set_focus(self.proofing.rows)
        else:
            await self._form.ready()
            self._form.enter(field)

    def resume(self, field: str, line: int, column: int) -> None:
        """Go on where somebody typed last: when what is being shown again stands there."""
        self.call_after_refresh(self._resume, field, line, column)

    async def _resume(self, field: str, line: int, column: int) -> None:
        await self.enter(keys.FORM, field)
        self._form.place(field, line, column)

    async def action_edit_piece(self) -> None:
        """Key Enter in the outline."""
        await self.enter(keys.FORM)

    async def action_to_outline(self) -> None:
        """Key Escape in form and preview; in the list of findings, which goes then."""
        if self.pane == keys.PROOF:
            self.proofing.show(open_=False)
        self._tab = keys.FORM
        await self.enter(keys.OUTLINE)

    async def action_next_pane(self) -> None:
        """Key ctrl+n."""
        listed = (keys.PROOF,) if self.proofing.open else ()
        order = (keys.OUTLINE, keys.FORM, *listed, keys.PREVIEW)
        await self.enter(order[(order.index(self.pane) + 1) % len(order)])

    async def action_preview(self) -> None:
        """Key ctrl+t: the page, and back to where the keyboard was."""
        if self.pane == keys.PREVIEW:
            await self.enter(keys.FORM)
        elif self.pane == keys.PROOF:  # the list stays, and what is beside it changes
            self._tab = keys.FORM if self._tab == keys.PREVIEW else keys.PREVIEW
            self._fit()
            self._show_preview()
        else:
            await self.enter(keys.PREVIEW)

    async def action_next_field(self) -> None:
        """Key Tab; behind the last field comes the outline."""
        if self.pane == keys.FORM and not self._form.neighbour(1):
            await self.enter(keys.OUTLINE)

    async def action_previous_field(self) -> None:
        """Key shift+Tab."""
        if self.pane == keys.FORM and not self._form.neighbour(-1):
            await self.enter(keys.OUTLINE)

    # Showing

    @property
    def _form(self) -> PieceForm:
        """The form of the chosen piece."""
        return self._form_pane.form_for(self.session.selection.kind)

    def _show_piece(self) -> None:
        """The form of the chosen piece, with its texts."""
        session = self.session
        file_key = None if session.is_new else session.key
        self._form_pane.show(session.issue, session.selection, file_key=file_key)
        self._proof.mark_form()
        self._tell_facts()

    def show_again(self) -> None:
        """The issue changed otherwise than by typing: outline, form, preview, title."""
        kind_before = self._form_pane.kind
        self.outline.show(self.session.issue, self.session.selection)
        self._show_piece()
        if self.pane == keys.FORM and kind_before != self.session.selection.kind:
            self.call_later(self.enter, keys.FORM)
        self._show_preview()
        self.tell_state()

    def name_of(self, selection: Selection) -> str:
        """What a piece is called in notices."""
        return self.outline.name_of(selection)

    def _follow_typing(self) -> None:
        """A body changed: the page changes with it, in one repaint, unless laying it out would make the key late."""
        self._take_now()
        if self.preview.quick:
            self._show_preview()

    def _show_preview(self) -> None:
        at = self._form.typing_at if self.pane == keys.FORM else (-1, 0)
        self.preview.follow(self.session.issue, self.session.selection, *at)

    def _tell_facts(self) -> None:
        issue, selection = self.session.issue, self.session.selection
        position = edits.position_of(issue, selection)
        facts = [self.name_of(selection)]
        if position and selection.kind == edits.ITEM:
            facts = [f"#{position}/{issue.item_total()}"]
        if self.pane == keys.OUTLINE and self._sent_in.fact:
            facts.append(self._sent_in.fact)
        if self.pane == keys.PROOF and self.proofing.current is not None:
            finding = self.proofing.current
            self.status.set_facts([f"{finding.level} {finding.rule}", finding.clause])
            return
        body = self._form.body
        narrow = self.pane == keys.OUTLINE and self.app.size.width < THREE_PANES  # the keys need the room
        if body is not None and not narrow:
            chinese, total = body.counts()
            facts.append(_("{chinese} 汉字, {total} characters").format(chinese=chinese, total=total))
        self.status.set_facts(facts)

    # What the panes say

    @on(RowsView.Moved)
    def _moved(self, event: RowsView.Moved) -> None:
        if event.view is self.outline:
            self._follow_cursor()
        elif event.view is self.proofing.rows and self.pane == keys.PROOF:
            self.proofing.moved()
            self._tell_facts()

    def _follow_cursor(self) -> None:
        """The piece of the outline's cursor is the chosen one."""
        selection = self.outline.selection
        if selection is not None and selection != self.session.selection:
            self.take_typed()
            self.session.select(selection)
            self._show_piece()
            self.preview.soon(self._show_preview)

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        if event.view is self.outline:
            self.call_later(self.action_edit_piece)
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
        if in_outline:
            self.outline.show(self.session.issue, self.session.selection)
        self._tell_facts()
        self.preview.soon(self._show_preview)
        self.tell_state()

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self) -> None:
        self.preview.soon(self._show_preview)
        self._proof.explain_at_cursor()

    # Moving about and finding

    def action_line_down(self) -> None:
        """Key j."""
        self._step(RowsView.move, self.preview.scroll_lines, 1)

    def action_line_up(self) -> None:
        """Key k."""
        self._step(RowsView.move, self.preview.scroll_lines, -1)

    def action_page_down(self) -> None:
        """Key Space."""
        self._step(RowsView.page, self.preview.scroll_screens, 1)

    def action_page_up(self) -> None:
        """Key PgUp."""
        self._step(RowsView.page, self.preview.scroll_screens, -1)

    def _step(
        self, in_list: Callable[[RowsView, int], None], preview: Callable[[int], None], step: int
    ) -> None:
        if self.pane == keys.PREVIEW:
            preview(step)
        else:
            in_list(self._list, step)
        self._follow_list()

    def action_top(self) -> None:
        """Key g."""
        (self.preview.go_top if self.pane == keys.PREVIEW else self._list.to_top)()
        self._follow_list()

    def action_bottom(self) -> None:
        """Key G."""
        (self.preview.go_bottom if self.pane == keys.PREVIEW else self._list.to_bottom)()
        self._follow_list()

    @property
    def _list(self) -> RowsView:
        """The list that has the keyboard, if one has."""
        return self.proofing.rows if self.pane == keys.PROOF else self.outline

    def _follow_list(self) -> None:
        """At once: the next key is meant for what is chosen now."""
        if self.pane == keys.PROOF:
            self.proofing.moved()
        else:
            self._follow_cursor()

    # Proof-reading

    async def action_proofread(self) -> None:
        """Key F7: the list comes, gets the keyboard, goes."""
        if self.pane == keys.PROOF:
            await self.action_to_outline()
        else:
            await self.show_findings()

    async def show_findings(self, finding: "Finding | None" = None) -> None:
        """The keyboard to the list of findings, at one of them."""
        self.take_typed()
        self.pane = keys.PROOF
        self.proofing.show(open_=True)
        await self.enter(keys.PROOF)
        if finding is not None:
            self.proofing.go_to(finding)

    def _remarked_now(self) -> "tuple[Finding, ...]":
        return self.proofing.findings_now()

    @on(ProofRead)
    def _proof_read(self, event: ProofRead) -> None:
        self.proofing.took(event.read)

    @on(ProofNoted)
    def _proof_noted(self, event: ProofNoted) -> None:
        self.proofing.noted(event)

    @on(EarlierKnown)
    def _earlier_known(self) -> None:
        self.proofing.earlier_known()

    async def action_find(self) -> None:
        """Key /."""
        bar = self._finding.open_bar()
        if bar is not None:
            await self.mount(bar, after=self.status)

    def on_find_bar_typed(self, event: "FindBar.Typed") -> None:
        """To the first piece with the words."""
        self._finding.typed(event.query)

    def on_find_bar_accepted(self) -> None:
        """Enter."""
        self._finding.accepted()

    def on_find_bar_cancelled(self) -> None:
        """Escape."""
        self._finding.cancelled()

    def action_find_next(self) -> None:
        """Key n."""
        self._finding.step(1)

    def action_find_previous(self) -> None:
        """Key N."""
        self._finding.step(-1)

    async def action_replace(self) -> None:
        """Key ctrl+f in the outline, and the palette anywhere: find and replace in the text of the chosen piece."""
        body = self._form.body
        if body is None:
            self.say(_("This piece has no text to search; choose an item."))
            return
        await self.enter(keys.FORM, "body")
        body.find_open()

    def action_check(self) -> None:
        """Key C."""
        self.take_typed()
        self.life.check()

    # Pieces

    async def action_add_item(self) -> None:
        """Keys a and ctrl+l."""
        await self._pieces.add_item()

    async def action_add_section(self) -> None:
        """Key A."""
        await self._pieces.add_section()

    async def action_add_preface(self) -> None:
        """Key p."""
        await self._pieces.add_preface()

    async def action_add_distribution(self) -> None:
        """Key t."""
        await self._pieces.add_distribution()

    async def action_delete(self) -> None:
        """Key d."""
        await self._pieces.delete()

    async def action_duplicate(self) -> None:
        """Key c."""
        await self._pieces.duplicate()

    async def action_rename(self) -> None:
        """Key r."""
        await self._pieces.rename()

    async def action_move_down(self) -> None:
        """Key J."""
        await self._pieces.move_down()

    async def action_move_up(self) -> None:
        """Key K."""
        await self._pieces.move_up()

    async def action_to_next_section(self) -> None:
        """Key >."""
        await self._pieces.to_next_section()

    async def action_to_previous_section(self) -> None:
        """Key <."""
        await self._pieces.to_previous_section()

    def action_undo(self) -> None:
        """Key u in the outline, ctrl+z there and in fields of one line."""
        self._pieces.undo()
        self._read_if_listed()

    action_undo_field = action_undo

    def action_redo(self) -> None:
        """Key U."""
        self._pieces.redo()
        self._read_if_listed()

    def _read_if_listed(self) -> None:
        if self.pane == keys.PROOF:
            self.proofing.read_now()

    # What comes in

    def on_paste(self, event: Paste) -> None:
        """Into the outline: an article, or nothing, which the app has said then."""
        if self.pane == keys.OUTLINE and self.taking.pasted(event.text):
            self.say("")

    def action_paste_item(self) -> None:
        """Palette."""
        self.taking.paste_item()

    def on_inbox_count_changed(self) -> None:
        """Tell how many wait."""
        self._tell_facts()

    def action_contributions(self) -> None:
        """Key Y."""
        self.take_typed()
        self.host.show_contributions(self.taking.offer_contribution, str(self.session.key))

    def action_take_file(self) -> None:
        """Key I."""
        self.taking.take_file()

    def on_taking_in_read(self, event: TakingIn.Read) -> None:
        """A file was read."""
        event.then()

    # Saving, leaving

    def action_save(self) -> None:
        """Key ctrl+s."""
        self.take_typed()
        self.saving.save()

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

    def action_status(self) -> None:
        """Key S."""
        self.take_typed()
        self.life.choose_status()

    async def action_renumber(self) -> None:
        """Key R."""
        self.take_typed()
        await self.life.renumber()

    def action_leave(self) -> None:
        """Key q."""
        self.take_typed()
        self.saving.leave()
