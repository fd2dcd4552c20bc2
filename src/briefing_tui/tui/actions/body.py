"""What the editor of a body can do.

Ids begin with `focused.`: they are methods of the editor that has the keyboard. The keys by which every editor of the
framework moves and deletes are not listed; `authoring.body.editor` takes over those that exist on every terminal.
"""

from briefing_tui.tui.actions.action import BODY, FORM, N_, Action, Keys

BODY_ACTIONS: dict[str, Action] = {
    "focused.find_in_body": Action(
        N_("Find and replace"),
        N_("Find words in this text and put others in their place."),
        "czth",
        {(BODY,): Keys("ctrl+f", "Ctrl+F")},
    ),
    "focused.tidy": Action(
        N_("Tidy up"),
        N_(
            "Show what a clean-up of what was just pasted, of the selection or of the text would change; Enter does it."
        ),
        "zl",
        {(BODY,): Keys("ctrl+r", "Ctrl+R")},
        needs_write=True,
    ),
    "focused.edit_outside": Action(
        N_("External editor"),
        N_("Edit this text in $VISUAL or $EDITOR and take it back."),
        "wbbjq",
        {(BODY,): Keys("ctrl+o", "Ctrl+O")},
        needs_write=True,
    ),
    "focused.mark": Action(
        N_("Select"),
        N_("Begin a selection, which the cursor keys then extend; again to end it."),
        "xz",
        {(BODY,): Keys("ctrl+@", "Ctrl+Space")},
        in_palette=False,
    ),
    "focused.select_all": Action(
        N_("Select all"),
        N_("Select all of this text, or of the field."),
        "qx",
        {(BODY, FORM): Keys("ctrl+underscore", "Ctrl+_")},
    ),
    "focused.cut": Action(
        N_("Cut"),
        N_("Cut the selection, or the whole paragraph."),
        "jq",
        {(BODY,): Keys("ctrl+x", "Ctrl+X")},
        needs_write=True,
        in_palette=False,
    ),
    "focused.copy": Action(
        N_("Copy"),
        N_("Copy the selection, also to your terminal's clipboard."),
        "fz",
        {(BODY,): Keys("ctrl+c", "Ctrl+C")},
        in_palette=False,
    ),
    "focused.paste": Action(
        N_("Paste"),
        N_("Paste what was cut or copied here; your terminal's own key pastes from elsewhere."),
        "zt",
        {(BODY,): Keys("ctrl+v", "Ctrl+V")},
        needs_write=True,
        in_palette=False,
    ),
    "focused.redo": Action(
        N_("Redo typing"),
        N_("Type again what was taken back."),
        "czsr",
        {(BODY,): Keys("ctrl+y", "Ctrl+Y")},
        needs_write=True,
        in_palette=False,
    ),
}
