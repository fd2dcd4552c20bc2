"""Whether an item stood in an earlier issue: by its title, or by most of its words. Asked by proof-reading through the finder.

The index of words knows which records have two neighbouring characters. Of those of an item a few dozen are looked up, spread over its
text; the rare ones lead to the records that may hold it, and the texts themselves are compared. Marks and blanks do not count. Text
that stays while its figures change is a regular report, and a title that comes again and again a standing head: neither is a repeat.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from briefing_tui.library.catalog.document import (
    BODY,
    FIELD,
    RECORD,
    TITLE,
    Document,
    ordinal_of,
    year_bounds,
)
from briefing_tui.library.catalog.folding import fold
from briefing_tui.library.catalog.store import Catalog
from briefing_tui.library.catalog.unstored import Overlay
from briefing_tui.library.catalog.words import ROW_BITS, ROWS, TITLE as TITLE_MARK
from briefing_tui.model.issue import PUBLISHED, Item
from briefing_tui.model.key import ISSUE, IssueKey, ItemAddress

MOST = 0.6
"""Share of an item's words that make it the same item."""
SHORTEST_TITLE, SHORTEST_TEXT = 6, 30
"""Letters from which a title, and a text, say something."""
_SHINGLE = 4
"""Letters that are compared at once."""
_PROBES = 48
"""Pairs of letters that are looked up."""
_RARE = 400
"""Records that may have a pair which counts as rare."""
_LOOKED_AT = 6
"""Records whose text is compared."""
_STANDING = 3
"""Earlier issues with one title from which it is a standing head."""
_TOGETHER = 6
"""Common pairs that are looked up together."""
_FIGURES_KEPT = 0.5
"""Share of the figures that stay in a text that was repeated."""
_FIGURES_OF_A_REPORT = 3
"""Figures from which a text may be a regular report."""
_FIGURE = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


class Earlier(NamedTuple):
    """Where an item stood."""

    address: ItemAddress
    title: str
    """The earlier item's."""
    share: float
    """Of the wanted item's words that stand there too, from 0 to 1; 0 where it is too short, or its figures are others."""
    same_title: bool


class EarlierQuery(NamedTuple):
    """The issue whose items are asked for."""

    key: IssueKey
    date: str = ""
    """ISO 8601, or empty."""


class EarlierItems:
    """The items of one library that are older than one issue. Lives within one question to the finder."""

    def __init__(
        self, catalog: Catalog | None, overlay: Overlay, asking: EarlierQuery, *, published_only: bool
    ) -> None:
        self._catalog = catalog
        self._hidden = overlay.hidden
        self._asking = asking
        self._published_only = published_only
        own = asking.key
        self._first = ordinal_of(own) + 1 if own.kind == ISSUE else year_bounds(own.year)[0]
        """The lowest ordinal that an older issue may have; of what is beside a supplement the dates tell."""
        self._kept: dict[int, Document | None] = {}
        self._apart = [one for one in self._not_in_the_index(overlay) if self._is_older(one)]
        """What only a look into each can tell of."""
        self._kept.update((one.ordinal, one) for one in self._apart)
        self._folded = [fold(one.text) for one in self._apart]
        self._titles_apart = _titles(self._apart)

    def find(self, item: Item) -> Earlier | None:
        """The item that is most like it, or None."""
        title, text = letters(item.title), letters(item.body)
        titled = self._titled(item.title, title) if len(title) >= SHORTEST_TITLE else []
        alike = self._alike(item.body, text) if len(text) >= SHORTEST_TEXT else []
        standing = len({ordinal for ordinal, _at in titled}) >= _STANDING
        best: Earlier | None = None
        for ordinal, at in dict.fromkeys((*titled, *alike)):
            found = self._judged(ordinal, at, item.body, title, text)
            if found.share < MOST and (standing or not found.same_title):
                continue
            if best is None or (found.share, found.same_title) > (best.share, best.same_title):
                best = found
        return best

    def _judged(self, ordinal: int, at: int, body: str, title: str, text: str) -> Earlier:
        document = self._kept[ordinal]
        assert document is not None
        fields = document.text.split(RECORD)[at].split(FIELD)
        share = _share(text, letters(fields[BODY])) if len(text) >= SHORTEST_TEXT else 0.0
        if share >= MOST and not _keeps_figures(body, fields[BODY]):
            share = 0.0
        same = len(title) >= SHORTEST_TITLE and letters(fields[TITLE]) == title
        return Earlier(ItemAddress(document.key, at or None), fields[TITLE], share, same)

    # Which records may be it

    def _titled(self, written: str, title: str) -> list[tuple[int, int]]:
        """Ordinals and positions of records with this very title, newest first."""
        grams = [f'"{TITLE_MARK}{gram}"' for gram in _spread(_pairs(written), _PROBES)]
        found = list(self._titles_apart.get(title, ()))
        rows = self._rows(" AND ".join(grams), _RARE)
        documents = map(self._document, dict.fromkeys(row >> ROW_BITS for row in rows))
        for document in islice((one for one in documents if one is not None), _LOOKED_AT):
            found += _titles([document]).get(title, ())
        return sorted(found)

    def _alike(self, written: str, text: str) -> list[tuple[int, int]]:
        """Ordinals and positions of records that share most of the rare pairs of a text, the likest first."""
        grams = _spread(_pairs(written), _PROBES)
        score: Counter[int] = Counter()
        common, rare = [], 0
        for gram in grams:
            rows = self._rows(f'"{gram}"', _RARE + 1)
            if len(rows) > _RARE:
                common.append(gram)
            elif rows:
                rare += 1
                score.update(rows)
        if rare < len(grams) // 6:  # a text of common words alone: several of them together are rare again
            for group in _groups(common):
                score.update(self._rows(" AND ".join(f'"{gram}"' for gram in group), _RARE))
        found: list[tuple[int, int]] = []
        for row, _times in score.most_common(_LOOKED_AT):
            document = self._document(row >> ROW_BITS)
            if document is not None:
                found += _records_of(document, row & (ROWS - 1), text)
        for document, folded in zip(self._apart, self._folded, strict=True):
            if sum(gram in folded for gram in grams) > len(grams) * MOST / 2:
                found += _likest(document, text)
        return found

    def _rows(self, expression: str, limit: int) -> list[int]:
        """Row ids of issues that may be older, newest first."""
        if self._catalog is None or not self._catalog.words or not expression:
            return []
        found = self._catalog.connection.execute(
            "SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? LIMIT ?",
            (expression, self._first << ROW_BITS, limit),
        )
        return [row for (row,) in found if row >> ROW_BITS not in self._hidden]

    def _document(self, ordinal: int) -> Document | None:
        """An older issue; None for the asking one, and for what is newer or may not be seen."""
        if ordinal not in self._kept:
            found = self._catalog.document(ordinal) if self._catalog is not None else None
            self._kept[ordinal] = found if found is not None and self._is_older(found) else None
        return self._kept[ordinal]

    def _is_older(self, document: Document) -> bool:
        """Issues follow by their numbers; an issue and a supplement by their dates, where both have one."""
        key, own = document.key, self._asking.key
        if self._published_only and document.status != PUBLISHED:
            return False
        if key.kind != own.kind and document.date and self._asking.date:
            return document.date < self._asking.date
        return document.ordinal > ordinal_of(own)

    def _not_in_the_index(self, overlay: Overlay) -> Iterator[Document]:
        yield from overlay.documents
        if self._catalog is None:
            return
        for ordinal in self._catalog.unindexed() if self._catalog.words else self._catalog.with_text():
            document = None if ordinal in self._hidden else self._catalog.document(ordinal)
            if document is not None:
                yield document


