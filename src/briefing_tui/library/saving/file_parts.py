"""A file's bytes cut into its tables, so that a small change is saved without reading everything again.

Made when somebody opens an issue (`revision.Opened`), off the way of a save. `Prepared.changed` gives the file with
another issue in it. When only fields of the masthead or of items differ, and every piece stands where it stood, `codec.update_text` is
given just their tables, each in a small document of its own, and proves on it that it holds what it should; anything else goes through
it as a whole. Both touch only the lines whose value changed. A field of an issue of 1 MB: under 1 ms instead of 25.

Lines of a piece that went are remembered from one state to the next, so that it has them again when it comes back: by an undo after a
save, or because a merge keeps what others had removed.
"""

from collections.abc import Mapping

from briefing_tui.errors import FormatError, LibraryError, Place
from briefing_tui.i18n import _
from briefing_tui.library.format import encode
from briefing_tui.library.format.changeable import check_changeable
from briefing_tui.library.format.codec import update_text
from briefing_tui.library.format.lines import ITEM, NONE, Lines, lines_of
from briefing_tui.library.format.origins import identified, is_same_issue, pieces_of, recognised
from briefing_tui.library.format.statements import FileLayout
from briefing_tui.library.limits import SIZE_LIMIT
from briefing_tui.model.identity import identity_of, is_same, known_as
from briefing_tui.model.issue import Issue, Item, Masthead, Section

_MASTHEAD = (-1, -1)
"""The place of the masthead, where an item has (section, item)."""
_VERSION = "format = 1\n"
_FRAME = _VERSION + '[masthead]\ntitle = ""\nyear = 1000\nnumber = 1\n[[section]]\n'
"""What makes one item's lines a document."""
_FRAMED = Masthead(year=1000, number=1)

Spot = tuple[int, int]


class Prepared:
    """One state of one file. Never changes; `changed` makes another."""

    __slots__ = ("_known", "_pieces", "_places", "data", "issue", "path")

    def __init__(self, data: bytes, issue: Issue, path: str) -> None:
        self.data = data
        """The file's bytes."""
        self.issue = issue if identity_of(issue) else identified(issue)
        """The issue in them, as loaded."""
        self.path = path
        """For errors."""
        self._pieces: list[bytes] | None = None
        """The bytes of each table, in order; joined they are `data`. None until it is cut."""
        self._places: dict[Spot, int] = {}
        """Index of the piece of each place."""
        self._known: Mapping[int, Lines] = NONE
        """Lines of pieces that earlier states had, by identity."""

    @property
    def text(self) -> str:
        """The file's text as it stands, byte-order mark and CRLF included."""
        return self.data.decode("utf-8")

    def warm(self) -> None:
        """Cut the text into tables, unless that is done: 5 ms a megabyte, better spent before a save than in it."""
        if self._pieces is None:
            self._cut(FileLayout(self.text))

    def check(self) -> None:
        """LibraryError, with the reason, when there are changes of the issue that could not be saved in this file."""
        layout = FileLayout(self.text)
        self._cut(layout)
        check_changeable(layout, self.text, self.issue, self.path)

    def _cut(self, layout: FileLayout) -> None:
        self._pieces = []
        places: dict[Spot, int] = {}
        section = -1
        for node in layout.nodes:
            if node.path != ("section",):
                if node.path == ("masthead",):
                    places[_MASTHEAD] = len(self._pieces)
                self._pieces.append(node.text().encode())
                continue
            section, item = section + 1, 0
            self._pieces.append(node.own_text().encode())
            for inner in node.inner:
                if inner.path == ITEM:
                    places[section, item] = len(self._pieces)
                    item += 1
                self._pieces.append(inner.text().encode())
        if layout.footer:
            self._pieces.append("".join(layout.footer).encode())
        counts = [len(one.items) for one in self.issue.sections]
        wanted = {(section, item) for section, count in enumerate(counts) for item in range(count)}
        # Where tables are inline or dotted, or stand apart from what they belong to, only the whole text tells.
        if layout.is_ordered() and places.keys() == {_MASTHEAD, *wanted}:
            self._places = places

    def changed(self, new: Issue) -> "Prepared":
        """The file with `new` in it; the same object when nothing changed.

        FormatError, with the key at fault, when `new` could not be read again; LibraryError when the file cannot be
        changed in place.
        """
        if not is_same(new, self.issue):
            new = recognised(self.issue, new)
        if is_same_issue(new, self.issue):
            return self
        made = self._quick(new) or self._whole(new)
        if made.data == self.data:
            return self
        if len(made.data) > SIZE_LIMIT:
            raise FormatError(
                _("is larger than {limit} MiB").format(limit=SIZE_LIMIT >> 20),
                place=Place(self.path),
                hint=_("an issue is text only; split it"),
            )
        return made

    def _whole(self, new: Issue) -> "Prepared":
        """By way of the whole text."""
        try:
            known = (self._known,) if self._known else ()
            text = update_text(self.text, self.issue, new, *known)
        except FormatError as error:
            # The fault is in a text that is not on disk: it has a key, but no line.
            raise FormatError(
                error.message, place=Place(self.path, None, error.place.key), hint=error.hint
            ) from error
        made = Prepared(text.encode(), encode.normalised(new), self.path)
        made._known = self.lines_without(made.issue)
        return made

    def following(self, before: "Prepared") -> "Prepared":
        """The same state, known as one that came after `before`, which somebody else wrote or which has another key.

        Its pieces have the identities they had there, and the lines of those that it lacks are remembered.
        """
        made = Prepared(self.data, recognised(before.issue, self.issue), self.path)
        made._known = before.lines_without(made.issue)
        return made

    def remembering(self, before: "Prepared") -> "Prepared":
        """The same state, with the lines of the pieces that `before` has and it lacks."""
        made = Prepared(self.data, self.issue, self.path)
        made._pieces, made._places = self._pieces, self._places
        made._known = {**before.lines_without(made.issue), **self._known}
        return made

    def lines_without(self, issue: Issue) -> Mapping[int, Lines]:
        """The lines known of pieces that `issue` does not have."""
        there = {identity_of(piece) for piece in pieces_of(issue)}
        known = self._known
        if any(identity_of(piece) not in there for piece in pieces_of(self.issue)):
            known = {**known, **lines_of(self.text, self.issue)}
        return {serial: lines for serial, lines in known.items() if serial not in there}

    def _quick(self, new: Issue) -> "Prepared | None":
        """With only the tables that changed written anew; None when that does not do."""
        places = _changed_places(self.issue, new)
        self.warm()
        if self._pieces is None or places is None or not self._places:
            return None
        eol = "\r\n" if self._pieces[0].endswith(b"\r\n") else "\n"
        pieces, issue = list(self._pieces), self.issue
        for place in places:
            at = self._places[place]
            try:
                text, issue = _changed_piece(pieces[at].decode("utf-8"), place, issue, new, eol)
            except (LibraryError, FormatError):
                return None
            if at < len(pieces) - 1 and not text.endswith("\n"):
                return None
            pieces[at] = text.encode()
        result = Prepared(b"".join(pieces), issue, self.path)
        result._pieces, result._places, result._known = pieces, self._places, self._known
        return result


