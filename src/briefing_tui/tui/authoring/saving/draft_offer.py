"""A draft that an earlier session left: what it would change, and whether it is taken up. Knows no screen; asked by `editing`.

The file may have changed since the draft was begun. Then both are merged as in a save (`library.saving.merge`, with what the file
held at that time as the base): other pieces come together by themselves and are named, for the same piece both texts are shown
side by side. The draft stays until it is taken up or thrown away.
"""

import difflib
from typing import NamedTuple

from briefing_tui.i18n import _, ngettext
from briefing_tui.library.format.codec import dump_issue
from briefing_tui.library.format.encode import normalised
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.library.saving.merge import Conflict, ConflictError, merge
from briefing_tui.library.saving.revision import Opened
from briefing_tui.model.issue import Issue
from briefing_tui.personal.drafts import Draft, Drafts
from briefing_tui.tui.authoring.saving import settling
from briefing_tui.tui.authoring.saving.copy_out import Copying, copy_to
from briefing_tui.tui.authoring.saving.settling import Settled, Settling
from briefing_tui.tui.authoring.saving.steps import Ask, Given, Say, Show, Steps, Worded
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import Answer, Question, Said

_DIFF_LINES = 300
"""Lines of a draft's differences that are shown."""


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


class Offered(NamedTuple):
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
        before = "" if self._opened is None else dump_issue(self._opened.issue)
        lines = differences(before, self._met.issue)
        if self._opened is not None and not lines and not self._met.conflicts:
            self._drafts.discard(self._draft)
            return ()
        said = [*self._origin(), *lines[:_DIFF_LINES]]
        if len(lines) > _DIFF_LINES:
            left = len(lines) - _DIFF_LINES
            said.append(Said(ngettext("… and {count} line", "… and {count} lines", left).format(count=left)))
        answers = [
            Answer("take", "t", _("go on with the draft")),
            Answer("later", "l", _("keep it for later, edit the file as it is")),
            Answer("discard", "d", _("throw the draft away")),
        ]
        heading = _("There is a draft of {key}").format(key=self._draft.key)
        return (Ask(Question(heading, said, answers, cancel="later"), Offered()),)

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
        return (Show.ISSUE,)


def differences(before: str, issue: Issue) -> list[Said]:
    """How the text of `issue` differs from `before`, one line a change, with what stands there marked + and what goes −."""
    after = dump_issue(issue)
    told: list[Said] = []
    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""):
        if line.startswith(("+++", "---", "@@")):
            continue
        if line[1:].strip():
            told.append(Said(line, "key" if line.startswith("+") else "faint"))
    return told
