"""What an item is called by its place on the printed page: its section with the number printed before it, or its title.

The one place for every output that names an item: the citation, the status row, lists of hits, corrections, the shell. The
running position (the 6 of `2024-14#6`) is an address and never called a number: a section may have none, or begin anew at 1.
Chinese in every language, like all that a bulletin prints. Pure.
"""

from collections import Counter
from typing import NamedTuple

from briefing_tui.model.issue import Issue, walk_items
from briefing_tui.model.outline import item_name


class PrintedName(NamedTuple):
    """One item."""

    section: str
    """Title of its section, without brackets of its own; empty for none."""
    number: str
    """The number printed before it, `5`; empty in a section without numbers."""
    title: str
    """Its title, or the beginning of its text where it has none; one line."""
    is_shared: bool = False
    """Another item has the same section title and number, so the title is said too."""

    def __str__(self) -> str:
        """【行业动态】第5条; without a number 【经验介绍】 and the title."""
        section = f"【{self.section}】" if self.section else ""
        if not self.number:
            return section + (self.title or "（无题）")
        return f"{section}第{self.number}条" + (f"：{self.title}" if self.is_shared and self.title else "")


def printed_names(issue: Issue) -> tuple[PrintedName, ...]:
    """Of all items, in order: the item at position n has index n - 1."""
    sections = [_bare(section.title) for section in issue.sections]
    found = [
        PrintedName(sections[one.section], one.label.rstrip("."), _one_line(item_name(one.item)))
        for one in walk_items(issue)
    ]
    counts = Counter((name.section, name.number) for name in found if name.number)
    return tuple(
        name._replace(is_shared=True) if counts[name.section, name.number] > 1 else name for name in found
    )


def printed_name(issue: Issue, position: int) -> str:
    """Of the item at a running position from 1; the empty text when there is none."""
    names = printed_names(issue)
    return str(names[position - 1]) if 1 <= position <= len(names) else ""


def citation(issue: Issue, position: int | None = None) -> str:
    """How the issue or one item is cited: 《行业信息简报》2024年第14期【行业动态】第5条."""
    cited = f"《{issue.masthead.title}》{issue.key.written}"
    name = printed_name(issue, position) if position else ""
    if not name:
        return cited
    return f"{cited}{name}" if name.startswith(("【", "第")) else f"{cited}：{name}"


def _bare(title: str) -> str:
    """A section's title without the brackets that it may bring along."""
    text = _one_line(title)
    return text[1:-1].strip() if text[:1] == "【" and text[-1:] == "】" and "】" not in text[:-1] else text


def _one_line(text: str) -> str:
    return " ".join(text.split())
