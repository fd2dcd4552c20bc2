"""What is let pass, and told again: noted in the library by a thread, each a step that undo takes back while the issue is as it was then.

Called by the list of findings. What was noted stands in a file of the house and not in the issue, so the session's own undo knows nothing of it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from textual.message import Message

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.model.publish import written_time
from briefing_tui.tui.proofing.listing import Listed
from briefing_tui.tui.proofing.reading import LetPass, ProofReading

if TYPE_CHECKING:
    from briefing_tui.model.finding import Finding
    from briefing_tui.model.issue import Issue
else:
    Finding = Issue = object  # as in `model.finding`


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
    was_open: bool
    """Whether it was let pass; else it was told again."""


class ProofNoted(Message):
    """A thread has noted it, or could not."""

    def __init__(self, told: str, error: BriefingError | None, step: NotedStep | None) -> None:
        super().__init__()
        self.told = told
        self.error = error
        self.step = step
        """What undo may take back; None when this was such an undo."""


class Noting:
    """The part."""

    def __init__(self, desk: NotingDesk, reading: ProofReading, now: Callable[[], dt.datetime]) -> None:
        self._desk = desk
        self._reading = reading
        self._now = now
        self._busy = False
        self._steps: list[NotedStep] = []

    def turn(self, listed: Listed | None) -> None:
        """Let pass what is open, tell again what was let pass."""
        if listed is None or self._busy:
            return
        if listed.finding.span is None:
            self._desk.say(_("This is about the issue as a whole; it goes when the issue is right."))
            return
        self._note(listed, back=False)

    def take_back(self, passed: Sequence[LetPass]) -> bool:
        """Undo the last one, when the issue is as it was then; whether there is one. `passed` is what is let pass now."""
        if self._busy or not self._steps or self._steps[-1].issue is not self._desk.issue:
            return self._busy
        step = self._steps.pop()
        found = next((one for one in passed if one.finding == step.finding), None)
        if (found is not None) == step.was_open:
            self._note(Listed(step.finding, found), back=True)
        return True

    def noted(self, event: ProofNoted) -> None:
        """The thread is done."""
        self._busy = False
        if event.error is None and event.step is not None:
            self._steps.append(event.step)

    def _note(self, listed: Listed, *, back: bool) -> None:
        self._busy = True
        self._desk.run_worker(
            partial(self._write, listed, self._desk.issue, self._desk.signer, back=back),
            group="let pass",
            thread=True,
        )

    def _write(self, listed: Listed, issue: Issue, who: str, *, back: bool) -> None:
        error = None
        try:
            if listed.passed is not None:
                self._reading.take_up_again(listed.passed.passed)
                told = _("told again")
            else:
                self._reading.let_pass(issue, listed.finding, who, written_time(self._now()))
                told = _("let pass, until the words change; p lists what was let pass")
        except BriefingError as caught:
            told, error = "", caught
        if back and error is None:
            told = (
                _("taken back; it is told again")
                if listed.passed is not None
                else _("taken back; it is let pass again")
            )
        step = None if back else NotedStep(issue, listed.finding, listed.passed is None)
        self._desk.post_message(ProofNoted(told, error, step))
