"""What the names of kept drafts tell: of which issues there are any. Called by `drafts` and before the first page is painted; loads little."""

import os

from briefing_tui.errors import KeyFormatError
from briefing_tui.model.key import IssueKey, parse_key

FOLDER = "drafts"
"""Below the user's state directory."""
ENDING, OUTSIDE_ENDING = ".json", ".outside"
"""Of a draft, and of the folder of a text that another program has."""


def mark_of(library: str) -> str:
    """A library as a part of a file name."""
    import hashlib  # 2 ms, and most users have no draft

    return hashlib.sha256(os.path.realpath(library).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def kept_keys(folder: str, library: str, own_pid: int) -> frozenset[IssueKey]:
    """The issues of a library of which other sessions than that of `own_pid`, ended or not, have kept text, or another program has some."""
    try:
        names = [name for name in os.listdir(folder) if name.endswith((ENDING, OUTSIDE_ENDING))]
    except OSError:
        return frozenset()
    if not names:
        return frozenset()
    start, mine = f"{mark_of(library)}-", f"-{own_pid}-"
    found = set()
    for name in names:
        if name.startswith(start) and mine not in name:
            try:
                found.add(parse_key(name[len(start) :].rsplit("-", 2)[0]))
            except KeyFormatError:
                continue
    return frozenset(found)
