"""What was recognised of a text that comes in, before it is in the issue: pieces to choose from, and the section they go to.

Pushed by whoever has pieces: a paste, a file, a contribution. Nothing changes while it is open. Enter hands over what was chosen, Escape
hands nothing; `m` reads the text as one article, or parted again. Widths are cells.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from briefing_tui.i18n import _
from briefing_tui.importers.facts import facts
from briefing_tui.importers.pieces import RecognisedItem, RecognisedItems
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.dialogues.dialogue import MOVING, STEPS, WrappedDialogue, WrappedRows
from briefing_tui.tui.widgets.rows import RowsView, StyledText, wrapped
from briefing_tui.typeset.width import pad

_BODY_ROWS = 5
"""Rows of the text of one piece among several; a single one is shown whole."""
_MOST_ROWS = 2000
"""Rows that are laid out at all."""


class TakingOffer(NamedTuple):
    """What is to be looked at."""

    heading: str
    pieces: RecognisedItems
    sections: Sequence[str] = ()
    """Titles to choose from; none asks for no section."""
    section: int = 0
    """The one chosen to begin with."""
    noted: Sequence[str] = ()
    """What must be known first: it was taken before."""
    reread: Callable[[bool], RecognisedItems] | None = None
    """Reads the text again, as one article or parted."""
    leave: str = ""
    """What Escape does, for the footing."""


class TakingChoice(NamedTuple):
    """What was chosen."""

    pieces: tuple[RecognisedItem, ...]
    section: int


class _Line(NamedTuple):
    text: str
    look: str
    piece: int
    """Index; -1 for a line of none."""
    head: bool = False


class PieceRows(WrappedRows):
    """The pieces, each on or off, with what was recognised of it and its text."""

    def __init__(self, offer: TakingOffer, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.offer = offer
        self.chosen = set(range(len(offer.pieces.found)))
        self._lines: list[_Line] = []

    def show(self, pieces: RecognisedItems) -> None:
        """Other pieces of the same text."""
        self.offer = self.offer._replace(pieces=pieces)
        self.chosen = set(range(len(pieces.found)))

    def lay_out(self, width: int) -> int:
        """Wrap to a width in cells; the rows it takes."""
        room = max(8, width - 6)
        self._lines = []
        for text in self.offer.noted:
            self._lines += [
                _Line(line, "error", -1) for line in wrapped(f"! {text}", room + 3, self.ambiguous)
            ]
        for at, piece in enumerate(self.offer.pieces.found):
            self._lines += self._lines_of(at, piece, room)
            if len(self._lines) > _MOST_ROWS:
                break
        return self.row_total()

    def _lines_of(self, at: int, piece: RecognisedItem, room: int) -> Iterator[_Line]:
        alone = len(self.offer.pieces.found) == 1
        title = clean_line(piece.item.title) or _("(no title)")
        for number, line in enumerate(wrapped(title, room, self.ambiguous)):
            yield _Line(line, "lead", at, head=not number)
        for fact in facts(piece):
            yield from (_Line(line, "mark", at) for line in wrapped(fact, room, self.ambiguous))
        rows = [
            line
            for paragraph in piece.item.body[: 40 * _MOST_ROWS].split("\n")
            for line in wrapped(clean_line(f"　　{paragraph}") if paragraph else "", room, self.ambiguous)
        ]
        shown = rows if alone else rows[:_BODY_ROWS]
        yield from (_Line(line, "", at) for line in shown)
        if len(rows) > len(shown):
            yield _Line("…", "faint", at)
        yield _Line("", "", -1)

    def switch(self, index: int) -> None:
        """Take the piece of a row, or leave it out."""
        if 0 <= index < len(self._lines) and self._lines[index].piece >= 0:
            self.chosen ^= {self._lines[index].piece}

    def row_total(self) -> int:
        """All lines."""
        return len(self._lines)

    def selectable(self, index: int) -> bool:
        """The first line of each piece."""
        return self._lines[index].head

    def row(self, index: int, width: int) -> list[StyledText]:
        """A mark before the first line of a piece; what is left out is faint."""
        line = self._lines[index]
        out = line.piece >= 0 and line.piece not in self.chosen
        mark = (" [ ] " if out else " [x] ") if line.head else "     "
        text = pad(line.text, max(0, width - 5), self.ambiguous)
        return [(mark if line.piece >= 0 else " ", "key"), (text, "faint" if out else line.look)]


class TakeScreen(WrappedDialogue, inherit_bindings=False):
    """The box. `then` gets what was chosen after it has gone, None on Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        *STEPS,
        Binding("enter", "choose", show=False),
        Binding("space", "switch", show=False),
        Binding("left", "section(-1)", show=False),
        Binding("right", "section(1)", show=False),
        Binding("m", "together", show=False),
        Binding("escape", "cancel", show=False),
    ]
    DEFAULT_CSS = "TakeScreen #section { width: 100%; height: 1; padding: 0 1; }"

    def __init__(
        self, offer: TakingOffer, then: Callable[[TakingChoice | None], None], *, ambiguous: int = 1
    ) -> None:
        super().__init__()
        self._list = PieceRows(offer, ambiguous=ambiguous)
        self._then = then
        self._section = min(max(0, offer.section), max(0, len(offer.sections) - 1))
        self._together = False
        self._about = Static(id="section")

    def heading(self) -> str:
        """What it is about."""
        return clean_line(self._list.offer.heading)

    def footing(self) -> str:
        """Its keys."""
        offer = self._list.offer
        words = [_("Enter takes it")]
        if len(offer.pieces.found) > 1:
            words.append(_("Space: with or without"))
        if len(offer.sections) > 1:
            words.append(_("← →: section"))
        if offer.reread is not None and (self._together or len(offer.pieces.found) > 1):
            words.append(_("m: as one"))
        return ", ".join([*words, offer.leave or _("Esc: back")])

    def parts(self) -> Iterable[Widget]:
        """The section, then the pieces."""
        self.rows = self._list
        if self._list.offer.sections:
            yield self._about
        yield self.rows

    def on_mount(self) -> None:
        """Where they go."""
        self._tell_section()

    def _tell_section(self) -> None:
        sections = self._list.offer.sections
        if sections:
            title = clean_line(sections[self._section]) or _("(no title)")
            arrows = ("‹ ", " ›") if len(sections) > 1 else ("", "")
            self._about.update(Content(_("Into: {title}").format(title=f"{arrows[0]}{title}{arrows[1]}")))

    def action_section(self, step: int) -> None:
        """Keys left and right."""
        total = len(self._list.offer.sections)
        if total:
            self._section = (self._section + step) % total
            self._tell_section()

    def action_switch(self) -> None:
        """Key Space: the piece of the cursor."""
        self._list.switch(self._list.cursor)
        self._list.refresh()

    def action_together(self) -> None:
        """Key m: all of it as one article, or parted."""
        reread = self._list.offer.reread
        if reread is not None:
            self._together = not self._together
            self._list.show(reread(self._together))
            self.fit()
            self._list.rows_changed(0)

    def action_page(self, step: int) -> None:
        """The text by screenfuls; the piece stays chosen."""
        self._list.turn(step)

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        event.stop()
        found = self._list.offer.pieces.found
        self._end(TakingChoice(tuple(found[at] for at in sorted(self._list.chosen)), self._section))

    def action_cancel(self) -> None:
        """Escape."""
        self._end(None)

    def _end(self, choice: TakingChoice | None) -> None:
        if not self.closing:
            self.action_close()
            self.app.call_later(self._then, choice)
