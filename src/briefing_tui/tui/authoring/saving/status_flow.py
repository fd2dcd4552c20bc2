"""The steps of an issue from draft to published, and what is asked about them. Knows no screen.

Steps are those of `model.publish`, the same as the verb `status` takes; they are in the file when the issue is saved. Used by
`issue_life`, and by `save_flow` when something is missing in what is to be published.
"""

from collections.abc import Callable
from typing import NamedTuple

from briefing_tui.i18n import _, ngettext
from briefing_tui.library.numbering import head_before
from briefing_tui.model.edits import Selection, position_of
from briefing_tui.model.finding import Finding
from briefing_tui.model.issue import DRAFT, PUBLISHED, REVIEW
from briefing_tui.model.publish import problems, step_word
from briefing_tui.text.clean import line_without_controls
from briefing_tui.tui.authoring.saving.steps import Ask, Given, LookAtFindings, Say, Show, Step, Steps, Worded
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import Answer, LineQuestion, Question, Said
from briefing_tui.words import status_name

_PROBLEMS_SHOWN = 30
_WORDS = 20
"""Characters of what a finding is about that are shown."""


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


class ProofTold(NamedTuple):
    """What proof-reading remarks on was told; it forbids nothing."""

    status: str
    """The step that was wanted."""
    first: Finding
    """The finding to go to."""


def _nothing() -> tuple[Finding, ...]:
    return ()


class StatusFlow:
    """Takes the steps of one session."""

    def __init__(self, session: EditingSession, proof: Callable[[], tuple[Finding, ...]] = _nothing) -> None:
        """`proof` tells what proof-reading remarks on in the issue as it is now."""
        self._session = session
        self._proof = proof

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
        return self._after_proof(status)

    def _after_proof(self, status: str) -> Steps:
        """Take the step; ask before, when the text goes on its way with what may be an error."""
        found = self._proof() if status in {REVIEW, PUBLISHED} else ()
        if not any(one.is_error for one in found):
            steps = self._advance(status)
            return (*steps[:-1], _with_hints(steps[-1], len(found))) if found else steps
        return (self._ask_about_proof(status, found),)

    def _ask_about_proof(self, status: str, found: tuple[Finding, ...]) -> Ask:
        """The errors, then the hints; none of them forbids the step."""
        found = tuple(sorted(found, key=lambda one: not one.is_error))
        said = [
            Said(
                f"{one.level} {self._piece(one)}{one.rule} {_in_words(one)}", "error" if one.is_error else ""
            )
            for one in found[:_PROBLEMS_SHOWN]
        ]
        if len(found) > len(said):
            said.append(Said(_("… and {count} more").format(count=len(found) - len(said))))
        step = _("publish all the same") if status == PUBLISHED else _("hand in all the same")
        answers = [
            Answer("go", "g", _("go to the first")),
            Answer(status, "p" if status == PUBLISHED else "h", step),
            Answer("", "b", _("back")),
        ]
        heading = _("Proof-reading: {errors} E, {hints} H")
        errors = sum(one.is_error for one in found)
        question = Question(heading.format(errors=errors, hints=len(found) - errors), said, answers)
        return Ask(question, ProofTold(status, found[0]))

    def _piece(self, finding: Finding) -> str:
        """`#3 ` for an item."""
        position = 0 if finding.selection is None else position_of(self._session.issue, finding.selection)
        return f"#{position} " if position else ""

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
                return self._after_proof(PUBLISHED) if answer == PUBLISHED else self._advance("")
            case ProofTold(status, first):
                if answer == "go":
                    return Show.ISSUE, LookAtFindings(first)
                return self._advance(status if answer == status else "")
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


def _in_words(finding: Finding) -> str:
    """What is remarked on, and the words before and after."""
    span = finding.span
    if span is None:
        return finding.text
    words = span.words[:_WORDS] if span.fix is None else f"{span.words[:_WORDS]} → {span.fix[:_WORDS]}"
    return f"{finding.text}  {words}"


def _with_hints(step: Step, count: int) -> Step:
    """What was done, and that there are hints."""
    if not isinstance(step, Say):
        return step
    text = ngettext("{count} hint of proof-reading: F7", "{count} hints of proof-reading: F7", count)
    return Say(f"{step.text}; {text.format(count=count)}")


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
