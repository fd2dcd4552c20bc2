"""Three versions of a file that is no issue brought together: a journal by its lines, a TOML file of the house by its tables. Pure.

What either side took away is gone, what either side added is there, theirs before mine; what both added alike is there once. A TOML
file that this leaves unreadable (both changed one table) is for a person.
"""

import re
from collections import Counter

from briefing_tui.errors import FormatError
from briefing_tui.library.format.toml.read import decode_text, parse_toml

_TABLES = re.compile(rb"(?m)^(?=[ \t]*\[)")
"""Where a table of the file begins."""


def united_lines(base: bytes | None, mine: bytes, theirs: bytes) -> bytes:
    """All lines of both."""
    return b"".join(_united(*(_lines(data or b"") for data in (base, mine, theirs))))


def united_tables(base: bytes | None, mine: bytes, theirs: bytes) -> bytes | None:
    """All tables of both; None when that is no TOML that says what both said."""
    made = b"".join(_united(*(_blocks(data or b"") for data in (base, mine, theirs))))
    try:
        parse_toml(decode_text(made, ""), "")
    except FormatError:
        return None
    return made


def _united(base: list[bytes], mine: list[bytes], theirs: list[bytes]) -> list[bytes]:
    gone = Counter(base) - Counter(mine)  # what we took away: as many as stand in theirs
    kept = []
    for part in theirs:
        if gone[part]:
            gone[part] -= 1
        else:
            kept.append(part)
    there, dropped = Counter(kept), Counter(base) - Counter(theirs)  # what others have, and took away
    for part in mine:
        if there[part]:
            there[part] -= 1
        elif dropped[part]:
            dropped[part] -= 1
        else:
            kept.append(part)
    return kept


def _lines(data: bytes) -> list[bytes]:
    """With their ends; a last line without one was cut off in writing, or is still being written."""
    return [line if line.endswith(b"\n") else line + b"\n" for line in data.splitlines(keepends=True)]


def _blocks(data: bytes) -> list[bytes]:
    """Tables with the blank lines around them as one blank line, so that the last one of a file equals the same in the middle."""
    found = [block.strip(b"\r\n") for block in _TABLES.split(data)]
    return [block + b"\n\n" for block in found if block]