def _changed_places(old: Issue, new: Issue) -> list[Spot] | None:
    """Where fields of the masthead or of items differ; None when anything else does too, or pieces changed places."""
    if not is_same_issue(new._replace(masthead=old.masthead, sections=()), old._replace(sections=())):
        return None
    if len(old.sections) != len(new.sections):
        return None
    places = [_MASTHEAD] if old.masthead != new.masthead else []
    for section, (before, after) in enumerate(zip(old.sections, new.sections, strict=True)):
        if before is after:
            continue
        if len(before.items) != len(after.items) or after._replace(items=before.items) != before:
            return None
        if not is_same(after, before):
            return None
        for index, (one, other) in enumerate(zip(before.items, after.items, strict=True)):
            if one is other:
                continue
            if not is_same(other, one):
                return None
            if one != other:
                places.append((section, index))
    return places


def _changed_piece(text: str, place: Spot, old: Issue, new: Issue, eol: str) -> tuple[str, Issue]:
    """One table's text changed to what `new` has there, and `old` with just this change, as it will be read again."""
    frame = (_VERSION if place == _MASTHEAD else _FRAME).replace("\n", eol)
    made = encode.normalised(_framed(new, place))
    whole = update_text(frame + text, _framed(old, place), made)
    if not whole.startswith(frame):
        raise LibraryError(_("the file is laid out in a way that cannot be changed in place"))
    if place == _MASTHEAD:
        return whole[len(frame) :], old._replace(masthead=made.masthead)
    return whole[len(frame) :], _with_item(old, place, made.sections[0].items[0])


def _framed(issue: Issue, place: Spot) -> Issue:
    """The issue that holds nothing but one table of `issue`."""
    if place == _MASTHEAD:
        return known_as(Issue(issue.masthead, end=None), identity_of(issue))
    section, item = place
    held = issue.sections[section]
    alone = known_as(Section(items=(held.items[item],)), identity_of(held))
    return known_as(Issue(_FRAMED, sections=(alone,), end=None), identity_of(issue))


def _with_item(issue: Issue, place: Spot, item: Item) -> Issue:
    """`issue` with another item at a place."""
    section, index = place
    held = issue.sections[section]
    items = (*held.items[:index], item, *held.items[index + 1 :])
    sections = (*issue.sections[:section], held._replace(items=items), *issue.sections[section + 1 :])
    return issue._replace(sections=sections)
