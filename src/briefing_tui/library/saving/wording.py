"""Pieces of an issue and what became of them in words, for the announcements of a merge and its questions.

Called by `merge` and by the screen that offers a draft. Everything is one line, in the interface's language.
"""

import datetime as dt
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.library.saving.pieces import ROOT, TAIL, MergedPiece, PiecedIssue, cut, cut_base
from briefing_tui.model.issue import Issue, Item, Section
from briefing_tui.text.clean import clean_line
from briefing_tui.words import field_name, yes_or_no

_SHOWN = 30
"""Characters of a title that are shown."""


def piece_name(piece: MergedPiece) -> str:
    """What a piece is called: item “…”, section “…”, distribution line “…”."""
    if isinstance(piece, Item):
        return _("item “{title}”").format(title=_short(piece.title or piece.body))
    if isinstance(piece, Section):
        return _("section “{title}”").format(title=_short(piece.title))
    return _("distribution line “{title}”").format(
        title=_short(f"{piece.role} {'、'.join(piece.recipients)}")
    )


def value_text(value: object) -> str:
    """A field's value, or a whole piece, as text to be compared by a person; lists have an entry a line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "\n".join(text for text in map(value_text, value) if text)
    return str(value)


def changes(old: Issue, new: Issue) -> tuple[str, ...]:
    """What became of `old`, a line for each piece that is new, gone, moved or changed; nothing for equal issues."""
    if old == new:
        return ()
    base = cut_base(old)
    return tuple(_changes(base, cut(new, base, "new")))


def _changes(old: PiecedIssue, new: PiecedIssue) -> Iterator[str]:
    for name in old.issue._fields:
        before, after = getattr(old.issue, name), getattr(new.issue, name)
        if name not in {ROOT, TAIL} and before != after:
            yield _("{piece}: {fields} changed").format(
                piece=field_name(name), fields=_differing(before, after)
            )
    for one, piece in new.pieces.items():
        if one not in old.pieces:
            yield _("{piece} added").format(piece=piece_name(piece))
            continue
        if piece != old.pieces[one]:
            yield _("{piece}: {fields} changed").format(
                piece=piece_name(piece), fields=_differing(old.pieces[one], piece)
            )
        place = new.places[one]
        if place != old.places[one]:
            yield _("{piece} moved to {place}").format(
                piece=piece_name(piece), place=piece_name(new.pieces[place])
            )
    for one, piece in old.pieces.items():
        if one not in new.pieces:
            yield _("{piece} removed").format(piece=piece_name(piece))
    for place, order in new.orders.items():
        if _reordered(old.orders.get(place, []), order):
            yield _("order of {place} changed").format(place=place_name(place, new))


def place_name(place: str, version: PiecedIssue) -> str:
    """What a place is called whose order is spoken of."""
    if place == ROOT:
        return _("the sections")
    if place == TAIL:
        return _("the distribution")
    return piece_name(version.pieces[place])


def _reordered(old: list[str], new: list[str]) -> bool:
    common = set(old) & set(new)
    return [one for one in old if one in common] != [one for one in new if one in common]


def _differing(old: object, new: object) -> str:
    """The fields in which two values of one kind differ; the whole when one of them is absent or no record."""
    fields = getattr(old, "_fields", ())
    if type(old) is not type(new) or not fields:
        return field_name("text")
    return _(", ").join(field_name(name) for name in fields if getattr(old, name) != getattr(new, name))


def _short(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
