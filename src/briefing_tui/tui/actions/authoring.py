"""What the authoring screen can do.

The outline is no text field, so letters act there. Everywhere else letters are text: what must work while typing has
a control key and, beside it, a function key, since some terminals lack the one and some relays swallow the other.
No key of a text editor is taken: ctrl+a c d e f k u v w x y z mean there what they mean everywhere.
"""

from briefing_tui.tui.actions.action import AUTHORING, FORM, N_, OUTLINE, PREVIEW, PROOF, Action, Keys

AUTHORING_ACTIONS: dict[str, Action] = {
    "edit_piece": Action(
        N_("Fill in"),
        N_("To the form of the chosen piece."),
        "tx",
        {(OUTLINE,): Keys("enter l right", "Enter", hint=5)},
    ),
    "add_item": Action(
        N_("Add item"),
        N_("Add an item behind this one."),
        "tjtm",
        {
            (OUTLINE,): Keys("a", "a", hint=7),
            (AUTHORING,): Keys(
                "ctrl+l f4",
                "Ctrl+L F4",
                hint=8,
                help=N_("Add an item behind this one and begin with its title."),
            ),
        },
        needs_write=True,
    ),
    "take_file": Action(
        N_("Take from a file"),
        N_("Take items from a file into the issue; what was recognised is shown first."),
        "cwjqy",
        {(OUTLINE,): Keys("I", "I")},
        needs_write=True,
    ),
    "paste_item": Action(
        N_("Paste as item"),
        N_("Paste a whole article: title, text, source and link are recognised and shown first."),
        "ztctm",
        {(OUTLINE,): Keys("P", "P")},
        needs_write=True,
    ),
    "add_section": Action(
        N_("Add section"),
        N_("Add a section behind this one."),
        "tjlm",
        {(OUTLINE,): Keys("A", "A", hint=9)},
        needs_write=True,
    ),
    "add_preface": Action(
        N_("Add preface"),
        N_("Add a note before the sections, or go to it."),
        "tjbza",
        {(OUTLINE,): Keys("p", "p")},
        needs_write=True,
    ),
    "add_distribution": Action(
        N_("Add recipients"),
        N_("Add a line of recipients to the tail."),
        "tjfs",
        {(OUTLINE,): Keys("t", "t")},
        needs_write=True,
    ),
    "delete": Action(
        N_("Delete"),
        N_("Delete the chosen piece; u brings it back. A group loses its name and keeps its items."),
        "sc",
        {(OUTLINE,): Keys("d delete", "d Del", hint=4)},
        needs_write=True,
    ),
    "duplicate": Action(
        N_("Duplicate"),
        N_("Put a copy behind the chosen piece."),
        "fz",
        {(OUTLINE,): Keys("c", "c")},
        needs_write=True,
    ),
    "rename": Action(
        N_("Rename"),
        N_("Type another title or name for the chosen piece."),
        "gm",
        {(OUTLINE,): Keys("r", "r")},
        needs_write=True,
    ),
    "move_down": Action(
        N_("Move down"),
        N_("Move the chosen piece down, at the end of a section into the next."),
        "xy",
        {(OUTLINE,): Keys("J", "J", hint=11)},
        needs_write=True,
    ),
    "move_up": Action(
        N_("Move up"),
        N_("Move the chosen piece up, at the top of a section into the one before."),
        "sy",
        {(OUTLINE,): Keys("K", "K", hint=12)},
        needs_write=True,
    ),
    "to_next_section": Action(
        N_("To next section"),
        N_("Move the chosen item or group into the next section."),
        "ydxylm",
        {(OUTLINE,): Keys("> 》", ">")},
        needs_write=True,
    ),
    "to_previous_section": Action(
        N_("To section before"),
        N_("Move the chosen item or group into the section before."),
        "ydsylm",
        {(OUTLINE,): Keys("< 《", "<")},
        needs_write=True,
    ),
    "undo": Action(
        N_("Undo"),
        N_("Take back the last change, whatever piece it was in; a text field takes back its own typing."),
        "cx",
        {
            (OUTLINE,): Keys("u ctrl+z", "u Ctrl+Z", hint=4),
            (PROOF,): Keys("u ctrl+z", "u Ctrl+Z", hint=4, in_palette=False),
        },
        needs_write=True,
    ),
    "redo": Action(
        N_("Redo"),
        N_("Do again what was taken back."),
        "cz",
        {(OUTLINE,): Keys("U ctrl+y", "U Ctrl+Y"), (PROOF,): Keys("U ctrl+y", "U Ctrl+Y", in_palette=False)},
        needs_write=True,
    ),
    "status": Action(
        N_("Status"),
        N_("Hand in for review, publish, or take back to draft; the step is recorded."),
        "zt",
        {(OUTLINE,): Keys("S", "S", hint=2)},
        needs_write=True,
    ),
    "check": Action(
        N_("Check"),
        N_("List what is missing or odd before the issue is published; Enter goes to the piece."),
        "jc",
        {(OUTLINE,): Keys("C", "C")},
    ),
    "replace": Action(
        N_("Find and replace"),
        N_("Find words in the text of the chosen piece and put others in their place."),
        "czth",
        {(OUTLINE,): Keys("ctrl+f", "Ctrl+F")},
        needs_write=True,
    ),
    "renumber": Action(
        N_("Another number"),
        N_("Give the issue another year, number or kind; the file is renamed at once."),
        "gqh",
        {(OUTLINE,): Keys("R", "R")},
        needs_write=True,
    ),
    "preview": Action(
        N_("Preview"),
        N_("Show the page as readers will see it; again for the form."),
        "yl",
        {
            (OUTLINE,): Keys("v", "v", hint=8, in_palette=False),
            (AUTHORING,): Keys("ctrl+t f5", "Ctrl+T F5", hint=9),
        },
    ),
    "next_field": Action(
        N_("Next field"),
        N_("To the next field; Enter does the same in a field of one line."),
        "xyx",
        {(FORM,): Keys("tab", "Tab", hint=2)},
        in_palette=False,
    ),
    "previous_field": Action(
        N_("Field before"),
        N_("To the field before; the arrow keys do the same in fields of one line."),
        "syx",
        {(FORM,): Keys("shift+tab", "Shift+Tab")},
        in_palette=False,
    ),
    "undo_field": Action(
        N_("Undo"),
        N_("Take back the last typing."),
        "cx",
        {(FORM,): Keys("ctrl+z", "Ctrl+Z")},
        in_palette=False,
    ),
    "save": Action(
        N_("Save"),
        N_("Save the issue; only changed lines change in its file."),
        "bc",
        {(AUTHORING,): Keys("ctrl+s f2", "Ctrl+S F2", hint=5)},
        needs_write=True,
    ),
    "to_outline": Action(
        N_("Outline"),
        N_("Back to the outline."),
        "dg",
        {(FORM, PREVIEW, PROOF): Keys("escape", "Esc", hint=3)},
        in_palette=False,
    ),
    "next_pane": Action(
        N_("Next pane"),
        N_("From outline to form to preview and round again."),
        "xycg",
        {(AUTHORING,): Keys("ctrl+n f6", "Ctrl+N F6", hint=13)},
        in_palette=False,
    ),
}
