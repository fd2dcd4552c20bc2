"""A body's text as blocks: paragraphs, headings of the official ladder, tables.

One paragraph a line; nothing is mark-up. The ladder is 一、 → （一） → 1. → （1） (GB/T 9704-2012, 7.3.3); brackets
may be half-width and a space may follow, as texts from PDFs have them. Pure; used by the page, the outline, the
importers and the proof rules.
"""

from typing import NamedTuple

from briefing_tui.text.late_pattern import late
from briefing_tui.text.marks import BULLETS, read_mark
from briefing_tui.text.numerals import NUMBER_BEGINS, NUMERAL

HEADING_LIMIT = 40
"""Characters: a labelled line longer than this is a paragraph, unless a short lead ends in 。 (then that is bold)."""

_LABEL = late(
    rf"(?:(?P<l1>{NUMERAL}、)|(?P<l2>[（(]{NUMERAL}[）)])|(?P<l3>[0-9]{{1,2}}[.．](?![0-9]))|(?P<l4>[（(][0-9]{{1,2}}[）)]))[ \u3000]*"
)
_MARKED = late(
    r"(?:[一二三四五六七八九十]{1,3}是|(?:第[一二三四五六七八九十]{1,3}|首先|其次|再次|最后)[，,])"
)
BLANKS = " \t\u3000\r"
"""Characters that carry nothing at either end of a line."""
_LABEL_BEGINS = frozenset("零〇○一二三四五六七八九十百千两廿卅（(0123456789" + BLANKS)
_NUMERALS = frozenset("零〇○一二三四五六七八九十百千两廿卅")
_PART_BEGINS = NUMBER_BEGINS | frozenset("-*+·–—`>" + BULLETS)
_STOPS = "。；！？;!?"


class Heading(NamedTuple):
    """A short line numbered in the ladder."""

    line: int
    """Index of the line in the body, from 0."""
    text: str
    """The whole line, label included."""
    level: int
    """1 to 4: 一、 （一） 1. （1）."""


class Paragraph(NamedTuple):
    """Ordinary text, perhaps with a bold lead."""

    line: int
    text: str
    lead: int = 0
    """Characters of the bold lead (run-in head or 一是…), from the paragraph's start, its 。 included; 0 for none."""
    level: int = 0
    """1 to 4 when the lead is a head of the ladder, which the outline then shows; else 0."""


class Table(NamedTuple):
    """Neighbouring lines that begin with `|`."""

    line: int
    rows: tuple[tuple[str, ...], ...]
    """Cells stripped of blanks; rows may differ in length. A row of dashes only (Markdown's rule) is not here."""


Block = Heading | Paragraph | Table


def parse_body(text: str) -> tuple[Block, ...]:
    """The blocks of a body. Blank lines separate nothing and are skipped; every other character is in some block."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    start = 0
    for index, raw in enumerate(text.split("\n")):
        line = raw.strip(BLANKS)
        if line.startswith("|"):
            if not rows:
                start = index
            rows.append(split_row(line))
            continue
        if rows:
            blocks.append(Table(start, without_rule(rows)))
            rows = []
        if line:
            blocks.append(classify(line, index))
    if rows:
        blocks.append(Table(start, without_rule(rows)))
    return tuple(blocks)


def classify(line: str, index: int = 0) -> Heading | Paragraph:
    """What one stripped line, no table row, is."""
    label = _LABEL.match(line)
    if label is not None:
        if label.end() == len(line):
            return Paragraph(index, line)
        level = int((label.lastgroup or "l1")[1])
        lead = _lead_end(line, label.end())
        if lead < len(line):
            return Paragraph(index, line, lead, level if lead else 0)
        if len(line) <= HEADING_LIMIT and line[-1] not in _STOPS:
            return Heading(index, line, level)
        if lead and level <= 2 and len(line) <= HEADING_LIMIT * 2:
            return Paragraph(index, line, lead, level)
        return Paragraph(index, line)
    marked = _MARKED.match(line)
    if marked is not None:
        lead = _lead_end(line, marked.end())
        return Paragraph(index, line, lead if lead < len(line) else 0)
    return Paragraph(index, line)


def begins_part(line: str) -> bool:
    """Whether a line, whatever its length, begins with a number, a bullet or a fence: it cannot go on from a title."""
    if line[:1] not in _PART_BEGINS:
        return False
    if line.startswith(("```", ">")):
        return True
    mark = read_mark(line)
    # 一、二季度 is a list of two numbers
    return mark is not None and not (mark.form == "一" and line[mark.end : mark.end + 1] in _NUMERALS)


def headings(text: str) -> tuple[Heading | Paragraph, ...]:
    """The blocks of a body that the outline shows; the same as filtering `parse_body`, without its cost."""
    found: list[Heading | Paragraph] = []
    for index, raw in enumerate(text.split("\n")):
        if raw[:1] in _LABEL_BEGINS:  # a look at one character spares most lines the rest
            line = raw.strip(BLANKS)
            if _LABEL.match(line):
                block = classify(line, index)
                if block.level:
                    found.append(block)
    return tuple(found)


def heading_text(block: Heading | Paragraph) -> str:
    """What the outline shows for a head: the line, or the lead without its 。."""
    return block.text if isinstance(block, Heading) else block.text[: block.lead].rstrip("。")


def split_row(line: str) -> tuple[str, ...]:
    """The cells of a `| a | b |` line."""
    inner = line[1:]
    inner = inner.removesuffix("|")
    return tuple(cell.strip(" \t\u3000") for cell in inner.split("|"))


def without_rule(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows less a Markdown rule (`|---|:--:|`) in second place."""
    if len(rows) > 1 and all(cell and not cell.strip("-: ") for cell in rows[1]):
        return (rows[0], *rows[2:])
    return tuple(rows)


def _lead_end(line: str, start: int) -> int:
    """Characters of a lead that runs to the first 。; the line's length when it has none; 0 when the lead is too long."""
    stop = line.find("。", start)
    if stop < 0:
        return len(line)
    return stop + 1 if stop + 1 - start <= HEADING_LIMIT else 0
