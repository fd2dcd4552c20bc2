"""Rows as escape sequences: the painter of the first page, which is there before the framework. Pure.

What it writes gives the same cells as the framework's way from a strip to bytes with our hooks in it (a test compares them cell by
cell): the theme's colours in all bits, as the nearest of 256 or as the terminal's own, the styles one over the other, the substitutes
and anchors of `terminal.drawing.shown`. Columns and rows are cells, from 0.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from briefing_tui.tui.look.looks import LOOKS, Look, RowPiece, attributes
from briefing_tui.tui.look.theme_data import ThemeData
from briefing_tui.tui.terminal.drawing import shown
from briefing_tui.typeset.colours import nearest_256, parts

ALL_COLOURS, MANY_COLOURS, FEW_COLOURS = 1 << 24, 256, 16
_OWN_COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
"""`ansi_red` is the terminal's own red."""
_ATTRIBUTES = {"bold": "1", "dim": "2", "underline": "4", "reverse": "7"}
_TERMS = {"kitty": MANY_COLOURS, "256color": MANY_COLOURS}


class PaintTerms(NamedTuple):
    """What is known of the terminal."""

    colours: int
    """`ALL_COLOURS`, `MANY_COLOURS` or `FEW_COLOURS`; 0 where NO_COLOR is set."""
    ambiguous: int = 1
    links: bool = False
    """Whether links may be written."""


def colours_of(environ: Mapping[str, str]) -> int:
    """How many colours are drawn with; the rule of the framework's console."""
    if environ.get("NO_COLOR"):
        return 0
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return ALL_COLOURS
    return _TERMS.get(environ.get("TERM", "").strip().lower().rpartition("-")[2], FEW_COLOURS)


def colour_code(colour: str, colours: int, *, background: bool = False) -> str:
    """The SGR parameters of a colour of a theme, `#rrggbb` or `ansi_…`. ValueError for one that so few colours cannot show."""
    base = 40 if background else 30
    if colour == "ansi_default":
        return str(base + 9)
    if colour.startswith("ansi_"):
        return str(base + _OWN_COLOURS.index(colour.removeprefix("ansi_")))
    levels = parts(colour)
    if colours == ALL_COLOURS:
        return f"{base + 8};2;{levels[0]};{levels[1]};{levels[2]}"
    if colours == MANY_COLOURS:
        return f"{base + 8};5;{nearest_256(*levels)}"
    raise ValueError(colour)


class Painter:
    """Paints with one theme on one terminal."""

    def __init__(self, theme: ThemeData, terms: PaintTerms) -> None:
        self._variables = theme.variables
        self._terms = terms
        self._cells = shown.TABLES[terms.ambiguous]
        self._codes: dict[tuple[str, ...], str] = {}

    def row(self, pieces: Iterable[RowPiece], row: int, column: int = 0) -> str:
        """A row at its place, from `column` on."""
        pieces = [piece for piece in pieces if piece.text]
        if all(shown.is_agreed_at_once(piece.text) for piece in pieces):
            return shown.at(column, row) + "".join(map(self._piece, pieces))
        written = "".join(self._piece(self._without_marks_before(piece)) for piece in pieces)
        return shown.at(column, row) + shown.anchored(written, column, row, self._cells_of)

    def _without_marks_before(self, piece: RowPiece) -> RowPiece:
        """Marks that a piece begins with stand on nothing of it, and are left out even where no code parts it from the one before."""
        return piece._replace(text=piece.text[shown.marks_before(piece.text, self._cells_of) :])

    def _cells_of(self, text: str) -> int:
        return sum(map(self._cells.__getitem__, text))

    def _piece(self, piece: RowPiece) -> str:
        codes = self._codes.get(piece.names)
        if codes is None:
            codes = self._codes[piece.names] = self._sgr(piece.names)
        text = shown.shown(piece.text, self._terms.ambiguous)
        written = f"\x1b[{codes}m{text}\x1b[0m" if codes else text
        return shown.linked(written, piece.link) if piece.link and self._terms.links else written

    def _sgr(self, names: tuple[str, ...]) -> str:
        """SGR parameters of the looks, one over the other, on the theme's ordinary one."""
        text, back, words = "foreground", "background", set[str]()
        for name in names:
            look: Look = LOOKS.get(name, LOOKS[""])
            text, back = look.text or text, look.back or back
            words |= set(attributes(look, self._variables))
            if "level" in words:
                words -= {"level", "underline"}
        codes = [code for word, code in _ATTRIBUTES.items() if word in words]
        colours = self._terms.colours
        if colours:
            codes.append(colour_code(self._variables[text], colours))
            codes.append(colour_code(self._variables[back], colours, background=True))
        return ";".join(codes)
