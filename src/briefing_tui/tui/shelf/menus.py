"""The menus of the library screen: what its options are and which arrangement each makes. Called by that screen."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from briefing_tui.i18n import _
from briefing_tui.library.entry import Entry
from briefing_tui.model.issue import STATUSES
from briefing_tui.tui.dialogues.menu import Menu, MenuOption
from briefing_tui.tui.shelf.issue_list import IssueList
from briefing_tui.tui.shelf.rows.arrangement import SORTS, VIEWS, Arrangement
from briefing_tui.words import as_label, field_name, status_name

Arrange = Callable[[Arrangement], None]


def menu(name: str, issues: IssueList, arrange: Arrange) -> Menu:
    """The menu `filter`, `view` or `sort` over a list; `arrange` is called with what is chosen."""
    if name == "filter":
        return Menu(_("Show"), lambda: filter_options(issues.arrangement, issues.entries, arrange))
    if name == "view":
        return Menu(_("View"), lambda: view_options(issues.arrangement, arrange))
    return Menu(_("Sort"), lambda: sort_options(issues.arrangement, arrange))


def filter_options(now: Arrangement, entries: Sequence[Entry], arrange: Arrange) -> list[MenuOption]:
    """Everything, unread, bookmarked; statuses and years that there are, with how many issues have them."""

    def option(text: str, then: Arrangement, *, on: bool, note: str = "") -> MenuOption:
        return MenuOption(text, partial(arrange, then), on, note)

    statuses = Counter(entry.summary.status for entry in entries if entry.summary is not None)
    years = Counter(entry.key.year for entry in entries if entry.key is not None)
    everything = now._replace(year=None, status=None, unread=False, bookmarked=False)
    return [
        option(_("Everything"), everything, on=not now.narrows, note=str(len(entries))),
        option(_("Unread only"), now._replace(unread=not now.unread), on=now.unread),
        option(_("Bookmarked only"), now._replace(bookmarked=not now.bookmarked), on=now.bookmarked),
        MenuOption(as_label(field_name("status"))),
        *(
            option(
                status_name(status),
                now._replace(status=None if now.status == status else status),
                on=now.status == status,
                note=str(statuses[status]),
            )
            for status in STATUSES
            if statuses[status] or now.status == status
        ),
        MenuOption(as_label(field_name("year"))),
        *(
            option(
                str(year),
                now._replace(year=None if now.year == year else year),
                on=now.year == year,
                note=str(years[year]),
            )
            for year in sorted(years, reverse=True)
        ),
    ]


def view_options(now: Arrangement, arrange: Arrange) -> list[MenuOption]:
    """By year, by section, by tag."""
    return [
        MenuOption(view_name(view), partial(arrange, now._replace(view=view)), now.view == view)
        for view in VIEWS
    ]


def sort_options(now: Arrangement, arrange: Arrange) -> list[MenuOption]:
    """Newest or oldest first, by title, by items."""
    return [
        MenuOption(sort_name(sort), partial(arrange, now._replace(sort=sort)), now.sort == sort)
        for sort in SORTS
    ]


def view_name(view: str) -> str:
    """A view in the reader's language."""
    return {"year": _("By year"), "section": _("By section"), "tag": _("By tag")}[view]


def sort_name(sort: str) -> str:
    """An order in the reader's language."""
    return {
        "newest": _("Newest first"),
        "oldest": _("Oldest first"),
        "title": _("By title"),
        "items": _("Most items first"),
    }[sort]


def told(now: Arrangement) -> list[str]:
    """What an arrangement does to the list, for the status row; nothing of what is usual."""
    words = []
    if now.year is not None:
        words.append(str(now.year))
    if now.status is not None:
        words.append(status_name(now.status))
    if now.unread:
        words.append(_("unread"))
    if now.bookmarked:
        words.append(_("bookmarked"))
    if now.view != VIEWS[0]:
        words.append(view_name(now.view))
    if now.sort != SORTS[0]:
        words.append(sort_name(now.sort))
    return words
