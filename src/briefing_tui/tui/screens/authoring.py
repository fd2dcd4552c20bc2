"""The authoring screen: the issue as an outline, the form of the chosen piece, the page as readers will see it.

Pushed by `tui.editing` with a session. It answers what its panes say by edits of the session's issue and shows the issue
again; saving, leaving and the questions that go with them are `tui.saving`. From 120 columns on all three panes stand side
by side; below, the preview takes the form's place; below 80, one pane is shown at a time. Widths are cells.
"""

import gc
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.events import DescendantFocus, Resize
from textual.widgets import TextArea

from briefing_tui.i18n import _
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Item
from briefing_tui.tui import forms, keys
from briefing_tui.tui.editing_session import EditingSession
from briefing_tui.tui.issue_life import IssueLife
from briefing_tui.tui.piece_search import PieceSearch
from briefing_tui.tui.saving import DraftKept, Looked, SaveEnded, Saving
from briefing_tui.tui.screens.moving_about import MovingAbout
from briefing_tui.tui.screens.piece_actions import PieceActions
from briefing_tui.tui.widgets.form import PieceForm
from briefing_tui.tui.widgets.live_preview import LivePreview
from briefing_tui.tui.widgets.outline_editor import OutlineEditor
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.title_bar import TitleBar
from briefing_tui.tui.widgets.tool_bar import ToolBar
from briefing_tui.typeset.width import truncate

if TYPE_CHECKING:
    from textual.timer import Timer

    from briefing_tui.tui.app import BriefingApp

THREE_PANES, TWO_PANES = 120, 80
"""Columns from which three, and two, panes stand side by side."""
_PREVIEW_SECONDS = 0.05
"""Between a key and the preview's repaint at most, while keys come fast."""
_AT_ONCE_SECONDS = 0.01
"""A preview that takes longer than this is not drawn together with the key, but after it."""
_DRAFT_SECONDS = 1.0
"""Between drafts: with the time of writing one, well below the 2 s that may be lost (promise D3)."""

_SETTLED_SECONDS = 1.0
"""After which all parts of the screen are there."""


