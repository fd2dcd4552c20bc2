"""The base of the screens that have a list of what may be taken, and the text of the highlighted row beside or below it."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize

from briefing_tui.i18n import _
from briefing_tui.importers.facts import facts
from briefing_tui.importers.pieces import RecognisedItem
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.tui.widgets.status_screen import StatusScreen
from briefing_tui.tui.widgets.text_rows import TextRows

BESIDE = 120
"""Columns (cells) from which the text stands beside the list."""
_BODY_LIMIT = 200_000
"""Characters of a body that are laid out here."""


class TextBeside(TextRows):
    """The text of the highlighted row, to be read."""

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._name = ""
        self._said: list[StyledText] = []

    def show(self, name: str, said: Iterable[StyledText]) -> None:
        """Another one, from its beginning; the one of the same `name` stays where it is."""
        said = list(said)
        if said == self._said:
            return
        same = name == self._name
        self._name, self._said = name, said
        self.lay_out()
        if not same:
            self.scroll_to(y=0, animate=False)

    def lay_out(self) -> None:
        """Wrap to the width there is."""
        self.lines = self.wrap(self._said, self.size.width - 3)
        self.rows_changed()


def piece_texts(piece: RecognisedItem) -> Iterator[StyledText]:
    """What may be taken, as it will come into an issue."""
    yield "", ""
    yield piece.item.title or _("(no title)"), "lead"
    for fact in facts(piece):
        yield fact, "mark"
    for paragraph in piece.item.body[:_BODY_LIMIT].split("\n"):
        yield paragraph, ""


class ListAndTextScreen(StatusScreen, inherit_bindings=False):
    """Who derives from it makes list, text and status row, and says what the text is of."""

    lists_only: ClassVar[bool] = True
    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS = """
    ListAndTextScreen #panes { layout: vertical; width: 100%; height: 1fr; }
    ListAndTextScreen #panes > RowsView { width: 100%; height: 2fr; }
    ListAndTextScreen #panes > TextBeside { height: 3fr; border-top: solid $edge; }
    ListAndTextScreen #panes.-beside { layout: horizontal; }
    ListAndTextScreen #panes.-beside > RowsView { width: 1fr; height: 100%; }
    ListAndTextScreen #panes.-beside > TextBeside { border-top: none; border-left: solid $edge; }
    """

    list: RowsView
    text: TextBeside

    def compose(self) -> ComposeResult:
        """List, text, status."""
        with Container(id="panes"):
            yield self.list
            yield self.text
        yield self.status

    def on_mount(self) -> None:
        """In the list."""
        self.set_focus(self.list)
        self._fit()
        self.list.rows_changed()

    def on_resize(self, event: Resize) -> None:
        """Beside or below."""
        self._fit()
        self.call_after_refresh(self.text.lay_out)

    def _fit(self) -> None:
        self.query_one("#panes").set_class(self.app.size.width >= BESIDE, "-beside")

    # What is shown

    def show_text(self) -> None:
        """Show the text of the highlighted row."""
        raise NotImplementedError

    @property
    def has_text(self) -> bool:
        """Whether there is one to go to."""
        raise NotImplementedError

    @property
    def reads(self) -> bool:
        """Whether the text has the keyboard."""
        return self.focused is self.text

    def to_text(self) -> None:
        """From the list to the text."""
        if self.has_text:
            self.set_focus(self.text)

    def on_rows_view_moved(self, event: RowsView.Moved) -> None:
        """Another row."""
        if event.view is self.list:
            self.show_text()

    def on_rows_view_chosen(self, event: RowsView.Chosen) -> None:
        """A double click."""
        if event.view is self.list:
            self.to_text()

    def action_leave(self) -> None:
        """Keys q and Escape: from the text to the list, from there back."""
        if self.reads:
            self.set_focus(self.list)
        elif self.is_current:
            self.app.pop_screen()
