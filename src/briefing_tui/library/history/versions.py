"""The saved states of an issue, newest first, and one of them as it was. Reads only."""

import datetime as dt
import re
from typing import NamedTuple

from briefing_tui.errors import NotFoundError, UsageError
from briefing_tui.i18n import _
from briefing_tui.library.format.codec import Loaded, load_issue
from briefing_tui.library.history.git import Git, arguments
from briefing_tui.model.issue import Issue, Item
from briefing_tui.model.key import IssueKey

LIMIT = 1000
"""States that are listed at most."""
_REVISION = re.compile(r"[0-9a-f]{4,40}\Z")
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]([0-9]{1,2}):([0-9]{2}))?\Z")


class Version(NamedTuple):
    """One saved state."""

    revision: str
    """The commit: 40 digits."""
    who: str
    when: dt.datetime
    """With the zone of whoever saved it."""
    what: str
    """One line."""


def versions(root: str, key: IssueKey, limit: int = LIMIT) -> list[Version]:
    """The states of an issue, newest first; none when nothing was recorded."""
    git = Git(root)
    if not git.head():
        return []
    rows = git.run(
        "log",
        f"--max-count={limit}",
        "-z",
        "--format=%H%x1f%an%x1f%aI%x1f%s",
        "HEAD",
        *arguments([_path(git, key)]),
    )
    found = []
    for row in rows.decode("utf-8", "replace").split("\0"):
        parts = row.split("\x1f")
        if len(parts) == 4:
            found.append(Version(parts[0], parts[1], dt.datetime.fromisoformat(parts[2]), parts[3]))
    return found


def version_of(root: str, key: IssueKey, wanted: str) -> Version:
    """The state that a revision, or a date and perhaps a time of the day, means: of a date the last one up to its end."""
    known = versions(root, key)
    if not known:
        raise NotFoundError(
            _("no saved state of {key} is recorded").format(key=key),
            hint=_("`briefing-tui history on` keeps them from now on"),
        )
    word = wanted.strip()
    if day := _DAY.fullmatch(word):
        end = _end_of(day)
        found = next((one for one in known if one.when < end), None)
        if found is None:
            raise NotFoundError(_("{key} was not recorded yet on {day}").format(key=key, day=word))
        return found
    if _REVISION.fullmatch(word.lower()):
        matches = [one for one in known if one.revision.startswith(word.lower())]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise UsageError(
                _("several states of {key} begin with {revision}").format(key=key, revision=word)
            )
        raise NotFoundError(_("no state {revision} of {key}").format(revision=word[:12], key=key))
    raise UsageError(
        _("expected a revision, as `history` lists them, or a date: {word}").format(word=word[:40])
    )


def _end_of(day: "re.Match[str]") -> dt.datetime:
    """The moment behind a day, or behind a minute of it, on the wall of this machine."""
    year, month, date = (int(part) for part in day.groups()[:3])
    hour, minute = (int(day[4]), int(day[5])) if day[4] else (23, 59)
    try:
        moment = dt.datetime(year, month, date, hour, minute)  # noqa: DTZ001 - the time on the wall
    except ValueError:
        raise UsageError(_("there is no such day: {day}").format(day=day[0])) from None
    return moment.astimezone() + dt.timedelta(minutes=1)


def load_version(root: str, key: IssueKey, version: Version) -> Loaded:
    """The issue as it was in one state; FormatError when that cannot be read."""
    git = Git(root)
    data = git.run("cat-file", "blob", f"{version.revision}:{_path(git, key)}")
    return load_issue(data, f"{key} {version.revision[:8]}")


def item_versions(root: str, key: IssueKey, item: Item, known: list[Version]) -> list[Version]:
    """Those of the states in which the item was another than in the state before them: met by its title, or by its text."""
    found = []
    later: Item | None = item
    newest = True
    waiting: Version | None = None
    for version in known:
        there = met(load_version(root, key, version).issue, later or item)
        if waiting is not None and (there is None or tuple(there) != tuple(later or ())):
            found.append(waiting)
        if there is None:
            waiting = None
            if not newest:
                break
            continue
        later, waiting, newest = there, version, False
    if waiting is not None:
        found.append(waiting)
    return found


def met(issue: Issue, wanted: Item) -> Item | None:
    """The item of another state that is `wanted`: the same, else with its title, else with its text."""
    items = [item for section in issue.sections for item in section.items]
    for same in (
        lambda one: tuple(one) == tuple(wanted),
        lambda one: one.title == wanted.title != "",
        lambda one: one.body == wanted.body != "",
    ):
        if found := next(filter(same, items), None):
            return found
    return None


def _path(git: Git, key: IssueKey) -> str:
    return f"{git.prefix()}{key.year}/{key.stem}.toml"
