"""What the highlighted issue holds: its heads and outline, or the whole of what is wrong with its file.

Made by the library screen, beside or below the list. With the keys in it (Tab), Enter on a row opens the issue there.
"""

from typing import NamedTuple

from textual.events import Resize

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.library.entry import Entry
from briefing_tui.model.outline import OutlineEntry
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.rows import RowsView, StyledText, wrapped
from briefing_tui.typeset.width import truncate
from briefing_tui.words import status_name

_LOOKS = {"preface": "lead", "section": "section", "group": "group", "item": "", "heading": "faint"}


class _PreviewRow(NamedTuple):
    text: str
    look: str = ""
    position: int = -1
    """Running position of the item that the row leads to; 0 is the beginning, -1 no place."""
    indent: int = 0
    """Cells."""


class IssuePreview(RowsView):
    """Rows about one entry."""

    click_chooses = True

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._rows: list[_PreviewRow] = []
        self._paragraphs: list[tuple[str, str]] = []
        self._outline: tuple[OutlineEntry, ...] = ()

    @property
    def position(self) -> int:
        """Item of the cursor's row, from 1; 0 for the beginning."""
        return max(0, self._rows[self.cursor].position) if 0 <= self.cursor < len(self._rows) else 0

    def show_outline(self, entry: Entry, outline: tuple[OutlineEntry, ...]) -> None:
        """The heads and the contents of a sound issue."""
        summary = entry.summary
        assert summary is not None
        facts = [
            str(entry.key) if entry.key is not None else "",
            str(summary.date or ""),
            status_name(summary.status),
        ]
        self._paragraphs = [
            (summary.title, "section"),
            ("  ".join(fact for fact in facts if fact), ""),
            (summary.publisher, "faint"),
            *((f"! {warning}", "error") for warning in summary.warnings),
        ]
        self._outline = outline
        self._lay_out(cursor=0)

    def show_fault(self, entry: Entry, error: BriefingError | None) -> None:
        """What is wrong, where, and what to do."""
        self._outline = ()
        self._paragraphs = [(clean_line(entry.file), "key")]
        if error is None:
            self._paragraphs.append((entry.error, "error"))
        else:
            self._paragraphs += [(error.message, "error"), (_place(error), ""), (error.hint, "")]
        self._lay_out(cursor=0)

    def show_text(self, *paragraphs: str) -> None:
        """Plain words: what to do in an empty library."""
        self._outline = ()
        self._paragraphs = [(paragraph, "") for paragraph in paragraphs]
        self._lay_out(cursor=0)

    def row_total(self) -> int:
        """Rows after wrapping."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """Rows that lead somewhere."""
        return self._rows[index].position >= 0

    def row(self, index: int, width: int) -> list[StyledText]:
        """One line."""
        row = self._rows[index]
        return [
            (" " * (row.indent + 1) + truncate(row.text, width - row.indent - 2, self.ambiguous), row.look)
        ]

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        self._lay_out(cursor=self.cursor)

    def _lay_out(self, *, cursor: int) -> None:
        width = max(8, self.size.width - 2)
        rows: list[_PreviewRow] = []
        for text, look in self._paragraphs:
            rows += [_PreviewRow(line, look) for line in wrapped(clean_line(text), width, self.ambiguous)]
        if self._outline:
            rows.append(_PreviewRow(""))
        rows += [
            _PreviewRow(
                clean_line(f"{entry.label} {entry.title}" if entry.label else entry.title),
                _LOOKS.get(entry.kind, ""),
                entry.position,
                min(entry.depth, 4) * 2,
            )
            for entry in self._outline
        ]
        if rows != self._rows:
            self._rows = rows
            self.rows_changed(cursor)
            if cursor == 0:
                self.scroll_to(y=0, animate=False)

    def _cursor_look(self) -> str:
        return "cursor" if self.has_focus else ""


def empty_library(root: str, *, there: bool, writable: bool) -> tuple[str, ...]:
    """What to say in place of a list that has nothing to list."""
    first = _("No issue in the library yet: {root}") if there else _("There is no library yet at {root}")
    return (
        first.format(root=root),
        "",
        *([_("n begins an issue.")] if writable else []),
        _("In a shell, `briefing-tui import FILE` makes an issue from a text file and puts it here."),
        _("`briefing-tui demo` shows samples."),
        _("Another library: `briefing-tui --library DIRECTORY`, or BRIEFING_LIBRARY in the environment."),
    )


def _place(error: BriefingError) -> str:
    place = error.place
    parts = []
    if place.line is not None:
        parts.append(_("line {line}").format(line=place.line))
    if place.key:
        parts.append(place.key)
    return ", ".join(parts)
