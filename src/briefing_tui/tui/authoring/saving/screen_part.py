"""Saving and leaving on the authoring screen: the keys, the threads, the messages. What is to be done is said by `save_flow`.

Owned by `authoring.screen`, which passes on keys and the messages of the threads.
"""

from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from briefing_tui.library.disk.presence import Notes, Presence
from briefing_tui.library.entry import Stamp
from briefing_tui.tui.authoring.saving.conversation import Conversation, SaveEnded
from briefing_tui.tui.authoring.saving.save_flow import SaveFlow

if TYPE_CHECKING:
    from briefing_tui.tui.authoring.part_host import AuthoringPartHost


class DraftKept(Message):
    """A thread has kept a draft, or could not."""


class Looked(Message):
    """A thread has looked at the file and at who else edits it."""

    def __init__(self, stamp: Stamp | None, others: list[Presence]) -> None:
        super().__init__()
        self.stamp = stamp
        self.others = others


class Saving:
    """What the authoring screen does with its session as a whole."""

    def __init__(self, screen: "AuthoringPartHost", flow: SaveFlow, conversation: Conversation) -> None:
        self._screen = screen
        self._session = flow.session
        self._flow = flow
        self._conversation = conversation

    def state_in_words(self) -> str:
        """Status, and whether it is saved."""
        return self._flow.state_in_words()

    def alarm(self) -> str:
        """What the writer must know; empty when there is nothing."""
        return self._flow.alarm()

    # Drafts, and looking at the disk

    def keep_draft(self) -> None:
        """Every second: keep what was typed, in a thread."""
        if self._session.draft_due:
            self._screen.run_worker(self._keep, group="draft", exclusive=True, thread=True)

    def _keep(self) -> None:
        self._session.keep_draft()
        self._screen.post_message(DraftKept())

    def look(self) -> None:
        """Every few seconds: is the file another, is somebody else at it?"""
        if self._flow.look_due:
            self._screen.run_worker(self._look, group="look", exclusive=True, thread=True)

    def _look(self) -> None:
        worker, session = get_current_worker(), self._session
        key, known = session.key, session.opened
        message = Looked(session.library.stamp_of(key), Notes(session.library.root).others(key))
        if not worker.is_cancelled and session.opened is known:
            self._screen.post_message(message)

    def looked(self, event: Looked) -> None:
        """Tell what was seen."""
        self._conversation.go_on(self._flow, self._flow.looked(event.stamp, event.others))

    # Saving and leaving

    def action_save(self) -> None:
        """Key ctrl+s: save in a thread."""
        self._screen.take_typed()
        self._conversation.go_on(self._flow, self._flow.save())

    def save_ended(self, event: SaveEnded) -> None:
        """Go on, or ask what to do about it."""
        self._conversation.go_on(self._flow, self._flow.ended(event.write, event.result))

    def action_leave(self) -> None:
        """Key q."""
        self._screen.take_typed()
        self.leave()

    def leave(self, *, leave_app: bool = False) -> None:
        """Stop editing; what is not saved is asked about."""
        self._conversation.go_on(self._flow, self._flow.leave(leave_app=leave_app))
