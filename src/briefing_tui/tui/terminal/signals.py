"""Which signals end a program that has changed the terminal, and therefore are caught by whoever does so.

Loads nothing but `signal`. The terminal is given back on all of them but SIGKILL and the faults of the processor, behind which nothing
can be done safely.
"""

import signal

_NAMES = ("HUP", "INT", "QUIT", "TERM", "ALRM", "USR1", "USR2", "VTALRM", "PROF", "XCPU", "IO", "PWR", "ABRT")
ENDING = tuple(number for name in _NAMES if (number := getattr(signal, f"SIG{name}", None)) is not None)
"""Those whose default ends the process, as far as this system has them."""
