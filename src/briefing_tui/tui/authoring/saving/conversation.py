"""Carries out the steps of a flow: shows, asks and gives the answers back, runs a save in a thread. A part of the authoring screen.

Knows nothing of what the steps mean: that is the flow's (`steps`).
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from briefing_tui.errors import BriefingError
from briefing_tui.library.saving.revision import Saved
from briefing_tui.tui.authoring.saving.steps import (
    Ask,
    BothTexts,
    Flow,
    Given,
    KeyChanged,
    Leave,
    LookAtFindings,
    Public,
    Refuse,
    Resume,
    Rewriting,
    Say,
    Show,
    Steps,
    Wording,
    Write,
)
from briefing_tui.tui.dialogues.asking import LineQuestion
from briefing_tui.tui.dialogues.question import QuestionScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from briefing_tui.tui.authoring.part_host import AuthoringPartHost


class SaveEnded(Message):
    """A thread has saved, or could not."""

    def __init__(self, write: Write, result: Saved | BriefingError) -> None:
        super().__init__()
        self.write = write
        self.result = result


class Conversation:
    """Between the flows of one session and whoever writes."""

    def __init__(self, screen: "AuthoringPartHost", leave: Callable[[bool], None]) -> None:
        """`leave` takes the screen away; it is told whether the app ends, too."""
        self._screen = screen
        self._leave = leave

    def go_on(self, flow: Flow, steps: Steps) -> None:
        """Carry out what a flow gave; it gets the answers."""
        for step in steps:
            match step:
                case Say(text):
                    self._screen.say(text)
                case Show.ISSUE:
                    self._screen.show_again()
                case Show.STATE:
                    self._screen.tell_state()
                case Ask():
                    self._screen.ask(self._dialogue(flow, step))
                case Write():
                    self._screen.run_worker(partial(self._write, step), group="save", thread=True)
                case Resume(field, line, column):
                    self._screen.resume(field, line, column)
                case LookAtFindings(finding):
                    self._screen.call_later(partial(self._screen.show_findings, finding))
                case KeyChanged(old, new):
                    self._screen.host.key_changed(old, new)
                case Public(key, first, leaving):
                    self._screen.host.published(key, first=first, leaving=leaving)
                case Leave(leave_app):
                    self._leave(leave_app)
                case Refuse():
                    raise TypeError(step)  # only a typed line is refused

    def _dialogue(self, flow: Flow, asked: Ask) -> "Screen[None]":
        """The box for a question. Those that are seldom asked are imported when they are."""
        answered = partial(self._answered, flow, asked)
        match asked.question:
            case LineQuestion():
                from briefing_tui.tui.dialogues.ask_line import AskLineScreen

                return AskLineScreen(asked.question, partial(self._typed, flow, asked))
            case BothTexts():
                from briefing_tui.tui.authoring.saving.conflict import ConflictScreen

                return ConflictScreen(asked.question, answered)
            case Rewriting(where, text):
                from briefing_tui.tui.authoring.saving.conflict import RewriteScreen

                return RewriteScreen(where, text, answered)
            case Wording():
                from briefing_tui.tui.authoring.saving.wording_box import WordingScreen

                return WordingScreen(asked.question, answered)
            case _:
                return QuestionScreen(asked.question, answered)

    def _answered(self, flow: Flow, asked: Ask, answer: Given) -> None:
        self.go_on(flow, flow.answered(asked, answer))

    def _typed(self, flow: Flow, asked: Ask, line: str) -> str:
        """A line was typed: why it will not do, or nothing; then the steps are carried out when the box has gone."""
        steps = flow.answered(asked, line)
        match steps:
            case (Refuse(reason),):
                return reason
        self._screen.call_later(partial(self.go_on, flow, steps))
        return ""

    def _write(self, write: Write) -> None:
        result: Saved | BriefingError
        try:
            result = write.job.run()
        except BriefingError as error:
            result = error
        self._screen.post_message(SaveEnded(write, result))
