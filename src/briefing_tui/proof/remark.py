"""What a rule says of one text, and what it may know beside the text. Pure."""

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.proof.terms import Terms
from briefing_tui.text.characters import HAN

OPENING = "“‘（《〈【「『〔"
CLOSING = "”’）》〉】」』〕"
WIDE_MARKS = f"{OPENING}{CLOSING}，。、；：？！…—·"
"""The marks of Chinese text."""
CHINESE = re.compile(f"[{HAN}]")


class Remark(NamedTuple):
    """One place in a text."""

    start: int
    """First character, from 0."""
    end: int
    """Character behind the last; after `start`."""
    fix: str | None = None
    """What should stand there; None when a person has to decide."""
    text: str = ""
    """What the rule's name does not say: a sum, another name. In the user's language."""
    level: str = ""
    """Where it is less sure than its rule; empty for the rule's own level."""


class Context(NamedTuple):
    """What is known beside the text. Hashable, so that results can be kept by text and context."""

    date: dt.date | None = None
    """Of the issue."""
    terms: Terms = Terms()
    """The words of the house."""

    @property
    def year(self) -> int | None:
        """That of the issue's date."""
        return self.date.year if self.date else None


_BLANKS = " \t\u3000"


class ProofLine(NamedTuple):
    """A paragraph of a text."""

    start: int
    """Its first character in the text."""
    text: str


@functools.lru_cache(maxsize=16)
def _having(sets: tuple[str, ...]) -> "re.Pattern[str]":
    first, *others = (re.escape(chars) for chars in sets)
    ahead = "".join(rf"(?=[^\n{some}]*+[{some}])" for some in others)
    return re.compile(rf"^{ahead}[^\n{first}]*+[{first}][^\n]*+", re.MULTILINE)


def lines_with(text: str, *sets: str) -> Iterator[ProofLine]:
    """The paragraphs that hold one of each set of characters, as `lines_of` gives them. Thousands of short ones without cost little."""
    for found in _having(sets).finditer(text):
        raw = found[0]
        if raw[0] in _BLANKS or raw[-1] in _BLANKS:
            yield ProofLine(found.start() + len(raw) - len(raw.lstrip(_BLANKS)), raw.strip(_BLANKS))
        else:
            yield ProofLine(found.start(), raw)


def lines_of(text: str) -> Iterator[ProofLine]:
    """The paragraphs that hold something, without the blanks at their ends."""
    at = 0
    for raw in text.split("\n"):
        if stripped := raw.strip(_BLANKS):
            yield ProofLine(at + raw.index(stripped[0]), stripped)
        at += len(raw) + 1
