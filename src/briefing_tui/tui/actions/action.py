"""What one row of the table of actions is, and where actions work. The table itself is `tui.actions.keys`."""

from typing import NamedTuple

LIBRARY = "library"
READING = "reading"
SEARCH = "search"
"""The search in all issues, where letters are text."""
STATISTICS = "statistics"
AUTHORING = "authoring"
"""Every pane of the authoring screen; its keys act while a text is typed, so none of them is a letter."""
OUTLINE = "outline"
"""The outline of the authoring screen, where letters are keys."""
FORM = "form"
"""The form of the authoring screen."""
BODY = "body"
"""The editor of a body, within the form or a dialogue."""
PREVIEW = "preview"
"""The live preview of the authoring screen."""


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name for "marked, translated later"
    """Mark `message` for the catalogue; returned as it stands."""
    return message


class Action(NamedTuple):
    """One thing the user can do, with the keys that do it."""

    id: str
    """Method name without `action_`; unique within a screen."""
    keys: tuple[str, ...]
    """The framework's key names, or single characters."""
    shown: str
    """The keys as help and hints print them, the best first, separated by blanks."""
    name: str
    """msgid of one to three words: hint and palette entry."""
    help: str
    """msgid of one sentence for the help screen."""
    screens: tuple[str, ...]
    """Where it works: names of this module."""
    initials: str = ""
    """Pinyin initials of the Chinese name, lower case; the palette finds the action by them."""
    hint: int = 0
    """Rank in the status line's hints, 1 shown first and dropped last; 0 is never a hint."""
    needs_write: bool = False
    """Changes the library; absent from a read-only session."""
    in_palette: bool = True
    """False for mere movement, which nobody looks up by name."""
