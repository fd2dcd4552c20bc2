"""The body of a plain text: preface, sections, groups, items and articles, by their heads and marks.

What a line is depends on the form its neighbours have: `1.` is an item under a section and a heading inside an
article. The contents block, where there is one, confirms heads.
"""

from collections.abc import Sequence

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser.contents.listing import Contents, is_body_head, parted_lead
from briefing_tui.importers.recogniser.contents.used import use_contents
from briefing_tui.importers.recogniser.growing import GrowingIssue, GrowingSection
from briefing_tui.importers.recogniser.heads import (
    LineHead,
    behind_marks,
    counted_lines,
    is_over_a_title,
    is_tagged,
    label_of,
    may_be_a_title,
    meeting_times,
    read_heads,
    read_levels,
)
from briefing_tui.importers.recogniser.labels import TITLE, first_kind, is_page_furniture
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.looks import (
    LineLook,
    bold_lead,
    is_list_row,
    is_subtitle,
    is_told_title,
    look_of,
    stands_over,
    titled,
)
from briefing_tui.importers.recogniser.preface import begin_preface
from briefing_tui.importers.recogniser.section_heads import section_lines
from briefing_tui.importers.recogniser.source import is_origin
from briefing_tui.importers.report import Ledger, shown
from briefing_tui.model.issue import HEAD, RUN_IN
from briefing_tui.text.marks import (
    Lead,
    Mark,
    emphasised,
    is_rule,
    is_table_row,
    run_in_bracket,
    split_lead,
)

_LED = "bold"
"""The form of items that are told by the bold title on the line of their text."""
_LADDER = ("一", "(一)")
_RANKS = {form: rank for rank, form in enumerate(("一", "(一)", "1", "(1)", "①"))}
"""The official ladder of numbers, the highest first: what is lower never stands above what is higher."""


def read_sections(lines: Sequence[SourceLine], contents: Contents, draft: GrowingIssue) -> None:
    """Fill `draft` from the body lines of a plain text."""
    heads = read_heads(lines, contents)
    draft.meeting_times = meeting_times(lines)
    walk = _SectionWalk(heads, section_lines(heads, contents), contents, draft)
    for index in range(len(heads)):
        walk.step(index)
    found = frozenset(head.entry for head in heads if head.entry >= 0)
    use_contents(contents, found, walk.by_entry, draft)


