"""What the lists of a site know of an issue: its heads and its items, without their texts. Kept between two runs as JSON."""

import json
from typing import Any, NamedTuple

from briefing_tui.compose.frame import number_line
from briefing_tui.model.issue import Issue, walk_items
from briefing_tui.model.key import IssueKey
from briefing_tui.model.outline import item_name
from briefing_tui.text.numerals import printed_date

SECTION, TAG = "section", "tag"
"""The two kinds of topics that have pages of their own."""


class ItemRecord(NamedTuple):
    """One item in a list."""

    position: int
    """Running position in the issue, from 1."""
    label: str
    """The printed number, or empty."""
    title: str
    section: str
    tags: tuple[str, ...]


class SiteRecord(NamedTuple):
    """One published issue in a list."""

    stem: str
    """File name without its ending, ASCII: `2024-14`."""
    title: str
    number: str
    """2024年第14期（总第62期）."""
    date: str
    """ISO 8601, or empty."""
    printed_date: str
    publisher: str
    items: tuple[ItemRecord, ...]
    updated: str
    """ISO 8601 of its day or of its last correction, or empty."""

    @property
    def year(self) -> str:
        """Four digits."""
        return self.stem[:4]

    @property
    def page(self) -> str:
        """Its page, from the root of the site."""
        return page_of(self.stem)


def page_of(stem: str) -> str:
    """The page of an issue, from the root of the site: it never changes."""
    return f"{stem[:4]}/{stem}.html"


def record_of(issue: Issue, key: IssueKey) -> SiteRecord:
    """The record of a loaded issue; `key` is that of its file."""
    head = issue.masthead
    items = tuple(
        ItemRecord(
            numbered.position,
            numbered.label,
            item_name(numbered.item, numbered.title),
            issue.sections[numbered.section].title,
            tuple(dict.fromkeys(numbered.item.tags)),
        )
        for numbered in walk_items(issue)
    )
    days = [day for day in (head.date, *(one.date for one in issue.corrections)) if day is not None]
    return SiteRecord(
        key.stem,
        head.title,
        number_line(issue) or key.written,
        head.date.isoformat() if head.date is not None else "",
        printed_date(head.date) if head.date is not None else "",
        head.publisher,
        items,
        max((day.isoformat() for day in days), default=""),
    )


def records_json(records: list[SiteRecord]) -> bytes:
    """The records of a year, to be kept."""
    return json.dumps(records, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def records_from(data: bytes) -> list[SiteRecord]:
    """The same back; ValueError when it is not what we wrote."""
    try:
        return [
            SiteRecord(stem, title, number, date, printed, publisher, tuple(map(_item_from, items)), updated)
            for stem, title, number, date, printed, publisher, items, updated in json.loads(data)
        ]
    except TypeError as error:
        raise ValueError(str(error)) from error


def _item_from(kept: list[Any]) -> ItemRecord:
    position, label, title, section, tags = kept
    return ItemRecord(position, label, title, section, tuple(tags))


def topics_of(records: list[SiteRecord]) -> dict[tuple[str, str], int]:
    """Kind and name of every topic → how many items have it, in the order they come."""
    found: dict[tuple[str, str], int] = {}
    for record in records:
        for item in record.items:
            for topic in item_topics(item):
                found[topic] = found.get(topic, 0) + 1
    return found


def item_topics(item: ItemRecord) -> list[tuple[str, str]]:
    """The topics of one item."""
    return [*([(SECTION, item.section)] if item.section else []), *((TAG, tag) for tag in item.tags if tag)]
