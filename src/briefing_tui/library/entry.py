"""What a list shows of an issue without holding its text."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from briefing_tui.model.key import IssueKey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.model.issue import Issue


class Stamp(NamedTuple):
    """Which state of a file was seen (promise C3)."""

    mtime_ns: int
    """Nanoseconds since 1970."""
    size: int
    """Bytes."""
    inode: int


NO_FILE = Stamp(0, 0, 0)
"""Of what was not read from a file: no look at the disk finds it."""


class Summary(NamedTuple):
    """The heads of an issue, cleaned."""

    title: str
    publisher: str
    date: dt.date | None
    status: str
    total: int | None
    item_total: int
    sections: tuple[str, ...]
    """Titles, in order; a section without a title is an empty one."""
    department: str = ""
    warnings: tuple[str, ...] = ()
    """What is odd but readable, such as a file that may be cut off."""
    tags: tuple[str, ...] = ()
    """Of all items, each once, in the order they come."""
    headline: str = ""
    """What the first item is called: the bulletin's title is that of every issue. Empty without items."""


class Entry(NamedTuple):
    """One file of the library."""

    key: IssueKey | None
    """None when its name is no key."""
    file: str
    """Relative to the library: `2024/2024-14.toml`. As the disk has it: clean it before it is shown."""
    summary: Summary | None
    """None when it cannot be read."""
    error: str
    """Why not, on one line; empty if fine."""
    stamp: Stamp


class Glance(NamedTuple):
    """The beginning of a library's list, and of the rest what a list's first screen needs."""

    entries: tuple[Entry, ...]
    """Newest first: as many as were asked for, or all there are."""
    total: int
    """Entries there are, those not among `entries` too."""
    headings: int
    """Years they are from; one more for files without a key."""
    unread: int
    """Issues of all that can be read and were not."""
    keys: tuple[IssueKey, ...]
    """Of each kind the one with the highest number."""
    titles: frozenset[str]
    """Of all issues that can be read."""
    statuses: frozenset[str]
    """Theirs."""

    @property
    def complete(self) -> bool:
        """Whether `entries` are all."""
        return len(self.entries) == self.total


def highest_numbers(keys: Iterable[IssueKey]) -> tuple[IssueKey, ...]:
    """Of each kind the key with the highest number: the widest in a list."""
    highest = dict[str, IssueKey]()
    for key in keys:
        known = highest.get(key.kind)
        if known is None or (known.number, known.year) < (key.number, key.year):
            highest[key.kind] = key
    return tuple(highest[kind] for kind in sorted(highest))


def summarise(issue: "Issue", warnings: tuple[str, ...] = ()) -> Summary:
    """The summary of a loaded issue."""
    head = issue.masthead
    from briefing_tui.model.outline import item_name  # the list of a library needs no bodies

    first = next((section.items[0] for section in issue.sections if section.items), None)
    return Summary(
        title=head.title,
        publisher=head.publisher,
        date=head.date,
        status=issue.workflow.status,
        total=head.total,
        item_total=issue.item_total(),
        sections=tuple(section.title for section in issue.sections),
        department=head.department,
        warnings=warnings,
        tags=tuple(
            dict.fromkeys(
                tag for section in issue.sections for item in section.items for tag in item.tags if tag
            )
        ),
        headline=" ".join(item_name(first).split()) if first is not None else "",
    )
