"""What is told of the highlighted issue, as rows: its heads and its outline, or the whole of what is wrong with its file. Pure; drawn by the
preview and by the first page. Widths are cells.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.library.entry import Entry
from briefing_tui.model.outline import OutlineEntry
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.styled_rows import StyledText, wrapped
from briefing_tui.typeset.width import truncate
from briefing_tui.words import status_name

_LOOKS = {"preface": "lead", "section": "section", "group": "group", "item": "", "heading": "faint"}
_LEAST = 8
"""Cells of the narrowest lines."""


class PreviewRow(NamedTuple):
    """One line."""

    text: str
    look: str = ""
    position: int = -1
    """Running position of the item that the row leads to; 0 is the beginning, -1 no place."""
    indent: int = 0
    """Cells."""


class PreviewTold(NamedTuple):
    """What is told."""

    paragraphs: tuple[StyledText, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()


def told_of(entry: Entry, outline: tuple[OutlineEntry, ...]) -> PreviewTold:
    """The heads and the contents of a sound issue."""
    summary = entry.summary
    assert summary is not None
    facts = [
        str(entry.key) if entry.key is not None else "",
        str(summary.date or ""),
        status_name(summary.status),
    ]
    paragraphs = (
        (summary.title, "section"),
        (" ".join(fact for fact in facts if fact), ""),
        (summary.publisher, "faint"),
        *((f"! {warning}", "error") for warning in summary.warnings),
    )
    return PreviewTold(paragraphs, outline)


def told_of_fault(entry: Entry, error: BriefingError | None) -> PreviewTold:
    """What is wrong, where, and what to do."""
    name = (clean_line(entry.file), "key")
    if error is None:
        return PreviewTold((name, (entry.error, "error")))
    return PreviewTold((name, (error.message, "error"), (_place(error), ""), (error.hint, "")))


def plainly_told(*paragraphs: str) -> PreviewTold:
    """Plain words: what to do in an empty library."""
    return PreviewTold(tuple((paragraph, "") for paragraph in paragraphs))


def preview_rows(told: PreviewTold, width: int, ambiguous: int) -> list[PreviewRow]:
    """The rows in a pane of so many cells."""
    lines = max(_LEAST, width - 2)
    rows = [
        PreviewRow(line, look)
        for text, look in told.paragraphs
        for line in wrapped(clean_line(text), lines, ambiguous)
    ]
    if told.outline:
        rows.append(PreviewRow(""))
    return [*rows, *_outline_rows(told.outline)]


def row_texts(row: PreviewRow, width: int, ambiguous: int) -> list[StyledText]:
    """One of them."""
    return [(" " * (row.indent + 1) + truncate(row.text, width - row.indent - 2, ambiguous), row.look)]


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


def _outline_rows(outline: Sequence[OutlineEntry]) -> Iterator[PreviewRow]:
    for entry in outline:
        text = clean_line(f"{entry.label} {entry.title}" if entry.label else entry.title)
        yield PreviewRow(text, _LOOKS.get(entry.kind, ""), entry.position, min(entry.depth, 4) * 2)


def _place(error: BriefingError) -> str:
    place = error.place
    parts = []
    if place.line is not None:
        parts.append(_("line {line}").format(line=place.line))
    if place.key:
        parts.append(place.key)
    return ", ".join(parts)
