"""What the library screen can do."""

from briefing_tui.tui.actions.action import LIBRARY, N_, Action, Keys

SHELF: dict[str, Action] = {
    "open_issue": Action(
        N_("Open"), N_("Read the highlighted issue."), "dk", {(LIBRARY,): Keys("enter", "Enter", hint=2)}
    ),
    "filter": Action(
        N_("Filter"),
        N_("Narrow the list to what you type; Escape shows all again."),
        "sx",
        {(LIBRARY,): Keys("/ 、 ／", "/", hint=3)},
    ),
    "clear_filter": Action(
        N_("All issues"), N_("Show every issue again."), "qbqk", {(LIBRARY,): Keys("escape", "Esc")}
    ),
    "mark_read": Action(
        N_("Read or unread"),
        N_("Mark the highlighted issue as read, or as unread."),
        "ydwd",
        {(LIBRARY,): Keys("a", "a")},
    ),
    "mark_all_read": Action(
        N_("All read"),
        N_("Mark all issues in the list as read; when they are, as unread."),
        "qbyd",
        {(LIBRARY,): Keys("A", "A")},
    ),
    "refresh": Action(
        N_("Refresh"), N_("Read the library directory again now."), "sx", {(LIBRARY,): Keys("r", "r")}
    ),
    "filter_menu": Action(
        N_("Choose"),
        N_("Show only a year, a status, unread or bookmarked issues."),
        "xz",
        {(LIBRARY,): Keys("f", "f", hint=7)},
    ),
    "view_menu": Action(
        N_("View"),
        N_("List the issues by year, by section or by tag."),
        "st",
        {(LIBRARY,): Keys("v", "v", hint=8)},
    ),
    "next_heading": Action(
        N_("Next heading"),
        N_("To the next year, section or tag of the list."),
        "xybt",
        {(LIBRARY,): Keys("] 】", "]")},
    ),
    "previous_heading": Action(
        N_("Heading before"),
        N_("To the year, section or tag before."),
        "sybt",
        {(LIBRARY,): Keys("[ 【", "[")},
    ),
    "sort_menu": Action(
        N_("Sort"),
        N_("Order the issues by date, title or number of items."),
        "px",
        {(LIBRARY,): Keys("o", "o", hint=9)},
    ),
    "import_file": Action(
        N_("Import"),
        N_(
            "Take a bulletin in a text, Word, PDF or HTML file into the library; what was recognised is shown first."
        ),
        "dr",
        {(LIBRARY,): Keys("I", "I")},
        needs_write=True,
    ),
    "delete_issue": Action(
        N_("Delete issue"),
        N_("Put the highlighted issue into the trash of the library, after a question."),
        "scbq",
        {(LIBRARY,): Keys("D delete", "D Del")},
        needs_write=True,
    ),
    "restore_issue": Action(
        N_("Bring back"),
        N_("List what was deleted and bring an issue back."),
        "hf",
        {(LIBRARY,): Keys("T", "T")},
        needs_write=True,
    ),
    "check_library": Action(
        N_("Check"),
        N_("Look for gaps, broken files and leftovers; Enter goes to the issue."),
        "jc",
        {(LIBRARY,): Keys("C", "C")},
    ),
}
