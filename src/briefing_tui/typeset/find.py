"""Finding words in a page: literal, upper and lower case and full and half width alike.

Called by `page`. The text is searched as it stands (folding megabytes would cost more than the search): a query whose
characters have one form only is found by `str.find`, any other becomes a pattern of character classes. What hides in
either, and whether a letter is composed, makes no difference (`text.folding`): a hit may have other characters than the query.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.text.folding import Searched, searched

_FULL = 0xFEE0
"""From ASCII `!`…`~` to its full-width form."""


class Occurrence(NamedTuple):
    """A place found: characters of a block's text, half-open."""

    block: int
    start: int
    end: int


def find_in_lines(text: str, query: str, folded: Searched | None = None) -> Iterator[Occurrence]:
    """Occurrences in reading order, not overlapping; `text` has one block a line, and no hit spans two.

    `folded` is the text folded, when the caller has it.
    """
    query = searched(query)
    if not query or "\n" in query:
        return
    if folded is None:
        folded = Searched(text)
    line = counted = begin = 0
    for place in _places(folded.text, query):
        at, end = folded.origin(place, place + len(query))
        line += text.count("\n", counted, at)
        counted = at
        begin = text.rfind("\n", begin, at) + 1 or begin
        yield Occurrence(line, at - begin, end - begin)


def forms(char: str) -> str:
    """All characters that `char` stands for in a search, itself included."""
    base = char
    if "\uff01" <= char <= "\uff5e":
        base = chr(ord(char) - _FULL)
    elif char == "\u3000":
        base = " "
    found = {char, base, *(form for form in (base.lower(), base.upper()) if len(form) == 1)}
    found |= {chr(ord(form) + _FULL) for form in found if "!" <= form <= "~"}
    if base == " ":
        found |= {"\u3000", "\t", "\xa0"}
    return "".join(sorted(found))


def _places(text: str, query: str) -> Iterator[int]:
    every = [forms(char) for char in query]
    if all(len(each) == 1 for each in every):
        at = text.find(query)
        while at >= 0:
            yield at
            at = text.find(query, at + len(query))
        return
    pattern = "".join(re.escape(each) if len(each) == 1 else f"[{re.escape(each)}]" for each in every)
    for match in re.finditer(pattern, text):
        yield match.start()
