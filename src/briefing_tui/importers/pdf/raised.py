"""Small raised characters: the marks of footnotes, the exponents of units. They stand in the row whose text they belong to. Pure."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from briefing_tui.importers.pdf.glyphs import Glyph

_SMALL = 0.8
"""Times the size of the text that raised characters have at most."""
_RAISED = (0.15, 0.8)
"""Sizes by which they stand above the text."""
_BESIDE = 0.6
"""Sizes between them and the text beside them."""
_SIGNS = "0123456789*†‡"
_LONGEST = 3
_EXPONENTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def with_raised(rows: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """The rows of a page, from the top; raised characters stand where they are read: m², a mark of a note as [1]."""
    done: list[list[Glyph]] = []
    waiting: list[list[Glyph]] = []
    for one, loose in map(_with_own, rows):
        row, waiting = _with_waiting(one, waiting, done)
        if not waiting and not loose and row is one and _may_be_raised(row):
            waiting = [row]
            continue
        done.append(row)
        if loose:
            waiting.append(loose)
    return [*done, *waiting]


def _with_waiting(
    row: list[Glyph], waiting: list[list[Glyph]], done: list[list[Glyph]]
) -> tuple[list[Glyph], list[list[Glyph]]]:
    """`row` with the raised characters that belong to it, and those that wait on: a row of another column may stand between them and their text.
    What none took is a row of its own.
    """
    left: list[list[Glyph]] = []
    for raised in waiting:
        taken = _taken(raised, row)
        if taken is not None:
            row = taken
        elif row[0].base - raised[0].base < _RAISED[1] * max(glyph.size for glyph in row):
            left.append(raised)
        else:
            done.append(raised)
    return row, left


def _with_own(row: list[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """A row, its own raised characters set down: beside another column they fall into its row at once. And those that belong to the next row,
    of which only the other column stands here.
    """
    sizes = [glyph[4] for glyph in row]
    largest = max(sizes)
    if min(sizes) >= largest * _SMALL:
        return row, []
    small = [glyph for glyph in row if glyph.size < largest * _SMALL and glyph.char in _SIGNS]
    if not small or len(small) == len(row):
        return row, []
    places = {id(glyph) for glyph in small}
    rest = [glyph for glyph in row if id(glyph) not in places]
    loose = [glyph for glyph in small if _is_apart(glyph, rest, largest)]
    own = [glyph for glyph in small if glyph not in loose]
    taken = _taken(own, rest) if own else rest
    return (row, []) if taken is None else (taken, loose)


def _is_apart(one: Glyph, rest: Sequence[Glyph], size: float) -> bool:
    """Whether nothing of a row stands beside a character."""
    return all(
        other.left - one.right > _BESIDE * size or one.left - other.right > _BESIDE * size for other in rest
    )


def _may_be_raised(row: Sequence[Glyph]) -> bool:
    """Whether a row is nothing but digits, a few in each place."""
    return len(row) <= 8 * _LONGEST and all(glyph.char in _SIGNS for glyph in row)


def _taken(raised: Sequence[Glyph], row: list[Glyph]) -> list[Glyph] | None:
    """`row` with the raised characters of the row above; None when they do not belong to it."""
    size = max(glyph.size for glyph in row)
    low, high = _RAISED
    if any(glyph.size > size * _SMALL for glyph in raised):
        return None
    merged = sorted([*row, *raised], key=itemgetter(1))
    places = {id(glyph) for glyph in raised}
    done: list[Glyph] = []
    at = 0
    for is_raised, some in groupby(merged, key=lambda glyph: id(glyph) in places):
        run = list(some)
        at += len(run)
        if not is_raised:
            done += run
            continue
        before = done[-1] if done else None
        if before is not None and run[0].left - before.right >= _BESIDE * size:
            before = None  # another column
        behind = merged[at : at + 1]
        beside = before or (behind[0] if behind else None)
        if beside is None or not low * size < beside.base - run[0].base < high * size:
            return None
        if len(run) > _LONGEST or not _touches(run, before, behind[0] if behind else None, size):
            return None
        done += _set_down(run, before, beside.base, size)
    return done


def _touches(run: Sequence[Glyph], before: Glyph | None, behind: Glyph | None, size: float) -> bool:
    """Whether text stands right beside raised characters."""
    return (before is not None and run[0].left - before.right < _BESIDE * size) or (
        before is None and behind is not None and behind.left - run[-1].right < _BESIDE * size
    )


def _set_down(run: Sequence[Glyph], before: Glyph | None, base: float, size: float) -> list[Glyph]:
    """Raised characters as they are written in a line: an exponent behind a unit of letters, else the mark of a note."""
    text = "".join(glyph.char for glyph in run)
    if before is not None and before.char.isascii() and before.char.isalpha():
        written = text.translate(_EXPONENTS)
    else:
        written = f"[{text}]"
    first = run[0]._replace(base=base, size=size, right=run[-1].right, spaced=False)
    return [first._replace(char=written)]
