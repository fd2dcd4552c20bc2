"""The saved states of an issue, newest first, and one of them as it was. Reads only.

An issue that had another number before is followed to what it was then. States come as they are taken: the first are there long before the last.
"""

import datetime as dt
import os
import re
from collections.abc import Generator, Iterator
from itertools import islice
from typing import NamedTuple

from briefing_tui.errors import NotFoundError, UsageError
from briefing_tui.i18n import _
from briefing_tui.library.disk.names import key_of, regular_names
from briefing_tui.library.format.codec import Loaded, load_issue
from briefing_tui.library.format.origins import origins
from briefing_tui.library.history.blobs import Blobs
from briefing_tui.library.history.git import Git, arguments
from briefing_tui.library.history.recording import RENAMED_FROM
from briefing_tui.model.issue import Issue, Item
from briefing_tui.model.key import IssueKey

LIMIT = 1_000_000
"""States that are listed at most: more than an issue is ever saved."""
_NUMBERS = 20
"""Numbers of one issue that are followed."""
_REVISION = re.compile(r"[0-9a-f]{4,40}\Z")
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]([0-9]{1,2}):([0-9]{2}))?\Z")
_BLOB = re.compile(rb"^:+[0-7 ]+ (?:[0-9a-f]{40} )+([0-9a-f]{40}) [A-Z]", re.MULTILINE)
_BEGINNING = dt.datetime.fromtimestamp(0, dt.UTC)
_TOLD = (1, 9999)
"""Years between which a moment can be told in any zone."""
_GONE = "0" * 40


class Version(NamedTuple):
    """One saved state."""

    revision: str
    """The commit: 40 digits."""
    who: str
    when: dt.datetime
    """With the zone of whoever saved it."""
    what: str
    """One line."""
    file: str = ""
    """The issue's file then, inside the repository."""
    blob: str = ""
    """Its bytes, as git calls them; empty where they have to be asked for by `file`."""

    @property
    def is_gone(self) -> bool:
        """Whether the issue was deleted: there is nothing to be seen of this state."""
        return self.blob == _GONE


def versions(root: str, key: IssueKey, limit: int = LIMIT) -> list[Version]:
    """The states of an issue, newest first; none when nothing was recorded."""
    return list(islice(walk_versions(root, key), limit))


def walk_versions(root: str, key: IssueKey) -> Generator[Version, None, None]:
    """The same, as they are found. To be closed, or taken to its end."""
    git = Git(root)
    start = git.head()
    files = _files(git, key)
    for _number in range(_NUMBERS):
        if not start:
            return
        before = ""
        for version, renamed_from in _walk(git, start, files):
            yield version
            if renamed_from:
                before, start = renamed_from, f"{version.revision}^"
                break
        if not before or not _is_name(before):
            return
        files = [git.prefix() + before]


def _walk(git: Git, start: str, files: list[str]) -> Iterator[tuple[Version, str]]:
    """The states of one file, each with the file's name before when it got another number in it."""
    words = ("log", "--raw", "--no-abbrev", "--no-renames", "--format=%x00%H%x1f%an%x1f%aI%x1f%s%x1f%b%x1f")
    below = [file.removeprefix(git.prefix()) for file in files]
    for row in git.records(*words, start, *arguments(below)):
        text, _mark, raw = row.rpartition(b"\x1f")
        parts = text.decode("utf-8", "replace").split("\x1f", 4)
        if len(parts) != 5:
            continue
        revision, who, when, what, more = parts
        blob = _BLOB.search(raw)
        name = blob[1].decode() if blob else ""
        last = more.strip().rpartition("\n")[2]
        yield (
            Version(revision, who, _moment(when), what, files[0], name),
            last.removeprefix(RENAMED_FROM) if last.startswith(RENAMED_FROM) else "",
        )


def _moment(written: str) -> dt.datetime:
    """When a state was saved; the beginning of time for a clock that was beyond what can be said."""
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        return _BEGINNING
    return moment if _TOLD[0] < moment.year < _TOLD[1] else _BEGINNING


def version_of(root: str, key: IssueKey, wanted: str) -> Version:
    """The state that a revision, or a date and perhaps a time of the day, means: of a date the last one up to its end."""
    known = [one for one in versions(root, key) if not one.is_gone]
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
    """The issue as it was in one state; FormatError when that cannot be read, NotFoundError when there was none."""
    with Blobs(Git(root)) as blobs:
        data = blobs.read(blob_of(version))
    if data is None:
        raise NotFoundError(_("{key} was not in the library then").format(key=key))
    return load_issue(data, f"{key} {version.revision[:8]}")


def blob_of(version: Version) -> str:
    """What to ask git for to have the bytes of a state."""
    return version.blob or f"{version.revision}:{version.file}"


def met(issue: Issue, wanted: Item, now: Issue) -> Item | None:
    """The item of another state that `wanted`, an item of `now`, was then: recognised among all of both by what they say."""
    items = [item for section in issue.sections for item in section.items]
    same = next((one for one in items if tuple(one) == tuple(wanted)), None)
    if same is not None:
        return same
    here = [item for section in now.sections for item in section.items]
    at = next((at for at, one in enumerate(here) if one is wanted), None)
    origin = None if at is None else origins(issue, now)["items"][at]
    return None if origin is None else items[origin]


def _files(git: Git, key: IssueKey) -> list[str]:
    """The issue's file inside the repository, under its usual name first; and under another that it has."""
    usual = f"{key.stem}.toml"
    names = regular_names(os.path.join(git.root, str(key.year)))
    others = sorted(name for name in names if name != usual and key_of(name, key.year) == key)
    return [f"{git.prefix()}{key.year}/{name}" for name in (usual, *others)]


def _is_name(name: str) -> bool:
    """Whether a message names a file that can be an issue's."""
    folder, slash, file = name.partition("/")
    return (
        bool(slash)
        and re.fullmatch("[0-9]{4}", folder, re.ASCII) is not None
        and key_of(file, int(folder)) is not None
    )
