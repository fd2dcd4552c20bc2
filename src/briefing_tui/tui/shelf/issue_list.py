"""The issues of a library as rows: headings, number, date, title, items, status, unread mark.

Made by the library screen, which reads the library in a thread and hands the entries over whenever it knows more.
The highlighted issue keeps the cursor by its file, wherever it moves. Columns are aligned by cells.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _, ngettext
from briefing_tui.library.entry import Entry, Summary
from briefing_tui.model.key import SUPPLEMENT, IssueKey
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.shelf.arrangement import Arrangement, Knowledge, arranged, passes
from briefing_tui.tui.widgets.issue_texts import fold, searchable
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.typeset.width import cell_width, pad, truncate
from briefing_tui.words import status_name

FULL_DATES = 56
"""Cells of the list from which dates have their year, and the number of items its unit."""
_MARKS = 3
"""Cells of the unread mark, the warning mark and the blank behind them."""


class ListHeading(NamedTuple):
    """A year, a section or a tag with how many issues it has, or the files that belong to none."""

    text: str
    note: str = ""


ListRow = ListHeading | Entry


class IssueList(RowsView):
    """The list. `is_read` tells which issues have no unread mark, `is_bookmarked` which have a bookmark."""

    def __init__(
        self,
        *,
        is_read: Callable[[IssueKey], bool],
        ambiguous: int,
        is_bookmarked: Callable[[IssueKey], bool] = lambda _key: False,
    ) -> None:
        super().__init__(ambiguous=ambiguous)
        self._is_read = is_read
        self._known = Knowledge(is_read, is_bookmarked)
        self._arrangement = Arrangement()
        self._entries: Sequence[Entry] = ()
        self._rows: list[ListRow] = []
        self._query = ""
        self._texts: dict[tuple[str, object], str] = {}
        self._number_cells = 0

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries, those the filter hides too."""
        return self._entries

    @property
    def shown_total(self) -> int:
        """How many entries are shown; one that stands under several headings counts once."""
        return len({row.file for row in self._rows if not isinstance(row, ListHeading)})

    @property
    def current(self) -> Entry | None:
        """The highlighted entry."""
        return self.entry_at(self.cursor)

    def entry_at(self, index: int) -> Entry | None:
        """The entry of a row; None for a heading or no row."""
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        return None if row is None or isinstance(row, ListHeading) else row

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries, newest first; nothing is drawn when they are the same."""
        if list(entries) != list(self._entries):
            self._entries = entries
            self._rebuild()

    def set_query(self, query: str) -> None:
        """Show only what holds every word of `query` in its title, key, date or section titles."""
        if query != self._query:
            self._query = query
            self._rebuild()

    @property
    def arrangement(self) -> Arrangement:
        """What is shown, and how."""
        return self._arrangement

    def rearrange(self, arrangement: Arrangement) -> None:
        """Show what `arrangement` says; what was read or bookmarked since is looked up anew."""
        self._arrangement = arrangement
        self._rebuild()

    def highlight(self, key: IssueKey) -> bool:
        """The cursor to an issue; whether it is shown."""
        for index, row in enumerate(self._rows):
            if isinstance(row, Entry) and row.key == key:
                self.move_to(index)
                return True
        return False

    def to_heading(self, step: int) -> None:
        """The cursor to the first issue under the next heading (1), or under this one or the one before (-1)."""
        firsts = [at + 1 for at, row in enumerate(self._rows) if isinstance(row, ListHeading)]
        others = [at for at in firsts if (at > self.cursor if step > 0 else at < self.cursor)]
        if others:
            self.move_to(others[0 if step > 0 else -1])

    # Rows

    def row_total(self) -> int:
        """Entries and headings."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """Headings are not."""
        return not isinstance(self._rows[index], ListHeading)

    def row(self, index: int, width: int) -> list[StyledText]:
        """One issue, or a year."""
        row = self._rows[index]
        if isinstance(row, ListHeading):
            text = truncate(f" {row.text}", width - len(row.note), self.ambiguous)
            return [(text, "head"), (row.note, "faint")]
        if row.error:
            return self._broken(row, width)
        if row.summary is None:
            return [(" " * _MARKS, ""), (self._number(row.key), ""), (" …", "faint")]
        return self._sound(row, row.summary, width)

    def _sound(self, entry: Entry, summary: Summary, width: int) -> list[StyledText]:
        unread = entry.key is not None and not self._is_read(entry.key)
        mark = ("●" if self.ambiguous == 1 else "*") if unread else " "
        full = width >= FULL_DATES
        items = f"{summary.item_total:>3}"
        if full:
            items += " " + ngettext("item", "items", summary.item_total)
        status, right = status_name(summary.status), self._right_cells(full=full)
        date = _written_date(summary, full=full)
        left = _MARKS + self._number_cells + 1 + (10 if full else 5) + 2
        room = width - left - sum(right) - 3
        number = pad(self._number(entry.key), self._number_cells, self.ambiguous)
        title = truncate(clean_line(summary.title), max(room, 4), self.ambiguous)
        pieces = [
            (mark, "mark"),
            ("! " if summary.warnings else "  ", "error"),
            (f"{number} ", "key" if unread else ""),
            (pad(date, left - _MARKS - self._number_cells - 1), ""),
            (title, "key" if unread else ""),
        ]
        left_over = room - cell_width(title, self.ambiguous)
        sections = (
            truncate("  " + clean_line(_joined(summary.sections)), left_over, self.ambiguous)
            if left_over > 8
            else ""
        )
        return [
            *pieces,
            (pad(sections, max(left_over, 0), self.ambiguous), "faint"),
            (f" {pad(items, right[0], self.ambiguous)}", ""),
            (f" {pad(status, right[1])} ", "" if summary.status == "published" else "key"),
        ]

    def _broken(self, entry: Entry, width: int) -> list[StyledText]:
        number = pad(self._number(entry.key), self._number_cells, self.ambiguous) if entry.key else ""
        text = clean_line(f"{entry.file.rpartition('/')[2]}: {entry.error}")
        room = width - _MARKS - cell_width(number, self.ambiguous) - 2
        return [
            (" ! ", "error"),
            (f"{number} " if number else "", ""),
            (truncate(text, room, self.ambiguous), "error"),
        ]

    def _number(self, key: IssueKey | None) -> str:
        if key is None:
            return ""
        return short_number(key) if self._arrangement.by_years else str(key)

    def _right_cells(self, *, full: bool) -> tuple[int, int]:
        """Cells of the columns for items and status, in the language in use."""
        items = 4 + max(cell_width(ngettext("item", "items", count)) for count in (1, 2)) if full else 3
        return items, max(cell_width(status_name(name)) for name in ("draft", "review", "published"))

    # Which rows there are

    def _rebuild(self) -> None:
        current, old, under = self.current, self.cursor, self._heading_above(self.cursor)
        words = fold(self._query).split()
        wanted, known = self._arrangement, self._known
        shown = [
            entry
            for entry in self._entries
            if passes(entry, wanted, known) and all(word in self._text(entry) for word in words)
        ]
        self._rows = []
        place = -1
        for raw, entries in arranged(shown, wanted):
            heading = clean_line(raw)
            if heading:
                self._rows.append(ListHeading(heading, "" if wanted.by_years else f" {len(entries)}"))
            for entry in entries:
                if current is not None and entry.file == current.file and (place < 0 or heading == under):
                    place = len(self._rows)
                self._rows.append(entry)
        if self._entries and not self._rows:
            self._rows.append(ListHeading(_("No issue fits; Esc shows all."), ""))
        numbers = [cell_width(self._number(entry.key)) for entry in shown if entry.key is not None]
        self._number_cells = max(numbers, default=0)
        narrowed = bool(words) or wanted.narrows
        self.rows_changed(place if place >= 0 else max(0, old if current is not None and not narrowed else 0))

    def _heading_above(self, index: int) -> str:
        """The heading under which a row stands; empty when it has none."""
        for row in reversed(self._rows[: index + 1]):
            if isinstance(row, ListHeading):
                return row.text
        return ""

    def _text(self, entry: Entry) -> str:
        """What the filter looks at, folded; made once for each state of a file."""
        known = self._texts.get((entry.file, entry.stamp))
        if known is None:
            known = self._texts[entry.file, entry.stamp] = fold(searchable(entry))
        return known


def short_number(key: IssueKey) -> str:
    """The number within its year, as the list has it."""
    return (_("Suppl. {number}") if key.kind == SUPPLEMENT else _("No. {number}")).format(number=key.number)


def _written_date(summary: Summary, *, full: bool) -> str:
    if summary.date is None:
        return "–"
    return summary.date.isoformat() if full else summary.date.isoformat()[5:]


def _joined(titles: Sequence[str]) -> str:
    return " / ".join(title for title in titles if title)
