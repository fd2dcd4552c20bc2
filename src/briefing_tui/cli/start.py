"""The console script's first step: until the program can answer to ctrl+c, it ends the process without a word.

Loads nothing, for everything that is loaded before takes time in which an interrupt would print a traceback. `_signal` is what
`signal` is made of, built in; `signal` itself takes longer to load than all the rest of this module.
"""

import _signal  # type: ignore[import-not-found]


def run() -> int:
    """The exit code of the whole program."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    from briefing_tui.cli import main

    return main.run()
