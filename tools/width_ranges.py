"""Makes the table of character widths, `briefing_tui/typeset/width_ranges.py`, from the Unicode data that wcwidth brings.

Run by `make widths` after an upgrade of wcwidth (constraints.txt says which); a test compares what it makes with what is
kept in the package. wcwidth's tables are those of EastAsianWidth.txt and DerivedGeneralCategory.txt; where it judges for
terminals of its own choice, the clauses below lead back to the standard and to what terminals without grapheme clusters do.
"""

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from wcwidth.table_ambiguous import AMBIGUOUS_EASTASIAN
from wcwidth.table_mc import CATEGORY_MC
from wcwidth.table_wide import WIDE_EASTASIAN
from wcwidth.table_zero import ZERO_WIDTH

PATH = Path(__file__).resolve().parent.parent / "src" / "briefing_tui" / "typeset" / "width_ranges.py"

CONTROLS = ((0x0, 0x1F), (0x7F, 0x9F))
"""Category Cc: no width of their own; whoever draws them puts a substitute there."""
PREPENDED = (
    *((0x600, 0x605), (0x6DD, 0x6DD), (0x70F, 0x70F), (0x890, 0x891)),
    *((0x8E2, 0x8E2), (0x110BD, 0x110BD), (0x110CD, 0x110CD)),
)
"""Prepended_Concatenation_Mark: Cf as all the others that take no cell; wcwidth gives them one."""
WIDE_MARKS = ((0x302E, 0x302F), (0x16FF0, 0x16FF1))
"""The spacing marks (Mc) that are wide by EastAsianWidth.txt; all others take one cell, wcwidth gives them none."""
FILLERS = {2: ((0x3164, 0x3164),), 1: ((0xFFA0, 0xFFA0),)}
"""Hangul fillers: letters (Lo) with a width by EastAsianWidth.txt; wcwidth gives them none."""
REGIONAL = ((0x1F1E6, 0x1F1FF),)
"""Letters of flags: one cell each (neutral by EastAsianWidth.txt), two for a flag; wcwidth gives two to either."""

TEMPLATE = '''"""Which characters take no cell, two, or as many as the terminal decides: ranges in hexadecimal, all others take one.

Made by `make widths` from the data of Unicode {version}; nothing here is written by hand.
"""

UNICODE_VERSION = "{version}"

ZERO = """
{zero}
"""

WIDE = """
{wide}
"""

AMBIGUOUS = """
{ambiguous}
"""
'''

Ranges = Iterable[tuple[int, int]]


def version() -> str:
    """The Unicode version that all the tables are of."""
    found = {
        name for table in (ZERO_WIDTH, WIDE_EASTASIAN, AMBIGUOUS_EASTASIAN, CATEGORY_MC) for name in table
    }
    (only,) = found
    return only


def characters(table: Mapping[str, Ranges] | Ranges) -> set[int]:
    """The code points of a table of wcwidth's or of plain ranges."""
    ranges = table[version()] if isinstance(table, Mapping) else table
    return {code for first, last in ranges for code in range(first, last + 1)}


def listed(codes: set[int]) -> str:
    """Code points as ranges, wrapped."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    words = (f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in ranges)
    return textwrap.fill(" ".join(words), 110, break_on_hyphens=False)


def made() -> str:
    """The module's text."""
    fillers = characters(FILLERS[1]) | characters(FILLERS[2])
    zero = characters(ZERO_WIDTH) - characters(CATEGORY_MC) - fillers
    zero |= characters(CONTROLS) | characters(PREPENDED)
    wide = characters(WIDE_EASTASIAN) - characters(REGIONAL)
    wide |= characters(WIDE_MARKS) | characters(FILLERS[2])
    ambiguous = characters(AMBIGUOUS_EASTASIAN) - zero - wide
    return TEMPLATE.format(
        version=version(), zero=listed(zero), wide=listed(wide - zero), ambiguous=listed(ambiguous)
    )


def main() -> None:
    PATH.write_text(made(), encoding="utf-8")
    print(f"{PATH.name}: Unicode {version()}")


if __name__ == "__main__":
    main()
