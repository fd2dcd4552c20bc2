"""What a user types into a search, taken apart. Pure; nothing that is typed is an error.

Words are AND, apart by blanks (full-width ones too). `"…"` is a phrase, `-word` must not be there. `title:` `section:`
`unit:` `tag:` look into one field; `status:` `year:` `date:` choose issues. Whatever does not fit that is literal text:
`2:8`, `"`, `*`, `(`, `AND`, `year:soon`.
"""

from typing import NamedTuple

from briefing_tui.library.catalog.document import GROUP, SECTION, TAGS, TITLE, UNITS
from briefing_tui.model.issue import STATUSES
from briefing_tui.text.clean import line_without_controls
from briefing_tui.text.folding import searched

FIELDS = {"title": (TITLE,), "section": (SECTION, GROUP), "unit": (UNITS,), "tag": (TAGS,)}
"""Name in a query → fields of a record."""
STATUS, YEAR, DATE = "status", "year", "date"
_BLANKS = " \t\n\r\u3000\xa0"
_LAST = "9999-99-99"
"""Later than every date."""
LENGTH_LIMIT = 1000
"""Characters of a query that are looked at."""


class Term(NamedTuple):
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


class Query(NamedTuple):
    """A query, taken apart. Without terms and conditions it finds nothing."""

    terms: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that must be there."""
        return tuple(term for term in self.terms if not term.negative)


def parse_query(text: str) -> Query:
    """The query in `text`."""
    terms: list[Term] = []
    conditions: list[Condition] = []
    for name, word, negative in _words(searched(line_without_controls(text[:LENGTH_LIMIT]))):
        condition = _condition(name, word, negative)
        if condition is not None:
            conditions.append(condition)
        elif name in FIELDS or not name:
            terms.append(Term(word, name, negative))
        else:
            terms.append(Term(f"{name}:{word}", "", negative))
    return Query(tuple(terms), tuple(conditions))


def _words(text: str) -> list[tuple[str, str, bool]]:
    """(name before the colon, word or phrase, whether a minus stood before it) of each word."""
    found = []
    at, size = 0, len(text)
    while at < size:
        if text[at] in _BLANKS:
            at += 1
            continue
        start = at
        negative = text[at] == "-" and at + 1 < size and text[at + 1] not in _BLANKS
        if negative:
            at += 1
        name = _name_at(text, at)
        begin = at + len(name) + 1 if name else at
        phrase = _phrase_at(text, begin)
        if phrase:
            found.append((name, phrase, negative))
            at = begin + len(phrase) + 2
            continue
        at = begin
        while at < size and text[at] not in _BLANKS:
            at += 1
        word = text[begin:at]
        if word:
            found.append((name, word, negative))
        else:
            found.append(("", text[start:at], False))
    return found


def _name_at(text: str, at: int) -> str:
    """The name of a field or condition that is followed by a colon and something, or nothing."""
    colon = text.find(":", at, at + 10)
    name = text[at:colon].lower() if colon >= 0 else ""
    known = name in FIELDS or name in {STATUS, YEAR, DATE}
    return name if known and text[colon + 1 : colon + 2].strip(_BLANKS) else ""


def _phrase_at(text: str, at: int) -> str:
    """What stands between the quotes that open here and close before a blank or the end; empty when none do."""
    if text[at : at + 1] != '"':
        return ""
    end = text.find('"', at + 1)
    while end >= 0 and text[end + 1 : end + 2].strip(_BLANKS):
        end = text.find('"', end + 1)
    return text[at + 1 : end] if end > at + 1 and text[at + 1 : end].strip(_BLANKS) else ""


def _condition(name: str, word: str, negative: bool) -> Condition | None:
    """The condition that `name:word` is, or None."""
    if name == STATUS:
        status = word.lower()
        return Condition(STATUS, status, status, negative) if status in STATUSES else None
    if name not in {YEAR, DATE}:
        return None
    low, dots, high = word.partition("..")
    if not dots:
        high = low
    good = _is_year if name == YEAR else _is_date
    if not (low or high) or (low and not good(low)) or (high and not good(high)):
        return None
    if name == YEAR:
        return Condition(YEAR, low or "0000", high or "9999", negative)
    return Condition(DATE, low or "0", (high + _LAST[len(high) :]) if high else _LAST, negative)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit()


def _is_date(text: str) -> bool:
    """`2024`, `2024-01` or `2024-01-31`."""
    parts = text.split("-")
    return (
        text.isascii()
        and len(parts) <= 3
        and [len(part) for part in parts] == [4, 2, 2][: len(parts)]
        and all(part.isdigit() for part in parts)
    )
