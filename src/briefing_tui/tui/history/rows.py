"""The lists of the history: what became of an issue, a row for each; and two states of it compared. Widths are cells."""

import datetime as dt

from briefing_tui.errors import KeyFormatError
from briefing_tui.i18n import _
from briefing_tui.library.history.timeline import DELIVERY, SAVED, STEP, Event
from briefing_tui.model.key import parse_key
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.history.laying import ComparedRow
from briefing_tui.tui.widgets.rows import RowsView, StyledText, wrapped
from briefing_tui.typeset.width import pad, truncate

_WHEN, _WHO = 17, 12
"""Cells of the columns; what was done has the rest."""
_NARROW = 60
"""Cells below which a day has no year and a name less room."""


class HistoryRows(RowsView):
    """Saved states, steps and deliveries, newest first."""

    always_active = True

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.events: list[Event] = []
        self.complete = False
        """Whether there are no more."""
        self._said: list[StyledText] = []

    @property
    def current(self) -> Event | None:
        """The row with the cursor."""
        return self.events[self.cursor] if 0 <= self.cursor < len(self.events) else None

    def show(self, events: list[Event], *, complete: bool, empty: list[str]) -> None:
        """Other rows; `empty` is what is said in place of none, a paragraph each."""
        self.events, self.complete = events, complete
        width = max(8, self.size.width - 3)
        self._said = [
            (line, "")
            for text in (empty if not events and complete else ())
            for line in wrapped(text, width, self.ambiguous)
        ]
        self.rows_changed()

    def row_total(self) -> int:
        """The rows, and one that says that more come."""
        return len(self._said) or len(self.events) + (not self.complete)

    def selectable(self, index: int) -> bool:
        """Whether something became of the issue there."""
        return index < len(self.events)

    def row(self, index: int, width: int) -> list[StyledText]:
        """When, who, what."""
        if self._said:
            text, look = self._said[index]
            return [(f" {text}", look)]
        if index >= len(self.events):
            return [(" " + _("reading …"), "faint")]
        event = self.events[index]
        narrow = width < _NARROW
        when, who = (_WHEN - 5, _WHO - 4) if narrow else (_WHEN, _WHO)
        return [
            (f" {pad(shown_moment(event.when, short=narrow), when)}", "faint"),
            (pad(truncate(clean_line(event.who), who - 1, self.ambiguous), who, self.ambiguous), ""),
            (truncate(what_of(event), max(1, width - when - who - 1), self.ambiguous), _LOOKS[event.kind]),
        ]


def is_key(text: str) -> bool:
    """Whether a message begins with the number of its issue."""
    try:
        parse_key(text)
    except KeyFormatError:
        return False
    return True


_LOOKS = {SAVED: "", STEP: "key", DELIVERY: "mark"}


def what_of(event: Event) -> str:
    """What was done, without the number of the issue that is told of; with its kind where that is no saved state."""
    what = clean_line(event.what)
    if event.kind == SAVED:
        number, colon, rest = what.partition("：")
        return rest if colon and is_key(number) else what
    if event.kind == STEP:
        return _("step: {what}").format(what=what)
    return what


def shown_moment(when: dt.datetime | None, *, short: bool = False) -> str:
    """A moment on this machine's wall: `2024-12-16 15:02`."""
    if when is None:
        return "-"
    return f"{when.astimezone():%m-%d %H:%M}" if short else f"{when.astimezone():%Y-%m-%d %H:%M}"


class ComparedRows(RowsView):
    """Two states of an issue, laid out."""

    always_active = True

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._rows: list[ComparedRow] = []
        self._said: list[str] = []

    @property
    def change(self) -> int:
        """Which change the cursor is at, from 0; -1 for none."""
        return self._rows[self.cursor].change if 0 <= self.cursor < len(self._rows) else -1

    def show(self, rows: list[ComparedRow], said: str = "") -> None:
        """Other rows, the cursor at the change where it was; `said` in place of none."""
        at = self.change
        self._rows = rows
        self._said = wrapped(said, max(8, self.size.width - 3), self.ambiguous) if not rows else []
        self.rows_changed(max(0, self._head_of(at)))

    def row_total(self) -> int:
        """All rows."""
        return len(self._rows) or len(self._said)

    def selectable(self, index: int) -> bool:
        """Whatever says something."""
        return index < len(self._rows) and bool(self._rows[index].pieces)

    def row(self, index: int, width: int) -> list[StyledText]:
        """One row."""
        if not self._rows:
            return [(f" {self._said[index]}", "")]
        return list(self._rows[index].pieces)

    def to_change(self, step: int) -> bool:
        """The cursor to the head of the next (1) change, or of this one or the one before (-1); whether there is one."""
        heads = [at for at, row in enumerate(self._rows) if row.head]
        ahead = [at for at in heads if (at > self.cursor if step > 0 else at < self.cursor)]
        if not ahead:
            return False
        at = ahead[0] if step > 0 else ahead[-1]
        self.move_to(at)
        self.scroll_to(y=min(at, max(0, self.row_total() - self.size.height)), animate=False)
        return True

    def _head_of(self, change: int) -> int:
        return next((at for at, row in enumerate(self._rows) if row.head and row.change >= change), -1)
