"""The body of a Markdown text: `##` sections, `###` groups or items, lists as items.

Bodies are plain text: links, emphasis and quotes stay as they stand; only the marks of titles go, and are listed.
A paragraph is never joined to the next. Called by `recognise`, which has taken front matter, masthead and tail off.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser.contents import is_contents_head
from briefing_tui.importers.recogniser.draft import Draft
from briefing_tui.importers.recogniser.heads import PREFACES
from briefing_tui.importers.recogniser.lines import Line
from briefing_tui.importers.report import Ledger, squeeze
from briefing_tui.text.marks import (
    Mark,
    bracket_head,
    emphasised,
    is_rule,
    read_mark,
    split_lead,
)

_HEADING = re.compile(r"(#{1,6})[ \t\u3000]+(\S.*)\Z")
_LINK = re.compile(r"([^\[\]]{0,60})\[([^\[\]]{1,200})\]\(([^()\s]{1,500})\)\Z")
_ADDRESS = re.compile(r"https?://[^\s，。；）)]{1,500}\Z")
TITLE_LIMIT = 120
"""Characters of a list entry that is a title as a whole."""
_FENCES = ("```", "~~~")
_NAMES = (".md", ".markdown", ".mdown", ".mkd")


class FrontMatter(NamedTuple):
    """The `key: value` lines between two `---` at the top."""

    values: dict[str, tuple[int, str]]
    """Lower-case key → line and value without quotes."""
    end: int
    """Index of the first line behind it."""


def is_markdown(lines: Sequence[Line], name: str) -> bool:
    """Whether a text is Markdown: by its name, its front matter, or its headings."""
    if name.lower().endswith(_NAMES) or front_matter(lines).end:
        return True
    headings = [index for index, line in enumerate(lines) if heading(line.text)[0]]
    return len(headings) > 1 or headings[:1] == [0]


def heading(text: str) -> tuple[int, str]:
    """Level and title of a `#` line; (0, "") for another."""
    found = _HEADING.match(text)
    title = found[2].rstrip("#").rstrip() if found else ""
    return (len(found[1]), title) if found and title else (0, "")


def heading_marks(text: str, level: int, title: str) -> str:
    """The `#` before and behind the title of a heading."""
    start = text.index(title, level)
    return text[:start] + text[start + len(title) :]


def front_matter(lines: Sequence[Line]) -> FrontMatter:
    """The front matter; nothing when the first line is not `---` or no second follows."""
    values: dict[str, tuple[int, str]] = {}
    if not lines or lines[0].text != "---":
        return FrontMatter(values, 0)
    for index, line in enumerate(lines[1:60], 1):
        if line.text in {"---", "..."}:
            return FrontMatter(values, index + 1)
        key, colon, value = line.text.partition(":")
        if colon and key.strip().isidentifier() and key.strip().lower() not in values:
            values[key.strip().lower()] = (line.number, value.strip().strip("\"'").strip())
    return FrontMatter({}, 0)


def read_markdown(lines: Sequence[Line], draft: Draft) -> None:
    """Fill `draft` from the body lines of a Markdown text."""
    levels = _levels(lines)
    walk = _Walk(lines, draft, min(levels, default=2))
    for index, line in enumerate(lines):
        walk.step(index, line)


def _levels(lines: Sequence[Line]) -> set[int]:
    """The levels of headings outside code."""
    levels: set[int] = set()
    fenced = False
    for line in lines:
        if line.text.startswith(_FENCES):
            fenced = not fenced
        elif not fenced:
            levels.add(heading(line.text)[0])
    return levels - {0}


class _Walk:
    """Reads line by line."""

    def __init__(self, lines: Sequence[Line], draft: Draft, section_level: int) -> None:
        self.lines = lines
        self.draft = draft
        self.ledger: Ledger = draft.ledger
        self.section_level = section_level
        self.fenced = False
        self.contents = False
        """Inside a table of contents."""
        self.listed = False
        """The open item is a list entry, so the next entry is another."""

    def step(self, index: int, line: Line) -> None:
        """Take one line in."""
        level, title = (0, "") if self.fenced else heading(line.text)
        if line.text.startswith(_FENCES):
            self.fenced = not self.fenced
            self.draft.text(line.text, line.number)
        elif self.fenced:
            self.draft.text(line.text, line.number)
        elif level:
            self._heading(index, line, level, title)
        elif self.contents:
            self.ledger.drop(line.number, line.text, report.CONTENTS)
        elif is_rule(line.text):
            self.ledger.drop(line.number, line.text, report.RULE)
        else:
            self._line(line)

    def _heading(self, index: int, line: Line, level: int, title: str) -> None:
        self.contents = is_contents_head(title)
        if self.contents:
            self.ledger.drop(line.number, line.text, report.CONTENTS)
            return
        draft = self.draft
        self.ledger.drop(line.number, heading_marks(line.text, level, title), report.MARKDOWN)
        preface = squeeze(bracket_head(title) or title)
        if preface in PREFACES and not draft.sections and not draft.has_preface:
            draft.begin_preface(preface)
            self.ledger.drop(line.number, squeeze(title).replace(preface, "", 1), report.BRACKETS)
            return
        mark = read_mark(title)
        name = bracket_head(title) or (title[mark.end :] if mark else title)
        label = report.NUMBER_LABEL if mark and name == title[mark.end :] else report.BRACKETS
        if level <= self.section_level:
            self.ledger.drop(line.number, title.replace(name, "", 1), label)
            draft.begin_section(name, line.number)
        elif level == self.section_level + 1 and self._above_list(index, level):
            self.ledger.drop(line.number, title.replace(name, "", 1), label)
            draft.begin_group(name, line.number)
        elif level == self.section_level + 1 or draft.group is not None:
            self.ledger.drop(line.number, title.replace(name, "", 1), label)
            draft.begin_item(name, line.number, mark.number if mark else 0)
        else:
            draft.text(title, line.number)
            return
        self.listed = False

    def _above_list(self, index: int, level: int) -> bool:
        """Whether nothing but list entries, or deeper headings, stand below a heading."""
        entries = 0
        for line in self.lines[index + 1 :]:
            below = heading(line.text)[0]
            if below:
                return entries > 0 or below > level
            if line.indent < 2 and list_mark(line.text) is None:
                return False
            entries += 1
        return entries > 0

    def _line(self, line: Line) -> None:
        draft = self.draft
        inside = emphasised(line.text)
        mark = read_mark(inside) if inside else None
        if mark is not None and mark.numbered and draft.section is not None:
            self.ledger.drop(line.number, "****", report.MARKDOWN)
            self.ledger.drop(line.number, inside[: mark.end], report.NUMBER_LABEL)
            draft.begin_item(inside[mark.end :], line.number, mark.number)
            self.listed = False
            return
        mark = list_mark(line.text) if line.indent < 2 else None
        if mark is not None and draft.section is not None and (self.listed or draft.item is None):
            self._entry(line, mark)
        elif self.listed and draft.item is not None and not draft.item.url and _ADDRESS.match(line.text):
            draft.item.url = line.text
        else:
            draft.text(line.text, line.number)

    def _entry(self, line: Line, mark: Mark) -> None:
        """A list entry directly under a section: an item."""
        text, rest, url = line.text[mark.end :], "", ""
        self.ledger.drop(
            line.number, line.text[: mark.end], report.NUMBER_LABEL if mark.numbered else report.ITEM_MARK
        )
        if linked := _LINK.match(text):
            text, url = linked[1] + linked[2], linked[3]
            self.ledger.drop(line.number, "[]()", report.MARKDOWN)
        else:
            head, blank, address = text.rpartition(" ")
            if blank and _ADDRESS.match(address):
                text, url = head.rstrip(), address
            lead = split_lead(text)
            if lead.title and lead.rest:
                self.ledger.drop(line.number, lead.stop, report.LEAD_STOP)
                text, rest = lead.title, lead.rest
            elif lead.title and lead.stop:
                self.ledger.drop(line.number, lead.stop, report.LEAD_STOP)
                text = lead.title
        if len(text) > TITLE_LIMIT:
            self.ledger.doubt(line.number, _("a title of {count} characters").format(count=len(text)))
        item = self.draft.begin_item(text, line.number, mark.number)
        item.url = url
        if rest:
            self.draft.text(rest, line.number)
        self.listed = True


def list_mark(text: str) -> Mark | None:
    """The mark of a list entry: a number with a stop, or `-` `*` `+` and a blank."""
    mark = read_mark(text)
    return mark if mark is not None and mark.form in {"1", "-", "*", "+"} else None