class _SectionWalk:
    """Reads line by line, with a look at the next."""

    def __init__(
        self, heads: Sequence[LineHead], sections: frozenset[int], contents: Contents, draft: GrowingIssue
    ) -> None:
        self.heads = heads
        self.sections = sections
        self.contents = contents
        self.draft = draft
        self.ledger: Ledger = draft.ledger
        self.by_entry: dict[int, GrowingSection] = {}
        self.tagged = is_tagged(heads)
        """Whether 【…】 before titles says of what kind they are, and comes again."""
        self.beside = sum(head.mark is None and parted_lead(head.line.text) is not None for head in heads) > 1
        """Whether titles stand beside their texts, a wide blank between."""
        self.item_level = read_levels(heads).item
        """Level of the source's own headings that are titles of items, 0 when it does not say."""
        self.counted = counted_lines(heads, sections)
        """Numbered lines whose count goes on below."""
        self.told = any(head.set_apart for head in heads)
        """Whether titles are told from text by how they are set."""
        self.labelled = sum(first_kind(head.line.text) == TITLE for head in heads) > 1
        """Whether items say what they are by labels: 标题：…, 内容：…."""
        self._reset()

    def _reset(self) -> None:
        self.form = ""
        """Form of the marks that begin items here."""
        self.last = 0
        self.article = False
        """Whether the open item is an article: marks are headings of it."""
        self.confirmed_items = False
        """Whether the contents name items of this section: then they name all."""
        self.look: LineLook | None = None
        """How the titles of items without a mark are set here."""

    def step(self, index: int) -> None:
        """Take one line in."""
        head = self.heads[index]
        if head.plain and self._goes_on() and index not in self.sections:
            self.draft.paragraph(head.line.text, head.line.number)
            return
        if head.line.note:
            self.draft.note(head.line.text, head.line.number)
            return
        if head.bracket and is_body_head(head.line.text):
            self.ledger.drop(head.line.number, head.line.text, report.LABEL)
            return
        if begin_preface(self.draft, head, lambda: self._stands_over_a_title(index)):
            return
        if self.labelled and self._by_label(head):
            return
        if index in self.sections:
            self._section(head)
        elif self.tagged and run_in_bracket(head.line.text) is not None and not is_origin(head.line.text):
            self._tagged(head)
        elif head.bracket and not self.sections:
            self._titled(head, head.bracket)
        elif head.line.level and head.line.level == self.item_level:
            self._headed(head)
        elif head.entry >= 0:
            self._confirmed(index)
        elif is_rule(head.line.text):
            self.ledger.drop(head.line.number, head.line.text, report.RULE)
        elif is_table_row(head.line.text) or is_page_furniture(head.line.text):
            self.draft.text(head.line.text, head.line.number)
        elif head.mark is not None:
            self._marked(index, head, head.mark)
        elif self._is_led(head):
            self._led(head)
        elif self.beside and not self.article and (lead := parted_lead(head.line.text)):
            self.draft.begin_item(lead.title, head.line.number)
            self.draft.text(lead.rest, head.line.number)
        elif head.bracket or head.set_apart or (head.alone and not self._text_below_title()):
            self._alone(index)
        elif self._is_told(head):
            self._told(head)
        else:
            self._plain(head)

    def _goes_on(self) -> bool:
        """Whether a line that nothing tells from text is text here: an item is open, and none begins with its text on the line of its title."""
        return self.draft.item is not None and not self.labelled and not self.beside and self.form != _LED

    def _stands_over_a_title(self, index: int) -> bool:
        return index not in self.sections and is_over_a_title(self.heads, index)

    def _drop_beside(self, kept: str, head: LineHead, why: str) -> None:
        """Account for what a line has beside its title."""
        self.ledger.drop(head.line.number, head.line.text.replace(kept, "", 1), why)

    def _section(self, head: LineHead) -> None:
        title = head.bracket or behind_marks(head).rstrip("：:")
        self._drop_beside(title, head, report.BRACKETS if head.bracket else label_of(head.mark))
        section = self.draft.begin_section(title, head.line.number)
        if head.entry >= 0:
            self.by_entry[head.entry] = section
        self._reset()

    def _by_label(self, head: LineHead) -> bool:
        """Whether a line was 标题：…, which begins an item, or 内容： before its text."""
        kind = self.draft.take_labelled(head.line.text, head.line.number) if head.mark is None else ""
        self.article = self.article or kind == TITLE
        return bool(kind)

    def _titled(self, head: LineHead, title: str) -> None:
        """An item whose title stands in 【…】."""
        self._drop_beside(title, head, report.BRACKETS)
        item = self.draft.begin_item(title, head.line.number)
        item.guessed = "：" in title  # 【反馈单位：…】 ends a text as well
        self.article = True

    def _tagged(self, head: LineHead) -> None:
        """An item whose kind stands in 【…】 before its title: the group of it."""
        line, draft = head.line, self.draft
        group, rest = run_in_bracket(line.text) or ("", line.text)
        at = line.text.index(group)
        self.ledger.drop(line.number, line.text[:at] + line.text[at + len(group)], report.BRACKETS)
        if draft.section is None:
            draft.begin_section("", line.number)
        draft.begin_group(group, line.number)
        title, stop, text = split_lead(rest)
        self.ledger.drop(line.number, stop, report.LEAD_STOP)
        draft.begin_item(title, line.number)
        if text:
            draft.text(text, line.number)
        self.article = True

    def _headed(self, head: LineHead) -> None:
        """An item whose title the source marks as a heading; its number is its label."""
        mark = head.mark
        title = head.line.text[mark.end :] if mark else head.line.text
        self._drop_beside(title, head, label_of(mark))
        self.draft.begin_item(title, head.line.number, mark.number if mark else 0, HEAD)
        self.form, self.last, self.article = (mark.form, mark.number, True) if mark else ("", 0, True)

    def _is_led(self, head: LineHead) -> bool:
        """Whether a paragraph begins with its title in bold, as the first of its section does."""
        return (
            (self.draft.item is None or self.form == _LED)
            and self.draft.section is not None
            and bold_lead(head.line, 0) is not None
        )

    def _led(self, head: LineHead) -> None:
        """An item whose title is bold on the line of its text."""
        line = head.line
        lead = bold_lead(line, 0) or Lead("", "", line.text)
        self.ledger.drop(line.number, lead.stop, report.LEAD_STOP)
        self.draft.begin_item(lead.title, line.number)
        if lead.rest:
            self.draft.text(lead.rest, line.number)
        self.form, self.article = _LED, False
        self.look = look_of(line)

    def _is_told(self, head: LineHead) -> bool:
        """Whether a bold line is the title of an item as the others of its section are, whatever it says."""
        return (
            self.told
            and head.mark is None
            and is_told_title(head.line)
            and self.draft.section is not None
            and (self.draft.item is None or self.look == look_of(head.line))
        )

    def _told(self, head: LineHead) -> None:
        """An item whose title is told by its look."""
        self.draft.begin_item(head.line.text, head.line.number)
        self.look, self.article = look_of(head.line), True

    def _confirmed(self, index: int) -> None:
        head = self.heads[index]
        if head.alone and (self._next_is_item(index) or self._stands_over_items(index)):
            self._group(head)
            return
        self.confirmed_items = True
        if head.mark is not None:
            self._item(head, head.mark)
        elif head.bracket:
            self._titled(head, head.bracket)
        else:
            lead = split_lead(head.line.text)
            self.ledger.drop(head.line.number, lead.stop, report.LEAD_STOP)
            self.draft.begin_item(lead.title or head.line.text, head.line.number)
            if lead.title and lead.rest:
                self.draft.text(lead.rest, head.line.number)
            self.article = True

    def _next_is_item(self, index: int) -> bool:
        """Whether the next line is an item of a form that this line is not, and no heading of a ladder."""
        if index + 1 >= len(self.heads) or index + 1 in self.sections:
            return False
        mark, own = self.heads[index + 1].mark, self.heads[index].mark
        if mark is None or (own is not None and _RANKS.get(own.form, -1) >= _RANKS.get(mark.form, 9)):
            return False
        if own is not None and own.form == mark.form:
            return False
        if self.form:
            return mark.form == self.form
        return mark.form not in _LADDER or (own is not None and mark.form == "(一)")

    def _marked(self, index: int, head: LineHead, mark: Mark) -> None:
        draft = self.draft
        if (
            (draft.item is not None and is_list_row(head, told=self.told))
            or (self.article and mark.form != self.form)
            or (self.article and self.form and mark.numbered and mark.number != self.last + 1)
        ):
            self._plain(head)
        elif self.form and mark.form != self.form:
            if head.alone and self._next_is_item(index):
                self._group(head)
            else:
                self._plain(head)
        elif (
            not self.form
            and head.alone
            and self._next_is_item(index)
            and mark.form in (*_LADDER, "◆", "★", "●", "■")
        ):
            self._group(head)
        elif (
            (not self.form and self._lone_number(index, mark))
            or (not self.form and draft.item is not None and mark.form in _LADDER)
            or (mark.numbered and self.last and mark.number != self.last + 1 and not self._new_count(mark))
        ):
            self._plain(head)
        else:
            self._item(head, mark)

    def _lone_number(self, index: int, mark: Mark) -> bool:
        """Whether a number under untitled text has none behind it: 1、 alone counts nothing."""
        item = self.draft.item
        return mark.numbered and index not in self.counted and item is not None and not item.title

    def _new_count(self, mark: Mark) -> bool:
        """Whether a number out of turn still begins an item: 1 behind a group head, or a small gap."""
        return (mark.number == 1 and self.draft.item is None) or self.last < mark.number <= self.last + 3

    def _item(self, head: LineHead, mark: Mark) -> None:
        """An item with a mark; its title is its lead sentence or the whole line."""
        line, draft = head.line, self.draft
        inside = emphasised(line.text)
        text = (inside or line.text)[mark.end :]
        label = (inside or line.text)[: mark.end]
        if inside:
            self.ledger.drop(line.number, "****", report.MARKDOWN)
        self.ledger.drop(line.number, label, label_of(mark))
        (title, stop, rest), brackets = titled(line, mark, text)
        self.ledger.drop(line.number, brackets, report.BRACKETS)
        self.ledger.drop(line.number, stop, report.LEAD_STOP)
        draft.begin_item(title, line.number, mark.number, RUN_IN)
        if rest:
            draft.text(rest, line.number)
        self.form, self.last, self.article = mark.form, mark.number, False

    def _group(self, head: LineHead) -> None:
        text = head.bracket or behind_marks(head)
        self._drop_beside(text, head, label_of(head.mark))
        self.draft.begin_group(text, head.line.number)
        self.article = False

    def _text_below_title(self) -> bool:
        """Whether a title has just been read, or only its date in brackets since: a short line under it is a by-line, not another title."""
        return self.draft.item is not None and self.draft.item.is_bare

    def _alone(self, index: int) -> None:
        """A short line without a mark: head of a group, title of an article, or a line of text."""
        head = self.heads[index]
        following = self._following(index)
        if (self._next_is_item(index) and not self.article) or self._stands_over_items(index):
            self._group(head)
        elif self._is_text_alone(head, following):
            if following is not None and not is_table_row(following.line.text):
                self.ledger.doubt(
                    head.line.number,
                    _("{text!r} is not in the contents: kept as text").format(text=head.line.text),
                )
            self._plain(head)
        else:
            look = look_of(head.line)
            if self.draft.item is not None and self.draft.item.number and self.look != look:
                self.ledger.doubt(
                    head.line.number, _("{text!r} taken for a title").format(text=head.line.text)
                )
            title = head.bracket or head.line.text
            self._drop_beside(title, head, report.BRACKETS)
            self.draft.begin_item(title, head.line.number).guessed = not head.bracket and not head.set_apart
            self.article = True
            if head.set_apart:
                self.look = look

    def _is_text_alone(self, head: LineHead, following: LineHead | None) -> bool:
        """Whether a short line without a mark is text: above a table, at the end of a section, in an article that the contents name."""
        if following is None:
            return self.draft.item is not None and not (head.set_apart and self.look == look_of(head.line))
        return is_table_row(following.line.text) or (self.article and self.confirmed_items)

    def _following(self, index: int) -> LineHead | None:
        """The next line of the section."""
        last = index + 1 >= len(self.heads) or index + 1 in self.sections
        return None if last else self.heads[index + 1]

    def _stands_over_items(self, index: int) -> bool:
        following = self._following(index)
        return following is not None and stands_over(self.heads[index], following)

    def _plain(self, head: LineHead) -> None:
        line = head.line
        if self._text_below_title() and may_be_a_title(head):
            what = _("{text!r} stands below a title: kept as text")
            self.ledger.doubt(line.number, what.format(text=shown(line.text)))
        bracketed = run_in_bracket(line.text)
        if bracketed is not None and is_origin(line.text):
            bracketed = None
        item = self.draft.item
        if bracketed is not None and not self.article and head.mark is None:
            title, rest = bracketed
            self.ledger.drop(
                line.number, line.text[0] + line.text[line.text.index(title) + len(title)], report.BRACKETS
            )
            self.draft.begin_item(title, line.number)
            self.draft.text(rest, line.number)
        elif (
            item is not None and item.title and not item.lines and not item.number and is_subtitle(line.text)
        ):
            item.title += line.text
        else:
            self.draft.text(line.text, line.number)
