"""The rows of the issue list: which there are, what stands in one, where the cursor begins. Pure; drawn by the list and by the first page.

Rows are years, sections or tags with issues below them, and on top where the reader stopped. Widths are cells.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.library.entry import Entry
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import IssueKey, parse_key
from briefing_tui.personal.state import NoState
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.shelf.rows.arrangement import BY_YEAR, Arrangement, arranged
from briefing_tui.tui.shelf.rows.issue_row import Columns, broken_row, sound_row, unread_row
from briefing_tui.tui.widgets.styled_rows import StyledText
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
Stopped = tuple[IssueKey, str]
"""The issue that a reader stopped in, and what that is called."""


class Marks(NamedTuple):
    """What a row shows of an issue that is not in its file."""

    is_read: Callable[[IssueKey], bool]
    """Whether it has no unread mark."""
    is_kept: Callable[[IssueKey], bool]
    """Whether there is text of it that was not saved."""
    is_changed: Callable[[IssueKey], bool] = lambda _key: False
    """Whether it says something else than when it was read; the first page does not know yet."""


def stopped_in(state: NoState) -> Stopped | None:
    """Where the reader stopped last, unless in an issue that was read to its end."""
    stopped = state.stopped()
    if stopped is None:
        return None
    try:
        key = parse_key(stopped.key)
    except BriefingError:
        return None
    return key, f"{key.written}{stopped.where}"


def stopped_row(entries: Iterable[Entry], stopped: Stopped | None) -> StoppedAt | None:
    """The row on top; None when the issue is not among these, or cannot be read."""
    if stopped is None:
        return None
    key, text = stopped
    found = next((entry for entry in entries if entry.key == key and not entry.error), None)
    return None if found is None else StoppedAt(found, text)


def list_rows(shown: Iterable[Entry], wanted: Arrangement, top: StoppedAt | None = None) -> list[ListRow]:
    """The rows of the entries that are shown, newest first, as `wanted` has them; `top` only above a list by years."""
    rows: list[ListRow] = []
    if top is not None and wanted.view == BY_YEAR:
        rows.append(top)
    for raw, below in arranged(shown, wanted):
        heading = clean_line(raw)
        if heading:
            rows.append(ListHeading(heading, "" if wanted.by_years else f" {len(below)}"))
        rows += below
    return rows


def first_row(rows: Sequence[ListRow], *, published: bool) -> int:
    """Where the cursor begins: on the newest issue, on the newest that is `published` where there is one; the row on top is passed over."""
    entries = [(at, row) for at, row in enumerate(rows) if isinstance(row, Entry)]
    if published:
        for at, row in entries:
            if row.summary is not None and row.summary.status == PUBLISHED:
                return at
    return entries[0][0] if entries else 0


def row_texts(row: ListRow, width: int, columns: Columns, marks: Marks) -> list[StyledText]:
    """One row."""
    ambiguous = columns.ambiguous
    if isinstance(row, ListHeading):
        text = truncate(f" {row.text}", width - len(row.note), ambiguous)
        return [(text, "head"), (row.note, "faint")]
    if isinstance(row, StoppedAt):
        lead = _("Continue reading")
        return [(truncate(f" {lead}  {row.text}", width - 1, ambiguous), "mark")]
    if row.error:
        return broken_row(row, width, columns)
    if row.summary is None:
        return unread_row(row, columns)
    unread = row.key is not None and not marks.is_read(row.key)
    kept = row.key is not None and marks.is_kept(row.key)
    changed = row.key is not None and marks.is_changed(row.key)
    return sound_row(row, row.summary, width, columns, unread=unread, kept=kept, changed=changed)
