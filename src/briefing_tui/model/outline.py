"""The outline: what the contents pane and the printed 目录 show. Derived from the issue, never stored."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from briefing_tui.model.body import heading_text, headings
from briefing_tui.model.issue import Issue, Item, NumberedItem, walk_items


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
    if len(first) <= _NAME_LENGTH:
        return first
    from briefing_tui.text.clusters import beginning  # most items have a title

    return beginning(first, _NAME_LENGTH) + "…"


def outline(issue: Issue, *, with_headings: bool = True) -> tuple[OutlineEntry, ...]:
    """The rows in reading order. Headings of the third and fourth level are left to the page."""
    rows: list[OutlineEntry] = []
    if issue.preface is not None and (issue.preface.body or issue.preface.title):
        rows.append(OutlineEntry("preface", 0, issue.preface.title or "编者按"))
    items = {index: tuple(inside) for index, inside in groupby(walk_items(issue), lambda one: one.section)}
    for index, section in enumerate(issue.sections):
        inside = items.get(index, ())
        if section.title:
            first = inside[0].position if inside else 0
            rows.append(OutlineEntry("section", 0, section.title, "", index, first))
        depth = 1 if section.title else 0
        rows.extend(_rows_of_items(inside, depth, with_headings=with_headings))
    return tuple(rows)


def _rows_of_items(
    items: Iterable[NumberedItem], depth: int, *, with_headings: bool
) -> Iterator[OutlineEntry]:
    """The rows of one section below its own; groups stand at `depth`, and their items one deeper."""
    group, deeper = "", 0
    for numbered in items:
        position, index, label, item = numbered
        if item.group != group:
            group, deeper = item.group, 1 if item.group.strip() else 0
            if deeper:
                yield OutlineEntry("group", depth, group, "", index, position)
        level = depth + deeper
        yield OutlineEntry("item", level, item_name(item, numbered.title), label, index, position)
        if with_headings and item.body:
            for block in headings(item.body):
                if block.level <= 2:
                    title = heading_text(block)
                    yield OutlineEntry("heading", level + block.level, title, "", index, position, block.line)
