"""Which issues the library screen lists, in which order, under which headings. Pure.

Called by the issue list; the menus of the library screen make one arrangement out of another. Texts typed with `/` are
the list's own filter and come on top.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.library.entry import Entry
from briefing_tui.model.key import IssueKey

BY_YEAR, BY_SECTION, BY_TAG = VIEWS = ("year", "section", "tag")
NEWEST, OLDEST, BY_TITLE, BY_ITEMS = SORTS = ("newest", "oldest", "title", "items")


class Arrangement(NamedTuple):
    """One way to show the library."""

    view: str = BY_YEAR
    """One of `VIEWS`: what the headings are. An issue stands under each of its sections or tags."""
    sort: str = NEWEST
    """One of `SORTS`, within a heading; under years it is the order of the years too."""
    year: int | None = None
    status: str | None = None
    unread: bool = False
    bookmarked: bool = False

    @property
    def by_years(self) -> bool:
        """Whether the headings are years, so that a row need not say its own."""
        return self.view == BY_YEAR and self.sort in {NEWEST, OLDEST}

    @property
    def narrows(self) -> bool:
        """Whether it hides anything."""
        return bool(self.year or self.status or self.unread or self.bookmarked)


class Knowledge(NamedTuple):
    """What the reader's state knows of an issue."""

    is_read: Callable[[IssueKey], bool]
    is_bookmarked: Callable[[IssueKey], bool]


def passes(entry: Entry, wanted: Arrangement, known: Knowledge) -> bool:
    """Whether an entry is shown. A file that cannot be read has no status, and no key when its name is none."""
    key = entry.key
    if wanted.year is not None and (key is None or key.year != wanted.year):
        return False
    if wanted.status is not None and (entry.summary is None or entry.summary.status != wanted.status):
        return False
    if wanted.unread and (key is None or known.is_read(key)):
        return False
    return not wanted.bookmarked or (key is not None and known.is_bookmarked(key))


def arranged(entries: Iterable[Entry], wanted: Arrangement) -> Iterator[tuple[str, Sequence[Entry]]]:
    """(heading, entries) in the order shown; `entries` come newest first, and those without a key stay last."""
    ordered = _sorted(list(entries), wanted.sort)
    if wanted.by_years:
        yield from _grouped(ordered, _years)
    elif wanted.view == BY_YEAR:
        yield "", ordered
    else:
        names = _sections if wanted.view == BY_SECTION else _tags
        yield from sorted(_grouped(ordered, names), key=_by_size)


def _sorted(entries: list[Entry], sort: str) -> list[Entry]:
    keyless = [entry for entry in entries if entry.key is None]
    keyed = [entry for entry in entries if entry.key is not None]
    if sort == OLDEST:
        keyed.reverse()
    elif sort == BY_TITLE:
        keyed.sort(key=lambda entry: entry.summary.title if entry.summary is not None else "\uffff")
    elif sort == BY_ITEMS:
        keyed.sort(key=lambda entry: -(entry.summary.item_total if entry.summary is not None else -1))
    return keyed + keyless


def _grouped(
    entries: Sequence[Entry], names_of: Callable[[Entry], tuple[str, ...]]
) -> list[tuple[str, Sequence[Entry]]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in dict.fromkeys(names_of(entry)):
            groups.setdefault(name, []).append(entry)
    return list(groups.items())


def _years(entry: Entry) -> tuple[str, ...]:
    return (_("Other files") if entry.key is None else _("{year}").format(year=entry.key.year),)


def _sections(entry: Entry) -> tuple[str, ...]:
    titles = tuple(title for title in entry.summary.sections if title) if entry.summary is not None else ()
    return titles or (_("(no section)"),)


def _tags(entry: Entry) -> tuple[str, ...]:
    return (entry.summary.tags if entry.summary is not None else ()) or (_("(no tag)"),)


def _by_size(group: tuple[str, Sequence[Entry]]) -> tuple[bool, int, str]:
    """The names most issues have first; what has none last."""
    name, entries = group
    return name in {_("(no section)"), _("(no tag)")}, -len(entries), name
