"""Moving about in the authoring screen: rows of the outline, lines of the preview, and pieces that have certain words.

A part of `screens.authoring`, which has the panes and shows what is chosen.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.model.edits import Selection
from briefing_tui.tui import keys
from briefing_tui.tui.editing_session import EditingSession
from briefing_tui.tui.piece_search import PieceSearch
from briefing_tui.tui.screens.resting import RestingScreen
from briefing_tui.tui.widgets.live_preview import LivePreview
from briefing_tui.tui.widgets.outline_editor import OutlineEditor
from briefing_tui.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from briefing_tui.tui.widgets.find_bar import FindBar


class MovingAbout(RestingScreen, inherit_bindings=False):
    """The actions. The screen gives the panes and the ways to show."""

    session: EditingSession
    outline: OutlineEditor
    preview: LivePreview
    pane: str
    status: StatusLine
    _find_bar: "FindBar | None" = None
    _search: PieceSearch

    def say(self, text: str) -> None:
        """A notice."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Show another piece."""
        raise NotImplementedError

    def follow_cursor(self) -> None:
        """The piece of the outline's cursor is the chosen one."""
        raise NotImplementedError

    def action_line_down(self) -> None:
        """Key j."""
        self._step(self.outline.move, self.preview.scroll_lines, 1)

    def action_line_up(self) -> None:
        """Key k."""
        self._step(self.outline.move, self.preview.scroll_lines, -1)

    def action_page_down(self) -> None:
        """Key Space."""
        self._step(self.outline.page, self.preview.scroll_screens, 1)

    def action_page_up(self) -> None:
        """Key PgUp."""
        self._step(self.outline.page, self.preview.scroll_screens, -1)

    def _step(self, outline: Callable[[int], None], preview: Callable[[int], None], step: int) -> None:
        (preview if self.pane == keys.PREVIEW else outline)(step)
        self.follow_cursor()

    def action_top(self) -> None:
        """Key g."""
        (self.preview.go_top if self.pane == keys.PREVIEW else self.outline.to_top)()
        self.follow_cursor()

    def action_bottom(self) -> None:
        """Key G."""
        (self.preview.go_bottom if self.pane == keys.PREVIEW else self.outline.to_bottom)()
        self.follow_cursor()

    # Finding, saving, leaving

    async def action_find(self) -> None:
        """Key /."""
        from briefing_tui.tui.widgets.find_bar import FindBar  # noqa: PLC0415 - when asked for

        if self._find_bar is None:
            self._search.begin(self.session.selection)
            self._find_bar = FindBar(self._search.query)
            self.outline.always_active = True
            await self.mount(self._find_bar, after=self.status)

    def on_find_bar_typed(self, event: "FindBar.Typed") -> None:
        """To the first piece with the words."""
        self._found(self._search.look_for(self.session.issue, event.query))

    def on_find_bar_accepted(self, event: "FindBar.Accepted") -> None:
        """Enter: stay there."""
        self._close_find_bar()

    def on_find_bar_cancelled(self) -> None:
        """Escape: back to where it began."""
        self._close_find_bar()
        self._found(self._search.begun)

    def action_find_next(self) -> None:
        """Key n."""
        self._found(self._search.step(self.session.issue, self.session.selection, 1))

    def action_find_previous(self) -> None:
        """Key N."""
        self._found(self._search.step(self.session.issue, self.session.selection, -1))

    def _found(self, selection: Selection | None) -> None:
        if selection is None:
            self.say(_("Not found") if self._search.query else _("Nothing to find yet: / asks for words."))
            return
        self.session.select(selection)
        self.show_again()

    def _close_find_bar(self) -> None:
        if self._find_bar is not None:
            self._find_bar.remove()
            self._find_bar = None
            self.outline.always_active = False
            self.outline.focus()
