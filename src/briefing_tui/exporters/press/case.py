"""The type case: a folder with the fonts of one issue and no others, the large ones trimmed, and how typst calls them.

typst reads whole fonts, and those of a folder alone; so what is chosen is put there, as a link or as the part of it that is wanted.
"""

import os
from collections.abc import Iterable

import typst

from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.paper.piece import PaperPieces
from briefing_tui.exporters.press.faces import Faces
from briefing_tui.exporters.press.installed import Installed
from briefing_tui.exporters.press.trimmed import LEAST, trimmed

GETA = "〓"
"""What printers set for a character that their cases do not hold."""
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "—" + GETA
"""What the pages have besides the texts of an issue."""


class Case:
    """The fonts for one issue, in `folder`, which is empty before."""

    def __init__(self, faces: Faces, layout: Layout, pieces: PaperPieces, folder: str) -> None:
        self.faces = faces
        self.folder = folder
        self.elsewhere = faces.elsewhere(pieces)
        self._files: dict[Installed, str] = {}
        for one, characters in self._wanted(layout, pieces).items():
            self._put(one, characters)
        self.fonts = self._seen()
        there = self._there()
        self.refused = {one for one, path in self._files.items() if os.path.realpath(path) not in there}
        """What typst does not take for a font."""
        self._called = {
            (os.path.realpath(str(info.path)), info.index): info.family for info in self.fonts.fonts()
        }

    def _wanted(self, layout: Layout, pieces: PaperPieces) -> dict[Installed, set[str]]:
        """The faces that are put there, and for which characters."""
        found: dict[Installed, set[str]] = {}
        looks = _by_look(layout, pieces)
        for (name, bold), characters in looks.items():
            fonts = self.faces.of_list(name, bold=bold)
            for one in fonts[:1] if name == "latin" else fonts:
                found.setdefault(one, set(_ALWAYS)).update(characters)
        strays = {
            char
            for (name, _bold), characters in looks.items()
            for one in self.faces.of_list(name, bold=False)[:1]
            if (face := self.faces.read(one)) is not None  # its bold has the same
            for char in characters
            if not face.shows(char)
        }
        for characters in found.values():
            characters.update(strays)
        for char, other in self.elsewhere.items():
            if other is not None:
                found.setdefault(other, set()).add(char)
        return found

    def _put(self, one: Installed, characters: Iterable[str]) -> None:
        """A face in the folder: trimmed when it is large and can be, else a link to its file."""
        path = os.path.join(self.folder, f"{len(self._files):03}{os.path.splitext(one.path)[1].lower()}")
        data = trimmed(one.path, one.number, characters) if os.path.getsize(one.path) >= LEAST else None
        if data is None:
            os.symlink(os.path.realpath(one.path), path)
        else:
            path = os.path.splitext(path)[0] + ".otf"
            with open(path, "xb") as file:
                file.write(data)
        self._files[one] = path

    def _seen(self) -> "typst.Fonts":
        """The fonts as typst sees them; one that it does not take trimmed is given to it whole."""
        self.fonts = self._look()
        there = self._there()
        left = [
            (one, path) for one, path in self._files.items() if path not in there and not os.path.islink(path)
        ]
        for one, path in left:
            os.unlink(path)
            os.symlink(os.path.realpath(one.path), path)
        return self._look() if left else self.fonts

    def _there(self) -> set[str]:
        """The files that typst takes for fonts; it tells links by what they lead to."""
        return {os.path.realpath(str(info.path)) for info in self.fonts.fonts()}

    def _look(self) -> "typst.Fonts":
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[self.folder])

    @property
    def missing(self) -> set[str]:
        """Characters that no font of this machine has."""
        return {char for char, one in self.elsewhere.items() if one is None}

    def families(self, name: str) -> list[object]:
        """What typst is told for a list of the layout: the Latin font for what stands on a keyboard, then the others."""
        latin = self._names("latin")[0]
        return [{"name": latin, "covers": "keyboard"}, *self._names(name)]

    def _names(self, name: str) -> list[str]:
        found: dict[str, None] = {}
        for one in (*self.faces.of_list(name, bold=False), *self.faces.of_list(name, bold=True)):
            path = self._files.get(one, "")
            place = (os.path.realpath(path), one.number if os.path.islink(path) else 0)
            if path and place in self._called:
                found[self._called[place]] = None
        return list(found)

    def has_bold(self, name: str) -> bool:
        """Whether the first font of a list has a bold face."""
        return self.faces.has_bold(name)


def _by_look(layout: Layout, pieces: PaperPieces) -> dict[tuple[str, bool], set[str]]:
    """For each list of the layout, regular and bold, what is set in it."""
    found: dict[tuple[str, bool], set[str]] = {
        (name, bold): set() for name in layout.fonts for bold in (False, True)
    }
    for piece in (*pieces.body, *pieces.tail):
        style = layout.style(piece.style)
        for run in piece.runs:
            look = layout.style(run.style) if run.style else style
            found[look.font, look.bold].update(run.text)
        found[style.font, style.bold].update(piece.right)
        for number, row in enumerate(piece.rows):
            found[layout.style("body").font, not number].update("".join(row))
    latin = any(found[look] for look in found if look[1])
    return {
        (name, bold): characters
        for (name, bold), characters in found.items()
        if characters or not bold or (name == "latin" and latin)
    }
