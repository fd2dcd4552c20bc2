"""One row of the issue list: number, date, headline, items, status, unread mark, in columns. Pure; called by the list.

What tells the issues of a library apart comes first: the headline. The publication's name stands in a row only where a library has
several, a status only where not all are out, and how many items there are only where there is room. Widths are cells.
"""

from collections.abc import Collection, Iterable, Sequence, Set as AbstractSet
from typing import NamedTuple

from briefing_tui.i18n import _, ngettext
from briefing_tui.library.entry import Entry, Summary
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import SUPPLEMENT, IssueKey
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.styled_rows import StyledText
from briefing_tui.typeset.width import cell_width, pad, truncate
from briefing_tui.words import status_name

FULL_ROWS = 56
"""Cells of the list from which a row says how many items there are."""
FULL_NAMES = 80
"""Cells from which a publication's name is whole: before that, a headline says more."""
FULL_DATES = 44
"""Cells from which dates have their year."""
_MARKS = 3
"""Cells of the unread mark, the warning mark and that of text not saved."""
_SHORT_NAME_CELLS = 8
_NAME_CELLS = 16
"""Cells that a publication's name takes at most."""


class Columns(NamedTuple):
    """What all rows of a list share."""

    number: int = 0
    """Cells of the widest number."""
    name: int = 0
    """Cells of the publication's name; 0 where there is one publication."""
    same_end: str = ""
    """What all names end with, which a narrow row leaves out: 信息简报 of 行业信息简报 and 担保信息简报."""
    short_name: int = 0
    """Cells of what is left of a name then."""
    status: int = 0
    """Cells of the status; 0 where all are out."""
    by_years: bool = True
    """The headings are years, so a number does without."""
    ambiguous: int = 1


def columns_of(entries: Iterable[Entry], *, by_years: bool, ambiguous: int) -> Columns:
    """The columns of a list that may show these entries."""
    keys, names, statuses = dict[tuple[object, ...], IssueKey](), set[str](), set[str]()
    for entry in entries:
        if entry.key is not None:
            keys[entry.key[1:]] = entry.key  # years all have four digits
        if entry.summary is not None:
            names.add(entry.summary.title)
            statuses.add(entry.summary.status)
    return columns_for(keys.values(), names, statuses, by_years=by_years, ambiguous=ambiguous)


def columns_for(
    keys: Iterable[IssueKey],
    names: AbstractSet[str],
    statuses: AbstractSet[str],
    *,
    by_years: bool,
    ambiguous: int,
) -> Columns:
    """The columns of a list of issues with these keys, names of publications and statuses."""
    numbers = max((cell_width(_number(key, by_years=by_years)) for key in keys), default=0)
    words = [cell_width(status_name(one)) for one in statuses]
    status = max(words) if statuses - {PUBLISHED} else 0
    if len(names) < 2:
        return Columns(numbers, status=status, by_years=by_years, ambiguous=ambiguous)
    end = _same_end(names)
    cells = min(max(cell_width(name, ambiguous) for name in names), _NAME_CELLS)
    short = min(max(cell_width(name.removesuffix(end), ambiguous) for name in names), _SHORT_NAME_CELLS)
    return Columns(numbers, cells, end, short, status, by_years, ambiguous)


def sound_row(
    entry: Entry,
    summary: Summary,
    width: int,
    columns: Columns,
    *,
    unread: bool,
    kept: bool = False,
    changed: bool = False,
) -> list[StyledText]:
    """The row of an issue that can be read; `kept` when there is text of it that was not saved, `changed` when it was since it was read."""
    ambiguous, look = columns.ambiguous, "key" if unread else ""
    items, status = _right(summary, width, columns)
    cells = 10 if width >= FULL_DATES else 5
    room = width - _MARKS - columns.number - cells - 3 - cell_width(items) - cell_width(status)
    name = _name(summary, width, columns)
    room -= cell_width(name, ambiguous)
    headline = truncate(clean_line(headline_of(summary)), max(room, 4), ambiguous)
    left_over = max(room - cell_width(headline, ambiguous), 0)
    sections = clean_line(" / ".join(title for title in summary.sections if title))
    beside = truncate(f"  {sections}", left_over, ambiguous) if summary.headline and left_over > 8 else ""
    return [
        (("●" if ambiguous == 1 else "*") if unread else "~" if changed else " ", "mark"),
        ("!" if summary.warnings else " ", "error"),
        ("+" if kept else " ", "key"),
        (f"{pad(_number(entry.key, by_years=columns.by_years), columns.number, ambiguous)} ", look),
        (pad(_date(summary, cells), cells + 2, ambiguous), ""),
        (name, "faint"),
        (headline, look),
        (pad(beside, left_over, ambiguous), "faint"),
        (items, ""),
        (status, "" if summary.status == PUBLISHED else "key"),
    ]


def broken_row(entry: Entry, width: int, columns: Columns) -> list[StyledText]:
    """The row of a file that cannot be read."""
    number = ""
    if entry.key is not None:
        number = pad(_number(entry.key, by_years=columns.by_years), columns.number, columns.ambiguous)
    text = clean_line(f"{entry.file.rpartition('/')[2]}: {entry.error}")
    room = width - _MARKS - cell_width(number, columns.ambiguous) - 2
    return [
        (" ! ", "error"),
        (f"{number} " if number else "", ""),
        (truncate(text, room, columns.ambiguous), "error"),
    ]


def unread_row(entry: Entry, columns: Columns) -> list[StyledText]:
    """The row of a file that is not read yet."""
    return [(" " * _MARKS, ""), (_number(entry.key, by_years=columns.by_years), ""), (" …", "faint")]


def headline_of(summary: Summary) -> str:
    """What an issue is told by: what its first item is called, or what else there is."""
    return summary.headline or " / ".join(title for title in summary.sections if title) or summary.title


def short_number(key: IssueKey) -> str:
    """The number within its year, as the list has it."""
    return (_("Suppl. {number}") if key.kind == SUPPLEMENT else _("No. {number}")).format(number=key.number)


def _number(key: IssueKey | None, *, by_years: bool) -> str:
    if key is None:
        return ""
    return short_number(key) if by_years else str(key)


def _right(summary: Summary, width: int, columns: Columns) -> tuple[str, str]:
    """The columns for items and status, in the language in use."""
    items = " "
    if width >= FULL_ROWS:
        words: Sequence[str] = [ngettext("item", "items", count) for count in (1, 2, summary.item_total)]
        cells = 4 + max(cell_width(word) for word in words)
        items = f" {pad(f'{summary.item_total:>3} {words[2]}', cells)}"
    told = columns.status and (width >= FULL_ROWS or summary.status != PUBLISHED)
    return items, f" {pad(status_name(summary.status), columns.status)} " if told else " "


def _name(summary: Summary, width: int, columns: Columns) -> str:
    """The column for the publication's name."""
    if not columns.name:
        return ""
    full = width >= FULL_NAMES
    name, cells = (
        (summary.title, columns.name)
        if full
        else (summary.title.removesuffix(columns.same_end), columns.short_name)
    )
    return pad(truncate(clean_line(name), cells, columns.ambiguous), cells + 1, columns.ambiguous)


def _same_end(names: Collection[str]) -> str:
    """The characters that all names end with, as long as something is left of each."""
    shortest = min(names, key=len)
    ends = (shortest[start:] for start in range(1, len(shortest)))
    return next((end for end in ends if all(name.endswith(end) for name in names)), "")


def _date(summary: Summary, cells: int) -> str:
    return "–" if summary.date is None else summary.date.isoformat()[-cells:]
