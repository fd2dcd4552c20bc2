"""Issues that got another number on one side while the other side changed them under the old one. Pure.

A file does not say what it was called before. One that is gone and one that is new on the same side are one issue when they say the
same but for year and number, or share most of their items, and no other comes near. A rename that is not seen costs no text: the old number
comes back beside the new one, and that is told.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.history.kept import ISSUE, Kept
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey

_SHARE = 0.5
"""Of the items of both that have to be the same, by title or text."""


class RenamedIssue(NamedTuple):
    """One issue and its two names."""

    old: Kept
    new: Kept


def renamed(
    before: Mapping[str, Kept], after: Mapping[str, Kept], read: Callable[[str, bool], bytes | None]
) -> list[RenamedIssue]:
    """What of `before` has another name in `after`; `read` gives the bytes of a name, of `after` when it is told so."""
    gone = [one for name, one in before.items() if name not in after and one.kind == ISSUE]
    new = [one for name, one in after.items() if name not in before and one.kind == ISSUE]
    if not gone or not new:
        return []
    olds = [(one, _issue(read(one.name, False))) for one in gone]
    news = [(one, _issue(read(one.name, True))) for one in new]
    pairs = [
        (likeness, old, other)
        for old, issue in olds
        for other, made in news
        if issue is not None and made is not None and (likeness := _likeness(issue, made)) >= _SHARE
    ]
    found: list[RenamedIssue] = []
    for likeness, old, other in sorted(pairs, key=lambda pair: -pair[0]):
        rivals = sum(1 for one in pairs if one[0] == likeness and (one[1] == old) != (one[2] == other))
        taken = any(old == one.old or other == one.new for one in found)
        if not taken and not rivals:
            found.append(RenamedIssue(old, other))
    return found


def with_key(data: bytes, key: IssueKey, name: str) -> bytes:
    """A file with another number in its masthead. BriefingError when it cannot be read or changed."""
    prepared = Prepared(data, load_issue(data, name).issue, name)
    head = prepared.issue.masthead._replace(year=key.year, kind=key.kind, number=key.number)
    return prepared.changed(prepared.issue._replace(masthead=head)).data


def _issue(data: bytes | None) -> Issue | None:
    try:
        return None if data is None else load_issue(data, "").issue
    except BriefingError:
        return None


def _likeness(one: Issue, other: Issue) -> float:
    """2 for one issue under two numbers, else the share of items that both have, up to 1; 0 when neither has any."""
    same_head = one.masthead._replace(year=0, kind="", number=0) == other.masthead._replace(
        year=0, kind="", number=0
    )
    if same_head and one._replace(masthead=other.masthead) == other:
        return 2.0
    here, there = ([item for section in issue.sections for item in section.items] for issue in (one, other))
    texts = {item.body for item in there if item.body} | {item.title for item in there if item.title}
    shared = sum(1 for item in here if item.body in texts or item.title in texts)
    return shared / max(len(here), len(there), 1)
