"""Which fonts of this machine set an issue: for each list of the layout the first that is there, the house's folders before the system's."""

from collections.abc import Iterator, Sequence

import typst

from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.paper.pieces import Piece, Pieces
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
    """The fonts for one layout."""

    def __init__(self, layout: Layout, folders: Sequence[str]) -> None:
        self.layout = layout
        self.fonts = typst.Fonts(include_embedded_fonts=False, font_paths=list(folders))
        self._infos = [info for info in self.fonts.fonts() if info.style == "normal"]
        self._known: dict[tuple[str, int], Face | None] = {}
        there = {info.family for info in self._infos}
        self.chinese = self._some_chinese(layout, there)
        self._chosen = {name: self._choose(families, there) for name, families in layout.fonts.items()}

    def _choose(self, families: Sequence[str], there: set[str]) -> tuple[str, ...]:
        """The families of a list that are there, then any with Chinese."""
        found = [family for family in families if family in there]
        return tuple(dict.fromkeys((*found, *self.chinese)))

    def _some_chinese(self, layout: Layout, there: set[str]) -> tuple[str, ...]:
        """Families that have Chinese, those of the layout first; the first few that are found."""
        wanted = [family for name in ("fang", *layout.fonts) for family in layout.fonts[name]]
        for family in dict.fromkeys((*wanted, *_CHOSEN)):
            if family in there and self._has_chinese(family):
                return (family,)
        for family in sorted(there):
            if self._has_chinese(family):
                return (family,)
        return ()

    def _has_chinese(self, family: str) -> bool:
        face = self._face(family, bold=False)
        return face is not None and all(map(face.shows, _PROBE))

    def _face(self, family: str, *, bold: bool) -> Face | None:
        """The face of a family that is nearest to the weight."""
        infos = [info for info in self._infos if info.family == family and info.path]
        if not infos:
            return None
        wanted = 700 if bold else 400
        info = min(infos, key=lambda one: abs(one.weight - wanted))
        return self._read(str(info.path), info.index)

    def _read(self, path: str, index: int) -> Face | None:
        place = (path, index)
        if place not in self._known:
            try:
                self._known[place] = read_face(path, index)
            except (ValueError, OSError):
                self._known[place] = None
        return self._known[place]

    def families(self, name: str) -> list[object]:
        """What typst is told for a list of the layout: the Latin font for what stands on a keyboard, then the others."""
        latin = self._chosen["latin"][0]
        return [{"name": latin, "covers": "keyboard"}, *self._chosen[name]]

    def has_bold(self, name: str) -> bool:
        """Whether the first font of a list has a bold face."""
        first = self._chosen[name][0]
        return any(info.family == first and info.weight >= _BOLD for info in self._infos)

    def widths(self, *, bold: bool) -> dict[str, float]:
        """Em of what need not be one em wide: what stands on a keyboard as the Latin font has it, the rest as that of the body."""
        chinese = self._face(self._chosen["fang"][0], bold=False)
        latin = self._face(self._chosen["latin"][0], bold=bold)
        widths = dict(chinese.widths) if chinese is not None else {}
        if latin is not None:
            widths |= {char: width for char, width in latin.widths.items() if char <= "~"}
        return widths

    def missing(self, pieces: Pieces) -> dict[str, int]:
        """Characters that no font of this machine has, with the position of the first item they stand in; 0 outside items."""
        first: dict[str, int] = {}
        for piece in (*pieces.body, *pieces.tail):
            for text in _texts(piece):
                for char in set(text):
                    if char > "~":
                        first.setdefault(char, piece.position)
        left = set(first)
        for face in self._in_turn():
            left = {char for char in left if not face.shows(char)}
            if not left:
                return {}
        return {char: first[char] for char in sorted(left, key=lambda one: (first[one], one))}

    def _in_turn(self) -> Iterator[Face]:
        """Every face: those chosen first, then all others."""
        chosen = dict.fromkeys(family for families in self._chosen.values() for family in families)
        for family in chosen:
            face = self._face(family, bold=False)
            if face is not None:
                yield face
        for info in self._infos:
            if info.path and (face := self._read(info.path, info.index)) is not None:
                yield face


def _texts(piece: Piece) -> Iterator[str]:
    for run in piece.runs:
        yield run.text
    yield piece.right
    for row in piece.rows:
        yield from row
