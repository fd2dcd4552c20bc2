"""The steps of an issue from draft to published, and what is asked about them. Knows no screen.

Steps are those of `model.publish`, the same as the verb `status` takes; they are in the file when the issue is saved. Used by
`issue_life`, and by `save_flow` when something is missing in what is to be published.
"""

from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.library.numbering import head_before
from briefing_tui.model.edits import Selection
from briefing_tui.model.finding import Finding
from briefing_tui.model.issue import DRAFT, PUBLISHED, REVIEW
from briefing_tui.model.publish import problems, step_word
from briefing_tui.text.clean import line_without_controls
from briefing_tui.tui.authoring.saving.steps import Ask, Given, Say, Show, Steps, Worded
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import Answer, LineQuestion, Question, Said
from briefing_tui.words import status_name

_PROBLEMS_SHOWN = 30


class Choosing(NamedTuple):
    """The next step was asked; the answer is a status, or `sign`."""


class Signing(NamedTuple):
    """Who signs was asked."""


class TakingBack(NamedTuple):
    """Whether a published issue is taken back was asked; the answer is its new status."""


class Findings(NamedTuple):
    """What speaks against publishing was told."""

    first: Selection
    """The piece to go to."""


class StatusFlow:
    """Takes the steps of one session."""

    def __init__(self, session: EditingSession) -> None:
        self._session = session

    def choose(self) -> Steps:
        """Ask for the next step."""
        flow = self._session.issue.workflow
        sign = _("sign with another name than {name}").format(name=self._session.who)
        question = Question(
            _("Status: {status}").format(status=status_name(flow.status)),
            [Said(f"{step.when}  {step.what}  {step.who}", "faint") for step in flow.steps],
            [*_offered(flow.status), Answer("sign", "n", sign), Answer("", "b", _("leave it"))],
        )
        return (Ask(question, Choosing()),)

    def take(self, status: str) -> Steps:
        """Take the step to a status, when nothing speaks against it."""
        if not step_word(self._session.issue.workflow.status, status):
            return (Show.ISSUE,)
        if self._session.correcting and status != PUBLISHED:
            question = Question(
                _("Take back a published issue?"),
                [Said(_("Readers will not see it any more."))],
                [Answer(status, "t", _("take it back")), Answer("", "b", _("leave it published"))],
            )
            return (Ask(question, TakingBack()),)
        if status == PUBLISHED and (found := self.problems()):
            return (self.ask_about(found),)
        return self._advance(status)

    def problems(self) -> tuple[Finding, ...]:
        """What speaks against publishing the issue as it is now."""
        session = self._session
        return problems(session.issue, head_before(session.library, session.key))

    def all_findings(self) -> tuple[Finding, ...]:
        """The same, and what loading the file warned of."""
        opened = self._session.opened
        return (*self.problems(), *(() if opened is None else opened.findings))

    def missing(self) -> tuple[Finding, ...]:
        """Those of the problems that no word overrides."""
        return tuple(problem for problem in self.problems() if problem.is_error)

    def ask_about(self, found: tuple[Finding, ...]) -> Ask:
        """List what was found, which is at least one; hints may be overridden."""
        fatal = any(one.is_error for one in found)
        said = [
            Said(f"{'!' if one.is_error else '·'} {one.text}", "error" if one.is_error else "")
            for one in found
        ]
        answers = [Answer("go", "g", _("go to the first"))]
        if not fatal:
            answers.append(Answer(PUBLISHED, "p", _("publish all the same")))
        heading = _("Not ready to be published") if fatal else _("Look at this before it is published")
        first = next((one for one in found if one.is_error), found[0]).selection or Selection()
        question = Question(heading, said[:_PROBLEMS_SHOWN], [*answers, Answer("", "b", _("back"))])
        return Ask(question, Findings(first))

    def answered(self, asked: Ask, answer: Given) -> Steps:
        """What an answer leads to."""
        assert not isinstance(answer, Worded), "nothing is worded here"
        match asked.about:
            case Choosing() if answer == "sign":
                return (self._ask_name(),)
            case Choosing():
                return self.take(answer or "")
            case Signing():
                self._session.who = line_without_controls(answer or "")
                return self.choose()
            case TakingBack():
                return self._advance(answer or "")
            case Findings(first):
                if answer == "go":
                    self._session.select(first)
                return self._advance(PUBLISHED if answer == PUBLISHED else "")
            case _:
                raise TypeError(asked.about)

    def _ask_name(self) -> Ask:
        footing = _("Enter takes it for the steps of this session, Esc goes back")
        return Ask(LineQuestion(_("Who signs?"), footing, self._session.who), Signing())

    def _advance(self, status: str) -> Steps:
        if not status or not self._session.advance(status):
            return (Show.ISSUE,)
        now = status_name(self._session.issue.workflow.status)
        told = _("Status: {status}; save to keep it") if self._session.changed else _("Status: {status}")
        return Show.ISSUE, Say(told.format(status=now))


def _offered(status: str) -> list[Answer]:
    """The steps from a status, with what the record calls each."""
    texts = {
        DRAFT: {REVIEW: _("hand in for review"), PUBLISHED: _("publish")},
        REVIEW: {REVIEW: _("note that it was read"), PUBLISHED: _("publish"), DRAFT: _("back to draft")},
        PUBLISHED: {REVIEW: _("take back for review"), DRAFT: _("take back to draft")},
    }[status]
    return [
        Answer(new, new[0], _("{step} ({word})").format(step=text, word=step_word(status, new)))
        for new, text in texts.items()
    ]
