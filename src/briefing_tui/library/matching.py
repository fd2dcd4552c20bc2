"""Which records of a document a query finds. Pure; the one judge of a hit, whoever brought the document.

A text is found where it stands letter by letter, capitals and full-width forms counting as equal (`typeset.find.forms`,
the rule by which the reading screen finds too). It never reaches over the border of a field or a paragraph. A record is a hit when every wanted term is
in one of its fields and no unwanted one is.
"""

import re
from typing import NamedTuple

from briefing_tui.library.document import FIELD, RECORD, TITLE, Document
from briefing_tui.library.query import FIELDS, STATUS, YEAR, Choice, Query
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.typeset.find import forms


class Match(NamedTuple):
    """A record that the query finds."""

    position: int
    """0 for the preface, else the item's running position."""
    in_title: bool
    """Every wanted text is in its title: such hits come first."""
    fields: list[str]
    """The record's fields."""


class Needle:
    """One text to be found, in all its forms."""

    def __init__(self, text: str, field: str = "") -> None:
        self.text = text
        self.fields = FIELDS.get(field, ())
        """Fields it must stand in; none for any."""
        every = [forms(char) for char in text]
        self._pattern: re.Pattern[str] | None = None
        if any(len(each) > 1 for each in every):
            self._pattern = re.compile("".join(f"[{re.escape(each)}]" for each in every))

    def inside(self, text: str) -> bool:
        """Whether it is in `text`."""
        return self.text in text if self._pattern is None else self._pattern.search(text) is not None

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
        self.nothing = not query.terms and not query.choices
        """The query asks for nothing and finds nothing."""

    @property
    def ranks_titles(self) -> bool:
        """Whether a hit can be one of a title."""
        return bool(self._for_title)

    def admits(self, document: Document) -> bool:
        """Whether the issue itself is asked for and may be seen."""
        if self.published_only and document.status != PUBLISHED:
            return False
        return all(_holds(choice, document) for choice in self.query.choices)

    def matches(self, document: Document) -> list[Match]:
        """The records found, in order."""
        if self.nothing or not self.admits(document):
            return []
        text = document.text
        if not all(needle.inside(text) for needle in self.wanted):
            return []
        found = []
        for position, record in enumerate(text.split(RECORD)):
            if self._plain and not all(needle.inside(record) for needle in self.wanted):
                continue
            fields = record.split(FIELD)
            if not self._plain and not self._finds(record, fields):
                continue
            if position or any(fields):  # an absent preface is no hit for `year:2024`
                title = fields[TITLE]
                in_title = bool(self._for_title) and all(needle.inside(title) for needle in self._for_title)
                found.append(Match(position, in_title, fields))
        return found

    def count(self, document: Document) -> int:
        """How many records are found."""
        return len(self.matches(document))

    def _finds(self, record: str, fields: list[str]) -> bool:
        return all(needle.in_record(record, fields) for needle in self.wanted) and not any(
            needle.in_record(record, fields) for needle in self._unwanted
        )


def _holds(choice: Choice, document: Document) -> bool:
    if choice.name == STATUS:
        value = document.status
    elif choice.name == YEAR:
        value = str(document.key.year)
    else:
        value = document.date
    return (bool(value) and choice.low <= value <= choice.high) != choice.negative
