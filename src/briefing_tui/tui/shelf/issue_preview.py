"""What the highlighted issue holds: its heads and outline, or the whole of what is wrong with its file.

Made by the library screen, beside or below the list. With the keys in it (Tab), Enter on a row opens the issue there. The rows are made by
`preview_rows`.
"""

from textual.events import Resize

from briefing_tui.errors import BriefingError
from briefing_tui.library.entry import Entry
from briefing_tui.model.outline import OutlineEntry
from briefing_tui.tui.shelf.rows.preview_rows import (
    PreviewRow,
    PreviewTold,
    plainly_told,
    preview_rows,
    row_texts,
    told_of,
    told_of_fault,
)
from briefing_tui.tui.widgets.rows import RowsView, StyledText


class IssuePreview(RowsView):
    """Rows about one entry."""

    click_chooses = True

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._rows: list[PreviewRow] = []
        self._told = PreviewTold()
        self._width = 0
        """Cells for which the rows were made."""

    @property
    def position(self) -> int:
        """Item of the cursor's row, from 1; 0 for the beginning."""
        return max(0, self._rows[self.cursor].position) if 0 <= self.cursor < len(self._rows) else 0

    def show_outline(self, entry: Entry, outline: tuple[OutlineEntry, ...]) -> None:
        """The heads and the contents of a sound issue."""
        self.show(told_of(entry, outline))

    def show_fault(self, entry: Entry, error: BriefingError | None) -> None:
        """What is wrong, where, and what to do."""
        self.show(told_of_fault(entry, error))

    def show_text(self, *paragraphs: str) -> None:
        """Plain words: what to do in an empty library."""
        self.show(plainly_told(*paragraphs))

    def row_total(self) -> int:
        """Rows after wrapping."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """Rows that lead somewhere."""
        return self._rows[index].position >= 0

    def row(self, index: int, width: int) -> list[StyledText]:
        """One line."""
        return row_texts(self._rows[index], width, self.ambiguous)

    @property
    def is_laid_out(self) -> bool:
        """Also whether the rows are made for its width."""
        return super().is_laid_out and self._width == self.size.width

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        self._lay_out(cursor=self.cursor)

    def remeasure(self, ambiguous: int) -> None:
        """Wrap anew, with the other width."""
        super().remeasure(ambiguous)
        self._lay_out(cursor=self.cursor)

    def show(self, told: PreviewTold) -> None:
        """What is told, from its beginning."""
        self._told = told
        self._lay_out(cursor=0)

    def _lay_out(self, *, cursor: int) -> None:
        if not self.size.width:
            return  # when it has one
        self._width = self.size.width
        rows = preview_rows(self._told, self.size.width, self.ambiguous)
        if rows != self._rows:
            self._rows = rows
            self.rows_changed(cursor)
            if cursor == 0:
                self.scroll_to(y=0, animate=False)

    def _cursor_look(self) -> str:
        return "cursor" if self.has_focus else ""
