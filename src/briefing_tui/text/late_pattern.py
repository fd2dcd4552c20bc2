"""Patterns that are compiled when they are first asked, not when their module is loaded: for those that a start may do without.

To compile all patterns of the program takes as long as to load a tenth of it. A module writes `_YEAR = late(r"…")` and uses it as what
`re.compile` gives; what every start uses is compiled at once, by that.
"""

import re


class _Late:
    """Stands for a pattern."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._made_of = pattern, flags

    def __getattr__(self, name: str) -> object:
        """What a pattern has, from then on kept here: asked once for each name."""
        value: object = getattr(re.compile(*self._made_of), name)  # `re` keeps the compiled one
        setattr(self, name, value)
        return value


def late(pattern: str, flags: int = 0) -> "re.Pattern[str]":
    """As `re.compile`, later. A pattern that is none is found when it is used, so a test compiles all."""
    return _Late(pattern, flags)  # type: ignore[return-value]
