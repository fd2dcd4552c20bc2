"""C-01 and C-02: figures of one sentence that say something of each other (`figures.shares`, `.changes`, `.sums`, `.averages`,
`.members`, `.wholes`). Pure.

A relation is looked at only when the words between the figures say what they are, and told only when no reading of the sentence
makes it right: rather silent than wrong.
"""

import functools
import re
from collections.abc import Callable, Iterator

from briefing_tui.proof.figures import averages, changes, members, reckoning, shares, sums, wholes
from briefing_tui.proof.figures.quantities import Sentence, sentences
from briefing_tui.proof.remark import Remark

_RELATIONS = (
    (3, "[占率的数]", shares.shares),
    (2, "[由从超高多大低少小不突跨迈较比在去上年期改此原增减降下余净差欠未]", changes.changes),
    (2, "[余剩]", sums.rests),
    (3, "[共总计全占余剩尚仍还缺差]", sums.sums),
    (2, "[均每]", averages.averages),
    (2, "[占男担出持]", members.halves),
    (3, "[，；：（(中占包分应]", members.members),
    (2, "[一-鿿]", reckoning.reckoned),
)
"""How many figures each takes at least, and one of the characters that all its patterns have: most sentences have fewer, or none."""


_OF_PARTS = ((1, "[中里有占率]", wholes.parts_above), (2, "[，；、]", members.members_above))
_Relations = tuple[tuple[int, str, Callable[[Sentence], Iterator[Remark]]], ...]


@functools.lru_cache(maxsize=1)
def _sentences(text: str) -> tuple[tuple[int, Sentence], ...]:
    """Read once for both rules, which see one text after the other."""
    return tuple(sentences(text))


def figures_that_disagree(text: str) -> Iterator[Remark]:
    """C-01: shares, growth, differences, sums, averages, multiples."""
    return _told(text, _RELATIONS)


def parts_above_the_whole(text: str) -> Iterator[Remark]:
    """C-02: 19家银行中已签订的共有154家."""
    return _told(text, _OF_PARTS)


def _told(text: str, relations: _Relations) -> Iterator[Remark]:
    """What some relations say of each sentence; of the same words over and over they are asked once."""
    known: dict[int, tuple[Remark, ...]] = {}
    for start, sentence in _sentences(text):
        remarks = known.get(id(sentence))
        if remarks is None:
            remarks = known[id(sentence)] = tuple(_of_one(sentence, relations))
        for remark in remarks:
            yield remark._replace(start=remark.start + start, end=remark.end + start)


def _of_one(sentence: Sentence, relations: _Relations) -> Iterator[Remark]:
    seen: set[tuple[int, int]] = set()
    for least, cues, relation in relations:
        if sentence.count < least or not re.search(cues, sentence.skeleton):
            continue
        for remark in relation(sentence):
            if (remark.start, remark.end) not in seen:
                seen.add((remark.start, remark.end))
                yield remark
