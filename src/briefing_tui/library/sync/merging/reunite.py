"""Three versions of one file brought together: what stood in both places before, what stands here, what others have. Pure.

An issue is merged by its items (`library.saving.merge`, as in a save), in the text of the file, so that comments and unknown keys of both
sides are kept. What cannot be brought together by itself is `Held`: both versions stay, and a person decides.
"""

from collections.abc import Mapping
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.format.encode import normalised
from briefing_tui.library.history.kept import ISSUE, JOURNAL, Kept
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.library.saving.merge import Settlement, merge
from briefing_tui.library.sync.merging.own_words import own_words
from briefing_tui.library.sync.merging.records import united_lines, united_tables
from briefing_tui.library.sync.merging.texts import united_text
from briefing_tui.model.issue import PUBLISHED, Issue
from briefing_tui.text.clean import clean_line

PLACES, NUMBER, PUBLICATION, BY_HAND, UNREADABLE = "places", "number", "published", "by hand", "unreadable"


class Together(NamedTuple):
    """Both versions in one."""

    data: bytes | None
    """None when the file goes."""
    notes: tuple[str, ...] = ()
    """What came into mine from theirs, a line each."""
    returned: bool = False
    """One side took the file away, the other changed it: the change counts."""


class Held(NamedTuple):
    """Both versions stay."""

    why: str
    """PLACES: both changed the same; NUMBER: two issues of one number; PUBLICATION: one side published what the other changed;
    BY_HAND: both changed comments or keys of their own; UNREADABLE."""
    where: tuple[str, ...] = ()
    """Of PLACES, a line each."""


Choices = Mapping[str, Settlement] | Settlement


def reunite(
    file: Kept,
    base: bytes | None,
    mine: bytes | None,
    theirs: bytes | None,
    choices: Choices | None = None,
) -> Together | Held:
    """None stands for a file that is not there."""
    if theirs in {mine, base}:
        return Together(mine)
    if mine == base:
        return Together(theirs)
    if mine is None or theirs is None:
        return Together(mine if theirs is None else theirs, returned=True)
    if file.kind == JOURNAL:
        return Together(united_lines(base, mine, theirs))
    if file.kind != ISSUE:
        made = united_tables(base, mine, theirs)
        return Held(BY_HAND) if made is None else Together(made)
    try:
        return _issues(file.name, base, mine, theirs, choices)
    except BriefingError:
        return Held(UNREADABLE)


def _issues(
    name: str, base: bytes | None, mine: bytes, theirs: bytes, choices: Choices | None
) -> Together | Held:
    before = None if base is None else Prepared(base, load_issue(base, name).issue, name)
    here, there = (Prepared(data, load_issue(data, name).issue, name) for data in (mine, theirs))
    if before is not None:
        here, there = here.following(before), there.following(before)
    old = Issue() if before is None else before.issue
    if choices is None and (why := _why_not(before, here.issue, there.issue)):
        return Held(why)
    merged = merge(old, normalised(here.issue), there.issue, choices)
    if merged.conflicts:
        where = tuple(clean_line(one.where) for one in merged.conflicts)
        return Held(NUMBER if before is None else PLACES, where)
    made = _in_text(base or b"", here, there, merged.issue)
    return Held(BY_HAND) if made is None else Together(made, merged.notes)


def _why_not(before: Prepared | None, mine: Issue, theirs: Issue) -> str:
    """Why a person has to look although the pieces would come together."""
    if before is None:
        return NUMBER if PUBLISHED in {mine.workflow.status, theirs.workflow.status} else ""
    if before.issue.workflow.status == PUBLISHED:
        return ""
    for one, other in ((mine, theirs), (theirs, mine)):
        published = one.workflow.status == PUBLISHED
        if (
            published
            and other._replace(workflow=before.issue.workflow) != before.issue
            and not _same(one, other)
        ):
            return PUBLICATION
    return ""


def _same(one: Issue, other: Issue) -> bool:
    """Whether readers see the same in both."""
    return one._replace(workflow=other.workflow) == other


def _in_text(base: bytes, mine: Prepared, theirs: Prepared, issue: Issue) -> bytes | None:
    """A file with `issue` that has the comments and unknown keys of both; None when nobody can tell where they go."""
    known = own_words(base)
    for text, other in ((theirs, mine), (mine, theirs)):
        made = text.changed(issue).data
        if not (own_words(other.data) - known) - own_words(made):
            return made
    together = united_text(base, mine.data, theirs.data)
    if together is not None and load_issue(together, mine.path).issue == issue:
        return together
    return None
