"""Proof-reading on the authoring screen: when it is done, the list of findings, what its keys do. A part of that screen.

The issue is read in a thread, a moment after the last change; the thread gets the value of that moment and posts what it found. No key waits
for it. What the list needs of the screen stands in `ProofDesk`.
"""

import datetime as dt
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from briefing_tui.i18n import _, ngettext
from briefing_tui.model.finding import Finding
from briefing_tui.proof.fixing import fixed_issue
from briefing_tui.proof.passage import passages
from briefing_tui.tui.dialogues.asking import Answer, Question, Said
from briefing_tui.tui.dialogues.question import QuestionScreen
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.proofing.listing import Listed, before_and_after, in_order
from briefing_tui.tui.proofing.noting import Noting, ProofNoted
from briefing_tui.tui.proofing.reading import ProofReading, Read
from briefing_tui.tui.proofing.rows import ProofRows

if TYPE_CHECKING:
    from textual.screen import Screen

    from briefing_tui.model.edits import Selection
    from briefing_tui.model.issue import Issue
    from briefing_tui.model.key import IssueKey

TICK_SECONDS = 0.3
"""Between looks whether the issue is another; one that stayed the same between two is read."""
_AT_LEAST = 7
"""Looks after which it is read though it changes at each."""
_QUICK_SECONDS = 0.08
"""Reading that takes no longer is done at once when a fix was taken, so that the list is true for the next key."""
_OF_A_FINDING = frozenset(
    {"focused.take_fix", "focused.to_place", "focused.let_pass", "focused.take_all_fixes"}
)
_OF_PASSED = frozenset({"focused.show_passed"})
_SHOWN = 200
"""Places shown before all fixes of a rule are taken."""


