"""The two lists of the inbox screen: what waits, a row each, and the text of the highlighted one. Widths are cells."""

from collections.abc import Callable, Iterator, Sequence

from briefing_tui.i18n import _
from briefing_tui.importers.facts import facts
from briefing_tui.library.inbox.contribution import Contribution
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.inbox.feed import KnownText
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.tui.widgets.text_rows import TextRows
from briefing_tui.typeset.width import cell_width, pad, truncate

_UNIT, _MOST_UNIT = 8, 20
"""Cells of the column of units, least and most."""
_DATE, _WORDS = 10, 6
_NARROW = 60
"""Columns below which the date and the words are left out."""
_BODY_LIMIT = 200_000
"""Characters of a text that is laid out here."""


class ContributionRows(RowsView):
    """Unit, date, words, first line."""

    def __init__(self, known: Callable[[Contribution], KnownText | None], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.waiting: Sequence[Contribution] | None = None
        """None until they are listed."""
        self._known = known

    @property
    def highlighted(self) -> Contribution | None:
        """The one at the cursor."""
        return self.waiting[self.cursor] if self.waiting and 0 <= self.cursor < len(self.waiting) else None

    def show(self, waiting: Sequence[Contribution]) -> None:
        """Other ones; the cursor stays at its own, or at its place."""
        before = self.highlighted
        self.waiting = waiting
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
        room = min(
            _MOST_UNIT, max(_UNIT, *(cell_width(other.unit, self.ambiguous) for other in self.waiting))
        )
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


class ContributionText(TextRows):
    """The text as it was recognised and cleaned, to be read."""

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._shown: tuple[Contribution | None, KnownText | None] = (None, None)

    def show(self, one: Contribution | None, known: KnownText | None) -> None:
        """Another one, from its beginning; the same one as it is."""
        if self._shown == (one, known):
            return
        same = one is not None and self._shown[0] is not None and self._shown[0].file == one.file
        self._shown = one, known
        self.lay_out()
        if not same:
            self.scroll_to(y=0, animate=False)

    def lay_out(self) -> None:
        """Wrap to the width there is."""
        self.lines = self.wrap(self._texts(), self.size.width - 3)
        self.rows_changed()

    def _texts(self) -> Iterator[StyledText]:
        one, known = self._shown
        if one is None:
            return
        yield one.file, "faint"
        if one.before:
            yield _("the same was decided on before: {what}").format(what=one.before), "error"
        reason = one.reason or (known.reason if known is not None else "")
        if reason:
            yield reason, "error"
        for piece in known.pieces.found if known is not None and known.pieces is not None else ():
            yield "", ""
            yield piece.item.title or _("(no title)"), "lead"
            for fact in facts(piece):
                yield fact, "mark"
            for paragraph in piece.item.body[:_BODY_LIMIT].split("\n"):
                yield paragraph, ""
