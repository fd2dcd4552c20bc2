"""The reader's bookmarks: Enter opens one, d removes it. A bookmark whose issue has gone says so and stays."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.model.key import IssueKey, ItemAddress, parse_address
from briefing_tui.personal.state import Bookmark, ReadingPlace
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.dialogues.dialogue import LETTERS, MOVING, Dialogue
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.typeset.width import cell_width, pad, truncate


class BookmarkRows(RowsView):
    """Address, title, day."""

    def __init__(self, bookmarks: list[Bookmark], present: frozenset[IssueKey], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.bookmarks = bookmarks
        self._present = present

    def row_total(self) -> int:
        """One for each bookmark, or a line that there is none."""
        return max(1, len(self.bookmarks))

    def selectable(self, index: int) -> bool:
        """Every bookmark."""
        return bool(self.bookmarks)

    def row(self, index: int, width: int) -> list[StyledText]:
        """One bookmark."""
        if not self.bookmarks:
            return [(" " + _("No bookmarks yet: b in an issue sets one."), "faint")]
        mark = self.bookmarks[index]
        here = address_of(mark)
        cells = max(cell_width(one.address, self.ambiguous) for one in self.bookmarks)
        day = mark.added[:10]
        gone = here is None or here.key not in self._present
        room = width - cells - len(day) - 6
        title = clean_line(mark.title)
        if gone:
            title = _("(no longer in the library) {title}").format(title=title)
        return [
            (f" {pad(clean_line(mark.address), cells, self.ambiguous)}  ", "key"),
            (pad(truncate(title, room, self.ambiguous), room, self.ambiguous), "error" if gone else ""),
            (f"  {clean_line(day)}", "faint"),
        ]


class BookmarksScreen(Dialogue, inherit_bindings=False):
    """The list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        *LETTERS,
        Binding("escape,q,B", "close", show=False),
        Binding("d,delete", "remove", show=False),
    ]

    def heading(self) -> str:
        """What it is."""
        return _("Bookmarks")

    def footing(self) -> str:
        """Its keys."""
        return _("Enter opens, d removes, Esc closes")

    def parts(self) -> Iterable[Widget]:
        """The rows."""
        try:
            present = frozenset(self.host.library.keys())
        except BriefingError:
            present = frozenset()  # the library screen says why
        self.rows = self._list = BookmarkRows(
            self.host.state.bookmarks(), present, ambiguous=self.host.options.ambiguous
        )
        yield self.rows

    def on_mount(self) -> None:
        """As high as there are bookmarks."""
        self.fit_rows(self._list.row_total())
        self._list.focus()
        self._list.rows_changed(0)

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        event.stop()
        if self.closing or event.index >= len(self._list.bookmarks):
            return  # a second Enter in the same breath, or the rows changed under it
        mark = self._list.bookmarks[event.index]
        address = address_of(mark)
        self.action_close()
        if address is not None:
            place = ReadingPlace(address.item, mark.body_line, mark.offset) if address.item else None
            self.app.call_later(self.host.open_address, address, place)

    def action_remove(self) -> None:
        """Key d."""
        if 0 <= self._list.cursor < len(self._list.bookmarks):
            mark = self._list.bookmarks[self._list.cursor]
            self.host.state.remove_bookmark(mark)
            self._list.bookmarks = self.host.state.bookmarks()
            self._list.rows_changed()
            self.fit_rows(self._list.row_total())


def address_of(bookmark: Bookmark) -> ItemAddress | None:
    """Where it leads; None when its address is none (a state file written by hand)."""
    try:
        return parse_address(bookmark.address)
    except BriefingError:
        return None
