"""How often a test repeats what chance decides: some rounds in `make test`, all of them in `make torture`.

Such a test is marked `long`, and its place in `make torture` is that mark.
"""

import os

_ALL = bool(os.environ.get("BRIEFING_LONG"))


def rounds(usual: int, every: int) -> int:
    """So many rounds: the usual ones, or `every` where BRIEFING_LONG is set."""
    return every if _ALL else usual
