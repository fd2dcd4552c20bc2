"""The part of the table of actions that serves the editor of a body; `tui.actions.keys` puts it together with the rest.

Their ids begin with `focused.`: they are methods of the editor that has the keyboard. The keys by which every editor of the
framework moves and deletes are not listed; `widgets.body_editor` takes over those that exist on every terminal.
"""

from briefing_tui.tui.actions.action import BODY, N_, Action

BODY_ACTIONS: tuple[Action, ...] = (
    Action(
        "focused.find_in_body",
        ("ctrl+f",),
        "Ctrl+F",
        N_("Find and replace"),
        N_("Find words in this text and put others in their place."),
        (BODY,),
        "czth",
    ),
    Action(
        "focused.tidy",
        ("ctrl+r",),
        "Ctrl+R",
        N_("Tidy up"),
        N_(
            "Show what a clean-up of what was just pasted, of the selection or of the text would change; Enter does it."
        ),
        (BODY,),
        "zl",
        needs_write=True,
    ),
    Action(
        "focused.edit_outside",
        ("ctrl+o",),
        "Ctrl+O",
        N_("External editor"),
        N_("Edit this text in $VISUAL or $EDITOR and take it back."),
        (BODY,),
        "wbbjq",
        needs_write=True,
    ),
    Action(
        "focused.mark",
        ("ctrl+@",),
        "Ctrl+Space",
        N_("Select"),
        N_("Begin a selection, which the cursor keys then extend; again to end it."),
        (BODY,),
        "xz",
        in_palette=False,
    ),
    Action(
        "focused.cut",
        ("ctrl+x",),
        "Ctrl+X",
        N_("Cut"),
        N_("Cut the selection, or the whole paragraph."),
        (BODY,),
        "jq",
        in_palette=False,
        needs_write=True,
    ),
    Action(
        "focused.copy",
        ("ctrl+c",),
        "Ctrl+C",
        N_("Copy"),
        N_("Copy the selection, also to your terminal's clipboard."),
        (BODY,),
        "fz",
        in_palette=False,
    ),
    Action(
        "focused.paste",
        ("ctrl+v",),
        "Ctrl+V",
        N_("Paste"),
        N_("Paste what was cut or copied here; your terminal's own key pastes from elsewhere."),
        (BODY,),
        "zt",
        in_palette=False,
        needs_write=True,
    ),
    Action(
        "focused.redo",
        ("ctrl+y",),
        "Ctrl+Y",
        N_("Redo typing"),
        N_("Type again what was taken back."),
        (BODY,),
        "czsr",
        in_palette=False,
        needs_write=True,
    ),
)
