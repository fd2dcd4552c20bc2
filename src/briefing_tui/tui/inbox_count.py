"""How many contributions wait, for the status rows of the library and the authoring screen. A part of either.

Counted in a thread, by names alone; a session that may not write is not told.
"""

from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from briefing_tui.tui.messages import sent_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    class CountingScreen(Protocol):
        """The screen it is a part of."""

        def run_worker(
            self, work: Callable[[], None], *, group: str, exclusive: bool, thread: bool
        ) -> object:
            """Work in a thread."""

        def post_message(self, message: Message) -> bool:
            """Tell the screen, from any thread."""


class InboxCount:
    """What was counted last."""

    class Changed(Message):
        """Another number than before."""

    def __init__(self, screen: "CountingScreen", root: str) -> None:
        self._screen = screen
        self._root = root
        self.total = 0

    @property
    def fact(self) -> str:
        """For a status row; empty when nothing waits."""
        return sent_in(self.total)

    def look(self) -> None:
        """Count again, in a thread."""
        self._screen.run_worker(self._look, group="inbox count", exclusive=True, thread=True)

    def _look(self) -> None:
        from briefing_tui.library.inbox.inbox import Inbox  # not before the screen is there

        total = Inbox(self._root).count()
        if total != self.total and not get_current_worker().is_cancelled:
            self.total = total
            self._screen.post_message(self.Changed())
