"""What another library offers: its newest issues that are published, and one of them by its key. Called by the screens and the verb.

The library is not trusted: only names of issues are read, only regular files of a size that an issue may have, each behind the limits of any
issue (promises F1, F2). What cannot be had is given with its reason and holds up no other. Of a draft nothing is told but that it is one.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from briefing_tui.errors import BriefingError, LibraryError, NotFoundError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk.names import key_order
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.sources.source import Source, SourceIssue
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import SUPPLEMENT, IssueKey

NEWEST = 24
"""Issues of one library that are offered: two years of a monthly bulletin."""
_LOOKED = 60
"""Files that are read for them at most; the others were drafts or broken."""
_SUPPLEMENTS = 6
"""Of a year, looked at beside its ordinary issues."""


class SourceName(NamedTuple):
    """A name in a year of another library."""

    key: IssueKey | None
    file: str
    mark: str
    """Another one when the file is another."""
    reason: str
    """Why it is not opened; empty when it is."""


class SourceShelf(Protocol):
    """The files of another library. Each method LibraryError when they cannot be had."""

    def years(self) -> list[str]:
        """The newest first."""

    def names(self, year: str) -> list[SourceName]:
        """Every name that ends in .toml in a year."""

    def read(self, name: SourceName) -> bytes:
        """The bytes of one."""

    def close(self) -> None:
        """No more is asked."""


def newest(shelf: SourceShelf, known: Mapping[tuple[str, str], SourceIssue]) -> list[SourceIssue]:
    """The newest issues, newest first, and among them what cannot be had, with the reason. LibraryError when nothing can be listed.

    What is `known`, by file and mark, is not read again.
    """
    found: list[SourceIssue] = []
    offered = 0
    for looked, name in enumerate(_in_order(shelf), 1):
        one = known.get((name.file, name.mark)) or _read(shelf, name)
        found.append(one)
        offered += one.issue is not None
        if offered >= NEWEST or looked >= _LOOKED:
            break
    return found


def one_issue(shelf: SourceShelf, source: Source, key: IssueKey) -> SourceIssue:
    """One of them. NotFoundError when there is none that is published, LibraryError with the reason when it cannot be read."""
    names = shelf.names(str(key.year)) if str(key.year) in shelf.years() else []
    name = next((name for name in sorted(names, key=lambda one: one.file) if name.key == key), None)
    if name is None:
        raise NotFoundError(_("{name} has no issue {key}").format(name=source.name, key=key))
    found = _read(shelf, name)
    if found.issue is None:
        raise LibraryError(found.reason, place=Place(f"{source.name} {key}"))
    return found


def _in_order(shelf: SourceShelf) -> Iterator[SourceName]:
    """Year by year: the newest supplements, then ordinary issues, then what has no key."""
    for year in shelf.years():
        names = shelf.names(year)
        keyed = [(name.key, name) for name in names if name.key is not None]
        ordered = [name for _key, name in sorted(keyed, key=lambda one: key_order(one[0]), reverse=True)]
        supplements = [name for name in ordered if name.key is not None and name.key.kind == SUPPLEMENT]
        yield from supplements[:_SUPPLEMENTS]
        yield from (name for name in ordered if name not in supplements)
        yield from sorted(name for name in names if name.key is None)


def _read(shelf: SourceShelf, name: SourceName) -> SourceIssue:
    made = SourceIssue(name.key, name.file, name.mark, reason=name.reason)
    if name.reason:
        return made
    try:
        issue = load_issue(shelf.read(name), name.file).issue
    except BriefingError as error:
        if not error.place.line:
            return made._replace(reason=error.message)
        where = _("line {line}").format(line=error.place.line)
        return made._replace(reason=f"{error.message} ({where})")
    if issue.workflow.status != PUBLISHED:
        return made._replace(reason=_("is not published"), draft=True)
    return made._replace(issue=issue)
