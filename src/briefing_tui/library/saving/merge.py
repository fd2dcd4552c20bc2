"""Two changes of one issue brought together: base, mine, theirs. Called by `LibraryEditor.save`. Pure.

Changes to different pieces, and to different fields of one, merge by themselves; equal changes are no conflict. What both
changed in different ways is a conflict, and so are: title and body of one item changed by one side each (they are one text),
a piece that one side removed and the other changed, two different orders. A conflict is settled by a choice; without
one nothing is written. A text of either side is left out only by a choice or because both agreed. What is in the file, theirs, keeps the
identity it has there.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from briefing_tui.errors import LibraryError, Place
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.saving.order import merged_order, moved_differently
from briefing_tui.library.saving.pieces import ROOT, TAIL, PiecedIssue, cut, cut_base, join_new
from briefing_tui.library.saving.revision import Opened
from briefing_tui.library.saving.wording import changes, piece_name, place_name, value_text
from briefing_tui.model.identity import identity_of, known_as
from briefing_tui.model.issue import Issue, Item
from briefing_tui.text.clean import line_without_controls, without_controls
from briefing_tui.words import field_name


class Conflict(NamedTuple):
    """One question."""

    key: str
    """Name of the question, for the choices; the same as long as base, mine and theirs are."""
    where: str
    """What it is about, one line in the interface's language."""
    mine: str
    theirs: str
    """Both texts, to be shown side by side; lists have an entry a line. Empty for what is removed."""
    base: str
    """As it was before."""
    editable: bool
    """Whether a third text may be given instead."""


class Settlement(NamedTuple):
    """An answer."""

    side: str
    """`mine`, `theirs` or `edited`."""
    text: str = ""
    """The text in place of both, when edited; as `Conflict.mine` is written."""


MINE = Settlement("mine")
THEIRS = Settlement("theirs")


class Merged(NamedTuple):
    """Both changes in one issue."""

    issue: Issue
    """Not to be saved while there are conflicts: it has `mine` there."""
    conflicts: tuple[Conflict, ...]
    """Questions that no choice answered."""
    notes: tuple[str, ...]
    """What came into mine from theirs, a line each."""


class ConflictError(LibraryError):
    """Both sides changed the same. Nothing is written, nothing is lost.

    To settle it: `merge(error.base, error.mine, error.theirs, choices).issue`, saved from `error.on_disk`.
    """

    def __init__(
        self,
        base: Issue,
        mine: Issue,
        on_disk: Opened,
        conflicts: tuple[Conflict, ...],
        notes: tuple[str, ...] = (),
    ) -> None:
        super().__init__(
            ngettext(
                "somebody else changed the same place: {first}",
                "somebody else changed the same {count} places: {first}, …",
                len(conflicts),
            ).format(count=len(conflicts), first=conflicts[0].where),
            place=Place(on_disk.path),
            hint=_("your text is not saved; choose for each place which one stays"),
        )
        self.base = base
        self.mine = mine
        self.on_disk = on_disk
        """What is in the file now, to save from."""
        self.conflicts = conflicts
        self.notes = notes
        """What else they changed, a line each: merged by itself once the conflicts are settled."""

    @property
    def theirs(self) -> Issue:
        """The issue in the file now."""
        return self.on_disk.issue


def merge(
    base: Issue, mine: Issue, theirs: Issue, choices: Mapping[str, Settlement] | Settlement | None = None
) -> Merged:
    """Both changes of `base` together. `choices` by `Conflict.key`; a single Settlement answers all."""
    return _Merge(base, mine, theirs, {} if choices is None else choices).merged()


