"""One table of actions: every key of every screen, once.

Each action stands once, with the keys that do it on each screen (`actions.moving`, `shared` and a module a screen). Feeds the bindings of the screens, the hints in their status lines, the help, the palette and the read-only
filter. Names are English msgids, marked with `N_` and translated by whoever shows them. A screen implements the
action `next_item` as its method `action_next_item`, or has a part do it; an id that begins with `app.` is a method of the app.

Every key works on a plain SSH terminal: no Alt, no function key alone, no Shift+arrow. The marks a Chinese input method
types in place of ASCII (：？《》【】、) are bound to the same actions, so it need not be switched off to read.
The issue lists `b` for page-up and for bookmarks; `b`/`B` are the bookmarks here, and one page back is `u`,
ctrl+b, Backspace or PageUp.
"""

from collections.abc import Container
from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.tui.actions.action import (
    AUTHORING,
    BODY,
    COMPARING,
    DELIVERING,
    FORM,
    HISTORY,
    INBOX,
    LIBRARY,
    N_,
    OUTLINE,
    PREVIEW,
    PROOF,
    READING,
    SEARCH,
    SOURCES,
    STATISTICS,
    Bound,
    bound,
)
from briefing_tui.tui.actions.authoring import AUTHORING_ACTIONS
from briefing_tui.tui.actions.body import BODY_ACTIONS
from briefing_tui.tui.actions.delivering import DELIVERING_ACTIONS
from briefing_tui.tui.actions.history import HISTORY_ACTIONS
from briefing_tui.tui.actions.inbox import INBOX_ACTIONS
from briefing_tui.tui.actions.moving import MOVING
from briefing_tui.tui.actions.own_keys import OwnKeys, rebound
from briefing_tui.tui.actions.proofing import PROOFING
from briefing_tui.tui.actions.reading import READING_ACTIONS
from briefing_tui.tui.actions.searching import SEARCHING
from briefing_tui.tui.actions.shared import SHARED
from briefing_tui.tui.actions.shelf import SHELF
from briefing_tui.tui.actions.sources import SOURCES_ACTIONS

if TYPE_CHECKING:
    from textual.binding import Binding

__all__ = [
    "ACTIONS",
    "AUTHORING",
    "BODY",
    "COMPARING",
    "DELIVERING",
    "FORM",
    "HISTORY",
    "INBOX",
    "LIBRARY",
    "N_",
    "OUTLINE",
    "PREVIEW",
    "PROOF",
    "READING",
    "SEARCH",
    "SOURCES",
    "STATISTICS",
    "Bound",
    "action_of_hint",
    "actions_for",
    "bindings_for",
    "commands_of",
    "commands_while_typing",
    "hints",
    "needs_write",
    "use_own",
]

_PANES = (OUTLINE, FORM, PREVIEW, PROOF)
"""Panes of the authoring screen: what works in all of it works in each."""

ACTIONS: tuple[Bound, ...] = bound(
    MOVING
    | SHELF
    | READING_ACTIONS
    | SEARCHING
    | DELIVERING_ACTIONS
    | INBOX_ACTIONS
    | SOURCES_ACTIONS
    | HISTORY_ACTIONS
    | AUTHORING_ACTIONS
    | PROOFING
    | BODY_ACTIONS
    | SHARED
)
"""All of them, a row for each set of screens that share the keys."""


def use_own(own: OwnKeys) -> None:
    """Have a user's own keys from now on. To be called before the screens are imported, for they make their bindings then."""
    global ACTIONS  # noqa: PLW0603 - one table a process, as one terminal
    ACTIONS = rebound(ACTIONS, own)


def actions_for(screen: str, *, writable: bool = False) -> tuple[Bound, ...]:
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


def commands_while_typing(screen: str) -> tuple[Bound, ...]:
    """The commands that are only for the field that has the keyboard: for the palette, beside those of `commands_of`."""
    if screen != FORM:
        return ()
    return tuple(one for one in ACTIONS if one.id.startswith("focused.") and one.in_palette)


def bindings_for(screen: str, *, owner: str = "", priority: bool = False) -> "list[Binding]":
    """The framework's bindings of a screen. The read-only filter works on a live screen's `check_action`.

    `owner` is where the actions are when the bindings are a widget's: `screen`. With `priority` they come before those of the
    text field that has the keyboard.
    """
    from textual.binding import Binding  # the table itself is readable without the framework

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


def hints(
    screen: str, *, writable: bool = False, without: Container[str] = ()
) -> tuple[tuple[str, str], ...]:
    """(key, translated name) of the keys worth having in sight, most needed first; `without` actions that mean nothing now."""
    ranked = sorted((action for action in actions_for(screen, writable=writable) if action.hint), key=_rank)
    ranked = [action for action in ranked if action.id not in without]
    firsts = {action.id: action for action in reversed(ranked)}
    return tuple(
        (action.shown.split(" ")[0], _(action.name)) for action in ranked if firsts[action.id] is action
    )


def action_of_hint(screen: str, shown: str) -> str:
    """The action that a hint of a screen tells of, by the key it shows; empty for none."""
    return next(
        (action.id for action in actions_for(screen, writable=True) if shown in action.shown.split(" ")), ""
    )


def _rank(action: Bound) -> int:
    return action.hint
