"""The one rule for paragraphs that the edge of a page, of a screen or of a mail has cut: which lines go on in the next.

Called by the import and by the clean-up of pasted text. They bring the lines and what they know of their places; the
rule knows the marks of Chinese text. Pure; time is linear in the text. Widths are cells, near enough: all that is not
Latin takes two.

A line goes on when its paragraph cannot end there (a comma, an open bracket), when it has no 。！？：；”）… at its end
though it is no head (a sentence stands in it, or it is longer than a head), and when it is full: it reaches the measure
at which the text was wrapped. It never goes on in a line that begins something: a number, a bullet, a head, a row.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

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

POSSIBLE, LIKELY, CERTAIN, ALONE = range(4)
"""Whether a paragraph begins with a line, by what is known beyond its text. POSSIBLE: the rule decides. LIKELY: yes, unless
the line before cannot be an end. CERTAIN: yes. ALONE: yes, and nothing goes on from it either, as with a title."""
DOCUMENT_LINES, PASSAGE_LINES = 6, 3
"""Lines before the shape of a text says anything: a document has heads among them, a pasted passage has none."""
SLACK = 5
"""Cells by which a full line may fall short of the measure: line-break rules move up to two 汉字 down."""
_LEAST_MEASURE, _MOST_MEASURE = 30, 140
"""Cells between which programs wrap lines; longer ones are whole paragraphs."""


class TextLine(NamedTuple):
    """One line that is not blank."""

    text: str
    """Bare of blanks at both ends."""
    indent: int = 0
    """Cells of blanks before it."""
    gap: int = 0
    """Blank lines before it."""
    room: int | None = None
    """Cells free behind it up to the measure, less than 0 beyond it; None when no measure is known (`fitted`)."""
    begins: int = POSSIBLE

    @property
    def full(self) -> bool:
        """Whether it reaches the measure."""
        return self.room is not None and self.room <= SLACK


class Unwrapped(NamedTuple):
    """A whole paragraph."""

    text: str
    first: int
    """Index of its first line."""
    starts: tuple[int, ...]
    """Where each of its lines begins in `text`, in characters; a blank that was put between two lines stands before it."""


def fitted(lines: Sequence[TextLine], least: int = DOCUMENT_LINES) -> list[TextLine]:
    """The lines with their room when most are equally long, so that they show a measure; as they are when not.

    Fewer than `least` show none.
    """
    widths = [line.indent + _width(line.text) for line in lines]
    measure = _measure(lines, widths) if len(lines) >= least else 0
    if not measure:
        return list(lines)
    return [line._replace(room=measure - width) for line, width in zip(lines, widths, strict=True)]


def unwrap(lines: Sequence[TextLine]) -> list[Unwrapped]:
    """The paragraphs, in order; each line is in one of them, joined with nothing between or a blank between Latin words."""
    indented = _uses_indent(lines)
    done: list[Unwrapped] = []
    growing: _Growing | None = None
    for index, line in enumerate(lines):
        if growing is not None and growing.goes_on(line, indented=indented):
            growing.add(line)
            continue
        if growing is not None:
            done.append(growing.finish())
        growing = _Growing(line, index)
    if growing is not None:
        done.append(growing.finish())
    return done


def indent_of(line: str) -> int:
    """Cells of the blanks before a line; a tab is four."""
    cells = 0
    for char in line:
        if not char.isspace():
            break
        cells += {"\u3000": 2, "\t": 4}.get(char, 1)
    return cells


def _width(text: str) -> int:
    return len(text) + sum(1 for char in text if char >= "\u2010")


def _measure(lines: Sequence[TextLine], widths: Sequence[int]) -> int:
    """The cells at which the text was wrapped, or 0 when its lines are whole paragraphs."""
    ordered = sorted(widths)
    measure = ordered[-1 - len(ordered) // 20]
    if not _LEAST_MEASURE <= measure <= _MOST_MEASURE or ordered[-1] > measure + 2 * SLACK:
        return 0
    full = [line for line, width in zip(lines, widths, strict=True) if width >= measure - SLACK]
    cut = sum(1 for line in full if line.text[-1] not in SENTENCE_END)
    return measure if len(full) * 5 >= len(lines) * 2 and cut * 2 >= len(full) else 0


def _uses_indent(lines: Sequence[TextLine]) -> bool:
    """Whether the paragraphs of a wrapped text are told by an indented first line."""
    return sum(1 for line in lines if 2 <= line.indent <= 8) >= 3 and any(line.indent < 2 for line in lines)


def _starts_label(text: str) -> bool:
    """Whether a line begins something new whatever stood before: a number, bullet, head or row."""
    return (
        read_mark(text) is not None
        or _stands_alone(text)
        or run_in_bracket(text) is not None
        or text.startswith(("#", "```"))
    )


def _stands_alone(text: str) -> bool:
    return is_rule(text) or is_table_row(text) or bool(bracket_head(text))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


class _Growing:
    """A paragraph being put together; knows what it needs of its text without reading it again."""

    def __init__(self, line: TextLine, index: int) -> None:
        self._index = index
        self._lines = [line]
        self._length = len(line.text)
        self._balance = Balance(line.text)
        self._sentence = "。" in line.text
        self._alone = line.begins == ALONE or _stands_alone(line.text)

    def goes_on(self, following: TextLine, *, indented: bool) -> bool:
        """Whether `following` belongs to the paragraph."""
        if self._alone or following.begins >= CERTAIN:
            return False
        on = self._is_cut(following) or (
            self._lines[-1].full and self._is_wrapped(following, indented=indented)
        )
        return on and not _starts_label(following.text)

    def _is_cut(self, following: TextLine) -> bool:
        """Whether the paragraph is not at its end: where a page was cut, nothing else tells."""
        text = self._lines[-1].text
        if text[-1] in SENTENCE_END or (text[-1] == "." and len(text) > 1 and _is_latin(text[-2])):
            return False
        if text[-1] in "，、," or self._balance.open:
            return True
        return (self._sentence or self._length > HEAD_LIMIT) and following.begins < LIKELY

    def _is_wrapped(self, following: TextLine, *, indented: bool) -> bool:
        """Whether a full line goes on: unless the next is indented, or a sentence happens to end with the line."""
        line = self._lines[-1]
        if following.begins == LIKELY:
            return False
        if indented and following.indent >= 2 and (following.indent > line.indent or len(self._lines) > 1):
            return False
        if line.text[-1] in SENTENCE_END and following.gap:
            return False
        return indented or line.text[-1] not in SENTENCE_END or (line.room is not None and line.room <= 1)

    def add(self, line: TextLine) -> None:
        """Join `line` on."""
        self._lines.append(line)
        self._length += len(line.text)
        self._balance.feed(line.text)
        self._sentence = self._sentence or "。" in line.text

    def finish(self) -> Unwrapped:
        """The paragraph."""
        parts, starts = [self._lines[0].text], [0]
        end = len(parts[0])
        for before, line in pairwise(self._lines):
            blank = between(before.text[-1], line.text[0])
            parts += (blank, line.text)
            starts.append(end + len(blank))
            end = starts[-1] + len(line.text)
        return Unwrapped("".join(parts), self._index, tuple(starts))


def between(before: str, after: str) -> str:
    """What parts two lines that are joined, by the characters that meet: a blank between Latin words and behind Latin marks; a figure is not parted."""
    if not _is_latin(after):
        return ""
    words = _is_latin(before) and not (before.isdigit() and after.isdigit())
    return " " if words or before in ",.;:" else ""
