"""What differs between two states of an issue, told by its pieces and their words: for a person who wonders what was typed. Pure.

Called by whoever offers unsaved text. Pieces are met by their identity, whatever was moved or renamed. Positions are those of the later
state; counts are characters.
"""

from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection, selections
from briefing_tui.model.identity import UNKNOWN, identity_of
from briefing_tui.model.issue import Distribution, Issue, Item, Section
from briefing_tui.model.outline import item_name
from briefing_tui.words import as_label, field_name, kind_name, status_name, yes_or_no

_ALONE = {edits.MASTHEAD, edits.PREFACE, edits.END}
"""Pieces of which an issue has one at most."""
_SWITCHES = {"numbered", "continued"}


class Difference(NamedTuple):
    """One text that is another now."""

    where: str
    """The piece and, when only a part of it differs, the field; in the user's language."""
    before: str
    """Empty for what was added."""
    after: str
    """Empty for what was taken away."""

    @property
    def typed(self) -> int:
        """Characters that came."""
        start, ends = _same_ends(self.before, self.after)
        return len(self.after) - start - ends

    @property
    def removed(self) -> int:
        """Characters that went."""
        start, ends = _same_ends(self.before, self.after)
        return len(self.before) - start - ends


def differences(before: Issue, after: Issue) -> tuple[Difference, ...]:
    """In the order of the later state; what was taken away stands behind it."""
    old = _pieces(before)
    found: list[Difference] = []
    common: list[object] = []
    for mark, (selection, value) in _pieces(after).items():
        if mark not in old:
            found.append(Difference(_added(after, selection), "", _all_text(value)))
            continue
        common.append(mark)
        found += _fields(after, selection, old.pop(mark)[1], value)
    found += [
        Difference(_removed(before, selection), _all_text(value), "") for selection, value in old.values()
    ]
    still = set(common)
    if common != [mark for mark in _pieces(before) if mark in still]:
        found.append(Difference(_("The order is another"), "", ""))
    if before.workflow.status != after.workflow.status:
        names = [status_name(one.workflow.status) for one in (before, after)]
        found.append(Difference(as_label(field_name("status")), *names))
    return tuple(found)


def counterpart(made: Issue, issue: Issue, selection: Selection) -> Selection | None:
    """Where the piece at `selection` of `made` stands in `issue`; None when it is not there."""
    if selection not in selections(made):
        return None
    wanted = _mark(selection, edits.piece(made, selection), 0)
    for mark, (place, _value) in _pieces(issue).items():
        if mark == wanted:
            return place
    return None


def _pieces(issue: Issue) -> "dict[object, tuple[Selection, tuple[object, ...]]]":
    """Every piece but the groups, which are a field of their items, by what it is known by."""
    found: dict[object, tuple[Selection, tuple[object, ...]]] = {}
    for count, selection in enumerate(selections(issue)):
        value = edits.piece(issue, selection)
        if selection.kind != edits.GROUP and value is not None:
            found[_mark(selection, value, count)] = (selection, value)
    return found


def _mark(selection: Selection, value: object, count: int) -> object:
    if selection.kind in _ALONE:
        return selection.kind
    identity = identity_of(value)
    return (selection.kind, identity) if identity != UNKNOWN else (selection.kind, "unknown", count)


def _fields(
    issue: Issue, selection: Selection, old: tuple[object, ...], new: tuple[object, ...]
) -> list[Difference]:
    """The fields of one piece that differ."""
    names = getattr(new, "_fields", ())
    found = []
    for name in names:
        was, now = getattr(old, name, None), getattr(new, name)
        if was != now and name != "items":
            where = f"{_name(issue, selection)} · {as_label(field_name(name))}"
            found.append(Difference(where, _text(was, name), _text(now, name)))
    return found


def _name(issue: Issue, selection: Selection) -> str:
    """What a piece is called."""
    value = edits.piece(issue, selection)
    if isinstance(value, Item):
        name, position = item_name(value), edits.position_of(issue, selection)
        text = _("item {position} “{title}”") if name else _("item {position}")
        return as_label(text.format(position=position, title=name))
    if isinstance(value, Section):
        return as_label(_("section “{title}”").format(title=value.title))
    if isinstance(value, Distribution):
        return as_label(_("recipients “{role}”").format(role=value.role))
    return as_label(kind_name(selection.kind))


def _added(issue: Issue, selection: Selection) -> str:
    return _("{piece}: added").format(piece=_name(issue, selection))


def _removed(issue: Issue, selection: Selection) -> str:
    return _("{piece}: taken away").format(piece=_name(issue, selection))


def _all_text(value: tuple[object, ...]) -> str:
    """The words of a piece, a line each."""
    names = getattr(value, "_fields", ())
    texts = (_text(one, name) for name, one in zip(names, value, strict=True))
    return "\n".join(
        text for name, text in zip(names, texts, strict=True) if text and name not in {*_SWITCHES, "items"}
    )


def _text(value: object, name: str) -> str:
    if name == "items":
        return ""
    if isinstance(value, bool):
        return yes_or_no(value)
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _same_ends(one: str, other: str) -> tuple[int, int]:
    """Characters that are equal at the beginning and at the end."""
    most = min(len(one), len(other))
    start = next((at for at in range(most) if one[at] != other[at]), most)
    ends = next((at for at in range(most - start) if one[-1 - at] != other[-1 - at]), most - start)
    return start, ends
