"""What stands open at a line of a TOML file: texts of several lines, lists. Called by `toml.mistakes`; the pattern by whoever cuts TOML."""

import re
from typing import NamedTuple

TOKEN = re.compile(
    r'(?P<quotes>"""|\'\'\')'
    r'|"(?:[^"\\\n]+|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>\.)|(?P<cut>[=,\n])"
    r"|(?P<digits>[0-9a-fA-F_]{64,})"
)


class LongText(NamedTuple):
    """A text of several lines, as the parser takes it."""

    first: int
    """1-based line on which it opens."""
    last: int
    """1-based line on which it closes; behind the last line when it does not."""
    quotes: str


class OpenState(NamedTuple):
    """What stands open where a line begins."""

    texts: list[LongText]
    """All that open above it."""
    in_text: bool
    """Whether the line begins in one."""
    list_line: int
    """1-based line on which the list (or inline table) opens that the line stands in; 0 for none."""


def state_at(text: str, line: int) -> OpenState:
    """What stands open where the 1-based `line` begins, all above it being TOML."""
    texts: list[LongText] = []
    opened: list[int] = []
    at, counted, here = 0, 0, 1
    while (found := TOKEN.search(text, at)) is not None:
        here += text.count("\n", counted, found.start())
        counted, at = found.start(), found.end()
        if here >= line:
            break
        if found.lastgroup == "open":
            opened.append(here)
        elif found.lastgroup == "close":
            del opened[-1:]
        elif found.lastgroup == "quotes":
            end = string_end(text, at, found[0])
            at = len(text) if end < 0 else end
            last = here + text.count("\n", counted, at) + (end < 0)
            texts.append(LongText(here, last, found[0]))
    in_text = bool(texts) and texts[-1].last >= line
    return OpenState(texts, in_text, opened[0] if opened and not in_text else 0)


def string_end(text: str, at: int, quotes: str) -> int:
    """Where the multi-line string that goes on at `at` is over, or -1. Up to two more quotes belong to it."""
    end = text.find(quotes, at)
    while end >= 0 and quotes == '"""' and _is_escaped(text, end, at):
        end = text.find(quotes, end + 1)
    if end < 0:
        return -1
    end += 3
    for _extra in range(2):
        if text[end : end + 1] == quotes[0]:
            end += 1
    return end


def _is_escaped(text: str, at: int, start: int) -> bool:
    before = text[max(start, at - 64) : at]
    if before.strip("\\") == "" and len(before) == 64:
        before = text[start:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
