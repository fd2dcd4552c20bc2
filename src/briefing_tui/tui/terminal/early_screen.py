"""The terminal from the first page to the driver: the alternate screen is there, and whatever happens it is given back. Loads no framework.

Made by `early_page` with the probe, which holds the line settings and hears the signals; the driver takes all of it over
with `taken_over`. Until then `leave`, a signal that ends the process and the end of the process bring the terminal back
as it was. What is written goes through the thread that the driver writes with later, so a slow link holds up no import.
"""

import atexit
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing_tui.tui.terminal.output import OutputThread

if TYPE_CHECKING:
    from briefing_tui.tui.terminal.probe import Probe

ALTERNATE = "\x1b[?1049h"
ENTER = "\x1b[?25l\x1b[?2004h\x1b[?7l"
"""No cursor, bracketed paste, no wrapping at the right edge; behind `ALTERNATE`, which clears it."""
LEAVE = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h"
MOST_COLUMNS, MOST_ROWS = 1000, 500
"""A size beyond these is a terminal's mistake; laying it out would take seconds."""
_MOMENT = 0.02
"""Seconds that a paint may take before the program goes on without waiting for it."""
_LAST_WORD = 1.0
"""Seconds that the terminal has to take the sequences that give the screen back; a busy machine needs some for the thread alone."""


class TakenTerminal(NamedTuple):
    """What the driver takes over."""

    output: OutputThread | None = None
    """The thread that writes; None when nothing was painted."""
    settings: list[Any] | None = None
    """Line settings from before the program; None when they are as they were."""
    handlers: Mapping[int, Any] = {}
    """Signal → handler from before the program."""


class EarlyScreen:
    """The alternate screen before the app."""

    def __init__(self, probe: "Probe", fileno: int) -> None:
        self._probe = probe
        self._fileno = fileno
        self._output: OutputThread | None = None
        self._on_failure: Callable[[], None] = _nothing

    @property
    def painted(self) -> bool:
        """Whether something was painted and the terminal is not yet the driver's."""
        return self._output is not None

    def paint(self, frame: str) -> None:
        """Show a frame, on the alternate screen."""
        if self._output is None:
            self._output = OutputThread(self._fileno, self._failed)
            self._probe.on_end = self.leave
            atexit.register(self.leave)
            self._output.start()
            frame = ALTERNATE + ENTER + frame
        self._output.write(frame)
        self._output.drain(_MOMENT)

    def leave(self) -> None:
        """Back to the main screen, when there was a page; safe to call again, and in a signal handler."""
        output, self._output = self._output, None
        if output is not None:
            atexit.unregister(self.leave)
            output.abandon(LEAVE, _LAST_WORD)

    def taken_over(self, on_failure: Callable[[], None]) -> "TakenTerminal":
        """For the driver, which gives all of it back from now on; nothing but the first time.

        To be called when the driver hears the signals already. `on_failure` is called in the thread that writes.
        """
        output, self._output = self._output, None
        self._on_failure = on_failure
        atexit.unregister(self.leave)
        settings, handlers = self._probe.handed_over()
        return TakenTerminal(output, settings, handlers)

    def _failed(self) -> None:
        self._on_failure()


def _nothing() -> None:
    """A terminal that is gone tells so by a signal, or to the driver."""


def terminal_size(fileno: int) -> tuple[int, int]:
    """Columns and rows of the terminal, 80×24 when it does not say. Asks it, not COLUMNS and LINES, which grow stale."""
    try:
        columns, rows = os.get_terminal_size(fileno)
    except OSError:
        columns = rows = 0
    return min(columns or 80, MOST_COLUMNS), min(rows or 24, MOST_ROWS)