class AuthoringScreen(PieceActions, MovingAbout, inherit_bindings=False):
    """One issue, being written."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS = """
    AuthoringScreen #panes { layout: horizontal; width: 100%; height: 1fr; }
    AuthoringScreen #outline { width: 30%; min-width: 26; max-width: 36; height: 100%; border-right: solid $edge; }
    AuthoringScreen #panes.-alone > #outline { width: 100%; max-width: 100%; border-right: none; }
    AuthoringScreen #form { width: 1fr; height: 100%; }
    AuthoringScreen LivePreview { width: 1fr; height: 100%; }
    AuthoringScreen OutlineEditor { width: 100%; height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.AUTHORING, priority=True)]

    def __init__(
        self, session: EditingSession, *, measure: int, ambiguous: int, leave: Callable[[], None]
    ) -> None:
        """`leave` is called when the session is over; it takes the screen away."""
        super().__init__()
        self.session = session
        self.saving = Saving(self, session, leave)
        self.life = IssueLife(self, session)
        self.pane = keys.OUTLINE
        """The pane that has the keyboard: `keys.OUTLINE`, `FORM` or `PREVIEW`."""
        self._ambiguous = ambiguous
        self._tab = keys.FORM
        self._forms: dict[str, PieceForm] = {}
        self._preview_timer: Timer | None = None
        self._preview_cost = 0.0
        """Seconds the preview took last."""
        self._search = PieceSearch()
        self.outline = OutlineEditor(session.issue, ambiguous=ambiguous)
        self.preview = LivePreview(session.issue, measure=measure, ambiguous=ambiguous)
        self.title_bar = TitleBar(ambiguous=ambiguous)
        self._form_pane = Container(id="form")
        self._tools = ToolBar(ambiguous=ambiguous)
        self.status = StatusLine(hints=keys.hints(keys.OUTLINE, writable=True), ambiguous=ambiguous)

    @property
    def briefing(self) -> "BriefingApp":
        """The app, with its own type."""
        return cast("BriefingApp", self.app)

    def say(self, text: str) -> None:
        """A notice in the status row, until the next key."""
        self.status.say(text)

    # Making and laying out

    def compose(self) -> ComposeResult:
        """Title, panes, status."""
        yield self.title_bar
        with Container(id="panes"):
            with Vertical(id="outline"):
                yield self.outline
                yield self._tools
            yield self._form_pane
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
        self.set_interval(self.briefing.options.poll_seconds, self.saving.look)
        self.saving.look()
        self.tell_state()

    def on_resize(self, event: Resize) -> None:
        """Three panes, two or one."""
        self._fit()
        self._show_preview()

    def _fit(self) -> None:
        width = self.app.size.width
        wide, alone = width >= THREE_PANES, width < TWO_PANES
        tab = self._tab
        self.query_one("#outline").display = not alone or self.pane == keys.OUTLINE
        self._form_pane.display = wide or (tab == keys.FORM and not (alone and self.pane == keys.OUTLINE))
        self.preview.display = wide or (tab == keys.PREVIEW and not (alone and self.pane == keys.OUTLINE))
        self.query_one("#panes").set_class(alone, "-alone")

    def tell_state(self) -> None:
        """The title bar: issue, status, and whether it is saved."""
        head = self.session.issue.masthead
        self.title_bar.tell(
            f"{self.session.key}  {head.title}", self.saving.alarm(), self.saving.state_in_words()
        )

    # Panes

    @on(DescendantFocus)
    def _focused(self) -> None:
        widget = self.focused  # the messages of two widgets may overtake each other
        pane = keys.FORM
        if widget is self.outline:
            pane = keys.OUTLINE
        elif widget is self.preview:
            pane = keys.PREVIEW
        elif widget is None or self._form not in widget.ancestors:
            return
        self.pane = pane
        self.status.set_hints(keys.hints(pane, writable=True))
        self._tell_facts()

    async def enter(self, pane: str, field: str = "") -> None:
        """The keyboard to a pane, which comes in sight if it is not; at once, for the next key is meant for it."""
        self.pane = pane
        if pane != keys.OUTLINE:
            self._tab = pane
        self._fit()
        if pane == keys.OUTLINE:
            self.set_focus(self.outline)
        elif pane == keys.PREVIEW:
            self.set_focus(self.preview)
            self._show_preview()
        else:
            await self._form.ready()
            self._form.enter(field)

    async def action_edit_piece(self) -> None:
        """Key Enter in the outline."""
        await self.enter(keys.FORM)

    async def action_to_outline(self) -> None:
        """Key Escape in form and preview."""
        self._tab = keys.FORM
        await self.enter(keys.OUTLINE)

    async def action_next_pane(self) -> None:
        """Key ctrl+n."""
        order = (keys.OUTLINE, keys.FORM, keys.PREVIEW)
        await self.enter(order[(order.index(self.pane) + 1) % 3])

    async def action_preview(self) -> None:
        """Key ctrl+t: the page, and back to where the keyboard was."""
        if self.pane == keys.PREVIEW:
            await self.enter(keys.FORM)
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
        return self._forms[self.session.selection.kind]

    def _show_piece(self) -> None:
        """The form of the chosen piece, with its texts."""
        kind = self.session.selection.kind
        if kind not in self._forms:
            form = self._forms[kind] = PieceForm(kind, ambiguous=self._ambiguous)
            if form.body is not None:
                form.body.at_once = self._follow_typing
            self._form_pane.mount(form)
        for name, form in self._forms.items():
            form.display = name == kind
        session = self.session
        file_key = None if session.is_new else session.key
        self._form.load(session.issue, session.selection, file_key=file_key)
        self._tell_facts()

    def show_again(self) -> None:
        """The issue changed otherwise than by typing: outline, form, preview, title."""
        kind_before = next((name for name, form in self._forms.items() if form.display), "")
        self.outline.show(self.session.issue, self.session.selection)
        self._show_piece()
        if self.pane == keys.FORM and kind_before != self.session.selection.kind:
            self.call_later(self.enter, keys.FORM)
        self._show_preview()
        self.tell_state()

    def name_of(self, selection: Selection) -> str:
        """What a piece is called in notices."""
        row = self.outline.row_for(selection)
        return (
            " ".join(part for part in (row.label, truncate(row.text, 20, self._ambiguous)) if part)
            if row
            else ""
        )

    def _preview_soon(self) -> None:
        if self._preview_timer is None:
            self._preview_timer = self.set_timer(_PREVIEW_SECONDS, self._show_preview)

    def _follow_typing(self) -> None:
        """A body changed: the page changes with it, in one repaint, unless laying it out would make the key late."""
        self.take_typed()
        if self._preview_cost < _AT_ONCE_SECONDS:
            self._show_preview()

    def _show_preview(self) -> None:
        if self._preview_timer is not None:
            self._preview_timer.stop()
            self._preview_timer = None
        if self.preview.display:
            started = time.perf_counter()
            line, column = -1, 0
            if self.pane == keys.FORM and self._form.body is not None and self._form.body.has_focus:
                line, column = self._form.body.cursor_location
            self.preview.follow(self.session.issue, self.session.selection, line, column)
            self._preview_cost = time.perf_counter() - started

    def _tell_facts(self) -> None:
        issue, selection = self.session.issue, self.session.selection
        position = edits.position_of(issue, selection)
        facts = [self.name_of(selection)]
        if position and selection.kind == edits.ITEM:
            facts = [_("item {position}/{total}").format(position=position, total=issue.item_total())]
        body = self._form.body
        if body is not None:
            chinese, total = body.counts()
            facts.append(_("{chinese} 汉字, {total} characters").format(chinese=chinese, total=total))
        self.status.set_facts(facts)

    # What the panes say

    @on(RowsView.Moved)
    def _moved(self, event: RowsView.Moved) -> None:
        if event.view is self.outline:
            self.follow_cursor()

    def follow_cursor(self) -> None:
        """The piece of the outline's cursor is the chosen one."""
        selection = self.outline.selection
        if selection is not None and selection != self.session.selection:
            self.take_typed()
            self.session.select(selection)
            self._show_piece()
            self._preview_soon()

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        if event.view is self.outline:
            self.call_later(self.action_edit_piece)

    @on(PieceForm.Typed)
    def _typed(self, event: PieceForm.Typed) -> None:
        if event.form is self._form:
            if not (event.form.body is not None and event.form.body.has_focus):
                self.say("")  # a body's editor takes its own notices away
            self.take_typed()

    @on(PieceForm.Left)
    def _left(self, event: PieceForm.Left) -> None:
        if event.form is self._form:
            text = event.form.text(event.one.name)
            event.form.object_to(event.one.name, forms.objection(event.one, text))
            if event.form.kind == edits.GROUP:
                self._rename_group(text)

    def take_typed(self) -> None:
        """What was typed into the form goes into the issue, as far as it means something. Before anything else is done, too."""
        for one, text in self._form.changes():
            if one.name == forms.STATUS:
                self.life.ask_status(text)
            elif (
                self._form.kind != edits.GROUP
            ):  # renamed when left: with an empty name it is no group any more
                self._take(one, text)

    def _rename_group(self, text: str) -> None:
        edited = edits.rename(self.session.issue, self.session.selection, text.strip())
        if self.session.apply(edited, _("group renamed")):
            self.show_again()

    def _take(self, one: forms.Field, text: str) -> None:
        selection = self.session.selection
        try:
            edited = forms.change(self.session.issue, selection, one, text)
        except forms.FieldError:
            return
        what = _("{field} of {piece}").format(field=_(one.label), piece=self.name_of(selection))
        if self.session.apply(edited, what, join=f"{selection} {one.name}"):
            value = edits.piece(self.session.issue, self.session.selection)
            if one.kind != forms.BODY or (isinstance(value, Item) and not value.title):
                self.outline.show(self.session.issue, self.session.selection)
            self._tell_facts()
            self._preview_soon()
            self.tell_state()

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self) -> None:
        self._preview_soon()

    # Saving, leaving

    def action_save(self) -> None:
        """Key ctrl+s."""
        self.take_typed()
        self.saving.save()

    @on(SaveEnded)
    def _save_ended(self, event: SaveEnded) -> None:
        self.saving.save_ended(event)

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
