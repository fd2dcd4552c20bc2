"""Links in a text: where they are. Called by line breaking, which keeps them whole, and by the page on the screen. Pure.

A link is what begins with http://, https:// or mailto: and goes on in the characters of RFC 3986, square brackets aside; a mark at its end belongs to
the sentence. Offsets are characters, half-open.
"""

import re
from typing import NamedTuple

from briefing_tui.text.late_pattern import late

LINK_LIMIT = 2000
"""Characters of a link that is still one: what browsers and terminals take."""
LINK = late(r"(?:https?://|mailto:)[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+", re.IGNORECASE)
_ENDS = ".,;:!?'"


class Link(NamedTuple):
    """One link."""

    start: int
    end: int


def find_links(text: str) -> list[Link]:
    """All links of a text, in order; linear in its length."""
    if "://" not in text and "mailto:" not in text:
        return []
    found = []
    for match in LINK.finditer(text):
        end = _end(text, match.start(), match.end())
        if end - match.start() <= LINK_LIMIT and not text[match.start() : end].endswith(("://", ":")):
            found.append(Link(match.start(), end))
    return found


def _end(text: str, start: int, end: int) -> int:
    """Without the marks behind it, and without a bracket that was opened before it."""
    closing = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last == ")" and closing > 0:
            closing -= 1
        elif last not in _ENDS:
            break
        end -= 1
    return end
