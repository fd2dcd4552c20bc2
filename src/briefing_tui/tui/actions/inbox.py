"""What the screen of contributions can do, and the way to it."""

from briefing_tui.tui.actions.action import INBOX, LIBRARY, N_, OUTLINE, Action, Keys

INBOX_ACTIONS: dict[str, Action] = {
    "contributions": Action(
        N_("Contributions"),
        N_("What units sent in: read it, take it into an issue, decline it."),
        "lg",
        {(LIBRARY,): Keys("Y", "Y"), (OUTLINE,): Keys("Y", "Y")},
        needs_write=True,
    ),
    "show_contribution": Action(
        N_("Read"),
        N_("To the text of the highlighted contribution, as it was recognised and cleaned; Esc comes back."),
        "yd",
        {(INBOX,): Keys("enter l right", "Enter", hint=4)},
    ),
    "take_contribution": Action(
        N_("Take"),
        N_(
            "Take it into a section of an issue; what is taken is shown first, and the file goes to inbox/taken."
        ),
        "cy",
        {(INBOX,): Keys("a", "a", hint=1)},
        needs_write=True,
    ),
    "decline_contribution": Action(
        N_("Decline"),
        N_("Put it away into inbox/declined, with a reason."),
        "bcy",
        {(INBOX,): Keys("x", "x", hint=2)},
        needs_write=True,
    ),
}
