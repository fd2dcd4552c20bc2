"""The issues of a library as rows under headings, and on top where the reader stopped.

Made by the library screen, which reads the library in a thread and hands the entries over whenever it knows more.
The highlighted issue keeps the cursor by its file, wherever it moves. Columns are aligned by cells.
"""

from collections.abc import Callable, Sequence

from briefing_tui.i18n import _
from briefing_tui.library.entry import Entry
from briefing_tui.model.key import IssueKey
from briefing_tui.tui.shelf.rows.arrangement import Arrangement, Knowledge, passes
from briefing_tui.tui.shelf.rows.first_shelf import FirstShelf, columns_of_glance
from briefing_tui.tui.shelf.rows.issue_row import Columns, columns_of
from briefing_tui.tui.shelf.rows.list_rows import (
    ListHeading,
    ListRow,
    Marks,
    Stopped,
    StoppedAt,
    first_row,
    list_rows,
    row_texts,
    stopped_row,
)
from briefing_tui.tui.widgets.issue_texts import asked_in, fold, is_asked, searchable
from briefing_tui.tui.widgets.rows import RowsView, StyledText


class IssueList(RowsView):
    """The list. `is_read` tells which issues have no unread mark, `is_bookmarked` which have a bookmark, `is_kept` of which
    there is text that was not saved: they are marked with a +; `is_changed` which say something else than when they were read: with a ~.
    """

    click_chooses = True

    def __init__(
        self,
        *,
        is_read: Callable[[IssueKey], bool],
        ambiguous: int,
        is_bookmarked: Callable[[IssueKey], bool] = lambda _key: False,
        is_kept: Callable[[IssueKey], bool] = lambda _key: False,
        is_changed: Callable[[IssueKey], bool] = lambda _key: False,
    ) -> None:
        super().__init__(ambiguous=ambiguous)
        self._is_read = is_read
        self._marks = Marks(is_read, is_kept, is_changed)
        self._known = Knowledge(is_read, is_bookmarked)
        self._arrangement = Arrangement()
        self._entries: Sequence[Entry] = ()
        self._rows: list[ListRow] = []
        self._query = ""
        self._texts: dict[tuple[str, object], str] = {}
        self._columns = Columns()
        self._stopped: Stopped | None = None
        self._unread: int | None = None
        self._first: FirstShelf | None = None
        """What the list began with, until all entries are known."""
        self.begins_published = False
        """The cursor is on the newest published issue at first; else on the first there is."""

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries, those the filter hides too."""
        return self._entries

    @property
    def shown_total(self) -> int:
        """How many entries are shown; one that stands under several headings counts once."""
        return len({row.file for row in self._rows if isinstance(row, Entry)})

    @property
    def shown_keys(self) -> list[IssueKey]:
        """The issues that are shown and can be read, each once."""
        sound = (row.key for row in self._rows if isinstance(row, Entry) and row.summary is not None)
        return list(dict.fromkeys(key for key in sound if key is not None))

    @property
    def unread_total(self) -> int:
        """How many issues of all have the unread mark."""
        if self._unread is None:
            self._unread = sum(
                entry.summary is not None and entry.key is not None and not self._is_read(entry.key)
                for entry in self._entries
            )
        return self._unread

    @property
    def current(self) -> Entry | None:
        """The highlighted entry."""
        return self.entry_at(self.cursor)

    @property
    def offers_search(self) -> bool:
        """Nothing fits what was typed: the one row offers to look for it in all texts."""
        return len(self._rows) == 1 and isinstance(self._rows[0], ListHeading) and self._rows[0].offer

    def entry_at(self, index: int) -> Entry | None:
        """The entry of a row; None for a heading or no row."""
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        if isinstance(row, StoppedAt):
            return row.entry
        return row if isinstance(row, Entry) else None

    def begin(self, first: FirstShelf, stopped: Stopped | None) -> None:
        """Show what is known of a list before it is read; of rows that are not, only how many there are."""
        self._first, self._stopped = first, stopped
        self._entries, self._rows = first.glance.entries, first.rows()
        self._measure()
        self.rows_changed(first.cursor())

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries, newest first; nothing is drawn when they are the same."""
        first, self._first = self._first, None
        beyond = first is not None and self.cursor >= len(self._rows)
        if list(entries) == list(self._entries):
            return
        self._entries = entries
        if first is None or not self._goes_on(first):
            self._measure()
            self._rebuild(beyond=beyond)
        elif beyond:
            self.rows_changed(self.cursor)  # on an issue that nobody knew

    def _goes_on(self, first: FirstShelf) -> bool:
        """Take the rows, when they only go on where those end that the list began with; whether they do. Nothing is drawn."""
        rows = list_rows(self._entries, self._arrangement, stopped_row(self._entries, self._stopped))
        columns, self._unread = self._columns, None
        self._measure()
        same = (
            len(rows) == first.row_total()
            and self._columns == columns
            and rows[: len(self._rows)] == self._rows
        )
        self._rows = rows if same else self._rows
        return same

    def marks_changed(self) -> None:
        """Issues became read or unread elsewhere."""
        self._unread = None
        self.refresh()

    def set_stopped(self, stopped: Stopped | None) -> None:
        """Where the reader stopped, and what that is called; it stands on top while all issues are shown by year."""
        if stopped != self._stopped:
            self._stopped = stopped
            self._rebuild()

    def set_query(self, query: str) -> None:
        """Show only what holds every word of `query` in its title, key, date or section titles, or is the issue it asks for."""
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
        self._measure()
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

    def remeasure(self, ambiguous: int) -> None:
        """The columns too have another width."""
        super().remeasure(ambiguous)
        self._measure()

    # Rows

    def row_total(self) -> int:
        """Entries and headings, those too that are not known yet."""
        return len(self._rows) if self._first is None else self._first.row_total()

    def selectable(self, index: int) -> bool:
        """Headings are not, unless they offer something."""
        row = self._rows[index] if index < len(self._rows) else None
        return row.offer if isinstance(row, ListHeading) else True

    def row(self, index: int, width: int) -> list[StyledText]:
        """One issue, or a year; nothing of one that is not known yet."""
        if index >= len(self._rows):
            return []
        return row_texts(self._rows[index], width, self._columns, self._marks)

    # Which rows there are

    def _rebuild(self, *, beyond: bool = False) -> None:
        """Make the rows anew; the cursor stays with its issue, or on its row when it was `beyond` those that were known."""
        current, old, under = self.current, self.cursor, self._heading_above(self.cursor)
        words, asked = fold(self._query).split(), asked_in(self._query)
        wanted, known = self._arrangement, self._known
        self._unread = self._first = None
        shown = [
            entry
            for entry in self._entries
            if passes(entry, wanted, known)
            and (is_asked(entry.key, asked) or all(word in self._text(entry) for word in words))
        ]
        narrowed = bool(words) or wanted.narrows
        on_top = 0 <= old < len(self._rows) and isinstance(self._rows[old], StoppedAt)
        self._rows = list_rows(shown, wanted, None if narrowed else stopped_row(shown, self._stopped))
        place = self._place_of(current, under)
        if on_top and self._rows and isinstance(self._rows[0], StoppedAt):
            place = 0
        if self._entries and not self._rows:
            self._rows.append(
                ListHeading(_("No issue fits; Enter looks for it in all texts."), offer=True)
                if words
                else ListHeading(_("No issue fits; Esc shows all."))
            )
        if place < 0:
            begin = first_row(self._rows, published=self.begins_published)
            place = old if (beyond or current is not None) and not narrowed else begin
        self.rows_changed(max(0, place))

    def _place_of(self, current: Entry | None, under: str) -> int:
        """The row of an entry, if it can be below the heading that it stood under; -1 when it is not shown."""
        place, heading = -1, ""
        for at, row in enumerate(self._rows if current is not None else ()):
            if isinstance(row, ListHeading):
                heading = row.text
            elif isinstance(row, Entry) and current is not None and row.file == current.file:
                place = at if place < 0 or heading == under else place
        return place

    def _measure(self) -> None:
        by_years, ambiguous = self._arrangement.by_years, self.ambiguous
        self._columns = (
            columns_of(self._entries, by_years=by_years, ambiguous=ambiguous)
            if self._first is None
            else columns_of_glance(self._first.glance, ambiguous)
        )

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
