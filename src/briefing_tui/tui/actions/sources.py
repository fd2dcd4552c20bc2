"""What the screen of other libraries can do, and the way to it."""

from briefing_tui.tui.actions.action import INBOX, LIBRARY, N_, OUTLINE, SOURCES, Action, Keys

SOURCES_ACTIONS: dict[str, Action] = {
    "sources": Action(
        N_("Other libraries"),
        N_("Items that other libraries have published: read them, take them over into an issue."),
        "lyk",
        {(LIBRARY,): Keys("O", "O"), (OUTLINE,): Keys("O", "O"), (INBOX,): Keys("O", "O", hint=6)},
        needs_write=True,
    ),
    "choose_offered": Action(
        N_("Mark"),
        N_("Choose the highlighted item, or choose it no longer; a takes all that are chosen."),
        "xz",
        {(SOURCES,): Keys("space", "Space", hint=1)},
        needs_write=True,
    ),
    "take_offered": Action(
        N_("Take over"),
        N_(
            "Take the chosen items, or the highlighted one, into a section of an issue; they are shown first."
        ),
        "cy",
        {(SOURCES,): Keys("a", "a", hint=2)},
        needs_write=True,
    ),
    "show_offered": Action(
        N_("Read item"),
        N_("To the text of the highlighted item; Esc comes back."),
        "yd",
        {(SOURCES,): Keys("enter l right", "Enter", hint=4)},
    ),
    "fetch_sources": Action(
        N_("Fetch"),
        N_("Fetch what the other libraries have published since, now."),
        "hq",
        {(SOURCES,): Keys("r", "r", hint=5)},
        needs_write=True,
    ),
    "next_source": Action(
        N_("Next library"),
        N_("To the first item of the next library."),
        "xyk",
        {(SOURCES,): Keys("] 】", "]", hint=6)},
        in_palette=False,
    ),
    "previous_source": Action(
        N_("Previous library"),
        N_("To the first item of this library, or of the one before."),
        "syk",
        {(SOURCES,): Keys("[ 【", "[")},
        in_palette=False,
    ),
}
