"""What waits in the inbox, listed and read in a thread that only posts. A part of the inbox screen.

The list comes at once; then each file is read, in its order, and told. What was read is kept as long as the file is the one it was read from.
"""

from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.importers.pieces import RecognisedItems, of_contribution, read_pieces
from briefing_tui.library.inbox.contribution import Contribution
from briefing_tui.library.inbox.inbox import Inbox
from briefing_tui.text.characters import count

if TYPE_CHECKING:
    from briefing_tui.library.entry import Stamp


class KnownText(NamedTuple):
    """What is known of the text of a contribution."""

    pieces: RecognisedItems | None = None
    reason: str = ""
    """Why there are none."""
    words: int = 0
    """Characters that are no blanks, of all pieces."""

    @property
    def title(self) -> str:
        """Its first line."""
        if self.pieces is None:
            return ""
        item = self.pieces.found[0].item
        return item.title or item.body.partition("\n")[0]


class InboxFeed:
    """Lists and reads."""

    class Listed(Message):
        """What waits now."""

        def __init__(self, waiting: list[Contribution]) -> None:
            super().__init__()
            self.waiting = waiting

    class Read(Message):
        """One more is read."""

        def __init__(self, one: Contribution, known: KnownText) -> None:
            super().__init__()
            self.one = one
            self.known = known

    class Failed(Message):
        """The inbox cannot be listed."""

        def __init__(self, error: BriefingError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, screen: Screen[None], inbox: Inbox) -> None:
        self._screen = screen
        self._inbox = inbox
        self._known: dict[tuple[str, Stamp], KnownText] = {}
        self._seen: list[Contribution] | None = None
        self._fault = ""

    def known(self, one: Contribution) -> KnownText | None:
        """What was read of it; None for not yet."""
        return self._known.get((one.file, one.stamp))

    def look(self) -> None:
        """Look again, in a thread."""
        self._screen.run_worker(self._look, group="inbox", exclusive=True, thread=True)

    def _look(self) -> None:
        worker = get_current_worker()
        try:
            waiting = self._inbox.waiting()
        except BriefingError as error:
            if error.one_line() != self._fault and not worker.is_cancelled:
                self._fault, self._seen = error.one_line(), None
                self._screen.post_message(self.Failed(error))
            return
        if waiting != self._seen and not worker.is_cancelled:
            self._seen, self._fault = waiting, ""
            self._screen.post_message(self.Listed(waiting))
        for one in waiting:
            if worker.is_cancelled:
                return
            if (one.file, one.stamp) not in self._known:
                known = self._read(one)
                self._known[one.file, one.stamp] = known
                self._screen.post_message(self.Read(one, known))

    def _read(self, one: Contribution) -> KnownText:
        if one.reason:
            return KnownText(reason=one.reason)
        try:
            pieces = of_contribution(read_pieces(self._inbox.read(one), one.file), one.file, one.unit)
        except BriefingError as error:
            return KnownText(reason=error.message)
        words = sum(count(piece.item.title + piece.item.body)[1] for piece in pieces.found)
        return KnownText(pieces, words=words)
