"""What a search found, grouped by issue, or the searches made before while nothing is typed.

Made by the search screen. An item takes one row and, when the words stand in its text, a second one with the place in its
sentence; the cursor stands on the first. Widths are cells.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.library.search.hits import Hit
from briefing_tui.library.search.snippet import shown
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import IssueKey
from briefing_tui.personal.state import PastSearch
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.typeset.width import cell_width, truncate
from briefing_tui.words import status_name


class _Head(NamedTuple):
    text: str
    total: str


class _Snippet(NamedTuple):
    hit: Hit


class _Words(NamedTuple):
    text: str


HitRow = _Head | Hit | _Snippet | PastSearch | _Words


class HitList(RowsView):
    """The list. `empty` is what it says when there is nothing."""

    click_chooses = True
    always_active = True

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._rows: list[HitRow] = []

    # What it shows

    def show_found(self, hits: Sequence[Hit], counts: Mapping[IssueKey, int], empty: str) -> None:
        """Items found, those of one issue together in the order of its first; `counts` is how many each issue has."""
        groups: dict[IssueKey, list[Hit]] = {}
        for hit in hits:
            groups.setdefault(hit.key, []).append(hit)
        rows: list[HitRow] = []
        for key, group in groups.items():
            about = (
                group[0].date
                if group[0].status == PUBLISHED
                else f"{group[0].date} {status_name(group[0].status)}"
            )
            rows.append(_Head(f"{key}  {about}".rstrip(), str(counts.get(key, len(group)))))
            for hit in group:
                rows.append(hit)
                if hit.spans and hit.title:
                    rows.append(_Snippet(hit))
        self._take(rows or [_Words(empty)])

    def show_past(self, searches: Sequence[PastSearch], empty: str) -> None:
        """Saved and recent searches."""
        rows: list[HitRow] = []
        for saved, title in ((True, _("Saved searches")), (False, _("Recent searches"))):
            kept = [search for search in searches if search.saved == saved]
            if kept:
                rows += [_Head(title, str(len(kept))), *kept]
        self._take(rows or [_Words(empty)])

    def show_words(self, text: str) -> None:
        """One line instead of a list."""
        self._take([_Words(text)])

    @property
    def hit(self) -> Hit | None:
        """The item of the cursor."""
        row = self._row_of_cursor()
        return row if isinstance(row, Hit) else None

    @property
    def past(self) -> PastSearch | None:
        """The search of the cursor."""
        row = self._row_of_cursor()
        return row if isinstance(row, PastSearch) else None

    # Rows

    def row_total(self) -> int:
        """Headings, items, snippets."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """Items and past searches."""
        return isinstance(self._rows[index], Hit | PastSearch)

    def row_meant(self, index: int) -> int:
        """A snippet stands for its item."""
        return index - 1 if 0 < index < len(self._rows) and isinstance(self._rows[index], _Snippet) else index

    def row(self, index: int, width: int) -> list[StyledText]:
        """One row. A cell stays free at its end: a text that reaches the scroll bar looks as if it went on behind it."""
        row, width = self._rows[index], width - 1
        if isinstance(row, _Head):
            text = truncate(f" {clean_line(row.text)}", width - len(row.total) - 3, self.ambiguous)
            return [(text, "head"), (f"  {row.total}", "faint")]
        if isinstance(row, Hit):
            return self._hit(row, width)
        if isinstance(row, _Snippet):
            return [("     ", ""), *self._marked(row.hit.snippet, row.hit.spans, width - 5, "faint")]
        if isinstance(row, PastSearch):
            return [(f"   {truncate(row.query, width - 4, self.ambiguous)}", "")]
        return [(f" {truncate(row.text, width - 1, self.ambiguous)}", "faint")]

    def _hit(self, hit: Hit, width: int) -> list[StyledText]:
        """The number printed before an item, its title or a piece of its text, and its section where there is room."""
        number = f"{clean_line(hit.number)}." if hit.number else "" if hit.position else "*"
        lead = f"{number:>4} "
        text, marks = (hit.title, hit.title_spans) if hit.title else (hit.snippet, hit.spans)
        row = [(lead, "key"), *self._marked(text, marks, width - len(lead), "")]
        section = clean_line(hit.section)
        left = width - sum(cell_width(piece, self.ambiguous) for piece, _look in row) - 2
        cells = cell_width(section, self.ambiguous)
        if section and cells + 2 <= left:
            row.append((" " * (left - cells) + section, "faint"))
        return row

    def _marked(self, text: str, marks: Sequence[tuple[int, int]], room: int, look: str) -> list[StyledText]:
        """`text` in pieces, cut to `room` cells, what was found in the look of a match."""
        text, marks = shown(text, tuple(marks))
        if cell_width(text, self.ambiguous) > room:
            kept = truncate(text, room, self.ambiguous)
            size = len(kept) - 1  # its last character is the ellipsis
        else:
            kept, size = text, len(text)
        pieces: list[StyledText] = []
        at = 0
        for start, end in marks:
            first, last = max(start, at), min(end, size)
            if first < last:
                pieces += [(kept[at:first], look), (kept[first:last], "hit")]
                at = last
        return [*pieces, (kept[at:], look)]

    def _row_of_cursor(self) -> HitRow | None:
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    def _take(self, rows: list[HitRow]) -> None:
        if rows == self._rows:
            return
        current = self._row_of_cursor()
        self._rows = rows
        place = next((index for index, row in enumerate(rows) if row == current), 0)
        self.rows_changed(place)
        if not place:
            self.scroll_to(y=0, animate=False)
