"""The library screen when it is new: what it knows, and its rows as both painters have them. Pure; loads no framework.

Made by whoever paints the first page; the screen begins with the same, so that the app changes no cell.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.library.entry import Entry, Glance
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.look.looks import RowPiece
from briefing_tui.tui.messages import sent_in
from briefing_tui.tui.shelf.rows import layout, preview_rows
from briefing_tui.tui.shelf.rows.arrangement import Arrangement
from briefing_tui.tui.shelf.rows.issue_row import Columns, columns_for
from briefing_tui.tui.shelf.rows.list_rows import (
    ListRow,
    Marks,
    StoppedAt,
    first_row,
    list_rows,
    row_texts,
)
from briefing_tui.tui.shelf.rows.preview_rows import PreviewTold
from briefing_tui.tui.widgets.status_row import Hint, status_row
from briefing_tui.tui.widgets.styled_rows import StyledText, filled_row, scroll_bar

_EDGE = ("edge",)


class FirstShelf(NamedTuple):
    """What the screen knows when it begins."""

    glance: Glance
    top: StoppedAt | None = None
    """The row on top, of an issue that need not be among those of the glance."""
    published: bool = False
    """The cursor begins on the newest published issue."""
    kept: frozenset[IssueKey] = frozenset()
    """Issues of which there is text that was not saved."""
    lag: tuple[str, ...] = ()
    """As `sync_lag` has it."""
    sent_in: int = 0
    """Contributions that wait."""
    told: PreviewTold = PreviewTold()
    """Of the highlighted issue; of the library, when it is empty."""
    sure: bool = False
    """Whether that was read from the very file that the list tells of."""

    def rows(self) -> list[ListRow]:
        """The rows of the list, as far as they are known."""
        return list_rows(self.glance.entries, Arrangement(), self.top)

    def row_total(self) -> int:
        """How many rows there are."""
        glance = self.glance
        return glance.total + glance.headings + (self.top is not None)

    def cursor(self) -> int:
        """The row of the cursor."""
        return first_row(self.rows(), published=self.published)

    def highlighted(self) -> Entry | None:
        """The issue of that row; None when there is none, or when nobody can say which it is before all are known."""
        known = self.rows()
        row = known[self.cursor()] if known else None
        if not isinstance(row, Entry):
            return None
        out = row.summary is not None and row.summary.status == PUBLISHED
        return row if out or not self.published or self.glance.complete else None


class ShelfTerms(NamedTuple):
    """For what the rows are made."""

    columns: int
    rows: int
    ambiguous: int
    marks: Marks
    hints: Sequence[Hint]


def columns_of_glance(glance: Glance, ambiguous: int) -> Columns:
    """The columns of a list of which only the beginning is known."""
    return columns_for(glance.keys, glance.titles, glance.statuses, by_years=True, ambiguous=ambiguous)


def first_facts(first: FirstShelf) -> list[str]:
    """What the status row says. Cleaned."""
    at = first.highlighted()
    counted = layout.count_facts(first.glance.total, first.glance.unread)
    kept = layout.kept_fact() if at is not None and at.key in first.kept else ""
    facts = (
        kept,
        _("Library"),
        *first.lag,
        *counted,
        sent_in(first.sent_in),
    )
    return [clean_line(fact) for fact in facts if fact]


def shelf_rows(first: FirstShelf, terms: ShelfTerms) -> list[list[RowPiece]]:
    """All rows of the window; none when one of them is not known."""
    panes = layout.panes(terms.columns, terms.rows)
    if not first.glance.total:
        whole = layout.Pane(terms.columns, terms.rows - 1)
        rows = list(_preview(first.told, whole, terms.ambiguous))
    elif panes.preview is None:
        rows = list(_list(first, panes.list, terms))
    elif panes.beside:
        preview = _preview(first.told, panes.preview, terms.ambiguous)
        both = zip(_list(first, panes.list, terms), preview, strict=False)
        rows = [[*left, RowPiece("│", _EDGE), *right] for left, right in both]
    else:
        preview = _preview(first.told, panes.preview, terms.ambiguous)
        rows = [*_list(first, panes.list, terms), [RowPiece("─" * terms.columns, _EDGE)], *preview]
    status = status_row(first_facts(first), terms.hints, terms.columns, terms.ambiguous).pieces
    return [*rows, status] if len(rows) == terms.rows - 1 else []


def _list(first: FirstShelf, pane: layout.Pane, terms: ShelfTerms) -> Iterator[list[RowPiece]]:
    known, total, cursor = first.rows(), first.row_total(), first.cursor()
    columns = columns_of_glance(first.glance, terms.ambiguous)
    top = max(0, cursor - pane.height + 1)
    bar = scroll_bar(pane.height, total, top) if total > pane.height else []
    width = pane.width - bool(bar)  # rows are made for all of the pane: the bar lies over their last cell
    for at in range(pane.height):
        index = top + at
        texts: list[StyledText] = []
        if index < len(known):
            texts = row_texts(known[index], pane.width, columns, terms.marks)
        elif index < total:
            return  # not known
        pieces = filled_row(texts, width, terms.ambiguous, ("cursor",) if index == cursor else ())
        yield [*pieces, *bar[at : at + 1]]


def _preview(told: PreviewTold, pane: layout.Pane, ambiguous: int) -> Iterator[list[RowPiece]]:
    rows = preview_rows.preview_rows(told, pane.width, ambiguous)
    bar = scroll_bar(pane.height, len(rows), 0) if len(rows) > pane.height else []
    for at in range(pane.height):
        texts = preview_rows.row_texts(rows[at], pane.width, ambiguous) if at < len(rows) else []
        pieces = filled_row(texts, pane.width - bool(bar), ambiguous)
        yield [*pieces, *bar[at : at + 1]]
