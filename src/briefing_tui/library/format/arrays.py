"""An array of a file, cut into its entries so that each keeps its line and its comments wherever it goes (promise K1).

Called by `key_value` for lists of texts and by `update` for tables written inside an array. Texts have LF line ends; those handed in
are of documents that were read already. Pure.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.library.format.toml.tokens import TOKEN, string_end

_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_COMMENT = re.compile(r"[ \t]*#[^\n]*")
_INDENT = "  "
"""Of the first entry of an array of several lines that had none."""


class ArrayEntry(NamedTuple):
    """One value with what belongs to it."""

    text: str
    lead: str = ""
    """Line ends, blanks and comments before it."""
    before: str = ""
    """Between it and its comma."""
    after: str = ""
    """A comment on the rest of its line, with the blanks before it."""


class Cut(NamedTuple):
    """An array in pieces."""

    opening: str
    """The bracket, and a comment on the rest of its line."""
    entries: tuple[ArrayEntry, ...]
    rest: str
    """Before the closing bracket."""
    trailing: bool
    """Whether the last entry has a comma."""


def cut(raw: str) -> Cut:
    """`raw`, from bracket to bracket, in pieces; `joined` gives it again."""
    comment = _COMMENT.match(raw, 1)
    at = 1 if comment is None else comment.end()
    opening = raw[:at]
    entries: list[ArrayEntry] = []
    trailing = False
    while True:
        start = _end_of_space(raw, at)
        if start == len(raw) - 1:
            return Cut(opening, tuple(entries), raw[at:start], trailing)
        end = value_end(raw, start)
        comma = _end_of_space(raw, end)
        trailing = raw[comma] == ","
        before, after_at = (raw[end:comma], comma + 1) if trailing else ("", end)
        comment = _COMMENT.match(raw, after_at)
        after = "" if comment is None else comment[0]
        entries.append(ArrayEntry(raw[start:end], raw[at:start], before, after))
        at = after_at + len(after)


def joined(array: Cut, entries: Sequence[ArrayEntry]) -> str:
    """The array with these entries instead of its own.

    Comments go with their entry. Line ends and blanks stay with the place, so that a first entry beside the bracket stays beside it.
    """
    parts = [array.opening]
    for at, entry in enumerate(entries):
        gap = entry.lead if "#" in entry.lead else _gap(array, at)
        comma = "," if at < len(entries) - 1 or array.trailing else ""
        parts += [_on_a_line(parts[-1], gap), entry.text, entry.before, comma, entry.after]
    parts += [_on_a_line(parts[-1], array.rest), "]"]
    return "".join(parts)


def value_end(text: str, start: int) -> int:
    """Where the value that begins at `start` is over: at a comma, bracket, comment or line end that is not inside it."""
    at, depth = start, 0
    while (token := TOKEN.search(text, at)) is not None:
        kind, sign = token.lastgroup, token[0]
        if depth == 0 and (kind == "close" or sign[0] in "#\n,"):
            return start + len(text[start : token.start()].rstrip(" \t"))
        at = string_end(text, token.end(), sign) if kind == "quotes" else token.end()
        depth += (kind == "open") - (kind == "close")
    return start + len(text[start:].rstrip(" \t"))


def _gap(array: Cut, at: int) -> str:
    """Line ends and blanks before the entry at a place."""
    gaps = ["\n" + one.lead.rpartition("\n")[2] if "#" in one.lead else one.lead for one in array.entries]
    if at < len(gaps):
        return gaps[at]
    if len(gaps) > 1 or (gaps and "\n" in gaps[0]):
        return gaps[-1]
    if not gaps and "\n" in array.rest:
        return f"\n{_INDENT}"
    return " " if at else ""


def _on_a_line(before: str, gap: str) -> str:
    """`gap`, with the line end that a comment before it needs."""
    if "#" not in before or gap.lstrip(" \t").startswith("\n"):
        return gap
    return f"\n{gap}"


def _end_of_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return at if found is None else found.end()
