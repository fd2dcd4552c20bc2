"""Markdown that our own export wrote, read back piece by piece: nothing is guessed where everything is marked.

Called by `recognise` for a text whose front matter begins with `briefing: 1` (`exporters.markdown` has the form). Whoever has changed the
file meanwhile is understood as far as the form goes: what is in no place of it is text of the item above, and what the printed masthead says
otherwise than the front matter is told. Every character is accounted for.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.compose import frame
from briefing_tui.compose.blocks import PART_JOIN
from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.markdown.exported.lines import (
    ExportedLine,
    account,
    correction_of,
    distribution_of,
    field_of,
    split_lead,
    table_cells,
)
from briefing_tui.importers.markdown.exported.matter import Matter, read_matter
from briefing_tui.importers.markdown.exported.pieces import ExportedPieces
from briefing_tui.importers.recogniser.lines import clean_source
from briefing_tui.importers.report import Ledger, shown
from briefing_tui.model.body import BLANKS
from briefing_tui.model.issue import Correction, Distribution, Issue, Masthead, Preface, Section
from briefing_tui.text.markdown import plain

_MARKER = re.compile(r"---[ \t]*\nbriefing: ?1[ \t]*\n")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?\Z")
_ENTRY = re.compile(r"(?:([0-9]{1,9})\.|[-*+])(?:[ \t]+(.*))?\Z")
_RULE = "---"
_CORRECTIONS = "**更正**"
_SECTION, _GROUP, _ARTICLE = 2, 3, 4


class Returned(NamedTuple):
    """What a file of ours holds; the masthead with what `--as` may still change."""

    matter: Matter
    preface: Preface | None
    sections: tuple[Section, ...]
    distribution: tuple[Distribution, ...]
    corrections: tuple[Correction, ...]


def is_exported(text: str) -> bool:
    """Whether a text says that our export wrote it."""
    return _MARKER.match(text) is not None


def read_exported(text: str, ledger: Ledger) -> Returned:
    """The pieces of a text for which `is_exported` holds, with LF line ends."""
    lines = []
    for number, raw in enumerate(text.split("\n"), 1):
        safe = clean_source(raw, number, ledger)
        ledger.read(safe)
        lines.append(ExportedLine(number, safe.strip(BLANKS), len(safe) - len(safe.lstrip(BLANKS))))
    matter, start = read_matter(lines, ledger)
    return _Reader(lines[start:], matter, ledger).read()


class _Reader:
    """Goes through the lines below the front matter: printed masthead, body, corrections, tail, with a rule before each."""

    def __init__(self, lines: Sequence[ExportedLine], matter: Matter, ledger: Ledger) -> None:
        self._lines = lines
        self._matter = matter
        self._ledger = ledger
        self._pieces = ExportedPieces(ledger)
        self._printed = _printed(matter)
        self._corrections: list[Correction] = []
        self._distribution: list[Distribution] = []
        self._gap = 0

    def read(self) -> Returned:
        """Everything."""
        take = self._in_head
        for index, line in enumerate(self._lines):
            if line.text == _RULE and not line.indent:
                account(self._ledger, line, "")
                if take == self._in_head:
                    take = self._in_body
                elif take == self._in_body and self._next_text(index) == _CORRECTIONS:
                    take = self._in_corrections
                else:
                    take = self._in_tail
            else:
                take(line)
        preface, sections = self._pieces.finish()
        return Returned(self._matter, preface, sections, tuple(self._distribution), tuple(self._corrections))

    def _next_text(self, index: int) -> str:
        return next((line.text for line in self._lines[index + 1 :] if line.text), "")

    # what stands twice

    def _in_head(self, line: ExportedLine) -> None:
        """The masthead as it is printed: the front matter has it already."""
        if not line.text:
            return
        said = line.text.lstrip("#").strip(BLANKS)
        if said.startswith("**") and said.endswith("**"):
            said = said[2:-2]
        self._ledger.drop(line.number, line.text, report.REPEATED)
        if plain(said) not in self._printed:
            what = _("{text!r} is not what the front matter says, which is taken")
            self._ledger.doubt(line.number, what.format(text=shown(plain(said))))

    def _in_corrections(self, line: ExportedLine) -> None:
        if found := _ENTRY.match(line.text):
            entry = correction_of(found[2] or "")
            account(self._ledger, line, entry.text)
            self._corrections.append(entry)
        elif line.text == _CORRECTIONS:
            account(self._ledger, line, "")
        elif line.text:
            self._in_head(line)

    def _in_tail(self, line: ExportedLine) -> None:
        if found := _ENTRY.match(line.text):
            entry = distribution_of(found[2] or "")
            account(self._ledger, line, "".join((entry.role, *entry.recipients, entry.channel)))
            self._distribution.append(entry)
        elif line.text:
            self._in_head(line)

    # the body

    def _in_body(self, line: ExportedLine) -> None:
        if not line.text or line.text == ">":
            account(self._ledger, line, "")
            self._gap += 1
            return
        if line.text.startswith(">"):
            self._quoted(line)
        elif (found := _HEADING.match(line.text)) and len(found[1]) <= _ARTICLE:
            self._heading(line, len(found[1]), found[2] or "")
        elif not line.indent and self._pieces.in_section and (found := _ENTRY.match(line.text)):
            self._entry(line, int(found[1] or 0), found[2] or "")
        else:
            self._text(line, line.text)
        self._gap = 0

    def _heading(self, line: ExportedLine, level: int, text: str) -> None:
        if level < _SECTION:
            self._text(line, line.text)
        elif level == _SECTION:
            self._pieces.begin_section(line, plain(text))
        elif level == _GROUP:
            self._pieces.begin_group(line, plain(text))
        else:
            found = re.match(r"([0-9]{1,9})\. +(?=\S)", text)
            title = plain(text[found.end() :] if found else text)
            account(self._ledger, line, title)
            self._pieces.begin_item(line, title, int(found[1]) if found else 0, head=True)

    def _entry(self, line: ExportedLine, number: int, text: str) -> None:
        lead, rest = split_lead(text)
        title, rest = plain(lead), plain(rest)
        if rest:
            title = title.removesuffix("。")
        account(self._ledger, line, title + rest)
        self._pieces.begin_item(line, title, number, head=False)
        if rest:
            self._pieces.add(line, rest, 0)

    def _quoted(self, line: ExportedLine) -> None:
        text = line.text[1:].strip(BLANKS)
        if not self._pieces.in_section:
            lead, rest = split_lead(text)
            if lead and not rest and self._pieces.begin_preface(plain(lead)):
                account(self._ledger, line, plain(lead))
            else:
                self._text(line, text)
            return
        field = field_of(text)
        if field is None or not self._pieces.tell(line, *field):
            self._text(line, line.text)

    def _text(self, line: ExportedLine, text: str) -> None:
        """A line of a body: a row of a table, a head of the ladder, a paragraph with its lead in bold."""
        if text.startswith("|"):
            self._pieces.add_row(line, table_cells(text), self._gap)
            return
        heading = _HEADING.match(text)
        if heading and len(heading[1]) > _ARTICLE:
            said = plain(heading[2] or "")
        else:
            lead, rest = split_lead(text)
            said = plain(lead) + plain(rest)
        account(self._ledger, line, said)
        self._pieces.add(line, said, self._gap)


def _printed(matter: Matter) -> frozenset[str]:
    """The lines of masthead and tail that a page prints of what the front matter says."""
    head = matter.head
    masthead = Masthead(
        head.publisher,
        head.title,
        head.year,
        head.number,
        head.kind,
        head.total,
        head.date,
        head.department,
        head.marking,
    )
    issue = Issue(masthead, end=matter.end)
    blocks = [*frame.head_blocks(issue), *frame.tail_blocks(issue)]
    return frozenset(block.text.replace(PART_JOIN, "\u3000").strip(BLANKS) for block in blocks)
