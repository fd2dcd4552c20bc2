"""What the delivering screen can do."""

from briefing_tui.tui.actions.action import DELIVERING, N_, Action, Keys

DELIVERING_ACTIONS: dict[str, Action] = {
    "send_one": Action(
        N_("Send"),
        N_("Send to the channel of the chosen line; what might arrive twice is asked about first."),
        "fs",
        {(DELIVERING,): Keys("enter", "Enter", hint=2)},
        needs_write=True,
    ),
    "send_all": Action(
        N_("Send all"),
        N_("Send to every channel that has not got the issue and needs no question."),
        "qbfs",
        {(DELIVERING,): Keys("A", "A", hint=3)},
        needs_write=True,
    ),
}
