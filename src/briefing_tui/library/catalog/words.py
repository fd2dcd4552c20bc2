"""The index of the words of a catalog: every character and every two neighbours, in FTS5.

Called by the finder and by the catalog's update. The stock tokenizers find no `担保` inside a sentence. Here a record's text is
folded (`folding`) and given to FTS5 as tokens of two neighbouring characters, and of one for queries of one character; titles a
second time, behind a mark. So a word of two characters is one lookup, as rare as the word is, where single characters
would have to be intersected. Positions are not kept: what the index offers is looked at in the text itself (`matching`).

A row is a record: its id is the issue's ordinal and the record's place below it.
"""

import sqlite3
import time
from array import array
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import pairwise

from briefing_tui.library.catalog.document import FIELD, ORDINALS, RECORD, year_bounds
from briefing_tui.library.catalog.store import Catalog
from briefing_tui.library.search.folding import fold
from briefing_tui.library.search.matching import Matcher, Needle
from briefing_tui.library.search.query import FIELDS, YEAR, Query

ROW_BITS = 6
"""A row's id is the issue's ordinal with so many bits below it."""
_ROWS = 1 << ROW_BITS
"""Rows an issue may have; of an issue with more records several share one."""
_TITLE = "\ue000"
"""Before the tokens of titles."""
_BLANK = 32
_OPTIMISE_FROM = 1000
"""Issues added at once after which the index is put in order."""
_HIDDEN_LIMIT = 100
"""Issues left out of a count one by one."""
_GRAM_LIMIT = 40
"""Tokens of one text that are looked up: enough to be rare."""


def forget_words(connection: sqlite3.Connection, ordinal: int, text: str) -> None:
    """Take the words of an issue, whose text it was, out of the index."""
    rows = [("delete", row, grams) for row, grams in _rows(ordinal, text)]
    connection.executemany("INSERT INTO words (words, rowid, grams) VALUES (?, ?, ?)", rows)


def candidates(catalog: Catalog, matcher: Matcher, *, titles: bool) -> Iterator[int]:
    """Ordinals of the issues that may hold a hit, newest first; all that do are among them.

    `titles`: only those that may hold one in a title.
    """
    bounds = _bounds(matcher.query)
    wanted = expression(matcher, titles=titles)
    if not wanted or not catalog.words:
        return _all(catalog, bounds)
    # What waits first: an issue that gets into the index meanwhile is then met twice, and not missed.
    waiting = [ordinal for ordinal in catalog.unindexed() if bounds[0] <= ordinal <= bounds[1]]
    found = _indexed(catalog, bounds, wanted)
    return _distinct(merge(found, waiting)) if waiting else found


def count_by_rows(catalog: Catalog, matcher: Matcher, hidden: frozenset[int]) -> int | None:
    """How many records of all issues that are not `hidden` a query finds, when the rows of the index tell that; else None.

    They do for a query of one or two 汉字, which have one form and are one token, where a row is a record.
    """
    (low, high), text = _bounds(matcher.query), matcher.plain_text
    if not catalog.words or not 0 < len(text) <= 2 or len(hidden) > _HIDDEN_LIMIT or not _is_chinese(text):
        return None
    others = {*hidden, *catalog.large()}
    apart = sorted({*catalog.unindexed(), *catalog.large()} - hidden)
    token = f'"{fold(text)}"'
    total = _count_rows(catalog, token, low, high)
    total -= sum(_count_rows(catalog, token, one, one) for one in others if low <= one <= high)
    documents = [catalog.document(one) for one in apart]
    return total + sum(len(matcher.matches(one)) for one in documents if one is not None)


def _count_rows(catalog: Catalog, token: str, low: int, high: int) -> int:
    found = catalog.connection.execute(
        "SELECT count(*) FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?",
        (token, low << ROW_BITS, (high << ROW_BITS) + _ROWS - 1),
    )
    return int(found.fetchone()[0])


def _is_chinese(text: str) -> bool:
    return all("\u3400" <= char <= "\u9fff" or char >= "\U00020000" for char in text)


def _distinct(ordinals: Iterable[int]) -> Iterator[int]:
    last = -1
    for ordinal in ordinals:
        if ordinal != last:
            last = ordinal
            yield ordinal


def _all(catalog: Catalog, bounds: tuple[int, int]) -> Iterator[int]:
    rows = catalog.connection.execute("SELECT id FROM texts WHERE id BETWEEN ? AND ? ORDER BY id", bounds)
    for (ordinal,) in rows:
        yield ordinal


def _indexed(catalog: Catalog, bounds: tuple[int, int], wanted: str) -> Iterator[int]:
    low, high = bounds
    rows = catalog.connection.execute(
        "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid",
        (wanted, low << ROW_BITS, (high << ROW_BITS) + _ROWS - 1),
    )
    yield from _distinct(row >> ROW_BITS for (row,) in rows)


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
    share = -(-len(records) // _ROWS)
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
    pairs = array("I", (ord(_TITLE), _BLANK, _BLANK, _BLANK)) * max(0, len(codes) - 1)
    pairs[1::4], pairs[2::4] = codes[:-1], codes[1:]
    ones = f" {_TITLE}".join(set(text))
    return f"{pairs.tobytes().decode('utf-32-le')} {_TITLE}{ones}"


def expression(matcher: Matcher, *, titles: bool) -> str:
    """What to MATCH; empty when nothing must be there. Tokens hold no ASCII, so nothing in them is an operator."""
    tokens: dict[str, None] = {}
    for needle in matcher.wanted:
        mark = _TITLE if needle.fields == FIELDS["title"] or (titles and not needle.fields) else ""
        tokens.update(dict.fromkeys(mark + gram for gram in _needed(needle)))
    return " AND ".join(f'"{token}"' for token in tokens)


def _needed(needle: Needle) -> list[str]:
    """Tokens that a text with the needle has."""
    text = fold(needle.text)
    if len(text) == 1:
        return [text]
    grams = [first + second for first, second in pairwise(text)]
    step = -(-len(grams) // _GRAM_LIMIT)
    return grams[::step]


def _bounds(query: Query) -> tuple[int, int]:
    """The lowest and the highest ordinal that the chosen years leave."""
    low, high = 0, ORDINALS - 1
    for choice in query.choices:
        if choice.name == YEAR and not choice.negative:
            low = max(low, year_bounds(int(choice.high))[0])
            high = min(high, year_bounds(int(choice.low))[1])
    return low, high
