"""What stands in the file of an issue that no `Issue` knows: comments, and keys of somebody's own. Pure."""

import re
from collections import Counter
from collections.abc import Iterator

from briefing_tui.library.format import schema
from briefing_tui.library.format.codec import load_issue

_COMMENT = re.compile(rb"(?m)^[ \t]*(#[^\r\n]*)")


def own_words(data: bytes) -> "Counter[str]":
    """Each as often as it stands there. A line of a body that begins with `#` counts as one: it does no harm."""
    if not data:
        return Counter()
    found = Counter(line.decode("utf-8", "replace") for line in _COMMENT.findall(data))
    found.update(_unknown(load_issue(data, "").table, ""))
    return found


def _unknown(table: dict[str, object], path: str) -> Iterator[str]:
    known, inner = schema.keys_of(path), schema.TABLES.get(path, ())
    for name, value in table.items():
        if name in known:
            continue
        below = f"{path}.{name}" if path else name
        ones = value if isinstance(value, list) else [value]
        tables = [one for one in ones if isinstance(one, dict)]
        if name not in inner or len(tables) < len(ones):
            yield f"{below} = {value!r}"
            continue
        for one in tables:
            yield from _unknown(one, below)
