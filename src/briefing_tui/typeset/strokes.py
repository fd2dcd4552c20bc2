"""The characters of rules and table frames, each one cell wide on the terminal they are drawn for.

Called by the layout and the tables. Box drawing is ambiguous width: terminals that give such characters two cells
draw it in either one or two, with gaps, so there the frames are ASCII.
"""

from typing import NamedTuple


class Strokes(NamedTuple):
    """One set of characters; joints are left, middle, right."""

    heavy: str
    light: str
    bar: str
    top: str
    middle: str
    bottom: str


_BOXES = Strokes("━", "─", "│", "┌┬┐", "├┼┤", "└┴┘")
_ASCII = Strokes("=", "-", "|", "+++", "+++", "+++")


def strokes(ambiguous: int) -> Strokes:
    """The set for a terminal whose ambiguous characters take `ambiguous` cells."""
    return _ASCII if ambiguous == 2 else _BOXES
