"""Sentences with figures of which another one would be wrong, `⟦right|wrong⟧`, and what proof-reading says of them."""

import re

from briefing_tui.model.finding import Finding
from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.proofread import Proofreader

_READER = Proofreader(own_terms())
_CHOICE = re.compile("⟦(.*?)[|](.*?)⟧")


def lines_of(text: str) -> list[str]:
    """One sentence a line."""
    return text.strip().splitlines()


def right_ones(pairs: str) -> list[str]:
    """The sentences with their right figures."""
    return [_CHOICE.sub(r"\1", pair) for pair in lines_of(pairs)]


def of_figures(text: str) -> list[Finding]:
    """What C-01 and C-02 find."""
    return [found for found in _READER.read_text(text) if found.rule in {"C-01", "C-02"}]


def is_told(pair: str) -> bool:
    """Whether the wrong figure of a pair is told where it stands."""
    choice = _CHOICE.search(pair)
    assert choice is not None, pair
    start, end = choice.start(), choice.start() + len(choice[2])
    found = of_figures(_CHOICE.sub(r"\2", pair))
    return any(one.span is not None and one.span.start < end and start < one.span.end for one in found)


def told(text: str) -> list[tuple[str, str | None, str]]:
    """Rule, words and explanation of what is told of a sentence."""
    return [(one.rule, one.span.words if one.span else None, one.text) for one in of_figures(text)]
