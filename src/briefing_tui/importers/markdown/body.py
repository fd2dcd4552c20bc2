"""The body of a Markdown text: `##` sections, `###` groups or items, lists as items.

Bodies are plain text: links, emphasis and quotes stay as they stand; only the marks of titles go, and are listed. A
paragraph is never joined to the next. A list is a tree: what is indented under an entry, or has a mark of another form
while the entries go on, is the text of the entry, with its indent. Called by `recognise`, which has taken pictures,
headings, front matter, masthead and tail off.
"""

import re
from collections.abc import Sequence

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.markdown import outlook
from briefing_tui.importers.markdown.headings import OPENS
from briefing_tui.importers.markdown.links import Definitions
from briefing_tui.importers.markdown.outlook import ENTRY, LED, Outlook, list_mark
from briefing_tui.importers.markdown.spans import ADDRESS_START, Title, read_title
from briefing_tui.importers.recogniser.growing import GrowingIssue, GrowingItem
from briefing_tui.importers.recogniser.heads import PREFACES
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.tables import is_box_rule, set_row
from briefing_tui.importers.report import Ledger, shown, squeeze
from briefing_tui.model.issue import HEAD, RUN_IN
from briefing_tui.text.marks import BULLETS, Mark, bracket_head, emphasised, is_rule, is_title_like, read_mark

TITLE_LIMIT = 120
"""Characters of a list entry that is a title as a whole."""
_INDENTED_CODE = 4
"""Cells of indent from which a line of Latin letters is code."""
_PREFACE_LABEL = re.compile(r"(>\s*(?:\*\*)?)([\u4e00-\u9fff ]{2,8})((?:\*\*)?[：:](?:\*\*)?\s*)(\S.*)\Z")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]:")
_ONLY_ADDRESS = re.compile(rf"{ADDRESS_START.pattern}\Z")


def read_markdown(lines: Sequence[SourceLine], draft: GrowingIssue) -> None:
    """Fill `draft` from the body lines of a Markdown text."""
    view = outlook.look(lines)
    walk = _MarkdownWalk(lines, view, draft)
    for index, line in enumerate(lines):
        walk.step(index, line)
    walk.links.finish(draft)


