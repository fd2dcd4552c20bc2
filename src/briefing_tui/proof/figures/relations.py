"""C-01 and C-02: figures of one sentence that say something of each other (`figures.shares`, `.changes`, `.sums`, `.averages`,
`.members`, `.wholes`). Pure.

A relation is looked at only when the words between the figures say what they are, and told only when no reading of the sentence
makes it right: rather silent than wrong.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator

from briefing_tui.proof.figures import averages, changes, members, reckoning, shares, sums, wholes
from briefing_tui.proof.figures.asides import in_one_measure, without_asides
from briefing_tui.proof.figures.asking import said
from briefing_tui.proof.figures.claims.ratios import structures
from briefing_tui.proof.figures.claims.subsets import subsets
from briefing_tui.proof.figures.quantities import Sentence, sentences
from briefing_tui.proof.remark import Remark

_Relations = tuple[tuple[int, str, Callable[[Sentence], Iterator[Remark]]], ...]
_RELATIONS: _Relations = (
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


_OF_PARTS: _Relations = (
    (1, "[中里有占率包含]", wholes.parts_above),
    (2, "[，；、]", members.members_above),
    (2, "[，、已]", subsets),
)
_BESIDE: dict[str, _Relations] = {
    "C-01": (
        (3, "[共总计全占余剩尚仍还缺差]", sums.sums),
        (3, "[，；：（(中占包分应]", members.members),
        (3, "[一-鿿]", reckoning.beside),
    ),
    "C-02": _OF_PARTS,
}
"""Those of a whole and its parts, by rule, which are asked again without the growth and the shares between the two."""
_SHORTER = ((without_asides, _BESIDE), (in_one_measure, {"C-02": _OF_PARTS}))
"""Ways to shorten a sentence, each with what is asked of the shorter one."""


class _Reading:
    """One way through the sentences of a text for both rules: what the second says of those that the first has seen is kept for it.

    Sentences are not: a text of nothing but figures has a hundred thousand.
    """

    def __init__(self, text: str) -> None:
        self._sentences = sentences(text)
        self._kept: list[Remark] = []

    def disagreements(self) -> Iterator[Remark]:
        """C-01."""
        for start, sentence in self._sentences:
            self._kept += _placed(start, _told(sentence, "C-02", _OF_PARTS))
            yield from _placed(start, _told(sentence, "C-01", _RELATIONS))

    def parts(self) -> Iterator[Remark]:
        """C-02, of what the first has seen and of all the rest."""
        yield from self._kept
        for start, sentence in self._sentences:
            yield from _placed(start, _told(sentence, "C-02", _OF_PARTS))


_begun: dict[str, _Reading] = {}
"""That of the text which the first rule has read, for the second."""


def figures_that_disagree(text: str) -> Iterator[Remark]:
    """C-01: shares, growth, differences, sums, averages, multiples, ratios."""
    _begun.clear()
    reading = _begun[text] = _Reading(text)
    yield from reading.disagreements()
    yield from structures(text)


def parts_above_the_whole(text: str) -> Iterator[Remark]:
    """C-02: 19家银行中已签订的共有154家."""
    return (_begun.pop(text, None) or _Reading(text)).parts()


def _placed(start: int, remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Remarks on a sentence as those on its text."""
    return (remark._replace(start=remark.start + start, end=remark.end + start) for remark in remarks)


def _told(sentence: Sentence, rule: str, relations: _Relations) -> tuple[Remark, ...]:
    """What some relations say of a sentence; of the same words over and over they are asked once."""
    remarks = sentence.told.get(rule)
    if remarks is None:
        remarks = tuple(_of_one(sentence, relations))
        for shortened, of_rule in _SHORTER:
            if not remarks and rule in of_rule and (shorter := shortened(sentence)) is not None:
                remarks = tuple(map(shorter.placed, _of_one(shorter.sentence, of_rule[rule])))
        sentence.told[rule] = remarks
    return remarks


@functools.cache
def _cue(cues: str) -> Callable[[str], object]:
    return re.compile(cues).search


def _of_one(sentence: Sentence, relations: _Relations) -> Iterator[Remark]:
    seen: set[tuple[int, int]] = set()
    silent = sentence.form.silent
    for least, cues, relation in relations:
        if relation in silent or sentence.count < least or not _cue(cues)(sentence.skeleton):
            continue
        for remark in said(sentence, relation, sentence):
            if (remark.start, remark.end) not in seen:
                seen.add((remark.start, remark.end))
                yield remark
