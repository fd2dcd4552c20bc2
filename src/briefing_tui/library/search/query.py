"""What a user types into a search, taken apart. Pure; nothing that is typed is an error.

Words are AND, apart by blanks (full-width ones too). `"…"` is a phrase, `-word` must not be there. `title:` `section:`
`unit:` `tag:` look into one field; `status:` `year:` `date:` choose issues. All of it may be typed with Chinese names and marks:
标题：担保 年份：2024 －风险 “分险 比例” (`query_words`). Whatever does not fit that is literal text: `2:8`, `"`, `*`, `(`, `AND`,
`year:soon`; what looks as if more was meant is a doubt, which `doubts` puts into words.
"""

from typing import NamedTuple

from briefing_tui.library.catalog.document import GROUP, SECTION, TAGS, TITLE, UNITS
from briefing_tui.library.search import query_words
from briefing_tui.library.search.query_words import CLOSING, COLONS, DATE, MINUS, NAMES, OPENING, STATUS, YEAR
from briefing_tui.model.issue import STATUSES
from briefing_tui.text.clean import line_without_controls
from briefing_tui.text.folding import searched

FIELDS = {"title": (TITLE,), "section": (SECTION, GROUP), "unit": (UNITS,), "tag": (TAGS,)}
"""Name in a query → fields of a record."""
_BLANKS = " \t\n\r\u3000\xa0\u2002\u2003\u2009"
_LAST = "9999-99-99"
"""Later than every date."""
LENGTH_LIMIT = 1000
"""Characters of a query that are looked at."""
_NAME_CELLS = 12
"""Characters a name before a colon may have, to be one."""


class QueryTerm(NamedTuple):
    """A text to be found, as it was typed."""

    text: str
    field: str = ""
    """A name of `FIELDS`; empty for all."""
    negative: bool = False
    """It must not be there."""


class Condition(NamedTuple):
    """A condition on the issue."""

    name: str
    """`STATUS`, `YEAR` or `DATE`."""
    low: str
    high: str
    """Both included: a status twice, years of four digits, dates as far as they were typed."""
    negative: bool = False


VALUE, NAME, EMPTY, QUOTE, LENGTH, OPERATOR = "value", "name", "empty", "quote", "length", "operator"


class Doubt(NamedTuple):
    """Something in a query that is searched as it stands, and may have been meant otherwise."""

    kind: str
    """`VALUE`: of a condition, no such value · `NAME`: no field is called so · `EMPTY`: nothing behind the colon · `QUOTE`: it is
    not closed · `LENGTH`: the rest was left out · `OPERATOR`: of another search engine."""
    text: str
    """As it was typed."""
    name: str = ""
    """Of the field or condition, by `NAMES` or as it was typed."""


