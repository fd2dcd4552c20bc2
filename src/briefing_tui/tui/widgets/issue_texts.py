"""What lists of issues say of one and find it by: shared by the issue list, the palette and what is found. Pure."""

import unicodedata

from briefing_tui.library.entry import Entry
from briefing_tui.text.folding import searched
from briefing_tui.text.numerals import printed_date
from briefing_tui.words import status_name


def searchable(entry: Entry) -> str:
    """The texts an entry is found by, separated by newlines."""
    parts = [entry.file.rpartition("/")[2]]
    if entry.key is not None:
        parts += [str(entry.key), f"{entry.key.year}-{entry.key.number}", entry.key.written]
    if entry.summary is not None:
        parts += [entry.summary.title, entry.summary.publisher, status_name(entry.summary.status)]
        parts += entry.summary.sections
        if entry.summary.date is not None:
            parts += [entry.summary.date.isoformat(), printed_date(entry.summary.date)]
    return "\n".join([*parts, entry.error])


def fold(text: str) -> str:
    """`text` without the difference of case, of full- and half-width forms, of composed letters, and what hides in it."""
    return unicodedata.normalize("NFKC", searched(text)).casefold()
