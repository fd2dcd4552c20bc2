"""Two states of an issue as rows: piece by piece, the older beside the present one where there is room, else one below the other. Pure.

Made in a thread, for a text may be long. Widths are cells.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from briefing_tui.i18n import _, ngettext
from briefing_tui.library.history.comparing import (
    ADDED,
    CHANGED,
    REMOVED,
    Comparison,
    FieldChange,
    PieceChange,
)
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection, piece, position_of
from briefing_tui.model.issue import Correction, Distribution, Issue, Item, Section
from briefing_tui.model.outline import item_name
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.history.marking import Line, Pair, marked, pairs, wrapped_line
from briefing_tui.tui.widgets.rows import StyledText
from briefing_tui.typeset.width import cell_width, pad, truncate
from briefing_tui.words import as_label, field_name, kind_name

BESIDE = 100
"""Cells from which the states stand side by side."""
MOST_ROWS = 20_000
"""Rows that are shown; of more, that there are more."""
_TITLE = 44
"""Cells of a title in the name of a piece."""


class ComparedRow(NamedTuple):
    """One row."""

    change: int
    """Which of the changes it belongs to, from 0."""
    pieces: tuple[StyledText, ...]
    head: bool = False
    """It names the piece."""


def lay_out(compared: Comparison, width: int, ambiguous: int) -> list[ComparedRow]:
    """All rows at a width."""
    rows: list[ComparedRow] = []
    for at, change in enumerate(compared.changes):
        if at:
            rows.append(ComparedRow(at - 1, ()))
        head = truncate(f" {told(compared, change)}", width, ambiguous)
        rows.append(ComparedRow(at, ((head, "key"),), head=True))
        for line in _field_rows(change, width, ambiguous):
            rows.append(ComparedRow(at, tuple(line)))
            if len(rows) >= MOST_ROWS:
                text = truncate(_(" … more differs than is shown"), width, ambiguous)
                return [*rows, ComparedRow(at, ((text, "faint"),))]
    return rows


def told(compared: Comparison, change: PieceChange) -> str:
    """A piece and what became of it, in a line."""
    name = piece_name(compared, change)
    if change.what == ADDED:
        return _("{piece}: added").format(piece=name)
    if change.what == REMOVED:
        return _("{piece}: taken away").format(piece=name)
    words = [_("rewritten")] if change.what == CHANGED else []
    if change.moved:
        words.append(_moved_from(compared, change))
    return _("{piece}: {what}").format(piece=name, what=_(", ").join(words))


def _moved_from(compared: Comparison, change: PieceChange) -> str:
    """Where it stood; the section is named when it is another."""
    assert change.before is not None
    if change.kind != edits.ITEM:
        return _("was elsewhere")
    assert change.now is not None
    position = position_of(compared.before, change.before)
    here, there = compared.now.sections[change.now.section], compared.before.sections[change.before.section]
    if here.title != there.title:
        title = clean_line(there.title)
        return _("moved; was item {position}, in “{section}”").format(position=position, section=title)
    return _("moved; was item {position}").format(position=position)


def piece_name(compared: Comparison, change: PieceChange) -> str:
    """What a piece is called: as it is now, or as it was when it is gone."""
    issue, selection = (
        (compared.now, change.now) if change.now is not None else (compared.before, change.before)
    )
    assert selection is not None
    return _name(issue, selection)


def _name(issue: Issue, selection: Selection) -> str:
    value = piece(issue, selection)
    if isinstance(value, Item):
        title = truncate(clean_line(item_name(value)), _TITLE)
        text = _("item {position} “{title}”") if title else _("item {position}")
        return as_label(text.format(position=position_of(issue, selection), title=title))
    if isinstance(value, Section):
        return as_label(_("section “{title}”").format(title=truncate(clean_line(value.title), _TITLE)))
    if isinstance(value, Distribution):
        return as_label(_("recipients “{role}”").format(role=truncate(clean_line(value.role), _TITLE)))
    if isinstance(value, Correction):
        return as_label(kind_name(edits.CORRECTION))
    return as_label(kind_name(selection.kind))


def _field_rows(change: PieceChange, width: int, ambiguous: int) -> Iterator[Line]:
    for one in change.fields:
        yield [(f"   {as_label(field_name(one.name))}", "faint")]
        for pair in (
            pairs(one.before, one.now) if _is_text(one) else [Pair(one.before or None, one.now or None)]
        ):
            if pair.same:
                yield [(_same(pair.same), "faint")]
            elif width >= BESIDE:
                yield from _beside(pair, width, ambiguous)
            else:
                yield from _below(pair, width, ambiguous)


def _is_text(change: FieldChange) -> bool:
    """Whether a field has lines."""
    return "\n" in change.before or "\n" in change.now


def _same(count: int) -> str:
    return ngettext("     … {count} line the same", "     … {count} lines the same", count).format(
        count=count
    )


def _below(pair: Pair, width: int, ambiguous: int) -> Iterator[Line]:
    """The older line above the present one."""
    old, new = marked(pair)
    for line, sign, look, there in (
        (old, "   - ", "before.sign", pair.before is not None),
        (new, "   + ", "now.sign", pair.now is not None),
    ):
        for at, part in enumerate(wrapped_line(line, width - 6, ambiguous) if there else ()):
            yield [("     " if at else sign, "" if at else look), *part]


def _beside(pair: Pair, width: int, ambiguous: int) -> Iterator[Line]:
    """The older line on the left."""
    half = (width - 9) // 2
    old, new = marked(pair)
    left = list(wrapped_line(old, half, ambiguous)) if pair.before is not None else []
    right = list(wrapped_line(new, half, ambiguous)) if pair.now is not None else []
    rule = " │ " if ambiguous == 1 else " | "
    for at, (one, other) in enumerate(zip_longest(left, right)):
        signs = ["  " if at or side is None else sign for side, sign in ((one, "- "), (other, "+ "))]
        blank = " " * max(0, half - cell_width("".join(text for text, _look in one or ()), ambiguous))
        yield [
            (f" {signs[0]}", "before.sign"),
            *(one or ()),
            (blank, ""),
            (rule, "edge"),
            (signs[1], "now.sign"),
            *(other or ()),
        ]


def heads(width: int, ambiguous: int) -> str:
    """What the signs, or the columns, mean."""
    if width < BESIDE:
        return _("   - then   + now")
    half = (width - 9) // 2
    then, now = pad(_("then"), half, ambiguous), _("now")
    return f" - {then}   + {now}"
