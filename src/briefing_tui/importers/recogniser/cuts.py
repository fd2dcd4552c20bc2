"""Paragraphs that a page's end or the page's measure has cut are put together again, by the rule of `text.unwrap`.

What an import knows beyond the text of a line: the titles that the contents block confirms, and the lines that can only
belong to the tail. Every join is listed in the ledger.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from briefing_tui.importers.recogniser.labels import is_page_furniture, is_web_line
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.source import ends_with_origin
from briefing_tui.importers.recogniser.tail import starts_tail_line
from briefing_tui.importers.report import Joined, Ledger
from briefing_tui.text.unwrap import ALONE, CERTAIN, POSSIBLE, TextLine, fitted, unwrap

_SHOWN = 8
"""Characters either side of a join that are listed."""


def join_cuts(
    lines: Sequence[SourceLine], is_title: Callable[[str], bool], ledger: Ledger
) -> list[SourceLine]:
    """`lines` as whole paragraphs, each with the number of its first. `is_title` knows the titles of the contents block."""
    done: list[SourceLine] = []
    known = [_known(line, is_title) for line in lines]
    for at in range(1, len(lines)):
        if known[at].begins < CERTAIN and ends_with_origin(lines[at - 1].text):
            known[at] = known[at]._replace(begins=CERTAIN)
    placed = any(line.room is not None for line in lines)
    for paragraph in unwrap(known if placed else fitted(known)):
        parts = lines[paragraph.first : paragraph.first + len(paragraph.starts)]
        for before, line in pairwise(parts):
            ledger.joined.append(Joined(line.number, before.text[-_SHOWN:], line.text[:_SHOWN]))
        done.append(parts[0]._replace(text=paragraph.text))
    return done


def _known(line: SourceLine, is_title: Callable[[str], bool]) -> TextLine:
    begins = POSSIBLE
    if is_title(line.text) or is_web_line(line.text) or is_page_furniture(line.text):
        begins = ALONE
    elif line.begins or starts_tail_line(line.text):
        begins = CERTAIN
    return TextLine(line.text, line.indent, line.gap, line.room, begins)
