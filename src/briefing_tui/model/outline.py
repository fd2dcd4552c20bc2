"""The outline: what the contents pane and the printed 目录 show. Derived from the issue, never stored."""

from typing import NamedTuple

from briefing_tui.model.body import heading_text, headings
from briefing_tui.model.issue import Issue, Item, walk_items


class OutlineEntry(NamedTuple):
    """One row of the contents."""

    kind: str
    """`preface`, `section`, `group`, `item` or `heading`."""
    depth: int
    """Indent, from 0: sections 0, groups and items under them deeper, headings of articles deepest."""
    title: str
    label: str = ""
    """Printed number of a numbered item, such as `3.`."""
    section: int = -1
    """Index into `Issue.sections`, from 0; -1 for the preface."""
    position: int = 0
    """Running position of the item that this row leads to, from 1; 0 for the preface and an empty section."""
    line: int = -1
    """Line of the item's body, from 0, for a heading; else -1."""


_NAME_LENGTH = 24
"""Characters of its first paragraph that name an item without a title."""


def item_name(item: Item, title: str = "") -> str:
    """The item's title (`title` when it is printed otherwise), or the beginning of its text where it has none."""
    if item.title.strip():
        return title or item.title
    first = item.body.lstrip().partition("\n")[0]
    return first if len(first) <= _NAME_LENGTH else first[:_NAME_LENGTH] + "…"


def outline(issue: Issue, *, with_headings: bool = True) -> tuple[OutlineEntry, ...]:
    """The rows in reading order. Headings of the third and fourth level are left to the page."""
    rows: list[OutlineEntry] = []
    if issue.preface is not None and (issue.preface.body or issue.preface.title):
        rows.append(OutlineEntry("preface", 0, issue.preface.title or "编者按"))
    section_at, group, depth = -1, "", 0
    for numbered in walk_items(issue):
        while section_at < numbered.section:
            section_at += 1
            group, depth = "", 1
            title = issue.sections[section_at].title
            position = numbered.position if section_at == numbered.section else 0
            if title:
                rows.append(OutlineEntry("section", 0, title, "", section_at, position))
            else:
                depth = 0
        item = numbered.item
        if item.group != group:
            group = item.group
            base = 1 if issue.sections[section_at].title else 0
            if group.strip():
                rows.append(OutlineEntry("group", base, group, "", section_at, numbered.position))
            depth = base + 1 if group.strip() else base
        rows.append(
            OutlineEntry(
                "item", depth, item_name(item, numbered.title), numbered.label, section_at, numbered.position
            )
        )
        if with_headings and item.body:
            rows.extend(
                OutlineEntry(
                    "heading",
                    depth + block.level,
                    heading_text(block),
                    "",
                    section_at,
                    numbered.position,
                    block.line,
                )
                for block in headings(item.body)
                if block.level <= 2
            )
    rows.extend(
        OutlineEntry("section", 0, section.title, "", index)
        for index, section in enumerate(issue.sections[section_at + 1 :], section_at + 1)
        if section.title
    )
    return tuple(rows)