class _MarkdownWalk:
    """Reads line by line."""

    def __init__(self, lines: Sequence[SourceLine], view: Outlook, draft: GrowingIssue) -> None:
        self.lines = lines
        self.view = view
        self.draft = draft
        self.ledger: Ledger = draft.ledger
        self.links = Definitions(lines, view, draft.ledger)
        self.item_level = 0
        """Level of the headings that begin items in the open section, which may pass over one."""
        self.bold: GrowingItem | None = None
        """The item that an emphasised line began last."""
        self.code_indent = 0
        """Cells before the fence of the code block that is open."""
        self._begin_list()
        self._begin_count()

    def _begin_list(self) -> None:
        self.listed = False
        """The open item is a list entry, so the next entry is another."""
        self.form = ""
        """Form of the entries that are items here: `1` or `-`."""
        self.indent = 0
        """Cells before the entries."""
        self.inner = -1
        """Cells before what is nested under the open entry; -1 before the first."""
        self.written = 0
        """The number that the entry before was written with."""
        self.base = -1
        """Cells before the outermost entries of a list that is text; -1 outside of one."""

    def _begin_count(self) -> None:
        self.last = 0
        """The number of the last item that has one."""
        self.between: list[GrowingItem] = []
        """Items without one since then."""
        self.counts_inside = False
        """The open item has a numbered list of its own."""

    def step(self, index: int, line: SourceLine) -> None:
        """Take one line in."""
        if self.view.code[index]:
            self._code(index, line)
        elif index in self.view.contents:
            self.ledger.drop(line.number, line.text, report.CONTENTS)
        elif line.level:
            self._heading(index, line)
        elif is_rule(line.text) or is_box_rule(line.text, beside_row=self.view.beside_row(index)):
            self.ledger.drop(line.number, line.text, report.RULE)
        elif _FOOTNOTE.match(line.text):
            self.draft.note(line.text, line.number)
        elif not self.links.take(index, line):
            self._line(index, set_row(self.view.barred(index, line, self.ledger), self.ledger))

    def _code(self, index: int, line: SourceLine) -> None:
        """A line of a code block, with its indent below that of the fence."""
        if self.view.code[index] == OPENS:
            self.code_indent = line.indent
        self.draft.text(" " * max(0, line.indent - self.code_indent) + line.text, line.number)

    # headings

    def _heading(self, index: int, line: SourceLine) -> None:
        text = line.text
        preface = squeeze(bracket_head(text) or text)
        if preface in PREFACES and not self.draft.sections and not self.draft.has_preface:
            self.draft.begin_preface(preface)
            self.ledger.drop(line.number, squeeze(text).replace(preface, "", 1), report.BRACKETS)
            return
        title = read_title(text, whole=True)
        mark = read_mark(title.text)
        name = bracket_head(title.text) or (title.text[mark.end :] if mark else title.text)
        if not self._begins(index, line, title, name, mark):
            self.draft.text(text, line.number)
            return
        label = report.NUMBER_LABEL if mark and name == title.text[mark.end :] else report.BRACKETS
        self.ledger.drop(line.number, title.marks, report.MARKDOWN)
        self.ledger.drop(line.number, title.text.replace(name, "", 1), label)
        self._begin_list()

    def _begins(self, index: int, line: SourceLine, title: Title, name: str, mark: Mark | None) -> bool:
        """Begin what a heading is the head of, by its level and by what stands below it; False when it is text."""
        draft, number, section_level = self.draft, line.number, self.view.section_level
        deeper = draft.item is None and draft.group is None and draft.section is not None
        if deeper and line.level > section_level + 1:
            self.item_level = line.level
        below = line.level in {section_level + 1, self.item_level}
        if line.level <= section_level:
            self._no_address(line, title)
            draft.begin_section(name, number)
            self.item_level = section_level + 1
            self._begin_count()
        elif below and self.view.above_list(index, self.last):
            self._no_address(line, title)
            draft.begin_group(name, number)
        elif below or draft.group is not None:
            item = draft.begin_item(name, number, mark.number if mark else 0, HEAD)
            item.url = self._address(title)
            self._counted(item)
        else:
            return False
        return True

    def _no_address(self, line: SourceLine, title: Title) -> None:
        """A section has no place for an address: it is dropped, and told when it leads out of the text."""
        self.ledger.drop(line.number, title.url, report.MARKDOWN)
        if title.url and not title.url.startswith("#"):
            what = _("the address of a heading is not kept: {text!r}")
            self.ledger.doubt(line.number, what.format(text=shown(title.url)))

    def _address(self, title: Title) -> str:
        return title.url or (self.links.use(title.reference) if title.reference else "")

    def _counted(self, item: GrowingItem) -> None:
        """An item goes into the count of its section; one that lacks the number between two gets it, in doubt."""
        self.counts_inside = False
        if not item.number:
            self.between.append(item)
            return
        if self.last and len(self.between) == 1 and item.number == self.last + 2:
            missed = self.between[0]
            missed.number = self.last + 1
            what = _("counted as number {number}, which is missing")
            self.ledger.doubt(missed.line, what.format(number=missed.number))
        self.last, self.between = item.number, []

    # lines

    def _line(self, index: int, line: SourceLine) -> None:
        draft = self.draft
        if self._emphasised_title(index, line):
            return
        if index in self.view.led and (draft.group is None or draft.item is not None):
            self._led(line)
            return
        mark = list_mark(line.text) if self.view.kinds[index] == ENTRY else None
        if mark is not None and self._is_item(index, line, mark):
            self._entry(line, mark)
            return
        if self._quoted_preface(line):
            return
        item = draft.item
        if self.listed and item is not None and not item.url and _ONLY_ADDRESS.match(line.text):
            item.url = line.text
            return
        self.counts_inside = self.counts_inside or (mark is not None and mark.numbered)
        self._text(line)

    def _emphasised_title(self, index: int, line: SourceLine) -> bool:
        """Whether a line is a title by its emphasis, with a sign or a number before it or alone; its item is begun."""
        bullet = self._bullet(line.text)
        inside = emphasised(line.text[bullet.end if bullet else 0 :])
        mark = read_mark(inside) if inside else None
        if inside and bullet is not None and self._has_place():
            self.ledger.drop(line.number, line.text[: bullet.end], report.ITEM_MARK)
            self.ledger.drop(line.number, "****", report.MARKDOWN)
            self._counted(self.draft.begin_item(inside, line.number, 0, HEAD))
            self._begin_list()
            return True
        if mark is not None and mark.numbered and self._has_place():
            self.ledger.drop(line.number, "****", report.MARKDOWN)
            self.ledger.drop(line.number, inside[: mark.end], report.NUMBER_LABEL)
            self._counted(self.draft.begin_item(inside[mark.end :], line.number, mark.number))
            self._begin_list()
            return True
        if inside and mark is None and self._is_bold_title(index, inside):
            self.ledger.drop(line.number, "****", report.MARKDOWN)
            self._counted(self.draft.begin_item(inside, line.number, 0, HEAD))
            self._begin_list()
            self.bold = self.draft.item
            return True
        return False

    def _led(self, line: SourceLine) -> None:
        """An item whose title is emphasised on the line of its text: **甲**：…."""
        found = LED.match(line.text)
        lead, stop = (found["lead"], found["stop"]) if found else (line.text, "")
        title = read_title(lead, whole=True)
        self.ledger.drop(line.number, title.marks, report.MARKDOWN)
        mark = read_mark(title.text)
        start, number = (mark.end, mark.number) if mark is not None and mark.numbered else (0, 0)
        text = title.text[start:].rstrip("：: ")
        self.ledger.drop(line.number, title.text[:start], report.NUMBER_LABEL)
        self.ledger.drop(line.number, stop + title.text[start + len(text) :], report.LEAD_STOP)
        item = self.draft.begin_item(text, line.number, number)
        item.url = self._address(title)
        self._counted(item)
        if rest := line.text[len(lead) + len(stop) :].strip():
            self.draft.text(rest, line.number)
        self._begin_list()

    def _bullet(self, text: str) -> Mark | None:
        """◇ and its like before an emphasised title: no list of Markdown."""
        mark = read_mark(text) if text[0] in BULLETS else None
        return mark if mark is not None and not mark.numbered else None

    def _quoted_preface(self, line: SourceLine) -> bool:
        """Whether a line is `> 编者按：…` above the first section, which is the preface."""
        draft = self.draft
        if draft.sections or draft.has_preface or not line.text.startswith(">"):
            return False
        found = _PREFACE_LABEL.match(line.text)
        if found is None or squeeze(found[2]) not in PREFACES:
            return False
        self.ledger.drop(line.number, found[1] + found[3], report.MARKDOWN)
        draft.begin_preface(squeeze(found[2]))
        draft.text(found[4], line.number)
        return True

    def _is_bold_title(self, index: int, inside: str) -> bool:
        """Whether an emphasised line begins an item of a section that has only such ones: it stands alone, with a text below."""
        draft, lines = self.draft, self.lines
        if draft.section is None or draft.group is not None or not is_title_like(inside):
            return False
        below = lines[index + 1] if index + 1 < len(lines) else None
        text = below is not None and not below.level and not emphasised(below.text)
        return text and (draft.item is None or draft.item is self.bold)

    def _has_place(self) -> bool:
        """Whether items may begin: in a section, and anywhere in a text that has no heading."""
        return self.draft.section is not None or not self.view.headed

    def _is_item(self, index: int, line: SourceLine, mark: Mark) -> bool:
        """Whether a list entry is an item, and not the text of one."""
        draft = self.draft
        if not self._has_place():
            return False
        if not self.listed:
            return draft.item is None or self._count_goes_on(mark)
        if line.indent >= self.indent + 2:
            return False
        form = "1" if mark.numbered else "-"
        if form == self.form:
            return True
        if form == "1":  # numbers under a bullet are its text when the bullets go on
            return not self.view.bullets_below[index]
        if line.gap and not self.view.numbers_below[index]:
            what = _("a list under {text!r} is kept as its text")
            self.ledger.doubt(line.number, what.format(text=shown(draft.item.title if draft.item else "")))
        return False

    def _count_goes_on(self, mark: Mark) -> bool:
        """Whether a number goes on counting the items of the section, though items without one stand between."""
        missing = mark.number - self.last - 1
        return (
            mark.numbered
            and self.last > 0
            and bool(self.between)
            and 0 <= missing <= len(self.between)
            and not self.counts_inside
        )

    def _entry(self, line: SourceLine, mark: Mark) -> None:
        """A list entry that is an item."""
        text, number = line.text[mark.end :], line.number
        title = read_title(text)
        if not title.text:
            title = Title(title.rest, title.url)
        self.ledger.drop(
            number, line.text[: mark.end], report.NUMBER_LABEL if mark.numbered else report.ITEM_MARK
        )
        self.ledger.drop(number, title.marks, report.MARKDOWN)
        self.ledger.drop(number, title.stop, report.LEAD_STOP)
        if len(title.text) > TITLE_LIMIT:
            self.ledger.doubt(number, _("a title of {count} characters").format(count=len(title.text)))
        if not self.listed:
            self.form, self.indent = ("1" if mark.numbered else "-"), line.indent
        elif mark.numbered != (self.form == "1"):
            self.form = "1" if mark.numbered else "-"
        lazy = self.listed and mark.number == self.written == 1  # 1. 1. 1. counts by itself
        item = self.draft.begin_item(title.text, number, self.last + 1 if lazy else mark.number, RUN_IN)
        item.url = self._address(title)
        self._counted(item)
        self.written = mark.number
        if title.rest:
            self.draft.text(title.rest, number)
        self.listed, self.inner = True, -1

    def _text(self, line: SourceLine) -> None:
        """A line of text; with its indent where that says something: under a list entry, and in code without a fence."""
        depth = 0
        if self.listed and line.indent >= self.indent + 2:
            self.inner = line.indent if self.inner < 0 else min(self.inner, line.indent)
            depth = line.indent - self.inner
        elif not self.listed and list_mark(line.text) is not None:
            self.base = line.indent if self.base < 0 else min(self.base, line.indent)
            depth = line.indent - self.base
        elif not self.listed and line.indent >= _INDENTED_CODE and line.text[0].isascii():
            depth = line.indent - _INDENTED_CODE
        elif line.indent < _INDENTED_CODE:
            self.base = -1
        self.draft.text(" " * depth + line.text, line.number)
