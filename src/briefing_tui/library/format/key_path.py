"""The names in a key or a header: `title`, `"masthead" . 'title'`, `[[ section.item ]]`. Called by `statements` and `key_value`. Pure.

Texts are of documents that were read already, so nothing is judged here.
"""

import re
from typing import NamedTuple

from briefing_tui.library.format.toml.read import MARK, parse_toml

_PART = re.compile(
    r"""[ \t]*(?:(?P<bare>[A-Za-z0-9_-]+)|(?P<basic>"(?:[^"\\\n]|\\.)*")|'(?P<literal>[^'\n]*)')[ \t]*"""
)

_BEFORE_HEADER = frozenset(f"[{MARK} \t")
"""What a line with a header may begin with."""


class KeyPath(NamedTuple):
    """A dotted key."""

    names: tuple[str, ...]
    """Without quotes and escapes; none for a comment, a blank line or a header."""
    end: int
    """Offset in characters of what follows it and its `=`."""


def key_path(statement: str) -> KeyPath:
    """The key that a statement gives a value to."""
    found = _names(statement, len(statement) - len(statement.lstrip(f"{MARK} \t")))
    return (
        KeyPath(found.names, found.end + 1) if statement[found.end : found.end + 1] == "=" else KeyPath((), 0)
    )


def header_path(statement: str) -> tuple[str, ...]:
    """The names in a `[table]` or `[[table]]` line; none for any other statement."""
    if statement[:1] not in _BEFORE_HEADER:
        return ()
    start = len(statement) - len(statement.lstrip(f"{MARK} \t"))
    if statement[start : start + 1] != "[":
        return ()
    return _names(statement, start + (2 if is_list_header(statement) else 1)).names


def is_list_header(statement: str) -> bool:
    """Whether a header is that of an array of tables."""
    return statement.lstrip(f"{MARK} \t").startswith("[[")


def _names(text: str, at: int) -> KeyPath:
    """The names from `at` on, and where they end."""
    names: list[str] = []
    while (found := _PART.match(text, at)) is not None:
        name = found["bare"] if found["literal"] is None else found["literal"]
        if found["basic"] is not None:
            name = str(parse_toml(f"it = {found['basic']}\n", "")["it"])
        names.append(name)
        at = found.end()
        if text[at : at + 1] != ".":
            break
        at += 1
    return KeyPath(tuple(names), at)
