"""What the search and the statistics screens can do.

While a search is typed letters are text, so what works there has a control key; none of those that edit a line (ctrl+a e d k u w f b
x c v) is taken.
"""

from briefing_tui.tui.actions.action import N_, SEARCH, STATISTICS, Action, Keys

SEARCHING: dict[str, Action] = {
    "open_hit": Action(
        N_("Open"),
        N_("Open the issue at this place, or search again for what the list remembers."),
        "dk",
        {(SEARCH,): Keys("enter", "Enter", hint=1)},
    ),
    "switch_order": Action(
        N_("Order"), N_("Titles first, or the newest first."), "px", {(SEARCH,): Keys("tab", "Tab", hint=4)}
    ),
    "save_search": Action(
        N_("Keep"),
        N_("Keep this search among the saved ones, or no longer."),
        "bcss",
        {(SEARCH,): Keys("ctrl+s", "Ctrl+S", hint=3)},
    ),
    "forget_search": Action(
        N_("Forget"),
        N_("Remove the highlighted search from the list of past and saved ones."),
        "scss",
        {(SEARCH,): Keys("ctrl+t", "Ctrl+T")},
    ),
    "stop_index": Action(
        N_("Stop or go on"),
        N_("Stop reading the library for the index, or go on with it."),
        "tzhjx",
        {(SEARCH,): Keys("ctrl+o", "Ctrl+O")},
    ),
    "next_view": Action(
        N_("Next table"),
        N_("Count by something else."),
        "xyb",
        {(STATISTICS,): Keys("tab right l ] 】", "Tab ]", hint=1)},
    ),
    "previous_view": Action(
        N_("Table before"),
        N_("Back to what was counted before."),
        "syb",
        {(STATISTICS,): Keys("shift+tab left h [ 【", "[")},
    ),
    "older_year": Action(
        N_("Year before"),
        N_("Count the year before this one; from all years the newest."),
        "syn",
        {(STATISTICS,): Keys("< 《", "<", hint=3)},
    ),
    "newer_year": Action(
        N_("Next year"),
        N_("Count the year after this one; after the newest all years."),
        "xyn",
        {(STATISTICS,): Keys("> 》", ">", hint=6)},
    ),
    "look_up": Action(
        N_("Look up"),
        N_("Search the items that were counted here."),
        "cz",
        {(STATISTICS,): Keys("enter", "Enter", hint=2)},
    ),
}
