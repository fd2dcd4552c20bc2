"""The issue that another one follows, looked up in the library. Called by `new`, `status` and the screens."""

from briefing_tui.errors import BriefingError
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Masthead
from briefing_tui.model.key import IssueKey
from briefing_tui.model.sequence import previous_key


def head_before(library: LibraryReader, key: IssueKey) -> Masthead | None:
    """The masthead of the issue that `key` follows; None when there is none or it cannot be read."""
    before = previous_key(library.keys(), key)
    if before is None:
        return None
    try:
        head = library.load(before).issue.masthead
    except BriefingError:
        return None
    # The name of the file is what counts, as everywhere.
    return head._replace(year=before.year, kind=before.kind, number=before.number)
