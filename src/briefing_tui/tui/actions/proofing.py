"""What can be done with the findings of proof-reading on the authoring screen. The list is no text field, so letters act there.

Ids that begin with `focused.` are methods of the list.
"""

from briefing_tui.tui.actions.action import AUTHORING, N_, PROOF, Action, Keys

PROOFING: dict[str, Action] = {
    "proofread": Action(
        N_("Proof-read"),
        N_("List what proof-reading remarks on; again to put the list away."),
        "xd",
        {
            (AUTHORING,): Keys("f7 ctrl+right_square_bracket", "F7 Ctrl+]", hint=10),
        },
    ),
    "focused.take_fix": Action(
        N_("Take the fix"),
        N_("Put what is proposed in the place of the words; where nothing is proposed, go there to type."),
        "cn",
        {(PROOF,): Keys("enter", "Enter", hint=1)},
        needs_write=True,
    ),
    "focused.to_place": Action(
        N_("Type there"),
        N_("To the place in the form."),
        "qg",
        {(PROOF,): Keys("e right", "e →", hint=6)},
        needs_write=True,
    ),
    "focused.let_pass": Action(
        N_("Let pass"),
        N_(
            "Let the words stand, for everybody in this library; what was let pass is told again by the same key."
        ),
        "fg",
        {(PROOF,): Keys("i", "i", hint=2)},
        needs_write=True,
    ),
    "focused.take_all_fixes": Action(
        N_("All of this rule"),
        N_("Show all that this rule proposes, and take it in one step."),
        "bgzqbcn",
        {(PROOF,): Keys("A", "A", hint=3)},
        needs_write=True,
    ),
    "focused.show_passed": Action(
        N_("What was let pass"),
        N_("List what was let pass, too, with who did and when; again for what is open alone."),
        "yfgd",
        {(PROOF,): Keys("p", "p", hint=7)},
    ),
}
