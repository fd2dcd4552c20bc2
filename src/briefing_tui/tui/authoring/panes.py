"""The panes of the authoring screen: which stand side by side, which has the keyboard, and the keys that move in and between them.

Made by `authoring.screen`, which is told when the keyboard came to another pane. From 120 columns on outline, form and preview
stand side by side; below, the preview takes the form's place; below 80, one pane is shown at a time. The list of findings comes above the
preview, or below the form. Widths are cells.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.events import DescendantFocus

from briefing_tui.i18n import _
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.bars.tool_bar import ToolBar
from briefing_tui.tui.authoring.form import FormPane, PieceForm
from briefing_tui.tui.authoring.live_preview import LivePreview
from briefing_tui.tui.authoring.outline_editor import OutlineEditor
from briefing_tui.tui.authoring.part_host import AuthoringPartHost
from briefing_tui.tui.widgets.rows import RowsView

if TYPE_CHECKING:
    from textual.widget import Widget

    from briefing_tui.model.finding import Finding
    from briefing_tui.tui.authoring.session import EditingSession
    from briefing_tui.tui.proofing.proofing import Proofing

THREE_PANES, TWO_PANES = 120, 80
"""Columns from which three, and two, panes stand side by side."""


class PanesHost(AuthoringPartHost, Protocol):
    """The authoring screen, as its panes see it."""

    def entered(self) -> None:
        """The keyboard came to another pane."""

    def piece_shown(self) -> None:
        """The form was filled with the texts of the chosen piece."""


class AuthoringPanes(Container):
    """Outline, form, preview, and the list of findings."""

    DEFAULT_CSS = """
    AuthoringPanes { layout: horizontal; width: 100%; height: 1fr; }
    AuthoringPanes #outline { width: 30%; min-width: 26; max-width: 36; height: 100%; border-right: solid $edge; }
    AuthoringPanes.-alone > #outline { width: 100%; max-width: 100%; border-right: none; }
    AuthoringPanes #right { layout: horizontal; width: 1fr; height: 100%; }
    AuthoringPanes #form { width: 1fr; height: 100%; }
    AuthoringPanes #third { layout: vertical; width: 1fr; height: 100%; }
    AuthoringPanes LivePreview { width: 100%; height: 1fr; }
    AuthoringPanes #right.-stacked { layout: vertical; }
    AuthoringPanes #right.-stacked > #form { width: 100%; height: 1fr; }
    AuthoringPanes #right.-stacked > #third { width: 100%; height: 1fr; }
    AuthoringPanes #third > ProofRows { border-bottom: solid $edge; }
    AuthoringPanes #right.-stacked > #third > ProofRows { border-bottom: none; border-top: solid $edge; }
    AuthoringPanes OutlineEditor { width: 100%; height: 1fr; }
    """

    def __init__(
        self,
        screen: "PanesHost",
        session: "EditingSession",
        outline: OutlineEditor,
        forms: FormPane,
        preview: LivePreview,
        proofing: "Proofing",
    ) -> None:
        super().__init__()
        self._screen = screen
        self._session = session
        self._outline = outline
        self._tools = ToolBar(ambiguous=outline.ambiguous)
        self._forms = forms
        self._preview = preview
        self._preview.styles.height = "1fr"  # below the list of findings; a page alone has all of its screen
        self._proofing = proofing
        self.pane = keys.OUTLINE
        """The pane that has the keyboard: `keys.OUTLINE`, `FORM`, `PREVIEW` or `PROOF`."""
        self._tab = keys.FORM

    def compose(self) -> ComposeResult:
        """Outline with its tools; form; findings and preview."""
        with Vertical(id="outline"):
            yield self._outline
            yield self._tools
        with Container(id="right"):
            yield self._forms
            with Vertical(id="third"):
                yield self._proofing.rows
                yield self._preview

    @property
    def form(self) -> PieceForm:
        """The form of the chosen piece."""
        return self._forms.form_for(self._session.selection.kind)

    # What is in sight

    def fit(self) -> None:
        """Three panes, two or one."""
        width = self.app.size.width
        wide, alone = width >= THREE_PANES, width < TWO_PANES
        tab, listing = self._tab, self._proofing.open
        right = not (alone and self.pane == keys.OUTLINE)
        self.query_one("#outline").display = not alone or self.pane == keys.OUTLINE
        self._forms.display = wide or (right and tab == keys.FORM)
        self._preview.display = wide or (right and tab == keys.PREVIEW)
        self.query_one("#right").display = right
        self.query_one("#right").set_class(not wide, "-stacked")
        self._proofing.rows.display = listing
        self.query_one("#third").display = listing or self._preview.display
        self.set_class(alone, "-alone")

    def begin(self) -> None:
        """The screen is there: show the piece asked for."""
        self._outline.show(self._session.issue, self._session.selection)
        self.show_piece()
        self.fit()
        self.show_preview()

    def show_piece(self) -> None:
        """The form of the chosen piece, with its texts."""
        session = self._session
        file_key = None if session.is_new else session.key
        self._forms.show(session.issue, session.selection, file_key=file_key)
        self._screen.piece_shown()

    def show_again(self) -> None:
        """The issue changed otherwise than by typing: outline, form, preview."""
        kind_before = self._forms.kind
        self._outline.show(self._session.issue, self._session.selection)
        self.show_piece()
        if self.pane == keys.FORM and kind_before != self._session.selection.kind:
            self.screen.call_later(self.enter, keys.FORM)
        self.show_preview()

    def show_typed(self, *, in_outline: bool) -> None:
        """The issue changed by typing, perhaps in something that the outline shows."""
        if in_outline:
            self._outline.show(self._session.issue, self._session.selection)
        self._preview.soon(self.show_preview)

    def follow_cursor(self) -> None:
        """The piece of the outline's cursor is the chosen one."""
        selection = self._outline.selection
        if selection is not None and selection != self._session.selection:
            self._screen.take_typed()
            self._session.select(selection)
            self.show_piece()
            self._preview.soon(self.show_preview)

    def show_preview(self) -> None:
        """The page, as the issue is now, where somebody types."""
        at = self.form.typing_at if self.pane == keys.FORM else (-1, 0)
        self._preview.follow(self._session.issue, self._session.selection, *at)

    # Which has the keyboard

    @on(DescendantFocus)
    def _focused(self) -> None:
        widget = self.screen.focused  # the messages of two widgets may overtake each other
        pane = keys.FORM
        if widget is self._outline:
            pane = keys.OUTLINE
        elif widget is self._preview:
            pane = keys.PREVIEW
        elif widget is self._proofing.rows:
            pane = keys.PROOF
        elif widget is None or self.form not in widget.ancestors:
            return
        self.pane = pane
        self._screen.entered()

    async def enter(self, pane: str, field: str = "") -> None:
        """The keyboard to a pane, which comes in sight if it is not; at once, for the next key is meant for it."""
        self.pane = pane
        if pane in {keys.FORM, keys.PREVIEW}:
            self._tab = pane
        self.fit()
        if pane == keys.OUTLINE:
            self._focus(self._outline)
        elif pane == keys.PREVIEW:
            self._focus(self._preview)
            self.show_preview()
        elif pane == keys.PROOF:
            self._focus(self._proofing.rows)
        else:
            await self.form.ready()
            self.form.enter(field)

    def _focus(self, widget: "Widget") -> None:
        self.screen.set_focus(widget)

    async def go_on(self, field: str, line: int, column: int) -> None:
        """Go on at a place of a field of the form."""
        await self.enter(keys.FORM, field)
        self.form.place(field, line, column)

    async def show_findings(self, finding: "Finding | None" = None) -> None:
        """The keyboard to the list of findings, at one of them."""
        self._screen.take_typed()
        self.pane = keys.PROOF
        self._proofing.show(open_=True)
        await self.enter(keys.PROOF)
        if finding is not None:
            self._proofing.go_to(finding)

    # Keys that change the pane

    async def action_edit_piece(self) -> None:
        """Key Enter in the outline."""
        await self.enter(keys.FORM)

    async def action_to_outline(self) -> None:
        """Key Escape in form and preview; in the list of findings, which goes then."""
        if self.pane == keys.PROOF:
            self._proofing.show(open_=False)
        self._tab = keys.FORM
        await self.enter(keys.OUTLINE)

    async def action_next_pane(self) -> None:
        """Key ctrl+n."""
        listed = (keys.PROOF,) if self._proofing.open else ()
        order = (keys.OUTLINE, keys.FORM, *listed, keys.PREVIEW)
        await self.enter(order[(order.index(self.pane) + 1) % len(order)])

    async def action_preview(self) -> None:
        """Key ctrl+t: the page, and back to where the keyboard was."""
        if self.pane == keys.PREVIEW:
            await self.enter(keys.FORM)
        elif self.pane == keys.PROOF:  # the list stays, and what is beside it changes
            self._tab = keys.FORM if self._tab == keys.PREVIEW else keys.PREVIEW
            self.fit()
            self.show_preview()
        else:
            await self.enter(keys.PREVIEW)

    async def action_next_field(self) -> None:
        """Key Tab; behind the last field comes the outline."""
        if self.pane == keys.FORM and not self.form.neighbour(1):
            await self.enter(keys.OUTLINE)

    async def action_previous_field(self) -> None:
        """Key shift+Tab."""
        if self.pane == keys.FORM and not self.form.neighbour(-1):
            await self.enter(keys.OUTLINE)

    async def action_proofread(self) -> None:
        """Key F7: the list comes, gets the keyboard, goes."""
        if self.pane == keys.PROOF:
            await self.action_to_outline()
        else:
            await self.show_findings()

    async def action_replace(self) -> None:
        """Key ctrl+f in the outline, and the palette anywhere: find and replace in the text of the chosen piece."""
        body = self.form.body
        if body is None:
            self._screen.say(_("This piece has no text to search; choose an item."))
            return
        await self.enter(keys.FORM, "body")
        await body.find_open()

    # Keys that move in the pane

    def action_line_down(self) -> None:
        """Key j."""
        self._step(RowsView.move, self._preview.scroll_lines, 1)

    def action_line_up(self) -> None:
        """Key k."""
        self._step(RowsView.move, self._preview.scroll_lines, -1)

    def action_page_down(self) -> None:
        """Key Space."""
        self._step(RowsView.page, self._preview.scroll_screens, 1)

    def action_page_up(self) -> None:
        """Key PgUp."""
        self._step(RowsView.page, self._preview.scroll_screens, -1)

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
        (self._preview.go_top if self.pane == keys.PREVIEW else self._list.to_top)()
        self._follow_list()

    def action_bottom(self) -> None:
        """Key G."""
        (self._preview.go_bottom if self.pane == keys.PREVIEW else self._list.to_bottom)()
        self._follow_list()

    @property
    def _list(self) -> RowsView:
        """The list that has the keyboard, if one has."""
        return self._proofing.rows if self.pane == keys.PROOF else self._outline

    def _follow_list(self) -> None:
        """At once: the next key is meant for what is chosen now."""
        if self.pane == keys.PROOF:
            self._proofing.moved()
        else:
            self.follow_cursor()
