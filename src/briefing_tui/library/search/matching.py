"""Which records of a document a query finds. Pure; the one judge of a hit, whoever brought the document.

A text is found where it stands letter by letter, capitals and full-width forms counting as equal (`typeset.find.forms`,
the rule by which the reading screen finds too). It never reaches over the border of a field or a paragraph. A record is a hit when every wanted term is
in one of its fields and no unwanted one is.
"""

import re
from typing import NamedTuple

from briefing_tui.library.catalog.document import FIELD, RECORD, TITLE, Document
from briefing_tui.library.search.query import FIELDS, Condition, Query
from briefing_tui.library.search.query_words import STATUS, YEAR
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.typeset.find import forms


class Match(NamedTuple):
    """A record that the query finds."""

    position: int
    """0 for the preface, else the item's running position."""
    in_title: bool
    """Every wanted text is in its title: such hits come first."""
    record: str
    """All of it: a common word has many matches that are never shown, so it is taken apart by who shows it."""


class Needle:
    """One text to be found, in all its forms."""

    def __init__(self, text: str, field: str = "") -> None:
        self.text = text
        self.fields = FIELDS.get(field, ())
        """Fields it must stand in; none for any."""
        every = [forms(char) for char in text]
        self._pattern: re.Pattern[str] | None = None
        self.has_forms = any(len(each) > 1 for each in every)
        """It can be written in several ways."""
        if self.has_forms:
            self._pattern = re.compile("".join(f"[{re.escape(each)}]" for each in every))

    def inside(self, text: str) -> bool:
        """Whether it is in `text`."""
        return self.text in text if self._pattern is None else self._pattern.search(text) is not None

    def first(self, text: str) -> int:
        """The character of `text` where it first begins, or -1."""
        if self._pattern is None:
            return text.find(self.text)
        match = self._pattern.search(text)
        return -1 if match is None else match.start()

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where it is: characters, half-open, not overlapping."""
        if self._pattern is not None:
            return [match.span() for match in self._pattern.finditer(text)]
        found = []
        at = text.find(self.text)
        while at >= 0:
            found.append((at, at + len(self.text)))
            at = text.find(self.text, at + len(self.text))
        return found

    def in_record(self, record: str, fields: list[str]) -> bool:
        """Whether it is in one of its fields; `fields` are those of `record`."""
        if not self.fields:
            return self.inside(record)
        return any(self.inside(fields[field]) for field in self.fields)


class Matcher:
    """A query made ready."""

    def __init__(self, query: Query, *, published_only: bool = False) -> None:
        self.query = query
        self.published_only = published_only
        self.wanted = [Needle(term.text, term.field) for term in query.terms if not term.negative]
        """What must be there, in the order it was typed."""
        self._unwanted = [Needle(term.text, term.field) for term in query.terms if term.negative]
        self._for_title = [needle for needle in self.wanted if needle.fields in {(), FIELDS["title"]}]
        self._plain = not self._unwanted and not any(needle.fields for needle in self.wanted)
        first = self.wanted[0] if self._plain and len(self.wanted) == 1 else None
        self._one = first.text if first is not None and not first.has_forms else ""
        """The text, when one in one form is all that is asked for."""
        self.nothing = not query.terms and not query.conditions
        """The query asks for nothing and finds nothing."""

    @property
    def ranks_titles(self) -> bool:
        """Whether a hit can be one of a title."""
        return bool(self._for_title)

    @property
    def plain_text(self) -> str:
        """The one text asked for, when nothing else is but years, and anybody may see everything; else empty."""
        conditions = self.query.conditions
        if len(self.wanted) != 1 or not self._plain or self.published_only:
            return ""
        return self.wanted[0].text if all(one.name == YEAR and not one.negative for one in conditions) else ""

    def admits(self, document: Document) -> bool:
        """Whether the issue itself is asked for and may be seen."""
        if self.published_only and document.status != PUBLISHED:
            return False
        return all(_holds(condition, document) for condition in self.query.conditions)

    def matches(self, document: Document) -> list[Match]:
        """The records found, in order."""
        if self.nothing or not self.admits(document):
            return []
        text = document.text
        if self._one:
            return self._records_with_one(text)
        return self._records(text) if all(needle.inside(text) for needle in self.wanted) else []

    def _records(self, text: str) -> list[Match]:
        found = []
        for position, record in enumerate(text.split(RECORD)):
            fields = record.split(FIELD)
            # An absent preface is no hit for `year:2024`.
            if self._finds(record, fields) and (position or any(fields)):
                title = fields[TITLE]
                in_title = bool(self._for_title) and all(needle.inside(title) for needle in self._for_title)
                found.append(Match(position, in_title, record))
        return found

    def _records_with_one(self, text: str) -> list[Match]:
        """The same for a single text in one form, as most queries are: records without it are passed over."""
        word, size = self._one, len(text)
        found = []
        position = end = 0
        at = text.find(word)
        while at >= 0:
            position += text.count(RECORD, end, at)
            start = text.rfind(RECORD, end, at) + 1 or end
            end = text.find(RECORD, at)
            if end < 0:
                end = size
            in_title = at < text.find(FIELD, start)  # the title is the first field
            found.append(Match(position, in_title, text[start:end]))
            at = text.find(word, end)
        return found

    def _finds(self, record: str, fields: list[str]) -> bool:
        return all(needle.in_record(record, fields) for needle in self.wanted) and not any(
            needle.in_record(record, fields) for needle in self._unwanted
        )


def _holds(condition: Condition, document: Document) -> bool:
    if condition.name == STATUS:
        value = document.status
    elif condition.name == YEAR:
        value = str(document.key.year)
    else:
        value = document.date
    return (bool(value) and condition.low <= value <= condition.high) != condition.negative
