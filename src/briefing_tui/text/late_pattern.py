"""Patterns that are compiled when they are first asked, not when their module is loaded: for those that a start may do without.

To compile all patterns of the program takes as long as to load a tenth of it. A module writes `_YEAR = late(r"…")` and uses it as what
`re.compile` gives; what every start uses is compiled at once, by that.
"""

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class _Late:
    """Stands for a pattern."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._made_of = pattern, flags
        self.pattern = pattern
        """As of a pattern: asked to make others of it, which needs none compiled."""

    def __getattr__(self, name: str) -> object:
        """What a pattern has, from then on kept here: asked once for each name."""
        value: object = getattr(re.compile(*self._made_of), name)  # `re` keeps the compiled one
        setattr(self, name, value)
        return value


def late(pattern: str, flags: int = 0) -> "re.Pattern[str]":
    """As `re.compile`, later. A pattern that is none is found when it is used, so a test compiles all."""
    return _Late(pattern, flags)  # type: ignore[return-value]


class Signed:
    """A pattern that matches no text without one of `signs`: made when a text has one, for a pattern with 汉字 takes a millisecond to make."""

    def __init__(self, signs: str, pattern: str) -> None:
        self.signs = tuple(signs)
        self.pattern = pattern
        self._made = late(pattern)

    def _may(self, text: str) -> bool:
        return any(map(text.__contains__, self.signs))

    def search(self, text: str, at: int = 0) -> "re.Match[str] | None":
        """As of a pattern."""
        return self._made.search(text, at) if self._may(text) else None

    def match(self, text: str) -> "re.Match[str] | None":
        """As of a pattern."""
        return self._made.match(text) if self._may(text) else None

    def fullmatch(self, text: str) -> "re.Match[str] | None":
        """As of a pattern."""
        return self._made.fullmatch(text) if self._may(text) else None

    def finditer(self, text: str) -> "Iterable[re.Match[str]]":
        """As of a pattern."""
        return self._made.finditer(text) if self._may(text) else ()
