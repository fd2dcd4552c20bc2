"""How the pieces of an issue are written in a file: what a piece is given back that the file lost and gets again.

Made by `library.saving`, used by `update`.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from briefing_tui.library.format.arrays import ArrayEntry
from briefing_tui.library.format.origins import Piece, pieces_by_kind
from briefing_tui.library.format.statements import FileLayout, Node, Path
from briefing_tui.library.format.tables import Tables
from briefing_tui.library.format.toml.read import MARK
from briefing_tui.model.identity import UNKNOWN, identity_of
from briefing_tui.model.issue import Issue

PREFACE: Path = ("preface",)
ITEM: Path = ("section", "item")
_PATHS: dict[str, Path] = {
    "preface": PREFACE,
    "sections": ("section",),
    "items": ITEM,
    "distribution": ("distribution",),
    "corrections": ("correction",),
}
"""The tables of each kind of piece."""


class Lines(NamedTuple):
    """How a piece was written in a file, and what it said then."""

    piece: Piece
    written: Node | ArrayEntry
    """Its table, or its place in an array. Not to be changed."""


NONE: Mapping[int, Lines] = MappingProxyType({})


def lines_of(text: str, issue: Issue) -> dict[int, Lines]:
    """How each piece of `issue` is written in `text`, by identity; without those in a notation that has no lines of its own."""
    tables = Tables(FileLayout(text.removeprefix(MARK)), "\n")
    found: dict[int, Lines] = {}
    for kind, pieces in pieces_by_kind(issue).items():
        written = _written(tables, _PATHS[kind])
        if len(written) == len(pieces):
            found |= {
                identity_of(piece): Lines(piece, one) for piece, one in zip(pieces, written, strict=True)
            }
    found.pop(UNKNOWN, None)
    return found


def _written(tables: Tables, path: Path) -> Sequence[Node | ArrayEntry]:
    array = None if path in {PREFACE, ITEM} else tables.array(*path)
    return tables.layout.named(*path) if array is None else array.entries
