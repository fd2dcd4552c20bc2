"""One table of actions: every key of every screen, once.

Feeds the bindings of the screens, the hints in their status lines, the help, the palette and the read-only
filter. Names are English msgids, marked with `N_` and translated by whoever shows them. A screen implements the
action `next_item` as its method `action_next_item`; an id that begins with `app.` is a method of the app.

Every key works on a plain SSH terminal: no Alt, no function key alone, no Shift+arrow. The marks a Chinese input method
types in place of ASCII (：？《》【】、) are bound to the same actions, so it need not be switched off to read.
The issue lists `b` for page-up and for bookmarks; `b`/`B` are the bookmarks here, and one page back is `u`,
ctrl+b, Backspace or PageUp.
"""

from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.tui.actions.action import (
    AUTHORING,
    BODY,
    FORM,
    LIBRARY,
    N_,
    OUTLINE,
    PREVIEW,
    READING,
    SEARCH,
    STATISTICS,
    Action,
)
from briefing_tui.tui.actions.body_keys import BODY_ACTIONS
from briefing_tui.tui.actions.editing_keys import EDITING
from briefing_tui.tui.actions.finding_keys import FINDING

if TYPE_CHECKING:
    from textual.binding import Binding

__all__ = [
    "ACTIONS",
    "AUTHORING",
    "BODY",
    "FORM",
    "LIBRARY",
    "N_",
    "OUTLINE",
    "PREVIEW",
    "READING",
    "SEARCH",
    "STATISTICS",
    "Action",
    "actions_for",
    "bindings_for",
    "commands_of",
    "hints",
    "needs_write",
]

_BOTH = (LIBRARY, READING)
_PANES = (OUTLINE, FORM, PREVIEW)
"""Panes of the authoring screen: what works in all of it works in each."""

ACTIONS: tuple[Action, ...] = (
    # Moving
    Action(
        "line_down",
        ("j", "down"),
        "j ↓",
        N_("Down"),
        N_("One line or row down."),
        _BOTH,
        "xx",
        in_palette=False,
    ),
    Action("line_up", ("k", "up"), "k ↑", N_("Up"), N_("One line or row up."), _BOTH, "xs", in_palette=False),
    Action(
        "page_down",
        ("space", "pagedown", "ctrl+f"),
        "Space PgDn",
        N_("Page down"),
        N_("One page on."),
        _BOTH,
        "xyy",
        hint=5,
        in_palette=False,
    ),
    Action(
        "page_up",
        ("u", "pageup", "ctrl+b", "backspace"),
        "u PgUp",
        N_("Page up"),
        N_("One page back."),
        _BOTH,
        "syy",
        in_palette=False,
    ),
    Action("top", ("g", "home"), "g Home", N_("Top"), N_("To the beginning."), _BOTH, "kt"),
    Action("bottom", ("G", "end"), "G End", N_("Bottom"), N_("To the end."), _BOTH, "mw"),
    # Library
    Action(
        "open_issue",
        ("enter",),
        "Enter",
        N_("Open"),
        N_("Read the highlighted issue."),
        (LIBRARY,),
        "dk",
        hint=2,
    ),
    Action(
        "filter",
        ("/", "、", "／"),
        "/",
        N_("Filter"),
        N_("Narrow the list to what you type; Escape shows all again."),
        (LIBRARY,),
        "sx",
        hint=3,
    ),
    Action(
        "clear_filter",
        ("escape",),
        "Esc",
        N_("All issues"),
        N_("Show every issue again."),
        (LIBRARY,),
        "qbqk",
    ),
    Action(
        "refresh", ("r",), "r", N_("Refresh"), N_("Read the library directory again now."), (LIBRARY,), "sx"
    ),
    # Reading
    Action(
        "jump",
        ("enter",),
        "Enter",
        N_("Go there"),
        N_("From the contents to the chosen entry."),
        (READING,),
        "tz",
        in_palette=False,
    ),
    Action(
        "next_item", ("]", "】"), "]", N_("Next item"), N_("To the next item."), (READING,), "xyt", hint=6
    ),
    Action(
        "previous_item", ("[", "【"), "[", N_("Previous item"), N_("To the item before."), (READING,), "syt"
    ),
    Action(
        "next_section", ("}", "｝"), "}", N_("Next section"), N_("To the next section."), (READING,), "xylm"
    ),
    Action(
        "previous_section",
        ("{", "｛"),
        "{",
        N_("Previous section"),
        N_("To the section before."),
        (READING,),
        "sylm",
    ),
    Action(
        "find",
        ("/", "、", "／"),
        "/",
        N_("Find"),
        N_("Find words in this issue; capitals and full-width forms count as equal."),
        (READING,),
        "cz",
        hint=2,
    ),
    Action("find_next", ("n",), "n", N_("Next match"), N_("To the next match."), (READING,), "xyg"),
    Action("find_previous", ("N",), "N", N_("Previous match"), N_("To the match before."), (READING,), "syg"),
    Action(
        "toggle_contents",
        ("t",),
        "t",
        N_("Contents"),
        N_("Show or hide the contents."),
        (READING,),
        "ml",
        hint=3,
    ),
    Action(
        "switch_pane",
        ("tab", "shift+tab"),
        "Tab",
        N_("Other pane"),
        N_("Move between contents and page."),
        _BOTH,
        "qhcl",
        in_palette=False,
    ),
    Action(
        "wider",
        ("+", "=", "＋"),
        "+",
        N_("Wider lines"),
        N_("Two characters more to a line."),
        (READING,),
        "jk",
    ),
    Action(
        "narrower",
        ("-", "－"),
        "-",
        N_("Narrower lines"),
        N_("Two characters fewer to a line."),
        (READING,),
        "jz",
    ),
    Action(
        "copy_item",
        ("y",),
        "y",
        N_("Copy item"),
        N_("Copy this item with its citation to your clipboard, through SSH and tmux."),
        (READING,),
        "fzbt",
        hint=8,
    ),
    Action(
        "older_issue",
        ("<", "《"),
        "<",
        N_("Older issue"),
        N_("Open the issue before this one."),
        (READING,),
        "syq",
    ),
    Action(
        "newer_issue",
        (">", "》"),
        ">",
        N_("Newer issue"),
        N_("Open the issue after this one."),
        (READING,),
        "xyq",
    ),
    Action(
        "toggle_bookmark",
        ("b",),
        "b",
        N_("Bookmark"),
        N_("Set or remove a bookmark at this item."),
        (READING,),
        "sq",
        hint=7,
    ),
    # Both
    Action(
        "app.edit_issue",
        ("e",),
        "e",
        N_("Edit"),
        N_("Edit this issue; a published one is put right by a correction (更正)."),
        _BOTH,
        "bj",
        hint=3,
        needs_write=True,
    ),
    Action(
        "app.new_issue",
        ("n",),
        "n",
        N_("New issue"),
        N_("Begin the next issue, in the form of the last or of a template."),
        (LIBRARY,),
        "xj",
        hint=4,
        needs_write=True,
    ),
    Action(
        "app.new_issue",
        ("ctrl+n",),
        "Ctrl+N",
        N_("New issue"),
        N_(
            "Begin the next issue, in the form of the last or of a template; n does it too while nothing is searched."
        ),
        (READING,),
        "xj",
        needs_write=True,
    ),
    Action(
        "app.bookmarks", ("B",), "B", N_("Bookmarks"), N_("List the bookmarks and go to one."), _BOTH, "sqlb"
    ),
    Action(
        "app.toggle_mouse",
        ("m",),
        "m",
        N_("Mouse to terminal"),
        N_("Give the mouse back to the terminal, to select text with it; again to take it."),
        _BOTH,
        "sbgzd",
    ),
    Action(
        "app.palette",
        (":", "：", "ctrl+p"),
        ": Ctrl+P",
        N_("Commands"),
        N_("Find any command by its name."),
        _BOTH,
        "ml",
        in_palette=False,
    ),
    Action("app.help", ("?", "？"), "?", N_("Help"), N_("The keys of this screen."), _BOTH, "bz", hint=1),
    Action(
        "leave", ("q", "escape"), "q Esc", N_("Back"), N_("Back to the library."), (READING,), "fh", hint=4
    ),
    Action("app.leave", ("q",), "q", N_("Quit"), N_("Leave the program."), (LIBRARY,), "tc", hint=4),
    Action(
        "app.leave",
        ("Q", "ctrl+q"),
        "Q Ctrl+Q",
        N_("Quit at once"),
        N_("Leave the program from anywhere; your place is kept."),
        (READING,),
        "tclj",
    ),
    *FINDING,
    *EDITING,
    *BODY_ACTIONS,
)


