"""What a plain list shows of the issues of a year, and what they have in common, each as one text: ten thousand rows of a table take four times as long to fetch.

Written by the catalog's update, read by `listing` and `newest`. The separators are controls, which no cleaned text holds.
"""

from collections.abc import Iterable
from typing import NamedTuple

from briefing_tui.library.entry import Entry
from briefing_tui.library.order import placed

ListedIssue = list[str]
"""One issue, as texts; not a named tuple, for a list makes ten thousand."""
KEY, DATE, TITLE, ITEM_TOTAL, STATUS, ERROR = range(6)
"""The parts of a `ListedIssue`. A file that cannot be read has an error, one line, and else only a key."""
_SUPPLEMENT = "增"
"""In the key of a supplement, and in no other."""
_PART, _ROW = "\x1f", "\x1e"


class YearGroup(NamedTuple):
    """Issues of a year that count alike."""

    title: str | None
    """None for files that cannot be read."""
    status: str
    kind: int
    """Their ordinals // 10,000: the year and the kind."""


class Grouped(NamedTuple):
    """How many they are."""

    group: YearGroup
    lowest: int
    """The lowest ordinal, which is that of the highest number."""
    total: int


class GroupedYear(NamedTuple):
    """What the issues of a year have in common."""

    folder: tuple[int, int]
    """mtime_ns and ctime_ns of its folder when its files were what they are here; zeros when nobody knows."""
    groups: list[Grouped]
    odd: bool
    """There is a file without a key of its own, which is not among them."""


def make_head(entry: Entry) -> ListedIssue:
    """Of a file that has a key."""
    summary = entry.summary
    if summary is None:
        return [str(entry.key), "", "", "0", "", entry.error]
    date = summary.date.isoformat() if summary.date else ""
    return [str(entry.key), date, summary.title, str(summary.item_total), summary.status, ""]


def heads_in_order(heads: Iterable[ListedIssue]) -> list[ListedIssue]:
    """Those of a year, which come with the supplements behind the ordinary issues, as a list has them (`library.order`)."""
    ordinary: list[ListedIssue] = []
    supplements: list[ListedIssue] = []
    for head in heads:
        (supplements if _SUPPLEMENT in head[KEY] else ordinary).append(head)
    return list(placed(ordinary, supplements, lambda head: head[DATE])) if supplements else ordinary


def join_heads(heads: Iterable[ListedIssue]) -> str:
    """All of them as one text."""
    return _ROW.join(map(_PART.join, heads))


def split_heads(text: str) -> list[ListedIssue]:
    """What `join_heads` joined."""
    return [row.split(_PART) for row in text.split(_ROW)] if text else []


def join_groups(rows: Iterable[tuple[str | None, str, int, int, int]]) -> str:
    """Title, status, kind, lowest ordinal and number of each group as one text."""
    texts = (
        ("" if title is None else f"={title}", status, str(kind), str(lowest), str(total))
        for title, status, kind, lowest, total in rows
    )
    return _ROW.join(map(_PART.join, texts))


def split_groups(text: str) -> list[Grouped]:
    """What `join_groups` joined."""
    found = []
    for row in text.split(_ROW) if text else []:
        title, status, kind, lowest, total = row.split(_PART)
        group = YearGroup(title[1:] if title else None, status, int(kind))
        found.append(Grouped(group, int(lowest), int(total)))
    return found
