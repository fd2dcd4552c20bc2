"""What the inbox screen shows: what waits, a row each, and the text of one. Widths are cells."""

from collections.abc import Callable, Iterator, Sequence

from briefing_tui.i18n import _
from briefing_tui.library.inbox.contribution import Contribution
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.inbox.feed import KnownText
from briefing_tui.tui.widgets.list_and_text import piece_texts
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.typeset.width import cell_width, pad, truncate

_UNIT, _MOST_UNIT = 8, 20
"""Cells of the column of units, least and most."""
_DATE, _WORDS = 10, 6
_NARROW = 60
"""Columns below which the date and the words are left out."""


class ContributionRows(RowsView):
    """Unit, date, words, first line."""

    def __init__(self, known: Callable[[Contribution], KnownText | None], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.waiting: Sequence[Contribution] | None = None
        """None until they are listed."""
        self._known = known
        self._room = _UNIT
        """Cells of the column of units."""

    @property
    def highlighted(self) -> Contribution | None:
        """The one at the cursor."""
        return self.waiting[self.cursor] if self.waiting and 0 <= self.cursor < len(self.waiting) else None

    def show(self, waiting: Sequence[Contribution]) -> None:
        """Other ones; the cursor stays at its own, or at its place."""
        before = self.highlighted
        self.waiting = waiting
        widest = max((cell_width(one.unit, self.ambiguous) for one in waiting), default=0)
        self._room = min(_MOST_UNIT, max(_UNIT, widest))
        same = [at for at, one in enumerate(waiting) if before is not None and one.file == before.file]
        self.rows_changed(same[0] if same else max(0, min(self.cursor, len(waiting) - 1)))

    def row_total(self) -> int:
        """One row each, or one that says that there are none."""
        return max(1, len(self.waiting or ()))

    def selectable(self, index: int) -> bool:
        """All of them."""
        return bool(self.waiting)

    def row(self, index: int, width: int) -> list[StyledText]:
        """One contribution."""
        if not self.waiting:
            text = _("reading …") if self.waiting is None else _("Nothing waits in the inbox.")
            return [(f" {text}", "faint")]
        one = self.waiting[index]
        known = self._known(one)
        unit = clean_line(one.unit) or "–"
        room = self._room
        pieces: list[StyledText] = [
            (" " + pad(truncate(unit, room, self.ambiguous), room, self.ambiguous), "key")
        ]
        if width >= _NARROW:
            words = str(known.words) if known is not None and known.words else ""
            pieces.append((f"  {one.received:{_DATE}}  {words:>{_WORDS}}", "faint"))
        reason = one.reason or (known.reason if known is not None else "")
        if reason:
            text, look = f"! {clean_line(one.name)}: {clean_line(reason)}", "error"
        else:
            text, look = (clean_line(known.title) or clean_line(one.name)) if known is not None else "…", ""
        if one.before:
            pieces.append((f"  = {clean_line(one.before)}", "mark"))
        pieces.append((f"  {text}", look))
        return pieces


def contribution_texts(one: Contribution | None, known: KnownText | None) -> Iterator[StyledText]:
    """A contribution as it was recognised and cleaned, as far as it was read."""
    if one is None:
        return
    yield one.file, "faint"
    if one.before:
        yield _("the same was decided on before: {what}").format(what=one.before), "error"
    reason = one.reason or (known.reason if known is not None else "")
    if reason:
        yield reason, "error"
    for piece in known.pieces.found if known is not None and known.pieces is not None else ():
        yield from piece_texts(piece)
