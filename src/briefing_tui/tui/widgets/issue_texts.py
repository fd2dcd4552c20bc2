"""What lists of issues say of one and find it by: shared by the issue list, the palette and what is found. Pure."""

import unicodedata

from briefing_tui.errors import KeyFormatError
from briefing_tui.library.entry import Entry
from briefing_tui.model.asked import Asked, read_asked
from briefing_tui.model.key import IssueKey
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
        parts += [*entry.summary.sections, entry.summary.headline]
        if entry.summary.date is not None:
            parts += [entry.summary.date.isoformat(), printed_date(entry.summary.date)]
    return "\n".join([*parts, entry.error])


def fold(text: str) -> str:
    """`text` without the difference of case, of full- and half-width forms, of composed letters, and what hides in it."""
    return unicodedata.normalize("NFKC", searched(text)).casefold()


def asked_in(text: str) -> Asked | None:
    """The issue that `text` asks for, however it is written: 第14期, 2024/14, 202414; None when it asks for none."""
    try:
        return read_asked(text)
    except KeyFormatError:
        return None


def is_asked(key: IssueKey | None, asked: Asked | None) -> bool:
    """Whether an issue is one that is asked for."""
    return (
        key is not None
        and asked is not None
        and (key.kind, key.number) == (asked.kind, asked.number)
        and asked.year in {None, key.year}
    )
