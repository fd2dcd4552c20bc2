"""What one file of a library holds: its entry, its issue, its bytes. Called by the reader and the catalog."""

import os
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import read_regular
from briefing_tui.library.disk.names import Found, make_stamp
from briefing_tui.library.entry import Entry, summarise
from briefing_tui.library.format.faults import RULE
from briefing_tui.model.key import IssueKey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.format.codec import Loaded
    from briefing_tui.model.finding import Finding
else:
    Loaded = object  # as in `model.finding`


class FileRead(NamedTuple):
    """What reading a file came to."""

    entry: Entry
    loaded: Loaded | None
    """None when it is unreadable."""
    data: bytes
    """Its bytes; empty when they cannot be had."""
    status: os.stat_result | None
    """Of the file these bytes are from; when they cannot be had, as it was found."""


def read_found(root: str, found: Found) -> FileRead:
    """What a file holds now, which may be more than when it was found."""
    from briefing_tui.library.format.codec import load_issue  # a list by the catalog reads no file

    path, data, status = os.path.join(root, found.file), b"", found.status
    try:
        data, status = read_regular(path, root)
        loaded = load_issue(data, found.file)
        if found.key not in {None, loaded.issue.key}:
            pending = _pending(path, data, root)
            if pending:
                loaded, data = load_issue(pending, found.file), pending
    except BriefingError as error:
        entry = Entry(found.key, found.file, None, _without_file(error), make_stamp(status))
        return FileRead(entry, None, data, status)
    stamp = make_stamp(status)
    warnings = [one.text for one in loaded.findings]
    inside = loaded.issue.key
    if found.key not in {None, inside}:
        warnings.append(disagreement(found.key, inside).text)
    entry = Entry(found.key, found.file, summarise(loaded.issue, tuple(warnings)), "", stamp)
    return FileRead(entry, loaded._replace(stamp=stamp), data, status)


def _pending(path: str, data: bytes, root: str) -> bytes:
    """What a file whose renaming was cut off was about to hold; empty when it was not."""
    from briefing_tui.library.disk.renaming import pending_text  # seldom so

    return pending_text(path, data, root) or b""


def disagreement(key: IssueKey, inside: IssueKey) -> "Finding":
    """A hint that the masthead tells another key than the file's name, which is the one that counts."""
    from briefing_tui.model.finding import HINT, Finding  # only for what is odd

    text = _("the masthead says {inside}, the file's name {key}").format(inside=inside, key=key)
    return Finding(RULE, HINT, text)


def _without_file(error: BriefingError) -> str:
    """One line without the file, which the list shows anyway."""
    return BriefingError(error.message, place=error.place._replace(file=None), hint=error.hint).one_line()
