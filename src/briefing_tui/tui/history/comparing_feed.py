"""A state of an issue compared with another and laid out, in a thread that only posts. A part of the screen that shows both."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.library.history.comparing import Comparison, compare
from briefing_tui.model.issue import Issue
from briefing_tui.tui.history.laying import ComparedRow, lay_out


class Sides(NamedTuple):
    """What is compared."""

    before: Callable[[], Issue]
    """Gives the older state; called in a thread. BriefingError when it cannot be had."""
    now: Issue


class ComparingFeed:
    """Compares for one screen."""

    class LaidOut(Message):
        """Both are compared, at a width."""

        def __init__(self, compared: Comparison, rows: list[ComparedRow], width: int) -> None:
            super().__init__()
            self.compared = compared
            self.rows = rows
            self.width = width

    class Failed(Message):
        """The older state cannot be had."""

        def __init__(self, error: BriefingError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._before: Issue | None = None
        self._compared: tuple[Issue, Comparison] | None = None

    def lay_out(self, sides: Sides, width: int, ambiguous: int) -> None:
        """In a thread; the newest wish wins."""
        work = partial(self._lay_out, sides, width, ambiguous)
        self._screen.run_worker(work, group="compare", exclusive=True, thread=True)

    def _lay_out(self, sides: Sides, width: int, ambiguous: int) -> None:
        worker = get_current_worker()
        try:
            if self._before is None:
                self._before = sides.before()
        except BriefingError as error:
            if not worker.is_cancelled:
                self._screen.post_message(self.Failed(error))
            return
        known = self._compared
        if known is None or known[0] is not sides.now:
            known = (sides.now, compare(self._before, sides.now))
            self._compared = known
        rows = lay_out(known[1], width, ambiguous)
        if not worker.is_cancelled:
            self._screen.post_message(self.LaidOut(known[1], rows, width))
