"""The documents of the files that the catalog does not know as they are: read from the files, held in memory.

Called by the finder. With no catalog these are all documents of the library.
"""

import time
from collections.abc import Callable

from briefing_tui.library.catalog.changes import Changes, winners
from briefing_tui.library.catalog.document import Document, document_text, ordinal_of
from briefing_tui.library.catalog.file_reading import read_found
from briefing_tui.library.catalog.survey import UNSEEN, FileStamp, file_stamp, is_settled
from briefing_tui.library.disk.names import find_file, key_of

READING, INDEXING, COUNTING = "reading", "indexing", "counting"
Progress = Callable[[str, int, int], None]
"""Told what is done, `READING`, `INDEXING` or `COUNTING`, and of how many issues how many are."""
Stop = Callable[[], bool]
"""Asked whether to stop."""


class Overlay:
    """Lies over the catalog: an issue whose ordinal is in `hidden` is answered from here, or is not there."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._held: dict[int, tuple[FileStamp, Document | None]] = {}
        self.hidden: frozenset[int] = frozenset()
        """Ordinals of the issues that are not as the catalog has them."""
        self.documents: list[Document] = []
        """Those of them that are there and can be read, newest first."""
        self.unreadable: list[int] = []
        """Ordinals of those that are there and cannot be read."""

    def lay(self, changes: list[Changes], progress: Progress, stop: Stop) -> bool:
        """Read what changed and is not held yet; False when stopped before the end, and then nothing has changed here."""
        wanted, hidden = _wanted(changes)
        held: dict[int, tuple[FileStamp, Document | None]] = {}
        for done, ordinal in enumerate(sorted(wanted), 1):
            held[ordinal] = self._read(ordinal, *wanted[ordinal])
            progress(READING, done, len(wanted))
            if stop():
                return False
        self._held, self.hidden = held, hidden
        self.documents = [document for _stamp, document in held.values() if document is not None]
        self.unreadable = [ordinal for ordinal, (_stamp, document) in held.items() if document is None]
        return True

    def _read(self, ordinal: int, year: str, name: str) -> tuple[FileStamp, Document | None]:
        """The document of a file, None when it cannot be read; with the stamp by which it need not be read again."""
        found = find_file(self._root, year, name)
        if found.status is None or found.error:
            return UNSEEN, None
        read_at = time.time_ns()
        held = self._held.get(ordinal, (UNSEEN, None))
        if held[0] == file_stamp(found.status) and held[1] is not None and held[1].file == found.file:
            return held
        read = read_found(self._root, found)
        if read.loaded is None or read.status is None:
            return UNSEEN, None
        issue, stamp = read.loaded.issue, file_stamp(read.status)
        date = issue.masthead.date.isoformat() if issue.masthead.date else ""
        document = Document(ordinal, found.file, issue.workflow.status, date, document_text(issue), stamp)
        return stamp if is_settled(stamp, read_at) else UNSEEN, document


def _wanted(changes: list[Changes]) -> tuple[dict[int, tuple[str, str]], frozenset[int]]:
    """Ordinal → year and name of what is to be read; and the ordinals of all that is not as it was known."""
    wanted: dict[int, tuple[str, str]] = {}
    hidden: set[int] = set()
    for change in changes:
        year = int(change.year)
        touched = {key_of(name, year) for name in (*change.changed, *change.gone)}
        names = winners(change.year, list(change.now))
        for key in touched:
            if key is not None:
                hidden.add(ordinal_of(key))
                if key in names:
                    wanted[ordinal_of(key)] = (change.year, names[key])
    return wanted, frozenset(hidden)
