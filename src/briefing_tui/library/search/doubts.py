"""What a search did not understand, in words: for the shell below the hits, and for the row below the field of the search screen.

Every doubt is searched as it stands; the words say so, and how what was probably meant is written. Pure.
"""

from briefing_tui.i18n import _
from briefing_tui.library.search.query import (
    EMPTY,
    LENGTH,
    LENGTH_LIMIT,
    NAME,
    OPERATOR,
    VALUE,
    Doubt,
    read_query,
)
from briefing_tui.library.search.query_words import DATE, NAMES, STATUS, YEAR, fold

_SHOWN = 40
"""Characters of what was typed that are repeated."""
_MOST = 3
"""Doubts that are told: a long text that was pasted has many."""


def doubts_of(query: str) -> list[str]:
    """One line for each of the first things that were not understood; none for a query that was."""
    found = read_query(query)[1]
    lines = [_line(doubt) for doubt in found[:_MOST]]
    return [*lines, _("… and more that was not understood")] if len(found) > _MOST else lines


def _line(doubt: Doubt) -> str:
    text = doubt.text if len(doubt.text) <= _SHOWN else doubt.text[: _SHOWN - 1] + "…"
    if doubt.kind == LENGTH:
        return _("only the first {count:,} characters are looked for").format(count=LENGTH_LIMIT)
    return _("{text} is looked for as it stands: {reason}").format(text=text, reason=_reason(doubt))


def _reason(doubt: Doubt) -> str:
    if doubt.kind == VALUE:
        return {
            STATUS: _("a status is draft, review or published"),
            YEAR: _("a year is written year:2024 or year:2023..2024"),
            DATE: _("a date is written date:2024-12 or date:2024-01-15..2024-06-30"),
        }[doubt.name]
    if doubt.kind == EMPTY:
        return _("nothing stands behind the colon")
    if doubt.kind == OPERATOR:
        return _("all words are looked for anyhow, and parts of words; -word leaves one out")
    if doubt.kind == NAME:
        near = _near(doubt.name)
        if near:
            return _("did you mean `{name}`?").format(name=f"{near}:")
        return _("fields are title: section: unit: tag: status: year: date:")
    return _("its quote is not closed")


def _near(name: str) -> str:
    """The name that a misspelt one is like."""
    from difflib import get_close_matches  # seldom so

    found = get_close_matches(fold(name), NAMES, 1, 0.5)
    return found[0] if found else ""