def actions_for(screen: str, *, writable: bool = False) -> tuple[Action, ...]:
    """The actions of a screen in the table's order, without those a read-only session may not do."""
    where = {screen, AUTHORING} if screen in _PANES else {screen}
    if screen == FORM:
        where.add(BODY)
    return tuple(
        action
        for action in ACTIONS
        if not where.isdisjoint(action.screens) and (writable or not action.needs_write)
    )


def commands_of(screen: str) -> str:
    """The screen or pane whose commands the palette offers: all panes of the authoring screen have those of its outline."""
    return OUTLINE if screen in _PANES else screen


def bindings_for(screen: str, *, owner: str = "", priority: bool = False) -> "list[Binding]":
    """The framework's bindings of a screen. The read-only filter works on a live screen's `check_action`.

    `owner` is where the actions are when the bindings are a widget's: `screen`. With `priority` they come before those of the
    text field that has the keyboard.
    """
    from textual.binding import Binding  # noqa: PLC0415 - the table itself is readable without the framework

    prefix = f"{owner}." if owner else ""
    return [
        Binding(
            key,
            action.id if "." in action.id else prefix + action.id,
            action.name,
            show=False,
            priority=priority,
        )
        for action in ACTIONS
        if screen in action.screens
        for key in action.keys
    ]


def needs_write(action_id: str) -> bool:
    """Whether an action changes the library."""
    return any(action.id == action_id and action.needs_write for action in ACTIONS)


def hints(screen: str, *, writable: bool = False) -> tuple[tuple[str, str], ...]:
    """(key, translated name) of the keys worth having in sight, most needed first."""
    ranked = sorted((action for action in actions_for(screen, writable=writable) if action.hint), key=_rank)
    firsts = {action.id: action for action in reversed(ranked)}
    return tuple(
        (action.shown.split(" ")[0], _(action.name)) for action in ranked if firsts[action.id] is action
    )


def _rank(action: Action) -> int:
    return action.hint
