"""Which issues may have a hit, asked of the index of words. Called by the finder.

The tokens a query needs are looked up (`catalog.words` says what they are); what the index offers too much is looked at again
in the text itself (`matching`), what it would miss is not in it yet and is offered unasked.
"""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import pairwise

from briefing_tui.library.catalog.document import ORDINALS, year_bounds
from briefing_tui.library.catalog.folding import fold
from briefing_tui.library.catalog.store import Catalog
from briefing_tui.library.catalog.words import ROW_BITS, ROWS, TITLE
from briefing_tui.library.search.matching import Matcher, Needle
from briefing_tui.library.search.query import FIELDS, Query
from briefing_tui.library.search.query_words import YEAR

_HIDDEN_LIMIT = 100
"""Issues left out of a count one by one."""
_GRAM_LIMIT = 40
"""Tokens of one text that are looked up: enough to be rare."""


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


def expression(matcher: Matcher, *, titles: bool) -> str:
    """What to MATCH; empty when nothing must be there. Tokens hold no ASCII, so nothing in them is an operator."""
    tokens: dict[str, None] = {}
    for needle in matcher.wanted:
        mark = TITLE if needle.fields == FIELDS["title"] or (titles and not needle.fields) else ""
        tokens.update(dict.fromkeys(mark + gram for gram in _needed(needle)))
    return " AND ".join(f'"{token}"' for token in tokens)


def _count_rows(catalog: Catalog, token: str, low: int, high: int) -> int:
    found = catalog.connection.execute(
        "SELECT count(*) FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?",
        (token, low << ROW_BITS, (high << ROW_BITS) + ROWS - 1),
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
        (wanted, low << ROW_BITS, (high << ROW_BITS) + ROWS - 1),
    )
    yield from _distinct(row >> ROW_BITS for (row,) in rows)


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
    for condition in query.conditions:
        if condition.name == YEAR and not condition.negative:
            low = max(low, year_bounds(int(condition.high))[0])
            high = min(high, year_bounds(int(condition.low))[1])
    return low, high
