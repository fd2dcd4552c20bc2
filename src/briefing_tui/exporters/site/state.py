"""What is known of a site between two runs. What cannot be read, or was written by another version, is nothing known: all is made anew."""

import json
from typing import NamedTuple

from briefing_tui.exporters.site.folder import is_below


class KnownIssue(NamedTuple):
    """What is known of an issue."""

    stamp: tuple[int, ...]
    """Of its file, when its page was made."""
    newer: str
    """The issue after it, by its stem; empty for none."""
    older: str


class KnownYear(NamedTuple):
    """What is known of a year."""

    stems: list[str]
    """Its issues, newest first."""
    topics: list[tuple[str, str, int]]
    """Kind and name of each topic, and how many items have it."""


class SiteState(NamedTuple):
    """Everything that is known."""

    look: str = ""
    """Sum of what every page is made from."""
    title: str = ""
    issues: dict[str, KnownIssue] = {}  # noqa: RUF012 - never changed
    years: dict[str, KnownYear] = {}  # noqa: RUF012 - never changed
    files: dict[str, list[int]] = {}  # noqa: RUF012 - never changed
    """Name from the root → size and sum of every file that was written."""
    first_title: str = ""
    """The title that the site had at first: what the ids of its feed are made of."""


def state_json(state: SiteState) -> bytes:
    """A state, to be kept."""
    return json.dumps(state._asdict(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def state_from(data: bytes) -> SiteState:
    """What was kept."""
    try:
        found = json.loads(data) if data else {}
        return SiteState(
            str(found.get("look", "")),
            str(found.get("title", "")),
            {str(stem): _known(*kept) for stem, kept in found.get("issues", {}).items()},
            {str(year): _year(*kept) for year, kept in found.get("years", {}).items()},
            {
                str(name): [int(size), int(total)]
                for name, (size, total) in found.get("files", {}).items()
                if is_below(name)
            },
            str(found.get("first_title", "") or found.get("title", "")),
        )
    except (ValueError, TypeError, AttributeError):
        return SiteState()


def _known(stamp: list[int], newer: str, older: str) -> KnownIssue:
    return KnownIssue(tuple(map(int, stamp)), str(newer), str(older))


def _year(stems: list[str], topics: list[list[object]]) -> KnownYear:
    return KnownYear(
        list(map(str, stems)), [(str(kind), str(name), int(str(total))) for kind, name, total in topics]
    )
