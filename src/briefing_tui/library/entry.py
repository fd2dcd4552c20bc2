"""What a list shows of an issue without holding its text."""

import datetime as dt
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