def letters(text: str) -> str:
    """What of a text counts when it is compared: letters and digits, capitals and full-width forms as one."""
    return fold("".join(char for char in text if char.isalnum()))


def _titles(documents: list[Document]) -> dict[str, list[tuple[int, int]]]:
    """The letters of a title → ordinals and positions of the records that have it."""
    found: dict[str, list[tuple[int, int]]] = {}
    for document in documents:
        for at, record in enumerate(document.text.split(RECORD)):
            found.setdefault(letters(record[: record.index(FIELD)]), []).append((document.ordinal, at))
    return found


def _pairs(text: str) -> list[str]:
    """Neighbouring letters as the index has them: only those that no mark parts."""
    return list(
        dict.fromkeys(first + second for first, second in pairwise(fold(text)) if (first + second).isalnum())
    )


def _spread(grams: list[str], most: int) -> list[str]:
    """At most so many of them, from all over the text."""
    return grams[:: -(-len(grams) // most)] if grams else []


def _groups(grams: list[str]) -> Iterable[list[str]]:
    """Neighbours in the text, in groups."""
    return (grams[at : at + _TOGETHER] for at in range(0, len(grams) - _TOGETHER + 1, _TOGETHER))


def _records_of(document: Document, row: int, text: str) -> list[tuple[int, int]]:
    """The record of a row; of an issue with so many that several share a row, the likest."""
    if document.text.count(RECORD) < ROWS:
        return [(document.ordinal, row)]
    return _likest(document, text)


def _likest(document: Document, text: str) -> list[tuple[int, int]]:
    """The record of a document that shares most of a text."""
    bodies = (letters(record.split(FIELD)[BODY]) for record in document.text.split(RECORD))
    _share_of_it, at = max((_share(text, body), -at) for at, body in enumerate(bodies))
    return [(document.ordinal, -at)]


def _share(text: str, other: str) -> float:
    """How much of `text` stands in `other`."""
    ours = [text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)]
    theirs = {other[at : at + _SHINGLE] for at in range(len(other) - _SHINGLE + 1)}
    return sum(one in theirs for one in ours) / len(ours) if ours else 0.0


def _keeps_figures(text: str, other: str) -> bool:
    """Whether most figures of `text` stand in `other`: where they do not, it is the next report of a regular one."""
    ours, theirs = (Counter(_FIGURE.findall(one)) for one in (text, other))
    return ours.total() < _FIGURES_OF_A_REPORT or (ours & theirs).total() >= _FIGURES_KEPT * ours.total()
