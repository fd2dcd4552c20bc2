"""What the reading screen can do, and finding, which the outline of the authoring screen shares."""

from briefing_tui.tui.actions.action import N_, OUTLINE, READING, Action, Keys

READING_ACTIONS: dict[str, Action] = {
    "jump": Action(
        N_("Go there"),
        N_("From the contents to the chosen entry."),
        "tz",
        {(READING,): Keys("enter", "Enter")},
        in_palette=False,
    ),
    "next_item": Action(
        N_("Next item"), N_("To the next item."), "xyt", {(READING,): Keys("] 】", "]", hint=6)}
    ),
    "previous_item": Action(
        N_("Previous item"), N_("To the item before."), "syt", {(READING,): Keys("[ 【", "[")}
    ),
    "next_section": Action(
        N_("Next section"), N_("To the next section."), "xylm", {(READING,): Keys("} ｝", "}")}
    ),
    "previous_section": Action(
        N_("Previous section"), N_("To the section before."), "sylm", {(READING,): Keys("{ ｛", "{")}
    ),
    "find": Action(
        N_("Find"),
        N_("Find words in this issue; capitals and full-width forms count as equal."),
        "cz",
        {
            (READING,): Keys("/ 、 ／", "/", hint=3),
            (OUTLINE,): Keys(
                "/ 、 ／", "/", help=N_("Go to the piece that has the words; Enter stays there.")
            ),
        },
    ),
    "find_next": Action(
        N_("Next match"),
        N_("To the next match."),
        "xyg",
        {(READING,): Keys("n", "n"), (OUTLINE,): Keys("n", "n")},
    ),
    "find_previous": Action(
        N_("Previous match"),
        N_("To the match before."),
        "syg",
        {(READING,): Keys("N", "N"), (OUTLINE,): Keys("N", "N")},
    ),
    "toggle_contents": Action(
        N_("Contents"), N_("Show or hide the contents."), "ml", {(READING,): Keys("t", "t", hint=4)}
    ),
    "wider": Action(
        N_("Wider lines"), N_("Two characters more to a line."), "jk", {(READING,): Keys("+ = ＋", "+")}
    ),
    "narrower": Action(
        N_("Narrower lines"), N_("Two characters fewer to a line."), "jz", {(READING,): Keys("- －", "-")}
    ),
    "copy_item": Action(
        N_("Copy item"),
        N_("Copy this item with its citation to your clipboard, through SSH and tmux."),
        "fzbt",
        {(READING,): Keys("y", "y", hint=8)},
    ),
    "older_issue": Action(
        N_("Older issue"), N_("Open the issue before this one."), "syq", {(READING,): Keys("< 《", "<")}
    ),
    "newer_issue": Action(
        N_("Newer issue"), N_("Open the issue after this one."), "xyq", {(READING,): Keys("> 》", ">")}
    ),
    "toggle_bookmark": Action(
        N_("Bookmark"),
        N_("Set or remove a bookmark at the line on top."),
        "sq",
        {(READING,): Keys("b", "b", hint=7)},
    ),
}
