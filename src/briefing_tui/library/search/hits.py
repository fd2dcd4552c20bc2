"""A hit as it is shown: the record's title, a snippet with the searched texts marked, and where to open it. Pure.

Made by the finder for the hits that are shown, and for no other: a snippet costs more than finding the hit.
"""

from typing import NamedTuple

from briefing_tui.library.catalog.document import (
    BODY,
    FIELD,
    GROUP,
    PART,
    SECTION,
    SOURCE,
    TAGS,
    TITLE,
    UNITS,
    Document,
    printed_number,
)
from briefing_tui.library.search.matching import Match, Matcher, Needle
from briefing_tui.library.search.snippet import Spans, marked, snippet
from briefing_tui.model.key import IssueKey, ItemAddress

FIELD_NAMES = ("title", "body", "section", "group", "source", "unit", "tag")
"""By the number of the field in a record."""
_ASIDE = (SECTION, GROUP, SOURCE, UNITS, TAGS)


class Hit(NamedTuple):
    """One record that was found."""

    key: IssueKey
    position: int
    """0 for the preface, else the item's running position in the issue."""
    title: str
    """The record's; it may be empty."""
    title_spans: Spans
    """The searched texts in it: characters, half-open."""
    field: str
    """Of `FIELD_NAMES`: where the snippet is from."""
    snippet: str
    """One line; without a mark when the texts stand in the title alone."""
    spans: Spans
    """As `title_spans`, in the snippet."""
    line: int
    """The line of the body to open at, from 0; -1 for the title."""
    offset: int
    """Characters into that line, or into the title."""
    in_title: bool
    """It is among those that come first."""
    word: str
    """The first of the searched texts, as it was typed; empty when the query has none. For the find of the reading screen."""
    date: str
    """The issue's, ISO 8601; empty when it has none."""
    status: str
    section: str
    """Title of the record's section."""
    number: str = ""
    """The number printed before the item; empty in a section without numbers, and for a preface."""

    @property
    def address(self) -> ItemAddress:
        """The item, or for a preface the issue."""
        return ItemAddress(self.key, self.position or None)


def make_hit(
    key: IssueKey, document: Document, match: Match, matcher: Matcher, cells: int, ambiguous: int
) -> Hit:
    """The hit of a match in a document, whose key it is told; its snippet takes at most `cells`."""
    fields, needles = match.record.split(FIELD), matcher.wanted
    title, body = fields[TITLE], fields[BODY]
    field, at = _place(fields, needles)
    text = fields[field].replace(PART, "、") if field in _ASIDE else fields[field]
    shown = snippet(text, at, needles, cells, ambiguous)
    title_spans = marked(title, needles)
    line, offset = -1, 0
    if match.in_title:
        offset = title_spans[0][0] if title_spans else 0
    elif field == BODY:
        line = body.count("\n", 0, at)
        offset = at - (body.rfind("\n", 0, at) + 1)
    return Hit(
        key,
        match.position,
        title,
        title_spans,
        FIELD_NAMES[field],
        shown.text,
        shown.spans,
        line,
        offset,
        match.in_title,
        needles[0].text if needles else "",
        document.date,
        document.status,
        fields[SECTION],
        printed_number(fields),
    )


def _place(fields: list[str], needles: list[Needle]) -> tuple[int, int]:
    """The field a snippet is taken from, and the character it is about: the body if anything is found there, else what
    is beside it; the beginning of the body when only the title has it.
    """
    for needle in needles:
        if not needle.fields and (at := needle.first(fields[BODY])) >= 0:
            return BODY, at
    for needle in needles:
        if not needle.fields and needle.inside(fields[TITLE]):
            continue
        for field in needle.fields or _ASIDE:
            if field != TITLE and (at := needle.first(fields[field])) >= 0:
                return field, at
    return BODY, 0
