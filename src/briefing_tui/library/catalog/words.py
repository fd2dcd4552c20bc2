"""The index of the words of a catalog: every character and every two neighbours, in FTS5.

Called by the catalog's update. The stock tokenizers find no `担保` inside a sentence. Here a record's text is
folded (`folding`) and given to FTS5 as tokens of two neighbouring characters, and of one for queries of one character; titles a
second time, behind a mark. So a word of two characters is one lookup, as rare as the word is, where single characters
would have to be intersected. Positions are not kept: what the index offers is looked at in the text itself (`search.lookup`).

A row is a record: its id is the issue's ordinal and the record's place below it.
"""

import sqlite3
import time
from array import array
from collections.abc import Iterator

from briefing_tui.library.catalog.document import FIELD, RECORD
from briefing_tui.library.catalog.folding import fold
from briefing_tui.library.catalog.store import Catalog

ROW_BITS = 6
"""A row's id is the issue's ordinal with so many bits below it."""
ROWS = 1 << ROW_BITS
"""Rows an issue may have; of an issue with more records several share one."""
TITLE = "\ue000"
"""Before the tokens of titles."""
_BLANK = 32
_OPTIMISE_FROM = 1000
"""Issues added at once after which the index is put in order."""


def forget_words(connection: sqlite3.Connection, ordinal: int, text: str) -> None:
    """Take the words of an issue, whose text it was, out of the index."""
    rows = [("delete", row, grams) for row, grams in _rows(ordinal, text)]
    connection.executemany("INSERT INTO words (words, rowid, grams) VALUES (?, ?, ?)", rows)


class IndexUpdate:
    """Adds the words of the issues that have none in the index yet."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def batches(self, seconds: float) -> Iterator[tuple[int, int]]:
        """Add words and commit every `seconds`; how many of how many issues are done after each batch."""
        waiting = self._catalog.unindexed()
        execute = self._catalog.connection.execute
        open_since = 0.0
        for done, ordinal in enumerate(waiting, 1):
            if not open_since:
                execute("BEGIN IMMEDIATE")
                open_since = time.monotonic()
            self._add(ordinal)
            if time.monotonic() - open_since > seconds or done == len(waiting):
                execute("COMMIT")
                open_since = 0.0
                yield done, len(waiting)
        if len(waiting) >= _OPTIMISE_FROM:
            execute("INSERT INTO words (words) VALUES ('optimize')")
            # What that left free, a tenth of the file; `execute` would stop after one page.
            self._catalog.connection.executescript("PRAGMA incremental_vacuum")

    def _add(self, ordinal: int) -> None:
        connection = self._catalog.connection
        (text,) = connection.execute("SELECT text FROM texts WHERE id = ?", (ordinal,)).fetchone()
        connection.executemany("INSERT INTO words (rowid, grams) VALUES (?, ?)", _rows(ordinal, text))
        connection.execute("UPDATE files SET indexed = 1 WHERE id = ?", (ordinal,))


def _rows(ordinal: int, text: str) -> list[tuple[int, str]]:
    """(row, tokens) of an issue's records."""
    records = text.split(RECORD)
    titles = [record[: record.index(FIELD)] for record in records]
    share = -(-len(records) // ROWS)
    found = []
    for row, first in enumerate(range(0, len(records), share)):
        record = fold(RECORD.join(records[first : first + share]))
        title = fold(RECORD.join(titles[first : first + share]))
        found.append(((ordinal << ROW_BITS) + row, f"{_grams(record)} {_title_grams(title)}"))
    return found


def _grams(text: str) -> str:
    """The tokens of a folded text, apart by blanks. The blanks in it, its borders, part tokens too."""
    codes = array("I", text.encode("utf-32-le"))
    pairs = array("I", (_BLANK,)) * max(0, 3 * len(codes) - 3)
    pairs[0::3], pairs[1::3] = codes[:-1], codes[1:]
    return f"{pairs.tobytes().decode('utf-32-le')} {' '.join(set(text))}"


def _title_grams(text: str) -> str:
    """As `_grams`, each token behind the mark of titles."""
    codes = array("I", text.encode("utf-32-le"))
    pairs = array("I", (ord(TITLE), _BLANK, _BLANK, _BLANK)) * max(0, len(codes) - 1)
    pairs[1::4], pairs[2::4] = codes[:-1], codes[1:]
    ones = f" {TITLE}".join(set(text))
    return f"{pairs.tobytes().decode('utf-32-le')} {TITLE}{ones}"
