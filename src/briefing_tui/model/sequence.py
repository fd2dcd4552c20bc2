"""The next number of a year and the next issue made in the last one's form. Pure; called by `new` and the screens.

Ordinary issues and supplements (增刊) have counters of their own, and each year begins with 1. A gap is not filled by
itself: after 12 and 14 comes 15, but `next_issue` makes a 13 that is asked for by name.
"""

import datetime as dt
from collections.abc import Collection

from briefing_tui.model.issue import DRAFT, End, Issue, Item, Masthead, Section, Workflow
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey, make_key


def next_key(keys: Collection[IssueKey], year: int, kind: str = ISSUE) -> IssueKey:
    """The number after the highest of `kind` in `year`; 1 in a new year. KeyFormatError after 9999."""
    return make_key(year, max((key.number for key in _series(keys, year, kind)), default=0) + 1, kind)


def gaps(keys: Collection[IssueKey], year: int, kind: str = ISSUE) -> tuple[int, ...]:
    """The numbers between the lowest and the highest of `kind` in `year` that no issue has, rising."""
    taken = {key.number for key in _series(keys, year, kind)}
    if not taken:
        return ()
    return tuple(number for number in range(min(taken), max(taken)) if number not in taken)


def previous_key(keys: Collection[IssueKey], key: IssueKey) -> IssueKey | None:
    """The issue that `key` follows: the nearest before it of its kind, in an earlier year if need be; else None."""
    before = [
        other
        for other in keys
        if other.kind == key.kind and (other.year, other.number) < (key.year, key.number)
    ]
    return max(before, key=lambda other: (other.year, other.number), default=None)


def model_key(keys: Collection[IssueKey], key: IssueKey) -> IssueKey | None:
    """The issue whose form `key` takes: the one it follows, else the last ordinary issue up to its year, else the first
    there is; None in an empty library.
    """
    previous = previous_key(keys, key)
    if previous is not None:
        return previous
    ordinary = sorted((other.year, other.number) for other in keys if other.kind == ISSUE and other != key)
    earlier = [other for other in ordinary if other[0] <= key.year]
    if ordinary:
        year, number = earlier[-1] if earlier else ordinary[0]
        return IssueKey(year, ISSUE, number)
    return min((other for other in keys if other != key), default=None)


def next_issue(last: Issue, key: IssueKey, date: dt.date | None) -> Issue:
    """An issue `key` in the form of `last`: its masthead, sections, distribution and end, without its items.

    A group (小栏目) is a field of items, so each that `last` had is kept by one item to be filled in.
    The status is draft. `total` counts on when it was used, except from an ordinary issue to a supplement; a preface,
    steps and corrections belong to the last issue alone.
    """
    head = last.masthead
    counted = head.total is not None and not (key.kind == SUPPLEMENT and head.kind == ISSUE)
    return Issue(
        masthead=head._replace(
            year=key.year,
            number=key.number,
            kind=key.kind,
            date=date,
            total=head.total + 1 if counted and head.total is not None else None,
        ),
        workflow=Workflow(DRAFT),
        sections=tuple(section._replace(items=_places(section)) for section in last.sections),
        distribution=last.distribution,
        end=last.end or End(),
    )


def _places(section: Section) -> tuple[Item, ...]:
    """An empty item for each group of a section, in their order."""
    return tuple(Item(group=group) for group in dict.fromkeys(item.group for item in section.items) if group)


def from_template(
    template: Issue, key: IssueKey, date: dt.date | None, before: Masthead | None = None
) -> Issue:
    """An issue `key` that is `template`, items and preface included; status draft.

    `total` counts on from `before`, the masthead of the issue it follows, when that has one.
    """
    total = template.masthead.total if before is None or before.total is None else before.total + 1
    head = template.masthead._replace(year=key.year, number=key.number, kind=key.kind, date=date, total=total)
    return template._replace(
        masthead=head, workflow=Workflow(DRAFT), corrections=(), end=template.end or End()
    )


def empty_issue(key: IssueKey, title: str, date: dt.date | None) -> Issue:
    """An issue `key` with nothing but a title and one section without a head."""
    head = Masthead(title=title, year=key.year, number=key.number, kind=key.kind, date=date)
    return Issue(masthead=head, sections=(Section(),))


def _series(keys: Collection[IssueKey], year: int, kind: str) -> list[IssueKey]:
    return [key for key in keys if key.year == year and key.kind == kind]