class Query(NamedTuple):
    """A query, taken apart. Without terms and conditions it finds nothing."""

    terms: tuple[QueryTerm, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def wanted(self) -> tuple[QueryTerm, ...]:
        """The terms that must be there."""
        return tuple(term for term in self.terms if not term.negative)


class _Word(NamedTuple):
    """A word or phrase of a query with what stands before it."""

    text: str
    name: str = ""
    """Before the colon, as in `NAMES`."""
    typed: str = ""
    """All of it, as it was typed."""
    negative: bool = False


def parse_query(text: str) -> Query:
    """The query in `text`."""
    return read_query(text)[0]


def read_query(text: str) -> tuple[Query, tuple[Doubt, ...]]:
    """The query in `text`, and what in it may have been meant otherwise."""
    terms: list[QueryTerm] = []
    conditions: list[Condition] = []
    doubts: list[Doubt] = []
    for word in _words(searched(line_without_controls(text[:LENGTH_LIMIT]))):
        condition = _condition(word)
        if condition is not None:
            conditions.append(condition)
        elif word.name in FIELDS or not word.name:
            terms.append(QueryTerm(word.text, word.name, word.negative))
            doubts += _doubts(word)
        else:
            shown = word.typed[1:] if word.negative else word.typed
            terms.append(QueryTerm(shown, "", word.negative))
            doubts.append(Doubt(VALUE, shown, word.name))
    if len(text) > LENGTH_LIMIT:
        doubts.append(Doubt(LENGTH, ""))
    return Query(tuple(terms), tuple(conditions)), tuple(dict.fromkeys(doubts))


def _words(text: str) -> list[_Word]:
    found = []
    at, size = 0, len(text)
    while at < size:
        if text[at] in _BLANKS:
            at += 1
            continue
        start = at
        negative = text[at] in MINUS and text[at + 1 : at + 2].strip(_BLANKS) not in {"", text[at]}
        if negative:
            at += 1
        name, begin = _name_at(text, at)
        phrase, end = _phrase_at(text, begin)
        if not phrase:
            end = begin
            while end < size and text[end] not in _BLANKS:
                end += 1
            phrase = text[begin:end]
        found.append(_Word(phrase, name, text[start:end], negative) if phrase else _Word(text[start:end]))
        at = end
    return found


def _name_at(text: str, at: int) -> tuple[str, int]:
    """The name of a field or condition that is followed by a colon and something, and where that begins; no name and `at`, or
    nothing.
    """
    colon = next(
        (place for place in range(at, min(at + _NAME_CELLS, len(text))) if text[place] in COLONS), -1
    )
    name = NAMES.get(query_words.fold(text[at:colon]), "") if colon > at else ""
    if not name:
        return "", at
    begin = colon + 1
    while begin < len(text) and text[begin] in _BLANKS:
        begin += 1
    return (name, begin) if begin < len(text) else ("", at)


def _phrase_at(text: str, at: int) -> tuple[str, int]:
    """What stands between the quotes that open here and close before a blank or the end, and where it ends behind them;
    empty when none do.
    """
    opening = text[at : at + 1]
    if not opening or opening not in OPENING:
        return "", at
    for end in range(at + 2, len(text)):
        if (
            text[end] in CLOSING
            and query_words.closes(opening, text[end])
            and not text[end + 1 : end + 2].strip(_BLANKS)
            and text[at + 1 : end].strip(_BLANKS)
        ):
            return text[at + 1 : end], end + 1
    return "", at


def _doubts(word: _Word) -> list[Doubt]:
    """What is odd in a text that is looked for."""
    shown = word.typed[1:] if word.negative else word.typed
    first = word.text[:1]
    if first in OPENING and first and len(word.text) > 1 and word.text == shown[-len(word.text) :]:
        rest = word.text[1:]
        if not any(query_words.closes(first, char) for char in rest):
            return [Doubt(QUOTE, word.text)]
    if word.name:
        return []
    if shown in query_words.OPERATORS or (len(shown) > 1 and shown[-1] in "*＊"):
        return [Doubt(OPERATOR, shown)]
    place = next((place for place, char in enumerate(word.text) if char in COLONS), -1)
    if place < 1 or not query_words.is_name(word.text[:place], word.text[place]):
        return []
    name = NAMES.get(query_words.fold(word.text[:place]), "")
    rest = word.text[place + 1 :]
    if name:
        return [Doubt(EMPTY, word.text, name)] if not rest else []
    return [Doubt(NAME, word.text, word.text[:place])] if rest and not rest.startswith("//") else []


def _condition(word: _Word) -> Condition | None:
    """The condition that a word is, or None."""
    if word.name == STATUS:
        status = query_words.status_of(word.text, STATUSES)
        return Condition(STATUS, status, status, word.negative) if status else None
    if word.name not in {YEAR, DATE}:
        return None
    read = query_words.year_in if word.name == YEAR else query_words.date_in
    ends = query_words.ends_of(word.text)
    low, high = map(read, ends)
    if not (low or high) or any(typed and not value for typed, value in zip(ends, (low, high), strict=True)):
        return None
    if low and high and high[: len(low)] < low[: len(high)]:
        low, high = high, low
    if word.name == YEAR:
        return Condition(YEAR, low or "0000", high or "9999", word.negative)
    return Condition(DATE, low or "0", (high + _LAST[len(high) :]) if high else _LAST, word.negative)
