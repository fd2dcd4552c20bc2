"""What stands around the items: masthead, contents and heads before them, end mark and tail after.

Called by `page`. 报头 and 报尾 follow practice (GB/T 9704 does not define a 简报): red centred title, number line,
department and date on one line, a heavy rule; below, the end mark and the distribution between rules.
"""

from briefing_tui.i18n import _
from briefing_tui.model.issue import Distribution, Issue
from briefing_tui.model.numerals import printed_date
from briefing_tui.typeset.blocks import PageBlock, Span, one_line, styled
from briefing_tui.typeset.item_blocks import INDENT, joined
from briefing_tui.typeset.width import cell_width

_BRACKETED = "【〔［[（(《"
_STEP = 4
"""Cells each level of the contents stands further in."""


def head_blocks(issue: Issue) -> list[PageBlock]:
    """The masthead, down to its rule."""
    head = issue.masthead
    blocks = []
    if issue.end is None:
        warning = _("This file has no [end]: it may have been cut off, and items may be missing.")
        blocks.append(_head("warning", warning))
    if head.marking:
        blocks.append(_head("marking", head.marking))
    for kind, text in (("publisher", head.publisher), ("title", head.title), ("number", number_line(issue))):
        if text:
            blocks.append(_head(kind, text, above=1, align="centre"))
    blocks += meta_blocks(issue, "meta", above=1)
    if blocks:
        blocks.append(PageBlock("rule", fill="heavy"))
        blocks[0] = blocks[0]._replace(blank_before=0)
    return blocks


def number_line(issue: Issue) -> str:
    """2024年第14期（总第62期）; empty while the number is not filled in."""
    head = issue.masthead
    if not head.year or not head.number:
        return ""
    return issue.key.written + (f"（总第{head.total}期）" if head.total is not None else "")


def meta_blocks(issue: Issue, kind: str, above: int = 0) -> list[PageBlock]:
    """Department left and date right, when there is either."""
    head = issue.masthead
    date = printed_date(head.date) if head.date is not None else ""
    if not head.department and not date:
        return []
    text = f"{one_line(head.department)}\t{date}"
    style = "tail" if kind == "tail.meta" else "meta"
    return [PageBlock(kind, text, styled(text, style), blank_before=above, align="split")]


def contents_head() -> PageBlock:
    """The word over the contents."""
    return _head("contents.head", "目录", above=1, align="centre")


def contents_row(depth: int, label: str, title: str, target: int) -> PageBlock:
    """One row of the contents; `target` is the block it leads to."""
    start = len(label) + 1 if label else 0
    text = joined(label, title)
    spans = [Span(0, len(label), "contents.number")] if label else []
    if len(text) > start:
        spans.append(Span(start, len(text), "contents.1" if depth == 0 else "contents.2"))
    indent = depth * _STEP
    hanging = indent + (cell_width(label) + 1 if label else 0)
    return PageBlock("contents", text, tuple(spans), first_indent=indent, hanging=hanging, target=target)


def section_block(title: str, section: int) -> PageBlock:
    """【行业动态】; a title that has brackets already keeps its own."""
    text = title if title[0] in _BRACKETED else f"【{title}】"
    return _head("section", text, above=1, align="centre")._replace(section=section)


def group_block(title: str, section: int, position: int) -> PageBlock:
    """The sub-head of a group of items."""
    return _head("group", title, above=1)._replace(section=section, position=position)


def preface_head(title: str) -> PageBlock:
    """编者按 or whatever the preface is called."""
    return _head("preface.head", title, above=1, align="centre")


def tail_blocks(issue: Issue) -> list[PageBlock]:
    """Corrections, end mark, distribution between rules, department and date, number of copies."""
    blocks = correction_blocks(issue)
    if issue.end is not None and issue.end.mark:
        mark = one_line(issue.end.mark.strip("—-─ \u3000") or issue.end.mark)
        blocks.append(PageBlock("end", mark, styled(mark, "end"), blank_before=1, fill="light"))
    rows = [distribution_block(entry) for entry in issue.distribution]
    meta = meta_blocks(issue, "tail.meta")
    if issue.end is not None and issue.end.copies is not None:
        text = f"共印{issue.end.copies}份"
        meta.append(PageBlock("tail.meta", text, styled(text, "tail"), align="right"))
    rule = PageBlock("tail.rule", fill="light")
    if rows or meta:
        blocks.append(rule._replace(blank_before=1))
        blocks += rows
        if rows and meta:
            blocks.append(rule)
        blocks += [*meta, rule]
    return blocks


def correction_blocks(issue: Issue) -> list[PageBlock]:
    """更正: what was changed since the issue came out, one paragraph each."""
    if not issue.corrections:
        return []
    blocks = [_head("correction.head", "更正", above=1, align="centre")]
    for entry in issue.corrections:
        date = printed_date(entry.date) if entry.date is not None else ""
        item = f"第{entry.item}条" if entry.item is not None else ""
        lead = "，".join(part for part in (date, item) if part)
        lead = f"{lead}：" if lead else ""
        text = one_line(lead + entry.text)
        blocks.append(PageBlock("correction", text, styled(text[: len(lead)], "lead"), first_indent=INDENT))
    return blocks


def distribution_block(entry: Distribution) -> PageBlock:
    """报：集团公司领导（印送）, further lines under the first recipient."""
    role = f"{entry.role}：" if entry.role else ""
    channel = f"（{entry.channel}）" if entry.channel else ""
    role = one_line(role)
    text = one_line(role + "、".join(entry.recipients) + channel)
    spans = (Span(0, len(role), "tail.role"), Span(len(role), len(text), "tail"))
    kept = tuple(span for span in spans if span.end > span.start)
    return PageBlock("tail", text, kept, hanging=cell_width(role))


def _head(kind: str, text: str, *, above: int = 0, align: str = "") -> PageBlock:
    """A block of one style that bears the name of its kind."""
    text = one_line(text)
    return PageBlock(kind, text, styled(text, kind), blank_before=above, align=align)
