"""What is let pass, and told again: noted in the library by a thread, each a step that undo takes back while the issue is as it was then.

Called by the list of findings. What was noted stands in a file of the house and not in the issue, so the session's own undo knows nothing of it.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, Protocol

from textual.message import Message

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.model.publish import written_time
from briefing_tui.tui.proofing.listing import Listed
from briefing_tui.tui.proofing.reading import ProofReading

if TYPE_CHECKING:
    from briefing_tui.model.finding import Finding
    from briefing_tui.model.issue import Issue
    from briefing_tui.proof.house import Passed
else:
    Finding = Issue = Passed = object  # as in `model.finding`


class NotingDesk(Protocol):
    """The authoring screen, as this part sees it."""

    @property
    def issue(self) -> Issue:
        """With all that was typed."""

    @property
    def signer(self) -> str:
        """Who writes."""

    def say(self, text: str) -> None:
        """A notice in the status row."""

    def run_worker(self, work: Callable[[], None], *, group: str, thread: bool) -> object:
        """Work in a thread."""

    def post_message(self, message: Message) -> bool:
        """Tell the screen, from any thread."""


class NotedStep(NamedTuple):
    """One of them."""

    issue: Issue
    """As it was when it was noted."""
    finding: Finding
    passed: Passed | None
    """What was let pass; None when it was told again instead."""


class ProofNoted(Message):
    """A thread has noted it, or could not."""

    def __init__(self, told: str, error: BriefingError | None, step: NotedStep | None, *, back: bool) -> None:
        super().__init__()
        self.told = told
        self.error = error
        self.step = step
        """What undo may take back, or has taken back when `back`; None when nothing was noted."""
        self.back = back


class Noting:
    """The part. One thing is noted at a time; what is asked meanwhile is done in its turn."""

    def __init__(self, desk: NotingDesk, reading: ProofReading, now: Callable[[], dt.datetime]) -> None:
        self._desk = desk
        self._reading = reading
        self._now = now
        self._busy = False
        self._begun: Issue | None = None
        """The issue of the step that is being noted now; None when one is being taken back."""
        self._steps: list[NotedStep] = []
        self._waiting: deque[bool] = deque()
        """What was asked meanwhile: True to take back, False to turn what is chosen then."""

    def turn(self, listed: Listed | None) -> None:
        """Let pass what is open, tell again what was let pass."""
        if self._busy:
            self._waiting.append(False)
        elif listed is not None and listed.finding.span is None:
            self._desk.say(_("This is about the issue as a whole; it goes when the issue is right."))
        elif listed is not None:
            self._begun = self._desk.issue
            self._run(partial(self._turned, listed, self._desk.issue, self._desk.signer))

    def take_back(self) -> bool:
        """Undo the last one that was noted in the issue as it is now; whether there is one."""
        issue = self._desk.issue
        mine = sum(1 for _step in takewhile(lambda step: step.issue is issue, reversed(self._steps)))
        mine += int(self._begun is issue) + self._waiting.count(False) - self._waiting.count(True)
        if mine <= 0:
            return False
        self._waiting.append(True)
        if not self._busy:
            self.go_on(None)
        return True

    def noted(self, event: ProofNoted) -> None:
        """The thread is done."""
        self._busy, self._begun = False, None
        if event.step is not None and (event.error is None) != event.back:
            self._steps.append(event.step)
        if event.error is not None:
            self._waiting.clear()

    def go_on(self, listed: Listed | None) -> None:
        """What was asked meanwhile, now that the list is as it should be; `listed` is what is chosen there."""
        while self._waiting and not self._busy:
            if not self._waiting.popleft():
                self.turn(listed)
            elif self._steps:
                step = self._steps.pop()
                self._run(partial(self._taken_back, step, self._desk.signer))

    def _run(self, work: Callable[[], None]) -> None:
        self._busy = True
        self._desk.run_worker(work, group="let pass", thread=True)

    def _turned(self, listed: Listed, issue: Issue, who: str) -> None:
        told, step, error = "", None, None
        try:
            if listed.passed is not None:
                self._reading.take_up_again(listed.passed.passed)
                step, told = NotedStep(issue, listed.finding, None), _("told again")
            else:
                passed = self._reading.let_pass(issue, listed.finding, who, written_time(self._now()))
                step = NotedStep(issue, listed.finding, passed) if passed is not None else None
                told = _("let pass, until the words change; p lists what was let pass")
        except BriefingError as caught:
            error = caught
        self._desk.post_message(ProofNoted(told, error, step, back=False))

    def _taken_back(self, step: NotedStep, who: str) -> None:
        told, error = "", None
        try:
            if step.passed is not None:
                self._reading.take_up_again(step.passed)
                told = _("taken back; it is told again")
            else:
                self._reading.let_pass(step.issue, step.finding, who, written_time(self._now()))
                told = _("taken back; it is let pass again")
        except BriefingError as caught:
            error = caught
        self._desk.post_message(ProofNoted(told, error, step, back=True))
