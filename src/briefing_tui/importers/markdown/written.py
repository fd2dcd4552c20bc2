"""Markdown that was printed, or pasted into a Word file, as it was written: its marks are in the text. Called by `documents`.

The lines that a page cut are put together: one that is full goes on in the next, unless a blank line or a mark of Markdown says that
another thing begins.
"""

import re
from collections.abc import Sequence

from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.places import SLACK, first_word, together
from briefing_tui.importers.report import Joined, Ledger
from briefing_tui.text.marks import is_rule, read_mark

FENCES = ("```", "~~~")
_HEADING = re.compile(r"#{2,6}[ \t\u3000]*[^#\s]")
_LEAST = 2
"""Headings that say that a text is Markdown: one such line may be anything."""
_BEGINS = ("#", ">", "|", "![", *FENCES)
_SHOWN = 8


def is_written(lines: Sequence[SourceLine]) -> bool:
    """Whether the lines of a file are Markdown as it was written: they have its headings, and none by their style."""
    found = sum(_HEADING.match(line.text) is not None for line in lines)
    return found >= _LEAST and not any(line.level for line in lines)


def join_written(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """The lines as they were written. `ledger` hears of every join."""
    done: list[SourceLine] = []
    before: SourceLine | None = None
    for line in lines:
        if before is not None and _goes_on(before, line):
            ledger.joined.append(Joined(line.number, before.text[-_SHOWN:], line.text[:_SHOWN]))
            done[-1] = together(done[-1], line)
        else:
            done.append(line)
        before = line
    return done


def _goes_on(before: SourceLine, line: SourceLine) -> bool:
    if before.room is None or line.gap or is_rule(before.text) or is_rule(line.text):
        return False
    if line.text.startswith(_BEGINS) or before.text.startswith(FENCES) or read_mark(line.text) is not None:
        return False
    return line.indent <= before.indent and before.room < SLACK + first_word(line.text)
