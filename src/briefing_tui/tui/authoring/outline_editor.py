"""The outline of an issue that is being written: masthead, preface, sections, groups, items, tail, one row each.

Made by the authoring screen, which answers its keys. Rows follow from the issue; numbers are never typed. It moves its
cursor and says so (`RowsView.Moved`); the screen shows the piece. Widths are cells.
"""

from typing import ClassVar, NamedTuple

from textual.binding import BindingType

from briefing_tui.i18n import _
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection, selections
from briefing_tui.model.issue import Correction, Distribution, Issue, Item, Preface, Section, walk_items
from briefing_tui.model.outline import item_name
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.actions import keys
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.typeset.width import cell_width, pad, truncate
from briefing_tui.words import as_label, kind_name

_LOOKS = {
    edits.MASTHEAD: "key",
    edits.PREFACE: "lead",
    edits.SECTION: "section",
    edits.GROUP: "group",
    edits.CORRECTION: "faint",
    edits.END: "faint",
}


class OutlineRow(NamedTuple):
    """One row."""

    selection: Selection | None
    """What it stands for; None for a row that only says what could be added."""
    text: str
    label: str = ""
    """Printed number, or what the piece is."""
    depth: int = 0


def outline_rows(issue: Issue) -> list[OutlineRow]:
    """The rows of an issue, with a line wherever something is missing that issues have."""
    labels = _labels(issue)
    rows: list[OutlineRow] = []
    for selection in selections(issue):
        if selection.kind == edits.END:
            if not issue.sections:
                rows.append(OutlineRow(None, _("no section: A adds one")))
            if not issue.distribution:
                rows.append(OutlineRow(None, _("no recipients: t adds")))
        rows.append(_row(issue, selection, labels))
        if selection.kind == edits.SECTION and not issue.sections[selection.section].items:
            rows.append(OutlineRow(None, _("empty: a adds an item"), "", 1))
    return rows


def _labels(issue: Issue) -> dict[tuple[int, int], str]:
    """Printed numbers by section and index of the item in it."""
    found: dict[tuple[int, int], str] = {}
    section, index = -1, 0
    for one in walk_items(issue):
        index = index + 1 if one.section == section else 0
        section = one.section
        found[section, index] = one.label or "·"
    return found


def _row(issue: Issue, selection: Selection, labels: dict[tuple[int, int], str]) -> OutlineRow:
    value = edits.piece(issue, selection)
    if isinstance(value, Item):
        if selection.kind == edits.GROUP:
            return OutlineRow(selection, value.group, "", 1)
        label = labels[selection.section, selection.item]
        return OutlineRow(selection, item_name(value) or _("(no title)"), label, 2 if value.group else 1)
    if isinstance(value, Section):
        return OutlineRow(selection, value.title or _("(section without a head)"))
    if isinstance(value, Distribution):
        return OutlineRow(selection, "、".join(value.recipients) or _("(nobody)"), value.role or "?")
    name = as_label(kind_name(selection.kind))
    if isinstance(value, Correction):
        return OutlineRow(selection, value.text, name)
    if isinstance(value, Preface):
        return OutlineRow(selection, value.title or value.body.partition("\n")[0], name)
    if selection.kind == edits.END:
        return OutlineRow(selection, getattr(value, "mark", ""), name)
    head = issue.masthead
    return OutlineRow(selection, f"{head.title} {issue.key.written}" if head.number else head.title, name)


class OutlineEditor(RowsView, inherit_bindings=False):
    """The rows, with the keys of `keys.OUTLINE`."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.OUTLINE, owner="screen")]

    def __init__(self, issue: Issue, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._rows = outline_rows(issue)
        self._counts: dict[Selection, str] = {}

    def tell_counts(self, counts: dict[Selection, str]) -> None:
        """What is to be looked at in each piece, shown at the end of its row."""
        before, self._counts = self._counts, counts
        for index, row in enumerate(self._rows):
            if row.selection is not None and before.get(row.selection) != counts.get(row.selection):
                self._refresh_row(index)

    @property
    def selection(self) -> Selection | None:
        """The piece of the cursor's row."""
        return self._rows[self.cursor].selection if 0 <= self.cursor < len(self._rows) else None

    def show(self, issue: Issue, selection: Selection) -> None:
        """The rows of `issue` as it is now, the cursor on a piece. Draws what changed."""
        rows = outline_rows(issue)
        wanted = next((at for at, row in enumerate(rows) if row.selection == selection), self.cursor)
        if len(rows) == len(self._rows) and wanted == self.cursor:
            changed = [at for at, row in enumerate(rows) if row != self._rows[at]]
            self._rows = rows
            for index in changed:
                self._refresh_row(index)
            return
        self._rows = rows
        self.rows_changed(wanted)

    def name_of(self, selection: Selection) -> str:
        """What a piece is called in notices: label and beginning of its row; empty when it has none."""
        row = next((row for row in self._rows if row.selection == selection), None)
        if row is None:
            return ""
        return " ".join(part for part in (row.label, truncate(row.text, 20, self.ambiguous)) if part)

    def row_total(self) -> int:
        """Pieces, and the lines that say what is missing."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """The pieces."""
        return self._rows[index].selection is not None

    def row(self, index: int, width: int) -> list[StyledText]:
        """Label and name."""
        row = self._rows[index]
        indent = " " * (1 + row.depth * 2)
        if row.selection is None:
            return [(truncate(indent + row.text, width, self.ambiguous), "faint")]
        look = _LOOKS.get(row.selection.kind, "")
        label = f"{row.label} " if row.label else ""
        count = self._counts.get(row.selection, "")
        room = width - 1 - (cell_width(count, self.ambiguous) + 1 if count else 0)
        text = truncate(f"{indent}{label}{clean_line(row.text)}", room, self.ambiguous)
        if not count:
            return [(pad(text, width, self.ambiguous), look)]
        return [(pad(text, room + 1, self.ambiguous), look), (f"{count} ", "mark")]
