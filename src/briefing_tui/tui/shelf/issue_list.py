"""The issues of a library as rows under headings, and on top where the reader stopped.

Made by the library screen, which reads the library in a thread and hands the entries over whenever it knows more.
The highlighted issue keeps the cursor by its file, wherever it moves. Columns are aligned by cells.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.library.entry import Entry
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.shelf.arrangement import BY_YEAR, Arrangement, Knowledge, arranged, passes
from briefing_tui.tui.shelf.issue_row import Columns, broken_row, columns_of, sound_row, unread_row
from briefing_tui.tui.widgets.issue_texts import asked_in, fold, is_asked, searchable
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.typeset.width import truncate


class ListHeading(NamedTuple):
    """A year, a section or a tag with how many issues it has, or the files that belong to none."""

    text: str
    note: str = ""
    offer: bool = False
    """It offers something: the cursor may stand on it, and Enter takes it."""


class StoppedAt(NamedTuple):
    """The row on top: where the reader stopped, in an issue that is in the list below too."""

    entry: Entry
    text: str

    @property
    def key(self) -> IssueKey | None:
        """Of the issue."""
        return self.entry.key


ListRow = ListHeading | StoppedAt | Entry


class IssueList(RowsView):
    """The list. `is_read` tells which issues have no unread mark, `is_bookmarked` which have a bookmark, `is_kept` of which
    there is text that was not saved: they are marked with a +.
    """

    click_chooses = True

    def __init__(
        self,
        *,
        is_read: Callable[[IssueKey], bool],
        ambiguous: int,
        is_bookmarked: Callable[[IssueKey], bool] = lambda _key: False,
        is_kept: Callable[[IssueKey], bool] = lambda _key: False,
    ) -> None:
        super().__init__(ambiguous=ambiguous)
        self._is_read = is_read
        self._is_kept = is_kept
        self._known = Knowledge(is_read, is_bookmarked)
        self._arrangement = Arrangement()
        self._entries: Sequence[Entry] = ()
        self._rows: list[ListRow] = []
        self._query = ""
        self._texts: dict[tuple[str, object], str] = {}
        self._columns = Columns()
        self._stopped: tuple[IssueKey, str] | None = None
        self._unread: int | None = None
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

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries, newest first; nothing is drawn when they are the same."""
        if list(entries) != list(self._entries):
            self._entries = entries
            self._measure()
            self._rebuild()

    def marks_changed(self) -> None:
        """Issues became read or unread elsewhere."""
        self._unread = None
        self.refresh()

    def set_stopped(self, stopped: tuple[IssueKey, str] | None) -> None:
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

    # Rows

    def row_total(self) -> int:
        """Entries and headings."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """Headings are not, unless they offer something."""
        row = self._rows[index]
        return row.offer if isinstance(row, ListHeading) else True

    def row(self, index: int, width: int) -> list[StyledText]:
        """One issue, or a year."""
        row = self._rows[index]
        if isinstance(row, ListHeading):
            text = truncate(f" {row.text}", width - len(row.note), self.ambiguous)
            return [(text, "head"), (row.note, "faint")]
        if isinstance(row, StoppedAt):
            lead = _("Continue reading")
            return [(truncate(f" {lead}  {row.text}", width - 1, self.ambiguous), "mark")]
        if row.error:
            return broken_row(row, width, self._columns)
        if row.summary is None:
            return unread_row(row, self._columns)
        unread = row.key is not None and not self._is_read(row.key)
        kept = row.key is not None and self._is_kept(row.key)
        return sound_row(row, row.summary, width, self._columns, unread=unread, kept=kept)

    # Which rows there are

    def _rebuild(self) -> None:
        current, old, under = self.current, self.cursor, self._heading_above(self.cursor)
        words, asked = fold(self._query).split(), asked_in(self._query)
        wanted, known = self._arrangement, self._known
        self._unread = None
        shown = [
            entry
            for entry in self._entries
            if passes(entry, wanted, known)
            and (is_asked(entry.key, asked) or all(word in self._text(entry) for word in words))
        ]
        narrowed = bool(words) or wanted.narrows
        on_top = 0 <= old < len(self._rows) and isinstance(self._rows[old], StoppedAt)
        self._rows = [] if narrowed or wanted.view != BY_YEAR else self._stopped_row(shown)
        place = 0 if on_top and self._rows else -1
        for raw, entries in arranged(shown, wanted):
            heading = clean_line(raw)
            if heading:
                self._rows.append(ListHeading(heading, "" if wanted.by_years else f" {len(entries)}"))
            for entry in entries:
                if current is not None and entry.file == current.file and (place < 0 or heading == under):
                    place = len(self._rows)
                self._rows.append(entry)
        if self._entries and not self._rows:
            self._rows.append(
                ListHeading(_("No issue fits; Enter looks for it in all texts."), offer=True)
                if words
                else ListHeading(_("No issue fits; Esc shows all."))
            )
        if place < 0:
            place = old if current is not None and not narrowed else self._first_row()
        self.rows_changed(max(0, place))

    def _measure(self) -> None:
        by_years = self._arrangement.by_years
        self._columns = columns_of(self._entries, by_years=by_years, ambiguous=self.ambiguous)

    def _stopped_row(self, shown: list[Entry]) -> list[ListRow]:
        if self._stopped is None:
            return []
        key, text = self._stopped
        entry = next((entry for entry in shown if entry.key == key and not entry.error), None)
        return [] if entry is None else [StoppedAt(entry, text)]

    def _first_row(self) -> int:
        """Where the cursor begins; the row on top is passed over."""
        entries = [(at, row) for at, row in enumerate(self._rows) if isinstance(row, Entry)]
        if self.begins_published:
            for at, row in entries:
                if row.summary is not None and row.summary.status == PUBLISHED:
                    return at
        return entries[0][0] if entries else 0

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
