"""A draft that an earlier session left: what it would change, and whether it is taken up. Knows no screen; asked by `editing`.

What it would change is told by pieces and their words. Taken up, it goes on where the last letter was typed.
The file may have changed since the draft was begun. Then both are merged as in a save (`library.saving.merge`, with what the file
held at that time as the base): other pieces come together by themselves and are named, for the same piece both texts are shown
side by side. The draft stays until it is taken up or thrown away.
"""

import difflib
from typing import NamedTuple

from briefing_tui.i18n import _, ngettext
from briefing_tui.library.format.encode import normalised
from briefing_tui.library.format.origins import recognised
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.library.saving.merge import Conflict, ConflictError, merge
from briefing_tui.library.saving.revision import Opened
from briefing_tui.model.differing import Difference, counterpart, differences
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue
from briefing_tui.personal.drafts import Draft, Drafts
from briefing_tui.tui.authoring.saving import settling
from briefing_tui.tui.authoring.saving.copy_out import Copying, copy_to
from briefing_tui.tui.authoring.saving.settling import Settled, Settling
from briefing_tui.tui.authoring.saving.steps import Ask, Given, Resume, Say, Show, Steps, Worded
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import Answer, Question, Said

_SHOWN = 100
"""Differences that are shown."""
_LINES = 6
"""Paragraphs of one difference that are shown."""
_COMPARED = 1000
"""Paragraphs that are compared one by one; the time grows with their square."""
_AROUND = 12
"""Characters before a change that are shown with it."""
_WIDE = 160
"""Characters of a paragraph that are shown."""


class Met(NamedTuple):
    """A draft together with what is in the file now."""

    issue: Issue
    """Not to be taken while there are conflicts."""
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]
    """What came in from others, a line each."""
    begun: Prepared | None
    """The file that the draft was begun from, when it is known."""
    mine: Issue
    """The draft itself, made from what is in `begun`."""


def meet(draft: Draft, opened: Opened | None) -> Met:
    """The draft and what is on disk; as it stands when the file is the one it was begun from, or none."""
    begun = None
    if opened is not None and draft.base_revision == opened.revision:
        begun = opened.prepared
    elif draft.base_data:
        begun = Prepared(draft.base_data, draft.base(), draft.path)
    base = Issue() if begun is None else begun.issue
    mine = draft.issue_from(base)
    if opened is None or begun is opened.prepared:
        return Met(mine, (), (), begun, mine)
    return Met(*merge(base, normalised(mine), opened.issue), begun, mine)


class DraftOffered(NamedTuple):
    """Whether the draft is taken up was asked."""