class ProofRead(Message):
    """A thread has read the issue."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self.read = read


class EarlierKnown(Message):
    """Earlier issues can be asked from now on."""


class ProofDesk(Protocol):
    """The authoring screen, as the list of findings sees it."""

    @property
    def issue(self) -> "Issue":
        """With all that was typed."""

    @property
    def key(self) -> "IssueKey":
        """Of the issue."""

    @property
    def selection(self) -> "Selection":
        """The chosen piece."""

    @property
    def signer(self) -> str:
        """Who writes."""

    def name_of(self, selection: "Selection") -> str:
        """What a piece is called."""

    def remarked(self, read: Read) -> None:
        """Something else was found: show how much, and where."""

    def look_at(self, finding: Finding | None) -> None:
        """The list is at a finding, or at none: choose its piece, mark its place in form and preview."""

    def change(self, issue: "Issue", what: str) -> bool:
        """Take a changed issue over as one step of undo, and show it; whether it is another."""

    async def type_at(self, finding: Finding) -> None:
        """The keyboard to the place in the form."""

    def say(self, text: str) -> None:
        """A notice in the status row."""

    def ask(self, dialogue: "Screen[None]") -> Awaitable[None]:
        """Put a question over the screen."""

    def run_worker(self, work: Callable[[], None], *, group: str, thread: bool) -> object:
        """Work in a thread."""

    def post_message(self, message: Message) -> bool:
        """Tell the screen, from any thread."""


class Proofing:
    """The part."""

    def __init__(
        self,
        desk: ProofDesk,
        reading: ProofReading,
        *,
        ambiguous: int,
        now: Callable[[], dt.datetime] = dt.datetime.now,
    ) -> None:
        self._desk = desk
        self._now = now
        self._reading = reading
        self.rows = ProofRows(self, desk.name_of, ambiguous=ambiguous)
        self.read = Read()
        """What was found last."""
        self.open = False
        """Whether the list is in sight."""
        self._with_passed = False
        self._seen: Issue | None = None
        self._waited = 0
        self._under_way = False
        self._noting = Noting(desk, reading, now)
        self._left = threading.Event()

    # When it is read

    def begin(self) -> None:
        """The screen is there: have earlier issues looked at."""
        self._prepare(wanted=False)

    def end(self) -> None:
        """The screen goes."""
        self._left.set()

    def tick(self) -> None:
        """Every moment: is the issue another, and does it stay so?"""
        issue = self._desk.issue
        if self._under_way or issue is self.read.issue:
            return
        self._waited = self._waited + 1
        if issue is self._seen or (self._waited >= _AT_LEAST and self.read.seconds < _QUICK_SECONDS):
            self._start()
        self._seen = issue

    def _start(self) -> None:
        self._under_way, self._waited = True, 0
        work = partial(self._work, self._desk.issue, self._desk.key)
        self._desk.run_worker(work, group="proof", thread=True)

    def _work(self, issue: "Issue", key: "IssueKey") -> None:
        self._desk.post_message(ProofRead(self._reading.read(issue, key)))

    def took(self, read: Read) -> None:
        """A thread has read it."""
        self._under_way = False
        trouble = self.read.trouble
        self.read = read
        self._list()
        self._desk.remarked(read)
        if read.trouble and read.trouble != trouble:
            self._desk.say(read.trouble)
        self._noting.go_on(self.rows.chosen)

    def read_now(self) -> None:
        """The issue, or what is let pass, changed by a key of the list: read it before the next key, if that is quick."""
        if self.read.seconds < _QUICK_SECONDS:
            self.took(self._reading.read(self._desk.issue, self._desk.key))
        else:
            self._start()

    def findings_now(self) -> tuple[Finding, ...]:
        """What is open in the issue as it is now, for who wants to hand it in; of an issue too large to wait for, as last read."""
        if self._desk.issue is not self.read.issue and self.read.seconds < _QUICK_SECONDS:
            self.took(self._reading.read(self._desk.issue, self._desk.key))
        return self.read.findings

    def _prepare(self, *, wanted: bool) -> None:
        self._desk.run_worker(partial(self._look_back, wanted), group="earlier", thread=True)

    def _look_back(self, wanted: bool) -> None:
        if self._reading.prepare(wanted=wanted, stop=self._left) and not self._left.is_set():
            self._desk.post_message(EarlierKnown())

    def earlier_known(self) -> None:
        """Read once more, with what stood in earlier issues."""
        if not self._under_way:
            self._start()

    # The list

    def show(self, *, open_: bool) -> None:
        """The list comes in sight, or goes."""
        if open_ and not self.open:
            self._prepare(wanted=True)
        fresh = open_ and not self.open
        self.open = open_
        self._list()
        here = (one for one in self.read.findings if one.selection == self._desk.selection)
        if fresh and (first := min(here, key=lambda one: not one.is_error, default=None)) is not None:
            self.rows.choose_finding(first)
        self._desk.look_at(self.current if open_ else None)
        if open_ and self.read.trouble:
            self._desk.say(self.read.trouble)

    @property
    def current(self) -> Finding | None:
        """The finding of the list's cursor."""
        return self.rows.chosen.finding if self.rows.chosen is not None else None

    @property
    def idle_keys(self) -> frozenset[str]:
        """Actions of the list that mean nothing as it is: its hints do not tell of them."""
        to_show = bool(self.read.passed) or self._with_passed
        return (_OF_A_FINDING if self.rows.chosen is None else frozenset()) | (
            frozenset() if to_show else _OF_PASSED
        )

    def go_to(self, finding: Finding) -> None:
        """The list's cursor to a finding."""
        self.rows.choose_finding(finding)

    def moved(self) -> None:
        """The list's cursor is at another finding."""
        if self.open:
            self._desk.look_at(self.current)

    def _list(self) -> None:
        if not self.open:
            return
        issue = self.read.issue
        texts = {(one.selection, one.field): one.text for one in passages(issue)} if issue else {}

        def text_of(finding: Finding) -> str:
            assert finding.selection is not None
            return texts.get((finding.selection, finding.span.field if finding.span else ""), "")

        passed = self.read.passed if self._with_passed else ()
        self.rows.show(in_order(self.read.findings, passed, text_of))

    # Its keys

    async def take_fix(self) -> None:
        """Key Enter."""
        listed = self.rows.chosen
        if listed is None:
            return
        if listed.passed is not None:
            self._desk.say(_("This was let pass; i has it told again."))
        elif listed.finding.span is None or listed.finding.span.fix is None:
            await self._desk.type_at(listed.finding)
        else:
            self._take([listed], before_and_after(listed))

    async def type_there(self) -> None:
        """Key e."""
        if self.current is not None:
            await self._desk.type_at(self.current)

    def take_all(self) -> None:
        """Key A: ask first, with all the places."""
        chosen = self.rows.chosen
        if chosen is None:
            return
        rule = chosen.finding.rule
        findings = [one for one in self.read.findings if one.rule == rule and one.span is not None]
        findings = [one for one in findings if one.span is not None and one.span.fix is not None]
        if not findings:
            self._desk.say(_("{rule} proposes nothing here that could be taken.").format(rule=rule))
            return
        listed = self._listed(findings)
        said = [
            Said(f"{self._desk.name_of(one.finding.selection)}: {before_and_after(one)}")
            for one in listed[:_SHOWN]
            if one.finding.selection is not None
        ]
        if len(listed) > _SHOWN:
            said.append(Said(_("… and {count} more").format(count=len(listed) - _SHOWN)))
        text = ngettext("take this fix", "take all {count} fixes", len(listed)).format(count=len(listed))
        question = Question(
            _("Fixes of {rule}: {name}").format(rule=rule, name=chosen.finding.text.partition(": ")[0]),
            said,
            [Answer("take", "t", text), Answer("", "b", _("back"))],
        )
        self._desk.ask(QuestionScreen(question, partial(self._answered, listed)))

    def _answered(self, listed: list[Listed], answer: str) -> None:
        if answer:
            count = len(listed)
            text = ngettext("{count} fix of {rule}", "{count} fixes of {rule}", count)
            self._take(listed, text.format(count=count, rule=listed[0].finding.rule))

    def _take(self, listed: list[Listed], what: str) -> None:
        changed = fixed_issue(self._desk.issue, [one.finding for one in listed])
        if self._desk.change(changed, what):
            self._desk.say(_("taken: {what} — Ctrl+Z takes it back").format(what=what))
        else:
            self._desk.say(_("The words are others by now."))
        self.read_now()

    def _listed(self, findings: list[Finding]) -> list[Listed]:
        issue = self._desk.issue
        texts = {(one.selection, one.field): one.text for one in passages(issue)}
        return in_order(
            findings,
            text_of=lambda one: (
                texts.get((one.selection, one.span.field), "")
                if one.selection is not None and one.span is not None
                else ""
            ),
        )

    def toggle_passed(self) -> None:
        """Key p."""
        self._with_passed = not self._with_passed
        self._list()
        self.moved()
        if self._with_passed:
            count = len(self.read.passed)
            self._desk.say(
                ngettext(
                    "{count} place was let pass; p hides it again",
                    "{count} places were let pass; p hides them again",
                    count,
                ).format(count=count)
            )

    def let_pass(self) -> None:
        """Key i: of what is open, and back."""
        self._noting.turn(self.rows.chosen)

    def take_back(self) -> bool:
        """Undo of the last `i`, when nothing else was done since; whether there was any."""
        return self._noting.take_back()

    def noted(self, event: ProofNoted) -> None:
        """It is noted in the library, or not."""
        self._noting.noted(event)
        self._desk.say(event.told if event.error is None else error_line(event.error))
        self.read_now()