class _Merge:
    """One merge on its way."""

    def __init__(
        self, base: Issue, mine: Issue, theirs: Issue, choices: Mapping[str, Settlement] | Settlement
    ) -> None:
        self._base = cut_base(base)
        self._mine = cut(mine, self._base, "mine")
        self._theirs = join_new(self._mine, cut(theirs, self._base, "theirs"))
        self._choices = choices
        self._conflicts: list[Conflict] = []

    def merged(self) -> Merged:
        """All of it."""
        base, mine, theirs = self._base.issue, self._mine.issue, self._theirs.issue
        plain: dict[str, Any] = {
            name: self._value(name, field_name(name), *(getattr(one, name) for one in (base, mine, theirs)))
            for name in Issue._fields
            if name not in {ROOT, TAIL}
        }
        pieces: dict[str, Any] = {}
        for one in {**self._base.pieces, **self._mine.pieces, **self._theirs.pieces}:
            piece = self._piece(one)
            if piece is not None:
                pieces[one] = piece
        places = {one: self._place(one, pieces) for one in pieces}
        self._keep_needed(pieces, places)
        sections = tuple(
            pieces[one]._replace(items=tuple(pieces[item] for item in self._order(one, places)))
            for one in self._order(ROOT, places)
        )
        distribution = tuple(pieces[one] for one in self._order(TAIL, places))
        issue = known_as(
            Issue(**plain, sections=sections, distribution=distribution), identity_of(self._theirs.issue)
        )
        return Merged(issue, tuple(self._conflicts), changes(mine, issue))

    def _piece(self, one: str) -> Any:
        """A piece as it shall be; None when it is removed."""
        base, mine, theirs = (version.pieces.get(one) for version in (self._base, self._mine, self._theirs))
        if mine is not None and theirs is not None:
            return known_as(self._fields(one, base, mine, theirs), identity_of(theirs))
        if base is None or (mine is None and theirs is None):
            return mine or theirs
        left = mine or theirs
        assert left is not None
        side = self._mine if theirs is None else self._theirs
        if left == base and side.places[one] == self._base.places[one]:
            return None
        where = _("{piece}: removed or changed").format(piece=piece_name(left))
        keep_mine = (
            self._side(one, where, value_text(mine), value_text(theirs), value_text(base)) == MINE.side
        )
        return mine if keep_mine else theirs

    def _fields(self, one: str, base: Any, mine: Any, theirs: Any) -> Any:
        """A piece that both sides have."""
        if theirs in (mine, base):
            return mine
        if mine == base:
            return theirs
        both_texts = isinstance(base, Item) and all(
            (side.title, side.body) != (base.title, base.body) for side in (mine, theirs)
        )
        result = mine
        for name in mine._fields:
            values = [None if side is None else getattr(side, name) for side in (base, mine, theirs)]
            where = _("{piece}: {field}").format(piece=piece_name(mine), field=field_name(name))
            asked = both_texts and name in {"title", "body"}
            value = self._value(f"{one}.{name}", where, *values, always=asked)
            result = result._replace(**{name: value})
        return result

    def _value(self, key: str, where: str, base: Any, mine: Any, theirs: Any, *, always: bool = False) -> Any:
        """One value; records field by field. `always` asks wherever the sides differ."""
        if mine == theirs or (mine == base and not always):
            return theirs
        if theirs == base and not always:
            return mine
        kinds = {type(base), type(mine), type(theirs)}
        if len(kinds) == 1 and hasattr(mine, "_fields"):
            return theirs._replace(
                **{
                    name: self._value(
                        f"{key}.{name}",
                        _("{piece}: {field}").format(piece=where, field=field_name(name)),
                        *(getattr(side, name) for side in (base, mine, theirs)),
                    )
                    for name in mine._fields
                }
            )
        if kinds == {tuple} and _is_log(base, mine, theirs):
            return (*theirs, *(entry for entry in mine[len(base) :] if entry not in theirs[len(base) :]))
        return self._chosen(key, where, base, mine, theirs)

    def _chosen(self, key: str, where: str, base: Any, mine: Any, theirs: Any) -> Any:
        """One value by choice."""
        editable = isinstance(mine, str) or (_is_list(mine) and _is_list(theirs))
        texts = (value_text(mine), value_text(theirs), value_text(base))
        side = self._side(key, where, *texts, editable=editable)
        if side == "edited" and isinstance(self._choices, Mapping):
            text = self._choices[key].text
            if isinstance(mine, str):
                return without_controls(text) if key.endswith(".body") else line_without_controls(text)
            return tuple(line_without_controls(line) for line in text.split("\n") if line.strip())
        return theirs if side == THEIRS.side else mine

    def _place(self, one: str, pieces: Mapping[str, object]) -> str:
        """Where a piece stands: the other place when the one chosen is gone."""
        versions = [version for version in (self._mine, self._theirs) if one in version.places]
        mine, theirs = versions[0].places[one], versions[-1].places[one]
        base = self._base.places.get(one, mine)
        if theirs in {mine, base}:
            return mine
        if mine == base:
            return theirs
        names = [
            place_name(place, version) for place, version in ((mine, self._mine), (theirs, self._theirs))
        ]
        where = _("{piece}: place").format(piece=piece_name(versions[0].pieces[one]))
        side = self._side(f"{one}.place", where, names[0], names[1], place_name(base, self._base))
        return mine if side == MINE.side else theirs

    def _keep_needed(self, pieces: dict[str, Any], places: dict[str, str]) -> None:
        """A section that one side removed stays when something stands in it that nobody removed."""
        for place in list(places.values()):
            if place in {ROOT, TAIL} or place in pieces:
                continue
            held = self._mine.pieces.get(place) or self._theirs.pieces.get(place)
            pieces[place] = held or self._base.pieces[place]
            places[place] = ROOT

    def _order(self, place: str, places: Mapping[str, str]) -> list[str]:
        """The pieces that stand in a place, in their order."""
        base, mine, theirs = (
            version.orders.get(place, []) for version in (self._base, self._mine, self._theirs)
        )
        staying = {one for one, at in places.items() if at == place}
        mine_first = True
        if moved_differently(base, mine, theirs, staying):
            where = _("order of {place}").format(place=place_name(place, self._mine))
            texts = (self._listed(self._mine, mine), self._listed(self._theirs, theirs))
            side = self._side(f"{place}.order", where, *texts, self._listed(self._base, base))
            mine_first = side == MINE.side
        ordered = merged_order(base, mine, theirs, staying, mine_first=mine_first)
        # A section that is kept for what stands in it, though nobody has it any more, comes last.
        return [*ordered, *sorted(staying.difference(ordered))]

    def _listed(self, version: PiecedIssue, order: list[str]) -> str:
        return "\n".join(piece_name(version.pieces[one]) for one in order)

    def _side(
        self, key: str, where: str, mine: str, theirs: str, base: str, *, editable: bool = False
    ) -> str:
        """The answer to a question; while there is none it is noted, and mine stands for it."""
        if isinstance(self._choices, Settlement):
            return self._choices.side
        choice = self._choices.get(key)
        if choice is not None and (editable or choice.side != "edited"):
            return choice.side
        self._conflicts.append(Conflict(key, where, mine, theirs, base, editable))
        return MINE.side


def _is_list(value: object) -> bool:
    """Whether a value is a list of texts, which a person may edit."""
    return type(value) is tuple and all(isinstance(entry, str) for entry in value)


def _is_log(base: Any, mine: Any, theirs: Any) -> bool:
    """Whether both sides only added records at the end, as to the steps of the workflow."""
    size = len(base)
    return mine[:size] == base == theirs[:size] and all(
        hasattr(entry, "_fields") for entry in (*mine[size:], *theirs[size:])
    )
