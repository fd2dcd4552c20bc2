"""What the screens of the history can do, and the ways to them."""

from briefing_tui.tui.actions.action import COMPARING, HISTORY, LIBRARY, N_, OUTLINE, READING, Action, Keys

HISTORY_ACTIONS: dict[str, Action] = {
    "app.history": Action(
        N_("Issue history"),
        N_("Who saved what and when, with steps and deliveries; any state can be looked at and taken back."),
        "ls",
        {(LIBRARY, READING): Keys("H", "H"), (OUTLINE,): Keys("H", "H")},
        needs_write=True,
    ),
    "app.changes": Action(
        N_("Changed since read"),
        N_("Show what of this issue is another than when you read it."),
        "ydhgd",
        {(READING,): Keys("D", "D")},
    ),
    "show_state": Action(
        N_("Compare"),
        N_("Show the state beside the present one, piece by piece."),
        "dz",
        {(HISTORY,): Keys("enter l right", "Enter", hint=1)},
    ),
    "one_item": Action(
        N_("This item alone"),
        N_("Only the states in which the item changed that was in sight; again for the whole issue."),
        "zkbt",
        {(HISTORY,): Keys("i", "i", hint=3)},
    ),
    "take_back": Action(
        N_("As it was"),
        N_("Have the piece at the cursor back as it was then; an ordinary edit, which undo takes back."),
        "hfcc",
        {(COMPARING,): Keys("r", "r", hint=1)},
        needs_write=True,
    ),
    "take_back_all": Action(
        N_("All as it was"),
        N_("Have the whole issue back as it was then; its number, status and record stay."),
        "qbhf",
        {(COMPARING,): Keys("R", "R", hint=2)},
        needs_write=True,
    ),
    "next_change": Action(
        N_("Next piece"),
        N_("To the next piece that differs."),
        "xyc",
        {(COMPARING,): Keys("] 】", "]", hint=3)},
    ),
    "previous_change": Action(
        N_("Piece before"),
        N_("To the piece before that differs."),
        "syc",
        {(COMPARING,): Keys("[ 【", "[")},
    ),
}
