"""What is wrong with an issue, or may be: one value, whoever found it.

Made by the rules of publication (`publish`), by reading a file (`library.format`), by checking a library (`library.inspection`), by
proof-reading (`proof`) and by an import that had to guess (`importers`). Shown by verbs and screens, which never ask who made it.
"""

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.model.edits import Selection
else:
    Selection = object  # a named tuple compiles the types that are written as texts, and the first compiling of a process takes 0.7 ms

ERROR, HINT = LEVELS = ("E", "H")
"""An error stops publication, or keeps something from being read; a hint is to be looked at."""


class FindingSpan(NamedTuple):
    """Where in a text of the issue a finding lies, and what would mend it."""

    field: str
    """The field of the selected piece whose text it is in: `title`, `body` …"""
    start: int
    """First character, from 0."""
    end: int
    """Character behind the last."""
    words: str
    """What stands there."""
    fix: str | None = None
    """What may stand there instead: other marks, digit forms or labels, never another name, value or date. None when a person has to
    decide."""


class Finding(NamedTuple):
    """One of them."""

    rule: str
    """What found it, in ASCII: `publish`, `numbering`, `import` …; the same word whatever the language."""
    level: str
    """One of `LEVELS`."""
    text: str
    """One line in the user's language."""
    place: str = ""
    """A file relative to the library, a key or a year; empty when it is the issue at hand. Cleaned."""
    line: int = 0
    """Line of the file or of the imported text, from 1; 0 when it is about no single one."""
    selection: Selection | None = None
    """The piece of the issue at hand that it is about."""
    span: FindingSpan | None = None
    """The place in a text of that piece; None when it is about the piece as a whole."""
    clause: str = ""
    """The standard's clause that it rests on, `GB/T 15834-2011, 4.5`; empty for practice."""

    @property
    def is_error(self) -> bool:
        """Whether it stops what was to be done."""
        return self.level == ERROR
