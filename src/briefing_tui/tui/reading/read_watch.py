"""Whether an issue was read or only passed by: paged on, shown to its end after moving, or left on the screen for a while.

Owned by the reading screen, which tells it what the reader does. `mark` is called once an issue.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from textual.timer import Timer

DWELL_SECONDS = 5.0
"""An issue that stands on the screen for so long is read; going through the issues with `>` is quicker."""


class ReadWatch:
    """Watches over the issue on one screen."""

    def __init__(self, screen: Screen[None], mark: Callable[[], None]) -> None:
        self._screen = screen
        self._mark = mark
        self._timer: Timer | None = None
        self._done = False

    def begin(self) -> None:
        """An issue came to stand on the screen, for the first time or again."""
        self.stop()
        self._done = False
        self.go_on()

    def go_on(self) -> None:
        """The screen is in front again."""
        self.stop()
        if not self._done:
            self._timer = self._screen.set_timer(DWELL_SECONDS, self._dwelt)

    def paged(self) -> None:
        """The reader went on by a screenful, or to the end."""
        if not self._done:
            self.stop()
            self._done = True
            self._mark()

    def stop(self) -> None:
        """Nobody looks any more."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _dwelt(self) -> None:
        if self._screen.app.screen is self._screen:  # `is_current` holds for screens below others too
            self.paged()