class DraftOffer:
    """The question about one draft, in a session that was begun from the file as it is."""

    def __init__(
        self, session: EditingSession, drafts: Drafts, draft: Draft, opened: Opened | None, met: Met
    ) -> None:
        """`met` is what `meet` made of them."""
        self._session = session
        self._drafts = drafts
        self._draft = draft
        self._opened = opened
        self._met = met

    def begin(self) -> Steps:
        """Show what taking it up would change; a draft that would change nothing goes unasked."""
        before = Issue() if self._opened is None else self._opened.issue
        found = differences(before, self._met.issue)
        if self._opened is not None and not found and not self._met.conflicts:
            self._drafts.discard(self._draft)
            return ()
        said = [*self._origin(), *_counted(found)]
        for one in found[:_SHOWN]:
            said += _told(one)
        if len(found) > _SHOWN:
            left = len(found) - _SHOWN
            said.append(
                Said(ngettext("… and {count} change", "… and {count} changes", left).format(count=left))
            )
        answers = [
            Answer("take", "t", _("go on with the draft")),
            Answer("later", "l", _("keep it for later, edit the file as it is")),
            Answer("discard", "d", _("throw the draft away")),
        ]
        heading = _("There is a draft of {key}").format(key=self._draft.key)
        return (Ask(Question(heading, said, answers, cancel="later"), DraftOffered()),)

    def _origin(self) -> list[Said]:
        """When it was kept, and what others did to the file since."""
        kept = _("Kept {when:%Y-%m-%d %H:%M} by a session that ended without saving.")
        said = [Said(kept.format(when=self._draft.saved_at))]
        if self._opened is None:
            if self._draft.base_revision:
                said.append(Said(_("Its file is gone from the library; a save makes it anew."), "error"))
            elif self._met.issue.key != self._draft.key:
                taken = _("Somebody has made {key} since; the draft becomes {new}.")
                said.append(Said(taken.format(key=self._draft.key, new=self._met.issue.key), "error"))
            return said
        notes, conflicts = self._met.notes, self._met.conflicts
        if notes:
            told = ngettext(
                "Others saved {count} change since; the draft takes it in:",
                "Others saved {count} changes since; the draft takes them in:",
                len(notes),
            )
            said += [Said(told.format(count=len(notes)), "lead"), *(Said(f"· {note}") for note in notes)]
        if conflicts:
            told = ngettext(
                "Others changed the same in {count} place; both texts will be shown:",
                "Others changed the same in {count} places; both texts will be shown:",
                len(conflicts),
            )
            said.append(Said(told.format(count=len(conflicts)), "error"))
            said += [Said(f"! {conflict.where}", "error") for conflict in conflicts]
        if notes or conflicts:
            said.append(Said(_("The draft changes:"), "lead"))
        return said

    def answered(self, asked: Ask, answer: Given) -> Steps:
        """What an answer leads to."""
        assert not isinstance(answer, Worded), "nothing is worded here"
        match asked.about:
            case Settling() as open_still:
                done = settling.settle(self._session, asked, open_still, answer)
                if isinstance(done, Settled):
                    return self._take(done.issue)
                return done or (Say(_("The draft is kept for later; this is the file as it is.")),)
            case Copying(issue):
                return copy_to(self._session, issue, answer or "")
            case _:
                return self._offer_answered(answer)

    def _offer_answered(self, answer: str | None) -> Steps:
        if answer == "discard":
            self._drafts.discard(self._draft)
        elif answer == "take" and self._met.conflicts and self._opened is not None:
            base = Issue() if self._met.begun is None else self._met.begun.issue
            error = ConflictError(base, normalised(self._met.mine), self._opened, self._met.conflicts)
            return (settling.begin(error),)
        elif answer == "take":
            return self._take(self._met.issue)
        return ()

    def _take(self, issue: Issue) -> Steps:
        self._session.take_draft(self._draft, issue, self._met.begun)
        at = self._draft.at
        place = None if at is None else self._place_of(Selection(*at.piece))
        if at is None or place is None:
            return (Show.ISSUE,)
        self._session.select(place)
        return Show.ISSUE, Resume(at.field, at.line, at.column)

    def _place_of(self, typed_in: Selection) -> Selection | None:
        """Where a piece of the draft stands in what it was merged into, known by its identity or by what it says."""
        mine, issue = self._met.mine, self._session.issue
        return counterpart(mine, issue, typed_in) or counterpart(recognised(issue, mine), issue, typed_in)


def _counted(found: tuple[Difference, ...]) -> list[Said]:
    """How much there is of it."""
    if not found:
        return []
    typed, removed = sum(one.typed for one in found), sum(one.removed for one in found)
    text = ngettext(
        "{count} change: {typed} characters typed, {removed} taken away",
        "{count} changes: {typed} characters typed, {removed} taken away",
        len(found),
    )
    return [Said(text.format(count=len(found), typed=typed, removed=removed))]


def _told(one: Difference) -> list[Said]:
    """The piece, and the paragraphs that differ: what goes marked −, what comes marked +."""
    said = [Said(one.where, "lead")]
    before, after = (text.split("\n") if text else [] for text in (one.before, one.after))
    gone, come = _changed(before, after)
    for sign, lines, others, look in (("-", gone, come, "faint"), ("+", come, gone, "key")):
        for at, line in enumerate(lines[:_LINES]):
            other = others[at] if at < len(others) else ""
            said.append(Said(f"{sign}{_excerpt(line, other)}", look))
        if len(lines) > _LINES:
            left = len(lines) - _LINES
            more = ngettext("… and {count} line", "… and {count} lines", left).format(count=left)
            said.append(Said(f"{sign}{more}", "faint"))
    return said


def _changed(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """The paragraphs that only one of both has; of very long texts all between the first and the last that differ."""
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    ends = next((at for at in range(most - start) if before[-1 - at] != after[-1 - at]), most - start)
    before, after = before[start : len(before) - ends], after[start : len(after) - ends]
    if len(before) + len(after) > _COMPARED:
        return before, after
    gone: list[str] = []
    come: list[str] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind != "equal":
            gone += before[first:last]
            come += after[new_first:new_last]
    return gone, come


def _excerpt(line: str, other: str) -> str:
    """A paragraph from shortly before the first character that the other has not."""
    same = next((at for at, pair in enumerate(zip(line, other, strict=False)) if pair[0] != pair[1]), 0)
    start = same - _AROUND if len(line) > _WIDE and same > 2 * _AROUND else 0
    shown = line[start : start + _WIDE]
    return f"{'…' if start else ''}{shown}{'…' if start + _WIDE < len(line) else ''}"
