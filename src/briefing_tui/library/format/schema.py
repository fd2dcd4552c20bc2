"""The keys of the file format, version 1: one table that decoding, hints and the documentation's test share.

Pure data; `docs/issue-format.md` says the same in words and examples, and a test compares the two.
"""

from collections.abc import Mapping
from typing import NamedTuple

from briefing_tui.model.issue import END_MARK, STATUSES, TITLES
from briefing_tui.model.key import ISSUE, SUPPLEMENT

VERSION = 1
"""The value of `format` that is read and written."""

LINE_LIMIT = 20_000
"""Lines of one body (promise P1)."""
WIDTH_LIMIT = 20_000
"""Characters of one line of a body, and of any other string (promise P1)."""
ENTRY_LIMIT = 20_000
"""Items of an issue, sections, distribution lines, and entries of one list of strings: what a page can hold without
stalling. 4 MiB of empty tables would be 350,000."""

STRING = "string"
TEXT = "text"
INTEGER = "integer"
BOOLEAN = "boolean"
DATE = "date"
STRINGS = "list of strings"
KINDS = (ISSUE, SUPPLEMENT)


class Key(NamedTuple):
    """One key of one table."""

    table: str
    """Dotted name of the table it stands in; empty for the top of the file."""
    name: str
    type: str
    """One of the type names above. A `string` is one line; a `text` is a body of one paragraph a line."""
    default: object = None
    """What its absence means; None for nothing."""
    required: bool = False
    least: int = 0
    """Smallest value of an integer."""
    most: int = 0
    """Largest value of an integer."""
    choices: tuple[str, ...] = ()
    """All values a string may have; empty when it may have any."""


KEYS = (
    Key("", "format", INTEGER, required=True, least=VERSION, most=VERSION),
    Key("masthead", "publisher", STRING, ""),
    Key("masthead", "title", STRING, required=True),
    Key("masthead", "year", INTEGER, required=True, least=1000, most=9999),
    Key("masthead", "number", INTEGER, required=True, least=1, most=9999),
    Key("masthead", "kind", STRING, ISSUE, choices=KINDS),
    Key("masthead", "total", INTEGER, None, least=1, most=999_999),
    Key("masthead", "date", DATE, None),
    Key("masthead", "department", STRING, ""),
    Key("masthead", "marking", STRING, ""),
    Key("workflow", "status", STRING, STATUSES[0], choices=STATUSES),
    Key("workflow.step", "who", STRING, ""),
    Key("workflow.step", "when", STRING, ""),
    Key("workflow.step", "what", STRING, ""),
    Key("preface", "title", STRING, ""),
    Key("preface", "body", TEXT, ""),
    Key("distribution", "role", STRING, ""),
    Key("distribution", "recipients", STRINGS, ()),
    Key("distribution", "channel", STRING, ""),
    Key("section", "title", STRING, ""),
    Key("section", "numbered", BOOLEAN, False),
    Key("section", "continued", BOOLEAN, False),
    Key("section", "titles", STRING, "", choices=TITLES),
    Key("section.item", "group", STRING, ""),
    Key("section.item", "title", STRING, ""),
    Key("section.item", "body", TEXT, ""),
    Key("section.item", "source", STRING, ""),
    Key("section.item", "url", STRING, ""),
    Key("section.item", "units", STRINGS, ()),
    Key("section.item", "tags", STRINGS, ()),
    Key("section.item", "origin", STRING, ""),
    Key("correction", "date", DATE, None),
    Key("correction", "item", INTEGER, None, least=1, most=ENTRY_LIMIT),
    Key("correction", "text", STRING, ""),
    Key("end", "copies", INTEGER, None, least=1, most=999_999),
    Key("end", "mark", STRING, END_MARK, required=True),
)

TABLES = {
    "": ("masthead", "workflow", "preface", "distribution", "section", "correction", "end"),
    "workflow": ("step",),
    "section": ("item",),
}
"""The tables that may stand in a table, in the order they are written."""

LISTS = frozenset({"workflow.step", "distribution", "section", "section.item", "correction"})
"""Dotted names of the arrays of tables."""


def keys_of(table: str) -> Mapping[str, Key]:
    """The keys of a table by name, in the order they are written."""
    return _KEYS.get(table, _NONE)


_NONE: Mapping[str, Key] = {}
_KEYS = {
    table: {key.name: key for key in KEYS if key.table == table}
    for table in dict.fromkeys(key.table for key in KEYS)
}
