"""C-01 and C-02: figures of one sentence that say something of each other (`figures.shares`, `.changes`, `.sums`, `.averages`,
`.members`, `.wholes`). Pure.

A relation is looked at only when the words between the figures say what they are, and told only when no reading of the sentence
makes it right: rather silent than wrong.
"""

import functools
from collections.abc import Iterator

from briefing_tui.proof.figures import averages, changes, members, reckoning, shares, sums, wholes
from briefing_tui.proof.figures.quantities import Sentence, sentences
from briefing_tui.proof.remark import Remark

_RELATIONS = (
    (3, shares.shares),
    (2, changes.changes),
    (2, sums.rests),
    (3, sums.sums),
    (2, averages.averages),
    (2, members.halves),
    (3, members.members),
    (2, reckoning.reckoned),
)
"""How many figures each takes at least: most sentences have fewer."""


@functools.lru_cache(maxsize=1)
def _sentences(text: str) -> tuple[Sentence, ...]:
    """Read once for both rules, which see one text after the other."""
    return tuple(sentences(text))


def figures_that_disagree(text: str) -> Iterator[Remark]:
    """C-01: shares, growth, differences, sums, averages, multiples."""
    for sentence in _sentences(text):
        seen: set[tuple[int, int]] = set()
        relations = [relation for least, relation in _RELATIONS if len(sentence.quantities) >= least]
        for relation in relations:
            for remark in relation(sentence):
                place = remark.start, remark.end
                if place not in seen:
                    seen.add(place)
                    yield remark


def parts_above_the_whole(text: str) -> Iterator[Remark]:
    """C-02: 19家银行中已签订的共有154家."""
    for sentence in _sentences(text):
        seen: set[tuple[int, int]] = set()
        for relation in (wholes.parts_above, members.members_above):
            for remark in relation(sentence):
                if (remark.start, remark.end) not in seen:
                    seen.add((remark.start, remark.end))
                    yield remark
