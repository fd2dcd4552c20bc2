"""What stands around the items: masthead, contents and heads before them, end mark and tail after.

Called by `composition`. 报头 and 报尾 follow practice (GB/T 9704 does not define a 简报): title, number, department
and date, a rule; below, the end mark and the distribution between rules.
"""

from briefing_tui.compose.blocks import PART_JOIN, IssueBlock, Kind, Span, one_line, styled
from briefing_tui.compose.item_blocks import joined
from briefing_tui.i18n import _
from briefing_tui.model.issue import Correction, Distribution, Issue
from briefing_tui.text.doubled import without_brackets
from briefing_tui.text.numerals import printed_date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.model.printed import PrintedName

_BRACKETED = "【〔［[（(《"
_COLONS = "：: \u3000"


def head_blocks(issue: Issue) -> list[IssueBlock]:
    """The masthead, down to its rule."""
    head = issue.masthead
    warning = ""
    if issue.end is None:
        warning = _("This file has no [end]: it may have been cut off, and items may be missing.")
    texts: tuple[tuple[Kind, str], ...] = (
        ("warning", warning),
        ("marking", head.marking),
        ("publisher", head.publisher),
        ("title", head.title),
        ("number", number_line(issue)),
    )
    blocks = [_head(kind, text) for kind, text in texts if text]
    blocks += meta_blocks(issue, "meta")
    return [*blocks, IssueBlock("rule")] if blocks else []


def number_line(issue: Issue) -> str:
    """2024年第14期（总第62期）; empty while the number is not filled in."""
    head = issue.masthead
    if not head.year or not head.number:
        return ""
    return issue.key.written + (f"（总第{head.total}期）" if head.total is not None else "")


def meta_blocks(issue: Issue, kind: Kind) -> list[IssueBlock]:
    """Department left and date right, when there is either."""
    head = issue.masthead
    date = printed_date(head.date) if head.date is not None else ""
    if not head.department and not date:
        return []
    text = one_line(head.department) + PART_JOIN + date
    return [IssueBlock(kind, text, styled(text, "tail" if kind == "tail.meta" else "meta"))]


def contents_head() -> IssueBlock:
    """The word over the contents."""
    return _head("contents.head", "目录")


def contents_row(depth: int, label: str, title: str, target: int) -> IssueBlock:
    """One row of the contents; `target` is the block it leads to."""
    start = len(label) + 1 if label else 0
    text = joined(label, title)
    spans = [Span(0, len(label), "contents.number")] if label else []
    if len(text) > start:
        spans.append(Span(start, len(text), "contents.1" if depth == 0 else "contents.2"))
    return IssueBlock("contents", text, tuple(spans), level=depth, label=min(start, len(text)), target=target)


def section_block(title: str, section: int) -> IssueBlock:
    """【行业动态】; a title that has brackets already keeps its own."""
    text = title if title[0] in _BRACKETED else f"【{title}】"
    return _head("section", text)._replace(section=section)


def group_block(title: str, section: int, position: int) -> IssueBlock:
    """The sub-head of a group of items."""
    return _head("group", title)._replace(section=section, position=position)


def preface_head(title: str) -> IssueBlock:
    """编者按 or whatever the preface is called."""
    return _head("preface.head", title)


def tail_blocks(issue: Issue) -> list[IssueBlock]:
    """Corrections, end mark, distribution between rules, department and date, number of copies."""
    blocks = correction_blocks(issue)
    if issue.end is not None and issue.end.mark:
        blocks.append(_head("end", issue.end.mark.strip("—-─ \u3000") or issue.end.mark))
    rows = [distribution_block(entry) for entry in issue.distribution]
    meta = meta_blocks(issue, "tail.meta")
    if issue.end is not None and issue.end.copies is not None:
        text = f"共印{issue.end.copies}份"
        meta.append(IssueBlock("tail.copies", text, styled(text, "tail")))
    rule = IssueBlock("tail.rule")
    if rows or meta:
        between = [rule] if rows and meta else []
        blocks += [rule._replace(opens=True), *rows, *between, *meta, rule]
    return blocks


def correction_blocks(issue: Issue) -> list[IssueBlock]:
    """更正: what was changed since the issue came out, one paragraph each."""
    if not issue.corrections:
        return []
    from briefing_tui.model.printed import printed_names  # few issues were corrected

    about = any(entry.item is not None for entry in issue.corrections)
    names = printed_names(issue) if about else ()
    return [
        _head("correction.head", "更正"),
        *(correction_block(entry, names) for entry in issue.corrections),
    ]


def correction_block(entry: Correction, names: "tuple[PrintedName, ...]") -> IssueBlock:
    """2024年12月20日，【行业动态】第2条：…, with the date and the place, where there are any, as its lead.

    `names` are the `printed_names` of the issue; an item that is gone by now is told by its address.
    """
    date = printed_date(entry.date) if entry.date is not None else ""
    item = ""
    if entry.item is not None:
        item = str(names[entry.item - 1]) if 1 <= entry.item <= len(names) else f"#{entry.item}"
    lead = "，".join(part for part in (date, item) if part)
    lead = f"{lead}：" if lead else ""
    return IssueBlock("correction", one_line(lead + entry.text), styled(lead, "lead"))


def distribution_block(entry: Distribution) -> IssueBlock:
    """报：集团公司领导（印送）, labelled by its role."""
    role = one_line(f"{entry.role.rstrip(_COLONS)}：" if entry.role else "")
    channel = f"（{without_brackets(entry.channel)}）" if entry.channel else ""
    text = one_line(role + "、".join(entry.recipients) + channel)
    spans = (Span(0, len(role), "tail.role"), Span(len(role), len(text), "tail"))
    return IssueBlock("tail", text, tuple(span for span in spans if span.end > span.start), label=len(role))


def _head(kind: Kind, text: str) -> IssueBlock:
    """A block of one style that bears the name of its kind."""
    text = one_line(text)
    return IssueBlock(kind, text, styled(text, kind))
