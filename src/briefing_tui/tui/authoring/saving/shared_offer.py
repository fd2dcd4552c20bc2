"""An issue that was changed on another machine in the same places: both versions stand, and are brought together here. Knows no screen.

Asked by `editing` when an issue is opened that sync left in two versions (`library.sync.settling`). Put off, all stays as it is, and it is
asked the next time. Brought together, the result is an ordinary edit, which can be undone; sync goes on from it once it is saved.
"""

from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.format.encode import normalised
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.library.saving.merge import ConflictError, Merged, merge
from briefing_tui.library.saving.revision import Opened
from briefing_tui.library.sync.merging.reunite import NUMBER, PUBLICATION
from briefing_tui.library.sync.settling import Both, settled
from briefing_tui.model.edits import Edited, nearest
from briefing_tui.model.issue import Issue
from briefing_tui.tui.authoring.saving import settling
from briefing_tui.tui.authoring.saving.copy_out import Copying, copy_to
from briefing_tui.tui.authoring.saving.settling import Settled, Settling
from briefing_tui.tui.authoring.saving.steps import Ask, Given, Say, Show, Steps, Worded
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import Answer, Question, Said

_SHOWN = 20
"""Changes of the others that are listed."""


class OfferedTogether(NamedTuple):
    """Whether both are brought together was asked."""


class SharedOffer:
    """The question about one issue, in a session that was begun from the file as it is here."""

    def __init__(self, session: EditingSession, opened: Opened, both: Both) -> None:
        self._session = session
        self._opened = opened
        self._both = both
        self._base = Issue()
        self._theirs = opened.prepared
        self._met: Merged | None = None

    def begin(self) -> Steps:
        """Show what others changed and where both did."""
        path = self._opened.path
        try:
            known = self._opened.prepared
            if self._both.base is not None:
                known = Prepared(self._both.base, load_issue(self._both.base, path).issue, path).following(
                    known
                )
                self._base = known.issue
            there = load_issue(self._both.theirs, path).issue
            self._theirs = Prepared(self._both.theirs, there, path).following(known)
        except BriefingError as error:
            told = _("What others have of {key} cannot be read: {reason}")
            return (Say(told.format(key=self._session.key, reason=error.message)),)
        met = self._met = merge(self._base, normalised(self._opened.issue), self._theirs.issue)
        answers = [
            Answer("together", "t", _("bring both together")),
            Answer("later", "l", _("later: go on with what is here")),
        ]
        heading = _("{key} was changed on another machine, too").format(key=self._session.key)
        return (Ask(Question(heading, self._said(met), answers, cancel="later"), OfferedTogether()),)

    def _said(self, met: Merged) -> list[Said]:
        why = {
            NUMBER: _(
                "Two issues have this number. If they are two, leave, and give yours another number (rename)."
            ),
            PUBLICATION: _("One side published it while the other changed it."),
        }.get(self._both.waiting.why, _("Both changed the same; neither is lost."))
        said = [Said(why)]
        if met.notes:
            told = ngettext("Others changed {count} more:", "Others changed {count} more:", len(met.notes))
            said.append(Said(told.format(count=len(met.notes)), "lead"))
            said += [Said(f"· {note}") for note in met.notes[:_SHOWN]]
        if met.conflicts:
            told = ngettext(
                "Both texts will be shown in {count} place:",
                "Both texts will be shown in {count} places:",
                len(met.conflicts),
            )
            said.append(Said(told.format(count=len(met.conflicts)), "error"))
            said += [Said(f"! {conflict.where}", "error") for conflict in met.conflicts[:_SHOWN]]
        return said

    def answered(self, asked: Ask, answer: Given) -> Steps:
        """What an answer leads to."""
        assert not isinstance(answer, Worded), "nothing is worded here"
        match asked.about:
            case Settling() as open_still:
                done = settling.settle(self._session, asked, open_still, answer)
                if isinstance(done, Settled):
                    return self._take(done.issue)
                return done or self._later()
            case Copying(issue):
                return copy_to(self._session, issue, answer or "")
            case _:
                return self._together() if answer == "together" else self._later()

    def _later(self) -> Steps:
        return (Say(_("Both versions stay; you are asked again the next time.")),)

    def _together(self) -> Steps:
        met = self._met
        assert met is not None
        if not met.conflicts:
            return self._take(met.issue)
        on_disk = self._opened._replace(prepared=self._theirs)
        mine = normalised(self._opened.issue)
        return (settling.begin(ConflictError(self._base, mine, on_disk, met.conflicts, met.notes)),)

    def _take(self, issue: Issue) -> Steps:
        session, before, waiting = self._session, self._session.issue, self._both.waiting
        if session.opened is not None:
            session.opened = session.opened._replace(
                prepared=session.opened.prepared.remembering(self._theirs)
            )
        if issue == before:
            try:
                settled(session.library.root, waiting)
            except BriefingError as error:
                return (Say(error.one_line()),)
            return (Say(_("It stays as it is here; the next sync tells the others.")),)
        told = _("brought together with what others changed")
        session.apply(Edited(issue, nearest(issue, session.selection)), told)
        session.together = (session.issue, waiting)
        return Show.ISSUE, Say(_("Both are in the text now: save it, and the next sync tells the others."))
