"""Which signals end a program that has changed the terminal, and therefore are caught by whoever does so; and which of them are keys
that were meant for another program.

Loads nothing that is not there already. The terminal is given back on all of them but SIGKILL and the faults of the processor, behind which
nothing can be done safely.
"""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

_NAMES = ("HUP", "INT", "QUIT", "TERM", "ALRM", "USR1", "USR2", "VTALRM", "PROF", "XCPU", "IO", "PWR", "ABRT")
ENDING = tuple(number for name in _NAMES if (number := getattr(signal, f"SIG{name}", None)) is not None)
"""Those whose default ends the process, as far as this system has them."""

_MOMENT = 1.0
"""Seconds: longer than keys are held down, shorter than anybody takes to wish to leave."""
_OF_KEYS = frozenset({signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP})
"""What ctrl+c, ctrl+backslash and ctrl+z send while a terminal is not raw. Linux tells a key that is a signal by the line settings
of before and sends it with those of after: it may come when the terminal is raw for long (`isig` of its n_tty lets go of their lock)."""


class _Handlers:
    """Whose the signals are."""

    back = float("-inf")
    """When the terminal came back last, by the clock that only goes on."""
    kept = False
    """Whether whoever suspends the app has put handlers of its own over the driver's, from before the terminal is given away
    until it is back."""


@contextmanager
def signals_kept() -> Iterator[None]:
    """While it runs the driver leaves the handlers of signals as they are: between its own and another's there would be a moment
    in which a key of a terminal that is not raw ends the app.
    """
    _Handlers.kept = True
    try:
        yield
    finally:
        _Handlers.kept = False
        _Handlers.back = time.monotonic()


def is_just_back() -> bool:
    """Whether another program has the terminal or had it a moment ago: a key may still be meant for that one."""
    return _Handlers.kept or time.monotonic() - _Handlers.back < _MOMENT


def is_late(number: int) -> bool:
    """Whether the signal is that of a key which was pressed while another program had the terminal."""
    return number in _OF_KEYS and is_just_back()


def are_kept() -> bool:
    """Whether somebody else's handlers are to stay."""
    return _Handlers.kept
