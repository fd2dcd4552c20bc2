"""What one row of the table of actions is, and where actions work. The table itself is `tui.actions.keys`."""

from typing import NamedTuple

LIBRARY = "library"
READING = "reading"
SEARCH = "search"
"""The search in all issues, where letters are text."""
STATISTICS = "statistics"
DELIVERING = "delivering"
"""The deliveries of one issue."""
INBOX = "inbox"
"""What units sent in."""
SOURCES = "sources"
"""What other libraries offer."""
HISTORY = "history"
"""What became of one issue."""
COMPARING = "comparing"
"""Two states of an issue."""
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
PROOF = "proof"
"""The list of findings on the authoring screen, where letters are keys."""


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name for "marked, translated later"
    """Mark `message` for the catalogue; returned as it stands."""
    return message


class Keys(NamedTuple):
    """How an action is done on some screens, and what is said differently there."""

    keys: str
    """The framework's key names, or single characters, separated by blanks."""
    shown: str
    """The keys as help and hints print them, the best first, separated by blanks."""
    hint: int = 0
    """Rank in the status line's hints, 1 shown first and dropped last; 0 is never a hint."""
    name: str = ""
    """msgid, when it is called otherwise here."""
    help: str = ""
    """msgid, when it does something else here."""
    initials: str = ""
    """Pinyin initials, when the name is another."""
    in_palette: bool = True
    """False where the palette of this screen need not offer it."""


class Action(NamedTuple):
    """One thing the user can do, wherever it can be done."""

    name: str
    """msgid of one to three words: hint and palette entry."""
    help: str
    """msgid of one sentence for the help screen."""
    initials: str
    """Pinyin initials of the Chinese name, lower case; the palette finds the action by them."""
    where: dict[tuple[str, ...], Keys]
    """Screens (names of this module) → its keys there."""
    needs_write: bool = False
    """Changes the library; absent from a read-only session."""
    in_palette: bool = True
    """False for mere movement, which nobody looks up by name."""


class Bound(NamedTuple):
    """An action as some screens have it: what bindings, hints, help and palette are made of."""

    id: str
    """Method name without `action_`; with `app.` of the app, with `focused.` of the widget that has the keyboard."""
    keys: tuple[str, ...]
    shown: str
    name: str
    help: str
    screens: tuple[str, ...]
    initials: str
    hint: int
    needs_write: bool
    in_palette: bool


def bound(actions: dict[str, Action]) -> tuple[Bound, ...]:
    """The rows of a table of actions, in its order."""
    return tuple(
        Bound(
            identity,
            tuple(keys.keys.split(" ")),
            keys.shown,
            keys.name or action.name,
            keys.help or action.help,
            screens,
            keys.initials or action.initials,
            keys.hint,
            action.needs_write,
            action.in_palette and keys.in_palette,
        )
        for identity, action in actions.items()
        for screens, keys in action.where.items()
    )
