"""Paragraphs that a page's end or the page's measure has cut are put together again.

A paragraph was cut if its line does not end in 。！？：；”）… and the next line starts no label: they are joined with
nothing between (a blank where two Latin words meet). A short line without a label's company is a head, not a cut.
Text hard-wrapped at a measure is told by most of its lines being equally long.
"""

from collections.abc import Callable, Sequence

from briefing_tui.importers.recogniser.lines import Line, is_latin, width
from briefing_tui.importers.recogniser.tail import starts_tail_line
from briefing_tui.importers.report import Joined, Ledger
from briefing_tui.text.marks import (
    HEAD_LIMIT,
    SENTENCE_END,
    Balance,
    bracket_head,
    is_rule,
    is_table_row,
    read_mark,
    run_in_bracket,
)

_MIN_WRAPPED = 6
"""Lines a text needs before its shape says anything."""
_SLACK = 5
"""Cells by which a full line may fall short of the measure: line-break rules move up to two 汉字 down."""


def join_cuts(lines: Sequence[Line], is_title: Callable[[str], bool], ledger: Ledger) -> list[Line]:
    """`lines` as whole paragraphs. `is_title` knows the titles that the contents block confirms."""
    measure = wrap_measure(lines)
    indented = measure > 0 and _uses_indent(lines)
    done: list[Line] = []
    open_line = _Growing()
    for line in lines:
        if open_line.pieces and not is_title(open_line.text_if_single()) and not is_title(line.text):
            cut = open_line.is_cut(line)
            if measure and not cut:
                cut = open_line.goes_on(line, measure, indented=indented)
            if cut:
                open_line.add(line, ledger)
                continue
        if open_line.pieces:
            done.append(open_line.finish())
        open_line = _Growing(line)
    if open_line.pieces:
        done.append(open_line.finish())
    return done


def wrap_measure(lines: Sequence[Line]) -> int:
    """The cells at which the text was hard-wrapped, or 0 when its lines are whole paragraphs."""
    widths = sorted(line.indent + width(line.text) for line in lines)
    if len(widths) < _MIN_WRAPPED:
        return 0
    measure = widths[-1 - len(widths) // 20]
    if not 30 <= measure <= 140 or widths[-1] > measure + 2 * _SLACK:
        return 0
    full = [line for line in lines if line.indent + width(line.text) >= measure - _SLACK]
    cut = sum(1 for line in full if line.text[-1] not in SENTENCE_END)
    return measure if len(full) * 5 >= len(lines) * 2 and cut * 2 >= len(full) else 0


def starts_label(text: str) -> bool:
    """Whether a line begins something new whatever stood before: a number, bullet, head, row or tail line."""
    return (
        read_mark(text) is not None
        or bool(bracket_head(text))
        or run_in_bracket(text) is not None
        or is_rule(text)
        or is_table_row(text)
        or text.startswith(("#", "```"))
        or starts_tail_line(text)
    )


class _Growing:
    """A paragraph being put together; knows what it needs of its text without reading it again."""

    def __init__(self, line: Line | None = None) -> None:
        self.pieces: list[str] = []
        if line is None:
            return
        self.first = self.last = line
        self.pieces.append(line.text)
        self.length = len(line.text)
        self.balance = Balance(line.text)
        self.sentence = "。" in line.text
        self.fixed = is_rule(line.text) or is_table_row(line.text) or bool(bracket_head(line.text))

    def text_if_single(self) -> str:
        """The text while it is one line: a title is never grown."""
        return self.pieces[0] if len(self.pieces) == 1 else ""

    def is_cut(self, following: Line) -> bool:
        """The rule for page cuts."""
        end = self.last.text[-1]
        if self.fixed or end in SENTENCE_END:
            return False
        if end == "." and len(self.last.text) > 1 and is_latin(self.last.text[-2]):
            return False
        unfinished = self.sentence or self.length > HEAD_LIMIT or end in "，、," or self.balance.open
        return unfinished and not starts_label(following.text)

    def goes_on(self, following: Line, measure: int, *, indented: bool) -> bool:
        """The rule for hard-wrapped text: a full line goes on, unless the next is indented or begins something."""
        line = self.last
        used = line.indent + width(line.text)
        if self.fixed or used < measure - _SLACK or starts_label(following.text):
            return False
        if indented and following.indent >= 2 and (following.indent > line.indent or len(self.pieces) > 1):
            return False
        if line.text[-1] in SENTENCE_END and following.gap:
            return False
        return indented or line.text[-1] not in SENTENCE_END or used >= measure - 1

    def add(self, line: Line, ledger: Ledger) -> None:
        """Join `line` on."""
        before, after = self.last.text[-1], line.text[0]
        both_words = is_latin(before) and is_latin(after) and not (before.isdigit() and after.isdigit())
        gap = " " if both_words or (before in ",.;:" and is_latin(after)) else ""
        ledger.joined.append(Joined(line.number, self.last.text[-8:], line.text[:8]))
        self.pieces += (gap, line.text)
        self.length += len(line.text)
        self.balance.feed(line.text)
        self.sentence = self.sentence or "。" in line.text
        self.last = line

    def finish(self) -> Line:
        """The paragraph as one line with the number of its first."""
        return self.first if len(self.pieces) == 1 else self.first._replace(text="".join(self.pieces))


def _uses_indent(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are told by an indented first line."""
    return sum(1 for line in lines if 2 <= line.indent <= 8) >= 3 and any(line.indent < 2 for line in lines)
