"""Texts that an outside editor had when a session ended, made a part of the draft that is offered. Called by `editing`."""

from briefing_tui.library.disk.process import this_process
from briefing_tui.library.saving.revision import Opened
from briefing_tui.model import edits
from briefing_tui.model.edits import ITEM, Selection
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey
from briefing_tui.personal.drafts import Draft
from briefing_tui.personal.outside import OutsideText


def with_outside(
    draft: Draft | None,
    opened: Opened | None,
    library: str,
    key: IssueKey,
    left: tuple[OutsideText, ...],
) -> Draft | None:
    """The draft with the texts that were saved outside, each in its piece; a new one when there was none.

    A text whose piece is gone stays where it is, and is only told of.
    """
    issue = draft.issue if draft is not None else None if opened is None else opened.issue
    if issue is None or not left:
        return draft
    taken = []
    for one in reversed(left):  # the latest has the last word
        placed = _placed(issue, one)
        if placed is not None:
            issue = placed
            taken.append(one)
    if not taken:
        return draft
    if draft is not None:
        return draft._replace(issue=issue, outside=tuple(taken))
    assert opened is not None
    when = max(one.saved_at for one in taken)
    return Draft(
        library,
        key,
        issue,
        opened.revision,
        opened.prepared.data,
        when,
        this_process(),
        alive=False,
        path="",
        outside=tuple(taken),
    )


def unread(left: tuple[OutsideText, ...]) -> list[str]:
    """Files that only the program itself can read, such as its swap files."""
    return [path for one in left for path in one.others]


def _placed(issue: Issue, one: OutsideText) -> Issue | None:
    """The issue with the text in the piece it was taken from; None when nothing was saved or the piece is not there."""
    if one.text == one.given:
        return None
    for selection in (one.selection, *(each for each in edits.selections(issue) if each.kind == ITEM)):
        if _body_at(issue, selection) == one.given:
            text = one.text.removesuffix("\n") if not one.given.endswith("\n") else one.text
            return edits.set_field(issue, selection, "body", text).issue
    return None


def _body_at(issue: Issue, selection: Selection) -> str | None:
    """The body of a piece; None when there is no such piece, or it has none."""
    try:
        piece = edits.piece(issue, selection)
    except (IndexError, KeyError):
        return None
    return getattr(piece, "body", None)
