"""How many terminal cells a text takes: one range table, one switch for ambiguous width.

Called by the line breaker, the page, the tables, and the framework's hooks. Widths are cells (0, 1 or 2 a character).
`ambiguous` is 1 or 2: what the terminal gives to the characters of East Asian Width class A (“ ” — … · ① and box
drawing), as told by the probe or the settings. Promises: a character's width never depends on what stands beside it, so
a text is as wide as the parts it is cut into, wherever it is cut; any string is accepted, lone surrogates and controls included.

That is how terminals without grapheme clusters count (xterm, PuTTY, tmux 3.3a): a keycap is its digit, a joined family its
members one by one. For terminals that join, the screens leave out what joins (`tui.terminal.framework`).
The table is made from the Unicode data by `make widths` and stands in `width_ranges`.
"""

from bisect import bisect_right
from collections.abc import Iterable

from briefing_tui.typeset import width_ranges

_TAB = "\t"
ELLIPSIS = "…"


class _Table:
    """The ranges as one sorted list of places where the class changes; built at the first odd character."""

    starts: tuple[int, ...] = ()
    kinds: tuple[int, ...] = ()

    @classmethod
    def kind(cls, code: int) -> int:
        """0 zero width, 1 narrow, 2 wide, 3 ambiguous."""
        if not cls.starts:
            cls._build()
        return cls.kinds[bisect_right(cls.starts, code) - 1]

    @classmethod
    def _build(cls) -> None:
        changes = {0: 1}
        for kind, ranges in ((0, width_ranges.ZERO), (2, width_ranges.WIDE), (3, width_ranges.AMBIGUOUS)):
            for entry in ranges.split():
                first, _, last = entry.partition("-")
                changes[int(first, 16)] = kind
                changes.setdefault(int(last or first, 16) + 1, 1)
        cls.starts = tuple(sorted(changes))
        cls.kinds = tuple(changes[start] for start in cls.starts)


class _Widths(dict[str, int]):
    """Width of each character met so far; a plain dict lookup is what makes a megabyte cheap."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, char: str) -> int:
        code = ord(char)
        if 0x4E00 <= code <= 0x9FFF or 0xFF01 <= code <= 0xFF5E:
            width = 2
        elif char == _TAB:
            width = 1
        else:
            kind = _Table.kind(code)
            width = self._ambiguous if kind == 3 else kind
        self[char] = width
        return width


_NARROW, _DOUBLE = _Widths(1), _Widths(2)


def width_table(ambiguous: int = 1) -> dict[str, int]:
    """Character → cells, filled as it is asked; read with `[]` only."""
    return _DOUBLE if ambiguous == 2 else _NARROW


def char_width(char: str, ambiguous: int = 1) -> int:
    """Cells of one character: 0, 1 or 2. A tab counts 1 (the page shows it as a blank)."""
    return width_table(ambiguous)[char]


def char_widths(text: str, ambiguous: int = 1) -> Iterable[int]:
    """Cells of each character in turn."""
    return map(width_table(ambiguous).__getitem__, text)


def cell_width(text: str, ambiguous: int = 1) -> int:
    """Cells of `text` on one line."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(char_widths(text, ambiguous))


def fit(text: str, cells: int, ambiguous: int = 1) -> int:
    """How many characters of `text`, from its start, fit into `cells`; marks that take no cell stay with their base."""
    if text.isascii() and text.isprintable():
        return min(len(text), max(cells, 0))
    total = 0
    for index, width in enumerate(char_widths(text, ambiguous)):
        total += width
        if total > cells:
            return index
    return len(text)


def truncate(text: str, cells: int, ambiguous: int = 1) -> str:
    """`text`, or as much of it as fits into `cells` with a `…` behind; empty when not even that fits."""
    if cell_width(text, ambiguous) <= cells:
        return text
    mark = char_width(ELLIPSIS, ambiguous)
    if cells < mark:
        return ""
    return text[: fit(text, cells - mark, ambiguous)] + ELLIPSIS


def pad(text: str, cells: int, ambiguous: int = 1, *, right: bool = False) -> str:
    """`text` filled with blanks to `cells`, or truncated to them; `right` puts the blanks before it."""
    shown = truncate(text, cells, ambiguous)
    blanks = " " * (cells - cell_width(shown, ambiguous))
    return blanks + shown if right else shown + blanks
