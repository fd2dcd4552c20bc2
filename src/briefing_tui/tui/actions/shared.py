"""What works on several screens: leaving, help, the palette, search, editing, bookmarks. Ids that begin with `app.` are methods of the app."""

from briefing_tui.tui.actions.action import (
    AUTHORING,
    COMPARING,
    DELIVERING,
    HISTORY,
    INBOX,
    LIBRARY,
    N_,
    OUTLINE,
    READING,
    SEARCH,
    SOURCES,
    STATISTICS,
    Action,
    Keys,
)

SHARED: dict[str, Action] = {
    "switch_pane": Action(
        N_("Other pane"),
        N_("Move between contents and page."),
        "qhcl",
        {(LIBRARY, READING): Keys("tab shift+tab", "Tab")},
        in_palette=False,
    ),
    "app.edit_issue": Action(
        N_("Edit"),
        N_("Edit this issue; a published one is put right by a correction (更正)."),
        "bj",
        {(LIBRARY, READING): Keys("e", "e", hint=3)},
        needs_write=True,
    ),
    "app.new_issue": Action(
        N_("New issue"),
        N_("Begin the next issue, in the form of the last or of a template."),
        "xj",
        {
            (LIBRARY,): Keys("n", "n", hint=4),
            (READING,): Keys(
                "ctrl+n",
                "Ctrl+N",
            ),
        },
        needs_write=True,
    ),
    "app.export": Action(
        N_("Export"),
        N_("Write the issue, or the item in sight, as Word, PDF, web page, Markdown or text."),
        "dc",
        {(LIBRARY, READING): Keys("E", "E"), (OUTLINE,): Keys("E", "E")},
        needs_write=True,
    ),
    "app.deliver": Action(
        N_("Deliver"),
        N_("Carry out the tail of this issue: what is sent to whom, and what was."),
        "fs",
        {(LIBRARY, READING): Keys("V", "V"), (OUTLINE,): Keys("V", "V")},
        needs_write=True,
    ),
    "app.bookmarks": Action(
        N_("Bookmarks"), N_("List the bookmarks and go to one."), "sqlb", {(LIBRARY, READING): Keys("B", "B")}
    ),
    "app.toggle_mouse": Action(
        N_("Mouse to terminal"),
        N_("Give the mouse back to the terminal, to select text with it; again to take it."),
        "sbgzd",
        {(LIBRARY, READING): Keys("m", "m"), (OUTLINE,): Keys("m", "m")},
    ),
    "app.theme": Action(
        N_("Colours"),
        N_("Choose the colours: dark, light, the terminal's own, or a theme of your own."),
        "ps",
        {(LIBRARY, READING): Keys("L", "L"), (OUTLINE,): Keys("L", "L")},
    ),
    "app.redraw": Action(
        N_("Redraw"),
        N_("Draw the screen anew, when something else has written on the terminal."),
        "ch",
        {
            (LIBRARY, READING, STATISTICS, DELIVERING, INBOX, SOURCES, SEARCH): Keys("ctrl+l", "Ctrl+L"),
            (OUTLINE,): Keys("ctrl+r", "Ctrl+R"),
        },
    ),
    "app.palette": Action(
        N_("Commands"),
        N_("Find any command by its name."),
        "ml",
        {
            (LIBRARY, READING): Keys(": ： ctrl+p", ": Ctrl+P"),
            (STATISTICS, DELIVERING, INBOX, SOURCES, HISTORY, COMPARING): Keys(": ： ctrl+p", ": Ctrl+P"),
            (SEARCH,): Keys("ctrl+p", "Ctrl+P"),
            (OUTLINE,): Keys(": ：", ":"),
            (AUTHORING,): Keys("ctrl+p", "Ctrl+P"),
        },
        in_palette=False,
    ),
    "app.help": Action(
        N_("Help"),
        N_("The keys of this screen."),
        "bz",
        {
            (LIBRARY, READING): Keys("? ？", "?", hint=1),
            (STATISTICS, DELIVERING, INBOX, SOURCES, HISTORY, COMPARING): Keys(
                "? ？", "?", hint=7, in_palette=False
            ),
            (SEARCH,): Keys("ctrl+g f1", "Ctrl+G F1", hint=5, in_palette=False),
            (OUTLINE,): Keys("? ？", "?", hint=1),
            (AUTHORING,): Keys(
                "ctrl+g f1", "Ctrl+G F1", hint=6, help=N_("The keys of this pane."), in_palette=False
            ),
        },
    ),
    "leave": Action(
        N_("Back"),
        N_("Back to the library."),
        "fh",
        {
            (READING,): Keys("q escape", "q Esc", hint=2),
            (STATISTICS, INBOX, SOURCES, HISTORY, COMPARING): Keys(
                "q escape", "q Esc", hint=2, help=N_("Back to the screen before.")
            ),
            (DELIVERING,): Keys(
                "q escape",
                "q Esc",
                hint=1,
                help=N_("Back to the screen before; a message that is on its way is waited for."),
            ),
            (SEARCH,): Keys(
                "escape",
                "Esc",
                hint=2,
                help=N_("Clear the field; when it is empty, back to the screen before."),
            ),
            (OUTLINE,): Keys(
                "q",
                "q",
                hint=3,
                name=N_("Leave"),
                help=N_("Stop editing; what is not saved is asked about."),
                initials="lk",
            ),
        },
    ),
    "app.leave": Action(
        N_("Quit"),
        N_("Leave the program from anywhere; your place is kept."),
        "tc",
        {
            (LIBRARY,): Keys("q Q", "q Q", hint=2, help=N_("Leave the program.")),
            (READING,): Keys("Q ctrl+q", "Q Ctrl+Q", name=N_("Quit at once"), initials="tclj"),
            (STATISTICS, DELIVERING, INBOX, SOURCES, HISTORY, COMPARING): Keys("Q ctrl+q", "Q Ctrl+Q"),
            (SEARCH,): Keys("ctrl+q", "Ctrl+Q"),
            (AUTHORING,): Keys(
                "ctrl+q", "Ctrl+Q", help=N_("Leave the program; what is not saved is asked about.")
            ),
        },
    ),
    "app.search": Action(
        N_("Search"),
        N_("Search all issues while you type; n goes on to the next place in the issue that is opened."),
        "ss",
        {(LIBRARY, READING, STATISTICS): Keys("s", "s", hint=4), (OUTLINE,): Keys("s", "s")},
    ),
    "app.statistics": Action(
        N_("Statistics"),
        N_("Count issues and items by month, section, unit, tag and province."),
        "tj",
        {(LIBRARY, READING): Keys("S", "S")},
    ),
}
