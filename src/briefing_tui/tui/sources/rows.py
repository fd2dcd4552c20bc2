"""What the screen of other libraries shows: their items, a row each below the name of their library, and the text of one.

Widths are cells.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.importers.pieces import RecognisedItem
from briefing_tui.library.sources.source import Source
from briefing_tui.library.sources.taken import as_taken
from briefing_tui.model.issue import walk_items
from briefing_tui.model.key import ItemAddress
from briefing_tui.model.outline import item_name
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.sources.feed import SourceOffer
from briefing_tui.tui.widgets.list_and_text import piece_texts
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.typeset.width import cell_width, pad, truncate

_NARROW = 60
"""Columns below which the date is left out."""


class OfferedItem(NamedTuple):
    """One item of another library."""

    piece: RecognisedItem
    """As it comes into an issue."""
    address: str
    """In that library: `2024-14#3`."""
    date: str
    """Of its issue, ISO 8601; empty for none."""

    @property
    def origin(self) -> str:
        """What names it here."""
        return self.piece.item.origin


class _Row(NamedTuple):
    offer: SourceOffer
    item: OfferedItem | None = None
    fault: str = ""
    """Why a file is not offered, or the library cannot be had."""
    calm: bool = False
    """The file is a draft, which is as it should be."""

    @property
    def is_head(self) -> bool:
        """The name of a library."""
        return self.item is None and not self.fault

    @property
    def name(self) -> str:
        """What is the same row after another look."""
        return self.item.origin if self.item is not None else f"{self.offer.source.name}\n{self.fault}"


class _Made(NamedTuple):
    """The rows of one library."""

    offer: SourceOffer
    rows: list[_Row]
    room: int
    """Cells of the widest address."""


class OfferedRows(RowsView):
    """Names of libraries, and below each its items."""

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.rows: Sequence[_Row] | None = None
        """None until they are listed."""
        self.chosen: dict[str, OfferedItem] = {}
        """By their origins, in the order they were chosen."""
        self.taken: Mapping[str, str] = {}
        """Origin → where it was taken to."""
        self._room = 0
        self._made: dict[str, _Made] = {}
        """By the library's name: what was made of it last."""

    @property
    def highlighted(self) -> OfferedItem | None:
        """The item at the cursor."""
        row = self._at_cursor
        return row.item if row is not None else None

    @property
    def fault(self) -> str:
        """What is wrong with what the cursor is on; empty when nothing is."""
        row = self._at_cursor
        return row.fault if row is not None else ""

    @property
    def source(self) -> Source | None:
        """The library at the cursor."""
        row = self._at_cursor
        return row.offer.source if row is not None else None

    @property
    def _at_cursor(self) -> _Row | None:
        return self.rows[self.cursor] if self.rows and 0 <= self.cursor < len(self.rows) else None

    def show(self, offers: Sequence[SourceOffer], taken: Mapping[str, str]) -> None:
        """Other ones; the cursor stays at its own, or at its place, and what is still there stays chosen."""
        before = self._at_cursor
        made = [self._rows_of(offer) for offer in offers]
        self._made = {one.offer.source.name: one for one in made}
        self.rows = [row for one in made for row in one.rows]
        self._room = max((one.room for one in made), default=0)
        self.taken = taken
        if self.chosen:
            there = {row.item.origin: row.item for row in self.rows if row.item is not None}
            self.chosen = {origin: there[origin] for origin in self.chosen if origin in there}
        same = [at for at, row in enumerate(self.rows) if before is not None and row.name == before.name]
        self.rows_changed(same[0] if same else max(0, min(self.cursor, len(self.rows) - 1)))

    def _rows_of(self, offer: SourceOffer) -> "_Made":
        """The rows of a library; those made before while it is the same, for fifty have thirty thousand."""
        known = self._made.get(offer.source.name)
        if known is not None and known.offer == offer:
            return known
        rows = list(_rows(offer))
        addresses = (row.item.address for row in rows if row.item is not None)
        room = max((cell_width(address, self.ambiguous) for address in addresses), default=0)
        return _Made(offer, rows, room)

    def switch(self) -> None:
        """Choose the item at the cursor, or no longer; on to the next row."""
        one = self.highlighted
        if one is None:
            return
        if self.chosen.pop(one.origin, None) is None:
            self.chosen[one.origin] = one
        self.refresh()
        self.move(1)

    def clear(self) -> None:
        """Nothing is chosen."""
        self.chosen = {}
        self.refresh()

    def to_source(self, step: int) -> None:
        """To the first row of the next library (1), of this one, or of the one before (-1)."""
        heads = [at for at, row in enumerate(self.rows or ()) if row.is_head]
        if step > 0:
            self.move_to(next((at for at in heads if at > self.cursor), self.cursor))
        else:
            self.move_to(next((at for at in reversed(heads) if at < self.cursor - 1), 0))
        self.scroll_to(y=max(0, self.cursor - 1), animate=False)  # with its name at the top

    def row_total(self) -> int:
        """One row each, or one that says that there are none."""
        return max(1, len(self.rows or ()))

    def selectable(self, index: int) -> bool:
        """All but the names of libraries."""
        return self.rows is not None and index < len(self.rows) and not self.rows[index].is_head

    def row(self, index: int, width: int) -> list[StyledText]:
        """A library, one of its items, or what is wrong."""
        if not self.rows:
            text = (
                _("reading …")
                if self.rows is None
                else _("No other library is named yet: `{command}`").format(
                    command="briefing-tui sources add NAME PLACE"
                )
            )
            return [(f" {text}", "faint")]
        row = self.rows[index]
        if row.item is not None:
            return self._item(row.item, width)
        if row.fault:
            sign, look = ("·", "faint") if row.calm else ("!", "error")
            return [(f"   {sign} {clean_line(row.fault)}", look)]
        return self._head(row.offer)

    def _head(self, offer: SourceOffer) -> list[StyledText]:
        source = offer.source
        unit = f"（{source.unit}）" if source.unit != source.name else ""
        pieces: list[StyledText] = [(f" {clean_line(source.name)}{clean_line(unit)}", "lead")]
        if not offer.read:
            pieces.append(("  " + _("reading …"), "faint"))
        elif offer.fetched:
            pieces.append(("  " + _("fetched {when}").format(when=offer.fetched), "faint"))
        return pieces

    def _item(self, one: OfferedItem, width: int) -> list[StyledText]:
        mark = "[x]" if one.origin in self.chosen else "[ ]"
        address = pad(truncate(one.address, self._room, self.ambiguous), self._room, self.ambiguous)
        pieces: list[StyledText] = [(f"   {mark} ", "key"), (address, "")]
        if width >= _NARROW:
            pieces.append((f"  {one.date:10}", "faint"))
        if one.origin in self.taken:
            pieces.append((f"  = {clean_line(self.taken[one.origin])}", "mark"))
        name = " ".join(item_name(one.piece.item)[:200].split())
        pieces.append((f"  {clean_line(name)}", "faint" if one.origin in self.taken else ""))
        return pieces


def offered_texts(one: OfferedItem | None, fault: str, taken: str) -> Iterator[StyledText]:
    """The text of one item. `fault` is what stands in its place, `taken` where it was taken to."""
    if fault:
        yield fault, "error"
    if one is None:
        return
    yield one.origin, "faint"
    if taken:
        yield _("was taken before: {where}").format(where=taken), "error"
    yield from piece_texts(one.piece)


def _rows(offer: SourceOffer) -> Iterator[_Row]:
    """A library's rows."""
    yield _Row(offer)
    if offer.reason:
        yield _Row(offer, fault=offer.reason)
    for one in offer.issues:
        if one.issue is None or one.key is None:
            yield _Row(offer, fault=f"{one.key or one.file}: {one.reason}", calm=one.draft)
            continue
        date = one.issue.masthead.date
        for found in walk_items(one.issue):
            address = ItemAddress(one.key, found.position)
            section = one.issue.sections[found.section].title
            piece = RecognisedItem(as_taken(found.item, offer.source, one.key, found.position), section)
            yield _Row(offer, OfferedItem(piece, str(address), date.isoformat() if date else ""))
