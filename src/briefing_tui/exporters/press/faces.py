"""Which fonts of this machine set an issue: for each list of the layout the first that is there, the house's folders before the system's."""

from collections.abc import Iterator, Sequence

from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.paper.piece import PaperPieces
from briefing_tui.exporters.press.installed import Installed
from briefing_tui.exporters.press.typefaces import Face, read_face

_PROBE = "的一是国简报担保"
"""What a font with Chinese has."""
_BOLD = 600
"""The least weight of a bold face."""
_CHOSEN = (
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Source Han Serif SC",
    "Source Han Sans SC",
    "LXGW WenKai",
)
"""Tried for a list of the layout of which nothing is there."""


class Faces:
    """The fonts for one layout. Families are called by any of their names."""

    def __init__(self, layout: Layout, found: Sequence[Installed]) -> None:
        """`found` are the faces that there are, in the order in which they are taken."""
        self.layout = layout
        self._installed = found
        self._families: dict[str, list[Installed]] = {}
        for one in self._installed:
            for family in one.families:
                self._families.setdefault(family, []).append(one)
        self._known: dict[Installed, Face | None] = {}
        self.chinese = self._some_chinese(layout)
        self._chosen = {name: self._choose(families) for name, families in layout.fonts.items()}

    def _choose(self, families: Sequence[str]) -> tuple[str, ...]:
        """The families of a list that are there, then any with Chinese."""
        found = [family for family in families if family in self._families]
        return tuple(dict.fromkeys((*found, *self.chinese)))

    def _some_chinese(self, layout: Layout) -> tuple[str, ...]:
        """Families that have Chinese, those of the layout first; the first few that are found."""
        wanted = [family for name in ("fang", *layout.fonts) for family in layout.fonts[name]]
        for family in dict.fromkeys((*wanted, *_CHOSEN, *sorted(self._families))):
            if family in self._families and self._has_chinese(family):
                return (family,)
        return ()

    def _has_chinese(self, family: str) -> bool:
        face = self._face(family, bold=False)
        return face is not None and all(map(face.shows, _PROBE))

    def _nearest(self, family: str, *, bold: bool) -> Installed:
        """The face of a family that is nearest to the weight; the first of several."""
        wanted = 700 if bold else 400
        return min(self._families[family], key=lambda one: abs(one.weight - wanted))

    def _face(self, family: str, *, bold: bool) -> Face | None:
        return self.read(self._nearest(family, bold=bold))

    def read(self, one: Installed) -> Face | None:
        """What a face can show; None when its file cannot be read."""
        if one not in self._known:
            try:
                self._known[one] = read_face(one.path, one.number)
            except (ValueError, OSError):
                self._known[one] = None
        return self._known[one]

    def of_list(self, name: str, *, bold: bool) -> list[Installed]:
        """The faces of a list of the layout that are nearest to a weight, in the order in which they are tried."""
        return list(dict.fromkeys(self._nearest(family, bold=bold) for family in self._chosen[name]))

    def has_bold(self, name: str) -> bool:
        """Whether the first font of a list has a bold face."""
        return any(one.weight >= _BOLD for one in self._families[self._chosen[name][0]])

    def widths(self, *, bold: bool) -> dict[str, float]:
        """Em of what need not be one em wide: what stands on a keyboard as the Latin font has it, the rest as that of the body."""
        chinese = self._face(self._chosen["fang"][0], bold=False)
        latin = self._face(self._chosen["latin"][0], bold=bold)
        widths = dict(chinese.widths) if chinese is not None else {}
        if latin is not None:
            widths |= {char: width for char, width in latin.widths.items() if char <= "~"}
        return widths

    def elsewhere(self, pieces: PaperPieces) -> dict[str, Installed | None]:
        """Characters that no chosen face has → the face of this machine that has them; None for none."""
        left = {
            char
            for piece in (*pieces.body, *pieces.tail)
            for text in piece.texts()
            for char in text
            if char > "~"
        }
        chosen = list(dict.fromkeys(one for name in self._chosen for one in self.of_list(name, bold=False)))
        found: dict[str, Installed | None] = {}
        for one, face in self._in_turn(chosen):
            if not left:
                break
            shown = set(filter(face.shows, left))
            left -= shown
            if one not in chosen:
                found |= dict.fromkeys(shown, one)
        return found | dict.fromkeys(left)

    def _in_turn(self, chosen: Sequence[Installed]) -> Iterator[tuple[Installed, Face]]:
        """Every face that can be read: those chosen first, then all others."""
        for one in dict.fromkeys((*chosen, *self._installed)):
            face = self.read(one)
            if face is not None:
                yield one, face


def first_items(pieces: PaperPieces, characters: Sequence[str] | set[str]) -> dict[str, int]:
    """Characters with the position of the first item they stand in, 0 outside items, in the order of these."""
    first: dict[str, int] = {}
    for piece in (*pieces.body, *pieces.tail):
        for text in piece.texts():
            for char in characters:
                if char not in first and char in text:
                    first[char] = piece.position
    return dict(sorted(first.items(), key=lambda one: (one[1], one[0])))
