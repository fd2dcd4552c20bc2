"""Which issues of the library have text that somebody's session did not save, for the marks in the list. A part of the library screen.

Looked for in a thread, by the names of the kept files alone; a read-only session has none.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from briefing_tui.model.key import IssueKey

if TYPE_CHECKING:
    from briefing_tui.personal.drafts import Drafts
    from briefing_tui.tui.options import Writing


class KeptTexts:
    """What was found last."""

    class Changed(Message):
        """Another set of issues than before."""

        def __init__(self, keys: frozenset[IssueKey]) -> None:
            super().__init__()
            self.keys = keys

    def __init__(self, screen: Screen[None], writing: Callable[[], "Writing | None"], root: str) -> None:
        self._screen = screen
        self._writing = writing
        self._root = root
        self._drafts: Drafts | None = None
        self.keys: frozenset[IssueKey] = frozenset()

    def look(self) -> None:
        """Look again, in a thread."""
        if self._writing() is not None:
            self._screen.run_worker(self._look, group="kept", exclusive=True, thread=True)

    def _look(self) -> None:
        writing = self._writing()
        if writing is None:
            return
        if self._drafts is None:
            self._drafts = writing.drafts()
        found = self._drafts.keys(self._root)
        if found != self.keys and not get_current_worker().is_cancelled:
            self._screen.post_message(self.Changed(found))
