"""Moving about in lists and pages: the same words and, where letters are keys, the same keys on every screen."""

from briefing_tui.tui.actions.action import (
    COMPARING,
    DELIVERING,
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
    Action,
    Keys,
)

_ROWS = (
    LIBRARY,
    READING,
    STATISTICS,
    DELIVERING,
    INBOX,
    SOURCES,
    HISTORY,
    COMPARING,
    OUTLINE,
    PREVIEW,
    PROOF,
)
"""Screens and panes of rows, where letters are keys."""

MOVING: dict[str, Action] = {
    "line_down": Action(
        N_("Down"),
        N_("One line or row down."),
        "xx",
        {
            _ROWS: Keys("j down", "j ↓"),
            (SEARCH,): Keys("down", "↓"),
        },
        in_palette=False,
    ),
    "line_up": Action(
        N_("Up"),
        N_("One line or row up."),
        "xs",
        {
            _ROWS: Keys("k up", "k ↑"),
            (SEARCH,): Keys("up", "↑"),
        },
        in_palette=False,
    ),
    "page_down": Action(
        N_("Page down"),
        N_("One page on."),
        "xyy",
        {
            (LIBRARY, READING): Keys("space pagedown ctrl+f", "Space PgDn", hint=5),
            (SEARCH,): Keys("pagedown", "PgDn"),
            (STATISTICS, DELIVERING, INBOX, HISTORY, COMPARING): Keys("space pagedown ctrl+f", "Space PgDn"),
            (SOURCES,): Keys("pagedown ctrl+f", "PgDn"),
            (OUTLINE, PREVIEW, PROOF): Keys("space pagedown", "Space PgDn"),
        },
        in_palette=False,
    ),
    "page_up": Action(
        N_("Page up"),
        N_("One page back."),
        "syy",
        {
            (LIBRARY, READING, STATISTICS, DELIVERING, INBOX, SOURCES, HISTORY, COMPARING): Keys(
                "u pageup ctrl+b backspace", "u PgUp"
            ),
            (SEARCH,): Keys("pageup", "PgUp"),
            (OUTLINE, PREVIEW, PROOF): Keys("pageup ctrl+b", "PgUp Ctrl+B"),
        },
        in_palette=False,
    ),
    "top": Action(
        N_("Top"),
        N_("To the beginning."),
        "kt",
        {_ROWS: Keys("g home", "g Home")},
    ),
    "bottom": Action(
        N_("Bottom"),
        N_("To the end."),
        "mw",
        {_ROWS: Keys("G end", "G End")},
    ),
}
